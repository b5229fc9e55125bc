// `fingerpost export directory --to PATH`: the whole directory as JSON or as a CSV
// data package, so that reading it again gives the same directory.

import Casebook
import Casework
import Foundation

/// Writes the directory out.
public enum DirectoryExporter {
  public enum Format: String, CaseIterable, Sendable {
    case json, csv
  }

  /// What was written.
  public struct Report: Equatable, Sendable, Codable {
    public var path: String
    /// "services", and how many.
    public var counts: [String: Int]
    public var files: [String]
  }

  /// Writes the directory to `path`: a JSON file, a folder of JSON pages, or a folder
  /// of CSV files.
  ///
  /// - Parameters:
  ///   - path: nothing may be there yet.
  ///   - root: the kind of record that stands at the top of JSON, services as a rule.
  ///   - pageSize: records in one JSON page; nil writes one file.
  /// - Throws: ``ExportError``; then nothing is left at `path`.
  public static func run(
    _ casebook: Casebook, to path: URL, format: Format, root: DirectoryEntity = .service,
    pageSize: Int? = nil
  ) throws -> Report {
    guard !FileManager.default.fileExists(atPath: path.path) else {
      throw ExportError.alreadyThere(path.path)
    }
    // Written beside its place, and moved there when it is whole.
    let draft = path.deletingLastPathComponent()
      .appendingPathComponent(".\(path.lastPathComponent)-\(UUID().uuidString.prefix(8))")
    do {
      let report = try casebook.readDirectory { records in
        switch format {
        case .json where pageSize == nil:
          try DirectoryJSONWriter(records, root: root).write(file: draft)
        case .json:
          try DirectoryJSONWriter(records, root: root).write(
            folder: draft, pageSize: max(1, pageSize ?? 1))
        case .csv: try DirectoryCSVWriter(records).write(folder: draft)
        }
      }
      try FileManager.default.moveItem(at: draft, to: path)
      return Report(path: path.path, counts: report.counts, files: report.files)
    } catch let error as ExportError {
      try? FileManager.default.removeItem(at: draft)
      // Named by the place that was asked for, not by the draft's.
      if case .cannotWrite = error { throw ExportError.cannotWrite(path.path) }
      throw error
    } catch let error as CasebookError {
      try? FileManager.default.removeItem(at: draft)
      throw error
    } catch {
      try? FileManager.default.removeItem(at: draft)
      throw ExportError.cannotWrite(path.path)
    }
  }

  /// One record with all that belongs to it, as JSON; nil where there is none.
  public static func object(_ entity: DirectoryEntity, id: String, of casebook: Casebook) throws
    -> JSONValue?
  {
    try casebook.readDirectory { records in
      guard let stored = try records.records(entity, ids: [id])[id] else { return nil }
      return try DirectoryTree(records).objects(of: entity, [stored]).first
    }
  }
}

/// Why nothing was written.
public enum ExportError: Error, Equatable, CustomStringConvertible, LocalizedError {
  case alreadyThere(String)
  case cannotWrite(String)

  public var errorDescription: String? { description }

  public var description: String {
    switch self {
    case .alreadyThere(let path):
      "There is something at \(path) already. It was left as it is, and nothing was written. Name another place."
    case .cannotWrite(let path):
      "\(path) could not be written. Nothing is left there. Check that the folder is there, that you may write in it, and that there is room."
    }
  }
}

/// A file being written, a piece at a time.
final class TextFile {
  private let handle: FileHandle
  private var buffer: [UInt8] = []

  /// Only its owner may read it.
  init(_ url: URL) throws {
    let file = open(url.path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw ExportError.cannotWrite(url.path) }
    handle = FileHandle(fileDescriptor: file, closeOnDealloc: true)
  }

  func write(_ text: String) throws {
    buffer.append(contentsOf: text.utf8)
    if buffer.count > 256 * 1024 { try flush() }
  }

  private func flush() throws {
    try handle.write(contentsOf: Data(buffer))
    buffer.removeAll(keepingCapacity: true)
  }

  func close() throws {
    try flush()
    try handle.synchronize()
    try handle.close()
  }
}

// `fingerpost import directory PATH`.

import Casebook
import Casework
import Foundation

/// How far an import has come.
public struct ImportProgress: Equatable, Sendable {
  public enum Phase: Equatable, Sendable {
    case reading
    /// All is laid; the services are made ready to be found.
    case preparing
  }

  public var phase: Phase
  /// Bytes read, or services made ready.
  public var done: Int
  /// Bytes there are, or services.
  public var total: Int
  /// Records read so far.
  public var records: Int

  /// 0 to 1.
  public var fraction: Double { total > 0 ? min(1, Double(done) / Double(total)) : 0 }
}

/// Brings a directory of local assets into a casebook.
public enum DirectoryImporter {
  /// Reads `path` and lays what it holds over the directory of `casebook`. The file is
  /// read a record at a time, however large it is.
  ///
  /// - Parameters:
  ///   - path: a JSON file (a record, a page, an array, a data package in one
  ///     object), a CSV file, or a folder of CSV files or of JSON pages.
  ///   - skipBad: leaves out records with a fault instead of refusing the file.
  ///   - dryRun: says what would change, and changes nothing.
  ///   - badRowsTo: where the records that are left out are written whole, as JSON that
  ///     can be put right and imported; beside the file
  ///     when nil.
  ///   - progress: told now and then how far it has come. Where it throws, for
  ///     example ``ImportError/cancelled(_:)``, nothing is written.
  /// - Returns: what was added, updated and left as it was.
  /// - Throws: ``ImportError`` or the casebook's own error; then nothing has been
  ///   written.
  public static func run(
    path: URL, into casebook: Casebook, skipBad: Bool = false, dryRun: Bool = false,
    badRowsTo: URL? = nil, progress: ((ImportProgress) throws -> Void)? = nil
  ) throws -> ImportReport {
    var reading = DirectoryFindings(source: path.lastPathComponent, isFolder: isFolder(path))
    reading.report.dryRun = dryRun
    let wantedBadRows =
      badRowsTo
      ?? path.deletingLastPathComponent()
      .appendingPathComponent("\(path.deletingPathExtension().lastPathComponent)-left-out.json")
    let total = size(of: path)
    var done = 0
    var services = 0
    do {
      let tally = try casebook.applyDirectory(
        source: path.lastPathComponent, dryRun: dryRun,
        progress: { ready in
          try progress?(
            ImportProgress(
              phase: .preparing, done: ready, total: services, records: reading.count))
        }
      ) { laying in
        for var reader in try readers(of: path) {
          reader.told = { bytes in
            done += bytes
            try progress?(
              ImportProgress(phase: .reading, done: done, total: total, records: laying.count))
          }
          try reading.take(reader, into: laying)
        }
        services = laying.services
        reading.checkPages()
        if reading.isBroken { throw ImportError.broken(reading.report) }
        guard reading.report.faults.isEmpty || skipBad else {
          throw ImportError.refused(reading.report)
        }
        guard laying.count > 0 || !reading.report.faults.isEmpty else {
          throw ImportError.nothingToImport(
            path.lastPathComponent, reading.report.notes.first ?? "there is no record in it")
        }
        try reading.warnOfDangling(laying)
        if !reading.report.faults.isEmpty && !dryRun {
          reading.report.badRowsFile = try BadRows.write(
            text: reading.leftOutText, to: wantedBadRows
          ).path
        }
      }
      reading.report.take(tally)
    } catch {
      BadRows.takeBack(reading.report.badRowsFile)
      throw error
    }
    reading.report.leftOut = reading.leftOutCount
    return reading.report
  }

  private static func size(of path: URL) -> Int {
    func bytes(_ url: URL) -> Int {
      (try? FileManager.default.attributesOfItem(atPath: url.path)[.size] as? Int) ?? 0
    }
    guard isFolder(path) else { return bytes(path) }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path.path)) ?? []
    return names.filter { $0.hasSuffix(".csv") || $0.hasSuffix(".json") }
      .reduce(0) { $0 + bytes(path.appendingPathComponent($1)) }
  }

  static func isFolder(_ path: URL) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path.path, isDirectory: &isFolder)
      && isFolder.boolValue
  }

  private static func readers(of path: URL) throws -> [any DirectoryReader] {
    guard FileManager.default.fileExists(atPath: path.path) else {
      throw ImportError.noSuchFile(path.path)
    }
    guard isFolder(path) else { return [try reader(ofFile: path)] }
    // A folder of pages may have a stray table in it, and the other way about.
    let tables = try DirectoryCSVReader(folder: path)
    let names = try FileManager.default.contentsOfDirectory(atPath: path.path)
    let pages = names.filter {
      $0.lowercased().hasSuffix(".json") && !$0.hasPrefix(".")
        && (tables.files.isEmpty || $0.lowercased() != "datapackage.json")
    }.sorted()
    guard !pages.isEmpty || !tables.files.isEmpty else {
      throw ImportError.nothingToImport(path.path, "the folder has no CSV and no JSON file in it")
    }
    let readers: [any DirectoryReader] = tables.files.isEmpty ? [] : [tables]
    return readers + pages.map { DirectoryJSONReader(path.appendingPathComponent($0)) }
  }

  /// JSON or CSV, by what the file begins with.
  private static func reader(ofFile url: URL) throws -> any DirectoryReader {
    if url.lastPathComponent.lowercased() == "datapackage.json" {
      throw ImportError.nothingToImport(
        url.lastPathComponent,
        "it describes a folder of CSV files; import the folder that they are in")
    }
    var feed = try FileFeed.open(url, limit: DirectoryLimits.megabytes)
    while let byte = try feed.next() {
      switch byte {
      case 0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF: continue
      case UInt8(ascii: "{"), UInt8(ascii: "["): return DirectoryJSONReader(url)
      case 0xFE, 0xFF, 0:
        return isJSON(url) ? DirectoryJSONReader(url) : DirectoryCSVReader(file: url)
      default:
        if isJSON(url) { return DirectoryJSONReader(url) }
        guard url.pathExtension.lowercased() == "csv" || byte >= 0x20 else {
          throw ImportError.notADirectoryFile(url.lastPathComponent)
        }
        return DirectoryCSVReader(file: url)
      }
    }
    throw ImportError.empty(url.lastPathComponent)
  }

  private static func isJSON(_ url: URL) -> Bool { url.pathExtension.lowercased() == "json" }
}

extension ImportReport {
  /// What came of it, in numbers and, of what was here before, in words.
  fileprivate mutating func take(_ tally: DirectoryTally) {
    counts = tally.entities.map { entity in
      let count = tally[entity]
      return ImportReport.Count(
        what: entity.plural, added: count.added, updated: count.updated,
        unchanged: count.unchanged)
    }
    changes =
      tally.changes.map { change in
        ImportReport.Change(
          what: change.entity.singular, id: change.id, name: change.name, field: change.field,
          before: change.before, after: change.after)
      }.sortedByWeight
    moreChanges = tally.moreChanges
    absent = tally.absent
  }
}

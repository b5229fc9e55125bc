// `fingerpost import directory PATH`.

import Casebook
import Casework
import Foundation

/// Brings a directory of local assets into a casebook.
public enum DirectoryImporter {
  /// Reads `path` and lays what it holds over the directory of `casebook`.
  ///
  /// - Parameters:
  ///   - path: a JSON file (a record, a page, an array, a data package in one
  ///     object), a CSV file, or a folder of CSV files or of JSON pages.
  ///   - skipBad: leaves out records with a fault instead of refusing the file.
  ///   - dryRun: says what would change, and changes nothing.
  ///   - badRowsTo: where the records that are left out are listed; beside the file
  ///     when nil.
  /// - Returns: what was added, updated and left as it was.
  /// - Throws: ``ImportError`` or the casebook's own error; then nothing has been
  ///   written.
  public static func run(
    path: URL, into casebook: Casebook, skipBad: Bool = false, dryRun: Bool = false,
    badRowsTo: URL? = nil
  ) throws -> ImportReport {
    var reading = try read(path)
    var report = reading.report
    report.dryRun = dryRun
    if reading.isBroken { throw ImportError.broken(report) }
    guard report.faults.isEmpty || skipBad else { throw ImportError.refused(report) }
    guard reading.gathering.count > 0 || !report.faults.isEmpty else {
      throw ImportError.nothingToImport(
        path.lastPathComponent, report.notes.first ?? "there is no record in it")
    }
    report.leftOut = reading.leftOut.count
    if !report.faults.isEmpty && !dryRun {
      let wanted =
        badRowsTo
        ?? path.deletingLastPathComponent()
        .appendingPathComponent("\(path.deletingPathExtension().lastPathComponent)-left-out.csv")
      report.badRowsFile = try BadRows.write(
        [["File", "Place", "Kind", "Id", "Field", "Value", "Why"]] + reading.leftOut, to: wanted
      ).path
    }
    do {
      let tally = try casebook.applyDirectory(
        reading.takeRecords(), source: path.lastPathComponent, dryRun: dryRun)
      report.counts = tally.entities.map { entity in
        let count = tally[entity]
        return ImportReport.Count(
          what: entity.plural, added: count.added, updated: count.updated,
          unchanged: count.unchanged)
      }
    } catch {
      BadRows.takeBack(report.badRowsFile)
      throw error
    }
    return report
  }

  /// What reading gives before anything is written.
  struct Reading {
    var gathering = DirectoryGathering()
    var report: ImportReport
    /// One row for each fault.
    var leftOut: [[String]] = []
    /// Whether the file breaks off, so that nobody knows what is missing.
    var isBroken = false
    fileprivate var seen: Set<ImportFault> = []
    fileprivate var warned: Set<String> = []

    mutating func takeRecords() -> [DirectoryRecord] {
      defer { gathering = DirectoryGathering() }
      return gathering.ordered
    }
  }

  /// Reads and checks everything, and writes nothing.
  ///
  /// - Throws: ``ImportError`` when there is nothing that could be imported.
  static func read(_ path: URL) throws -> Reading {
    var reading = Reading(report: ImportReport(source: path.lastPathComponent))
    for reader in try readers(of: path) {
      do {
        try reader.read { finding in
          switch finding {
          case .note(let sentence): reading.report.notes.append(sentence)
          case .warning(let fault, let entity, let id):
            // A record that stands in many places of a file is warned of once.
            let about = "\(entity.rawValue)/\(id)/\(fault.field)/\(fault.value)"
            if reading.warned.insert(about).inserted { reading.report.warnings.append(fault) }
          case .fault(let fault, let entity, let id):
            reading.add(fault, entity: entity, id: id)
          case .record(let record, let file, let place):
            guard reading.gathering.count < DirectoryLimits.records else {
              throw ImportFault(
                file: file, place: place,
                reason:
                  "there are more than \(DirectoryLimits.records) records; ask for the file in parts"
              )
            }
            if let fault = reading.gathering.add(record, file: file, place: place) {
              reading.add(fault, entity: record.entity, id: record.id)
            }
          }
        }
      } catch ImportError.nothingToImport(let name, let why) where isFolder(path) {
        reading.report.notes.append("\(name) was left alone: \(why).")
      } catch let fault as ImportFault {
        reading.isBroken = true
        reading.add(fault, entity: nil, id: "")
      }
    }
    return reading
  }

  private static func isFolder(_ path: URL) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path.path, isDirectory: &isFolder)
      && isFolder.boolValue
  }

  private static func readers(of path: URL) throws -> [any DirectoryReader] {
    guard FileManager.default.fileExists(atPath: path.path) else {
      throw ImportError.noSuchFile(path.path)
    }
    guard isFolder(path) else { return [try reader(ofFile: path)] }
    let tables = try DirectoryCSVReader(folder: path)
    if !tables.files.isEmpty { return [tables] }
    let names = try FileManager.default.contentsOfDirectory(atPath: path.path)
    let pages = names.filter { $0.lowercased().hasSuffix(".json") && !$0.hasPrefix(".") }.sorted()
    guard !pages.isEmpty else {
      throw ImportError.nothingToImport(path.path, "the folder has no CSV and no JSON file in it")
    }
    return pages.map { DirectoryJSONReader(path.appendingPathComponent($0)) }
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

extension DirectoryImporter.Reading {
  fileprivate mutating func add(_ fault: ImportFault, entity: DirectoryEntity?, id: String) {
    guard seen.insert(fault).inserted else { return }
    report.faults.append(fault)
    leftOut.append([
      fault.file, fault.place, entity?.singular ?? "", id, fault.field, fault.value, fault.reason,
    ])
  }
}

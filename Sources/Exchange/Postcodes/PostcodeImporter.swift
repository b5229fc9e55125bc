// `fingerpost import postcodes FILE`: the table of postcodes that the Office for
// National Statistics publishes as CSV (ONS Postcode Directory, or its look-up by
// postcode), or any CSV with a postcode, a latitude and a longitude.

import Casebook
import Casework
import Foundation

/// Brings a table of postcodes into a casebook.
public enum PostcodeImporter {
  /// Reads `file` and keeps where each postcode is. The table is replaced as a whole.
  ///
  /// - Parameters:
  ///   - only: the beginnings of postcodes to keep, such as "QX" or "LS6"; empty keeps
  ///     all.
  ///   - skipBad: leaves out rows with a fault instead of refusing the file.
  ///   - progress: told now and then how far it has come; what it throws stops it.
  /// - Throws: ``ImportError``; then the table is as it was.
  public static func run(
    file: URL, into casebook: Casebook, only: [String] = [], skipBad: Bool = false,
    dryRun: Bool = false, progress: ((ImportProgress) throws -> Void)? = nil
  ) throws -> ImportReport {
    var report = ImportReport(source: file.lastPathComponent, dryRun: dryRun)
    let before = try casebook.postcodeCount()
    let wanted = only.map { $0.uppercased().filter { !$0.isWhitespace } }.filter { !$0.isEmpty }
    var taken = 0
    var passed = 0
    let size = (try? FileManager.default.attributesOfItem(atPath: file.path)[.size] as? Int) ?? 0
    var done = 0
    func read(_ take: (PostcodeRow) throws -> Void) throws {
      let feed = try FileFeed.open(file, limit: DirectoryLimits.megabytes) { bytes in
        done += bytes
        try progress?(
          ImportProgress(phase: .reading, done: done, total: size, records: taken))
      }
      var text = DelimitedText(feed)
      do {
        try text.skipMark()
        guard let header = try text.next() else { throw ImportError.empty(file.path) }
        let columns = try PostcodeColumns(header.cells, file: file.lastPathComponent)
        while let line = try text.next() {
          if line.isBlank { continue }
          switch columns.row(line.cells) {
          case .row(let row):
            guard wanted.isEmpty || wanted.contains(where: { columns.key(row).hasPrefix($0) })
            else { continue }
            taken += 1
            try take(row)
          case .noPlace: passed += 1
          case .wrong(let field, let value, let reason):
            report.leftOut += 1
            guard report.faults.count < DirectoryLimits.faults else { continue }
            report.faults.append(
              ImportFault(
                file: file.lastPathComponent, place: "row \(line.row)", field: field,
                value: value, reason: reason))
          }
        }
      } catch let fault as DelimitedFault {
        let (row, cell, reason) = fault.parts
        report.faults.append(
          ImportFault(
            file: file.lastPathComponent, place: "row \(row), cell \(cell)", reason: reason))
        throw ImportError.broken(report)
      }
      guard report.faults.isEmpty || skipBad else { throw ImportError.refused(report) }
      guard taken > 0 else {
        throw ImportError.nothingToImport(
          file.lastPathComponent,
          wanted.isEmpty
            ? "no row has a postcode and a place"
            : "no postcode begins with \(wanted.joined(separator: " or "))")
      }
    }
    if dryRun {
      try read { _ in }
    } else {
      try casebook.takePostcodes(replacing: true, read)
    }
    report.counts = [
      ImportReport.Count(what: "postcodes", added: taken, updated: 0, unchanged: 0)
    ]
    if before > 0 { report.notes.append("They take the place of the \(before) that were here.") }
    if passed > 0 {
      report.notes.append(
        "\(passed) rows have no place or are no longer in use, and were passed over.")
    }
    return report
  }
}

/// Which column is which: the names that the ONS has used over the years.
private struct PostcodeColumns {
  private let postcode: Int
  private let latitude: Int
  private let longitude: Int
  private let ended: Int?
  private let ward: Int?
  private let area: Int?
  private let deprivation: Int?

  init(_ header: [String], file: String) throws {
    let names = header.map { $0.trimmingCharacters(in: .whitespaces).lowercased() }
    func find(_ some: [String]) -> Int? {
      for name in some { if let at = names.firstIndex(of: name) { return at } }
      return nil
    }
    let found = (
      find(["pcds", "pcd", "pcd2", "pcd7", "pcd8", "postcode"]), find(["lat", "latitude"]),
      find(["long", "lon", "lng", "longitude"])
    )
    guard let postcode = found.0, let latitude = found.1, let longitude = found.2 else {
      let missing = [
        found.0 == nil ? "the postcode (pcds)" : "", found.1 == nil ? "the latitude (lat)" : "",
        found.2 == nil ? "the longitude (long)" : "",
      ]
      throw ImportError.missingColumns(file, missing.filter { !$0.isEmpty })
    }
    self.postcode = postcode
    self.latitude = latitude
    self.longitude = longitude
    ended = find(["doterm"])
    ward = find(["osward", "ward", "wd24cd", "wd23cd", "wd22cd", "wd21cd"])
    area = find(["lsoa21", "lsoa11", "lsoa21cd", "lsoa11cd", "lsoa"])
    deprivation = find(["imd", "imd19", "imd_rank"])
  }

  enum Reading {
    case row(PostcodeRow)
    /// It has no grid reference, or is no longer in use.
    case noPlace
    case wrong(field: String, value: String, reason: String)
  }

  func key(_ row: PostcodeRow) -> String { row.postcode.outward + row.postcode.inward }

  func row(_ cells: [String]) -> Reading {
    func cell(_ at: Int?) -> String {
      guard let at, at < cells.count else { return "" }
      return cells[at].trimmingCharacters(in: .whitespaces)
    }
    if !cell(ended).isEmpty { return .noPlace }
    let text = cell(postcode)
    guard let postcode = try? Postcode(text) else {
      return .wrong(
        field: "postcode", value: text, reason: "“\(text)” is not a UK postcode; write it as M1 1AE"
      )
    }
    let (north, east) = (cell(latitude), cell(longitude))
    if north.isEmpty && east.isEmpty { return .noPlace }
    guard let latitude = Double(north) else {
      return .wrong(field: "latitude", value: north, reason: "“\(north)” is not a number")
    }
    guard let longitude = Double(east) else {
      return .wrong(field: "longitude", value: east, reason: "“\(east)” is not a number")
    }
    // The ONS writes 99.999999 where it knows no place.
    if latitude > 99 { return .noPlace }
    guard let at = Coordinates(latitude: latitude, longitude: longitude) else {
      return .wrong(
        field: "latitude", value: "\(north), \(east)", reason: "there is no such place on Earth")
    }
    return .row(
      PostcodeRow(
        postcode: postcode, at: at, ward: cell(ward), area: cell(area),
        deprivation: Int(cell(deprivation))))
  }
}

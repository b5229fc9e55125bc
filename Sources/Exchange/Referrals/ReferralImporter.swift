// `fingerpost import referrals FILE.csv`.

import Casebook
import Casework
import Foundation

/// Brings a list of referrals into a casebook.
public enum ReferralImporter {
  /// Reads `file` and brings in its referrals.
  ///
  /// - Parameters:
  ///   - file: CSV with a first row of column names; comma, semicolon or tab.
  ///   - today: the referral date where the list has no such column; nothing may lie
  ///     after it.
  ///   - skipBad: leaves out rows with a fault instead of refusing the file.
  ///   - dryRun: says what would change, and changes nothing.
  ///   - badRowsTo: where rows that are left out are written; "FILE-bad-rows.csv"
  ///     beside the file when nil. A file that is there is never written over.
  /// - Throws: ``ImportError`` or the casebook's own error; then nothing has been
  ///   written.
  public static func run(
    file: URL, into casebook: Casebook, today: Day, skipBad: Bool = false, dryRun: Bool = false,
    badRowsTo: URL? = nil
  ) throws -> ImportReport {
    try run(
      file: file, today: today, skipBad: skipBad, dryRun: dryRun, badRowsTo: badRowsTo,
      apply: { try casebook.applyReferrals($0, dryRun: $1) })
  }

  /// The same with any store, so that reading can be tested without one.
  static func run(
    file: URL, today: Day, skipBad: Bool, dryRun: Bool, badRowsTo: URL?,
    apply: (_ rows: [IncomingReferral], _ dryRun: Bool) throws -> ReferralTally
  ) throws -> ImportReport {
    var report = ImportReport(source: file.lastPathComponent, dryRun: dryRun)
    var reading: Reading
    do { reading = try read(file, today: today) } catch let fault as ImportFault {
      report.faults = [fault]
      throw ImportError.broken(report)
    }
    if !reading.faults.isEmpty && !skipBad { throw refusal(report, reading) }
    // A rehearsal finds what only the casebook can know, for example an NHS number
    // that is somebody else's. Leaving a row out may bring out another, so it repeats.
    var tally = try apply(reading.rows, true)
    while !tally.faults.isEmpty {
      let before = reading.rows.count
      reading.leaveOut(tally.faults)
      guard skipBad, reading.rows.count < before else { throw refusal(report, reading) }
      tally = try apply(reading.rows, true)
    }
    report.notes = reading.notes
    report.faults = reading.importFaults(report.source)
    report.leftOut = reading.badRows.count
    if !reading.faults.isEmpty && !dryRun {
      let wanted =
        badRowsTo
        ?? file.deletingLastPathComponent().appendingPathComponent(
          "\(file.deletingPathExtension().lastPathComponent)-bad-rows.csv")
      report.badRowsFile = try BadRows.write(
        reading.badRowsTable, to: wanted, delimiter: reading.list.delimiter
      ).path
    }
    do {
      if !dryRun { tally = try apply(reading.rows, false) }
      guard tally.faults.isEmpty else {
        reading.leaveOut(tally.faults)
        throw refusal(report, reading)
      }
    } catch {
      BadRows.takeBack(report.badRowsFile)
      throw error
    }
    report.counts = [
      ImportReport.Count(
        what: "people", added: tally.peopleAdded, updated: tally.peopleFilled,
        unchanged: tally.peopleRecognised - tally.peopleFilled),
      ImportReport.Count(
        what: "referrals", added: tally.referralsAdded, updated: 0,
        unchanged: tally.referralsUnchanged),
    ]
    report.notes += tally.notes
    return report
  }

  private static func refusal(_ report: ImportReport, _ reading: Reading) -> ImportError {
    var refused = report
    refused.faults = reading.importFaults(report.source)
    refused.notes = reading.notes
    return .refused(refused)
  }

  /// A list that has been read and checked.
  struct Reading {
    var list: ReferralList
    let reader: ReferralRowReader
    var rows: [IncomingReferral] = []
    var faults: [ReferralFault] = []
    var notes: [String]

    /// The numbers of the rows with a fault.
    var badRows: Set<Int> { Set(faults.map(\.row)) }

    /// Takes out rows that the casebook refuses, and names the column as the file does.
    mutating func leaveOut(_ refused: [ReferralFault]) {
      let named = refused.map { fault in
        var fault = fault
        if let column = ReferralColumn(heading: fault.column) {
          fault.column = reader.heading(column)
        }
        return fault
      }
      let bad = Set(named.map(\.row))
      rows.removeAll { bad.contains($0.row) }
      faults = (faults + named).sorted { $0.row < $1.row }
    }

    func importFaults(_ file: String) -> [ImportFault] {
      faults.map {
        ImportFault(
          file: file, place: "row \($0.row)", field: $0.column, value: $0.value, reason: $0.reason)
      }
    }

    /// The bad rows as the file has them, with the reasons in a last column "Why".
    var badRowsTable: [[String]] {
      let reasons = Dictionary(grouping: faults, by: \.row)
      let kept = reader.columns.indices.filter { reader.columns[$0] != .why }
      let header = kept.map { list.headings[$0] } + ["Why"]
      return [header]
        + list.lines.filter { reasons[$0.row] != nil }.map { line in
          let cells = kept.map { $0 < line.cells.count ? line.cells[$0] : "" }
          let surplus = line.cells.dropFirst(list.headings.count).filter { !$0.isEmpty }
          let why = (reasons[line.row] ?? []).map { fault in
            fault.column.isEmpty ? fault.reason : "\(fault.column): \(fault.reason)"
          }
          let over = surplus.isEmpty ? [] : ["Cells too many: \(surplus.joined(separator: ", "))"]
          return cells + [(why + over).joined(separator: "; ")]
        }
    }
  }

  /// Reads and checks every row, and writes nothing.
  static func read(_ file: URL, today: Day) throws -> Reading {
    let list = try ReferralList(file)
    let name = file.lastPathComponent
    let reader = ReferralRowReader(headings: list.headings, today: today)
    guard reader.missing.isEmpty else { throw ImportError.missingColumns(name, reader.missing) }
    guard !list.lines.isEmpty else {
      throw ImportError.nothingToImport(name, "there is no row below the column names")
    }
    var reading = Reading(list: list, reader: reader, notes: list.notes)
    for line in list.lines {
      let (row, faults) = reader.read(line)
      if let row { reading.rows.append(row) }
      reading.faults += faults
    }
    if !reader.has(.date) {
      reading.notes.append(
        "\(name) has no column for the referral date; today, \(today.british), was taken.")
    }
    if !reader.unknown.isEmpty {
      let names = reader.unknown.map { "“\($0)”" }.joined(separator: ", ")
      let one = reader.unknown.count == 1
      reading.notes.append(
        "The column\(one ? "" : "s") \(names) \(one ? "is" : "are") not known here; what \(one ? "it says" : "they say") is kept below the reason for referral."
      )
    }
    if reader.has(.sex) {
      reading.notes.append(
        "The column “\(reader.heading(.sex))” was left out: sex is not kept beside gender, because the two together can disclose what must not be disclosed."
      )
    }
    return reading
  }
}

// Reads the CSV files of a data package: one, or a folder of them.

import Casework
import Foundation

struct DirectoryCSVReader: DirectoryReader {
  /// The files, in the order that they are read.
  var files: [URL] { tables.map(\.url) }
  private let tables: [DataPackage.Table]
  private let notes: [String]
  var told: (Int) throws -> Void = { _ in }

  /// The CSV files of a folder, those that others point at first.
  init(folder: URL) throws {
    let names: [String]
    do { names = try FileManager.default.contentsOfDirectory(atPath: folder.path) } catch {
      throw ImportError.unreadable(folder.path)
    }
    // A description of the folder says more than the names of the files do.
    let package =
      names.contains("datapackage.json") ? DataPackage(in: folder) : DataPackage()
    notes = package.notes
    let described = Set(package.tables.map(\.url.path))
    let others = names.filter { $0.lowercased().hasSuffix(".csv") && !$0.hasPrefix(".") }
      .map { DataPackage.Table(url: folder.appendingPathComponent($0), path: $0) }
      .filter { !described.contains($0.url.path) }
    tables = (package.tables + others).sorted { $0.path < $1.path }
  }

  init(file: URL) {
    tables = [DataPackage.Table(url: file, path: file.lastPathComponent)]
    notes = []
  }

  func read(_ found: (DirectoryFinding) throws -> Void) throws {
    for note in notes { try found(.note(note)) }
    var known = 0
    for table in tables where try read(table, found) { known += 1 }
    guard known > 0 else {
      let path = files.first?.path ?? ""
      throw ImportError.nothingToImport(
        path, "no column names of the Open Referral standard are in its first row")
    }
  }

  /// - Returns: whether the file is of the standard.
  private func read(_ table: DataPackage.Table, _ found: (DirectoryFinding) throws -> Void)
    throws -> Bool
  {
    let url = table.url
    let file = table.path
    let own = url.lastPathComponent
    let name = own.lowercased().hasSuffix(".csv") ? String(own.dropLast(4)) : own
    let feed: ByteFeed
    do {
      feed = try FileFeed.open(url, limit: DirectoryLimits.megabytes, told: told)
    } catch ImportError.empty {
      try found(.note("\(file) is empty."))
      return true
    }
    var text = DelimitedText(feed, delimiter: table.delimiter)
    var columns: [String] = []
    do {
      try text.skipMark()
      guard let header = try firstRow(of: &text) else {
        try found(.note("\(file) is empty."))
        return true
      }
      let names = header.cells.map { $0.trimmingCharacters(in: .whitespaces).lowercased() }
      let shared = name == DirectoryShared.fileName ? DirectoryEntity.nesting : nil
      guard
        let entity = shared ?? DirectoryEntity(fileName: table.name)
          ?? DirectoryEntity(fileName: name)
          ?? DirectoryDetection.entity(ofHeader: names)
      else {
        try found(
          .note(
            "\(file) is none of the standard’s files and was left alone: nothing of it is imported."
          ))
        return false
      }
      columns = names
      try check(names, of: entity, in: file, row: header.row)
      try readRows(&text, entity: entity, names: names, file: file, found)
      return true
    } catch let fault as DelimitedFault {
      let (row, cell, reason) = fault.parts
      throw ImportFault(
        file: file, place: "row \(row), cell \(cell)",
        field: columns.indices.contains(cell - 1) ? columns[cell - 1] : "", reason: reason)
    }
  }

  private func firstRow(of text: inout DelimitedText) throws -> DelimitedText.Line? {
    while let line = try text.next() {
      if !line.isBlank { return line }
    }
    return nil
  }

  private func check(_ names: [String], of entity: DirectoryEntity, in file: String, row: Int)
    throws
  {
    guard names.contains("id") else {
      throw ImportFault(
        file: file, place: "row \(row)", field: "id",
        reason: "the first row has no column “id”; it should have the column names of the standard")
    }
    var seen: Set<String> = []
    for name in names where !name.isEmpty && !seen.insert(name).inserted {
      throw ImportFault(
        file: file, place: "row \(row)", field: name,
        reason: "the column “\(name)” is there twice; take one of them out")
    }
  }

  private func readRows(
    _ text: inout DelimitedText, entity: DirectoryEntity, names: [String], file: String,
    _ found: (DirectoryFinding) throws -> Void
  ) throws {
    let maker = DirectoryRecordMaker(file: file)
    let idColumn = names.firstIndex(of: "id") ?? 0
    // Spreadsheets pad every row alike with empty cells. A row that alone is longer was
    // shifted, though what was pushed out at its end is empty.
    var ahead: [DelimitedText.Line] = []
    while ahead.count < 2, let line = try text.next() {
      if !line.isBlank { ahead.append(line) }
    }
    let isPadded = ahead.count == 2 && ahead[0].cells.count == ahead[1].cells.count
    let width = isPadded ? ahead[0].cells.count : names.count
    while let line = ahead.isEmpty ? try text.next() : ahead.removeFirst() {
      guard !line.isBlank else { continue }
      let place = "row \(line.row)"
      let surplus = line.cells.dropFirst(names.count)
      guard line.cells.count == names.count || line.cells.count == width && !surplus.isEmpty,
        surplus.allSatisfy(\.isEmpty)
      else {
        let fault = ImportFault(
          file: file, place: place, value: line.cells.joined(separator: ","),
          reason:
            "the row has \(line.cells.count) cells and the first row has \(names.count); a comma or a quotation mark is missing or too many"
        )
        try found(
          .fault(
            fault, entity: entity, id: idColumn < line.cells.count ? line.cells[idColumn] : ""))
        // As far as its cells can be told apart; the rest is in the reason.
        let members = zip(names, line.cells).filter { !$1.isEmpty }.map {
          JSONValue.Member($0.isEmpty ? "column without a name" : $0, .string($1))
        }
        try found(
          .leftOut(LeftOutRecord(entity: entity, members: members, faults: [fault])))
        continue
      }
      var values: [JSONValue.Member] = []
      for (name, cell) in zip(names, line.cells) {
        if name == DirectoryShared.extraColumn, !cell.isEmpty,
          case .object(let members)? = try? JSONValue(reading: cell)
        {
          values += members.filter { $0.key != "id" && entity.field($0.key) == nil }
        } else if cell.isEmpty {
          if entity.field(name) != nil { values.append(JSONValue.Member(name, .null)) }
        } else {
          values.append(
            JSONValue.Member(name.isEmpty ? "column without a name" : name, .string(cell)))
        }
      }
      let (record, findings) = maker.make(entity, values, place: place, isTable: true)
      for finding in findings { try found(finding) }
      if let record {
        try found(.record(record, file: file, place: place))
      } else {
        try found(
          .leftOut(
            LeftOutRecord(
              entity: entity, members: values.filter { $0.value != .null },
              faults: findings.compactMap(\.fault))))
      }
    }
  }
}

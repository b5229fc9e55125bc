// The directory as JSON: pages of records with all that belongs to them inside. What
// no record at the top leads to stands beside them as tables, in the names that the
// standard's own tabular JSON has, so that nothing is lost.

import Casebook
import Casework
import Foundation

struct DirectoryJSONWriter {
  private let records: DirectoryRecords
  private let root: DirectoryEntity
  private let tree: DirectoryTree

  init(_ records: DirectoryRecords, root: DirectoryEntity) {
    self.records = records
    self.root = root
    tree = DirectoryTree(records)
  }

  typealias Written = (counts: [String: Int], files: [String])

  /// Everything in one page.
  func write(file url: URL) throws -> Written {
    let total = try records.count(root)
    let file = try TextFile(url)
    try file.write(Self.opening(items: total, page: 1, of: 1, size: total))
    var isFirst = true
    try records.each(root) { batch in
      for object in try objects(batch) {
        try file.write((isFirst ? "\n" : ",\n") + object.text)
        isFirst = false
      }
    }
    try file.write("\n]")
    var counts = [root.plural: total]
    try writeRest(to: file, &counts)
    try file.write("\n}\n")
    try file.close()
    return (counts, [url.lastPathComponent])
  }

  /// A folder of pages; the last has the tables.
  func write(folder url: URL, pageSize: Int) throws -> Written {
    try FileManager.default.createDirectory(
      at: url, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    let total = try records.count(root)
    let pages = max(1, (total + pageSize - 1) / pageSize)
    let width = max(4, String(pages).count)
    var names: [String] = []
    var page = 0
    var file: TextFile?
    var inPage = 0
    var counts = [root.plural: total]
    func begin() throws {
      page += 1
      inPage = 0
      let number = String(page)
      let name =
        "page-\(String(repeating: "0", count: max(0, width - number.count)))\(number).json"
      names.append(name)
      let size = page == pages ? total - pageSize * (pages - 1) : pageSize
      file = try TextFile(url.appendingPathComponent(name))
      try file?.write(Self.opening(items: total, page: page, of: pages, size: size))
    }
    try begin()
    try records.each(root) { batch in
      for object in try objects(batch) {
        if inPage == pageSize {
          try file?.write("\n]\n}\n")
          try file?.close()
          try begin()
        }
        try file?.write((inPage == 0 ? "\n" : ",\n") + object.text)
        inPage += 1
      }
    }
    try file?.write("\n]")
    if let last = file {
      try writeRest(to: last, &counts)
      try last.write("\n}\n")
      try last.close()
    }
    return (counts, names)
  }

  /// Records at the top, each with enough to be told for what it is.
  private func objects(_ batch: [StoredDirectoryRecord]) throws -> [JSONValue] {
    try tree.objects(of: root, batch).map { object in
      guard case .object(let members) = object else { return object }
      let missing = DirectoryDetection.telling(root, from: members.map(\.key))
      return .object(members + missing.map { JSONValue.Member($0, .null) })
    }
  }

  private static func opening(items: Int, page: Int, of pages: Int, size: Int) -> String {
    """
    {"total_items":\(items),"total_pages":\(pages),"page_number":\(page),"size":\(size),\
    "first_page":\(page == 1),"last_page":\(page == pages),"empty":\(size == 0),
    "contents":[
    """
  }

  /// The records that nothing at the top leads to, or not by every way that they name.
  private func writeRest(to file: TextFile, _ counts: inout [String: Int]) throws {
    for entity in DirectoryEntity.allCases where entity != root {
      var isFirst = true
      try records.each(entity) { batch in
        for stored in batch {
          if entity == .nesting {
            if tree.isWhole(nesting: stored.record) { continue }
          } else {
            counts[entity.plural, default: 0] += 1
            if try tree.isWhole(entity, stored) { continue }
          }
          try file.write(isFirst ? ",\n\"\(Self.table(entity))\":[\n" : ",\n")
          isFirst = false
          try file.write(try Self.flat(stored.record).text)
        }
      }
      if !isFirst { try file.write("\n]") }
    }
  }

  static func table(_ entity: DirectoryEntity) -> String {
    (entity == .nesting ? DirectoryShared.fileName : entity.fileNames[0]) + ".csv"
  }

  /// A record by itself, every reference said.
  static func flat(_ record: DirectoryRecord) throws -> JSONValue {
    var members = [JSONValue.Member("id", .string(record.id))]
    for field in record.entity.fields {
      guard let value = record.fields[field.name], value != .blank else { continue }
      members.append(
        JSONValue.Member(field.name, DirectoryTree.json(value, of: field, record.entity)))
    }
    for (key, text) in record.extra.sorted(by: { $0.key < $1.key }) {
      members.append(JSONValue.Member(key, try JSONValue(reading: text)))
    }
    return .object(members)
  }
}

/// Records that stand in several others, for which the standard's tables have no room:
/// our own table beside them.
enum DirectoryShared {
  static let fileName = "fingerpost_shared"
  /// The column of CSV files for unknown fields that are no plain texts.
  static let extraColumn = "fingerpost_extra"
  /// In the file of what an import left out: why a record is in it, and in which record
  /// it stood. Neither is kept.
  static let leftOutBecause = "fingerpost_left_out_because"
  static let stoodIn = "fingerpost_stood_in"
}

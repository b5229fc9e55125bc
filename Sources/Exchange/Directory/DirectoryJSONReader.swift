// Reads Open Referral JSON: a record, a page of them, an array, or the tables of
// a data package in one object. A page is read one record at a time.

import Casework
import Foundation

struct DirectoryJSONReader: DirectoryReader {
  let url: URL
  private let file: String
  private let maker: DirectoryRecordMaker
  /// What its name says that it holds.
  private let named: DirectoryEntity?
  var told: (Int) throws -> Void = { _ in }

  init(_ url: URL) {
    self.url = url
    file = url.lastPathComponent
    maker = DirectoryRecordMaker(file: file)
    named = DirectoryDetection.entity(ofFile: file)
  }

  func read(_ found: (DirectoryFinding) throws -> Void) throws {
    var scanner = JSONScanner(
      try FileFeed.open(url, limit: DirectoryLimits.megabytes, told: told))
    do {
      try scanner.skipMark()
      switch try scanner.kind() {
      case .array: try readElements(of: &scanner, path: "", found)
      case .object: try readObject(&scanner, found)
      default: throw ImportError.nothingToImport(file, "it is a single value and no record")
      }
      try scanner.finish()
    } catch let fault as JSONFault {
      throw ImportFault(
        file: file, place: fault.path.isEmpty ? "line \(fault.line)" : fault.path,
        reason: "it is not JSON that can be read: \(fault)")
    }
  }

  @discardableResult
  private func readElements(
    of scanner: inout JSONScanner, path: String, _ found: (DirectoryFinding) throws -> Void
  ) throws -> Int {
    var index = 0
    let list = PageKind(file: file) { try keys(ofList: path) }
    try scanner.openArray()
    while try scanner.nextElement() {
      let place = "\(path)[\(index)]"
      try readTop(try value(from: &scanner, at: place), path: place, in: list, found)
      index += 1
    }
    for note in list.notes { try found(.note(note)) }
    if index == 0 { try found(.note("\(file) is a list with nothing in it.")) }
    return index
  }

  /// The keys of the records of a list, of the first thousands at least. What is wrong with
  /// the file is said where it is read.
  private func keys(ofList path: String) throws -> Set<String> {
    var keys: Set<String> = []
    var scanner = JSONScanner(try FileFeed.open(url, limit: DirectoryLimits.megabytes))
    do {
      try scanner.skipMark()
      if !path.isEmpty {
        try scanner.openObject()
        while let key = try scanner.nextKey(), key != path { try scanner.skipValue() }
      }
      try scanner.openArray()
      var count = 0
      while count < 5_000, try scanner.nextElement() {
        count += 1
        guard try scanner.kind() == .object else {
          try scanner.skipValue()
          continue
        }
        try scanner.openObject()
        while let key = try scanner.nextKey() {
          keys.insert(key)
          try scanner.skipValue()
        }
      }
    } catch is JSONFault {}
    return keys
  }

  /// The next value; one that is too large is named by its path.
  private func value(from scanner: inout JSONScanner, at path: String) throws -> JSONValue {
    do { return try scanner.value() } catch let fault as JSONFault {
      guard case .tooLarge = fault.kind else { throw fault }
      throw ImportFault(file: file, place: path, reason: fault.description)
    }
  }

  /// What publishers call the list of a page besides the standard's “contents”.
  private static let lists: Set<String> = ["data", "results", "items", "records"]

  /// Whether the file is one record, by an “id” at its top; then its lists are its own.
  private func isOneRecord() throws -> Bool {
    var scanner = JSONScanner(try FileFeed.open(url, limit: DirectoryLimits.megabytes))
    do {
      try scanner.skipMark()
      try scanner.openObject()
      while let key = try scanner.nextKey() {
        if key == "id" { return true }
        try scanner.skipValue()
      }
    } catch is JSONFault {
      // What is wrong with it is said where it is read.
    }
    return false
  }

  private func readObject(
    _ scanner: inout JSONScanner, _ found: (DirectoryFinding) throws -> Void
  ) throws {
    var members: [JSONValue.Member] = []
    var seen: Set<String> = []
    var page = Page()
    var hasTables = false
    var oneRecord: Bool?
    func isTables() throws -> Bool {
      if let oneRecord { return !oneRecord }
      let known = try isOneRecord()
      oneRecord = known
      return !known
    }
    try scanner.openObject()
    while let key = try scanner.nextKey() {
      guard seen.insert(key).inserted else {
        throw ImportFault(
          file: file, place: key, reason: "the key “\(key)” comes twice in one object")
      }
      let isList = try scanner.kind() == .array
      if key == "contents", isList {
        page.count = try readElements(of: &scanner, path: "contents", found)
      } else if isList, Self.lists.contains(key), try isTables() {
        hasTables = true
        try readElements(of: &scanner, path: key, found)
      } else if isList, let entity = Self.list(key), try isTables() {
        hasTables = true
        try readTable(&scanner, entity, key: key, found)
      } else if isList, let entity = Self.table(key) {
        // A table can be as long as the directory: it is read row by row.
        hasTables = true
        try readTable(&scanner, entity, key: key, found)
      } else {
        members.append(JSONValue.Member(key, try value(from: &scanner, at: key)))
      }
    }
    if page.count != nil {
      page.read(members)
      try found(.page(page, file: file))
      try readPaging(page, found)
    } else if hasTables {
      return
    } else {
      let list = PageKind(file: file) { [] }
      try readTop(.object(members), path: "", in: list, found)
      for note in list.notes { try found(.note(note)) }
    }
  }

  /// What a page says of itself.
  struct Page: Equatable {
    /// How many records are in it; nil where it is no page.
    var count: Int?
    var number: Int?
    var pages: Int?
    var items: Int?
    var size: Int?

    fileprivate mutating func read(_ members: [JSONValue.Member]) {
      func number(_ key: String) -> Int? {
        members.first { $0.key == key }.flatMap { Int($0.value.plain) }
      }
      self.number = number("page_number")
      pages = number("total_pages")
      items = number("total_items")
      size = number("size")
    }

    /// How many records it should have by what it says; nil where it does not say.
    var wanted: Int? {
      guard let pages, let items else { return nil }
      if pages <= 1 { return items }
      guard let number, let size, size > 0 else { return nil }
      // Some publishers write how many a page may have, and others how many this one has:
      // the last page differs.
      return number < pages ? size : min(size, items - size * (pages - 1))
    }
  }

  private func readPaging(
    _ page: Page, _ found: (DirectoryFinding) throws -> Void
  ) throws {
    if let wanted = page.wanted, let count = page.count, wanted >= 0, count < wanted {
      try found(
        .fault(
          fault(
            "contents", field: page.pages ?? 1 > 1 ? "size" : "total_items", value: "\(wanted)",
            "the page says that it has \(wanted) records, and has \(count); get it anew, whole"),
          entity: nil, id: ""))
    }
  }

  // MARK: - Data packages in one object

  /// The kind of record of a list: "services".
  private static func list(_ key: String) -> DirectoryEntity? {
    key == DirectoryShared.fileName ? .nesting : DirectoryEntity(fileName: key)
  }

  /// The kind of record of a table that is named as a file: "services.csv".
  private static func table(_ key: String) -> DirectoryEntity? {
    guard key.hasSuffix(".csv") else { return nil }
    let name = String(key.dropLast(4))
    return name == DirectoryShared.fileName ? .nesting : DirectoryEntity(fileName: name)
  }

  private func readTable(
    _ scanner: inout JSONScanner, _ entity: DirectoryEntity, key: String,
    _ found: (DirectoryFinding) throws -> Void
  ) throws {
    var index = 0
    try scanner.openArray()
    while try scanner.nextElement() {
      let place = "\(key)[\(index)]"
      _ = try readRecord(
        try value(from: &scanner, at: place), as: entity, path: place, nestedIn: nil,
        isTable: true, found)
      index += 1
    }
  }

  // MARK: - Records

  private func readTop(
    _ value: JSONValue, path: String, in list: PageKind,
    _ found: (DirectoryFinding) throws -> Void
  ) throws {
    guard case .object(let members) = value else {
      let reason = "a record should stand here, as an object in { }"
      return try found(.fault(fault(path, value: value.plain, reason), entity: nil, id: ""))
    }
    let keys = members.map(\.key)
    let guess = try DirectoryDetection.guess(keys, named: named, page: list.entity)
    if let guess, guess.isAssumed { list.assumed(guess.entity) }
    guard let entity = guess?.entity else {
      if path.isEmpty {
        throw ImportError.nothingToImport(file, DirectoryJSONReader.whyNothing(keys))
      }
      let reason = "this is no record of the Open Referral standard that Fingerpost knows"
      return try found(
        .fault(fault(path, value: keys.joined(separator: ", "), reason), entity: nil, id: ""))
    }
    _ = try readRecord(value, as: entity, path: path, nestedIn: nil, found)
  }

  private static func whyNothing(_ keys: [String]) -> String {
    if keys.contains("openapi_url") || keys.contains("profile") && keys.contains("version") {
      return "it describes an Open Referral API and lists no services; ask the API for /services"
    }
    if keys.contains("resources") {
      return "it describes a folder of CSV files; import the folder that they are in"
    }
    return "it has no record of the Open Referral standard"
  }

  /// Reads one record and all that stands in it.
  ///
  /// - Returns: its id, for the record that it stands in; nil when it has none.
  private func readRecord(
    _ value: JSONValue, as entity: DirectoryEntity, path: String, nestedIn: DirectoryNesting?,
    isTable: Bool = false, _ found: (DirectoryFinding) throws -> Void
  ) throws -> String? {
    guard case .object(let members) = value else {
      let reason = "\(entity.withArticle) should stand here, as an object in { }"
      try found(.fault(fault(path, value: value.plain, reason), entity: entity, id: ""))
      return nil
    }
    let id = members.first { $0.key == "id" }.flatMap {
      try? DirectoryRecordMaker.id($0.value).get()
    }
    // Only an id: it points at a record that stands elsewhere.
    if let id, members.count == 1, entity.fields.contains(where: \.isRequired) { return id }
    var own: [JSONValue.Member] = []
    var nestedIn = nestedIn
    var isBroken = false
    // What stands in a record that is wrong is left out with it: alone it would hang in
    // the air.
    var inside: [DirectoryFinding] = []
    for member in members where member.key != DirectoryShared.leftOutBecause {
      if member.key == DirectoryShared.stoodIn, let stood = DirectoryNesting(member.value) {
        nestedIn = nestedIn ?? stood
        continue
      }
      guard let child = entity.children.first(where: { $0.key == member.key }) else {
        own.append(member)
        continue
      }
      let place = path.isEmpty ? member.key : "\(path).\(member.key)"
      switch (member.value, child.isMany) {
      case (.null, _): continue
      case (.array(let elements), true):
        for (index, element) in elements.enumerated() {
          let nesting = id.map {
            DirectoryNesting(field: child.field, parent: entity, parentID: $0)
          }
          _ = try readRecord(
            element, as: child.entity, path: "\(place)[\(index)]", nestedIn: nesting
          ) { inside.append($0) }
        }
      case (.object, false):
        let inner = try readRecord(
          member.value, as: child.entity, path: place, nestedIn: nil
        ) { inside.append($0) }
        guard let inner else {
          // Without an id nothing can point at it: the two belong in one list.
          isBroken = true
          continue
        }
        if let said = members.first(where: { $0.key == child.field }), said.value != .null,
          said.value.plain != inner
        {
          isBroken = true
          let reason =
            "it says “\(said.value.plain)”, and the \(child.entity.singular) inside has the id “\(inner)”; they should be the same"
          inside.append(
            .fault(
              fault(path, field: child.field, value: said.value.plain, reason), entity: entity,
              id: id ?? ""))
        } else {
          own.removeAll { $0.key == child.field }
          own.append(JSONValue.Member(child.field, .string(inner)))
        }
      default:
        isBroken = true
        let reason =
          "\(child.isMany ? "a list in [ ]" : "an object in { }") should stand here"
        inside.append(
          .fault(
            fault(path, field: member.key, value: member.value.plain, reason), entity: entity,
            id: id ?? ""))
      }
    }
    let (made, findings) = maker.make(entity, own, place: path, isTable: isTable)
    let isRight = made != nil && !isBroken
    for finding in inside where isRight || !finding.isRecord { try found(finding) }
    for finding in findings { try found(finding) }
    guard var record = made, isRight else {
      try found(
        .leftOut(
          LeftOutRecord(
            entity: entity, members: members, nestedIn: nestedIn,
            faults: (inside + findings).compactMap(\.fault))))
      return id
    }
    if let nestedIn {
      record.nestedIn = [nestedIn]
      if entity.field("nested_in") != nil {
        record.fields["nested_in"] = .text(nestedIn.parent.rawValue)
      }
    }
    try found(.record(record, file: file, place: path))
    return record.id
  }

  private func fault(_ path: String, field: String = "", value: String, _ reason: String)
    -> ImportFault
  {
    ImportFault(file: file, place: path, field: field, value: value, reason: reason)
  }
}

/// What the records of one list are taken for that do not say it themselves.
private final class PageKind {
  private let file: String
  private let keys: () throws -> Set<String>
  private var known: DirectoryEntity??
  private var counts: [DirectoryEntity: Int] = [:]

  /// - Parameter keys: the keys of all its records; they are read once, and only when asked.
  init(file: String, keys: @escaping () throws -> Set<String>) {
    self.file = file
    self.keys = keys
  }

  func entity() throws -> DirectoryEntity? {
    if let known { return known }
    let found = DirectoryDetection.entity(ofPage: try keys())
    known = .some(found)
    return found
  }

  func assumed(_ entity: DirectoryEntity) { counts[entity, default: 0] += 1 }

  var notes: [String] {
    counts.sorted { $0.key.rawValue < $1.key.rawValue }.map { entity, count in
      "\(file): \(count == 1 ? "1 record does" : "\(count) records do") not say of what kind \(count == 1 ? "it is" : "they are") and \(count == 1 ? "was" : "were") taken for \(entity.plural); if that is wrong, name the file after what is in it, such as organizations.json."
    }
  }
}

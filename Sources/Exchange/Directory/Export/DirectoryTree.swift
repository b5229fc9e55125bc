// Records nested in each other as the standard's JSON has them: a service with its
// places, its places with their addresses.

import Casebook
import Casework
import Foundation

/// Makes JSON objects of records with all that belongs to them, and keeps account of
/// what has been written, so that nothing of the directory is left out.
final class DirectoryTree {
  private let records: DirectoryRecords
  /// For each kind and row: bit 31 where the record has been written; below it, which
  /// of its parents it has been written in.
  private var written: [DirectoryEntity: [UInt32]] = [:]
  private var shared: Set<DirectoryLink> = []

  private static let isWritten: UInt32 = 1 << 31

  init(_ records: DirectoryRecords) { self.records = records }

  /// A record of `child` that stood in a parent.
  struct DirectoryLink: Hashable {
    var entity: DirectoryEntity
    var id: String
    var field: String
    var parent: String
  }

  /// The objects of some records, each whole.
  ///
  /// - Parameters:
  ///   - above: the kinds of record that they stand in.
  ///   - parent: the record whose list they stand in, and the field by which.
  ///   - isAlone: without what belongs to them.
  func objects(
    of entity: DirectoryEntity, _ some: [StoredDirectoryRecord], above: [DirectoryEntity] = [],
    in parent: (field: String, id: String)? = nil, isAlone: Bool = false
  ) throws -> [JSONValue] {
    guard !some.isEmpty else { return [] }
    let path = above + [entity]
    for stored in some { mark(entity, stored.row, Self.isWritten) }
    var membersOf = some.map { _ in [JSONValue.Member]() }
    /// References that stand as objects, so that their ids need not be said.
    var stands = some.map { _ in Set<String>() }
    var keys: Set<DirectoryEntityKey> = []
    for child in entity.children where !isAlone && !path.contains(child.entity) {
      // Two keys for one thing (HSDS 3.0 and 3.1): written once, under the first.
      guard keys.insert(DirectoryEntityKey(child)).inserted else { continue }
      if child.isMany {
        let groups = try records.children(child, of: entity, ids: some.map(\.record.id))
        for (place, stored) in some.enumerated() {
          guard let inner = groups[stored.record.id], !inner.isEmpty else { continue }
          for one in inner { note(one, in: stored, by: child) }
          membersOf[place].append(
            JSONValue.Member(
              child.key,
              .array(
                try objects(
                  of: child.entity, inner, above: path, in: (child.field, stored.record.id)))))
        }
      } else {
        let ids = some.map { $0.record.text(child.field) }
        let found = try inner(child.entity, Set(ids.filter { !$0.isEmpty }), above: path)
        for (place, id) in ids.enumerated() {
          guard let object = found[id] else { continue }
          stands[place].insert(child.field)
          markLink(entity, some[place].row, child.field)
          membersOf[place].append(JSONValue.Member(child.key, object))
        }
      }
    }
    let implied = DirectoryParents.of(entity)
    return try some.enumerated().map { place, stored in
      var own = [JSONValue.Member("id", .string(stored.record.id))]
      for field in entity.fields where !field.isOurs {
        guard let value = stored.record.fields[field.name], value != .blank else { continue }
        if stands[place].contains(field.name) { continue }
        // A parent that is here has it, or will have it, inside. One that stands in a
        // further parent, or in none, says whose it is, wherever it comes first.
        let isElsewhere = parent?.field == field.name && parent?.id != value.text
        if implied.contains(field.name), !above.isEmpty, !isElsewhere,
          try hasParent(stored.record, field)
        {
          continue
        }
        own.append(JSONValue.Member(field.name, DirectoryTree.json(value, of: field, entity)))
      }
      for (key, text) in stored.record.extra.sorted(by: { $0.key < $1.key }) {
        own.append(JSONValue.Member(key, try JSONValue(reading: text)))
      }
      return .object(own + membersOf[place])
    }
  }

  /// The objects of records that others point at, by id. An organisation stands whole
  /// in the first of its services and by itself in the others: one with a thousand
  /// services and as many places would fill a file a million times over.
  private func inner(_ entity: DirectoryEntity, _ ids: Set<String>, above path: [DirectoryEntity])
    throws -> [String: JSONValue]
  {
    let found = try records.records(entity, ids: ids).values.sorted { $0.row < $1.row }
    let repeated = found.filter { entity == .organization && isWritten(entity, $0.row) }
    let rows = Set(repeated.map(\.row))
    let whole = found.filter { !rows.contains($0.row) }
    var objects: [String: JSONValue] = [:]
    for (stored, object) in zip(whole, try self.objects(of: entity, whole, above: path)) {
      objects[stored.record.id] = object
    }
    let alone = try self.objects(of: entity, repeated, above: path, isAlone: true)
    for (stored, object) in zip(repeated, alone) { objects[stored.record.id] = object }
    return objects
  }

  private struct DirectoryEntityKey: Hashable {
    var entity: DirectoryEntity
    var field: String
    init(_ child: DirectoryChild) {
      entity = child.entity
      field = child.field
    }
  }

  // MARK: Account

  private func mark(_ entity: DirectoryEntity, _ row: Int64, _ bits: UInt32) {
    var marks = written[entity] ?? []
    let index = Int(row)
    if index >= marks.count {
      written[entity] = nil
      marks.append(
        contentsOf: repeatElement(0, count: max(index + 1, marks.count * 2) - marks.count))
    } else {
      written[entity] = nil
    }
    marks[index] |= bits
    written[entity] = marks
  }

  private func isWritten(_ entity: DirectoryEntity, _ row: Int64) -> Bool {
    guard let marks = written[entity], Int(row) < marks.count else { return false }
    return marks[Int(row)] & Self.isWritten != 0
  }

  private func markLink(_ entity: DirectoryEntity, _ row: Int64, _ field: String) {
    if let place = entity.fields.firstIndex(where: { $0.name == field }) {
      mark(entity, row, 1 << UInt32(place))
    }
  }

  private func note(
    _ one: StoredDirectoryRecord, in parent: StoredDirectoryRecord, by child: DirectoryChild
  ) {
    if one.record.text(child.field) == parent.record.id {
      markLink(child.entity, one.row, child.field)
    } else {
      shared.insert(
        DirectoryLink(
          entity: child.entity, id: one.record.id, field: child.field, parent: parent.record.id))
    }
  }

  private var known: [DirectoryEntity: [String: Bool]] = [:]

  /// Whether the record that a field points at is in the directory.
  private func hasParent(_ record: DirectoryRecord, _ field: DirectoryField) throws -> Bool {
    guard case .reference(let entity) = field.kind else {
      // An attribute says in words what it belongs to.
      return true
    }
    let id = record.text(field.name)
    if let answer = known[entity]?[id] { return answer }
    let answer = try !records.records(entity, ids: [id]).isEmpty
    if (known[entity]?.count ?? 0) > 20_000 { known[entity] = [:] }
    known[entity, default: [:]][id] = answer
    return answer
  }

  /// Whether all that a record says has been written: itself, and in each parent that
  /// it names.
  func isWhole(_ entity: DirectoryEntity, _ stored: StoredDirectoryRecord) throws -> Bool {
    let marks = written[entity] ?? []
    let index = Int(stored.row)
    guard index < marks.count, marks[index] & Self.isWritten != 0 else { return false }
    let implied = DirectoryParents.of(entity)
    for (place, field) in entity.fields.enumerated() where implied.contains(field.name) {
      guard stored.record.fields[field.name] != nil, marks[index] & (1 << UInt32(place)) == 0
      else { continue }
      if try hasParent(stored.record, field) { return false }
    }
    return true
  }

  /// Whether a shared record has been written in this one of its parents.
  func isWhole(nesting record: DirectoryRecord) -> Bool {
    guard let entity = DirectoryEntity(rawValue: record.text("child_entity")) else { return false }
    return shared.contains(
      DirectoryLink(
        entity: entity, id: record.text("child_id"), field: record.text("field"),
        parent: record.text("parent_id")))
  }

  // MARK: Values

  static func json(_ value: DirectoryValue, of field: DirectoryField, _ entity: DirectoryEntity)
    -> JSONValue
  {
    switch value {
    case .blank: .null
    case .integer(let whole): .number(String(whole))
    case .number(let digits): isJSONNumber(digits) ? .number(digits) : .string(digits)
    case .text(let text):
      // HSDS has an extension as a number; one with leading noughts stays a text.
      entity == .phone && field.name == "extension" && isJSONNumber(text)
        ? .number(text) : .string(text)
    }
  }

  private static func isJSONNumber(_ text: String) -> Bool {
    if case .number(let digits)? = try? JSONValue(reading: text) { digits == text } else { false }
  }
}

/// The fields by which records stand in others.
enum DirectoryParents {
  private static let all: [DirectoryEntity: Set<String>] = {
    var fields: [DirectoryEntity: Set<String>] = [:]
    for entity in DirectoryEntity.published {
      for child in entity.children where child.isMany {
        fields[child.entity, default: []].insert(child.field)
      }
    }
    return fields
  }()

  static func of(_ entity: DirectoryEntity) -> Set<String> { all[entity] ?? [] }
}

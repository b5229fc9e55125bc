// The directory as its files have it: record by record, for writing it out again.

import Casework
import Foundation
import GRDB

/// A record with the number of its row.
public struct StoredDirectoryRecord: Sendable {
  public var row: Int64
  public var record: DirectoryRecord
}

/// Reads the records of the directory at one moment.
public final class DirectoryRecords {
  private let db: Database
  private static let batch = 200

  init(db: Database) { self.db = db }

  /// Every record of a kind in the order in which they came, a batch at a time.
  public func each(
    _ entity: DirectoryEntity, _ body: ([StoredDirectoryRecord]) throws -> Void
  ) throws {
    var last: Int64 = 0
    while true {
      let batch = try fetch(
        entity, "WHERE row > ? ORDER BY row LIMIT \(Self.batch)", [last.databaseValue])
      guard let end = batch.last?.row else { return }
      try body(batch)
      last = end
    }
  }

  public func count(_ entity: DirectoryEntity) throws -> Int {
    try Int.fetchOne(db, sql: "SELECT count(*) FROM \"\(entity.table)\"") ?? 0
  }

  /// The records of some ids.
  public func records(_ entity: DirectoryEntity, ids: Set<String>) throws
    -> [String: StoredDirectoryRecord]
  {
    guard !ids.isEmpty else { return [:] }
    let found = try fetch(
      entity, "WHERE id IN (SELECT value FROM json_each(?))", [Self.list(ids)])
    return Dictionary(found.map { ($0.record.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The records of `child` that belong to any of `parents`: by their own column, or
  /// as shared ones.
  ///
  /// - Returns: by parent, in the order in which they came.
  public func children(
    _ child: DirectoryChild, of parent: DirectoryEntity, ids: [String]
  ) throws -> [String: [StoredDirectoryRecord]] {
    guard !ids.isEmpty else { return [:] }
    var condition = ""
    if child.entity.field("nested_in") != nil {
      // It names what it belongs to in words; one that does not is told by its id.
      let kind = child.entity == .attribute ? "link_entity" : "resource_type"
      let own = ([parent.rawValue] + parent.fileNames).map { "'\($0)'" }.joined(separator: ", ")
      let all = DirectoryEntity.published.flatMap { [$0.rawValue] + $0.fileNames }
        .map { "'\($0)'" }.joined(separator: ", ")
      let said = "coalesce(t.nested_in, t.\"\(kind)\", '')"
      condition = "AND (\(said) IN (\(own)) OR \(said) NOT IN (\(all)))"
    }
    let columns = self.columns(child.entity).map { "t.\($0)" }.joined(separator: ", ")
    let rows = try Row.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT t."\(child.field)" AS linked_to, \(columns) FROM "\(child.entity.table)" AS t
            WHERE t."\(child.field)" IN (SELECT value FROM json_each(?1)) \(condition)
          UNION ALL
          SELECT n.parent_id, \(columns) FROM directory_nesting AS n
            JOIN "\(child.entity.table)" AS t ON t.id = n.child_id
            WHERE n.parent_id IN (SELECT value FROM json_each(?1)) AND n.child_entity = ?2
              AND n.field = ?3 AND n.parent_entity = ?4
          ORDER BY 2
          """),
      arguments: [Self.list(ids), child.entity.rawValue, child.field, parent.rawValue])
    var found: [String: [StoredDirectoryRecord]] = [:]
    for row in rows {
      found[row.text("linked_to"), default: []].append(record(child.entity, row, from: 1))
    }
    return found
  }

  /// Names of unknown fields of a kind of record, and whether all their values are
  /// texts with something in them.
  public func extraKeys(of entity: DirectoryEntity) throws -> [(key: String, isText: Bool)] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT e.key, min(e.type = 'text' AND e.value <> '') FROM "\(entity.table)" AS t,
          json_each(t.extra) AS e WHERE t.extra IS NOT NULL GROUP BY e.key ORDER BY e.key
        """
    ).map { (StoredText.decoded($0[0] as String? ?? ""), $0[1] == 1) }
  }

  // MARK: Rows

  private func columns(_ entity: DirectoryEntity) -> [String] {
    (["row", "id"] + entity.fields.map(\.name) + ["extra"]).map { "\"\($0)\"" }
  }

  private func fetch(
    _ entity: DirectoryEntity, _ rest: String, _ values: [any DatabaseValueConvertible]
  )
    throws -> [StoredDirectoryRecord]
  {
    let names = columns(entity).joined(separator: ", ")
    let rows = try Row.fetchCursor(
      db.cachedStatement(sql: "SELECT \(names) FROM \"\(entity.table)\" \(rest)"),
      arguments: StatementArguments(values))
    var found: [StoredDirectoryRecord] = []
    while let row = try rows.next() { found.append(record(entity, row, from: 0)) }
    return found
  }

  private func record(_ entity: DirectoryEntity, _ row: Row, from first: Int)
    -> StoredDirectoryRecord
  {
    var record = DirectoryRecord(
      entity: entity, id: StoredText.decoded(row[first + 1] as String? ?? ""))
    for (place, field) in entity.fields.enumerated() {
      let value = row[first + 2 + place] as DatabaseValue
      switch value.storage {
      case .null: continue
      case .int64(let whole): record.fields[field.name] = .integer(Int(whole))
      default:
        let text = StoredText.decoded(String.fromDatabaseValue(value) ?? "")
        record.fields[field.name] = field.kind == .number ? .number(text) : .text(text)
      }
    }
    if let extra = row[first + 2 + entity.fields.count] as String?,
      case .object(let members)? = try? JSONValue(reading: StoredText.decoded(extra))
    {
      for member in members { record.extra[member.key] = member.value.text }
    }
    return StoredDirectoryRecord(row: row[first], record: record)
  }

  private static func list(_ ids: some Sequence<String>) -> String {
    JSONValue.array(ids.map { .string(StoredText.encoded($0)) }).text
  }
}

extension Casebook {
  /// Reads the directory's records, all at one moment.
  public func readDirectory<T>(_ body: (DirectoryRecords) throws -> T) throws -> T {
    try read { db in
      // One moment for all of it, also where the desk writes meanwhile.
      var result: T?
      try db.inSavepoint {
        result = try body(DirectoryRecords(db: db))
        return .commit
      }
      guard let result else { throw CasebookError.writeOutsideAction }
      return result
    }
  }
}

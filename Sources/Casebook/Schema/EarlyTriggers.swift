// The history's triggers as migrations 1 to 15 made them. A landed migration never changes,
// so neither does this; ``HistoryTriggers`` makes those of today.

import GRDB

enum EarlyTriggers {
  /// The tables whose changes are kept.
  static func tables(in db: Database) throws -> [String] {
    try String.fetchAll(
      db,
      sql: """
        SELECT tbl_name FROM sqlite_master
        WHERE type = 'trigger' AND name = 'history_update_' || tbl_name ORDER BY tbl_name
        """)
  }

  /// Makes the triggers of a table anew, after it got new columns: those of before
  /// would not see a change of them.
  static func remake(for table: String, in db: Database) throws {
    for event in ["insert", "update", "delete"] {
      try db.execute(sql: "DROP TRIGGER IF EXISTS \"history_\(event)_\(table)\"")
    }
    try create(for: table, in: db)
  }

  /// Makes the three triggers of `table`, which must have a text column `id`.
  static func create(for table: String, in db: Database) throws {
    let columns = try db.columns(in: table).map(\.name).filter { $0 != "row" }
    guard columns.contains("id") else { throw CasebookError.tableWithoutID(table) }

    func whole(_ row: String) -> String {
      let pairs = columns.map { "'\($0)', \(row).\"\($0)\"" }.joined(separator: ", ")
      return "json_object(\(pairs))"
    }
    func changed(_ row: String) -> String {
      let parts = columns.map {
        "SELECT '\($0)' AS k, \(row).\"\($0)\" AS v WHERE OLD.\"\($0)\" IS NOT NEW.\"\($0)\""
      }
      return "(SELECT json_group_object(k, v) FROM (\(parts.joined(separator: " UNION ALL "))))"
    }
    let differs = columns.map { "OLD.\"\($0)\" IS NOT NEW.\"\($0)\"" }.joined(separator: " OR ")
    func record(_ kind: String, row: String, old: String, new: String) -> String {
      """
      INSERT INTO change (action_id, clock, record, row_id, kind, old, new, salt)
      VALUES (action_now(), clock_now(), '\(table)', \(row).id, '\(kind)', \(old), \(new),
        randomblob(16));
      """
    }
    let inserted = record("insert", row: "NEW", old: "NULL", new: whole("NEW"))
    let updated = record("update", row: "NEW", old: changed("OLD"), new: changed("NEW"))
    let deleted = record("delete", row: "OLD", old: whole("OLD"), new: "NULL")
    try db.execute(
      sql: """
        CREATE TRIGGER "history_insert_\(table)" AFTER INSERT ON "\(table)"
        BEGIN \(inserted) END;
        CREATE TRIGGER "history_update_\(table)" AFTER UPDATE ON "\(table)" WHEN \(differs)
        BEGIN \(updated) END;
        CREATE TRIGGER "history_delete_\(table)" AFTER DELETE ON "\(table)"
        BEGIN \(deleted) END;
        """)
  }

  /// Makes the triggers of `table` again, after a migration gave it more columns: those
  /// made before would not keep the new ones.
  static func renew(for table: String, in db: Database) throws {
    for event in ["insert", "update", "delete"] {
      try db.execute(sql: "DROP TRIGGER \"history_\(event)_\(table)\"")
    }
    try create(for: table, in: db)
  }
}

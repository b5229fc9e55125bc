// The triggers that write the history. They are made from the schema itself, so a
// new table gets them for free, and nothing that changes a row can go round them:
// a program without `action_now` cannot write to the table at all.

import GRDB

enum HistoryTriggers {
  /// Makes the three triggers of `table`, which must have a text column `id`.
  ///
  /// SQLite reads every trigger whenever a casebook is opened, before it answers anything:
  /// each column is named as seldom as can be.
  static func create(for table: String, in db: Database) throws {
    let columns = try db.columns(in: table).map(\.name).filter { $0 != "row" }
    guard columns.contains("id") else { throw CasebookError.tableWithoutID(table) }

    func whole(_ row: String) -> String {
      let pairs = columns.map { "'\($0)', \(row).\"\($0)\"" }.joined(separator: ", ")
      return "json_object(\(pairs))"
    }
    func record(
      _ kind: String, row: String, old: String, new: String, _ rest: String = ""
    ) -> String {
      """
      INSERT INTO change (action_id, clock, record, row_id, kind, old, new, salt)
      SELECT action_now(), clock_now(), '\(table)', \(row).id, '\(kind)', \(old), \(new),
        randomblob(16)\(rest);
      """
    }
    let inserted = record("insert", row: "NEW", old: "NULL", new: whole("NEW"))
    // Where nothing differs there is no group, and so no row.
    let updated = record(
      "update", row: "NEW", old: "json_group_object(name, was)",
      new: "json_group_object(name, became)",
      " FROM (\(both(columns))) WHERE was IS NOT became GROUP BY NULL")
    let deleted = record("delete", row: "OLD", old: whole("OLD"), new: "NULL")
    try db.execute(
      sql: """
        CREATE TRIGGER "history_insert_\(table)" AFTER INSERT ON "\(table)"
        BEGIN \(inserted) END;
        CREATE TRIGGER "history_update_\(table)" AFTER UPDATE ON "\(table)"
        BEGIN \(updated) END;
        CREATE TRIGGER "history_delete_\(table)" AFTER DELETE ON "\(table)"
        BEGIN \(deleted) END;
        """)
  }

  /// A row for each column: its name, what was there and what is there now.
  private static func both(_ columns: [String]) -> String {
    var rows = columns.map { "'\($0)', OLD.\"\($0)\", NEW.\"\($0)\"" }[...]
    // The columns of a VALUES have no names of their own: the first row gives them.
    let first = columns[0]
    rows.removeFirst()
    let named = "SELECT '\(first)' AS name, OLD.\"\(first)\" AS was, NEW.\"\(first)\" AS became"
    guard !rows.isEmpty else { return named }
    return "\(named) UNION ALL VALUES \(rows.map { "(\($0))" }.joined(separator: ", "))"
  }

  /// Makes the triggers of `table` again, after a migration gave it more columns: those
  /// made before would not keep the new ones.
  static func renew(for table: String, in db: Database) throws {
    for event in ["insert", "update", "delete"] {
      try db.execute(sql: "DROP TRIGGER IF EXISTS \"history_\(event)_\(table)\"")
    }
    try create(for: table, in: db)
  }
}

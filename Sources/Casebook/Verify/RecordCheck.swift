// Every row of every table that has a history, against what the history last wrote
// for it. An old copy of one page, put back, opens as well as the new one did; here
// it shows, because the rows on it say something else than their last change.

import Foundation
import GRDB

struct RecordCheck {
  let verification: Verification
  let db: Database
  private let names: RecordNames

  init(_ verification: Verification, _ db: Database) {
    self.verification = verification
    self.db = db
    names = RecordNames(db)
  }

  func run() throws {
    for table in Schema.synced {
      // A table with a damaged page does not keep the others from being looked at.
      do { try checkRows(of: table) } catch {
        verification.note(error, in: .records, while: RecordNames.plural(table))
      }
    }
    try checkMissing()
  }

  /// Most rows have been written once and never changed: for those, SQLite compares
  /// the one text in the history with the row written the same way. The few others
  /// are put together change by change.
  private func checkRows(of table: String) throws {
    let columns = try db.columns(in: table).map(\.name).filter { $0 != "row" }
    let pairs = columns.map { "'\($0)', t.\"\($0)\"" }.joined(separator: ", ")
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT t.*, json_object(\(pairs)) IS (
            SELECT CASE WHEN count(*) = 1 THEN max(c.new) END FROM change AS c
            WHERE c.row_id = t.id AND c.record = '\(table)') AS "verify same"
        FROM "\(table)" AS t
        """)
    var done = 0
    while let row = try rows.next() {
      verification.tell(.records, done)
      done += 1
      if row["verify same"] == 1 { continue }
      try compare(row, columns, in: table)
    }
  }

  private func compare(_ row: Row, _ columns: [String], in table: String) throws {
    let id = row["id"] as String? ?? ""
    guard let written = try lastWritten(table, id) else {
      return tell(
        "\(names.words(table, id)) is here, but the history does not know of it.", table, id)
    }
    guard !written.isErased else { return }
    var differing: [String] = []
    for column in columns {
      let here = row[column] as DatabaseValue? ?? .null
      if let value = written.fields[column] {
        if here != value { differing.append(column) }
      } else if try here != defaultValue(of: column, in: table) {
        differing.append(column)
      }
    }
    guard !differing.isEmpty else { return }
    let fields = differing.map { $0.replacing("_", with: " ") }.joined(separator: ", ")
    tell(
      "\(names.words(table, id)) is not as it was last written (\(fields)): it may be an older state put back.",
      table, id)
  }

  private struct Written {
    var fields: [String: DatabaseValue] = [:]
    /// Whether values of it were erased on purpose.
    var isErased = false
  }

  /// What the history last wrote for a row; nil where the row should not be there.
  private func lastWritten(_ table: String, _ id: String) throws -> Written? {
    let changes = try Row.fetchCursor(
      db.cachedStatement(
        sql: """
          SELECT number, kind, new IS NULL AND salt IS NULL AND digest IS NOT NULL AS erased
          FROM change WHERE row_id = ? AND record = ? ORDER BY number
          """), arguments: [id, table])
    var written: Written?
    while let change = try changes.next() {
      switch change["kind"] as String? {
      case "insert": written = Written()
      case "delete": written = nil
      default: break
      }
      if change["erased"] == 1 { written?.isErased = true }
      let fields = try Row.fetchCursor(
        db.cachedStatement(
          sql: "SELECT f.key, f.value FROM change, json_each(change.new) AS f WHERE number = ?"),
        arguments: [change["number"] as Int64?])
      while let field = try fields.next() {
        written?.fields[field[0] as String? ?? ""] = field[1]
      }
    }
    return written
  }

  /// What a column holds that came with a later version, in rows never changed since.
  private func defaultValue(of column: String, in table: String) throws -> DatabaseValue {
    let text = try db.columns(in: table).first { $0.name == column }?.defaultValueSQL
    guard let text else { return .null }
    return try DatabaseValue.fetchOne(db, sql: "SELECT \(text)") ?? .null
  }

  /// Rows that the history made and never took away, and that are not there.
  private func checkMissing() throws {
    let known = try Schema.synced.filter { try db.tableExists($0) }
    let cases = known.map {
      "WHEN '\($0)' THEN EXISTS (SELECT 1 FROM \"\($0)\" AS t WHERE t.id = c.row_id)"
    }
    let missing = try Row.fetchCursor(
      db,
      sql: """
        SELECT record, row_id FROM change AS c
        WHERE kind = 'insert' AND NOT CASE record \(cases.joined(separator: " ")) ELSE 1 END
        """)
    while let row = try missing.next() {
      let table = row["record"] as String? ?? ""
      let id = row["row_id"] as String? ?? ""
      guard let written = try lastWritten(table, id), !written.isErased else { continue }
      tell(
        "\(names.words(table, id)) is missing: the history says that it is here.", table, id)
    }
  }

  private func tell(_ sentence: String, _ table: String, _ id: String) {
    verification.found(Finding(.records, sentence, record: table, id: id))
  }
}

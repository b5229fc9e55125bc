// How the tables hold together: SQLite's own check of every table and index, every
// reference, and that every table that should have a history has its triggers.

import GRDB

struct StructureCheck {
  let verification: Verification
  let db: Database

  init(_ verification: Verification, _ db: Database) {
    self.verification = verification
    self.db = db
  }

  func run() throws {
    do {
      for line in try String.fetchAll(db, sql: "PRAGMA integrity_check(50)") where line != "ok" {
        // Several faults of one tree come as lines of one text.
        for part in line.split(separator: "\n") where part != "*** in database main ***" {
          verification.found(
            Finding(.structure, "The tables do not hold together: \(part)."))
        }
      }
    } catch { verification.note(error, in: .structure) }
    try checkTriggers()
    let names = RecordNames(db)
    let broken = try Row.fetchCursor(db, sql: "PRAGMA foreign_key_check")
    while let row = try broken.next() {
      let table = row[0] as String? ?? ""
      let parent = row[2] as String? ?? ""
      let id = try (row[1] as Int64?).flatMap {
        try String.fetchOne(
          db, sql: "SELECT id FROM \"\(table)\" WHERE rowid = ?", arguments: [$0])
      }
      verification.found(
        Finding(
          .structure,
          "\(names.words(table, id ?? "")) refers to \(RecordNames.noun(parent)) that is not there.",
          record: table, id: id))
    }
  }

  private func checkTriggers() throws {
    let triggers = Set(
      try String.fetchAll(db, sql: "SELECT name FROM sqlite_schema WHERE type = 'trigger'"))
    for table in Schema.synced {
      for event in ["insert", "update", "delete"]
      where !triggers.contains("history_\(event)_\(table)") {
        verification.found(
          Finding(
            .structure,
            "What is done to \(RecordNames.plural(table)) is not kept in the history: its \(event) trigger is gone."
          ))
      }
    }
  }
}

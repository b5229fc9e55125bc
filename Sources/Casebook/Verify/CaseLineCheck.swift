// The caseload's lines against what the rules say of each case now. The lines are
// made again, by the very code that makes them, in tables of this connection alone
// that stand before the real ones, a few hundred cases at a time.

import Casework
import Foundation
import GRDB

struct CaseLineCheck {
  let verification: Verification
  let db: Database
  private static let batch = 500

  init(_ verification: Verification, _ db: Database) {
    self.verification = verification
    self.db = db
  }

  func run(of book: Casebook) throws {
    try checkBothWays()
    try checkCounts()
    try checkMilestones()
    let columns = try db.columns(in: "case_line", in: "main").map(\.name)
    try shadow("case_line")
    try shadow("change")
    defer { try? db.execute(sql: "DROP TABLE temp.case_line; DROP TABLE temp.change") }
    let differs = columns.map { "a.\"\($0)\" IS NOT b.\"\($0)\"" }.joined(separator: " OR ")
    let names = RecordNames(db)
    let total = try Int.fetchOne(db, sql: "SELECT count(*) FROM case_record")
    var last: Int64 = 0
    var done = 0
    while true {
      verification.tell(.caseload, done, of: total)
      try db.execute(
        sql: """
          DELETE FROM temp.case_line;
          DELETE FROM temp.change;
          """)
      // A batch of cases, told of as if each had just been changed.
      try db.execute(
        sql: """
          INSERT INTO temp.change (number, action_id, clock, record, row_id, kind)
          SELECT row, '', 0, 'case_record', id, 'update' FROM case_record
          WHERE row > ? ORDER BY row LIMIT ?
          """, arguments: [last, Self.batch])
      guard let end = try Int64.fetchOne(db, sql: "SELECT max(number) FROM temp.change") else {
        return
      }
      try book.refreshCaseLines(changedAfter: last, in: db)
      for id in try String.fetchAll(
        db,
        sql: """
          SELECT a.case_id FROM temp.case_line AS a JOIN main.case_line AS b USING (case_id)
          WHERE \(differs)
          """)
      {
        verification.found(
          Finding(
            .caseload,
            "\(names.words("case_record", id)) has a line in the caseload that is not what its record says.",
            record: "case_line", id: id))
      }
      last = end
      done += Self.batch
    }
  }

  /// Every case has a line and every line a case.
  private func checkBothWays() throws {
    let names = RecordNames(db)
    let without = try String.fetchCursor(
      db,
      sql: """
        SELECT id FROM case_record
        WHERE NOT EXISTS (SELECT 1 FROM case_line WHERE case_id = case_record.id)
        """)
    while let id = try without.next() {
      verification.found(
        Finding(
          .caseload, "\(names.words("case_record", id)) is not in the caseload.",
          record: "case_line", id: id))
    }
    let stray = try String.fetchCursor(
      db,
      sql: """
        SELECT case_id FROM case_line
        WHERE NOT EXISTS (SELECT 1 FROM case_record WHERE id = case_id)
        """)
    while let id = try stray.next() {
      verification.found(
        Finding(
          .caseload, "The caseload has a line for a case that is not there (\(id)).",
          record: "case_line", id: id))
    }
  }

  /// The counts that are kept of the lines, where a casebook keeps them.
  private func checkCounts() throws {
    guard try db.tableExists("case_count") else { return }
    let wrong = try Bool.fetchOne(
      db,
      sql: """
        WITH counted AS (
          SELECT ifnull(holder_id, '') AS holder_id, closed_on IS NOT NULL AS is_closed,
            count(*) AS cases
          FROM case_line GROUP BY 1, 2)
        SELECT EXISTS (SELECT * FROM counted EXCEPT SELECT holder_id, is_closed, cases FROM case_count)
          OR EXISTS (SELECT holder_id, is_closed, cases FROM case_count WHERE cases <> 0
            EXCEPT SELECT * FROM counted)
        """)
    if wrong == true {
      verification.found(
        Finding(.caseload, "The number of cases that each worker holds is not kept right."))
    }
  }

  /// Each stretch of each list against the cases in it, where a casebook has milestones.
  private func checkMilestones() throws {
    guard try db.tableExists("case_milestone") else { return }
    for listing in CaseListing.all where try !areRight(of: listing) {
      verification.found(
        Finding(
          .caseload,
          "How many cases there are up to each place in the list by \(listing.name)"
            + " is not kept right."))
    }
  }

  private func areRight(of listing: CaseListing) throws -> Bool {
    let stretches = try Row.fetchAll(
      db,
      sql: """
        SELECT value, case_id, open_cases, cases FROM case_milestone WHERE list = ?
        ORDER BY value, case_id
        """, arguments: [listing.name])
    var counted = stretches.map { _ in (open: 0, all: 0) }
    let order = (listing.terms + ["case_id"]).joined(separator: ", ")
    let cases = try Row.fetchCursor(
      db,
      sql: """
        SELECT \(listing.value), case_id, closed_on IS NULL
        FROM case_line INDEXED BY every_by_\(listing.name) ORDER BY \(order)
        """)
    var place = -1
    while let row = try cases.next() {
      while place + 1 < stretches.count, !Self.precedes(row, stretches[place + 1]) { place += 1 }
      guard place >= 0 else { return false }
      counted[place].all += 1
      counted[place].open += row[2] as Int
    }
    return zip(stretches, counted).allSatisfy {
      $0["open_cases"] as Int? == $1.open && $0["cases"] as Int? == $1.all
    } && !stretches.isEmpty
  }

  /// Whether one place comes before another, byte by byte as SQLite compares.
  private static func precedes(_ one: Row, _ other: Row) -> Bool {
    let (value, than): (String, String) = (one[0], other[0])
    if value != than || !value.utf8.elementsEqual(than.utf8) {
      return value.utf8.lexicographicallyPrecedes(than.utf8)
    }
    return (one[1] as String).utf8.lexicographicallyPrecedes((other[1] as String).utf8)
  }

  /// An empty table of the same form, which this connection finds first.
  private func shadow(_ table: String) throws {
    let sql =
      try String.fetchOne(
        db, sql: "SELECT sql FROM main.sqlite_schema WHERE type = 'table' AND name = ?",
        arguments: [table]) ?? ""
    guard let start = sql.firstIndex(of: "(") else { throw CasebookError.noSuchRecord(table) }
    try db.execute(sql: "CREATE TABLE temp.\"\(table)\" \(sql[start...])")
  }
}

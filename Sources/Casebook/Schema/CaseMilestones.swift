// How far on one is in each list of a million cases: a row every few thousand, kept by
// triggers, so that a page in the middle is found without walking there.

import GRDB

enum CaseMilestones {
  /// A version of the casebook: the table, its triggers, and what is there so far.
  static func migrate(_ db: Database) throws {
    try db.execute(
      sql: """
        -- Each row counts the cases from its place in a list up to the next row's.
        CREATE TABLE case_milestone (
          list TEXT NOT NULL,
          value TEXT NOT NULL,
          case_id TEXT NOT NULL,
          open_cases INTEGER NOT NULL,
          cases INTEGER NOT NULL,
          PRIMARY KEY (list, value, case_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX milestone_to_divide ON case_milestone (list, value, case_id)
          WHERE cases > \(divideAbove);
        """)
    for listing in CaseListing.first { try begin(listing, in: db) }
    try divide(in: db)
  }

  /// A later version: the orders by stage, plan and holder have milestones too.
  static func migrateMore(_ db: Database) throws {
    for listing in CaseListing.second { try begin(listing, in: db) }
    // Whom somebody works with beside those they lead.
    try db.execute(
      sql: "CREATE INDEX member_of_worker ON case_member (worker_id) WHERE ends IS NULL")
    try divide(in: db)
    // What was cancelled is no try any more. Lines of cases that have such a contact are made
    // again when the casebook is open: the rules that make them are not SQL.
    try mark(
      staleLines, "cancelled", where: "SELECT 1 FROM case_contact WHERE outcome = 'cancelled'",
      in: db)
  }

  /// A later version: actions that are to be looked at again are promises of their case, so
  /// the lines of cases that have some are made again when the casebook is open.
  static func markActionReviews(_ db: Database) throws {
    try mark(
      staleLines, "looked at again",
      where: "SELECT 1 FROM goal_action WHERE review_on IS NOT NULL", in: db)
  }

  /// A later version: what was promised stands until somebody is met, so the lines of cases
  /// that had lost a promise are made again when the casebook is open.
  static func markPromises(_ db: Database) throws {
    try mark(
      staleLines, "promises", where: "SELECT 1 FROM case_contact WHERE next_on IS NOT NULL",
      in: db)
  }

  /// Notes that lines are to be made again when the casebook is open, where there are any.
  static func mark(_ key: String, _ why: String, where any: String, in db: Database) throws {
    try db.execute(
      sql: """
        INSERT OR REPLACE INTO local_state (key, value)
        SELECT ?, ? WHERE EXISTS (\(any))
        """, arguments: [key, why])
  }

  /// Where it stands that lines are to be made again.
  static let staleLines = "stale-lines"

  private static func begin(_ listing: CaseListing, in db: Database) throws {
    try db.execute(
      sql: """
        INSERT INTO case_milestone (list, value, case_id, open_cases, cases)
        SELECT '\(listing.name)', '', '', count(*) FILTER (WHERE closed_on IS NULL), count(*)
        FROM case_line
        """)
    try createTriggers(of: listing, in: db)
  }

  private static func createTriggers(of listing: CaseListing, in db: Database) throws {
    let name = listing.name
    func count(_ row: String, by sign: String) -> String {
      let value = listing.columns.reduce(listing.value) {
        $0.replacing($1, with: "\(row).\($1)")
      }
      return """
        UPDATE case_milestone
          SET cases = cases \(sign) 1, open_cases = open_cases \(sign) (\(row).closed_on IS NULL)
          WHERE list = '\(name)' AND (value, case_id) = (
            SELECT value, case_id FROM case_milestone
            WHERE list = '\(name)' AND (value, case_id) <= (\(value), \(row).case_id)
            ORDER BY value DESC, case_id DESC LIMIT 1);
        """
    }
    let columns = (listing.columns + ["closed_on"]).joined(separator: ", ")
    try db.execute(
      sql: """
        CREATE TRIGGER milestone_\(name)_insert AFTER INSERT ON case_line
        BEGIN \(count("NEW", by: "+")) END;
        CREATE TRIGGER milestone_\(name)_update AFTER UPDATE OF \(columns) ON case_line
        BEGIN \(count("OLD", by: "-")) \(count("NEW", by: "+")) END;
        CREATE TRIGGER milestone_\(name)_delete AFTER DELETE ON case_line
        BEGIN \(count("OLD", by: "-")) END;
        """)
  }

  // MARK: Dividing

  /// From how many cases on a stretch is divided, and into stretches of how many. Walking
  /// over a thousand takes a tenth of a millisecond; each milestone more is one more to add up.
  static let divideAbove = 8_000
  static let stretch = 4_000

  /// Divides the stretches that have grown too long. Every action ends with it; there is
  /// mostly nothing to do.
  ///
  /// - Parameters:
  ///   - most: how many cases a stretch may have.
  ///   - length: how many it has when it has been divided.
  static func divide(
    in db: Database, above most: Int = divideAbove, into length: Int = stretch
  ) throws {
    let index = most == divideAbove ? "INDEXED BY milestone_to_divide" : ""
    let long = try db.cachedStatement(
      sql: """
        SELECT list, value, case_id, cases FROM case_milestone \(index)
        WHERE cases > \(most) LIMIT 1
        """)
    while let row = try Row.fetchOne(long) {
      let name: String = row["list"]
      guard let listing = CaseListing.all.first(where: { $0.name == name }) else { return }
      let place = CasePlace(value: row["value"], caseID: row["case_id"])
      let cases: Int = row["cases"]
      guard try divide(listing, from: place, cases: cases, into: length, in: db) else { return }
    }
  }

  /// - Returns: false where there are fewer cases than were counted, which dividing
  ///   cannot mend: `verify` tells of it.
  private static func divide(
    _ listing: CaseListing, from first: CasePlace, cases: Int, into length: Int, in db: Database
  ) throws -> Bool {
    var start = first
    var left = cases
    while left > length + length / 2 {
      let walk = start.onwards(
        in: listing, isOpen: false,
        extra: ", \(listing.value) AS value, closed_on IS NULL AS is_open")
      let rows = try Row.fetchCursor(
        db, sql: "SELECT value, key_id, is_open FROM (\(walk.sql)) LIMIT ?",
        arguments: walk.arguments + [length + 1])
      var open = 0
      var counted = 0
      var next: CasePlace?
      while let row = try rows.next() {
        if counted == length {
          next = CasePlace(value: row[0], caseID: row[1])
          break
        }
        counted += 1
        open += row[2] as Int
      }
      guard let next else { return false }
      let here: StatementArguments = [listing.name, start.value, start.caseID]
      try db.execute(
        sql: """
          INSERT INTO case_milestone (list, value, case_id, open_cases, cases)
          SELECT list, ?4, ?5, open_cases - ?6, cases - ?7 FROM case_milestone
          WHERE list = ?1 AND value = ?2 AND case_id = ?3
          """, arguments: here + [next.value, next.caseID, open, length])
      try db.execute(
        sql: """
          UPDATE case_milestone SET open_cases = ?4, cases = ?5
          WHERE list = ?1 AND value = ?2 AND case_id = ?3
          """, arguments: here + [open, length])
      start = next
      left -= length
    }
    return true
  }
}

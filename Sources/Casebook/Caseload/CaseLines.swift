// The caseload's derived rows: what the rules in Casework say of each case, put
// where lists of a million can be read one screenful at a time.

import Casework
import Foundation
import GRDB

extension Casebook {
  /// Makes again the line of every case that a transaction's changes touch. It works
  /// from the history alone, so whatever changes a record, undo and sync included,
  /// the caseload follows.
  func refreshCaseLines(changedAfter last: Int64, in db: Database) throws {
    let touched = try String.fetchCursor(
      db,
      sql: """
        SELECT row_id FROM change WHERE number > ?1 AND record = 'case_record'
        UNION
        SELECT holding.case_id FROM change JOIN holding ON holding.id = row_id
          WHERE number > ?1 AND record = 'holding'
        UNION
        SELECT case_contact.case_id FROM change JOIN case_contact ON case_contact.id = row_id
          WHERE number > ?1 AND record = 'case_contact'
        UNION
        SELECT plan.case_id FROM change JOIN plan ON plan.id = row_id
          WHERE number > ?1 AND record = 'plan'
        UNION
        SELECT json_extract(old, '$.case_id') FROM change
          WHERE number > ?1 AND kind = 'delete' AND record IN ('holding', 'case_contact', 'plan')
        UNION
        SELECT case_record.id FROM change JOIN case_record ON case_record.person_id = row_id
          WHERE number > ?1 AND record = 'person'
        UNION
        SELECT case_record.id FROM change JOIN case_record ON case_record.referral_id = row_id
          WHERE number > ?1 AND record = 'referral'
        """, arguments: [last])
    // The cursor's own statement reads `change`, which refreshing never writes.
    while let id = try touched.next() { try refreshCaseLine(Identifier(id), in: db) }
  }

  private func refreshCaseLine(_ id: Identifier<Case>, in db: Database) throws {
    guard
      let row = try db.cachedStatement(sql: Self.lineSource).fetchOne(arguments: [id.text])
    else {
      try db.execute(sql: "DELETE FROM case_line WHERE case_id = ?", arguments: [id.text])
      return
    }
    let contacts = try Row.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT id, case_id, worker_id, at, mode, 0 AS minutes, outcome, '' AS note, next_step,
            next_on, next_at
          FROM case_contact WHERE case_id = ?
          """), arguments: [id.text]
    ).map(Self.contact)
    let record = try Self.caseItself(row)
    var plan: Plan?
    if let planID = row["plan_id"] as String? {
      plan = Plan(
        id: Identifier(planID), caseID: id, agreedOn: row.day("agreed_on"),
        reviewOn: row.day("review_on"))
    }
    let facts = CaseFacts(
      case: record, referredOn: row.day("referred_on") ?? Day(number: 0),
      holderID: row.optionalID("holder_id"), contacts: contacts, plan: plan)
    let due = Due(of: facts, policy: policy)
    let sortName =
      PersonName.folded(row.text("family_name")) + " "
      + PersonName.folded(row.text("called_name"))
    try db.cachedStatement(sql: Self.lineUpsert).execute(arguments: [
      id.stored, record.personID.stored, sortName, row.day("date_of_birth").stored,
      record.need.stored, facts.holderID.stored, facts.referredOn.stored,
      facts.triagedOn.stored, facts.firstReachedOn.stored, facts.attempts,
      facts.lastSpokenOn.stored, facts.nextStep.map { StoredText.encoded($0.text) },
      (facts.nextStep?.on).stored, facts.nextStep?.at, plan == nil ? 0 : 1,
      facts.planAgreedOn.stored, facts.reviewOn.stored, facts.closedOn.stored,
      due?.kind.rawValue, (due?.on).stored, due?.at, due.map { StoredText.encoded($0.text) },
    ])
  }

  private static let lineSource = """
    SELECT case_record.*, person.family_name, person.date_of_birth,
      CASE person.preferred_name WHEN '' THEN person.first_name ELSE person.preferred_name END
        AS called_name,
      referral.date AS referred_on,
      (SELECT worker_id FROM holding WHERE case_id = case_record.id AND ends IS NULL
        ORDER BY begins DESC LIMIT 1) AS holder_id,
      plan.id AS plan_id, plan.agreed_on, plan.review_on
    FROM case_record
    JOIN person ON person.id = case_record.person_id
    JOIN referral ON referral.id = case_record.referral_id
    LEFT JOIN plan ON plan.row = (SELECT min(row) FROM plan WHERE case_id = case_record.id)
    WHERE case_record.id = ?
    """

  private static let lineColumns = [
    "case_id", "person_id", "sort_name", "date_of_birth", "need", "holder_id", "referred_on",
    "triaged_on", "first_reached_on", "attempts", "last_spoken_on", "next_step", "next_on",
    "next_at", "has_plan", "plan_agreed_on", "review_on", "closed_on", "due_kind", "due_on",
    "due_at", "due_text",
  ]

  private static let lineUpsert: String = {
    let marks = Array(repeating: "?", count: lineColumns.count).joined(separator: ", ")
    let updates = lineColumns.dropFirst().map { "\($0) = excluded.\($0)" }
    return """
      INSERT INTO case_line (\(lineColumns.joined(separator: ", "))) VALUES (\(marks))
      ON CONFLICT (case_id) DO UPDATE SET \(updates.joined(separator: ", "))
      """
  }()
}

extension Statement {
  fileprivate func fetchOne(arguments: StatementArguments) throws -> Row? {
    try Row.fetchOne(self, arguments: arguments)
  }
}

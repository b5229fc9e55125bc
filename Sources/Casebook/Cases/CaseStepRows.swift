// Risks, decisions, letters, pauses, safety tasks and goals' outcomes as rows.

import Casework
import Foundation
import GRDB

extension Casebook {
  /// Text that is the same for the same value, so that a line that is made again can be
  /// compared with the one that is there.
  private static func text(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  /// What only one kind of referrer is asked.
  static func json(_ details: [String: String]) throws -> String {
    details.isEmpty ? "{}" : try text(details)
  }

  /// The steps as a line holds them: none where there are none, as for most cases.
  static func json(_ steps: CaseSteps) throws -> String? {
    steps == CaseSteps() ? nil : try text(steps)
  }

  static func steps(_ row: Row) throws -> CaseSteps {
    guard let text = row["steps"] as String? else { return CaseSteps() }
    return try JSONDecoder().decode(CaseSteps.self, from: Data(StoredText.decoded(text).utf8))
  }

  /// The cases whose lines the changes of a transaction to these tables touch.
  static let casesOfSteps: String = {
    let ofCases = ["triage_decision", "letter", "clock_pause", "safety_task"].map {
      """
      SELECT \($0).case_id FROM change JOIN \($0) ON \($0).id = row_id
        WHERE number > ?1 AND record = '\($0)'
      """
    }
    return
      (ofCases + [
        """
        SELECT case_record.id FROM change JOIN risk ON risk.id = row_id
          JOIN case_record ON case_record.person_id = risk.person_id
          WHERE number > ?1 AND record = 'risk'
        """,
        """
        SELECT json_extract(old, '$.case_id') FROM change WHERE number > ?1 AND kind = 'delete'
          AND record IN ('triage_decision', 'letter', 'clock_pause', 'safety_task')
        """,
        """
        SELECT case_record.id FROM change
          JOIN case_record ON case_record.person_id = json_extract(old, '$.person_id')
          WHERE number > ?1 AND record = 'risk' AND kind <> 'insert'
        """,
      ]).joined(separator: "\nUNION\n")
  }()

  static func riskStanding(of person: Identifier<Person>, in db: Database) throws -> RiskStanding {
    RiskStanding(of: try risks(of: person, in: db))
  }

  static func risks(of person: Identifier<Person>, in db: Database) throws -> [Risk] {
    try values(
      "SELECT * FROM risk WHERE person_id = ? ORDER BY begins, row", [person.text], in: db, risk)
  }

  /// - Parameter isOpen: a closed case has nothing due, so that nothing holds it up.
  static func steps(of id: Identifier<Case>, isOpen: Bool, in db: Database) throws -> CaseSteps {
    guard isOpen else { return CaseSteps() }
    return CaseSteps(
      pauses: try ofCase("clock_pause", id, "begins, row", in: db, pause),
      decisions: try ofCase("triage_decision", id, "decided_on, row", in: db, decision),
      letters: try ofCase("letter", id, "written_on DESC, row DESC", in: db, letter),
      safety: try ofCase("safety_task", id, "due_on, ifnull(due_at, 1440), row", in: db, safetyTask)
    )
  }

  private static func ofCase<Value>(
    _ table: String, _ id: Identifier<Case>, _ order: String, in db: Database,
    _ value: (Row) throws -> Value
  ) throws -> [Value] {
    try values(
      "SELECT * FROM \(table) WHERE case_id = ? ORDER BY \(order)", [id.text], in: db, value)
  }

  static func readSteps(of record: inout CaseRecord, in db: Database) throws {
    let id = record.case.id
    record.risks = try risks(of: record.person.id, in: db)
    record.decisions = try ofCase("triage_decision", id, "decided_on, row", in: db, decision)
    record.letters = try ofCase("letter", id, "written_on DESC, row DESC", in: db, letter)
    record.pauses = try ofCase("clock_pause", id, "begins, row", in: db, pause)
    record.safetyTasks = try ofCase(
      "safety_task", id, "due_on, ifnull(due_at, 1440), row", in: db, safetyTask)
    record.goalOutcomes = try ofCase("goal_outcome", id, "row", in: db, goalOutcome)
    record.linked = try values(
      "SELECT * FROM person WHERE linked_to = ? ORDER BY row", [record.person.id.text], in: db,
      person)
  }

  // MARK: From rows

  static func risk(_ row: Row) throws -> Risk {
    Risk(
      id: row.id("id"), personID: row.id("person_id"), kind: try row.code("kind"),
      risk: row.text("risk"), comment: row.text("comment"),
      from: row.day("begins") ?? Day(number: 0), reviewedOn: row.day("reviewed_on"),
      to: row.day("ends"), workerID: row.id("worker_id"))
  }

  static func decision(_ row: Row) throws -> TriageDecision {
    TriageDecision(
      id: row.id("id"), caseID: row.id("case_id"), kind: try row.code("kind"),
      on: row.day("decided_on") ?? Day(number: 0), workerID: row.id("worker_id"),
      reason: row.text("reason"), insteadID: row.optionalID("instead_id"),
      instead: row.text("instead"), nothingExists: row.number("nothing_exists") == 1)
  }

  static func letter(_ row: Row) throws -> Letter {
    Letter(
      id: row.id("id"), caseID: row.id("case_id"), kind: try row.code("kind"),
      to: row.text("addressed_to"), contact: row.text("contact"), body: row.text("body"),
      on: row.day("written_on") ?? Day(number: 0), workerID: row.id("worker_id"),
      shownOn: row.day("shown_on"), shownNote: row.text("shown_note"))
  }

  static func pause(_ row: Row) -> ClockPause {
    ClockPause(
      id: row.id("id"), caseID: row.id("case_id"), from: row.day("begins") ?? Day(number: 0),
      until: row.day("until") ?? Day(number: 0), endedOn: row.day("ended_on"),
      reason: row.text("reason"), workerID: row.id("worker_id"))
  }

  static func safetyTask(_ row: Row) -> SafetyTask {
    SafetyTask(
      id: row.id("id"), caseID: row.id("case_id"), text: row.text("text"),
      on: row.day("due_on") ?? Day(number: 0), at: row.number("due_at"),
      doneOn: row.day("done_on"), outcome: row.text("outcome"), workerID: row.id("worker_id"))
  }

  static func goalOutcome(_ row: Row) throws -> GoalOutcome {
    GoalOutcome(
      id: row.id("id"), caseID: row.id("case_id"), goalID: row.id("goal_id"),
      kind: try row.code("kind"), note: row.text("note"))
  }

  // MARK: To rows

  func insert(_ risk: Risk, in db: Database) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO risk (id, person_id, kind, risk, comment, begins, reviewed_on, ends, worker_id)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      risk.id.stored, risk.personID.stored, risk.kind.rawValue, risk.risk.stored,
      risk.comment.stored, risk.from.stored, risk.reviewedOn.stored, risk.to.stored,
      risk.workerID.stored,
    ])
  }

  func insert(_ decision: TriageDecision, in db: Database) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO triage_decision (id, case_id, kind, decided_on, worker_id, reason, instead_id,
          instead, nothing_exists)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      decision.id.stored, decision.caseID.stored, decision.kind.rawValue, decision.on.stored,
      decision.workerID.stored, decision.reason.stored, decision.insteadID.stored,
      decision.instead.stored, decision.nothingExists ? 1 : 0,
    ])
  }

  func insert(_ letter: Letter, in db: Database) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO letter (id, case_id, kind, addressed_to, contact, body, written_on, worker_id,
          shown_on, shown_note)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      letter.id.stored, letter.caseID.stored, letter.kind.rawValue, letter.to.stored,
      letter.contact.stored, letter.body.stored, letter.on.stored, letter.workerID.stored,
      letter.shownOn.stored, letter.shownNote.stored,
    ])
  }

  func insert(_ pause: ClockPause, in db: Database) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO clock_pause (id, case_id, begins, until, ended_on, reason, worker_id)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      pause.id.stored, pause.caseID.stored, pause.from.stored, pause.until.stored,
      pause.endedOn.stored, pause.reason.stored, pause.workerID.stored,
    ])
  }

  func insert(_ task: SafetyTask, in db: Database) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO safety_task (id, case_id, text, due_on, due_at, done_on, outcome, worker_id)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      task.id.stored, task.caseID.stored, task.text.stored, task.on.stored, task.at,
      task.doneOn.stored, task.outcome.stored, task.workerID.stored,
    ])
  }

  func insert(_ outcome: GoalOutcome, in db: Database) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO goal_outcome (id, case_id, goal_id, kind, note) VALUES (?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      outcome.id.stored, outcome.caseID.stored, outcome.goalID.stored, outcome.kind.rawValue,
      outcome.note.stored,
    ])
  }
}

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
    let rules = LineRules(in: db)
    if try Self.changed(ServicePolicy.self, after: last, in: db) {
      try refresh(Self.openCases, rules, in: db)
    } else if try Self.changed(WaitingRules.self, after: last, in: db) {
      try refresh(Self.waitingCases, rules, in: db)
    }
    let touched = try String.fetchCursor(
      db.cachedStatement(
        sql: """
          SELECT row_id FROM change WHERE number > ?1 AND record = 'case_record'
          UNION
          SELECT holding.case_id FROM change JOIN holding ON holding.id = row_id
            WHERE number > ?1 AND record = 'holding'
          UNION
          SELECT case_contact.case_id FROM change JOIN case_contact ON case_contact.id = row_id
            WHERE number > ?1 AND record = 'case_contact'
          UNION
          SELECT appointment.case_id FROM change JOIN appointment ON appointment.id = row_id
            WHERE number > ?1 AND record = 'appointment' AND appointment.case_id IS NOT NULL
          UNION
          SELECT json_extract(old, '$.case_id') FROM change
            WHERE number > ?1 AND record = 'appointment'
              AND json_extract(old, '$.case_id') IS NOT NULL
          UNION
          SELECT plan.case_id FROM change JOIN plan ON plan.id = row_id
            WHERE number > ?1 AND record = 'plan'
          UNION
          \(Self.casesOfGoals)
          UNION
          SELECT json_extract(old, '$.case_id') FROM change
            WHERE number > ?1 AND kind = 'delete' AND record IN ('holding', 'case_contact', 'plan')
          UNION
          SELECT case_record.id FROM change JOIN case_record ON case_record.person_id = row_id
            WHERE number > ?1 AND record = 'person'
          UNION
          SELECT case_record.id FROM change JOIN case_record ON case_record.referral_id = row_id
            WHERE number > ?1 AND record = 'referral'
          UNION
          \(Self.casesOfSteps)
          """), arguments: [last])
    // The cursor's own statement reads `change`, which refreshing never writes.
    while let id = try touched.next() { try refreshCaseLine(Identifier(id), rules, in: db) }
  }

  /// What every line is made by.
  private struct LineRules {
    let policy: ServicePolicy
    let waiting: WaitingScale

    /// As the service has them; as shipped where what it has cannot be read.
    init(in db: Database) {
      policy = (try? setting(ServicePolicy.self, in: db)) ?? ServicePolicy()
      waiting = WaitingScale((try? setting(WaitingRules.self, in: db)) ?? WaitingRules())
    }
  }

  /// Makes those lines again that a migration found to be of an older rule.
  func remakeStaleLines() throws {
    let marks = [
      CaseMilestones.staleLines: Self.casesOfOlderRules, TeamTables.staleWaiting: Self.waitingCases,
    ]
    let stale = try queue.read { db in
      try marks.filter {
        try Bool.fetchOne(
          db, sql: "SELECT EXISTS (SELECT 1 FROM local_state WHERE key = ?)", arguments: [$0.key])
          == true
      }
    }
    guard !stale.isEmpty else { return }
    try queue.write { db in
      let rules = LineRules(in: db)
      for (mark, cases) in stale {
        try refresh(cases, rules, in: db)
        try db.execute(sql: "DELETE FROM local_state WHERE key = ?", arguments: [mark])
      }
    }
  }

  private static let openCases = "SELECT id FROM case_record WHERE closed_on IS NULL"

  private static let waitingCases = """
    SELECT case_id FROM case_line WHERE closed_on IS NULL AND first_reached_on IS NULL
    """

  /// Whose lines earlier versions of the casebook made by other rules.
  private static let casesOfOlderRules = """
    SELECT case_id FROM case_contact WHERE outcome = 'cancelled'
    UNION
    SELECT plan.case_id FROM goal_action JOIN goal ON goal.id = goal_action.goal_id
      JOIN plan ON plan.id = goal.plan_id WHERE goal_action.review_on IS NOT NULL
    UNION
    SELECT case_contact.case_id FROM case_contact
      JOIN case_line ON case_line.case_id = case_contact.case_id
      WHERE case_contact.next_on IS NOT NULL AND case_line.next_on IS NULL
    """

  /// Whether a setting was changed, undone or synced.
  private static func changed(
    _ setting: any ServiceSetting.Type, after last: Int64, in db: Database
  ) throws -> Bool {
    try Bool.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT EXISTS (SELECT 1 FROM change
            WHERE number > ? AND record = 'service_setting' AND row_id = ?)
          """), arguments: [last, setting.name]) ?? false
  }

  /// - Parameter cases: SQL for their ids, which are all read first: a line that is made
  ///   again may leave the list it was found in.
  private func refresh(_ cases: String, _ rules: LineRules, in db: Database) throws {
    for id in try String.fetchAll(db, sql: cases) {
      try refreshCaseLine(Identifier(id), rules, in: db)
    }
  }

  private func refreshCaseLine(
    _ id: Identifier<Case>, _ rules: LineRules, in db: Database
  ) throws {
    guard
      let row = try db.cachedStatement(sql: Self.lineSource).fetchOne(arguments: [id.text])
    else {
      try db.execute(sql: "DELETE FROM case_line WHERE case_id = ?", arguments: [id.text])
      return
    }
    let contacts = try Self.outcomes(of: id, in: db)
    let record = try Self.caseItself(row)
    let steps = try Self.steps(of: id, isOpen: record.closing == nil, in: db)
    var plan: Plan?
    if let planID = row["plan_id"] as String? {
      plan = Plan(
        id: Identifier(planID), caseID: id, agreedOn: row.day("agreed_on"),
        reviewOn: row.day("review_on"))
      plan?.goals = try Self.lookedAtAgain(in: Identifier(planID), in: db)
    }
    let facts = CaseFacts(
      case: record, referredOn: row.day("referred_on") ?? Day(number: 0),
      holderID: row.optionalID("holder_id"), contacts: contacts, plan: plan,
      appointments: try Self.standing(of: id, in: db), steps: steps)
    let due = Due(of: facts, policy: rules.policy)
    let risk = try Self.riskStanding(of: record.personID, in: db)
    let waits = facts.closedOn == nil && facts.firstReachedOn == nil
    let movedUp =
      waits
      ? rules.waiting.moves(need: record.need, reason: row.text("reason"), risk: risk)
        .reduce(0) { $0 + $1.days } : 0
    let sortName =
      PersonName.folded(row.text("family_name")) + " "
      + PersonName.folded(row.text("called_name"))
    try put(
      [
        id.stored, record.personID.stored, sortName.databaseValue,
        row.day("date_of_birth").stored, record.need.stored, facts.holderID.stored,
        facts.referredOn.stored, facts.triagedOn.stored, facts.firstReachedOn.stored,
        facts.attempts.databaseValue, facts.lastSpokenOn.stored,
        (facts.nextStep?.text).stored, (facts.nextStep?.on).stored,
        facts.nextStep?.at?.databaseValue ?? .null, (plan == nil ? 0 : 1).databaseValue,
        facts.planAgreedOn.stored, facts.reviewOn.stored, facts.closedOn.stored,
        (due?.kind.rawValue).stored, (due?.on).stored, due?.at?.databaseValue ?? .null,
        (due?.text).stored,
        risk.rawValue.databaseValue,
        facts.lastTriedOn.stored, try Self.json(facts.steps).stored,
        Stage.sortKey(of: facts).databaseValue,
        (facts.isNewToHolder ? 1 : 0).databaseValue, (facts.appointment?.text).stored,
        (facts.appointment?.on).stored, facts.appointment?.at?.databaseValue ?? .null,
        row["first_holder_id"], row["first_held_at"], row["referral_source"],
        movedUp.databaseValue,
      ], in: db)
  }

  /// Writes a case's line where it differs from what is there. Only columns that
  /// differ are named: SQLite rewrites every index of a column that an UPDATE names,
  /// and each of them is a page to seal and sync.
  private func put(_ values: [DatabaseValue], in db: Database) throws {
    let known = try Row.fetchOne(
      db.cachedStatement(sql: Self.lineKnown), arguments: [values[0]])
    guard let known else {
      try db.cachedStatement(sql: Self.lineInsert).execute(
        arguments: StatementArguments(values))
      return
    }
    let differing = values.indices.filter { known[$0] as DatabaseValue != values[$0] }
    guard !differing.isEmpty else { return }
    let sets = differing.map { "\(Self.lineColumns[$0]) = ?" }.joined(separator: ", ")
    try db.cachedStatement(sql: "UPDATE case_line SET \(sets) WHERE case_id = ?")
      .execute(arguments: StatementArguments(differing.map { values[$0] } + [values[0]]))
  }

  /// What came of each contact of a case, which is all that the rules ask of them.
  private static func outcomes(of id: Identifier<Case>, in db: Database) throws -> [Contact] {
    let rows = try Row.fetchCursor(
      db.cachedStatement(
        sql: """
          SELECT id, worker_id, at, mode, outcome, next_step, next_on, next_at
          FROM case_contact WHERE case_id = ?
          """), arguments: [id.text])
    var contacts: [Contact] = []
    while let row = try rows.next() {
      // By place: finding a column by its name costs more than reading it, and a long
      // case has hundreds of contacts.
      guard let mode = ContactMode(rawValue: row[3]), let outcome = ContactOutcome(rawValue: row[4])
      else {
        contacts.append(try contact(row))
        continue
      }
      let day = (row[6] as String?).flatMap { Day(iso: $0) }
      contacts.append(
        Contact(
          id: Identifier(row[0]), caseID: id, workerID: Identifier(row[1]),
          at: Date(timeIntervalSince1970: Double(row[2] as Int64) / 1000), mode: mode, minutes: 0,
          outcome: outcome,
          nextStep: day.map {
            NextStep(text: StoredText.decoded(row[5] as String? ?? ""), on: $0, at: row[7])
          }))
    }
    return contacts
  }

  /// The open goals of a plan with those of their actions that are to be looked at again:
  /// all that the rules ask of them.
  private static func lookedAtAgain(in plan: Identifier<Plan>, in db: Database) throws -> [Goal] {
    let actions = try values(
      """
      SELECT goal_action.id, goal_action.what, goal_action.review_on FROM goal
      JOIN goal_action ON goal_action.goal_id = goal.id
      WHERE goal.plan_id = ? AND goal.status = 'open' AND goal_action.status = 'in-progress'
        AND goal_action.review_on IS NOT NULL
      ORDER BY goal.position, goal.id, goal_action.position, goal_action.id
      """, [plan.text], in: db
    ) { Action(id: $0.id("id"), what: $0.text("what"), reviewOn: $0.day("review_on")) }
    return actions.isEmpty ? [] : [Goal(id: Identifier(""), text: "", actions: actions)]
  }

  /// The cases of goals and actions that changes touch.
  private static let casesOfGoals = """
    SELECT plan.case_id FROM change JOIN goal_action ON goal_action.id = row_id
      JOIN goal ON goal.id = goal_action.goal_id JOIN plan ON plan.id = goal.plan_id
      WHERE number > ?1 AND record = 'goal_action'
    UNION
    SELECT plan.case_id FROM change JOIN goal ON goal.id = row_id
      JOIN plan ON plan.id = goal.plan_id
      WHERE number > ?1 AND record = 'goal'
    UNION
    SELECT plan.case_id FROM change JOIN goal ON goal.id = json_extract(old, '$.goal_id')
      JOIN plan ON plan.id = goal.plan_id
      WHERE number > ?1 AND kind = 'delete' AND record = 'goal_action'
    UNION
    SELECT plan.case_id FROM change JOIN plan ON plan.id = json_extract(old, '$.plan_id')
      WHERE number > ?1 AND kind = 'delete' AND record = 'goal'
    """

  private static let lineSource = """
    SELECT case_record.*, person.family_name, person.date_of_birth,
      CASE person.preferred_name WHEN '' THEN person.first_name ELSE person.preferred_name END
        AS called_name,
      referral.date AS referred_on, referral.reason,
      (SELECT worker_id FROM holding WHERE case_id = case_record.id AND ends IS NULL
        ORDER BY begins DESC LIMIT 1) AS holder_id,
      first_held.worker_id AS first_holder_id, first_held.begins AS first_held_at,
      referral.source AS referral_source, plan.id AS plan_id, plan.agreed_on, plan.review_on
    FROM case_record
    JOIN person ON person.id = case_record.person_id
    JOIN referral ON referral.id = case_record.referral_id
    LEFT JOIN plan ON plan.row = (SELECT min(row) FROM plan WHERE case_id = case_record.id)
    LEFT JOIN holding AS first_held ON first_held.row = (
      SELECT row FROM holding WHERE case_id = case_record.id ORDER BY begins, row LIMIT 1)
    WHERE case_record.id = ?
    """

  private static let lineColumns = [
    "case_id", "person_id", "sort_name", "date_of_birth", "need", "holder_id", "referred_on",
    "triaged_on", "first_reached_on", "attempts", "last_spoken_on", "next_step", "next_on",
    "next_at", "has_plan", "plan_agreed_on", "review_on", "closed_on", "due_kind", "due_on",
    "due_at", "due_text", "risk_rank", "last_tried_on", "steps", "stage_key", "is_new_to_holder",
    "appointment_text", "appointment_on", "appointment_at", "first_holder_id", "first_held_at",
    "referral_source", "moved_up",
  ]

  private static let lineKnown =
    "SELECT \(lineColumns.joined(separator: ", ")) FROM case_line WHERE case_id = ?"

  private static let lineInsert: String = {
    let marks = Array(repeating: "?", count: lineColumns.count).joined(separator: ", ")
    return "INSERT INTO case_line (\(lineColumns.joined(separator: ", "))) VALUES (\(marks))"
  }()
}

extension Statement {
  fileprivate func fetchOne(arguments: StatementArguments) throws -> Row? {
    try Row.fetchOne(self, arguments: arguments)
  }
}

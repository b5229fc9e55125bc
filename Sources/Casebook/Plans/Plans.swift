// Plans and prescriptions as rows. A plan's row is made with the first word
// written in it, not when the page opens.

import Casework
import Foundation
import GRDB

extension Casebook {
  /// Writes one entry of a plan's section; an empty text takes the entry away.
  public func write(
    _ entry: PlanEntry, inPlanOf caseID: Identifier<Case>, at now: Date = Date()
  ) throws {
    try write("Edit the plan", at: now) { db in
      let planID = try planRow(of: caseID, at: now, in: db)
      guard !entry.text.isEmpty else {
        try db.execute(sql: "DELETE FROM plan_entry WHERE id = ?", arguments: [entry.id.text])
        return
      }
      try insert(entry, position: nil, planID: planID, in: db)
    }
  }

  /// Writes a goal, without its actions. New goals come last.
  public func write(
    _ goal: Goal, inPlanOf caseID: Identifier<Case>, at now: Date = Date()
  ) throws {
    try write("Write a goal", at: now) { db in
      try insert(goal, position: nil, planID: try planRow(of: caseID, at: now, in: db), in: db)
    }
  }

  /// Writes one action towards a goal. New actions come last.
  public func write(
    _ action: Action, for goalID: Identifier<Goal>, at now: Date = Date()
  ) throws {
    try write("Write an action", at: now) { db in
      try insert(action, position: nil, goalID: goalID, in: db)
    }
  }

  /// Records with whom and when the plan was agreed, and when it is looked at again.
  public func agreePlan(
    of caseID: Identifier<Case>, with whom: String, on day: Day, review: Day?,
    at now: Date = Date()
  ) throws {
    try write("Agree the plan", at: now) { db in
      let planID = try planRow(of: caseID, at: now, in: db)
      try db.execute(
        sql: "UPDATE plan SET agreed_on = ?, agreed_with = ?, review_on = ? WHERE id = ?",
        arguments: [day.iso, whom.stored, review?.iso, planID.text])
    }
  }

  /// Links a person with an asset.
  public func prescribe(_ prescription: Prescription, at now: Date = Date()) throws {
    try write("Link a service", at: now) { try insert(prescription, in: $0) }
  }
}

// MARK: - Rows

extension Casebook {
  /// The case's plan, made now where there is none.
  func planRow(of caseID: Identifier<Case>, at now: Date, in db: Database) throws
    -> Identifier<Plan>
  {
    if let id = try String.fetchOne(
      db, sql: "SELECT id FROM plan WHERE case_id = ? ORDER BY row LIMIT 1",
      arguments: [caseID.text])
    {
      return Identifier(id)
    }
    let plan = Plan(id: mint(at: now), caseID: caseID)
    try insert(plan, in: db)
    return plan.id
  }

  /// Inserts the plan's own row, without its entries and goals.
  func insert(_ plan: Plan, in db: Database) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO plan (id, case_id, agreed_on, agreed_with, review_on) VALUES (?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      plan.id.stored, plan.caseID.stored, plan.agreedOn.stored, plan.agreedWith.stored,
      plan.reviewOn.stored,
    ])
  }

  /// - Parameter position: where in the plan; nil keeps its place, or puts it last.
  func insert(
    _ entry: PlanEntry, position: Int?, planID: Identifier<Plan>, in db: Database
  ) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO plan_entry (id, plan_id, section, position, text, voice)
        VALUES (?1, ?2, ?3,
          coalesce(?4, (SELECT max(position) + 1 FROM plan_entry WHERE plan_id = ?2), 0), ?5, ?6)
        ON CONFLICT (id) DO UPDATE SET section = excluded.section, text = excluded.text,
          voice = excluded.voice, position = coalesce(?4, position)
        """
    ).execute(arguments: [
      entry.id.stored, planID.stored, entry.section.rawValue, position, entry.text.stored,
      entry.voice.rawValue,
    ])
  }

  func insert(_ goal: Goal, position: Int?, planID: Identifier<Plan>, in db: Database) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO goal (id, plan_id, position, text, importance, confidence)
        VALUES (?1, ?2, coalesce(?3, (SELECT max(position) + 1 FROM goal WHERE plan_id = ?2), 0),
          ?4, ?5, ?6)
        ON CONFLICT (id) DO UPDATE SET text = excluded.text, importance = excluded.importance,
          confidence = excluded.confidence, position = coalesce(?3, position)
        """
    ).execute(arguments: [
      goal.id.stored, planID.stored, position, goal.text.stored, goal.importance, goal.confidence,
    ])
  }

  func insert(
    _ action: Action, position: Int?, goalID: Identifier<Goal>, in db: Database
  ) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO goal_action (id, goal_id, position, what, who, due_on, status)
        VALUES (?1, ?2,
          coalesce(?3, (SELECT max(position) + 1 FROM goal_action WHERE goal_id = ?2), 0),
          ?4, ?5, ?6, ?7)
        ON CONFLICT (id) DO UPDATE SET what = excluded.what, who = excluded.who,
          due_on = excluded.due_on, status = excluded.status, position = coalesce(?3, position)
        """
    ).execute(arguments: [
      action.id.stored, goalID.stored, position, action.what.stored, action.who.stored,
      action.when.stored, action.status.rawValue,
    ])
  }

  func insert(_ prescription: Prescription, in db: Database) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO prescription (id, case_id, goal_id, asset_id, kind, prescribed_on, worker_id,
          note)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      prescription.id.stored, prescription.caseID.stored, prescription.goalID.stored,
      prescription.assetID.stored, prescription.kind.rawValue, prescription.on.stored,
      prescription.workerID.stored, prescription.note.stored,
    ])
  }

  static func plan(of caseID: Identifier<Case>, in db: Database) throws -> Plan? {
    guard
      let row = try Row.fetchOne(
        db, sql: "SELECT * FROM plan WHERE case_id = ? ORDER BY row LIMIT 1",
        arguments: [caseID.text])
    else { return nil }
    let id: Identifier<Plan> = row.id("id")
    let entries = try Row.fetchAll(
      db, sql: "SELECT * FROM plan_entry WHERE plan_id = ? ORDER BY position, row",
      arguments: [id.text])
    let actions = try Row.fetchAll(
      db,
      sql: """
        SELECT goal_action.* FROM goal JOIN goal_action ON goal_action.goal_id = goal.id
        WHERE goal.plan_id = ? ORDER BY goal_action.position, goal_action.row
        """, arguments: [id.text])
    let byGoal = Dictionary(grouping: actions) { $0["goal_id"] as String? ?? "" }
    let goals = try Row.fetchAll(
      db, sql: "SELECT * FROM goal WHERE plan_id = ? ORDER BY position, row",
      arguments: [id.text]
    ).map { goal in
      Goal(
        id: goal.id("id"), text: goal.text("text"), importance: goal.number("importance"),
        confidence: goal.number("confidence"),
        actions: try (byGoal[goal["id"] as String? ?? ""] ?? []).map(action))
    }
    return Plan(
      id: id, caseID: caseID,
      entries: try entries.map {
        PlanEntry(
          id: $0.id("id"), section: try $0.code("section"), text: $0.text("text"),
          voice: try $0.code("voice"))
      },
      goals: goals, agreedOn: row.day("agreed_on"), agreedWith: row.text("agreed_with"),
      reviewOn: row.day("review_on"))
  }

  static func action(_ row: Row) throws -> Action {
    Action(
      id: row.id("id"), what: row.text("what"), who: row.text("who"), when: row.day("due_on"),
      status: try row.code("status"))
  }

  static func prescriptions(of caseID: Identifier<Case>, in db: Database) throws
    -> [PrescribedAsset]
  {
    try Row.fetchAll(
      db,
      sql: """
        SELECT prescription.*, directory_service.name AS asset_name
        FROM prescription LEFT JOIN directory_service ON directory_service.id = prescription.asset_id
        WHERE case_id = ? ORDER BY prescribed_on DESC, prescription.row DESC
        """, arguments: [caseID.text]
    ).map { row in
      PrescribedAsset(
        prescription: Prescription(
          id: row.id("id"), caseID: caseID, goalID: row.optionalID("goal_id"),
          assetID: row.id("asset_id"), kind: try row.code("kind"),
          on: row.day("prescribed_on") ?? Day(number: 0), workerID: row.id("worker_id"),
          note: row.text("note")),
        assetName: row["asset_name"] == nil
          ? "a service no longer in the directory" : row.text("asset_name"))
    }
  }
}

// Plans and prescriptions as rows.

import Casework
import Foundation
import GRDB

// MARK: - Reading

extension Casebook {
  static func plan(of caseID: Identifier<Case>, in db: Database) throws -> Plan? {
    try StoredPlan(of: caseID, in: db)?.plan
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
          note: row.text("note"),
          mode: (row["mode"] as String?).flatMap(PrescriptionMode.init)),
        assetName: row["asset_name"] == nil
          ? "a service no longer in the directory" : row.text("asset_name"))
    }
  }
}

/// A plan as the tables hold it: with the place of each row, which the plan itself
/// tells by its order.
struct StoredPlan {
  private(set) var plan: Plan
  /// The stored place of every entry, goal and action, by its id.
  private(set) var positions: [String: Int] = [:]

  init?(of caseID: Identifier<Case>, in db: Database) throws {
    guard
      let row = try Row.fetchOne(
        db.cachedStatement(sql: "SELECT * FROM plan WHERE case_id = ? ORDER BY row LIMIT 1"),
        arguments: [caseID.text])
    else { return nil }
    let id: Identifier<Plan> = row.id("id")
    plan = Plan(
      id: id, caseID: caseID, agreedOn: row.day("agreed_on"), agreedWith: row.text("agreed_with"),
      reviewOn: row.day("review_on"))
    // Two devices may have given two rows one place: then the older one comes first,
    // on both.
    let entries = try Row.fetchAll(
      db.cachedStatement(
        sql: "SELECT * FROM plan_entry WHERE plan_id = ? ORDER BY position, id"),
      arguments: [id.text])
    for row in entries {
      positions[row["id"]] = row["position"]
      plan.entries.append(
        PlanEntry(
          id: row.id("id"), section: try row.code("section"), text: row.text("text"),
          voice: try row.code("voice"), goalID: row.optionalID("goal_id")))
    }
    let actions = try grouped(
      """
      SELECT goal_action.* FROM goal JOIN goal_action ON goal_action.goal_id = goal.id
      WHERE goal.plan_id = ? ORDER BY goal_action.position, goal_action.id
      """, in: db)
    let scores = try grouped(
      """
      SELECT goal_score.* FROM goal JOIN goal_score ON goal_score.goal_id = goal.id
      WHERE goal.plan_id = ? ORDER BY goal_score.scored_on, goal_score.id
      """, in: db)
    let goals = try Row.fetchAll(
      db.cachedStatement(sql: "SELECT * FROM goal WHERE plan_id = ? ORDER BY position, id"),
      arguments: [id.text])
    for row in goals {
      let id = row["id"] as String? ?? ""
      positions[id] = row["position"]
      for action in actions[id] ?? [] { positions[action["id"]] = action["position"] }
      plan.goals.append(
        Goal(
          id: Identifier(id), text: row.text("text"), voice: try row.code("voice"),
          importance: row.number("importance"), confidence: row.number("confidence"),
          status: try row.code("status"), isScored: row["is_scored"] == 1,
          parentID: row.optionalID("parent_id"), needID: row.optionalID("need_id"),
          actions: try (actions[id] ?? []).map(Self.action),
          scores: try (scores[id] ?? []).map(Self.score)))
    }
    plan.arrange()
  }

  private func grouped(_ sql: String, in db: Database) throws -> [String: [Row]] {
    let rows = try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [plan.id.text])
    return Dictionary(grouping: rows) { $0["goal_id"] as String? ?? "" }
  }

  private static func action(_ row: Row) throws -> Action {
    Action(
      id: row.id("id"), what: row.text("what"), who: row.text("who"), when: row.day("due_on"),
      status: try row.code("status"), voice: try row.code("voice"),
      strategies: row.text("strategies"), confidence: row.number("confidence"),
      reviewOn: row.day("review_on"), endedOn: row.day("ended_on"), remark: row.text("remark"))
  }

  private static func score(_ row: Row) throws -> GoalScore {
    GoalScore(
      id: row.id("id"), on: row.day("scored_on") ?? Day(number: 0), score: row["score"],
      voice: try row.code("voice"), note: row.text("note"))
  }
}

// MARK: - Writing

extension Casebook {
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

  /// Inserts a whole plan where there is none.
  func insertWhole(_ plan: Plan, in db: Database) throws {
    try insert(plan, in: db)
    try PlanWriting(db: db, planID: plan.id).insertAll(of: plan)
  }

  func insert(_ prescription: Prescription, in db: Database) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO prescription (id, case_id, goal_id, asset_id, kind, prescribed_on, worker_id,
          note, mode)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      prescription.id.stored, prescription.caseID.stored, prescription.goalID.stored,
      prescription.assetID.stored, prescription.kind.rawValue, prescription.on.stored,
      prescription.workerID.stored, prescription.note.stored, prescription.mode?.rawValue,
    ])
  }
}

/// The rows of a plan, written one by one. A row that is there already is changed where
/// it differs.
struct PlanWriting {
  let db: Database
  let planID: Identifier<Plan>

  func insertAll(of plan: Plan) throws {
    for (place, goal) in plan.goals.enumerated() {
      try put(goal, at: place * PlanKeeping.gap)
      for (place, action) in goal.actions.enumerated() {
        try put(action, of: goal.id, at: place * PlanKeeping.gap)
      }
      for score in goal.scores { try put(score, of: goal.id) }
    }
    for (place, entry) in plan.entries.enumerated() {
      try put(entry, at: place * PlanKeeping.gap)
    }
  }

  func put(_ entry: PlanEntry, at position: Int) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO plan_entry (id, plan_id, section, position, text, voice, goal_id)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET section = excluded.section, position = excluded.position,
          text = excluded.text, voice = excluded.voice, goal_id = excluded.goal_id
        """
    ).execute(arguments: [
      entry.id.stored, planID.stored, entry.section.rawValue, position, entry.text.stored,
      entry.voice.rawValue, entry.goalID.stored,
    ])
  }

  func put(_ goal: Goal, at position: Int) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO goal (id, plan_id, position, text, voice, importance, confidence, status,
          is_scored, parent_id, need_id)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET position = excluded.position, text = excluded.text,
          voice = excluded.voice, importance = excluded.importance,
          confidence = excluded.confidence, status = excluded.status,
          is_scored = excluded.is_scored, parent_id = excluded.parent_id,
          need_id = excluded.need_id
        """
    ).execute(arguments: [
      goal.id.stored, planID.stored, position, goal.text.stored, goal.voice.rawValue,
      goal.importance, goal.confidence, goal.status.rawValue, goal.isScored ? 1 : 0,
      goal.parentID.stored, goal.needID.stored,
    ])
  }

  func put(_ action: Action, of goalID: Identifier<Goal>, at position: Int) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO goal_action (id, goal_id, position, what, who, due_on, status, voice,
          strategies, confidence, review_on, ended_on, remark)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET goal_id = excluded.goal_id, position = excluded.position,
          what = excluded.what, who = excluded.who, due_on = excluded.due_on,
          status = excluded.status, voice = excluded.voice, strategies = excluded.strategies,
          confidence = excluded.confidence, review_on = excluded.review_on,
          ended_on = excluded.ended_on, remark = excluded.remark
        """
    ).execute(arguments: [
      action.id.stored, goalID.stored, position, action.what.stored, action.who.stored,
      action.when.stored, action.status.rawValue, action.voice.rawValue,
      action.strategies.stored, action.confidence, action.reviewOn.stored, action.endedOn.stored,
      action.remark.stored,
    ])
  }

  func put(_ score: GoalScore, of goalID: Identifier<Goal>) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO goal_score (id, goal_id, scored_on, score, voice, note)
        VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET goal_id = excluded.goal_id,
          scored_on = excluded.scored_on, score = excluded.score, voice = excluded.voice,
          note = excluded.note
        """
    ).execute(arguments: [
      score.id.stored, goalID.stored, score.on.stored, score.score, score.voice.rawValue,
      score.note.stored,
    ])
  }
}

// What one may ask of the casebook about plans. A plan's row is made with the first
// word written in it, not when the page opens.

import Casework
import Foundation
import GRDB

extension Casebook {
  /// Makes a change to a case's plan, as the plan is at that moment.
  ///
  /// - Returns: the plan afterwards; nil where there is none and the change makes none.
  /// - Throws: ``PlanEditProblem`` or ``CasebookError``; then nothing is changed.
  @discardableResult
  public func edit(
    planOf caseID: Identifier<Case>, _ edit: PlanEdit, at now: Date = Date()
  ) throws -> Plan? {
    try write(edit.name, at: now) { db in
      let keeping = try PlanKeeping(of: caseID, in: db)
      var plan = keeping.plan ?? Plan(id: mint(at: now), caseID: caseID)
      try plan.apply(edit)
      if keeping.plan == nil, plan.isEmpty { return nil }
      try keeping.keep(plan)
      return plan
    }
  }

  /// The case's plan as it is now, or nil where nothing is written yet.
  public func plan(of caseID: Identifier<Case>) throws -> Plan? {
    try read { try Self.plan(of: caseID, in: $0) }
  }

  /// Writes one entry of a plan's section; an empty text takes the entry away.
  public func write(
    _ entry: PlanEntry, inPlanOf caseID: Identifier<Case>, at now: Date = Date()
  ) throws {
    try edit(planOf: caseID, .entry(entry), at: now)
  }

  /// Writes a goal, without its actions. New goals come last.
  public func write(
    _ goal: Goal, inPlanOf caseID: Identifier<Case>, at now: Date = Date()
  ) throws {
    try edit(planOf: caseID, .goal(goal), at: now)
  }

  /// Writes one action towards a goal. New actions come last.
  public func write(
    _ action: Action, for goalID: Identifier<Goal>, at now: Date = Date()
  ) throws {
    let owner = try read { db in
      try String.fetchOne(
        db,
        sql: "SELECT plan.case_id FROM goal JOIN plan ON plan.id = goal.plan_id WHERE goal.id = ?",
        arguments: [goalID.text])
    }
    guard let owner else { throw PlanEditProblem.gone }
    try edit(planOf: Identifier(owner), .action(action, for: goalID), at: now)
  }

  /// Links a person with an asset.
  public func prescribe(_ prescription: Prescription, at now: Date = Date()) throws {
    try write("Link a service", at: now) { try insert(prescription, in: $0) }
  }

  /// The case's plan, made now where there is none.
  func planRow(of caseID: Identifier<Case>, at now: Date, in db: Database) throws
    -> Identifier<Plan>
  {
    if let plan = try Self.plan(of: caseID, in: db) { return plan.id }
    let plan = Plan(id: mint(at: now), caseID: caseID)
    try insert(plan, in: db)
    return plan.id
  }
}

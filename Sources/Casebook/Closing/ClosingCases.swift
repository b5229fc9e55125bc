// Closing a case with what became of each goal and what others are told, and opening
// a new episode later.

import Casework
import Foundation
import GRDB

extension Casebook {
  /// Closes a case: its reason, what became of each goal, and the messages back, as one
  /// action.
  ///
  /// - Throws: ``CasebookError/refused(_:)`` where a safety task is open, or the case is
  ///   closed already. Nothing is changed then.
  public func close(
    _ id: Identifier<Case>, _ closing: Closing, outcomes: [GoalOutcome] = [],
    letters: [Letter] = [], at now: Date = Date()
  ) throws {
    try write("Close a case", at: now) { db in
      try close(id, closing, at: now, in: db)
      for outcome in outcomes { try keep(outcome, in: db) }
      for letter in letters { try insert(letter, in: db) }
    }
  }

  /// Writes what became of a goal, and what that makes of its status.
  private func keep(_ outcome: GoalOutcome, in db: Database) throws {
    try insert(outcome, in: db)
    let status: GoalStatus? =
      switch outcome.kind {
      case .met: .reached
      case .noLongerWanted: .setAside
      case .partlyMet, .notMet, .notAsked: nil
      }
    guard let status else { return }
    try db.execute(
      sql: "UPDATE goal SET status = ? WHERE id = ?",
      arguments: [status.rawValue, outcome.goalID.text])
  }

  func close(
    _ id: Identifier<Case>, _ closing: Closing, at now: Date, in db: Database
  ) throws {
    let open = try Self.values(
      "SELECT * FROM safety_task WHERE case_id = ? AND done_on IS NULL ORDER BY due_on", [id.text],
      in: db, Self.safetyTask)
    if let why = ClosingRule.refusal(openSafetyTasks: open) { throw CasebookError.refused(why) }
    try db.execute(
      sql: """
        UPDATE case_record SET closed_on = ?, closing_reason = ?, closing_note = ? WHERE id = ?
        """,
      arguments: [
        closing.on.iso, closing.reason.rawValue, closing.note.stored, id.text,
      ])
    try db.execute(
      sql:
        "UPDATE clock_pause SET ended_on = max(?, begins) WHERE case_id = ? AND ended_on IS NULL",
      arguments: [closing.on.iso, id.text])
    // Access follows the open holding, so it ends with the case.
    try db.execute(
      sql: "UPDATE holding SET ends = max(?, begins) WHERE case_id = ? AND ends IS NULL",
      arguments: [now.milliseconds, id.text])
  }

  /// Opens a new episode for somebody whose case was closed. The closed one stays as it
  /// is; the new one has a referral of its own.
  ///
  /// - Parameter referral: who asks and why; its id and person are made here.
  /// - Returns: the new case.
  /// - Throws: ``CasebookError/refused(_:)`` where the person has an open case.
  public func reopen(
    _ id: Identifier<Case>, because referral: Referral, heldBy worker: Identifier<LinkWorker>?,
    at now: Date = Date()
  ) throws -> Identifier<Case> {
    let newID: Identifier<Case> = mint(at: now)
    try write("Open a new episode", at: now) { db in
      guard
        let row = try Row.fetchOne(
          db, sql: "SELECT * FROM case_record WHERE id = ?", arguments: [id.text])
      else { throw CasebookError.noSuchRecord("case") }
      let old = try Self.caseItself(row)
      guard old.closing != nil else {
        throw CasebookError.refused("This case is open. Nothing was changed.")
      }
      let other = try Bool.fetchOne(
        db,
        sql: """
          SELECT EXISTS (SELECT 1 FROM case_record WHERE person_id = ? AND closed_on IS NULL)
          """, arguments: [old.personID.text])
      if other == true {
        throw CasebookError.refused(
          "They have an open case already, a later one. Nothing was changed.")
      }
      var referral = referral
      referral.personID = old.personID
      try insert(referral, in: db)
      let need = IncomingReferral.need(from: referral.reason)
      try insert(
        Case(
          id: newID, personID: old.personID, referralID: referral.id,
          need: old.need.isEmpty ? need : old.need), in: db)
      if let worker {
        try mayLead(worker, in: db)
        try hold(newID, by: worker, reason: "opened again", at: now, in: db)
      }
    }
    return newID
  }

  // MARK: Safety tasks, pauses and letters

  public func add(_ task: SafetyTask, at now: Date = Date()) throws {
    try write("Add a safety task", at: now) { db in
      try refuseClosed(task.caseID, in: db)
      try insert(task, in: db)
    }
  }

  public func finish(
    _ id: Identifier<SafetyTask>, on day: Day, outcome: String, at now: Date = Date()
  ) throws {
    try write("Finish a safety task", at: now) { db in
      try db.execute(
        sql: "UPDATE safety_task SET done_on = ?, outcome = ? WHERE id = ?",
        arguments: [day.iso, outcome.stored, id.text])
      guard db.changesCount == 1 else { throw CasebookError.noSuchRecord("safety task") }
    }
  }

  /// Stops the first-contact clock of a case.
  public func pause(_ pause: ClockPause, at now: Date = Date()) throws {
    try write("Pause the first-contact clock", at: now) { db in
      try refuseClosed(pause.caseID, in: db)
      try endPause(of: pause.caseID, on: pause.from, in: db)
      try insert(pause, in: db)
    }
  }

  public func endPause(
    of id: Identifier<Case>, on day: Day, at now: Date = Date()
  ) throws {
    try write("Let the first-contact clock go on", at: now) {
      try endPause(of: id, on: day, in: $0)
    }
  }

  private func endPause(of id: Identifier<Case>, on day: Day, in db: Database) throws {
    try db.execute(
      sql:
        "UPDATE clock_pause SET ended_on = max(?, begins) WHERE case_id = ? AND ended_on IS NULL",
      arguments: [day.iso, id.text])
  }

  /// Keeps a letter as it was written.
  public func keep(_ letter: Letter, at now: Date = Date()) throws {
    try write("Write a letter", at: now) { try insert(letter, in: $0) }
  }

  public func letters(of id: Identifier<Case>) throws -> [Letter] {
    try read { db in
      try Self.values(
        "SELECT * FROM letter WHERE case_id = ? ORDER BY written_on DESC, row DESC", [id.text],
        in: db, Self.letter)
    }
  }
}

// Sharing, agreeing and reviewing plans. An agreed version is kept whole: it is never
// changed, and undo does not take it out. An agreement that was a mistake is taken
// back by an act of its own, with its reason, and the version stays.

import Casework
import Foundation
import GRDB

extension Casebook {
  static let agreeAction = "Agree the plan"

  /// What was shared, agreed and reviewed of a case's plan.
  public func agreements(of caseID: Identifier<Case>) throws -> PlanAgreements {
    try read { try Self.agreements(of: caseID, in: $0) }
  }

  /// Notes that the draft was shown to the person.
  public func sharePlan(
    of caseID: Identifier<Case>, with whom: String, on day: Day, how: SharingWay,
    at now: Date = Date()
  ) throws {
    try write("Share the plan", at: now) { db in
      try needPlan(of: caseID, in: db)
      try insert(
        PlanSharing(
          id: mint(at: now), caseID: caseID, on: day, whom: whom, how: how, workerID: worker.id),
        in: db)
    }
  }

  /// Keeps the plan as it is now as the next agreed version.
  ///
  /// - Parameters:
  ///   - whom: with whom it was agreed.
  ///   - consent: how they said yes.
  ///   - note: what was said about it.
  ///   - review: when it is looked at again; shown in Today when the day comes.
  ///   - reviewer: who looks at it again, as PRSB "Responsibility for review" has it; kept in
  ///     the plan before the version is. Empty leaves what the plan says of it.
  /// - Throws: ``CasebookError`` where nothing is written in the plan yet.
  /// - Returns: the version.
  @discardableResult
  public func agreePlan(
    of caseID: Identifier<Case>, with whom: String, on day: Day, consent: ConsentWay = .said,
    note: String = "", review: Day?, reviewer: String = "", at now: Date = Date()
  ) throws -> PlanVersion {
    try write(Self.agreeAction, at: now) { db in
      let plan = try needPlan(of: caseID, in: db)
      try keep(reviewer: reviewer, of: caseID, at: now, in: db)
      guard
        let record = try Self.caseRecord(caseID, workerNames: workerNames(in: db), in: db)
      else {
        throw CasebookError.noSuchRecord("case")
      }
      let version = PlanVersion(
        id: mint(at: now), caseID: caseID, number: record.agreements.versions.count + 1,
        agreedOn: day, agreedWith: whom, consent: consent, note: note, reviewOn: review,
        workerID: worker.id, sheet: PlanSheet(record))
      try insert(version, in: db)
      try db.execute(
        sql: "UPDATE plan SET agreed_on = ?, agreed_with = ?, review_on = ? WHERE id = ?",
        arguments: [day.iso, whom.stored, review?.iso, plan.text])
      return version
    }
  }

  /// Writes into the plan who looks at it again, where it says so differently or not at all.
  private func keep(
    reviewer: String, of caseID: Identifier<Case>, at now: Date, in db: Database
  ) throws {
    let keeping = try PlanKeeping(of: caseID, in: db)
    guard !reviewer.isEmpty, var plan = keeping.plan, plan.reviewer != reviewer else { return }
    let known = plan.entries(in: .reviewer)
    let first = PlanEntry(
      id: known.first?.id ?? mint(at: now), section: .reviewer, text: reviewer, voice: .worker)
    try plan.apply(.entry(first))
    for other in known.dropFirst() { try plan.apply(.remove(.entry(other.id))) }
    try keeping.keep(plan)
  }

  /// Takes an agreement back. The version stays, marked with the reason; the plan is
  /// as agreed before, or a draft again. Redo takes the taking back away.
  public func takeBack(
    _ versionID: Identifier<PlanVersion>, on day: Day, reason: String, at now: Date = Date()
  ) throws {
    let agreed = try read { db in
      try String.fetchOne(
        db,
        sql: """
          SELECT action_id FROM change WHERE row_id = ? AND record = 'plan_version'
            AND kind = 'insert'
          """, arguments: [versionID.text])
    }
    // It undoes the agreement, so that undo goes on to what was done before it.
    try write("Take back: \(Self.agreeAction)", undoing: agreed, at: now) { db in
      guard
        let caseText = try String.fetchOne(
          db, sql: "SELECT case_id FROM plan_version WHERE id = ?", arguments: [versionID.text])
      else { throw CasebookError.noSuchRecord("agreed version") }
      let taken = try Bool.fetchOne(
        db, sql: "SELECT EXISTS (SELECT 1 FROM plan_withdrawal WHERE version_id = ?)",
        arguments: [versionID.text])
      if taken == true {
        throw CasebookError.refused("That agreement was taken back before. Nothing was changed.")
      }
      try db.execute(
        sql: """
          INSERT INTO plan_withdrawal (id, case_id, version_id, withdrawn_on, reason, worker_id)
          VALUES (?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          (mint(at: now) as Identifier<PlanVersion.Withdrawal>).stored, caseText, versionID.stored,
          day.stored, reason.stored, worker.id.stored,
        ])
      try restorePlan(of: Identifier(caseText), agreedBy: agreed, in: db)
    }
  }

  /// Puts the plan's own row back as it was before an agreement: exactly, where nothing
  /// has changed it since, or else as the version says that now stands.
  private func restorePlan(
    of caseID: Identifier<Case>, agreedBy action: String?, in db: Database
  ) throws {
    let changes = try Row.fetchAll(
      db,
      sql: """
        SELECT record, row_id, kind, old, new FROM change
        WHERE action_id = ? AND record = 'plan' AND kind = 'update' ORDER BY number DESC
        """, arguments: [action])
    var isExact = true
    for change in changes {
      if try !RecordedChange(change, in: db).reverse(in: db) { isExact = false }
    }
    guard !isExact else { return }
    let standing = try Self.agreements(of: caseID, in: db).standing
    try db.execute(
      sql: "UPDATE plan SET agreed_on = ?, agreed_with = ? WHERE case_id = ?",
      arguments: [
        standing?.agreedOn.iso, (standing?.agreedWith ?? "").stored, caseID.text,
      ])
  }

  /// Keeps what came of a review meeting, and when the next one is.
  public func review(_ review: PlanReview, at now: Date = Date()) throws {
    try write("Review the plan", at: now) { db in
      let plan = try needPlan(of: review.caseID, in: db)
      try db.execute(
        sql: """
          INSERT INTO plan_review (id, case_id, reviewed_on, reviewed_with, note, next_on, worker_id)
          VALUES (?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          review.id.stored, review.caseID.stored, review.on.stored, review.whom.stored,
          review.note.stored, review.nextOn.stored, review.workerID.stored,
        ])
      try db.execute(
        sql: "UPDATE plan SET review_on = ? WHERE id = ?",
        arguments: [review.nextOn?.iso, plan.text])
      // Actions that were to be looked at by now were, in the meeting: the next is their turn.
      try db.execute(
        sql: """
          UPDATE goal_action SET review_on = ?1
          WHERE goal_id IN (SELECT id FROM goal WHERE plan_id = ?2 AND status = 'open')
            AND status = 'in-progress' AND review_on <= ?3
          """, arguments: [review.nextOn?.iso, plan.text, review.on.iso])
    }
  }

  /// The agreed version that an action made, where it made one: undo asks before it
  /// does anything about it.
  public func version(agreedBy step: UndoStep) throws -> PlanVersion? {
    let found = try read { db in
      try Row.fetchOne(
        db,
        sql: """
          SELECT plan_version.id, case_id FROM change
          JOIN plan_version ON plan_version.id = change.row_id
          WHERE action_id = ? AND record = 'plan_version' AND kind = 'insert'
          """, arguments: [step.actionID])
    }
    guard let found else { return nil }
    return try agreements(of: found.id("case_id")).versions.first { $0.id == found.id("id") }
  }

  @discardableResult
  private func needPlan(of caseID: Identifier<Case>, in db: Database) throws -> Identifier<Plan> {
    let plan = try String.fetchOne(
      db, sql: "SELECT id FROM plan WHERE case_id = ? ORDER BY row LIMIT 1",
      arguments: [caseID.text])
    guard let plan else {
      throw CasebookError.refused("Nothing is written in this plan yet. Nothing was changed.")
    }
    return Identifier(plan)
  }
}

// MARK: - Rows

extension Casebook {
  func insert(_ version: PlanVersion, in db: Database) throws {
    guard let sheet = version.sheet else {
      throw CasebookError.refused("A version is kept with its whole plan. Nothing was changed.")
    }
    try db.cachedStatement(
      sql: """
        INSERT INTO plan_version (id, case_id, agreed_on, agreed_with, consent, note, review_on,
          worker_id, sheet)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      version.id.stored, version.caseID.stored, version.agreedOn.stored,
      version.agreedWith.stored, version.consent.rawValue, version.note.stored,
      version.reviewOn.stored, version.workerID.stored,
      try StoredSheet.text(of: sheet).stored,
    ])
  }

  func insert(_ sharing: PlanSharing, in db: Database) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO plan_sharing (id, case_id, shared_on, shared_with, how, worker_id)
        VALUES (?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      sharing.id.stored, sharing.caseID.stored, sharing.on.stored, sharing.whom.stored,
      sharing.how.rawValue, sharing.workerID.stored,
    ])
  }

  /// - Parameter wholly: whether the plan of every version is taken out of its text, or of
  ///   the one that stands alone: a case is opened far more often than old versions are read.
  static func agreements(
    of caseID: Identifier<Case>, wholly: Bool = true, in db: Database
  ) throws -> PlanAgreements {
    let withdrawals = try Row.fetchAll(
      db, sql: "SELECT * FROM plan_withdrawal WHERE case_id = ? ORDER BY id",
      arguments: [caseID.text])
    let taken = Dictionary(
      withdrawals.map {
        (
          $0.text("version_id"),
          PlanVersion.Withdrawal(
            on: $0.day("withdrawn_on") ?? Day(number: 0), reason: $0.text("reason"))
        )
      }, uniquingKeysWith: { first, _ in first })
    let standing = try String.fetchOne(
      db,
      sql: """
        SELECT id FROM plan_version WHERE case_id = ? AND NOT EXISTS
          (SELECT 1 FROM plan_withdrawal WHERE version_id = plan_version.id)
        ORDER BY id DESC LIMIT 1
        """, arguments: [caseID.text])
    // The ids sort by the moment of agreeing, on whatever device that was.
    let versions = try values(
      "SELECT * FROM plan_version WHERE case_id = ? ORDER BY id", [caseID.text], in: db
    ) { row in
      PlanVersion(
        id: row.id("id"), caseID: caseID, agreedOn: row.day("agreed_on") ?? Day(number: 0),
        agreedWith: row.text("agreed_with"), consent: try row.code("consent"),
        note: row.text("note"), reviewOn: row.day("review_on"), workerID: row.id("worker_id"),
        sheet: wholly || row.text("id") == standing
          ? try StoredSheet.sheet(of: row.text("sheet")) : nil,
        withdrawal: taken[row.text("id")])
    }
    return PlanAgreements(
      versions: versions.enumerated().map { place, version in
        var version = version
        version.number = place + 1
        return version
      },
      sharings: try values(
        "SELECT * FROM plan_sharing WHERE case_id = ? ORDER BY shared_on, id", [caseID.text],
        in: db
      ) { row in
        PlanSharing(
          id: row.id("id"), caseID: caseID, on: row.day("shared_on") ?? Day(number: 0),
          whom: row.text("shared_with"), how: try row.code("how"), workerID: row.id("worker_id"))
      },
      reviews: try values(
        "SELECT * FROM plan_review WHERE case_id = ? ORDER BY reviewed_on, id", [caseID.text],
        in: db
      ) { row in
        PlanReview(
          id: row.id("id"), caseID: caseID, on: row.day("reviewed_on") ?? Day(number: 0),
          whom: row.text("reviewed_with"), note: row.text("note"), nextOn: row.day("next_on"),
          workerID: row.id("worker_id"))
      })
  }
}

// A case at a glance, for the pane beside a list: what matters to them, the plan in
// four lines, the last three contacts. Reading that of somebody else's case would be
// reading their record, so it is given of one's own and of new referrals alone.

import Casework
import Foundation
import GRDB

/// What the pane beside a list shows of one case.
public struct CasePreview: Equatable, Sendable {
  public var caseID: Identifier<Case>
  public var whatMatters: [String]
  /// The goals, each with how many of its steps are done and how many there are.
  public var goals: [(text: String, done: Int, steps: Int)]
  public var contacts: [Contact]
  /// Why they were referred, where nothing has happened yet.
  public var reason: String

  public static func == (a: CasePreview, b: CasePreview) -> Bool {
    a.caseID == b.caseID && a.whatMatters == b.whatMatters && a.contacts == b.contacts
      && a.reason == b.reason && a.goals.elementsEqual(b.goals, by: ==)
  }
}

extension Casebook {
  /// The preview of a case that this worker works on or nobody holds; else nil.
  public func preview(_ id: Identifier<Case>) throws -> CasePreview? {
    try read { db in
      guard try mayPreview(id, in: db) else { return nil }
      let matters = try Self.values(
        """
        SELECT plan_entry.text FROM plan JOIN plan_entry ON plan_entry.plan_id = plan.id
        WHERE plan.case_id = ? AND section = 'what-matters' ORDER BY position LIMIT 3
        """, [id.text], in: db
      ) { $0.text("text") }
      let goals = try Self.values(
        """
        SELECT goal.text,
          (SELECT count(*) FROM goal_action WHERE goal_id = goal.id AND status = 'done') AS done,
          (SELECT count(*) FROM goal_action WHERE goal_id = goal.id) AS steps
        FROM plan JOIN goal ON goal.plan_id = plan.id
        WHERE plan.case_id = ? ORDER BY goal.position LIMIT 4
        """, [id.text], in: db
      ) { (text: $0.text("text"), done: $0.number("done") ?? 0, steps: $0.number("steps") ?? 0) }
      let contacts = try Self.values(
        "SELECT * FROM case_contact WHERE case_id = ? ORDER BY at DESC, row DESC LIMIT 3",
        [id.text], in: db, Self.contact)
      let reason = try Row.fetchOne(
        db.cachedStatement(
          sql: """
            SELECT referral.reason FROM case_record
            JOIN referral ON referral.id = case_record.referral_id WHERE case_record.id = ?
            """), arguments: [id.text]
      )?.text("reason")
      return CasePreview(
        caseID: id, whatMatters: matters, goals: goals, contacts: contacts, reason: reason ?? "")
    }
  }

  /// Whether a case is one that this worker works on, or that nobody holds: what may be shown
  /// of it in a list without a reason.
  public func mayPreview(_ id: Identifier<Case>) throws -> Bool {
    try read { try mayPreview(id, in: $0) }
  }

  private func mayPreview(_ id: Identifier<Case>, in db: Database) throws -> Bool {
    let isNobodys = try Bool.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT NOT EXISTS (SELECT 1 FROM holding WHERE case_id = ?1 AND ends IS NULL)
            AND (SELECT closed_on IS NULL FROM case_record WHERE id = ?1)
          """), arguments: [id.text])
    return try isNobodys == true || Self.works(worker.id, on: id, in: db)
  }
}

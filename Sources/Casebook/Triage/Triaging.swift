// The inbox: referrals that nobody holds yet, what is decided about them, and who
// takes them on.

import Casework
import Foundation
import GRDB

/// How much somebody holds, for handing a case to them with their load in view.
public struct WorkerCounts: Equatable, Sendable {
  public var worker: LinkWorker
  public var open: Int
  /// Of those, how many have not been spoken with yet.
  public var waiting: Int

  public init(worker: LinkWorker, open: Int, waiting: Int) {
    self.worker = worker
    self.open = open
    self.waiting = waiting
  }
}

extension Casebook {
  /// Rows `offset ..< offset + limit` of the inbox: the open cases that nobody holds, the
  /// greatest risk first, then the oldest referral.
  public func inbox(offset: Int = 0, limit: Int) throws -> [CaseloadRow] {
    try read { db in
      try Self.values(
        """
        SELECT case_line.*, person.*, NULL AS holder_name,
          case_line.need AS line_need, case_line.case_id AS line_id
        FROM (SELECT case_id AS chosen_id FROM case_line INDEXED BY inbox_by_risk
            WHERE closed_on IS NULL AND holder_id IS NULL
            ORDER BY risk_rank DESC, referred_on, case_id LIMIT ? OFFSET ?)
        CROSS JOIN case_line ON case_line.case_id = chosen_id
        JOIN person ON person.id = case_line.person_id
        ORDER BY risk_rank DESC, referred_on, case_line.case_id
        """, [limit, max(0, offset)], in: db, Self.caseloadRow)
    }
  }

  /// The day of the oldest referral that nobody holds; nil where there is none.
  func oldestInInbox() throws -> Day? {
    try read { db in
      try RiskStanding.allCases.compactMap { risk in
        try String.fetchOne(
          db.cachedStatement(
            sql: """
              SELECT referred_on FROM case_line INDEXED BY inbox_by_risk
              WHERE closed_on IS NULL AND holder_id IS NULL AND risk_rank = ?
              ORDER BY referred_on LIMIT 1
              """), arguments: [risk.rawValue])
      }.compactMap { Day(iso: $0) }.min()
    }
  }

  public func inboxCount() throws -> Int { try caseloadCount(CaseloadFilter(.nobodys)) }

  /// Everybody who leads cases here with what they hold, those with the most room first.
  public func loads(waiting countsWaiting: Bool = true) throws -> [WorkerCounts] {
    let rules = (try? setting(RoleRules.self)) ?? RoleRules()
    let everybody = try workers().filter { rules.rights(of: $0.role).leadsCases }
    return try read { db in
      let open = try Row.fetchAll(
        db, sql: "SELECT holder_id, cases FROM case_count WHERE is_closed = 0"
      ).reduce(into: [String: Int]()) { $0[$1["holder_id"] ?? ""] = $1["cases"] }
      return try everybody.map { worker in
        let held = open[worker.id.text] ?? 0
        let waiting =
          countsWaiting && held > 0
          ? try Int.fetchOne(
            db.cachedStatement(
              sql: """
                SELECT count(*) FROM case_line
                WHERE holder_id = ? AND closed_on IS NULL AND first_reached_on IS NULL
                """), arguments: [worker.id.text]) ?? 0 : 0
        return WorkerCounts(worker: worker, open: held, waiting: waiting)
      }.sorted { ($0.share, $0.worker.name) < ($1.share, $1.worker.name) }
    }
  }

  /// Decides on a referral: everything that goes with the decision is one action.
  ///
  /// Accepting sets when it was accepted; for whom it is not, or who declines, the case
  /// is closed. Asking for more leaves it in the inbox.
  ///
  /// - Parameters:
  ///   - letter: what the referrer is told.
  ///   - worker: who holds it from now, where it is accepted.
  /// - Throws: ``CasebookError/refused(_:)`` where the case is closed already, or somebody
  ///   holds it: it was decided upon then, and is theirs to close.
  public func decide(
    _ decision: TriageDecision, letter: Letter? = nil,
    handingTo worker: Identifier<LinkWorker>? = nil, at now: Date = Date()
  ) throws {
    try write(decision.kind.actionName, at: now) { db in
      try refuseClosed(decision.caseID, in: db)
      try refuseHeld(decision.caseID, in: db)
      if decision.kind == .accepted {
        try db.execute(
          sql: """
            UPDATE case_record SET triaged_on = ?, triage_reason = ?
            WHERE id = ? AND triaged_on IS NULL
            """, arguments: [decision.on.iso, decision.reason.stored, decision.caseID.text])
      }
      try insert(decision, in: db)
      if let letter { try insert(letter, in: db) }
      switch decision.kind {
      case .accepted:
        if let worker {
          try mayLead(worker, in: db)
          try hold(decision.caseID, by: worker, reason: decision.reason, at: now, in: db)
        }
      case .moreAsked: break
      case .notForUs:
        if decision.nothingExists { try noteUnmetNeed(decision, at: now, in: db) }
        try close(
          decision.caseID,
          Closing(on: decision.on, reason: .notSuitable, note: decision.detail), at: now, in: db)
      case .declined:
        try close(
          decision.caseID, Closing(on: decision.on, reason: .declined, note: decision.reason),
          at: now, in: db)
      }
    }
  }

  /// What was looked for in vain for somebody who is turned away counts as unmet need.
  private func noteUnmetNeed(_ decision: TriageDecision, at now: Date, in db: Database) throws {
    let row = try Row.fetchOne(
      db,
      sql: """
        SELECT case_record.need, person.* FROM case_record
        JOIN person ON person.id = case_record.person_id WHERE case_record.id = ?
        """, arguments: [decision.caseID.text])
    guard let row else { return }
    let person = Self.person(row)
    try insert(
      UnmetNeed(
        id: mint(at: now), caseID: decision.caseID, need: row.text("need"),
        wanted: "somewhere instead of us: \(decision.reason)", age: person.age(on: decision.on),
        place: person.postcode?.outward ?? "", on: decision.on, workerID: decision.workerID),
      in: db)
  }

  /// Gives a case to a worker, accepting the referral where nobody has yet.
  public func hand(
    _ id: Identifier<Case>, to worker: Identifier<LinkWorker>, reason: String = "",
    at now: Date = Date()
  ) throws {
    try write("Hand a case over", at: now) { db in
      try refuseClosed(id, in: db)
      try mayLead(worker, in: db)
      try mayMove(id, to: worker, on: Day(now), in: db)
      try hold(id, by: worker, reason: reason, at: now, in: db)
    }
  }

  private func refuseHeld(_ id: Identifier<Case>, in db: Database) throws {
    let holder = try String.fetchOne(
      db,
      sql: """
        SELECT worker.name FROM holding JOIN worker ON worker.id = holding.worker_id
        WHERE holding.case_id = ? AND holding.ends IS NULL ORDER BY holding.begins DESC LIMIT 1
        """, arguments: [id.text])
    guard let holder = holder.map(StoredText.decoded) else { return }
    throw CasebookError.refused(
      "\(holder) holds this case: it has been decided upon. Nothing was changed. Hand it over, or close it."
    )
  }

  func refuseClosed(_ id: Identifier<Case>, in db: Database) throws {
    let closed = try Row.fetchOne(
      db, sql: "SELECT closed_on FROM case_record WHERE id = ?", arguments: [id.text])
    guard let closed else { throw CasebookError.noSuchRecord("case") }
    if let day = closed.day("closed_on") {
      throw CasebookError.refused(
        "The case was closed on \(day.british). Nothing was changed. Reopen it to go on.")
    }
  }
}

extension WorkerCounts {
  /// Open cases for each whole-time worker, for sorting.
  var share: Double { Double(open) / max(0.1, worker.wholeTimeEquivalent) }
}

extension TriageDecision.Kind {
  /// As undo names it.
  fileprivate var actionName: String {
    switch self {
    case .accepted: "Accept a referral"
    case .moreAsked: "Ask for more"
    case .notForUs: "Say where instead"
    case .declined: "Note that they declined"
    }
  }
}

// Giving cases to somebody else: many at once, for good or until somebody is back, and
// the whole caseload of somebody who leaves.

import Casework
import Foundation
import GRDB

/// Cases that are to go to another worker.
public struct CaseMove: Equatable, Sendable {
  public var cases: [Identifier<Case>]
  public var to: Identifier<LinkWorker>
  /// Why; kept with each holding.
  public var reason: String
  /// The day on which each goes back by itself to whoever held it; nil is for good.
  public var returnsOn: Day?
  /// What the next worker should know of each person, by case.
  public var notes: [Identifier<Case>: String]

  public init(
    _ cases: [Identifier<Case>], to worker: Identifier<LinkWorker>, reason: String,
    returnsOn: Day? = nil, notes: [Identifier<Case>: String] = [:]
  ) {
    self.cases = cases
    self.to = worker
    self.reason = reason
    self.returnsOn = returnsOn
    self.notes = notes
  }
}

/// Who holds a case.
public struct CaseHolder: Equatable, Sendable {
  /// Nil where nobody does.
  public var holderID: Identifier<LinkWorker>?
  public var isClosed: Bool
}

/// A case that is covered until somebody is back.
public struct CoveredCase: Equatable, Sendable {
  public var caseID: Identifier<Case>
  public var heldBy: Identifier<LinkWorker>
  public var coversFor: Identifier<LinkWorker>
  public var returnsOn: Day
}

extension Casebook {
  /// Gives cases to another worker, as one thing that can be undone.
  ///
  /// - Returns: how many cases were moved; those that the worker held already, and
  ///   closed ones, stay as they are.
  /// - Throws: ``CasebookError/refused(_:)`` where the service's rules do not let this
  ///   worker move one of them, or the worker has left; then nothing is moved.
  @discardableResult
  public func move(_ move: CaseMove, at now: Date = Date()) throws -> Int {
    let access = try setting(AccessRules.self)
    guard let next = try worker(move.to) else { throw CasebookError.noSuchRecord("worker") }
    let today = Day(now)
    if let terms = try terms(of: move.to), let last = terms.leavesOn, last < today {
      throw CasebookError.refused(
        "\(next.name) left on \(last.british). Nothing was moved. Choose somebody who works here.")
    }
    if let back = move.returnsOn, back <= today {
      throw CasebookError.refused(
        "The day on which they go back, \(back.british), is not ahead. Nothing was moved.")
    }
    let count = move.cases.count
    let name =
      move.returnsOn == nil
      ? "Move \(count == 1 ? "a case" : "\(count) cases") to \(next.name)"
      : "Have \(next.name) cover \(count == 1 ? "a case" : "\(count) cases")"
    return try write(name, at: now) { db in
      var moved = 0
      try mayLead(move.to, in: db)
      let oversight = try oversight(access, on: today, in: db)
      for id in move.cases {
        guard
          let line = try Row.fetchOne(
            db, sql: "SELECT holder_id, closed_on FROM case_line WHERE case_id = ?",
            arguments: [id.text])
        else { throw CasebookError.noSuchRecord("case") }
        let holder: Identifier<LinkWorker>? = line.optionalID("holder_id")
        guard line.day("closed_on") == nil, holder != move.to else { continue }
        guard holder == nil || oversight.mayMove(caseHeldBy: holder) else {
          throw CasebookError.refused(
            "Cases that somebody else holds are moved by a supervisor here. Nothing was moved.")
        }
        let covered = try standingCover(of: id, in: db)
        try settleCovers(of: id, on: today, in: db)
        let words = [move.reason, move.notes[id] ?? ""].filter { !$0.isEmpty }
          .joined(separator: " · ")
        try hold(id, by: move.to, reason: words, at: now, in: db)
        // Whoever covers for somebody who covers holds it for whom it was covered first.
        let owner = covered?.coversFor ?? holder
        if let back = move.returnsOn, let owner, owner != move.to {
          let day = max(back, covered?.returnsOn ?? back)
          try cover(id, for: owner, until: day, at: now, in: db)
        }
        moved += 1
      }
      return moved
    }
  }

  /// Who holds each of these cases now, and whether it is closed; a case that is not here
  /// is left out.
  public func holders(
    of cases: [Identifier<Case>]
  ) throws -> [Identifier<Case>: CaseHolder] {
    try read { db in
      var found: [Identifier<Case>: CaseHolder] = [:]
      for id in cases {
        guard
          let row = try Row.fetchOne(
            db.cachedStatement(
              sql: "SELECT holder_id, closed_on FROM case_line WHERE case_id = ?"),
            arguments: [id.text])
        else { continue }
        found[id] = CaseHolder(
          holderID: row.optionalID("holder_id"), isClosed: row.day("closed_on") != nil)
      }
      return found
    }
  }

  private func cover(
    _ id: Identifier<Case>, for holder: Identifier<LinkWorker>, until back: Day, at now: Date,
    in db: Database
  ) throws {
    let holding = try String.fetchOne(
      db, sql: "SELECT id FROM holding WHERE case_id = ? AND ends IS NULL ORDER BY begins DESC",
      arguments: [id.text])
    let cover: Identifier<CoveredCase> = mint(at: now)
    try db.execute(
      sql: """
        INSERT INTO case_cover (id, case_id, holding_id, covers_for, returns_on)
        VALUES (?, ?, ?, ?, ?)
        """, arguments: [cover.text, id.text, holding, holder.text, back.iso])
  }

  /// For whom a case is covered now, and until when.
  private func standingCover(
    of id: Identifier<Case>, in db: Database
  ) throws -> (coversFor: Identifier<LinkWorker>, returnsOn: Day)? {
    try Self.values(
      """
      SELECT covers_for, returns_on FROM case_cover JOIN holding ON holding.id = holding_id
      WHERE case_cover.case_id = ? AND settled_on IS NULL AND holding.ends IS NULL
      ORDER BY case_cover.row DESC LIMIT 1
      """, [id.text], in: db
    ) { row -> (coversFor: Identifier<LinkWorker>, returnsOn: Day) in
      (row.id("covers_for"), row.day("returns_on") ?? Day(number: 0))
    }.first
  }

  /// A case that is moved for good has no way back that could undo the move later.
  private func settleCovers(of id: Identifier<Case>, on today: Day, in db: Database) throws {
    try db.execute(
      sql: "UPDATE case_cover SET settled_on = ? WHERE case_id = ? AND settled_on IS NULL",
      arguments: [today.iso, id.text])
  }

  /// The cases that are covered now.
  public func coveredCases() throws -> [CoveredCase] {
    try read { db in
      try Self.values(
        """
        SELECT case_cover.*, holding.worker_id AS held_by FROM case_cover
        JOIN holding ON holding.id = holding_id
        WHERE settled_on IS NULL AND holding.ends IS NULL ORDER BY returns_on, case_cover.row
        """, [], in: db
      ) {
        CoveredCase(
          caseID: $0.id("case_id"), heldBy: $0.id("held_by"), coversFor: $0.id("covers_for"),
          returnsOn: $0.day("returns_on") ?? Day(number: 0))
      }
    }
  }

  /// For whom these workers hold covered cases, in words: "covering for Tom Hargreave until
  /// 07/12", by case.
  public func coverWords(
    heldBy holders: [Identifier<LinkWorker>]
  ) throws -> [Identifier<Case>: String] {
    let covered = try coveredCases().filter { holders.contains($0.heldBy) }
    guard !covered.isEmpty else { return [:] }
    let names = try read { try workerNames(in: $0) }
    return Dictionary(
      covered.map { one in
        let name = names[one.coversFor] ?? "somebody"
        return (one.caseID, "covering for \(name) until \(one.returnsOn.shortBritish)")
      }, uniquingKeysWith: { first, _ in first })
  }

  /// Gives covered cases back whose day has come. Asked for whenever the casebook is
  /// looked at, so that nobody has to remember it.
  ///
  /// A case that has ended, or was moved on since, stays where it is. So does one whose
  /// worker has left or is away still: somebody who is there goes on holding it.
  ///
  /// - Returns: how many went back.
  @discardableResult
  public func returnCoveredCases(at now: Date = Date()) throws -> Int {
    let today = Day(now)
    let due = try read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT case_cover.id, case_cover.case_id, covers_for, holding.ends AS held_until
          FROM case_cover JOIN holding ON holding.id = holding_id
          WHERE settled_on IS NULL AND returns_on <= ? ORDER BY case_cover.row
          """, arguments: [today.iso])
    }
    guard !due.isEmpty else { return 0 }
    let terms = try terms()
    let absences = try absences(endingFrom: today)
    func isHere(_ id: Identifier<LinkWorker>) -> Bool {
      Presence(terms.first { $0.workerID == id }, absences.filter { $0.workerID == id })
        .isHere(on: today)
    }
    let ready = due.filter { $0.number("held_until") != nil || isHere($0.id("covers_for")) }
    guard !ready.isEmpty else { return 0 }
    return try write("Covered cases go back", at: now) { db in
      var returned = 0
      for row in ready {
        let caseID: Identifier<Case> = row.id("case_id")
        if row.number("held_until") == nil {
          try hold(
            caseID, by: row.id("covers_for"), reason: "back, as agreed when it was covered",
            at: now, in: db)
          returned += 1
        }
        try db.execute(
          sql: "UPDATE case_cover SET settled_on = ? WHERE id = ?",
          arguments: [today.iso, row["id"] as String?])
      }
      return returned
    }
  }
}

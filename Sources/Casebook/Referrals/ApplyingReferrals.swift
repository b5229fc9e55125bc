// A checked list of referrals, written into the casebook: all of it, or nothing. What is to
// be written is worked out first, while others go on saving.

import Casework
import Foundation
import GRDB

extension Casebook {
  /// Brings in the rows of a referral list. A person already here is recognised by
  /// ``PersonMatch``; their blanks are filled and nothing is overwritten. A referral
  /// that was brought in before is left alone. Each new one opens a case, unless the
  /// person has an open case, which it then joins.
  ///
  /// - Parameter dryRun: tells what would happen and writes nothing.
  /// - Returns: counts, notes, and the rows that cannot go in. Where there is one,
  ///   nothing has been written.
  public func applyReferrals(_ rows: [IncomingReferral], dryRun: Bool = false) throws
    -> ReferralTally
  {
    let plan = try plan(rows)
    if dryRun || !plan.tally.faults.isEmpty || plan.steps.isEmpty { return plan.tally }
    return try bringIn(plan, of: rows)
  }

  /// What a list comes to now. Nobody else's saving waits for it.
  func plan(_ rows: [IncomingReferral]) throws -> ReferralPlan {
    try readAtOneMoment { try self.plan(rows, in: $0) }
  }

  /// Writes what a list came to; where something it went by has changed since, what it comes
  /// to by now.
  func bringIn(_ plan: ReferralPlan, of rows: [IncomingReferral]) throws -> ReferralTally {
    do {
      return try write("Bring in \(rows.count) referral\(rows.count == 1 ? "" : "s")") { db in
        let sound = try isOutdated(plan, in: db) ? self.plan(rows, in: db) : plan
        guard sound.tally.faults.isEmpty else { throw NothingWritten(tally: sound.tally) }
        for step in sound.steps { try perform(step, in: db) }
        return sound.tally
      }
    } catch let nothing as NothingWritten { return nothing.tally }
  }

  private struct NothingWritten: Error { let tally: ReferralTally }

  private func plan(_ rows: [IncomingReferral], in db: Database) throws -> ReferralPlan {
    var plan = ReferralPlan(after: try Self.lastChange(in: db))
    for row in rows { try take(row, into: &plan, in: db) }
    return plan
  }

  /// Whether something that the plan went by has changed since it was made.
  private func isOutdated(_ plan: ReferralPlan, in db: Database) throws -> Bool {
    try Bool.fetchOne(
      db,
      sql: """
        SELECT EXISTS (SELECT 1 FROM change WHERE number > ?
          AND record IN ('person', 'person_link', 'referral', 'case_record'))
        """, arguments: [plan.lastChange]) ?? true
  }

  static func lastChange(in db: Database) throws -> Int64 {
    try Int64.fetchOne(
      db.cachedStatement(sql: "SELECT number FROM change ORDER BY number DESC LIMIT 1")) ?? 0
  }

  private func perform(_ step: ReferralPlan.Step, in db: Database) throws {
    switch step {
    case .save(let person): try save(person, in: db)
    case .risk(let risk): try insert(risk, in: db)
    case .referral(let referral): try insert(referral, in: db)
    case .open(let record): try insert(record, in: db)
    }
  }

  private func take(
    _ row: IncomingReferral, into plan: inout ReferralPlan, in db: Database
  ) throws {
    let candidates = plan.laid(over: try candidates(for: row, in: db), for: row)
    let latest = plan.people
    let personID: Identifier<Person>
    switch try match(row, among: candidates, in: db, as: { latest[$0.id] ?? $0 }) {
    case .conflict(let holder, let conflict):
      let number = row.nhsNumber
      plan.tally.faults.append(
        ReferralFault(
          row: row.row, column: "NHS number", value: number?.description ?? "",
          reason: number.map { conflict.words(number: $0, holder: holder) } ?? ""))
      return
    case .same(let known):
      var person = known
      let differing = person.fillBlanks(from: row.person(id: person.id))
      if !differing.isEmpty {
        plan.tally.notes.append(
          "row \(row.row): \(person.fullName) is here already with another \(differing.joined(separator: ", ")); what was here is kept"
        )
      }
      if person != known {
        plan.save(person)
        plan.tally.peopleFilled += 1
      }
      plan.tally.peopleRecognised += 1
      personID = person.id
    case .possible(let people):
      let names = people.map(\.fullName).joined(separator: ", ")
      plan.tally.notes.append(
        "row \(row.row): \(row.firstName) \(row.familyName) may be the same person as \(names); added apart, for you to look at"
      )
      personID = add(row, to: &plan)
    case .none:
      personID = add(row, to: &plan)
    }
    try refer(row, personID: personID, into: &plan, in: db)
  }

  /// What the rule says, with each record that was linked into another standing for that
  /// one.
  ///
  /// - Parameter latest: a person as they will be, where something is about to be written.
  func match(
    _ row: IncomingReferral, among candidates: [Person], in db: Database,
    as latest: (Person) -> Person = { $0 }
  ) throws -> PersonMatch {
    let details = PersonDetails(row)
    func standing(_ people: [Person]) throws -> [Person] {
      try Self.standing(people, in: db).map(latest)
    }
    let match = PersonMatch.of(details, among: try standing(candidates))
    guard match == .none else { return match }
    switch PersonMatch.of(details, among: candidates) {
    case .same(let known): return .same(try standing([known]).first ?? known)
    case .possible(let people): return .possible(try standing(people))
    case .conflict(let holder, let conflict): return .conflict(holder, conflict)
    case .none: return .none
    }
  }

  private func add(_ row: IncomingReferral, to plan: inout ReferralPlan) -> Identifier<Person> {
    let person = row.person(id: mint())
    plan.save(person)
    if let risk = Risk(row.risk, id: mint(), of: person.id, from: row.date, by: worker.id) {
      plan.steps.append(.risk(risk))
    }
    plan.tally.peopleAdded += 1
    return person.id
  }

  private func refer(
    _ row: IncomingReferral, personID: Identifier<Person>, into plan: inout ReferralPlan,
    in db: Database
  ) throws {
    let known = try Row.fetchAll(
      db.cachedStatement(sql: "SELECT * FROM referral WHERE person_id = ? AND date = ?"),
      arguments: [personID.text, row.date.iso]
    ).map(Self.referral)
    if (known + plan.referrals(of: personID)).contains(where: row.isSame(as:)) {
      plan.tally.referralsUnchanged += 1
      return
    }
    let referral = row.referral(id: mint(), personID: personID)
    plan.refer(referral)
    plan.tally.referralsAdded += 1
    let hasOpenCase = try Bool.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT EXISTS (SELECT 1 FROM case_record WHERE person_id = ? AND closed_on IS NULL)
          """), arguments: [personID.text])
    if hasOpenCase == true || plan.hasCase(personID) {
      plan.tally.notes.append(
        "row \(row.row): \(row.firstName) \(row.familyName) has an open case, which this referral joins"
      )
    } else {
      plan.open(Case(id: mint(), personID: personID, referralID: referral.id, need: row.need))
    }
  }

  /// Everybody with the row's NHS number or birth date: all that the rule may need.
  func candidates(for row: IncomingReferral, in db: Database) throws -> [Person] {
    try Row.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT * FROM person WHERE date_of_birth = ?1
          UNION SELECT * FROM person WHERE nhs_number = ?2
          """), arguments: [row.dateOfBirth.iso, row.nhsNumber?.digits]
    ).map(Self.person)
  }

  /// Records one referral that somebody wrote on the desk, with its person and case.
  ///
  /// - Returns: the case that it opened or joined.
  /// - Throws: ``CasebookError/refused(_:)`` where the NHS number is somebody else's.
  public func refer(_ row: IncomingReferral) throws -> Identifier<Case> {
    let tally: ReferralTally = try applyReferrals([row])
    if let fault = tally.faults.first { throw CasebookError.refused(fault.reason) }
    return try read { db in
      let candidates = try candidates(for: row, in: db)
      let names = PersonName.folded(row.familyName)
      let referrals = try candidates.filter { PersonName.folded($0.familyName) == names }
        .flatMap { person in
          try Row.fetchAll(
            db, sql: "SELECT * FROM referral WHERE person_id = ? ORDER BY row DESC",
            arguments: [person.id.text]
          ).map(Self.referral)
        }
      guard let referral = referrals.first(where: row.isSame(as:)),
        let id = try String.fetchOne(
          db,
          sql: """
            SELECT id FROM case_record WHERE person_id = ?
            ORDER BY closed_on IS NOT NULL, row DESC LIMIT 1
            """, arguments: [referral.personID.text])
      else { throw CasebookError.noSuchRecord("referral") }
      return Identifier(id)
    }
  }
}

// A checked list of referrals, written into the casebook: all of it, or nothing.

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
    do {
      return try write("Bring in \(rows.count) referral\(rows.count == 1 ? "" : "s")") { db in
        var tally = ReferralTally()
        for row in rows { try apply(row, to: &tally, in: db) }
        if dryRun || !tally.faults.isEmpty { throw NothingWritten(tally: tally) }
        return tally
      }
    } catch let nothing as NothingWritten { return nothing.tally }
  }

  private struct NothingWritten: Error { let tally: ReferralTally }

  private func apply(
    _ row: IncomingReferral, to tally: inout ReferralTally, in db: Database
  ) throws {
    let candidates = try candidates(for: row, in: db)
    let personID: Identifier<Person>
    switch try match(row, among: candidates, in: db) {
    case .conflict(let holder, let conflict):
      let number = row.nhsNumber
      tally.faults.append(
        ReferralFault(
          row: row.row, column: "NHS number", value: number?.description ?? "",
          reason: number.map { conflict.words(number: $0, holder: holder) } ?? ""))
      return
    case .same(let known):
      var person = known
      let differing = person.fillBlanks(from: row.person(id: person.id))
      if !differing.isEmpty {
        tally.notes.append(
          "row \(row.row): \(person.fullName) is here already with another \(differing.joined(separator: ", ")); what was here is kept"
        )
      }
      if person != known {
        try save(person, in: db)
        tally.peopleFilled += 1
      }
      tally.peopleRecognised += 1
      personID = person.id
    case .possible(let people):
      let names = people.map(\.fullName).joined(separator: ", ")
      tally.notes.append(
        "row \(row.row): \(row.firstName) \(row.familyName) may be the same person as \(names); added apart, for you to look at"
      )
      personID = try add(row, to: &tally, in: db)
    case .none:
      personID = try add(row, to: &tally, in: db)
    }
    try refer(row, personID: personID, to: &tally, in: db)
  }

  /// What the rule says, with each record that was linked into another standing for that
  /// one.
  func match(
    _ row: IncomingReferral, among candidates: [Person], in db: Database
  ) throws -> PersonMatch {
    let details = PersonDetails(row)
    let standing = PersonMatch.of(details, among: try Self.standing(candidates, in: db))
    guard standing == .none else { return standing }
    switch PersonMatch.of(details, among: candidates) {
    case .same(let known): return .same(try Self.standing([known], in: db).first ?? known)
    case .possible(let people): return .possible(try Self.standing(people, in: db))
    case .conflict(let holder, let conflict): return .conflict(holder, conflict)
    case .none: return .none
    }
  }

  private func add(
    _ row: IncomingReferral, to tally: inout ReferralTally, in db: Database
  ) throws -> Identifier<Person> {
    let person = row.person(id: mint())
    try save(person, in: db)
    if let risk = Risk(row.risk, id: mint(), of: person.id, from: row.date, by: worker.id) {
      try insert(risk, in: db)
    }
    tally.peopleAdded += 1
    return person.id
  }

  private func refer(
    _ row: IncomingReferral, personID: Identifier<Person>, to tally: inout ReferralTally,
    in db: Database
  ) throws {
    let known = try Row.fetchAll(
      db, sql: "SELECT * FROM referral WHERE person_id = ? AND date = ?",
      arguments: [personID.text, row.date.iso]
    ).map(Self.referral)
    if known.contains(where: row.isSame(as:)) {
      tally.referralsUnchanged += 1
      return
    }
    let referral = row.referral(id: mint(), personID: personID)
    try insert(referral, in: db)
    tally.referralsAdded += 1
    let hasOpenCase = try Bool.fetchOne(
      db,
      sql: """
        SELECT EXISTS (SELECT 1 FROM case_record WHERE person_id = ? AND closed_on IS NULL)
        """, arguments: [personID.text])
    if hasOpenCase == true {
      tally.notes.append(
        "row \(row.row): \(row.firstName) \(row.familyName) has an open case, which this referral joins"
      )
    } else {
      try insert(
        Case(id: mint(), personID: personID, referralID: referral.id, need: row.need), in: db)
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

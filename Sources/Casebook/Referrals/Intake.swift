// A referral that somebody writes down, with what they said of who it is about: known
// here already, or new and not any of those who are like them.

import Casework
import Foundation
import GRDB

/// Whom a referral is about.
public enum IntakePerson: Equatable, Sendable {
  /// Found by the rule for imports, as a list of referrals is.
  case matched
  /// This one, who is here already.
  case known(Identifier<Person>)
  /// Somebody new, and none of these.
  case new(notSame: [Identifier<Person>])
}

extension Casebook {
  /// Writes down one referral, with its person, their risks and its case: one action.
  ///
  /// - Returns: the case that it opened or joined.
  /// - Throws: ``CasebookError/refused(_:)`` where the NHS number is somebody else's.
  public func refer(
    _ row: IncomingReferral, about whom: IntakePerson, at now: Date = Date()
  ) throws -> Identifier<Case> {
    try write("Write down a referral", at: now) { db in
      var row = row
      let person = try person(for: &row, whom, at: now, in: db)
      let referral = row.referral(id: mint(at: now), personID: person.id)
      try insert(referral, in: db)
      if let risk = Risk(row.risk, id: mint(at: now), of: person.id, from: row.date, by: worker.id)
      {
        let standing = RiskStanding(of: try Self.risks(of: person.id, in: db))
        // What a referrer does not know of takes away nothing that we know.
        if risk.kind != .noneKnown || standing <= .notAsked { try record(risk, in: db) }
      }
      let open = try String.fetchOne(
        db,
        sql: """
          SELECT id FROM case_record WHERE person_id = ? AND closed_on IS NULL
          ORDER BY row DESC LIMIT 1
          """, arguments: [person.id.text])
      if let open { return Identifier(open) }
      let record = Case(
        id: mint(at: now), personID: person.id, referralID: referral.id, need: row.need)
      try insert(record, in: db)
      return record.id
    }
  }

  private func person(
    for row: inout IncomingReferral, _ whom: IntakePerson, at now: Date, in db: Database
  ) throws -> Person {
    switch whom {
    case .known(let id):
      guard let known = try Self.person(id, in: db) else {
        throw CasebookError.noSuchRecord("person")
      }
      return try filled(known, from: &row, in: db)
    case .new(let others):
      try refuseTakenNumber(row, in: db)
      let person = row.person(id: mint(at: now))
      try save(person, in: db)
      for other in others {
        try markApart(
          person.id, other, reason: "said when the referral was written down", at: now, in: db)
      }
      return person
    case .matched:
      switch try match(row, among: try candidates(for: row, in: db), in: db) {
      case .conflict(let holder, let conflict):
        let words = row.nhsNumber.map { conflict.words(number: $0, holder: holder) }
        throw CasebookError.refused("\(words ?? ""). Nothing was written down.")
      case .same(let known): return try filled(known, from: &row, in: db)
      case .possible, .none:
        let person = row.person(id: mint(at: now))
        try save(person, in: db)
        return person
      }
    }
  }

  /// Fills what is blank on a known record, and keeps what the referral says otherwise
  /// with the referral: nothing is lost and nothing overwritten.
  private func filled(
    _ known: Person, from row: inout IncomingReferral, in db: Database
  ) throws -> Person {
    var person = known
    let given = row.person(id: known.id)
    let differing = person.fillBlanks(from: given)
    if !differing.isEmpty {
      row.details["also-given"] = given.words(of: differing).joined(separator: "; ")
    }
    if person != known { try save(person, in: db) }
    return person
  }

  private func refuseTakenNumber(_ row: IncomingReferral, in db: Database) throws {
    guard let number = row.nhsNumber else { return }
    let holders = try Row.fetchAll(
      db, sql: "SELECT * FROM person WHERE nhs_number = ?", arguments: [number.digits]
    ).map(Self.person)
    let sought = SoughtPerson(row.person(id: Identifier("")))
    for holder in holders {
      if let why = Likeness.numberIsTaken(sought, by: holder) {
        throw CasebookError.refused("\(why). Nothing was written down.")
      }
    }
  }

  /// Corrects a referral that was written down wrongly, and says where answers go. Whose it
  /// is stays; what it said before is in the history.
  ///
  /// - Throws: ``CasebookError/refused(_:)`` where its day is one that it cannot be.
  public func keep(_ referral: Referral, at now: Date = Date()) throws {
    try write("Correct a referral", at: now) { db in
      try refuse(date: referral.date, of: referral.id, at: now, in: db)
      try db.execute(
        sql: """
          UPDATE referral SET source = ?, referrer = ?, organisation = ?, referrer_contact = ?,
            reason = ?, date = ?, consent_to_contact = ?, referrer_role = ?, method = ?,
            respond_to = ?, person_view = ?, details = ?
          WHERE id = ?
          """,
        arguments: [
          referral.source.rawValue, referral.referrer.stored, referral.organisation.stored,
          referral.referrerContact.stored, referral.reason.stored, referral.date.stored,
          referral.consentToContact.rawValue, referral.referrerRole.stored,
          referral.method.stored, referral.respondTo.stored, referral.personView.stored,
          try Self.json(referral.details).stored, referral.id.stored,
        ])
      guard db.changesCount == 1 else { throw CasebookError.noSuchRecord("referral") }
    }
  }

  /// A referral is not of a day to come, and no contact of its case is before it.
  private func refuse(
    date: Day, of id: Identifier<Referral>, at now: Date, in db: Database
  ) throws {
    if date > Day(now) {
      throw CasebookError.refused(
        "\(date.british) has not come yet. Nothing was changed. Check the day of the referral.")
    }
    let first = try Int64.fetchOne(
      db,
      sql: """
        SELECT min(case_contact.at) FROM case_record
        JOIN case_contact ON case_contact.case_id = case_record.id
        WHERE case_record.referral_id = ?
        """, arguments: [id.text])
    if let first = first.map({ Day(Date(timeIntervalSince1970: Double($0) / 1000)) }), first < date
    {
      throw CasebookError.refused(
        "A contact was logged on \(first.british), before \(date.british). Nothing was changed. Check the day of the referral."
      )
    }
  }

  /// Writes who somebody is, as it was changed in a form.
  ///
  /// - Throws: ``CasebookError/refused(_:)`` where the NHS number is somebody else's.
  public func keep(_ person: Person, at now: Date = Date()) throws {
    try write("Change who they are", at: now) { db in
      if let number = person.nhsNumber {
        let holders = try Row.fetchAll(
          db, sql: "SELECT * FROM person WHERE nhs_number = ? AND id <> ? AND linked_to IS NULL",
          arguments: [number.digits, person.id.text]
        ).map(Self.person)
        for holder in holders {
          if let why = Likeness.numberIsTaken(SoughtPerson(person), by: holder) {
            throw CasebookError.refused("\(why). Nothing was changed.")
          }
        }
      }
      try save(person, in: db)
    }
  }
}

extension Person {
  /// What the fields that `names` names say: "telephone 07700 900123".
  fileprivate func words(of names: [String]) -> [String] {
    let values: [String: String] = [
      "first name": firstName, "family name": familyName, "preferred name": preferredName,
      "pronouns": pronouns, "gender": gender, "aliases": aliases, "address": address,
      "telephone": telephone, "email": email, "preferred contact": preferredContact,
      "GP practice": gpPractice, "GP practice code": gpPracticeCode, "school": school,
      "who may answer": safeContact.whoMayAnswer, "name to use": safeContact.nameToUse,
      "reasonable adjustments": reasonableAdjustments, "interpreter": interpreter,
      "voicemail": safeContact.voicemail.voicemailWords,
      "date of birth": dateOfBirth?.british ?? "", "NHS number": nhsNumber?.description ?? "",
      "postcode": postcode?.description ?? "",
    ]
    return names.map { "\($0) \(values[$0] ?? "")" }
  }
}

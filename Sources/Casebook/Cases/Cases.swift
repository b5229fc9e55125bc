// Cases as rows: reading one whole, taking it on, logging contacts, closing.

import Casework
import Foundation
import GRDB

extension Casebook {
  /// A case with all that belongs to it, or nil where there is none.
  public func caseRecord(_ id: Identifier<Case>) throws -> CaseRecord? {
    try read { try Self.caseRecord(id, workerNames: workerNames(in: $0), in: $0) }
  }

  /// The person's cases, the open ones first, then the latest.
  public func cases(of person: Identifier<Person>) throws -> [Identifier<Case>] {
    try read { db in
      try String.fetchAll(
        db,
        sql: """
          SELECT id FROM case_record WHERE person_id =
            (SELECT coalesce(linked_to, id) FROM person WHERE id = ?)
          ORDER BY closed_on IS NOT NULL, row DESC
          """, arguments: [person.text]
      ).map { Identifier($0) }
    }
  }

  /// Accepts a referral and gives the case to a worker, ending any open holding with
  /// the same moment and reason.
  ///
  /// - Throws: ``CasebookError/refused(_:)`` where the service's rules do not let whoever is
  ///   at work here move it.
  public func takeOn(
    _ id: Identifier<Case>, by workerID: Identifier<LinkWorker>, reason: String = "",
    at now: Date = Date()
  ) throws {
    try write("Take on a case", at: now) { db in
      try mayLead(workerID, in: db)
      try mayMove(id, to: workerID, on: Day(now), in: db)
      try hold(id, by: workerID, reason: reason, at: now, in: db)
    }
  }

  /// Refuses where somebody holds a case and the service's rules do not let whoever is at
  /// work here give it to another.
  func mayMove(
    _ id: Identifier<Case>, to next: Identifier<LinkWorker>, on today: Day, in db: Database
  ) throws {
    let row = try Row.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT worker.id, worker.name FROM holding JOIN worker ON worker.id = holding.worker_id
          WHERE case_id = ? AND ends IS NULL ORDER BY begins DESC LIMIT 1
          """), arguments: [id.text])
    guard let row, row.id("id") != next else { return }
    let access = (try? Self.setting(AccessRules.self, in: db)) ?? AccessRules()
    guard
      let why = try oversight(access, on: today, in: db).refusal(toMoveCaseHeldBy: row.id("id"))
    else { return }
    let name = row.text("name")
    let who = row.id("id") == worker.id ? "You hold this case" : "\(name) holds this case"
    throw CasebookError.refused("\(who), and \(why). Nothing was changed.")
  }

  /// Refuses where a worker's role does not lead cases in this service.
  func mayLead(_ id: Identifier<LinkWorker>, in db: Database) throws {
    let row = try Row.fetchOne(db, sql: "SELECT * FROM worker WHERE id = ?", arguments: [id.text])
    guard let role = try row.map(Self.worker)?.role else { return }
    let rules = (try? Self.setting(RoleRules.self, in: db)) ?? RoleRules()
    if let why = rules.refusal(toLead: role) { throw CasebookError.refused(why) }
  }

  func hold(
    _ id: Identifier<Case>, by workerID: Identifier<LinkWorker>, reason: String, at now: Date,
    in db: Database
  ) throws {
    try db.execute(
      sql: "UPDATE case_record SET triaged_on = ? WHERE id = ? AND triaged_on IS NULL",
      arguments: [Day(now).iso, id.text])
    if db.changesCount == 1 {
      try insert(
        TriageDecision(
          id: mint(at: now), caseID: id, kind: .accepted, on: Day(now), workerID: worker.id,
          reason: reason), in: db)
    }
    try db.execute(
      sql: "UPDATE holding SET ends = max(?, begins) WHERE case_id = ? AND ends IS NULL",
      arguments: [now.milliseconds, id.text])
    try insert(
      Holding(id: mint(at: now), caseID: id, workerID: workerID, from: now, reason: reason), in: db)
  }

  /// Logs a contact. A case that nobody holds is then held by whoever logged it, so
  /// that somebody the service has spoken with is never left without a worker.
  public func log(_ contact: Contact, at now: Date = Date()) throws {
    try write("Log a contact", at: now) { db in
      let held = try Bool.fetchOne(
        db.cachedStatement(
          sql: "SELECT EXISTS (SELECT 1 FROM holding WHERE case_id = ? AND ends IS NULL)"),
        arguments: [contact.caseID.text])
      // Somebody who does not lead cases writes down what was, and leaves it to be taken on.
      if held == false, (try? mayLead(contact.workerID, in: db)) != nil {
        try hold(
          contact.caseID, by: contact.workerID, reason: "logged the first contact", at: now, in: db)
      }
      try insert(contact, in: db)
      // Whoever writes down whom they met on a visit is back from it.
      try endVisits(by: contact, in: db)
    }
  }

  /// Sets the few words that lists show of a case.
  public func setNeed(_ need: String, of id: Identifier<Case>) throws {
    try write("Change what it is about") { db in
      try db.execute(
        sql: "UPDATE case_record SET need = ? WHERE id = ?", arguments: [need.stored, id.text])
    }
  }
}

// MARK: - Rows

extension Casebook {
  func insert(_ referral: Referral, in db: Database) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO referral (id, person_id, source, referrer, organisation, referrer_contact,
          reason, date, consent_to_contact, referrer_role, method, respond_to, person_view, details)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      referral.id.stored, referral.personID.stored, referral.source.rawValue,
      referral.referrer.stored, referral.organisation.stored, referral.referrerContact.stored,
      referral.reason.stored, referral.date.stored, referral.consentToContact.rawValue,
      referral.referrerRole.stored, referral.method.stored, referral.respondTo.stored,
      referral.personView.stored, try Self.json(referral.details).stored,
    ])
  }

  func insert(_ record: Case, in db: Database) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO case_record (id, person_id, referral_id, need, triaged_on, triage_reason,
          closed_on, closing_reason, closing_note)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      record.id.stored, record.personID.stored, record.referralID.stored, record.need.stored,
      (record.triage?.on).stored, (record.triage?.reason ?? "").stored,
      (record.closing?.on).stored, record.closing?.reason.rawValue,
      (record.closing?.note ?? "").stored,
    ])
  }

  func insert(_ holding: Holding, in db: Database) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO holding (id, case_id, worker_id, begins, ends, reason)
        VALUES (?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      holding.id.stored, holding.caseID.stored, holding.workerID.stored, holding.from.stored,
      holding.to?.milliseconds, holding.reason.stored,
    ])
  }

  func insert(_ contact: Contact, in db: Database) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO case_contact (id, case_id, worker_id, at, mode, minutes, outcome, note,
          next_step, next_on, next_at, present)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      contact.id.stored, contact.caseID.stored, contact.workerID.stored, contact.at.stored,
      contact.mode.rawValue, contact.minutes, contact.outcome.rawValue, contact.note.stored,
      contact.nextStep.map { StoredText.encoded($0.text) }, contact.nextStep?.on.iso,
      contact.nextStep?.at, contact.present.stored,
    ])
  }

  static func caseRecord(
    _ id: Identifier<Case>, workerNames: [Identifier<LinkWorker>: String], in db: Database
  ) throws -> CaseRecord? {
    guard
      let row = try Row.fetchOne(
        db, sql: "SELECT * FROM case_record WHERE id = ?", arguments: [id.text]),
      let personRow = try Row.fetchOne(
        db, sql: "SELECT * FROM person WHERE id = ?", arguments: [row["person_id"] as String?])
    else { return nil }
    let person = person(personRow)
    let referrals = try values(
      "SELECT * FROM referral WHERE person_id = ? ORDER BY date DESC, row DESC", [person.id.text],
      in: db, referral)
    let holdings = try values(
      "SELECT * FROM holding WHERE case_id = ? ORDER BY begins, row", [id.text], in: db, holding)
    let contacts = try values(
      "SELECT * FROM case_contact WHERE case_id = ? ORDER BY at DESC, row DESC", [id.text], in: db,
      contact)
    var record = CaseRecord(
      person: person, case: try caseItself(row), referrals: referrals, holdings: holdings,
      contacts: contacts, plan: try plan(of: id, in: db),
      prescriptions: try prescriptions(of: id, in: db), workerNames: workerNames,
      appointments: try appointments(of: id, in: db), visits: try visits(of: id, in: db),
      network: try network(of: person.id, case: id, in: db))
    record.planUpdatedOn = try record.plan.flatMap { try updatedOn($0, in: db) }
    record.actionsUpdatedOn = try record.plan.map { try actionsUpdatedOn($0, in: db) } ?? [:]
    record.agreements = try agreements(of: id, wholly: false, in: db)
    record.prescriptionSteps = try prescriptionSteps(of: id, in: db)
    record.supervisorNotes = try supervisorNotes(about: id, in: db)
    try readSteps(of: &record, in: db)
    return record
  }

  /// Makes a value of each row while SQLite still stands on it: a row that has been
  /// copied finds its columns by comparing every name, at several times the cost.
  static func values<Value>(
    _ sql: String, _ arguments: StatementArguments, in db: Database,
    _ value: (Row) throws -> Value
  ) throws -> [Value] {
    let rows = try Row.fetchCursor(db.cachedStatement(sql: sql), arguments: arguments)
    var all: [Value] = []
    while let row = try rows.next() { all.append(try value(row)) }
    return all
  }

  static func caseItself(_ row: Row) throws -> Case {
    var closing: Closing?
    if let on = row.day("closed_on") {
      closing = Closing(
        on: on, reason: try row.code("closing_reason"), note: row.text("closing_note"))
    }
    return Case(
      id: row.id("id"), personID: row.id("person_id"), referralID: row.id("referral_id"),
      need: row.text("need"),
      triage: row.day("triaged_on").map { Triage(on: $0, reason: row.text("triage_reason")) },
      closing: closing)
  }

  static func referral(_ row: Row) throws -> Referral {
    Referral(
      id: row.id("id"), personID: row.id("person_id"), source: try row.code("source"),
      referrer: row.text("referrer"), organisation: row.text("organisation"),
      referrerContact: row.text("referrer_contact"), reason: row.text("reason"),
      date: row.day("date") ?? Day(number: 0),
      consentToContact: try row.code("consent_to_contact"),
      referrerRole: row.text("referrer_role"), method: row.text("method"),
      respondTo: row.text("respond_to"), personView: row.text("person_view"),
      details: (try? JSONDecoder().decode(
        [String: String].self, from: Data(row.text("details").utf8))) ?? [:])
  }

  static func holding(_ row: Row) -> Holding {
    Holding(
      id: row.id("id"), caseID: row.id("case_id"), workerID: row.id("worker_id"),
      from: row.moment("begins") ?? .distantPast, to: row.moment("ends"),
      reason: row.text("reason"))
  }

  static func contact(_ row: Row) throws -> Contact {
    Contact(
      id: row.id("id"), caseID: row.id("case_id"), workerID: row.id("worker_id"),
      at: row.moment("at") ?? .distantPast, mode: try row.code("mode"),
      minutes: row.number("minutes") ?? 0, outcome: try row.code("outcome"),
      note: row.text("note"), nextStep: nextStep(row),
      present: row.hasColumn("present") ? row.text("present") : "")
  }

  static func nextStep(_ row: Row) -> NextStep? {
    row.day("next_on").map {
      NextStep(text: row.text("next_step"), on: $0, at: row.number("next_at"))
    }
  }
}

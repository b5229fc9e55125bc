// The people and services around somebody as rows, and who works with them beside the
// one who leads.

import Casework
import Foundation
import GRDB

extension Casebook {
  /// The people and services around somebody; who works with them where a case is named.
  public func network(
    of person: Identifier<Person>, case id: Identifier<Case>? = nil
  ) throws -> Network {
    try read { try Self.network(of: person, case: id, in: $0) }
  }

  public func write(_ relation: Relation, at now: Date = Date()) throws {
    guard !(relation.name.isEmpty && relation.organisation.isEmpty) else {
      throw CasebookError.refused("Somebody needs a name, or a place where they work.")
    }
    try write("Write down family or network", at: now) { try insert(relation, in: $0) }
  }

  /// Takes somebody out of the network; undo brings them back.
  public func remove(_ id: Identifier<Relation>, at now: Date = Date()) throws {
    try write("Take somebody out of the network", at: now) { db in
      try db.execute(sql: "DELETE FROM relation WHERE id = ?", arguments: [id.text])
    }
  }

  public func write(_ involvement: Involvement, at now: Date = Date()) throws {
    if let to = involvement.to, to < involvement.from {
      throw CasebookError.refused("It would end before it began. Check the two days.")
    }
    try write("Write down who else is involved", at: now) { try insert(involvement, in: $0) }
  }

  public func write(_ flag: PersonFlag, at now: Date = Date()) throws {
    guard !flag.words.isEmpty else { throw CasebookError.refused("A flag needs its words.") }
    try write("Write down a flag", at: now) { try insert(flag, in: $0) }
  }

  /// Somebody joins whoever leads. Who is there already, or leads, is left as they are.
  public func join(
    _ id: Identifier<Case>, worker: Identifier<LinkWorker>, reason: String, at now: Date = Date()
  ) throws {
    try write("Work with them too", at: now) { db in
      guard try !Self.works(worker, on: id, in: db) else {
        throw CasebookError.refused("They work with this person already. Nothing was changed.")
      }
      try insert(
        CaseMember(id: mint(at: now), caseID: id, workerID: worker, from: now, reason: reason),
        in: db)
    }
  }

  /// Somebody who worked with a person beside the lead no longer does.
  public func leave(_ id: Identifier<CaseMember>, at now: Date = Date()) throws {
    try write("No longer work with them", at: now) { db in
      try db.execute(
        sql: "UPDATE case_member SET ends = max(?, begins) WHERE id = ? AND ends IS NULL",
        arguments: [now.milliseconds, id.text])
    }
  }

  /// Whether a worker works with a person now, leading or beside the lead.
  public func works(_ worker: Identifier<LinkWorker>, on id: Identifier<Case>) throws -> Bool {
    try read { try Self.works(worker, on: id, in: $0) }
  }

  static func works(
    _ worker: Identifier<LinkWorker>, on id: Identifier<Case>, in db: Database
  ) throws -> Bool {
    // The plus keeps SQLite from looking through all that the worker ever held: a case has
    // had few.
    try Bool.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT EXISTS (SELECT 1 FROM holding
              WHERE case_id = ?1 AND +worker_id = ?2 AND ends IS NULL)
            OR EXISTS (SELECT 1 FROM case_member
              WHERE case_id = ?1 AND +worker_id = ?2 AND ends IS NULL)
          """), arguments: [id.text, worker.text]) ?? false
  }
}

// MARK: - Rows

extension Casebook {
  static func network(
    of person: Identifier<Person>, case id: Identifier<Case>?, in db: Database
  ) throws -> Network {
    Network(
      relations: try values(
        """
        SELECT * FROM relation WHERE person_id = ?
        ORDER BY parental_responsibility DESC, next_of_kin DESC, kind, row
        """, [person.text], in: db, relation),
      involvements: try values(
        """
        SELECT * FROM involvement WHERE person_id = ?
        ORDER BY to_day IS NOT NULL, from_day DESC, row DESC
        """, [person.text], in: db, involvement),
      flags: try values(
        "SELECT * FROM person_flag WHERE person_id = ? ORDER BY to_day IS NOT NULL, from_day, row",
        [person.text], in: db, flag),
      members: try id.map {
        try values(
          "SELECT * FROM case_member WHERE case_id = ? ORDER BY ends IS NOT NULL, begins, row",
          [$0.text], in: db, member)
      } ?? [])
  }

  func insert(_ relation: Relation, in db: Database) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO relation (id, person_id, kind, name, relation, parental_responsibility,
          next_of_kin, lives_with, telephone, organisation, may_know, note)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, name = excluded.name,
          relation = excluded.relation,
          parental_responsibility = excluded.parental_responsibility,
          next_of_kin = excluded.next_of_kin, lives_with = excluded.lives_with,
          telephone = excluded.telephone, organisation = excluded.organisation,
          may_know = excluded.may_know, note = excluded.note
        """
    ).execute(arguments: [
      relation.id.stored, relation.personID.stored, relation.kind.rawValue, relation.name.stored,
      relation.relation.stored, relation.hasParentalResponsibility ? 1 : 0,
      relation.isNextOfKin ? 1 : 0, relation.livesWith ? 1 : 0, relation.telephone.stored,
      relation.organisation.stored, relation.mayKnow.rawValue, relation.note.stored,
    ])
  }

  func insert(_ involvement: Involvement, in db: Database) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO involvement (id, person_id, sector, organisation, who, does, agreed, from_day,
          to_day, checked_on)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET sector = excluded.sector,
          organisation = excluded.organisation, who = excluded.who, does = excluded.does,
          agreed = excluded.agreed, from_day = excluded.from_day, to_day = excluded.to_day,
          checked_on = excluded.checked_on
        """
    ).execute(arguments: [
      involvement.id.stored, involvement.personID.stored, involvement.sector.rawValue,
      involvement.organisation.stored, involvement.who.stored, involvement.does.stored,
      involvement.agreed.stored, involvement.from.stored, involvement.to.stored,
      involvement.checkedOn.stored,
    ])
  }

  func insert(_ flag: PersonFlag, in db: Database) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO person_flag (id, person_id, kind, words, from_day, to_day)
        VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, words = excluded.words,
          from_day = excluded.from_day, to_day = excluded.to_day
        """
    ).execute(arguments: [
      flag.id.stored, flag.personID.stored, flag.kind.rawValue, flag.words.stored,
      flag.from.stored, flag.to.stored,
    ])
  }

  func insert(_ member: CaseMember, in db: Database) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO case_member (id, case_id, worker_id, begins, ends, reason)
        VALUES (?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      member.id.stored, member.caseID.stored, member.workerID.stored, member.from.stored,
      member.to?.milliseconds, member.reason.stored,
    ])
  }

  static func relation(_ row: Row) throws -> Relation {
    Relation(
      id: row.id("id"), personID: row.id("person_id"), kind: try row.code("kind"),
      name: row.text("name"), relation: row.text("relation"),
      hasParentalResponsibility: row.number("parental_responsibility") == 1,
      isNextOfKin: row.number("next_of_kin") == 1, livesWith: row.number("lives_with") == 1,
      telephone: row.text("telephone"), organisation: row.text("organisation"),
      mayKnow: try row.code("may_know"), note: row.text("note"))
  }

  static func involvement(_ row: Row) throws -> Involvement {
    Involvement(
      id: row.id("id"), personID: row.id("person_id"), sector: try row.code("sector"),
      organisation: row.text("organisation"), who: row.text("who"), does: row.text("does"),
      agreed: row.text("agreed"), from: row.day("from_day") ?? Day(number: 0),
      to: row.day("to_day"), checkedOn: row.day("checked_on") ?? Day(number: 0))
  }

  static func flag(_ row: Row) throws -> PersonFlag {
    PersonFlag(
      id: row.id("id"), personID: row.id("person_id"), kind: try row.code("kind"),
      words: row.text("words"), from: row.day("from_day") ?? Day(number: 0),
      to: row.day("to_day"))
  }

  static func member(_ row: Row) -> CaseMember {
    CaseMember(
      id: row.id("id"), caseID: row.id("case_id"), workerID: row.id("worker_id"),
      from: row.moment("begins") ?? .distantPast, to: row.moment("ends"),
      reason: row.text("reason"))
  }
}

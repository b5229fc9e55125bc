// Visits alone as rows: setting out, being back, and who is not back when they should be.

import Casework
import Foundation
import GRDB

extension Casebook {
  /// Writes down a visit alone, or changes one.
  ///
  /// - Throws: ``CasebookError/refused(_:)`` where it ends before it begins.
  public func write(_ visit: LoneVisit, at now: Date = Date()) throws {
    guard visit.expectedEnd > visit.from else {
      throw CasebookError.refused(
        "The visit would end before it begins. Nothing was written; put the end later.")
    }
    try write("Set out on a visit alone", at: now) { try insert(visit, in: $0) }
  }

  /// Somebody is back.
  public func end(_ id: Identifier<LoneVisit>, at now: Date = Date()) throws {
    try write("Back from a visit", at: now) { db in
      try db.execute(
        sql: "UPDATE lone_visit SET back_at = ? WHERE id = ? AND back_at IS NULL",
        arguments: [now.milliseconds, id.text])
    }
  }

  /// Takes a visit that did not take place out again; undo brings it back.
  public func callOff(_ id: Identifier<LoneVisit>, at now: Date = Date()) throws {
    try write("Call a visit off", at: now) { db in
      try db.execute(sql: "DELETE FROM lone_visit WHERE id = ?", arguments: [id.text])
    }
  }

  /// Everybody who is not back yet, the one expected soonest first: also visits that
  /// are only planned.
  public func visitsNotBack() throws -> [NamedVisit] {
    try read { db in
      try Self.named("lone_visit.back_at IS NULL ORDER BY expected_end, lone_visit.row", [], in: db)
    }
  }

  /// A worker's visits that begin from one day to another, both included.
  public func visits(
    of worker: Identifier<LinkWorker>, from: Day, to: Day
  ) throws -> [NamedVisit] {
    try read { db in
      try Self.named(
        """
        lone_visit.worker_id = ? AND lone_visit.begins >= ? AND lone_visit.begins < ?
        ORDER BY lone_visit.begins, lone_visit.row
        """,
        [
          worker.text, DayClock.date(from, minute: 0).milliseconds,
          DayClock.date(to.adding(days: 1), minute: 0).milliseconds,
        ], in: db)
    }
  }

  /// Ends the visits that a contact was: its author met the person, after setting out. A
  /// call, a text or a door that nobody opened says nothing of who is back.
  func endVisits(by contact: Contact, in db: Database) throws {
    guard contact.outcome.reachedThem, contact.mode.isFaceToFace else { return }
    try db.cachedStatement(
      sql: """
        UPDATE lone_visit SET back_at = ?1
        WHERE case_id = ?2 AND worker_id = ?3 AND back_at IS NULL AND begins <= ?1
        """
    ).execute(arguments: [contact.at.milliseconds, contact.caseID.text, contact.workerID.text])
  }

  func insert(_ visit: LoneVisit, in db: Database) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO lone_visit (id, case_id, worker_id, place, with_whom, buddy, begins,
          expected_end, back_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET place = excluded.place, with_whom = excluded.with_whom,
          buddy = excluded.buddy, begins = excluded.begins, expected_end = excluded.expected_end,
          back_at = excluded.back_at
        """
    ).execute(arguments: [
      visit.id.stored, visit.caseID.stored, visit.workerID.stored, visit.place.stored,
      visit.withWhom.stored, visit.buddy.stored, visit.from.stored, visit.expectedEnd.stored,
      visit.backAt?.milliseconds,
    ])
  }

  static func visits(of id: Identifier<Case>, in db: Database) throws -> [LoneVisit] {
    try values(
      "SELECT * FROM lone_visit WHERE case_id = ? ORDER BY begins DESC, row DESC", [id.text],
      in: db, visit)
  }

  private static func named(
    _ condition: String, _ arguments: StatementArguments, in db: Database
  ) throws -> [NamedVisit] {
    try values(
      """
      SELECT lone_visit.*, worker.name AS worker_name, person.first_name, person.family_name,
        person.preferred_name
      FROM lone_visit
      JOIN worker ON worker.id = lone_visit.worker_id
      LEFT JOIN case_record ON case_record.id = lone_visit.case_id
      LEFT JOIN person ON person.id = case_record.person_id
      WHERE \(condition)
      """, arguments, in: db
    ) { row in
      let family = row["family_name"] == nil ? "" : row.text("family_name")
      let called =
        family.isEmpty && row["first_name"] == nil
        ? ""
        : row.text("preferred_name").isEmpty ? row.text("first_name") : row.text("preferred_name")
      return NamedVisit(
        visit: visit(row), workerName: row.text("worker_name"),
        personName: PersonName.joined([called, family.first.map(String.init) ?? ""]))
    }
  }

  static func visit(_ row: Row) -> LoneVisit {
    LoneVisit(
      id: row.id("id"), caseID: row.optionalID("case_id"), workerID: row.id("worker_id"),
      place: row.text("place"), withWhom: row.text("with_whom"), buddy: row.text("buddy"),
      from: row.moment("begins") ?? .distantPast,
      expectedEnd: row.moment("expected_end") ?? .distantPast, backAt: row.moment("back_at"))
  }
}

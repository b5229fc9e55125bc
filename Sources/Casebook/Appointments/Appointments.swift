// The diary as rows: what somebody has in it, and what was logged on its days.

import Casework
import Foundation
import GRDB

extension Casebook {
  /// Writes something into the diary, or changes what stands there.
  ///
  /// - Throws: ``CasebookError/refused(_:)`` where a value of it cannot be.
  public func write(_ appointment: Appointment, at now: Date = Date()) throws {
    try check(appointment)
    try write(appointment.kind == .task ? "Write down a task" : "Make an appointment", at: now) {
      try insert(appointment, in: $0)
    }
  }

  /// Marks something in the diary as done, cancelled, or planned again.
  public func set(
    _ state: AppointmentState, on id: Identifier<Appointment>, at now: Date = Date()
  ) throws {
    let name =
      switch state {
      case .done: "Mark as done"
      case .cancelled: "Cancel an appointment"
      case .planned: "Plan again"
      }
    try write(name, at: now) { db in
      try db.execute(
        sql: "UPDATE appointment SET state = ? WHERE id = ?",
        arguments: [state.rawValue, id.text])
    }
  }

  /// Brings in what another calendar holds, as one action: what it knows by a UID that
  /// is here already is changed, not written twice.
  ///
  /// - Returns: how many were new, changed, and the same as before.
  public func bringIn(
    _ appointments: [Appointment], dryRun: Bool = false, at now: Date = Date()
  ) throws -> (added: Int, changed: Int, same: Int) {
    for appointment in appointments { try check(appointment) }
    var result = (added: 0, changed: 0, same: 0)
    var toWrite: [Appointment] = []
    let known = try read { db in
      try Self.values(
        "SELECT * FROM appointment WHERE worker_id = ? AND foreign_id <> ''", [worker.id.text],
        in: db, Self.appointment)
    }
    let byUID = Dictionary(known.map { ($0.foreignID, $0) }, uniquingKeysWith: { a, _ in a })
    for var appointment in appointments {
      if let old = byUID[appointment.foreignID] {
        // What was said here of it stays: whose case it is, and that it is done.
        appointment.id = old.id
        appointment.caseID = old.caseID
        if old.state == .done { appointment.state = .done }
        if old.kind != .meeting { appointment.kind = old.kind }
        guard appointment != old else {
          result.same += 1
          continue
        }
        result.changed += 1
      } else {
        result.added += 1
      }
      toWrite.append(appointment)
    }
    guard !dryRun, !toWrite.isEmpty else { return result }
    try write("Bring in a calendar", at: now) { db in
      for appointment in toWrite { try insert(appointment, in: db) }
    }
    return result
  }

  /// What is in a worker's diary from one day to another, both included, in order, with
  /// the people it is about.
  public func diary(
    of worker: Identifier<LinkWorker>, from: Day, to: Day
  ) throws -> [DiaryEntry] {
    try diary(
      in: "appointment", whose: "appointment.worker_id = ?1", worker, from: from, to: to)
  }

  /// What colleagues have in their diaries about the open cases that a worker holds: they
  /// are to know that somebody else meets the person.
  public func colleaguesDiary(
    aboutCasesOf worker: Identifier<LinkWorker>, from: Day, to: Day
  ) throws -> [DiaryEntry] {
    try diary(
      in: """
        case_line INDEXED BY line_of_holder CROSS JOIN appointment
          ON appointment.case_id = case_line.case_id
        """,
      whose: """
        case_line.holder_id = ?1 AND case_line.closed_on IS NULL AND appointment.worker_id <> ?1
        """, worker, from: from, to: to)
  }

  /// - Parameters:
  ///   - source: the table of appointments, and what it is found by.
  ///   - whose: which of them, with ?1 as the worker.
  private func diary(
    in source: String, whose: String, _ worker: Identifier<LinkWorker>, from: Day, to: Day
  ) throws -> [DiaryEntry] {
    try read { db in
      let rows = try Self.values(
        """
        SELECT appointment.*, person.id AS of_person, worker.name AS in_diary_of,
          EXISTS (SELECT 1 FROM case_contact WHERE case_contact.case_id = appointment.case_id
            AND case_contact.at >= ?4) AS may_be_logged
        FROM \(source)
        LEFT JOIN case_record ON case_record.id = appointment.case_id
        LEFT JOIN person ON person.id = case_record.person_id
        LEFT JOIN worker ON worker.id = appointment.worker_id
        WHERE \(whose) AND on_day BETWEEN ?2 AND ?3
          AND appointment.state <> 'cancelled'
        ORDER BY on_day, ifnull(at_minute, 1440), appointment.row
        """,
        [
          worker.text, from.iso, to.iso, DayClock.date(from, minute: 0).milliseconds,
        ], in: db
      ) { row in
        (
          try Self.appointment(row), row["of_person"] as String?,
          row.number("may_be_logged") == 1, row.text("in_diary_of")
        )
      }
      return try rows.map { appointment, personID, mayBeLogged, name in
        var entry = DiaryEntry(appointment: appointment)
        if appointment.workerID != worker { entry.colleague = name }
        if let personID {
          entry.person = try Row.fetchOne(
            db.cachedStatement(sql: "SELECT * FROM person WHERE id = ?"), arguments: [personID]
          ).map(Self.person)
        }
        if mayBeLogged, let caseID = appointment.caseID {
          let latest = try Int64.fetchOne(
            db.cachedStatement(sql: "SELECT max(at) FROM case_contact WHERE case_id = ?"),
            arguments: [caseID.text])
          let day = latest.map { Day(Date(timeIntervalSince1970: Double($0) / 1000)) }
          entry.isLogged = day.map { $0 >= appointment.on } ?? false
        }
        return entry
      }
    }
  }

  public func appointment(_ id: Identifier<Appointment>) throws -> Appointment? {
    try read { db in
      try Row.fetchOne(db, sql: "SELECT * FROM appointment WHERE id = ?", arguments: [id.text])
        .map(Self.appointment)
    }
  }

  private func check(_ appointment: Appointment) throws {
    guard let problem = appointment.problems.first else { return }
    throw CasebookError.refused("“\(appointment.words)”: \(problem.why). Nothing was written.")
  }

  func insert(_ appointment: Appointment, in db: Database) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO appointment (id, case_id, worker_id, kind, title, on_day, at_minute, minutes,
          place, state, foreign_id)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET case_id = excluded.case_id, worker_id = excluded.worker_id,
          kind = excluded.kind, title = excluded.title, on_day = excluded.on_day,
          at_minute = excluded.at_minute, minutes = excluded.minutes, place = excluded.place,
          state = excluded.state, foreign_id = excluded.foreign_id
        """
    ).execute(arguments: [
      appointment.id.stored, appointment.caseID.stored, appointment.workerID.stored,
      appointment.kind.rawValue, appointment.title.stored, appointment.on.stored, appointment.at,
      appointment.minutes, appointment.place.stored, appointment.state.rawValue,
      appointment.foreignID.stored,
    ])
  }

  static func appointments(of id: Identifier<Case>, in db: Database) throws -> [Appointment] {
    try values(
      "SELECT * FROM appointment WHERE case_id = ? ORDER BY on_day DESC, at_minute DESC, row DESC",
      [id.text], in: db, appointment)
  }

  /// Those that may still stand, which is all that the rules ask of them.
  static func standing(of id: Identifier<Case>, in db: Database) throws -> [Appointment] {
    try values(
      "SELECT * FROM appointment WHERE case_id = ? AND state = 'planned'", [id.text], in: db,
      appointment)
  }

  static func appointment(_ row: Row) throws -> Appointment {
    Appointment(
      id: row.id("id"), caseID: row.optionalID("case_id"), workerID: row.id("worker_id"),
      kind: try row.code("kind"), title: row.text("title"),
      on: row.day("on_day") ?? Day(number: 0), at: row.number("at_minute"),
      minutes: row.number("minutes") ?? 0, place: row.text("place"),
      state: try row.code("state"), foreignID: row.text("foreign_id"))
  }
}

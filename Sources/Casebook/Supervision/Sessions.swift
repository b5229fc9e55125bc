// Supervision sessions, what was agreed in them, and audited records, as rows.

import Casework
import Foundation
import GRDB

extension Casebook {
  /// The records that the lot fell on this week, those left out that were looked at since
  /// Monday. The same lot all the week, so that nobody draws until they like what they see.
  public func recordsToAudit(
    of row: TeamRow, rules: SupervisionRules, on today: Day
  ) throws -> [CaseloadRow] {
    let rows = row.load.cases.map(\.row)
    let audits = try audits(of: row.worker.id)
    let recent = Set(audits.filter { $0.on >= today.adding(days: -180) }.map(\.caseID))
    let monday = today.adding(days: 1 - today.weekday.rawValue)
    // A number from the id's letters that is the same on every machine.
    let letters = row.worker.id.text.utf8.reduce(14_695_981_039_346_656_037 as UInt64) {
      ($0 ^ UInt64($1)) &* 1_099_511_628_211
    }
    let drawn = RecordAudit.sample(
      of: rows.map(\.caseID), passingOver: recent, count: rules.sample,
      seed: UInt64(bitPattern: Int64(monday.number)) &+ letters)
    return drawn.compactMap { id in rows.first { $0.caseID == id } }
      .filter { row in !audits.contains { $0.caseID == row.caseID && $0.on >= monday } }
  }

  /// A worker's sessions, the latest first.
  public func supervision(of worker: Identifier<LinkWorker>) throws -> [SupervisionSession] {
    try read { try Self.sessions(of: worker, in: $0) }
  }

  /// Writes a session down with what was agreed in it, or changes it.
  public func keep(_ session: SupervisionSession, at now: Date = Date()) throws {
    try write("Write down a supervision", at: now) { try put(session, in: $0) }
  }

  func put(_ session: SupervisionSession, in db: Database) throws {
    try db.execute(
      sql: """
        INSERT INTO supervision_session (id, worker_id, supervisor_id, kind, held_on, minutes,
          notes, wellbeing, wellbeing_note, agenda)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, held_on = excluded.held_on,
          minutes = excluded.minutes, notes = excluded.notes, wellbeing = excluded.wellbeing,
          wellbeing_note = excluded.wellbeing_note, agenda = excluded.agenda
        """,
      arguments: [
        session.id.stored, session.workerID.stored, session.supervisorID.stored,
        session.kind.rawValue, session.on.stored, session.minutes, session.notes.stored,
        session.wellbeing.rawValue, session.wellbeingNote.stored, session.agenda.stored,
      ])
    for action in session.actions { try put(action, of: session.id, in: db) }
  }

  private func put(
    _ action: SupervisionAction, of session: Identifier<SupervisionSession>, in db: Database
  ) throws {
    try db.execute(
      sql: """
        INSERT INTO supervision_action (id, session_id, what, owner_id, by_on, done_on)
        VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET what = excluded.what, owner_id = excluded.owner_id,
          by_on = excluded.by_on, done_on = excluded.done_on
        """,
      arguments: [
        action.id.stored, session.stored, action.what.stored, action.ownerID.stored,
        action.by.stored, action.doneOn.stored,
      ])
  }

  /// What a worker agreed in supervision and has not done yet, the earliest due first.
  public func openSupervisionActions(
    of owner: Identifier<LinkWorker>
  ) throws -> [SupervisionAction] {
    try read { db in
      try Self.values(
        """
        SELECT * FROM supervision_action WHERE owner_id = ? AND done_on IS NULL
        ORDER BY ifnull(by_on, '9999'), row
        """, [owner.text], in: db, Self.action)
    }
  }

  /// Marks an agreed action as done on a day, or as still to do.
  public func settle(
    _ action: Identifier<SupervisionAction>, on day: Day?, at now: Date = Date()
  ) throws {
    try write(day == nil ? "Not done yet" : "Do what was agreed in supervision", at: now) { db in
      try db.execute(
        sql: "UPDATE supervision_action SET done_on = ? WHERE id = ?",
        arguments: [day.stored, action.stored])
    }
  }

  static func sessions(
    of worker: Identifier<LinkWorker>, in db: Database
  ) throws -> [SupervisionSession] {
    var sessions = try values(
      "SELECT * FROM supervision_session WHERE worker_id = ? ORDER BY held_on DESC, row DESC",
      [worker.text], in: db
    ) { row in
      SupervisionSession(
        id: row.id("id"), workerID: worker, supervisorID: row.id("supervisor_id"),
        kind: try row.code("kind"), on: row.day("held_on") ?? Day(number: 0),
        minutes: row.number("minutes") ?? 0, notes: row.text("notes"),
        wellbeing: try row.code("wellbeing"), wellbeingNote: row.text("wellbeing_note"),
        agenda: row.text("agenda"))
    }
    for place in sessions.indices {
      sessions[place].actions = try values(
        "SELECT * FROM supervision_action WHERE session_id = ? ORDER BY row",
        [sessions[place].id.text], in: db, action)
    }
    return sessions
  }

  private static func action(_ row: Row) -> SupervisionAction {
    SupervisionAction(
      id: row.id("id"), what: row.text("what"), ownerID: row.id("owner_id"),
      by: row.day("by_on"), doneOn: row.day("done_on"))
  }

  // MARK: Audits

  /// Writes down what an audit of a record found.
  public func keep(_ audit: RecordAudit, at now: Date = Date()) throws {
    let answers = String(decoding: try JSONEncoder().encode(audit.answers), as: UTF8.self)
    try write("Audit a record", at: now) { db in
      try db.execute(
        sql: """
          INSERT INTO record_audit (id, case_id, worker_id, auditor_id, audited_on, answers, note)
          VALUES (?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          audit.id.stored, audit.caseID.stored, audit.workerID.stored, audit.auditorID.stored,
          audit.on.stored, answers.stored, audit.note.stored,
        ])
    }
  }

  /// The audits of a worker's records, the latest first.
  public func audits(of worker: Identifier<LinkWorker>) throws -> [RecordAudit] {
    try read { db in
      try Self.values(
        "SELECT * FROM record_audit WHERE worker_id = ? ORDER BY audited_on DESC, row DESC",
        [worker.text], in: db
      ) { row in
        let answers = try? JSONDecoder().decode(
          [AuditAnswer].self, from: Data(row.text("answers").utf8))
        return RecordAudit(
          id: row.id("id"), caseID: row.id("case_id"), workerID: worker,
          auditorID: row.id("auditor_id"), on: row.day("audited_on") ?? Day(number: 0),
          answers: answers ?? [], note: row.text("note"))
      }
    }
  }
}

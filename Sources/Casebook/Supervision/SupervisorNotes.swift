// What supervisors say to workers about a record, as rows.

import Casework
import Foundation
import GRDB

/// A note with what is shown beside it.
public struct ShownNote: Equatable, Sendable {
  public var note: SupervisorNote
  /// Who said it.
  public var from: String
  /// Whom it is for.
  public var to: String
  /// The person whom it is about; empty where it is about none.
  public var about: String
}

extension Casebook {
  /// Keeps something that a supervisor says to a worker.
  public func keep(_ note: SupervisorNote, at now: Date = Date()) throws {
    let name =
      switch note.kind {
      case .acknowledged: "Say that a record was seen"
      case .question: "Ask about a record"
      case .action: "Agree an action"
      }
    try write(name, at: now) { try put(note, in: $0) }
  }

  func put(_ note: SupervisorNote, in db: Database) throws {
    try db.execute(
      sql: """
        INSERT INTO supervisor_note (id, kind, case_id, worker_id, from_id, text, at, by_on,
          settled_at, answer)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        note.id.stored, note.kind.rawValue, note.caseID.stored, note.workerID.stored,
        note.fromID.stored, note.text.stored, note.at.stored, note.by.stored,
        note.settledAt?.milliseconds, note.answer.stored,
      ])
  }

  /// Answers a question, or says that an agreed action is done.
  public func settle(
    _ id: Identifier<SupervisorNote>, answer: String, at now: Date = Date()
  ) throws {
    try write("Answer a supervisor", at: now) { db in
      try db.execute(
        sql: "UPDATE supervisor_note SET settled_at = ?, answer = ? WHERE id = ?",
        arguments: [now.milliseconds, answer.stored, id.stored])
    }
  }

  /// What a worker still has to answer or do, the oldest first.
  public func waitingNotes(for worker: Identifier<LinkWorker>) throws -> [ShownNote] {
    try notes(
      "note.worker_id = ? AND note.settled_at IS NULL AND note.kind <> 'acknowledged'",
      [worker.text], order: "note.at, note.row")
  }

  /// Everything that was said to a worker, the latest first.
  public func notes(for worker: Identifier<LinkWorker>, limit: Int = 100) throws -> [ShownNote] {
    try notes(
      "note.worker_id = ?", [worker.text], order: "note.at DESC, note.row DESC", limit: limit)
  }

  /// What others answered, or did, since a day, of what `worker` asked or agreed with them.
  public func answers(
    to worker: Identifier<LinkWorker>, since day: Day
  ) throws -> [ShownNote] {
    try notes(
      "note.from_id = ? AND note.settled_at >= ? AND note.kind <> 'acknowledged'",
      [worker.text, Self.moment(startOf: day)], order: "note.settled_at DESC, note.row DESC",
      limit: 20)
  }

  /// Everything that was said about a case, the latest first.
  public func notes(about id: Identifier<Case>, limit: Int = 100) throws -> [ShownNote] {
    try notes("note.case_id = ?", [id.text], order: "note.at DESC, note.row DESC", limit: limit)
  }

  /// What was said about a case, for its record.
  static func supervisorNotes(
    about id: Identifier<Case>, in db: Database
  ) throws -> [SupervisorNote] {
    try values(
      "SELECT * FROM supervisor_note WHERE case_id = ? ORDER BY at, row", [id.text], in: db,
      supervisorNote)
  }

  private static func supervisorNote(_ row: Row) throws -> SupervisorNote {
    SupervisorNote(
      id: row.id("id"), kind: try row.code("kind"), caseID: row.optionalID("case_id"),
      workerID: row.id("worker_id"), fromID: row.id("from_id"), text: row.text("text"),
      at: row.moment("at") ?? .distantPast, by: row.day("by_on"),
      settledAt: row.moment("settled_at"), answer: row.text("answer"))
  }

  private func notes(
    _ condition: String, _ arguments: StatementArguments, order: String, limit: Int = -1
  ) throws -> [ShownNote] {
    try read { db in
      try Self.values(
        """
        SELECT note.*, teller.name AS teller_name, hearer.name AS hearer_name,
          CASE person.preferred_name WHEN '' THEN person.first_name ELSE person.preferred_name END
            AS called_name, person.family_name
        FROM supervisor_note AS note
        LEFT JOIN worker AS teller ON teller.id = note.from_id
        LEFT JOIN worker AS hearer ON hearer.id = note.worker_id
        LEFT JOIN case_record ON case_record.id = note.case_id
        LEFT JOIN person ON person.id = case_record.person_id
        WHERE \(condition) ORDER BY \(order) LIMIT ?
        """, arguments + [limit], in: db
      ) { row in
        let initial = row.text("family_name").first.map(String.init) ?? ""
        return ShownNote(
          note: try Self.supervisorNote(row),
          from: row.text("teller_name"), to: row.text("hearer_name"),
          about: PersonName.joined([row.text("called_name"), initial]))
      }
    }
  }
}

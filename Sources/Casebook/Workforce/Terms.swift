// On what terms people work here, and when they are away, as rows.

import Casework
import Foundation
import GRDB

extension Casebook {
  /// Everybody's terms that have been written down.
  public func terms() throws -> [WorkerTerms] { try read { try Self.terms(in: $0) } }

  /// The terms of one worker; nil where nothing was written down.
  public func terms(of worker: Identifier<LinkWorker>) throws -> WorkerTerms? {
    try read { try Self.terms(of: worker, in: $0) }
  }

  /// Writes down a worker's terms in the place of what was there, and their hours.
  ///
  /// - Parameter hours: whole-time equivalent, above 0 and at most 1; nil leaves it.
  public func keep(_ terms: WorkerTerms, hours: Double? = nil, at now: Date = Date()) throws {
    let name = try worker(terms.workerID)?.name ?? "somebody"
    try write("Change how \(name) works here", at: now) { db in
      try put(terms, in: db)
      if let hours {
        try db.execute(
          sql: "UPDATE worker SET whole_time_equivalent = ? WHERE id = ?",
          arguments: [String(min(max(hours, 0.05), 1)), terms.workerID.text])
      }
    }
    if terms.workerID == worker.id { try refreshWorker() }
  }

  func put(_ terms: WorkerTerms, in db: Database) throws {
    let known = try Self.terms(of: terms.workerID, in: db)?.id
    let values: [DatabaseValue] = [
      terms.guidance.stored, terms.startedOn.stored, terms.leavesOn.stored,
      (terms.isNewcomer ? 1 : 0).databaseValue, terms.supervisorID.stored, terms.deputyID.stored,
      terms.practice.stored, terms.network.stored,
    ]
    if let known {
      try db.execute(
        sql: """
          UPDATE worker_terms SET guidance = ?, started_on = ?, leaves_on = ?, is_newcomer = ?,
            supervisor_id = ?, deputy_id = ?, practice = ?, network = ? WHERE id = ?
          """, arguments: StatementArguments(values + [known.stored]))
    } else {
      try db.execute(
        sql: """
          INSERT INTO worker_terms (guidance, started_on, leaves_on, is_newcomer, supervisor_id,
            deputy_id, practice, network, id, worker_id)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          """, arguments: StatementArguments(values + [terms.id.stored, terms.workerID.stored]))
    }
  }

  static func terms(in db: Database) throws -> [WorkerTerms] {
    try values("SELECT * FROM worker_terms ORDER BY row", [], in: db, terms)
  }

  static func terms(of worker: Identifier<LinkWorker>, in db: Database) throws -> WorkerTerms? {
    try values(
      "SELECT * FROM worker_terms WHERE worker_id = ? ORDER BY row LIMIT 1", [worker.text], in: db,
      terms
    ).first
  }

  private static func terms(_ row: Row) -> WorkerTerms {
    WorkerTerms(
      id: row.id("id"), workerID: row.id("worker_id"), guidance: row.text("guidance"),
      startedOn: row.day("started_on"), leavesOn: row.day("leaves_on"),
      isNewcomer: row.number("is_newcomer") == 1, supervisorID: row.optionalID("supervisor_id"),
      deputyID: row.optionalID("deputy_id"), practice: row.text("practice"),
      network: row.text("network"))
  }

  // MARK: Away

  /// Everybody's absences that end on `day` or later, the first to begin first.
  public func absences(endingFrom day: Day) throws -> [Absence] {
    try read { try Self.absences(endingFrom: day, in: $0) }
  }

  /// Writes down that somebody is away, or changes what was written.
  ///
  /// - Parameter deputy: who stands in for their supervising; nil leaves it as it is.
  public func keep(
    _ absence: Absence, deputy: Identifier<LinkWorker>? = nil, at now: Date = Date()
  ) throws {
    guard absence.from <= absence.to else {
      throw CasebookError.refused("The last day away is before the first. Nothing was saved.")
    }
    try write("Write down who is away", at: now) { db in
      try put(absence, in: db)
      guard let deputy else { return }
      var terms =
        try Self.terms(of: absence.workerID, in: db)
        ?? WorkerTerms(id: mint(at: now), workerID: absence.workerID)
      terms.deputyID = deputy
      try put(terms, in: db)
    }
  }

  func put(_ absence: Absence, in db: Database) throws {
    try db.execute(
      sql: """
        INSERT INTO absence (id, worker_id, from_on, to_on, kind, note) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET from_on = excluded.from_on, to_on = excluded.to_on,
          kind = excluded.kind, note = excluded.note
        """,
      arguments: [
        absence.id.stored, absence.workerID.stored, absence.from.stored, absence.to.stored,
        absence.kind.rawValue, absence.note.stored,
      ])
  }

  /// Takes an absence out again; undo brings it back.
  public func remove(_ absence: Identifier<Absence>, at now: Date = Date()) throws {
    try write("Take out an absence", at: now) { db in
      try db.execute(sql: "DELETE FROM absence WHERE id = ?", arguments: [absence.text])
    }
  }

  static func absences(endingFrom day: Day, in db: Database) throws -> [Absence] {
    try values(
      "SELECT * FROM absence WHERE to_on >= ? ORDER BY from_on, row", [day.iso], in: db
    ) { row in
      Absence(
        id: row.id("id"), workerID: row.id("worker_id"), from: row.day("from_on") ?? day,
        to: row.day("to_on") ?? day, kind: try row.code("kind"), note: row.text("note"))
    }
  }
}

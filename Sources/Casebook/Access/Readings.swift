// Who opened whose record, when and why. A reading is an entry of the history like
// any other, so it is chained with the rest and cannot be taken out unnoticed.

import Casework
import Foundation
import GRDB

/// One opening of a person's record.
public struct Reading: Equatable, Sendable {
  public var at: Date
  public var workerID: Identifier<LinkWorker>
  public var workerName: String
  /// Why, where a reason was asked for.
  public var reason: String
}

extension Casebook {
  /// The name of the action that a reading is; undo passes it by.
  static let readingAction = "Open a record"

  /// Notes that this worker opened a person's record.
  ///
  /// - Parameter reason: why, where the record is outside their own caseload.
  public func noteReading(
    of person: Identifier<Person>, reason: String = "", at now: Date = Date()
  ) throws {
    try write(Self.readingAction, at: now) { db in
      let id: Identifier<Reading> = mint(at: now)
      try db.execute(
        sql: "INSERT INTO reading (id, person_id, worker_id, at, reason) VALUES (?, ?, ?, ?, ?)",
        arguments: [
          id.text, person.text, worker.id.text, now.milliseconds, reason.stored,
        ])
    }
  }

  /// Who opened a person's record, the latest first.
  public func readings(of person: Identifier<Person>, limit: Int = 500) throws -> [Reading] {
    try read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT reading.*, worker.name AS worker_name
          FROM reading LEFT JOIN worker ON worker.id = reading.worker_id
          WHERE person_id = ?1 OR person_id IN (SELECT id FROM person WHERE linked_to = ?1)
          ORDER BY reading.row DESC LIMIT ?2
          """, arguments: [person.text, limit]
      ).map {
        Reading(
          at: $0.moment("at") ?? .distantPast, workerID: $0.id("worker_id"),
          workerName: $0.text("worker_name"), reason: $0.text("reason"))
      }
    }
  }
}

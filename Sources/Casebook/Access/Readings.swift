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

  /// What opening this record asks of whoever works here.
  public func access(to record: CaseRecord) throws -> RecordAccess {
    try setting(RoleRules.self).access(of: worker, to: record)
  }

  /// The one way to open a record, for the desk and every command: the service's rules
  /// are kept to, a reason is asked for where somebody else holds the case, and it is
  /// noted.
  ///
  /// - Throws: ``CasebookError/refused(_:)`` where the rules keep it shut or no reason is
  ///   given for somebody else's case; then nothing was noted.
  public func openRecord(
    _ record: CaseRecord, because reason: String = "", doing: String = "", at now: Date = Date()
  ) throws {
    let why = reason.trimmingCharacters(in: .whitespacesAndNewlines)
    switch try access(to: record) {
    case .free: break
    case .refused(let words): throw CasebookError.refused(words)
    case .asksWhy(let holder):
      guard !why.isEmpty else {
        throw CasebookError.refused(
          "\(record.name(of: holder)) holds \(record.person.calledName)’s case. Say why you open it, with --why TEXT; it is kept. Nothing was shown or changed."
        )
      }
    }
    let words = [doing, why].filter { !$0.isEmpty }.joined(separator: ": ")
    try noteReading(of: record.person.id, reason: words, at: now)
  }

  /// The same for everything that is kept of a person: their open case decides.
  public func openRecord(
    of person: Identifier<Person>, because reason: String = "", doing: String = "",
    at now: Date = Date()
  ) throws {
    guard let first = try cases(of: person).first, let record = try caseRecord(first) else {
      return try noteReading(of: person, reason: reason, at: now)
    }
    try openRecord(record, because: reason, doing: doing, at: now)
  }

  /// Why whoever works here may not change a setting; nil where they may.
  public func refusal(toChange type: any ServiceSetting.Type) throws -> String? {
    guard AccessRules.guards(type), try !AccessRules.mayChange(worker, among: workers()) else {
      return nil
    }
    return "“\(type.title)” is changed by a supervisor or the office. Nothing was changed."
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

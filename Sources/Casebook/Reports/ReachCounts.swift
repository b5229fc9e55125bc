// How contacts were made and how what was prescribed happens, counted over a span of days.

import Casework
import Foundation
import GRDB

extension Casebook {
  /// Contacts in which somebody was reached, and prescriptions, by the way they happen.
  ///
  /// - Parameters:
  ///   - from: the first day; `to` is the last.
  ///   - worker: only theirs; nil for everybody's.
  public func reachShares(
    from: Day, to: Day, by worker: Identifier<LinkWorker>? = nil
  ) throws -> (contacts: ReachShares, prescriptions: ReachShares) {
    try read { db in
      var contacts = ReachShares()
      let reached = ContactOutcome.allCases.filter(\.reachedThem).map { "'\($0.rawValue)'" }
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT mode, count(*) FROM case_contact
          WHERE at >= ?1 AND at < ?2 AND outcome IN (\(reached.joined(separator: ", ")))
            AND (?3 IS NULL OR worker_id = ?3)
          GROUP BY mode
          """,
        arguments: [
          DayClock.date(from, minute: 0).milliseconds,
          DayClock.date(to.adding(days: 1), minute: 0).milliseconds, worker?.text,
        ])
      while let row = try rows.next() {
        contacts.add(ContactMode(rawValue: row[0])?.reach, row[1])
      }
      var prescriptions = ReachShares()
      let links = try Row.fetchCursor(
        db,
        sql: """
          SELECT mode, count(*) FROM prescription
          WHERE prescribed_on BETWEEN ?1 AND ?2 AND (?3 IS NULL OR worker_id = ?3)
          GROUP BY mode
          """, arguments: [from.iso, to.iso, worker?.text])
      while let row = try links.next() {
        let mode = (row[0] as String?).flatMap(PrescriptionMode.init)
        prescriptions.add(mode?.reach, row[1])
      }
      return (contacts, prescriptions)
    }
  }
}

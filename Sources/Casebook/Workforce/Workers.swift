// The people who work here, as rows.

import Casework
import Foundation
import GRDB

extension Casebook {
  /// Everybody who works here, by name.
  public func workers() throws -> [LinkWorker] {
    try read { db in
      try Row.fetchAll(db, sql: "SELECT * FROM worker ORDER BY name, id").map(Self.worker)
    }
  }

  public func worker(_ id: Identifier<LinkWorker>) throws -> LinkWorker? {
    try read { db in
      try Row.fetchOne(db, sql: "SELECT * FROM worker WHERE id = ?", arguments: [id.text])
        .map(Self.worker)
    }
  }

  /// Adds somebody who works here.
  public func add(worker: LinkWorker) throws {
    try write("Add \(worker.name)") { try insert(worker: worker, in: $0) }
  }

  func insert(worker: LinkWorker, in db: Database) throws {
    try db.execute(
      sql: """
        INSERT INTO worker (id, name, role, whole_time_equivalent) VALUES (?, ?, ?, ?)
        """,
      arguments: [
        worker.id.stored, worker.name.stored, worker.role.rawValue,
        String(worker.wholeTimeEquivalent),
      ])
  }

  static func worker(_ row: Row) throws -> LinkWorker {
    LinkWorker(
      id: row.id("id"), name: row.text("name"), role: try row.code("role"),
      wholeTimeEquivalent: Double(row.text("whole_time_equivalent")) ?? 1)
  }
}

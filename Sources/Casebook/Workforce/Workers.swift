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

  /// What everybody who works here is called. A large town has thousands of workers, and
  /// every record that is opened asks, so they are kept until something may have changed them.
  func workerNames(in db: Database) throws -> [Identifier<LinkWorker>: String] {
    let others = try others(in: db)
    if let known = latestNames, known.others == others { return known.names }
    let pairs = try Self.values("SELECT id, name FROM worker", [], in: db) {
      (Identifier<LinkWorker>($0[0] as String), StoredText.decoded($0[1]))
    }
    let names = Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    latestNames = (names, others)
    return names
  }

  /// Forgets the names where an action changed a worker.
  func forgetNames(changedAfter last: Int64, in db: Database) throws {
    let isChanged = try Bool.fetchOne(
      db.cachedStatement(
        sql: "SELECT EXISTS (SELECT 1 FROM change WHERE number > ? AND record = 'worker')"),
      arguments: [last])
    if isChanged != false { latestNames = nil }
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

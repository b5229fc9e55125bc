// Casebooks of every version there ever was: what a migration made when it landed it makes
// still, and what is in an old casebook is there after every migration since.

import Casework
import Foundation
import GRDB
import Testing

@testable import Casebook

@Suite("Casebooks of earlier versions")
struct SchemaVersionTests {
  /// A file beside the tests with a line for each version: its name, and a digest of the
  /// tables that it made. A line that is there is never changed; a new migration adds one.
  private static let pinned = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("versions.txt")

  @Test("no migration that has landed was edited")
  func pinnedVersions() throws {
    let queue = try Self.memory(ActionContext())
    var lines: [String] = []
    for version in Schema.migrator.migrations {
      try Schema.migrator.migrate(queue, upTo: version)
      lines.append("\(version): \(try queue.read(Self.digest))")
    }
    if ProcessInfo.processInfo.environment["FINGERPOST_WRITE_GOLDEN"] != nil {
      let text = lines.joined(separator: "\n") + "\n"
      try text.write(to: Self.pinned, atomically: true, encoding: .utf8)
    }
    let known = try String(contentsOf: Self.pinned, encoding: .utf8).split(separator: "\n")
    for (line, pin) in zip(lines, known) { #expect(line == pin) }
    #expect(lines.count == known.count, "a new migration's line is to be written")
  }

  @Test(
    "an old casebook goes through every later migration with nothing lost",
    arguments: Schema.migrator.migrations)
  func migrated(from version: String) throws {
    let context = ActionContext()
    let queue = try Self.memory(context)
    try Schema.migrator.migrate(queue, upTo: version)
    let tables = try queue.read { db in
      try Schema.synced.filter { try db.tableExists($0) }
    }
    try queue.write { db in
      context.begin(
        ActionEntry(
          id: "one", name: "Fill", at: Date(timeIntervalSince1970: 1_795_000_000), workerID: "one",
          deviceID: "one"), after: 0)
      defer { context.end() }
      try Self.fill(tables, in: db)
    }
    func rows() throws -> [String: Int] {
      try queue.read { db in
        var counts: [String: Int] = [:]
        for table in tables {
          counts[table] = try Int.fetchOne(db, sql: "SELECT count(*) FROM \"\(table)\"")
        }
        return counts
      }
    }
    let before = try rows()
    #expect(before.values.allSatisfy { $0 == 1 })
    try Schema.migrator.migrate(queue)
    #expect(try rows() == before)
    let (broken, health, made) = try queue.read { db in
      (
        try Row.fetchAll(db, sql: "PRAGMA foreign_key_check"),
        try String.fetchOne(db, sql: "PRAGMA integrity_check"), try Self.digest(db)
      )
    }
    #expect(broken.isEmpty && health == "ok")
    // Made in steps or at once, it is the same casebook.
    #expect(try made == Self.atOnce.get())
  }

  /// What a casebook says of itself that was never of an earlier version.
  private static let atOnce: Result<String, any Error> = Result {
    let fresh = try memory(ActionContext())
    try Schema.migrator.migrate(fresh)
    return try fresh.read(digest)
  }

  /// A row in each table; one that points at another waits for that one's.
  private static func fill(_ tables: [String], in db: Database) throws {
    var left = tables
    while !left.isEmpty {
      let before = left.count
      var fault: (any Error)?
      left = left.filter { table in
        do { try HostileTextTests.fill(table, in: db) } catch {
          fault = error
          return true
        }
        return false
      }
      if left.count == before, let fault { throw fault }
    }
  }

  private static func memory(_ context: ActionContext) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.prepareDatabase { context.install(in: $0) }
    return try DatabaseQueue(configuration: configuration)
  }

  /// FNV-1a over all that the schema says.
  private static func digest(_ db: Database) throws -> String {
    let all = try String.fetchAll(
      db,
      sql: """
        SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_schema
        WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name
        """)
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in all.joined(separator: "\n").utf8 {
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
    }
    return String(hash, radix: 16)
  }
}

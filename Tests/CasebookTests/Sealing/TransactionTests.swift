// Transactions larger than the cache. With spilling on, SQLite writes pages to the
// log before it knows whether they will be committed, writes some of them again, and
// redoes the checksums of all that follow; it gets that wrong when savepoints are
// rolled back, so spilling is off unless somebody switches it on.

import Foundation
import GRDB
import Testing

@testable import Casebook

@Suite("transactions larger than the cache")
struct TransactionTests {
  /// Random changes, savepoints and rollbacks, with a model of what should be
  /// there.
  @Test(
    "rolled back, or spilled and rewritten, the log holds what was committed",
    arguments: [true, false], 1...6)
  func spills(spilling: Bool, round: Int) throws {
    let folder = try SealedFolder()
    let queue = try folder.open()
    var dice = Dice()
    var model: [Int: String] = [:]
    try queue.writeWithoutTransaction { db in
      try db.execute(
        sql: """
          PRAGMA journal_mode = WAL; PRAGMA cache_size = 5; PRAGMA wal_autocheckpoint = 0;
          \(spilling ? "PRAGMA cache_spill = ON;" : "")
          CREATE TABLE item (id INTEGER PRIMARY KEY, text TEXT); CREATE INDEX x ON item (text);
          """)
      for _ in 0..<12 {
        var tried = model
        try db.inTransaction {
          for _ in 0..<Int.random(in: 1...6, using: &dice) {
            var inner = tried
            func changes() throws {
              for _ in 0..<Int.random(in: 1...60, using: &dice) {
                try change(db, &inner, &dice)
              }
            }
            if spilling {
              try changes()
              tried = inner
              continue
            }
            try db.inSavepoint {
              try changes()
              if Bool.random(using: &dice) { return .rollback }
              tried = inner
              return .commit
            }
          }
          if Int.random(in: 0..<4, using: &dice) == 0 { return .rollback }
          model = tried
          return .commit
        }
        #expect(try read(db) == model, "seed \(dice.seed)")
        if Int.random(in: 0..<5, using: &dice) == 0 { _ = try db.checkpoint(.restart) }
        #expect(try crashed(folder) == model, "seed \(dice.seed)")
      }
    }
    #expect(try folder.leaks() == [])

    try queue.close()
    let again = try folder.open()
    #expect(try again.read { try read($0) } == model, "seed \(dice.seed)")
    try again.close()
  }

  /// What is found if the program dies now: everything committed is in the log,
  /// and recovery has to take all of it.
  private func crashed(_ folder: SealedFolder) throws -> [Int: String] {
    let place = folder.url.appendingPathComponent("after a crash")
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: place) }
    for name in ["casebook.db", "casebook.db-wal"] {
      try FileManager.default.copyItem(
        at: folder.url.appendingPathComponent(name), to: place.appendingPathComponent(name))
    }
    let again = try SealedFolder.open(place.appendingPathComponent("casebook.db").path)
    defer { try? again.close() }
    let verdict = try again.read { try String.fetchAll($0, sql: "PRAGMA integrity_check") }
    #expect(verdict == ["ok"])
    return try again.read { try read($0) }
  }

  private func change(_ db: Database, _ model: inout [Int: String], _ dice: inout Dice) throws {
    let id = Int.random(in: 1...120, using: &dice)
    let text = String(repeating: canary, count: Int.random(in: 0...200, using: &dice)) + "\(id)"
    if Int.random(in: 0..<4, using: &dice) == 0 {
      try db.execute(sql: "DELETE FROM item WHERE id = ?", arguments: [id])
      model[id] = nil
    } else {
      try db.execute(sql: "INSERT OR REPLACE INTO item VALUES (?, ?)", arguments: [id, text])
      model[id] = text
    }
  }

  private func read(_ db: Database) throws -> [Int: String] {
    let rows = try Row.fetchAll(db, sql: "SELECT id, text FROM item")
    return Dictionary(uniqueKeysWithValues: rows.map { ($0[0], $0[1]) })
  }

  @Test("a sort and a temporary table larger than the cache never touch the disk")
  func temporary() throws {
    let folder = try SealedFolder()
    try folder.fill(rows: 100)
    let queue = try folder.open()
    try queue.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA temp_store = FILE; PRAGMA cache_size = 5")
      try db.execute(
        sql: """
          CREATE TEMP TABLE copy AS SELECT a.body || b.number AS text FROM note a, note b LIMIT 3000;
          CREATE INDEX temp.copied ON copy (text);
          """)
      let first = try String.fetchOne(db, sql: "SELECT text FROM copy ORDER BY text DESC")
      #expect(first?.hasPrefix(canary) == true)
      try db.execute(sql: "DELETE FROM copy WHERE rowid % 2; DROP TABLE copy")
    }
    #expect(try folder.files() == ["casebook.db", "casebook.db-shm", "casebook.db-wal"])
    #expect(try folder.leaks() == [])
    try queue.close()
  }
}

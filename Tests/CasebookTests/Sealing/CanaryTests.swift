// Nothing that was stored can be read off the disk.

import CSealedVFS
import Foundation
import GRDB
import Testing

@testable import Casebook

@Suite("what is stored can't be read off the disk")
struct CanaryTests {
  @Test("nothing readable in main file or log, before and after a checkpoint, a VACUUM, a delete")
  func nothingReadable() throws {
    let folder = try SealedFolder()
    let queue = try folder.open()
    try SealedFolder.makeTable(queue)
    try queue.write { db in for number in 1...200 { try SealedFolder.insert(number, db) } }
    #expect(try folder.files().contains("casebook.db-wal"))
    #expect(try Data(contentsOf: folder.log).count > 100_000)
    #expect(try folder.leaks() == [])

    try queue.writeWithoutTransaction { db in
      _ = try db.checkpoint(.truncate)
    }
    #expect(try Data(contentsOf: folder.database).count > 100_000)
    #expect(try folder.leaks() == [])

    try queue.vacuum()
    #expect(try folder.leaks() == [])
    try queue.write { try $0.execute(sql: "DELETE FROM note") }
    try queue.close()
    #expect(try folder.leaks() == [])
  }

  @Test(
    "no pragma brings plain text to the disk, nor a journal",
    arguments: [
      "PRAGMA journal_mode = DELETE", "PRAGMA journal_mode = PERSIST",
      "PRAGMA journal_mode = TRUNCATE", "PRAGMA journal_mode = MEMORY",
      "PRAGMA journal_mode = OFF", "PRAGMA temp_store = FILE",
      "PRAGMA locking_mode = EXCLUSIVE", "PRAGMA mmap_size = 1000000000",
      "PRAGMA page_size = 8192", "PRAGMA synchronous = OFF", "PRAGMA cache_size = 5",
      "PRAGMA secure_delete = OFF", "PRAGMA auto_vacuum = FULL",
    ])
  func pragmas(pragma: String) throws {
    let folder = try SealedFolder()
    try folder.fill(rows: 100)
    let queue = try folder.open()
    queue.inDatabase { db in
      // Some are refused, some do nothing, none may leak.
      try? db.execute(sql: pragma)
      try? db.inTransaction {
        for number in 101...200 { try SealedFolder.insert(number, db) }
        // A statement that wants a statement journal, and one that sorts a lot.
        try db.execute(sql: "UPDATE OR IGNORE note SET number = number + 0, name = name || ''")
        _ = try String.fetchAll(db, sql: "SELECT body FROM note ORDER BY body DESC, name")
        try db.execute(sql: "CREATE TEMP TABLE scratch AS SELECT * FROM note")
        #expect(try folder.leaks() == [])
        return .commit
      }
      try? db.execute(sql: "VACUUM")
      let leaks = try? folder.leaks()
      #expect(leaks == [])
    }
    #expect(try folder.files().filter { $0.hasSuffix("-journal") } == [])
    try? queue.close()
    #expect(try folder.leaks() == [])
    let count = try SealedFolder.readAll(folder.database.path)
    #expect(count == 100 || count == 200)
  }

  @Test("a database begun with any journal mode is sealed and moves to its log")
  func freshDatabases() throws {
    for mode in ["DELETE", "PERSIST", "TRUNCATE", "MEMORY", "OFF", "WAL"] {
      let folder = try SealedFolder()
      let queue = try folder.open()
      try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = \(mode)") }
      try queue.write { db in
        try db.execute(
          sql: "CREATE TABLE note (number INTEGER PRIMARY KEY, name TEXT, body TEXT)")
      }
      try queue.write { db in
        for number in 1...50 { try SealedFolder.insert(number, db) }
      }
      #expect(try folder.leaks() == [])
      let now = try queue.read { try String.fetchOne($0, sql: "PRAGMA journal_mode") }
      #expect(now == "wal", "after \(mode)")
      try queue.close()
      #expect(try SealedFolder.readAll(folder.database.path) == 50)
    }
  }

  @Test("VACUUM INTO and the backup API make sealed copies that open and can be written")
  func copies() throws {
    let folder = try SealedFolder()
    try folder.fill(rows: 300)
    let queue = try folder.open()
    let vacuumed = folder.url.appendingPathComponent("copi wrth gefn.db")
    try queue.vacuum(into: vacuumed.path)
    let backup = try folder.open("backup.db")
    try queue.backup(to: backup)
    try backup.close()
    // Once more over a copy that exists and is larger than what it becomes.
    let small = try folder.open("small.db")
    try SealedFolder.makeTable(small)
    try small.write { try SealedFolder.insert(1, $0) }
    let again = try folder.open("backup.db")
    try small.backup(to: again)
    try again.close()
    try small.close()
    try queue.backup(to: try folder.open("small.db"))
    #expect(try folder.leaks() == [])
    #expect(try SealedFolder.readAll(vacuumed.path) == 300)
    #expect(try SealedFolder.readAll(folder.url.appendingPathComponent("backup.db").path) == 1)
    #expect(try SealedFolder.readAll(folder.url.appendingPathComponent("small.db").path) == 300)

    let copy = try folder.open("copi wrth gefn.db")
    try copy.write { try SealedFolder.insert(301, $0) }
    try copy.close()
    #expect(try SealedFolder.readAll(vacuumed.path) == 301)
    #expect(try folder.leaks() == [])
  }

  @Test("a page is XChaCha20-Poly1305 as libsodium knows it, bound to kind, number and casebook")
  func pageFormat() throws {
    let folder = try SealedFolder()
    try folder.fill(rows: 40)
    let file = try [UInt8](Data(contentsOf: folder.database))
    #expect(file.count % 4096 == 0)
    for page in 1...(file.count / 4096) {
      let bytes = file[((page - 1) * 4096)..<(page * 4096)]
      // libsodium's own routine, which has nonce first and tag last.
      let content = Array(bytes.prefix(4056))
      let box = Array(bytes.dropFirst(4056).prefix(24)) + content + Array(bytes.suffix(16))
      let number = withUnsafeBytes(of: UInt32(page).littleEndian, Array.init)
      var bound = Array("main".utf8) + number + [UInt8](repeating: 9, count: 16)
      var plain = [UInt8](repeating: 0, count: 4056)
      let key = [7] + [UInt8](repeating: 1, count: 31)
      #expect(sealed_box_open(&plain, box, box.count, bound, bound.count, key) == 0)
      if page == 1 {
        #expect(String(decoding: plain.prefix(15), as: UTF8.self) == "SQLite format 3")
      }
      bound[4] ^= 1
      #expect(sealed_box_open(&plain, box, box.count, bound, bound.count, key) != 0)
    }
    // No nonce is ever used twice.
    let nonces = stride(from: 0, to: file.count, by: 4096).map { file[($0 + 4056)..<($0 + 4080)] }
    #expect(Set(nonces).count == nonces.count)
  }
}

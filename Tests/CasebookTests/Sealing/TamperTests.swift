// Whatever is done to the files: an error or no effect, never a wrong value.

import CSealedVFS
import Foundation
import GRDB
import Testing

@testable import Casebook

@Suite("damage is an error or has no effect, never a wrong value")
struct TamperTests {
  private static let frame = 24 + 4096
  private static let endMark = 56

  /// A database with `rows` rows checkpointed and `logged` more in its log, a
  /// transaction each, and the log as a crash would leave it: where each transaction's
  /// frames end, and behind the last of them the end mark.
  ///
  /// - Returns: with them the log as it was before the last transaction.
  private func withLog(
    rows: Int, logged: Int
  ) throws -> (SealedFolder, Snapshot, [Int], before: Data) {
    let folder = try SealedFolder()
    try folder.fill(rows: rows)
    let queue = try folder.open()
    var ends: [Int] = []
    var before = Data()
    try queue.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA wal_autocheckpoint = 0; PRAGMA synchronous = FULL")
      for number in (rows + 1)...(rows + logged) {
        before = (try? Data(contentsOf: folder.log)) ?? Data()
        try db.inTransaction {
          try SealedFolder.insert(number, db)
          return .commit
        }
        ends.append(try Data(contentsOf: folder.log).count - Self.endMark)
      }
    }
    let snapshot = try folder.snapshot()
    try queue.close()
    return (folder, snapshot, ends, before)
  }

  @Test("one flipped bit anywhere in the main file is an error that names the page")
  func flippedInMain() throws {
    let folder = try SealedFolder()
    try folder.fill(rows: 25)
    let whole = try folder.snapshot()
    #expect(try whole.read() == 25)
    var dice = Dice()
    for _ in 0..<enough(1000) {
      var damaged = whole
      let place = Int.random(in: 0..<damaged.database.count, using: &dice)
      damaged.database[place] ^= 1 << UInt8.random(in: 0..<8, using: &dice)
      let error = damaged.refusal()?.vfs
      let right =
        error?.reason == Int32(SEALED_VFS_BAD_PAGE.rawValue)
        && error?.file == Int32(SEALED_VFS_MAIN.rawValue)
        && error.map { Int($0.page) } == place / 4096 + 1
      #expect(right, "byte \(place), seed \(dice.seed)")
    }
  }

  @Test("one flipped bit in the log is an error, in the last transaction too")
  func flippedInLog() throws {
    let (_, whole, ends, _) = try withLog(rows: 10, logged: 12)
    #expect(try whole.read() == 22)
    let end = try #require(ends.last)
    #expect(whole.log.count == end + Self.endMark)
    var dice = Dice()
    let header = Array(0..<32)
    let anywhere = (0..<enough(1000)).map { _ in Int.random(in: 0..<whole.log.count, using: &dice) }
    let lately = (0..<enough(300)).map { _ in
      Int.random(in: ends[ends.count - 2]..<whole.log.count, using: &dice)
    }
    for place in header + anywhere + lately {
      var damaged = whole
      damaged.log[place] ^= 1 << UInt8.random(in: 0..<8, using: &dice)
      if place < end {
        let reason = damaged.refusal()?.vfs?.reason
        #expect(
          reason == Int32(SEALED_VFS_BAD_LOG.rawValue), "byte \(place), seed \(dice.seed)")
      } else {
        // The end mark is proof and nothing else: without it nothing is lost.
        #expect(try damaged.read() == 22, "byte \(place), seed \(dice.seed)")
      }
    }
  }

  @Test("two pages, or two frames, that changed places are errors")
  func swapped() throws {
    let (folder, whole, ends, _) = try withLog(rows: 30, logged: 12)
    var dice = Dice()
    let pages = whole.database.count / 4096
    let frames = (whole.log.count - 32) / Self.frame
    for _ in 0..<enough(100) {
      var damaged = try folder.snapshot()
      let pair = (1...damaged.database.count / 4096).shuffled(using: &dice).prefix(2)
      swap(&damaged.database, pair.map { (($0 - 1) * 4096)..<($0 * 4096) })
      #expect(throws: (any Error).self) { try damaged.read() }
    }
    for _ in 0..<enough(100) {
      var damaged = whole
      let pair = (0..<frames).shuffled(using: &dice).prefix(2)
      swap(&damaged.log, pair.map { (32 + $0 * Self.frame)..<(32 + ($0 + 1) * Self.frame) })
      #expect(throws: (any Error).self) { try damaged.read() }
    }
    #expect(pages > 10 && frames > 10 && ends.count == 12)
  }

  private func swap(_ data: inout Data, _ ranges: [Range<Int>]) {
    let first = Data(data[ranges[0]])
    let second = Data(data[ranges[1]])
    data.replaceSubrange(ranges[0], with: second)
    data.replaceSubrange(ranges[1], with: first)
  }

  @Test("a main file cut at any length is refused")
  func truncatedMain() throws {
    let folder = try SealedFolder()
    try folder.fill(rows: 40)
    let whole = try folder.snapshot()
    var dice = Dice()
    let size = whole.database.count
    let pages = stride(from: 0, to: size, by: 4096)
    let anywhere = (0..<enough(100)).map { _ in Int.random(in: 0..<size, using: &dice) }
    for length in [0, 1, 15, 16, 99, 100, 512, 4095, size - 1] + pages + anywhere {
      var damaged = whole
      damaged.database.removeSubrange(length...)
      #expect(throws: (any Error).self, "\(length) bytes of \(size)") { try damaged.read() }
    }
  }

  @Test("a main file cut short beside its log is refused where the log doesn't make up for it")
  func truncatedMainWithLog() throws {
    let (_, whole, _, _) = try withLog(rows: 40, logged: 5)
    for length in stride(from: 0, to: whole.database.count, by: 1024) {
      var damaged = whole
      damaged.database.removeSubrange(length...)
      let count = try? damaged.read(keepsLog: false)
      #expect(count == nil || count == 45, "\(length) bytes")
    }
  }

  @Test("a log cut at any length gives the last transaction that is whole")
  func truncatedLog() throws {
    let (_, whole, ends, _) = try withLog(rows: 10, logged: 10)
    var dice = Dice()
    let anywhere = (0..<enough(100)).map { _ in Int.random(in: 0..<whole.log.count, using: &dice) }
    for length in ends + ends.map({ $0 - 1 }) + anywhere {
      var damaged = whole
      damaged.log.removeSubrange(length...)
      #expect(try damaged.read() == 10 + ends.filter { $0 <= length }.count, "\(length) bytes")
    }
  }

  @Test("a log whose end was torn by a power cut gives the last transaction before it")
  func tornLog() throws {
    let (_, whole, ends, before) = try withLog(rows: 10, logged: 10)
    let start = ends[ends.count - 2]
    let end = try #require(ends.last)
    // The blocks of the last transaction reached the disk in part and in any order, and
    // its sync never came back, so that no end mark was written behind it. What didn't
    // get there is zeros, or noise, or the end mark of the transaction before it.
    var dice = Dice()
    for turn in 0..<enough(150) {
      var damaged = whole
      damaged.log.removeSubrange(end...)
      let lost = turn == 0 ? start : Int.random(in: start..<end, using: &dice) & ~511
      let range = max(lost, start)..<min(lost + 512, end)
      let kind = turn == 0 ? 2 : Int.random(in: 0...2, using: &dice)
      for i in range {
        damaged.log[i] =
          switch kind {
          case 0: 0
          case 1: UInt8.random(in: 0...255, using: &dice)
          default: i < before.count ? before[i] : 0
          }
      }
      #expect(try damaged.read() == 19, "\(range), seed \(dice.seed)")
    }
  }

  @Test("page 1 torn by a power cut during a checkpoint is taken from the log")
  func tornFirstPage() throws {
    let folder = try SealedFolder()
    try folder.fill(rows: 10)
    let queue = try folder.open()
    try queue.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA wal_autocheckpoint = 0")
      try db.execute(sql: "CREATE TABLE other (id INTEGER)")
      try db.inTransaction {
        try SealedFolder.insert(11, db)
        return .commit
      }
    }
    var damaged = try folder.snapshot()
    try queue.close()
    for i in 1024..<2048 { damaged.database[i] = 0 }
    #expect(try damaged.read() == 11)
    // Without the log it is lost, and says so.
    damaged.log = Data()
    #expect(throws: (any Error).self) { try damaged.read() }
  }

  @Test("frames left behind by an earlier pass over the log are ignored")
  func staleFrames() throws {
    let (folder, _, _, _) = try withLog(rows: 10, logged: 30)
    let queue = try folder.open()
    try queue.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA wal_autocheckpoint = 0")
      for number in 41...60 { try SealedFolder.insert(number, db) }
      try db.checkpoint(.restart)
      try SealedFolder.insert(61, db)
      try SealedFolder.insert(62, db)
    }
    var later = try folder.snapshot()
    #expect(later.log.count > 10 * Self.frame)
    #expect(try later.read() == 62)
    // A torn write on top of old frames.
    let size = later.log.count
    later.log[32 + 5000] ^= 1
    #expect((try? later.read()) == nil)
    #expect(later.log.count == size)
    try queue.close()
  }

  @Test("a hole of zeros, and a page of noise, are errors")
  func holes() throws {
    let folder = try SealedFolder()
    try folder.fill(rows: 40)
    let whole = try folder.snapshot()
    for page in 0..<(whole.database.count / 4096) {
      var damaged = whole
      damaged.database.resetBytes(in: (page * 4096)..<(page * 4096 + 4096))
      #expect(throws: (any Error).self) { try damaged.read() }
    }
  }

  @Test("files of noise never open and never crash")
  func noise() throws {
    let folder = try SealedFolder()
    var dice = Dice()
    for _ in 0..<enough(100) {
      var snapshot = Snapshot(folder: folder, database: Data(), log: Data())
      snapshot.database = noise(&dice)
      if Bool.random(using: &dice) { snapshot.log = noise(&dice) }
      #expect(throws: (any Error).self) { try snapshot.read() }
    }
  }

  private func noise(_ dice: inout Dice) -> Data {
    let count = Int.random(in: 1...20000, using: &dice)
    return Data((0..<count).map { _ in UInt8.random(in: 0...255, using: &dice) })
  }

  @Test("the key of another casebook opens nothing, and leaves the log alone")
  func wrongKey() throws {
    for logged in [0, 5] {
      let folder = try SealedFolder()
      try folder.fill(rows: 20)
      let queue = try folder.open()
      try queue.writeWithoutTransaction { db in
        try db.execute(sql: "PRAGMA wal_autocheckpoint = 0")
        for number in 21..<(21 + logged) { try SealedFolder.insert(number, db) }
      }
      let whole = try folder.snapshot()
      try queue.close()
      let other = folder.url.appendingPathComponent("other")
      try FileManager.default.createDirectory(at: other, withIntermediateDirectories: true)
      let file = other.appendingPathComponent("casebook.db")
      let log = other.appendingPathComponent("casebook.db-wal")
      try whole.database.write(to: file)
      if logged > 0 { try whole.log.write(to: log) }
      let wrong = try SealedFolder.testKey(8)
      try wrong.register(forCasebookAt: other)
      #expect(throws: (any Error).self) { try SealedFolder.readAll(file.path) }
      wrong.unregister(forCasebookAt: other)
      if logged > 0 { #expect(try Data(contentsOf: log) == whole.log) }
      #expect(try Data(contentsOf: file) == whole.database)
      #expect(try SealedFolder.readAll(file.path) == 20 + logged)
    }
  }

  @Test("pages of two casebooks under one key can't be exchanged")
  func otherID() throws {
    let folder = try SealedFolder()
    try folder.fill(rows: 5)
    let other = folder.url.appendingPathComponent("other")
    try FileManager.default.createDirectory(at: other, withIntermediateDirectories: true)
    try FileManager.default.copyItem(
      at: folder.database, to: other.appendingPathComponent("casebook.db"))
    let sibling = DataKey(
      secret: folder.key.secret, casebookID: [UInt8](repeating: 10, count: 16))
    try sibling.register(forCasebookAt: other)
    defer { sibling.unregister(forCasebookAt: other) }
    #expect(throws: (any Error).self) {
      try SealedFolder.readAll(other.appendingPathComponent("casebook.db").path)
    }
  }

  @Test("damage met while the casebook is open is an error, then and there")
  func damageWhileOpen() throws {
    let folder = try SealedFolder()
    try folder.fill(rows: 20)
    let queue = try folder.open()
    try queue.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA wal_autocheckpoint = 0; PRAGMA cache_size = 0")
      for number in 21...40 { try SealedFolder.insert(number, db) }
    }
    var log = try Data(contentsOf: folder.log)
    for i in stride(from: 32 + 1000, to: log.count, by: Self.frame) { log[i] ^= 4 }
    let handle = try FileHandle(forWritingTo: folder.log)
    try handle.write(contentsOf: log)
    try handle.close()
    #expect(throws: (any Error).self) {
      try queue.read { db in
        try db.execute(sql: "PRAGMA shrink_memory")
        _ = try SealedFolder.check(db)
      }
    }
    let error = folder.takeError()
    #expect(error?.reason == Int32(SEALED_VFS_BAD_LOG.rawValue))
    #expect((error?.frame ?? 0) > 0 && (error?.page ?? 0) > 0)
    try? queue.close()
  }
}

// A folder of sealed databases for one test, with its key registered, gone when
// the test is over.

import CSealedVFS
import Foundation
import GRDB
import Testing

@testable import Casebook

/// Something that must never be found on a disk.
let canary = "CANARY-Angharad-Penhaligon-4857773456"

final class SealedFolder: Sendable {
  let url: URL
  let key: DataKey

  var database: URL { url.appendingPathComponent("casebook.db") }
  var log: URL { url.appendingPathComponent("casebook.db-wal") }

  init(named name: String = "Llyfr achosion ŵ ŷ") throws {
    url = Self.scratch
      .appendingPathComponent("fingerpost-\(UUID().uuidString)")
      .appendingPathComponent(name)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    key = try SealedFolder.testKey()
    try key.register(forCasebookAt: url)
  }

  /// In memory where there is such a place: thousands of small databases are made
  /// and synced, and none of this is about the disk itself.
  static var scratch: URL {
    let memory = "/dev/shm"
    return FileManager.default.isWritableFile(atPath: memory)
      ? URL(fileURLWithPath: memory) : FileManager.default.temporaryDirectory
  }

  /// The folder of another test or process, not removed at the end.
  static func register(_ path: String) throws {
    try testKey().register(forCasebookAt: URL(fileURLWithPath: path))
  }

  /// The same key in every process of a test.
  static func testKey(_ first: UInt8 = 7) throws -> DataKey {
    DataKey(
      secret: try .of([first] + [UInt8](repeating: 1, count: 31)),
      casebookID: [UInt8](repeating: 9, count: 16))
  }

  deinit {
    key.unregister(forCasebookAt: url)
    try? FileManager.default.removeItem(at: url.deletingLastPathComponent())
  }

  func open(_ name: String = "casebook.db") throws -> DatabaseQueue {
    try Self.open(url.appendingPathComponent(name).path)
  }

  static func open(_ path: String, readonly: Bool = false) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.readonly = readonly
    configuration.busyMode = .timeout(20)
    return try DatabaseQueue(path: path, configuration: configuration)
  }

  /// A database of some pages, rows with an overflow page among them, an index,
  /// and the canary in every row.
  func fill(rows: Int) throws {
    let queue = try open()
    try Self.makeTable(queue)
    try queue.write { db in
      for number in 1...rows { try Self.insert(number, db) }
    }
    try queue.close()
  }

  static func makeTable(_ queue: DatabaseQueue) throws {
    try queue.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA journal_mode = WAL")
      try db.execute(
        sql: """
          CREATE TABLE IF NOT EXISTS note (
            number INTEGER PRIMARY KEY, name TEXT NOT NULL, body TEXT NOT NULL);
          CREATE INDEX IF NOT EXISTS note_by_name ON note (name);
          """)
    }
  }

  static func body(_ number: Int) -> String {
    number < bodies.count ? bodies[number] : makeBody(number)
  }
  private static let bodies = (0..<200).map(makeBody)
  private static func makeBody(_ number: Int) -> String {
    "\(canary) \(number) " + String(repeating: "\(number % 10)", count: (number * 613) % 5000)
  }

  static func insert(_ number: Int, _ db: Database) throws {
    try db.execute(
      sql: "INSERT INTO note VALUES (?, ?, ?)",
      arguments: [number, "name \(number * 7919 % 1000)", body(number)])
  }

  /// Reads everything there is and makes sure that it is right.
  ///
  /// - returns: how many rows there are, 1 to the last without a gap.
  static func readAll(_ path: String) throws -> Int {
    let queue = try open(path)
    defer { try? queue.close() }
    return try queue.read { db in
      let count = try check(db)
      let verdict = try String.fetchAll(db, sql: "PRAGMA integrity_check")
      guard verdict == ["ok"] else { throw Wrong(what: verdict.joined(separator: "; ")) }
      return count
    }
  }

  static func check(_ db: Database) throws -> Int {
    var count = 0
    let rows = try Row.fetchCursor(db, sql: "SELECT number, name, body FROM note ORDER BY number")
    while let row = try rows.next() {
      count += 1
      let number: Int = row[0]
      let name: String = row[1]
      let text: String = row[2]
      let right =
        number == count && name == "name \(number * 7919 % 1000)" && text == body(number)
      if !right {
        Issue.record("wrong data read: row \(number) at \(count)")
        throw Wrong(what: "row \(number)")
      }
    }
    return count
  }

  struct Wrong: Error { let what: String }

  /// The latest error of the VFS about this folder.
  func takeError() -> sealed_vfs_error? {
    var error = sealed_vfs_error()
    return sealed_vfs_take_error(url.path, &error) == 1 ? error : nil
  }

  /// The names of the files that hold the canary or another trace of plain
  /// SQLite content.
  func leaks() throws -> [String] {
    let traces = [canary, "Angharad", "SQLite format 3", "CREATE TABLE", "note_by_name"]
      .map { Data($0.utf8) }
    return try files().filter { file in
      let data = try Data(contentsOf: url.appendingPathComponent(file))
      return traces.contains { data.range(of: $0) != nil }
    }
  }

  func files() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: url.path).sorted()
  }

  /// A copy of the database and log as they lie on disk, in a folder below this
  /// one and so under the same key.
  func snapshot() throws -> Snapshot {
    Snapshot(
      folder: self, database: try Data(contentsOf: database),
      log: (try? Data(contentsOf: log)) ?? Data())
  }
}

/// The bytes of a database and its log, to be put down changed somewhere else.
struct Snapshot {
  let folder: SealedFolder
  var database: Data
  var log: Data

  /// Puts the files down and tries to read everything.
  ///
  /// What couldn't be read must not become readable by being tried: a second
  /// look has to fail as well. And unless it is the main file that is short, an
  /// error must leave a log where it was: it may hold the last copy of something.
  func read(keepsLog: Bool = true) throws -> Int {
    let place = folder.url.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: place) }
    let file = place.appendingPathComponent("casebook.db")
    let log = place.appendingPathComponent("casebook.db-wal")
    try database.write(to: file)
    if !self.log.isEmpty { try self.log.write(to: log) }
    do {
      return try SealedFolder.readAll(file.path)
    } catch {
      let first = folder.takeError()
      if !self.log.isEmpty, keepsLog {
        #expect(FileManager.default.fileExists(atPath: log.path))
      }
      if let count = try? SealedFolder.readAll(file.path) {
        Issue.record("refused at first, and then \(count) rows were read")
      }
      throw Refused(error: error, vfs: first)
    }
  }

  /// What was said when it was refused, or nil when everything was read.
  func refusal() -> Refused? {
    do {
      _ = try read()
      return nil
    } catch {
      return error as? Refused
    }
  }

  struct Refused: Error {
    let error: any Error
    let vfs: sealed_vfs_error?
  }
}

/// A small generator whose seed is printed with a failure (SplitMix64).
struct Dice: RandomNumberGenerator {
  let seed: UInt64
  private var state: UInt64

  init(_ seed: UInt64 = .random(in: 0...UInt64.max)) {
    self.seed = seed
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}

/// How many tries a randomised test makes: more when FINGERPOST_FUZZ_SECONDS asks.
func enough(_ usual: Int) -> Int {
  let seconds = Int(ProcessInfo.processInfo.environment["FINGERPOST_FUZZ_SECONDS"] ?? "") ?? 0
  return usual * max(1, seconds / 5)
}

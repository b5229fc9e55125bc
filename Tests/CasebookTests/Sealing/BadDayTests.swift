// Killed in mid-write, no room on the disk, no leave to write, two at once, no
// key. Children are started for what a process can only do to itself.

import CSealedVFS
import Foundation
import GRDB
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@testable import Casebook

@Suite("bad days")
struct BadDayTests {
  @Test("every change acknowledged before kill -9 is there afterwards, and nothing leaked")
  func killed() async throws {
    let folder = try SealedFolder()
    try folder.fill(rows: 10)
    let path = folder.database.path
    let acknowledged = folder.url.appendingPathComponent("acknowledged").path
    var last = 10
    for round in 0..<enough(8) {
      let microseconds = UInt32.random(in: 5_000...120_000)
      await #expect(processExitsWith: .signal(SIGKILL)) {
        [
          path = path as String, acknowledged = acknowledged as String,
          microseconds = microseconds as UInt32
        ] in
        try writeUntilKilled(path, acknowledged, after: microseconds)
      }
      let lines = (try? String(contentsOfFile: acknowledged, encoding: .utf8)) ?? ""
      let promised = lines.split(separator: "\n").last.flatMap { Int($0) } ?? last
      #expect(try folder.leaks() == [], "round \(round)")
      let count = try SealedFolder.readAll(path)
      #expect(count >= promised, "round \(round), killed after \(microseconds) µs")
      #expect(count <= max(promised, last) + 3)
      last = count
    }
    #expect(last > 10)
  }

  @Test("a full disk is an error, loses nothing, and the next write after making room works")
  func fullDisk() async throws {
    let folder = try SealedFolder()
    try folder.fill(rows: 50)
    let path = folder.database.path
    await #expect(processExitsWith: .success) { [path = path as String] in
      try fillTheDisk(path)
    }
    #expect(try SealedFolder.readAll(path) >= 50)
    #expect(try folder.leaks() == [])
  }

  @Test("a read-only folder is an error or can be read, and nothing in it changes")
  func readOnly() async throws {
    let folder = try SealedFolder()
    try folder.fill(rows: 20)
    let before = try Data(contentsOf: folder.database)
    let path = folder.database.path
    chmod(folder.url.deletingLastPathComponent().path, 0o755)
    chmod(path, 0o444)
    chmod(folder.url.path, 0o555)
    await #expect(processExitsWith: .success) { [path = path as String] in
      try readWithoutLeaveToWrite(path)
    }
    chmod(folder.url.path, 0o755)
    #expect(try Data(contentsOf: folder.database) == before)
    #expect(try folder.files() == ["casebook.db"])
    #expect(try SealedFolder.readAll(path) == 20)
  }

  @Test("two processes write at once, and both sets of rows are there")
  func twoAtOnce() async throws {
    let folder = try SealedFolder()
    try folder.fill(rows: 1)
    let path = folder.database.path
    async let other = #expect(processExitsWith: .success) { [path = path as String] in
      try appendRows(path, 150)
    }
    try appendRows(path, 150)
    _ = await other
    #expect(try SealedFolder.readAll(path) == 301)
    #expect(try folder.leaks() == [])
  }

  @Test("several connections in one process read while another writes and checkpoints")
  func readersAndWriter() async throws {
    let folder = try SealedFolder()
    try folder.fill(rows: 30)
    let path = folder.database.path
    var configuration = Configuration()
    configuration.busyMode = .timeout(20)
    let pool = try DatabasePool(path: path, configuration: configuration)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<3 {
        group.addTask {
          for _ in 0..<25 {
            let count = try await pool.read { try SealedFolder.check($0) }
            #expect(count >= 30)
          }
        }
      }
      group.addTask {
        for number in 31...130 {
          try await pool.write { try SealedFolder.insert(number, $0) }
          if number % 10 == 0 {
            _ = try await pool.writeWithoutTransaction { try $0.checkpoint().walFrameCount }
          }
        }
      }
      try await group.waitForAll()
    }
    try pool.close()
    #expect(try SealedFolder.readAll(path) == 130)
  }

  @Test("relative paths, symbolic links, spaces and Welsh letters find the same key")
  func paths() throws {
    let folder = try SealedFolder(named: "Gŵyl y Bŷd  (dau)")
    try folder.fill(rows: 5)
    let parent = folder.url.deletingLastPathComponent()
    let link = parent.appendingPathComponent("dolen ŷ")
    try FileManager.default.createSymbolicLink(at: link, withDestinationURL: folder.url)
    #expect(try SealedFolder.readAll(link.appendingPathComponent("casebook.db").path) == 5)
    let fileLink = parent.appendingPathComponent("ffeil.db")
    try FileManager.default.createSymbolicLink(at: fileLink, withDestinationURL: folder.database)
    #expect(try SealedFolder.readAll(fileLink.path) == 5)
    let dotted = folder.url.path + "/../" + folder.url.lastPathComponent + "/./casebook.db"
    #expect(try SealedFolder.readAll(dotted) == 5)
    let here = FileManager.default.currentDirectoryPath.split(separator: "/").count
    let relative = String(repeating: "../", count: here) + folder.database.path.dropFirst()
    #expect(try SealedFolder.readAll(relative) == 5)
    // Registered through the link, it is the same registration.
    let key = try SealedFolder.testKey(8)
    #expect(throws: KeyFileError.notRegistered(path: link.path)) {
      try key.register(forCasebookAt: link)
    }
  }

  @Test("a path without a key is refused, before and after there was one")
  func noKey() throws {
    sealed_vfs_register()
    let place = FileManager.default.temporaryDirectory
      .appendingPathComponent("fingerpost-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: place) }
    let path = place.appendingPathComponent("casebook.db").path
    #expect(throws: DatabaseError.self) { try DatabaseQueue(path: path) }
    var error = sealed_vfs_error()
    #expect(sealed_vfs_take_error(place.path, &error) == 1)
    #expect(error.reason == Int32(SEALED_VFS_NO_KEY.rawValue))
    #expect(sealed_vfs_take_error(place.path, &error) == 0)
    #expect(!FileManager.default.fileExists(atPath: path))

    let key = try SealedFolder.testKey()
    try key.register(forCasebookAt: place)
    try key.register(forCasebookAt: place)
    key.unregister(forCasebookAt: place)
    let queue = try DatabaseQueue(path: path)
    try SealedFolder.makeTable(queue)
    key.unregister(forCasebookAt: place)
    // What is open goes on; nothing new opens.
    try queue.write { try SealedFolder.insert(1, $0) }
    #expect(throws: DatabaseError.self) { try DatabaseQueue(path: path) }
    try queue.close()
    #expect(sealed_vfs_remove_key(place.path) != 0)
    #expect(try DatabaseQueue().read { try Int.fetchOne($0, sql: "SELECT 1") } == 1)
  }

  @Test("an ordinary SQLite database is refused as not sealed, and left as it is")
  func plain() throws {
    let folder = try SealedFolder()
    var plain = Data("SQLite format 3\0".utf8)
    plain.append(Data(repeating: 0, count: 8192 - plain.count))
    try plain.write(to: folder.database)
    #expect(throws: DatabaseError.self) { try folder.open() }
    #expect(folder.takeError()?.reason == Int32(SEALED_VFS_NOT_SEALED.rawValue))
    #expect(try Data(contentsOf: folder.database) == plain)
  }

  @Test("another layout is refused before anything is written")
  func layout() throws {
    let folder = try SealedFolder()
    try folder.fill(rows: 1)
    let queue = try folder.open()
    let path = folder.url.appendingPathComponent("attached.db").path
    #expect(throws: DatabaseError.self) {
      try queue.writeWithoutTransaction { db in
        try db.execute(sql: "ATTACH ? AS other; CREATE TABLE other.t (a)", arguments: [path])
      }
    }
    #expect(folder.takeError()?.reason == Int32(SEALED_VFS_BAD_LAYOUT.rawValue))
    #expect((try? Data(contentsOf: URL(fileURLWithPath: path)).count) ?? 0 == 0)
    try queue.close()
  }

  @Test("core dumps are off once asked for")
  func coreDumps() async {
    await #expect(processExitsWith: .success) {
      guard sealed_disable_core_dumps() == 0 else { exit(1) }
      var limit = rlimit()
      getrlimit(__rlimit_resource_t(UInt32(RLIMIT_CORE.rawValue)), &limit)
      exit(limit.rlim_cur == 0 && limit.rlim_max == 0 ? 0 : 2)
    }
  }
}

// MARK: - What the children do

/// Writes rows, a transaction or a few rows each, and notes each number once its
/// commit has returned, until a thread kills the process.
private func writeUntilKilled(_ path: String, _ note: String, after: UInt32) throws {
  let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
  try SealedFolder.register(folder.path)
  let queue = try SealedFolder.open(path)
  var number = try queue.read { try Int.fetchOne($0, sql: "SELECT max(number) FROM note") ?? 0 }
  let descriptor = open(note, O_WRONLY | O_CREAT | O_APPEND, 0o600)
  Thread.detachNewThread {
    usleep(after)
    kill(getpid(), SIGKILL)
  }
  try queue.writeWithoutTransaction { db in
    // A small cache spills pages into the log before they are committed, and
    // small logs are checkpointed all the time.
    try db.execute(
      sql: "PRAGMA cache_size = 5; PRAGMA wal_autocheckpoint = 20; PRAGMA synchronous = FULL")
    while true {
      let rows = Int.random(in: 1...3)
      try db.inTransaction {
        for next in (number + 1)...(number + rows) { try SealedFolder.insert(next, db) }
        return .commit
      }
      number += rows
      let line = Array("\(number)\n".utf8)
      _ = line.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    }
  }
}

/// Writes until there is no more room, then makes room and goes on.
private func fillTheDisk(_ path: String) throws {
  signal(SIGXFSZ, SIG_IGN)
  try SealedFolder.register(URL(fileURLWithPath: path).deletingLastPathComponent().path)
  let queue = try SealedFolder.open(path)
  for limit in stride(from: 301_000, through: 400_000, by: 33_000) {
    var number = try queue.read { try SealedFolder.check($0) }
    setLimit(limit)
    var full = false
    while !full, number < 10_000 {
      do {
        try queue.write { db in
          for next in (number + 1)...(number + 3) { try SealedFolder.insert(next, db) }
        }
        number += 3
      } catch let error as DatabaseError where error.resultCode == .SQLITE_FULL {
        full = true
      } catch let error as DatabaseError where error.resultCode == .SQLITE_IOERR {
        full = true
      }
    }
    guard full else { exit(1) }
    guard try queue.read({ try SealedFolder.check($0) }) == number else { exit(2) }
    setLimit(Int.max)
    try queue.write { try SealedFolder.insert(number + 1, $0) }
    guard try queue.read({ try SealedFolder.check($0) }) == number + 1 else { exit(3) }
  }
  try queue.close()
  exit(0)
}

private func setLimit(_ bytes: Int) {
  let resource = __rlimit_resource_t(UInt32(RLIMIT_FSIZE.rawValue))
  var limit = rlimit()
  getrlimit(resource, &limit)
  limit.rlim_cur = bytes == Int.max ? limit.rlim_max : rlim_t(bytes)
  setrlimit(resource, &limit)
}

/// Opens, reads and tries to write as somebody who may only read.
private func readWithoutLeaveToWrite(_ path: String) throws {
  if geteuid() == 0 {
    guard setegid(65534) == 0, seteuid(65534) == 0 else { exit(3) }
  }
  try SealedFolder.register(URL(fileURLWithPath: path).deletingLastPathComponent().path)
  for readonly in [true, false] {
    do {
      let queue = try SealedFolder.open(path, readonly: readonly)
      guard try queue.read({ try SealedFolder.check($0) }) == 20 else { exit(4) }
      try? queue.write { try SealedFolder.insert(21, $0) }
      guard try queue.read({ try SealedFolder.check($0) }) == 20 else { exit(5) }
    } catch is DatabaseError {
      continue
    }
  }
  exit(0)
}

/// Adds rows one by one, whoever else does.
private func appendRows(_ path: String, _ count: Int) throws {
  try SealedFolder.register(URL(fileURLWithPath: path).deletingLastPathComponent().path)
  let queue = try SealedFolder.open(path)
  for _ in 0..<count {
    try queue.writeWithoutTransaction { db in
      try db.inTransaction(.immediate) {
        let last = try Int.fetchOne(db, sql: "SELECT max(number) FROM note") ?? 0
        try SealedFolder.insert(last + 1, db)
        return .commit
      }
    }
  }
  try queue.close()
}

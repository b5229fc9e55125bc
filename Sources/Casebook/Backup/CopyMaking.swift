// How a sealed copy is made: from one moment of the casebook, beside whoever is
// working in it, under a name of its own until it has been checked.

import CSealedVFS
import Foundation
import GRDB

/// Makes copies of one casebook. Safe to use on any thread: it opens the casebook
/// for itself.
struct CopyMaking: Sendable {
  /// The casebook's folder.
  let folder: URL
  let key: DataKey
  /// How many pages are copied between two rests.
  var pagesPerStep: Int32 = 512
  /// How long each rest is, in microseconds, so that whoever works meanwhile has
  /// the disk.
  var rest: UInt32 = 0
  /// Asked after each step; when true the copy is given up and nothing is left.
  var isGivenUp: @Sendable () -> Bool = { false }

  /// Makes a copy under `file`. A file of that name is replaced at the end, in one
  /// step, or stays as it is.
  @discardableResult
  func make(_ file: URL, at now: Date) throws -> SealedCopy {
    let part = file.deletingLastPathComponent().appendingPathComponent(
      ".\(file.lastPathComponent).\(UUID().uuidString.prefix(8))\(Self.partSuffix)")
    defer { for name in Self.files(part) { unlink(name) } }
    // SQLite would let others read it.
    let made = open(part.path, O_WRONLY | O_CREAT | O_EXCL, 0o600)
    guard made >= 0 else { throw BackupError.fromSystem(file.path) }
    close(made)
    try key.register(forCasebookAt: folder)
    defer { key.unregister(forCasebookAt: folder) }
    try key.register(forCasebookAt: part)
    defer { key.unregister(forCasebookAt: part) }
    do {
      try copyPages(to: part)
      let keys = try Data(contentsOf: CasebookPaths(folder).keys)
      // Keys that are not this casebook's would make a copy that nobody can open.
      _ = try KeyFile(data: keys).slots(using: key)
      try SealedCopy.seal(part, keys: keys, at: now, with: key)
      let copy = try SealedCopy(contentsOf: part)
      try copy.check(with: key)
      try checkSoundness(of: part)
    } catch {
      throw CasebookError.from(error, path: folder.path)
    }
    guard rename(part.path, file.path) == 0 else { throw BackupError.fromSystem(file.path) }
    Self.syncFolder(of: file)
    return try SealedCopy(contentsOf: file)
  }

  static let partSuffix = ".part"

  private static func files(_ part: URL) -> [String] {
    ["", "-wal", "-shm", "-journal"].map { part.path + $0 }
  }

  /// Makes a rename in the folder of `file` last.
  static func syncFolder(of file: URL) {
    let descriptor = open(file.deletingLastPathComponent().path, O_RDONLY | O_DIRECTORY)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }

  private func copyPages(to part: URL) throws {
    let source = try Self.queue(CasebookPaths(folder).database)
    let copy = try Self.queue(part, isCopy: true)
    defer {
      try? copy.close()
      try? source.close()
    }
    try source.unsafeRead { db in
      // One moment for the whole copy: without it, each write by somebody else
      // would start the copy again.
      try db.beginTransaction(.deferred)
      defer { try? db.rollback() }
      _ = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema")
      try copy.writeWithoutTransaction { copy in
        try db.backup(to: copy, pagesPerStep: pagesPerStep) { _ in
          if isGivenUp() { throw CancellationError() }
          if rest > 0 { usleep(rest) }
        }
      }
    }
  }

  /// Opens the copy as SQLite sees it and makes sure that its tables hold together
  /// and its history ends where it says.
  private func checkSoundness(of part: URL) throws {
    let queue = try Self.queue(part, isCopy: true)
    defer { try? queue.close() }
    try queue.unsafeRead { db in
      if let fault = try Soundness.firstFault(in: db) { throw BackupError.notSound(fault) }
    }
  }

  /// - Parameter isCopy: the file is nobody else's, and what does not fit into the
  ///   cache may go to it at once.
  static func queue(_ file: URL, isCopy: Bool = false) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.busyMode = .timeout(5)
    configuration.label = "casebook copy"
    configuration.prepareDatabase { db in
      try db.execute(sql: "PRAGMA temp_store = MEMORY; PRAGMA cache_size = -8192")
      if isCopy {
        try db.execute(sql: "PRAGMA cache_spill = ON; PRAGMA locking_mode = EXCLUSIVE")
      }
    }
    return try DatabaseQueue(path: file.path, configuration: configuration)
  }
}

/// The quick look at a whole database: tables and indexes hold together, every
/// reference leads somewhere, the history ends where its head says.
enum Soundness {
  static func firstFault(in db: Database) throws -> String? {
    let verdict = try String.fetchOne(db, sql: "PRAGMA quick_check(1)") ?? "no answer"
    if verdict != "ok" { return verdict }
    if let row = try Row.fetchOne(db, sql: "PRAGMA foreign_key_check") {
      return "a row of \(row[0] as String? ?? "a table") refers to one that is not there"
    }
    guard try db.tableExists("chain_head") else { return "it is not a casebook" }
    let head = try Data.fetchOne(db, sql: "SELECT hash FROM chain_head")
    let last = try Data.fetchOne(db, sql: "SELECT hash FROM action ORDER BY number DESC LIMIT 1")
    return head == last ? nil : "its history does not end where it says"
  }
}

// What an import would change, worked out beside the casebook: in a sealed file of its own,
// so that nobody who works meanwhile waits for it. Nothing is written to the casebook until
// all of a file has been read and found right.

import Casework
import Foundation
import GRDB

/// The records that an import adds or changes, each as it will be.
///
/// A row's number here is twice its number in the casebook, or an odd number where it is new.
/// `changed` has a bit for each field, and one more for the fields that the standard does not
/// have.
final class StagedDirectory {
  private let queue: DatabaseQueue
  private let file: URL
  /// Held open and locked for as long as somebody is at it.
  private let lock: Int32
  private var isKept = false

  /// The file's name in the casebook's folder.
  var name: String { file.lastPathComponent }

  /// Makes the file in the folder of a casebook that is open, whose key it is sealed under.
  ///
  /// - Parameter needed: the names of files like it that are still to be brought in.
  init(beside folder: URL, needed: Set<String>) throws {
    file = folder.appendingPathComponent("\(Self.prefix)\(UUID().uuidString)")
    Self.removeLeftOver(in: folder, except: needed)
    // SQLite would let others read it.
    lock = open(file.path, O_RDWR | O_CREAT | O_EXCL, 0o600)
    guard lock >= 0 else {
      if errno == ENOSPC || errno == EDQUOT { throw CasebookError.diskFull }
      throw CasebookError.readOnly(folder.path)
    }
    flock(lock, LOCK_EX | LOCK_NB)
    do { queue = try Self.emptyQueue(file) } catch {
      close(lock)
      unlink(file.path)
      throw error
    }
  }

  private init(_ file: URL, lock: Int32) throws {
    self.file = file
    self.lock = lock
    // It is only read from now on. Its header says that it has a log, as that of everything
    // sealed does.
    queue = try CopyMaking.queue(file, isCopy: true)
    _ = try queue.unsafeRead { try Int.fetchOne($0, sql: "SELECT count(*) FROM sqlite_schema") }
  }

  private static func emptyQueue(_ file: URL) throws -> DatabaseQueue {
    let queue = try CopyMaking.queue(file, isCopy: true)
    try queue.writeWithoutTransaction { db in
      // What is lost of it before it is settled is worked out anew.
      try db.execute(sql: "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")
      for entity in DirectoryEntity.allCases { try db.execute(sql: table(of: entity)) }
      try db.execute(sql: Postcodes.staged)
    }
    return queue
  }

  /// What became of a file that an import was interrupted with.
  enum Left {
    /// Somebody is at it.
    case inUse
    case gone
    case there(StagedDirectory)
  }

  /// Opens what was left of an import, unless somebody is still bringing it in.
  static func reopen(_ file: URL) -> Left {
    let lock = open(file.path, O_RDWR)
    guard lock >= 0 else { return errno == ENOENT ? .gone : .inUse }
    guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
      close(lock)
      return .inUse
    }
    if let staged = try? StagedDirectory(file, lock: lock) { return .there(staged) }
    close(lock)
    return .gone
  }

  /// Makes sure that all of it is on the disk.
  func settle() throws {
    let folder = open(file.deletingLastPathComponent().path, O_RDONLY | O_DIRECTORY)
    defer { if folder >= 0 { close(folder) } }
    guard fsync(lock) == 0, folder >= 0, fsync(folder) == 0 else { throw CasebookError.diskFull }
  }

  /// Leaves the file for whoever opens the casebook next.
  func keep() { isKept = true }

  /// Takes the file away.
  func remove() {
    if !isKept { Self.unlinkAll(file) }
    isKept = true
  }

  deinit {
    try? queue.close()
    remove()
    close(lock)
  }

  /// Takes away the file, and what SQLite may have laid beside it.
  static func unlinkAll(_ file: URL) {
    for end in ["", "-wal", "-shm"] { unlink(file.path + end) }
  }

  private static let prefix = ".incoming-"

  /// Takes away what a program left that was killed before it had anything to bring in.
  private static func removeLeftOver(in folder: URL, except needed: Set<String>) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    for name in names where name.hasPrefix(prefix) && !needed.contains(name) {
      let path = folder.appendingPathComponent(name).path
      let written = try? FileManager.default.attributesOfItem(atPath: path)[.modificationDate]
      // One that is some seconds old may be about to be remembered.
      guard let date = written as? Date, Date().timeIntervalSince(date) > 3_600 else { continue }
      if case .there(let staged) = reopen(URL(fileURLWithPath: path)) { staged.remove() }
    }
  }

  private static func table(of entity: DirectoryEntity) -> String {
    let columns = entity.fields.map {
      "\"\($0.name)\" \($0.kind == .integer ? "INTEGER" : "TEXT")"
    }
    return """
      CREATE TABLE "\(entity.table)" (
        row INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        \(columns.joined(separator: ",\n  ")),
        extra TEXT,
        came_from TEXT NOT NULL,
        changed INTEGER NOT NULL
      ) STRICT
      """
  }

  /// Lays records into it. What `body` throws ends it, and the file is good for nothing more.
  func fill<T>(_ body: (Database) throws -> T) throws -> T {
    try queue.writeWithoutTransaction { db in
      var result: T?
      try db.inTransaction(.immediate) {
        result = try body(db)
        return .commit
      }
      guard let result else { throw CasebookError.writeOutsideAction }
      return result
    }
  }

  /// How many records there are to be brought in.
  func count() throws -> Int {
    try read { db in
      try DirectoryEntity.allCases.reduce(0) {
        try $0 + (Int.fetchOne(db, sql: "SELECT count(*) FROM \"\($1.table)\"") ?? 0)
      }
    }
  }

  /// The kinds of records in the order in which they are brought in: a service after all that
  /// belongs to it, so that it is made ready to be found once.
  static let order = DirectoryEntity.allCases.filter { $0 != .service } + [.service]

  /// Some records of a kind, those after `row`.
  ///
  /// - Throws: ``CasebookError/damaged(_:)`` where the file is not as it was written.
  func records(_ entity: DirectoryEntity, after row: Int64, limit: Int) throws -> [Row] {
    try read { db in
      try Row.fetchAll(
        db.cachedStatement(
          sql: "SELECT * FROM \"\(entity.table)\" WHERE row > ? ORDER BY row LIMIT ?"),
        arguments: [row, limit])
    }
  }

  func read<T>(_ body: (Database) throws -> T) throws -> T {
    do { return try queue.unsafeRead(body) } catch {
      throw CasebookError.from(error, path: file.path)
    }
  }
}

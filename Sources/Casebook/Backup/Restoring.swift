// A copy put back as the casebook. It is checked from end to end in a place of its
// own first; what was there before is put aside, never deleted.

import CSealedVFS
import Casework
import Foundation
import GRDB

/// What a restoring did.
public struct Restoration: Sendable {
  /// The casebook's folder.
  public let folder: URL
  /// Where the casebook that was there before lies now; nil where there was none.
  public let putAside: URL?
  /// When the copy was made: what was written since is in `putAside` only.
  public let madeAt: Date
}

extension Casebook {
  /// Puts the copy in `file` in place as the casebook in `folder`.
  ///
  /// The casebook must not be open, here or in another program.
  ///
  /// - Parameter passphrase: one that opened the casebook when the copy was made.
  /// - Throws: ``BackupError``, ``KeyFileError`` or ``CasebookError``; then nothing has
  ///   been changed.
  public static func restore(
    _ file: URL, to folder: URL, passphrase: String, at now: Date = Date()
  ) throws -> Restoration {
    let copy = try SealedCopy(contentsOf: file)
    let (key, _) = try copy.keys.unlock(passphrase: passphrase)
    let files = FileManager.default
    let made = !files.fileExists(atPath: folder.path)
    do {
      try files.createDirectory(
        at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch { throw CasebookError.noSuchFolder(folder.path, reason: "it cannot be made") }
    let staging = folder.appendingPathComponent(".restoring-\(UUID().uuidString.prefix(8))")
    defer {
      try? files.removeItem(at: staging)
      // Only an empty folder goes.
      if made { rmdir(folder.path) }
    }
    do {
      try files.createDirectory(
        at: staging, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    } catch { throw CasebookError.readOnly(folder.path) }
    try prepare(copy, in: staging, with: key)
    if isOpenElsewhere(folder) { throw BackupError.inUse(folder.path) }
    let aside = try exchange(folder, for: staging, at: now)
    return Restoration(folder: folder, putAside: aside, madeAt: copy.madeAt)
  }

  /// Lays the copy out as a casebook in `staging` and makes sure that it is sound.
  private static func prepare(_ copy: SealedCopy, in staging: URL, with key: DataKey) throws {
    let paths = CasebookPaths(staging)
    try copy.extract(to: paths.database, with: key)
    try copy.keys.write(to: paths.keys)
    try key.register(forCasebookAt: staging)
    defer { key.unregister(forCasebookAt: staging) }
    do {
      let queue = try CopyMaking.queue(paths.database, isCopy: true)
      defer { try? queue.close() }
      try queue.writeWithoutTransaction { db in
        if let fault = try Soundness.firstFault(in: db) {
          throw BackupError.damaged(copy.file.path, what: fault)
        }
        if try Schema.migrator.hasBeenSuperseded(db) {
          let known = Set(Schema.migrator.migrations)
          let newer = try Schema.migrator.appliedIdentifiers(db).subtracting(known).sorted().last
          throw CasebookError.newerVersion(newer ?? "unknown")
        }
        // From here on this is a device of its own: the one that made the copy may
        // have written on, and two that write under one name could not be told apart.
        try db.execute(sql: "DELETE FROM local_state WHERE key = 'device'")
        try db.checkpoint(.truncate)
      }
    } catch { throw CasebookError.from(error, path: staging.path) }
  }

  /// Puts the files of the present casebook aside and those of `staging` in place.
  private static func exchange(_ folder: URL, for staging: URL, at now: Date) throws -> URL? {
    let present = CasebookPaths(folder)
    let fresh = CasebookPaths(staging)
    var moved: [(from: URL, to: URL)] = []
    func move(_ from: URL, _ to: URL) throws {
      guard rename(from.path, to.path) == 0 else {
        let failed = BackupError.fromSystem(to.path)
        // Back to where everything was.
        for move in moved.reversed() { rename(move.to.path, move.from.path) }
        throw failed
      }
      moved.append((from, to))
    }
    let there = present.all.filter { FileManager.default.fileExists(atPath: $0.path) }
    var aside: URL?
    if !there.isEmpty {
      let place = try placeAside(in: folder, at: now)
      aside = place
      for file in there { try move(file, place.appendingPathComponent(file.lastPathComponent)) }
    }
    // Keys last: without them there is no casebook, so it is never half there.
    try move(fresh.database, present.database)
    try move(fresh.keys, present.keys)
    CopyMaking.syncFolder(of: present.keys)
    return aside
  }

  /// A new folder in the casebook's, named for the day and the minute.
  private static func placeAside(in folder: URL, at now: Date) throws -> URL {
    let form = DateFormatter()
    form.locale = Locale(identifier: "en_GB_POSIX")
    form.dateFormat = "yyyy-MM-dd-HHmm"
    let name = "put-aside-\(form.string(from: now))"
    for number in 1...100 {
      let place = folder.appendingPathComponent(number == 1 ? name : "\(name)-\(number)")
      if mkdir(place.path, 0o700) == 0 { return place }
      guard errno == EEXIST else { throw BackupError.fromSystem(place.path) }
    }
    throw BackupError.notWritten(folder.path, reason: "there are too many folders put aside")
  }

  /// Whether another program has the casebook open: SQLite holds a lock on the main
  /// file for as long as it does. What this program itself has open is not noticed,
  /// and would lose its locks by being asked.
  static func isOpenElsewhere(_ folder: URL) -> Bool {
    let descriptor = Glibc.open(CasebookPaths(folder).database.path, O_RDWR)
    guard descriptor >= 0 else { return false }
    defer { Glibc.close(descriptor) }
    var lock = flock()
    lock.l_type = Int16(F_WRLCK)
    lock.l_whence = Int16(SEEK_SET)
    // SQLite's file format: the lock bytes begin at 1 GiB.
    lock.l_start = 0x4000_0000
    lock.l_len = 512
    guard fcntl(descriptor, F_GETLK, &lock) == 0 else { return false }
    return lock.l_type != Int16(F_UNLCK)
  }
}

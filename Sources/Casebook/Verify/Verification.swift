// The casebook looked through from end to end, beside whoever works in it. Each
// check reads one moment of the casebook, keeps little in memory, and goes on where
// another has found damage.

import CSealedVFS
import Foundation
import GRDB

extension Casebook {
  /// Looks through the whole casebook and says what is wrong with it.
  ///
  /// Changes nothing, and may run while somebody works. What it cannot notice: the
  /// whole folder put back as it was at an earlier time, and what only this device
  /// remembers (`local_state`, drafts among it), which has no history.
  ///
  /// - Parameter progress: told now and then how far it has come.
  /// - Returns: what is wrong; empty where nothing is.
  public func verify(progress: ((VerifyProgress) -> Void)? = nil) -> [Finding] {
    let verification = Verification(folder: folder, progress: progress)
    verification.checkPages()
    verification.checkTables(of: self)
    return verification.findings
  }

  /// The same for a casebook that may be too damaged to open.
  ///
  /// - Throws: ``KeyFileError`` where its keys do not open, ``CasebookError`` where it
  ///   is not there or a newer Fingerpost's.
  public static func verify(
    at folder: URL, passphrase: String, progress: ((VerifyProgress) -> Void)? = nil
  ) throws -> [Finding] {
    let paths = CasebookPaths(folder)
    guard FileManager.default.fileExists(atPath: paths.keys.path) else {
      throw CasebookError.notThere(folder.path)
    }
    do {
      let book = try Casebook.open(at: folder, passphrase: passphrase)
      defer { book.close() }
      return book.verify(progress: progress)
    } catch CasebookError.damaged(let what) {
      let (key, _) = try KeyFile(contentsOf: paths.keys).unlock(passphrase: passphrase)
      let verification = Verification(folder: folder, progress: progress)
      guard FileManager.default.fileExists(atPath: paths.database.path) else {
        return [Finding(.pages, "The casebook cannot be opened: \(what).")]
      }
      try key.register(forCasebookAt: folder)
      defer { key.unregister(forCasebookAt: folder) }
      verification.checkPages()
      verification.found(
        Finding(.structure, "The casebook cannot be opened: \(what). Restore the last good copy."))
      return verification.findings
    }
  }
}

/// One run of the checks.
final class Verification {
  /// So that a casebook with a fault in every row gives a report that can be read.
  static let mostFindings = 200

  let folder: URL
  private let progress: ((VerifyProgress) -> Void)?
  private(set) var findings: [Finding] = []
  private var more: [Finding.Check: Int] = [:]
  private var lastTold = ContinuousClock.now

  init(folder: URL, progress: ((VerifyProgress) -> Void)?) {
    self.folder = folder
    self.progress = progress
  }

  /// Keeps a finding, once, and no more than can be read of one check.
  func found(_ finding: Finding) {
    guard !findings.contains(finding) else { return }
    if findings.count(where: { $0.check == finding.check }) < Self.mostFindings {
      findings.append(finding)
    } else {
      more[finding.check, default: 0] += 1
    }
  }

  /// Tells how far a check has come, a few times a second.
  func tell(_ check: Finding.Check, _ done: Int, of total: Int? = nil) {
    guard let progress else { return }
    let now = ContinuousClock.now
    guard done == 0 || now - lastTold > .milliseconds(200) else { return }
    lastTold = now
    progress(VerifyProgress(check: check, done: done, outOf: total))
  }

  /// Runs the checks that read through SQLite.
  func checkTables(of book: Casebook) {
    let queue: DatabaseQueue
    do { queue = try connection(book) } catch {
      return note(error, in: .structure)
    }
    defer { try? queue.close() }
    run(.structure, queue) { try StructureCheck(self, $0).run() }
    run(.history, queue) { try ChainCheck(self, $0).run() }
    run(.records, queue) { try RecordCheck(self, $0).run() }
    run(.caseload, queue) { try CaseLineCheck(self, $0).run(of: book) }
    run(.search, queue) { try SearchCheck(self, $0).run() }
    queue.inDatabase { SearchCheck(self, $0).checkIndexes() }
    for (check, count) in more.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      findings.append(Finding(check, "\(count) more like these."))
    }
  }

  /// A connection of the verification's own, so that nothing it reads is what the
  /// casebook's own has in its cache.
  private func connection(_ book: Casebook) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.busyMode = .timeout(5)
    configuration.label = "verify"
    // The caseload check makes its lines anew in a table without its references.
    configuration.foreignKeysEnabled = false
    let context = book.context
    configuration.prepareDatabase { db in
      context.install(in: db)
      try db.execute(sql: "PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16384")
    }
    return try DatabaseQueue(
      path: CasebookPaths(folder).database.path, configuration: configuration)
  }

  /// Runs a check at one moment of the casebook; an error becomes a finding.
  private func run(
    _ check: Finding.Check, _ queue: DatabaseQueue, _ body: (Database) throws -> Void
  ) {
    tell(check, 0)
    queue.inDatabase { db in
      do {
        try db.beginTransaction(.deferred)
        try body(db)
      } catch { note(error, in: check) }
      if db.isInsideTransaction { try? db.rollback() }
    }
  }

  /// What stopped a check, as a finding.
  func note(_ error: any Error, in check: Finding.Check, while doing: String? = nil) {
    let reason: String
    if let damage = Damage.latest(at: folder) {
      reason = damage
    } else if let error = error as? DatabaseError {
      reason = error.message ?? "the store gave error \(error.extendedResultCode.rawValue)"
    } else {
      reason = "\(error)"
    }
    found(
      Finding(check, "Checking \(doing ?? check.words) could not be finished: \(reason)."))
  }
}

/// What the sealed files last refused, in words.
enum Damage {
  static func latest(at folder: URL) -> String? {
    var error = sealed_vfs_error()
    guard sealed_vfs_take_error(folder.path, &error) == 1 else { return nil }
    return words(error)
  }

  private static func words(_ error: sealed_vfs_error) -> String {
    let isLog = error.file == Int32(SEALED_VFS_LOG.rawValue)
    switch UInt32(bitPattern: error.reason) {
    case SEALED_VFS_NOT_SEALED.rawValue:
      return "casebook.db is an ordinary database, not a sealed one"
    case SEALED_VFS_CUT_SHORT.rawValue: return "casebook.db is cut short before page \(error.page)"
    case SEALED_VFS_BAD_PAGE.rawValue where !isLog:
      return "page \(error.page) of casebook.db does not open"
    case SEALED_VFS_BAD_PAGE.rawValue, SEALED_VFS_BAD_LOG.rawValue:
      return error.frame == 0
        ? "the log casebook.db-wal is damaged at its start"
        : "entry \(error.frame) of the log casebook.db-wal does not open"
    default: return "casebook.db could not be read"
    }
  }
}

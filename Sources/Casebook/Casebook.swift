// The casebook on disk, and all that the rest of the program may do with it. A
// casebook is a folder with two files of meaning: keys.json and casebook.db, every
// page of which is sealed. What one may ask of it stands in extensions, by subject:
// People, Cases, Caseload, Plans, Directory, History.

import CSealedVFS
import Casework
import Foundation
import GRDB
import Synchronization

/// An open casebook, used by one worker.
///
/// Not safe for use from two threads at once; a program opens one for each.
public final class Casebook {
  /// The casebook's folder.
  public let folder: URL
  /// Who is working.
  public private(set) var worker: LinkWorker

  /// What time it is, for a program that has a clock of its own: what is done, is done then.
  public var clock: (() -> Date)?

  let queue: DatabaseQueue
  let context = ActionContext()
  let patience = Patience()
  /// Nil once the casebook has been closed, so that nothing of it keeps the key.
  private var openKey: DataKey?
  private let deviceID: String
  private var generator = SystemRandomNumberGenerator()
  private var isClosed = false
  private let opening = UInt64.random(in: 0 ... .max)
  /// The list of cases that was asked for last, and what the casebook was like then.
  var latestList: (list: CaseList, moment: [Int])?
  /// The list that was sorted last by what no index has.
  var latestArranged: ArrangedCases?
  /// What undo went by last, and what the casebook was like then.
  var latestStory: (story: ActionStory, moment: [Int])?
  /// The workers' names, until one of them changes here or something does elsewhere.
  var latestNames: (names: [Identifier<LinkWorker>: String], others: Int)?

  /// The directory as it was last read for finding.
  var assetIndex: AssetIndex?
  /// What the casebook was like when the directory could not be sorted anew.
  var linesLeftAt: [Int]?
  /// Told how many services an import has made ready to be found.
  var linesTold: ((Int) throws -> Void)?
  /// The row numbers of the services that a transaction took away, where it knows them.
  var servicesGone: Set<Int64>?

  // MARK: Opening

  /// Whether there is a casebook in `folder`.
  public static func exists(at folder: URL) -> Bool {
    FileManager.default.fileExists(atPath: CasebookPaths(folder).keys.path)
  }

  /// Makes a casebook in `folder`, with one worker and one passphrase.
  ///
  /// - Parameters:
  ///   - folder: made if it is not there; it must not hold a casebook already.
  ///   - name: the first worker's name, not empty.
  /// - Throws: ``CasebookError`` or ``KeyFileError``; then no casebook is left there.
  public static func create(
    at folder: URL, passphrase: String, name: String, strength: KeyStrength = .tuned
  ) throws -> Casebook {
    let paths = CasebookPaths(folder)
    guard !FileManager.default.fileExists(atPath: paths.keys.path),
      !FileManager.default.fileExists(atPath: paths.database.path)
    else { throw CasebookError.alreadyThere(folder.path) }
    let made = !FileManager.default.fileExists(atPath: folder.path)
    do {
      try FileManager.default.createDirectory(
        at: folder, withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700])
    } catch {
      throw CasebookError.noSuchFolder(folder.path, reason: "it cannot be made")
    }
    do {
      var generator = SystemRandomNumberGenerator()
      let workerID = UUIDv7.text(at: Date(), using: &generator)
      let (keys, dataKey) = try KeyFile.create(
        passphrase: passphrase, owner: owner(Identifier(workerID), name: name),
        strength: strength)
      try keys.write(to: paths.keys)
      let casebook = try Casebook(
        folder: folder, key: dataKey, worker: LinkWorker(id: Identifier(workerID), name: name),
        isNew: true)
      try casebook.write("Make the casebook") { db in
        try casebook.insert(worker: casebook.worker, in: db)
      }
      try casebook.settleUndo()
      return casebook
    } catch {
      for file in paths.all { try? FileManager.default.removeItem(at: file) }
      if made { try? FileManager.default.removeItem(at: folder) }
      throw CasebookError.from(error, path: folder.path)
    }
  }

  /// Opens the casebook in `folder` with a worker's passphrase.
  ///
  /// - Throws: ``CasebookError`` or ``KeyFileError``, nothing having been changed.
  public static func open(at folder: URL, passphrase: String) throws -> Casebook {
    let paths = CasebookPaths(folder)
    guard FileManager.default.fileExists(atPath: paths.keys.path) else {
      throw CasebookError.notThere(folder.path)
    }
    let keys = try KeyFile(contentsOf: paths.keys)
    let (dataKey, owner) = try keys.unlock(passphrase: passphrase)
    guard FileManager.default.fileExists(atPath: paths.database.path) else {
      throw CasebookError.damaged("casebook.db is missing")
    }
    do {
      let casebook = try Casebook(
        folder: folder, key: dataKey,
        worker: LinkWorker(id: Identifier(owner.workerID), name: owner.label), isNew: false)
      if let worker = try casebook.worker(Identifier(owner.workerID)) { casebook.worker = worker }
      return casebook
    } catch {
      throw CasebookError.from(error, path: folder.path)
    }
  }

  /// No core dump of this process, and no other program looking into its memory. For
  /// programs to ask for before a passphrase is typed; opening a casebook asks for it too.
  public static func hideMemory() { sealed_disable_core_dumps() }

  init(folder: URL, key: DataKey, worker: LinkWorker, isNew: Bool) throws {
    self.folder = folder
    openKey = key
    self.worker = worker
    Self.hideMemory()
    try key.register(forCasebookAt: folder)
    var configuration = Configuration()
    let patience = self.patience
    configuration.busyMode = .callback { patience.waits(after: $0) }
    configuration.label = "casebook"
    let context = self.context
    configuration.prepareDatabase { db in
      context.install(in: db)
      // GRDB's own way into WAL mode would turn synchronous down to NORMAL, with which
      // a power cut can take back what was said to be saved; and it writes to a
      // casebook that is only being read.
      try db.execute(
        sql: """
          PRAGMA journal_mode = WAL;
          PRAGMA synchronous = FULL;
          PRAGMA temp_store = MEMORY;
          PRAGMA cache_size = -8192;
          """)
    }
    do {
      queue = try DatabaseQueue(
        path: CasebookPaths(folder).database.path, configuration: configuration)
      let migrator = Schema.migrator
      // An empty file opens as an empty database: it must never pass for a casebook.
      if !isNew, try queue.read({ try migrator.appliedIdentifiers($0).isEmpty }) {
        throw CasebookError.damaged("casebook.db is empty")
      }
      let newer = try queue.read { try migrator.hasBeenSuperseded($0) }
      if newer {
        let version =
          try queue.read {
            try migrator.appliedIdentifiers($0).subtracting(migrator.migrations).sorted().last
          } ?? "unknown"
        throw CasebookError.newerVersion(version)
      }
      try Self.keepCopyBeforeMigration(migrator, folder: folder, key: key, queue: queue)
      try migrator.migrate(queue)
      deviceID = try queue.writeWithoutTransaction { try Casebook.device(in: $0) }
      try remakeStaleLines()
      finishInterruptedUndo()
      finishInterruptedImport()
      finishInterruptedPostcodes()
    } catch {
      key.unregister(forCasebookAt: folder)
      throw error
    }
  }

  /// Closes the files and wipes the key. The casebook cannot be used afterwards.
  public func close() {
    // Keys are counted: a second close would take away somebody else's.
    guard !isClosed else { return }
    isClosed = true
    assetIndex = nil
    try? queue.close()
    openKey?.unregister(forCasebookAt: folder)
    openKey = nil
  }

  /// The key that the pages are sealed under, while the casebook is open.
  var key: DataKey {
    get throws {
      guard let openKey else { throw CasebookError.store("the casebook has been closed") }
      return openKey
    }
  }

  private static func device(in db: Database) throws -> String {
    if let id = try String.fetchOne(db, sql: "SELECT value FROM local_state WHERE key = 'device'") {
      return id
    }
    var generator = SystemRandomNumberGenerator()
    let id = UUIDv7.text(at: Date(), using: &generator)
    try db.execute(
      sql: "INSERT INTO local_state (key, value) VALUES ('device', ?)", arguments: [id])
    return id
  }

  /// Reads again who is working, after their own row was changed.
  func refreshWorker() throws {
    if let changed = try worker(worker.id) { worker = changed }
  }

  // MARK: Reading and writing

  /// A fresh id for a record of ours.
  public func mint<Kind>(at date: Date = Date()) -> Identifier<Kind> {
    Identifier(UUIDv7.text(at: date, using: &generator))
  }

  /// An id for an action that is made in several parts.
  func freshActionID() -> String { UUIDv7.text(at: Date(), using: &generator) }

  /// Reads at one moment of the casebook.
  func read<T>(_ body: (Database) throws -> T) throws -> T {
    do { return try queue.unsafeRead(body) } catch {
      throw CasebookError.from(error, path: folder.path)
    }
  }

  /// The same for several reads that have to agree with each other, while others write.
  func readAtOneMoment<T>(_ body: (Database) throws -> T) throws -> T {
    try read { db in
      var result: T?
      try db.inTransaction(.deferred) {
        result = try body(db)
        return .commit
      }
      guard let result else { throw CasebookError.writeOutsideAction }
      return result
    }
  }

  /// Does one thing that a person can name and undo: everything in `body` is kept,
  /// or nothing is.
  ///
  /// - Parameters:
  ///   - isDirectoryOnly: whether `body` touches the directory and nothing else. Its millions
  ///     of changes then need not be looked through for cases.
  ///   - part: of what it is a part, where one thing is done in several transactions.
  func write<T>(
    _ name: String, undoing: String? = nil, at now: Date = Date(), isDirectoryOnly: Bool = false,
    part: ActionPart? = nil, _ body: (Database) throws -> T
  ) throws -> T {
    let now = clock?() ?? now
    let action = ActionEntry(
      id: part?.id ?? UUIDv7.text(at: now, using: &generator), name: name, at: now,
      workerID: part?.workerID ?? worker.id.text, deviceID: deviceID, undoes: undoing)
    do {
      return try queue.writeWithoutTransaction { db in
        var result: T?
        try db.inTransaction(.immediate) {
          let last = try Row.fetchOne(
            db.cachedStatement(
              sql: "SELECT number, clock FROM change ORDER BY number DESC LIMIT 1"))
          context.begin(action, after: last?["clock"] ?? 0)
          defer { context.end() }
          result = try body(db)
          let before: Int64 = last?["number"] ?? 0
          if !isDirectoryOnly { try refreshCaseLines(changedAfter: before, in: db) }
          try refreshAssetLines(changedAfter: before, in: db)
          try CaseMilestones.divide(in: db)
          try forgetNames(changedAfter: before, in: db)
          try Chain.close(action, changesAfter: before, in: db)
          return .commit
        }
        guard let result else { throw CasebookError.writeOutsideAction }
        return result
      }
    } catch {
      throw CasebookError.from(error, path: folder.path)
    }
  }

  // MARK: This device's own

  /// What this device remembers under `key`, for example the place last shown. It
  /// is sealed like the rest and does not travel.
  public func remembered(_ key: String) throws -> String? {
    try read {
      try String.fetchOne($0, sql: "SELECT value FROM local_state WHERE key = ?", arguments: [key])
        .map(StoredText.decoded)
    }
  }

  public func remember(_ value: String, as key: String) throws {
    try aside {
      try $0.execute(
        sql: """
          INSERT INTO local_state (key, value) VALUES (?, ?)
          ON CONFLICT (key) DO UPDATE SET value = excluded.value
          """, arguments: [key, value.stored])
    }
  }

  /// What this device remembers for whoever works here, and for nobody else at it.
  public func rememberedMine(_ key: String) throws -> String? {
    try remembered("\(key) \(worker.id.text)")
  }

  public func rememberMine(_ value: String, as key: String) throws {
    try remember(value, as: "\(key) \(worker.id.text)")
  }

  /// Writes what is this device's alone and has no history.
  func aside(_ body: (Database) throws -> Void) throws {
    do { try queue.write(body) } catch { throw CasebookError.from(error, path: folder.path) }
  }

  /// The same, waiting next to no time for another program's write: somebody is typing.
  ///
  /// - Throws: ``CasebookError/busy`` where another program writes just now.
  func asideAtOnce(_ body: (Database) throws -> Void) throws {
    do {
      try patience.waiting(milliseconds: 50) {
        try queue.writeWithoutTransaction { db in
          try db.inTransaction(.immediate) {
            try body(db)
            return .commit
          }
        }
      }
    } catch {
      throw CasebookError.from(error, path: folder.path)
    }
  }

  /// A state of the casebook. Two that are equal show the same, whatever is read.
  public struct Moment: Equatable, Sendable {
    /// Which opening of which casebook.
    fileprivate let opening: UInt64
    fileprivate let numbers: [Int]
  }

  /// What the casebook is like now: it differs once anything has changed, here or by another
  /// program.
  public func moment() throws -> Moment {
    try read { Moment(opening: opening, numbers: try moment(in: $0)) }
  }

  /// Numbers that differ when anything in the casebook has changed.
  func moment(in db: Database) throws -> [Int] { [try others(in: db), db.totalChangesCount] }

  /// A number that differs when another program has changed it.
  func others(in db: Database) throws -> Int {
    try Int.fetchOne(db.cachedStatement(sql: "PRAGMA data_version")) ?? 0
  }

  /// A number that differs when another program has changed the casebook.
  public func revision() throws -> Int {
    try read { try Int.fetchOne($0, sql: "PRAGMA data_version") ?? 0 }
  }
}

/// How long another program's write is waited for.
///
/// SQLite's own way of waiting asks again after up to a tenth of a second. Whoever brings in a
/// large file lets go of the casebook for some milliseconds after every few hundred records,
/// which such a waiter would mostly miss: this one asks every millisecond.
final class Patience: Sendable {
  private let milliseconds = Atomic(5_000)

  /// Waits, and says whether to try again.
  func waits(after tries: Int) -> Bool {
    guard tries < milliseconds.load(ordering: .relaxed) else { return false }
    usleep(1_000)
    return true
  }

  /// Waits no longer than so many milliseconds while `body` runs.
  func waiting<T>(milliseconds most: Int, _ body: () throws -> T) rethrows -> T {
    let before = milliseconds.exchange(most, ordering: .relaxed)
    defer { milliseconds.store(before, ordering: .relaxed) }
    return try body()
  }
}

/// The files of a casebook.
struct CasebookPaths {
  let keys: URL
  let database: URL

  init(_ folder: URL) {
    keys = folder.appendingPathComponent("keys.json")
    database = folder.appendingPathComponent("casebook.db")
  }

  var all: [URL] {
    [keys, database]
      + ["-wal", "-shm", "-journal"].map { URL(fileURLWithPath: database.path + $0) }
  }
}

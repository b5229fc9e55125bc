// The copies that make themselves: one a day, in `backups/` inside the casebook's
// folder, the last seven and one of each of the four weeks before them.
//
// Why inside. A copy beside the casebook stays behind when its folder is moved,
// lies among files whose permissions are not ours, and is forgotten when the
// casebook is destroyed, which is how children's records outlive the date on which
// they should have gone. What a copy inside is for is a damaged page, a bad
// migration, a mistake: the folder is still there. Against a lost disk only a copy
// on another one helps: `fingerpost backup FILE`.
//
// A person who is erased is still in the copies made before, until they are four
// weeks old.

import Casework
import Foundation
import GRDB
import Synchronization

extension Casebook {
  /// What came of asking for the day's copy.
  public enum DailyCopyOutcome: Equatable, Sendable {
    /// Made, checked, and kept under this name.
    case made(URL)
    /// The day's copy was there already.
    case alreadyThere(URL)
  }

  /// Makes a sealed, checked copy in `file`, beside whoever works in the casebook.
  ///
  /// - Parameters:
  ///   - file: never there in part: it appears when it is whole and has been checked.
  ///   - replacing: whether a file of that name may be replaced.
  /// - Throws: ``BackupError`` or ``CasebookError``; then there is no new file, and a
  ///   file that was there is as it was.
  @discardableResult
  public func backUp(to file: URL, replacing: Bool = false, at now: Date = Date()) throws
    -> SealedCopy
  {
    if !replacing, FileManager.default.fileExists(atPath: file.path) {
      throw BackupError.alreadyThere(file.path)
    }
    let copy = try CopyMaking(folder: folder, key: key).make(file, at: now)
    try? remember(String(now.milliseconds), as: Self.lastBackup)
    return copy
  }

  /// Makes the copy of `day` unless it is there, and lets go of copies that are too
  /// old to be kept. Takes as long as the casebook is large: the desk calls
  /// ``beginDailyCopy(on:at:)`` instead.
  @discardableResult
  public func makeDailyCopy(on day: Day, at now: Date = Date()) throws -> DailyCopyOutcome {
    try DailyCopies(folder: folder).make(
      on: day, at: now, with: CopyMaking(folder: folder, key: key))
  }

  /// Starts making the copy of `day` in the background, or returns nil at once where
  /// it is there already.
  ///
  /// ```swift
  /// // On a tick, not on a key:
  /// if copying == nil { copying = book.beginDailyCopy(on: today) }
  /// // On leaving: a copy that is not done is given up, and made next time.
  /// copying?.giveUp()
  /// ```
  public func beginDailyCopy(on day: Day, at now: Date = Date()) -> DailyCopy? {
    let copies = DailyCopies(folder: folder)
    if FileManager.default.fileExists(atPath: copies.file(of: day).path) { return nil }
    guard let key = try? key else { return nil }
    return DailyCopy(copies, of: CopyMaking(folder: folder, key: key), on: day, at: now)
  }

  /// When the last copy was made that was found good: by hand anywhere, or the daily
  /// one where it still is. Reads a few bytes of each daily copy: for a tick, not for
  /// every drawing.
  public func lastGoodBackup() throws -> Date? {
    let byHand = try remembered(Self.lastBackup).flatMap { Int64($0) }
      .map { Date(timeIntervalSince1970: Double($0) / 1000) }
    let daily = DailyCopies(folder: folder).all.compactMap { SealedCopy.madeAt($0.file) }
    return (daily + [byHand].compactMap(\.self)).max()
  }

  private static let lastBackup = "last backup"
}

/// The day's copy being made in the background.
public final class DailyCopy: Sendable {
  /// How a copy ended.
  public enum Ending: Equatable, Sendable {
    case made(URL)
    case alreadyThere
    case givenUp
    /// Why it was not made, as a sentence.
    case failed(String)
  }

  private struct State {
    var ending: Ending?
    var isGivenUp = false
  }
  private let state = Mutex(State())
  private let done = DispatchSemaphore(value: 0)

  /// How it ended; nil while it is being made.
  public var ending: Ending? { state.withLock { $0.ending } }

  /// Makes the thread stop within a moment. Nothing is left of the copy.
  public func giveUp() { state.withLock { $0.isGivenUp = true } }

  /// Waits for the end, for `seconds` at the most.
  @discardableResult
  public func wait(seconds: Double) -> Ending? {
    if done.wait(timeout: .now() + seconds) == .success { done.signal() }
    return ending
  }

  init(_ copies: DailyCopies, of making: CopyMaking, on day: Day, at now: Date) {
    var making = making
    // A rest after each two megabytes leaves the disk to whoever is typing.
    making.rest = 2000
    making.isGivenUp = { [weak self] in self?.state.withLock { $0.isGivenUp } ?? false }
    let whole = making
    let thread = Thread { [self] in
      let ending: Ending
      do {
        switch try copies.make(on: day, at: now, with: whole) {
        case .made(let file): ending = .made(file)
        case .alreadyThere: ending = .alreadyThere
        }
      } catch is CancellationError {
        ending = .givenUp
      } catch {
        ending = .failed("\(error)")
      }
      state.withLock { $0.ending = ending }
      done.signal()
    }
    thread.qualityOfService = .background
    thread.start()
  }
}

/// The folder of the copies that make themselves.
struct DailyCopies: Sendable {
  static let extensionName = "fingerpost"
  /// How many days, and how many weeks before those, are kept.
  static let daysKept = 7
  static let weeksKept = 4

  let folder: URL

  init(folder: URL) { self.folder = folder.appendingPathComponent("backups") }

  func file(of day: Day) -> URL {
    folder.appendingPathComponent("\(day.iso).\(Self.extensionName)")
  }

  /// The daily copies that are there, the oldest first.
  var all: [(day: Day, file: URL)] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.compactMap { name in
      guard name.hasSuffix("." + Self.extensionName),
        let day = Day(iso: String(name.dropLast(Self.extensionName.count + 1)))
      else { return nil }
      return (day, folder.appendingPathComponent(name))
    }.sorted { $0.day < $1.day }
  }

  func make(on day: Day, at now: Date, with making: CopyMaking) throws -> Casebook.DailyCopyOutcome
  {
    let file = file(of: day)
    if FileManager.default.fileExists(atPath: file.path) { return .alreadyThere(file) }
    try prepare(for: making.folder, at: now)
    try making.make(file, at: now)
    letGo(after: day)
    return .made(file)
  }

  /// Makes the folder, takes away what a copy that was cut off left, and makes sure
  /// that there is room: a copy must never be what fills the disk.
  func prepare(for casebook: URL, at now: Date) throws {
    let files = FileManager.default
    do {
      try files.createDirectory(
        at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch { throw BackupError.notWritten(folder.path, reason: "the folder cannot be made") }
    for name in (try? files.contentsOfDirectory(atPath: folder.path)) ?? []
    where name.contains(CopyMaking.partSuffix) {
      let left = folder.appendingPathComponent(name)
      let changed =
        (try? files.attributesOfItem(atPath: left.path))?[.modificationDate] as? Date ?? now
      // Another desk may be at it this minute.
      if now.timeIntervalSince(changed) > 3600 { try? files.removeItem(at: left) }
    }
    let paths = CasebookPaths(casebook)
    let size = paths.all.reduce(Int64(0)) { sum, file in
      sum + ((try? files.attributesOfItem(atPath: file.path))?[.size] as? Int64 ?? 0)
    }
    let free =
      (try? files.attributesOfFileSystem(forPath: folder.path))?[.systemFreeSize] as? Int64
    let needed = size + max(size, 64 << 20)
    if let free, free < needed { throw BackupError.noRoom(needed: needed, free: free) }
  }

  private func letGo(after day: Day) {
    let kept = Self.kept(of: all.map(\.day))
    for copy in all where !kept.contains(copy.day) {
      try? FileManager.default.removeItem(at: copy.file)
    }
  }

  /// Which days' copies are kept: the latest seven, and of each of the four weeks,
  /// Monday to Sunday, before the week of the oldest of those, the latest.
  static func kept(of days: [Day]) -> Set<Day> {
    let newest = days.sorted().reversed()
    let daily = newest.prefix(daysKept)
    var kept = Set(daily)
    var weeks: [Int] = []
    for day in newest.dropFirst(daysKept) {
      let week = week(of: day)
      if weeks.contains(week) || week == daily.last.map(week(of:)) { continue }
      guard weeks.count < weeksKept else { break }
      weeks.append(week)
      kept.insert(day)
    }
    return kept
  }

  /// Weeks counted from some Monday; day 0 is 1 January 1970, a Thursday.
  private static func week(of day: Day) -> Int { (day.number + 3) / 7 }
}

// MARK: - Before a migration

extension DailyCopies {
  /// Keeps a copy of a casebook that a migration is about to change, beside the daily
  /// ones and not let go with them. Does nothing when that copy is there: a migration
  /// that failed and is tried again must not replace the copy of how things were.
  ///
  /// - Parameter version: the last migration that the casebook has.
  func keepBeforeMigration(from version: String, at now: Date, with making: CopyMaking) throws {
    let plain = String(version.map { $0.isLetter || $0.isNumber ? $0 : "-" }.prefix(40))
    let file = folder.appendingPathComponent("before-migration-\(plain).\(Self.extensionName)")
    if let madeAt = SealedCopy.madeAt(file), madeAt <= now { return }
    try prepare(for: making.folder, at: now)
    try making.make(file, at: now)
  }
}

extension Casebook {
  /// Keeps a sealed copy where `migrator` is about to change a casebook that has
  /// something in it. Opening goes no further when that fails.
  static func keepCopyBeforeMigration(
    _ migrator: DatabaseMigrator, folder: URL, key: DataKey, queue: DatabaseQueue
  ) throws {
    let applied = try queue.read { db in
      try migrator.hasCompletedMigrations(db) ? [] : try migrator.appliedMigrations(db)
    }
    guard let version = applied.last else { return }
    try DailyCopies(folder: folder).keepBeforeMigration(
      from: version, at: Date(), with: CopyMaking(folder: folder, key: key))
  }
}

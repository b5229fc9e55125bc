// The copies that make themselves: one a day, the right ones kept, in the
// background, and one before a migration.

import Casework
import Foundation
import GRDB
import Testing

@testable import Casebook

@Suite("copies that make themselves")
struct DailyCopyTests {
  static let monday = Day(number: 20_776).adding(days: -Day(number: 20_776).weekday.rawValue)

  @Test("the day’s copy is made once, checked, and opens; the date of it is told")
  func once() throws {
    let scratch = try ScratchBook(people: 3)
    #expect(try scratch.book.lastGoodBackup() == nil)
    let now = Date(timeIntervalSince1970: 1_795_000_000)
    let first = try scratch.book.makeDailyCopy(on: ScratchBook.today, at: now)
    guard case .made(let file) = first else {
      Issue.record("not made")
      return
    }
    #expect(file.path.hasPrefix(scratch.folder.path + "/backups/"))
    #expect(
      try scratch.book.makeDailyCopy(on: ScratchBook.today) == .alreadyThere(file))
    #expect(scratch.book.beginDailyCopy(on: ScratchBook.today) == nil)
    #expect(try scratch.book.lastGoodBackup() == now)
    // One made by hand later is the last; when the daily copies go, it still is.
    try scratch.book.backUp(
      to: scratch.place.appendingPathComponent("by hand"), at: now.addingTimeInterval(60))
    #expect(try scratch.book.lastGoodBackup() == now.addingTimeInterval(60))
    let before = try BackupTests.contents(scratch.book)
    scratch.shut()
    _ = try Casebook.restore(file, to: scratch.folder, passphrase: ScratchBook.passphrase)
    #expect(FileManager.default.fileExists(atPath: file.path))
    try scratch.betweenSessions {}
    #expect(try BackupTests.contents(scratch.book) == before)
  }

  @Test("in the background it is made while somebody works, and can be given up")
  func background() throws {
    let scratch = try ScratchBook(people: 30)
    let copying = try #require(scratch.book.beginDailyCopy(on: ScratchBook.today))
    for number in 1...5 {
      _ = try scratch.book.refer(scratch.referral("While", number: number))
    }
    guard case .made(let file) = copying.wait(seconds: 30) else {
      Issue.record("\(String(describing: copying.ending))")
      return
    }
    #expect(copying.ending == .made(file))
    let place = scratch.place.appendingPathComponent("x")
    _ = try Casebook.restore(file, to: place, passphrase: ScratchBook.passphrase)
    #expect(try Casebook.verify(at: place, passphrase: ScratchBook.passphrase) == [])

    let next = try #require(scratch.book.beginDailyCopy(on: ScratchBook.today.adding(days: 1)))
    next.giveUp()
    // Closing the casebook meanwhile does not take the copy's key away.
    scratch.shut()
    let ending = next.wait(seconds: 30)
    if ending == .givenUp {
      let names = try FileManager.default.contentsOfDirectory(
        atPath: scratch.folder.appendingPathComponent("backups").path)
      #expect(names == [file.lastPathComponent])
    } else {
      // It was quicker.
      #expect(ending != nil)
    }
    try scratch.betweenSessions {}
  }

  @Test("seven days and four weeks are kept, whatever days were worked")
  func kept() {
    let every = (0..<100).map { Self.monday.adding(days: -$0) }
    let kept = DailyCopies.kept(of: every)
    #expect(kept.count == DailyCopies.daysKept + DailyCopies.weeksKept)
    #expect(Set(every.prefix(7)).isSubset(of: kept))
    // The oldest is at least four weeks back, and none is older than six.
    let oldest = kept.min() ?? Self.monday
    #expect((28...42).contains(oldest.days(until: Self.monday)))

    // Somebody who works one day a week has eleven weeks' copies.
    let weekly = (0..<30).map { Self.monday.adding(days: -7 * $0) }
    #expect(DailyCopies.kept(of: weekly) == Set(weekly.prefix(11)))
    #expect(DailyCopies.kept(of: []) == [])
    #expect(DailyCopies.kept(of: [Self.monday]) == [Self.monday])
    // Letting go a day at a time keeps as many weeks as doing it at once.
    var there: [Day] = []
    for number in (0..<100).reversed() {
      there = Array(DailyCopies.kept(of: there + [Self.monday.adding(days: -number)]))
    }
    #expect(there.count == DailyCopies.daysKept + DailyCopies.weeksKept)
    #expect((there.min() ?? Self.monday).days(until: Self.monday) >= 28)
  }

  @Test("what a copy that was cut off left goes with the next, unless it is being made now")
  func leftovers() throws {
    let scratch = try ScratchBook()
    let backups = scratch.folder.appendingPathComponent("backups")
    try FileManager.default.createDirectory(at: backups, withIntermediateDirectories: true)
    let old = backups.appendingPathComponent(".2026-01-01.fingerpost.abc.part")
    let new = backups.appendingPathComponent(".2026-01-02.fingerpost.abc.part")
    for file in [old, new] { try Data("half".utf8).write(to: file) }
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSinceNow: -86_400)], ofItemAtPath: old.path)
    try scratch.book.makeDailyCopy(on: ScratchBook.today)
    #expect(!FileManager.default.fileExists(atPath: old.path))
    #expect(FileManager.default.fileExists(atPath: new.path))
  }

  @Test("before a migration a sealed copy is kept, and one that fails leaves it")
  func migration() throws {
    let scratch = try ScratchBook(people: 2)
    let before = try BackupTests.contents(scratch.book)
    var migrator = Schema.migrator
    migrator.registerMigration("a later one") { db in
      try db.execute(sql: "CREATE TABLE later (a TEXT) STRICT")
    }
    migrator.registerMigration("one that fails") { _ in throw CasebookError.diskFull }
    let book = scratch.book
    #expect(throws: CasebookError.diskFull) {
      try Casebook.keepCopyBeforeMigration(
        migrator, folder: book.folder, key: book.key, queue: book.queue)
      try migrator.migrate(book.queue)
    }
    let backups = scratch.folder.appendingPathComponent("backups")
    let names = try FileManager.default.contentsOfDirectory(atPath: backups.path)
    #expect(names.count == 1 && names[0].hasPrefix("before-migration-"))
    let copy = backups.appendingPathComponent(names[0])
    // Tried again, halfway along: the copy is of another version, and the first stays.
    try Casebook.keepCopyBeforeMigration(
      migrator, folder: book.folder, key: book.key, queue: book.queue)
    #expect(try FileManager.default.contentsOfDirectory(atPath: backups.path).count == 2)
    let place = scratch.place.appendingPathComponent("x")
    _ = try Casebook.restore(copy, to: place, passphrase: ScratchBook.passphrase)
    let restored = try Casebook.open(at: place, passphrase: ScratchBook.passphrase)
    defer { restored.close() }
    #expect(try BackupTests.contents(restored) == before)
    // Nothing is kept when there is nothing to do.
    #expect(!FileManager.default.fileExists(atPath: place.path + "/backups"))
  }

  @Test("a casebook, or a copy, of a newer version is refused with the version named, untouched")
  func newer() throws {
    let scratch = try ScratchBook()
    try scratch.book.queue.write {
      try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('9 from the future')")
    }
    let file = scratch.place.appendingPathComponent("copy")
    try scratch.book.backUp(to: file)
    scratch.shut()
    let key = try KeyFile(contentsOf: scratch.folder.appendingPathComponent("keys.json"))
      .unlock(passphrase: ScratchBook.passphrase).0
    try key.register(forCasebookAt: scratch.folder)
    defer { key.unregister(forCasebookAt: scratch.folder) }
    func contents() throws -> [String] {
      let queue = try CopyMaking.queue(scratch.database)
      defer { try? queue.close() }
      return try queue.read { try ScratchBook.contents(of: $0) }
    }
    let before = try contents()
    let refused = CasebookError.newerVersion("9 from the future")
    #expect(throws: refused) { try scratch.open() }
    #expect(throws: refused) {
      try Casebook.verify(at: scratch.folder, passphrase: ScratchBook.passphrase)
    }
    #expect(throws: refused) {
      try Casebook.restore(file, to: scratch.folder, passphrase: ScratchBook.passphrase)
    }
    #expect("\(refused)".contains("9 from the future"))
    #expect(try contents() == before)
  }
}

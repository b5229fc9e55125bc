// Copies: whole, sealed, never half there, and put back without losing anything.

import Casework
import Foundation
import GRDB
import Synchronization
import Testing

@testable import Casebook

@Suite("copies of the casebook")
struct BackupTests {
  static func contents(_ book: Casebook) throws -> [String] {
    try book.read { try ScratchBook.contents(of: $0) }
  }

  @Test("a copy holds what the casebook held, opens with the same passphrase, and is sealed")
  func roundTrip() throws {
    let scratch = try ScratchBook(people: 20)
    _ = try scratch.book.refer(scratch.referral(canary))
    let before = try Self.contents(scratch.book)
    let file = scratch.place.appendingPathComponent("copi wrth gefn ŵ.fingerpost")
    let copy = try scratch.book.backUp(to: file)
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.place.path).count == 2)
    let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions]
    #expect(mode as? Int == 0o600)
    let bytes = try Data(contentsOf: file)
    #expect(bytes.range(of: Data(canary.utf8)) == nil)
    #expect(bytes.range(of: Data("SQLite format".utf8)) == nil)
    #expect(copy.databaseBytes < bytes.count)

    _ = try scratch.book.refer(scratch.referral("Later", number: 9))
    scratch.shut()
    let done = try Casebook.restore(file, to: scratch.folder, passphrase: ScratchBook.passphrase)
    try scratch.betweenSessions {}
    #expect(try Self.contents(scratch.book) == before)
    #expect(scratch.book.verify() == [])
    // What was there lies beside, and opens.
    let aside = try #require(done.putAside)
    let old = try Casebook.open(at: aside, passphrase: ScratchBook.passphrase)
    defer { old.close() }
    #expect(try old.people(matching: "Later", limit: 5).count == 1)
    #expect(abs(done.madeAt.timeIntervalSinceNow) < 60)
  }

  @Test("a restored casebook is a device of its own, and goes on being written")
  func device() throws {
    let scratch = try ScratchBook()
    let file = scratch.place.appendingPathComponent("copy")
    try scratch.book.backUp(to: file)
    let other = scratch.place.appendingPathComponent("another place")
    let done = try Casebook.restore(file, to: other, passphrase: ScratchBook.passphrase)
    #expect(done.putAside == nil)
    let book = try Casebook.open(at: other, passphrase: ScratchBook.passphrase)
    defer { book.close() }
    #expect(try book.remembered("device") != scratch.book.remembered("device"))
    _ = try book.refer(scratch.referral())
    #expect(book.verify() == [])
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: other.path).allSatisfy {
        $0 == "keys.json" || $0.hasPrefix("casebook.db")
      })
  }

  @Test("a copy made while another writes is of one moment")
  func whileWriting() throws {
    let scratch = try ScratchBook(people: 40)
    let folder = scratch.folder
    let writing = Writing(in: folder)
    defer { writing.stop() }
    while writing.count < 2 { usleep(10_000) }
    for round in 0..<4 {
      let file = scratch.place.appendingPathComponent("copy \(round)")
      var making = CopyMaking(folder: folder, key: try scratch.book.key)
      making.pagesPerStep = 16
      making.rest = 300
      try making.make(file, at: Date())
      let place = scratch.place.appendingPathComponent("place \(round)")
      _ = try Casebook.restore(file, to: place, passphrase: ScratchBook.passphrase)
      #expect(try Casebook.verify(at: place, passphrase: ScratchBook.passphrase) == [])
    }
    #expect(writing.count > 3)
  }

  @Test("a file that is there is left alone unless it may be replaced")
  func overwriting() throws {
    let scratch = try ScratchBook()
    let file = scratch.place.appendingPathComponent("copy")
    try Data("mine".utf8).write(to: file)
    #expect(throws: BackupError.alreadyThere(file.path)) { try scratch.book.backUp(to: file) }
    #expect(try Data(contentsOf: file) == Data("mine".utf8))
    try scratch.book.backUp(to: file, replacing: true)
    #expect(try SealedCopy(contentsOf: file).pages > 10)
    let nowhere = scratch.place.appendingPathComponent("no such folder/copy")
    #expect(throws: BackupError.self) { try scratch.book.backUp(to: nowhere) }
  }

  @Test("an unsound casebook gives no copy, and the copy that was there stays")
  func unsound() throws {
    let scratch = try ScratchBook(people: 10)
    let file = scratch.place.appendingPathComponent("copy")
    try scratch.book.backUp(to: file)
    let good = try Data(contentsOf: file)
    try scratch.meddle("UPDATE chain_head SET hash = zeroblob(32)")
    #expect(throws: BackupError.notSound("its history does not end where it says")) {
      try scratch.book.backUp(to: file, replacing: true)
    }
    #expect(try Data(contentsOf: file) == good)
    // A page that nobody reads to open the casebook.
    let page = try scratch.book.read {
      try Int.fetchOne($0, sql: "SELECT rootpage FROM sqlite_schema WHERE name = 'case_contact'")
    }
    try scratch.betweenSessions {
      var bytes = try Data(contentsOf: scratch.database)
      bytes[4096 * (try #require(page) - 1) + 9] ^= 1
      try bytes.write(to: scratch.database)
    }
    #expect(throws: (any Error).self) { try scratch.book.backUp(to: file, replacing: true) }
    #expect(try Data(contentsOf: file) == good)
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.place.path).count == 2)
  }

  @Test("one bit anywhere in a copy, or any length but its own: refused, nothing touched")
  func tampered() throws {
    let scratch = try ScratchBook()
    let file = scratch.place.appendingPathComponent("copy")
    try scratch.book.backUp(to: file)
    scratch.shut()
    let good = try Data(contentsOf: file)
    let before = try FileManager.default.contentsOfDirectory(atPath: scratch.folder.path).sorted()
    let database = try Data(contentsOf: scratch.database)
    var dice = Dice()
    var places = (0..<enough(60)).map { _ in Int.random(in: 0..<good.count, using: &dice) }
    // Keys and tail, which are a small part of it, more closely.
    places += (0..<enough(60)).map { _ in
      Int.random(in: (good.count - 1300)..<good.count, using: &dice)
    }
    for place in places {
      var bytes = good
      bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &dice)
      try bytes.write(to: file)
      #expect(throws: (any Error).self, "byte \(place) of \(good.count), seed \(dice.seed)") {
        try Casebook.restore(file, to: scratch.folder, passphrase: ScratchBook.passphrase)
      }
    }
    for _ in 0..<enough(20) {
      let length = Int.random(in: 0..<good.count, using: &dice)
      try good.prefix(length).write(to: file)
      #expect(throws: (any Error).self, "\(length) bytes") {
        try Casebook.restore(file, to: scratch.folder, passphrase: ScratchBook.passphrase)
      }
    }
    try (good + Data([0])).write(to: file)
    #expect(throws: BackupError.notACopy(file.path)) {
      try Casebook.restore(file, to: scratch.folder, passphrase: ScratchBook.passphrase)
    }
    // Two valid pages exchanged would each open in the other's place? No: but an older
    // copy's page in its own place would. The hash over the whole refuses both.
    try good.write(to: file)
    #expect(throws: KeyFileError.wrongPassphrase) {
      try Casebook.restore(file, to: scratch.folder, passphrase: "another")
    }
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: scratch.folder.path).sorted() == before)
    #expect(try Data(contentsOf: scratch.database) == database)
    try scratch.betweenSessions {}
  }

  @Test("a page of an older copy in a newer one is valid by itself, and refused")
  func mixed() throws {
    let scratch = try ScratchBook(people: 3)
    let files = ["old", "new"].map { scratch.place.appendingPathComponent($0) }
    try scratch.book.backUp(to: files[0])
    let id = try scratch.book.refer(scratch.referral())
    try scratch.book.setNeed("Company", of: id)
    try scratch.book.backUp(to: files[1])
    let old = try Data(contentsOf: files[0])
    var new = try Data(contentsOf: files[1])
    let page = try #require(
      (5..<(old.count / 4096)).first { number in
        let range = (number * 4096)..<((number + 1) * 4096)
        return old[range] != new[range]
      })
    let range = (page * 4096)..<((page + 1) * 4096)
    new.replaceSubrange(range, with: old[range])
    try new.write(to: files[1])
    #expect(throws: BackupError.damaged(files[1].path, what: "something in it has been changed")) {
      try Casebook.restore(
        files[1], to: scratch.place.appendingPathComponent("x"),
        passphrase: ScratchBook.passphrase)
    }
    #expect(!FileManager.default.fileExists(atPath: scratch.place.appendingPathComponent("x").path))
  }
}

/// Somebody who refers one person after another, on a thread of their own.
final class Writing: Sendable {
  private let state = Mutex((count: 0, isOver: false))
  private let ended = DispatchSemaphore(value: 0)

  var count: Int { state.withLock { $0.count } }

  init(in folder: URL) {
    Thread.detachNewThread { [self] in
      defer { ended.signal() }
      guard let book = try? Casebook.open(at: folder, passphrase: ScratchBook.passphrase) else {
        return
      }
      defer { book.close() }
      while !state.withLock({ $0.isOver }) {
        let number = count
        _ = try? book.refer(
          IncomingReferral(
            row: 1, firstName: "While", familyName: "Writing\(number)",
            dateOfBirth: Day(number: 14_000 + number), date: ScratchBook.today))
        state.withLock { $0.count += 1 }
      }
    }
  }

  /// Returns when the last write is done.
  func stop() {
    state.withLock { $0.isOver = true }
    ended.wait()
    ended.signal()
  }
}

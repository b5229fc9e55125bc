// Whatever is done to the files of a casebook: it opens and says what is true, or it
// is refused. Never a wrong value, never a crash.

import Casework
import Foundation
import GRDB
import Testing

@testable import Casebook

@Suite("a casebook whose files were tampered with")
struct TamperedBookTests {
  /// A casebook's files as they lay on disk in mid-work, a log among them, and
  /// everything that it held after each of its last actions.
  struct Laid {
    let place: URL
    let files: [String: Data]
    let states: [[String]]

    var truth: [String] { states.last ?? [] }

    init(_ scratch: ScratchBook) throws {
      place = scratch.place
      try scratch.book.makeDailyCopy(on: ScratchBook.today)
      try scratch.book.queue.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
      var states = [try scratch.book.read { try ScratchBook.contents(of: $0) }]
      for number in 1...4 {
        _ = try scratch.book.refer(scratch.referral("Megan", number: number))
        states.append(try scratch.book.read { try ScratchBook.contents(of: $0) })
      }
      self.states = states
      let names = try KilledTests.files(in: scratch.folder)
      files = Dictionary(
        uniqueKeysWithValues: try names.map {
          ($0, try Data(contentsOf: scratch.folder.appendingPathComponent($0)))
        })
    }

    /// Lays the files down somewhere, one of them changed.
    func read(_ change: (inout [String: Data]) -> Void) throws -> [String] {
      let folder = place.appendingPathComponent(UUID().uuidString)
      defer { try? FileManager.default.removeItem(at: folder) }
      var changed = files
      change(&changed)
      for (name, data) in changed {
        let file = folder.appendingPathComponent(name)
        try FileManager.default.createDirectory(
          at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try data.write(to: file)
      }
      let book = try Casebook.open(at: folder, passphrase: ScratchBook.passphrase)
      defer { book.close() }
      return try book.read { try ScratchBook.contents(of: $0) }
    }
  }

  @Test("one bit flipped anywhere in any file: an error or no effect, never a wrong value")
  func flips() throws {
    let scratch = try ScratchBook(people: 2)
    let laid = try Laid(scratch)
    #expect(laid.files.keys.contains { $0.hasPrefix("backups/") })
    #expect(laid.files.keys.contains("casebook.db-wal"))
    #expect(try laid.read { _ in } == laid.truth)
    var dice = Dice()
    var refused = 0
    for (name, data) in laid.files.sorted(by: { $0.key < $1.key }) where !data.isEmpty {
      for _ in 0..<enough(25) {
        let place = Int.random(in: 0..<data.count, using: &dice)
        let bit = UInt8(1) << UInt8.random(in: 0..<8, using: &dice)
        do {
          let found = try laid.read { $0[name]?[place] ^= bit }
          #expect(found == laid.truth, "\(name), byte \(place) of \(data.count), seed \(dice.seed)")
        } catch {
          refused += 1
          #expect(
            error is CasebookError || error is KeyFileError, "\(name), byte \(place): \(error)")
          #expect(!name.hasPrefix("backups/"))
        }
      }
    }
    #expect(refused > 20)
  }

  @Test("any file cut short at any length, or missing: an error, or an earlier state as it was")
  func truncation() throws {
    let scratch = try ScratchBook(people: 2)
    let laid = try Laid(scratch)
    var dice = Dice()
    for (name, data) in laid.files.sorted(by: { $0.key < $1.key }) where !data.isEmpty {
      for round in 0..<enough(15) {
        let length = round == 0 ? 0 : Int.random(in: 0..<data.count, using: &dice)
        do {
          let found = try laid.read { $0[name] = data.prefix(length) }
          #expect(
            laid.states.contains(found),
            "\(name) cut to \(length) of \(data.count), seed \(dice.seed)")
        } catch {
          #expect(
            error is CasebookError || error is KeyFileError, "\(name) cut to \(length): \(error)")
        }
      }
      do {
        let found = try laid.read { $0[name] = nil }
        #expect(laid.states.contains(found), "\(name) missing")
      } catch {
        #expect(error is CasebookError || error is KeyFileError, "\(name) missing: \(error)")
      }
    }
    // A log that is gone takes back what was in it only; the rest is whole.
    #expect(try laid.read { $0["casebook.db-wal"] = nil } == laid.states.first)
  }

  @Test("pages exchanged with each other, or with another casebook’s, are refused")
  func swapped() throws {
    let scratch = try ScratchBook(people: 2)
    scratch.shut()
    let other = try ScratchBook(people: 2, hasOwnKeys: true)
    other.shut()
    let good = try Data(contentsOf: scratch.database)
    let foreign = try Data(contentsOf: other.database)
    var dice = Dice()
    func range(_ page: Int) -> Range<Int> { (page * 4096)..<((page + 1) * 4096) }
    for _ in 0..<enough(12) {
      let a = Int.random(in: 0..<(good.count / 4096), using: &dice)
      let b = Int.random(in: 0..<(good.count / 4096), using: &dice)
      guard a != b else { continue }
      var bytes = good
      bytes.replaceSubrange(range(a), with: good[range(b)])
      bytes.replaceSubrange(range(b), with: good[range(a)])
      try bytes.write(to: scratch.database)
      let findings = try Casebook.verify(at: scratch.folder, passphrase: ScratchBook.passphrase)
      #expect(findings.contains { $0.check == .pages }, "pages \(a + 1) and \(b + 1)")
      bytes = good
      let shared = min(a, foreign.count / 4096 - 1)
      bytes.replaceSubrange(range(shared), with: foreign[range(shared)])
      try bytes.write(to: scratch.database)
      let mixed = try Casebook.verify(at: scratch.folder, passphrase: ScratchBook.passphrase)
      #expect(mixed.contains { $0.check == .pages }, "page \(shared + 1)")
    }
    try good.write(to: scratch.database)
    try scratch.betweenSessions {}
    try other.betweenSessions {}
    #expect(scratch.book.verify() == [])
  }

  @Test("what is said of a damaged casebook names the page that does not open")
  func named() throws {
    let scratch = try ScratchBook(people: 2)
    scratch.shut()
    let good = try Data(contentsOf: scratch.database)
    var bytes = good
    bytes[10] ^= 1
    try bytes.write(to: scratch.database)
    #expect(throws: CasebookError.damaged("page 1 of casebook.db does not open")) {
      try scratch.open()
    }
    try good.prefix(4096 * 9).write(to: scratch.database)
    #expect(throws: CasebookError.damaged("casebook.db is cut short before page 10")) {
      try scratch.open()
    }
    try good.write(to: scratch.database)
    try scratch.betweenSessions {}
  }
}

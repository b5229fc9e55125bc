// The undo of a large import beside people who work: nobody waits for more than a part of it,
// and whatever happens in the middle, it is done in the end, or nothing of it is.

import Casework
import Foundation
import GRDB
import Synchronization
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@testable import Casebook

@Suite("the undo of an import, beside those who work")
struct UndoBesideTests {
  private typealias Import = ImportBesideTests

  private struct Enough: Error {}

  /// A casebook with a large directory in it, and what the directory was like before and is.
  private static func town() throws -> (scratch: ScratchBook, before: [String], after: [String]) {
    let scratch = try ScratchBook(people: 2)
    let before = try Import.directory(scratch.book)
    _ = try scratch.book.applyDirectory(Import.town(260), source: "town.json")
    return (scratch, before, try Import.directory(scratch.book))
  }

  private static func rename(_ service: String, _ book: Casebook) throws {
    try book.write("Rename a service") {
      try $0.execute(
        sql: "UPDATE directory_service SET name = 'Draughts' WHERE id = ?", arguments: [service])
    }
  }

  private static func undoes(of name: String, _ book: Casebook) throws -> Int {
    try book.read {
      try Int.fetchOne(
        $0, sql: "SELECT count(*) FROM action WHERE name LIKE ?", arguments: [name + "%"]) ?? 0
    }
  }

  @Test("others save between its parts, see it go, and it is one step to do again")
  func others() throws {
    let (scratch, before, _) = try Self.town()
    let book = scratch.book
    let other = try scratch.open()
    defer { other.close() }
    let row = try #require(try other.caseload(CaseloadFilter(.everybodys), limit: 1).first)
    var fractions: [Double] = []
    let name = try book.undo(progress: { fraction in
      fractions.append(fraction)
      if fractions.count == 1 {
        // Half of it can be neither undone nor done again, nor anything large beside it.
        let third = try scratch.open()
        defer { third.close() }
        let refusal = #expect(throws: CasebookError.self) { try third.redo() }
        #expect(refusal?.description.contains("is being undone just now") == true)
        let others = (0..<500).map {
          DirectoryRecord(entity: .organization, id: "x\($0)", fields: ["name": .text("X")])
        }
        #expect(throws: CasebookError.self) {
          try third.applyDirectory(others, source: "other.json")
        }
      }
      // At once: neither waits for the other.
      try other.setNeed("need \(fractions.count)", of: row.caseID)
      try other.keep(Draft(form: "note", fields: ["note": "\(fraction)"], at: Date()))
    }).name
    #expect(name == "Import the directory from town.json")
    #expect(fractions.count > 4 && fractions.last == 1 && fractions == fractions.sorted())
    #expect(try Import.directory(book) == before)
    #expect(try Self.undoes(of: "Undo: Import", book) == fractions.count)
    // What was saved meanwhile is this worker's latest: it is undone first.
    for _ in fractions { try book.undo() }
    #expect(try Import.directory(book) == before)
    for _ in fractions { try book.redo() }
    #expect(book.verify() == [])
  }

  @Test("stopped in the middle, all is as it was, and it can be begun again")
  func stopped() throws {
    let (scratch, before, after) = try Self.town()
    #expect(throws: Enough.self) {
      try scratch.book.undo(progress: { if $0 > 0.5 { throw Enough() } })
    }
    #expect(try Import.directory(scratch.book) == after)
    #expect(try Self.undoes(of: "Redo: Import", scratch.book) > 1)
    #expect(try scratch.book.undo().name == "Import the directory from town.json")
    #expect(try Import.directory(scratch.book) == before)
    #expect(scratch.book.verify() == [])
    #expect(try KilledTests.files(in: scratch.folder).filter { $0.hasPrefix(".undo") } == [])
  }

  @Test("a service changed since stands in its way: that is said, and nothing is touched")
  func changedBefore() throws {
    let (scratch, _, _) = try Self.town()
    let book = scratch.book
    let step = try #require(try book.nextUndo())
    try Self.rename("s5", book)
    let after = try Import.directory(book)
    #expect(throws: CasebookError.changedSince(step.name)) {
      try book.reverseInParts(step, named: "Undo: \(step.name)")
    }
    #expect(try Import.directory(book) == after)
    #expect(try Self.undoes(of: "Undo: Import", book) == 0)
  }

  @Test("one changed in the middle: what is undone is put back, and the change stays")
  func changedMeanwhile() throws {
    let (scratch, _, after) = try Self.town()
    let other = try scratch.open()
    defer { other.close() }
    var isRenamed = false
    #expect(throws: CasebookError.changedSince("Import the directory from town.json")) {
      try scratch.book.undo(progress: { _ in
        // The first that came in is the last to go.
        if !isRenamed { try Self.rename("s0", other) }
        isRenamed = true
      })
    }
    let now = try Import.directory(scratch.book)
    #expect(now.count == after.count)
    let name = try scratch.book.read {
      try String.fetchOne($0, sql: "SELECT name FROM directory_service WHERE id = 's0'")
    }
    #expect(name == "Draughts")
    try Self.restoreName(of: other)
    #expect(try Import.directory(scratch.book) == after)
    #expect(scratch.book.verify() == [])
  }

  private static func restoreName(of book: Casebook) throws {
    try book.write("Rename it back") {
      try $0.execute(sql: "UPDATE directory_service SET name = 'Chess 0' WHERE id = 's0'")
    }
  }

  @Test("killed at any moment of an undo, it is done at the next opening")
  func killed() async throws {
    for _ in 0..<enough(2) {
      let (scratch, before, after) = try Self.town()
      scratch.shut()
      let folder = scratch.folder.path
      let parts = Int.random(in: 1...6)
      await #expect(processExitsWith: .signal(SIGKILL)) {
        [folder = folder as String, parts = parts as Int] in
        let book = try Casebook.open(
          at: URL(fileURLWithPath: folder, isDirectory: true), passphrase: ScratchBook.passphrase)
        var done = 0
        try book.undo(progress: { _ in
          done += 1
          // Between two parts, and somewhere in the next.
          if done == parts {
            Thread.detachNewThread {
              usleep(UInt32.random(in: 0...20_000))
              kill(getpid(), SIGKILL)
            }
          }
        })
        kill(getpid(), SIGKILL)
      }
      try scratch.betweenSessions {}
      #expect(try Import.directory(scratch.book) == before, "after \(parts) parts")
      #expect(scratch.book.verify() == [], "after \(parts) parts")
      #expect(try scratch.book.redo().name == "Import the directory from town.json")
      #expect(try Import.directory(scratch.book) == after, "after \(parts) parts")
      #expect(try KilledTests.files(in: scratch.folder).filter { $0.hasPrefix(".undo") } == [])
    }
  }

  @Test("the disk fills in the middle: that is said, and the rest follows when there is room")
  func fullDisk() async {
    await #expect(processExitsWith: .success) {
      signal(SIGXFSZ, SIG_IGN)
      let (scratch, before, _) = try UndoBesideTests.town()
      var said = ""
      do {
        try scratch.book.undo(progress: { if $0 > 0.5 { limitFiles(to: 0) } })
      } catch { said = "\(error)" }
      try hold(said.contains("The disk is full"), 10)
      try hold(said.contains("follows by itself"), 11)
      limitFiles(to: nil)
      try scratch.betweenSessions {}
      try hold(try ImportBesideTests.directory(scratch.book) == before, 12)
      try hold(scratch.book.verify() == [], 13)
    }
  }

  @Test("left for later, it is done by whoever opens the casebook next")
  func left() throws {
    let (scratch, before, _) = try Self.town()
    #expect(throws: Casebook.LeftForLater.self) {
      try scratch.book.undo(progress: { if $0 > 0.3 { throw Casebook.LeftForLater() } })
    }
    let other = try scratch.open()
    defer { other.close() }
    #expect(try Import.directory(other) == before)
    #expect(other.verify() == [])
  }

  @Test("in the background: done, stopped, and what it says when something stands in its way")
  func background() throws {
    let (scratch, before, after) = try Self.town()
    let book = scratch.book
    let step = try #require(try book.nextUndo())
    #expect(try book.isLarge(step))
    let stopped = BackgroundUndo(step, through: try book.door, at: Date())
    while stopped.fraction < 0.3, stopped.ending == nil { usleep(1_000) }
    stopped.stop()
    #expect(stopped.wait(seconds: 60) == .stopped)
    #expect(try Import.directory(book) == after)
    let done = BackgroundUndo(step, through: try book.door, at: Date())
    #expect(done.wait(seconds: 60) == .done(step))
    #expect(try Import.directory(book) == before)
    let late = BackgroundUndo(step, through: try book.door, at: Date())
    guard case .failed(let why)? = late.wait(seconds: 60) else {
      Issue.record("it was undone twice")
      return
    }
    #expect(why.contains("Nothing was changed"))
    let redo = try #require(try book.nextRedo())
    let again = BackgroundUndo(redo, isRedo: true, through: try book.door, at: Date())
    #expect(again.wait(seconds: 60) == .done(redo))
    #expect(try Import.directory(book) == after)
    try Self.rename("s5", book)
    #expect(try !book.isLarge(try #require(try book.nextUndo())))
  }
}

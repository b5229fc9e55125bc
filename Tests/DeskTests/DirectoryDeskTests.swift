// The directory at the desk, as somebody sits at it.

import Casebook
import Casework
import Exchange
import Foundation
import Terminal
import Testing

@testable import Desk

@Suite("The directory at the desk")
struct DirectoryDeskTests {
  @Test("facets narrow the list, count as they go, and Esc lets everything back")
  func facets() throws {
    let test = TestBook()
    // Tall enough that every facet is in sight.
    let desk = try test.desk(size: Size(width: 120, height: 90))
    desk.press("3").expect("of 80", "WHO", "WHEN", "Saturday", "free")
    let all = desk.application.directory.count
    desk.press("f", "Enter").expect("For somebody of what age?").type("12").press("Ctrl-S")
    desk.expect("only", "age 12")
    let some = desk.application.directory.count
    #expect(some > 0 && some < all)
    desk.click("· free").expect("age 12 · free", "● free")
    #expect(desk.application.directory.query.costs == [.free])
    let free = desk.application.directory.count
    #expect(free > 0 && free < some)
    desk.press("Esc", "Esc")
    #expect(!desk.application.directory.query.isNarrowed)
    #expect(desk.application.directory.count == all && desk.complaints.isEmpty)
  }

  @Test("near a postcode: nearest first, with miles and a map")
  func near() throws {
    let test = TestBook()
    let desk = try test.desk(size: Size(width: 120, height: 90))
    desk.press("3").click("· near a postcode").expect("Near where?")
    desk.type("ZZ9 9ZZ").press("Ctrl-S").expect("not in the table of postcodes")
    for _ in 0..<7 { desk.press("Backspace") }
    desk.type("QX4").press("Ctrl-S").expect("nearest", "near QX4", " mi", "1 mi from QX4")
    #expect(desk.application.directory.query.order == .distance)
    #expect(desk.complaints.isEmpty)
  }

  @Test("looked at it, evidence and a note: kept, shown, undone")
  func trust() throws {
    let test = TestBook()
    let desk = try test.desk()
    desk.press("3", "w").expect("to be looked at again")
    let before = desk.application.directory.count
    let id = try #require(desk.application.directory.selected?.id)
    desk.press("v").expect("What you found", "How").press("Ctrl-S")
    desk.expect("Kept: you looked at")
    let book = try #require(desk.application.book)
    #expect(try book.trust(in: id).checks.first?.on == Day(TestBook.now))
    #expect(
      desk.application.directory.count == before - 1 || desk.application.directory.count == before)
    desk.press("u")
    #expect(desk.application.directory.count == before)
    desk.press("Esc").press("e").expect("What you saw").press("Ctrl-S")
    desk.press("n").type("Ask for Sam").press("Ctrl-S").expect("Ask for Sam")
    desk.press("h").expect("What became of").press("Esc").expect("of 80")
  }

  @Test("services that look like one are linked, and parted again")
  func duplicates() throws {
    let test = TestBook()
    let desk = try test.desk()
    desk.press("3", "D").expect("LOOK LIKE ONE", "same telephone").press("Enter")
    desk.expect("Are these one service?").press("Enter").expect("stands behind it")
    let book = try #require(desk.application.book)
    #expect(try book.linkedServices().count == 1)
    desk.press("Esc").expect("of 80")
    desk.press("u").expect("of 80")
    #expect(try book.linkedServices().isEmpty)
  }

  @Test("a directory is brought in from the desk: first what would change, then for good")
  func bringIn() throws {
    let test = TestBook()
    let desk = try test.desk()
    let file = test.folder.appendingPathComponent("new.json")
    try #"[{"id":"new","name":"Zither Circle","url":"u"}]"#.write(
      to: file, atomically: true, encoding: .utf8)
    desk.press("3", "i").type("/no/such/file").press("Ctrl-S").expect("no such file")
    for _ in 0..<20 { desk.press("Backspace") }
    desk.type(file.path).press("Ctrl-S")
    desk.application.importing?.running.wait(seconds: 60)
    desk.waits().expect("What it would change", "services", "1 added")
    #expect(try desk.application.book?.asset(Identifier("new")) == nil)
    desk.press("Enter")
    desk.application.importing?.running.wait(seconds: 60)
    desk.waits().expect("It is in").press("Enter")
    desk.press("/").type("zither").expect("Zither Circle", "1 of 81")
  }
}

extension DirectoryDeskTests {
  @Test("before a refresh is brought in all of it can be read, and what has closed comes first")
  func preview() throws {
    let test = TestBook()
    let desk = try test.desk()
    let file = test.folder.appendingPathComponent("few.json")
    func services(_ status: String, fees: String) -> String {
      let all = (0..<60).map {
        let ends = $0 == 59 ? status : "active"
        return #"{"id":"z\#($0)","name":"Zither \#($0)","status":"\#(ends)","fees":"\#(fees)"}"#
      }
      return "[\(all.joined(separator: ","))]"
    }
    let book = try #require(desk.application.book)
    try services("active", fees: "1").write(to: file, atomically: true, encoding: .utf8)
    _ = try DirectoryImporter.run(path: file, into: book)
    try services("defunct", fees: "2").write(to: file, atomically: true, encoding: .utf8)
    desk.press("3", "i").type(file.path).press("Ctrl-S")
    desk.application.importing?.running.wait(seconds: 60)
    desk.waits().expect("What it would change", "Zither 59: status “active” → “defunct”")
    desk.expect("more lines")
    #expect(!desk.shows("Zither 58: fees"))
    desk.press("End").expect("Zither 59: fees “1” → “2”", "60 updated", "Enter brings it in")
    #expect(!desk.shows("Zither 59: status"))
    desk.press("Home").expect("Zither 59: status").press("Esc")
    #expect(try book.asset(Identifier("z59"))?.statusAsWritten == "active")
    #expect(desk.complaints.isEmpty)
  }

  @Test("while a directory is brought in, how far it is shows, and a click takes all of it back")
  func stopped() throws {
    let test = TestBook()
    let desk = try test.desk()
    let file = test.folder.appendingPathComponent("many.json")
    let services = (0..<1_200).map { #"{"id":"s\#($0)","name":"Service \#($0)","url":"u"}"# }
    try "[\(services.joined(separator: ","))]".write(to: file, atomically: true, encoding: .utf8)
    desk.press("3", "i").type(file.path).press("Ctrl-S")
    desk.expect("Looking at many.json", "Esc stop; nothing is brought in")
    // For screen readers too: the cursor is on what can be done.
    #expect(desk.focusedLine.contains("Esc stop"))
    desk.application.importing?.running.wait(seconds: 60)
    desk.waits().expect("What it would change", "1200 added").press("Enter")
    // Part of it is in before it is stopped.
    let running = try #require(desk.application.importing?.running)
    let book = try #require(desk.application.book)
    func isIn() throws -> Int {
      try book.find(AssetQuery(), on: desk.application.today, minute: 542).total
    }
    while try isIn() == 80, running.ending == nil { usleep(1_000) }
    #expect(try isIn() > 80)
    desk.waits().expect("Bringing in many.json").click("stop; nothing is brought in")
    #expect(running.wait(seconds: 60) == .stopped)
    desk.waits().expect("Stopped. Nothing was brought in.")
    #expect(try isIn() == 80)
    #expect(book.verify() == [])
  }

  @Test(
    "a directory is undone: how far it is shows, Esc leaves all as it was, and ^R does it again")
  func undone() throws {
    let test = TestBook()
    let desk = try test.desk()
    let file = test.folder.appendingPathComponent("many.json")
    let services = (0..<640).map { #"{"id":"s\#($0)","name":"Service \#($0)","url":"u"}"# }
    try "[\(services.joined(separator: ","))]".write(to: file, atomically: true, encoding: .utf8)
    desk.press("3", "i").type(file.path).press("Ctrl-S")
    desk.application.importing?.running.wait(seconds: 60)
    desk.waits().press("Enter")
    desk.application.importing?.running.wait(seconds: 60)
    desk.waits().expect("It is in").press("Enter").expect("of 720")
    /// Begins, and waits until part of it is done.
    func begin(_ key: String) throws -> BackgroundUndo {
      desk.press(key)
      let running = try #require(desk.application.undoing)
      while running.fraction == 0, running.ending == nil { usleep(1_000) }
      return running
    }
    let stopped = try begin("u")
    desk.waits().expect("Undoing: Import the directory", "Esc stop; all stays as it was")
    #expect(desk.focusedLine.contains("Esc stop"))
    desk.press("Esc")
    #expect(stopped.wait(seconds: 60) == .stopped)
    desk.waits().expect("Stopped. All is as it was.", "of 720")
    _ = try begin("u").wait(seconds: 60)
    desk.waits().expect("Undone: Import the directory", "of 80")
    let again = try begin("Ctrl-R")
    desk.waits().expect("Doing again: Import the directory")
    again.wait(seconds: 60)
    desk.waits().expect("Done again: Import the directory", "of 720")
    // Covered in the middle, the rest is done when the screen is opened again.
    _ = try begin("u")
    desk.press("F12").waits()
    #expect(desk.application.undoing == nil)
    desk.type(TestBook.passphrase).press("Enter").waits().expect("of 80")
    #expect(try #require(desk.application.book).verify() == [])
  }
}

extension Story where App == Desk {
  /// Makes sure that texts stand on the screen.
  @discardableResult
  func expect(_ texts: String..., sourceLocation: SourceLocation = #_sourceLocation) -> Story {
    for text in texts where !shows(text) {
      Issue.record("“\(text)” is not on the screen:\n\(screen)", sourceLocation: sourceLocation)
    }
    return self
  }
}

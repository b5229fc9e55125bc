// The disk is full while somebody sits at the desk. A limit on how far files may grow stands
// in for the disk; a process can only set it for itself, so each story has one of its own.

import Casebook
import Casework
import Foundation
import Terminal
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@testable import Desk

@Suite("A full disk, at the desk")
struct FullDiskTests {
  @Test(
    "a contact typed while the disk is full: told, kept on the screen, saved when there is room")
  func contact() async {
    await #expect(processExitsWith: .success) {
      let test = TestBook()
      let desk = try test.desk()
      let book = try #require(desk.application.book)
      let caseID = try #require(desk.application.todayScreen.selected).caseID
      func contacts() throws -> [Contact] { try book.caseRecord(caseID)?.contacts ?? [] }
      let before = try contacts()
      desk.press("l").type("She told me about the allotment").waits()
      try hold(
        book.drafts().first?.fields.values.contains("She told me about the allotment") == true, 10)

      fillDisk()
      // The day's copy does not fit either. That is no reason not to hear of one's own words.
      desk.application.copying?.wait(seconds: 60)
      desk.type(", and her knee").tick(later(3))
      try hold(desk.shows("What you type is on the screen alone"), 11)
      try hold(desk.shows("disk is full"), 12)
      // For as long as it is so, whatever else is typed.
      desk.type("!").press("Backspace")
      try hold(desk.shows("What you type is on the screen alone"), 38)
      desk.press("Ctrl-S")
      try hold(desk.shows("The disk is full. Everything saved before is kept"), 13)
      // Enter puts the words away, and what was typed is there as it was.
      desk.press("Enter")
      try hold(!desk.shows("That did not work"), 14)
      try hold(desk.shows("She told me about the allotment, and her knee"), 15)
      desk.type(", since May").press("Ctrl-S", "Enter").tick(later(6))
      try hold(desk.shows("and her knee, since May"), 16)
      try hold(contacts() == before, 17)
      // What was kept while there was room is still kept.
      try hold(
        book.drafts().first?.fields.values.contains("She told me about the allotment") == true, 18)

      makeRoom()
      desk.type(".").tick(later(9))
      try hold(!desk.shows("What you type is on the screen alone"), 39)
      try hold(
        book.drafts().first?.fields.values
          .contains("She told me about the allotment, and her knee, since May.") == true, 19)
      desk.press("Ctrl-S")
      try hold(desk.shows("Contact logged"), 20)
      let after = try contacts()
      try hold(after.count == before.count + 1, 21)
      try hold(
        after.contains { $0.note == "She told me about the allotment, and her knee, since May." },
        22)
      try hold(book.drafts().isEmpty, 23)
      try hold(book.verify() == [], 24)
    }
  }

  @Test("with no room left one still reads: pages, people, the directory; and leaves in good order")
  func reading() async {
    await #expect(processExitsWith: .success) {
      let test = TestBook()
      let desk = try test.desk()
      let before = try #require(desk.application.book).lastAction()
      fillDisk()
      desk.press("2").waits()
      try hold(desk.shows("Caseload"), 25)
      desk.press("Down", "3").waits()
      try hold(desk.application.page == .directory, 26)
      // Also where it is looked at for the first time, with kinds that it is to be sorted by.
      try hold(desk.shows("75 of 80"), 40)
      desk.press("/").type("bike").waits()
      try hold(desk.shows("Bike Kitchen"), 41)
      desk.press("Esc", "4").waits()
      try hold(desk.application.page == .team && desk.application.overlay == nil, 42)
      // Opening a record is noted; what cannot be noted is not opened, and that is said.
      desk.press("1", "Enter")
      try hold(desk.shows("The disk is full"), 27)
      try hold(desk.application.person == nil, 28)
      desk.press("Enter").waits()
      try hold(desk.flow == .continue, 29)
      try hold(desk.application.book?.lastAction() == before, 30)
      makeRoom()
      desk.press("2", "1", "Enter").waits()
      try hold(desk.application.person != nil, 31)
      var left = desk.application
      left.shut()
      let book = try Casebook.open(at: test.folder, passphrase: TestBook.passphrase)
      try hold(book.verify() == [], 32)
      book.close()
    }
  }

  @Test("a line of a plan that cannot be saved stays in its line")
  func plan() async {
    await #expect(processExitsWith: .success) {
      let test = TestBook()
      let desk = try test.desk()
      desk.press("Enter", "Tab", "Enter").press("Ctrl-A").type("Swimming in the sea")
      fillDisk()
      desk.press("Enter")
      try hold(desk.shows("The disk is full"), 33)
      desk.press("Enter").waits()
      try hold(desk.shows("Swimming in the sea"), 34)
      makeRoom()
      desk.press("Enter").waits()
      try hold(!desk.shows("The disk is full"), 35)
      let id = try #require(desk.application.person?.caseID)
      let plan = try #require(try desk.application.book?.caseRecord(id)?.plan)
      try hold(plan.entries.contains { $0.text == "Swimming in the sea" }, 36)
      try hold(#require(desk.application.book).verify() == [], 37)
    }
  }
}

/// Ends the child at once where something does not hold. Its exit code tells what.
private func hold(_ holds: @autoclosure () throws -> Bool, _ code: Int32) throws {
  if try !holds() { exit(code) }
}

/// The clock of the story some seconds on: what is typed is kept from time to time.
private func later(_ seconds: Double) -> Date { TestBook.now.addingTimeInterval(seconds) }

private func fillDisk() {
  signal(SIGXFSZ, SIG_IGN)
  limitFiles(to: 0)
}

private func makeRoom() { limitFiles(to: nil) }

private func limitFiles(to bytes: rlim_t?) {
  let resource = __rlimit_resource_t(UInt32(RLIMIT_FSIZE.rawValue))
  var limit = rlimit()
  getrlimit(resource, &limit)
  limit.rlim_cur = bytes ?? limit.rlim_max
  setrlimit(resource, &limit)
}

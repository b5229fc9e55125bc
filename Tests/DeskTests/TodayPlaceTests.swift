// Today's cursor stays with the person it was put on, and the pane beside it shows no more of
// anybody than may be read.

import Casebook
import Casework
import Foundation
import Terminal
import Testing

@testable import Desk

@Suite("Today's cursor and pane")
struct TodayPlaceTests {
  private static let today = Day(TestBook.now)

  /// Somebody whom the worker holds, with a call promised for today.
  private func promised(_ name: String, at minute: Int, in book: Casebook) throws
    -> Identifier<Case>
  {
    let id = try book.refer(
      IncomingReferral(
        row: 1, firstName: name, familyName: "Sharma", dateOfBirth: Day(number: 15_000 + minute),
        reason: "Not going out", date: Self.today.adding(days: -9)),
      about: .new(notSame: []), at: TestBook.now)
    try book.takeOn(id, by: book.worker.id, at: TestBook.now)
    try log(id, in: book, minutes: -1_440, next: NextStep(text: "ring", on: Self.today, at: minute))
    return id
  }

  private func log(
    _ id: Identifier<Case>, in book: Casebook, minutes: Double = 0, next: NextStep? = nil
  ) throws {
    try book.log(
      Contact(
        id: book.mint(), caseID: id, workerID: book.worker.id,
        at: TestBook.now.addingTimeInterval(minutes * 60), mode: .phone, minutes: 5,
        outcome: .attended, nextStep: next), at: TestBook.now)
  }

  @Test("a minute that passes, and whatever is written, leaves the cursor on the same person")
  func sameRow() throws {
    let test = TestBook()
    let book = try test.make()
    defer { book.close() }
    let first = try promised("Ada", at: 600, in: book)
    let second = try promised("Leo", at: 660, in: book)
    let third = try promised("Mia", at: 720, in: book)
    var screen = TodayScreen()
    var now = TestBook.now
    func load() throws {
      now = now.addingTimeInterval(60)
      try screen.load(from: book, at: now)
    }
    try load()
    for _ in 0..<9 where screen.selected?.caseID != second {
      _ = screen.update(.key(.down), height: 40)
    }
    try #require(screen.selected?.caseID == second)
    try load()
    #expect(screen.selected?.caseID == second)
    // Somebody above is done with: the line moves, and the cursor with it.
    try log(first, in: book)
    try load()
    #expect(screen.selected?.caseID == second)
    // The hour is changed, so that another stands above.
    try log(second, in: book, minutes: 1, next: NextStep(text: "ring", on: Self.today, at: 900))
    try load()
    #expect(screen.selected?.caseID == second && screen.item?.at == 900)
    // Promised for tomorrow, it stands under tomorrow.
    try log(
      second, in: book, minutes: 2,
      next: NextStep(text: "see", on: Self.today.adding(days: 1)))
    try load()
    #expect(screen.selected?.caseID == second && screen.item?.text == "see")
    // Gone from the page, the nearest line has the cursor.
    try log(
      second, in: book, minutes: 3,
      next: NextStep(text: "see", on: Self.today.adding(days: 30)))
    try load()
    #expect(screen.selected?.caseID == third)
  }

  @Test("how a colleague's person is reached, and their school, wait for a reason")
  func colleagues() throws {
    let test = TestBook()
    let book = try test.town()
    let everybody = try book.caseload(CaseloadFilter(.everybodys), limit: -1)
    let others = everybody.filter { row in
      row.facts.holderID.map { $0 != book.worker.id } == true && !row.person.telephone.isEmpty
        && (try? book.works(book.worker.id, on: row.caseID)) == false
    }
    let other = try #require(others.first)
    let mine = try #require(
      everybody.first {
        $0.facts.holderID == book.worker.id && !$0.person.telephone.isEmpty
      })
    for row in [other, mine] {
      try book.write(
        Appointment(
          id: book.mint(), caseID: row.caseID, workerID: book.worker.id, kind: .call,
          on: Self.today,
          at: 960), at: TestBook.now)
    }
    let desk = Story(
      Desk(test.setting(), book: book), size: Size(width: 140, height: 60))
    func choose(_ id: Identifier<Case>) throws {
      desk.press("1", "Home")
      for _ in 0..<80 where desk.application.todayScreen.item?.caseID != id { desk.press("Down") }
      try #require(desk.application.todayScreen.selected?.caseID == id)
    }
    try choose(other.caseID)
    #expect(desk.shows(other.person.fullName) && !desk.shows(other.person.telephone))
    try choose(mine.caseID)
    #expect(desk.shows(mine.person.telephone))
    desk.press("2", "m", "/").type(other.person.fullName)
    #expect(desk.shows("Opening it asks why") && !desk.shows(other.person.telephone))
  }
}

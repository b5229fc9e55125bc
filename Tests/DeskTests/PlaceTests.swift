// The place somebody left is the place they come back to: page, order, what it was narrowed to,
// the chosen row, how far it was scrolled, who was open, and the room over it.

import Casebook
import Casework
import Foundation
import Terminal
import Testing

@testable import Desk

@Suite("The place is remembered between runs")
struct PlaceTests {
  private static let size = Size(width: 80, height: 24)

  /// Leaves the desk and sits down at it again.
  private func again(_ desk: Story<Desk>, _ test: TestBook, size: Size = size) -> Story<Desk> {
    var left = desk.application
    left.shut()
    let next = Story(Desk(test.setting()), size: size)
    return next.type(TestBook.passphrase).press("Enter").waits()
  }

  /// The screen without what only a moment ago was said.
  private func lines(_ desk: Story<Desk>) -> [String] {
    desk.application.toast = nil
    return desk.grid.lines
  }

  @Test(
    "order, what it was narrowed to, the chosen row and the scroll come back",
    arguments: [
      // A page down and some up again: the chosen row is neither the first shown nor the last.
      ["2", "m", "PageDown", "PageDown", "Up", "Up", "Up"],
      ["2", "m", "s", "s", "g", "Down", "Down"],
      ["2", "m", "/", "a", "Tab", "Down"],
      ["3", "PageDown", "PageDown", "Up", "Up"],
      ["3", "s", "s", "/", "a", "r", "Tab", "Down"],
      ["3", "w"],
      // The page of one service, read to its end, and the one behind it.
      ["3", "Down", "Enter", "End"],
      ["3", "Enter", "Right"],
      ["4", "S", "S", "g", "Down"],
      ["1", "Down", "Down", "Down"],
    ])
  func pages(keys: [String]) throws {
    let test = TestBook()
    let desk = try test.desk(size: Self.size)
    for key in keys { desk.press(key) }
    let before = lines(desk)
    let cursor = desk.grid.cursor
    let next = again(desk, test)
    #expect(lines(next) == before)
    #expect(next.grid.cursor == cursor)
  }

  @Test("the directory's facets come back", arguments: [Size(width: 120, height: 40)])
  func facets(size: Size) throws {
    let test = TestBook()
    let desk = try test.desk(size: size)
    desk.press("3", "f", "Enter").type("12").press("Ctrl-S", "f", "Down")
    let query = desk.application.directory.query
    #expect(query.age == 12)
    let next = again(desk, test, size: size)
    #expect(next.application.directory.query == query)
    #expect(lines(next) == lines(desk))
  }

  @Test("how far from where comes back")
  func distance() throws {
    let test = TestBook()
    let desk = try test.desk(size: Self.size)
    let at = try #require(Coordinates(latitude: 53.5, longitude: 1.25))
    desk.press("3")
    for miles in [nil, 500.0] {
      desk.application.directory.ask {
        $0.origin = Place(name: "QX4 2AB", at: at, ward: "W1")
        $0.miles = miles
        $0.order = .distance
      }
      desk.application.reload()
      desk.press("Down")
      let query = desk.application.directory.query
      let before = lines(desk)
      let next = again(desk, test)
      #expect(next.application.directory.query == query)
      #expect(lines(next) == before)
      desk.application = next.application
    }
  }

  @Test("who was open comes back, on the same part, narrowed as it was")
  func person() throws {
    let test = TestBook()
    let desk = try test.desk(size: Self.size)
    desk.press("Enter", "f", "Down")
    let before = lines(desk)
    #expect(desk.application.person?.timeline.isNarrowed == true)
    let next = again(desk, test)
    #expect(lines(next) == before)
    // The plan, at the goal that was chosen.
    next.press("Esc", "Esc")
    next.chooseSomebodyWithAPlan()
    next.press("Enter", "Tab")
    for _ in 0..<20 where next.application.person?.plan.goal == nil { next.press("Down") }
    let goal = next.application.person?.plan.goal?.id
    let last = again(next, test)
    #expect(last.application.person?.tab == .plan)
    #expect(goal != nil && last.application.person?.plan.goal?.id == goal)
  }

  @Test(
    "a room is come back to, and Esc leads out of it as before",
    arguments: [
      ["i", "Down"], ["w"], ["w", "Right", "Right", "Down"], ["d"], ["3", "D"], [",", "Down"],
      ["4", "B"], [",", "Down", "Down", "Enter", "Down", "Down"], ["4", "Down", "Enter"],
      ["4", "Down", "Enter", "Down"], ["d", "Down", "Down", "Down"],
    ])
  func rooms(keys: [String]) throws {
    let test = TestBook()
    let desk = try test.desk(size: Self.size)
    for key in keys { desk.press(key) }
    let depth = desk.application.rooms.count
    #expect(depth > 0, "\(keys)")
    let before = lines(desk)
    let next = again(desk, test)
    #expect(lines(next) == before)
    next.press("Esc")
    #expect(next.application.rooms.count == depth - 1)
    #expect(next.application.page == desk.application.page)
  }

  @Test("a room over somebody's record comes back with the record under it")
  func roomOverPerson() throws {
    let test = TestBook()
    let desk = try test.desk(size: Self.size)
    desk.press("Enter", "S")
    #expect(desk.application.rooms.count == 1)
    let id = desk.application.rooms.first?.person?.caseID
    let next = again(desk, test)
    #expect(id != nil && next.application.rooms.first?.person?.caseID == id)
    next.press("Esc")
    #expect(next.application.person?.caseID == id)
  }

  @Test("each worker has a place of their own, also after the screen was covered")
  func perWorker() throws {
    let test = TestBook()
    let desk = try test.desk(size: Self.size)
    let book = try #require(desk.application.book)
    let other = try #require(try book.workers().first { $0.id != book.worker.id })
    _ = try book.addUser(name: other.name, passphrase: "another made-up one", strength: .quick)
    desk.press("2", "m", "s", "s", "Down", "F12").waits()
    desk.type("another made-up one").press("Enter").waits()
    #expect(desk.application.page == .today)
    desk.press("2")
    #expect(desk.application.caseload.order == .due && !desk.application.caseload.showsEverybody)
    desk.press("F12").waits()
    desk.type(TestBook.passphrase).press("Enter").waits()
    #expect(desk.application.page == .caseload && desk.application.caseload.showsEverybody)
    #expect(desk.application.caseload.order != .due && desk.application.caseload.row == 1)
  }

  @Test("what is kept and cannot be read any more leads to one's own day")
  func unreadable() throws {
    let test = TestBook()
    let desk = try test.desk(size: Self.size)
    let book = try #require(desk.application.book)
    for words in ["1 - 0 3", "{", #"{"page":77,"tabs":[],"rooms":[{"door":"gone"}]}"#] {
      try book.rememberMine(words, as: "place")
      var fresh = Desk(test.setting(), book: book)
      #expect(fresh.page == .today && fresh.rooms.isEmpty && fresh.person == nil)
      _ = fresh.handle(.key(.character("2")))
      #expect(fresh.page == .caseload)
    }
  }
}

// The team on the desk: seen, asked, moved, undone.

import Casebook
import Casework
import Foundation
import Terminal
import Testing

@testable import Desk

extension TestBook {
  /// The town with its team.
  /// - Parameter seat: 2 sits at the supervisor's desk, 0 at the first worker's.
  func teamDesk(seat: Int = 2, size: Size = Size(width: 120, height: 40)) throws -> Story<Desk> {
    Story(Desk(setting(), book: try town(people: 180, services: 12, seat: seat)), size: size)
  }
}

@Suite("The team")
struct TeamScreenTests {
  private func golden(_ desk: Story<Desk>, _ name: String, _ size: Size) throws {
    try expectGolden(desk.grid, "\(name)-\(size.width.count)x\(size.height.count)")
  }

  @Test("the team and its rooms", arguments: GoldenScreenTests.sizes)
  func screens(size: Size) throws {
    let test = TestBook()
    let desk = try test.teamDesk(size: size)
    desk.press("4")
    try golden(desk, "team", size)
    desk.press("Enter")
    try golden(desk, "team-load", size)
    desk.press("Esc", "w", "Down", "Down")
    try golden(desk, "team-what-if", size)
    desk.press("Esc", "m", "Space", "Space", "Tab")
    try golden(desk, "team-move", size)
    desk.press("Enter")
    try golden(desk, "team-move-form", size)
    desk.press("Esc", "Esc", "s")
    try golden(desk, "team-supervision", size)
    desk.press("Esc", "l")
    try golden(desk, "team-waiting", size)
    desk.press("Esc", "o")
    try golden(desk, "team-over", size)
    desk.press("Esc", "g", "g")
    try golden(desk, "team-grouped", size)
    #expect(desk.complaints.isEmpty)
  }

  @Test("a worker's Today shows load, pace and what was asked", arguments: GoldenScreenTests.sizes)
  func today(size: Size) throws {
    let test = TestBook()
    let desk = try test.teamDesk(seat: 0, size: size)
    try golden(desk, "team-today", size)
  }

  @Test("the forms of the team", arguments: GoldenScreenTests.sizes)
  func forms(size: Size) throws {
    let test = TestBook()
    let desk = try test.teamDesk(size: size)
    desk.press("4", "e")
    try golden(desk, "team-form-terms", size)
    desk.press("Esc", "b")
    try golden(desk, "team-form-absence", size)
    desk.press("Esc", "a")
    try golden(desk, "team-form-note", size)
    desk.press("Esc", "s", "+")
    try golden(desk, "team-form-session", size)
    desk.press("Esc", "c")
    try golden(desk, "team-form-audit", size)
    desk.press("Esc", "Esc", "Enter", "W")
    try golden(desk, "team-form-weight", size)
    desk.press("Esc", "Esc", "B")
    try golden(desk, "team-absences", size)
  }

  @Test("every point can be read, and opening a colleague's case asks why and is in the history")
  func drilling() throws {
    let test = TestBook()
    let desk = try test.teamDesk()
    desk.press("4", "Enter")
    #expect(desk.shows("What they are for") && desk.shows("complex or safeguarding 10"))
    let room = try #require(desk.application.current as? LoadRoom)
    let one = try #require(room.selected)
    desk.press("Enter")
    #expect(desk.shows("Why you open it"))
    desk.press("Tab").type("supervision").press("Ctrl-S")
    #expect(desk.application.person?.record.person.id == one.row.person.id)
    let book = try #require(desk.application.book)
    #expect(try book.readings(of: one.row.person.id).first?.reason.contains("supervision") == true)
  }

  @Test("a worker who is no supervisor sees the numbers and may not act for others")
  func worker() throws {
    let test = TestBook()
    let desk = try test.teamDesk(seat: 0)
    desk.press("4", "s")
    #expect(desk.shows("a supervisor sees that of others"))
    desk.press("m")
    #expect(desk.shows("a supervisor sees that of others"))
    let book = try #require(desk.application.book)
    var rules = AccessRules()
    rules.workersSee = .own
    try book.keep(rules)
    desk.press("1", "4")
    #expect(desk.application.teamScreen.rows.map(\.worker.id) == [book.worker.id])
    desk.press("m")
    #expect(desk.shows("Move cases from"))
  }

  @Test("a case is weighed, and the load follows")
  func weighing() throws {
    let test = TestBook()
    let desk = try test.teamDesk(seat: 0)
    desk.press("Y")
    let room = try #require(desk.application.current as? LoadRoom)
    let points = try #require(room.shown?.row.load.points)
    let one = try #require(room.selected)
    desk.press("W", "Left", "Left", "Left", "Left", "Ctrl-S")
    let after = try #require((desk.application.current as? LoadRoom)?.shown?.row.load)
    let now = try #require(after.cases.first { $0.row.caseID == one.row.caseID })
    #expect(now.intensity == .signpost)
    #expect(abs(after.points - (points - one.points + now.points)) < 1e-9)
  }

  @Test("hours, guidance and leave are changed where the worker stands")
  func terms() throws {
    let test = TestBook()
    let desk = try test.teamDesk()
    desk.press("4", "e").press("Ctrl-A").type("0.8").press("Ctrl-S")
    #expect(
      desk.application.teamScreen.team?.rows.contains {
        $0.worker.name == "Shanice Wray" && $0.worker.wholeTimeEquivalent == 0.8
      } == true)
    desk.press("b", "Tab", "Tab").type("in 2 weeks").press("Ctrl-S")
    #expect(desk.shows("Shanice Wray is away"))
    desk.press("u", "u")
    #expect(
      desk.application.teamScreen.team?.rows.contains {
        $0.worker.name == "Shanice Wray" && $0.worker.wholeTimeEquivalent == 1
      } == true)
  }

  @Test("each column sorts by what it shows, most first, and a second time the other way")
  func everySort() throws {
    let test = TestBook()
    let desk = try test.teamDesk()
    desk.press("4")
    let today = try #require(desk.application.teamScreen.team?.today)
    func value(_ row: TeamRow, _ order: TeamScreen.Order) -> Double? {
      switch order {
      case .name: nil
      case .load: row.load.points / row.load.capacity
      case .open: Double(row.load.open)
      case .year: Double(row.thisYear)
      case .waiting: Double(row.waiting)
      case .late: Double(row.overdue)
      case .unlogged: Double(row.unlogged)
      case .quiet: Double(row.quiet)
      case .plan: Double(row.withoutAgreement + row.withoutReview)
      case .supervised: row.lastSupervised.map { Double($0.days(until: today)) } ?? 100_000
      }
    }
    for order in TeamScreen.Order.allCases {
      #expect(desk.application.teamScreen.order == order)
      let rows = desk.application.teamScreen.rows
      #expect(rows.count == 7)
      if order == .name {
        #expect(rows.map(\.worker.name) == rows.map(\.worker.name).sorted())
      } else {
        let shown = rows.compactMap { value($0, order) }
        #expect(zip(shown, shown.dropFirst()).allSatisfy { $0 >= $1 }, "\(order)")
      }
      desk.application.teamScreen.sort(by: order)
      #expect(desk.application.teamScreen.rows == rows.reversed(), "\(order), the other way")
      desk.press("S")
    }
    #expect(desk.application.teamScreen.order == .load)
  }

  @Test("the team is put together by supervisor, by practice and by network, nobody left out")
  func everyGroup() throws {
    let test = TestBook()
    let desk = try test.teamDesk()
    desk.press("4")
    let team = try #require(desk.application.teamScreen.team)
    let everybody = Set(team.rows.map(\.worker.id))
    func title(_ row: TeamRow, _ grouping: TeamScreen.Grouping) -> String {
      switch grouping {
      case .none: ""
      case .supervisor: row.terms?.supervisorID.map(team.name) ?? "nobody supervises"
      case .practice: row.terms.flatMap { $0.practice.isEmpty ? nil : $0.practice } ?? "no practice"
      case .network: row.terms.flatMap { $0.network.isEmpty ? nil : $0.network } ?? "no network"
      }
    }
    for grouping in [TeamScreen.Grouping.supervisor, .practice, .network] {
      desk.press("g")
      #expect(desk.application.teamScreen.grouping == grouping)
      #expect(desk.shows(grouping.words))
      let rows = desk.application.teamScreen.rows
      #expect(Set(rows.map(\.worker.id)) == everybody)
      // Whoever is together stays together, under the heading that says by what.
      let titles = rows.map { title($0, grouping) }
      #expect(titles == titles.sorted())
      #expect(desk.shows(try #require(titles.first).uppercased()), "\(grouping)")
    }
    desk.press("g")
    #expect(desk.application.teamScreen.grouping == .none)
  }

  @Test("sorting and finding keep the chosen worker chosen")
  func sorting() throws {
    let test = TestBook()
    let desk = try test.teamDesk()
    desk.press("4", "Down", "Down")
    let chosen = try #require(desk.application.teamScreen.selected?.worker.id)
    for _ in TeamScreen.Order.allCases {
      desk.press("S")
      #expect(desk.application.teamScreen.selected?.worker.id == chosen)
    }
    desk.press("/").type("idris").press("Enter")
    #expect(desk.application.teamScreen.rows.map(\.worker.name) == ["Idris Kells"])
    desk.press("Esc")
    #expect(desk.application.teamScreen.rows.count > 1)
  }

  @Test(
    "what is tried in thought grows and shrinks with the arrows, and a new worker's start moves")
  func whatIfArrows() throws {
    let test = TestBook()
    let desk = try test.teamDesk()
    desk.press("4", "w", "Down")
    func most() -> Double? {
      (desk.application.current as? WhatIfRoom)?.tries[1].forecast.workers
        .first { $0.name == "Shanice W" }?.points.first
    }
    #expect(desk.shows("1 more to Shanice W"))
    let one = try #require(most())
    desk.press("Right")
    #expect(desk.shows("2 more to Shanice W"))
    let two = try #require(most())
    #expect(two > one)
    desk.press("Left")
    #expect(most() == one)
    desk.press("Down", "Down", "Down", "Down")
    #expect(desk.shows("a new worker from 1 Jan, 1.0 WTE"))
    desk.press("Left")
    #expect(desk.shows("a new worker from 1 Dec, 1.0 WTE"))
    desk.press("-", "-")
    #expect(desk.shows("from 1 Dec, 0.8 WTE"))
    desk.press("Right", "Right", "Right")
    #expect(desk.shows("from 1 Feb, 0.8 WTE"))
  }
}

// The directory's page of one service, its hours, and what is missing, at the desk.

import Casebook
import Casework
import Foundation
import Terminal
import Testing

@testable import Desk

@Suite("The directory at the desk, page by page")
struct DirectoryPageTests {
  @Test("a service’s page tells what is cut off, and is scrolled to its end")
  func scrolled() throws {
    let test = TestBook()
    let desk = try test.desk(size: Size(width: 80, height: 24))
    desk.press("3", "Enter").expect("↓ ", " more", "other services")
    let top = desk.screen
    desk.press("Down").expect("↑ 2 more")
    #expect(desk.screen != top)
    desk.press("End")
    #expect(desk.screen.firstMatch(of: /↓ \d+ more/) == nil)
    desk.press("Home")
    #expect(desk.screen == top)
    // The next service, from its beginning.
    let name = try #require(desk.application.directory.selected?.name)
    desk.press("End", "Right")
    #expect(
      desk.application.directory.selected?.name != name
        && desk.screen.firstMatch(of: /↑ \d+ more/) == nil)
    desk.press("Left", "Esc").expect("of 80")
    #expect(desk.application.directory.selected?.name == name && desk.complaints.isEmpty)
  }

  @Test("open now follows the clock, at the tab and while linking, and Next is not over yet")
  func clock() throws {
    let test = TestBook()
    var now = TestBook.now
    let desk = Story(
      Desk(test.setting(now: { now }), book: try test.town()), size: Size(width: 120, height: 90))
    let book = try #require(desk.application.book)
    func expected() throws -> Int {
      var query = AssetQuery()
      query.open = .now
      return try book.find(query, on: Day(now), minute: DayClock.minute(of: now)).count
    }
    var counts: Set<Int> = []
    for hours in [0.0, 2.5, 8, 13] {
      now = TestBook.now.addingTimeInterval(hours * 3_600)
      desk.press("3").click("· open now").expect("● open now")
      #expect(desk.application.directory.count == (try expected()))
      counts.insert(desk.application.directory.count)
      desk.press("Esc", "Esc")
    }
    #expect(counts.count > 1, "the town is not open alike all day")
  }

  @Test("somebody under 18 is linked with what has not shown its evidence only with a reason")
  func under18() throws {
    let test = TestBook()
    let desk = try test.desk()
    let book = try #require(desk.application.book)
    let mine = try book.caseload(CaseloadFilter(.held(by: book.worker.id)), limit: 60)
    let young = try #require(
      mine.first {
        $0.facts.triagedOn != nil && $0.person.age(on: Day(TestBook.now)).map { $0 < 18 } ?? false
      })
    desk.press("2", "/").type(young.person.fullName).press("Enter")
    desk.press("Tab", "+").type("Paint with other people").press("Ctrl-S", "p")
    let person = try #require(desk.application.person?.record.person)
    #expect(person.age(on: Day(TestBook.now)).map { $0 < 18 } ?? true)
    // The first of the list that has not shown all.
    for _ in 0..<60 {
      let line = try #require(desk.application.linking?.selected)
      if case .notYet = line.readiness(
        on: Day(TestBook.now), policy: book.directoryRules.assurance)
      {
        break
      }
      desk.press("Down")
    }
    let line = try #require(desk.application.linking?.selected)
    desk.press("Enter").press("w").expect("is not for under 18s yet", "Not seen:")
    desk.press("Ctrl-S").expect("is not for under 18s yet")
    #expect(
      desk.application.person?.record.prescriptions.contains { $0.assetName == line.name } == false)
    desk.type("Their aunt goes along").press("Ctrl-S").expect("Referred to \(line.name)")
    let kept = desk.application.person?.record.prescriptions.first { $0.assetName == line.name }
    #expect(kept?.prescription.note.contains("Their aunt goes along") == true)
    #expect(kept?.prescription.note.contains("linked before this was seen") == true)
  }

  @Test("what is to be looked at says why and since when, due first, and ✕ is explained")
  func due() throws {
    let test = TestBook()
    let desk = try test.desk()
    desk.press("3").expect("✕ not for under 18s yet: evidence missing")
    desk.press("w").expect("Why look again", "Due", "due first")
    #expect(desk.shows("never looked at") || desk.shows("days ago"))
  }

  @Test("the map of what is missing hides small counts until the team asks, and is written out")
  func missing() throws {
    let test = TestBook()
    let desk = try test.desk()
    try Self.addNeeds(to: try #require(desk.application.book))
    desk.press("Ctrl-P").type("What is missing").press("Enter")
    desk.expect("What is missing", "*", "BY KIND", "Weirbank")
    desk.press("c").expect("BY WARD").press("c").expect("BY AGE").press("c").expect("BY DAY")
    desk.press("x").expect("your team’s own figures")
    #expect(!desk.shows("*"))
    desk.press("t").expect("all time")
    let file = test.folder.appendingPathComponent("map.csv")
    desk.press("w").type(file.path).press("Ctrl-S").expect("Written to")
    let text = try String(contentsOf: file, encoding: .utf8)
    #expect(text.hasPrefix("table,ward,kind,age,day,looked for in vain,services there\r\n"))
    #expect(text.contains("*") && !text.contains(",2,"))
    desk.press("w").type(file.path).press("Ctrl-S").expect("There is something at")
  }

  @Test("the room of what is missing", arguments: GoldenScreenTests.sizes)
  func golden(size: Size) throws {
    let test = TestBook()
    let desk = try test.desk(size: size)
    try Self.addNeeds(to: try #require(desk.application.book))
    desk.press("Ctrl-P").type("What is missing").press("Enter")
    try expectGolden(desk.grid, "missing-\(size.width.count)x\(size.height.count)")
    desk.press("x", "c")
    try expectGolden(desk.grid, "missing-own-\(size.width.count)x\(size.height.count)")
  }

  /// Forty-odd needs that nothing fitted, in three quarters of the town.
  private static func addNeeds(to book: Casebook) throws {
    let rows = try book.caseload(CaseloadFilter(.nobodys), limit: 1)
    let caseID = try #require(rows.first?.caseID)
    let today = Day(TestBook.now)
    let counts = [
      ("Weirbank", "arts", 14, 12), ("Weirbank", "counselling", 9, 15),
      ("Osier Hill", "physical", 11, 9), ("Osier Hill", "arts", 2, 17),
      ("Larkmoor", "befriending", 8, 20),
    ]
    for (ward, kind, count, age) in counts {
      for number in 0..<count {
        try book.note(
          UnmetNeed(
            id: book.mint(), caseID: caseID, need: "isolation", age: age,
            place: "QX1", times: number % 2 == 0 ? "Sat" : "Tue after 16:00", ward: ward,
            kind: kind, on: today.adding(days: -number), workerID: book.worker.id))
      }
    }
  }
}

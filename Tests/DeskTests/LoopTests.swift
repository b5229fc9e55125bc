// Following what was prescribed, and the money for it, on the desk.

import Casebook
import Casework
import Foundation
import Terminal
import Testing

@testable import Desk

@Suite("Following prescriptions on the desk")
struct LoopTests {
  private func asked(_ desk: Story<Desk>) throws -> [PrescriptionStory] {
    try desk.application.withBook {
      try $0.prescriptionsToAskAfter(heldBy: $0.worker.id, on: Day(TestBook.now))
    }
  }

  @Test("each of those to ask after is answered with one key, and u takes it back")
  func answering() throws {
    let test = TestBook()
    let desk = try test.desk()
    let before = try asked(desk)
    try #require(before.count > 2)
    desk.press("d")
    #expect(desk.shows("Did they attend?"))
    #expect(desk.shows("\(before.count) to ask after"))
    desk.press("n")
    #expect(try asked(desk).count == before.count - 1)
    desk.press("u")
    #expect(try asked(desk).count == before.count)
    // Whoever goes already is still going; whoever does not has gone the first time.
    let first = try #require(before.first { !$0.state.isEnded })
    let index = try #require(before.firstIndex { $0.prescription.id == first.prescription.id })
    desk.press("Home")
    for _ in 0..<index { desk.press("Down") }
    desk.press("y")
    let story = try #require(
      try desk.application.withBook { try $0.prescriptionStories(of: first.prescription.caseID) }
        .first { $0.prescription.id == first.prescription.id })
    #expect(story.state.hasAttended)
  }

  @Test("why somebody stopped is asked for, and a day that has not come is refused")
  func reasons() throws {
    let test = TestBook()
    let desk = try test.desk()
    desk.press("d")
    // The first that can be stopped or declined.
    desk.press("x")
    #expect(desk.shows("Why not"))
    desk.press("Ctrl-S")
    #expect(desk.shows("say why, or that nobody knows"))
    desk.press("Space", "Enter", "BackTab").press("Ctrl-A").type("1/1/2030").press("Ctrl-S")
    #expect(desk.shows("that day has not come yet"))
  }

  @Test("money is not promised beyond a budget without saying why")
  func money() throws {
    let test = TestBook()
    let desk = try test.desk()
    desk.press("Ctrl-P").type("money").press("Enter")
    #expect(desk.shows("Arts and nature fund"))
    desk.press("g").type("x").press("Ctrl-A")
    let group = try #require(
      try desk.application.withBook { try $0.assets(matching: "", limit: 1).first })
    desk.type(group.name).press("Tab", "Tab").type("999999").press("Ctrl-S")
    #expect(desk.shows("over its budget"))
    #expect(desk.shows(String(group.name.prefix(12))))
    desk.press("Ctrl-A").type("agreed by the board").press("Ctrl-S")
    #expect(desk.shows("over by"))
  }

  @Test("what a prescription costs is promised with $, stands on the Money page, and is paid there")
  func cost() throws {
    let test = TestBook()
    let desk = try test.desk()
    func standing() throws -> FundStanding {
      let all = try desk.application.withBook {
        try $0.standings(in: FinancialYear(of: Day(TestBook.now)))
      }
      return try #require(all.first { $0.fund.name == "Arts and nature fund" })
    }
    let before = try standing()
    desk.press("d", "$")
    #expect(desk.shows("costs") && desk.shows("How much"))
    desk.press("Tab").type("12.50").press("Ctrl-S")
    #expect(desk.shows("£12.50"))
    #expect(try standing().committed.pence == before.committed.pence + 1_250)
    #expect(try standing().prescriptions == before.prescriptions + 1)
    desk.press("u")
    #expect(try standing() == before)
    desk.press("Ctrl-R", "Esc", "Ctrl-P").type("money").press("Enter")
    #expect(desk.shows("Money, \(before.year.words)") && desk.shows("Prescriptions"))
    // Down to the promise that was just made.
    for _ in 0..<40 {
      let page = desk.application.current as? MoneyScreen
      if page?.payment?.amount.pence == 1_250, page?.payment?.state == .committed { break }
      desk.press("Down")
    }
    desk.press("Space")
    #expect(try standing().spent.pence == before.spent.pence + 1_250)
    #expect(try standing().committed == before.committed)
    desk.press("Left")
    #expect(!desk.shows("Money, \(before.year.words)"))
  }

  @Test("what groups answer is drawn quarter by quarter, one question after another")
  func trend() throws {
    for size in GoldenScreenTests.sizes {
      let test = TestBook()
      let desk = try test.desk(size: size)
      let today = Day(TestBook.now)
      try desk.application.withBook { book in
        let groups = try book.surveyedGroups(on: today)
        for (place, group) in groups.prefix(3).enumerated() {
          for (ago, confidence) in [(200, 4 + place), (100, 6), (1, 8)] {
            try book.keep(
              SurveyResponse(
                id: book.mint(), assetID: group.assetID, on: today.adding(days: -ago),
                answers: [
                  "received": "\(place + 2)", "taken": "yes", "confidence": "\(confidence)",
                ],
                workerID: book.worker.id))
          }
        }
      }
      desk.press("Ctrl-P").type("how the groups").press("Enter")
      #expect(desk.shows("QUARTER BY QUARTER") && desk.shows("How many people did we send"))
      #expect(desk.shows("2026 Q4 (3)") && desk.shows("2026 Q2 (3)"))
      desk.press("c")
      #expect(desk.shows("Could you take everybody") && desk.shows("100 % yes"))
      desk.press("c", "c")
      #expect(desk.shows("How sure are you") && desk.shows("2026 Q3 (3)"))
      #expect(desk.shows("█"))
      #expect(desk.complaints.isEmpty)
    }
  }

  @Test("a group is asked how it is, and is not asked again at once")
  func survey() throws {
    let test = TestBook()
    let desk = try test.desk()
    desk.press("Ctrl-P").type("how the groups").press("Enter")
    #expect(desk.shows("ASK THEM NOW"))
    desk.press("Enter").type("many").press("Ctrl-S")
    #expect(desk.shows("write a whole number, 0 or more"))
    desk.press("Ctrl-A").type("4").press("Ctrl-S")
    #expect(desk.shows("ASKED ALREADY"))
    #expect(try desk.application.withBook { try $0.surveyResponses().count } == 1)
  }

  @Test("the pages look as they should", arguments: [80, 120])
  func pictures(width: Int) throws {
    let size = Size(width: Columns(width), height: width == 80 ? 24 : 40)
    let test = TestBook()
    let desk = try test.desk(size: size)
    desk.press("d")
    try expectGolden(desk.grid, "attended-\(width)x\(width == 80 ? 24 : 40)")
    desk.press("Escape").press("Ctrl-P").type("money").press("Enter")
    try expectGolden(desk.grid, "money-\(width)x\(width == 80 ? 24 : 40)")
    desk.press("Escape").press("Ctrl-P").type("how the groups").press("Enter")
    try expectGolden(desk.grid, "groups-\(width)x\(width == 80 ? 24 : 40)")
  }
}

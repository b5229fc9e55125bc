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

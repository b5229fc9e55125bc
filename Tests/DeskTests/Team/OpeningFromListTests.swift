// Writing in a colleague's record from a list asks why, as opening it does.

import Casebook
import Casework
import Foundation
import Terminal
import Testing

@testable import Desk

@Suite("A colleague's record, from a list")
struct OpeningFromListTests {
  /// The supervisor's desk with the caseload narrowed to one case of Shanice's.
  private func deskOnColleague(
    _ test: TestBook
  ) throws -> (desk: Story<Desk>, book: Casebook, row: CaseloadRow) {
    let desk = try test.teamDesk()
    let book = try #require(desk.application.book)
    let worker = try #require(try book.workers().first { $0.name == "Shanice Wray" })
    let row = try #require(
      try book.caseload(CaseloadFilter(.held(by: worker.id)), order: .name, limit: 1).first)
    desk.press("2")
    if !desk.application.caseload.showsEverybody { desk.press("m") }
    desk.press("/").type(row.person.fullName).press("Tab")
    #expect(desk.application.chosenCase?.id == row.caseID)
    return (desk, book, row)
  }

  @Test("a contact is logged for a colleague's case once it was said why, which is kept")
  func logging() throws {
    let test = TestBook()
    let (desk, book, row) = try deskOnColleague(test)
    let contacts = try #require(try book.caseRecord(row.caseID)).contacts.count
    desk.press("l")
    #expect(desk.shows("Why you open it") && desk.shows("Shanice Wray holds"))
    desk.press("Esc")
    #expect(try book.readings(of: row.person.id).isEmpty)
    desk.press("l", "Tab").type("she is off today").press("Ctrl-S")
    #expect(desk.shows("Log a contact") || desk.shows("A contact"))
    let reading = try #require(try book.readings(of: row.person.id).first)
    #expect(reading.reason == "Log a contact: I am covering for them: she is off today")
    #expect(reading.workerID == book.worker.id)
    // The form that was asked for is open: it says nothing yet, and keeps one contact.
    desk.press("Ctrl-S")
    #expect(try #require(try book.caseRecord(row.caseID)).contacts.count == contacts + 1)
    // Said once, it is not asked again until another tab is gone to.
    desk.press("!")
    #expect(!desk.shows("Why you open it"))
    desk.press("Esc", "1", "2", "!")
    #expect(desk.shows("Why you open it"))
  }

  @Test("one's own case, and one that nobody holds, are written in without a word")
  func own() throws {
    let test = TestBook()
    let desk = try test.teamDesk(seat: 0)
    desk.press("2")
    #expect(desk.application.chosenCase?.facts.holderID == desk.application.book?.worker.id)
    desk.press("l")
    #expect(!desk.shows("Why you open it"))
  }

  @Test("what became of a colleague's link is written down from a group's list with a reason")
  func links() throws {
    let test = TestBook()
    let desk = try test.teamDesk()
    let book = try #require(desk.application.book)
    let found = try book.assets(matching: "", limit: 20).lazy.compactMap { asset in
      try? book.prescriptionStories(ofAsset: asset.id).isEmpty ? nil : (asset.id, asset.name)
    }.first
    let group = try #require(found)
    desk.application.enter(LoopScreen(.group(group.0, group.1)))
    let story = try #require((desk.application.current as? LoopScreen)?.selected)
    let record = try #require(try book.caseRecord(story.prescription.caseID))
    guard case .asksWhy = try book.access(to: record) else {
      Issue.record("the supervisor holds \(record.person.fullName) themselves")
      return
    }
    desk.press("Enter")
    #expect(desk.shows("Why you open it"))
    desk.press("Ctrl-S")
    #expect(desk.shows("What became of it"))
    #expect(
      try book.readings(of: record.person.id).first?.reason
        == "What became of a link: I am covering for them")
  }

  @Test("every command about a chosen case asks why, or is known to open no record")
  func everyCommand() {
    var about: Set<String> = []
    for isClosed in [false, true] {
      for tries in [0, 3] {
        for isReached in [false, true] {
          for place in [DeskContext.Place.today, .caseload, .team] {
            var context = DeskContext(place: place)
            context.listsPeople = true
            context.caseIsHeld = true
            context.caseIsAccepted = true
            context.caseIsClosed = isClosed
            context.tries = tries
            context.isReached = isReached
            context.opensNothing = false
            var with = context
            with.hasCase = true
            for row in DeskCommands.rows {
              let command = row.command
              if command.availability(context) != .ready, command.availability(with) == .ready {
                about.insert(command.id)
              }
            }
          }
        }
      }
    }
    // Enter opens the record itself, which asks.
    about.remove(DeskAction.open.rawValue)
    #expect(about.count > 6)
    let known = DeskCommands.writesInRecord.union(DeskCommands.opensNoRecord)
    #expect(about.isSubset(of: known), "\(about.subtracting(known)) open a record unasked")
    let ids = Set(DeskCommands.rows.map(\.command.id))
    #expect(
      known.isSubset(of: ids) && DeskCommands.writesInPrescription.intersection(ids).count > 7)
  }
}

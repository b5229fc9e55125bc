// The first path through the desk, as a link worker walks it.

import Casebook
import Casework
import Foundation
import Terminal
import Testing

@testable import Desk

@Suite("A link worker's first day")
struct WholePathTests {
  @Test("makes a casebook, writes down a referral, logs a contact, starts a plan, comes back")
  func wholePath() throws {
    let test = TestBook()
    let desk = Story(Desk(test.setting()), size: Size(width: 120, height: 40))
    #expect(desk.shows("a link worker’s casebook"))
    desk.type("Priya Nair").press("Tab").type("teapot marigold canal").press("Tab")
      .type("teapot marigold canal").press("Ctrl-S").waits()
    #expect(desk.shows("Nobody is on your caseload yet"))

    desk.press("n").type("school").press("Tab").type("Leo").press("Tab").type("Sharma")
      .press("Tab").type("14/05/2012").press("Ctrl-S")
    // Who at the school is still to be said: the form says so and keeps what was typed.
    #expect(desk.shows("this is needed"))
    #expect(desk.shows("Sharma"))
    desk.type("Ms Field").press("Tab", "Tab").type("Hill Academy").press("Tab")
      .type("office@example.org").press("Ctrl-S").type("No known").press("Ctrl-S")
    #expect(desk.shows("Leo Sharma"))
    #expect(desk.shows("Referral written down"))

    desk.press("l").type("Talked about drawing.").press("Tab").type("meet at the library")
      .press("Tab").type("in 6 weeks").press("Ctrl-S")
    #expect(desk.shows("Contact logged"))
    #expect(desk.shows("Talked about drawing."))
    #expect(desk.shows("held by Priya Nair"))

    desk.press("Tab", "Enter").type("Drawing, and my dog Biscuit").press("Enter", "Esc")
    #expect(desk.shows("Drawing, and my dog Biscuit"))
    desk.press("+").type("Go to one thing a week").press("Ctrl-S")
    #expect(desk.shows("Goal 1"))
    desk.press("a").type("Visit the club together").press("Tab").type("Leo").press("Ctrl-S")
    #expect(desk.shows("Visit the club together"))
    desk.press("q")
    #expect(desk.flow == .quit(0))
    var left = desk.application
    left.shut()

    let again = Story(Desk(test.setting()), size: Size(width: 120, height: 40))
    again.type("not the passphrase").press("Enter").waits()
    #expect(again.shows("does not open this casebook"))
    again.type("teapot marigold canal").press("Enter").waits()
    // The place is remembered: Leo's plan, where it was left.
    #expect(again.shows("Visit the club together"))
    again.press("BackTab")
    #expect(again.shows("Talked about drawing."))
    #expect(desk.complaints.isEmpty && again.complaints.isEmpty)
  }

  @Test("links a service to a goal, undoes it, does it again")
  func linking() throws {
    let test = TestBook()
    let desk = try test.desk()
    desk.press("Enter", "Tab", "+").type("Paint with other people").press("Ctrl-S", "p")
    let service = try #require(desk.application.linking?.selected?.name)
    desk.press("Enter").press("w")
    #expect(desk.shows("Referred to \(service)"))
    desk.press("u")
    #expect(desk.shows("Undone: Link a service"))
    #expect(
      desk.application.person?.record.prescriptions.contains { $0.assetName == service } == false)
    desk.press("Ctrl-R")
    #expect(
      desk.application.person?.record.prescriptions.contains { $0.assetName == service } == true)
  }

  @Test("taking on a new referral moves it from Referred to Waiting, and undo moves it back")
  func takingOn() throws {
    let test = TestBook()
    let desk = try test.desk()
    desk.press("2", "/")
    let rows = try test.rows(of: desk) { $0.stage(on: Day(TestBook.now)) == .referred }
    let row = try #require(rows.first)
    desk.type(row.person.fullName).press("Enter", "t")
    #expect(desk.shows("Waiting"))
    desk.press("u")
    #expect(desk.shows("Referred"))
  }

  @Test("a contact before the referral or in the future is caught at its field, and stays typed")
  func badContact() throws {
    let test = TestBook()
    let desk = try test.desk()
    desk.press("l").type("A long talk.").press("BackTab", "BackTab").press("Ctrl-A")
      .type("1/1/2020").press("Ctrl-S")
    #expect(desk.shows("before the referral"))
    #expect(desk.shows("A long talk."))
    desk.press("Ctrl-A").type("tomorrow").press("Ctrl-S")
    #expect(desk.shows("has not happened yet"))
    #expect(desk.shows("A long talk."))
  }

  @Test("leaving a form with words in it asks, and going on keeps every word")
  func leavingForms() throws {
    let test = TestBook()
    let desk = try test.desk()
    desk.press("l").type("half a sente").press("Esc")
    #expect(desk.shows("Nothing has been saved yet"))
    desk.press("Enter")
    #expect(desk.shows("half a sente"))
    desk.press("Esc", "l")
    #expect(!desk.shows("half a sente"))
  }

  @Test("covering the screen shows nobody, and a form that was open comes back with its words")
  func covering() throws {
    let test = TestBook()
    let desk = try test.desk()
    desk.press("l").type("half a sente").press("F12")
    #expect(!desk.shows("half a sente"))
    // The next moment, with the screen covered, the casebook is closed.
    #expect(desk.application.nextWake == TestBook.now)
    desk.waits()
    #expect(desk.application.book == nil)
    desk.type(TestBook.passphrase).press("Enter").waits()
    #expect(desk.shows("half a sente"))
  }

  @Test("help lists what works here, finds it by a word or a key, and runs it")
  func help() throws {
    let test = TestBook()
    let desk = try test.desk()
    desk.press("?").type("contact")
    #expect(desk.shows("Log a contact"))
    desk.press("Enter")
    #expect(desk.shows("Log a contact with"))
  }

  @Test("a command that cannot run now says why")
  func refusals() throws {
    let test = TestBook()
    let desk = try test.desk()
    desk.press("u")
    #expect(desk.shows("there is nothing to undo"))
    desk.press("Enter", "Tab", "p")
    #expect(desk.shows("choose a goal first"))
  }

  @Test("text pasted into a list runs as nothing")
  func paste() throws {
    let test = TestBook()
    let desk = try test.desk()
    let before = desk.application.page
    desk.paste("q2lxn something")
    #expect(desk.flow == .continue)
    #expect(desk.application.page == before)
    #expect(desk.application.overlay == nil)
  }

  @Test("the palette finds a person, a service and a command")
  func palette() throws {
    let test = TestBook()
    let desk = try test.desk()
    let row = try #require(desk.application.todayScreen.selected)
    desk.press("Ctrl-P").type(row.person.fullName).press("Enter")
    #expect(desk.application.person?.record.person.id == row.person.id)
    desk.press("Ctrl-P").type("Directory").press("Enter")
    #expect(desk.application.page == .directory)
  }

  @Test("Esc goes back one step: from a service to the list, from a search to everything")
  func goingBack() throws {
    let test = TestBook()
    let desk = try test.desk(size: Size(width: 80, height: 24))
    desk.press("3", "/").type("art").press("Tab", "Enter")
    #expect(desk.shows("Cost") && desk.shows("back"))
    #expect(desk.grid.cursor != nil)
    desk.press("Esc")
    #expect(desk.shows("Service") && !desk.shows("75 of 80"))
    desk.press("Esc")
    #expect(desk.shows("75 of 80"))
    desk.press("2", "/").type("er").press("Tab", "Esc")
    #expect(desk.shows("31 cases"))
  }

  @Test("shrinking to 20×5 and growing back loses nothing", arguments: [1, 2, 3])
  func resizing(page: Int) throws {
    let test = TestBook()
    let desk = try test.desk()
    desk.press("\(page)")
    let before = desk.screen
    desk.resize(20, 5).press("Down", "Up").resize(1, 1).resize(120, 40)
    #expect(desk.screen == before)
    #expect(desk.complaints.isEmpty)
  }

  @Test("names with control characters, right-to-left marks or NUL come back whole and harmless")
  func hostileNames() throws {
    let test = TestBook()
    let book = try test.make()
    let name = "A\u{1b}[31m\u{202e}\0'\";DROP TABLE person;--👩‍👩‍👧 ŵ"
    _ = try book.refer(
      IncomingReferral(
        row: 1, firstName: name, familyName: name, dateOfBirth: Day(number: 15_000),
        reason: name, date: Day(TestBook.now)))
    let found = try book.caseload(CaseloadFilter(.everybodys), limit: 10)
    #expect(found.first?.person.firstName == name)
    let desk = Story(Desk(test.setting(), book: book), size: Size(width: 120, height: 40))
    desk.press("2", "Enter")
    #expect(!desk.screen.contains("\u{1b}") && !desk.screen.contains("\u{202e}"))
    #expect(desk.complaints.isEmpty)
  }
}

extension TestBook {
  func rows(of desk: Story<Desk>, where condition: (CaseloadRow) -> Bool) throws -> [CaseloadRow] {
    let book = try #require(desk.application.book)
    return try book.caseload(CaseloadFilter(.nobodys), limit: 100).filter(condition)
  }
}

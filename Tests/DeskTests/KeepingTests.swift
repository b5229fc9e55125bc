// Nothing typed is lost, nothing read goes unnoted.

import Casebook
import Casework
import Foundation
import Terminal
import Testing

@testable import Desk

@Suite("Nothing typed is lost and nothing read goes unnoted")
struct KeepingTests {
  private func again(_ test: TestBook) -> Story<Desk> {
    let desk = Story(Desk(test.setting()), size: Size(width: 120, height: 40))
    desk.type(TestBook.passphrase).press("Enter").waits()
    return desk
  }

  @Test("a contact that was being typed when the power went is offered back")
  func contactDraft() throws {
    let test = TestBook()
    let first = try test.desk()
    first.press("l").press("Tab", "Tab", "Tab", "Tab", "Right")
      .press("BackTab", "BackTab", "BackTab", "BackTab").type("She told me about the allotment")
      .waits()
    // The machine dies: nothing is closed, nothing is said.
    let desk = again(test)
    #expect(desk.shows("You were in the middle of something"))
    desk.press("Enter")
    #expect(desk.shows("She told me about the allotment"))
    #expect(desk.shows("Tried, not reached"))
    desk.press("Ctrl-S")
    #expect(desk.shows("Contact logged"))
    // Saved words are not offered again.
    var left = desk.application
    left.shut()
    #expect(!again(test).shows("in the middle"))
  }

  @Test("what was ticked among many comes back after a crash, and what was there is unticked")
  func manyDraft() throws {
    let test = TestBook()
    let first = try test.desk()
    first.press("2", "W").press("Tab", "Space", "Right", "Right", "Space").waits()
    guard case .form(let form, _)? = first.application.overlay else {
      Issue.record("no form is open:\n\(first.screen)")
      return
    }
    let ticked = form.form.options("modifiers")
    #expect(ticked.count == 2)
    let desk = again(test)
    #expect(desk.shows("You were in the middle of something"))
    desk.press("Enter")
    guard case .form(let back, _)? = desk.application.overlay else {
      Issue.record("no form came back:\n\(desk.screen)")
      return
    }
    #expect(back.form.options("modifiers") == ticked)
    // Nothing of it ticked is a thing to remember, too.
    var emptied = back
    emptied.restore(["modifiers": ""])
    #expect(emptied.form.options("modifiers").isEmpty)
    emptied.restore(["modifiers": "no such thing"])
    #expect(emptied.form.options("modifiers").isEmpty)
  }

  @Test("who types without a pause loses at most two seconds of it")
  func steadyTyping() throws {
    let test = TestBook()
    _ = try test.town()
    let clock = Clock()
    let words = (0..<80).map { "word\($0) " }.joined() + "and then"
    // A key every tenth of a second, and then the power goes.
    let typist = Typist(
      clock, keys: TestBook.passphrase.map { .character($0) } + [.enter, .character("l")],
      then: words.map { .character($0) })
    var desk = Desk(test.setting(now: { clock.now }))
    _ = Runner(driver: typist, now: { clock.now }).run(&desk)
    let reader = try Casebook.open(at: test.folder, passphrase: TestBook.passphrase)
    defer { reader.close() }
    let kept = try #require(try reader.drafts().first).fields.values.map(\.count).max() ?? 0
    #expect(kept >= words.count - 20)
    #expect(kept < words.count, "a terminal that is cut off does not give time to save")
  }

  @Test("what another program changed is shown as soon as nobody types over it")
  func staleWhileTyping() throws {
    let test = TestBook()
    let desk = try test.desk()
    let chosen = try #require(desk.application.todayScreen.selected)
    desk.waits().press("l").type("half a sentence")
    let other = try Casebook.open(at: test.folder, passphrase: TestBook.passphrase)
    try other.setNeed("horses, and nothing else", of: chosen.caseID)
    other.close()
    desk.waits()
    #expect(!desk.shows("horses, and nothing else"))
    desk.press("Esc", "l").waits()
    #expect(desk.shows("horses, and nothing else"))
  }

  /// A clock that somebody else turns.
  private final class Clock {
    var now = TestBook.now
  }

  /// Types a key every tenth of a second, and is gone after the last one.
  private final class Typist: Driver {
    private let clock: Clock
    private var first: [Key]
    private var rest: [Key]
    let size = Size(width: 120, height: 40)
    var theme = Theme.terminal

    init(_ clock: Clock, keys: [Key], then rest: [Key]) {
      self.clock = clock
      first = keys.reversed()
      self.rest = rest.reversed()
    }

    func nextEvents(before deadline: Date?) -> Incoming {
      if let key = first.popLast() {
        // Time for a door to open, and for a form to come up.
        clock.now += 2
        return .events([.key(key)])
      }
      guard let key = rest.popLast() else { return .ended(signal: 9) }
      clock.now += 0.1
      return .events([.key(key)])
    }

    func present(_ grid: Grid) {}
    func suspend() {}
    func lend<Result>(_ body: () throws -> Result) rethrows -> Result { try body() }
    func copy(_ text: String) {}
    func bell() {}
  }

  @Test("what one worker was typing comes back to them, and is nobody else's at the same desk")
  func twoWorkers() throws {
    let test = TestBook()
    let desk = try test.desk()
    let book = try #require(desk.application.book)
    let other = try #require(try book.workers().first { $0.id != book.worker.id })
    _ = try book.addUser(name: other.name, passphrase: "another made-up one", strength: .quick)
    desk.press("Down", "Enter")
    let open = try #require(desk.application.person?.caseID)
    desk.press("l").type("half a note of mine").press("F12").waits()
    // Somebody else sits down: their own day, no words and no place of the first one's.
    desk.type("another made-up one").press("Enter").waits()
    #expect(desk.application.book?.worker.id == other.id)
    #expect(desk.application.person == nil && desk.application.overlay == nil)
    #expect(desk.application.page == .today && !desk.shows("half a note of mine"))
    desk.press("2", "F12").waits()
    desk.type(TestBook.passphrase).press("Enter").waits()
    #expect(desk.application.person?.caseID == open)
    #expect(desk.shows("You were in the middle of something"))
    desk.press("Enter")
    #expect(desk.shows("half a note of mine"))
    desk.press("Esc", "F12").waits()
    desk.type("another made-up one").press("Enter").waits()
    #expect(desk.application.page == .caseload && desk.application.person == nil)
  }

  @Test("a form that was open when the screen was covered is there again for whoever typed in it")
  func coveredForm() throws {
    let test = TestBook()
    let desk = try test.desk()
    desk.press("Enter", "l").type("half a note").press("F12").waits()
    desk.type(TestBook.passphrase).press("Enter").waits()
    #expect(desk.shows("half a note") && !desk.shows("in the middle of"))
  }

  @Test("a line of a plan that was being typed comes back in its place")
  func planDraft() throws {
    let test = TestBook()
    let first = try test.desk()
    first.press("Enter", "Tab", "Enter").press("Ctrl-A").type("Swimming with nobody watc").waits()
    let desk = again(test)
    desk.press("Enter")
    #expect(desk.shows("Swimming with nobody watc"))
    desk.type("hing").press("Enter")
    #expect(desk.shows("Swimming with nobody watching"))
  }

  @Test("a draft thrown away is gone; one put off is offered when its form opens")
  func choices() throws {
    let test = TestBook()
    let first = try test.desk()
    first.press("l").type("half a sentence").waits()
    let second = again(test)
    second.press("n")
    #expect(!second.shows("half a sentence"))
    second.press("l")
    #expect(second.shows("You were writing this before"))
    second.press("Enter")
    #expect(second.shows("half a sentence"))
    let third = again(test)
    third.press("t")
    #expect(!again(test).shows("in the middle"))
    _ = third
  }

  @Test("opening a record is noted; a colleague's asks why, and the reason is kept")
  func readings() throws {
    let test = TestBook()
    let desk = try test.desk()
    let book = try #require(desk.application.book)
    let mine = try #require(desk.application.todayScreen.selected)
    desk.press("Enter")
    #expect(try book.readings(of: mine.person.id).count == 1)

    let other = try #require(book.workers().first { $0.id != book.worker.id })
    let row = try #require(book.caseload(CaseloadFilter(.held(by: other.id)), limit: 1).first)
    desk.press("Esc", "2", "m", "/").type(row.person.fullName).press("Enter")
    #expect(desk.shows("holds \(row.person.calledName)’s case"))
    #expect(try book.readings(of: row.person.id).isEmpty)
    desk.press("Tab").type("away this week").press("Ctrl-S")
    #expect(desk.application.person?.record.person.id == row.person.id)
    #expect(
      try book.readings(of: row.person.id).first?.reason
        == "I am covering for them: away this week")
    desk.press("BackTab")
    #expect(desk.shows("away this week"))
  }

  @Test("the history says who changed a field, from what and to what, and undo passes readings by")
  func history() throws {
    let test = TestBook()
    let desk = try test.desk()
    desk.press("Enter", "Tab", "Enter").press("Ctrl-A").type("Football, mostly")
      .press("Enter", "Esc", "Esc")
    desk.press("Enter", "BackTab")
    #expect(desk.shows("History"))
    #expect(desk.shows("+ Football, mostly"))
    desk.press("u")
    #expect(desk.shows("Undone: Edit the plan"))
  }

  @Test("what another program changes shows within two seconds")
  func twoAtOnce() throws {
    let test = TestBook()
    let desk = try test.desk()
    desk.press("2").waits()
    let other = try Casebook.open(at: test.folder, passphrase: TestBook.passphrase)
    _ = try other.refer(
      IncomingReferral(
        row: 1, firstName: "Zebedee", familyName: "Quill", dateOfBirth: Day(number: 15_000),
        date: Day(TestBook.now).adding(days: -300)))
    desk.waits()
    #expect(desk.shows("Zebedee Q"))
  }

  @Test("together view shows the plan alone, and only the passphrase leads out of it")
  func together() throws {
    let test = TestBook()
    let desk = try test.desk()
    desk.chooseSomebodyWithAPlan()
    let row = try #require(desk.application.todayScreen.selected)
    desk.press("Enter", "Tab", "v")
    #expect(desk.shows("What matters to me"))
    for hidden in [
      "NHS", "held by", "Needs and concerns", "late", "1 Today", row.person.familyName,
    ] {
      #expect(!desk.shows(hidden), "\(hidden) shows")
    }
    desk.press("l", "2", "q", "Ctrl-P", "?", "u")
    #expect(desk.shows("What matters to me") && desk.flow == .continue)
    desk.press("Esc")
    #expect(desk.shows("Passphrase") && !desk.shows("What matters to me"))
    desk.type(TestBook.passphrase).press("Enter").waits()
    #expect(desk.shows("WHAT MATTERS TO ME"))
  }

  @Test("the chosen row is chosen again the next day", arguments: ["1", "2", "3"])
  func rowRemembered(page: String) throws {
    let test = TestBook()
    let desk = try test.desk()
    desk.press(page, "Down", "Down", "Down", "Down")
    let line = desk.focusedLine
    var left = desk.application
    left.shut()
    #expect(again(test).focusedLine == line)
  }

  @Test("whom one went to last comes first in the palette, also the next day")
  func recentFirst() throws {
    let test = TestBook()
    let desk = try test.desk()
    let rows = try #require(desk.application.book).caseload(
      CaseloadFilter(.held(by: desk.application.book?.worker.id ?? Identifier(""))), limit: 20)
    let last = try #require(rows.last)
    desk.press("Ctrl-P").type(last.person.fullName).press("Enter", "Esc")
    var left = desk.application
    left.shut()
    let next = again(test)
    next.press("Ctrl-P", "Enter")
    #expect(next.application.person?.record.person.id == last.person.id)
  }

  @Test("the palette finds anybody by any letters of their name in order, or with a slip")
  func fuzzyPeople() throws {
    let test = TestBook()
    let desk = try test.desk()
    desk.press("Ctrl-P").type("rnwr")
    #expect(desk.shows("Erin Wren"))
    // Somebody whom a colleague holds, and who is on no list of one's own.
    let book = try #require(desk.application.book)
    let other = try #require(book.workers().first { $0.id != book.worker.id })
    let row = try #require(
      book.caseload(CaseloadFilter(.held(by: other.id)), limit: 30).first {
        $0.person.familyName.count > 5
      })
    var family = Array(row.person.familyName)
    family.swapAt(2, 3)
    desk.press("Esc", "Ctrl-P").type("\(row.person.firstName) \(String(family))")
    #expect(desk.shows(row.person.fullName))
  }

  @Test("the palette finds a service in spite of a slip, and goes to it; the next time it is first")
  func fuzzyServices() throws {
    let test = TestBook()
    let desk = try test.desk()
    let line = try #require(
      desk.application.book?.assets(matching: "", limit: 40).first {
        ($0.name.split(separator: " ").first?.count ?? 0) > 5
      })
    var name = Array(line.name)
    name.swapAt(2, 3)
    desk.press("Ctrl-P").type(String(name))
    #expect(desk.shows(line.name))
    desk.press("Enter")
    #expect(desk.application.page == .directory && desk.shows(line.name))
    desk.press("Ctrl-P")
    let overlay = try #require(desk.application.overlay)
    guard case .palette(let palette) = overlay else { return }
    #expect(palette.selected?.title == line.name)
  }

  @Test("^Z takes typing back in a form, and stops the desk where nothing is typed")
  func suspending() throws {
    let test = TestBook()
    let desk = try test.desk()
    desk.press("l").type("abc").press("Ctrl-Z")
    #expect(desk.flow == .continue && !desk.shows("abc"))
    desk.press("Esc", "Ctrl-Z")
    #expect(desk.flow == .suspend)
  }
}

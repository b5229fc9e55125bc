// What was said of who somebody is outlives a crash; a referral is put right; a case moves
// with a reason; and nothing is promised for a day that has passed.

import Casebook
import Casework
import Foundation
import Terminal
import Testing

@testable import Desk

@Suite("Intake keeps what was said, and puts it right")
struct IntakeKeepingTests {
  private let size = Size(width: 130, height: 44)

  private func again(_ test: TestBook) -> Story<Desk> {
    let desk = Story(Desk(test.setting()), size: size)
    desk.type(TestBook.passphrase).press("Enter").waits()
    return desk
  }

  private func write(_ desk: Story<Desk>, _ person: Person) {
    desk.press("n").type("self").press("Tab").type(person.firstName).press("Tab")
      .type(person.familyName).press("Tab").type(person.dateOfBirth?.british ?? "")
  }

  @Test("a referral that comes back is looked up again, and asks before it makes a second record")
  func lookedUpAgain() throws {
    let test = TestBook()
    let first = try test.desk(size: size)
    let person = try #require(first.application.todayScreen.selected).person
    write(first, person)
    first.press("Tab").waits()
    let desk = again(test)
    desk.press("Enter")
    #expect(desk.shows("KNOWN ALREADY?"))
    desk.press("Ctrl-S").type("No known").press("Ctrl-S")
    #expect(desk.shows("Is this \(person.fullName)?"))
    desk.press("Enter")
    #expect(desk.application.person?.record.person.id == person.id)
  }

  @Test("that it is this person comes back with the words")
  func stillKnown() throws {
    let test = TestBook()
    let first = try test.desk(size: size)
    let person = try #require(first.application.todayScreen.selected).person
    write(first, person)
    first.press("F3", "Enter").waits()
    #expect(first.shows("who is here already"))
    let desk = again(test)
    desk.press("Enter")
    #expect(desk.shows("who is here already"))
    desk.press("Ctrl-S").type("No known").press("Ctrl-S")
    #expect(desk.application.person?.record.person.id == person.id)
  }

  @Test("that it is somebody else comes back too, when the form is opened again")
  func stillSomebodyElse() throws {
    let test = TestBook()
    let first = try test.desk(size: size)
    let person = try #require(first.application.todayScreen.selected).person
    write(first, person)
    first.press("F3", "Right", "Enter").waits()
    #expect(!first.shows("KNOWN ALREADY?"))
    let desk = again(test)
    desk.press("Right", "Enter", "n", "Enter")
    #expect(desk.shows(person.familyName) && !desk.shows("KNOWN ALREADY?"))
    desk.press("Ctrl-S").type("No known").press("Ctrl-S")
    let made = try #require(desk.application.person?.record.person)
    #expect(made.id != person.id)
    let book = try #require(desk.application.book)
    #expect(try book.duplicates(of: SoughtPerson(made), except: made.id).isEmpty)
  }

  @Test("a choice comes back from however far down, and none that is not there any more")
  func longChoice() {
    let options = (0..<300).map { FieldOption("o\($0)", "Option \($0)") }
    for (chosen, start) in [("o250", nil), ("o3", "o280"), ("o0", "o1")] as [(String, String?)] {
      var form = DeskForm(
        title: "", form: Form(fields: [.choice("c", "C", options: options, chosen: start)]))
      form.restore(["c": chosen])
      #expect(form.form.option("c") == chosen)
    }
    var form = DeskForm(
      title: "", form: Form(fields: [.choice("c", "C", options: options, chosen: "o5")]))
    form.restore(["c": "gone"])
    #expect(form.form.option("c") == nil)
  }

  // MARK: Correcting

  @Test("a referral is corrected at the desk: who, why, and where answers go")
  func correcting() throws {
    let test = TestBook()
    let desk = try test.desk(size: size)
    desk.press("Enter", "Tab", "Tab", "E")
    let before = try #require(desk.application.person?.record.referral)
    #expect(desk.shows("’s referral"))
    desk.application.focus("respond-to")
    desk.press("Ctrl-A").type("the duty desk")
    desk.application.focus("source")
    desk.type("CAMHS").press("Enter")
    // Another door, and what was typed is still there.
    #expect(desk.shows("With CAMHS now") && desk.shows("the duty desk"))
    desk.press("Ctrl-S")
    let after = try #require(desk.application.person?.record.referral)
    #expect(after.source == .camhs && after.respondTo == "the duty desk")
    #expect(after.reason == before.reason && after.date == before.date)
    #expect(after.referrer == before.referrer)
    #expect(desk.shows("the duty desk"))
    desk.press("u")
    #expect(desk.application.person?.record.referral == before)
    desk.press("E")
    desk.application.focus("date")
    desk.press("Ctrl-A").type("1/1/1990").press("Ctrl-S")
    #expect(desk.shows("before they were born"))
    #expect(desk.complaints.isEmpty)
  }

  @Test("a correction that was being typed comes back, with the door that was chosen")
  func correctionDraft() throws {
    let test = TestBook()
    let first = try test.desk(size: size)
    first.press("Enter", "Tab", "Tab", "E")
    first.type("Youth").press("Enter")
    first.application.focus("reason")
    first.press("Ctrl-A").type("in trouble with friends").waits()
    let desk = again(test)
    desk.press("Enter")
    #expect(desk.shows("Order or programme") && desk.shows("in trouble with friends"))
  }

  // MARK: Moving

  @Test("a case that somebody holds moves with a reason, which is kept")
  func reasons() throws {
    let test = TestBook()
    let desk = try test.desk(size: size)
    let book = try #require(desk.application.book)
    let chosen = try #require(desk.application.chosenCase)
    desk.press("Enter", "h").type("tom").press("Enter")
    #expect(desk.shows("case goes to"))
    desk.press("Ctrl-S")
    #expect(desk.shows("this is needed"))
    #expect(try book.caseRecord(chosen.id)?.holderID == book.worker.id)
    desk.type("asked for a man").press("Ctrl-S")
    let moved = try #require(try book.caseRecord(chosen.id)?.holdings.last)
    #expect(moved.workerID != book.worker.id && moved.reason == "asked for a man")
    // It is theirs now: the other key does not take it back, and says who can. u does.
    desk.press("t")
    #expect(desk.shows("a supervisor moves what somebody else holds"))
    #expect(try book.caseRecord(chosen.id)?.holdings.last?.workerID == moved.workerID)
    desk.press("u")
    #expect(try book.caseRecord(chosen.id)?.holderID == book.worker.id)
    #expect(desk.complaints.isEmpty)
  }

  @Test("who sees only their own sees no colleague's through a filter or a kept view")
  func seesOwn() throws {
    let test = TestBook()
    let desk = try test.desk(size: size)
    let book = try #require(desk.application.book)
    let other = try #require(try book.workers().first { $0.id != book.worker.id })
    try book.keep(CaseView(whose: .worker(other.id)), as: "Theirs")
    var rules = try book.setting(AccessRules.self)
    rules.workersSee = .own
    try book.keep(rules)
    let own = try book.caseloadCount(CaseloadFilter(.mineAndNew(book.worker.id)))
    guard try !book.setting(AccessRules.self).seesTeam(book.worker) else {
      Issue.record("the worker of the test oversees others")
      return
    }
    desk.press("2", "v").type("theirs").press("Enter")
    #expect(desk.application.caseload.view.whose == .mineAndNew)
    #expect(desk.application.caseload.table.rowCount == own)
    desk.press("f")
    guard case .form(let form, _)? = desk.application.overlay else {
      Issue.record("no form")
      return
    }
    var probe = form
    probe.restore(["whose": other.id.text])
    #expect(probe.form.option("whose") == nil)
    probe.restore(["whose": "everybodys"])
    #expect(probe.form.option("whose") == nil)
  }

  // MARK: Days that have passed

  @Test("nothing is promised for a day that has passed; it is said at the field")
  func passed() throws {
    let test = TestBook()
    let desk = try test.desk(size: size)
    desk.press("l").type("A talk.").press("Tab", "Tab").type("1/1/2020").press("Tab")
    #expect(desk.shows("has passed; say a day from today on"))
    desk.press("Ctrl-S")
    #expect(!desk.shows("Contact logged"))
    desk.press("Ctrl-A").press("Delete").press("BackTab").type("ring on 1/1/2020").press("Ctrl-S")
    #expect(desk.shows("say which day too"))
    desk.press("Esc", "Right", "Enter", "!").type("ring the lead").press("Tab").type("1/1/2020")
      .press("Ctrl-S")
    #expect(desk.shows("has passed; say a day from today on"))
  }

  // MARK: Telling others

  @Test("on a tall screen the messages show how it ended; on a low one they say there is more")
  func endings() throws {
    let test = TestBook()
    let desk = try test.desk(size: Size(width: 120, height: 60))
    desk.press("x").type("goals").press("Ctrl-S")
    #expect(desk.shows("To the referrer") && desk.shows("To the GP practice"))
    #expect(desk.shows("PERSON DEMOGRAPHICS (who this is about)"))
    #expect(desk.shows("CLINICAL SUMMARY (how it ended)"))
    let low = try TestBook().desk(size: Size(width: 80, height: 24))
    low.press("x").type("goals").press("Ctrl-S").press("BackTab", "BackTab")
    #expect(low.shows(" more"))
  }

  @Test("somewhere better is found in the whole directory, not among its first few")
  func whereInstead() throws {
    let test = TestBook()
    let desk = try test.desk(size: size)
    let book = try #require(desk.application.book)
    desk.press("i")
    let chosen = try #require(desk.application.chosenCase)
    var filter = AssetFilter.offered
    filter.age = try book.caseRecord(chosen.id)?.person.age(on: Day(TestBook.now))
    let all = try book.assets(matching: "", filter: filter, limit: 10_000)
    let first = try Set(book.assets(matching: "", filter: filter, limit: 40).map(\.id))
    let far = try #require(all.first { !first.contains($0.id) })
    desk.press("w").type(far.name).press("Enter", "Tab").press("Ctrl-A").type("too far")
      .press("Ctrl-S")
    let decision = try #require(try book.caseRecord(chosen.id)?.decisions.last)
    #expect(decision.instead == far.name)
    #expect(desk.complaints.isEmpty)
  }

  // MARK: Signs

  @Test("an urgent risk has its sign on Today and in the caseload, late or not")
  func urgentSign() throws {
    let test = TestBook()
    let desk = try test.desk(size: size)
    let book = try #require(desk.application.book)
    let urgent = try #require(try book.inbox(limit: 1).first)
    #expect(urgent.risk == .urgent)
    let today = Day(TestBook.now)
    #expect(TodayLayout.sign(urgent, isLate: false).plain == "! ")
    #expect(TodayLayout.sign(urgent, isLate: true).plain == "▲!")
    #expect(TodayLayout.line(urgent, on: today).left.plain.contains("!"))
    #expect(desk.shows("! \(urgent.person.listName)"))
    desk.press("2", "/").type(urgent.person.fullName).press("Enter")
    #expect(desk.application.person != nil || desk.shows("!"))
  }

  // MARK: The story

  @Test("the story tells of the person's other episodes, and has the letters' own words")
  func wholeStory() throws {
    let test = TestBook()
    let desk = try test.desk(size: Size(width: 120, height: 60))
    let book = try #require(desk.application.book)
    desk.press("x").type("goals").press("Ctrl-S").type("content").press("Ctrl-S")
    #expect(desk.shows("Case closed"))
    let closed = try #require(
      try book.caseload(CaseloadFilter(.everybodys, includeClosed: true), limit: -1).first {
        (try? book.letters(of: $0.caseID).isEmpty) == false
          && $0.facts.closedOn == Day(TestBook.now)
      })
    let record = try #require(try book.caseRecord(closed.caseID))
    let letter = try #require(record.letters.first)
    #expect(record.timeline().contains { $0.kind == .letter && $0.detail.contains(letter.body) })
    let opened = try book.reopen(
      closed.caseID,
      because: Referral(
        id: book.mint(), personID: record.person.id, source: .selfReferral, reason: "back again",
        date: Day(TestBook.now)), heldBy: book.worker.id)
    desk.application.open(opened)
    let now = try #require(desk.application.person)
    let story = now.record.timeline(withThatOf: [record])
    #expect(story.contains { $0.title.hasPrefix("Closed") })
    #expect(Set(story).count == story.count)
    #expect(story.map(\.on) == story.map(\.on).sorted(by: >))
    desk.press("/").type("who this is about").press("Enter")
    #expect(desk.shows("1 of") || desk.shows("2 of"))
  }
}

extension Desk {
  /// Puts the focus of the open form on a field.
  fileprivate mutating func focus(_ field: String) {
    guard case .form(var form, let purpose)? = overlay else { return }
    form.form.setFocus(field)
    overlay = .form(form, purpose)
  }
}

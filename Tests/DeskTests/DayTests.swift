// The link worker's day at the desk: logging quickly, visits alone, the diary, views,
// and the people around somebody.

import Casebook
import Casework
import Foundation
import Terminal
import Testing

@testable import Desk

/// A clock that a test moves on.
final class MovableClock {
  var now = TestBook.now
  func forward(minutes: Double) { now = now.addingTimeInterval(minutes * 60) }
}

@Suite("A link worker's day")
struct DayTests {
  private func desk(
    _ test: TestBook, _ clock: MovableClock = MovableClock(),
    size: Size = Size(width: 120, height: 40)
  ) throws -> Story<Desk> {
    var setting = test.setting(now: { clock.now })
    setting.idleMinutes = 1_000
    return Story(Desk(setting, book: try test.town()), size: size)
  }

  @Test("a routine contact with its next step takes twelve keys beside its note")
  func quick() throws {
    let test = TestBook()
    let desk = try desk(test)
    let chosen = try #require(desk.application.chosenCase)
    var keys = 0
    func press(_ names: String...) {
      keys += names.count
      for name in names { desk.press(name) }
    }
    func type(_ words: String) {
      keys += words.count
      desk.type(words)
    }
    press("l")
    desk.type("A good talk about drawing.")
    press("Tab")
    type("ring thu")
    press("Ctrl-S")
    #expect(desk.shows("Contact logged"))
    #expect(keys <= 12)
    let book = try #require(desk.application.book)
    let contact = try #require(try book.caseRecord(chosen.id)?.contacts.first)
    #expect(contact.note == "A good talk about drawing.")
    #expect(contact.nextStep == NextStep(text: "ring", on: Day(TestBook.now).adding(days: 3)))
    #expect(contact.outcome == .attended && contact.workerID == book.worker.id)
  }

  @Test("a contact starts as the last one was: the same way, as long")
  func asBefore() {
    let today = TestBook.now
    func contact(_ mode: ContactMode, _ minutes: Int, _ outcome: ContactOutcome, _ ago: Double)
      -> Contact
    {
      Contact(
        id: Identifier("\(ago)"), caseID: Identifier("c"), workerID: Identifier("w"),
        at: today.addingTimeInterval(-ago * 86_400), mode: mode, minutes: minutes,
        outcome: outcome)
    }
    let start = ContactStart(
      name: "Leo",
      contacts: [
        contact(.phone, 3, .notReached, 1), contact(.outdoors, 50, .attended, 4),
        contact(.video, 20, .attended, 9),
      ])
    #expect(start.lastMode == .outdoors && start.lastMinutes == 50)
    #expect(ContactStart(name: "Leo").lastMode == nil)
  }

  @Test(
    "a next step's day is read off its end",
    arguments: [
      ("ring thu", "ring", "2026-11-26", nil), ("ring thu 2pm", "ring", "2026-11-26", 840),
      ("visit the club together next tue", "visit the club together", "2026-12-01", nil),
      ("plan review on 7/12", "plan review", "2026-12-07", nil),
      ("call in 2 weeks", "call", "2026-12-07", nil), ("tomorrow", "", "2026-11-24", nil),
      ("ring tomorrow at 4pm", "ring", "2026-11-24", 960),
      ("visit Tom", "visit Tom", nil, nil), ("send the form", "send the form", nil, nil),
      ("read 2 books", "read 2 books", nil, nil),
    ] as [(String, String, String?, Int?)])
  func nextSteps(words: String, text: String, day: String?, minute: Int?) {
    let read = NextStepWords.read(words, today: Day(TestBook.now))
    #expect(read.text == text)
    #expect(read.on?.iso == day)
    #expect(read.at == minute)
  }

  @Test("a next step without a day is asked for at its field, and every word stays")
  func noDay() throws {
    let test = TestBook()
    let desk = try desk(test)
    desk.press("l").type("A long talk.").press("Tab").type("send the form").press("Ctrl-S")
    #expect(desk.shows("say which day too"))
    #expect(desk.shows("A long talk.") && desk.shows("send the form"))
    desk.type(" fri").press("Ctrl-S")
    #expect(desk.shows("Contact logged"))
  }

  @Test("a contact before the referral is refused when its field is left")
  func beforeReferral() throws {
    let test = TestBook()
    let desk = try desk(test)
    desk.press("l").type("x").press("BackTab", "BackTab").press("Ctrl-A").type("1/1/2020")
      .press("Tab")
    #expect(desk.shows("before the referral"))
  }

  @Test("whoever is not back from a visit is warned of on every screen, until they say so")
  func loneVisit() throws {
    let test = TestBook()
    let clock = MovableClock()
    let desk = try desk(test, clock)
    desk.press("o")
    #expect(desk.shows("alone"))
    desk.type("9.30am").press("Tab").press("Ctrl-A").type("Tom, 07700 900123").press("Ctrl-S")
    #expect(desk.shows("You are expected back at 09:30"))
    #expect(!desk.shows("is not back"))
    clock.forward(minutes: 29)
    desk.tick(clock.now)
    #expect(desk.shows("is not back: due 09:30") && desk.shows("07700 900123"))
    for key in ["2", "3", "1", "w"] {
      desk.press(key)
      #expect(desk.shows("is not back"), "after \(key)")
    }
    desk.press("Esc", "2", "Enter")
    #expect(desk.shows("is not back"))
    desk.press("b")
    #expect(desk.shows("You are back") && !desk.shows("is not back"))
    desk.press("u")
    #expect(desk.shows("is not back"))
  }

  @Test("a covered screen warns too, and names nobody")
  func coveredVisit() throws {
    let test = TestBook()
    let clock = MovableClock()
    let desk = try desk(test, clock)
    desk.press("o").type("9.30am").press("Tab").press("Ctrl-A").type("Tom").press("Ctrl-S")
    desk.press("F12")
    desk.tick(clock.now)
    #expect(!desk.shows("not back"))
    clock.forward(minutes: 40)
    desk.tick(clock.now)
    #expect(desk.shows("Somebody is not back from a visit: due 09:30"))
    #expect(!desk.shows("Tom") && !desk.shows("Priya"))
  }

  @Test("logging that they met on a visit says that one is back")
  func backByLogging() throws {
    let test = TestBook()
    let clock = MovableClock()
    let desk = try desk(test, clock)
    desk.press("o").type("9.30am").press("Tab").press("Ctrl-A").type("Tom").press("Ctrl-S")
    clock.forward(minutes: 40)
    desk.tick(clock.now)
    #expect(desk.shows("is not back"))
    desk.press("l").type("We walked.")
    guard case .form(var form, let purpose)? = desk.application.overlay else {
      Issue.record("no form opened")
      return
    }
    form.restore(["mode": ContactMode.outdoors.rawValue])
    desk.application.overlay = .form(form, purpose)
    desk.press("Ctrl-S")
    #expect(desk.shows("Contact logged") && !desk.shows("is not back"))
  }

  @Test("what is in the diary and was not logged says so after its hour, and no longer once it is")
  func unlogged() throws {
    let test = TestBook()
    let clock = MovableClock()
    let desk = try desk(test, clock)
    desk.press("e").type("plan talk").press("Tab").type("today 9.30am").press("Ctrl-S")
    #expect(desk.shows("In the diary: Monday 23 November 09:30"))
    #expect(!desk.shows("not logged yet"))
    clock.forward(minutes: 120)
    desk.tick(clock.now)
    #expect(desk.shows("not logged yet"))
    let item = desk.application.todayScreen.facts?.ahead.agenda.unlogged.first
    #expect(item?.text == "plan talk")
  }

  @Test("the week shows the diary and what was promised, moves, and takes something new")
  func week() throws {
    let test = TestBook()
    let desk = try desk(test)
    desk.press("w")
    #expect(desk.shows("Week of Monday 23 November") && desk.shows("Tue 24"))
    #expect(desk.shows("09:45 Niamh U") && desk.shows("multi-ag"))
    desk.press("]")
    #expect(desk.shows("Week of Monday 30 November"))
    desk.press("Home").press("e").type("ring the museum").press("Tab").press("Ctrl-A")
      .type("thu 3pm").press("Ctrl-S")
    #expect(desk.shows("In the diary: Thursday 26 November 15:00"))
    #expect(desk.shows("15:00"))
    desk.press("u")
    #expect(desk.shows("Undone: Make an appointment"))
    desk.press("Esc")
    #expect(desk.shows("NEEDS YOU NOW"))
  }

  @Test("Space marks a task as done, and as still to do")
  func tasks() throws {
    let test = TestBook()
    let desk = try desk(test)
    let screen = desk.application.todayScreen
    let items = try #require(screen.facts?.ahead.agenda.items(on: Day(TestBook.now)))
    let task = try #require(items.first { $0.caseID == nil && $0.at == nil })
    for _ in 0..<60 where desk.application.todayScreen.item?.source != task.source {
      desk.press("Down")
    }
    #expect(desk.application.todayScreen.item?.source == task.source)
    desk.press("Space")
    #expect(desk.shows("Done: \(task.text)"))
    #expect(desk.application.todayScreen.item?.standing == .settled)
    desk.press("Space")
    #expect(desk.application.todayScreen.item?.standing == .toCome)
  }

  @Test("Today's count of who needs somebody now is the rule's, and the caseload's")
  func oneRule() throws {
    let test = TestBook()
    let desk = try desk(test)
    let book = try #require(desk.application.book)
    let today = Day(TestBook.now)
    let mine = try book.caseload(CaseloadFilter(.held(by: book.worker.id)), limit: -1)
    let wanted = mine.filter {
      CaseQuestion.needsNow.holds(
        for: $0.facts, due: Due(of: $0.facts, policy: book.policy), on: today)
    }
    let ahead = try #require(desk.application.todayScreen.facts?.ahead)
    #expect(ahead.lateCount == wanted.count)
    #expect(Set(ahead.late.map(\.caseID)) == Set(wanted.map(\.caseID)))
    #expect(desk.shows("\(wanted.count) need you now"))
    #expect(
      ahead.newToMe == mine.filter { $0.answers(.newToHolder, on: today) }.count)
    #expect(ahead.waiting == mine.filter { $0.answers(.waitingForFirst, on: today) }.count)
    let signs = ahead.late.map { TodayLayout.line($0, on: today).left.plain.hasPrefix("▲") }
    #expect(signs.allSatisfy { $0 })
  }

  @Test("the caseload is grouped, picked out and kept as a view")
  func views() throws {
    let test = TestBook()
    let desk = try desk(test)
    desk.press("2", "g")
    #expect(desk.shows("NEEDS YOU NOW"))
    desk.press("g")
    #expect(desk.shows("WAITING") && desk.shows("ACTIVE"))
    desk.press("g")
    #expect(desk.shows("PRIYA NAIR") && desk.shows("NOBODY YET"))
    desk.press("g", "f").type("wait").press("Tab", "Ctrl-S")
    #expect(desk.shows("waiting for a first contact"))
    let count = desk.application.caseload.table.rowCount
    desk.press("V").type("First calls").press("Ctrl-S")
    #expect(desk.shows("Kept: First calls"))
    desk.press("Esc", "v").type("first calls").press("Enter")
    #expect(desk.shows("First calls"))
    #expect(desk.application.caseload.table.rowCount == count)
    desk.press("1", "v").type("quiet").press("Esc").press("v").type("spoken").press("Enter")
    #expect(desk.shows("Nobody has spoken to them for 21 days"))
  }

  @Test("marks belong to cases, whatever the list is sorted by")
  func marks() throws {
    let test = TestBook()
    let desk = try desk(test)
    desk.press("2", "Space", "Down", "Space")
    #expect(desk.shows("✓ 2 marked"))
    let marked = desk.application.chosenCases
    #expect(marked.count == 2)
    desk.press("s", "s")
    #expect(desk.application.chosenCases == marked)
    desk.press("*")
    #expect(desk.application.chosenCases.count == desk.application.caseload.table.rowCount)
    desk.press("Esc")
    #expect(desk.application.caseload.marked.isEmpty)
  }

  @Test("the story is narrowed to a kind and to words, and Esc shows all of it")
  func timeline() throws {
    let test = TestBook()
    let desk = try desk(test)
    desk.press("Enter")
    let all = try #require(desk.application.person?.record.timeline())
    desk.press("f")
    #expect(desk.shows("Only contacts"))
    #expect(desk.shows("\(all.filter { $0.kind == .contact }.count) of \(all.count)"))
    desk.press("/").type("zzzz")
    #expect(desk.shows("Nothing of the story is like that"))
    desk.press("Esc")
    #expect(!desk.shows("Only contacts"))
    desk.press("/").type("referr").press("Enter")
    #expect(desk.shows("of \(all.count)"))
    desk.press("Esc")
    #expect(desk.application.person != nil)
  }

  @Test("family, flags and who else is involved are written down, changed and ended")
  func network() throws {
    let test = TestBook()
    let desk = try desk(test)
    desk.press("Enter", "Tab", "Tab", "Tab")
    #expect(desk.shows("FAMILY AND NETWORK") && desk.shows("WHO ELSE IS INVOLVED"))
    desk.press("+").type("Auntie Jo").press("Tab").type("aunt").press("Tab", "Tab").type("nothing")
      .press("Tab", "Ctrl-S")
    #expect(desk.shows("Auntie Jo") && desk.shows("may know nothing"))
    let record = try #require(desk.application.person?.record)
    let aunt = try #require(record.network.relations.first { $0.name == "Auntie Jo" })
    #expect(aunt.relation == "aunt" && aunt.mayKnow == .nothing)
    // What must not happen stands in the record's head, on every part of it.
    desk.press("Tab", "Tab")
    #expect(desk.shows("✗ Auntie Jo may know nothing"))
    desk.press("u")
    #expect(!desk.shows("Auntie Jo may know nothing"))
  }

  @Test("somebody of the team works with a person too, and opens the record without a reason")
  func members() throws {
    let test = TestBook()
    let desk = try desk(test)
    let book = try #require(desk.application.book)
    let others = try book.caseload(CaseloadFilter(.everybodys), limit: -1)
      .filter { $0.facts.holderID != nil && $0.facts.holderID != book.worker.id }
    let row = try #require(
      others.first { (try? book.works(book.worker.id, on: $0.caseID)) == false })
    desk.application.open(row.caseID)
    guard case .form(let form, _)? = desk.application.overlay else {
      Issue.record("nobody asked why")
      return
    }
    #expect(form.title.contains("holds"))
    desk.press("Esc")
    try book.join(row.caseID, worker: book.worker.id, reason: "health coaching")
    desk.application.open(row.caseID)
    #expect(desk.application.person?.caseID == row.caseID)
    #expect(throws: CasebookError.self) {
      try book.join(row.caseID, worker: book.worker.id, reason: "again")
    }
  }

  @Test("a volunteer opens those they work on and leads nobody; what roles may do is a setting")
  func roles() throws {
    let rules = RoleRules()
    #expect(rules.refusal(toOpen: .volunteer, isOnTeam: false, isHeld: true) != nil)
    #expect(rules.refusal(toOpen: .volunteer, isOnTeam: true, isHeld: true) == nil)
    #expect(rules.refusal(toOpen: .linkWorker, isOnTeam: false, isHeld: true) == nil)
    #expect(rules.refusal(toOpen: .administrator, isOnTeam: false, isHeld: false) == nil)
    let test = TestBook()
    let book = try test.town()
    let volunteer = LinkWorker(id: book.mint(), name: "Vi Hope", role: .volunteer)
    try book.add(worker: volunteer)
    let row = try #require(try book.caseload(CaseloadFilter(.nobodys), limit: 1).first)
    #expect(throws: CasebookError.self) { try book.takeOn(row.caseID, by: volunteer.id) }
    var changed = rules
    changed.volunteer.leadsCases = true
    try book.keep(changed)
    try book.takeOn(row.caseID, by: volunteer.id)
    #expect(try book.caseRecord(row.caseID)?.holderID == volunteer.id)
    for role in WorkerRole.allCases where role != .volunteer { _ = rules.rights(of: role) }
  }

  @Test(
    "the week, the people around somebody and groups look as they should",
    arguments: [
      Size(width: 80, height: 24), Size(width: 120, height: 40),
    ])
  func pictures(size: Size) throws {
    let test = TestBook()
    let desk = try desk(test, size: size)
    func name(_ screen: String) -> String { "\(screen)-\(size.width.count)x\(size.height.count)" }
    desk.press("w")
    try expectGolden(desk.grid, name("week"))
    desk.press("e")
    try expectGolden(desk.grid, name("appointment-form"))
    desk.press("Esc", "Esc", "2", "g", "g")
    try expectGolden(desk.grid, name("caseload-grouped"))
    desk.press("Space", "Space")
    try expectGolden(desk.grid, name("caseload-marked"))
    desk.press("Esc", "v")
    try expectGolden(desk.grid, name("caseload-views"))
    desk.press("Esc", "1", "o")
    try expectGolden(desk.grid, name("visit-form"))
    desk.press("Esc", "Enter", "Tab", "Tab", "Tab")
    try expectGolden(desk.grid, name("person-network"))
  }
}

// From a draft to an agreed plan, and what becomes of it, as a link worker goes through
// it at the desk.

import Casebook
import Casework
import Foundation
import Terminal
import Testing

@testable import Desk

@Suite("Agreeing a plan, at the desk")
struct AgreementStoryTests {
  /// A desk on the plan of somebody made up for this.
  final class Sitting {
    let test = TestBook()
    let desk: Story<Desk>
    let caseID: Identifier<Case>

    init(size: Size = Size(width: 120, height: 40)) throws {
      let book = try test.make()
      caseID = try book.refer(
        IncomingReferral(
          row: 1, firstName: "Leo", familyName: "Sharma", dateOfBirth: Day(number: 15_500),
          reason: "Not going out", date: Day(TestBook.now).adding(days: -40)))
      try book.takeOn(caseID, by: book.worker.id)
      let day = Day(TestBook.now)
      try book.edit(
        planOf: caseID,
        .entry(PlanEntry(id: book.mint(), section: .whatMatters, text: "Drawing, and Biscuit")))
      let goals = [
        Goal(id: book.mint(), text: "Go to one thing a week that isn’t school", importance: 8),
        Goal(id: book.mint(), text: "Sleep before midnight", importance: 6, confidence: 3),
      ]
      for goal in goals { try book.edit(planOf: caseID, .goal(goal)) }
      try book.edit(
        planOf: caseID,
        .action(
          Action(id: book.mint(), what: "Visit the sketchers", who: "Leo + Priya", when: day),
          for: goals[0].id))
      try book.edit(
        planOf: caseID,
        .score(goals[0].id, GoalScore(id: book.mint(), on: day.adding(days: -30), score: 2)))
      desk = Story(Desk(test.setting(), book: book), size: size)
      desk.application.open(caseID)
      desk.application.person?.tab = .plan
      desk.waits()
    }

    func record() throws -> CaseRecord {
      try #require(try desk.application.book?.caseRecord(caseID))
    }

    /// Agrees it as it is, with Leo.
    func agree() { desk.press("A").press("Ctrl-S") }

    func rewrite(_ goal: Int, _ text: String) throws {
      var changed = try #require(try record().plan).goals[goal]
      changed.text = text
      try desk.application.book?.edit(planOf: caseID, .goal(changed))
      desk.application.reload()
      desk.waits()
    }
  }

  @Test("a draft is shared, agreed, changed and compared, and its heading says where it stands")
  func whole() throws {
    let sitting = try Sitting()
    let desk = sitting.desk
    #expect(desk.shows("draft, not shared yet"))
    desk.press("y").press("Ctrl-S")
    #expect(desk.shows("draft, shared with Leo 23/11/2026"))
    desk.press("A")
    #expect(desk.shows("How they said yes"))
    desk.press("Ctrl-S")
    #expect(desk.shows("agreed with Leo 23/11/2026 (version 1)"))
    #expect(try sitting.record().plan?.reviewOn == Day(TestBook.now).adding(days: 42))
    try sitting.rewrite(0, "Go to two things a week")
    #expect(desk.shows("changed since"))

    desk.press("V")
    #expect(desk.shows("Version 1") && desk.shows("agreed 23/11/2026 with Leo"))
    #expect(desk.shows("As it stands now"))
    #expect(desk.shows("1 changed") && desk.shows("~ changed"))
    #expect(desk.shows("Go to one thing a week that isn’t school"))
    #expect(desk.shows("Go to two things a week"))
    desk.press("c")
    #expect(!desk.shows("Drawing, and Biscuit"))
    desk.press("c", "Right")
    #expect(desk.shows("nothing has changed"))
    desk.press("Esc")
    #expect(desk.shows("changed since") && desk.application.rooms.isEmpty)
    #expect(desk.complaints.isEmpty)
  }

  @Test("Enter on a step to look at opens the plan on that step; on a review, the plan")
  func fromToday() throws {
    let sitting = try Sitting()
    let desk = sitting.desk
    let book = try #require(desk.application.book)
    let goal = try #require(try sitting.record().plan?.goals.last)
    // Somebody who was spoken with, so that no first contact is late.
    try book.log(
      Contact(
        id: book.mint(), caseID: sitting.caseID, workerID: book.worker.id,
        at: TestBook.now.addingTimeInterval(-86_400), mode: .phone, minutes: 20,
        outcome: .attended), at: TestBook.now)
    let action = Action(
      id: book.mint(), what: "phone downstairs", reviewOn: Day(TestBook.now))
    try book.write(action, for: goal.id, at: TestBook.now)
    desk.press("1")
    for _ in 0..<20 where desk.application.todayScreen.item?.source != .due(.actionReview) {
      desk.press("Down")
    }
    desk.press("Enter")
    #expect(desk.application.person?.tab == .plan)
    #expect(desk.application.person?.plan.selected?.line == .action(action.id))
    // Late, it is among what needs somebody now, and opens the same; so does the week.
    var late = action
    late.reviewOn = Day(TestBook.now).adding(days: -3)
    try book.write(late, for: goal.id, at: TestBook.now)
    desk.press("1")
    for _ in 0..<20 where desk.application.todayScreen.selected?.due?.kind != .actionReview {
      desk.press("Down")
    }
    desk.press("Enter")
    #expect(desk.application.person?.plan.selected?.line == .action(action.id))
    try book.write(action, for: goal.id, at: TestBook.now)
    desk.press("1", "w")
    for _ in 0..<20
    where (desk.application.current as? WeekScreen)?.selected?.source != .due(.actionReview) {
      desk.press("Down")
    }
    desk.press("Enter")
    #expect(desk.application.person?.plan.selected?.line == .action(action.id))
    // What came before it: a plan that is to be reviewed opens as a plan.
    desk.press("Esc", "Esc")
    try book.review(
      PlanReview(
        id: book.mint(), caseID: sitting.caseID, on: Day(TestBook.now).adding(days: -30),
        whom: "Leo", nextOn: Day(TestBook.now).adding(days: -1), workerID: book.worker.id),
      at: TestBook.now)
    desk.press("1")
    for _ in 0..<20 where desk.application.todayScreen.selected?.due?.kind != .review {
      desk.press("Down")
    }
    desk.press("Enter")
    #expect(desk.application.person?.tab == .plan)
    #expect(desk.complaints.isEmpty)
  }

  @Test("an action’s details say when it was last changed, a goal’s which need it is about")
  func details() throws {
    let sitting = try Sitting()
    let desk = sitting.desk
    let book = try #require(desk.application.book)
    let need = PlanEntry(id: book.mint(), section: .needs, text: "tired at school")
    try book.write(need, inPlanOf: sitting.caseID, at: TestBook.now)
    desk.application.reload()
    let plan = try #require(try sitting.record().plan)
    desk.application.person?.plan.select(line: .action(plan.goals[0].actions[0].id))
    desk.press("e")
    #expect(desk.shows("this action was last changed"))
    desk.press("Esc")
    desk.application.person?.plan.select(goal: plan.goals[1].id)
    desk.press("e")
    #expect(desk.shows("Which need it is about"))
    desk.press("BackTab", "BackTab").type("tired").press("Ctrl-S")
    #expect(try sitting.record().plan?.goals[1].needID == need.id)
    #expect(desk.shows("about: tired at school"))
    desk.press("e").press("Ctrl-S")
    #expect(try sitting.record().plan?.goals[1].needID == need.id, "it stays what it was")
  }

  @Test("who looks at it again is proposed, said and shown on the plan")
  func reviewer() throws {
    let sitting = try Sitting()
    let desk = sitting.desk
    let worker = try #require(desk.application.book?.worker.name)
    desk.press("A")
    #expect(desk.shows("Who looks at it") && desk.shows("\(worker), link worker"))
    desk.press("Ctrl-S")
    #expect(try sitting.record().plan?.reviewer == "\(worker), link worker")
    for _ in 0..<60 where !desk.shows("\(worker), link worker") { desk.press("Down") }
    #expect(desk.shows("\(worker), link worker"))
    // The version was kept with it: nothing differs from what was agreed.
    #expect(try !sitting.record().agreements.versions.isEmpty)
    desk.press("V")
    #expect(desk.shows("nothing has changed"))
  }

  @Test("cells of a pasted table stand below each other on both sides of a comparison")
  func tableCompared() throws {
    let sitting = try Sitting()
    let desk = sitting.desk
    let book = try #require(desk.application.book)
    let id: Identifier<PlanEntry> = book.mint()
    try book.edit(
      planOf: sitting.caseID,
      .entry(PlanEntry(id: id, section: .needs, text: "Day\tWhere\nMonday\tLoom")))
    desk.application.reload()
    sitting.agree()
    try book.edit(
      planOf: sitting.caseID,
      .entry(PlanEntry(id: id, section: .needs, text: "Day\tWhere\nMonday\tMill")))
    desk.application.reload()
    desk.press("V")
    #expect(desk.shows("Day     Where") && desk.shows("Monday  Loom"))
    #expect(desk.shows("Monday  Mill"))
  }

  @Test("u after agreeing asks for a reason, keeps the version and makes the plan a draft again")
  func takingBack() throws {
    let sitting = try Sitting()
    let desk = sitting.desk
    sitting.agree()
    desk.press("u")
    #expect(desk.shows("Take back: Version 1"))
    desk.press("Ctrl-S")
    #expect(desk.shows("this is needed"))
    desk.type("the wrong plan").press("Ctrl-S")
    #expect(desk.shows("draft"))
    let versions = try sitting.record().agreements.versions
    #expect(versions.map { $0.withdrawal?.reason } == ["the wrong plan"])
    // What was done before it is undone next; the key does not stick.
    let name = try #require(desk.application.undoStep?.name)
    #expect(name != "Agree the plan")
    desk.press("V")
    #expect(desk.shows("taken back"))
    desk.press("Esc", "Ctrl-R")
    #expect(desk.shows("agreed with Leo"))
  }

  @Test("a second agreement is the next version; any two stand side by side")
  func secondVersion() throws {
    let sitting = try Sitting()
    let desk = sitting.desk
    sitting.agree()
    try sitting.rewrite(1, "Sleep before eleven")
    desk.press("A")
    #expect(desk.shows("The plan is agreed again"))
    desk.press("Ctrl-S").press("V", "Left", "Tab", "Left")
    #expect(desk.shows("Version 1") && desk.shows("‹ Version 2 ›"))
    #expect(desk.shows("Sleep before midnight") && desk.shows("Sleep before eleven"))
    desk.press("b")
    #expect(desk.shows("Take back: Version 2"))
  }

  @Test("a review goes goal by goal, takes a score by figures, and asks when to look again")
  func review() throws {
    let sitting = try Sitting()
    let desk = sitting.desk
    desk.press("R")
    #expect(desk.shows("goal 1 of 2"))
    #expect(desk.shows("on 24/10/2026 it was 2"))
    desk.press("Enter")
    #expect(desk.shows("Say a score first"))
    desk.press("Space")
    #expect(try sitting.record().plan?.goals[0].actions[0].status == .done)
    desk.press("w").type("I know the way now").press("Ctrl-S")
    #expect(desk.shows("I know the way now"))
    desk.press("4", "Enter")
    #expect(desk.shows("goal 2 of 2"))
    #expect(desk.shows("the first score"))
    desk.press("1", "0", "Enter")
    #expect(desk.shows("What came of it") && desk.shows("2 → 4") && desk.shows("+2"))
    let goals = try #require(try sitting.record().plan).goals
    #expect(goals.map { $0.now?.score } == [4, 10])
    #expect(goals[0].now?.note == "I know the way now")
    desk.press("Enter")
    #expect(desk.shows("Look at it again"))
    desk.press("Ctrl-S")
    #expect(desk.application.rooms.isEmpty && desk.application.person != nil)
    let record = try sitting.record()
    #expect(record.plan?.reviewOn == Day(TestBook.now).adding(days: 42))
    #expect(record.agreements.reviews.map(\.whom) == ["Leo"])
    #expect(desk.complaints.isEmpty)
  }

  @Test("going back in a review shows the score that was given, and s leaves it as it was")
  func reviewBack() throws {
    let sitting = try Sitting()
    let desk = sitting.desk
    desk.press("R", "7", "Enter", "b")
    #expect(desk.shows("goal 1 of 2") && desk.shows("[7]"))
    desk.press("s", "s")
    #expect(desk.shows("not scored today"))
    #expect(try sitting.record().plan?.goals.map { $0.now?.score } == [7, nil])
  }

  @Test("covered in the middle of a review, one comes back to the plan with the scores kept")
  func reviewCovered() throws {
    let sitting = try Sitting()
    let desk = sitting.desk
    desk.press("R", "7", "Enter", "F12")
    desk.type(TestBook.passphrase).press("Enter").waits()
    #expect(desk.shows("Leo Sharma") && desk.shows("Goal 1"))
    #expect(try sitting.record().plan?.goals[0].now?.score == 7)
  }

  @Test("a plan with nothing in it cannot be agreed, shared, compared or reviewed, and says why")
  func nothingYet() throws {
    let test = TestBook()
    let book = try test.make()
    let id = try book.refer(
      IncomingReferral(
        row: 1, firstName: "Ada", familyName: "Quill", dateOfBirth: Day(number: 15_500),
        reason: "x", date: Day(TestBook.now)))
    let desk = Story(Desk(test.setting(), book: book), size: Size(width: 120, height: 40))
    desk.application.open(id)
    desk.application.person?.tab = .plan
    for key in ["A", "y", "V", "R", "P"] {
      desk.press(key)
      #expect(desk.shows("nothing is written in it yet"), "\(key)")
      #expect(desk.application.overlay == nil && desk.application.rooms.isEmpty)
    }
  }

  @Test("half-written forms of agreeing come back after a cover")
  func drafts() throws {
    let sitting = try Sitting()
    let desk = sitting.desk
    desk.press("A").press("Ctrl-A").type("Leo and his mum").press("F12")
    desk.type(TestBook.passphrase).press("Enter").waits()
    #expect(desk.shows("Leo and his mum"))
  }

  @Test("the page is written where one says, for oneself alone, and never over a file")
  func printing() throws {
    let sitting = try Sitting()
    let desk = sitting.desk
    let file = sitting.test.folder.appendingPathComponent("leo.html")
    desk.press("P")
    #expect(desk.shows("not sealed: whoever has the file can read it"))
    desk.press("Tab", "Tab").press("Ctrl-A").type(file.path).press("Ctrl-S")
    #expect(desk.application.overlay == nil)
    let page = try String(contentsOf: file, encoding: .utf8)
    #expect(page.contains("Leo’s plan") && page.contains("Visit the sketchers"))
    let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions]
    #expect(mode as? Int == 0o600)
    desk.press("P").press("Tab", "Tab").press("Ctrl-A").type(file.path).press("Ctrl-S")
    #expect(desk.shows("There is a file"))
    #expect(desk.application.overlay != nil)
    let readings = try #require(desk.application.book).readings(
      of: try sitting.record().person.id)
    #expect(readings.contains { $0.reason.contains("printed the plan") })
  }

  static let sizes = [Size(width: 80, height: 24), Size(width: 120, height: 40)]

  private func name(_ screen: String, _ size: Size) -> String {
    "\(screen)-\(size.width.count)x\(size.height.count)"
  }

  @Test("the screens of agreeing look as they should", arguments: sizes)
  func golden(size: Size) throws {
    let sitting = try Sitting(size: size)
    let desk = sitting.desk
    desk.press("y")
    try expectGolden(desk.grid, name("plan-share", size))
    desk.press("Ctrl-S").press("A")
    try expectGolden(desk.grid, name("plan-agree", size))
    desk.press("Ctrl-S")
    try sitting.rewrite(0, "Go to two things a week that aren’t school, and stay to the end")
    desk.press("V")
    try expectGolden(desk.grid, name("plan-versions", size))
    desk.press("Esc", "R", "4")
    try expectGolden(desk.grid, name("plan-review", size))
    desk.press("Enter", "s")
    try expectGolden(desk.grid, name("plan-review-end", size))
    desk.press("Enter")
    try expectGolden(desk.grid, name("plan-review-form", size))
    desk.press("Esc", "Esc", "P")
    try expectGolden(desk.grid, name("plan-print", size))
  }
}

@Suite("Together view")
struct TogetherTests {
  @Test("shows this person’s plan and nothing of anybody else’s, nor any flag or tab")
  func alone() throws {
    let test = TestBook()
    let desk = try test.desk()
    let others = try #require(desk.application.book)
      .caseload(CaseloadFilter(.everybodys), limit: 100)
    desk.press("Enter", "Tab", "v")
    let own = try #require(desk.application.person?.record.person)
    for row in others where row.person.id != own.id {
      #expect(!desk.shows(row.person.fullName) && !desk.shows(row.person.listName))
    }
    for word in ["Today", "Caseload", "late", "▲", "undo", "saved"] {
      #expect(!desk.shows(word), "\(word)")
    }
  }

  @Test("no key leads out but Esc, which asks for the worker’s passphrase")
  func held() throws {
    let sitting = try AgreementStoryTests.Sitting()
    let desk = sitting.desk
    desk.press("v")
    let before = desk.screen
    for key in ["Ctrl-Z", "q", "Ctrl-Q", "Ctrl-P", "?", "u", "2", "/", "x", "Tab", "Ctrl-R", "F1"] {
      desk.press(key)
      #expect(desk.flow == .continue, "\(key)")
      #expect(desk.application.together != nil && desk.application.overlay == nil, "\(key)")
    }
    desk.paste("q")
    // A figure is a score where a goal is chosen, and nothing elsewhere.
    #expect(desk.screen == before)
    // Covered at once, and put away behind the cover.
    desk.press("Esc")
    #expect(!desk.shows("Leo"))
    desk.waits()
    #expect(desk.application.book == nil)
    desk.type(TestBook.passphrase).press("Enter").waits()
    #expect(desk.shows("Leo Sharma") && desk.shows("Goal 1"))
  }

  @Test("arrows and figures say how near a goal is, and it is kept at once in their own voice")
  func scoring() throws {
    let sitting = try AgreementStoryTests.Sitting()
    let desk = sitting.desk
    desk.press("v", "Down")
    #expect(desk.shows("How near am I to this?"))
    desk.press("7")
    #expect(desk.shows("[7]"))
    #expect(try sitting.record().plan?.goals[0].now?.score == 7)
    #expect(try sitting.record().plan?.goals[0].now?.voice == .person)
    desk.press("Left")
    #expect(try sitting.record().plan?.goals[0].now?.score == 6)
    desk.press("1", "0")
    #expect(try sitting.record().plan?.goals[0].scores.map(\.score) == [2, 10])
    #expect(desk.shows("I was at 2"))
  }

  @Test("on a small screen nothing overlaps and nothing is lost")
  func small() throws {
    let sitting = try AgreementStoryTests.Sitting()
    let desk = sitting.desk
    desk.press("v").resize(20, 5).press("Down", "Up").resize(1, 1).resize(120, 40)
    #expect(desk.shows("What matters to me"))
    #expect(desk.complaints.isEmpty)
  }
}

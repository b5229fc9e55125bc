// Writing a plan as in an outliner, and what fits a goal beside it.

import Casebook
import Casework
import Foundation
import Terminal
import Testing

@testable import Desk

@Suite("A plan is written in place")
struct PlanEditorTests {
  /// A desk on an empty plan of somebody new.
  static func desk(
    _ test: TestBook, size: Size = Size(width: 120, height: 40), name: String = "Leo",
    services: Int = 0
  ) throws -> Story<Desk> {
    let book = try test.make()
    if services > 0 {
      let town = DemonstrationTown(
        seed: 1, today: Day(TestBook.now), people: 0, services: services)
      try book.fill(with: town)
    }
    let opened = try book.refer(
      IncomingReferral(
        row: 1, firstName: name, familyName: "Sharma",
        dateOfBirth: Day(TestBook.now).adding(years: -14), postcode: try Postcode("QX1 1AA"),
        reason: "Not going out", date: Day(TestBook.now).adding(days: -9)))
    try book.takeOn(opened, by: book.worker.id, at: TestBook.now)
    let desk = Story(Desk(test.setting(), book: book), size: size)
    desk.press("2", "Enter", "Tab")
    return desk
  }

  static func plan(_ desk: Story<Desk>) -> Plan? { desk.application.person?.record.plan }

  /// Six goals with actions, as a worker types them beside somebody.
  static func writeSix(_ desk: Story<Desk>) {
    desk.press("Enter").type("Drawing").press("Enter").type("My dog Biscuit")
      .press("Enter", "Esc")
    for goal in 1...6 {
      desk.press("+").type("Goal number \(goal)").press("Enter")
      desk.type("first step").press("Tab").type("Leo").press("Tab").type("30/11")
        .press("Enter").type("second step").press("Enter", "Esc")
    }
  }

  @Test("lines follow each other: goals, actions with who and when, entries, without a form")
  func outliner() throws {
    let test = TestBook()
    let desk = try Self.desk(test)
    Self.writeSix(desk)
    let plan = try #require(Self.plan(desk))
    #expect(plan.entries.map(\.text) == ["Drawing", "My dog Biscuit"])
    #expect(plan.goals.map(\.text) == (1...6).map { "Goal number \($0)" })
    for goal in plan.goals {
      #expect(goal.actions.map(\.what) == ["first step", "second step"])
      #expect(goal.actions[0].who == "Leo")
      #expect(goal.actions[0].when == Day(year: 2026, month: 11, day: 30))
    }
    #expect(desk.complaints.isEmpty)
  }

  @Test("moving, indenting, folding and carrying by single keys; u takes each back")
  func structure() throws {
    let test = TestBook()
    let desk = try Self.desk(test)
    Self.writeSix(desk)
    func goals() -> [String] { Self.plan(desk)?.goals.map(\.text) ?? [] }
    desk.application.person?.plan.select(goal: try #require(Self.plan(desk)).goals[5].id)
    desk.press("K")
    #expect(goals()[4] == "Goal number 6")
    #expect(desk.focusedLine.contains("Goal number 6"), "the line stays chosen")
    desk.press(">")
    #expect(Self.plan(desk)?.goals[4].parentID == Self.plan(desk)?.goals[3].id)
    #expect(desk.shows("4.1"))
    desk.press("<")
    #expect(Self.plan(desk)?.goals.allSatisfy { $0.parentID == nil } == true)
    desk.press("u", "u", "u")
    #expect(goals() == (1...6).map { "Goal number \($0)" })
    desk.application.person?.plan.select(goal: try #require(Self.plan(desk)).goals[0].id)
    desk.press("z")
    #expect(desk.shows("2 actions …"))
    desk.press("z", "Down", "J", "J")
    #expect(Self.plan(desk)?.goals[1].actions.first?.what == "first step")
    desk.press("m").type("number 5").press("Enter")
    #expect(Self.plan(desk)?.goals[4].actions.count == 3)
    desk.press("Z")
    #expect(!desk.shows("first step"))
    desk.press("Z")
    #expect(desk.shows("first step"))
  }

  @Test("what cannot be done says so, and nothing changes")
  func refusals() throws {
    let test = TestBook()
    let desk = try Self.desk(test)
    desk.press("+").type("One").press("Ctrl-S", ">")
    #expect(desk.shows("no goal above"))
    desk.press("m")
    #expect(desk.shows("choose an action first"))
    desk.press("Enter").press("Ctrl-A", "Delete", "Esc")
    #expect(desk.shows("A goal needs words"))
    #expect(Self.plan(desk)?.goals.first?.text == "One")
    desk.press("a").type("go").press("Tab", "Tab").type("smarch").press("Tab")
    #expect(desk.application.person?.plan.typing != nil, "a day that cannot be read stays open")
    desk.press("Esc")
    #expect(Self.plan(desk)?.goals.first?.actions.map(\.what) == ["go"])
    #expect(desk.shows("left as it was"))
  }

  @Test("an action is done, refused with their words, and to do again")
  func standing() throws {
    let test = TestBook()
    let desk = try Self.desk(test)
    desk.press("+").type("One").press("Enter").type("sleep diary").press("Esc")
    desk.press("Space")
    #expect(desk.shows("done 23/11"))
    desk.press("Space", "-").type("boring").press("Ctrl-S")
    #expect(desk.shows("refused: “boring”"))
    desk.press("-")
    #expect(Self.plan(desk)?.goals.first?.actions.first?.status == .inProgress)
  }

  @Test("a score is asked in large dots, kept with its day, and shown beside the last one")
  func scores() throws {
    let test = TestBook()
    let desk = try Self.desk(test)
    desk.press("+").type("One thing a week").press("Ctrl-S", "s")
    #expect(desk.shows("How near are you today, Leo?"))
    desk.press("4", "Enter")
    #expect(desk.shows("now ●●●●○○○○○○ 4 first score"))
    #expect(Self.plan(desk)?.goals.first?.isScored == true)
    desk.press("s", "1", "0", "Enter")
    #expect(Self.plan(desk)?.goals.first?.scores.map(\.score) == [10], "one score a day")
    desk.press("s", "Home", "Right", "Enter")
    #expect(Self.plan(desk)?.goals.first?.now?.score == 1)
    desk.press("i", "Right").press("Ctrl-S")
    #expect(Self.plan(desk)?.goals.first?.importance != nil)
    #expect(Self.plan(desk)?.goals.first?.scores.count == 1, "the form keeps the scores")
  }

  @Test("whose words an entry is in is chosen while typing or after, and shown in a word")
  func voices() throws {
    let test = TestBook()
    let desk = try Self.desk(test)
    desk.press("Enter").type("His art teacher").press("Tab", "Esc")
    #expect(Self.plan(desk)?.entries.first?.voice == .family)
    #expect(desk.screen.contains("family"))
    desk.press("w")
    #expect(desk.shows("The worker’s words"))
    desk.press("w")
    #expect(Self.plan(desk)?.entries.first?.voice == .person)
  }

  @Test("the eight prompts, the safety plan, other plans and funding are asked for on the page")
  func prompts() throws {
    let test = TestBook()
    let desk = try Self.desk(test, size: Size(width: 120, height: 60))
    #expect(desk.shows("+ people, talking, wellness"))
    desk.click("+ people, talking").press("Enter")
    for section in PlanPart.aboutMe.sections.dropFirst() {
      #expect(desk.shows(section.prompt), "\(section)")
    }
    desk.press("Enter").type("Mum and nan").press("Esc")
    #expect(Self.plan(desk)?.entries(in: .people).map(\.text) == ["Mum and nan"])
    desk.click("+ triggers, signs").press("Enter", "Enter").type("being late").press("Esc")
    #expect(Self.plan(desk)?.entries(in: .triggers).map(\.text) == ["being late"])
    desk.click("+ plans, funding").press("Enter", "Enter").type("EHCP, held by school").press("Esc")
    #expect(Self.plan(desk)?.entries(in: .otherPlans).map(\.text) == ["EHCP, held by school"])
    #expect(desk.complaints.isEmpty)
  }

  @Test("a goal begins from a template, in the worker’s words until it is the person’s")
  func templates() throws {
    let test = TestBook()
    let desk = try Self.desk(test)
    desk.press("T").type("sleep").press("Enter")
    #expect(Self.plan(desk)?.goals.first?.text == "Sleep before midnight on school nights")
    #expect(Self.plan(desk)?.goals.first?.voice == .worker)
    #expect(Self.plan(desk)?.goals.first?.actions.count == 2)
    desk.press("u")
    #expect(Self.plan(desk)?.goals.isEmpty != false)
  }

  @Test("on an action T offers actions to begin from, and writes one below it")
  func actionTemplates() throws {
    let test = TestBook()
    let desk = try Self.desk(test)
    desk.press("+").type("One").press("Enter").type("first").press("Esc", "T")
    #expect(desk.shows("An action to begin from"))
    desk.type("phone charges").press("Enter")
    let actions = try #require(Self.plan(desk)).goals[0].actions
    #expect(actions.map(\.what) == ["first", "phone charges outside the bedroom"])
    #expect(actions[1].who == "Leo + family" && actions[1].voice == .worker)
    #expect(desk.focusedLine.contains("phone charges"))
  }

  @Test("what came of a goal is written under it")
  func outcome() throws {
    let test = TestBook()
    let desk = try Self.desk(test)
    desk.press("+").type("One").press("Ctrl-S", "O").type("I went").press("Esc")
    let plan = try #require(Self.plan(desk))
    #expect(plan.outcomes(of: plan.goals[0].id).map(\.text) == ["I went"])
    #expect(desk.shows("came of it"))
  }

  // MARK: What fits

  @Test(
    "what fits stands beside the goal; one key refers, one notes an interest, one that nothing fits"
  )
  func fits() throws {
    let test = TestBook()
    let desk = try Self.desk(test, services: 80)
    desk.press("+").type("Paint and draw with other people").press("Ctrl-S")
    #expect(desk.shows("FITS THIS GOAL"))
    let result = try #require(desk.application.person?.plan.fits.result)
    #expect(result.known == 80 && result.suiting > 0)
    let first = try #require(result.fits.first?.asset.name)
    #expect(desk.shows(first))
    desk.press("f", "i")
    #expect(desk.shows("Interested in \(first)"))
    #expect(desk.shows("◇ interested"))
    desk.press("p")
    #expect(desk.application.person?.record.prescriptions.map(\.assetName) == [first])
    desk.press("f", "Enter")
    #expect(desk.shows("points in all"))
    desk.press("n").press("Ctrl-A", "Delete").press("Ctrl-S")
    #expect(desk.shows("this is needed"), "an unmet need has a name to be counted by")
    desk.type("isolation").press("Ctrl-S")
    #expect(desk.shows("Noted: nothing fits"))
    let book = try #require(desk.application.book)
    let unmet = try #require(try book.unmetNeeds().first)
    #expect(unmet.need == "isolation" && unmet.age == 14 && unmet.place == "QX1")
    desk.press("Esc")
    #expect(desk.shows("nothing found: Paint and draw"))
    desk.press("F").type("sat 10-4").press("Tab").type("2").press("Ctrl-S")
    let reach = try book.reach(of: try #require(desk.application.person).record.person.id)
    #expect(reach.miles == 2 && reach.freeTimes.words == "Sat 10:00–16:00")
    #expect(desk.application.person?.plan.fits.subject?.wish.reach == reach)
    #expect(desk.complaints.isEmpty)
  }

  @Test("what does not fit stays in the list with its reason, and asks before it is linked")
  func doesNotFit() throws {
    let test = TestBook()
    let desk = try Self.desk(test, services: 80)
    desk.press("+").type("Paint and draw").press("Ctrl-S", "f", "End")
    let last = try #require(desk.application.person?.plan.fits.selected)
    #expect(!last.suits && desk.shows("✗ \(last.asset.name)"))
    desk.press("p")
    #expect(desk.shows("It does not fit"))
    desk.press("Enter")
    #expect(desk.application.person?.record.prescriptions.isEmpty == true)
  }

  // MARK: Bad input

  @Test(
    "a goal of 10,000 letters, a pasted table and a right-to-left name are kept and can be read")
  func longAndStrange() throws {
    let test = TestBook()
    let desk = try Self.desk(test, size: Size(width: 80, height: 24), name: "\u{202E}ليلى")
    let long = (0..<1_250).map { "word\($0 % 1_000)" }.joined(separator: " ").prefix(10_000)
    desk.press("+").paste(String(long)).press("Ctrl-S")
    #expect(Self.plan(desk)?.goals.first?.text == String(long))
    #expect(desk.shows("word0 word1"))
    let table = "Day\tWhere\nMonday\tThe Loom\nWed\tLibrary"
    desk.press("+").paste(table).press("Ctrl-S")
    #expect(desk.shows("Monday  The Loom") && desk.shows("Wed     Library"), "cells in columns")
    #expect(Self.plan(desk)?.goals.last?.text == table, "kept to the letter")
    desk.press("Enter", "Home").type("My ").press("Esc")
    #expect(Self.plan(desk)?.goals.last?.text.hasSuffix("My Wed\tLibrary") == true)
    #expect(!desk.screen.contains("\u{202E}"))
    for _ in 0..<60 { desk.press("Down") }
    for _ in 0..<60 { desk.press("Up") }
    desk.resize(30, 8).resize(1, 1).resize(80, 24)
    #expect(desk.complaints.isEmpty)
  }

  @Test("the up to three goals that are scored over time bear their mark beside the number")
  func scoredMarks() throws {
    let test = TestBook()
    let desk = try Self.desk(test)
    Self.writeSix(desk)
    let goals = try #require(Self.plan(desk)).goals
    for goal in goals.prefix(4) {
      desk.application.person?.plan.select(goal: goal.id)
      desk.press("*")
    }
    for number in 1...3 { #expect(desk.shows("Goal \(number)* Goal number \(number)")) }
    #expect(!desk.shows("Goal 4*"))
    desk.application.person?.plan.select(goal: goals[1].id)
    desk.press("*")
    #expect(!desk.shows("Goal 2*"))
  }

  @Test("two hundred goals can be walked through, and the last one is reached")
  func twoHundred() throws {
    let test = TestBook()
    let desk = try Self.desk(test)
    let book = try #require(desk.application.book)
    let caseID = try #require(desk.application.person?.caseID)
    try book.edit(
      planOf: caseID,
      .several(
        "Many",
        (1...200).map { .goal(Goal(id: Identifier("goal \($0)"), text: "Goal number \($0)")) }))
    desk.press("Esc", "Enter", "Tab", "End")
    for _ in 0..<20 where !desk.focusedLine.contains("Goal number 200") { desk.press("Up") }
    #expect(desk.focusedLine.contains("Goal number 200"))
    desk.press("Home")
    #expect(desk.shows("WHAT MATTERS TO ME"))
  }

  @Test("a line that was being typed when the power went comes back whole, with who and when")
  func draft() throws {
    let test = TestBook()
    let first = try Self.desk(test)
    first.press("+").type("One").press("Enter").type("visit the club").press("Tab").type("Leo")
      .press("Tab").type("in 2 we").waits()
    let desk = Story(Desk(test.setting()), size: Size(width: 120, height: 40))
    desk.type(TestBook.passphrase).press("Enter").waits()
    #expect(desk.shows("A line of a plan"))
    desk.press("Enter").type("eks").press("Enter", "Esc")
    let action = try #require(Self.plan(desk)?.goals.first?.actions.first)
    #expect(action.what == "visit the club" && action.who == "Leo")
    #expect(action.when == Day(TestBook.now).adding(days: 14))
  }

  // MARK: Golden pictures

  @Test(
    "the plan, its typing, its score and what fits look as they should",
    arguments: GoldenScreenTests.sizes)
  func pictures(size: Size) throws {
    let test = TestBook()
    let desk = try Self.desk(test, size: size, services: 80)
    func golden(_ name: String) throws {
      try expectGolden(desk.grid, "\(name)-\(size.width.count)x\(size.height.count)")
    }
    try golden("plan-empty")
    desk.press("Enter").type("Drawing. My dog Biscuit. Not being late.").press("Esc")
    desk.press("+").type("Go to one thing a week that isn’t school").press("Enter")
    desk.type("Visit Canal Sketchers with Priya").press("Tab").type("Leo, Priya").press("Tab")
      .type("30/11").press("Enter").type("Go on his own").press("Tab").type("Leo")
    try golden("plan-typing")
    desk.press("Esc", "s")
    try golden("plan-score")
    desk.press("4", "Enter", "f", "Enter")
    try golden("plan-fits")
    desk.press("Esc", "T")
    try golden("plan-templates")
    desk.press("Esc", "e")
    try golden("plan-details")
    let step = try #require(Self.plan(desk)?.goals.first?.actions.first)
    desk.press("Esc")
    desk.application.person?.plan.select(line: .action(step.id))
    desk.press("e")
    try golden("plan-action")
    desk.press("Esc", "F")
    try golden("plan-reach")
  }
}

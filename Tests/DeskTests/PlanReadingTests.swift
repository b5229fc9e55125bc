// What is in a plan can be read: all of it, on every screen that shows a plan, however
// much it is.

import Casebook
import Casework
import Foundation
import Terminal
import Testing

@testable import Desk

@Suite("All of a plan can be read")
struct PlanReadingTests {
  /// A goal of 10,000 letters, each of its words another one.
  private static let longWords = (0..<1_700).map { "w\($0 + 1_000)" }

  private static func desk(_ test: TestBook, size: Size, _ edits: [PlanEdit]) throws -> Story<Desk>
  {
    let desk = try PlanEditorTests.desk(test, size: size)
    let book = try #require(desk.application.book)
    let caseID = try #require(desk.application.person?.caseID)
    try book.edit(planOf: caseID, .several("Write", edits))
    desk.press("Esc", "Enter", "Tab")
    return desk
  }

  /// Goes on by a key until the screen stays as it is, and gathers every word on the way.
  private static func words(_ desk: Story<Desk>, by key: String) -> Set<String> {
    var seen: Set<String> = []
    var before = ""
    for _ in 0..<1_000 {
      // The mark of the chosen row stands right before its words.
      seen.formUnion(
        desk.screen.split { $0.isWhitespace || $0 == "▌" }.map(String.init))
      before = desk.screen
      desk.press(key)
      if desk.screen == before { break }
    }
    return seen
  }

  static let screens = [("", "the page"), ("v", "Together"), ("V", "versions"), ("R", "review")]
  static let ways = ["Down", "PageDown"]

  @Test(
    "every word of a goal of 10,000 letters is seen by going down, line by line or by the page",
    arguments: screens, ways)
  func long(screen: (key: String, name: String), way: String) throws {
    let test = TestBook()
    let goal = Goal(id: Identifier("long"), text: Self.longWords.joined(separator: " "))
    let last = Goal(id: Identifier("last"), text: "Thelastone")
    let step = Action(id: Identifier("step"), what: "Aftereverything", who: "Leo")
    let desk = try Self.desk(
      test, size: Size(width: 80, height: 24),
      [.goal(goal), .action(step, for: goal.id), .goal(last)])
    if !screen.key.isEmpty { desk.press(screen.key) }
    desk.press("Home")
    let seen = Self.words(desk, by: way)
    let missing = Self.longWords.filter { !seen.contains($0) }
    #expect(missing.isEmpty, "\(screen.name): \(missing.count) words, \(missing.prefix(5))")
    #expect(seen.contains("Aftereverything"), "\(screen.name)")
    if screen.key != "R" { #expect(seen.contains("Thelastone"), "\(screen.name)") }
    #expect(desk.complaints.isEmpty)
  }

  @Test("going up again, the same words are seen, and Home and End reach the ends")
  func upAgain() throws {
    let test = TestBook()
    let goal = Goal(id: Identifier("long"), text: Self.longWords.joined(separator: " "))
    let desk = try Self.desk(
      test, size: Size(width: 80, height: 24),
      [.goal(goal), .goal(Goal(id: Identifier("last"), text: "Thelastone"))])
    desk.press("End", "Up", "Up", "Up")
    #expect(desk.shows("w2699"), "a long goal is come to from below at its end")
    let seen = Self.words(desk, by: "Up")
    #expect(Self.longWords.allSatisfy { seen.contains($0) })
    desk.press("Home")
    #expect(desk.shows("WHAT MATTERS TO ME"))
  }

  @Test("two hundred goals: the last is reached on every screen", arguments: screens)
  func many(screen: (key: String, name: String)) throws {
    let test = TestBook()
    let desk = try Self.desk(
      test, size: Size(width: 120, height: 40),
      (1...200).map { .goal(Goal(id: Identifier("goal \($0)"), text: "Many\($0)")) })
    if screen.key == "R" {
      desk.press("R")
      for _ in 0..<200 { desk.press("s") }
      #expect(desk.shows("What came of it") && desk.shows("when do you look at it again?"))
    } else if !screen.key.isEmpty {
      desk.press(screen.key)
    }
    desk.press("Home")
    let began = ContinuousClock.now
    let seen = Self.words(desk, by: "Down")
    #expect((1...200).allSatisfy { seen.contains("Many\($0)") }, "\(screen.name)")
    // Far more than it takes; what wraps everything anew for every key takes minutes.
    #expect(ContinuousClock.now - began < .seconds(60), "\(screen.name)")
  }

  @Test("a pasted table stays a table on every screen", arguments: screens)
  func table(screen: (key: String, name: String)) throws {
    let test = TestBook()
    let table = "Day\tWhere\nMonday\tLoom\nWed\tLibrary"
    let desk = try Self.desk(
      test, size: Size(width: 120, height: 40), [.goal(Goal(id: Identifier("t"), text: table))])
    if !screen.key.isEmpty { desk.press(screen.key) }
    let lines = desk.screen.split(separator: "\n")
    #expect(lines.contains { $0.contains("Monday") && $0.contains("Loom") }, "\(screen.name)")
    #expect(!lines.contains { $0.contains("Monday") && $0.contains("Library") }, "\(screen.name)")
  }
}

@Suite("What is said about a goal is kept at once")
struct SaidTests {
  typealias Sitting = AgreementStoryTests.Sitting

  @Test("words said before any score outlast Esc, and go with the score once there is one")
  func beforeScore() throws {
    let sitting = try Sitting()
    let desk = sitting.desk
    desk.press("R", "w").type("I know the way now").press("Ctrl-S")
    #expect(try sitting.record().plan?.entries.last?.text == "I know the way now")
    desk.press("4", "Enter")
    let plan = try #require(try sitting.record().plan)
    #expect(plan.goals[0].now?.note == "I know the way now")
    #expect(!plan.entries.contains { $0.text == "I know the way now" }, "not twice")
    desk.press("w").type("Nobody asked before").press("Ctrl-S", "Esc")
    #expect(try sitting.record().plan?.entries.last?.text == "Nobody asked before")
  }

  @Test("words said after the score are written on it, and another score leaves them there")
  func afterScore() throws {
    let sitting = try Sitting()
    let desk = sitting.desk
    desk.press("R", "4", "Enter", "b", "w").type("It went well").press("Ctrl-S")
    #expect(try sitting.record().plan?.goals[0].now?.note == "It went well")
    desk.press("Esc")
    desk.application.person?.plan.select(goal: try #require(sitting.record().plan).goals[0].id)
    desk.press("s", "6", "Enter")
    #expect(try sitting.record().plan?.goals[0].now?.score == 6)
    #expect(try sitting.record().plan?.goals[0].now?.note == "It went well")
    desk.press("v", "Down", "7", "Esc")
    let now = try sitting.record().plan?.goals[0].now
    #expect(now?.note == "It went well" && now?.score == 7 && now?.voice == .person)
  }

  @Test("who says so is chosen with w, and Tab goes on to what was said")
  func voice() throws {
    let sitting = try Sitting()
    let desk = sitting.desk
    desk.application.person?.plan.select(goal: try #require(sitting.record().plan).goals[0].id)
    desk.press("s", "5", "w")
    #expect(desk.shows("in the family’s words"))
    desk.press("Tab").type("She goes by herself now").press("Ctrl-S")
    let now = try sitting.record().plan?.goals[0].now
    #expect(now?.voice == .family && now?.note == "She goes by herself now")
    #expect(desk.shows("“She goes by herself now” · the family says so"))
  }

  @Test("half-written words about a goal, or why not, come back after the power went")
  func drafts() throws {
    for (keys, typed) in [(["R", "w"], "said in the mee"), (["-"], "too far, and")] {
      let sitting = try Sitting()
      let desk = sitting.desk
      let goal = try #require(sitting.record().plan).goals[0]
      desk.application.person?.plan.select(line: .action(goal.actions[0].id))
      for key in keys { desk.press(key) }
      desk.type(typed).waits()
      let again = Story(Desk(sitting.test.setting()), size: Size(width: 120, height: 40))
      again.type(TestBook.passphrase).press("Enter").waits()
      #expect(again.shows("in the middle of something"), "\(typed)")
      again.press("Enter")
      #expect(again.shows(typed), "\(typed)")
      again.press("Ctrl-S")
      let plan = try #require(try again.application.book?.plan(of: sitting.caseID))
      let kept = plan.entries.map(\.text) + plan.goals.flatMap(\.actions).map(\.remark)
      #expect(kept.contains(typed), "\(typed)")
    }
  }

  @Test("every draft that a form keeps can be brought back")
  func everyDraft() throws {
    let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Sources/Desk")
    let files = try #require(
      FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
    var names: Set<String> = []
    for case let file as URL in files where file.pathExtension == "swift" {
      let text = try String(contentsOf: file, encoding: .utf8)
        .split(separator: "\n").filter { !$0.contains("///") }.joined(separator: "\n")
      for match in text.matches(of: /draft: [^"\n,)]*"([a-z]+)/) { names.insert(String(match.1)) }
      for match in text.matches(of: /draftKey: \{\s*\("([a-z]+)/) { names.insert(String(match.1)) }
    }
    #expect(names.count > 25)
    let rows = DraftForm.all.map(\.name)
    #expect(names.subtracting(rows).isEmpty, "\(names.subtracting(rows).sorted())")
    #expect(Set(rows).count == rows.count)
  }

  @Test("a draft whose form cannot be opened from nothing shows its words to be copied")
  func leftOver() throws {
    let test = TestBook()
    let first = try test.desk()
    try first.application.book?.keep(
      Draft(form: "payment", caseID: "", fields: ["note": "bus fares"], at: TestBook.now))
    let desk = Story(Desk(test.setting()), size: Size(width: 120, height: 40))
    desk.type(TestBook.passphrase).press("Enter").waits()
    #expect(desk.shows("A payment"))
    desk.press("Enter")
    #expect(desk.shows("note: bus fares"))
    desk.press("Ctrl-S")
    #expect(try desk.application.book?.drafts().isEmpty == true)
  }
}

@Suite("What fits is beside the page wherever the cursor is")
struct FitGoalTests {
  @Test("on words the goal that was gone to last is named, and what is done is done for it")
  func onWords() throws {
    let test = TestBook()
    let desk = try PlanEditorTests.desk(test, services: 80)
    desk.press("+").type("Paint and draw with other people").press("Ctrl-S")
    desk.press("+").type("Swim on Saturdays").press("Ctrl-S", "Home")
    #expect(desk.application.person?.plan.goal == nil)
    #expect(desk.shows("2 Swim on Saturdays") && desk.shows(" 80"))
    let goals = try #require(PlanEditorTests.plan(desk)).goals
    desk.press("f", "p")
    if desk.shows("It does not fit") { desk.press("Right", "Enter") }
    #expect(
      desk.application.person?.record.prescriptions.map(\.prescription.goalID) == [goals[1].id])
  }

  @Test("before any goal was gone to it is the first that is still open")
  func firstOpen() throws {
    let test = TestBook()
    let desk = try PlanEditorTests.desk(test, services: 80)
    let book = try #require(desk.application.book)
    let caseID = try #require(desk.application.person?.caseID)
    for (id, status) in [("a", GoalStatus.reached), ("b", .open)] {
      try book.edit(
        planOf: caseID, .goal(Goal(id: Identifier(id), text: "Paint \(id)", status: status)))
    }
    desk.press("Esc", "Enter", "Tab")
    #expect(desk.application.person?.plan.fitGoal?.id == Identifier("b"))
    #expect(desk.shows("2 Paint b"))
  }
}

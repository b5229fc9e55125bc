// Two versions side by side: every line of either, once, with what became of it.

import Foundation
import Testing

@testable import Casework

@Suite("Two versions of a plan, compared")
struct PlanComparisonTests {
  @Test("the same plan twice has changed nothing")
  func same() {
    let comparison = PlanComparison(SheetStock.whole, SheetStock.whole)
    #expect(comparison.changes == 0)
    #expect(comparison.summary == "nothing has changed")
    #expect(comparison.parts.allSatisfy { !$0.isChanged })
  }

  @Test("a line is new, gone or changed, and says so in a word")
  func marks() throws {
    let before = SheetStock.whole
    var after = before
    after.goals[0].text = "Go to two things a week that aren’t school"
    after.goals[0].actions.removeLast()
    after.goals[2].actions.append(SheetAction(id: "a9", what: "Phone downstairs", who: "Leo"))
    after.goals.append(SheetGoal(id: "g3", text: "Play a song"))
    after.words.removeAll { $0.section == .needs }
    let comparison = PlanComparison(before, after)
    #expect(comparison.summary == "2 new, 1 changed, 2 gone")
    let first = try #require(comparison.parts.first { $0.heading == "Goal 1" })
    #expect(first.lines[0].mark == .changed)
    #expect(first.lines[0].beforeText == before.goals[0].text)
    #expect(first.lines[0].afterText == after.goals[0].text)
    #expect(
      first.lines[0].after.filter(\.isChanged).map(\.text).joined() == "two things aren’t ")
    #expect(first.lines.contains { $0.mark == .gone && $0.beforeText.hasPrefix("Go on his own") })
    #expect(comparison.parts.contains { $0.heading == "Goal 3" && $0.lines[0].mark == .new })
    let needs = try #require(comparison.parts.first { $0.heading == "Needs and concerns" })
    #expect(needs.lines.map(\.mark) == [.gone])
  }

  @Test("a goal that is gone is shown under the number that it had")
  func goneGoal() {
    var after = SheetStock.whole
    after.goals.removeLast()
    let parts = PlanComparison(SheetStock.whole, after).parts
    #expect(parts.contains { $0.heading == "Goal 2, before" })
  }

  @Test("whatever two plans hold, every line of both is there and no other")
  func everyLine() {
    var dice = SeededGenerator(seed: UInt64.random(in: 0...UInt64.max))
    for _ in 0..<60 {
      let before = Self.shuffled(&dice)
      let after = Self.shuffled(&dice)
      let comparison = PlanComparison(before, after)
      let lines = comparison.parts.flatMap(\.lines)
      #expect(
        lines.filter { $0.mark != .new }.map(\.beforeText).sorted()
          == PlanComparison(before, before).parts.flatMap(\.lines).map(\.beforeText).sorted())
      #expect(
        lines.filter { $0.mark != .gone }.map(\.afterText).sorted()
          == PlanComparison(after, after).parts.flatMap(\.lines).map(\.afterText).sorted())
      #expect((comparison.changes == 0) == lines.allSatisfy { $0.mark == .same })
    }
  }

  private static func shuffled(_ dice: inout SeededGenerator) -> PlanSheet {
    var sheet = SheetStock.whole
    sheet.words = sheet.words.filter { _ in Bool.random(using: &dice) }.shuffled(using: &dice)
    sheet.goals = sheet.goals.filter { _ in Int.random(in: 0..<4, using: &dice) > 0 }
    for index in sheet.goals.indices where Bool.random(using: &dice) {
      sheet.goals[index].text += " more"
      sheet.goals[index].actions.shuffle(using: &dice)
    }
    // An outcome belongs to a goal that is there.
    let known = Set(sheet.goals.map(\.id))
    sheet.words.removeAll { $0.goalID.map { !known.contains($0) } ?? false }
    return sheet
  }
}

@Suite("Two texts, word by word")
struct WordDifferenceTests {
  @Test("the runs of each, put together, are that text to the letter")
  func whole() {
    var dice = SeededGenerator(seed: UInt64.random(in: 0...UInt64.max))
    let words = ["a", "dog", " ", "\n", "e\u{301}", "👩‍👩‍👧", "  ", "the", "\t", "x"]
    for _ in 0..<300 {
      let before = Self.text(words, &dice)
      let after = Self.text(words, &dice)
      let runs = WordDifference.runs(before, after)
      #expect(runs.before.map(\.text).joined() == before)
      #expect(runs.after.map(\.text).joined() == after)
      #expect(
        runs.before.filter { !$0.isChanged }.map(\.text).joined()
          == runs.after.filter { !$0.isChanged }.map(\.text).joined())
    }
  }

  private static func text(_ words: [String], _ dice: inout SeededGenerator) -> String {
    (0..<Int.random(in: 0..<12, using: &dice)).map { _ in
      words.randomElement(using: &dice) ?? ""
    }.joined()
  }

  @Test("a text longer than anybody reads word by word is marked as a whole")
  func long() {
    let long = String(repeating: "word ", count: WordDifference.mostWords + 1)
    let runs = WordDifference.runs(long, "short")
    #expect(runs.before == [WordRun(long, isChanged: true)])
    #expect(runs.after == [WordRun("short", isChanged: true)])
  }
}

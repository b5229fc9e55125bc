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

  @Test("a line in another place is marked as moved, and nothing that it passed is")
  func moved() throws {
    let before = SheetStock.whole
    var after = before
    after.goals[0].actions.swapAt(0, 1)
    let orders = PlanComparison(before, after)
    #expect(orders.summary == "1 moved")

    after = before
    let action = after.goals[0].actions.remove(at: 1)
    after.goals[2].actions.append(action)
    let carried = PlanComparison(before, after)
    #expect(carried.summary == "2 moved", "where it went from, and where it went to")
    let first = try #require(carried.parts.first { $0.heading == "Goal 1" })
    let second = try #require(carried.parts.first { $0.heading == "Goal 2" })
    #expect(first.lines.contains { $0.mark == .moved && $0.afterText.isEmpty })
    #expect(second.lines.contains { $0.mark == .moved && $0.beforeText.isEmpty })

    after = before
    after.goals[1].parentID = nil
    let outdented = PlanComparison(before, after)
    #expect(outdented.parts.first { $0.heading == "Goal 2" }?.lines.first?.mark == .moved)
    #expect(outdented.changes == 1)
  }

  @Test("whose words they are, and by when a thing that is done was to be done, is compared too")
  func voices() throws {
    let before = SheetStock.whole
    var after = before
    after.words[0].voice = .worker
    after.goals[0].actions[0].when = SheetStock.day.adding(days: 3)
    let comparison = PlanComparison(before, after)
    #expect(comparison.summary == "2 changed")
    let words = try #require(comparison.parts.first?.lines.first)
    #expect(words.afterText.hasSuffix("· the worker’s words"))
  }

  @Test("wherever what was agreed differs, at least one line says so")
  func neverSilent() {
    var dice = SeededGenerator(seed: UInt64.random(in: 0...UInt64.max))
    for _ in 0..<400 {
      var after = SheetStock.whole
      for _ in 0..<Int.random(in: 0...3, using: &dice) { Self.change(&after, &dice) }
      let isChanged = SheetStock.whole.agreement != after.agreement
      let changes = PlanComparison(SheetStock.whole, after).changes
      #expect(!isChanged || changes > 0, "\(after)")
      #expect(PlanComparison(after, after).changes == 0)
    }
  }

  /// One change of any kind to a sheet.
  private static func change(_ sheet: inout PlanSheet, _ dice: inout SeededGenerator) {
    guard let goal = sheet.goals.indices.randomElement(using: &dice),
      let word = sheet.words.indices.randomElement(using: &dice)
    else { return }
    let figure = Int.random(in: 1...10, using: &dice)
    let day = SheetStock.day.adding(days: figure)
    switch Int.random(in: 0..<14, using: &dice) {
    case 0: sheet.words.shuffle(using: &dice)
    case 1: sheet.words[word].voice = sheet.words[word].voice.next
    case 2: sheet.words[word].text += "!"
    case 3: sheet.words[word].section = .triggers
    case 4: sheet.goals.shuffle(using: &dice)
    case 5: sheet.goals[goal].voice = sheet.goals[goal].voice.next
    case 6:
      sheet.goals[goal].parentID = [nil, "g1", "g2", "nobody"].randomElement(using: &dice) ?? nil
    case 7: sheet.goals[goal].importance = figure
    case 8: sheet.goals[goal].confidence = figure
    case 9: sheet.goals[goal].actions.shuffle(using: &dice)
    case 10:
      if let action = sheet.goals[goal].actions.popLast() {
        sheet.goals[sheet.goals.count - 1].actions.append(action)
      }
    case 11:
      for index in sheet.goals[goal].actions.indices {
        sheet.goals[goal].actions[index].when = [nil, day].randomElement(using: &dice) ?? nil
        sheet.goals[goal].actions[index].status = .refused
      }
    case 12:
      for index in sheet.goals[goal].actions.indices {
        sheet.goals[goal].actions[index].strategies =
          ["", nil, "early"].randomElement(using: &dice) ?? nil
        sheet.goals[goal].actions[index].reviewOn = day
      }
    default:
      for index in sheet.goals[goal].actions.indices {
        sheet.goals[goal].actions[index].voice = .worker
        sheet.goals[goal].actions[index].confidence = figure
      }
    }
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
        lines.filter { !$0.before.isEmpty }.map(\.beforeText).sorted()
          == PlanComparison(before, before).parts.flatMap(\.lines).map(\.beforeText).sorted())
      #expect(
        lines.filter { !$0.after.isEmpty }.map(\.afterText).sorted()
          == PlanComparison(after, after).parts.flatMap(\.lines).map(\.afterText).sorted())
      #expect((comparison.changes == 0) == lines.allSatisfy { $0.mark == .same })
    }
  }

  @Test("that a goal is about another need is told")
  func needs() {
    let before = SheetStock.whole
    var after = before
    after.goals[0].needID = "w needs"
    let comparison = PlanComparison(before, after)
    #expect(comparison.summary == "1 new")
    #expect(
      comparison.parts.flatMap(\.lines).first { $0.mark == .new }?.afterText
        == "about: Words on needs")
    #expect(PlanComparison(after, before).summary == "1 gone")
    #expect(after.agreement != before.agreement)
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

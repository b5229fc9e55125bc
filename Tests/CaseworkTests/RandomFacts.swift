// Random facts about a case, for tests of rules that must hold for every record.

import Foundation

@testable import Casework

enum RandomFacts {
  static let today = Day(number: 20_780)  // Monday 23/11/2026

  static func day(_ generator: inout SeededGenerator, _ range: ClosedRange<Int> = -200...60) -> Day
  {
    today.adding(days: Int.random(in: range, using: &generator))
  }

  static func maybe<T>(_ generator: inout SeededGenerator, _ make: (inout SeededGenerator) -> T)
    -> T?
  {
    Bool.random(using: &generator) ? make(&generator) : nil
  }

  /// Any facts at all, sensible or not.
  static func facts(_ generator: inout SeededGenerator, open: Bool = false) -> CaseFacts {
    CaseFacts(
      referredOn: day(&generator), triagedOn: maybe(&generator) { day(&$0) },
      holderID: maybe(&generator) { _ in Identifier("worker") },
      firstReachedOn: maybe(&generator) { day(&$0) },
      attempts: Int.random(in: 0...5, using: &generator),
      lastSpokenOn: maybe(&generator) { day(&$0) },
      nextStep: maybe(&generator) { generator in
        NextStep(
          text: Bool.random(using: &generator) ? "call" : "", on: day(&generator),
          at: maybe(&generator) { Int.random(in: 0...1439, using: &$0) })
      },
      planAgreedOn: maybe(&generator) { day(&$0) }, reviewOn: maybe(&generator) { day(&$0) },
      closedOn: open ? nil : maybe(&generator) { day(&$0) },
      appointment: Int.random(in: 0..<4, using: &generator) > 0
        ? nil : NextStep(text: "meet", on: day(&generator), at: 600),
      isNewToHolder: Bool.random(using: &generator))
  }
}

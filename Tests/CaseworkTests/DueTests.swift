// What is due next on a case, and whether somebody is needed now.

import Foundation
import Testing

@testable import Casework

@Suite("Due")
struct DueTests {
  static let today = RandomFacts.today
  static let policy = ServicePolicy()
  static let holder: Identifier<LinkWorker> = Identifier("worker")

  struct Row: CustomTestStringConvertible, Sendable {
    var name: String
    var facts: CaseFacts
    var kind: Due.Kind
    /// Days from today.
    var day: Int
    var at: Int?
    var text: String
    var testDescription: String { name }
  }

  static func after(_ days: Int) -> Day { today.adding(days: days) }

  static let table = [
    Row(
      name: "nobody has decided", facts: CaseFacts(referredOn: today), kind: .triage, day: 2,
      text: "decide on the referral"),
    Row(
      name: "accepted and nobody's", facts: CaseFacts(referredOn: today, triagedOn: today),
      kind: .allocation, day: 2, text: "take the case on"),
    Row(
      name: "held and not tried", facts: CaseFacts(referredOn: after(-3), holderID: holder),
      kind: .firstContact, day: 4, text: "first contact"),
    Row(
      name: "held and tried twice",
      facts: CaseFacts(referredOn: after(-10), holderID: holder, attempts: 2), kind: .firstContact,
      day: -3, text: "first contact, 2 of 3 tries made"),
    Row(
      name: "a promise",
      facts: CaseFacts(
        referredOn: after(-40), holderID: holder, firstReachedOn: after(-30),
        lastSpokenOn: after(-5), nextStep: NextStep(text: "call", on: after(1), at: 630)),
      kind: .nextStep, day: 1, at: 630, text: "call"),
    Row(
      name: "a promise without words",
      facts: CaseFacts(
        referredOn: after(-40), holderID: holder, firstReachedOn: after(-30),
        nextStep: NextStep(text: "", on: after(1))), kind: .nextStep, day: 1, text: "next step"),
    Row(
      name: "a review",
      facts: CaseFacts(
        referredOn: after(-40), holderID: holder, firstReachedOn: after(-30), reviewOn: today),
      kind: .review, day: 0, text: "plan review"),
    Row(
      name: "nothing planned",
      facts: CaseFacts(
        referredOn: after(-90), holderID: holder, firstReachedOn: after(-80),
        lastSpokenOn: after(-24)), kind: .silence, day: -3, text: "nothing planned"),
    Row(
      name: "the review before the promise",
      facts: CaseFacts(
        referredOn: after(-90), holderID: holder, firstReachedOn: after(-80),
        nextStep: NextStep(text: "call", on: after(6)), reviewOn: after(2)),
      kind: .review, day: 2, text: "plan review"),
    Row(
      name: "the promise before the first contact's last day",
      facts: CaseFacts(
        referredOn: after(-3), holderID: holder, attempts: 1,
        nextStep: NextStep(text: "try again", on: after(1), at: 960)),
      kind: .nextStep, day: 1, at: 960, text: "try again"),
    Row(
      name: "a late promise that reached nobody does not hide the first contact",
      facts: CaseFacts(
        referredOn: after(-14), holderID: holder, attempts: 1,
        nextStep: NextStep(text: "try again", on: after(1))),
      kind: .firstContact, day: -7, text: "first contact, 1 of 3 tries made"),
  ]

  @Test("each kind of thing falls due when it should", arguments: table)
  func kinds(row: Row) throws {
    let due = try #require(Due(of: row.facts, policy: Self.policy))
    #expect(due.kind == row.kind)
    #expect(due.on == Self.after(row.day))
    #expect(due.at == row.at)
    #expect(due.text == row.text)
  }

  @Test("a promised time today is not hidden by a review on the same day")
  func sameDay() throws {
    let facts = CaseFacts(
      referredOn: Self.after(-60), holderID: Self.holder, firstReachedOn: Self.after(-50),
      nextStep: NextStep(text: "plan review, library", on: Self.today, at: 630),
      reviewOn: Self.today)
    let due = try #require(Due(of: facts, policy: Self.policy))
    #expect(due.whenWords(on: Self.today) == "10:30")
    #expect(due.text == "plan review, library")
  }

  @Test("every open case has something due, and no closed one has")
  func everyOpenCase() {
    var generator = SeededGenerator(seed: 31)
    for _ in 0..<10_000 {
      let facts = RandomFacts.facts(&generator)
      #expect((Due(of: facts, policy: Self.policy) == nil) == (facts.closedOn != nil))
    }
  }

  @Test("what is due is the earliest of the promises and clocks that run")
  func earliest() throws {
    var generator = SeededGenerator(seed: 32)
    for _ in 0..<10_000 {
      let facts = RandomFacts.facts(&generator, open: true)
      let due = try #require(Due(of: facts, policy: Self.policy))
      if let step = facts.nextStep { #expect(due.on <= step.on) }
      if let review = facts.reviewOn { #expect(due.on <= review) }
      if let appointment = facts.appointment { #expect(due.on <= appointment.on) }
      if facts.firstReachedOn == nil {
        // Nobody's: the clock runs from the decision, once there is one.
        let since = facts.holderID == nil ? facts.triagedOn ?? facts.referredOn : facts.referredOn
        #expect(due.on <= Self.policy.day(facts.holderID == nil ? 2 : 5, workingDaysAfter: since))
      }
      if facts.nextStep == nil, facts.reviewOn == nil, facts.firstReachedOn != nil,
        facts.appointment == nil
      {
        #expect(due.kind == .silence)
        #expect(due.on == (facts.lastSpokenOn ?? facts.referredOn).adding(days: 21))
      }
    }
  }

  @Test("somebody is needed now when, and only when, it is late")
  func needsYouNow() throws {
    var generator = SeededGenerator(seed: 33)
    for _ in 0..<10_000 {
      let due = try #require(
        Due(of: RandomFacts.facts(&generator, open: true), policy: Self.policy))
      let urgency = due.urgency(on: Self.today)
      #expect(urgency.needsSomebodyNow == (due.on < Self.today))
      #expect(urgency.needsSomebodyNow == due.whenWords(on: Self.today).hasSuffix("late"))
      switch urgency {
      case .late(let days): #expect(days == due.on.days(until: Self.today) && days > 0)
      case .today: #expect(due.on == Self.today)
      case .later(let days): #expect(days == Self.today.days(until: due.on) && days > 0)
      }
    }
  }

  @Test("a case whose review is due is at the stage of review, and its review is due")
  func reviewAgrees() throws {
    var generator = SeededGenerator(seed: 34)
    for _ in 0..<10_000 {
      let facts = RandomFacts.facts(&generator, open: true)
      guard Stage(of: facts, on: Self.today) == .review else { continue }
      let due = try #require(Due(of: facts, policy: Self.policy))
      #expect(due.on <= Self.today)
    }
  }

  @Test(
    "when it is due is said as people say it",
    arguments: [
      (-1, nil, "1 day late"), (-2, 600, "2 days late"), (0, nil, "today"), (0, 630, "10:30"),
      (0, 545, "09:05"), (0, 0, "00:00"), (1, 630, "tomorrow"), (3, nil, "Thu 26/11"),
      (6, nil, "Sun 29/11"), (7, nil, "30/11"), (60, nil, "22/01/2027"),
    ] as [(Int, Int?, String)])
  func whenWords(day: Int, at: Int?, words: String) {
    let due = Due(kind: .nextStep, on: Self.after(day), at: at, text: "call")
    #expect(due.whenWords(on: Self.today) == words)
  }

  @Test("a service's own settings are kept to")
  func settings() throws {
    let policy = ServicePolicy(
      triageWorkingDays: 1, firstContactWorkingDays: 2, firstContactTries: 5, quietDays: 7)
    let waiting = CaseFacts(referredOn: Self.today, holderID: Self.holder, attempts: 1)
    let due = try #require(Due(of: waiting, policy: policy))
    #expect(due.on == Self.after(2))
    #expect(due.text == "first contact, 1 of 5 tries made")
    #expect(Due(of: CaseFacts(referredOn: Self.today), policy: policy)?.on == Self.after(1))
    let quiet = CaseFacts(
      referredOn: Self.after(-50), firstReachedOn: Self.after(-40), lastSpokenOn: Self.today)
    #expect(Due(of: quiet, policy: policy)?.on == Self.after(7))
  }
}

// The stage of a case, and the facts that it is derived from.

import Foundation
import Testing

@testable import Casework

@Suite("Stages")
struct StageTests {
  static let today = RandomFacts.today
  static let holder: Identifier<LinkWorker> = Identifier("worker")

  static let table: [(CaseFacts, Stage)] = [
    (CaseFacts(referredOn: today), .referred),
    (CaseFacts(referredOn: today, triagedOn: today), .triaged),
    (CaseFacts(referredOn: today, triagedOn: today, holderID: holder), .waiting),
    (CaseFacts(referredOn: today, holderID: holder, attempts: 2), .waiting),
    (
      CaseFacts(referredOn: today, triagedOn: today, holderID: holder, firstReachedOn: today),
      .active
    ),
    (
      CaseFacts(
        referredOn: today, holderID: holder, firstReachedOn: today,
        reviewOn: today.adding(days: 1)), .active
    ),
    (
      CaseFacts(referredOn: today, holderID: holder, firstReachedOn: today, reviewOn: today),
      .review
    ),
    (
      CaseFacts(
        referredOn: today, holderID: holder, firstReachedOn: today,
        reviewOn: today.adding(days: -30)), .review
    ),
    (CaseFacts(referredOn: today, firstReachedOn: today), .active),
    (CaseFacts(referredOn: today, closedOn: today), .closed),
    (
      CaseFacts(
        referredOn: today, triagedOn: today, holderID: holder, firstReachedOn: today,
        reviewOn: today, closedOn: today), .closed
    ),
  ]

  @Test("each stage follows from the facts", arguments: table)
  func stages(facts: CaseFacts, stage: Stage) {
    #expect(Stage(of: facts, on: Self.today) == stage)
  }

  @Test("only closing closes a case, and closing always does")
  func closing() {
    var generator = SeededGenerator(seed: 21)
    for _ in 0..<5_000 {
      let facts = RandomFacts.facts(&generator)
      #expect((Stage(of: facts, on: Self.today) == .closed) == (facts.closedOn != nil))
    }
  }

  @Test("a stage is said with a capital")
  func words() {
    #expect(
      Stage.allCases.map(\.words) == [
        "Referred", "Triaged", "Waiting", "Active", "Review", "Closed",
      ])
  }

  // MARK: Facts

  static func contact(_ day: Int, _ outcome: ContactOutcome, next: NextStep? = nil) -> Contact {
    Contact(
      id: Identifier("c\(day + 1000)"), caseID: Identifier("case"), workerID: holder,
      at: Date(timeIntervalSince1970: Double(today.number + day) * 86_400 + 36_000),
      mode: .phone, minutes: 5, outcome: outcome, nextStep: next)
  }

  static let record = Case(
    id: Identifier("case"), personID: Identifier("person"), referralID: Identifier("referral"))

  static func facts(_ contacts: [Contact], plan: Plan? = nil) -> CaseFacts {
    CaseFacts(
      case: record, referredOn: today, holderID: holder, contacts: contacts, plan: plan, in: .gmt)
  }

  @Test(
    "tries are counted only up to the first contact that reached them, in any order of contacts")
  func tries() {
    let contacts = [
      Self.contact(-9, .notReached), Self.contact(-7, .didNotAttend), Self.contact(-5, .attended),
      Self.contact(-3, .notReached), Self.contact(-1, .cancelled),
    ]
    var generator = SeededGenerator(seed: 22)
    for _ in 0..<50 {
      let facts = Self.facts(contacts.shuffled(using: &generator))
      #expect(facts.attempts == 2)
      #expect(facts.firstReachedOn == Self.today.adding(days: -5))
      #expect(facts.lastSpokenOn == Self.today.adding(days: -5))
    }
  }

  @Test("what was cancelled was never tried, and moves no clock")
  func cancelled() {
    let facts = Self.facts([Self.contact(-4, .notReached), Self.contact(-1, .cancelled)])
    #expect(facts.attempts == 1)
    #expect(facts.lastTriedOn == Self.today.adding(days: -4))
    #expect(Self.facts([Self.contact(-1, .cancelled)]).attempts == 0)
    #expect(Self.facts([Self.contact(-1, .cancelled)]).lastTriedOn == nil)
  }

  @Test("a try that reached nobody is not being seen")
  func notSeen() {
    let facts = Self.facts([Self.contact(-2, .notReached), Self.contact(-1, .didNotAttend)])
    #expect(facts.firstReachedOn == nil)
    #expect(facts.lastSpokenOn == nil)
    #expect(facts.attempts == 2)
    #expect(Stage(of: facts, on: Self.today) == .waiting)
  }

  @Test("a promise stands until they are reached on its day or later")
  func promises() {
    let step = NextStep(text: "call", on: Self.today.adding(days: -2))
    let promised = Self.contact(-4, .attended, next: step)
    #expect(Self.facts([promised]).nextStep == step)
    // Spoken with before its day, it still stands.
    #expect(Self.facts([promised, Self.contact(-3, .attended)]).nextStep == step)
    #expect(Self.facts([promised, Self.contact(-2, .attended)]).nextStep == nil)
    #expect(Self.facts([promised, Self.contact(-1, .attended)]).nextStep == nil)
  }

  @Test(
    "a contact that reached nobody leaves what was promised as it is",
    arguments: ContactOutcome.allCases.filter { !$0.reachedThem })
  func failedTry(outcome: ContactOutcome) {
    let review = NextStep(text: "plan review", on: Self.today, at: 630)
    let promised = Self.contact(-4, .attended, next: review)
    for day in [-3, 0, 2] {
      #expect(Self.facts([promised, Self.contact(day, outcome)]).nextStep == review)
    }
    // And it is still due.
    let due = Due(of: Self.facts([promised, Self.contact(0, outcome)]), policy: ServicePolicy())
    #expect(due == Due(kind: .nextStep, on: Self.today, at: 630, text: "plan review"))
    // What is promised instead takes its place, whoever was reached.
    let other = NextStep(text: "ring", on: Self.today.adding(days: 1))
    #expect(Self.facts([promised, Self.contact(0, outcome, next: other)]).nextStep == other)
    // And it ends once they are reached.
    let reached = [promised, Self.contact(0, outcome), Self.contact(1, .attended)]
    #expect(Self.facts(reached).nextStep == nil)
  }

  @Test("every outcome either reached them or did not, and only an attended contact did")
  func outcomes() {
    #expect(ContactOutcome.allCases.filter(\.reachedThem) == [.attended])
  }

  @Test("the open holding says who holds a case")
  func holder() {
    func holding(_ id: String, _ worker: String, to: Date?) -> Holding {
      Holding(
        id: Identifier(id), caseID: Identifier("case"), workerID: Identifier(worker),
        from: Date(timeIntervalSince1970: 0), to: to)
    }
    var record = TimelineTests.record()
    record.holdings = [
      holding("1", "first", to: Date(timeIntervalSince1970: 9)), holding("2", "second", to: nil),
    ]
    #expect(record.holderID == Identifier("second"))
    record.holdings[1].to = Date(timeIntervalSince1970: 99)
    #expect(record.holderID == nil)
  }
}

// A day on which somebody promised to look at an action again is a promise like any other.

import Foundation
import Testing

@testable import Casework

@Suite("Actions looked at again")
struct ActionReviewTests {
  static let today = RandomFacts.today

  static func plan(_ goals: [(GoalStatus, [(String, Int?, ActionStatus)])]) -> Plan {
    Plan(
      id: Identifier("p"), caseID: Identifier("c"),
      goals: goals.enumerated().map { place, goal in
        Goal(
          id: Identifier("g\(place)"), text: "Goal \(place)", status: goal.0,
          actions: goal.1.enumerated().map { step, action in
            Action(
              id: Identifier("a\(place).\(step)"), what: action.0, status: action.2,
              reviewOn: action.1.map { today.adding(days: $0) })
          })
      })
  }

  @Test("the action that a day’s promise names is the one that is gone to")
  func named() {
    let plan = Self.plan([
      (.reached, [("sing at the fair", 9, .inProgress)]),
      (.open, [("sing at home", 9, .done), ("ring the choir", 9, .inProgress)]),
      (.open, [("ask Tom along", 9, .inProgress), ("buy a pen", nil, .inProgress)]),
    ])
    let day = Self.today.adding(days: 9)
    #expect(plan.action(lookedAtOn: day)?.what == "ring the choir")
    #expect(plan.actionReviews?.first?.text == "look again at: ring the choir, and 1 more")
    #expect(plan.action(lookedAtOn: Self.today) == nil)
  }

  @Test("each day is one promise, soonest first, and names the first action of it")
  func days() {
    let plan = Self.plan([
      (.open, [("ring the choir", 9, .inProgress), ("sing at home", 2, .inProgress)]),
      (.open, [("walk", 2, .inProgress), ("no day", nil, .inProgress)]),
    ])
    #expect(
      plan.actionReviews == [
        NextStep(
          text: "look again at: sing at home, and 1 more", on: Self.today.adding(days: 2)),
        NextStep(text: "look again at: ring the choir", on: Self.today.adding(days: 9)),
      ])
  }

  @Test("what is done or refused, and goals that are reached or set aside, promise nothing")
  func settled() {
    let plan = Self.plan([
      (.open, [("done", 1, .done), ("refused", 1, .refused), ("no day", nil, .inProgress)]),
      (.reached, [("reached", 1, .inProgress)]), (.setAside, [("later", 1, .inProgress)]),
    ])
    #expect(plan.actionReviews == nil)
  }

  @Test("it is due on its day, beside every other promise, and late after it")
  func due() throws {
    var facts = CaseFacts(
      referredOn: Self.today.adding(days: -60), triagedOn: Self.today.adding(days: -59),
      holderID: Identifier("w"), firstReachedOn: Self.today.adding(days: -50),
      lastSpokenOn: Self.today.adding(days: -1),
      nextStep: NextStep(text: "ring mum", on: Self.today, at: 915),
      reviewOn: Self.today.adding(days: 5))
    facts.steps.actionReviews =
      Self.plan([(.open, [("ring the choir", -1, .inProgress), ("sing", 3, .inProgress)])])
      .actionReviews
    let all = Due.all(of: facts, policy: ServicePolicy())
    #expect(all.map(\.kind) == [.actionReview, .nextStep, .actionReview, .review])
    let first = try #require(Due(of: facts, policy: ServicePolicy()))
    #expect(first.kind == .actionReview && first.needsSomebodyNow(on: Self.today))
    #expect(first.text == "look again at: ring the choir")
    // A case with such a promise is not silent.
    facts.nextStep = nil
    facts.reviewOn = nil
    #expect(!Due.all(of: facts, policy: ServicePolicy()).contains { $0.kind == .silence })
  }

  @Test("facts of a record have it; those of a closed case do not")
  func facts() {
    let plan = Self.plan([(.open, [("ring the choir", 4, .inProgress)])])
    var record = Case(
      id: Identifier("c"), personID: Identifier("p"), referralID: Identifier("r"), need: "")
    func facts() -> CaseFacts {
      CaseFacts(
        case: record, referredOn: Self.today, holderID: nil, contacts: [], plan: plan)
    }
    #expect(facts().steps.actionReviews?.map(\.on) == [Self.today.adding(days: 4)])
    record.closing = Closing(on: Self.today, reason: .other)
    #expect(facts().steps.actionReviews == nil)
  }

  @Test("steps that an earlier version kept have no such promise and can be read")
  func earlier() throws {
    let kept = Data(#"{"pauses":[]}"#.utf8)
    #expect(try JSONDecoder().decode(CaseSteps.self, from: kept) == CaseSteps())
  }
}

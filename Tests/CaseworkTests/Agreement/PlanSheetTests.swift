// A plan on a sheet: whole, readable for ever, and told apart from its progress.

import Foundation
import Testing

@testable import Casework

/// A plan with something of everything.
enum SheetStock {
  static let day = Day(number: 20_776)

  static var whole: PlanSheet {
    PlanSheet(
      name: "Leo",
      words: PlanSection.allCases.filter { $0 != .outcome }.map {
        SheetWords(id: "w \($0.rawValue)", section: $0, text: "Words on \($0.rawValue)")
      } + [
        SheetWords(id: "o", section: .outcome, text: "It went well", voice: .family, goalID: "g1")
      ],
      goals: [
        SheetGoal(
          id: "g1", text: "Go to one thing a week that isn’t school", importance: 8,
          confidence: 5, isScored: true,
          actions: [
            SheetAction(
              id: "a1", what: "Visit the club", who: "Leo + Priya", when: day, status: .done,
              strategies: "go early", confidence: 7, reviewOn: day, endedOn: day, remark: "fun"),
            SheetAction(id: "a2", what: "Go on his own", who: "Leo", when: day.adding(days: 7)),
          ],
          scores: [SheetScore(on: day.adding(days: -30), score: 2), SheetScore(on: day, score: 4)],
          services: [SheetService(id: "s1", name: "Canal Sketchers", kind: .referral, on: day)]),
        SheetGoal(id: "g1.1", text: "Look in through the window", parentID: "g1"),
        SheetGoal(id: "g2", text: "Sleep before midnight", status: .setAside),
      ], services: [SheetService(id: "s2", name: "Night Owls", kind: .signpost, on: day)])
  }
}

@Suite("A plan on a sheet")
struct PlanSheetTests {
  @Test("comes back from JSON to the letter, also with awkward text")
  func roundTrip() throws {
    var sheet = SheetStock.whole
    sheet.name = "Łucja \u{202E}‮ \"quoted\" <b>\t\n👩‍👩‍👧 ع"
    let data = try JSONEncoder().encode(sheet)
    #expect(try JSONDecoder().decode(PlanSheet.self, from: data) == sheet)
  }

  @Test("when an action was last written is no part of what was agreed; what it says is")
  func updated() {
    let before = SheetStock.whole
    var after = before
    after.goals[0].actions[0].updatedOn = SheetStock.day
    after.goals[0].actions[1].updatedOn = SheetStock.day
    #expect(after.agreement == before.agreement)
    #expect(PlanComparison(before, after).changes == 0)
    #expect(after.actionsChanged(since: before) == [])
    after.goals[0].actions[0].what = "Visit both clubs"
    after.goals[0].actions[1].who = "Leo and his cousin"
    after.goals[0].actions.append(SheetAction(id: "a3", what: "Look at the bus"))
    // What is done already says so, and when.
    #expect(after.actionsChanged(since: before) == ["a2", "a3"])
  }

  @Test("a sheet kept by the first version that kept any can still be read")
  func firstFormat() throws {
    let kept = """
      {"goals":[{"actions":[{"id":"a","status":"in-progress","voice":"person","what":"Go",\
      "when":"2026-11-30","who":"Leo"}],"id":"g","isScored":false,"scores":[{"on":"2026-11-02",\
      "score":4}],"services":[],"status":"open","text":"A goal","voice":"person"}],"name":"Leo",\
      "services":[],"words":[{"id":"w","section":"what-matters","text":"Drawing",\
      "voice":"person"}]}
      """
    let sheet = try JSONDecoder().decode(PlanSheet.self, from: Data(kept.utf8))
    #expect(sheet.goals.first?.actions.first?.when == Day(iso: "2026-11-30"))
    #expect(sheet.words(in: .whatMatters).map(\.text) == ["Drawing"])
  }

  @Test("a stage whose goal is gone is shown as a goal of its own")
  func orphanedStage() {
    var sheet = SheetStock.whole
    #expect(sheet.mainGoals.map(\.id) == ["g1", "g2"])
    #expect(sheet.number(of: "g1.1") == "1.1" && sheet.number(of: "g2") == "2")
    sheet.goals.removeFirst()
    #expect(sheet.mainGoals.map(\.id) == ["g1.1", "g2"])
  }

  @Test("scores, done actions, outcomes and links are progress, not a change of what was agreed")
  func progress() {
    let agreed = SheetStock.whole
    var now = agreed
    now.goals[0].scores.append(SheetScore(on: SheetStock.day.adding(days: 9), score: 9))
    now.goals[0].actions[1].status = .done
    now.goals[0].actions[1].endedOn = SheetStock.day
    now.goals[0].status = .reached
    now.goals[2].services.append(
      SheetService(id: "s9", name: "Late Library", kind: .referral, on: SheetStock.day))
    now.words.append(SheetWords(id: "o2", section: .outcome, text: "Done", goalID: "g2"))
    #expect(now.agreement == agreed.agreement)
    now.goals[0].actions[1].who = "Leo + mum"
    #expect(now.agreement != agreed.agreement)
  }
}

@Suite("Progress after an agreement")
struct ProgressTests {
  @Test("the first score after agreeing, which marks the goal, leaves the agreement as it was")
  func firstScore() throws {
    let goal = Goal(id: Identifier("g"), text: "Sleep before midnight")
    var plan = Plan(id: Identifier("p"), caseID: Identifier("c"), goals: [goal])
    let agreed = PlanSheet(plan, name: "Leo")
    try plan.apply(
      .score(goal.id, GoalScore(id: Identifier("s"), on: SheetStock.day, score: 4)))
    #expect(plan.goals[0].isScored)
    let now = PlanSheet(plan, name: "Leo")
    #expect(now.agreement == agreed.agreement)
    let standing = PlanStanding(
      plan: plan, sheet: now,
      agreements: PlanAgreements(versions: [PlanStandingTests.version(1, agreed)]))
    #expect(
      standing == .agreed(version: 1, on: PlanStandingTests.day, with: "Leo", changed: false))
  }

  @Test("numbers told at once are those told one by one")
  func numbers() {
    let sheet = SheetStock.whole
    for goal in sheet.goals { #expect(sheet.numbers[goal.id] == sheet.number(of: goal.id)) }
    var orphaned = sheet
    orphaned.goals.removeFirst()
    for goal in orphaned.goals {
      #expect(orphaned.numbers[goal.id] == orphaned.number(of: goal.id))
    }
  }
}

@Suite("Where a plan stands")
struct PlanStandingTests {
  static let day = SheetStock.day
  static let plan = Plan(id: Identifier("p"), caseID: Identifier("c"))

  static func version(_ number: Int, _ sheet: PlanSheet, takenBack: Bool = false) -> PlanVersion {
    PlanVersion(
      id: Identifier("v\(number)"), caseID: Identifier("c"), number: number, agreedOn: day,
      agreedWith: "Leo", workerID: Identifier("w"), sheet: sheet,
      withdrawal: takenBack ? PlanVersion.Withdrawal(on: day, reason: "a slip") : nil)
  }

  static let sharing = PlanSharing(
    id: Identifier("s"), caseID: Identifier("c"), on: day, whom: "Leo", how: .together,
    workerID: Identifier("w"))

  @Test("is derived from what was shared, agreed and written since")
  func standing() {
    let sheet = SheetStock.whole
    var other = sheet
    other.goals[0].text = "Something else"
    func standing(_ agreements: PlanAgreements, _ now: PlanSheet = sheet) -> PlanStanding {
      PlanStanding(plan: Self.plan, sheet: now, agreements: agreements)
    }
    #expect(PlanStanding(plan: nil, sheet: PlanSheet(name: "Leo"), agreements: .init()) == .nothing)
    #expect(standing(.init()) == .draft)
    #expect(standing(.init(sharings: [Self.sharing])) == .shared(on: Self.day, with: "Leo"))
    let first = Self.version(1, sheet)
    #expect(
      standing(.init(versions: [first], sharings: [Self.sharing]))
        == .agreed(version: 1, on: Self.day, with: "Leo", changed: false))
    #expect(
      standing(.init(versions: [first]), other)
        == .agreed(version: 1, on: Self.day, with: "Leo", changed: true))
    #expect(
      standing(.init(versions: [first, Self.version(2, other, takenBack: true)]), sheet)
        == .agreed(version: 1, on: Self.day, with: "Leo", changed: false))
    #expect(standing(.init(versions: [Self.version(1, sheet, takenBack: true)])) == .draft)
  }

  @Test("agreed, changed and shown again stands as shared, until it is agreed again")
  func sharedAgain() {
    let sheet = SheetStock.whole
    var other = sheet
    other.goals[0].text = "Something else"
    var sharing = Self.sharing
    sharing.on = Self.day.adding(days: 3)
    let agreements = PlanAgreements(versions: [Self.version(1, sheet)], sharings: [sharing])
    let standing = PlanStanding(plan: Self.plan, sheet: other, agreements: agreements)
    #expect(standing == .shared(on: Self.day.adding(days: 3), with: "Leo", after: 1))
    #expect(standing.words.hasSuffix("changed since version 1"))
    let unchanged = PlanStanding(plan: Self.plan, sheet: sheet, agreements: agreements)
    #expect(unchanged == .agreed(version: 1, on: Self.day, with: "Leo", changed: false))
  }

  @Test("a plan agreed before versions were kept still counts as agreed")
  func agreedBefore() {
    var plan = Self.plan
    plan.agreedOn = Self.day
    plan.agreedWith = "Leo and mum"
    let standing = PlanStanding(plan: plan, sheet: SheetStock.whole, agreements: .init())
    #expect(standing == .agreed(version: nil, on: Self.day, with: "Leo and mum", changed: false))
    #expect(standing.words == "agreed with Leo and mum \(Self.day.british)")
  }
}

// What fits a goal: each rule by itself, and the order of the whole.

import Foundation
import Testing

@testable import Casework

@Suite("what fits a goal")
struct FitTests {
  static let today = Day(number: 20_000)

  static func asset(_ change: (inout FitAsset) -> Void = { _ in }) -> FitAsset {
    var asset = FitAsset(
      id: Identifier("sketchers"), name: "Canal Sketchers",
      description: "Draw whatever you like by the water, with pencils lent.",
      minimumAge: 11, maximumAge: 16, terms: ["Arts"],
      schedules: [
        AssetSchedule(freq: "WEEKLY", byday: "SA", opensAt: "10:00", closesAt: "12:00")
      ],
      costs: [AssetCost(option: "Free", amount: "0")],
      places: [Coordinates(latitude: 53.61, longitude: 1.2)].compactMap { $0 },
      accessibility: ["Step-free entrance and toilet"], waitTime: "No wait",
      assuredOn: today.adding(days: -12), trust: AssetTrust(assurances: seen))
    change(&asset)
    return asset
  }

  /// All that is asked before somebody under 18 is sent.
  static let seen = AssetAssurance.Kind.allCases.map {
    AssetAssurance(
      assetID: Identifier("sketchers"), kind: $0, seenOn: today.adding(days: -30),
      by: Identifier("worker"))
  }

  static func wish(_ change: (inout FitWish) -> Void = { _ in }) throws -> FitWish {
    var wish = FitWish(
      name: "Leo", goal: "Go drawing with other people once a week",
      interests: ["my dog Biscuit"], age: 14,
      reach: Reach(
        freeTimes: try FreeTimes(reading: "weekdays after 4, sat"), miles: 3, pence: 200,
        access: [.stepFree]),
      place: Coordinates(latitude: 53.6, longitude: 1.2))
    change(&wish)
    return wish
  }

  static func fit(
    _ assetChange: (inout FitAsset) -> Void = { _ in },
    _ wishChange: (inout FitWish) -> Void = { _ in }
  ) throws -> Fit {
    FitJudging(try wish(wishChange), rules: FitRules(), on: today).judge(asset(assetChange))
  }

  @Test("a service that suits says why in words, line by line, and the lines add up")
  func whole() throws {
    let fit = try Self.fit()
    #expect(fit.suits && !fit.needsAsking)
    #expect(
      fit.lines.map(\.words) == [
        "drawing; art and making", "11–16", "Sat 10:00–12:00, when Leo is free", "0.7 miles",
        "free", "step-free", "no wait", "checked 12 days ago", "checked for under 18s",
      ])
    #expect(fit.points == fit.lines.map(\.points).reduce(0, +) && fit.points > 20)
  }

  struct Rule: Sendable, CustomTestStringConvertible {
    var kind: FitLine.Kind
    var verdict: FitLine.Verdict
    var words: String
    var asset: @Sendable (inout FitAsset) -> Void = { _ in }
    var wish: @Sendable (inout FitWish) -> Void = { _ in }
    var testDescription: String { "\(kind): \(words)" }
  }

  static let rules: [Rule] = [
    Rule(
      kind: .age, verdict: .doesNot, words: "for 5–10, and Leo is 14",
      asset: {
        $0.minimumAge = 5
        $0.maximumAge = 10
      }),
    Rule(kind: .age, verdict: .ask, words: "for 11–16; age not known", wish: { $0.age = nil }),
    Rule(
      kind: .age, verdict: .fits, words: "any age",
      asset: {
        $0.minimumAge = nil
        $0.maximumAge = nil
      }),
    Rule(
      kind: .time, verdict: .doesNot, words: "Tue 10:00–12:00, and Leo is not free then",
      asset: {
        $0.schedules = [
          AssetSchedule(freq: "WEEKLY", byday: "TU", opensAt: "10:00", closesAt: "12:00")
        ]
      }),
    Rule(
      kind: .time, verdict: .fits, words: "Tue 15:00–16:30, when Leo is free",
      asset: {
        $0.schedules = [
          AssetSchedule(freq: "WEEKLY", byday: "TU", opensAt: "15:00", closesAt: "16:30")
        ]
      }),
    Rule(
      kind: .time, verdict: .doesNot, words: "Tue 15:00–16:20, and Leo is not free then",
      asset: {
        $0.schedules = [
          AssetSchedule(freq: "WEEKLY", byday: "TU", opensAt: "15:00", closesAt: "16:20")
        ]
      }),
    Rule(kind: .time, verdict: .ask, words: "times not said", asset: { $0.schedules = [] }),
    Rule(
      kind: .time, verdict: .doesNot, words: "its dates are over",
      asset: { $0.schedules[0].validTo = FitTests.today.adding(days: -1) }),
    Rule(
      kind: .time, verdict: .fits, words: "Sat 10:00–12:00",
      wish: { $0.reach.freeTimes = FreeTimes() }),
    Rule(
      kind: .distance, verdict: .doesNot, words: "6.9 miles, more than the 3 that Leo can go",
      asset: { $0.places = [Coordinates(latitude: 53.7, longitude: 1.2)].compactMap { $0 } }),
    Rule(
      kind: .distance, verdict: .doesNot, words: "13.8 miles, too far",
      asset: { $0.places = [Coordinates(latitude: 53.8, longitude: 1.2)].compactMap { $0 } },
      wish: { $0.reach.miles = nil }),
    Rule(
      kind: .distance, verdict: .fits, words: "about 0.7 miles", wish: { $0.isPlaceRough = true }),
    Rule(kind: .distance, verdict: .ask, words: "distance not known", wish: { $0.place = nil }),
    Rule(kind: .distance, verdict: .ask, words: "place not said", asset: { $0.places = [] }),
    Rule(kind: .distance, verdict: .fits, words: "online", asset: { $0.isOnline = true }),
    Rule(
      kind: .cost, verdict: .fits, words: "£2", asset: { $0.costs = [AssetCost(amount: "2.00")] }),
    Rule(
      kind: .cost, verdict: .doesNot, words: "£2.50 a session, more than £2",
      asset: { $0.costs = [AssetCost(amount: "2.50", description: "a session")] }),
    Rule(
      kind: .cost, verdict: .doesNot, words: "£1, more than nothing",
      asset: { $0.costs = [AssetCost(amount: "1")] }, wish: { $0.reach.pence = 0 }),
    Rule(kind: .cost, verdict: .ask, words: "cost not said", asset: { $0.costs = [] }),
    Rule(
      kind: .access, verdict: .doesNot, words: "without step-free",
      asset: { $0.accessibility = ["Two steps, no ramp; staff will help"] }),
    Rule(
      kind: .access, verdict: .ask, words: "ask about step-free",
      asset: { $0.accessibility = ["Bus stops outside"] }),
    Rule(
      kind: .spaces, verdict: .ask, words: "waiting list, six weeks",
      asset: { $0.waitTime = "Waiting list, six weeks" }),
    Rule(
      kind: .verified, verdict: .ask, words: "checked 200 days ago: ring first",
      asset: { $0.assuredOn = FitTests.today.adding(days: -200) }),
    Rule(
      kind: .verified, verdict: .ask, words: "never checked: ring first",
      asset: { $0.assuredOn = nil }),
    Rule(
      kind: .status, verdict: .doesNot, words: "closed for now",
      asset: { $0.status = .temporarilyClosed }),
    Rule(
      kind: .status, verdict: .ask, words: "Half term: no session",
      asset: { $0.alert = "Half term: no session" }),
    Rule(
      kind: .safety, verdict: .doesNot,
      words: "not for under 18s yet: DBS checks not seen",
      asset: { $0.trust.assurances.removeAll { $0.kind == .dbs } }),
    Rule(
      kind: .safety, verdict: .doesNot,
      words: "not for under 18s yet: insurance not seen",
      asset: { asset in
        asset.trust.assurances = asset.trust.assurances.map { assurance in
          var kept = assurance
          if kept.kind == .insurance { kept.expiresOn = FitTests.today.adding(days: -1) }
          return kept
        }
      }),
    Rule(
      kind: .spaces, verdict: .ask, words: "full",
      asset: {
        $0.trust.spaces = AssetSpaces(
          assetID: $0.id, spaces: 0, on: FitTests.today, by: Identifier("worker"))
      }),
    Rule(
      kind: .status, verdict: .doesNot, words: "listed twice: the other entry stands for it",
      asset: { $0.trust.mergedInto = Identifier("other") }),
    Rule(
      kind: .theme, verdict: .doesNot, words: "nothing of the goal in what it says",
      asset: {
        $0.name = "Tax Evenings"
        $0.description = "Forms."
        $0.terms = []
      }),
    Rule(
      kind: .theme, verdict: .fits, words: "biscuit, which matters to Leo",
      asset: {
        $0.name = "Biscuit Bakers"
        $0.description = "Flour."
        $0.terms = []
      }),
  ]

  @Test("each rule says whether it fits, and why", arguments: rules)
  func eachRule(rule: Rule) throws {
    let fit = try Self.fit(rule.asset, rule.wish)
    let line = try #require(fit.line(rule.kind))
    #expect(line.words == rule.words)
    #expect(line.verdict == rule.verdict)
    #expect(fit.suits == (rule.verdict != .doesNot))
  }

  @Test("an adult is sent to whatever fits: what must be seen for children is not asked")
  func adults() throws {
    let fit = try Self.fit(
      {
        $0.trust = AssetTrust()
        $0.maximumAge = nil
      }, { $0.age = 19 })
    #expect(fit.line(.safety) == nil && fit.suits)
    #expect(try Self.fit({ $0.trust = AssetTrust() }, { $0.age = nil }).suits == false)
  }

  @Test("where nothing is needed there, access is not spoken of")
  func noAccess() throws {
    #expect(try Self.fit({ _ in }, { $0.reach.access = [] }).line(.access) == nil)
  }

  @Test(
    "nothing is hidden: what suits comes first by points, the rest after it by what is against it")
  func ranking() throws {
    let fits = [
      try Self.fit({
        $0.name = "Too old"
        $0.minimumAge = 18
        $0.maximumAge = nil
        $0.status = .inactive
      }),
      try Self.fit({
        $0.name = "Too young"
        $0.maximumAge = 12
      }),
      try Self.fit({
        $0.name = "Dearer"
        $0.costs = [AssetCost(amount: "2")]
      }),
      try Self.fit({ $0.name = "Best" }),
    ]
    #expect(Fit.ranked(fits).map(\.asset.name) == ["Best", "Dearer", "Too young", "Too old"])
    #expect(Fit.ranked(fits.reversed()) == Fit.ranked(fits), "whatever order they came in")
  }

  @Test("a goal that tells of no theme is judged by what the person likes")
  func interests() throws {
    let wish = try Self.wish {
      $0.goal = "Be OK"
      $0.interests = ["drawing, mostly animals"]
    }
    let judging = FitJudging(wish, rules: FitRules(), on: Self.today)
    #expect(judging.themes.map(\.name).contains("art and making"))
  }

  @Test(
    "what somebody says they do not want is not looked for",
    arguments: [
      ("Go to one thing a week that isn’t school", ["meeting people"]),
      ("Not being late for work", ["work and volunteering"]), ("Do more without my phone", []),
      ("Draw, not at school", ["art and making"]),
    ])
  func negation(goal: String, themes: [String]) throws {
    let wish = try Self.wish {
      $0.goal = goal
      $0.interests = []
    }
    #expect(FitJudging(wish, rules: FitRules(), on: Self.today).themes.map(\.name) == themes)
  }

  @Test("a goal of 10,000 letters is judged by its beginning, and says nothing untrue")
  func longGoal() throws {
    let fit = try Self.fit({ _ in }, { $0.goal = String(repeating: "drawing ", count: 1_250) })
    #expect(fit.line(.theme)?.words == "drawing; art and making")
  }

  @Test("the rules that are shipped have nothing wrong with them, and wrong ones are named")
  func problems() {
    #expect(FitRules().problems() == [])
    #expect(PlanTemplates().problems() == [])
    var rules = FitRules()
    rules.pointsForFree = -1
    rules.nearMiles = 20
    rules.staleDays = 1
    rules.themes[0].words.append("x")
    rules.themes[1].name = rules.themes[2].name
    #expect(rules.problems().count == 5)
    var templates = PlanTemplates()
    templates.goals[0].actions[0].what = ""
    templates.goals[1].goal = ""
    templates.goals[2].actions[0].days = -1
    #expect(templates.problems().count == 3)
  }

  @Test("settings come back from JSON as they went in")
  func settings() throws {
    #expect(try FitRules.read(json: try FitRules().tree().text) == FitRules())
    #expect(try PlanTemplates.read(json: try PlanTemplates().tree().text) == PlanTemplates())
  }

  @Test("a template becomes a goal in the worker’s words, with its actions and their days")
  func template() throws {
    let template = try #require(PlanTemplates().goals.first)
    var plan = Plan(id: Identifier("p"), caseID: Identifier("c"))
    try plan.apply(
      template.edit(
        name: "Leo", worker: "Priya", goalID: Identifier("g"),
        actionIDs: template.actions.indices.map { Identifier("\($0)") }, on: Self.today))
    #expect(plan.goals.count == 1 && plan.goals[0].voice == .worker)
    #expect(plan.goals[0].actions.count == template.actions.count)
    #expect(plan.goals[0].actions[0].who == "Leo + Priya")
    #expect(plan.goals[0].actions[2].what == "go without Priya")
    #expect(plan.goals[0].actions[0].when == Self.today.adding(days: 7))
  }

  @Test("a degree of latitude is 69 miles")
  func miles() throws {
    let a = try #require(Coordinates(latitude: 53, longitude: 1))
    let b = try #require(Coordinates(latitude: 54, longitude: 1))
    #expect(abs(a.miles(to: b) - 69.1) < 0.1)
    #expect(a.miles(to: a) == 0)
    #expect(Coordinates(latitude: 91, longitude: 0) == nil)
  }

  @Test("what somebody can reach is said in one line")
  func reachWords() throws {
    let reach = Reach(
      freeTimes: try FreeTimes(reading: "sat"), miles: 1, pence: 250, access: [.quiet, .stepFree])
    #expect(reach.words == "free Sat · up to 1 mile · up to £2.50 · step-free · somewhere quiet")
    #expect(Reach(pence: 0).words == "nothing to pay")
    #expect(Reach().isEmpty && Reach().words == "")
  }
}

// The outline of a plan: what each change does, and what it leaves alone.

import Casework
import Testing

@Suite("changes to a plan")
struct PlanEditTests {
  /// Two goals, the first with two stages and two actions.
  static let plan: Plan = {
    var plan = Plan(id: Identifier("plan"), caseID: Identifier("case"))
    plan.entries = [
      PlanEntry(id: Identifier("m1"), section: .whatMatters, text: "drawing"),
      PlanEntry(id: Identifier("s1"), section: .strengths, text: "funny"),
      PlanEntry(id: Identifier("m2"), section: .whatMatters, text: "Biscuit"),
    ]
    plan.goals = [
      Goal(
        id: Identifier("a"), text: "A",
        actions: [
          Action(id: Identifier("a1"), what: "first"), Action(id: Identifier("a2"), what: "second"),
        ]),
      Goal(id: Identifier("b"), text: "B", parentID: Identifier("a")),
      Goal(id: Identifier("c"), text: "C", parentID: Identifier("a")),
      Goal(
        id: Identifier("d"), text: "D",
        actions: [Action(id: Identifier("d1"), what: "third")]),
    ]
    return plan
  }()

  /// The goals in order as text: "a a.b a.c d".
  static func outline(_ plan: Plan) -> String {
    plan.goals.map { goal in
      (goal.parentID.map { "\($0)." } ?? "") + goal.id.text
        + goal.actions.map { " (\($0.id))" }.joined()
    }.joined(separator: " ")
  }

  @Test(
    "goals, stages and actions move as in an outliner",
    arguments: [
      (PlanEdit.move(.goal(Identifier("a")), by: 1), "d (d1) a (a1) (a2) a.b a.c"),
      (.move(.goal(Identifier("d")), by: -1), "d (d1) a (a1) (a2) a.b a.c"),
      (.move(.goal(Identifier("d")), by: 1), "a (a1) (a2) a.b a.c d (d1)"),
      (.move(.goal(Identifier("a")), by: -1), "a (a1) (a2) a.b a.c d (d1)"),
      (.move(.goal(Identifier("b")), by: 1), "a (a1) (a2) a.c a.b d (d1)"),
      (.move(.goal(Identifier("b")), by: -1), "a (a1) (a2) a.b a.c d (d1)"),
      (.move(.goal(Identifier("c")), by: 1), "a (a1) (a2) a.b d (d1) d.c"),
      (.indent(Identifier("d")), "a (a1) (a2) a.b a.c a.d (d1)"),
      (.outdent(Identifier("b")), "a (a1) (a2) a.c b d (d1)"),
      (.outdent(Identifier("c")), "a (a1) (a2) a.b c d (d1)"),
      (.move(.action(Identifier("a1")), by: 1), "a (a2) (a1) a.b a.c d (d1)"),
      (.move(.action(Identifier("a2")), by: 1), "a (a1) a.b (a2) a.c d (d1)"),
      (.move(.action(Identifier("d1")), by: -1), "a (a1) (a2) a.b a.c (d1) d"),
      (.move(.action(Identifier("a1")), by: -1), "a (a1) (a2) a.b a.c d (d1)"),
      (.carry(Identifier("a1"), to: Identifier("d")), "a (a2) a.b a.c d (d1) (a1)"),
      (.carry(Identifier("a1"), to: Identifier("a")), "a (a1) (a2) a.b a.c d (d1)"),
      (.remove(.goal(Identifier("a"))), "d (d1)"),
      (.remove(.goal(Identifier("b"))), "a (a1) (a2) a.c d (d1)"),
      (.remove(.action(Identifier("a1"))), "a (a2) a.b a.c d (d1)"),
      (
        .goal(Goal(id: Identifier("n"), text: "N"), after: Identifier("a")),
        "a (a1) (a2) a.b a.c n d (d1)"
      ),
      (.goal(Goal(id: Identifier("n"), text: "N")), "a (a1) (a2) a.b a.c d (d1) n"),
      (
        .goal(
          Goal(id: Identifier("n"), text: "N", parentID: Identifier("a")), after: Identifier("b")),
        "a (a1) (a2) a.b a.n a.c d (d1)"
      ),
      (
        .action(
          Action(id: Identifier("n"), what: "N"), for: Identifier("a"), after: Identifier("a1")),
        "a (a1) (n) (a2) a.b a.c d (d1)"
      ),
      (.action(Action(id: Identifier("n"), what: ""), for: Identifier("a")), outline(plan)),
      (.goal(Goal(id: Identifier("n"), text: "")), outline(plan)),
    ])
  func outlining(edit: PlanEdit, expected: String) throws {
    var plan = Self.plan
    try plan.apply(edit)
    #expect(Self.outline(plan) == expected)
    var arranged = plan
    arranged.arrange()
    #expect(arranged == plan, "every stage stands behind its goal")
  }

  @Test(
    "a change that cannot be made says why, and leaves the plan as it was",
    arguments: [
      (PlanEdit.indent(Identifier("a")), PlanEditProblem.nothingAbove),
      (.indent(Identifier("b")), .nothingAbove),
      (.outdent(Identifier("d")), .notAStage),
      (.remove(.goal(Identifier("x"))), .gone),
      (.remove(.entry(Identifier("x"))), .gone),
      (.carry(Identifier("a1"), to: Identifier("x")), .gone),
      (.goal(Goal(id: Identifier("a"), text: "")), .goalWithoutWords),
      (
        .several("Both", [.remove(.goal(Identifier("a"))), .remove(.goal(Identifier("x")))]), .gone
      ),
    ])
  func refusing(edit: PlanEdit, problem: PlanEditProblem) {
    var plan = Self.plan
    #expect(throws: problem) { try plan.apply(edit) }
    #expect(plan == Self.plan)
  }

  @Test("entries stay within their section, in the order that they are put in")
  func entries() throws {
    var plan = Self.plan
    try plan.apply(.move(.entry(Identifier("m2")), by: -1))
    #expect(plan.entries(in: .whatMatters).map(\.text) == ["Biscuit", "drawing"])
    #expect(plan.entries(in: .strengths).map(\.text) == ["funny"])
    try plan.apply(
      .entry(
        PlanEntry(id: Identifier("m3"), section: .whatMatters, text: "mum"), after: Identifier("m2")
      ))
    #expect(plan.entries(in: .whatMatters).map(\.text) == ["Biscuit", "mum", "drawing"])
    try plan.apply(.entry(PlanEntry(id: Identifier("m3"), section: .whatMatters, text: "")))
    #expect(plan.entries(in: .whatMatters).count == 2)
  }

  @Test("writing a goal's words keeps its actions, its scores and its place")
  func goalWords() throws {
    var plan = Self.plan
    try plan.apply(
      .score(Identifier("b"), GoalScore(id: Identifier("1"), on: Day(number: 5), score: 3)))
    try plan.apply(.goal(Goal(id: Identifier("a"), text: "Another", importance: 8)))
    try plan.apply(.goal(Goal(id: Identifier("b"), text: "Stage", isScored: true)))
    #expect(plan.goals[0].actions.count == 2)
    #expect(plan.goals[0].importance == 8)
    #expect(plan.goals[1].parentID == Identifier("a"))
    #expect(plan.goals[1].scores.map(\.score) == [3])
  }

  @Test("a second score on one day corrects the first; scores stand in the order of their days")
  func scores() throws {
    var plan = Self.plan
    let goal = Identifier<Goal>("d")
    for (id, day, score) in [("1", 10, 2), ("2", 20, 4), ("3", 15, 3), ("4", 20, 5)] {
      try plan.apply(
        .score(goal, GoalScore(id: Identifier(id), on: Day(number: day), score: score)))
    }
    #expect(plan.goals[3].scores.map(\.score) == [2, 3, 5])
    #expect(plan.goals[3].scores.map(\.id.text) == ["1", "3", "2"])
    #expect(plan.goals[3].now?.score == 5)
    #expect(plan.goals[3].before?.score == 3)
    try plan.apply(.unscore(goal, Identifier("2")))
    #expect(plan.goals[3].now?.score == 3)
  }

  @Test("another figure on the same day keeps what was said with the first, unless it says more")
  func scoreKeepsWords() throws {
    var plan = Self.plan
    let goal = Identifier<Goal>("d")
    func score(_ score: Int, _ voice: Voice, _ note: String = "") -> PlanEdit {
      .score(
        goal,
        GoalScore(
          id: Identifier("\(score)"), on: Day(number: 20), score: score, voice: voice, note: note))
    }
    try plan.apply(score(4, .family, "she went by herself"))
    try plan.apply(score(5, .person))
    #expect(plan.goals[3].now?.note == "she went by herself")
    #expect(plan.goals[3].now?.voice == .person)
    try plan.apply(score(6, .person, "it was fine"))
    #expect(plan.goals[3].now?.note == "it was fine")
    let id = try #require(plan.goals[3].now?.id)
    try plan.apply(.said(goal, id, ""))
    #expect(plan.goals[3].now?.note == "" && plan.goals[3].now?.score == 6)
    #expect(throws: PlanEditProblem.gone) { try plan.apply(.said(goal, Identifier("?"), "x")) }
  }

  @Test("at most three goals are scored over time, and a first score marks one while there is room")
  func threeScored() throws {
    var plan = Self.plan
    for goal in plan.goals {
      try plan.apply(
        .score(
          goal.id, GoalScore(id: Identifier("s" + goal.id.text), on: Day(number: 1), score: 2)))
    }
    #expect(plan.goals.map(\.isScored) == [true, true, true, false])
    #expect(plan.goals[3].scores.count == 1, "the score is kept all the same")
    #expect(throws: PlanEditProblem.threeScored) { try plan.apply(.mark(Identifier("d"), true)) }
    try plan.apply(.mark(Identifier("a"), false))
    try plan.apply(.mark(Identifier("d"), true))
    #expect(plan.goals.map(\.isScored) == [false, true, true, true])
  }

  @Test("a score is between 0 and 10, whatever was typed", arguments: [(-1, 0), (11, 10), (7, 7)])
  func scoreRange(typed: Int, kept: Int) {
    #expect(GoalScore(id: Identifier("1"), on: Day(number: 1), score: typed).score == kept)
  }

  @Test("goals are numbered, and their stages below them")
  func numbers() {
    #expect(Self.plan.goals.map { Self.plan.number(of: $0.id) } == ["1", "1.1", "1.2", "2"])
    #expect(Self.plan.goals.map { Self.plan.numbers[$0.id] } == ["1", "1.1", "1.2", "2"])
    #expect(Self.plan.number(of: Identifier("x")) == nil)
  }

  @Test("a stage whose goal is gone, or is a stage itself, becomes a goal of its own")
  func arranging() {
    var plan = Self.plan
    plan.goals = [
      Goal(id: Identifier("lost"), text: "", parentID: Identifier("nobody")),
      Goal(id: Identifier("late"), text: "", parentID: Identifier("a")),
      Goal(id: Identifier("a"), text: ""),
      Goal(id: Identifier("deep"), text: "", parentID: Identifier("late")),
      Goal(id: Identifier("self"), text: "", parentID: Identifier("self")),
    ]
    plan.arrange()
    #expect(Self.outline(plan) == "lost a a.late deep self")
  }

  @Test("taking a goal away takes its outcomes along and nobody else's words")
  func removingOutcomes() throws {
    var plan = Self.plan
    try plan.apply(
      .entry(
        PlanEntry(
          id: Identifier("o"), section: .outcome, text: "went once", goalID: Identifier("b"))))
    #expect(plan.outcomes(of: Identifier("b")).count == 1)
    try plan.apply(.remove(.goal(Identifier("a"))))
    #expect(plan.entries.count == 3)
  }

  @Test("a goal says which need it is about, until that need is taken out")
  func needs() throws {
    var plan = Self.plan
    let need = PlanEntry(id: Identifier("n"), section: .needs, text: "tired all day")
    try plan.apply(.entry(need))
    var goal = plan.goals[0]
    goal.needID = need.id
    try plan.apply(.goal(goal))
    #expect(plan.need(of: plan.goals[0]) == need)
    #expect(plan.need(of: plan.goals[1]) == nil)
    // Words elsewhere are no need, and a need that another device took out is none either.
    goal.needID = Identifier("m1")
    #expect(plan.need(of: goal) == nil)
    goal.needID = Identifier("gone")
    #expect(plan.need(of: goal) == nil)
    var emptied = plan
    try emptied.apply(.entry(PlanEntry(id: need.id, section: .needs, text: "")))
    try plan.apply(.remove(.entry(need.id)))
    #expect(plan.goals[0].needID == nil && emptied == plan)
  }

  @Test("an action that is done or refused keeps the day and what was said")
  func standing() {
    let today = Day(number: 20_000)
    let action = Action(id: Identifier("1"), what: "go", when: today.adding(days: -1))
    #expect(action.isLate(on: today))
    #expect(action.standing(on: today) == "was due \(today.adding(days: -1).shortBritish)")
    let done = action.becoming(.done, on: today)
    #expect(done.endedOn == today)
    #expect(done.standing(on: today) == "done \(today.shortBritish)")
    #expect(!done.isLate(on: today))
    var refused = action.becoming(.refused, on: today)
    refused.remark = "boring"
    #expect(refused.standing(on: today) == "refused: “boring”")
    #expect(refused.becoming(.inProgress, on: today).endedOn == nil)
  }

  @Test("a plan has the eight prompts of About me, and the five parts of a safety plan")
  func prompts() {
    #expect(PlanPart.aboutMe.sections.count == 8)
    #expect(PlanPart.safety.sections.count == 5)
    #expect(PlanPart.around.sections == [.otherPlans, .funding, .reviewer])
    #expect(PlanSection.allCases.allSatisfy { !$0.prompt.isEmpty && $0.label.count <= 10 })
    #expect(Set(PlanSection.allCases.map(\.heading)).count == PlanSection.allCases.count)
  }
}

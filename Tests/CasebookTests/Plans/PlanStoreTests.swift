// A plan in the tables: what is kept, what one change writes, and that any sequence of
// edits and undos returns it to the letter.

import Casework
import Foundation
import GRDB
import Testing

@testable import Casebook

@Suite("plans kept")
struct PlanStoreTests {
  let scratch: ScratchBook
  let caseID: Identifier<Case>
  var book: Casebook { scratch.book }

  init() throws {
    scratch = try ScratchBook()
    _ = try scratch.book.refer(scratch.referral())
    let id = try scratch.book.read { try String.fetchOne($0, sql: "SELECT id FROM case_record") }
    caseID = Identifier(try #require(id))
  }

  @discardableResult
  func edit(_ edit: PlanEdit) throws -> Plan? { try book.edit(planOf: caseID, edit) }

  /// Everything that a plan can hold, in one.
  func wholePlan() throws -> Plan {
    for section in PlanSection.allCases where section != .outcome {
      for (place, voice) in Voice.allCases.enumerated() {
        try edit(
          .entry(
            PlanEntry(
              id: book.mint(), section: section, text: "\(section.rawValue) \(place)", voice: voice)
          ))
      }
    }
    let need = try book.plan(of: caseID)?.entries(in: .needs).first?.id
    var goals: [Identifier<Goal>] = []
    for place in 0..<6 {
      let goal = Goal(
        id: book.mint(), text: "Goal \(place)", voice: .family, importance: 8, confidence: 3,
        status: .allCases[place % 3], needID: need)
      goals.append(goal.id)
      try edit(.goal(goal))
      for number in 0..<3 {
        try edit(
          .action(
            Action(
              id: book.mint(), what: "Action \(number)", who: "Leo, Mum",
              when: ScratchBook.today, status: .allCases[number], voice: .worker,
              strategies: "go with a friend", confidence: 7,
              reviewOn: ScratchBook.today.adding(days: 7), endedOn: ScratchBook.today,
              remark: "boring"), for: goal.id))
      }
      for week in 0..<3 {
        try edit(
          .score(
            goal.id,
            GoalScore(
              id: book.mint(), on: ScratchBook.today.adding(days: week * 7), score: week + place,
              voice: .family, note: "said so")))
      }
      try edit(
        .entry(
          PlanEntry(
            id: book.mint(), section: .outcome, text: "went", voice: .person, goalID: goal.id)))
    }
    try edit(.indent(goals[2]))
    return try #require(try book.plan(of: caseID))
  }

  @Test("every field of a whole plan comes back as it went in, and verify finds nothing")
  func everyField() throws {
    let plan = try wholePlan()
    #expect(plan.entries.count == 18 * 3 + 6)
    #expect(plan.goals.count == 6 && plan.goals[2].parentID == plan.goals[1].id)
    let goal = plan.goals[0]
    #expect(goal.voice == .family && goal.importance == 8 && goal.confidence == 3)
    #expect(plan.need(of: goal)?.text == "needs 0")
    #expect(goal.scores.map(\.score) == [0, 1, 2] && goal.scores[0].note == "said so")
    #expect(plan.goals.map(\.status) == [.open, .reached, .setAside, .open, .reached, .setAside])
    #expect(plan.goals.count { $0.isScored } == 3)
    let action = try #require(goal.actions.last)
    #expect(
      action
        == Action(
          id: action.id, what: "Action 2", who: "Leo, Mum", when: ScratchBook.today,
          status: .refused, voice: .worker, strategies: "go with a friend", confidence: 7,
          reviewOn: ScratchBook.today.adding(days: 7), endedOn: ScratchBook.today,
          remark: "boring"))
    #expect(plan.outcomes(of: goal.id).map(\.text) == ["went"])
    try scratch.betweenSessions {}
    #expect(try book.plan(of: caseID) == plan)
    #expect(book.verify() == [])
  }

  @Test("moving one line among two hundred writes one row")
  func oneRow() throws {
    try edit(
      .several(
        "Many",
        (0..<200).map { .goal(Goal(id: Identifier("goal \($0)"), text: "Goal \($0)")) }))
    func changes() throws -> Int {
      try book.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM change") ?? 0 }
    }
    let before = try changes()
    try edit(.move(.goal(Identifier("goal 100")), by: -1))
    #expect(try changes() == before + 1)
    try edit(
      .goal(Goal(id: book.mint(), text: "New"), after: Identifier("goal 3")))
    #expect(try changes() == before + 2)
    #expect(try book.plan(of: caseID)?.goals[4].text == "New")
    let same = try #require(try book.plan(of: caseID)?.goals[7])
    try edit(.goal(same))
    #expect(try changes() == before + 2, "what changes nothing writes nothing")
  }

  @Test("lines put again and again into the same gap find room, in their order")
  func room() throws {
    try edit(.goal(Goal(id: Identifier("first"), text: "first")))
    try edit(.goal(Goal(id: Identifier("last"), text: "last")))
    for number in 0..<40 {
      try edit(
        .goal(Goal(id: Identifier("\(number)"), text: "\(number)"), after: Identifier("first")))
    }
    let texts = try #require(try book.plan(of: caseID)).goals.map(\.text)
    #expect(texts == ["first"] + (0..<40).reversed().map(String.init) + ["last"])
  }

  @Test(
    "a goal that is taken away leaves its links with services on the case; undo joins them again")
  func links() throws {
    try edit(.goal(Goal(id: Identifier("g"), text: "Swim")))
    try edit(.goal(Goal(id: Identifier("s"), text: "Get wet", parentID: Identifier("g"))))
    try edit(
      .entry(PlanEntry(id: book.mint(), section: .outcome, text: "wet", goalID: Identifier("s"))))
    try book.prescribe(
      Prescription(
        id: book.mint(), caseID: caseID, goalID: Identifier("s"), assetID: Identifier("pool"),
        kind: .referral, on: ScratchBook.today, workerID: book.worker.id))
    try book.note(
      Interested(
        id: book.mint(), caseID: caseID, goalID: Identifier("g"), assetID: Identifier("pool"),
        on: ScratchBook.today, workerID: book.worker.id, note: "maybe"))
    let unmet = UnmetNeed(
      id: book.mint(), caseID: caseID, goalID: Identifier("g"), need: "isolation",
      wanted: "a pool on Sundays", age: 14, place: "QX1", times: "Sun", on: ScratchBook.today,
      workerID: book.worker.id)
    try book.note(unmet)
    let before = try HistoryWalkTests.state(book)
    try edit(.remove(.goal(Identifier("g"))))
    #expect(try book.plan(of: caseID)?.isEmpty == true)
    let record = try #require(try book.caseRecord(caseID))
    #expect(record.prescriptions.map(\.prescription.goalID) == [nil])
    #expect(try book.unmetNeeds(of: caseID).map(\.goalID) == [nil])
    #expect(try book.interests(of: caseID).map(\.goalID) == [nil])
    try book.undo()
    #expect(try HistoryWalkTests.state(book) == before)
    #expect(try book.unmetNeeds() == [unmet])
    #expect(try book.unmetNeeds(on: ScratchBook.today...ScratchBook.today).count == 1)
    let later = ScratchBook.today.adding(days: 1)
    #expect(try book.unmetNeeds(on: later...later) == [])
    #expect(book.verify() == [])
  }

  @Test("what another window changed meanwhile stays: a change is made to the plan as it is now")
  func together() throws {
    try edit(.goal(Goal(id: Identifier("a"), text: "A")))
    let other = try scratch.open()
    defer { other.close() }
    try other.edit(planOf: caseID, .goal(Goal(id: Identifier("b"), text: "B")))
    try edit(.goal(Goal(id: Identifier("a"), text: "A, better")))
    #expect(try book.plan(of: caseID)?.goals.map(\.text) == ["A, better", "B"])
    try other.edit(planOf: caseID, .remove(.goal(Identifier("a"))))
    #expect(throws: PlanEditProblem.gone) { try edit(.move(.goal(Identifier("a")), by: 1)) }
  }

  @Test("a change that is refused makes no plan and no history")
  func refused() throws {
    #expect(throws: PlanEditProblem.gone) { try edit(.remove(.goal(Identifier("x")))) }
    try edit(.goal(Goal(id: Identifier("x"), text: "")))
    #expect(try book.plan(of: caseID) == nil)
    #expect(try book.nextUndo()?.name == "Take in a referral" || book.nextUndo() != nil)
  }

  @Test("any sequence of edits and undos returns the plan to the letter")
  func property() throws {
    for _ in 0..<enough(3) {
      var dice = Dice()
      let fresh = try PlanStoreTests()
      let book = fresh.book
      var writer = PlanWriter(book: book)
      var states: [(plan: Plan?, rows: [String])] = [
        (nil, try HistoryWalkTests.state(book))
      ]
      var place = 0
      for step in 0..<80 {
        switch Int.random(in: 0..<10, using: &dice) {
        case 0...5:
          let edit = writer.edit(try book.plan(of: fresh.caseID), using: &dice)
          do { try fresh.edit(edit) } catch is PlanEditProblem { continue }
          let rows = try HistoryWalkTests.state(book)
          if rows == states[place].rows { continue }
          states = Array(states[...place]) + [(try book.plan(of: fresh.caseID), rows)]
          place += 1
        case 6...8:
          guard place > 0 else { continue }
          try book.undo()
          place -= 1
        default:
          guard place < states.count - 1 else { continue }
          try book.redo()
          place += 1
        }
        let now = try book.plan(of: fresh.caseID)
        #expect(now == states[place].plan, "step \(step), seed \(dice.seed)")
        let rows = try HistoryWalkTests.state(book)
        guard rows == states[place].rows else {
          Issue.record(
            "step \(step), seed \(dice.seed): \(Set(rows).symmetricDifference(states[place].rows))")
          return
        }
      }
      #expect(book.verify() == [], "seed \(dice.seed)")
    }
  }
}

/// Somebody who changes a plan in whatever way comes to mind.
private struct PlanWriter {
  let book: Casebook
  private var day = ScratchBook.today

  init(book: Casebook) { self.book = book }

  mutating func edit(_ plan: Plan?, using dice: inout Dice) -> PlanEdit {
    let text = HostileTextTests.texts.randomElement(using: &dice) ?? ""
    let goal = plan?.goals.randomElement(using: &dice)
    let action = plan?.goals.flatMap(\.actions).randomElement(using: &dice)
    let entry = plan?.entries.randomElement(using: &dice)
    let step = Bool.random(using: &dice) ? 1 : -1
    var lines: [PlanLine] = []
    if let goal { lines.append(.goal(goal.id)) }
    if let action { lines.append(.action(action.id)) }
    if let entry { lines.append(.entry(entry.id)) }
    let line = lines.randomElement(using: &dice)
    switch Int.random(in: 0..<18, using: &dice) {
    case 14:
      guard let goal, let score = goal.scores.randomElement(using: &dice) else { break }
      return .unscore(goal.id, score.id)
    case 15:
      guard let goal, let score = goal.scores.randomElement(using: &dice) else { break }
      return .said(goal.id, score.id, text)
    case 16:
      guard let goal else { break }
      return .mark(goal.id, Bool.random(using: &dice))
    case 17:
      return .several("Several", [edit(plan, using: &dice), edit(plan, using: &dice)])
    case 0, 1:
      return .goal(
        Goal(
          id: book.mint(), text: text + "g", parentID: Bool.random(using: &dice) ? goal?.id : nil),
        after: goal?.id)
    case 2, 3:
      guard let goal else { break }
      return .action(
        Action(id: book.mint(), what: text + "a", when: day), for: goal.id, after: action?.id)
    case 4:
      guard var goal else { break }
      goal.text = text
      goal.status = .reached
      goal.needID = plan?.entries(in: .needs).randomElement(using: &dice)?.id
      return .goal(goal)
    case 5:
      guard var action, let goal else { break }
      action.what = text
      return .action(action, for: goal.id)
    case 6:
      guard let line else { break }
      return .remove(line)
    case 7, 8:
      guard let line else { break }
      return .move(line, by: step)
    case 9:
      guard let goal else { break }
      return Bool.random(using: &dice) ? .indent(goal.id) : .outdent(goal.id)
    case 10:
      guard let action, let goal else { break }
      return .carry(action.id, to: goal.id)
    case 11:
      guard let goal else { break }
      day = day.adding(days: Int.random(in: -3...3, using: &dice))
      return .score(
        goal.id,
        GoalScore(
          id: book.mint(), on: day, score: Int.random(in: 0...10, using: &dice), note: text))
    case 12:
      guard let line else { break }
      return .voice(line, Voice.allCases.randomElement(using: &dice) ?? .worker)
    default:
      guard var entry else { break }
      entry.text = text
      return .entry(entry)
    }
    let section = PlanSection.allCases.randomElement(using: &dice) ?? .needs
    return .entry(
      PlanEntry(
        id: book.mint(), section: section, text: text + "e",
        goalID: section == .outcome ? goal?.id : nil), after: entry?.id)
  }
}

// The personalised care and support plan: what matters, strengths, needs, goals
// and the actions towards them, and what to do when things get hard. Names as in
// PRSB "Care and support plan" and "About me", and as in the Personalised Care and
// Support Plan standard for the contingency and safety plan.

import Foundation

/// The plan of one case. It is made with the first word written in it.
public struct Plan: Equatable, Sendable {
  public var id: Identifier<Plan>
  public var caseID: Identifier<Case>
  /// Everything that is said in words, in the order shown: ``PlanSection`` says where.
  public var entries: [PlanEntry]
  /// In the order shown; a stage goal comes after the goal that it leads to.
  public var goals: [Goal]
  public var agreedOn: Day?
  /// PRSB "Agreed with person or legitimate representative".
  public var agreedWith: String
  /// PRSB "Planned review date".
  public var reviewOn: Day?

  public init(
    id: Identifier<Plan>, caseID: Identifier<Case>, entries: [PlanEntry] = [],
    goals: [Goal] = [], agreedOn: Day? = nil, agreedWith: String = "", reviewOn: Day? = nil
  ) {
    self.id = id
    self.caseID = caseID
    self.entries = entries
    self.goals = goals
    self.agreedOn = agreedOn
    self.agreedWith = agreedWith
    self.reviewOn = reviewOn
  }

  /// The entries of one section, in order.
  public func entries(in section: PlanSection) -> [PlanEntry] {
    entries.filter { $0.section == section }
  }

  /// PRSB "Responsibility for review", as the plan says it; empty where it does not.
  public var reviewer: String {
    entries(in: .reviewer).map(\.text).joined(separator: "; ")
  }

  /// The need that a goal is about; nil where it is about none in particular.
  public func need(of goal: Goal) -> PlanEntry? {
    goal.needID.flatMap { id in entries.first { $0.id == id && $0.section == .needs } }
  }

  /// What came of a goal, in order.
  public func outcomes(of goal: Identifier<Goal>) -> [PlanEntry] {
    entries.filter { $0.section == .outcome && $0.goalID == goal }
  }

  /// The goals that are no stage of another, in order.
  public var mainGoals: [Goal] { goals.filter { $0.parentID == nil } }

  /// The stages on the way to a goal, in order.
  public func stages(of goal: Identifier<Goal>) -> [Goal] {
    goals.filter { $0.parentID == goal }
  }

  /// "2" for the second goal, "2.1" for its first stage; nil for a goal that is not here.
  public func number(of goal: Identifier<Goal>) -> String? {
    guard let found = goals.first(where: { $0.id == goal }) else { return nil }
    if let parent = found.parentID {
      guard let place = stages(of: parent).firstIndex(where: { $0.id == goal }),
        let above = number(of: parent)
      else { return nil }
      return "\(above).\(place + 1)"
    }
    return mainGoals.firstIndex { $0.id == goal }.map { "\($0 + 1)" }
  }

  /// The number of every goal, as ``number(of:)`` tells it: for a page of them, on which
  /// asking for each would take its time.
  public var numbers: [Identifier<Goal>: String] {
    var numbers: [Identifier<Goal>: String] = [:]
    var stages: [Identifier<Goal>: Int] = [:]
    for goal in goals where goal.parentID == nil { numbers[goal.id] = "\(numbers.count + 1)" }
    for goal in goals {
      guard let parent = goal.parentID, let above = numbers[parent] else { continue }
      stages[parent, default: 0] += 1
      numbers[goal.id] = "\(above).\(stages[parent] ?? 1)"
    }
    return numbers
  }

  /// The days on which somebody promised to look at an action again, soonest first; nil
  /// where nobody did. What is done, refused, or towards a goal that is reached or set aside
  /// needs no looking at. Several of one day are one promise: "look again at: ring the club,
  /// and 2 more".
  public var actionReviews: [NextStep]? {
    let looked = actionsToLookAt.compactMap { action in
      action.reviewOn.map { (on: $0, what: action.what) }
    }
    guard !looked.isEmpty else { return nil }
    return Dictionary(grouping: looked, by: \.on).map { day, actions in
      let more = actions.count > 1 ? ", and \(actions.count - 1) more" : ""
      return NextStep(text: "look again at: \(actions[0].what)\(more)", on: day)
    }.sorted { $0.on < $1.on }
  }

  /// The first action, in the order of the plan, that somebody promised to look at again on a
  /// day: the one that ``actionReviews`` names.
  public func action(lookedAtOn day: Day) -> Action? {
    actionsToLookAt.first { $0.reviewOn == day }
  }

  private var actionsToLookAt: [Action] {
    goals.filter { $0.status == .open }.flatMap(\.actions).filter {
      $0.status == .inProgress && $0.reviewOn != nil
    }
  }

  /// Whether anything at all is written in it.
  public var isEmpty: Bool { entries.isEmpty && goals.isEmpty }
}

/// One thing said in a section of the plan.
public struct PlanEntry: Equatable, Sendable {
  public var id: Identifier<PlanEntry>
  public var section: PlanSection
  public var text: String
  /// Whose words these are.
  public var voice: Voice
  /// The goal that an outcome is of; nil in every other section.
  public var goalID: Identifier<Goal>?

  public init(
    id: Identifier<PlanEntry>, section: PlanSection, text: String, voice: Voice = .person,
    goalID: Identifier<Goal>? = nil
  ) {
    self.id = id
    self.section = section
    self.text = text
    self.voice = voice
    self.goalID = goalID
  }
}

/// Whose words an entry is in.
public enum Voice: String, CaseIterable, Codable, Sendable {
  case person
  case family
  case worker

  /// Whose words they are, of somebody who is called `name`: "Leo’s words".
  public func words(for name: String) -> String {
    switch self {
    case .person: "\(name)\(name.hasSuffix("s") ? "’" : "’s") words"
    case .family: "the family’s words"
    case .worker: "the worker’s words"
    }
  }

  /// The next in turn, for a key that goes through them.
  public var next: Voice {
    switch self {
    case .person: .family
    case .family: .worker
    case .worker: .person
    }
  }
}

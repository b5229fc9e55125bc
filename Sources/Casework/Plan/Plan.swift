// The personalised care and support plan: what matters, strengths, needs, goals
// and the actions towards them. Names as in PRSB "Care and support plan".

import Foundation

/// The plan of one case. It is made with the first word written in it.
public struct Plan: Equatable, Sendable {
  public var id: Identifier<Plan>
  public var caseID: Identifier<Case>
  /// What matters, strengths and needs, in the order shown.
  public var entries: [PlanEntry]
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
}

/// The parts of a plan that are lists of words.
public enum PlanSection: String, CaseIterable, Codable, Sendable {
  /// PRSB "What is most important to me".
  case whatMatters = "what-matters"
  /// PRSB "Strengths".
  case strengths
  /// PRSB "Needs, concerns or problems".
  case needs

  public var heading: String {
    switch self {
    case .whatMatters: "What matters to me"
    case .strengths: "Strengths"
    case .needs: "Needs and concerns"
    }
  }
}

/// One thing said in a section of the plan.
public struct PlanEntry: Equatable, Sendable {
  public var id: Identifier<PlanEntry>
  public var section: PlanSection
  public var text: String
  /// Whose words these are.
  public var voice: Voice

  public init(
    id: Identifier<PlanEntry>, section: PlanSection, text: String, voice: Voice = .person
  ) {
    self.id = id
    self.section = section
    self.text = text
    self.voice = voice
  }
}

/// Whose words an entry is in.
public enum Voice: String, CaseIterable, Codable, Sendable {
  case person
  case family
  case worker
}

/// PRSB "Goals and hopes".
public struct Goal: Equatable, Sendable {
  public var id: Identifier<Goal>
  public var text: String
  /// PRSB "Goal importance score", 1 to 10.
  public var importance: Int?
  /// How sure the person is of getting there, 1 to 10.
  public var confidence: Int?
  public var actions: [Action]

  public init(
    id: Identifier<Goal>, text: String, importance: Int? = nil, confidence: Int? = nil,
    actions: [Action] = []
  ) {
    self.id = id
    self.text = text
    self.importance = importance
    self.confidence = confidence
    self.actions = actions
  }
}

/// PRSB "Actions and activities": what, who, when, status.
public struct Action: Equatable, Sendable {
  public var id: Identifier<Action>
  public var what: String
  public var who: String
  /// By when.
  public var when: Day?
  public var status: ActionStatus

  public init(
    id: Identifier<Action>, what: String, who: String = "", when: Day? = nil,
    status: ActionStatus = .inProgress
  ) {
    self.id = id
    self.what = what
    self.who = who
    self.when = when
    self.status = status
  }
}

/// PRSB "Status" of an action.
public enum ActionStatus: String, CaseIterable, Codable, Sendable {
  case inProgress = "in-progress"
  case done
  case refused

  public var words: String {
    switch self {
    case .inProgress: "In progress"
    case .done: "Done"
    case .refused: "Refused"
    }
  }
}

// A plan as it stands at one moment, whole and on its own: what is kept when the
// plan is agreed, what is compared, and what is printed.

import Foundation

/// Everything that a plan says, with what it was called then. It refers to nothing
/// outside itself, so that it reads the same in ten years.
///
/// It is stored as JSON. What later versions add must be optional, so that sheets kept
/// by earlier ones can still be read.
public struct PlanSheet: Codable, Equatable, Sendable {
  /// What the person is called.
  public var name: String
  /// In the order shown.
  public var words: [SheetWords]
  /// In the order shown; a stage comes after the goal that it leads to.
  public var goals: [SheetGoal]
  /// Services linked to no goal, the latest first.
  public var services: [SheetService]

  public init(
    name: String, words: [SheetWords] = [], goals: [SheetGoal] = [],
    services: [SheetService] = []
  ) {
    self.name = name
    self.words = words
    self.goals = goals
    self.services = services
  }

  /// Whether nothing at all is written on it.
  public var isEmpty: Bool { words.isEmpty && goals.isEmpty && services.isEmpty }

  public func words(in section: PlanSection) -> [SheetWords] {
    words.filter { $0.section == section && $0.goalID == nil }
  }

  /// What came of a goal.
  public func outcomes(of goal: String) -> [SheetWords] {
    words.filter { $0.goalID == goal }
  }

  /// How old somebody is who reads its words with ease; nil where it has none. The formula
  /// is for English.
  public var readingAge: ReadingAge? {
    ReadingAge(
      of: words.map(\.text)
        + goals.flatMap { goal in
          [goal.text] + goal.actions.map(\.what) + goal.actions.compactMap(\.strategies)
        })
  }

  /// What the need that a goal is about says; nil where it is about none in particular.
  public func need(of goal: SheetGoal) -> String? {
    goal.needID.flatMap { id in words(in: .needs).first { $0.id == id }?.text }
  }

  /// Actions still to do that read differently from how `agreed` has them, or are not in it.
  public func actionsChanged(since agreed: PlanSheet) -> Set<String> {
    let before = agreed.agreement.goals.flatMap(\.actions)
    let known = Dictionary(before.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let open = Set(goals.flatMap(\.actions).filter { $0.status == .inProgress }.map(\.id))
    return Set(
      agreement.goals.flatMap(\.actions).filter { open.contains($0.id) && known[$0.id] != $0 }
        .map(\.id))
  }

  /// The goals that are no stage of another.
  public var mainGoals: [SheetGoal] {
    let known = Set(goals.map(\.id))
    // A stage whose goal is gone stands for itself: nothing written is ever left out.
    return goals.filter { $0.parentID.map { !known.contains($0) } ?? true }
  }

  public func stages(of goal: String) -> [SheetGoal] { goals.filter { $0.parentID == goal } }

  /// "2" for the second goal, "2.1" for its first stage.
  public func number(of goal: String) -> String {
    if let place = mainGoals.firstIndex(where: { $0.id == goal }) { return "\(place + 1)" }
    guard let parent = goals.first(where: { $0.id == goal })?.parentID,
      let place = stages(of: parent).firstIndex(where: { $0.id == goal })
    else { return "" }
    return "\(number(of: parent)).\(place + 1)"
  }

  /// The goals in the order of the page: each with its stages behind it. Whatever hangs on
  /// no goal that is there stands at the end.
  public var arranged: [SheetGoal] {
    let mains = mainGoals
    let mainIDs = Set(mains.map(\.id))
    let stages = Dictionary(grouping: goals.filter { !mainIDs.contains($0.id) }) { $0.parentID }
    let ordered = mains.flatMap { [$0] + (stages[$0.id] ?? []) }
    let shown = Set(ordered.map(\.id))
    return ordered + goals.filter { !shown.contains($0.id) }
  }

  /// The number of every goal, as ``number(of:)`` tells it, in one go.
  public var numbers: [String: String] {
    var numbers: [String: String] = [:]
    for (place, goal) in mainGoals.enumerated() where numbers[goal.id] == nil {
      numbers[goal.id] = "\(place + 1)"
    }
    var stages: [String: Int] = [:]
    for goal in goals where numbers[goal.id] == nil {
      guard let parent = goal.parentID else { continue }
      stages[parent, default: 0] += 1
      numbers[goal.id] = numbers[parent].map { "\($0).\(stages[parent] ?? 1)" }
    }
    return numbers
  }

  /// What was agreed, in the order of the page, without what has come of it since: scores
  /// and the mark that the first of them sets, what is done or refused and when it is looked
  /// at again, outcomes and services linked. Progress does not make an agreement old.
  public var agreement: PlanSheet {
    var sheet = self
    sheet.name = ""
    sheet.words = PlanSection.allCases.filter { $0 != .outcome }.flatMap { words(in: $0) }
    sheet.services = []
    sheet.goals = arranged
    for index in sheet.goals.indices {
      sheet.goals[index].scores = []
      sheet.goals[index].isScored = false
      sheet.goals[index].services = []
      sheet.goals[index].status = .open
      for step in sheet.goals[index].actions.indices {
        sheet.goals[index].actions[step].status = .inProgress
        sheet.goals[index].actions[step].endedOn = nil
        sheet.goals[index].actions[step].remark = nil
        sheet.goals[index].actions[step].reviewOn = nil
        sheet.goals[index].actions[step].updatedOn = nil
      }
    }
    return sheet
  }
}

/// One thing said in a section of the plan.
public struct SheetWords: Codable, Equatable, Sendable {
  public var id: String
  public var section: PlanSection
  public var text: String
  public var voice: Voice
  /// The goal that it is an outcome of.
  public var goalID: String?

  public init(
    id: String, section: PlanSection, text: String, voice: Voice = .person,
    goalID: String? = nil
  ) {
    self.id = id
    self.section = section
    self.text = text
    self.voice = voice
    self.goalID = goalID
  }
}

/// A goal on a sheet.
public struct SheetGoal: Codable, Equatable, Sendable {
  public var id: String
  public var text: String
  public var voice: Voice
  /// 1 to 10.
  public var importance: Int?
  /// 1 to 10.
  public var confidence: Int?
  public var status: GoalStatus
  public var isScored: Bool
  /// The goal that this one is a stage of.
  public var parentID: String?
  /// The need that it is about; nil also on sheets kept before it was.
  public var needID: String?
  public var actions: [SheetAction]
  /// The oldest first.
  public var scores: [SheetScore]
  /// Services linked to this goal, the latest first.
  public var services: [SheetService]

  public init(
    id: String, text: String, voice: Voice = .person, importance: Int? = nil,
    confidence: Int? = nil, status: GoalStatus = .open, isScored: Bool = false,
    parentID: String? = nil, needID: String? = nil, actions: [SheetAction] = [],
    scores: [SheetScore] = [], services: [SheetService] = []
  ) {
    self.id = id
    self.text = text
    self.voice = voice
    self.importance = importance
    self.confidence = confidence
    self.status = status
    self.isScored = isScored
    self.parentID = parentID
    self.needID = needID
    self.actions = actions
    self.scores = scores
    self.services = services
  }

  /// "now 4, was 2"; empty where nothing was ever scored.
  public var scoreWords: String {
    guard let now = scores.last else { return "" }
    guard let before = scores.dropLast().last else { return "now \(now.score), the first score" }
    return "now \(now.score), was \(before.score)"
  }
}

/// A step towards a goal on a sheet.
public struct SheetAction: Codable, Equatable, Sendable {
  public var id: String
  public var what: String
  public var who: String
  public var when: Day?
  public var status: ActionStatus
  public var voice: Voice
  public var strategies: String?
  /// 1 to 10.
  public var confidence: Int?
  public var reviewOn: Day?
  public var endedOn: Day?
  public var remark: String?
  /// PRSB "Date last updated"; nil on sheets kept before it was.
  public var updatedOn: Day?

  public init(
    id: String, what: String, who: String = "", when: Day? = nil,
    status: ActionStatus = .inProgress, voice: Voice = .person, strategies: String? = nil,
    confidence: Int? = nil, reviewOn: Day? = nil, endedOn: Day? = nil, remark: String? = nil,
    updatedOn: Day? = nil
  ) {
    self.id = id
    self.what = what
    self.who = who
    self.when = when
    self.status = status
    self.voice = voice
    self.strategies = strategies
    self.confidence = confidence
    self.reviewOn = reviewOn
    self.endedOn = endedOn
    self.remark = remark
    self.updatedOn = updatedOn
  }

  /// "by 30/11/2026", "done 12/10/2026", "refused: “boring”"; empty where there is
  /// nothing to say.
  public var standing: String {
    switch status {
    case .inProgress: when.map { "by \($0.british)" } ?? ""
    case .done: "done" + (endedOn.map { " \($0.british)" } ?? "")
    case .refused: "refused" + (remark.map { ": “\($0)”" } ?? "")
    }
  }
}

/// How near they said they were on a day, 0 to 10.
public struct SheetScore: Codable, Equatable, Sendable {
  public var on: Day
  public var score: Int
  public var note: String?
  /// Who said so; nil on sheets kept before it was.
  public var voice: Voice?

  public init(on day: Day, score: Int, note: String? = nil, voice: Voice? = nil) {
    self.on = day
    self.score = score
    self.note = note
    self.voice = voice
  }
}

/// A service that the person was linked with.
public struct SheetService: Codable, Equatable, Sendable {
  public var id: String
  public var name: String
  public var kind: PrescriptionKind
  public var on: Day

  public init(id: String, name: String, kind: PrescriptionKind, on day: Day) {
    self.id = id
    self.name = name
    self.kind = kind
    self.on = day
  }
}

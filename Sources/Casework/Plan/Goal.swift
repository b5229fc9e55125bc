// What somebody hopes for, and how near they say they are.

import Foundation

/// PRSB "Goals and hopes". A goal with a parent is one of the parent's stage goals.
public struct Goal: Equatable, Sendable {
  public var id: Identifier<Goal>
  public var text: String
  /// Whose words these are.
  public var voice: Voice
  /// PRSB "Goal importance score", 1 to 10.
  public var importance: Int?
  /// How sure the person is of getting there, 1 to 10.
  public var confidence: Int?
  /// PRSB "Goal status".
  public var status: GoalStatus
  /// Whether it is one of the up to three goals that are scored over time, as
  /// Goal-Based Outcomes ask.
  public var isScored: Bool
  /// The goal that this one is a stage of.
  public var parentID: Identifier<Goal>?
  /// The need, concern or problem that it is about: in PRSB every goal stands below one.
  public var needID: Identifier<PlanEntry>?
  public var actions: [Action]
  /// How near they said they were, the oldest first, one a day.
  public var scores: [GoalScore]

  public init(
    id: Identifier<Goal>, text: String, voice: Voice = .person, importance: Int? = nil,
    confidence: Int? = nil, status: GoalStatus = .open, isScored: Bool = false,
    parentID: Identifier<Goal>? = nil, needID: Identifier<PlanEntry>? = nil,
    actions: [Action] = [], scores: [GoalScore] = []
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
  }

  /// The latest score.
  public var now: GoalScore? { scores.last }

  /// The score before the latest.
  public var before: GoalScore? { scores.dropLast().last }
}

/// PRSB "Goal status". The raw value is how it is stored.
public enum GoalStatus: String, CaseIterable, Codable, Sendable {
  case open
  case reached
  case setAside = "set-aside"

  public var words: String {
    switch self {
    case .open: "Working on it"
    case .reached: "Reached"
    case .setAside: "Set aside"
    }
  }
}

/// How near somebody said they were to a goal on a day: 0, nothing of it yet, to 10,
/// reached, as Goal-Based Outcomes ask.
public struct GoalScore: Equatable, Sendable {
  public var id: Identifier<GoalScore>
  public var on: Day
  /// 0 to 10.
  public var score: Int
  /// Who said so.
  public var voice: Voice
  /// What they said about it.
  public var note: String

  public init(
    id: Identifier<GoalScore>, on day: Day, score: Int, voice: Voice = .person, note: String = ""
  ) {
    self.id = id
    self.on = day
    self.score = min(max(score, GoalScore.range.lowerBound), GoalScore.range.upperBound)
    self.voice = voice
    self.note = note
  }

  public static let range = 0...10

  /// How many goals of a plan are scored over time at the most: Goal-Based Outcomes
  /// ask for up to three.
  public static let scoredGoals = 3
}

// A step towards a goal.

import Foundation

/// PRSB "Actions and activities": what, who, when, suggested strategies, status,
/// confidence, review date.
public struct Action: Equatable, Sendable {
  public var id: Identifier<Action>
  public var what: String
  public var who: String
  /// By when.
  public var when: Day?
  public var status: ActionStatus
  /// Whose words these are.
  public var voice: Voice
  /// PRSB "Suggested strategies": what might make it easier.
  public var strategies: String
  /// PRSB "Confidence": how sure the person is of doing it, 1 to 10.
  public var confidence: Int?
  /// PRSB "Review date" of the action.
  public var reviewOn: Day?
  /// The day it was done or refused.
  public var endedOn: Day?
  /// What was said about it then: why it was refused, how it went.
  public var remark: String

  public init(
    id: Identifier<Action>, what: String, who: String = "", when: Day? = nil,
    status: ActionStatus = .inProgress, voice: Voice = .person, strategies: String = "",
    confidence: Int? = nil, reviewOn: Day? = nil, endedOn: Day? = nil, remark: String = ""
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
  }

  /// The action with another status; it ends today where it ends at all.
  public func becoming(_ status: ActionStatus, on today: Day) -> Action {
    guard status != self.status else { return self }
    var action = self
    action.status = status
    action.endedOn = status == .inProgress ? nil : today
    return action
  }

  /// How it stands in words beside it: "by 30/11", "was due 12/11", "done 12/10",
  /// "refused: “boring”". Empty where there is nothing to say.
  public func standing(on today: Day) -> String {
    let said = remark.isEmpty ? "" : ": “\(remark)”"
    switch status {
    case .inProgress:
      guard let when else { return "" }
      return when < today ? "was due \(when.shortBritish)" : "by \(when.shortBritish)"
    case .done: return "done" + (endedOn.map { " \($0.shortBritish)" } ?? "")
    case .refused: return "refused" + said
    }
  }

  /// Whether its day has gone and it is still to do.
  public func isLate(on today: Day) -> Bool {
    status == .inProgress && when.map { $0 < today } == true
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

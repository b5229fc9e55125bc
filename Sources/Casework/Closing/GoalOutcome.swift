// What became of each goal when a case closed. PRSB "Goal status" and "Outcomes".

/// What became of one goal.
public struct GoalOutcome: Equatable, Sendable {
  public enum Kind: String, CaseIterable, Codable, Sendable {
    case met
    case partlyMet = "partly-met"
    case notMet = "not-met"
    case noLongerWanted = "no-longer-wanted"
    case notAsked = "not-asked"

    public var words: String {
      switch self {
      case .met: "Got there"
      case .partlyMet: "Got some of the way"
      case .notMet: "Not got there"
      case .noLongerWanted: "No longer wanted"
      case .notAsked: "Could not be asked"
      }
    }
  }

  public var id: Identifier<GoalOutcome>
  public var caseID: Identifier<Case>
  public var goalID: Identifier<Goal>
  public var kind: Kind
  /// In their own words.
  public var note: String

  public init(
    id: Identifier<GoalOutcome>, caseID: Identifier<Case>, goalID: Identifier<Goal>,
    kind: Kind, note: String = ""
  ) {
    self.id = id
    self.caseID = caseID
    self.goalID = goalID
    self.kind = kind
    self.note = note
  }
}

extension CaseRecord {
  /// The goals of which is asked when the case closes: each whole one, without its stages.
  public var goalsToClose: [Goal] {
    (plan?.goals ?? []).filter { $0.parentID == nil }
  }
}

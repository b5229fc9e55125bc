// A case as one line of a list.

import Foundation

/// What the caseload shows of a case.
public struct CaseloadRow: Equatable, Sendable {
  public var caseID: Identifier<Case>
  public var person: Person
  public var need: String
  /// Empty where nobody holds it.
  public var holderName: String
  public var facts: CaseFacts
  /// Whether anything is written in a plan yet.
  public var hasPlan: Bool
  public var due: Due?
  /// How the person stands as to risk.
  public var risk: RiskStanding

  public init(
    caseID: Identifier<Case>, person: Person, need: String, holderName: String = "",
    facts: CaseFacts, hasPlan: Bool, due: Due?, risk: RiskStanding = .notAsked
  ) {
    self.caseID = caseID
    self.person = person
    self.need = need
    self.holderName = holderName
    self.facts = facts
    self.hasPlan = hasPlan
    self.due = due
    self.risk = risk
  }

  public func stage(on today: Day) -> Stage { Stage(of: facts, on: today) }

  /// "today", "yesterday", "9 days ago", or "—" when nobody has spoken with them yet.
  public func lastSeenWords(on today: Day) -> String {
    guard let last = facts.lastSpokenOn else { return "—" }
    let days = last.days(until: today)
    return switch days {
    case ..<1: "today"
    case 1: "yesterday"
    case ..<60: "\(days) days ago"
    default: last.british
    }
  }

  /// "agreed 02/11", "draft" or "—".
  public var planWords: String {
    if let agreed = facts.planAgreedOn { return "agreed \(agreed.shortBritish)" }
    return hasPlan ? "draft" : "—"
  }
}

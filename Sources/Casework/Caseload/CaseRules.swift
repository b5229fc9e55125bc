// The named rules by which cases are picked out, in one place: every list, count,
// command and export asks here, so that they cannot disagree. The store reads long
// lists by SQL that says the same; a test holds the two together on random records.

import Foundation

extension CaseFacts {
  /// Whole days since somebody of the service last spoke with the person, or since the
  /// referral where nobody has yet.
  public func daysUnspoken(on today: Day) -> Int {
    (lastSpokenOn ?? referredOn).days(until: today)
  }

  /// "Nobody has spoken to them for `days` days": the one rule. Closed cases are at
  /// peace.
  public func isUnspoken(for days: Int, on today: Day) -> Bool {
    closedOn == nil && daysUnspoken(on: today) >= days
  }
}

extension Due {
  /// Whether its day has passed: the one rule for overdue.
  public func isOverdue(on today: Day) -> Bool { on < today }

  /// Whether it needs somebody now: the one rule for Today's first section, the sign
  /// before a name and every count of them.
  public func needsSomebodyNow(on today: Day) -> Bool {
    urgency(on: today).needsSomebodyNow
  }
}

/// A question that a list, a count or a saved view asks of each case.
public enum CaseQuestion: Hashable, Codable, Sendable {
  /// What is due is late.
  case needsNow
  /// Due on that many days from today at the latest, and not late.
  case dueWithin(days: Int)
  /// At a stage.
  case stage(Stage)
  /// Nobody has spoken to them for that many days.
  case unspoken(days: Int)
  /// Whoever holds it has no entry in it yet.
  case newToHolder
  /// Held, and never reached.
  case waitingForFirst

  /// The one answer.
  ///
  /// - Parameter due: what is due on it, by ``Due/init(of:policy:)``.
  public func holds(for facts: CaseFacts, due: Due?, on today: Day) -> Bool {
    switch self {
    case .needsNow: due?.needsSomebodyNow(on: today) ?? false
    case .dueWithin(let days):
      due.map { $0.on >= today && $0.on <= today.adding(days: days) } ?? false
    case .stage(let stage): Stage(of: facts, on: today) == stage
    case .unspoken(let days): facts.isUnspoken(for: days, on: today)
    case .newToHolder: facts.closedOn == nil && facts.isNewToHolder
    case .waitingForFirst:
      facts.closedOn == nil && facts.holderID != nil && facts.firstReachedOn == nil
    }
  }

  /// "needs you now", "nobody has spoken to them for 21 days".
  public var words: String {
    switch self {
    case .needsNow: "needs you now"
    case .dueWithin(0): "due today"
    case .dueWithin(let days): "due within \(days) days"
    case .stage(let stage): "stage: \(stage.words.lowercased())"
    case .unspoken(let days): "nobody has spoken to them for \(days) days"
    case .newToHolder: "new to whoever holds it"
    case .waitingForFirst: "waiting for a first contact"
    }
  }
}

extension CaseloadRow {
  /// Whether a question's answer is yes for this row.
  public func answers(_ question: CaseQuestion, on today: Day) -> Bool {
    question.holds(for: facts, due: due, on: today)
  }
}

extension Stage {
  /// A key by which cases sort by stage on any day: cases whose review is due come
  /// after the others that are active, whatever day it is. So it can be stored.
  public static func sortKey(of facts: CaseFacts) -> String {
    let place =
      facts.closedOn != nil
      ? 5
      : facts.firstReachedOn != nil
        ? 3 : facts.holderID != nil ? 2 : facts.triagedOn != nil ? 1 : 0
    guard place == 3 else { return "\(place)" }
    // The earlier the review, the further back: 9,999,999 less its day's number.
    return "3 " + (facts.reviewOn.map { reviewKey($0) } ?? "0000000")
  }

  /// Sort keys from this on, and before "5", are of cases at review on `today`.
  public static func reviewKey(_ day: Day) -> String {
    let digits = String(9_000_000 - day.number)
    return String(repeating: "0", count: max(0, 7 - digits.count)) + digits
  }

  /// The sort keys that cases of this stage have on `today`: from the first, up to but
  /// not including the second.
  public func sortKeys(on today: Day) -> (from: String, to: String) {
    switch self {
    case .referred: ("0", "1")
    case .triaged: ("1", "2")
    case .waiting: ("2", "3")
    case .active: ("3", "3 " + Stage.reviewKey(today))
    case .review: ("3 " + Stage.reviewKey(today), "5")
    case .closed: ("5", "6")
    }
  }
}

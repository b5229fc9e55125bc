// What is due next on a case, and whether it needs somebody now. Every list,
// count, command and export asks here, so that they cannot disagree.

import Foundation

/// The next thing that is due on an open case. Every open case has one.
public struct Due: Equatable, Sendable {
  public enum Kind: String, CaseIterable, Codable, Sendable {
    /// Somebody must decide on the referral.
    case triage
    /// Somebody must take the case on.
    case allocation
    case firstContact = "first-contact"
    case nextStep = "next-step"
    /// Something in the diary.
    case appointment
    case review
    /// An action of the plan is to be looked at again.
    case actionReview = "action-review"
    /// Nothing is planned and nobody has spoken with them for a while.
    case silence
    /// Something must be done for somebody's safety.
    case safety
    /// The first-contact clock is paused, and is to be looked at again.
    case pause
    /// The tries are used up: a letter is to be written, or the case closed after it.
    case letter
  }

  public var kind: Kind
  public var on: Day
  /// Minutes after midnight, where a time was agreed.
  public var at: Int?
  /// What is to be done, in words.
  public var text: String

  public init(kind: Kind, on day: Day, at minute: Int? = nil, text: String) {
    self.kind = kind
    self.on = day
    self.at = minute
    self.text = text
  }

  /// The one rule for what is due next: the earliest of the promises and clocks
  /// that run on the case; nil when it is closed. It does not depend on today, so
  /// it can be stored and sorted by.
  public init?(of facts: CaseFacts, policy: ServicePolicy) {
    guard let first = Due.all(of: facts, policy: policy).first else { return nil }
    self = first
  }

  /// Every promise and clock that runs on the case, soonest first; empty when it is
  /// closed. Days are laid out from these: a late review must not hide that a call was
  /// promised for this afternoon.
  public static func all(of facts: CaseFacts, policy: ServicePolicy) -> [Due] {
    guard facts.closedOn == nil else { return [] }
    var candidates: [Due] = []
    if let step = facts.nextStep {
      candidates.append(
        Due(
          kind: .nextStep, on: step.on, at: step.at,
          text: step.text.isEmpty ? "next step" : step.text))
    }
    if let appointment = facts.appointment {
      candidates.append(
        Due(
          kind: .appointment, on: appointment.on, at: appointment.at, text: appointment.text))
    }
    if let review = facts.reviewOn {
      candidates.append(Due(kind: .review, on: review, text: "plan review"))
    }
    candidates += (facts.steps.actionReviews ?? []).map {
      Due(kind: .actionReview, on: $0.on, text: $0.text)
    }
    if let safety = facts.steps.safety {
      candidates.append(Due(kind: .safety, on: safety.on, at: safety.at, text: safety.text))
    }
    if facts.firstReachedOn == nil {
      candidates.append(
        facts.holderID == nil
          ? Due.decision(facts, policy: policy) : Due.firstContact(facts, policy: policy))
    }
    if candidates.isEmpty {
      let since = facts.lastSpokenOn ?? facts.referredOn
      candidates.append(
        Due(kind: .silence, on: since.adding(days: policy.quietDays), text: "nothing planned"))
    }
    return candidates.enumerated().sorted { a, b in
      (a.element.on, a.element.at ?? 1_440, a.offset)
        < (b.element.on, b.element.at ?? 1_440, b.offset)
    }.map(\.element)
  }

  /// How it stands on `today`.
  public func urgency(on today: Day) -> Urgency {
    on < today
      ? .late(days: on.days(until: today))
      : on == today ? .today : .later(days: today.days(until: on))
  }

  /// "2 days late", "today", "10:30", "tomorrow", "Thu 26/11".
  public func whenWords(on today: Day) -> String {
    switch urgency(on: today) {
    case .late(let days): "\(days) day\(days == 1 ? "" : "s") late"
    case .today: NextStep(text: "", on: on, at: at).clock ?? "today"
    case .later(let days) where days == 1: "tomorrow"
    case .later(let days) where days < 7: "\(on.weekday.shortName) \(on.shortBritish)"
    case .later: on.year == today.year ? on.shortBritish : on.british
    }
  }
}

/// How pressing a due thing is.
public enum Urgency: Equatable, Sendable {
  case late(days: Int)
  case today
  case later(days: Int)

  /// The one rule for "needs you now": late.
  public var needsSomebodyNow: Bool {
    if case .late = self { true } else { false }
  }
}

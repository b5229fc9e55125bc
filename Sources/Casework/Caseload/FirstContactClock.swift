// The clock that runs from a referral to the first contact: so many working days, so
// many tries, then a letter, then closing. It can be paused, with a reason.

import Foundation

extension ServicePolicy {
  /// The day `count` working days after `start`: weekends, bank holidays and days on
  /// which the clock stood are not counted.
  public func day(_ count: Int, workingDaysAfter start: Day, pauses: [ClockPause] = []) -> Day {
    start.adding(workingDays: count) { day in
      bankHolidays.contains(day) || pauses.contains { $0.covers(day) }
    }
  }
}

extension Due {
  /// What is due on a referral that nobody holds yet.
  static func decision(_ facts: CaseFacts, policy: ServicePolicy) -> Due {
    if let asked = facts.steps.askedOn, facts.triagedOn == nil {
      return Due(
        kind: .triage, on: policy.day(policy.answerWorkingDays, workingDaysAfter: asked),
        text: "answer to our question, or decide")
    }
    let since = facts.triagedOn ?? facts.referredOn
    let kind: Kind = facts.triagedOn == nil ? .triage : .allocation
    return Due(
      kind: kind, on: policy.day(policy.triageWorkingDays, workingDaysAfter: since),
      text: kind == .triage ? "decide on the referral" : "take the case on")
  }

  /// What the first-contact clock of a held case asks for.
  static func firstContact(_ facts: CaseFacts, policy: ServicePolicy) -> Due {
    if let pause = facts.steps.pause {
      return Due(kind: .pause, on: pause.until, text: "first contact paused: \(pause.reason)")
    }
    if let letter = facts.steps.letterOn {
      return Due(
        kind: .letter, on: policy.day(policy.letterWorkingDays, workingDaysAfter: letter),
        text: "no answer to the letter: close")
    }
    if facts.attempts >= policy.firstContactTries, let tried = facts.lastTriedOn {
      return Due(
        kind: .letter, on: policy.day(1, workingDaysAfter: tried),
        text: "\(facts.attempts) tries made: write the letter")
    }
    let tries =
      facts.attempts == 0
      ? "first contact"
      : "first contact, \(facts.attempts) of \(policy.firstContactTries) tries made"
    return Due(
      kind: .firstContact,
      on: policy.day(
        policy.firstContactWorkingDays, workingDaysAfter: facts.referredOn,
        pauses: facts.steps.pauses), text: tries)
  }
}

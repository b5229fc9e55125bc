// The message back to the referrer and to the GP practice when a case closes: the
// sections of the PRSB standard in its order, under headings in plain words, since the
// person is shown it first.

/// Writes the messages back.
public struct MessageBack: Equatable, Sendable {
  public var record: CaseRecord
  public var closing: Closing
  public var outcomes: [GoalOutcome]
  public var worker: String

  public init(record: CaseRecord, closing: Closing, outcomes: [GoalOutcome], worker: String) {
    self.record = record
    self.closing = closing
    self.outcomes = outcomes
    self.worker = worker
  }

  /// The words for whoever referred, or for the GP practice. Sections without anything in
  /// them are left out; notes of contacts never go in.
  public func body(toPractice: Bool) -> String {
    var parts: [(heading: String, lines: [String])] = [
      // PRSB: Person demographics, Referral details, Contacts with professionals, Care and
      // support plan, Services and care.
      ("Who this is about", demographics(toPractice: toPractice)),
      ("The referral", referral), ("Our contacts", contacts),
      ("The plan", plan), ("Where we pointed to", services),
    ]
    if toPractice { parts.append(("Risks", risks)) }
    parts.append(("How it ended", ending))
    let sections = parts.filter { !$0.lines.isEmpty }.map {
      ([$0.heading.uppercased()] + $0.lines).joined(separator: "\n")
    }
    return (sections + ["\(worker)\nSocial prescribing, \(closing.on.british)"])
      .joined(separator: "\n\n")
  }

  private func demographics(toPractice: Bool) -> [String] {
    let person = record.person
    var lines = [PersonName.joined([person.firstName, person.familyName])]
    if !person.preferredName.isEmpty, person.preferredName != person.firstName {
      lines[0] += " (likes to be called \(person.preferredName))"
    }
    if let birth = person.dateOfBirth { lines.append("Born \(birth.british)") }
    if toPractice, let number = person.nhsNumber { lines.append("NHS number \(number)") }
    return lines
  }

  private var referral: [String] {
    guard let referral = record.referral else { return [] }
    let named = [referral.referrer, referral.organisation].filter { !$0.isEmpty }
    let from = named.isEmpty ? referral.source.words : named.joined(separator: ", ")
    return ["Referred on \(referral.date.british) by \(from)"]
  }

  private var contacts: [String] {
    let met = record.contacts.filter(\.outcome.reachedThem)
    guard let first = met.map(\.at).min(), let last = met.map(\.at).max() else {
      let tries = record.contacts.count(where: \.outcome.isTry)
      return tries == 0 ? [] : ["\(tries) tr\(tries == 1 ? "y" : "ies"), not reached"]
    }
    let days = [first, last].map { Day($0).british }
    let when = days[0] == days[1] ? "on \(days[0])" : "from \(days[0]) to \(days[1])"
    return ["Spoke or met \(met.count) time\(met.count == 1 ? "" : "s"), \(when)"]
  }

  private var plan: [String] {
    guard let plan = record.plan else { return [] }
    return plan.goals.map { goal in
      let outcome = outcomes.first { $0.goalID == goal.id }
      var line = "Goal: \(goal.text)"
      if let outcome {
        line += " (\(outcome.kind.words.lowercased())"
        line += outcome.note.isEmpty ? ")" : ": \(outcome.note))"
      }
      return line
    }
  }

  private var services: [String] {
    record.prescriptions.reversed().map {
      "\($0.prescription.kind.words) to \($0.assetName), \($0.prescription.on.british)"
    }
  }

  private var risks: [String] {
    record.risks.filter { $0.to == nil }.map(\.words)
  }

  private var ending: [String] {
    [closing.reason.words] + (closing.note.isEmpty ? [] : [closing.note])
      + ["They can come back to us at any time."]
  }
}

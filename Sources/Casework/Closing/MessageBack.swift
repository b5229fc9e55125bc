// The message back to the referrer and to the GP practice when a case closes: the
// sections of the PRSB standard under the standard's own names and in its order. Beside
// each name stands what it is in plain words, since the person is shown it first.

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

  /// A section of the PRSB Social Prescribing standard that a message back may have. The raw
  /// value is its name in the standard.
  public enum Heading: String, CaseIterable, Codable, Sendable {
    case demographics = "Person demographics"
    case practice = "GP practice"
    case referral = "Referral details"
    case contacts = "Contacts with professionals"
    case issues = "Presenting complaints or issues"
    case summary = "Clinical summary"
    case services = "Services and care"
    case signposts = "Signpost details"
    case risks = "Risks"
    case requested = "Plan and requested actions"
    case plan = "Care and support plan"

    /// What the section is in plain words, for the person who reads it first.
    public var plain: String {
      switch self {
      case .demographics: "who this is about"
      case .practice: "where their GP is"
      case .referral: "the referral"
      case .contacts: "how often we spoke or met"
      case .issues: "what it was about"
      case .summary: "how it ended"
      case .services: "what we linked them with"
      case .signposts: "what we told them about"
      case .risks: "what may be a danger"
      case .requested: "what happens next"
      case .plan: "goals, and what became of them"
      }
    }

    /// The line above the section in a message: "REFERRAL DETAILS (the referral)".
    var line: String { "\(rawValue.uppercased()) (\(plain))" }
  }

  /// A section with what it says, line by line.
  public struct Section: Equatable, Codable, Sendable {
    public var heading: Heading
    public var lines: [String]

    public init(_ heading: Heading, _ lines: [String]) {
      self.heading = heading
      self.lines = lines
    }
  }

  /// The sections for whoever referred, or for the GP practice, in the standard's order.
  /// Those without anything in them are left out; notes of contacts never go in.
  public func sections(toPractice: Bool) -> [Section] {
    Heading.allCases.map { Section($0, lines($0, toPractice: toPractice)) }
      .filter { !$0.lines.isEmpty }
  }

  /// The words for whoever referred, or for the GP practice.
  public func body(toPractice: Bool) -> String {
    let sections = sections(toPractice: toPractice).map {
      ([$0.heading.line] + $0.lines).joined(separator: "\n")
    }
    return (sections + ["\(worker)\nSocial prescribing, \(closing.on.british)"])
      .joined(separator: "\n\n")
  }

  /// The sections of a message as it was sent, with whatever was changed in its words before;
  /// none for a message that has no such headings.
  public static func sections(of body: String) -> [Section] {
    let headings = Dictionary(
      Heading.allCases.map { ($0.line, $0) }, uniquingKeysWith: { first, _ in first })
    var sections: [Section] = []
    for paragraph in body.split(separator: "\n\n", omittingEmptySubsequences: true) {
      let lines = paragraph.split(separator: "\n").map(String.init)
      guard let heading = lines.first.flatMap({ headings[$0] }) else {
        // Words that were added below a section belong to it; whoever signs, to none.
        if paragraph.contains("\nSocial prescribing, ") || sections.isEmpty { continue }
        sections[sections.count - 1].lines += lines
        continue
      }
      sections.append(Section(heading, Array(lines.dropFirst())))
    }
    return sections
  }

  // MARK: What each says

  private func lines(_ heading: Heading, toPractice: Bool) -> [String] {
    switch heading {
    case .demographics: demographics(toPractice: toPractice)
    case .practice: toPractice ? practice : []
    case .referral: referral
    case .contacts: contacts
    case .issues: record.case.need.isEmpty ? [] : [record.case.need]
    case .summary: [closing.reason.words] + (closing.note.isEmpty ? [] : [closing.note])
    case .services: linked { $0 != .signpost }
    case .signposts: linked { $0 == .signpost }
    case .risks: toPractice ? record.risks.filter { $0.to == nil }.map(\.words) : []
    case .requested: ["They can come back to us at any time."]
    case .plan: plan
    }
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

  private var practice: [String] {
    let known = [record.person.gpPractice, record.person.gpPracticeCode].filter { !$0.isEmpty }
    return known.isEmpty ? [] : [known.joined(separator: ", ")]
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

  /// What a kind of prescription led to, the oldest first.
  private func linked(_ isKind: (PrescriptionKind) -> Bool) -> [String] {
    record.prescriptions.reversed().filter { isKind($0.prescription.kind) }.map {
      "\($0.prescription.kind.words) to \($0.assetName), \($0.prescription.on.british)"
    }
  }
}

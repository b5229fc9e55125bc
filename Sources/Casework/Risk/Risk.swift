// Risks: PRSB "Risks", which every record must have, if only to say that none is
// known. A risk is recorded, looked at again, and ended; it is never deleted.

/// One entry of PRSB "Risks record entry".
public struct Risk: Equatable, Sendable {
  public enum Kind: String, CaseIterable, Codable, Sendable {
    /// Somebody asked, and nothing is known.
    case noneKnown = "none-known"
    case risk
    /// Somebody may come to harm soon: it goes before everything else.
    case urgent

    public var words: String {
      switch self {
      case .noneKnown: "No known risks"
      case .risk: "Risk"
      case .urgent: "Urgent risk"
      }
    }
  }

  public var id: Identifier<Risk>
  public var personID: Identifier<Person>
  public var kind: Kind
  /// PRSB "Risk", in words; empty for "no known risks".
  public var risk: String
  /// PRSB "Comment".
  public var comment: String
  /// PRSB "Start date of risk".
  public var from: Day
  /// When somebody last looked at it again.
  public var reviewedOn: Day?
  /// PRSB "End date of risk".
  public var to: Day?
  public var workerID: Identifier<LinkWorker>

  public init(
    id: Identifier<Risk>, personID: Identifier<Person>, kind: Kind, risk: String = "",
    comment: String = "", from day: Day, reviewedOn: Day? = nil, to end: Day? = nil,
    workerID: Identifier<LinkWorker>
  ) {
    self.id = id
    self.personID = personID
    self.kind = kind
    self.risk = risk
    self.comment = comment
    from = day
    self.reviewedOn = reviewedOn
    to = end
    self.workerID = workerID
  }

  /// "Urgent risk: has talked of running away, since 23/11/2026, reviewed 30/11/2026".
  public var words: String {
    var words = risk.isEmpty ? kind.words : "\(kind.words): \(risk)"
    words += kind == .noneKnown ? ", asked \(from.british)" : ", since \(from.british)"
    if let reviewedOn { words += ", reviewed \(reviewedOn.british)" }
    if let to { words += ", ended \(to.british)" }
    return words
  }
}

/// What is said about risks when a referral comes in.
public enum RiskStatement: Equatable, Sendable {
  /// Nobody has asked yet. This is not the same as no known risk.
  case notAsked
  case noneKnown
  case known(String, isUrgent: Bool)
}

/// How a person stands as to risk, least first: the one rule by which the inbox is
/// sorted. What nobody has asked about comes before what is known to be harmless.
public enum RiskStanding: Int, Comparable, CaseIterable, Sendable {
  case noneKnown = 0
  case notAsked = 1
  case known = 2
  case urgent = 3

  public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }

  /// - Parameter risks: all of the person's; ended ones no longer count.
  public init(of risks: [Risk], on today: Day? = nil) {
    let standing = risks.filter { risk in
      guard let end = risk.to else { return true }
      return today.map { end > $0 } ?? false
    }
    if standing.contains(where: { $0.kind == .urgent }) {
      self = .urgent
    } else if standing.contains(where: { $0.kind == .risk }) {
      self = .known
    } else {
      self = standing.contains { $0.kind == .noneKnown } ? .noneKnown : .notAsked
    }
  }

  public var words: String {
    switch self {
    case .noneKnown: "no known risks"
    case .notAsked: "risks not asked about"
    case .known: "risk"
    case .urgent: "urgent risk"
    }
  }

  /// A sign for lists, so that it never is colour alone.
  public var sign: String {
    switch self {
    case .noneKnown: ""
    case .notAsked: "?"
    case .known: "▲"
    case .urgent: "!"
    }
  }

  /// The stored and exported code.
  public var code: String {
    switch self {
    case .noneKnown: "none-known"
    case .notAsked: "not-asked"
    case .known: "known"
    case .urgent: "urgent"
    }
  }
}

extension Risk {
  /// The entry that a statement makes; nil where nobody has asked.
  public init?(
    _ statement: RiskStatement, id: Identifier<Risk>, of person: Identifier<Person>,
    from day: Day, by worker: Identifier<LinkWorker>, comment: String = ""
  ) {
    switch statement {
    case .notAsked: return nil
    case .noneKnown:
      self.init(
        id: id, personID: person, kind: .noneKnown, comment: comment, from: day, workerID: worker)
    case .known(let words, let isUrgent):
      self.init(
        id: id, personID: person, kind: isUrgent ? .urgent : .risk, risk: words, comment: comment,
        from: day, workerID: worker)
    }
  }
}

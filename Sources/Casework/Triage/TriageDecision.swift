// What was decided about a referral. Every decision is kept, also one that another
// follows: first more is asked, then the referral is accepted.

/// One decision about a referral.
public struct TriageDecision: Equatable, Sendable {
  public enum Kind: String, CaseIterable, Codable, Sendable {
    case accepted
    /// More was asked of the referrer; the referral waits for the answer.
    case moreAsked = "more-asked"
    /// Not for this service, and where instead.
    case notForUs = "not-for-us"
    /// The person does not want it.
    case declined

    public var words: String {
      switch self {
      case .accepted: "Referral accepted"
      case .moreAsked: "Asked for more"
      case .notForUs: "Not for us"
      case .declined: "Declined by the person"
      }
    }

    /// The SNOMED CT code where one exists: 871711000000103 "Social prescribing
    /// declined". Nothing else is coded here.
    public var snomedCode: String? {
      self == .declined ? "871711000000103" : nil
    }
  }

  public var id: Identifier<TriageDecision>
  public var caseID: Identifier<Case>
  public var kind: Kind
  public var on: Day
  public var workerID: Identifier<LinkWorker>
  /// Why, or what was asked.
  public var reason: String
  /// Where instead, where it is in the directory.
  public var insteadID: Identifier<Asset>?
  /// Where instead, in words. Empty where nothing was found.
  public var instead: String
  /// Whether somewhere else was looked for and nothing of the kind exists: unmet need.
  public var nothingExists: Bool

  public init(
    id: Identifier<TriageDecision>, caseID: Identifier<Case>, kind: Kind, on day: Day,
    workerID: Identifier<LinkWorker>, reason: String = "", insteadID: Identifier<Asset>? = nil,
    instead: String = "", nothingExists: Bool = false
  ) {
    self.id = id
    self.caseID = caseID
    self.kind = kind
    on = day
    self.workerID = workerID
    self.reason = reason
    self.insteadID = insteadID
    self.instead = instead
    self.nothingExists = nothingExists
  }

  /// "too young for us · instead: Canal Sketchers".
  public var detail: String {
    var parts = reason.isEmpty ? [] : [reason]
    if !instead.isEmpty { parts.append("instead: \(instead)") }
    if nothingExists { parts.append("nothing of the kind exists here") }
    return parts.joined(separator: " · ")
  }
}

extension Referral {
  /// SNOMED CT 871731000000106 "Referral to social prescribing service".
  public static let snomedCode = "871731000000106"
}

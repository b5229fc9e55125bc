// What has been seen of a service before a child is sent there, and what of it must
// have been.

/// One piece of evidence that a service is safe for children and young people.
public struct AssetAssurance: Equatable, Sendable {
  /// The five things that are asked. The raw value is how it is stored.
  public enum Kind: String, CaseIterable, Codable, Sendable {
    case safeguardingPolicy = "safeguarding_policy"
    case dbs
    case insurance
    case namedLead = "named_lead"
    case trainedWithChildren = "trained_with_children"

    public var words: String {
      switch self {
      case .safeguardingPolicy: "safeguarding policy"
      case .dbs: "DBS checks"
      case .insurance: "insurance"
      case .namedLead: "named safeguarding lead"
      case .trainedWithChildren: "trained with children"
      }
    }
  }

  /// How good a piece of evidence is on a day.
  public enum Standing: Equatable, Sendable {
    case missing
    case current
    /// It runs out within the days that the service's policy gives warning of.
    case runsOut(Day)
    case ranOut(Day)

    public var counts: Bool {
      switch self {
      case .current, .runsOut: true
      case .missing, .ranOut: false
      }
    }
  }

  public var assetID: Identifier<Asset>
  public var kind: Kind
  /// The day the evidence was seen.
  public var seenOn: Day
  /// The last day it counts; nil where it does not run out.
  public var expiresOn: Day?
  public var by: Identifier<LinkWorker>
  /// What was seen: a name, a number, a version.
  public var note: String

  public init(
    assetID: Identifier<Asset>, kind: Kind, seenOn: Day, expiresOn: Day? = nil,
    by worker: Identifier<LinkWorker>, note: String = ""
  ) {
    self.assetID = assetID
    self.kind = kind
    self.seenOn = seenOn
    self.expiresOn = expiresOn
    self.by = worker
    self.note = note
  }

  public func standing(on day: Day, warning days: Int) -> Standing {
    guard let expiresOn else { return .current }
    if expiresOn < day { return .ranOut(expiresOn) }
    return day.days(until: expiresOn) <= days ? .runsOut(expiresOn) : .current
  }
}

/// What a service must have shown before anybody under 18 is sent there, and how
/// often each is looked at again. Our own proposal: each local service decides.
public struct AssurancePolicy: Hashable, ServiceSetting {
  public static let name = "assurance"
  public static let title = "Trust in the directory"
  public static let about = """
    What must have been seen of a service before anybody under 18 is sent there, and how often \
    your team looks at each service again. These are our own proposal and no authority’s word: \
    set what your safeguarding lead has agreed.
    """

  /// What must have been seen before somebody under 18 is sent.
  public var requiredUnder18: [AssetAssurance.Kind]
  /// Days after which a service is looked at again.
  public var recheckAfterDays: Int
  /// Days before evidence runs out that it is asked for again.
  public var warningDays: Int

  public init(
    requiredUnder18: [AssetAssurance.Kind], recheckAfterDays: Int, warningDays: Int
  ) {
    self.requiredUnder18 = requiredUnder18
    self.recheckAfterDays = recheckAfterDays
    self.warningDays = warningDays
  }

  public init() {
    self.init(
      requiredUnder18: [.safeguardingPolicy, .dbs, .insurance, .namedLead], recheckAfterDays: 180,
      warningDays: 30)
  }

  public func problems() -> [String] {
    var found: [String] = []
    if recheckAfterDays < 1 { found.append("Services are looked at again after 1 day or more.") }
    if warningDays < 0 { found.append("The days of warning are 0 or more.") }
    if Set(requiredUnder18).count < requiredUnder18.count {
      found.append("Each kind of evidence is named once.")
    }
    return found
  }
}

/// Whether somebody under 18 may be sent to a service.
public enum Under18Readiness: Equatable, Sendable {
  /// It takes nobody under 18 at all.
  case adultsOnly
  case ready
  /// What has not been seen, or has run out.
  case notYet([AssetAssurance.Kind])

  /// "not for under 18s yet: no DBS checks, insurance".
  public var words: String {
    switch self {
    case .adultsOnly: "adults only"
    case .ready: "checked for under 18s"
    case .notYet(let kinds):
      "not for under 18s yet: \(kinds.map(\.words).joined(separator: ", ")) not seen"
    }
  }
}

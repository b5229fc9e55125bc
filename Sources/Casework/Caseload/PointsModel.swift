// What a case weighs. Counting heads calls a signpost and a safeguarding case the
// same; points say what is in each, and every point can be read in words.

import Foundation

/// How much a case asks of a worker. The raw value is how it is stored and exported.
public enum CaseIntensity: String, CaseIterable, Codable, Sendable {
  case signpost
  case short
  case standard
  case intensive
  case complex

  public var words: String {
    switch self {
    case .signpost: "signpost"
    case .short: "short"
    case .standard: "standard"
    case .intensive: "intensive"
    case .complex: "complex or safeguarding"
    }
  }
}

/// What makes a case weigh more, or less. The raw value is how it is stored and
/// exported.
public enum CaseModifier: String, CaseIterable, Codable, Sendable {
  case homeVisits = "home-visits"
  case interpreter
  case multiAgency = "multi-agency"
  case communication
  case notYetContacted = "not-yet-contacted"
  case group

  public var words: String {
    switch self {
    case .homeVisits: "home visits or travel"
    case .interpreter: "interpreter"
    case .multiAgency: "plan with several agencies"
    case .communication: "extra communication need"
    case .notYetContacted: "not yet contacted"
    case .group: "seen in a group"
    }
  }

  /// Whether it is read from the record and not set by hand.
  public var isDerived: Bool { self == .notYetContacted }
}

/// The points that a service weighs cases by, and the hours that a contact takes.
public struct PointsModel: ServiceSetting {
  public static let name = "points"
  public static let title = "Points"
  public static let about = """
    What a case weighs and what a worker can carry. Our proposal, after the weighting that is \
    practised in children's social work: 100 points whole-time, 15 of them for work that is not \
    about cases. If it is too complicated it will fall into disuse.
    """

  /// Points of a whole-time worker.
  public var wholeTime = 100.0
  /// Of these, for work that is not about cases.
  public var workThatIsNotCases = 15.0
  public var signpost = 1.0
  public var short = 2.0
  public var standard = 4.0
  public var intensive = 7.0
  public var complex = 10.0
  /// What each of these adds; below 0 makes lighter.
  public var homeVisits = 1.0
  public var interpreter = 1.0
  public var multiAgency = 2.0
  public var communication = 1.0
  public var notYetContacted = 0.5
  public var group = -1.0
  /// Hours in a whole-time week.
  public var weekHours = 37.5
  /// Minutes of writing, ringing round and travel beside each contact.
  public var minutesBesideContact = 20.0
  /// Above this part of capacity somebody is far over: 1.2 is a fifth over.
  public var farOver = 1.2
  public var source = "our proposal, after children’s social work"

  public init() {}

  /// Points for cases of somebody whole-time.
  public var wholeTimeForCases: Double { wholeTime - workThatIsNotCases }

  public func points(_ intensity: CaseIntensity) -> Double {
    switch intensity {
    case .signpost: signpost
    case .short: short
    case .standard: standard
    case .intensive: intensive
    case .complex: complex
    }
  }

  public func points(_ modifier: CaseModifier) -> Double {
    switch modifier {
    case .homeVisits: homeVisits
    case .interpreter: interpreter
    case .multiAgency: multiAgency
    case .communication: communication
    case .notYetContacted: notYetContacted
    case .group: group
    }
  }

  public func problems() -> [String] {
    var problems: [String] = []
    for intensity in CaseIntensity.allCases where !(0...100).contains(points(intensity)) {
      problems.append("A \(intensity.words) case needs 0 to 100 points.")
    }
    for modifier in CaseModifier.allCases where !(-100...100).contains(points(modifier)) {
      problems.append("“\(modifier.words)” needs −100 to 100 points.")
    }
    if !(wholeTime > 0 && wholeTime <= 10_000 && workThatIsNotCases >= 0
      && workThatIsNotCases < wholeTime)
    {
      problems.append("Points for other work are fewer than those of the whole week.")
    }
    if !(1...168).contains(weekHours) { problems.append("A week has 1 to 168 hours.") }
    if !(0...600).contains(minutesBesideContact) {
      problems.append("Work beside a contact takes 0 to 600 minutes.")
    }
    if !(1...10).contains(farOver) { problems.append("Far over is from 1 to 10 times capacity.") }
    return problems
  }
}

/// What somebody said of a case's weight. Nil and empty until they do.
public struct CaseWeight: Equatable, Sendable {
  public var id: Identifier<CaseWeight>
  public var caseID: Identifier<Case>
  public var intensity: CaseIntensity?
  public var modifiers: Set<CaseModifier>
  /// When it is expected to end, where that is known.
  public var endsOn: Day?

  public init(
    id: Identifier<CaseWeight>, caseID: Identifier<Case>, intensity: CaseIntensity? = nil,
    modifiers: Set<CaseModifier> = [], endsOn: Day? = nil
  ) {
    self.id = id
    self.caseID = caseID
    self.intensity = intensity
    self.modifiers = modifiers
    self.endsOn = endsOn
  }
}

/// Points with what they are for.
public struct PointItem: Equatable, Sendable {
  public var words: String
  public var points: Double

  public init(_ words: String, _ points: Double) {
    self.words = words
    self.points = points
  }
}

/// A case with what it weighs and why.
public struct WeighedCase: Equatable, Sendable {
  public var row: CaseloadRow
  public var intensity: CaseIntensity
  /// Whether somebody said so, or it is counted as standard until they do.
  public var isWeighed: Bool
  /// In the order of ``CaseModifier``.
  public var modifiers: [CaseModifier]
  public var endsOn: Day?
  /// Contacts and tries of the last four weeks, and their minutes.
  public var recentContacts: Int
  public var recentMinutes: Int
  /// How often somebody has spoken with them in all.
  public var contacts: Int
  /// One item for the intensity and one for each modifier; their sum is ``points``.
  public var items: [PointItem]

  /// Never below 0.
  public var points: Double { max(0, items.reduce(0) { $0 + $1.points }) }

  /// The one rule for what a case weighs.
  ///
  /// - Parameters:
  ///   - weight: what somebody said of it.
  ///   - visitsAtHome: whether they were met at home in the last eight weeks.
  public init(
    _ row: CaseloadRow, weight: CaseWeight?, visitsAtHome: Bool = false, recentContacts: Int = 0,
    recentMinutes: Int = 0, contacts: Int = 0, model: PointsModel
  ) {
    self.contacts = contacts
    self.row = row
    intensity = weight?.intensity ?? .standard
    isWeighed = weight?.intensity != nil
    var set = weight?.modifiers ?? []
    set.remove(.notYetContacted)
    if visitsAtHome { set.insert(.homeVisits) }
    if row.facts.firstReachedOn == nil { set.insert(.notYetContacted) }
    modifiers = CaseModifier.allCases.filter(set.contains)
    endsOn = weight?.endsOn
    self.recentContacts = recentContacts
    self.recentMinutes = recentMinutes
    let said = isWeighed ? intensity.words : "\(intensity.words), not weighed yet"
    items =
      [PointItem(said, model.points(intensity))]
      + modifiers.map { PointItem($0.words, model.points($0)) }
  }

  /// "intensive 7 + home visits or travel 1".
  public var words: String {
    items.map { "\($0.words) \(Figures.plain($0.points))" }.joined(separator: " + ")
  }
}

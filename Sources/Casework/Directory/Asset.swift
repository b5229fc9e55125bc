// A local asset: an Open Referral service with all that a link worker wants to
// know of it at once. The rules about who may be offered it are here too.

import Foundation

/// A service of the directory, gathered with its organisation, places and times.
/// It is read, never edited: what a publisher says stays the publisher's.
public struct Asset: Equatable, Sendable {
  /// The service's own id, as its publisher gave it.
  public var id: Identifier<Asset>
  public var name: String
  public var alternateName: String
  public var description: String
  public var status: AssetStatus
  /// The publisher's own word for the status, also where it is none that we know.
  public var statusAsWritten: String
  public var organizationID: String
  public var organizationName: String
  public var locations: [AssetLocation]
  public var schedules: [AssetSchedule]
  public var costs: [AssetCost]
  /// What it costs in the publisher's words, where there are no cost options.
  public var feesDescription: String
  /// In years; nil where there is none.
  public var minimumAge: Double?
  /// In years; nil where there is none.
  public var maximumAge: Double?
  public var eligibility: String
  public var howToApply: String
  public var waitTime: String
  public var languages: [String]
  public var taxonomyTerms: [String]
  public var accessibility: [String]
  public var contacts: [AssetContact]
  public var phones: [AssetPhone]
  public var url: String
  public var email: String
  /// A short-term warning that the publisher wants seen first.
  public var alert: String
  /// The day the publisher last checked it.
  public var assuredOn: Day?
  /// The day the publisher last changed it.
  public var modifiedOn: Day?

  public init(
    id: Identifier<Asset>, name: String, alternateName: String = "",
    description: String = "", status: AssetStatus = .active, statusAsWritten: String? = nil,
    organizationID: String = "", organizationName: String = "", locations: [AssetLocation] = [],
    schedules: [AssetSchedule] = [], costs: [AssetCost] = [], feesDescription: String = "",
    minimumAge: Double? = nil, maximumAge: Double? = nil, eligibility: String = "",
    howToApply: String = "", waitTime: String = "", languages: [String] = [],
    taxonomyTerms: [String] = [], accessibility: [String] = [], contacts: [AssetContact] = [],
    phones: [AssetPhone] = [], url: String = "", email: String = "", alert: String = "",
    assuredOn: Day? = nil, modifiedOn: Day? = nil
  ) {
    self.id = id
    self.name = name
    self.alternateName = alternateName
    self.description = description
    self.status = status
    self.statusAsWritten = statusAsWritten ?? status.rawValue
    self.organizationID = organizationID
    self.organizationName = organizationName
    self.locations = locations
    self.schedules = schedules
    self.costs = costs
    self.feesDescription = feesDescription
    self.minimumAge = minimumAge
    self.maximumAge = maximumAge
    self.eligibility = eligibility
    self.howToApply = howToApply
    self.waitTime = waitTime
    self.languages = languages
    self.taxonomyTerms = taxonomyTerms
    self.accessibility = accessibility
    self.contacts = contacts
    self.phones = phones
    self.url = url
    self.email = email
    self.alert = alert
    self.assuredOn = assuredOn
    self.modifiedOn = modifiedOn
  }

  /// The first sentence of the description, at most 160 characters.
  public var summary: String {
    let line = description.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
    let sentence = line.firstRange(of: ". ").map { String(line[..<$0.lowerBound]) + "." } ?? line
    return sentence.count <= 160 ? sentence : String(sentence.prefix(159)) + "…"
  }

  /// Whether it may be offered to anybody now: only an active service is.
  public var isOffered: Bool { status.isOffered }

  /// Whether its age limits let in somebody of `age` full years. No limit, or an
  /// age that is not known, lets everybody in.
  public func accepts(age: Int?) -> Bool {
    AssetAges.accept(age, minimum: minimumAge, maximum: maximumAge)
  }

  /// "11–16", "from 12", "up to 25" or "any age".
  public var ageWords: String { AssetAges.words(minimum: minimumAge, maximum: maximumAge) }

  /// "free", "£35 per 1 hour session", or the publisher's sentence; "" when nothing
  /// is said.
  public var costWords: String {
    let each = costs.map(\.words).filter { !$0.isEmpty }
    return each.isEmpty ? feesDescription : AssetWords.distinct(each).joined(separator: "; ")
  }

  /// "Thu, Fri 10:00–18:00; Sat 10:00–12:00"; "" when nothing is said.
  public var whenWords: String {
    AssetWords.distinct(schedules.map(\.words).filter { !$0.isEmpty }).joined(separator: "; ")
  }

  /// The names of its places, or "online" for one that is only virtual.
  public var placeWords: String {
    AssetWords.distinct(locations.map(\.placeWords).filter { !$0.isEmpty })
      .joined(separator: "; ")
  }

  /// Its places on Earth, each once.
  public var coordinates: [Coordinates] {
    var seen: Set<Coordinates> = []
    return locations.compactMap { place in
      guard let latitude = place.latitude, let longitude = place.longitude else { return nil }
      return Coordinates(latitude: latitude, longitude: longitude)
    }.filter { seen.insert($0).inserted }
  }

  /// Whether any cost option has an amount above 0. Nil when nothing is said.
  public var isFree: Bool? {
    costs.isEmpty ? nil : costs.allSatisfy { $0.isFree }
  }
}

/// What one row of a list needs of an asset.
public struct AssetLine: Equatable, Sendable {
  public var id: Identifier<Asset>
  public var name: String
  public var organizationName: String
  public var status: AssetStatus
  public var ageWords: String
  public var whenWords: String
  public var costWords: String
  public var placeWords: String
  /// The day the publisher last checked it.
  public var assuredOn: Day?
  /// The day the publisher last changed it.
  public var modifiedOn: Day?
  /// What the team knows of it.
  public var trust: AssetTrust
  /// In years; nil where there is none.
  public var minimumAge: Double?
  /// Its places on Earth, where they are known.
  public var places: [Coordinates]
  /// Miles from where somebody looks, where both are known.
  public var miles: Double?

  public init(
    id: Identifier<Asset>, name: String, organizationName: String = "",
    status: AssetStatus = .active, ageWords: String = "", whenWords: String = "",
    costWords: String = "", placeWords: String = "", assuredOn: Day? = nil,
    modifiedOn: Day? = nil, trust: AssetTrust = AssetTrust(), minimumAge: Double? = nil,
    places: [Coordinates] = [], miles: Double? = nil
  ) {
    self.trust = trust
    self.minimumAge = minimumAge
    self.places = places
    self.miles = miles
    self.id = id
    self.name = name
    self.organizationName = organizationName
    self.status = status
    self.ageWords = ageWords
    self.whenWords = whenWords
    self.costWords = costWords
    self.placeWords = placeWords
    self.assuredOn = assuredOn
    self.modifiedOn = modifiedOn
  }

  /// The row that stands for an asset.
  public init(_ asset: Asset, trust: AssetTrust = AssetTrust()) {
    self.init(
      id: asset.id, name: asset.name, organizationName: asset.organizationName,
      status: trust.status(published: asset.status, modifiedOn: asset.modifiedOn),
      ageWords: asset.ageWords, whenWords: asset.whenWords,
      costWords: asset.costWords, placeWords: asset.placeWords, assuredOn: asset.assuredOn,
      modifiedOn: asset.modifiedOn, trust: trust, minimumAge: asset.minimumAge,
      places: asset.coordinates)
  }

  /// The day that somebody of the team last saw it run.
  public var verifiedOn: Day? { trust.verified?.on }

  /// Whether somebody under 18 may be sent there.
  public func readiness(on day: Day, policy: AssurancePolicy) -> Under18Readiness {
    trust.readiness(minimumAge: minimumAge, on: day, policy: policy)
  }

  public var isOffered: Bool { status.isOffered }
}

/// The status of a service in Open Referral UK 3.0. The raw value is the
/// standard's word.
public enum AssetStatus: String, CaseIterable, Codable, Sendable {
  case active
  case inactive
  case defunct
  case temporarilyClosed = "temporarily closed"
  /// A word that the standard does not have.
  case unknown

  /// Reads the publisher's word whatever its case; nothing at all counts as active,
  /// because older files leave it out.
  public init(reading text: String) {
    // As nearly every publisher writes it: a window of a list reads it forty times.
    if let known = AssetStatus(rawValue: text), known != .unknown {
      self = known
      return
    }
    let word = text.trimmingCharacters(in: .whitespacesAndNewlines).lowercased()
      .replacing("_", with: " ").replacing("-", with: " ")
    self = word.isEmpty ? .active : AssetStatus(rawValue: word) ?? .unknown
  }

  /// Whether such a service may be offered now.
  public var isOffered: Bool { self == .active }

  public var words: String {
    switch self {
    case .active: "Active"
    case .inactive: "Not running"
    case .defunct: "Closed for good"
    case .temporarilyClosed: "Closed for now"
    case .unknown: "Status not known"
    }
  }
}

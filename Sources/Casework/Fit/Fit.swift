// Whether a service fits a goal, line by line: why, why not, and what is not known.
// Nothing is hidden: what does not fit comes after what does, with its reason.

import Foundation

/// What somebody looks for.
public struct FitWish: Equatable, Sendable {
  /// What they are called, for the reasons.
  public var name: String
  public var goal: String
  /// What matters to them and what they are good at, in their words.
  public var interests: [String]
  /// In full years; nil where it is not known.
  public var age: Int?
  public var reach: Reach
  /// Where they live; nil where it is not known.
  public var place: Coordinates?
  /// Whether `place` is only somewhere near.
  public var isPlaceRough: Bool

  public init(
    name: String, goal: String, interests: [String] = [], age: Int? = nil, reach: Reach = Reach(),
    place: Coordinates? = nil, isPlaceRough: Bool = false
  ) {
    self.name = name
    self.goal = goal
    self.interests = interests
    self.age = age
    self.reach = reach
    self.place = place
    self.isPlaceRough = isPlaceRough
  }
}

/// What is asked of a service before it is offered.
public struct FitAsset: Equatable, Sendable {
  public var id: Identifier<Asset>
  public var name: String
  public var description: String
  public var status: AssetStatus
  public var minimumAge: Double?
  public var maximumAge: Double?
  public var terms: [String]
  public var schedules: [AssetSchedule]
  public var costs: [AssetCost]
  public var fees: String
  public var places: [Coordinates]
  public var isOnline: Bool
  public var accessibility: [String]
  public var waitTime: String
  public var alert: String
  public var assuredOn: Day?
  /// The day its publisher last changed it.
  public var modifiedOn: Day?
  /// What the team itself knows of it.
  public var trust: AssetTrust

  public init(
    id: Identifier<Asset>, name: String, description: String = "", status: AssetStatus = .active,
    minimumAge: Double? = nil, maximumAge: Double? = nil, terms: [String] = [],
    schedules: [AssetSchedule] = [], costs: [AssetCost] = [], fees: String = "",
    places: [Coordinates] = [], isOnline: Bool = false, accessibility: [String] = [],
    waitTime: String = "", alert: String = "", assuredOn: Day? = nil,
    modifiedOn: Day? = nil, trust: AssetTrust = AssetTrust()
  ) {
    self.id = id
    self.name = name
    self.description = description
    self.status = status
    self.minimumAge = minimumAge
    self.maximumAge = maximumAge
    self.terms = terms
    self.schedules = schedules
    self.costs = costs
    self.fees = fees
    self.places = places
    self.isOnline = isOnline
    self.accessibility = accessibility
    self.waitTime = waitTime
    self.alert = alert
    self.assuredOn = assuredOn
    self.modifiedOn = modifiedOn
    self.trust = trust
  }

  public init(_ asset: Asset, trust: AssetTrust = AssetTrust()) {
    self.init(
      id: asset.id, name: asset.name, description: asset.description, status: asset.status,
      minimumAge: asset.minimumAge, maximumAge: asset.maximumAge, terms: asset.taxonomyTerms,
      schedules: asset.schedules, costs: asset.costs, fees: asset.feesDescription,
      places: asset.locations.compactMap {
        Coordinates(latitude: $0.latitude, longitude: $0.longitude)
      },
      isOnline: asset.locations.contains { $0.type.lowercased() == "virtual" },
      accessibility: asset.accessibility, waitTime: asset.waitTime, alert: asset.alert,
      assuredOn: asset.assuredOn, modifiedOn: asset.modifiedOn, trust: trust)
  }
}

/// One reason for or against.
public struct FitLine: Equatable, Sendable {
  public enum Kind: String, CaseIterable, Codable, Sendable {
    case theme, age, time, distance, cost, access, spaces, verified, safety, status
  }

  public enum Verdict: String, Codable, Sendable {
    case fits
    /// Not known, or worth asking about first.
    case ask
    case doesNot = "does-not"
  }

  public var kind: Kind
  public var verdict: Verdict
  /// "Sat 10:00–12:00, when Leo is free".
  public var words: String
  /// The same in fewest words, for where it stands among others: "Sat 10:00–12:00".
  public var brief: String
  /// What it adds to the whole.
  public var points: Int

  public init(
    _ kind: Kind, _ verdict: Verdict, _ words: String, brief: String? = nil, points: Int = 0
  ) {
    self.kind = kind
    self.verdict = verdict
    self.words = words
    self.brief = brief ?? words
    self.points = points
  }
}

/// A service, judged for a goal.
public struct Fit: Equatable, Sendable {
  public var asset: FitAsset
  /// In the order of ``FitLine/Kind``.
  public var lines: [FitLine]

  /// Whether nothing speaks against it.
  public var suits: Bool { !lines.contains { $0.verdict == .doesNot } }

  /// Whether something is worth asking about first.
  public var needsAsking: Bool { suits && lines.contains { $0.verdict == .ask } }

  public var points: Int { lines.reduce(0) { $0 + $1.points } }

  public func line(_ kind: FitLine.Kind) -> FitLine? { lines.first { $0.kind == kind } }

  /// What speaks against it, in words.
  public var against: [String] { lines.filter { $0.verdict == .doesNot }.map(\.words) }

  /// What suits comes first, by points; then what has the least against it. Where two
  /// are alike, by name, so that the order never flickers.
  public static func ranked(_ fits: [Fit]) -> [Fit] {
    fits.sorted { a, b in
      let left = (a.against.count, -a.points, a.asset.name, a.asset.id.text)
      let right = (b.against.count, -b.points, b.asset.name, b.asset.id.text)
      return left < right
    }
  }
}

// Remote and outdoor work: which way people were reached, and the share of each. The
// one rule by which modes of contacts and of prescriptions are counted together.

import Foundation

/// The ways of reaching people that shares are reported of.
public enum ContactWay: String, CaseIterable, Codable, Sendable {
  case inPerson = "in-person"
  case outdoors
  case phone
  case video
  case text

  public var words: String {
    switch self {
    case .inPerson: "In person"
    case .outdoors: "Outdoors"
    case .phone: "By phone"
    case .video: "By video"
    case .text: "By text"
    }
  }
}

extension ContactMode {
  /// The way it counts: visits, groups and meetings with school or family are in
  /// person, a walk is outdoors.
  public var reach: ContactWay {
    switch self {
    case .inPerson, .group, .homeVisit, .withSchool, .withFamily: .inPerson
    case .outdoors: .outdoors
    case .phone: .phone
    case .video: .video
    case .text: .text
    }
  }

  /// Whether somebody of the service is away from the office alone, as a rule.
  public var isOftenLone: Bool { self == .homeVisit || self == .outdoors }
}

/// How many contacts or prescriptions there were, each way.
public struct ReachShares: Equatable, Sendable {
  /// How many of each; ways without any are not there.
  public private(set) var counts: [ContactWay: Int] = [:]
  /// Those of which nobody has said how.
  public private(set) var unsaid = 0

  public init() {}

  /// Counts `count` more.
  public mutating func add(_ reach: ContactWay?, _ count: Int = 1) {
    guard let reach else {
      unsaid += count
      return
    }
    counts[reach, default: 0] += count
  }

  /// All of which the way is known.
  public var known: Int { counts.values.reduce(0, +) }

  /// The share of one way among those that are known, 0 to 1; nil where none is known.
  public func share(of reach: ContactWay) -> Double? {
    known == 0 ? nil : Double(counts[reach] ?? 0) / Double(known)
  }

  /// "42 %", or "—" where there is nothing to take a share of.
  public func words(of reach: ContactWay) -> String {
    share(of: reach).map { "\(Int(($0 * 100).rounded())) %" } ?? "—"
  }
}

// All that the team knows of a service besides what its publisher says.

import Foundation

/// The team's own knowledge of one service. An import never touches it.
public struct AssetTrust: Equatable, Sendable {
  /// The latest first.
  public var checks: [AssetCheck]
  public var assurances: [AssetAssurance]
  public var spaces: AssetSpaces?
  /// The latest first.
  public var notes: [AssetNote]
  /// The service that stands for this one, where it was found twice.
  public var mergedInto: Identifier<Asset>?

  public init(
    checks: [AssetCheck] = [], assurances: [AssetAssurance] = [], spaces: AssetSpaces? = nil,
    notes: [AssetNote] = [], mergedInto: Identifier<Asset>? = nil
  ) {
    self.checks = checks
    self.assurances = assurances
    self.spaces = spaces
    self.notes = notes
    self.mergedInto = mergedInto
  }

  /// Takes in what is known of a service that is the same one: of each kind of evidence
  /// what was seen last, and of spaces what was told last.
  public mutating func takeIn(_ twin: AssetTrust) {
    checks = Self.byDay(checks + twin.checks) { $0.on.number }
    notes = Self.byDay(notes + twin.notes) { Int($0.at.timeIntervalSince1970) }
    for assurance in twin.assurances {
      if let place = assurances.firstIndex(where: { $0.kind == assurance.kind }) {
        if assurances[place].seenOn < assurance.seenOn { assurances[place] = assurance }
      } else {
        assurances.append(assurance)
      }
    }
    assurances.sort { $0.kind.rawValue < $1.kind.rawValue }
    if let told = twin.spaces, spaces.map({ $0.on < told.on }) ?? true { spaces = told }
  }

  /// The latest first; of one day in the order they have.
  private static func byDay<T>(_ all: [T], _ day: (T) -> Int) -> [T] {
    all.enumerated().sorted { (-day($0.element), $0.offset) < (-day($1.element), $1.offset) }
      .map(\.element)
  }

  /// The latest check that saw the service run.
  public var verified: AssetCheck? { checks.first { $0.found.confirms } }

  /// Whether the service runs: what the team last found, unless its publisher has
  /// said otherwise since.
  ///
  /// - Parameters:
  ///   - published: the publisher's status.
  ///   - modifiedOn: when the publisher last changed the service.
  public func status(published: AssetStatus, modifiedOn: Day?) -> AssetStatus {
    guard let check = checks.first(where: { $0.found.status != nil }),
      let found = check.found.status
    else { return published }
    // A closure that the team found out stands until somebody of the team looks
    // again: publishers leave closed groups standing for years. A service that the
    // team saw running is as its publisher says, when the publisher looked later.
    if found != .active { return found }
    if let modifiedOn, modifiedOn > check.on { return published }
    return published == .active || published == .unknown ? .active : published
  }

  /// How the evidence of `kind` stands on `day`.
  public func standing(_ kind: AssetAssurance.Kind, on day: Day, policy: AssurancePolicy)
    -> AssetAssurance.Standing
  {
    assurances.first { $0.kind == kind }?.standing(on: day, warning: policy.warningDays) ?? .missing
  }

  /// Whether somebody under 18 may be sent there.
  public func readiness(minimumAge: Double?, on day: Day, policy: AssurancePolicy)
    -> Under18Readiness
  {
    if let minimumAge, minimumAge >= 18 { return .adultsOnly }
    let missing = policy.requiredUnder18.filter {
      !standing($0, on: day, policy: policy).counts
    }
    return missing.isEmpty ? .ready : .notYet(missing)
  }

  /// The day on which the service is to be looked at again: at once when it never
  /// was, when evidence runs out, or so many days after it was last seen to run.
  public func recheckOn(policy: AssurancePolicy) -> Day? {
    if mergedInto != nil || checks.first?.found == .closed { return nil }
    guard let verified else { return nil }
    let due = verified.on.adding(days: policy.recheckAfterDays)
    let runsOut = assurances.compactMap(\.expiresOn).min()
    return runsOut.map { min(due, $0.adding(days: -policy.warningDays)) } ?? due
  }

  /// Why it is to be looked at again on `day`; nil where it is not.
  public func recheckReason(on day: Day, policy: AssurancePolicy) -> String? {
    if mergedInto != nil || checks.first?.found == .closed { return nil }
    guard let verified else { return "never looked at" }
    for assurance in assurances {
      switch assurance.standing(on: day, warning: policy.warningDays) {
      case .ranOut(let on): return "\(assurance.kind.words) ran out on \(on.british)"
      case .runsOut(let on): return "\(assurance.kind.words) runs out on \(on.british)"
      case .missing, .current: continue
      }
    }
    let age = verified.on.days(until: day)
    return age >= policy.recheckAfterDays ? "last seen \(age) days ago" : nil
  }

  /// What a line of the list of those to be looked at says: why, and since when it is
  /// due; nil where it is not due.
  public func recheckWords(on day: Day, policy: AssurancePolicy) -> (why: String, due: String)? {
    guard let why = recheckReason(on: day, policy: policy) else { return nil }
    return (why, recheckOn(policy: policy)?.british ?? "now")
  }
}

/// Two services that look like one.
public struct AssetPair: Equatable, Hashable, Sendable {
  public var first: Identifier<Asset>
  public var second: Identifier<Asset>
  /// Why they look alike: "same telephone, similar name".
  public var why: String

  public init(_ first: Identifier<Asset>, _ second: Identifier<Asset>, why: String) {
    self.first = first
    self.second = second
    self.why = why
  }
}

/// What makes two services look like one.
public enum AssetLikeness {
  /// Words that say nothing of which group it is.
  private static let common: Set<String> = [
    "the", "and", "of", "for", "at", "in", "a", "group", "club", "service", "services", "project",
    "session", "sessions", "young", "people", "peoples", "youth", "children", "childrens",
  ]

  /// The telling words of a name, folded and sorted, as one text.
  public static func key(_ name: String) -> String {
    let words = telling(name)
    return words.sorted().joined(separator: " ")
  }

  static func telling(_ name: String) -> Set<String> {
    let words = name.split { !$0.isLetter && !$0.isNumber && $0 != "’" && $0 != "'" }
      .map { PersonName.folded(String($0)) }.filter { !$0.isEmpty }
    let kept = Set(words).subtracting(common)
    return kept.isEmpty ? Set(words) : kept
  }

  /// How alike two names are, 0 to 1: the words they share of all that either has.
  public static func likeness(_ a: String, _ b: String) -> Double {
    let (first, second) = (telling(a), telling(b))
    guard !first.isEmpty || !second.isEmpty else { return 0 }
    return Double(first.intersection(second).count) / Double(first.union(second).count)
  }

  /// Why two services look like one; nil where they do not.
  ///
  /// - Parameters:
  ///   - telephones: the digits of each telephone.
  ///   - postcodes: of each place.
  public static func why(
    names: (String, String), telephones: (Set<String>, Set<String>),
    postcodes: (Set<String>, Set<String>), emails: (String, String)
  ) -> String? {
    let alike = likeness(names.0, names.1)
    var same: [String] = []
    if !telephones.0.isDisjoint(with: telephones.1) { same.append("same telephone") }
    if !emails.0.isEmpty && emails.0.lowercased() == emails.1.lowercased() {
      same.append("same email")
    }
    if !postcodes.0.isDisjoint(with: postcodes.1) { same.append("same postcode") }
    if alike == 1, !same.isEmpty || postcodes.0.isEmpty || postcodes.1.isEmpty {
      return (["same name"] + same).joined(separator: ", ")
    }
    // One postcode has many groups, and one telephone many of an organisation's.
    guard !same.isEmpty, alike >= 0.5 else { return nil }
    return (["similar name"] + same).joined(separator: ", ")
  }
}

// Who waits for somebody to speak with them, and in which order: whoever has waited
// longest comes first, moved up by what makes waiting worse for them. Both are said.

import Foundation

/// Somebody who waits.
public struct WaitingPerson: Equatable, Sendable {
  public var row: CaseloadRow
  /// What the referral says.
  public var reason: String

  public init(_ row: CaseloadRow, reason: String) {
    self.row = row
    self.reason = reason
  }
}

/// Words in a referral that mean waiting is worse, and how many days they are worth.
public struct WaitingRule: Codable, Equatable, Sendable {
  /// As the list says it: "looked after".
  public var label: String
  /// Any of these in the need or the reason, in any case, as whole words: nobody who studied
  /// art, for a career, is in care and bereaved. One that ends in `*` may go on: `isolat*`.
  public var words: [String]
  /// 0 to 365.
  public var days: Int

  /// A rule with these words also holds for whoever has a risk on record.
  public static let atRisk = "at risk"

  public init(_ label: String, _ words: [String], days: Int) {
    self.label = label
    self.words = words
    self.days = days
  }
}

/// The words of a rule as they are looked for, thousands of times: byte by byte.
private struct WaitingWords {
  let rule: WaitingRule
  private let words: [(bytes: [UInt8], isStem: Bool)]

  init(_ rule: WaitingRule) {
    self.rule = rule
    words = rule.words.map { word in
      let isStem = word.hasSuffix("*")
      return (Array((isStem ? String(word.dropLast()) : word).lowercased().utf8), isStem)
    }
  }

  /// Whether any of them stands in a text of small letters.
  func stand(in text: [UInt8]) -> Bool {
    words.contains { Self.stands($0.bytes, goesOn: $0.isStem, in: text) }
  }

  private static func stands(_ word: [UInt8], goesOn: Bool, in text: [UInt8]) -> Bool {
    guard let first = word.first, word.count <= text.count else { return false }
    // Whatever is not ASCII is taken for a letter.
    func isPartOfWord(_ place: Int) -> Bool {
      guard text.indices.contains(place) else { return false }
      let byte = text[place]
      return byte >= 0x80 || (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte)
    }
    for start in 0...(text.count - word.count)
    where text[start] == first && text[start..<start + word.count].elementsEqual(word) {
      if !isPartOfWord(start - 1), goesOn || !isPartOfWord(start + word.count) { return true }
    }
    return false
  }
}

/// How a service orders those who wait.
public struct WaitingRules: ServiceSetting {
  public static let name = "waiting"
  public static let title = "Waiting list"
  public static let about = """
    Those who wait are ordered by days waited, to be fair; what makes waiting worse for \
    somebody moves them up by a number of days. All of it is a proposal: no national order \
    is known. Everybody moves up a day each day, so nobody can be passed over for ever.
    """

  public var rules: [WaitingRule]
  /// Somebody younger than this moves up by ``youngDays``.
  public var youngerThan: Int
  public var youngDays: Int

  public init() {
    rules = [
      WaitingRule(
        "may be at risk",
        [
          "safeguard*", "self-harm*", "self harm*", WaitingRule.atRisk, "violen*", "exploit*",
        ],
        days: 10),
      WaitingRule("looked after", ["looked after", "in care", "care leaver*", "foster*"], days: 7),
      WaitingRule(
        "not in school",
        [
          "not in school", "out of school", "excluded", "exclusion*", "stopped going to school",
          "missing school",
        ],
        days: 5),
      WaitingRule("young carer", ["young carer*", "cares for", "caring for"], days: 5),
      WaitingRule("bereaved", ["bereave*", "died", "death of"], days: 3),
      WaitingRule(
        "isolated", ["isolat*", "lonel*", "no friends", "not going out", "on their own"], days: 2),
    ]
    youngerThan = 11
    youngDays = 2
  }

  public func problems() -> [String] {
    var problems: [String] = []
    for rule in rules {
      if rule.label.isEmpty || rule.words.isEmpty || rule.words.contains(where: \.isEmpty) {
        problems.append("Each rule needs a label and words to look for.")
      }
      if !(0...365).contains(rule.days) {
        problems.append("“\(rule.label)” is worth 0 to 365 days.")
      }
    }
    if !(0...26).contains(youngerThan) || !(0...365).contains(youngDays) {
      problems.append("Young is under 0 to 26, worth 0 to 365 days.")
    }
    return problems
  }
}

/// One place on the waiting list.
public struct WaitingPlace: Equatable, Sendable {
  public var row: CaseloadRow
  /// Days since the referral.
  public var days: Int
  /// What moved them up, and by how many days.
  public var moves: [WaitingMove]
  /// Days waited and what moved them up, together: the order.
  public var weight: Int { days + moves.reduce(0) { $0 + $1.days } }

  /// "looked after, isolated".
  public var risks: String { moves.map(\.label).joined(separator: ", ") }

  /// "16 days waited + looked after 7 + isolated 2 = 25".
  public var words: String {
    let waited = "\(days) day\(days == 1 ? "" : "s") waited"
    guard !moves.isEmpty else { return waited }
    return ([waited] + moves.map { "\($0.label) \($0.days)" }).joined(separator: " + ")
      + " = \(weight)"
  }
}

/// Why somebody was moved up the waiting list.
public struct WaitingMove: Equatable, Sendable {
  public var label: String
  public var days: Int

  public init(_ label: String, _ days: Int) {
    self.label = label
    self.days = days
  }
}

/// The rules of a waiting list, made ready to be held to thousands of people.
public struct WaitingScale {
  private let rules: WaitingRules
  private let words: [WaitingWords]

  public init(_ rules: WaitingRules) {
    self.rules = rules
    words = rules.rules.map(WaitingWords.init)
  }

  /// What moves somebody up by what is on record of them, whatever day it is.
  public func moves(need: String, reason: String, risk: RiskStanding) -> [WaitingMove] {
    let text = Array((need + "\n" + reason).lowercased().utf8)
    // A risk that is on record counts whether or not the referral has words for it.
    let hasRisk = risk >= .known
    return words.filter {
      $0.stand(in: text) || hasRisk && $0.rule.words.contains(WaitingRule.atRisk)
    }.map { WaitingMove($0.rule.label, $0.rule.days) }
  }

  /// What moves up whoever is young on a day.
  func moves(age: Int?) -> [WaitingMove] {
    guard let age, age < rules.youngerThan, rules.youngDays > 0 else { return [] }
    return [WaitingMove("under \(rules.youngerThan)", rules.youngDays)]
  }
}

/// How long those who wait have waited, whatever their order.
public struct WaitingSpread: Equatable, Sendable {
  /// How many people have waited so many days, the longest first.
  private let waits: [Wait]

  private struct Wait: Equatable, Sendable {
    var days: Int
    var people: Int
  }

  /// - Parameter people: how many were referred on each day, in any order.
  public init(_ people: [(referredOn: Day, people: Int)], on today: Day) {
    var counts: [Int: Int] = [:]
    for one in people where one.people > 0 {
      counts[max(0, one.referredOn.days(until: today)), default: 0] += one.people
    }
    waits = counts.map { Wait(days: $0.key, people: $0.value) }.sorted { $0.days > $1.days }
  }

  /// How many people wait.
  public var count: Int { waits.reduce(0) { $0 + $1.people } }

  /// Days that the longest has waited; nil where nobody waits.
  public var oldest: Int? { waits.first?.days }

  /// Half have waited so many days or fewer.
  public var median: Int? { quantile(0.5) }

  /// Nine in ten have waited so many days or fewer.
  public var ninetieth: Int? { quantile(0.9) }

  private func quantile(_ share: Double) -> Int? {
    guard count > 0 else { return nil }
    let place = min(max(Int((share * Double(count)).rounded(.up)), 1), count)
    var longer = 0
    for wait in waits {
      longer += wait.people
      if count - longer < place { return wait.days }
    }
    return nil
  }

  /// "19 wait · oldest 16 days · half within 5 · nine in ten within 12".
  public var words: String {
    guard let oldest, let median, let ninetieth else { return "nobody waits" }
    return
      "\(count) wait\(count == 1 ? "s" : "") · oldest \(oldest) day\(oldest == 1 ? "" : "s") · half within \(median) · nine in ten within \(ninetieth)"
  }
}

/// Everybody who waits, in the order in which to take them; or the first of them.
public struct WaitingList: Equatable, Sendable {
  public let places: [WaitingPlace]
  /// Of everybody who waits, whether or not they are among ``places``.
  public let spread: WaitingSpread

  /// - Parameter people: open cases with whom nobody has spoken yet. Everybody of them is
  ///   on the list, once.
  public init(_ people: [WaitingPerson], rules: WaitingRules, on today: Day) {
    self.init(
      people, of: WaitingSpread(people.map { ($0.row.facts.referredOn, 1) }, on: today),
      rules: rules, on: today)
  }

  /// The top of a list too long to be read whole.
  ///
  /// - Parameters:
  ///   - people: those who come first of all who wait.
  ///   - spread: of everybody.
  public init(
    _ people: [WaitingPerson], of spread: WaitingSpread, rules: WaitingRules, on today: Day
  ) {
    self.spread = spread
    let scale = WaitingScale(rules)
    places = people.map { person in
      let row = person.row
      return WaitingPlace(
        row: row, days: max(0, row.facts.referredOn.days(until: today)),
        moves: scale.moves(need: row.need, reason: person.reason, risk: row.risk)
          + scale.moves(age: row.person.age(on: today)))
    }.sorted {
      ($1.weight, $1.days, $0.row.caseID.text) < ($0.weight, $0.days, $1.row.caseID.text)
    }
  }

  /// How many wait, also of those who are not among ``places``.
  public var count: Int { spread.count }
  public var oldest: Int? { spread.oldest }
  public var median: Int? { spread.median }
  public var ninetieth: Int? { spread.ninetieth }
  public var words: String { spread.words }
}

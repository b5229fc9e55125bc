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
  /// Any of these in the need or the reason, in any case.
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
        ["safeguard", "self-harm", "self harm", WaitingRule.atRisk, "violence", "exploit"], days: 10
      ),
      WaitingRule("looked after", ["looked after", "in care", "care leaver", "foster"], days: 7),
      WaitingRule(
        "not in school",
        [
          "not in school", "out of school", "excluded", "stopped going to school", "missing school",
        ],
        days: 5),
      WaitingRule("young carer", ["young carer", "cares for", "caring for"], days: 5),
      WaitingRule("bereaved", ["bereave", "died", "death of"], days: 3),
      WaitingRule(
        "isolated", ["isolat", "lonely", "no friends", "not going out", "on their own"], days: 2),
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

/// Everybody who waits, in the order in which to take them.
public struct WaitingList: Equatable, Sendable {
  public let places: [WaitingPlace]

  /// - Parameter people: open cases with whom nobody has spoken yet. Everybody of them is
  ///   on the list, once.
  public init(_ people: [WaitingPerson], rules: WaitingRules, on today: Day) {
    let folded = rules.rules.map { rule in
      (rule, rule.words.map { $0.lowercased() })
    }
    places = people.map { person in
      let text = (person.row.need + "\n" + person.reason).lowercased()
      // A risk that is on record counts whether or not the referral has words for it.
      let hasRisk = person.row.risk >= .known
      var moves = folded.filter { rule, words in
        words.contains { text.contains($0) } || hasRisk && words.contains(WaitingRule.atRisk)
      }.map { WaitingMove($0.0.label, $0.0.days) }
      if let age = person.row.person.age(on: today), age < rules.youngerThan, rules.youngDays > 0 {
        moves.append(WaitingMove("under \(rules.youngerThan)", rules.youngDays))
      }
      return WaitingPlace(
        row: person.row, days: max(0, person.row.facts.referredOn.days(until: today)), moves: moves)
    }.sorted {
      ($1.weight, $1.days, $0.row.caseID.text) < ($0.weight, $0.days, $1.row.caseID.text)
    }
  }

  private var waits: [Int] { places.map(\.days).sorted() }

  /// Days that the longest has waited; nil where nobody waits.
  public var oldest: Int? { waits.last }

  /// Half have waited so many days or fewer.
  public var median: Int? { quantile(0.5) }

  /// Nine in ten have waited so many days or fewer.
  public var ninetieth: Int? { quantile(0.9) }

  private func quantile(_ share: Double) -> Int? {
    let waits = waits
    guard !waits.isEmpty else { return nil }
    return waits[min(max(Int((share * Double(waits.count)).rounded(.up)) - 1, 0), waits.count - 1)]
  }

  /// "19 wait · oldest 16 days · half within 5 · nine in ten within 12".
  public var words: String {
    guard let oldest, let median, let ninetieth else { return "nobody waits" }
    return
      "\(places.count) wait\(places.count == 1 ? "s" : "") · oldest \(oldest) day\(oldest == 1 ? "" : "s") · half within \(median) · nine in ten within \(ninetieth)"
  }
}

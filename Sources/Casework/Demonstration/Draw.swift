// Drawing lots for the town: everything random comes through here, from a seed, in
// a way that no version of the standard library changes.

import Foundation

/// A repeatable sequence of choices.
struct Draw {
  private var generator: SeededGenerator
  /// When the records came in, which is what their ids sort by.
  private let entered: Date

  /// What the sequence is for, so that no two things draw the same lots.
  enum Purpose: UInt64 {
    case person = 1
    case worker, directory
    /// What became of a prescription.
    case loop = 16
    /// What the team knows of the directory.
    case trust = 40
    case plan = 17
    /// What came with a referral, and what was decided and written about it.
    case intake = 41
    /// Who is around somebody, and what stands in the diary.
    case network = 32
    case diary
    case team, weight
    /// What was looked for in vain.
    case unmet = 42
    /// When steps of a plan are looked at again, and by whom.
    case looking = 43
  }

  init(seed: UInt64, _ purpose: Purpose, _ index: Int, entered: Date) {
    self.entered = entered
    var mixer = SeededGenerator(seed: seed ^ (purpose.rawValue << 56))
    let start = mixer.next() ^ (UInt64(bitPattern: Int64(index)) &* 0xd134_2543_de82_ef95)
    generator = SeededGenerator(seed: start)
    _ = generator.next()
  }

  /// From 0 up to but not including 1.
  mutating func fraction() -> Double { Double(generator.next() >> 11) * 0x1p-53 }

  mutating func chance(_ share: Double) -> Bool { fraction() < share }

  mutating func number(in range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(generator.next() % UInt64(range.count))
  }

  /// One of `items`, which must not be empty.
  mutating func pick<Item>(_ items: [Item]) -> Item {
    items[Int(generator.next() % UInt64(items.count))]
  }

  /// One of `items`, which must not be empty, in proportion to its weight.
  mutating func pick<Item>(_ items: [Item], weight: (Item) -> Double) -> Item {
    var left = fraction() * items.reduce(0) { $0 + weight($1) }
    for item in items {
      left -= weight(item)
      if left < 0 { return item }
    }
    return items[items.count - 1]
  }

  /// Two of `items` that differ, where there are two.
  mutating func pair<Item: Equatable>(_ items: [Item]) -> [Item] {
    let first = pick(items)
    for _ in 0..<6 {
      let second = pick(items)
      if second != first { return [first, second] }
    }
    return [first]
  }

  mutating func id<Kind>() -> Identifier<Kind> { Identifier(idText()) }

  mutating func idText() -> String { UUIDv7.text(at: entered, using: &generator) }
}

/// A table of how likely each whole number is.
struct LikelihoodTable: Sendable {
  private let lowest: Int
  private let cumulative: [Double]

  /// - Parameter weights: of `lowest`, `lowest + 1` and so on.
  init(lowest: Int, weights: [Double]) {
    self.lowest = lowest
    let total = weights.reduce(0, +)
    var sum = 0.0
    cumulative = weights.map {
      sum += $0
      return sum / total
    }
  }

  func value(at fraction: Double) -> Int {
    var low = 0
    var high = cumulative.count - 1
    while low < high {
      let middle = (low + high) / 2
      if fraction < cumulative[middle] { high = middle } else { low = middle + 1 }
    }
    return lowest + low
  }

  /// Ages by a normal curve cut to a range.
  static func ages(_ figures: DemonstrationFigures) -> LikelihoodTable {
    LikelihoodTable(
      lowest: figures.ages.lowerBound,
      weights: figures.ages.map { age in
        let distance = (Double(age) - figures.ageCurveCentre) / figures.ageCurveWidth
        return exp(-distance * distance / 2)
      })
  }

  /// Numbers of contacts: the logarithm is normal, the number rounded.
  static func contacts(_ figures: DemonstrationFigures) -> LikelihoodTable {
    func below(_ contacts: Double) -> Double {
      let distance = (log(contacts) - figures.contactCurveCentre) / figures.contactCurveWidth
      return (1 + erf(distance / 2.0.squareRoot())) / 2
    }
    return LikelihoodTable(
      lowest: 0,
      weights: (0...figures.mostContacts).map { count in
        let low = count == 0 ? 0 : below(Double(count) - 0.5)
        let high = count == figures.mostContacts ? 1 : below(Double(count) + 0.5)
        return high - low
      })
  }
}

/// The town keeps Greenwich time all the year, so that it is the same wherever it is
/// made.
enum TownClock {
  static func moment(_ day: Day, minute: Int) -> Date {
    Date(timeIntervalSince1970: Double(day.number) * 86_400 + Double(minute) * 60)
  }

  /// The same day, or the Friday before a weekend.
  static func workingDay(onOrBefore day: Day) -> Day {
    switch day.weekday {
    case .saturday: day.adding(days: -1)
    case .sunday: day.adding(days: -2)
    default: day
    }
  }

  /// The same day, or the Monday after a weekend.
  static func workingDay(onOrAfter day: Day) -> Day {
    switch day.weekday {
    case .saturday: day.adding(days: 2)
    case .sunday: day.adding(days: 1)
    default: day
    }
  }
}

/// Fills the gaps of a sentence: "{name} said {they} {was} tired".
struct Gaps {
  var values: [String: String]

  /// A gap that has no value stays as it stands, so that a test finds it.
  func fill(_ template: String) -> String {
    guard template.utf8.contains(UInt8(ascii: "{")) else { return template }
    var result = ""
    var rest = template[...]
    while let open = rest.utf8.firstIndex(of: UInt8(ascii: "{")),
      let close = rest[open...].utf8.firstIndex(of: UInt8(ascii: "}"))
    {
      result += rest[..<open]
      let gap = String(rest[rest.index(after: open)..<close])
      result += values[gap] ?? "{\(gap)}"
      rest = rest[rest.index(after: close)...]
    }
    return result + rest
  }
}

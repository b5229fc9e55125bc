// How long people really stay, from the cases that have ended.

import Foundation

/// Whole weeks from being taken on to the end, of cases that have ended.
public struct LengthOfStay: Equatable, Sendable {
  /// Each 1 or more, ascending; never empty.
  public let weeks: [Int]
  /// Whether there were enough ended cases, or guidance stands in for them.
  public let isMeasured: Bool
  /// `still[w]` is the part of cases that last longer than `w` weeks; it begins with 1
  /// and ends with 0.
  private let still: [Double]

  /// Fewer ended cases than this say little: guidance stands in for them.
  public static let fewest = 12

  /// - Parameters:
  ///   - days: from being taken on to the end, one for each ended case.
  ///   - guidance: weeks to reckon with where there are fewer than ``fewest`` of them.
  public init(days: [Int], guidance: Int = 12) {
    let enough = days.count >= Self.fewest
    // A case of one day keeps a worker busy in one week, one of eight days in two.
    let weeks =
      enough ? days.map { max(1, (max(0, $0) + 6) / 7) }.sorted() : [max(1, guidance)]
    self.weeks = weeks
    isMeasured = enough
    let longest = weeks.last ?? 1
    var ended = Array(repeating: 0, count: longest + 1)
    for week in weeks { ended[week] += 1 }
    var left = weeks.count
    still = ended.map {
      left -= $0
      return Double(left) / Double(weeks.count)
    }
  }

  /// The mean stay in weeks.
  public var mean: Double { Double(weeks.reduce(0, +)) / Double(weeks.count) }

  /// The stay that a share of people stay for at most, in weeks.
  public func quantile(_ share: Double) -> Int {
    let place = Int((share * Double(weeks.count)).rounded(.up)) - 1
    return weeks[min(max(place, 0), weeks.count - 1)]
  }

  /// The part of cases that last longer than `week` weeks.
  public func share(beyond week: Int) -> Double {
    week < 0 ? 1 : week < still.count ? still[week] : 0
  }

  /// The chance that a case which has lasted `age` weeks lasts `more` weeks longer. One
  /// that has outlasted all that have ended is reckoned as if it ended by quarters.
  public func chance(ofAge age: Int, lasting more: Int) -> Double {
    guard more > 0 else { return 1 }
    let now = share(beyond: age)
    guard now > 0 else { return pow(0.75, Double(more)) }
    return share(beyond: age + more) / now
  }

  /// "from 212 ended cases: half within 9 weeks, nine in ten within 21".
  public var words: String {
    isMeasured
      ? "from \(weeks.count) ended cases: half within \(quantile(0.5)) weeks, nine in ten within \(quantile(0.9))"
      : "guidance, \(weeks[0]) weeks, as too few cases have ended to measure"
  }
}

// Guidance on the size of a caseload: figures with the source of each beside it.

import Foundation

/// How many cases a full-time worker is advised to hold open at one time.
public struct Guidance: Equatable, Sendable {
  public var name: String
  /// Open cases at one time for a whole-time worker.
  public var open: ClosedRange<Int>
  /// Where the figure comes from, shown wherever the figure is.
  public var source: String

  public init(name: String, open: ClosedRange<Int>, source: String) {
    self.name = name
    self.open = open
    self.source = source
  }

  /// Children and young people: many services report 20 to 25 open, in a range of
  /// 10 to 50. Source: UCL youth social prescribing study.
  public static let childrenAndYoungPeople = Guidance(
    name: "CYP", open: 20...25, source: "UCL youth social prescribing study")

  /// The band for a worker of `wholeTimeEquivalent`, rounded to whole people.
  public func band(wholeTimeEquivalent: Double) -> ClosedRange<Int> {
    let low = Int((Double(open.lowerBound) * wholeTimeEquivalent).rounded())
    let high = Int((Double(open.upperBound) * wholeTimeEquivalent).rounded())
    return min(low, high)...max(low, high)
  }
}

// Small numbers can give a child away: how counts are shown outside the service.

import Foundation

/// How counts are shown to anybody outside the service.
public struct SmallNumbers: ServiceSetting {
  public static let name = "small-numbers"
  public static let title = "Small numbers in reports"
  public static let about = """
    Counts that leave the service: those from 1 to the threshold are shown as *, the rest rounded, \
    and nothing that would give a hidden one away is shown. The shipped values, 7 and 5, follow the \
    practice of hospital statistics in England for areas below the nation; the thresholds are \
    policy, and yours to set.
    """

  /// Counts from 1 to this are hidden.
  public var hideUpTo: Int
  /// Other counts are rounded to the nearest multiple of this.
  public var roundTo: Int

  public init() {
    hideUpTo = 7
    roundTo = 5
  }

  public func problems() -> [String] {
    (0...100).contains(hideUpTo) && (1...100).contains(roundTo)
      ? [] : ["The threshold is 0 to 100, and rounding is to the nearest 1 to 100."]
  }

  public func isHidden(_ count: Int) -> Bool { count > 0 && count <= hideUpTo }

  /// "0", "*" or a rounded count.
  public func words(_ count: Int) -> String {
    if isHidden(count) { return "*" }
    return String(rounded(count))
  }

  func rounded(_ count: Int) -> Int {
    count <= 0 ? 0 : (count + roundTo / 2) / roundTo * roundTo
  }

  /// A table of counts with its totals, as it may be shown. Where one cell alone of a row
  /// or a column would be hidden, its total less the others would tell it, so the next
  /// smallest is hidden as well; that is done until nothing gives anything away.
  ///
  /// - Parameter counts: rows of one length.
  /// - Returns: the rows, each with its total behind it, and a last row of totals.
  public func table(_ counts: [[Int]]) -> [[String]] {
    let width = counts.first?.count ?? 0
    var hidden = counts.map { $0.map(isHidden) }
    var hasChanged = true
    while hasChanged {
      hasChanged = false
      for row in counts.indices {
        let cells = (0..<width).map { (row, $0) }
        if hideAnother(in: cells, counts, &hidden) { hasChanged = true }
      }
      for column in 0..<width {
        let cells = counts.indices.map { ($0, column) }
        if hideAnother(in: cells, counts, &hidden) { hasChanged = true }
      }
    }
    var rows = counts.indices.map { row in
      let total = counts[row].reduce(0, +)
      return (0..<width).map { hidden[row][$0] ? "*" : words(counts[row][$0]) } + [words(total)]
    }
    let totals = (0..<width).map { column in counts.map { $0[column] }.reduce(0, +) }
    rows.append(totals.map(words) + [words(totals.reduce(0, +))])
    return rows
  }

  /// Hides one more of a line in which exactly one is hidden; false where none had to be.
  private func hideAnother(
    in cells: [(Int, Int)], _ counts: [[Int]], _ hidden: inout [[Bool]]
  ) -> Bool {
    guard cells.filter({ hidden[$0.0][$0.1] }).count == 1 else { return false }
    let others = cells.filter { !hidden[$0.0][$0.1] && counts[$0.0][$0.1] > 0 }
    guard let next = others.min(by: { counts[$0.0][$0.1] < counts[$1.0][$1.1] }) else {
      // All the rest are nought: the total itself is small and is hidden by its own size.
      return false
    }
    hidden[next.0][next.1] = true
    return true
  }
}

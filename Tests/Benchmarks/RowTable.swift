// The rows as people read them.

import Foundation

enum RowTable {
  /// "key to painted screen, p99      10,000      1.24 ms   of 8   ok".
  static func line(_ row: BenchmarkRow) -> String {
    let name = row.name.padding(toLength: 62, withPad: " ", startingAt: 0)
    let budget = row.budget.map { "of \(digits($0))" } ?? ""
    let verdict = row.budget == nil ? "" : row.ok ? "ok" : "OVER"
    return name + right("\(row.people)", 9) + right(digits(row.value), 11) + " "
      + row.unit.padding(toLength: 4, withPad: " ", startingAt: 0)
      + right(budget, 9) + "  " + verdict
  }

  static func printEnd(of rows: [BenchmarkRow]) {
    let over = rows.filter { !$0.ok }
    print(
      over.isEmpty
        ? "All within budget." : "Over budget: \(over.map(\.name).joined(separator: "; ")).")
  }

  private static func right(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }

  private static func digits(_ value: Double) -> String {
    if value == value.rounded(), abs(value) < 1e9 { return String(Int(value)) }
    return String(format: abs(value) < 10 ? "%.3f" : "%.1f", value)
  }
}

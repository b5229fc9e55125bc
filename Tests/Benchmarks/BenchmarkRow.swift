/// One line of the benchmark: what was measured, over how many people, what it
/// cost, and what it may cost at most.
struct BenchmarkRow: Codable {
  /// What was measured, in words a reader of the table understands.
  var name: String
  /// How many people the casebook held while it was measured.
  var people: Int
  /// What it cost, in `unit`.
  var value: Double
  /// `ms`, `µs`, `s`, `MiB`, or `×` for a ratio.
  var unit: String
  /// The most it may cost, in `unit`; nil where no budget is set.
  var budget: Double?
  /// True when the cost is within the budget, or no budget is set.
  var ok: Bool
}

// What is measured, in the order of the table.

import Foundation

/// A few rows that are measured together.
struct RowGroup {
  /// Words of which `--only` may ask for any: the names of its rows.
  var names: [String]
  var measure: (BenchmarkTown) throws -> [BenchmarkRow]
}

struct Suite {
  let town: BenchmarkTown
  /// What `--only` asked for; empty for everything.
  let only: String

  private static var groups: [RowGroup] {
    [
      RowGroup(names: SealingRows.names, measure: SealingRows.measure),
      RowGroup(names: SQLCipherRows.names, measure: SQLCipherRows.measure),
      RowGroup(names: FillingRows.names, measure: FillingRows.measure),
      RowGroup(names: OpeningRows.names, measure: OpeningRows.measure),
      RowGroup(names: WritingRows.names, measure: WritingRows.measure),
      RowGroup(names: ReadingRows.names, measure: ReadingRows.measure),
      RowGroup(names: DeskRows.names, measure: DeskRows.measure),
      RowGroup(names: DirectoryRows.names, measure: DirectoryRows.measure),
      RowGroup(names: FitRows.names, measure: FitRows.measure),
      RowGroup(names: IntakeRows.names, measure: IntakeRows.measure),
      RowGroup(names: TeamRows.names, measure: TeamRows.measure),
      RowGroup(names: MemoryOfUse.names, measure: MemoryOfUse.measure),
      // The toolkit by itself names its own rows.
      RowGroup(names: toolkit) { _ in screenRows() },
    ]
  }

  /// The words of which the toolkit's rows are made.
  private static let toolkit = [
    "table of 1,000,000 rows, step, page, painted, p99", "bytes for a step, a letter in a note",
    "typing in a note, p99", "filter of 10,000 rows, letter, painted, p99",
    "palette over 2,000 entries, letter, p99", "a monkey's frames in the gallery, p99",
  ]

  /// Measures everything that was asked for.
  ///
  /// - Parameter told: called with each row as it is there.
  func rows(told: (BenchmarkRow) -> Void) throws -> [BenchmarkRow] {
    var all: [BenchmarkRow] = []
    for group in Self.groups where group.names.contains(where: isAskedFor) {
      let rows = try group.measure(town).filter { isAskedFor($0.name) }
      rows.forEach(told)
      all += rows
    }
    return all
  }

  private func isAskedFor(_ name: String) -> Bool {
    only.split(separator: " ").allSatisfy {
      name.range(of: $0, options: .caseInsensitive) != nil
    }
  }
}

extension BenchmarkRow {
  init(_ name: String, _ town: BenchmarkTown, _ value: Double, _ unit: String, budget: Double?) {
    self.init(
      name: name, people: town.people, value: value, unit: unit, budget: budget,
      ok: budget.map { value <= $0 } ?? true)
  }
}

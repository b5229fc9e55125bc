// The part of a long list that is in memory.

/// Rows of a long list around the place that is shown. Load it after each event, and draw from it:
/// `try rows.load(for: table) { try store.people($0) }`.
public struct RowWindow<Row> {
  public private(set) var range: Range<Int> = 0..<0
  private var rows: [Row] = []

  public init() {}

  /// Forgets what is loaded, as when the list itself has changed.
  public mutating func invalidate() {
    range = 0..<0
    rows = []
  }

  /// Loads what the table may show next, where that is not in memory.
  /// - Parameter fetch: the rows of a range; fewer when the list ends before it.
  public mutating func load(
    for table: Table, fetch: (Range<Int>) throws -> [Row]
  ) rethrows {
    let wanted = table.window
    // Near the window's middle nothing is read.
    let near = table.shown
    if range.lowerBound <= near.lowerBound, range.upperBound >= near.upperBound { return }
    rows = try fetch(wanted)
    range = wanted.lowerBound..<(wanted.lowerBound + rows.count)
  }

  /// A row; nil where it is not loaded.
  public subscript(index: Int) -> Row? {
    range.contains(index) ? rows[index - range.lowerBound] : nil
  }
}

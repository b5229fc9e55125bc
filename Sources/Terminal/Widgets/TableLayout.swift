// Columns of a table, and how they share the width that there is.

/// A column of a table.
public struct TableColumn: Sendable, Hashable {
  /// How wide a column is.
  public enum Width: Sendable, Hashable {
    case fixed(Columns)
    /// At least `min`; what is left over is shared by weight.
    case flexible(min: Columns, weight: Int = 1)
  }

  public var title: String
  public var width: Width
  public var align: Alignment
  /// Lower hides first when the screen is narrow; `Int.max` never hides.
  public var priority: Int
  /// What a click on the title sorts by; nil where it does not sort.
  public var sortKey: String?

  public init(
    _ title: String, width: Width = .flexible(min: 8), align: Alignment = .left,
    priority: Int = 0, sortKey: String? = nil
  ) {
    self.title = title
    self.width = width
    self.align = align
    self.priority = priority
    self.sortKey = sortKey
  }
}

/// What a cell of a table shows.
public enum TableCell: ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
  case text(StyledText)
  /// Text that depends on the column's width, such as a gauge.
  case fitted((Columns) -> StyledText)

  public init(stringLiteral value: String) { self = .text(StyledText(value)) }

  /// Text in one role.
  public static func text(
    _ text: String, _ role: Role = .text, _ attributes: Attributes = []
  ) -> TableCell {
    .text(StyledText(text, role, attributes))
  }
}

/// A row of a table.
public struct TableRow {
  public var cells: [TableCell]

  public init(_ cells: [TableCell]) { self.cells = cells }
}

/// Where a group of rows begins.
public struct TableGroup: Sendable, Hashable {
  /// The group's first row.
  public var firstRow: Int
  public var title: String
  public var note: String

  public init(firstRow: Int, title: String, note: String = "") {
    self.firstRow = firstRow
    self.title = title
    self.note = note
  }
}

/// Which columns are shown, and where.
struct TableLayout {
  var shown: [(index: Int, x: Columns, width: Columns)] = []

  static let gap: Columns = 2

  init(_ columns: [TableColumn], width: Columns) {
    var kept = Array(columns.indices)
    func least(_ index: Int) -> Columns {
      switch columns[index].width {
      case .fixed(let fixed): fixed
      case .flexible(let min, _): min
      }
    }
    func needed() -> Columns {
      kept.reduce(.zero) { $0 + least($1) } + Self.gap * Swift.max(kept.count - 1, 0)
    }
    while kept.count > 1, needed() > width {
      // Of those that may go, the least important, and of those the last.
      guard
        let victim = kept.min(by: {
          (columns[$0].priority, -$0) < (columns[$1].priority, -$1)
        })
      else { break }
      kept.removeAll { $0 == victim }
    }
    let spare = Swift.max(0, (width - needed()).count)
    let weights = kept.map { index -> Int in
      if case .flexible(_, let weight) = columns[index].width { Swift.max(weight, 0) } else { 0 }
    }
    let total = weights.reduce(0, +)
    var x = Columns.zero
    var given = 0
    var seen = 0
    for (place, index) in kept.enumerated() {
      seen += weights[place]
      let share = total > 0 ? spare * seen / total - given : 0
      given += share
      let wide = least(index) + Columns(share)
      shown.append((index, x, Swift.min(wide, Swift.max(width - x, 0))))
      x += wide + Self.gap
    }
  }
}

// The grid of cells that one frame is made of, and its plain-text and style pictures for tests.

/// One cell of the screen.
public struct Cell: Sendable, Equatable {
  /// What stands in the cell; a wide grapheme stands in its first cell.
  public var grapheme: Character
  /// Columns the grapheme takes; 0 for a cell that a wide grapheme on its left covers.
  public var width: UInt8
  public var style: Style

  public init(_ grapheme: Character = " ", width: UInt8 = 1, style: Style = .text) {
    self.grapheme = grapheme
    self.width = width
    self.style = style
  }

  public static let blank = Cell()
}

/// What a click at a place means. Widgets mark the areas they draw, so that the mouse needs no
/// second layout.
public struct Target: Sendable, Hashable {
  /// The widget that was drawn here.
  public var widget: String
  /// Which part of it: a row of a table, a tab, a button; -1 for the widget as a whole.
  public var part: Int
  /// A key that a click here stands for.
  public var key: Key?
  /// Where the part was drawn, in screen coordinates.
  public var area: Rect

  public init(widget: String, part: Int = -1, key: Key? = nil, area: Rect) {
    self.widget = widget
    self.part = part
    self.key = key
    self.area = area
  }
}

/// A whole screen of cells, where its hardware cursor stands, and what can be clicked.
public final class Grid {
  public let size: Size
  public internal(set) var cells: [Cell]
  /// Where the hardware cursor stands; nil hides it.
  public internal(set) var cursor: Position?
  /// What can be clicked, bottom layer first.
  public internal(set) var targets: [Target] = []

  public init(size: Size, style: Style = .text) {
    self.size = size
    cells = Array(
      repeating: Cell(" ", style: style), count: size.width.count * size.height.count)
  }

  /// The cell at a place; nil outside the grid.
  public subscript(position: Position) -> Cell? {
    guard Rect(origin: .origin, size: size).contains(position) else { return nil }
    return cells[position.y.count * size.width.count + position.x.count]
  }

  /// A canvas over the whole grid.
  public var canvas: Canvas { Canvas(grid: self) }

  /// The topmost thing that can be clicked at a place.
  public func target(at position: Position) -> Target? {
    targets.last { $0.area.contains(position) }
  }

  /// The screen as text, one line a row, without trailing spaces.
  public var plainText: String {
    lines.map { line in
      var text = line
      while text.last == " " { text.removeLast() }
      return text
    }.joined(separator: "\n")
  }

  /// The screen's rows as text, padded.
  public var lines: [String] {
    (0..<size.height.count).map { row in
      var text = ""
      for cell in cells[(row * size.width.count)..<((row + 1) * size.width.count)]
      where cell.width > 0 {
        text.append(cell.grapheme)
      }
      return text
    }
  }

  /// The styles that each row goes through, as runs: `0: 12 heading/page bold, 4 muted/page`.
  /// Rows of nothing but ordinary text are left out.
  public var styleText: String {
    let width = size.width.count
    var report: [String] = []
    for row in 0..<size.height.count where width > 0 {
      var runs: [(count: Int, style: Style)] = []
      for cell in cells[(row * width)..<((row + 1) * width)] {
        if let last = runs.last, last.style == cell.style {
          runs[runs.count - 1].count += 1
        } else {
          runs.append((1, cell.style))
        }
      }
      if runs.count == 1, runs[0].style == .text { continue }
      report.append("\(row): " + runs.map { "\($0.count) \($0.style)" }.joined(separator: ", "))
    }
    return report.joined(separator: "\n")
  }
}

extension Style: CustomStringConvertible {
  /// `warning/bar bold`.
  public var description: String {
    attributes.words.reduce("\(role)/\(ground)") { $0 + " " + $1 }
  }
}

extension Attributes {
  /// The names of those that are set.
  var words: [String] {
    let names: [(Attributes, String)] = [
      (.bold, "bold"), (.dim, "dim"), (.italic, "italic"), (.underline, "underline"),
      (.reverse, "reverse"),
    ]
    return names.filter { contains($0.0) }.map(\.1)
  }
}

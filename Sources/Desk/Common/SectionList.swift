// A list in named sections with one selection running through them, as Today and
// the timeline show it.

import Terminal

/// One row of a section. What it stands for is told by its key.
struct SectionRow {
  /// How many lines it has.
  let height: Int
  /// Whether the selection stops here.
  let isSelectable: Bool
  private let make: () -> [RowLine]

  /// Drawn over the row's width; the list itself draws marker and ground.
  var lines: [RowLine] { make() }

  init(_ lines: [RowLine], isSelectable: Bool = true) {
    self.init(height: lines.count, isSelectable: isSelectable) { lines }
  }

  /// A row whose lines are made when they are to be seen: of a long story few are.
  init(height: Int, isSelectable: Bool = true, lines: @escaping () -> [RowLine]) {
    self.height = height
    self.isSelectable = isSelectable
    make = lines
  }

  /// A heading in small capitals' stead, with a muted figure behind it perhaps.
  static func heading(_ text: String, _ figure: String = "") -> SectionRow {
    var words = StyledText(text.uppercased(), .muted, .bold)
    if !figure.isEmpty { words += StyledText("  " + figure, .muted) }
    return SectionRow([RowLine(left: words)], isSelectable: false)
  }

  static func words(_ text: String, _ role: Role = .soft) -> SectionRow {
    SectionRow([RowLine(left: StyledText(text, role))], isSelectable: false)
  }

  static var blank: SectionRow { SectionRow([RowLine(left: StyledText(""))], isSelectable: false) }
}

/// A line with words on the left and perhaps some on the right.
struct RowLine {
  var left: StyledText
  var right = StyledText("")
  /// Air after a row, which the selection does not cover.
  var isAir = false

  static let air = RowLine(left: "", isAir: true)
}

/// Rows, the selected one, and how far they are scrolled.
struct SectionList {
  let id: String
  var rows: [SectionRow] = [] {
    didSet { settle() }
  }
  /// The index of the selected row, if any can be selected.
  private(set) var selected: Int?
  /// How many lines are scrolled away, when there is nothing to select.
  private var top = 0
  /// How many lines of the selected row are scrolled away, where it is higher than the list.
  private var inner = 0
  /// How it lay when it was last drawn; moving goes by what is seen.
  private let drawn = DrawnRows()

  /// The heights of a list and of its rows, in lines.
  private final class DrawnRows {
    var height = 0
    var rows: [Int] = []
  }

  init(id: String) { self.id = id }

  private mutating func settle() {
    if let selected, rows.indices.contains(selected), rows[selected].isSelectable { return }
    let near = selected ?? 0
    let candidates = rows.indices.filter { rows[$0].isSelectable }
    selected = candidates.min { abs($0 - near) < abs($1 - near) }
    inner = 0
  }

  mutating func select(_ index: Int?) {
    if index != selected { inner = 0 }
    selected = index
    settle()
  }

  /// Shows the selected row from its beginning.
  mutating func showBeginning() { inner = 0 }

  private func height(of row: Int) -> Int {
    drawn.rows.count == rows.count ? drawn.rows[row] : rows[row].height
  }

  /// Moves the selection; true when the event was for the list.
  mutating func update(_ event: Event, height: Rows) -> Bool {
    switch event {
    case .key(let key):
      switch key {
      case .up, .character("k"): move(by: -1)
      case .down, .character("j"): move(by: 1)
      case .pageUp: page(by: -1, height: height)
      case .pageDown: page(by: 1, height: height)
      case .home:
        jump(by: -rows.count)
        inner = 0
      case .end:
        jump(by: rows.count)
        inner = Int.max
      default: return false
      }
      return true
    case .mouse(let mouse) where mouse.isOn(id):
      switch mouse.kind {
      case .wheelUp: move(by: -1)
      case .wheelDown: move(by: 1)
      case .press, .doubleClick:
        if let part = mouse.target?.part, part >= 0 { select(part) }
      default: return false
      }
      return true
    default: return false
    }
  }

  /// Goes a row on; inside a row that is higher than the list, a line.
  private mutating func move(by step: Int) {
    if scrollInside(by: step) { return }
    jump(by: step)
  }

  /// Goes as many lines on as are shown, and never past a row that is higher than that.
  private mutating func page(by direction: Int, height: Rows) {
    let shown = drawn.height > 0 ? drawn.height : height.count
    if scrollInside(by: direction * max(1, shown - 2)) { return }
    guard let selected else { return jump(by: direction * max(1, shown - 2)) }
    var row = selected
    var stop = selected
    var passed = 0
    while rows.indices.contains(row + direction) {
      passed += self.height(of: row)
      row += direction
      if stop != selected, passed + self.height(of: row) > max(1, shown - 2) { break }
      guard rows[row].isSelectable else { continue }
      stop = row
      if self.height(of: row) > shown { break }
    }
    go(to: stop)
  }

  private mutating func jump(by step: Int) {
    let stops = rows.indices.filter { rows[$0].isSelectable }
    guard let selected, let place = stops.firstIndex(of: selected) else {
      top = max(0, min(top + step, rows.reduce(0) { $0 + $1.height } - 1))
      return
    }
    go(to: stops[max(0, min(place + step, stops.count - 1))])
  }

  /// Selects a row; one that is come to from below shows its end.
  private mutating func go(to row: Int) {
    guard row != selected else { return }
    inner = row < selected ?? 0 ? Int.max : 0
    selected = row
  }

  /// True where the selected row is higher than the list and had more to show.
  private mutating func scrollInside(by step: Int) -> Bool {
    guard let selected, drawn.height > 0 else { return false }
    let most = height(of: selected) - drawn.height
    guard most > 0 else { return false }
    let before = min(inner, most)
    inner = max(0, min(before + step, most))
    return inner != before
  }

  /// Draws the rows that fit, the selected one among them, with the heading above it
  /// where there is room.
  /// - Returns: where the selected row was drawn.
  @discardableResult
  func draw(on whole: Canvas, isFocused: Bool = true) -> Rect? {
    guard whole.height > 0 else { return nil }
    drawn.rows = rows.map(\.height)
    let lines = drawn.rows.reduce(0, +)
    // What is cut off below is told of on a line of its own.
    let tells = lines > whole.height.count && whole.height > 2
    let canvas = whole.sub(whole.bounds.splitBottom(tells ? 1 : 0).rest)
    let height = canvas.height.count
    drawn.height = height
    var starts: [Int] = []
    var total = 0
    for row in drawn.rows {
      starts.append(total)
      total += row
    }
    var first = min(top, max(0, total - height))
    if let selected {
      let start = starts[selected]
      let end = start + drawn.rows[selected]
      // Keep two lines of what comes before in sight, so that headings are seen.
      first = end + 1 > height ? min(max(0, total - height), end + 1 - height) : 0
      if start < first { first = start }
      // A row that is higher than the list is read by scrolling inside it.
      if end - start > height { first = start + min(inner, end - start - height) }
    }
    for (index, row) in rows.enumerated()
    where starts[index] < first + height && starts[index] + drawn.rows[index] > first {
      for (offset, line) in row.lines.enumerated() {
        let y = starts[index] + offset - first
        guard y >= 0, y < height else { continue }
        draw(
          line, at: Rows(y), row: index, isFirst: offset == 0 || y == 0,
          isSelected: index == selected && isFocused && !line.isAir, on: canvas)
      }
    }
    if tells { drawMore(total - first - height, on: whole) }
    // Where nothing can be chosen, a screen reader begins at the top.
    if selected == nil, isFocused { canvas.setCursor(Position(x: min(1, canvas.width - 1), y: 0)) }
    guard let selected, starts[selected] >= first else { return nil }
    return Rect(
      x: 0, y: Rows(starts[selected] - first), width: canvas.width,
      height: Rows(drawn.rows[selected]))
  }

  private func drawMore(_ more: Int, on canvas: Canvas) {
    if more > 0 {
      canvas.put(
        StyledText("↓ \(more) more", .muted), at: Position(x: 0, y: canvas.height - 1),
        width: canvas.width, align: .right)
    }
  }

  private func draw(
    _ line: RowLine, at y: Rows, row: Int, isFirst: Bool, isSelected: Bool, on canvas: Canvas
  ) {
    let area = Rect(x: 0, y: y, width: canvas.width, height: 1)
    let ground: Ground = isSelected ? .selection : .page
    if isSelected {
      canvas.fill(area, style: Style(.text, on: .selection))
      canvas.put("▌", at: Position(x: 0, y: y), style: Style(.accent, on: .selection))
      if isFirst { canvas.setCursor(Position(x: 1, y: y)) }
    }
    if rows[row].isSelectable { canvas.mark(area, widget: id, part: row) }
    let right = line.right.columns
    let room = canvas.width - 2 - (right > 0 ? right + 2 : 0)
    canvas.put(line.left, at: Position(x: 1, y: y), on: ground, width: max(room, 0))
    if right > 0, right < canvas.width {
      canvas.put(
        line.right, at: Position(x: 1, y: y), on: ground, width: canvas.width - 2, align: .right)
    }
  }
}

extension StyledText {
  /// The words padded with spaces to `width` columns, or cut with `…`.
  func column(_ width: Columns) -> StyledText {
    let used = columns
    if used > width { return truncated(to: width) }
    return self + StyledText(String(repeating: " ", count: (width - used).count))
  }
}

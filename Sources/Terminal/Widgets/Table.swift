// A table of any number of rows, of which only those on the screen are ever asked for.

/// A list of rows in columns: one is selected, any may be marked.
public struct Table {
  /// What an event did to the table.
  public enum Outcome: Sendable, Hashable {
    /// The event is not for the table.
    case ignored
    /// The selection or the place in the list moved.
    case moved
    /// Enter, or a double click, on a row.
    case opened(Int)
    /// Rows were marked or unmarked.
    case marked
    /// The title of a column with this sort key was clicked.
    case sort(String)
  }

  public let id: String
  public var columns: [TableColumn]
  /// How many rows there are. The selection is kept within them.
  public var rowCount: Int { didSet { selection = clamped(selection) } }
  /// The selected row.
  public private(set) var selection = 0
  /// Marked rows, where marking is on.
  public var marks: Set<Int> = []
  public var allowsMarks = false
  /// The column sorted by (its `sortKey`), and which way.
  public var sortedBy: (key: String, ascending: Bool)?
  /// Where groups begin, in order of their first rows.
  public var groups: [TableGroup] = []
  /// Blank rows between rows.
  public var spacing = 0
  /// Said in place of rows when there are none.
  public var emptyText = "Nothing here yet."

  private let drawn = DrawnSize()

  public init(id: String, columns: [TableColumn], rowCount: Int = 0) {
    self.id = id
    self.columns = columns
    self.rowCount = rowCount
  }

  /// The selected row; nil where there are none.
  public var selectedRow: Int? { rowCount > 0 ? selection : nil }

  /// Rows that the screen may show now: load these after every event that moves. Never more than
  /// a few hundred, whatever the table's length.
  public var window: Range<Int> {
    // A page and a half either way; before anything was drawn, as much as a large screen shows.
    let reach = drawn.isKnown ? max(drawn.size.height.count * 3 / 2, 10) : 80
    return max(0, selection - reach)..<min(max(rowCount, 0), selection + reach + 1)
  }

  /// The part of `window` that can be on the screen: while it is loaded, nothing has to be read.
  var shown: Range<Int> {
    let reach = drawn.isKnown ? drawn.size.height.count : 60
    return max(
      window.lowerBound, selection - reach)..<min(
        window.upperBound, selection + reach + 1)
  }

  /// The first line that the last frame showed, to scroll there again. It gives way to the
  /// selection, which stays in sight.
  public var top: Int {
    get { drawn.top }
    nonmutating set { drawn.top = max(newValue, 0) }
  }

  /// Selects a row.
  public mutating func select(_ row: Int) { selection = clamped(row) }

  private func clamped(_ row: Int) -> Int { max(0, min(row, rowCount - 1)) }

  // MARK: Events

  public mutating func update(_ event: Event) -> Outcome {
    switch event {
    case .key(let key): return update(key)
    case .mouse(let mouse) where mouse.isOn(id): return update(mouse)
    default: return .ignored
    }
  }

  private mutating func update(_ key: Key) -> Outcome {
    let page = max(visibleRows - 1, 1)
    switch key {
    case .up, .character("k"): return move(to: selection - 1)
    case .down, .character("j"): return move(to: selection + 1)
    case .pageUp: return move(to: selection - page)
    case .pageDown: return move(to: selection + page)
    case .home: return move(to: 0)
    case .end: return move(to: rowCount - 1)
    case .enter: return rowCount > 0 ? .opened(selection) : .ignored
    case .space where allowsMarks && rowCount > 0:
      toggleMark(selection)
      selection = clamped(selection + 1)
      return .marked
    default: return .ignored
    }
  }

  private mutating func move(to row: Int) -> Outcome {
    selection = clamped(row)
    return .moved
  }

  private mutating func toggleMark(_ row: Int) {
    if marks.remove(row) == nil { marks.insert(row) }
  }

  private mutating func update(_ mouse: Mouse) -> Outcome {
    guard let target = mouse.target else { return .ignored }
    switch mouse.kind {
    case .wheelUp: return scroll(by: -3)
    case .wheelDown: return scroll(by: 3)
    case .press(.left) where target.part >= Part.row:
      let row = target.part - Part.row
      if allowsMarks, row < rowCount, let local = mouse.local, local.x < 2 {
        selection = clamped(row)
        toggleMark(row)
        return .marked
      }
      return move(to: row)
    case .doubleClick where target.part >= Part.row:
      selection = clamped(target.part - Part.row)
      return rowCount > 0 ? .opened(selection) : .ignored
    case .press(.left), .drag(.left):
      if target.part == Part.scrollBar, let local = mouse.local {
        let height = max(target.area.height.count - 1, 1)
        let share = min(max(Double(local.y.count) / Double(height), 0), 1)
        return move(to: Int((share * Double(max(rowCount - 1, 0))).rounded()))
      }
      if case .press = mouse.kind, target.part >= 0, columns.indices.contains(target.part),
        let key = columns[target.part].sortKey
      {
        return .sort(key)
      }
      return .ignored
    default: return .ignored
    }
  }

  /// Turns the list under the selection, which stays in sight.
  private mutating func scroll(by lines: Int) -> Outcome {
    let height = visibleRows
    drawn.top = max(0, min(drawn.top + lines, lineCount - height))
    let first = row(atOrAfterLine: drawn.top)
    let last = row(atOrBeforeLine: drawn.top + height - 1)
    selection = clamped(min(max(selection, first), max(last, first)))
    return .moved
  }

  /// Numbers of what can be clicked: titles are their column's index.
  private enum Part {
    static let scrollBar = 9_999
    static let row = 10_000
  }

  // MARK: Lines: rows, and before each group a blank line and its heading

  private static let groupLines = 2

  private var lineCount: Int { rowCount + groups.count * Self.groupLines }

  private var visibleRows: Int { max(drawn.size.height.count / (spacing + 1), 1) }

  private func line(ofRow row: Int) -> Int { row + groupsBegun(at: row) * Self.groupLines }

  /// How many groups begin at or before a row.
  private func groupsBegun(at row: Int) -> Int {
    var low = 0
    var high = groups.count
    while low < high {
      let middle = (low + high) / 2
      if groups[middle].firstRow <= row { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private enum Line {
    case blank
    case group(TableGroup)
    case row(Int)
  }

  private func content(ofLine line: Int) -> Line? {
    guard line >= 0, line < lineCount else { return nil }
    // How many groups have begun by this line.
    var low = 0
    var high = groups.count
    while low < high {
      let middle = (low + high) / 2
      if groups[middle].firstRow + middle * Self.groupLines <= line {
        low = middle + 1
      } else {
        high = middle
      }
    }
    if low > 0 {
      let start = groups[low - 1].firstRow + (low - 1) * Self.groupLines
      if line == start { return .blank }
      if line == start + 1 { return .group(groups[low - 1]) }
    }
    return .row(line - low * Self.groupLines)
  }

  private func row(atOrAfterLine line: Int) -> Int {
    for candidate in max(line, 0)..<max(lineCount, max(line, 0)) {
      if case .row(let row) = content(ofLine: candidate) { return row }
    }
    return rowCount - 1
  }

  private func row(atOrBeforeLine line: Int) -> Int {
    for candidate in stride(from: min(line, lineCount - 1), through: 0, by: -1) {
      if case .row(let row) = content(ofLine: candidate) { return row }
    }
    return 0
  }

  // MARK: Drawing

  /// Draws titles and rows over the whole canvas.
  /// - Parameters:
  ///   - isFocused: puts the hardware cursor on the selected row.
  ///   - row: the contents of one row; called only for rows on the screen, all in `window`.
  public func draw(on canvas: Canvas, isFocused: Bool = true, row: (Int) -> TableRow) {
    canvas.mark(widget: id)
    let hasTitles = columns.contains { !$0.title.isEmpty }
    let margin = Columns(allowsMarks ? 4 : 2)
    let (header, body) = canvas.bounds.splitTop(hasTitles && canvas.height > 1 ? 1 : 0)
    let height = max(body.height.count / (spacing + 1), 0)
    drawn.size = Size(width: body.width, height: Rows(height * (spacing + 1)))
    drawn.isKnown = true
    let scrolls = lineCount > height
    let room = max(canvas.width - margin - (scrolls ? 2 : 1), 0)
    let layout = TableLayout(columns, width: room)
    drawTitles(layout, on: canvas.sub(header), margin: margin)
    guard height > 0 else { return }
    let list = canvas.sub(body)
    guard rowCount > 0 else {
      list.put(
        emptyText.truncated(to: max(list.width - margin, 0)), at: Position(x: margin, y: 0),
        style: Style(.muted))
      if isFocused { list.setCursor(Position(x: min(margin, list.width - 1), y: 0)) }
      return
    }
    let top = firstLine(height: height)
    drawn.top = top
    for offset in 0..<height {
      guard let line = content(ofLine: top + offset) else { break }
      let y = Rows(offset * (spacing + 1))
      let strip = list.sub(
        Rect(x: 0, y: y, width: list.width - (scrolls ? 1 : 0), height: 1))
      switch line {
      case .blank: break
      case .group(let group): draw(group, on: strip)
      case .row(let index):
        draw(row(index), index, layout, on: strip, margin: margin)
        if isFocused, index == selection {
          strip.setCursor(Position(x: min(margin, strip.width - 1), y: 0))
        }
      }
    }
    if scrolls {
      drawScrollBar(
        on: list.sub(Rect(x: list.width - 1, y: 0, width: 1, height: list.height)), top: top,
        height: height)
    }
  }

  /// The first line shown: where it was, moved so that the selection is in sight.
  private func firstLine(height: Int) -> Int {
    let line = line(ofRow: selection)
    // A group's first row brings its heading along.
    let head = groups.contains { $0.firstRow == selection } && height > 2 ? line - 2 : line
    let highest = max(lineCount - height, 0)
    return min(max(min(drawn.top, head), line - height + 1, 0), highest)
  }

  private func drawTitles(_ layout: TableLayout, on canvas: Canvas, margin: Columns) {
    for place in layout.shown {
      let column = columns[place.index]
      var title = column.title
      let isSorted = sortedBy != nil && sortedBy?.key == column.sortKey
      if isSorted { title += sortedBy?.ascending == true ? " ▴" : " ▾" }
      let at = Position(x: margin + place.x, y: 0)
      // The arrow of a narrow column stands in the space between it and the next.
      let more = isSorted ? min(max(title.columns - place.width, 0), TableLayout.gap) : .zero
      canvas.put(
        title, at: Position(x: column.align == .right ? at.x - more : at.x, y: 0),
        width: place.width + more, align: column.align, style: Style(.muted, .bold))
      if column.sortKey != nil {
        canvas.mark(
          Rect(origin: at, size: Size(width: place.width, height: 1)), widget: id,
          part: place.index)
      }
    }
  }

  private func draw(_ group: TableGroup, on canvas: Canvas) {
    let text =
      StyledText(group.title.uppercased(), .muted, .bold) + StyledText("  " + group.note, .muted)
    canvas.put(text, at: Position(x: 1, y: 0), width: max(canvas.width - 2, 0))
  }

  private func draw(
    _ row: TableRow, _ index: Int, _ layout: TableLayout, on canvas: Canvas, margin: Columns
  ) {
    let isSelected = index == selection
    let ground: Ground = isSelected ? .selection : .page
    canvas.mark(widget: id, part: Part.row + index)
    if isSelected {
      canvas.fill(style: Style(.text, on: .selection))
      canvas.put("▌", style: Style(.accent, on: .selection))
    }
    if allowsMarks {
      let isMarked = marks.contains(index)
      canvas.put(
        isMarked ? "✓" : "·", at: Position(x: 2, y: 0),
        style: Style(isMarked ? .accent : .muted, on: ground, isMarked ? .bold : []))
    }
    for place in layout.shown where place.index < row.cells.count {
      let text: StyledText =
        switch row.cells[place.index] {
        case .text(let text): text
        case .fitted(let fit): fit(place.width)
        }
      canvas.put(
        text, at: Position(x: margin + place.x, y: 0), on: ground, width: place.width,
        align: columns[place.index].align)
    }
  }

  private func drawScrollBar(on canvas: Canvas, top: Int, height: Int) {
    canvas.mark(widget: id, part: Part.scrollBar)
    let track = canvas.height.count
    let size = max(1, track * height / max(lineCount, 1))
    let highest = max(lineCount - height, 1)
    let place = (track - size) * min(top, highest) / highest
    canvas.line(vertical: .origin, length: canvas.height)
    canvas.fill(
      Rect(x: 0, y: Rows(place), width: 1, height: Rows(size)), with: "┃", style: Style(.muted))
  }
}

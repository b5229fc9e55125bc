// Turns the difference between two frames into the fewest bytes that make the terminal show the
// new one. Pure: the driver writes what comes out, tests read it.

import Foundation

/// Knows what the terminal shows now.
struct ScreenWriter {
  var capabilities: Capabilities
  var theme: Theme {
    didSet {
      numbered = nil
      forget()
    }
  }
  private var shown: [Cell] = []
  private var shownSize: Size?
  private var paints: [Style: Pen] = [:]
  /// The latest of ``paints``: a style is seldom alone in its row.
  private var latest: (style: Style, pen: Pen)?
  private var output: [UInt8] = []
  /// Where the terminal's cursor is, and what it writes with; nil when that is not certain.
  private var at: (x: Int, y: Int)?
  private var pen: Pen?
  private var cursorIsShown: Bool?
  /// The theme on a terminal whose colours have numbers; worked out when a colour is wanted first.
  private var numbered: NumberedColours?
  /// The terminal's numbers that stand for our colours now.
  private var given: Set<Int> = []

  /// Colours and attributes as this terminal gets them.
  private struct Pen: Equatable {
    var foreground: Colour
    var background: Colour
    var attributes: Attributes
  }

  init(capabilities: Capabilities, theme: Theme) {
    self.capabilities = capabilities
    self.theme = theme
  }

  /// The next frame is written in full, on a cleared screen.
  mutating func forget() {
    shownSize = nil
    paints = [:]
    latest = nil
    pen = nil
    at = nil
    cursorIsShown = nil
  }

  /// The bytes that turn what the terminal shows into `grid`.
  mutating func bytes(for grid: Grid) -> [UInt8] {
    output.removeAll(keepingCapacity: true)
    if shownSize != grid.size {
      write(capabilities.resetAttributes)
      pen = nil
      giveColours()
      setPen(for: .text)
      write(capabilities.clear)
      at = nil
      shown = Array(repeating: Cell("\0", width: 1), count: grid.cells.count)
      shownSize = grid.size
    }
    writeCells(of: grid)
    if let cursor = grid.cursor {
      if at?.x != cursor.x.count || at?.y != cursor.y.count {
        move(x: cursor.x.count, y: cursor.y.count)
      }
      if cursorIsShown != true { write(capabilities.showCursor) }
      cursorIsShown = true
    } else if cursorIsShown != false {
      write(capabilities.hideCursor)
      cursorIsShown = false
    }
    return output
  }

  /// Writes the rows that differ from what is shown.
  private mutating func writeCells(of grid: Grid) {
    let width = grid.size.width.count
    let old = shown
    grid.cells.withUnsafeBufferPointer { new in
      old.withUnsafeBufferPointer { old in
        for row in 0..<grid.size.height.count {
          let cells = row * width..<(row + 1) * width
          guard ScreenWriter.differ(new, old, in: cells) else { continue }
          if cursorIsShown != false {
            write(capabilities.hideCursor)
            cursorIsShown = false
          }
          writeRow(row, new, over: old, width: width)
        }
      }
    }
    shown = grid.cells
  }

  private typealias Cells = UnsafeBufferPointer<Cell>

  /// Whether two runs of cells differ. Most do not, and are the same to the bit: comparing
  /// graphemes one by one costs more than all the writing.
  private static func differ(_ new: Cells, _ old: Cells, in range: Range<Int>) -> Bool {
    guard let some = new.baseAddress, let others = old.baseAddress else { return false }
    let count = range.count * MemoryLayout<Cell>.stride
    if memcmp(some + range.lowerBound, others + range.lowerBound, count) == 0 { return false }
    return range.contains { new[$0] != old[$0] }
  }

  // MARK: Numbered colours

  /// The theme in numbers; nil where the terminal takes colours as they are, has none, or is
  /// followed in its own.
  private mutating func colours() -> NumberedColours? {
    if let numbered { return numbered }
    guard !theme.isTerminal else { return nil }
    let gives = capabilities.giveColour != nil
    switch capabilities.depth {
    case .direct, .monochrome: return nil
    case .indexed256: numbered = gives ? NumberedColours(theme, givenTo: 256) : nil
    case .ansi16, .ansi8:
      let count = capabilities.depth == .ansi16 ? 16 : 8
      numbered =
        gives
        ? NumberedColours(theme, givenTo: count) : NumberedColours(theme, nearestOf: count)
    }
    return numbered
  }

  /// Makes the terminal's numbers stand for the theme's colours, or for its own again.
  private mutating func giveColours() {
    let wanted = colours()?.given ?? []
    if wanted.isEmpty { return write(takeColoursBack()) }
    for (number, colour) in wanted {
      write(capabilities.give(number, colour))
      given.insert(number)
    }
  }

  /// Whether the terminal shows numbers in colours that are not its own.
  var hasGivenColours: Bool { !given.isEmpty }

  /// What gives the terminal its own colours back; nothing where it has them.
  mutating func takeColoursBack() -> String {
    defer { given = [] }
    return capabilities.giveBack(given.sorted())
  }

  private mutating func writeRow(_ row: Int, _ cells: Cells, over old: Cells, width: Int) {
    let base = row * width
    var column = 0
    while column < width {
      let here = base + column
      let step = max(Int(cells[here].width), 1)
      guard ScreenWriter.differ(cells, old, in: here..<min(here + step, cells.count)) else {
        column += step
        continue
      }
      let cell = cells[here]
      if let run = blankRun(from: here, to: base + width, cells),
        run >= 8, let erase = capabilities.erase(run)
      {
        place(x: column, y: row)
        setPen(for: cell.style, isBlank: true)
        write(erase)
        column += run
        continue
      }
      place(x: column, y: row)
      setPen(for: cell.style, isBlank: cell.width == 1 && cell.grapheme == " ")
      if cell.width == 0 {
        output.append(0x20)
        at?.x += 1
      } else if cell.grapheme.utf8.count == 1 {
        output.append(contentsOf: cell.grapheme.utf8)
        at?.x += 1
      } else {
        writeCluster(cell, x: column, y: row)
        let run = repeats(of: cell, from: here, to: base + width, cells)
        if run > 0 {
          write("\u{1B}[\(run)b")
          at?.x += run
          column += run
        }
      }
      // Writing in the last column leaves the cursor in a place that terminals disagree about.
      if column + step >= width { at = nil }
      column += step
    }
  }

  /// Terminals disagree about the width of some graphemes. What one of them leaves uncovered is
  /// blanked first, and the cursor is placed afresh after it.
  private mutating func writeCluster(_ cell: Cell, x: Int, y: Int) {
    let simple = cell.width == 1 && cell.grapheme.unicodeScalars.count == 1
    if simple {
      output.append(contentsOf: cell.grapheme.utf8)
      at?.x += 1
      return
    }
    for _ in 0..<cell.width { output.append(0x20) }
    at = nil
    move(x: x, y: y)
    output.append(contentsOf: cell.grapheme.utf8)
    at = nil
  }

  /// How many cells from `start` are blanks of one style, where erasing draws them as well.
  private mutating func blankRun(from start: Int, to end: Int, _ cells: Cells) -> Int? {
    let first = cells[start]
    guard first.grapheme == " ", first.width == 1 else { return nil }
    let attributes = paint(first.style).attributes
    guard attributes.isDisjoint(with: [.underline, .reverse]) else { return nil }
    var index = start + 1
    while index < end, cells[index] == first { index += 1 }
    return index - start
  }

  /// How many cells to the right of `start` hold the same, where the terminal can be told so in
  /// fewer bytes; 0 where it cannot.
  private func repeats(of cell: Cell, from start: Int, to end: Int, _ cells: Cells) -> Int {
    // tmux, for one, drops the repeats of what is not ASCII.
    guard capabilities.repeats, cell.width == 1, cell.grapheme.isASCII else {
      return 0
    }
    var index = start + 1
    while index < end, cells[index] == cell { index += 1 }
    let run = index - start - 1
    return run * cell.grapheme.utf8.count > 5 ? run : 0
  }

  /// Gets the cursor to a cell.
  private mutating func place(x: Int, y: Int) {
    guard let at, at.y == y, at.x <= x else { return move(x: x, y: y) }
    if at.x < x {
      write(capabilities.forward(x - at.x, to: x, y: y))
      self.at = (x, y)
    }
  }

  private mutating func move(x: Int, y: Int) {
    write(capabilities.move(x: x, y: y))
    at = (x, y)
  }

  private mutating func write(_ text: String) { output.append(contentsOf: text.utf8) }

  /// Chooses colours and attributes, in one sequence where the terminal takes them so. A blank
  /// shows neither its text colour nor most attributes, so what is chosen already will often do.
  private mutating func setPen(for style: Style, isBlank: Bool = false) {
    let wanted = paint(style)
    if wanted == pen { return }
    if isBlank, let pen, pen.background == wanted.background,
      pen.attributes.union(wanted.attributes).isDisjoint(with: [.underline, .reverse])
    {
      return
    }
    let start = output.count
    var now = pen
    let mustReset =
      now.map {
        !capabilities.canTakeOff
          && (!$0.attributes.isSubset(of: wanted.attributes)
            || ($0.foreground != .terminal && wanted.foreground == .terminal)
            || ($0.background != .terminal && wanted.background == .terminal))
      } ?? true
    if mustReset {
      write(capabilities.resetAttributes)
      now = Pen(foreground: .terminal, background: .terminal, attributes: [])
    }
    let kept = takeOff(now?.attributes ?? [], notIn: wanted.attributes)
    for (attribute, string) in [
      (Attributes.bold, capabilities.bold), (.dim, capabilities.dim),
      (.italic, capabilities.italic), (.underline, capabilities.underline),
      (.reverse, capabilities.reverse),
    ] where wanted.attributes.contains(attribute) && !kept.contains(attribute) {
      write(string)
    }
    if now?.foreground != wanted.foreground { writeForeground(wanted.foreground) }
    if now?.background != wanted.background { writeBackground(wanted.background) }
    pen = wanted
    if capabilities.canTakeOff { joinSequences(from: start) }
  }

  /// `ESC[1m ESC[31m` says the same as `ESC[1;31m`.
  private mutating func joinSequences(from start: Int) {
    var end = start
    var index = start
    while index < output.count {
      if output[index] == 0x6D, index + 2 < output.count, output[index + 1] == 0x1B,
        output[index + 2] == 0x5B
      {
        output[end] = 0x3B
        index += 3
      } else {
        output[end] = output[index]
        index += 1
      }
      end += 1
    }
    output.removeLast(output.count - end)
  }

  /// Takes off what is no longer wanted; what is still on.
  private mutating func takeOff(_ old: Attributes, notIn wanted: Attributes) -> Attributes {
    var kept = old
    let gone = old.subtracting(wanted)
    // Bold and dim go together.
    if !gone.isDisjoint(with: [.bold, .dim]) {
      write("\u{1B}[22m")
      kept.subtract([.bold, .dim])
    }
    for (attribute, code) in [(Attributes.italic, 23), (.underline, 24), (.reverse, 27)]
    where gone.contains(attribute) {
      write("\u{1B}[\(code)m")
      kept.remove(attribute)
    }
    return kept
  }

  private mutating func writeForeground(_ colour: Colour) {
    switch colour {
    case .terminal: write("\u{1B}[39m")
    case .ansi(let index): write(capabilities.foreground(index))
    case .rgb(let rgb): write("\u{1B}[38;2;\(rgb.red);\(rgb.green);\(rgb.blue)m")
    }
  }

  private mutating func writeBackground(_ colour: Colour) {
    switch colour {
    case .terminal: write("\u{1B}[49m")
    case .ansi(let index): write(capabilities.background(index))
    case .rgb(let rgb): write("\u{1B}[48;2;\(rgb.red);\(rgb.green);\(rgb.blue)m")
    }
  }

  /// The style in colours that this terminal has.
  private mutating func paint(_ style: Style) -> Pen {
    if let latest, latest.style == style { return latest.pen }
    if let known = paints[style] {
      latest = (style, known)
      return known
    }
    let paint: Paint =
      switch capabilities.depth {
      case .direct: theme.paint(style)
      case .indexed256: colours()?.paint(style) ?? ScreenWriter.indexed(theme.paint(style))
      case .ansi16: colours()?.paint(style) ?? theme.terminalPaint(style)
      case .ansi8:
        colours()?.paint(style) ?? ScreenWriter.withoutBright(theme.terminalPaint(style))
      case .monochrome: theme.monochromePaint(style)
      }
    let pen = Pen(
      foreground: paint.foreground, background: paint.background, attributes: paint.attributes)
    paints[style] = pen
    return pen
  }

  /// The plain colour in place of its bright one.
  static func withoutBright(_ paint: Paint) -> Paint {
    guard case .ansi(let index) = paint.foreground, index > 7 else { return paint }
    return Paint(
      foreground: .ansi(index - 8), background: paint.background, attributes: paint.attributes)
  }

  /// The nearest of 256 colours, where the text still keeps the contrast floor.
  static func indexed(_ paint: Paint) -> Paint {
    var result = paint
    var ground: RGB?
    if case .rgb(let wanted) = paint.background {
      let index = Xterm256.nearest(to: wanted)
      ground = Xterm256.colour(at: index)
      result.background = .ansi(index)
    }
    if case .rgb(let wanted) = paint.foreground {
      // A rule may be as faint as its scheme has it.
      var floor = Theme.contrastFloor
      if case .rgb(let own) = paint.background, wanted.contrast(with: own) < floor { floor = 0 }
      result.foreground = .ansi(Xterm256.nearest(to: wanted, on: ground, floor: floor))
    }
    return result
  }
}

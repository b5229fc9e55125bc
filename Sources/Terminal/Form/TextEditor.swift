// Notes of several lines, wrapped at words as they are typed.

/// Editable text of several lines.
public struct TextEditor {
  public let id: String
  public var buffer: TextBuffer
  public var placeholder: String
  private var clipboard = ""
  /// The column that moves up and down try to keep.
  private var wantedColumn: Columns?
  /// How the text lay in the last frame; moves up and down follow what is seen.
  private let drawn = DrawnSize()

  public init(id: String = "notes", text: String = "", placeholder: String = "") {
    self.id = id
    buffer = TextBuffer(text, isMultiline: true)
    self.placeholder = placeholder
  }

  public var text: String {
    get { buffer.text }
    set { buffer.replaceAll(with: newValue) }
  }

  public mutating func update(_ event: Event) -> EditOutcome {
    switch event {
    case .key(.ctrl("e")): return .edit(text)
    case .edited(let edited): return buffer.take(edited)
    case .key(let key):
      if let outcome = vertical(key) { return outcome }
      wantedColumn = nil
      if key.code == .enter, !key.ctrl {
        buffer.insert("\n")
        return .changed
      }
      if key.code == .home || key.code == .end, !key.ctrl {
        let line = lines()[lineOfCursor()]
        buffer.move(
          to: key.code == .home ? line.lowerBound : visibleEnd(line), selecting: key.shift)
        return .moved
      }
      return TextKeys.apply(key, to: &buffer, clipboard: &clipboard)
    case .paste(let text):
      buffer.insert(text)
      return .changed
    case .mouse(let mouse) where mouse.isOn(id):
      return update(mouse)
    default: return .ignored
    }
  }

  private mutating func update(_ mouse: Mouse) -> EditOutcome {
    guard let local = mouse.local else { return .ignored }
    let line = firstShown(height: drawn.size.height) + local.y.count
    let offset = offset(line: line, column: local.x)
    switch mouse.kind {
    case .press: buffer.move(to: offset)
    case .drag: buffer.move(to: offset, selecting: true)
    case .doubleClick:
      buffer.move(to: buffer.wordStart(before: offset))
      buffer.move(to: buffer.wordEnd(after: offset), selecting: true)
    case .wheelUp: moveLines(by: -3, selecting: false)
    case .wheelDown: moveLines(by: 3, selecting: false)
    case .release: return .ignored
    }
    return .moved
  }

  private mutating func vertical(_ key: Key) -> EditOutcome? {
    let page = max(drawn.size.height.count - 1, 1)
    switch key.code {
    case .up: moveLines(by: -1, selecting: key.shift)
    case .down: moveLines(by: 1, selecting: key.shift)
    case .pageUp: moveLines(by: -page, selecting: key.shift)
    case .pageDown: moveLines(by: page, selecting: key.shift)
    default: return nil
    }
    return .moved
  }

  private mutating func moveLines(by count: Int, selecting: Bool) {
    let all = lines()
    let line = lineOfCursor(all)
    let column = wantedColumn ?? width(all[line].lowerBound..<buffer.cursor)
    let target = line + count
    if target < 0 {
      buffer.move(to: 0, selecting: selecting)
    } else if target >= all.count {
      buffer.move(to: buffer.characters.count, selecting: selecting)
    } else {
      buffer.move(to: offset(line: target, column: column, in: all), selecting: selecting)
    }
    wantedColumn = column
  }

  // MARK: Layout

  private func lines(width: Columns? = nil) -> [Range<Int>] {
    TextWrap.lines(of: buffer.characters, width: width ?? drawn.size.width)
  }

  private func width(_ range: Range<Int>) -> Columns {
    buffer.characters[range].reduce(.zero) { $0 + Self.columns($1) }
  }

  /// A tab is typed over as one column; the page sets cells below each other.
  private static func columns(_ character: Character) -> Columns {
    character == "\t" ? 1 : character.columns
  }

  private func lineOfCursor(_ all: [Range<Int>]? = nil) -> Int {
    let all = all ?? lines()
    return all.lastIndex { $0.lowerBound <= buffer.cursor } ?? 0
  }

  /// Where a line's text ends, before its line end or the space it was wrapped at.
  private func visibleEnd(_ line: Range<Int>) -> Int {
    guard line.upperBound > line.lowerBound else { return line.upperBound }
    let last = buffer.characters[line.upperBound - 1]
    let isLast = line.upperBound == buffer.characters.count
    return last.isNewline || !isLast ? line.upperBound - 1 : line.upperBound
  }

  private func offset(line: Int, column: Columns, in known: [Range<Int>]? = nil) -> Int {
    let all = known ?? lines()
    let range = all[min(max(line, 0), all.count - 1)]
    let end = visibleEnd(range)
    var index = range.lowerBound
    var used = Columns.zero
    while index < end {
      let wide = Self.columns(buffer.characters[index])
      if used + wide > column { break }
      used += wide
      index += 1
    }
    return index
  }

  private func firstShown(height: Rows, lines all: [Range<Int>]? = nil) -> Int {
    let line = lineOfCursor(all)
    let rows = max(height.count, 1)
    return min(max(drawn.top, line - rows + 1), line)
  }

  /// Draws the text over the whole canvas.
  public func draw(on canvas: Canvas, isFocused: Bool, ground: Ground = .field) {
    canvas.fill(style: Style(.text, on: ground))
    canvas.mark(widget: id)
    guard canvas.width > 0, canvas.height > 0 else { return }
    drawn.size = canvas.size
    let all = lines(width: canvas.width)
    let first = firstShown(height: canvas.height, lines: all)
    drawn.top = first
    if buffer.isEmpty, !placeholder.isEmpty {
      canvas.put(
        placeholder.truncated(to: canvas.width), at: .origin, style: Style(.muted, on: ground))
    }
    let cursorLine = lineOfCursor(all)
    let selection = buffer.selection
    for (row, line) in all.enumerated().dropFirst(first).prefix(canvas.height.count) {
      let y = Rows(row - first)
      var x = Columns.zero
      for index in line where !buffer.characters[index].isNewline {
        let selected = selection?.contains(index) ?? false
        x += canvas.put(
          String(buffer.characters[index]), at: Position(x: x, y: y),
          style: Style(.text, on: selected ? .inverse : ground))
      }
      if isFocused, row == cursorLine {
        let before = width(line.lowerBound..<buffer.cursor)
        canvas.setCursor(Position(x: min(before, canvas.width - 1), y: y))
      }
    }
    drawMore(all.count - first - canvas.height.count, on: canvas, ground: ground)
  }

  /// That there is more below than is shown.
  private func drawMore(_ count: Int, on canvas: Canvas, ground: Ground) {
    let sign = " ↓ \(count) more"
    guard count > 0, canvas.height > 2, canvas.width > sign.columns * 2 else { return }
    canvas.put(
      sign, at: Position(x: canvas.width - sign.columns, y: canvas.height - 1),
      style: Style(.muted, on: ground))
  }
}

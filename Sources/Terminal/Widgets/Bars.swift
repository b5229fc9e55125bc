// The bars at the top and the bottom of the screen: where you are, and the keys that work here.

/// The top line: the program's name, numbered tabs, and how things stand on the right.
public struct TopBar: Sendable {
  public var title: String
  public var tabs: [String]
  /// The active tab; nil for none.
  public var active: Int?
  public var status: StyledText
  /// The status in fewer and fewer words, for where it does not fit beside the tabs.
  public var shorter: [StyledText]

  public init(
    title: String, tabs: [String] = [], active: Int? = nil, status: StyledText = "",
    shorter: [StyledText] = []
  ) {
    self.title = title
    self.tabs = tabs
    self.active = active
    self.status = status
    self.shorter = shorter
  }

  /// Draws on the canvas's first row. A click on a tab is the key of its number.
  public func draw(on canvas: Canvas) {
    let line = canvas.sub(Rect(x: 0, y: 0, width: canvas.width, height: 1))
    line.fill(style: Style(.soft, on: .bar))
    var x: Columns = 1
    x += line.put(
      title.truncated(to: line.width - 2), at: Position(x: x, y: 0),
      style: Style(.accent, on: .bar, .bold))
    x += 3
    let names = tabs.enumerated().map { (index: $0.offset, name: $0.element) }
    let full = names.reduce(x) { $0 + $1.name.columns + 5 }
    // Where the tabs do not all fit, the others keep their numbers only.
    let isTight = full > line.width
    for (index, name) in names {
      let isActive = index == active
      let number = "\(index + 1)"
      let text = isTight && !isActive ? " \(number) " : " \(number) \(name) "
      let wide = min(text.columns, max(line.width - x, 0))
      guard wide > 0 else { break }
      let place = Position(x: x, y: 0)
      if isActive {
        line.put(text.truncated(to: wide), at: place, style: Style(.text, on: .inverse, .bold))
      } else {
        line.put(text.truncated(to: wide), at: place, style: Style(.soft, on: .bar))
        line.put(number, at: Position(x: x + 1, y: 0), style: Style(.muted, on: .bar))
      }
      line.mark(
        Rect(origin: place, size: Size(width: wide, height: 1)), widget: "top bar", part: index,
        key: index < 9 ? .character(Character(number)) : nil)
      x += wide + (isTight ? 0 : 1)
    }
    let room = line.width - x - 2
    let all = [status] + shorter
    let status = all.first { $0.columns <= room } ?? all.last ?? status
    if room >= 8 || room >= status.columns {
      line.put(
        status.softened, at: Position(x: line.width - 1 - min(room, status.columns), y: 0),
        on: .bar, width: min(room, status.columns), align: .right)
    }
  }
}

extension StyledText {
  /// Ordinary text drawn soft, as on bars; other roles keep their meaning.
  var softened: StyledText {
    StyledText(spans.map { $0.role == .text ? Span($0.text, .soft, $0.attributes) : $0 })
  }
}

/// One key on the key line.
public struct KeyLineItem: Sendable, Hashable {
  /// As shown: `↑↓`, `Enter`, `^P`.
  public var keys: String
  public var label: String
  /// What a click on it presses; nil for what only describes keys.
  public var press: Key?
  /// Higher stays longer on a narrow screen.
  public var priority: Int

  public init(keys: String, label: String, press: Key? = nil, priority: Int = 0) {
    self.keys = keys
    self.label = label
    self.press = press
    self.priority = priority
  }

  var columns: Columns { keys.columns + 1 + label.columns }
}

/// The bottom line: the keys that work right now.
public struct KeyLine: Sendable {
  public var items: [KeyLineItem]

  public init(_ items: [KeyLineItem]) { self.items = items }

  /// The items that fit, in their order: those of least priority go first, later before earlier.
  public func fitting(_ width: Columns) -> [KeyLineItem] {
    var kept = Array(items.enumerated())
    func total() -> Columns {
      kept.reduce(.zero) { $0 + $1.element.columns } + Columns(max(0, kept.count - 1) * 3)
    }
    while kept.count > 1, total() > width {
      guard
        let least = kept.indices.min(by: {
          let one = kept[$0]
          let two = kept[$1]
          return (one.element.priority, -one.offset) < (two.element.priority, -two.offset)
        })
      else { break }
      kept.remove(at: least)
    }
    return kept.map(\.element)
  }

  /// Draws on the canvas's last row. A click on an item presses its key.
  public func draw(on canvas: Canvas) {
    let line = canvas.sub(
      Rect(x: 0, y: canvas.height - 1, width: canvas.width, height: 1))
    line.fill(style: Style(.soft, on: .bar))
    var x: Columns = 1
    for item in fitting(line.width - 2) {
      let start = x
      let room = line.width - x - 1
      guard room > 0 else { return }
      let text =
        StyledText(item.keys, .accent, .bold) + StyledText(" " + item.label, .soft)
      x += line.put(text, at: Position(x: x, y: 0), on: .bar, width: room)
      if let key = item.press {
        line.mark(
          Rect(x: start, y: 0, width: x - start, height: 1), widget: "key line", key: key)
      }
      x += 3
    }
  }
}

/// Pieces that pages are put together from.
extension Canvas {
  /// Keys and what they do, three columns apart; a click on one presses it. For where a key
  /// belongs beside what it is about. Returns the columns used.
  @discardableResult
  public func put(
    _ items: [KeyLineItem], at position: Position, on ground: Ground = .page
  ) -> Columns {
    var x = position.x
    for item in items where x < width {
      let text = StyledText(item.keys, .accent, .bold) + StyledText(" " + item.label, .soft)
      let wide = put(text, at: Position(x: x, y: position.y), on: ground, width: width - x)
      if let key = item.press {
        mark(Rect(x: x, y: position.y, width: wide, height: 1), widget: "key", key: key)
      }
      x += wide + 3
    }
    return x - position.x
  }

  /// A section's heading in small capitals' stead, `NEEDS YOU NOW 3`, with a note on the right.
  public func heading(
    _ title: String, at position: Position, count: Int? = nil, note: StyledText? = nil,
    width: Columns? = nil
  ) {
    let room = width ?? (self.width - position.x)
    var text = StyledText(title.uppercased(), .muted, .bold)
    if let count { text += StyledText(" \(count)", .muted) }
    let used = put(text, at: position, width: room)
    if let note, room - used > 2 {
      let left = room - used - 2
      put(
        note, at: Position(x: position.x + used + 2, y: position.y), width: left, align: .right)
    }
  }

  /// The marker of what is selected: a bar at its left, and its ground across `rect`.
  public func select(_ rect: Rect) {
    ground(.selection, in: rect)
    for row in rect.y.count..<max(rect.bottom.count, rect.y.count) {
      put("▌", at: Position(x: rect.x, y: Rows(row)), style: Style(.accent, on: .selection))
    }
  }

  /// Several lines of text, wrapped, as many as fit. Returns the rows used.
  @discardableResult
  public func paragraph(
    _ text: String, in rect: Rect, style: Style = .text
  ) -> Rows {
    guard !rect.isEmpty else { return 0 }
    let lines = text.neutralisedLines.flatMap { $0.wrapped(to: rect.width) }
    let shown = lines.prefix(rect.height.count)
    for (index, line) in shown.enumerated() {
      let isCut = index == shown.count - 1 && lines.count > shown.count
      put(
        (isCut ? line + "…" : line).truncated(to: rect.width),
        at: Position(x: rect.x, y: rect.y + Rows(index)), style: style)
    }
    return Rows(shown.count)
  }
}

extension String {
  /// The text's own lines, each harmless.
  var neutralisedLines: [String] {
    split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(\.neutralised)
  }
}

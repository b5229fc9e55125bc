// Ctrl-P: anything by a few of its letters — commands, and whatever else the caller offers.

/// Something the palette can offer.
public struct PaletteEntry: Sendable, Hashable {
  public var id: String
  public var title: String
  /// Muted, behind the title: "14 · Hill Academy".
  public var detail: String
  /// Its keys, at the right, or what kind of thing it is: "person".
  public var note: String
  /// Why it cannot be chosen now.
  public var why: String?

  public init(
    id: String, title: String, detail: String = "", note: String = "", why: String? = nil
  ) {
    self.id = id
    self.title = title
    self.detail = detail
    self.note = note
    self.why = why
  }

  public init(_ command: CommandEntry) {
    self.init(
      id: command.id, title: command.title, note: Key.label(for: command.keys), why: command.why)
  }

  /// The entries that a query finds, best first; recent ones before others that match as well.
  /// - Parameter recent: ids, the latest first.
  public static func ranked(
    _ entries: [PaletteEntry], query: String, recent: [String] = [], limit: Int = 50
  ) -> [PaletteEntry] {
    var scored: [(entry: PaletteEntry, score: Int, order: Int)] = []
    for (order, entry) in entries.enumerated() {
      guard let match = FuzzyMatch(query, in: entry.title) else { continue }
      let age = recent.firstIndex(of: entry.id)
      let bonus = age.map { max(30 - $0 * 2, 2) } ?? 0
      scored.append((entry, match.score + bonus - (entry.why == nil ? 0 : 20), order))
    }
    scored.sort { ($0.score, -$0.order) > ($1.score, -$1.order) }
    return scored.prefix(limit).map(\.entry)
  }
}

/// A line to type in, and what it finds.
public struct Palette {
  /// What an event did to the palette.
  public enum Outcome: Sendable, Hashable {
    case open
    case chosen(String)
    /// Something that cannot be chosen was: say why.
    case refused(String)
    case cancelled
  }

  public static let id = "palette"
  public var title: String
  private var field: TextField
  private var entries: [PaletteEntry]
  private var selection = 0
  private let drawn = DrawnSize()

  /// - Parameter entries: what an empty query shows.
  public init(title: String = "Go to anything", placeholder: String, entries: [PaletteEntry]) {
    self.title = title
    self.entries = entries
    field = TextField(id: "palette.query", placeholder: placeholder)
  }

  public var query: String { field.text }

  /// The entry that Enter would choose.
  public var selected: PaletteEntry? {
    entries.indices.contains(selection) ? entries[selection] : nil
  }

  /// - Parameter find: the entries for a query, best first; asked when the query changed.
  public mutating func update(_ event: Event, find: (String) -> [PaletteEntry]) -> Outcome {
    if let key = event.key {
      switch key {
      case .escape: return .cancelled
      case .enter: return choose(selection)
      case .up, .ctrl("p"): selection = max(selection - 1, 0)
      case .down, .ctrl("n"): selection = min(selection + 1, max(entries.count - 1, 0))
      case .pageUp: selection = max(selection - 10, 0)
      case .pageDown: selection = min(selection + 10, max(entries.count - 1, 0))
      default: return edit(event, find)
      }
      return .open
    }
    if let mouse = event.mouse(on: Self.id) {
      switch mouse.kind {
      case .wheelUp: selection = max(selection - 1, 0)
      case .wheelDown: selection = min(selection + 1, max(entries.count - 1, 0))
      case .press(.left):
        if let part = mouse.target?.part, part >= 0 { return choose(part) }
      default: break
      }
      return .open
    }
    if case .mouse(let mouse) = event, mouse.kind == .press(.left), mouse.target == nil {
      return .cancelled
    }
    return edit(event, find)
  }

  private mutating func edit(_ event: Event, _ find: (String) -> [PaletteEntry]) -> Outcome {
    if field.update(event) == .changed {
      entries = find(field.text)
      selection = 0
    }
    return .open
  }

  private func choose(_ index: Int) -> Outcome {
    guard entries.indices.contains(index) else { return .open }
    if let why = entries[index].why { return .refused(why) }
    return .chosen(entries[index].id)
  }

  public func draw(on canvas: Canvas) {
    let rows = min(max(canvas.height.count - 8, 3), 14)
    let width = min(canvas.width, 100)
    let panel = canvas.panel(width: width, height: Rows(rows + 4), title: title, top: 3)
    panel.mark(widget: Self.id)
    let list = panel.sub(panel.bounds.inset(top: 2))
    let height = list.height.count
    let top = max(0, min(drawn.top, selection), selection - height + 1)
    drawn.top = top
    if entries.isEmpty {
      list.put(
        "Nothing found for “\(query)”.".truncated(to: list.width), at: .origin,
        style: Style(.muted, on: .overlay))
    }
    for (offset, entry) in entries.dropFirst(top).prefix(height).enumerated() {
      let index = top + offset
      let strip = list.sub(Rect(x: 0, y: Rows(offset), width: list.width, height: 1))
      draw(entry, index, on: strip)
    }
    canvas.panelFoot(
      more: entries.count - top - height, width: width, height: Rows(rows + 4), top: 3)
    let line = panel.sub(Rect(x: 0, y: 0, width: panel.width, height: 1))
    line.put("/", style: Style(.accent, on: .overlay, .bold))
    field.draw(on: line.sub(line.bounds.inset(left: 2)), isFocused: true, ground: .overlay)
  }

  private func draw(_ entry: PaletteEntry, _ index: Int, on strip: Canvas) {
    let isSelected = index == selection
    let ground: Ground = isSelected ? .selection : .overlay
    strip.mark(widget: Self.id, part: index)
    strip.fill(style: Style(.text, on: ground))
    if isSelected { strip.put("▌", style: Style(.accent, on: ground)) }
    let note = entry.note.neutralised
    let room = max(strip.width - 4 - note.columns, 0)
    let isReady = entry.why == nil
    var text = StyledText()
    let matched = Set(FuzzyMatch(query, in: entry.title)?.offsets ?? [])
    for (offset, character) in entry.title.enumerated() {
      text +=
        isReady && matched.contains(offset)
        ? StyledText(String(character), .accent, .bold)
        : StyledText(String(character), isReady ? .text : .muted)
    }
    let more = entry.why ?? entry.detail
    if !more.isEmpty { text += StyledText("  " + more, .muted) }
    strip.put(text, at: Position(x: 2, y: 0), on: ground, width: room)
    strip.put(
      note, at: Position(x: strip.width - 1 - note.columns, y: 0),
      style: Style(.soft, on: ground))
  }
}

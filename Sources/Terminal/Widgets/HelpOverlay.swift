// `?`: what can be done here and now, found by name or by key, and run from the list.

import Foundation

/// The list of commands that apply here.
public struct HelpOverlay {
  /// What an event did to the help.
  public enum Outcome: Sendable, Hashable {
    case open
    /// Close help and run this command.
    case run(String)
    case cancelled
  }

  public static let id = "help"
  public var title: String
  private let entries: [CommandEntry]
  private var field = TextField(
    id: "help.query", placeholder: "type a word, or press a key to see what it does")
  private var selection = 0
  private let drawn = DrawnSize()

  public init(title: String = "What you can do here", entries: [CommandEntry]) {
    self.title = title
    // Groups in the order they first come up, each together.
    var order: [String] = []
    for entry in entries where !order.contains(entry.group) { order.append(entry.group) }
    self.entries = order.flatMap { group in entries.filter { $0.group == group } }
  }

  /// The commands shown for what is typed: those whose key it is first, then by name.
  public var found: [CommandEntry] {
    let query = field.text
    guard !query.isEmpty else { return entries }
    let small = query.lowercased()
    var (exact, byKey, byName): ([CommandEntry], [CommandEntry], [CommandEntry]) = ([], [], [])
    for entry in entries {
      let keys = entry.keys.map(\.description)
      if keys.contains(query) {
        exact.append(entry)
      } else if keys.contains(where: { $0.lowercased() == small }) {
        byKey.append(entry)
      } else if [entry.title, entry.group, entry.help].contains(where: {
        $0.localizedCaseInsensitiveContains(query)
      }) {
        byName.append(entry)
      }
    }
    return exact + byKey + byName
  }

  public mutating func update(_ event: Event) -> Outcome {
    let shown = found
    if let key = event.key {
      switch key {
      case .escape: return .cancelled
      case .enter: return run(shown, selection)
      case .up: selection = max(selection - 1, 0)
      case .down: selection = min(selection + 1, max(shown.count - 1, 0))
      case .pageUp: selection = max(selection - 10, 0)
      case .pageDown: selection = min(selection + 10, max(shown.count - 1, 0))
      default: edit(event)
      }
      return .open
    }
    if let mouse = event.mouse(on: Self.id) {
      switch mouse.kind {
      case .wheelUp: selection = max(selection - 1, 0)
      case .wheelDown: selection = min(selection + 1, max(shown.count - 1, 0))
      case .press(.left):
        if let part = mouse.target?.part, part >= 0 { return run(shown, part) }
      default: break
      }
      return .open
    }
    if case .mouse(let mouse) = event, mouse.kind == .press(.left), mouse.target == nil {
      return .cancelled
    }
    edit(event)
    return .open
  }

  private mutating func edit(_ event: Event) {
    if field.update(event) == .changed {
      selection = 0
    } else if let key = event.key, key.typed == nil, field.buffer.isEmpty || key.ctrl,
      entries.contains(where: { $0.keys.contains(key) })
    {
      // A key that types nothing looks itself up.
      field.text = key.description
      selection = 0
    }
  }

  private func run(_ shown: [CommandEntry], _ index: Int) -> Outcome {
    guard shown.indices.contains(index), shown[index].why == nil else { return .open }
    return .run(shown[index].id)
  }

  public func draw(on canvas: Canvas) {
    let (width, tall) = (min(canvas.width, 84), min(canvas.height - 1, 34))
    let panel = canvas.panel(width: width, height: tall, title: title)
    panel.mark(widget: Self.id)
    let (query, rest) = panel.bounds.splitTop(1)
    let (foot, middle) = rest.splitBottom(rest.height > 6 ? 2 : 0)
    let list = panel.sub(middle.inset(top: min(1, max(middle.height - 1, 0))))
    let shown = found
    let height = list.height.count
    let lines = lines(for: shown)
    let chosen = lines.firstIndex { $0 == .command(selection) } ?? 0
    let head = chosen == 1 ? 0 : chosen
    let top = max(0, min(drawn.top, head, max(lines.count - height, 0)), chosen - height + 1)
    drawn.top = top
    if shown.isEmpty {
      list.put(
        "Nothing here is called “\(field.text)”.".truncated(to: list.width), at: .origin,
        style: Style(.muted, on: .overlay))
    }
    for (offset, line) in lines.dropFirst(top).prefix(height).enumerated() {
      let strip = list.sub(Rect(x: 0, y: Rows(offset), width: list.width, height: 1))
      switch line {
      case .blank: break
      case .group(let name):
        strip.put(
          name.uppercased(), at: Position(x: 1, y: 0), style: Style(.muted, on: .overlay, .bold))
      case .command(let index): draw(shown[index], index, on: strip)
      }
    }
    let below = lines.dropFirst(top + height).count {
      if case .command = $0 { true } else { false }
    }
    canvas.panelFoot(more: below, width: width, height: tall)
    if shown.indices.contains(selection), foot.height > 1 {
      let entry = shown[selection]
      panel.put(
        StyledText(entry.why.map { "Not now: \($0)" } ?? entry.help, .soft),
        at: Position(x: 1, y: foot.y + 1), on: .overlay)
    }
    let line = panel.sub(query)
    line.put("?", style: Style(.accent, on: .overlay, .bold))
    field.draw(on: line.sub(line.bounds.inset(left: 2)), isFocused: true, ground: .overlay)
  }

  private enum Line: Hashable {
    case blank
    case group(String)
    case command(Int)
  }

  private func lines(for shown: [CommandEntry]) -> [Line] {
    guard field.buffer.isEmpty else { return shown.indices.map(Line.command) }
    var lines: [Line] = []
    var group: String?
    for (index, entry) in shown.enumerated() {
      if entry.group != group, !entry.group.isEmpty {
        if !lines.isEmpty { lines.append(.blank) }
        lines.append(.group(entry.group))
      }
      group = entry.group
      lines.append(.command(index))
    }
    return lines
  }

  private func draw(_ entry: CommandEntry, _ index: Int, on strip: Canvas) {
    let isSelected = index == selection
    let ground: Ground = isSelected ? .selection : .overlay
    strip.mark(widget: Self.id, part: index)
    strip.fill(style: Style(.text, on: ground))
    if isSelected { strip.put("▌", style: Style(.accent, on: ground)) }
    let arrows: Set<Key> = [.up, .down, .left, .right]
    let keys =
      entry.keys.count > 1 && Set(entry.keys).isSubset(of: arrows)
      ? Key.label(for: entry.keys)
      : entry.keys.prefix(2).map(\.description).joined(separator: ", ")
    let isReady = entry.why == nil
    strip.put(
      keys.truncated(to: 12), at: Position(x: 2, y: 0),
      style: Style(isReady ? .accent : .muted, on: ground, .bold))
    var text = StyledText(entry.title, isReady ? .text : .muted)
    if let why = entry.why { text += StyledText("  " + why, .muted) }
    strip.put(text, at: Position(x: 16, y: 0), on: ground, width: max(strip.width - 17, 0))
  }
}

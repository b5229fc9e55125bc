// The panel that dialogs, palette and help stand on: one thin frame over the page.

extension Canvas {
  /// Opens a panel in the middle of the canvas, or as near to `top` as given, and returns the
  /// canvas inside it. What lies under it can no longer be clicked.
  public func panel(
    width wanted: Columns, height: Rows, title: String = "", top: Rows? = nil
  ) -> Canvas {
    coverTargets()
    hideCursor()
    let panel = sub(panelFrame(width: wanted, height: height, top: top)).onOverlay
    panel.fill(style: Style(.text, on: .overlay))
    guard panel.width > 4, panel.height > 2 else { return panel }
    let style = Style(.muted, on: .overlay)
    let right = panel.width - 1
    let bottom = panel.height - 1
    panel.line(horizontal: Position(x: 1, y: 0), length: right - 1, role: .muted, on: .overlay)
    panel.line(
      horizontal: Position(x: 1, y: bottom), length: right - 1, role: .muted, on: .overlay)
    panel.line(vertical: Position(x: 0, y: 1), length: bottom - 1, role: .muted, on: .overlay)
    panel.line(vertical: Position(x: right, y: 1), length: bottom - 1, role: .muted, on: .overlay)
    panel.put("╭", at: .origin, style: style)
    panel.put("╮", at: Position(x: right, y: 0), style: style)
    panel.put("╰", at: Position(x: 0, y: bottom), style: style)
    panel.put("╯", at: Position(x: right, y: bottom), style: style)
    if !title.isEmpty {
      panel.put(
        " \(title.truncated(to: panel.width - 6)) ", at: Position(x: 2, y: 0),
        style: Style(.heading, on: .overlay, .bold))
    }
    return panel.sub(panel.bounds.inset(2, 1))
  }
}

extension Canvas {
  private func panelFrame(width: Columns, height: Rows, top: Rows?) -> Rect {
    var frame = bounds.centred(Size(width: width, height: height))
    if let top { frame.origin.y = min(top, max(self.height - frame.height, 0)) }
    return frame
  }

  /// Says on the lower edge of a panel of these measures how much of its list is below.
  func panelFoot(more: Int, width: Columns, height: Rows, top: Rows? = nil) {
    guard more > 0 else { return }
    let panel = sub(panelFrame(width: width, height: height, top: top)).onOverlay
    let text = " ↓ \(more) more "
    guard panel.width > text.columns + 8, panel.height > 2 else { return }
    panel.put(
      text, at: Position(x: panel.width - text.columns - 2, y: panel.height - 1),
      style: Style(.muted, on: .overlay))
  }
}

/// A question with a few answers.
public struct Dialog: Sendable {
  /// What an event did to the dialog.
  public enum Outcome: Sendable, Hashable {
    case open
    /// The index of the answer.
    case chosen(Int)
    case cancelled
  }

  public let id: String
  public var title: String
  public var message: String
  public var buttons: [String]
  /// The answer Enter gives.
  public var focus: Int

  public init(
    id: String = "dialog", title: String, message: String, buttons: [String] = ["OK"],
    focus: Int = 0
  ) {
    self.id = id
    self.title = title
    self.message = message
    self.buttons = buttons
    self.focus = focus
  }

  public mutating func update(_ event: Event) -> Outcome {
    if let key = event.key {
      switch key {
      case .escape: return .cancelled
      case .enter, .space: return buttons.isEmpty ? .cancelled : .chosen(focus)
      case .tab, .right, .down: focus = (focus + 1) % max(buttons.count, 1)
      case .backTab, .left, .up:
        focus = (focus + max(buttons.count, 1) - 1) % max(buttons.count, 1)
      default:
        // The first letter of an answer gives it, where it is the only one.
        let hits = buttons.indices.filter { index in
          guard let typed = key.typed, let first = buttons[index].first else { return false }
          return typed.lowercased() == first.lowercased()
        }
        if hits.count == 1 { return .chosen(hits[0]) }
      }
    } else if let mouse = event.mouse(on: id), mouse.kind == .press(.left),
      let part = mouse.target?.part, buttons.indices.contains(part)
    {
      return .chosen(part)
    }
    return .open
  }

  public func draw(on canvas: Canvas) {
    let buttonWidth = buttons.reduce(Columns.zero) { $0 + $1.columns + 4 }
    let widest = message.neutralisedLines.map(\.columns).max() ?? 0
    let width = max(max(min(widest, 60), title.columns + 4), buttonWidth) + 4
    let inner = min(width, canvas.width) - 4
    let lines = message.neutralisedLines.reduce(0) { $0 + $1.wrapped(to: inner).count }
    let panel = canvas.panel(width: width, height: Rows(lines + 5), title: title)
    let room = panel.height - 2
    panel.paragraph(
      message,
      in: Rect(x: 0, y: min(1, max(room - 1, 0)), width: panel.width, height: max(room - 1, 1)),
      style: Style(.text, on: .overlay))
    var x = Columns.zero
    let y = max(panel.height - 1, 0)
    for (index, button) in buttons.enumerated() {
      let isFocused = index == focus
      let text = isFocused ? "▸ \(button) " : "  \(button) "
      let style = isFocused ? Style(.text, on: .inverse, .bold) : Style(.soft, on: .overlay)
      let wide = panel.put(
        text.truncated(to: panel.width - x), at: Position(x: x, y: y), style: style)
      panel.mark(Rect(x: x, y: y, width: wide, height: 1), widget: id, part: index)
      if isFocused { panel.setCursor(Position(x: x + 2, y: y)) }
      x += wide + 1
    }
  }
}

/// A short word at the bottom that something was done, and how to take it back.
public struct Toast: Sendable, Hashable {
  public var text: String
  public var role: Role
  /// What undoes it, as a key line item: `u undo`.
  public var undo: KeyLineItem?

  public init(_ text: String, role: Role = .good, undo: KeyLineItem? = nil) {
    self.text = text
    self.role = role
    self.undo = undo
  }

  private var sign: String {
    switch role {
    case .good: "✓"
    case .danger: "!"
    case .warning, .caution: "▲"
    default: "•"
    }
  }

  /// Draws in the row above the key line, at the right.
  public func draw(on canvas: Canvas) {
    var line =
      StyledText(" \(sign) ", role, .bold) + StyledText(text.neutralised, .text)
    if let undo {
      line +=
        StyledText("   ") + StyledText(undo.keys, .accent, .bold)
        + StyledText(" " + undo.label, .soft)
    }
    line += " "
    let width = min(line.columns, canvas.width)
    let place = Rect(
      x: max(canvas.width - width - 1, 0), y: canvas.height - 2, width: width, height: 1)
    let strip = canvas.sub(place)
    strip.fill(style: Style(.text, on: .selection))
    strip.put(line, on: .selection)
    strip.mark(widget: "toast", key: undo?.press)
  }
}

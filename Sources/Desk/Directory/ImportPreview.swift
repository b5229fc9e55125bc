// What an import would change, all of it, before anything does; and what it has changed.

import Exchange
import Terminal

/// A report of an import over the page, which is read by scrolling.
struct ImportPreview: DeskPanel {
  private struct Line {
    var text: String
    var isHeading = false
  }

  /// How it lay when it was last drawn; scrolling goes by what is seen.
  private final class Drawn {
    var height = 1
    var total = 0
  }

  private static let id = "import preview"
  private let title: String
  private let lines: [Line]
  /// Brings it in; nil where it is in already.
  private let bringIn: ((inout Desk) -> Void)?
  private var top = 0
  private let drawn = Drawn()

  init(_ report: ImportReport, title: String, bringIn: ((inout Desk) -> Void)? = nil) {
    self.title = title
    self.bringIn = bringIn
    var rest = report
    rest.changes = []
    rest.moreChanges = 0
    var lines: [Line] = []
    if !report.changes.isEmpty {
      // What differs of what people rely on is read first; the figures can wait.
      let words = report.dryRun ? "Of what is here already" : "Changed of what was here before"
      lines.append(Line(text: words, isHeading: true))
      lines += report.changeWords.map { Line(text: "  " + $0) } + [Line(text: "")]
    }
    lines += "\(rest)".split(separator: "\n", omittingEmptySubsequences: false)
      .map { Line(text: String($0), isHeading: !$0.hasPrefix(" ") && $0.hasSuffix(":")) }
    self.lines = lines
  }

  var keys: [KeyLineItem] {
    let move = [
      KeyLineItem(keys: "↑↓", label: "read on", priority: 60),
      KeyLineItem(keys: "PgDn", label: "a page on", press: .pageDown, priority: 50),
    ]
    guard bringIn != nil else {
      return move + [KeyLineItem(keys: "Enter", label: "OK", press: .enter, priority: 100)]
    }
    return move + [
      KeyLineItem(keys: "Enter", label: "bring it in", press: .enter, priority: 100),
      KeyLineItem(keys: "Esc", label: "leave it", press: .escape, priority: 90),
    ]
  }

  mutating func update(_ event: Event) -> PanelOutcome {
    if let mouse = event.mouse(on: Self.id) {
      switch mouse.kind {
      case .wheelUp: scroll(by: -3)
      case .wheelDown: scroll(by: 3)
      default: break
      }
      return .open
    }
    let page = max(1, drawn.height - 1)
    switch event.key {
    case .escape: return .closed
    case .enter:
      guard let bringIn else { return .closed }
      return .closedThen(bringIn)
    case .up, .character("k"): scroll(by: -1)
    case .down, .character("j"): scroll(by: 1)
    case .pageUp: scroll(by: -page)
    case .pageDown, .space: scroll(by: page)
    case .home: scroll(by: -drawn.total)
    case .end: scroll(by: drawn.total)
    default: break
    }
    return .open
  }

  private mutating func scroll(by step: Int) {
    top = max(0, min(top + step, drawn.total - drawn.height))
  }

  func draw(on canvas: Canvas) {
    let width = min(canvas.width, 96)
    // Its frame takes four columns.
    let shown = lines.flatMap { line -> [Line] in
      let indent = line.text.hasPrefix(" ") ? "    " : ""
      let pieces = line.text.neutralised.wrapped(to: max(10, width - 8))
      return pieces.enumerated().map {
        Line(text: $0.offset == 0 ? $0.element : indent + $0.element, isHeading: line.isHeading)
      }
    }
    let most = max(5, canvas.height.count - 2)
    let panel = canvas.panel(
      width: width, height: Rows(min(shown.count + 4, most)), title: title)
    panel.mark(widget: Self.id)
    let height = max(1, panel.height.count - 1)
    drawn.height = height
    drawn.total = shown.count
    let first = max(0, min(top, shown.count - height))
    for (offset, line) in shown.dropFirst(first).prefix(height).enumerated() {
      panel.put(
        line.text.truncated(to: panel.width), at: Position(x: 0, y: Rows(offset)),
        style: line.isHeading ? Style(.heading, on: .overlay, .bold) : Style(.text, on: .overlay))
    }
    // For screen readers too: where reading goes on.
    panel.setCursor(.origin)
    let below = shown.count - first - height
    let foot =
      below > 0
      ? "▾ \(below) more \(below == 1 ? "line" : "lines")"
      : bringIn == nil ? "" : "▸ Enter brings it in · Esc leaves it"
    panel.put(
      foot.truncated(to: panel.width), at: Position(x: 0, y: Rows(height)),
      style: Style(below > 0 ? .muted : .accent, on: .overlay))
  }
}

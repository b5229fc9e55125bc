// One of a few, found by typing: a goal to move an action to, a goal to begin from.

import Terminal

struct PickPanel: DeskPanel {
  private var palette: Palette
  private let entries: [PaletteEntry]
  private let choose: (inout Desk, String) -> Void

  /// - Parameter choose: what is done with the id of the one that is chosen.
  init(
    title: String, placeholder: String, entries: [PaletteEntry],
    choose: @escaping (inout Desk, String) -> Void
  ) {
    self.entries = entries
    self.choose = choose
    palette = Palette(title: title, placeholder: placeholder, entries: entries)
  }

  var keys: [KeyLineItem] {
    [
      KeyLineItem(keys: "↑↓", label: "move", priority: 50),
      KeyLineItem(keys: "Enter", label: "choose", press: .enter, priority: 80),
      KeyLineItem(keys: "Esc", label: "leave", press: .escape, priority: 90),
    ]
  }

  var isTyping: Bool { true }

  mutating func update(_ event: Event) -> PanelOutcome {
    let entries = entries
    let outcome = palette.update(event) { query in
      query.isEmpty ? entries : PaletteEntry.ranked(entries, query: query, limit: 60)
    }
    switch outcome {
    case .open: return .open
    case .cancelled: return .closed
    case .refused(let why):
      return .act { $0.toast = Toast(why, role: .warning) }
    case .chosen(let id):
      let choose = choose
      return .closedThen { choose(&$0, id) }
    }
  }

  func draw(on canvas: Canvas) { palette.draw(on: canvas) }
}

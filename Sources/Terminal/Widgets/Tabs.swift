// Tabs within a page: Timeline, Plan, Measures …

/// A row of tabs, one of them active.
public struct Tabs: Sendable {
  public let id: String
  public var titles: [String]
  public var active: Int

  public init(id: String = "tabs", _ titles: [String], active: Int = 0) {
    self.id = id
    self.titles = titles
    self.active = active
  }

  /// Changes the tab on Tab, Shift-Tab, ← and →, and on a click. Returns whether it changed.
  @discardableResult
  public mutating func update(_ event: Event) -> Bool {
    guard !titles.isEmpty else { return false }
    let before = active
    if let key = event.key {
      switch key {
      case .tab, .right: active = (active + 1) % titles.count
      case .backTab, .left: active = (active + titles.count - 1) % titles.count
      default: return false
      }
    } else if let mouse = event.mouse(on: id), mouse.kind == .press(.left),
      let part = mouse.target?.part, titles.indices.contains(part)
    {
      active = part
    }
    return active != before
  }

  /// Draws on the canvas's first row, from the left, keeping the active one in sight.
  public func draw(on canvas: Canvas, isFocused: Bool = false) {
    let widths = titles.map { $0.columns + 2 }
    // Rather closer together than one of them cut short.
    let all = widths.reduce(.zero, +) + Columns(max(titles.count - 1, 0) * 2)
    let gap = all > canvas.width ? 1 : 2
    // Leave out tabs at the front until the active one fits.
    var first = 0
    func end(from start: Int) -> Columns {
      guard active < titles.count, start <= active else { return 0 }
      return widths[start...active].reduce(.zero, +) + Columns((active - start) * gap)
    }
    while first < active, end(from: first) + (first > 0 ? 2 : 0) > canvas.width { first += 1 }
    var x = Columns.zero
    if first > 0 { x += canvas.put("‹ ", style: Style(.muted)) }
    for index in first..<max(titles.count, first) {
      let room = canvas.width - x
      guard room > 2 else { break }
      let text = " \(titles[index]) ".truncated(to: room)
      let isActive = index == active
      let style = isActive ? Style(.text, on: .inverse, .bold) : Style(.soft)
      let wide = canvas.put(text, at: Position(x: x, y: 0), style: style)
      canvas.mark(Rect(x: x, y: 0, width: wide, height: 1), widget: id, part: index)
      if isActive, isFocused { canvas.setCursor(Position(x: x + 1, y: 0)) }
      x += wide + Columns(gap)
    }
  }
}

// A month as a page of a wall calendar, Monday first.

/// A month with a day chosen and some days marked.
public struct MonthCalendar: Sendable {
  public let id: String
  public var chosen: Day
  public var today: Day
  /// Days with something on them, and in which role they are marked.
  public var marked: [Day: Role]

  public init(id: String = "calendar", chosen: Day, today: Day, marked: [Day: Role] = [:]) {
    self.id = id
    self.chosen = chosen
    self.today = today
    self.marked = marked
  }

  /// What an event did to the calendar.
  public enum Outcome: Sendable, Hashable {
    case ignored, moved
    /// Enter or a double click on a day.
    case opened(Day)
  }

  /// Columns the calendar takes.
  public static let width: Columns = 27
  /// Rows the calendar takes.
  public static let height: Rows = 8

  /// Arrows move by days and weeks, Page Up and Page Down by months, `t` to today.
  public mutating func update(_ event: Event) -> Outcome {
    if let mouse = event.mouse(on: id) {
      switch mouse.kind {
      case .wheelUp: return move(to: chosen.adding(months: -1))
      case .wheelDown: return move(to: chosen.adding(months: 1))
      case .press(.left), .doubleClick:
        guard let part = mouse.target?.part,
          let day = Day(year: chosen.year, month: chosen.month, day: part)
        else { return .ignored }
        chosen = day
        return mouse.kind == .doubleClick ? .opened(day) : .moved
      default: return .ignored
      }
    }
    switch event.key {
    case .left: return move(to: chosen.adding(days: -1))
    case .right: return move(to: chosen.adding(days: 1))
    case .up: return move(to: chosen.adding(days: -7))
    case .down: return move(to: chosen.adding(days: 7))
    case .pageUp: return move(to: chosen.adding(months: -1))
    case .pageDown: return move(to: chosen.adding(months: 1))
    case .character("t"): return move(to: today)
    case .enter: return .opened(chosen)
    default: return .ignored
    }
  }

  private mutating func move(to day: Day) -> Outcome {
    guard (1850...2200).contains(day.year) else { return .moved }
    chosen = day
    return .moved
  }

  public func draw(on canvas: Canvas, isFocused: Bool = true) {
    canvas.mark(widget: id)
    canvas.put(
      StyledText("\(Day.months[chosen.month - 1]) \(chosen.year)", .heading, .bold), at: .origin)
    for (index, name) in Day.weekdays.enumerated() {
      canvas.put(
        name.prefix(2), at: Position(x: Columns(index * 4), y: 1), style: Style(.muted))
    }
    guard let first = Day(year: chosen.year, month: chosen.month, day: 1) else { return }
    let length = Day.length(ofMonth: chosen.month, year: chosen.year)
    for offset in 0..<length {
      let day = first.adding(days: offset)
      let slot = first.weekday - 1 + offset
      let place = Position(x: Columns(slot % 7 * 4), y: Rows(2 + slot / 7))
      let isChosen = day == chosen
      let ground: Ground = isChosen ? .inverse : .page
      var role: Role = day.weekday > 5 ? .muted : .text
      var attributes: Attributes = isChosen ? .bold : []
      if day == today {
        role = .accent
        attributes.formUnion([.bold, .underline])
      }
      canvas.put(
        String(day.day), at: place, width: 2, align: .right,
        style: Style(role, on: ground, attributes))
      if let mark = marked[day] {
        canvas.put("•", at: Position(x: place.x + 2, y: place.y), style: Style(mark, .bold))
      }
      canvas.mark(
        Rect(origin: place, size: Size(width: 3, height: 1)), widget: id, part: day.day)
      if isChosen, isFocused { canvas.setCursor(Position(x: place.x + 1, y: place.y)) }
    }
  }
}

// The week: seven days side by side where there is room, one below the other where
// there is not, with what the diary holds and what was promised.

import Casebook
import Casework
import Foundation
import Terminal

struct WeekScreen: DeskPage {
  let place = DeskContext.Place.room("week")
  let listsPeople = true
  private var monday: Day
  private var today = Day(number: 0)
  private var agenda: Agenda?
  private var rows: [Identifier<Case>: CaseloadRow] = [:]
  /// The chosen day, 0 for Monday, and the line in it.
  private var day: Int
  private var line = 0
  private var list = SectionList(id: "week")
  /// Which item each row of the narrow list stands for.
  private var places: [Int: (day: Int, line: Int)] = [:]

  init(showing day: Day) {
    monday = day.monday
    self.day = day.weekday.rawValue - 1
  }

  var selectedDay: Day { monday.adding(days: day) }

  private var items: [AgendaItem] { agenda?.items(on: selectedDay) ?? [] }

  var selected: AgendaItem? { items.indices.contains(line) ? items[line] : nil }

  var chosenRow: CaseloadRow? { selected?.caseID.flatMap { rows[$0] } }

  func describe(_ context: inout DeskContext) {
    context.diaryItem = selected
    context.opensItself = selected != nil
  }

  // MARK: Reading

  mutating func load(from book: Casebook, on today: Day) throws {
    try load(from: book, at: DayClock.date(today, minute: 0))
  }

  mutating func load(from book: Casebook, at now: Date) throws {
    today = Day(now)
    let read = try book.agenda(from: monday, to: monday.adding(days: 6), at: now)
    agenda = read.agenda
    rows = read.rows
    line = max(0, min(line, items.count - 1))
    layList()
  }

  var row: Int? { line }

  mutating func select(row: Int, from book: Casebook) throws {
    line = max(0, min(row, items.count - 1))
    layList()
  }

  var arrangement: [String: String] { ["day": selectedDay.iso] }

  /// A week that is over by now is not come back to.
  mutating func arrange(as kept: [String: String]) {
    guard let day = kept["day"].flatMap({ Day(iso: $0) }), day.monday >= today.monday else {
      return
    }
    monday = day.monday
    self.day = day.weekday.rawValue - 1
  }

  // MARK: Events

  mutating func update(_ event: Event, height: Rows) -> PageOutcome {
    if let mouse = event.mouse(on: "week"), let part = mouse.target?.part, part >= 0 {
      if let place = places[part], case .press = mouse.kind { choose(place.day, place.line) }
      if mouse.kind == .doubleClick { return opening ?? .moved }
      if mouse.kind == .wheelUp { return step(-1) }
      if mouse.kind == .wheelDown { return step(1) }
      return .moved
    }
    switch event.key {
    case .up?, .character("k")?: return step(-1)
    case .down?, .character("j")?: return step(1)
    case .left?: return turn(by: -1)
    case .right?: return turn(by: 1)
    case .pageUp?, .character("[")?: return show(week: -1)
    case .pageDown?, .character("]")?: return show(week: 1)
    case .home?:
      monday = today.monday
      choose(today.weekday.rawValue - 1, 0)
      return .reload
    case .enter?: return opening ?? .moved
    default: return .ignored
    }
  }

  private var opening: PageOutcome? {
    guard let selected else { return nil }
    if let id = selected.caseID { return .open(id, at: Landing(selected)) }
    if case .appointment(let id) = selected.source { return .act { $0.editAppointment(id) } }
    return nil
  }

  private mutating func choose(_ day: Int, _ line: Int) {
    self.day = day
    self.line = line
    if let row = places.first(where: { $0.value.day == day && $0.value.line == line })?.key {
      list.select(row)
    }
  }

  private func count(on index: Int) -> Int {
    agenda?.items(on: monday.adding(days: index)).count ?? 0
  }

  /// Up and down within the day, and on to the next day that has anything.
  private mutating func step(_ step: Int) -> PageOutcome {
    if items.indices.contains(line + step) {
      choose(day, line + step)
      return .moved
    }
    var next = day + step
    while (0..<7).contains(next) {
      let count = count(on: next)
      if count > 0 {
        choose(next, step > 0 ? 0 : count - 1)
        return .moved
      }
      next += step
    }
    return .moved
  }

  private mutating func turn(by step: Int) -> PageOutcome {
    guard (0..<7).contains(day + step) else {
      day = step > 0 ? 0 : 6
      return show(week: step)
    }
    choose(day + step, max(0, min(line, count(on: day + step) - 1)))
    return .moved
  }

  private mutating func show(week: Int) -> PageOutcome {
    monday = monday.adding(days: 7 * week)
    line = 0
    return .reload
  }

  private mutating func layList() {
    var rows: [SectionRow] = []
    places = [:]
    for index in 0..<7 {
      let date = monday.adding(days: index)
      let items = agenda?.items(on: date) ?? []
      rows.append(.heading(date.spoken, date == today ? "today" : ""))
      for (line, item) in items.enumerated() {
        places[rows.count] = (index, line)
        rows.append(SectionRow([TodayLayout.line(item, on: today)]))
      }
      if items.isEmpty { rows.append(.words("nothing", .muted)) }
      rows.append(.blank)
    }
    list.rows = rows
    choose(day, line)
  }

  // MARK: Drawing

  func draw(on canvas: Canvas, in desk: Desk) {
    let page = canvas.sub(canvas.bounds.inset(left: 2, top: 0, right: 2, bottom: 0))
    let last = monday.adding(days: 6)
    page.put(
      StyledText("Week of \(monday.spoken)", .heading, .bold)
        + StyledText("  to \(last.spoken)", .soft), at: .origin)
    page.put(StyledText(summary, .soft), at: Position(x: 0, y: 1), width: page.width)
    let body = page.sub(page.bounds.inset(left: 0, top: 3, right: 0, bottom: 0))
    if canvas.width >= 100 {
      drawColumns(on: body)
    } else {
      list.draw(on: body)
    }
  }

  private var summary: String {
    let items = agenda?.items ?? []
    let unlogged = agenda?.unlogged.count ?? 0
    var parts = ["\(items.count) \(items.count == 1 ? "thing" : "things") in the week"]
    parts.append(unlogged == 0 ? "nothing unlogged" : "\(unlogged) not logged yet")
    return parts.joined(separator: " · ")
  }

  private func drawColumns(on canvas: Canvas) {
    let wide = (canvas.width.count + 1) / 7
    for index in 0..<7 {
      let date = monday.adding(days: index)
      let area = Rect(
        x: Columns(index * wide), y: 0, width: Columns(wide - 2), height: canvas.height)
      let column = canvas.sub(area)
      let isToday = date == today
      column.put(
        StyledText("\(date.weekday.shortName) \(date.day)", isToday ? .accent : .soft, .bold)
          + StyledText(isToday ? " today" : "", .accent), at: .origin, width: column.width)
      column.line(horizontal: Position(x: 0, y: 1), length: column.width)
      drawDay(index, on: column.sub(column.bounds.inset(left: 0, top: 2, right: 0, bottom: 0)))
    }
    if selected == nil { canvas.setCursor(Position(x: Columns(day * wide), y: 0)) }
  }

  private func drawDay(_ index: Int, on column: Canvas) {
    let items = agenda?.items(on: monday.adding(days: index)) ?? []
    let fits = max(1, column.height.count / 3)
    let first = index == day ? max(0, min(line - fits + 1, items.count - fits)) : 0
    for (offset, item) in items.dropFirst(first).prefix(fits).enumerated() {
      let area = Rect(x: 0, y: Rows(offset * 3), width: column.width, height: 2)
      draw(item, day: index, line: first + offset, in: area, on: column)
    }
    let hidden = items.count - first - fits
    if hidden > 0 {
      column.put(
        StyledText("↓ \(hidden) more", .muted), at: Position(x: 0, y: column.height - 1),
        width: column.width)
    }
  }

  private func draw(
    _ item: AgendaItem, day index: Int, line place: Int, in area: Rect, on column: Canvas
  ) {
    let isChosen = index == day && place == line
    let ground: Ground = isChosen ? .selection : .page
    if isChosen {
      column.fill(area, style: Style(.text, on: .selection))
      column.setCursor(area.origin)
    }
    if let part = places.first(where: { $0.value.day == index && $0.value.line == place })?.key {
      column.mark(area, widget: "week", part: part)
    }
    let settled = item.standing == .settled
    var head: StyledText =
      switch item.standing {
      case .settled: StyledText("✓ ", .good)
      case .unlogged: StyledText("? ", .caution, .bold)
      case .open: StyledText("· ", .caution)
      case .toCome: StyledText("")
      }
    if !item.clock.isEmpty { head += StyledText(item.clock + " ", settled ? .muted : .accent) }
    let role: Role = settled ? .muted : .heading
    var below = StyledText(item.text, settled ? .muted : .soft)
    if let person = item.person {
      head += StyledText(person.listName, role, .bold)
    } else {
      // What is about nobody runs on into the second line.
      let room = max(column.width - head.columns, 1)
      let first = item.text.neutralised.wrapped(to: room).first ?? ""
      let rest = item.text.dropFirst(first.count).drop { $0 == " " }
      head += StyledText(first, role, .bold)
      below = rest.isEmpty ? StyledText(item.note, .soft) : StyledText(String(rest), role, .bold)
    }
    column.put(head, at: area.origin, on: ground, width: column.width)
    column.put(
      below, at: Position(x: 0, y: area.y + 1), on: ground, width: column.width)
  }
}

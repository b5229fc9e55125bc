// Today: what needs somebody now, what today holds, and how the caseload stands.

import Casebook
import Casework
import Foundation
import Terminal

/// What a row of Today stands for.
enum TodayRow {
  case caseload(CaseloadRow)
  case item(AgendaItem, CaseloadRow?)
  /// A day of the week to come.
  case day(Day)
  /// What a supervisor asked or agreed.
  case note(ShownNote)
  case action(SupervisionAction)
}

/// The screen that opens first.
struct TodayScreen: DeskPage {
  let place = DeskContext.Place.today
  let listsPeople = true
  /// What is looked for from here is looked for in the caseload.
  let canFind = true
  private(set) var facts: TodayFacts?
  /// What the casebook was like when it was read, and the minute.
  private var readAt: (moment: Casebook.Moment, minute: Int)?
  private var list = SectionList(id: "today")
  /// What each selectable row stands for.
  private var things: [Int: TodayRow] = [:]

  private var chosen: TodayRow? { list.selected.flatMap { things[$0] } }

  var selected: CaseloadRow? {
    switch chosen {
    case .caseload(let row)?: row
    case .item(_, let row)?: row
    case .day?, .note?, .action?, nil: nil
    }
  }
  var chosenRow: CaseloadRow? { selected }

  /// The chosen line of the day's agenda.
  var item: AgendaItem? {
    if case .item(let item, _)? = chosen { item } else { nil }
  }

  func describe(_ context: inout DeskContext) {
    context.opensItself = chosen != nil
    context.diaryItem = item
    switch chosen {
    case .note(let one)?:
      context.team.hasNote = true
      context.team.noteCase = one.note.caseID
    case .action?: context.team.hasNote = true
    default: break
    }
  }

  /// The chosen row's place on the page.
  var row: Int? { list.selected }

  mutating func select(row: Int, from book: Casebook) { list.select(row) }

  mutating func load(from book: Casebook, on today: Day) throws {
    try load(from: book, at: DayClock.date(today, minute: 0))
  }

  mutating func load(from book: Casebook, at now: Date) throws {
    // Who looks at the caseload for a moment and comes back finds what was there.
    let (moment, minute) = (try book.moment(), Int(now.timeIntervalSince1970 / 60))
    if let readAt, readAt.moment == moment, readAt.minute == minute { return }
    readAt = nil
    let (before, place) = (chosen, list.selected)
    let facts = try TodayFacts(from: book, at: now)
    self.facts = facts
    var layout = TodayLayout(facts)
    layout.lay()
    things = layout.things
    list.rows = layout.rows
    list.select(before?.place(in: things) ?? place)
    readAt = (moment, minute)
  }

  mutating func update(_ event: Event, height: Rows) -> PageOutcome {
    let isDouble = event.mouse(on: "today")?.kind == .doubleClick
    if isDouble || event.key == .enter, let outcome = opening { return outcome }
    return list.update(event, height: height - 3) ? .moved : .ignored
  }

  /// What opening the chosen row does.
  private var opening: PageOutcome? {
    switch chosen {
    case .caseload(let row)?: return .open(row.caseID, at: Landing(row.due))
    case .item(let item, let row)?:
      if let row { return .open(row.caseID, at: Landing(item)) }
      guard case .appointment(let id) = item.source else { return nil }
      return .act { $0.editAppointment(id) }
    case .day(let day)?: return .enter(WeekScreen(showing: day))
    case .note(let note)?: return .act { $0.answer(note) }
    case .action(let action)?: return .act { $0.toggle(action) }
    case nil: return nil
    }
  }

  // MARK: Drawing

  func draw(on canvas: Canvas, in desk: Desk) { draw(on: canvas, lastCopy: desk.copyWords) }

  /// - Parameter lastCopy: when the last good copy of the casebook was made, in words.
  private func draw(on canvas: Canvas, lastCopy: String) {
    guard let facts else { return }
    guard !facts.isEmpty else { return drawEmpty(facts, on: canvas) }
    let isWide = canvas.width >= 100
    let (aside, rest) = canvas.bounds.splitRight(isWide ? 50 : 0)
    let main = canvas.sub(rest.inset(left: 1, top: 0, right: isWide ? 2 : 1, bottom: 0))
    drawHeading(facts, showsGuide: !isWide, on: main)
    list.draw(on: main.sub(main.bounds.inset(left: 0, top: 3, right: 0, bottom: 0)))
    guard isWide else { return }
    canvas.line(vertical: Position(x: aside.x, y: 1), length: canvas.height - 2)
    let pane = canvas.sub(aside.inset(left: 3, top: 1, right: 2, bottom: 0))
    drawCaseload(facts, on: pane)
    if pane.height > 26 {
      pane.put(
        StyledText("Last copy of the casebook: \(lastCopy)", .muted),
        at: Position(x: 0, y: pane.height - 2))
    }
  }

  private func drawHeading(_ facts: TodayFacts, showsGuide: Bool, on canvas: Canvas) {
    let ahead = facts.ahead
    canvas.put(
      StyledText(facts.today.spoken, .heading, .bold), at: Position(x: 1, y: 0))
    let items = ahead.agenda.items(on: facts.today)
    var parts = [ahead.lateCount == 0 ? "nobody is overdue" : "\(ahead.lateCount) need you now"]
    parts.append(ahead.agenda.summary(of: facts.today) ?? "nothing in the diary")
    let unlogged = ahead.agenda.unlogged.count
    if unlogged > 0 {
      parts.append("\(unlogged) not logged yet")
    } else if !items.isEmpty {
      parts.append("nothing unlogged")
    }
    if showsGuide, let row = facts.load?.load.row {
      let guide = row.load.band.map { ", guide \($0.words)" } ?? ""
      parts.append("\(ahead.open) open\(guide)")
      parts.append("\(Figures.oneDecimal(row.load.points)) points \(row.load.standing.sign)")
    }
    canvas.put(
      StyledText(parts.joined(separator: " · "), .soft), at: Position(x: 1, y: 1),
      width: canvas.width - 2)
  }

  private func drawCaseload(_ facts: TodayFacts, on canvas: Canvas) {
    let used = facts.load?.draw(on: canvas, today: facts.today) ?? 0
    let rest = canvas.sub(canvas.bounds.inset(left: 0, top: used + 1, right: 0, bottom: 0))
    TodayPane(facts: facts, chosen: selected).draw(on: rest)
  }

  private func drawEmpty(_ facts: TodayFacts, on canvas: Canvas) {
    let page = canvas.sub(canvas.bounds.inset(left: 2, top: 0, right: 2, bottom: 0))
    page.put(StyledText(facts.today.spoken, .heading, .bold), at: .origin)
    let lines: [StyledText] = [
      StyledText("Nobody is on your caseload yet.", .text),
      StyledText(""),
      StyledText("n", .accent, .bold) + StyledText("  writes down a new referral here.", .text),
      StyledText("q", .accent, .bold)
        + StyledText("  leaves the desk; then bring in what you have:", .text),
      StyledText(""),
      StyledText("   fingerpost import referrals FILE.csv", .heading, .bold),
      StyledText("   fingerpost import directory PATH", .heading, .bold),
      StyledText(""),
      StyledText("Everything stays on this computer, sealed under your passphrase.", .muted),
    ]
    for (index, line) in lines.enumerated() {
      page.put(line, at: Position(x: 0, y: Rows(index + 2)))
    }
    page.setCursor(Position(x: 0, y: 2))
  }
}

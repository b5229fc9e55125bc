// Today: what needs somebody now, what today holds, and how the caseload stands.

import Casebook
import Casework
import Foundation
import Terminal

/// What Today shows, read from the casebook at one moment.
struct TodayFacts {
  var today: Day
  var late: [CaseloadRow] = []
  var lateCount = 0
  var dueToday: [CaseloadRow] = []
  var later: [CaseloadRow] = []
  var new: [CaseloadRow] = []
  var newCount = 0
  var open = 0
  var waiting = 0
  var everybody = 0
  var load: TodayLoad?

  /// How many rows a section holds at the most: Today is a place to start from, not
  /// a list of everything.
  static let most = 60

  init(from book: Casebook, on today: Day) throws {
    self.today = today
    let mine = CaseloadFilter(.held(by: book.worker.id))
    let yesterday = today.adding(days: -1)
    late = try book.due(mine, from: nil, to: yesterday, limit: Self.most)
    lateCount = try book.dueCount(mine, from: nil, to: yesterday)
    dueToday = try book.due(mine, from: today, to: today, limit: Self.most)
    later = try book.due(
      mine, from: today.adding(days: 1), to: today.adding(days: 6), limit: Self.most)
    let nobodys = CaseloadFilter(.nobodys)
    new = try book.caseload(nobodys, order: .due, limit: 12)
    newCount = try book.caseloadCount(nobodys)
    open = try book.caseloadCount(mine)
    waiting = try book.waitingCount(of: book.worker.id)
    everybody = newCount + open
    load = try TodayLoad(from: book, on: today)
  }
}

/// The screen that opens first.
struct TodayScreen: DeskPage {
  let place = DeskContext.Place.today
  let listsPeople = true
  let canFind = true
  private(set) var facts: TodayFacts?
  private var list = SectionList(id: "today")
  /// The case that each selectable row stands for.
  private var cases: [Int: CaseloadRow] = [:]
  /// What a supervisor asked or agreed, by the row it stands on.
  private var notes: [Int: ShownNote] = [:]
  private var actions: [Int: SupervisionAction] = [:]

  var selected: CaseloadRow? { list.selected.flatMap { cases[$0] } }
  var chosenRow: CaseloadRow? { selected }

  /// The chosen row's place on the page.
  var row: Int? { list.selected }

  mutating func select(row: Int, from book: Casebook) { list.select(row) }

  mutating func load(from book: Casebook, on today: Day) throws {
    let before = selected?.caseID
    let facts = try TodayFacts(from: book, on: today)
    self.facts = facts
    var rows: [SectionRow] = []
    var cases: [Int: CaseloadRow] = [:]
    var notes: [Int: ShownNote] = [:]
    var actions: [Int: SupervisionAction] = [:]
    func add(_ row: CaseloadRow, showsDay: Bool = false) {
      cases[rows.count] = row
      rows.append(SectionRow([Self.line(row, on: today, showsDay: showsDay)]))
    }
    if !facts.late.isEmpty {
      rows.append(.heading("Needs you now", "\(facts.lateCount)"))
      facts.late.forEach { add($0) }
      if facts.lateCount > facts.late.count {
        rows.append(
          .words("and \(facts.lateCount - facts.late.count) more: see 2 Caseload", .muted))
      }
      rows.append(.blank)
    }
    if let load = facts.load, !load.notes.isEmpty || !load.actions.isEmpty || !load.seen.isEmpty {
      rows.append(.heading("Asked of you"))
      for note in load.notes {
        notes[rows.count] = note
        rows.append(TodayLoad.row(note, on: today))
      }
      for action in load.actions {
        actions[rows.count] = action
        rows.append(TodayLoad.row(action, on: today))
      }
      rows += load.seen.map(TodayLoad.words)
      rows.append(.blank)
    }
    rows.append(.heading("Today"))
    facts.dueToday.forEach { add($0) }
    if facts.dueToday.isEmpty { rows.append(.words("Nothing is due today.", .muted)) }
    rows.append(.blank)
    if !facts.new.isEmpty {
      rows.append(.heading("New referrals nobody holds yet", "\(facts.newCount)"))
      facts.new.forEach { add($0) }
      if facts.newCount > facts.new.count {
        rows.append(.words("and \(facts.newCount - facts.new.count) more: see 2 Caseload", .muted))
      }
      rows.append(.blank)
    }
    if !facts.later.isEmpty {
      rows.append(.heading("Later this week"))
      facts.later.forEach { add($0, showsDay: true) }
    }
    self.cases = cases
    self.notes = notes
    self.actions = actions
    list.rows = rows
    if let index = cases.first(where: { $0.value.caseID == before })?.key { list.select(index) }
  }

  mutating func update(_ event: Event, height: Rows) -> PageOutcome {
    if event.mouse(on: "today")?.kind == .doubleClick, let selected {
      return .open(selected.caseID)
    }
    let isChosen = event.key == .enter || event.mouse(on: "today")?.kind == .doubleClick
    if isChosen, let place = list.selected {
      if let note = notes[place] { return .act { $0.answer(note) } }
      if let action = actions[place] { return .act { $0.toggle(action) } }
    }
    return list.update(event, height: height - 3) ? .moved : .ignored
  }

  func describe(_ context: inout DeskContext) {
    context.team.hasNote = list.selected.map { notes[$0] != nil || actions[$0] != nil } ?? false
  }

  /// "▲ Maya R   11   first contact, 1 of 3 tries made          2 days late"
  static func line(_ row: CaseloadRow, on today: Day, showsDay: Bool = false) -> RowLine {
    let urgency = row.due?.urgency(on: today)
    let isLate = urgency?.needsSomebodyNow ?? false
    let age = row.person.age(on: today).map(String.init) ?? ""
    let sign = isLate ? StyledText("▲ ", .warning) : StyledText("  ")
    let name = StyledText(row.person.listName, .heading, .bold).column(17)
    var left = sign + name + StyledText(" ")
    left += StyledText(String(repeating: " ", count: max(0, 2 - age.count)) + age, .muted)
    left += StyledText("  " + (row.due?.text ?? ""), .text)
    if !row.need.isEmpty { left += StyledText("  " + row.need, .muted) }
    let when = row.due?.whenWords(on: today) ?? ""
    return RowLine(
      left: left,
      right: isLate
        ? StyledText(when, .warning, .bold) : StyledText(when, row.due?.at == nil ? .soft : .accent)
    )
  }

  // MARK: Drawing

  func draw(on canvas: Canvas, in desk: Desk) { draw(on: canvas, lastCopy: desk.copyWords) }

  /// - Parameter lastCopy: when the last good copy of the casebook was made, in words.
  private func draw(on canvas: Canvas, lastCopy: String) {
    guard let facts else { return }
    guard facts.everybody > 0 || !facts.later.isEmpty else { return drawEmpty(facts, on: canvas) }
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
    canvas.put(
      StyledText(facts.today.spoken, .heading, .bold), at: Position(x: 1, y: 0))
    var parts = [
      facts.lateCount == 0 ? "nobody is overdue" : "\(facts.lateCount) need you now",
      "\(facts.dueToday.count) due today",
    ]
    if facts.newCount > 0 { parts.append("\(facts.newCount) new") }
    if showsGuide, let row = facts.load?.load.row {
      let guide = row.load.band.map { ", guide \($0.words)" } ?? ""
      parts.append("\(facts.open) open\(guide)")
      parts.append("\(Figures.oneDecimal(row.load.points)) points \(row.load.standing.sign)")
    }
    canvas.put(
      StyledText(parts.joined(separator: " · "), .soft), at: Position(x: 1, y: 1))
  }

  private func drawCaseload(_ facts: TodayFacts, on canvas: Canvas) {
    var y = facts.load?.draw(on: canvas, today: facts.today) ?? 0
    for (words, count) in [
      ("Waiting for a first contact", facts.waiting),
      ("New referrals nobody holds", facts.newCount),
    ] {
      canvas.put(StyledText(words, .text), at: Position(x: 0, y: y))
      canvas.put(
        StyledText("\(count)", .heading, .bold), at: Position(x: 0, y: y), width: canvas.width,
        align: .right)
      y += 1
    }
    guard let chosen = selected else { return }
    let card = canvas.sub(canvas.bounds.inset(left: 0, top: y + 2, right: 0, bottom: 0))
    PersonCard(chosen, on: facts.today).draw(on: card)
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

// One worker's load, case by case: every point in words, and the three ways of
// counting side by side. The worker opens it for themselves, the supervisor for anybody.

import Casebook
import Casework
import Terminal

struct LoadRoom: TablePage {
  let place = DeskContext.Place.room("load")
  let workerID: Identifier<LinkWorker>
  private(set) var shown: MemberLoad?
  /// For whom each covered case is held, in words.
  private var covers: [Identifier<Case>: String] = [:]
  private var today = Day(number: 0)
  private var isMine = false
  private var oversees = false
  var table = Table(id: "load", columns: Self.columns)

  init(_ workerID: Identifier<LinkWorker>) { self.workerID = workerID }

  private var cases: [WeighedCase] { shown?.row.load.cases ?? [] }

  var selected: WeighedCase? {
    table.selectedRow.flatMap { cases.indices.contains($0) ? cases[$0] : nil }
  }
  var chosenRow: CaseloadRow? { selected?.row }
  var listsPeople: Bool { true }

  mutating func load(from book: Casebook, on today: Day) throws {
    let before = selected?.row.caseID
    self.today = today
    isMine = book.worker.id == workerID
    oversees = try book.oversight(on: today).oversees(workerID)
    shown = try book.load(of: workerID, on: today)
    covers = try book.coverWords(heldBy: [workerID])
    table.rowCount = cases.count
    table.emptyText = "No open cases."
    if let before, let place = cases.firstIndex(where: { $0.row.caseID == before }) {
      table.select(place)
    }
  }

  mutating func update(_ event: Event, height: Rows) -> PageOutcome {
    switch table.update(event) {
    case .ignored: return .ignored
    case .opened: return selected.map { .open($0.row.caseID) } ?? .moved
    case .moved, .marked, .sort: return .moved
    }
  }

  func describe(_ context: inout DeskContext) {
    context.team.name = shown?.row.worker.listName
    context.team.oversees = oversees
    context.team.isMe = isMine
  }

  // MARK: Drawing

  private static let columns = [
    TableColumn("Who", width: .flexible(min: 12, weight: 1), priority: .max),
    TableColumn("Age", width: .fixed(3), align: .right, priority: 3),
    TableColumn("Points", width: .fixed(6), align: .right, priority: 9),
    TableColumn("What they are for", width: .flexible(min: 24, weight: 4), priority: 8),
    TableColumn("Contacts", width: .fixed(16), align: .right, priority: 2),
    TableColumn("Ends", width: .fixed(10), align: .right, priority: 1),
  ]

  func draw(on canvas: Canvas, in desk: Desk) {
    guard let shown else { return }
    let page = canvas.sub(canvas.bounds.inset(left: 1, top: 0, right: 1, bottom: 0))
    let load = shown.row.load
    let role = TeamColumns.role(load.standing)
    let whose = isMine ? "Your load" : "\(shown.row.worker.name)’s load"
    page.put(
      StyledText(whose, .heading, .bold)
        + StyledText("  \(load.standing.sign)\(load.standing.sign.isEmpty ? "" : " ")", role, .bold)
        + StyledText(load.standing.words, role),
      at: Position(x: 1, y: 0), width: page.width - 2)
    let choice = shown.row.terms?.guidance ?? ""
    let guidance = shown.settings.guidance
    let set = guidance.words(for: choice.isEmpty ? guidance.usual : choice)
    let source = load.band?.figures.map(\.sourceWords).joined(separator: "; ") ?? "points alone"
    let people =
      load.band.map { "\(load.open) of \($0.words) people" } ?? "\(load.open) people"
    let lines = [
      StyledText("people  ", .muted) + StyledText(people)
        + StyledText("  guidance \(set): \(source)", .muted),
      StyledText("points  ", .muted)
        + StyledText("\(Figures.oneDecimal(load.points)) of \(Figures.oneDecimal(load.capacity))")
        + StyledText("  \(load.capacityWords)", .muted),
      StyledText("hours   ", .muted)
        + StyledText(
          "\(Figures.oneDecimal(load.hours)) of \(Figures.oneDecimal(load.hoursThere)) a week")
        + StyledText(
          "  contacts of the last four weeks and \(Figures.plain(shown.settings.points.minutesBesideContact)) minutes beside each",
          .muted),
      StyledText("year    ", .muted) + StyledText(shown.row.yearWords)
        + StyledText(
          shown.row.yearlyFigures.isEmpty
            ? "" : "  \(shown.row.yearlyFigures.map(\.sourceWords).joined(separator: "; "))",
          .muted),
    ]
    for (index, line) in lines.enumerated() {
      page.put(line, at: Position(x: 1, y: Rows(index + 1)), width: page.width - 2)
    }
    // The chosen one's points whole: its row has room for the first of them.
    let chosen = (selected.map(words) ?? "").wrapped(to: max(page.width - 2, 20))
    let foot = chosen.count > 1 || page.width < 100 ? min(chosen.count, 4) : 0
    let below = Rows(1 + (foot > 0 ? foot + 1 : 0))
    table.draw(on: page.sub(page.bounds.inset(left: 0, top: 6, right: 0, bottom: below))) {
      index in
      cases.indices.contains(index) ? line(cases[index]) : TableRow([])
    }
    for (index, text) in chosen.prefix(foot).enumerated() {
      page.put(
        StyledText(text, .soft),
        at: Position(x: 1, y: page.height - below + Rows(index + 1)), width: page.width - 2)
    }
    if load.unweighed > 0 {
      page.put(
        StyledText(
          "\(load.unweighed) not weighed yet, counted as standard: W weighs the chosen one",
          .muted), at: Position(x: 1, y: page.height - 1), width: page.width - 2)
    }
  }

  /// "Mwangi, Tom: 4.0 points: standard 3 + housing 1".
  private func words(_ one: WeighedCase) -> String {
    "\(one.row.person.listName), \(Figures.oneDecimal(one.points)) points: \(one.words)"
  }

  private func line(_ one: WeighedCase) -> TableRow {
    let contacts =
      one.recentContacts == 0
      ? "none in 4 weeks" : "\(one.recentContacts) · \(one.recentMinutes) min"
    return TableRow([
      .text(one.row.person.listName, .heading, .bold),
      .text(one.row.person.age(on: today).map(String.init) ?? "", .muted),
      .text(Figures.oneDecimal(one.points), one.isWeighed ? .text : .soft, .bold),
      .text(
        (covers[one.row.caseID].map { "\($0) · " } ?? "") + one.words,
        covers[one.row.caseID] != nil ? .accent : one.isWeighed ? .text : .soft),
      .text(contacts, .muted),
      .text(one.endsOn?.british ?? "", .muted),
    ])
  }
}

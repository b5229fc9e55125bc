// The team: one row a worker, so that a supervisor sees who carries too much, who
// could take more, who waits and why.

import Casebook
import Casework
import Foundation
import Terminal

/// What the team's commands need to know of where somebody is.
struct TeamContext: Equatable {
  /// The chosen worker's short name, where one is chosen.
  var name: String?
  /// Whether whoever looks oversees others, or, in a room, the worker whom it is about.
  var oversees = false
  /// Whether they oversee whoever holds the chosen case.
  var overseesHolder = false
  /// Why the chosen case is not theirs to give away; nil where it is.
  var moveRefusal: String?
  /// Whether the chosen worker is whoever looks.
  var isMe = false
  /// Whether the service's rules show them the whole team's cases.
  var seesTeam = true
  /// Whether something that a supervisor said is chosen, and which case it is about.
  var hasNote = false
  var noteCase: Identifier<Case>?
}

struct TeamScreen: DeskPage {
  let place = DeskContext.Place.team
  let canFind = true

  /// What the rows are sorted by.
  enum Order: String, CaseIterable {
    case load, name, open, year, waiting, late, unlogged, quiet, plan, supervised
  }

  /// What the rows are put together by.
  enum Grouping: String, CaseIterable {
    case none, supervisor, practice, network

    var words: String {
      switch self {
      case .none: "not grouped"
      case .supervisor: "by supervisor"
      case .practice: "by practice"
      case .network: "by network"
      }
    }
  }

  private(set) var team: Team?
  private(set) var input: ForecastInput?
  private(set) var forecast: Forecast?
  private(set) var waiting: WaitingList?
  /// In the order shown.
  private(set) var rows: [TeamRow] = []
  /// The chosen worker's weeks over guidance.
  private(set) var weeksOver: [OverCapacityWeek] = []
  private var weeksOverOf: Identifier<LinkWorker>?
  private var table = Table(id: "team", columns: TeamColumns.all)
  private(set) var order = Order.load
  private(set) var isDescending = false
  private(set) var grouping = Grouping.none
  private var filter = TextField(id: "team filter", placeholder: "part of a name or practice")
  private var isFiltering = false
  private var viewer: LinkWorker?

  var selected: TeamRow? {
    table.selectedRow.flatMap { rows.indices.contains($0) ? rows[$0] : nil }
  }
  var isTyping: Bool { isFiltering }
  var isNarrowed: Bool { !filter.text.isEmpty }
  var row: Int? { table.selectedRow }

  // MARK: Reading

  mutating func load(from book: Casebook, on today: Day) throws {
    try load(from: book, on: today, minute: 0)
  }

  mutating func load(from book: Casebook, at now: Date) throws {
    try load(from: book, on: Day(now), minute: DayClock.minute(of: now))
  }

  private mutating func load(from book: Casebook, on today: Day, minute: Int) throws {
    let before = selected?.worker.id
    viewer = book.worker
    let team = try book.team(on: today, minute: minute)
    self.team = team
    let input = try book.forecastInput(for: team)
    self.input = input
    forecast = Forecast(input)
    waiting = try book.waitingList(
      heldBy: team.members.map(\.worker.id), first: TeamPanes.mostWaiting, on: today)
    weeksOverOf = nil
    lay(keeping: before)
    try window(from: book)
  }

  /// Reads what is shown of the chosen worker alone.
  mutating func window(from book: Casebook) throws {
    guard let team, let id = selected?.worker.id, weeksOverOf != id,
      let member = team.member(id)
    else { return }
    weeksOver = try book.overCapacityWeeks(of: member, settings: team.settings, on: team.today)
    weeksOverOf = id
  }

  mutating func select(row: Int, from book: Casebook) throws {
    table.select(row)
    try window(from: book)
  }

  mutating func select(_ id: Identifier<LinkWorker>, from book: Casebook) throws {
    if let place = rows.firstIndex(where: { $0.worker.id == id }) {
      try select(row: place, from: book)
    }
  }

  var arrangement: [String: String] {
    [
      "order": order.rawValue, "descending": isDescending ? "yes" : "no",
      "grouping": grouping.rawValue, "words": filter.text, "top": "\(table.top)",
    ]
  }

  mutating func arrange(as kept: [String: String]) {
    order = kept["order"].flatMap(Order.init) ?? .load
    isDescending = kept["descending"] == "yes"
    grouping = kept["grouping"].flatMap(Grouping.init) ?? .none
    filter.text = kept["words"] ?? ""
  }

  func scroll(as kept: [String: String]) { table.top = kept["top"].flatMap { Int($0) } ?? 0 }

  private mutating func lay(keeping chosen: Identifier<LinkWorker>?) {
    guard let team else { return }
    let words = PersonName.folded(filter.text)
    var rows = team.rows.filter { row in
      words.isEmpty
        || [row.worker.name, row.terms?.practice ?? "", row.terms?.network ?? ""]
          .contains { PersonName.folded($0).contains(words) }
    }
    let order = order
    rows.sort { order.precedes($0, $1) }
    if isDescending { rows.reverse() }
    var groups: [TableGroup] = []
    if grouping != .none {
      let names = rows.map { self.group(of: $0, team) }
      let titles = Set(names).sorted()
      let pairs = zip(names, rows)
      rows = []
      for title in titles {
        let members = pairs.filter { $0.0 == title }.map(\.1)
        let open = members.reduce(0) { $0 + $1.load.open }
        let waits = members.reduce(0) { $0 + $1.waiting }
        groups.append(
          TableGroup(
            firstRow: rows.count, title: title,
            note: "\(members.count) here · \(open) open · \(waits) waiting"))
        rows += members
      }
    }
    self.rows = rows
    table.rowCount = rows.count
    table.groups = groups
    // Names begin with A; of everything else there is most first.
    table.sortedBy = (order.rawValue, (order == .name) != isDescending)
    table.emptyText =
      filter.text.isEmpty
      ? "Nobody works here yet. “fingerpost users add” adds somebody."
      : "Nobody in the team is found by “\(filter.text)”."
    if let chosen, let place = rows.firstIndex(where: { $0.worker.id == chosen }) {
      table.select(place)
    }
  }

  private func group(of row: TeamRow, _ team: Team) -> String {
    switch grouping {
    case .none: return ""
    case .supervisor: return row.terms?.supervisorID.map(team.name) ?? "nobody supervises"
    case .practice:
      return row.terms.map(\.practice).flatMap { $0.isEmpty ? nil : $0 } ?? "no practice"
    case .network: return row.terms.map(\.network).flatMap { $0.isEmpty ? nil : $0 } ?? "no network"
    }
  }

  // MARK: Events

  mutating func update(_ event: Event, height: Rows) -> PageOutcome {
    if isFiltering, let outcome = updateFilter(event) { return outcome }
    if event.mouse(on: "team filter") != nil {
      isFiltering = true
      _ = filter.update(event)
      return .moved
    }
    switch table.update(event) {
    case .ignored: return .ignored
    case .moved, .marked: return .moved
    case .opened: return .act { $0.openLoad() }
    case .sort(let key):
      guard let order = Order(rawValue: key) else { return .moved }
      sort(by: order)
      return .moved
    }
  }

  private mutating func updateFilter(_ event: Event) -> PageOutcome? {
    switch event.key {
    case .escape?:
      isFiltering = false
      filter.text = ""
    case .enter?, .tab?: isFiltering = false
    case .up?, .down?, .pageUp?, .pageDown?: return nil
    default:
      if case .ignored = filter.update(event) { return nil }
    }
    lay(keeping: selected?.worker.id)
    return .moved
  }

  mutating func beginFinding() { isFiltering = true }

  mutating func back() -> Bool {
    guard isFiltering || !filter.text.isEmpty else { return false }
    isFiltering = false
    filter.text = ""
    lay(keeping: selected?.worker.id)
    return true
  }

  mutating func sort(by order: Order) {
    isDescending = self.order == order ? !isDescending : false
    self.order = order
    lay(keeping: selected?.worker.id)
  }

  mutating func sortByNext() {
    let all = Order.allCases
    order = all[((all.firstIndex(of: order) ?? 0) + 1) % all.count]
    isDescending = false
    lay(keeping: selected?.worker.id)
  }

  mutating func groupByNext() {
    let all = Grouping.allCases
    grouping = all[((all.firstIndex(of: grouping) ?? 0) + 1) % all.count]
    lay(keeping: selected?.worker.id)
  }

  func describe(_ context: inout DeskContext) {
    context.team.name = selected?.worker.listName
    if let id = selected?.worker.id {
      context.team.oversees = team?.oversight.oversees(id) ?? false
    }
    context.team.isMe = selected?.worker.id == viewer?.id
  }

  // MARK: Drawing

  func draw(on canvas: Canvas, in desk: Desk) {
    guard let team else { return }
    let page = canvas.sub(canvas.bounds.inset(left: 1, top: 0, right: 1, bottom: 0))
    drawHeading(team, on: page)
    let hasPanes = canvas.height >= 28
    var table = table
    let lines = rows.count + table.groups.count * 2
    let room = page.height.count - 2
    // Air between the rows where there is room for it.
    let roomy = hasPanes && table.groups.isEmpty && lines * 2 + 20 <= room
    table.spacing = roomy ? 1 : 0
    let wanted = lines * (roomy ? 2 : 1) + 1
    let tall = hasPanes ? min(max(wanted, 6), room - 17) : room
    table.draw(
      on: page.sub(Rect(x: 0, y: 2, width: page.width, height: Rows(tall))),
      isFocused: !isFiltering
    ) { index in
      rows.indices.contains(index)
        ? TeamColumns.row(rows[index], self.forecast, team) : TableRow([])
    }
    guard hasPanes else { return }
    let top = Rows(2 + tall + (roomy ? 0 : 1))
    page.line(horizontal: Position(x: 1, y: top), length: page.width - 2)
    let below = page.sub(page.bounds.inset(left: 1, top: top + 2, right: 1, bottom: 0))
    TeamPanes(
      screen: self, team: team,
      oversees: selected.map { team.oversight.oversees($0.worker.id) } ?? false,
      isMe: selected?.worker.id == viewer?.id
    )
    .draw(on: below)
  }

  private func drawHeading(_ team: Team, on canvas: Canvas) {
    let networks = Set(team.rows.compactMap(\.terms?.network)).subtracting([""]).sorted()
    // On a narrow screen two names would push the figures out.
    let most = canvas.width < 100 ? 1 : 2
    let title =
      networks.isEmpty || networks.count > most
      ? "The team" : networks.joined(separator: " and ")
    var line = StyledText(title, .heading, .bold)
    let open = team.rows.reduce(0) { $0 + $1.load.open }
    let count = team.rows.count
    var facts = ["\(count) worker\(count == 1 ? "" : "s")", "\(open) open"]
    if let waiting, waiting.count > 0 {
      facts.append("\(waiting.count) waiting")
      if let oldest = waiting.oldest {
        facts.append("oldest \(oldest) day\(oldest == 1 ? "" : "s")")
      }
    }
    if grouping != .none { facts.append(grouping.words) }
    // Where there is room for the column that it explains.
    if canvas.width >= 100 { facts.append("quiet is \(team.settings.quietDays) days") }
    line += StyledText("  " + facts.joined(separator: " · "), .soft)
    let used = canvas.put(line, at: Position(x: 1, y: 0), width: canvas.width - 2)
    if isFiltering || !filter.text.isEmpty, canvas.width > used + 14 {
      let place = Rect(x: used + 4, y: 0, width: min(40, canvas.width - used - 5), height: 1)
      canvas.put("/", at: Position(x: used + 3, y: 0), style: Style(.accent, on: .page, .bold))
      filter.draw(on: canvas.sub(place), isFocused: isFiltering)
    }
    // On a line of their own, so that they stand on a narrow screen too.
    var below = StyledText("")
    if let absent = team.absentSupervisors.first {
      below += StyledText("▲ \(absent.words)", .warning)
    }
    let roomy = team.rows.filter {
      $0.load.standing == .room && $0.away == nil && team.settings.roles.takesOver($0.worker)
    }
    if !roomy.isEmpty {
      let names = roomy.map(\.worker.listName).joined(separator: ", ")
      below += StyledText(below.columns > 0 ? "   " : "") + StyledText("+ could take more: ", .good)
      below += StyledText(names, .soft)
    }
    if below.columns > 0 { canvas.put(below, at: Position(x: 1, y: 1), width: canvas.width - 2) }
  }
}

extension TeamScreen.Order {
  /// Whether `a` comes before `b`: what needs a supervisor first.
  func precedes(_ a: TeamRow, _ b: TeamRow) -> Bool {
    func more<Value: Comparable>(_ value: (TeamRow) -> Value) -> Bool {
      value(a) == value(b) ? a.worker.name < b.worker.name : value(a) > value(b)
    }
    return switch self {
    case .load: TeamRow.needsMore(a, b)
    case .name: a.worker.name < b.worker.name
    case .open: more { $0.load.open }
    case .year: more(\.thisYear)
    case .waiting: more(\.waiting)
    case .late: more(\.overdue)
    case .unlogged: more(\.unlogged)
    case .quiet: more(\.quiet)
    case .plan: more { $0.withoutAgreement + $0.withoutReview }
    // Longest ago first, and never before that.
    case .supervised: more { -($0.lastSupervised?.number ?? -1_000_000) }
    }
  }
}

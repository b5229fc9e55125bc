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
  /// The chosen worker's weeks over guidance.
  private(set) var weeksOver: [OverCapacityWeek] = []
  private var weeksOverOf: Identifier<LinkWorker>?
  private var list = TeamLine.list
  private var viewer: LinkWorker?

  /// In the order shown.
  var rows: [TeamRow] { list.shownRows.map(\.row) }
  var order: Order { list.sortedBy.flatMap { Order(rawValue: $0.key) } ?? .load }
  var grouping: Grouping { list.grouping.map { TeamLine.groupings[$0] } ?? .none }
  var selected: TeamRow? { list.selected?.row }
  var isTyping: Bool { list.isFinding }
  var isNarrowed: Bool { !list.words.isEmpty }
  var row: Int? { list.selectedPlace }

  // MARK: Reading

  mutating func load(from book: Casebook, on today: Day) throws {
    try load(from: book, on: today, minute: 0)
  }

  mutating func load(from book: Casebook, at now: Date) throws {
    try load(from: book, on: Day(now), minute: DayClock.minute(of: now))
  }

  private mutating func load(from book: Casebook, on today: Day, minute: Int) throws {
    viewer = book.worker
    let team = try book.team(on: today, minute: minute)
    self.team = team
    let input = try book.forecastInput(for: team)
    self.input = input
    let forecast = Forecast(input)
    self.forecast = forecast
    waiting = try book.waitingList(
      heldBy: team.members.map(\.worker.id), first: TeamPanes.mostWaiting, on: today)
    weeksOverOf = nil
    list.show(team.rows.map { TeamLine($0, forecast, team) }) {
      $0.row.worker.id == $1.row.worker.id
    }
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
    list.select(row)
    try window(from: book)
  }

  mutating func select(_ id: Identifier<LinkWorker>, from book: Casebook) throws {
    if let place = rows.firstIndex(where: { $0.worker.id == id }) {
      try select(row: place, from: book)
    }
  }

  var arrangement: [String: String] {
    [
      "order": order.rawValue, "ascending": list.sortedBy?.ascending == true ? "yes" : "no",
      "grouping": grouping.rawValue, "words": list.words, "top": "\(list.top)",
    ]
  }

  mutating func arrange(as kept: [String: String]) {
    let order = kept["order"].flatMap(Order.init) ?? .load
    list.sort(by: order.rawValue, ascending: kept["ascending"] == "yes")
    list.group(by: kept["grouping"].flatMap(Grouping.init).flatMap(TeamLine.groupings.firstIndex))
    list.find(kept["words"] ?? "")
  }

  func scroll(as kept: [String: String]) { list.top = kept["top"].flatMap { Int($0) } ?? 0 }

  // MARK: Events

  mutating func update(_ event: Event, height: Rows) -> PageOutcome {
    switch list.update(event) {
    case .ignored: .ignored
    case .moved, .marked, .arranged: .moved
    case .opened(let line): .enter(LoadRoom(line.row.worker.id))
    }
  }

  mutating func beginFinding() { list.beginFinding() }

  mutating func back() -> Bool { list.back() }

  mutating func sort(by order: Order) { list.sort(by: order.rawValue) }

  mutating func sortByNext() {
    let all = Order.allCases
    sort(by: all[((all.firstIndex(of: order) ?? 0) + 1) % all.count])
  }

  mutating func groupByNext() { list.groupByNext() }

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
    let isTall = canvas.height >= 28
    var list = list
    let lines = list.shownRows.count + list.groupCount * 2
    let room = page.height.count - 2
    // Air between the rows where there is room for it.
    let roomy = isTall && list.groupCount == 0 && lines * 2 + 20 <= room
    list.spacing = roomy ? 1 : 0
    let wanted = lines * (roomy ? 2 : 1) + 1
    // A small team leaves room on a small screen too.
    let hasPanes = isTall || room - wanted >= TeamPanes.fewestRows + 3
    let tall = hasPanes ? min(max(wanted, 6), isTall ? room - 17 : room) : room
    list.drawList(on: page.sub(Rect(x: 0, y: 2, width: page.width, height: Rows(tall))))
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
    if list.isFinding || !list.words.isEmpty, canvas.width > used + 14 {
      let place = Rect(x: used + 4, y: 0, width: min(40, canvas.width - used - 5), height: 1)
      canvas.put("/", at: Position(x: used + 3, y: 0), style: Style(.accent, on: .page, .bold))
      list.drawField(on: canvas.sub(place))
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

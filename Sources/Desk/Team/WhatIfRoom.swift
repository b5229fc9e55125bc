// Twelve weeks ahead for one worker, and what would become of them if something were
// different. Left and right change how much of it.

import Casebook
import Casework
import Terminal

struct WhatIfRoom: DeskPage {
  func describe(_ context: inout DeskContext) { context.opensNothing = true }
  let place = DeskContext.Place.room("what if")
  let workerID: Identifier<LinkWorker>
  private var team: Team?
  private var input: ForecastInput?
  private var waiting = 0
  private(set) var tries: [Try] = []
  private var table = Table(id: "what if", columns: Self.columns)

  /// One thing that is tried, and what comes of it.
  struct Try {
    var choice: Choice
    var forecast: Forecast
  }

  /// What can be tried, with its measure.
  enum Choice: Equatable {
    case asItGoes
    case more(Int)
    case away(weeks: Int)
    case pause(weeks: Int)
    /// Whose first day is the first of a month, so many months on.
    case newWorker(months: Int, hours: Double)
    case takeUpWaiting
  }

  private var choices: [Choice] = [
    .asItGoes, .more(1), .more(5), .away(weeks: 4), .pause(weeks: 3),
    .newWorker(months: 0, hours: 1),
    .takeUpWaiting,
  ]

  init(_ workerID: Identifier<LinkWorker>) { self.workerID = workerID }

  private var selected: Try? {
    table.selectedRow.flatMap { tries.indices.contains($0) ? tries[$0] : nil }
  }

  mutating func load(from book: Casebook, on today: Day) throws {
    let team = try book.team(on: today)
    self.team = team
    input = try book.forecastInput(for: team)
    waiting = try book.waitingSpread(heldBy: [], on: today).count
    work()
  }

  private mutating func work() {
    guard let input else { return }
    tries = choices.map { choice in
      Try(choice: choice, forecast: Forecast(input.trying(whatIf(choice))))
    }
    table.rowCount = tries.count
    play()
  }

  /// Plays the chosen one through for its band: the others are worked out only.
  private mutating func play() {
    guard let place = table.selectedRow, tries.indices.contains(place),
      tries[place].forecast[workerID]?.low.isEmpty == true
    else { return }
    tries[place].forecast = tries[place].forecast.withSpread(seed: 1)
  }

  private func whatIf(_ choice: Choice) -> WhatIf {
    let today = input?.today ?? Day(number: 0)
    let monday = today.adding(days: 8 - today.weekday.rawValue)
    switch choice {
    case .asItGoes: return WhatIf("as it goes now", [])
    case .more(let people):
      return WhatIf("\(people) more to \(name)", [.more(people: people, to: workerID)])
    case .away(let weeks):
      return WhatIf(
        "\(name) away for \(weeks) week\(weeks == 1 ? "" : "s")",
        [.away(workerID, from: monday, to: monday.adding(days: weeks * 7 - 1))])
    case .pause(let weeks):
      return WhatIf(
        "no new ones to \(name) for \(weeks) week\(weeks == 1 ? "" : "s")",
        [.pause(workerID, until: today.adding(days: weeks * 7))])
    case .newWorker(let months, let hours):
      let start = firstDay(months)
      return WhatIf(
        "a new worker from 1 \(Day.monthNames[start.month - 1].prefix(3)), \(Figures.oneDecimal(hours)) WTE",
        [.newWorker(from: start, wholeTime: hours)])
    case .takeUpWaiting:
      return WhatIf("all \(waiting) whom nobody holds, shared out now", [.takeUp(people: waiting)])
    }
  }

  /// The first of the months that begin within these weeks.
  private var firstDays: [Day] {
    guard let input else { return [] }
    let next = Day(year: input.today.year, month: input.today.month, day: 1) ?? input.today
    let last = input.today.adding(days: input.weeks * 7 - 7)
    return (1...3).map { next.adding(months: $0) }.filter { $0 <= last }
  }

  /// A new worker's first day: January where that is within reach, or else the next month.
  /// `months` moves it on, or back where it is below 0.
  private func firstDay(_ months: Int) -> Day {
    let days = firstDays
    let usual = days.firstIndex { $0.month == 1 } ?? 0
    let place = min(max(usual + months, 0), max(days.count - 1, 0))
    return days.indices.contains(place) ? days[place] : input?.today ?? Day(number: 0)
  }

  private var name: String { team?.row(of: workerID)?.worker.listName ?? "them" }

  mutating func update(_ event: Event, height: Rows) -> PageOutcome {
    if event.key == .left || event.key == .right || event.key == .character("+")
      || event.key == .character("-")
    {
      let isMore = event.key == .right || event.key == .character("+")
      change(
        by: isMore ? 1 : -1,
        hours: event.key == .character("+") || event.key == .character("-"))
      return .moved
    }
    switch table.update(event) {
    case .ignored: return .ignored
    default:
      play()
      return .moved
    }
  }

  private mutating func change(by step: Int, hours isHours: Bool) {
    guard let place = table.selectedRow, choices.indices.contains(place) else { return }
    switch choices[place] {
    case .more(let people): choices[place] = .more(min(max(people + step, 1), 50))
    case .away(let weeks): choices[place] = .away(weeks: min(max(weeks + step, 1), 12))
    case .pause(let weeks): choices[place] = .pause(weeks: min(max(weeks + step, 1), 12))
    case .newWorker(let months, let hours):
      // A step beyond the months there are stays where it is.
      let moved = firstDay(months + step) == firstDay(months) ? months : months + step
      choices[place] =
        isHours
        ? .newWorker(months: months, hours: min(max(hours + Double(step) / 10, 0.1), 1))
        : .newWorker(months: moved, hours: hours)
    case .asItGoes, .takeUpWaiting: return
    }
    work()
  }

  // MARK: Drawing

  private static let columns = [
    TableColumn("What if", width: .flexible(min: 28, weight: 3), priority: .max),
    TableColumn("Now", width: .fixed(6), align: .right, priority: 7),
    TableColumn("Most", width: .fixed(6), align: .right, priority: 8),
    TableColumn("In 12 weeks", width: .fixed(11), align: .right, priority: 6),
    TableColumn("Guidance", width: .fixed(26), priority: 9),
    TableColumn("The others’ most", width: .fixed(22), priority: 3),
  ]

  func draw(on canvas: Canvas, in desk: Desk) {
    guard let team, let input, let row = team.row(of: workerID) else { return }
    let page = canvas.sub(canvas.bounds.inset(left: 1, top: 0, right: 1, bottom: 0))
    page.put(
      StyledText("The next 12 weeks of \(row.worker.name)", .heading, .bold)
        + StyledText("  in points, \(Figures.oneDecimal(row.load.capacity)) are right", .soft),
      at: Position(x: 1, y: 0), width: page.width - 2)
    let rows = Rows(tries.count + 1)
    table.draw(on: page.sub(Rect(x: 0, y: 2, width: page.width, height: rows))) { index in
      tries.indices.contains(index) ? line(tries[index], input) : TableRow([])
    }
    let top = rows + 3
    let explained = explanation(input, selected?.forecast, isWide: page.width >= 112)
    let foot = Rows(explained.count)
    let room = page.height - top - foot - 1
    if room >= 6, let mine = selected?.forecast[workerID] {
      var lines = [
        LineChart.Line("expected", mine.points, role: .accent),
        LineChart.Line("9 in 10 are below", mine.high, role: .muted),
        LineChart.Line("1 in 10 is below", mine.low, role: .muted),
      ]
      // What is right for them changes while they are away, and as they grow into the work.
      let isLevel = Set(mine.capacity.map { ($0 * 10).rounded() }).count == 1
      if !isLevel { lines.append(LineChart.Line("right for them", mine.capacity, role: .good)) }
      let labels = [0, 3, 6, 9, 12].map { input.today.adding(days: $0 * 7).shortBritish }
      LineChart(lines, labels: labels, level: isLevel ? mine.capacity.first : nil).draw(
        on: page.sub(Rect(x: 1, y: top, width: page.width - 2, height: room)))
    }
    for (index, words) in explained.enumerated() {
      page.put(
        StyledText(words, .muted),
        at: Position(x: 1, y: page.height - foot + Rows(index)), width: page.width - 2)
    }
  }

  private func line(_ one: Try, _ input: ForecastInput) -> TableRow {
    guard let mine = one.forecast[workerID] else { return TableRow([]) }
    let peak = mine.peak
    let isOver = mine.withinFrom != 0
    let others = one.forecast.workers.filter { $0.id != workerID && $0.id.text != "new worker" }
      .max { $0.peak.points / max(capacity($0), 1) < $1.peak.points / max(capacity($1), 1) }
    let otherWords = others.map {
      "\($0.name) \(Figures.oneDecimal($0.peak.points)) of \(Figures.plain(capacity($0)))"
    }
    return TableRow([
      .text(whatIf(one.choice).title, .text, one.choice == .asItGoes ? .bold : []),
      .text(Figures.oneDecimal(mine.points.first ?? 0), .soft),
      .text(Figures.oneDecimal(peak.points), isOver ? .warning : .good, .bold),
      .text(Figures.oneDecimal(mine.points.last ?? 0), .soft),
      .text(WhatIfWords.within(mine, from: input.today), isOver ? .warning : .good),
      .text(otherWords ?? "", .soft),
    ])
  }

  private func capacity(_ one: WorkerForecast) -> Double { one.capacity.max() ?? 0 }

  private func explanation(
    _ input: ForecastInput, _ forecast: Forecast?, isWide: Bool
  ) -> [String] {
    let rate = Figures.oneDecimal(input.workers.first { $0.id == workerID }?.rate ?? 0)
    let all = input.workers.reduce(0) { $0 + $1.rate }
    let team = Figures.oneDecimal(all)
    let now = input.workers.reduce(0) { $0 + $1.cases.count }
    let then = "in the long run \(Figures.oneDecimal(all * input.stay.mean)) open, now \(now)."
    var lines =
      isWide
      ? [
        "Stays \(input.stay.words). Planned reviews and ends are waited for.",
        "New people: \(rate) a week to \(name), \(team) to the team (last half year); \(then)",
      ] : ["Stays \(input.stay.words).", "New: \(rate) a week, team \(team); \(then)"]
    if let left = forecast?.uncovered, let most = left.max(), most > 0.05,
      let week = left.firstIndex(of: most)
    {
      lines.append(
        "Nobody is here to carry \(Figures.oneDecimal(most)) points in the week to \(input.today.adding(days: week * 7).shortBritish)."
      )
    }
    return lines
  }
}

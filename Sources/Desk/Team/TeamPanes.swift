// Below the team's table: what the chosen worker's load is made of, what would happen
// if, what can be done, and who waits.

import Casebook
import Casework
import Terminal

struct TeamPanes {
  let screen: TeamScreen
  let team: Team
  let oversees: Bool
  let isMe: Bool

  /// Below so many rows the panes would say too little.
  static let fewestRows = 7

  /// More than a screen is tall.
  static let mostWaiting = 120

  func draw(on canvas: Canvas) {
    // Where there is little room the keys are named at the foot alone.
    guard canvas.height >= 15 else { return drawLoad(on: canvas) }
    let (right, left) = canvas.bounds.splitRight(min(50, canvas.width * 45 / 100))
    drawLoad(on: canvas.sub(left.inset(left: 0, top: 0, right: 3, bottom: 0)))
    drawRight(on: canvas.sub(right))
  }

  private func drawLoad(on canvas: Canvas) {
    guard let row = screen.selected else { return }
    let load = row.load
    let run = OverCapacity.run(screen.weeksOver, on: team.today)
    var words = "\(Figures.oneDecimal(load.points)) of \(Figures.plain(load.capacity)) points, "
    words += load.standing.isOver && run > 1 ? "\(run) weeks over guidance" : load.standing.words
    canvas.put(
      StyledText(row.worker.listName.uppercased(), .muted, .bold) + StyledText("  " + words, .soft),
      at: .origin, width: canvas.width)
    var y: Rows = 2
    let figures: Columns = min(canvas.width, 60)
    let tries = whatIfs(row)
    let room = max(canvas.height.count - 7 - tries.count, 2)
    for item in shortened(load.summary, to: room) {
      canvas.put(StyledText(item.words), at: Position(x: 2, y: y), width: figures - 10)
      canvas.put(
        StyledText(Figures.oneDecimal(item.points)), at: Position(x: 2, y: y), width: figures - 2,
        align: .right)
      y += 1
    }
    canvas.put(
      StyledText(load.capacityWords, .soft), at: Position(x: 2, y: y), width: figures - 10)
    canvas.put(
      StyledText(Figures.oneDecimal(load.capacity), .soft), at: Position(x: 2, y: y),
      width: figures - 2, align: .right)
    y += 1
    canvas.put(
      StyledText(
        "as logged: \(Figures.oneDecimal(load.hours)) of \(Figures.oneDecimal(load.hoursThere)) hours a week",
        .soft), at: Position(x: 2, y: y), width: figures - 2)
    y += 1
    let source = row.yearlyFigures.first.map { " · \($0.sourceWords)" } ?? ""
    canvas.put(
      StyledText(row.yearWords + source, .soft), at: Position(x: 2, y: y), width: canvas.width - 2)
    y += 2
    for (index, line) in tries.enumerated() where y < canvas.height {
      if index == 0 { canvas.put(StyledText("What if", .muted), at: Position(x: 2, y: y)) }
      canvas.put(line, at: Position(x: 11, y: y), width: canvas.width - 11)
      y += 1
    }
  }

  /// The heaviest items, and the rest as one.
  private func shortened(_ items: [PointItem], to room: Int) -> [PointItem] {
    guard items.count > room, room > 0 else { return items }
    let kept = items.prefix(room - 1)
    let rest = items.dropFirst(room - 1)
    let names = rest.map(\.words).joined(separator: ", ")
    return kept + [PointItem(names, rest.reduce(0) { $0 + $1.points })]
  }

  private func whatIfs(_ row: TeamRow) -> [StyledText] {
    guard let input = screen.input, let now = screen.forecast?[row.worker.id] else { return [] }
    let five = Forecast(
      input.trying(WhatIf("five more", [.more(people: 5, to: row.worker.id)])))
    let until = team.today.adding(days: 21)
    let pause = Forecast(
      input.trying(WhatIf("a pause", [.pause(row.worker.id, until: until)])))
    func line(_ words: String, _ forecast: WorkerForecast?) -> StyledText {
      guard let forecast else { return "" }
      let peak = forecast.points.first ?? 0
      let over = peak > (forecast.capacity.first ?? 0) + 1e-9
      let text = StyledText(words).column(27)
      return text
        + StyledText(
          "\(Figures.oneDecimal(peak)), \(WhatIfWords.within(forecast, from: team.today))",
          over ? .warning : .good, .bold)
    }
    var lines = [line("five more come:", five[row.worker.id])]
    lines.append(line("no new ones until \(until.shortBritish):", pause[row.worker.id]))
    lines.append(line("as it goes now:", now))
    return lines
  }

  private func drawRight(on canvas: Canvas) {
    guard canvas.width > 20 else { return }
    canvas.put(StyledText("ASK OR ACT", .muted, .bold), at: .origin)
    let name = screen.selected?.worker.listName.split(separator: " ").first.map(String.init) ?? ""
    let weeks = screen.weeksOver.count
    var acts: [(String, String)] = [("Enter", "every point, case by case")]
    if oversees {
      acts += [
        ("m", "move cases, see both loads first"), ("a", "ask \(name), lands in their Today"),
        ("s", "supervision: the agenda is drawn"),
      ]
    } else if isMe {
      acts += [
        ("m", "move cases, see both loads first"), ("s", "supervision: the agenda is drawn"),
      ]
    }
    acts += [
      ("w", "what if more come, or somebody is away"),
      (
        "o",
        weeks == 0
          ? "over-capacity log: no weeks"
          : "over-capacity log, \(weeks) week\(weeks == 1 ? "" : "s") of evidence"
      ),
    ]
    var y: Rows = 2
    for (key, words) in acts {
      canvas.put(StyledText(key, .accent, .bold), at: Position(x: 0, y: y))
      canvas.put(StyledText(words), at: Position(x: 7, y: y), width: canvas.width - 7)
      canvas.mark(
        Rect(x: 0, y: y, width: canvas.width, height: 1), widget: "key", key: try? Key(key))
      y += 1
    }
    y += 1
    guard let waiting = screen.waiting, y + 3 < canvas.height else { return }
    canvas.put(
      StyledText("WAITING LIST", .muted, .bold) + StyledText("  \(waiting.count)", .muted)
        + StyledText("   l", .accent, .bold) + StyledText(" all of it", .soft),
      at: Position(x: 0, y: y))
    y += 1
    for place in waiting.places.prefix(max(0, (canvas.height - y).count)) {
      let age = place.row.person.age(on: team.today).map(String.init) ?? ""
      let line =
        StyledText(place.row.person.listName, .heading).column(13)
        + StyledText(age, .muted).column(4)
        + StyledText(place.risks.isEmpty ? place.row.need : place.risks, .text)
      canvas.put(line, at: Position(x: 0, y: y), width: canvas.width - 6)
      canvas.put(
        StyledText("\(place.days)d", place.days > 10 ? .warning : .soft), at: Position(x: 0, y: y),
        width: canvas.width, align: .right)
      y += 1
    }
  }
}

enum WhatIfWords {
  /// "within from 07/12", "over to 15/02 and on", "within guidance".
  static func within(_ forecast: WorkerForecast, from today: Day) -> String {
    let weeks = forecast.points.count - 1
    func day(_ week: Int) -> String { today.adding(days: week * 7).shortBritish }
    switch forecast.withinFrom {
    case 0?: return "within guidance"
    case let week?: return "within from \(day(week))"
    case nil: return "over to \(day(weeks)) and on"
    }
  }
}

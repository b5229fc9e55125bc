// Beside today's list: how the worker's own caseload stands, in the same figures as the
// supervisor sees, and what a supervisor has said to them.

import Casebook
import Casework
import Foundation
import Terminal

/// How the worker's caseload stands, read at one moment.
struct TodayLoad {
  var load: MemberLoad
  var forecast: WorkerForecast?
  /// Questions and agreed actions that wait for the worker.
  var notes: [ShownNote]
  /// What a supervisor said they have seen in the last days.
  var seen: [ShownNote]
  /// What others answered in the last days to what this worker asked of them.
  var answered: [ShownNote]
  /// What was agreed in supervision and is due within a week, or late.
  var actions: [SupervisionAction]

  init?(from book: Casebook, on today: Day) throws {
    guard let load = try book.load(of: book.worker.id, on: today) else { return nil }
    self.load = load
    let input = ForecastInput(
      members: [load.member], rows: [load.row], stay: try book.lengthOfStay(on: today),
      model: load.settings.points, guidance: load.settings.guidance, on: today)
    forecast = Forecast(input).workers.first
    notes = try book.waitingNotes(for: book.worker.id)
    seen = try book.notes(for: book.worker.id, limit: 20).filter {
      $0.note.kind == .acknowledged && Day($0.note.at).days(until: today) <= 3
    }
    answered = try book.answers(to: book.worker.id, since: today.adding(days: -3))
    actions = try book.openSupervisionActions(of: book.worker.id).filter {
      $0.by.map { today.days(until: $0) <= 7 } ?? false
    }
  }

  /// Whether a supervisor has said anything that stands in the list.
  var hasWords: Bool { !notes.isEmpty || !actions.isEmpty || !seen.isEmpty || !answered.isEmpty }

  /// "CYP, 1.0 WTE".
  var guidanceWords: String {
    let choice = load.row.terms?.guidance ?? ""
    let guidance = load.settings.guidance
    let name = guidance.words(for: choice.isEmpty ? guidance.usual : choice)
    return "\(name), \(Figures.wholeTime(load.row.worker.wholeTimeEquivalent)) WTE"
  }

  // MARK: Rows of the list

  static func row(_ one: ShownNote, on today: Day) -> SectionRow {
    let isLate = one.note.by.map { $0 < today } ?? false
    let sign = isLate ? StyledText("▲ ", .warning) : StyledText("  ")
    let who = StyledText(one.about.isEmpty ? one.from : one.about, .heading, .bold).column(17)
    let kind = one.note.kind == .question ? "asks: " : "agreed: "
    let from = one.about.isEmpty ? kind : "\(firstName(one.from)) \(kind)"
    let left =
      sign + who + StyledText(" ") + StyledText(from, .muted) + StyledText(one.note.text)
    let by = one.note.by.map { "by \($0.shortBritish)" } ?? Day(one.note.at).shortBritish
    return SectionRow([RowLine(left: left, right: StyledText(by, isLate ? .warning : .soft))])
  }

  static func row(_ action: SupervisionAction, on today: Day) -> SectionRow {
    let isLate = action.by.map { $0 < today } ?? false
    let left =
      (isLate ? StyledText("▲ ", .warning) : StyledText("  "))
      + StyledText("Supervision", .heading, .bold).column(17) + StyledText(" ")
      + StyledText(action.what)
    let by = action.by.map { "by \($0.shortBritish)" } ?? ""
    return SectionRow([RowLine(left: left, right: StyledText(by, isLate ? .warning : .soft))])
  }

  static func words(answered one: ShownNote) -> SectionRow {
    let about = one.about.isEmpty ? "" : " about \(one.about)"
    let words = one.note.answer.isEmpty ? "done" : one.note.answer
    return .words("✓ \(firstName(one.to)) answers\(about): \(words)", .muted)
  }

  static func words(seen one: ShownNote) -> SectionRow {
    let about = one.about.isEmpty ? "" : "\(one.about)’s record"
    return .words("✓ \(firstName(one.from)) has seen \(about): \(one.note.text)", .muted)
  }

  private static func firstName(_ name: String) -> String {
    name.split(separator: " ").first.map(String.init) ?? name
  }

  // MARK: The pane

  /// Draws the three ways of counting and the weeks ahead.
  ///
  /// - Returns: rows used.
  func draw(on canvas: Canvas, today: Day) -> Rows {
    canvas.put(StyledText("YOUR CASELOAD", .muted, .bold), at: .origin)
    canvas.put(
      StyledText("guidance: \(guidanceWords)", .muted), at: .origin, width: canvas.width,
      align: .right)
    let row = load.row
    let standing = row.load
    let role = TeamColumns.role(standing.standing)
    if let band = standing.band {
      let people = band.people
      line(
        "Open", "\(standing.open)", Double(standing.open),
        Double(people.lowerBound)...Double(people.upperBound), "guide \(band.words)",
        isOver: standing.open > people.upperBound, at: 2, on: canvas)
    } else {
      line("Open", "\(standing.open)", 0, 0...1, "", isOver: false, at: 2, on: canvas)
    }
    line(
      "Load", Figures.oneDecimal(standing.points), standing.points,
      standing.capacity * 0.9...max(standing.capacity, 0.1),
      "of \(Figures.plain(standing.capacity)) points",
      isOver: standing.points > standing.capacity + 1e-9, at: 3, on: canvas)
    if let yearly = row.yearly {
      line(
        "This year", "\(row.thisYear)", Double(row.thisYear),
        Double(yearly.lowerBound)...Double(max(yearly.upperBound, 1)),
        "on course for \(row.onCourse)", isOver: row.onCourse > yearly.upperBound, at: 4,
        on: canvas)
    } else {
      canvas.put(StyledText("This year"), at: Position(x: 0, y: 4))
      canvas.put(
        StyledText("\(row.thisYear), on course for \(row.onCourse)", .soft),
        at: Position(x: 10, y: 4), width: canvas.width - 10)
    }
    let words =
      standing.standing.isOver ? "\(standing.standing.sign) \(standing.standing.words)" : ""
    let source = standing.band?.figures.first.map { "guide: \($0.source)" } ?? ""
    let beside: Columns = words.isEmpty ? 0 : words.columns + 2
    canvas.put(StyledText(source, .muted), at: Position(x: 0, y: 5), width: canvas.width - beside)
    canvas.put(
      StyledText(words, role, .bold), at: Position(x: 0, y: 5), width: canvas.width, align: .right)
    if let forecast {
      canvas.put(StyledText("Next 12 weeks"), at: Position(x: 0, y: 7))
      canvas.put(TeamColumns.sparkline(row, forecast), at: Position(x: 15, y: 7))
      canvas.put(
        StyledText(peakWords(forecast, today), .soft), at: Position(x: 0, y: 7),
        width: canvas.width, align: .right)
    }
    return 8
  }

  private func peakWords(_ forecast: WorkerForecast, _ today: Day) -> String {
    let own = forecast.own
    guard let most = own.max(), let week = own.firstIndex(of: most), week > 0 else {
      return "falling"
    }
    let day = today.adding(days: week * 7)
    return "peaks \(day.day) \(Day.monthNames[day.month - 1].prefix(3))"
  }

  private func line(
    _ label: String, _ figure: String, _ value: Double, _ band: ClosedRange<Double>,
    _ words: String, isOver: Bool, at y: Rows, on canvas: Canvas
  ) {
    canvas.put(StyledText(label), at: Position(x: 0, y: y))
    canvas.put(
      StyledText(figure, .heading, .bold), at: Position(x: 9, y: y), width: 5, align: .right)
    let right = isOver ? "\(words) ▲" : words
    let room = canvas.width - 16 - right.columns - 1
    if room >= 6 {
      Gauge(
        value: value, range: 0...max(band.upperBound * 1.4, value, 0.1), band: band,
        role: isOver ? .warning : .good
      ).draw(on: canvas.sub(Rect(x: 15, y: y, width: room, height: 1)))
    }
    canvas.put(
      StyledText(right, isOver ? .warning : .soft), at: Position(x: 0, y: y), width: canvas.width,
      align: .right)
  }
}

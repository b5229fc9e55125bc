// Every week above guidance, what was done about it, and the way to hand it on.

import Casebook
import Casework
import Exchange
import Foundation
import Terminal

struct OverCapacityRoom: TablePage {
  var enterWords: String { "say what was done" }
  let place = DeskContext.Place.room("over")
  /// Nil is the whole team.
  let workerID: Identifier<LinkWorker>?
  private(set) var weeks: [OverCapacityWeek] = []
  private var oversight: Oversight?
  var table = Table(id: "over", columns: Self.columns)

  init(_ workerID: Identifier<LinkWorker>?) { self.workerID = workerID }

  var selected: OverCapacityWeek? {
    table.selectedRow.flatMap { weeks.indices.contains($0) ? weeks[$0] : nil }
  }

  mutating func load(from book: Casebook, on today: Day) throws {
    let team = try book.team(on: today)
    oversight = team.oversight
    weeks = try book.overCapacityWeeks(of: team).filter {
      workerID == nil || $0.workerID == workerID
    }
    table.rowCount = weeks.count
    table.emptyText = "No week in the last half year was over guidance."
  }

  /// Whether this worker's weeks may be answered and handed on by whoever looks.
  private func may(_ worker: Identifier<LinkWorker>) -> Bool {
    oversight.map { $0.worker.id == worker || $0.oversees(worker) } ?? false
  }

  func describe(_ context: inout DeskContext) {
    context.team.oversees = weeks.allSatisfy { may($0.workerID) }
  }

  mutating func update(_ event: Event, height: Rows) -> PageOutcome {
    switch table.update(event) {
    case .ignored: return .ignored
    case .opened:
      guard let selected, may(selected.workerID) else {
        return .act {
          $0.toast = Toast(
            "What was done is said by them, or by a supervisor.", role: .warning)
        }
      }
      return .act { $0.sayWhatWasDone() }
    default: return .moved
    }
  }

  private static let columns = [
    TableColumn("Week of", width: .fixed(10), priority: .max),
    TableColumn("Who", width: .flexible(min: 14, weight: 1), priority: 9),
    TableColumn("Open", width: .fixed(9), align: .right, priority: 8),
    TableColumn("Points", width: .fixed(14), align: .right, priority: 8),
    TableColumn("What was done", width: .flexible(min: 20, weight: 4), priority: 7),
  ]

  func draw(on canvas: Canvas, in desk: Desk) {
    let page = canvas.sub(canvas.bounds.inset(left: 1, top: 0, right: 1, bottom: 0))
    let open = weeks.count { $0.done.isEmpty }
    page.put(
      StyledText("Weeks over guidance", .heading, .bold)
        + StyledText(
          "  \(weeks.count) in half a year\(open > 0 ? " · \(open) without a word on what was done" : "")",
          .soft), at: Position(x: 1, y: 0), width: page.width - 2)
    page.put(
      StyledText(
        "counted each Friday from who held what; a week that is over keeps its figures", .muted),
      at: Position(x: 1, y: 1), width: page.width - 2)
    table.draw(on: page.sub(page.bounds.inset(left: 0, top: 3, right: 0, bottom: 2))) { index in
      guard weeks.indices.contains(index) else { return TableRow([]) }
      let week = weeks[index]
      return TableRow([
        .text(week.monday.british, .soft),
        .text(week.workerName, .heading, .bold),
        .text(week.most.map { "\(week.open) of \($0)" } ?? "\(week.open)"),
        .text("\(Figures.oneDecimal(week.points)) of \(Figures.oneDecimal(week.capacity))"),
        week.done.isEmpty ? .text("nothing said yet", .muted) : .text(week.done),
      ])
    }
    if let selected {
      page.put(
        StyledText("guidance: \(selected.guidance)", .muted),
        at: Position(x: 1, y: page.height - 1), width: page.width - 2)
    }
  }
}

extension Desk {
  /// Keeps the weeks that are over as they are counted now, once a week and desk.
  mutating func countWeeks() {
    let (day, now) = (today, setting.now())
    let monday = day.adding(days: 1 - day.weekday.rawValue)
    guard countedTo != monday else { return }
    attempt { desk in
      do {
        try desk.withBook { _ = try $0.countFinishedWeeks(of: $0.team(on: day), at: now) }
        desk.countedTo = monday
      } catch CasebookError.diskFull, CasebookError.readOnly, CasebookError.busy {
        // The team can be looked at all the same; they are counted the next time.
      }
    }
  }

  /// Asks what was done about the chosen week.
  mutating func sayWhatWasDone() {
    guard let week = (current as? OverCapacityRoom)?.selected else { return }
    show(
      TeamForms.done(week),
      FormPurpose { desk, form in
        let now = desk.setting.now()
        return FormEnd(
          desk.save("Kept in the over-capacity log") {
            try $0.keep(
              overCapacity: form.text("done"), of: week.workerID, week: week.monday, at: now)
          })
      })
  }

  /// Asks where to write the log for a manager.
  mutating func exportOverCapacity() {
    guard let room = current as? OverCapacityRoom else { return }
    let whose = room.workerID
    var weeks = room.weeks
    attempt { desk in
      // All that was ever counted, not the half year that the page shows.
      weeks = try desk.withBook { book in
        try book.overCapacityWeeks(of: book.team(on: desk.today), weeks: nil)
          .filter { whose == nil || $0.workerID == whose }
      }
    }
    let all = weeks
    show(
      TeamForms.export(on: today),
      FormPurpose { desk, form in
        let path = (form.text("path") as NSString).expandingTildeInPath
        do {
          try OverCapacityList.write(all, to: URL(fileURLWithPath: path))
        } catch let error as PrivateFileError {
          throw FormProblem(field: "path", why: error.description)
        }
        desk.overlay = nil
        desk.toast = Toast(
          "Written to \(path): \(all.count) weeks, workers’ names, nobody else’s")
        return .movedOn
      })
  }
}

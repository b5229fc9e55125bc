// What lies before a team and behind it, in plain lines and in JSON: the weeks ahead, what
// supervision should look at, and the weeks over guidance.

import ArgumentParser
import Casebook
import Casework
import Exchange
import Foundation

struct TeamForecast: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forecast", abstract: "The next 12 weeks, in points, and what if.",
    discussion: "The arithmetic and its seed are fixed: the same casebook gives the same figures.")

  @Option(help: ArgumentHelp("So many more people for --worker.", valueName: "people"))
  var more: Int?

  @Option(help: ArgumentHelp("--worker is away for so many weeks from Monday.", valueName: "weeks"))
  var away: Int?

  @Option(help: "Whom --more or --away is about.")
  var worker: String?

  @Flag(help: "A new whole-time worker from January.")
  var newWorker = false

  @Flag(help: "Print JSON.")
  var json = false

  @OptionGroup var casebook: CasebookOptions

  private struct Object: Encodable {
    var name: String
    var people: [Double]
    var points: [Double]
    var capacity: [Double]
    var low: [Double]
    var high: [Double]
  }

  func validate() throws {
    if more != nil || away != nil, worker == nil {
      throw ValidationError("Say whom with --worker NAME.")
    }
    if let more, !(1...500).contains(more) { throw ValidationError("--more is from 1 to 500.") }
    if let away, !(1...52).contains(away) { throw ValidationError("--away is from 1 to 52 weeks.") }
  }

  func run() throws {
    let book = try casebook.openForTeam()
    defer { book.close() }
    let today = Day(Date())
    let team = try book.team(on: today)
    var changes: [WhatIf.Change] = []
    if let worker {
      let id = try team.member(named: worker).worker.id
      if let more { changes.append(.more(people: more, to: id)) }
      let monday = today.adding(days: 8 - today.weekday.rawValue)
      if let away {
        changes.append(.away(id, from: monday, to: monday.adding(days: away * 7 - 1)))
      }
    }
    if newWorker, let january = Day(year: today.year + 1, month: 1, day: 1) {
      changes.append(.newWorker(from: january, wholeTime: 1))
    }
    let input = try book.forecastInput(for: team).trying(WhatIf("asked", changes))
    let forecast = Forecast(input).withSpread(seed: 1)
    func tenths(_ values: [Double]) -> [Double] { values.map { ($0 * 10).rounded() / 10 } }
    if json {
      return try JSON.print(
        forecast.workers.map {
          Object(
            name: $0.name, people: tenths($0.people), points: tenths($0.points),
            capacity: tenths($0.capacity), low: tenths($0.low), high: tenths($0.high))
        })
    }
    Lines.print("How long people stay: \(input.stay.words)")
    for one in forecast.workers {
      let weeks = one.points.map { Figures.oneDecimal($0) }.joined(separator: " ")
      Lines.print(
        "\(one.name): \(weeks) points, now and after each week · 9 in 10 below \(Figures.oneDecimal(one.high.max() ?? 0))"
      )
    }
  }
}

struct TeamAgenda: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "agenda", abstract: "What supervision of a worker should look at.")

  @Argument(help: "Whose supervision.")
  var name: String

  @Flag(help: "Print JSON.")
  var json = false

  @OptionGroup var casebook: CasebookOptions

  private struct Object: Encodable {
    var kind: SupervisionAgendaItem.Kind
    var text: String
    var caseId: String?
  }

  func run() throws {
    let book = try casebook.openForTeam()
    defer { book.close() }
    let today = Day(Date())
    let team = try book.team(on: today)
    let member = try team.member(named: name)
    guard team.oversight.oversees(member.worker.id) || member.worker.id == book.worker.id else {
      throw CasebookError.refused("A supervisor sees the agenda of others. Nothing was read.")
    }
    guard let row = team.row(of: member.worker.id) else { return }
    let weeks = try book.overCapacityWeeks(of: member, settings: team.settings, on: today)
    let items = SupervisionAgenda.items(
      row, sessions: member.sessions, weeksOver: OverCapacity.run(weeks, on: today),
      guidance: team.settings.guidance,
      audits: try book.recordsToAudit(of: row, rules: team.settings.supervision, on: today).count,
      on: today)
    if json {
      return try JSON.print(
        items.map { Object(kind: $0.kind, text: $0.text, caseId: $0.caseID?.text) })
    }
    for item in items { Lines.print("\(item.kind.words): \(item.text)") }
    if items.isEmpty { Lines.print("Nothing asks for time.") }
  }
}

struct TeamOverCapacity: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "over-capacity",
    abstract: "Every week over guidance of the last half year, and what was done.")

  @Option(help: ArgumentHelp("Write a spreadsheet for a manager to this file.", valueName: "file"))
  var csv: String?

  @Flag(help: "Print JSON.")
  var json = false

  @OptionGroup var casebook: CasebookOptions

  private struct Object: Encodable {
    var week: Day
    var worker: String
    var open: Int
    var guidanceUpTo: Int?
    var points: Double
    var capacity: Double
    var guidance: String
    var done: String
  }

  func run() throws {
    let book = try casebook.openForTeam()
    defer { book.close() }
    let team = try book.team(on: Day(Date()))
    let weeks = try book.overCapacityWeeks(of: team, weeks: csv == nil ? 26 : nil)
    if let csv {
      let own = book.worker.id
      guard team.oversight.oversees || weeks.allSatisfy({ $0.workerID == own }) else {
        throw CasebookError.refused(
          "A supervisor hands on the weeks of others. Nothing was written.")
      }
      try OverCapacityList.write(weeks, to: URL(fileURLWithPath: csv))
      Lines.print("Written to \(csv): \(weeks.count) weeks.")
      return
    }
    if json {
      return try JSON.print(
        weeks.map {
          Object(
            week: $0.monday, worker: $0.workerName, open: $0.open, guidanceUpTo: $0.most,
            points: $0.points, capacity: $0.capacity, guidance: $0.guidance, done: $0.done)
        })
    }
    for week in weeks {
      Lines.print(
        "\(week.monday.british) · \(week.workerName) · \(week.words) · \(week.done.isEmpty ? "nothing said yet" : week.done)"
      )
    }
    if weeks.isEmpty { Lines.print("No week in the last half year was over guidance.") }
  }
}

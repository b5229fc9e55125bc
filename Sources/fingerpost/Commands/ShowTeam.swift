// The team in plain lines and in JSON: the same rows as the desk's table, the waiting
// list, one worker's points, the weeks ahead, and the weeks over guidance.

import ArgumentParser
import Casebook
import Casework
import Foundation

struct ShowTeam: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "team", abstract: "Who carries too much, who could take more, who waits.",
    subcommands: [
      TeamRows.self, TeamWaiting.self, TeamLoad.self, TeamForecast.self, TeamAgenda.self,
      TeamOverCapacity.self,
    ], defaultSubcommand: TeamRows.self)
}

extension CasebookOptions {
  /// Opens the casebook with the weeks counted that are over.
  func openForTeam() throws -> Casebook {
    let book = try open()
    try book.countFinishedWeeks(of: book.team(on: Day(Date())))
    return book
  }
}

extension Team {
  /// The one member whose name begins with, or has in it, what was typed.
  func member(named name: String) throws -> TeamMember {
    let folded = PersonName.folded(name)
    let exact = members.filter { PersonName.folded($0.worker.name) == folded }
    let found =
      exact.isEmpty
      ? members.filter { PersonName.folded($0.worker.name).contains(folded) } : exact
    guard let one = found.first, found.count == 1 else {
      let names = members.map(\.worker.name).joined(separator: ", ")
      throw CasebookError.refused(
        found.isEmpty
          ? "Nobody in your team is called “\(name)”. There are: \(names)."
          : "Several in your team are called “\(name)”: \(found.map(\.worker.name).joined(separator: ", "))."
      )
    }
    return one
  }
}

struct TeamRows: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "One line a worker.")

  @Flag(help: "Print JSON.")
  var json = false

  @OptionGroup var casebook: CasebookOptions

  func run() throws {
    let book = try casebook.openForTeam()
    defer { book.close() }
    let now = Date()
    let today = Day(now)
    let team = try book.team(on: today, minute: DayClock.minute(of: now))
    let forecast = Forecast(try book.forecastInput(for: team))
    let rows = try team.rows.sorted(by: TeamRow.needsMore).map { row in
      let weeks = try team.member(row.worker.id).map {
        try book.overCapacityWeeks(of: $0, settings: team.settings, on: today)
      }
      return TeamObject(
        row, forecast[row.worker.id], weeksOver: OverCapacity.run(weeks ?? [], on: today),
        guidance: team.settings.guidance, on: today)
    }
    if json { return try JSON.print(rows) }
    for absent in team.absentSupervisors { Lines.print(absent.words + ".") }
    for row in rows { Lines.print(row.line) }
    if rows.isEmpty { Lines.print("Nobody works here yet.") }
  }
}

/// A row of the team in JSON.
struct TeamObject: Encodable {
  var id: String
  var name: String
  var role: WorkerRole
  var wholeTimeEquivalent: Double
  var isNew: Bool
  var guidance: String
  var open: Int
  var guideLow: Int?
  var guideHigh: Int?
  var points: Double
  var capacity: Double
  var hoursAWeek: Double
  var hoursThere: Double
  var standing: String
  var weeksOver: Int
  var thisYear: Int
  var onCourse: Int
  var yearlyLow: Int?
  var yearlyHigh: Int?
  var waiting: Int
  var longestWaitDays: Int?
  var overdue: Int
  var unlogged: Int
  var outOfContact: Int
  var outOfContactAfterDays: Int
  var plansWithoutAgreement: Int
  var plansWithoutReview: Int
  var lastSupervised: Day?
  var supervisionDue: Day?
  var supervisionKind: SupervisionKind?
  var awayTo: Day?
  var practice: String
  var network: String
  var forecastPoints: [Double]

  init(
    _ row: TeamRow, _ forecast: WorkerForecast?, weeksOver: Int, guidance: CaseloadGuidance,
    on today: Day
  ) {
    func tenths(_ value: Double) -> Double { (value * 10).rounded() / 10 }
    id = row.worker.id.text
    name = row.worker.name
    role = row.worker.role
    wholeTimeEquivalent = row.worker.wholeTimeEquivalent
    isNew = row.isNew
    let choice = row.terms?.guidance ?? ""
    self.guidance = guidance.words(for: choice.isEmpty ? guidance.usual : choice)
    open = row.load.open
    guideLow = row.load.band?.people.lowerBound
    guideHigh = row.load.band?.people.upperBound
    points = tenths(row.load.points)
    capacity = tenths(row.load.capacity)
    hoursAWeek = tenths(row.load.hours)
    hoursThere = tenths(row.load.hoursThere)
    standing = row.load.standing.words
    self.weeksOver = weeksOver
    thisYear = row.thisYear
    onCourse = row.onCourse
    yearlyLow = row.yearly?.lowerBound
    yearlyHigh = row.yearly?.upperBound
    waiting = row.waiting
    longestWaitDays = row.longestWait
    overdue = row.overdue
    unlogged = row.unlogged
    outOfContact = row.quiet
    outOfContactAfterDays = row.quietDays
    plansWithoutAgreement = row.withoutAgreement
    plansWithoutReview = row.withoutReview
    lastSupervised = row.lastSupervised
    supervisionDue = row.supervisionDue?.on
    supervisionKind = row.supervisionDue?.kind
    awayTo = row.away?.to
    practice = row.terms?.practice ?? ""
    network = row.terms?.network ?? ""
    forecastPoints = (forecast?.own ?? []).map(tenths)
  }

  var line: String {
    var parts = [name]
    if let awayTo { parts[0] += ", away to \(awayTo.british)" }
    let guide = guideLow.flatMap { low in guideHigh.map { ", guide \(low)–\($0)" } } ?? ""
    parts.append("\(open) open\(guide)")
    parts.append("\(Figures.oneDecimal(points)) of \(Figures.oneDecimal(capacity)) points")
    parts.append(weeksOver > 1 ? "\(standing), \(weeksOver) weeks" : standing)
    parts.append(
      "\(Figures.oneDecimal(hoursAWeek)) of \(Figures.oneDecimal(hoursThere)) hours a week")
    parts.append("\(thisYear) this year, on course for \(onCourse)")
    parts.append("\(waiting) waiting")
    parts.append("\(overdue) late")
    parts.append("\(unlogged) unlogged")
    parts.append("\(outOfContact) out of contact")
    parts.append("\(plansWithoutAgreement + plansWithoutReview) without agreement or review")
    parts.append("supervised \(lastSupervised?.british ?? "never")")
    return parts.joined(separator: " · ")
  }
}

struct TeamWaiting: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "waiting", abstract: "Who waits to be spoken with, in order, with the reason.")

  @Flag(help: "Print JSON.")
  var json = false

  @OptionGroup var casebook: CasebookOptions

  private struct Object: Encodable {
    var place: Int
    var caseId: String
    var name: String
    var age: Int?
    var days: Int
    var weight: Int
    var risks: [String]
    var holder: String?
  }

  func run() throws {
    let book = try casebook.openForTeam()
    defer { book.close() }
    let today = Day(Date())
    let team = try book.team(on: today)
    let list = try book.waitingList(heldBy: team.members.map(\.worker.id), on: today)
    if json {
      return try JSON.print(
        list.places.enumerated().map { index, one in
          Object(
            place: index + 1, caseId: one.row.caseID.text, name: one.row.person.fullName,
            age: one.row.person.age(on: today), days: one.days, weight: one.weight,
            risks: one.moves.map(\.label),
            holder: one.row.holderName.isEmpty ? nil : one.row.holderName)
        })
    }
    Lines.print(list.words)
    for (index, one) in list.places.enumerated() {
      let age = one.row.person.age(on: today).map { ", \($0)" } ?? ""
      let holder = one.row.holderName.isEmpty ? "nobody holds it" : one.row.holderName
      Lines.print("\(index + 1). \(one.row.person.fullName)\(age) · \(one.words) · \(holder)")
    }
  }
}

struct TeamLoad: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "load", abstract: "Every point of one worker’s load, in words.")

  @Argument(help: "Whose; you, where nobody is named.")
  var name: String?

  @Flag(help: "Print JSON.")
  var json = false

  @OptionGroup var casebook: CasebookOptions

  private struct Object: Encodable {
    struct Item: Encodable {
      var words: String
      var points: Double
    }
    var caseId: String
    var name: String
    var points: Double
    var weighed: Bool
    var items: [Item]
    var contactsInFourWeeks: Int
    var minutesInFourWeeks: Int
  }

  func run() throws {
    let book = try casebook.openForTeam()
    defer { book.close() }
    let today = Day(Date())
    let id = try name.map { try book.team(on: today).member(named: $0).worker.id } ?? book.worker.id
    guard let shown = try book.load(of: id, on: today) else { return }
    let load = shown.row.load
    if json {
      return try JSON.print(
        load.cases.map { one in
          Object(
            caseId: one.row.caseID.text, name: one.row.person.listName, points: one.points,
            weighed: one.isWeighed,
            items: one.items.map { Object.Item(words: $0.words, points: $0.points) },
            contactsInFourWeeks: one.recentContacts, minutesInFourWeeks: one.recentMinutes)
        })
    }
    Lines.print("\(shown.row.worker.name): \(load.standing.words)")
    let sources = load.band?.figures.map(\.sourceWords).joined(separator: "; ") ?? ""
    Lines.print(
      "people: \(load.open)\(load.band.map { " of \($0.words)" } ?? "")\(sources.isEmpty ? "" : " · \(sources)")"
    )
    Lines.print(
      "points: \(Figures.oneDecimal(load.points)) of \(Figures.oneDecimal(load.capacity)) · \(load.capacityWords)"
    )
    Lines.print(
      "hours a week: \(Figures.oneDecimal(load.hours)) of \(Figures.oneDecimal(load.hoursThere))")
    for one in load.cases {
      Lines.print(
        "\(Figures.oneDecimal(one.points)) · \(one.row.person.listName) · \(one.words)")
    }
  }
}

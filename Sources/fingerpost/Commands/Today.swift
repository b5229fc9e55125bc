import ArgumentParser
import Casebook
import Casework
import Foundation

struct ShowToday: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "today",
    abstract: "Who needs you now, what today holds, and what is not logged yet.",
    discussion: "The same as the desk's first page, a line each.")

  @Flag(help: "Print JSON.")
  var json = false

  @OptionGroup var casebook: CasebookOptions

  func run() throws {
    let book = try casebook.open()
    defer { book.close() }
    let now = Date()
    let ahead = try book.dayAhead(at: now)
    let late = try book.due(
      CaseloadFilter(.held(by: book.worker.id), on: ahead.today), from: nil,
      to: ahead.today.adding(days: -1), limit: -1
    ).byPressing(on: ahead.today)
    let out = try book.visitsNotBack().filter { $0.visit.isOverdue(at: now) }
    if json {
      try JSON.print([TodayObject(ahead, late: late, overdue: out)])
      return
    }
    Lines.print("\(ahead.today.spoken)")
    for visit in out { Lines.print("! \(visit.warning())") }
    Lines.print("")
    Lines.print("Needs you now: \(ahead.lateCount)")
    for row in late { Lines.print("  \(Self.line(row, on: ahead.today))") }
    Lines.print("")
    Lines.print("Today")
    let items = ahead.agenda.items(on: ahead.today)
    for item in items { Lines.print("  \(AgendaLines.line(item))") }
    if items.isEmpty { Lines.print("  nothing is due today") }
    Lines.print("")
    Lines.print("Tomorrow: \(ahead.agenda.summary(of: ahead.today.adding(days: 1)) ?? "nothing")")
    Lines.print("Not logged yet: \(ahead.agenda.unlogged.count)")
    Lines.print("Open: \(ahead.open) · waiting for a first contact: \(ahead.waiting)")
    Lines.print("New to you: \(ahead.newToMe) · referrals nobody holds: \(ahead.newCount)")
    if ahead.besideCount > 0 { Lines.print("You work with them too: \(ahead.besideCount)") }
    for row in ahead.beside { Lines.print("  \(Self.line(row, on: ahead.today))") }
    let since = ahead.since.sinceWords(on: ahead.today)
    Lines.print("New since \(since): \(ahead.newSinceCount)")
  }

  static func line(_ row: CaseloadRow, on today: Day) -> String {
    let age = row.person.age(on: today).map { ", \($0)" } ?? ""
    let due = row.due.map { " · \($0.text), \($0.whenWords(on: today))" } ?? ""
    let risk = row.risk == .urgent ? " · \(row.risk.words)" : ""
    return "\(row.person.fullName)\(age)\(risk)\(due)"
  }
}

enum AgendaLines {
  /// "10:30  Leo Sharma · plan review · library, room 2 · not logged yet".
  static func line(_ item: AgendaItem) -> String {
    let clock = item.clock.isEmpty ? "     " : item.clock
    var parts = [item.person?.fullName ?? "", item.text, item.note].filter { !$0.isEmpty }
    switch item.standing {
    case .unlogged: parts.append("not logged yet")
    case .settled: parts.append("done")
    case .open: parts.append("still open")
    case .toCome: break
    }
    return "\(clock)  \(parts.joined(separator: " · "))"
  }
}

struct AgendaObject: Encodable {
  var kind: String
  var id: String?
  var on: Day
  var at: String?
  var caseId: String?
  var person: String?
  var text: String
  var note: String
  var standing: AgendaStanding

  init(_ item: AgendaItem) {
    switch item.source {
    case .appointment(let appointment):
      kind = "appointment"
      id = appointment.text
    case .due(let due): kind = due.rawValue
    case .visit(let visit):
      kind = "visit"
      id = visit.text
    }
    on = item.on
    at = item.clock.isEmpty ? nil : item.clock
    caseId = item.caseID?.text
    person = item.person?.fullName
    text = item.text
    note = item.note
    standing = item.standing
  }
}

struct TodayObject: Encodable {
  struct Source: Encodable {
    var source: ReferralSource
    var count: Int
  }

  var today: Day
  var needsYouNow: [CaseObject]
  var agenda: [AgendaObject]
  var notLogged: Int
  var overdueVisits: [String]
  var open: Int
  var waitingForFirstContact: Int
  var newToYou: Int
  var youWorkWithToo: [CaseObject]
  var nobodyHolds: Int
  var newSince: Day
  var newSinceBySource: [Source]

  init(_ ahead: DayAhead, late: [CaseloadRow], overdue: [NamedVisit]) {
    today = ahead.today
    needsYouNow = late.map { CaseObject($0, on: ahead.today) }
    agenda = ahead.agenda.items.filter { $0.on >= ahead.today || $0.standing == .unlogged }
      .map(AgendaObject.init)
    notLogged = ahead.agenda.unlogged.count
    overdueVisits = overdue.map { $0.warning() }
    open = ahead.open
    waitingForFirstContact = ahead.waiting
    newToYou = ahead.newToMe
    youWorkWithToo = ahead.beside.map { CaseObject($0, on: ahead.today) }
    nobodyHolds = ahead.newCount
    newSince = ahead.since
    newSinceBySource = ahead.newSince.map { Source(source: $0.source, count: $0.count) }
  }
}

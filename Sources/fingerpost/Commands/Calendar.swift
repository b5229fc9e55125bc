import ArgumentParser
import Casebook
import Casework
import Desk
import Exchange
import Foundation

struct ShowWeek: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "week", abstract: "Your week: the diary and what you promised, day by day.")

  @Option(help: "A day of the week to show, as 23/11/2026; without it this week.")
  var on: String?

  @Flag(help: "Print JSON.")
  var json = false

  @OptionGroup var casebook: CasebookOptions

  func run() throws {
    let book = try casebook.open()
    defer { book.close() }
    let now = Date()
    let today = Day(now)
    let monday = try (on.map { try Day.read($0, latest: today.adding(years: 50)) } ?? today).monday
    let agenda = try book.agenda(from: monday, to: monday.adding(days: 6), at: now).agenda
    if json {
      try JSON.print(agenda.items.map(AgendaObject.init))
      return
    }
    for index in 0..<7 {
      let day = monday.adding(days: index)
      Lines.print("\(day.spoken): \(agenda.summary(of: day) ?? "nothing")")
      for item in agenda.items(on: day) { Lines.print("  \(AgendaLines.line(item))") }
    }
  }
}

struct DiaryCalendar: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "calendar",
    abstract: "Your diary to and from another calendar, and things for it.",
    subcommands: [CalendarExport.self, CalendarImport.self, CalendarAdd.self])
}

struct CalendarExport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write your diary as iCalendar (RFC 5545).",
    discussion: """
      For a phone's or an office's calendar. It says when, for how long and what kind of \
      thing: no name, no place, no note ever leaves the casebook this way.
      """)

  @Argument(help: "The file to write; - writes to standard output.", completion: .file())
  var file: String

  @Option(help: "How many weeks, from this one on.")
  var weeks: Int = 8

  @OptionGroup var casebook: CasebookOptions

  func validate() throws {
    guard (1...520).contains(weeks) else { throw ValidationError("--weeks is from 1 to 520.") }
  }

  func run() throws {
    let book = try casebook.open()
    defer { book.close() }
    let now = Date()
    let monday = Day(now).monday
    let last = monday.adding(days: weeks * 7 - 1)
    let agenda = try book.agenda(from: monday, to: last, at: now).agenda
    let diary = try book.diary(of: book.worker.id, from: monday, to: last).map(\.appointment)
    let text = ICalendarWriter(now: now).text(of: agenda.items, appointments: diary)
    guard file != "-" else {
      FileHandle.standardOutput.write(Data(text.utf8))
      return
    }
    try Data(text.utf8).write(to: URL(fileURLWithPath: file), options: .atomic)
    let count = text.components(separatedBy: "BEGIN:VEVENT").count - 1
    Lines.print("Wrote \(count) events to \(file): times and kinds alone, no names.")
  }
}

struct CalendarImport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Bring another calendar's events into your diary.",
    discussion: """
      All or nothing; a fault is named with its line. Bringing the same file in again \
      changes what changed and writes nothing twice. u on the desk takes it back.
      """)

  @Argument(help: "An iCalendar file (.ics).", completion: .file())
  var file: String

  @Option(help: "Events from this many days ago on.")
  var past: Int = 7

  @Option(help: "Events up to this many days on.")
  var ahead: Int = 180

  @Flag(help: "Say what would happen, and write nothing.")
  var dryRun = false

  @Flag(help: "Print JSON.")
  var json = false

  @OptionGroup var casebook: CasebookOptions

  struct Report: Encodable {
    var added: Int
    var changed: Int
    var same: Int
    var outside: Int
    var repeatingOtherwise: Int
    var dryRun: Bool
  }

  func run() throws {
    let data = try Data(contentsOf: URL(fileURLWithPath: file))
    guard data.count <= 64 << 20, let text = String(data: data, encoding: .utf8) else {
      throw CasebookError.refused("\(file) is not UTF-8 text of 64 MB at most. Nothing was read.")
    }
    let book = try casebook.open()
    defer { book.close() }
    let today = Day(Date())
    let reader = ICalendarReader(
      for: book.worker.id, from: today.adding(days: -past), to: today.adding(days: ahead))
    let read = try reader.read(text) { book.mint() }
    let done = try book.bringIn(read.appointments, dryRun: dryRun)
    let report = Report(
      added: done.added, changed: done.changed, same: done.same, outside: read.outside,
      repeatingOtherwise: read.repeating, dryRun: dryRun)
    if json {
      try JSON.print([report])
      return
    }
    let verb = dryRun ? "would be" : "were"
    Lines.print("\(done.added) \(verb) added, \(done.changed) changed, \(done.same) are as before.")
    if read.outside > 0 { Lines.print("\(read.outside) lie outside the days asked for.") }
    if read.repeating > 0 {
      Lines.print(
        "\(read.repeating) repeat in a way that is not read here: their first time alone is in.")
    }
  }
}

struct CalendarAdd: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Put something in your diary: an appointment, a call or a task.",
    discussion: "When is written as people say it: “thu 2pm”, “next tue 10:30”, 12/3.")

  @Argument(help: "What it is.")
  var title: String

  @Option(help: "When: thu 2pm, next tue 10:30, 12/3. Without an hour it is a task.")
  var when: String

  @Option(help: "Whom it is about: part of a name that only they have, an NHS number, or an id.")
  var person: String?

  @Option(help: "Where.")
  var place: String = ""

  @Option(help: "How many minutes.")
  var minutes: Int = 60

  @Option(help: "What kind: \(AppointmentKind.allCases.map(\.rawValue).joined(separator: ", ")).")
  var kind: AppointmentKind?

  @OptionGroup var opening: OpeningReason

  @OptionGroup var casebook: CasebookOptions

  func run() throws {
    let today = Day(Date())
    let read = NextStepWords.read(when, today: today)
    guard let day = read.on, read.text.isEmpty else {
      throw CasebookError.refused(
        "“\(when)” is not a day; write thu 2pm or 12/3. Nothing was kept.")
    }
    let book = try casebook.open()
    defer { book.close() }
    let caseID = try person.map {
      try book.openCase(of: $0, why: opening.why, doing: "the diary").caseID
    }
    try book.write(
      Appointment(
        id: book.mint(), caseID: caseID, workerID: book.worker.id,
        kind: kind ?? (read.at == nil ? .task : .meeting), title: title, on: day, at: read.at,
        minutes: minutes, place: place))
    Lines.print("In the diary: \(day.spoken) \(read.at.map { DayClock.words(minute: $0) } ?? "")")
  }
}

extension AppointmentKind: ExpressibleByArgument {}

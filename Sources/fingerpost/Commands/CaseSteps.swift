// What holds a case up or presses on it, by command: the first-contact clock, safety
// tasks and risks.

import ArgumentParser
import Casebook
import Casework
import Foundation

/// Prints somebody's record as it stands after a command.
private func printRecord(_ id: Identifier<Case>, in book: Casebook, on today: Day) throws {
  guard let record = try book.caseRecord(id) else { return }
  try JSON.print([
    PersonObject(record.person, records: [record], policy: book.policy, on: today)
  ])
}

struct PauseClock: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pause",
    abstract: "Stop the first-contact clock of a case, with a reason.",
    discussion: "“fingerpost go-on PERSON” lets it go on.")

  @Argument(help: "A name, an NHS number, or an id.")
  var person: String

  @Option(help: "Why.")
  var because: String

  @Option(help: "The day on which to look at it again, as 30/11/2026.")
  var until: String

  @OptionGroup var opening: OpeningReasonAlone

  @Flag(help: "Print JSON.")
  var json = false

  @OptionGroup var casebook: CasebookOptions

  func run() throws {
    let book = try casebook.open()
    defer { book.close() }
    let today = Day(Date())
    let (id, record) = try book.openCase(
      of: person, why: opening.why, doing: "the first-contact clock")
    let facts = record.facts()
    let day = try Day.read(until, latest: today.adding(years: 5))
    guard day > today else {
      throw CasebookError.refused(
        "\(day.british) is not to come. Nothing was changed. Say a later day with --until.")
    }
    guard facts.holderID != nil, facts.firstReachedOn == nil else {
      throw CasebookError.refused(
        facts.firstReachedOn == nil
          ? "Nobody holds the case yet. Nothing was changed."
          : "They have been reached already. Nothing was changed.")
    }
    try book.pause(
      ClockPause(
        id: book.mint(), caseID: id, from: today, until: day, reason: because,
        workerID: book.worker.id))
    if json { return try printRecord(id, in: book, on: today) }
    Lines.print("Paused until \(day.british): \(record.person.fullName), \(because)")
  }
}

struct GoOn: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "go-on", abstract: "Let the first-contact clock of a case go on.")

  @Argument(help: "A name, an NHS number, or an id.")
  var person: String

  @OptionGroup var opening: OpeningReason

  @Flag(help: "Print JSON.")
  var json = false

  @OptionGroup var casebook: CasebookOptions

  func run() throws {
    let book = try casebook.open()
    defer { book.close() }
    let today = Day(Date())
    let (id, record) = try book.openCase(
      of: person, why: opening.why, doing: "the first-contact clock")
    guard record.steps.pause != nil else {
      throw CasebookError.refused("The clock is not paused. Nothing was changed.")
    }
    try book.endPause(of: id, on: today)
    if json { return try printRecord(id, in: book, on: today) }
    Lines.print("The clock goes on: \(record.person.fullName)")
  }
}

struct Safety: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "safety",
    abstract: "What must be done for somebody’s safety: list it, add to it, finish it.",
    discussion: """
      Without options, the tasks with their numbers. A case cannot be closed over an open one.

        fingerpost safety Leo --add "ring the safeguarding lead" --by 24/11/2026
        fingerpost safety Leo --done 1 --outcome "spoke with her"
      """)

  @Argument(help: "A name, an NHS number, or an id.")
  var person: String

  @Option(help: "What is to be done.")
  var add: String?

  @Option(help: "With --add: by which day.")
  var by: String?

  @Option(help: "Finish the open task of this number.")
  var done: Int?

  @Option(help: "With --done: what came of it.")
  var outcome: String = ""

  @OptionGroup var opening: OpeningReason

  @Flag(help: "Print JSON.")
  var json = false

  @OptionGroup var casebook: CasebookOptions

  func validate() throws {
    if (add == nil) != (by == nil) { throw ValidationError("--add goes with --by.") }
    if add != nil, done != nil { throw ValidationError("Either --add or --done.") }
  }

  func run() throws {
    let book = try casebook.open()
    defer { book.close() }
    let today = Day(Date())
    let (id, record) = try book.openCase(
      of: person, why: opening.why, doing: "safety tasks")
    let open = record.safetyTasks.filter(\.isOpen)
    if let add, let by {
      let day = try Day.read(by, latest: today.adding(years: 5))
      guard day >= today else {
        throw CasebookError.refused(
          "\(day.british) has passed. Nothing was changed. Say a day from today on.")
      }
      try book.add(
        SafetyTask(
          id: book.mint(), caseID: id, text: add, on: day, workerID: book.worker.id))
    } else if let done {
      guard open.indices.contains(done - 1) else {
        throw CasebookError.refused("There is no open task \(done). Nothing was changed.")
      }
      try book.finish(open[done - 1].id, on: today, outcome: outcome)
    }
    if json { return try printRecord(id, in: book, on: today) }
    let tasks = try book.caseRecord(id)?.safetyTasks.filter(\.isOpen) ?? []
    for (index, task) in tasks.enumerated() {
      let late = task.on < today ? " · late" : ""
      Lines.print("\(index + 1) · \(task.text) · by \(task.on.british)\(late)")
    }
    if tasks.isEmpty { Lines.print("Nothing is open for \(record.person.fullName)’s safety.") }
  }
}

struct Risks: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "risks",
    abstract: "Somebody’s risks: list them, record one, look at one again, end one.",
    discussion: """
      Without options, the risks that stand, with their numbers.

        fingerpost risks Leo --add "walks out of school" --comment "mum knows"
        fingerpost risks Leo --none-known
        fingerpost risks Leo --end 1
      """)

  @Argument(help: "A name, an NHS number, or an id.")
  var person: String

  @Option(help: "A risk, in words.")
  var add: String?

  @Flag(help: "With --add: somebody may come to harm soon.")
  var urgent = false

  @Option(help: "With --add: who else knows, what was agreed.")
  var comment: String = ""

  @Flag(help: "Somebody asked, and no risk is known.")
  var noneKnown = false

  @Option(help: "The risk of this number was looked at again today.")
  var review: Int?

  @Option(help: "The risk of this number has ended.")
  var end: Int?

  @OptionGroup var opening: OpeningReason

  @Flag(help: "Print JSON.")
  var json = false

  @OptionGroup var casebook: CasebookOptions

  func validate() throws {
    let said = [add != nil, noneKnown, review != nil, end != nil].count { $0 }
    if said > 1 { throw ValidationError("One of --add, --none-known, --review and --end.") }
    if urgent, add == nil { throw ValidationError("--urgent goes with --add.") }
  }

  func run() throws {
    let book = try casebook.open()
    defer { book.close() }
    let today = Day(Date())
    let (id, record) = try book.openCase(
      of: person, why: opening.why, doing: "risks")
    let standing = record.risks.filter { $0.to == nil && $0.kind != .noneKnown }
    func numbered(_ number: Int) throws -> Identifier<Risk> {
      guard standing.indices.contains(number - 1) else {
        throw CasebookError.refused("There is no risk \(number). Nothing was changed.")
      }
      return standing[number - 1].id
    }
    let statement: RiskStatement? =
      add.map { .known($0, isUrgent: urgent) } ?? (noneKnown ? .noneKnown : nil)
    if noneKnown, !standing.isEmpty {
      throw CasebookError.refused(
        "A risk stands: \(standing[0].risk). Nothing was changed. End it first with --end.")
    }
    if let statement,
      let new = Risk(
        statement, id: book.mint(), of: record.person.id, from: today, by: book.worker.id,
        comment: comment)
    {
      try book.record(new)
    } else if let review {
      try book.review(try numbered(review), on: today)
    } else if let end {
      try book.end(try numbered(end), on: today)
    }
    if json { return try printRecord(id, in: book, on: today) }
    let risks = try book.risks(of: record.person.id)
    let now = risks.filter { $0.to == nil && $0.kind != .noneKnown }
    for (index, risk) in now.enumerated() {
      let reviewed = risk.reviewedOn.map { " · looked at again \($0.british)" } ?? ""
      Lines.print("\(index + 1) · \(risk.words) · since \(risk.from.british)\(reviewed)")
    }
    if now.isEmpty { Lines.print("\(record.person.fullName): \(RiskStanding(of: risks).words)") }
  }
}

import ArgumentParser
import Casebook
import Casework
import Desk
import Foundation
import Terminal

struct LogContact: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log",
    abstract: "Log a contact: a call, a visit, or a try at one.",
    discussion: """
      The note is read from standard input where --note is not given. The next step may \
      end in its day: --next "ring thu 2pm".
      """)

  @Argument(help: "Whom: part of a name that only they have, an NHS number, or an id.")
  var person: String

  @Option(help: "How: \(ContactMode.allCases.map(\.rawValue).joined(separator: ", ")).")
  var mode: ContactMode = .phone

  @Option(
    help: "What came of it: \(ContactOutcome.allCases.map(\.rawValue).joined(separator: ", ")).")
  var outcome: ContactOutcome = .attended

  @Option(
    help: """
      How many minutes. Without it \(ContactOutcome.attended.usualMinutes) where somebody was \
      reached, \(ContactOutcome.notReached.usualMinutes) for a try and \
      \(ContactOutcome.cancelled.usualMinutes) for what was cancelled.
      """)
  var minutes: Int?

  @Option(help: "Who was there.")
  var present: String = ""

  @Option(help: "The note.")
  var note: String?

  @Option(help: "What is next, with its day: “ring thu 2pm”.")
  var next: String?

  @Option(help: "When it happened, as 23/11/2026 or “yesterday 2pm”; without it now.")
  var at: String?

  @OptionGroup var opening: OpeningReason

  @Flag(help: "Print JSON.")
  var json = false

  @OptionGroup var casebook: CasebookOptions

  struct Logged: Encodable {
    var id: String
    var caseId: String
    var at: Date
    var nextStep: String?
    var nextOn: Casework.Day?
    var nextAt: String?
  }

  func validate() throws {
    guard minutes.map((0...1_440).contains) != false else {
      throw ValidationError("--minutes is from 0 to 1440.")
    }
  }

  func run() throws {
    let book = try casebook.open()
    defer { book.close() }
    let now = Date()
    let today = Casework.Day(now)
    let (caseID, record) = try book.openCase(
      of: person, why: opening.why, doing: "a contact")
    var happened = now
    if let at {
      do {
        let moment = try DateWords.read(
          at, today: Terminal.Day(number: today.number), leaning: .past)
        let day = Casework.Day(number: moment.day.number)
        happened = DayClock.date(day, minute: moment.time.map { $0.hour * 60 + $0.minute } ?? 720)
        if moment.time == nil, day == today { happened = now }
      } catch { throw CasebookError.refused("--at: \(error). Nothing was logged.") }
    }
    guard happened <= now.addingTimeInterval(60) else {
      throw CasebookError.refused("That has not happened yet. Nothing was logged.")
    }
    if let referred = record.referral?.date, Casework.Day(happened) < referred {
      throw CasebookError.refused(
        "That is before the referral of \(referred.british). Nothing was logged; check the day.")
    }
    var step: NextStep?
    if let next {
      let read = NextStepWords.read(next, today: today)
      guard let on = read.on else {
        throw CasebookError.refused(
          "--next: say which day too, such as “\(next) tomorrow”. Nothing was logged.")
      }
      step = NextStep(text: read.text, on: on, at: read.at)
    }
    let words = try note ?? Self.standardInput()
    let contact = Contact(
      id: book.mint(), caseID: caseID, workerID: book.worker.id, at: happened, mode: mode,
      minutes: minutes ?? outcome.usualMinutes, outcome: outcome, note: words, nextStep: step,
      present: present)
    try book.log(contact)
    if json {
      try JSON.print([
        Logged(
          id: contact.id.text, caseId: caseID.text, at: happened, nextStep: step?.text,
          nextOn: step?.on, nextAt: step?.clock)
      ])
      return
    }
    let then = step.map { " Next: \($0.text), \($0.on.british) \($0.clock ?? "")" } ?? ""
    Lines.print("Logged for \(record.person.fullName): \(mode.words), \(outcome.words).\(then)")
  }

  /// The note from a pipe; nothing where somebody sits at the keyboard.
  private static func standardInput() throws -> String {
    guard isatty(STDIN_FILENO) == 0 else { return "" }
    let data = FileHandle.standardInput.readDataToEndOfFile()
    guard let text = String(data: data, encoding: .utf8) else {
      throw CasebookError.refused("The note is not UTF-8 text. Nothing was logged.")
    }
    return text.trimmingCharacters(in: .whitespacesAndNewlines)
  }
}

extension ContactMode: ExpressibleByArgument {}
extension ContactOutcome: ExpressibleByArgument {}

// Logging a contact: the form that a routine call takes thirty seconds in. The note
// comes first; all else is set as it was the last time, and a next step may be written
// with its day in one line.

import Casework
import Foundation
import Terminal

/// What a contact's form starts from.
struct ContactStart: Equatable {
  /// What the person is called.
  var name: String
  /// How they were last reached, and for how long.
  var lastMode: ContactMode?
  var lastMinutes: Int?

  init(name: String, contacts: [Contact] = []) {
    self.name = name
    let last = contacts.filter(\.outcome.reachedThem).max { ($0.at, $0.id) < ($1.at, $1.id) }
    lastMode = last?.mode
    lastMinutes = last.flatMap { $0.minutes > 0 ? $0.minutes : nil }
  }

  /// How long a contact with this outcome took, where nobody says.
  func minutes(_ outcome: ContactOutcome) -> Int {
    outcome.reachedThem ? lastMinutes ?? outcome.usualMinutes : outcome.usualMinutes
  }
}

enum ContactForm {
  static func make(_ start: ContactStart, referredOn: Casework.Day?, at now: Date) -> DeskForm {
    let today = Day(now)
    let form = Form(
      id: "contact",
      fields: [
        .notes("note", "Note", rows: 5, placeholder: "in their words where you can"),
        .text("next", "Next step", placeholder: "ring thu 2pm · visit the art club next tue"),
        .date(
          "when", "On", today: today.forFields, leaning: .future,
          placeholder: "tomorrow, next tue 2pm, 12/3",
          help: "leave it empty where the day stands in the next step",
          check: { toCome($0, today: today) }),
        .choice(
          "mode", "How", options: ContactMode.allCases.map { FieldOption($0.rawValue, $0.words) },
          chosen: (start.lastMode ?? .phone).rawValue, isRequired: true),
        .choice(
          "outcome", "What came of it",
          options: ContactOutcome.allCases.map { FieldOption($0.rawValue, $0.words) },
          chosen: ContactOutcome.attended.rawValue, isRequired: true),
        .text(
          "minutes", "Minutes", text: String(start.minutes(.attended)),
          check: { text in
            guard let minutes = Int(text), (0...1_440).contains(minutes) else {
              return "write a whole number of minutes, 0 to 1440"
            }
            return nil
          }),
        .text("present", "Who was there", placeholder: "\(start.name), mum"),
        .date(
          "at", "Happened", moment: Moment(now), today: today.forFields, leaning: .past,
          help: "now, unless you say otherwise", isRequired: true,
          check: { moment in
            // A minute's grace, for the clock moving on while the form is open. A day without
            // an hour is compared as a day: today has begun, also before noon.
            let isToCome =
              moment.time == nil
              ? moment.caseworkDay.map { $0 > today } == true
              : moment.date() > now.addingTimeInterval(60)
            if isToCome {
              return "that has not happened yet; a contact is logged afterwards"
            }
            guard let referredOn, let day = moment.caseworkDay, day < referredOn else { return nil }
            return "that is before the referral of \(referredOn.british); check the day"
          }),
      ], submitLabel: "Log it")
    return DeskForm(title: "Log a contact with \(start.name)", form: form, start: "note")
  }

  /// What is wrong with a day on which something is promised: nothing is promised for a day
  /// that has passed.
  static func toCome(_ moment: Moment, today: Casework.Day) -> String? {
    guard let day = moment.caseworkDay, day < today else { return nil }
    return "\(day.british) has passed; say a day from today on"
  }

  /// What the form says, or the field that is still wrong and why.
  static func read(
    _ form: Form, id: Identifier<Contact>, caseID: Identifier<Case>,
    workerID: Identifier<LinkWorker>, referredOn: Casework.Day?, now: Date
  ) -> Result<Contact, FormProblem> {
    let at = form.moment("at")
    var date = at?.date() ?? now
    if at?.time == nil, let day = at?.caseworkDay, day == Day(now) { date = now }
    if let referredOn, Day(date) < referredOn {
      return .failure(
        FormProblem(
          field: "at",
          why: "that is before the referral of \(referredOn.british); check the day"))
    }
    var next: NextStep?
    let text = form.text("next")
    if let when = form.moment("when"), let day = when.caseworkDay {
      next = NextStep(text: text, on: day, at: when.minute)
    } else if !text.isEmpty {
      let read = NextStepWords.read(text, today: Day(now))
      guard let day = read.on else {
        return .failure(
          FormProblem(
            field: "next",
            why: "say which day too, such as “\(text) tomorrow” or “\(text) next tue 2pm”"))
      }
      next = NextStep(text: read.text, on: day, at: read.at)
    }
    return .success(
      Contact(
        id: id, caseID: caseID, workerID: workerID, at: date,
        mode: form.option("mode").flatMap(ContactMode.init) ?? .phone,
        minutes: Int(form.text("minutes")) ?? 0,
        outcome: form.option("outcome").flatMap(ContactOutcome.init) ?? .attended,
        note: form.text("note"), nextStep: next, present: form.text("present")))
  }
}

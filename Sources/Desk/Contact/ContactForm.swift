// Logging a contact: the form that a routine call takes thirty seconds in.

import Casework
import Foundation
import Terminal

enum ContactForm {
  static func make(for name: String, at now: Date) -> DeskForm {
    let today = Day(now)
    let form = Form(
      id: "contact",
      fields: [
        .choice(
          "mode", "How", options: ContactMode.allCases.map { FieldOption($0.rawValue, $0.words) },
          chosen: ContactMode.phone.rawValue, isRequired: true),
        .choice(
          "outcome", "What came of it",
          options: ContactOutcome.allCases.map { FieldOption($0.rawValue, $0.words) },
          chosen: ContactOutcome.attended.rawValue, isRequired: true),
        .text(
          "minutes", "Minutes", text: "15",
          check: { text in
            guard let minutes = Int(text), (0...1_440).contains(minutes) else {
              return "write a whole number of minutes, 0 to 1440"
            }
            return nil
          }),
        .notes("note", "Note", rows: 5, placeholder: "in their words where you can"),
        .text("next", "Next step", placeholder: "ring on Thursday, visit the art club together"),
        .date(
          "when", "On", today: today.forFields, leaning: .future,
          placeholder: "tomorrow, next tue 2pm, 12/3"),
        .date(
          "at", "Happened", moment: Moment(now), today: today.forFields, leaning: .past,
          help: "now, unless you say otherwise", isRequired: true,
          check: { moment in
            // A minute's grace, for the clock moving on while the form is open.
            moment.date() > now.addingTimeInterval(60)
              ? "that has not happened yet; a contact is logged afterwards" : nil
          }),
      ], submitLabel: "Log it")
    return DeskForm(title: "Log a contact with \(name)", form: form, start: "note")
  }

  /// What the form says, or the field that is still wrong and why.
  static func read(
    _ form: Form, id: Identifier<Contact>, caseID: Identifier<Case>,
    workerID: Identifier<LinkWorker>, referredOn: Day?, now: Date
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
      return .failure(
        FormProblem(field: "when", why: "say which day, such as tomorrow or next tue 2pm"))
    }
    return .success(
      Contact(
        id: id, caseID: caseID, workerID: workerID, at: date,
        mode: form.option("mode").flatMap(ContactMode.init) ?? .phone,
        minutes: Int(form.text("minutes")) ?? 0,
        outcome: form.option("outcome").flatMap(ContactOutcome.init) ?? .attended,
        note: form.text("note"), nextStep: next))
  }
}

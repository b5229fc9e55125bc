// The forms of supervision: a session, an audited record, what a supervisor says to a
// worker, and what the worker answers.

import Casebook
import Casework
import Terminal

enum SupervisionForms {
  static let actionCount = 3

  static func session(
    with name: String, due: SupervisionDue?, supervisor: LinkWorker, worker: LinkWorker,
    on today: Day
  ) -> DeskForm {
    let owners = [
      FieldOption(worker.id.text, worker.name), FieldOption(supervisor.id.text, supervisor.name),
    ]
    var fields: [FormField] = [
      .choice(
        "kind", "Kind",
        options: SupervisionKind.allCases.map { FieldOption($0.rawValue, $0.words) },
        chosen: (due?.kind ?? .practice).rawValue, isRequired: true),
      .date(
        "on", "On", moment: Moment(today.forFields), today: today.forFields, leaning: .past,
        isRequired: true,
        check: { moment in
          moment.caseworkDay.map { $0 > today } == true ? "that has not happened yet" : nil
        }),
      .text(
        "minutes", "Minutes", text: "60",
        check: { text in
          guard let minutes = Int(text), (0...1_440).contains(minutes) else {
            return "write a whole number of minutes, 0 to 1440"
          }
          return nil
        }),
      .notes("notes", "What you talked about", rows: 5),
      .choice(
        "wellbeing", "How they are",
        options: Wellbeing.allCases.map { FieldOption($0.rawValue, $0.words) },
        chosen: Wellbeing.notSaid.rawValue),
      .text("wellbeing note", "In their words"),
    ]
    for number in 1...actionCount {
      fields += [
        .text("action \(number)", number == 1 ? "Agreed to do" : "And", placeholder: "one thing"),
        .choice("owner \(number)", "Who", options: owners, chosen: worker.id.text),
        .date("by \(number)", "By", today: today.forFields, leaning: .future),
      ]
    }
    return DeskForm(
      title: "Supervision with \(name)",
      form: Form(id: "supervision", fields: fields, submitLabel: "Keep"), start: "notes")
  }

  static func read(
    _ form: Form, of worker: Identifier<LinkWorker>, agenda: String, on today: Day, book: Casebook
  ) -> SupervisionSession {
    let actions = (1...actionCount).compactMap { number -> SupervisionAction? in
      let what = form.text("action \(number)")
      guard !what.isEmpty else { return nil }
      return SupervisionAction(
        id: book.mint(), what: what,
        ownerID: form.option("owner \(number)").map { Identifier($0) } ?? worker,
        by: form.moment("by \(number)")?.caseworkDay)
    }
    return SupervisionSession(
      id: book.mint(), workerID: worker, supervisorID: book.worker.id,
      kind: form.option("kind").flatMap(SupervisionKind.init) ?? .practice,
      on: form.moment("on")?.caseworkDay ?? today, minutes: Int(form.text("minutes")) ?? 0,
      notes: form.text("notes"),
      wellbeing: form.option("wellbeing").flatMap(Wellbeing.init) ?? .notSaid,
      wellbeingNote: form.text("wellbeing note"), agenda: agenda, actions: actions)
  }

  static func audit(of row: CaseloadRow, checklist: [AuditQuestion]) -> DeskForm {
    var fields: [FormField] = checklist.map { question in
      .choice(
        "q \(question.id)", question.text,
        options: [FieldOption("yes", "Yes"), FieldOption("no", "No")], isRequired: true)
    }
    fields.append(.notes("note", "What you found", rows: 3))
    return DeskForm(
      title: "Audit of \(row.person.listName)’s record",
      form: Form(id: "audit", fields: fields, submitLabel: "Keep"))
  }

  static func read(
    _ form: Form, of row: CaseloadRow, heldBy worker: Identifier<LinkWorker>,
    checklist: [AuditQuestion], on today: Day, book: Casebook
  ) -> RecordAudit {
    RecordAudit(
      id: book.mint(), caseID: row.caseID, workerID: worker, auditorID: book.worker.id, on: today,
      answers: checklist.map {
        AuditAnswer(question: $0.text, isMet: form.option("q \($0.id)") == "yes")
      }, note: form.text("note"))
  }

  /// What a supervisor says to a worker, about a person or about nobody.
  static func note(to name: String, about person: String?, on today: Day) -> DeskForm {
    let form = Form(
      id: "note",
      fields: [
        .choice(
          "kind", "You",
          options: [
            FieldOption("question", "ask something"), FieldOption("action", "agree an action"),
            FieldOption("acknowledged", "say that you have seen it"),
          ], chosen: "question", isRequired: true),
        .notes("text", "In words", rows: 3, isRequired: true),
        .date(
          "by", "By", today: today.forFields, leaning: .future, placeholder: "fri, in 2 weeks"),
      ], submitLabel: "Send")
    let about = person.map { " about \($0)" } ?? ""
    return DeskForm(title: "To \(name)\(about)", form: form, start: "text")
  }

  static func answer(_ note: ShownNote) -> DeskForm {
    let isQuestion = note.note.kind == .question
    let form = Form(
      id: "answer",
      fields: [
        .notes(
          "answer", isQuestion ? "Your answer" : "What was done", rows: 4,
          isRequired: isQuestion)
      ], submitLabel: isQuestion ? "Answer" : "It is done")
    return DeskForm(title: "\(note.from): \(note.note.text)", form: form)
  }
}

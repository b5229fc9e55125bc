// Closing a case: why, what became of each goal, and what others are told, which the
// person sees first. And opening it again later.

import Casebook
import Casework
import Foundation
import Terminal

enum ClosingForms {
  static func closing(of record: CaseRecord) -> DeskForm {
    let name = record.person.calledName
    var fields: [FormField] = [
      .choice(
        "reason", "Why it ends",
        options: ClosingReason.allCases.map { FieldOption($0.rawValue, $0.words) },
        isRequired: true)
    ]
    for (index, goal) in record.goalsToClose.enumerated() {
      fields.append(
        .choice(
          "goal.\(goal.id)", "Goal \(index + 1)",
          options: GoalOutcome.Kind.allCases.map { FieldOption($0.rawValue, $0.words) },
          help: goal.text))
      fields.append(.text("note.\(goal.id)", "", placeholder: "in their own words"))
    }
    fields.append(.notes("note", "How it went", rows: 3))
    let hasReferrer = record.referral.map { $0.source != .selfReferral } ?? false
    if hasReferrer {
      fields.append(.toggle("tell-referrer", "Tell the referrer", isOn: true))
    }
    fields.append(
      .toggle("tell-practice", "Tell the GP practice", isOn: !record.person.gpPractice.isEmpty))
    let form = Form(id: "closing", fields: fields, submitLabel: "Go on")
    return DeskForm(title: "Close the case of \(name)", form: form, start: "reason")
  }

  /// What closing writes, without the letters.
  static func read(
    _ form: Form, _ record: CaseRecord, today: Day, mint: () -> Identifier<GoalOutcome>
  ) -> (Closing, [GoalOutcome]) {
    let closing = Closing(
      on: today, reason: form.option("reason").flatMap(ClosingReason.init) ?? .other,
      note: form.text("note"))
    let outcomes = record.goalsToClose.compactMap { goal -> GoalOutcome? in
      let kind = form.option("goal.\(goal.id)").flatMap(GoalOutcome.Kind.init)
      let note = form.text("note.\(goal.id)")
      guard kind != nil || !note.isEmpty else { return nil }
      return GoalOutcome(
        id: mint(), caseID: record.case.id, goalID: goal.id, kind: kind ?? .notAsked, note: note)
    }
    return (closing, outcomes)
  }

  /// The messages back, to be read together before they go.
  ///
  /// - Parameter height: the rows of the screen, which the messages share.
  static func preview(
    _ messages: [(kind: Letter.Kind, to: String, body: String)], name: String, height: Rows
  ) -> DeskForm {
    // What is not a message: the frame, the two questions and the button.
    let each = (height.count - 13) / max(messages.count, 1) - 2
    var fields: [FormField] = messages.map { message in
      let lines = message.body.split(separator: "\n", omittingEmptySubsequences: false)
        .reduce(0) { $0 + max(1, String($1).wrapped(to: 60).count) }
      return .notes(
        message.kind.rawValue,
        message.kind == .closingPractice ? "To the GP practice" : "To the referrer",
        text: message.body, rows: Rows(min(max(each, messages.count > 1 ? 9 : 14), lines + 1)),
        help: message.to, isRead: true)
    }
    fields.append(
      .choice(
        "shown", "Shown to \(name)",
        options: [
          FieldOption("agreed", "Yes, and they are content with it"),
          FieldOption("unhappy", "Yes, and they see it differently"),
          FieldOption("not", "It could not be shown to them"),
        ], isRequired: true))
    fields.append(
      .text("said", "What they said", placeholder: "or why it could not be shown"))
    let form = Form(id: "closing words", fields: fields, submitLabel: "Close the case")
    return DeskForm(
      title: "What others are told: \(name) sees it first", form: form, start: "shown", width: 96)
  }

  static func reopening(of name: String, at now: Date) -> DeskForm {
    let today = Day(now)
    let form = Form(
      id: "reopening",
      fields: [
        .choice(
          "source", "Who asks",
          options: ReferralSource.allCases.map { FieldOption($0.rawValue, $0.words) },
          chosen: ReferralSource.selfReferral.rawValue, isRequired: true),
        .text("referrer", "Their name", placeholder: "where it is somebody else"),
        .notes("reason", "Why now", rows: 3, isRequired: true),
        .date(
          "date", "Asked on", moment: Moment(today.forFields), today: today.forFields,
          leaning: .past, isRequired: true,
          check: { moment in
            moment.caseworkDay.map { $0 > today } == true ? "that is in the future" : nil
          }),
        .choice(
          "consent", "Agreed to contact",
          options: ConsentToContact.allCases.map { FieldOption($0.rawValue, $0.words) },
          help: "asked anew: what was agreed then was for then", isRequired: true),
        .toggle(
          "mine", "Who takes it on", isOn: true, words: ("I do", "to the inbox")),
      ], submitLabel: "Open a new episode")
    return DeskForm(title: "\(name) comes back", form: form, start: "reason")
  }

  static func pause(of name: String, on today: Day) -> DeskForm {
    let form = Form(
      id: "pause",
      fields: [
        .text("reason", "Why", placeholder: "in hospital until Friday, away", isRequired: true),
        .date(
          "until", "Look again on", today: today.forFields, leaning: .future,
          placeholder: "fri, in 2 weeks, 30/11", isRequired: true,
          check: { moment in
            moment.caseworkDay.map { $0 <= today } == true ? "a day that is to come" : nil
          }),
      ], submitLabel: "Pause")
    return DeskForm(title: "Pause the first contact with \(name)", form: form)
  }

  static func safety(_ record: CaseRecord, on today: Day) -> DeskForm {
    var fields: [FormField] = []
    for task in record.safetyTasks where task.isOpen {
      fields.append(
        .toggle(
          "done.\(task.id)", "Done", words: ("done", "still to do"),
          help: "\(task.text), by \(task.on.british)"))
      fields.append(.text("outcome.\(task.id)", "What came of it"))
    }
    if fields.isEmpty == false { fields[0] = fields[0].beginning("To do for their safety") }
    fields += [
      .text("text", "What is to be done", placeholder: "ring the school’s safeguarding lead")
        .beginning("A new task"),
      .date(
        "when", "By when", today: today.forFields, leaning: .future,
        placeholder: "today 10:00, tomorrow", check: { ContactForm.toCome($0, today: today) }),
    ]
    let form = Form(id: "safety", fields: fields, submitLabel: "Keep it")
    return DeskForm(title: "Safety: \(record.person.calledName)", form: form)
  }
}

extension Desk {
  /// The record that commands about a case are about.
  func chosenRecord() throws -> CaseRecord {
    guard let chosen = chosenCase,
      let record = try withBook({ try $0.caseRecord(chosen.id) })
    else { throw CasebookError.noSuchRecord("case") }
    return record
  }

  mutating func beginClosing() {
    attempt { desk in
      let record = try desk.chosenRecord()
      desk.show(ClosingForms.closing(of: record), .closing(record))
    }
  }

  mutating func beginReopening() {
    guard let chosen = chosenCase else { return }
    show(ClosingForms.reopening(of: chosen.name, at: setting.now()), .reopening(chosen.id))
  }

  /// Stops the first-contact clock with a reason, or lets it go on.
  mutating func pauseOrGoOn() {
    guard let chosen = chosenCase else { return }
    let now = setting.now()
    let day = today
    if chosen.facts.steps.pause != nil {
      save("The clock goes on for \(chosen.name)") {
        try $0.endPause(of: chosen.id, on: day, at: now)
      }
      return
    }
    show(ClosingForms.pause(of: chosen.name, on: day), .pause(chosen.id))
  }

  mutating func openSafety() {
    attempt { desk in
      let record = try desk.chosenRecord()
      desk.show(ClosingForms.safety(record, on: desk.today), .safety(record))
    }
  }

  /// Shows the messages that closing sends, and closes once they were read.
  fileprivate mutating func previewClosing(
    _ closing: Closing, _ outcomes: [GoalOutcome], of record: CaseRecord,
    _ kinds: [Letter.Kind], over form: DeskForm
  ) {
    guard let book else { return }
    let back = MessageBack(
      record: record, closing: closing, outcomes: outcomes, worker: book.worker.name)
    let words = LetterWords(
      person: record.person, referral: record.referral, worker: book.worker.name, today: today)
    let messages = kinds.map { kind in
      (
        kind: kind, to: kind == .closingPractice ? record.person.gpPractice : words.referrer,
        body: back.body(toPractice: kind == .closingPractice)
      )
    }
    let preview = ClosingForms.preview(
      messages, name: record.person.calledName, height: size.height)
    overlay = .form(preview, .closingWords(closing, outcomes, of: record, messages, over: form))
  }
}

extension FormPurpose {
  static func closing(_ record: CaseRecord) -> FormPurpose {
    FormPurpose(draft: "closing", of: record.case.id) { desk, form in
      // Said at the field, before anybody writes to anybody.
      if let why = ClosingRule.refusal(openSafetyTasks: record.safetyTasks) {
        throw FormProblem(field: "reason", why: why)
      }
      let day = desk.today
      let now = desk.setting.now()
      let (closing, outcomes) = try desk.withBook { book in
        ClosingForms.read(form, record, today: day) { book.mint(at: now) }
      }
      var kinds: [Letter.Kind] = []
      if form.flag("tell-referrer") { kinds.append(.closingReferrer) }
      if form.flag("tell-practice") { kinds.append(.closingPractice) }
      guard !kinds.isEmpty, case .form(let shown, _)? = desk.overlay else {
        return FormEnd(
          desk.save("Case closed") {
            try $0.close(record.case.id, closing, outcomes: outcomes, at: now)
          })
      }
      desk.previewClosing(closing, outcomes, of: record, kinds, over: shown)
      return .failed
    }
  }

  /// The messages back, once the person has seen them.
  static func closingWords(
    _ closing: Closing, _ outcomes: [GoalOutcome], of record: CaseRecord,
    _ messages: [(kind: Letter.Kind, to: String, body: String)], over before: DeskForm
  ) -> FormPurpose {
    // The draft is the first form's, which is forgotten with this one.
    var purpose = FormPurpose(draft: "closing", of: record.case.id) { desk, form in
      let now = desk.setting.now()
      let day = desk.today
      let wasShown = form.option("shown") != "not"
      let said = form.text("said")
      if !wasShown, said.isEmpty {
        throw FormProblem(field: "said", why: "say why it could not be shown to them")
      }
      if form.option("shown") == "unhappy", said.isEmpty {
        throw FormProblem(field: "said", why: "say how they see it; it goes into their record")
      }
      return FormEnd(
        desk.save("Case closed") { book in
          let letters = messages.map { message in
            Letter(
              id: book.mint(at: now), caseID: record.case.id, kind: message.kind, to: message.to,
              contact: message.kind == .closingReferrer
                ? record.referral?.referrerContact ?? "" : "",
              body: form.text(message.kind.rawValue), on: day, workerID: book.worker.id,
              shownOn: wasShown ? day : nil, shownNote: said)
          }
          try book.close(
            record.case.id, closing, outcomes: outcomes, letters: letters, at: now)
        })
    }
    purpose.back = { $0.overlay = .form(before, .closing(record)) }
    purpose.keepsDraft = false
    return purpose
  }

  static func reopening(_ id: Identifier<Case>) -> FormPurpose {
    FormPurpose(draft: "reopening", of: id) { desk, form in
      let now = desk.setting.now()
      let day = form.moment("date")?.caseworkDay ?? desk.today
      var opened: Identifier<Case>?
      let done = desk.save("A new episode") { book in
        let referral = Referral(
          id: book.mint(at: now), personID: Identifier(""),
          source: form.option("source").flatMap(ReferralSource.init) ?? .other,
          referrer: form.text("referrer"), reason: form.text("reason"), date: day,
          consentToContact: form.option("consent").flatMap(ConsentToContact.init) ?? .notRecorded)
        opened = try book.reopen(
          id, because: referral, heldBy: form.flag("mine") ? book.worker.id : nil, at: now)
      }
      guard done, let opened else { return .failed }
      desk.overlay = nil
      desk.open(opened)
      return .movedOn
    }
  }

  static func pause(_ id: Identifier<Case>) -> FormPurpose {
    FormPurpose(draft: "pause", of: id) { desk, form in
      let now = desk.setting.now()
      let day = desk.today
      guard let until = form.moment("until")?.caseworkDay else { return .failed }
      return FormEnd(
        desk.save("Paused until \(until.british)") { book in
          try book.pause(
            ClockPause(
              id: book.mint(at: now), caseID: id, from: day, until: until,
              reason: form.text("reason"), workerID: book.worker.id), at: now)
        })
    }
  }

  static func safety(_ record: CaseRecord) -> FormPurpose {
    FormPurpose(draft: "safety", of: record.case.id) { desk, form in
      let now = desk.setting.now()
      let day = desk.today
      let text = form.text("text")
      let moment = form.moment("when")
      if !text.isEmpty, moment == nil {
        throw FormProblem(field: "when", why: "say by when, such as today 10:00 or tomorrow")
      }
      let finished = record.safetyTasks.filter { $0.isOpen && form.flag("done.\($0.id)") }
      guard !finished.isEmpty || !text.isEmpty else {
        throw FormProblem(field: "text", why: "write what is to be done, or leave with Esc")
      }
      return FormEnd(
        desk.save(text.isEmpty ? "Done for their safety" : "A safety task is kept") { book in
          for task in finished {
            try book.finish(
              task.id, on: day, outcome: form.text("outcome.\(task.id)"), at: now)
          }
          guard !text.isEmpty, let on = moment?.caseworkDay else { return }
          try book.add(
            SafetyTask(
              id: book.mint(at: now), caseID: record.case.id, text: text, on: on,
              at: moment?.minute, workerID: book.worker.id), at: now)
        })
    }
  }
}

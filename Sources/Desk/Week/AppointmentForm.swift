// Something for the diary: an appointment, a call, a task.

import Casebook
import Casework
import Foundation
import Terminal

enum AppointmentForm {
  /// - Parameters:
  ///   - known: what stands in the diary already; nil for something new.
  ///   - name: whom it is about; nil for nobody's case.
  ///   - day: the day that is offered.
  static func make(
    _ known: Appointment?, about name: String?, day: Casework.Day?, on today: Casework.Day
  ) -> DeskForm {
    let moment = known.map { appointment in
      Moment(
        appointment.on.forFields,
        appointment.at.flatMap { TimeOfDay(hour: $0 / 60, minute: $0 % 60) })
    }
    let form = Form(
      id: "appointment",
      fields: [
        .text(
          "title", "What", text: known?.title ?? "",
          placeholder: name == nil ? "supervision with Dr Okafor" : "plan review"),
        .date(
          "when", "When", moment: moment ?? day.map { Moment($0.forFields) },
          today: today.forFields, leaning: .future, placeholder: "thu 2pm, next tue 10:30",
          help: "without a time it is a task of that day", isRequired: true),
        .choice(
          "kind", "Kind",
          options: AppointmentKind.allCases.map { FieldOption($0.rawValue, $0.words) },
          chosen: (known?.kind ?? (name == nil ? .task : .meeting)).rawValue, isRequired: true),
        .text("place", "Where", text: known?.place ?? "", placeholder: "library, room 2"),
        .text(
          "minutes", "Minutes", text: String(known?.minutes ?? 60),
          check: { text in
            guard let minutes = Int(text), (0...1_440).contains(minutes) else {
              return "write a whole number of minutes, 0 to 1440"
            }
            return nil
          }),
      ], submitLabel: "Put it in the diary")
    let title = name.map { "For the diary, with \($0)" } ?? "For your diary"
    return DeskForm(title: known == nil ? title : "In the diary", form: form, start: "title")
  }

  static func read(
    _ form: Form, as known: Appointment?, id: Identifier<Appointment>,
    caseID: Identifier<Case>?, workerID: Identifier<LinkWorker>
  ) throws -> Appointment {
    guard let when = form.moment("when"), let day = when.caseworkDay else {
      throw FormProblem(field: "when", why: "say which day: thu 2pm")
    }
    var kind = form.option("kind").flatMap(AppointmentKind.init) ?? .meeting
    if when.minute != nil, kind == .task, known == nil { kind = .meeting }
    if form.text("title").isEmpty, kind == .task {
      throw FormProblem(field: "title", why: "say what is to be done")
    }
    return Appointment(
      id: known?.id ?? id, caseID: known?.caseID ?? caseID, workerID: known?.workerID ?? workerID,
      kind: kind, title: form.text("title"), on: day, at: when.minute,
      minutes: Int(form.text("minutes")) ?? 60, place: form.text("place"),
      state: known?.state ?? .planned, foreignID: known?.foreignID ?? "")
  }
}

extension FormPurpose {
  static func appointment(_ known: Appointment?, about caseID: Identifier<Case>?) -> FormPurpose {
    FormPurpose(draft: "appointment", of: caseID ?? known?.caseID) { desk, form in
      let now = desk.setting.now()
      let appointment = try desk.withBook { book in
        try AppointmentForm.read(
          form, as: known, id: book.mint(at: now), caseID: caseID, workerID: book.worker.id)
      }
      let clock = appointment.at.map { " " + DayClock.words(minute: $0) } ?? ""
      return FormEnd(
        desk.save("In the diary: \(appointment.on.spoken)\(clock)") {
          try $0.write(appointment, at: now)
        })
    }
  }
}

extension Desk {
  /// Opens the form for something new in the diary, about the chosen case where one is.
  mutating func newAppointment() {
    let week = current as? WeekScreen
    // In the week it is about nobody's case unless a person's record is open.
    let chosen = person == nil && week != nil ? nil : chosenCase
    show(
      AppointmentForm.make(nil, about: chosen?.name, day: week?.selectedDay, on: today),
      .appointment(nil, about: chosen?.id))
  }

  mutating func editAppointment(_ id: Identifier<Appointment>) {
    attempt { desk in
      guard let known = try desk.withBook({ try $0.appointment(id) }) else {
        throw CasebookError.noSuchRecord("appointment")
      }
      desk.show(
        AppointmentForm.make(known, about: nil, day: nil, on: desk.today),
        .appointment(known, about: known.caseID))
    }
  }

  /// The line of the diary that is chosen, on Today or in the week.
  var chosenDiaryItem: AgendaItem? {
    guard person == nil else { return nil }
    return (current as? WeekScreen)?.selected ?? (current as? TodayScreen)?.item
  }

  /// Marks what is chosen in the diary as done, or as still to do.
  mutating func settleDiaryItem() {
    guard let item = chosenDiaryItem, case .appointment(let id) = item.source else { return }
    let now = setting.now()
    let isDone = item.standing == .settled
    save(isDone ? "Still to do: \(item.text)" : "Done: \(item.text)") {
      try $0.set(isDone ? .planned : .done, on: id, at: now)
    }
  }

  mutating func cancelDiaryItem() {
    guard let item = chosenDiaryItem else { return }
    let now = setting.now()
    switch item.source {
    case .appointment(let id):
      save("Cancelled: \(item.text)") { try $0.set(.cancelled, on: id, at: now) }
    case .visit(let id): save("Called off") { try $0.callOff(id, at: now) }
    case .due: break
    }
  }

  /// Opens the week, or leaves it.
  mutating func showWeek() {
    if person == nil, current is WeekScreen {
      leaveRoom()
    } else {
      enter(WeekScreen(showing: today))
    }
  }
}

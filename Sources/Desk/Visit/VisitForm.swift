// Setting out alone: where, with whom, who waits to hear, and when one should be back.

import Casework
import Foundation
import Terminal

enum VisitForm {
  /// - Parameters:
  ///   - name: whom it is about; nil for nobody's case.
  ///   - place: where they live, offered.
  ///   - buddy: whom the worker named the last time.
  static func make(for name: String?, place: String, buddy: String, at now: Date) -> DeskForm {
    let today = Day(now)
    let start = Moment(now)
    let form = Form(
      id: "visit",
      fields: [
        .text(
          "place", "Where", text: place, placeholder: "the address, or where you meet",
          isRequired: true),
        .date(
          "end", "Back by", today: today.forFields, leaning: .future, placeholder: "2.30pm",
          help: "if you have not said by then that you are back, every screen warns",
          isRequired: true),
        .text(
          "buddy", "Who waits to hear", text: buddy, placeholder: "Tom, 07700 900123",
          isRequired: true),
        .text("whom", "With whom", placeholder: "\(name ?? "whom you meet") and mum"),
        .date(
          "from", "Setting out", moment: start, today: today.forFields, leaning: .future,
          isRequired: true),
      ], submitLabel: "Set out")
    return DeskForm(
      title: name.map { "Visit \($0) alone" } ?? "A visit alone", form: form,
      start: place.isEmpty ? "place" : "end")
  }

  static func read(
    _ form: Form, id: Identifier<LoneVisit>, caseID: Identifier<Case>?,
    workerID: Identifier<LinkWorker>, now: Date
  ) -> Result<LoneVisit, FormProblem> {
    let from = form.moment("from")?.date() ?? now
    guard let end = form.moment("end") else {
      return .failure(FormProblem(field: "end", why: "say when you should be back: 2.30pm"))
    }
    guard end.time != nil else {
      return .failure(FormProblem(field: "end", why: "say at what time: today 2.30pm"))
    }
    guard end.date() > from else {
      return .failure(FormProblem(field: "end", why: "that is before you set out"))
    }
    guard end.date() > now else {
      return .failure(FormProblem(field: "end", why: "that time has passed already"))
    }
    return .success(
      LoneVisit(
        id: id, caseID: caseID, workerID: workerID, place: form.text("place"),
        withWhom: form.text("whom"), buddy: form.text("buddy"), from: from,
        expectedEnd: end.date()))
  }
}

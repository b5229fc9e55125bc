// What is written when the forms of agreeing are saved.

import Casebook
import Casework
import Terminal

extension FormPurpose {
  static func sharing(_ caseID: Identifier<Case>) -> FormPurpose {
    FormPurpose(draft: "sharing", of: caseID) { desk, form in
      let day = form.moment("on")?.caseworkDay ?? desk.today
      let how = form.option("how").flatMap(SharingWay.init) ?? .together
      let now = desk.setting.now()
      return FormEnd(
        desk.save("Plan shared with \(form.text("whom"))") {
          try $0.sharePlan(of: caseID, with: form.text("whom"), on: day, how: how, at: now)
        })
    }
  }

  static func agreement(_ caseID: Identifier<Case>) -> FormPurpose {
    FormPurpose(draft: "agreement", of: caseID) { desk, form in
      let day = form.moment("on")?.caseworkDay ?? desk.today
      let consent = form.option("consent").flatMap(ConsentWay.init) ?? .said
      let now = desk.setting.now()
      return FormEnd(
        desk.save("Agreed: kept as a version that never changes") {
          try $0.agreePlan(
            of: caseID, with: form.text("whom"), on: day, consent: consent,
            note: form.text("note"), review: form.moment("review")?.caseworkDay,
            reviewer: form.text("reviewer"), at: now)
        })
    }
  }

  static func takingBack(_ version: PlanVersion) -> FormPurpose {
    FormPurpose(draft: "taking", of: version.caseID) { desk, form in
      let now = desk.setting.now()
      let day = desk.today
      return FormEnd(
        desk.save("Taken back; version \(version.number) stays in the record") {
          try $0.takeBack(version.id, on: day, reason: form.text("reason"), at: now)
        })
    }
  }

  static func review(_ caseID: Identifier<Case>) -> FormPurpose {
    FormPurpose(draft: "review", of: caseID) { desk, form in
      let now = desk.setting.now()
      let day = desk.today
      let whom = form.text("whom")
      let done = desk.save("Review kept") { book in
        try book.review(
          PlanReview(
            id: book.mint(at: now), caseID: caseID, on: day, whom: whom,
            note: form.text("note"), nextOn: form.moment("next")?.caseworkDay,
            workerID: book.worker.id), at: now)
      }
      guard done else { return .failed }
      desk.overlay = nil
      if case .room("review") = desk.current.place { desk.leaveRoom() }
      guard form.flag("agree") else { return .saved }
      let reviewer = desk.planRecord.map { desk.proposedReviewer(of: $0) } ?? ""
      var agree = AgreementForms.agree(with: whom, on: day, reviewer: reviewer, isNew: false)
      if let next = form.moment("next") {
        agree.restore(["review": next.description])
      }
      desk.dropDraft(form: "review", caseID: caseID.text)
      desk.show(agree, .agreement(caseID))
      return .movedOn
    }
  }
}

extension Desk {
  /// The plan that commands about a plan are about: that of the open person, or of the
  /// room that is open over them.
  var planRecord: CaseRecord? {
    if let person { return person.record }
    return rooms.last?.person?.record
  }

  /// Asks when the plan is looked at the next time.
  mutating func endReview() {
    guard let record = planRecord else { return }
    show(AgreementForms.review(with: record.person.calledName, on: today), .review(record.case.id))
  }

  mutating func beginSharing() {
    guard let record = planRecord else { return }
    show(
      AgreementForms.share(with: record.person.calledName, on: today), .sharing(record.case.id))
  }

  mutating func beginAgreeing() {
    guard let record = planRecord else { return }
    show(
      AgreementForms.agree(
        with: record.person.calledName, on: today, reviewer: proposedReviewer(of: record),
        isNew: record.agreements.standing == nil), .agreement(record.case.id))
  }

  /// Who looks at a plan again: whoever it names, or else the worker who agrees it.
  func proposedReviewer(of record: CaseRecord) -> String {
    let named = record.plan?.reviewer ?? ""
    guard named.isEmpty, let worker = book?.worker else { return named }
    return "\(worker.name), \(worker.role.words.lowercased())"
  }

  /// An agreement is not undone by a key: it asks for the reason instead.
  ///
  /// - Returns: whether what undo would undo was an agreement.
  mutating func asksToTakeBack() -> Bool {
    guard let undoStep, let version = try? book?.version(agreedBy: undoStep) else { return false }
    show(AgreementForms.takeBack(version), .takingBack(version))
    return true
  }
}

// What fits the goal under the cursor: reading it, and what is done with one that does.

import Casebook
import Casework
import Terminal

extension Desk {
  /// Whether the list can be seen, beside the page or in its place.
  private var showsFits: Bool {
    guard let person, person.tab == .plan, linking == nil, together == nil, rooms.isEmpty
    else { return false }
    return size.width >= 110 || person.plan.fits.isFocused
  }

  /// Reads what fits the goal under the cursor, where that is another one than before or
  /// something changed. Called after every event; mostly there is nothing to do.
  mutating func tendFits() {
    guard case .open = door else { return }
    person?.plan.visit()
    guard showsFits, let book, let person, let goal = person.plan.fitGoal else { return }
    let today = today
    let known = person.plan.fits.subject
    var subject = FitsPane.Subject(
      goal: goal.id, wish: FitWish(name: "", goal: ""), day: today, action: 0)
    do {
      subject.action = try book.lastAction()
      // Where the casebook is as it was, nothing else is asked.
      if let known, known.goal == goal.id, known.day == today, known.action == subject.action {
        return
      }
      subject.wish = try book.fitWish(for: person.record, goal: goal, on: today)
      let rules = try book.setting(FitRules.self)
      let result = try book.fits(
        subject.wish, postcode: person.record.person.postcode, rules: rules, on: today)
      self.person?.plan.fits.show(
        result, for: subject, rules: rules, known: person.plan.known(goal.id))
    } catch {
      // Said once, and not again for every key.
      self.person?.plan.fits.show(FitResult(), for: subject, rules: FitRules(), known: [:])
      toast = Toast("What fits could not be read: \(error)", role: .warning)
    }
  }

  /// Goes to the list, or back from it.
  mutating func focusFits() {
    guard person?.plan.fitGoal != nil else { return }
    person?.plan.fits.isFocused = true
  }

  mutating func leaveFits() { person?.plan.fits.isFocused = false }

  /// Links the chosen service with the goal. One that does not fit asks first.
  mutating func prescribeFit(_ kind: PrescriptionKind) {
    guard let fit = person?.plan.fits.selected, let goal = person?.plan.fitGoal else { return }
    let link: (inout Desk) -> Void = { desk in
      desk.link(fit.asset.id, name: fit.asset.name, goal: goal.id, kind: kind)
    }
    guard !fit.suits else { return link(&self) }
    ask(
      fit.asset.name, "It does not fit: \(fit.against.joined(separator: "; ")). Link it anyway?",
      ["Not this one", "Link it"]
    ) { desk, answer in
      if answer == 1 { link(&desk) }
    }
  }

  /// Notes that they like the sound of the chosen service.
  mutating func noteInterest() {
    guard let fit = person?.plan.fits.selected, let goal = person?.plan.fitGoal,
      let caseID = person?.caseID
    else { return }
    if person?.plan.aside.interests.contains(where: {
      $0.interested.assetID == fit.asset.id && $0.interested.goalID == goal.id
    }) == true {
      toast = Toast("\(fit.asset.name) is noted already.", role: .info)
      return
    }
    let now = setting.now()
    let day = today
    save("Interested in \(fit.asset.name)") { book in
      try book.note(
        Interested(
          id: book.mint(at: now), caseID: caseID, goalID: goal.id, assetID: fit.asset.id, on: day,
          workerID: book.worker.id), at: now)
    }
  }

  /// Notes that nothing fits the goal: what was wanted, by whom, where and when.
  mutating func noteNothingFits() {
    guard let goal = person?.plan.fitGoal, let person else { return }
    let record = person.record
    let reach = person.plan.aside.reach
    let form = Form(
      id: "unmet",
      fields: [
        .text(
          "need", "The need", text: record.case.need, help: "in a word or two, to be counted",
          isRequired: true),
        .notes(
          "wanted", "What was wanted", text: goal.text, rows: 2,
          placeholder: "a drawing group on a Saturday"),
        .text(
          "place", "Where", text: record.person.postcode?.outward ?? "",
          placeholder: "a part of town, or the first half of the postcode"),
        .text("times", "When", text: reach.freeTimes.words, placeholder: "Saturdays"),
      ], submitLabel: "Note it")
    show(
      DeskForm(title: "Nothing fits this goal", form: form),
      FormPurpose(draft: "unmet", of: person.caseID) { desk, form in
        let now = desk.setting.now()
        let day = desk.today
        let done = desk.save("Noted: nothing fits") { book in
          try book.note(
            UnmetNeed(
              id: book.mint(at: now), caseID: record.case.id, goalID: goal.id,
              need: form.text("need"), wanted: form.text("wanted"),
              age: record.person.age(on: day), place: form.text("place"),
              times: form.text("times"), on: day, workerID: book.worker.id), at: now)
        }
        return FormEnd(done)
      })
  }

  /// Asks when, how far and for how much they can go.
  mutating func editReach() {
    guard let person else { return }
    let id = person.record.person.id
    show(
      ReachForm.make(person.plan.aside.reach, name: person.record.person.calledName),
      FormPurpose(draft: "reach", of: person.caseID) { desk, form in
        let reach = try ReachForm.read(form)
        let now = desk.setting.now()
        return FormEnd(desk.save("Kept") { try $0.keep(reach, of: id, at: now) })
      })
  }
}

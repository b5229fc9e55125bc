// What the desk does on a plan's page.

import Casebook
import Casework
import Terminal

extension Desk {
  // MARK: Linking a service

  mutating func beginLinking() {
    guard let person, let goal = person.plan.fitGoal else { return }
    let name = person.record.person.calledName
    let home = person.record.person.postcode
    linking = DirectoryScreen(
      for: DirectoryScreen.Purpose(
        age: person.record.person.age(on: today),
        // Without a table of postcodes there is simply no distance.
        origin: home.flatMap { home in try? withBook { try $0.place(of: home.description) } },
        words: "Link \(name) with a service for: \(goal.text)"))
    reload()
  }

  mutating func handleLinking(_ event: Event) -> Flow? {
    // Esc leaves the search in one step: there is nothing here to lose.
    if event.key == .escape {
      linking = nil
      return .continue
    }
    guard let outcome = linking?.update(event) else { return nil }
    switch outcome {
    case .ignored: return nil
    case .moved: attempt { desk in try desk.withBook { try desk.linking?.window(from: $0) } }
    case .reload:
      let now = setting.now()
      attempt { desk in try desk.withBook { try desk.linking?.load(from: $0, at: now) } }
    case .write: return .continue
    case .open:
      guard let asset = linking?.selected, let goal = person?.plan.fitGoal else { return .continue }
      ask(
        asset.name, "Do you make the link yourself, or tell them about it?",
        ["We refer them", "They go themselves", "Not this one"]
      ) { desk, index in
        switch index {
        case 0: desk.link(asset.id, name: asset.name, goal: goal.id, kind: .referral)
        case 1: desk.link(asset.id, name: asset.name, goal: goal.id, kind: .signpost)
        default: break
        }
      }
    }
    return .continue
  }

  /// Links a goal with a service. Somebody under 18, or whose age is not known, is linked
  /// with one that has not shown all that is asked only with a reason, which is kept.
  mutating func link(
    _ assetID: Identifier<Asset>, name: String, goal: Identifier<Goal>, kind: PrescriptionKind
  ) {
    guard person != nil else { return }
    attempt { desk in
      guard let warning = try desk.under18Warning(assetID) else {
        desk.keepLink(assetID, name: name, goal: goal, kind: kind, note: "")
        return
      }
      desk.show(
        DeskForm(
          title: "\(name) is not for under 18s yet",
          form: Form(
            id: "under 18",
            fields: [
              .notes(
                "reason", "Why link it nevertheless", rows: 3,
                placeholder: "who has agreed to it, and what keeps them safe meanwhile",
                help: warning.question, isRequired: true)
            ], submitLabel: kind == .referral ? "Refer them" : "They go themselves")),
        FormPurpose { desk, form in
          let note = "\(warning.note): \(form.text("reason"))"
          return FormEnd(desk.keepLink(assetID, name: name, goal: goal, kind: kind, note: note))
        })
    }
  }

  private struct Under18Warning {
    /// What is said before the link is made, and what is kept with it.
    var question: String
    var note: String
  }

  /// What has to be said before the person is linked with a service; nil where nothing has.
  private func under18Warning(_ assetID: Identifier<Asset>) throws -> Under18Warning? {
    guard let person else { return nil }
    let age = person.record.person.age(on: today)
    guard age.map({ $0 < 18 }) ?? true else { return nil }
    let (asset, trust, policy) = try withBook { book in
      (try book.asset(assetID), try book.trust(in: assetID), book.directoryRules.assurance)
    }
    let readiness = trust.readiness(minimumAge: asset?.minimumAge, on: today, policy: policy)
    guard case .notYet(let kinds) = readiness else { return nil }
    let missing = kinds.map(\.words).joined(separator: ", ")
    let who = age.map { "is \($0)" } ?? "may be under 18: no birth date is known"
    return Under18Warning(
      question: "\(person.record.person.calledName) \(who). Not seen: \(missing)",
      note: "linked before this was seen: \(missing)")
  }

  @discardableResult
  private mutating func keepLink(
    _ assetID: Identifier<Asset>, name: String, goal: Identifier<Goal>, kind: PrescriptionKind,
    note: String
  ) -> Bool {
    guard let caseID = person?.caseID else { return false }
    linking = nil
    let day = today
    let done = save("\(kind.words) to \(name)") { book in
      try book.prescribe(
        Prescription(
          id: book.mint(), caseID: caseID, goalID: goal, assetID: assetID, kind: kind, on: day,
          workerID: book.worker.id, note: note,
          mode: try book.asset(assetID).flatMap { PrescriptionMode.suggested(for: $0) }))
    }
    person?.plan.select(goal: goal)
    return done
  }
}

// What the desk does on a plan's page.

import Casebook
import Casework
import Terminal

extension Desk {
  /// Hands an event to the open person; nil when it was not for them.
  mutating func handlePerson(_ event: Event, height: Rows) -> Flow? {
    if person?.plan.editing != nil { return handleEditing(event, height: height) }
    if event.mouse(on: "plan")?.kind == .doubleClick {
      openPlanItem()
      return .continue
    }
    guard person?.update(event, height: height) == true else { return nil }
    attempt { desk in try desk.withBook { try desk.person?.readHistory(from: $0) } }
    return .continue
  }

  /// Writes in the line that was chosen.
  mutating func openPlanItem() {
    guard let item = person?.plan.selected else { return }
    switch item {
    case .entry(let entry): person?.plan.edit(entry)
    case .newEntry(let section):
      guard let book else { return }
      person?.plan.edit(PlanEntry(id: book.mint(at: setting.now()), section: section, text: ""))
    case .goal(let goal): overlay = .form(PlanForms.goal(goal), .goal(goal.id))
    case .action(let action, let goal):
      overlay = .form(PlanForms.action(action, for: goal, on: today), .action(action.id, goal.id))
    case .newAction(let goal):
      overlay = .form(PlanForms.action(nil, for: goal, on: today), .action(nil, goal.id))
    case .newGoal: overlay = .form(PlanForms.goal(nil), .goal(nil))
    case .service(let service):
      go(to: .directory)
      directory.search.text = service.assetName
      reload()
    }
  }

  private mutating func handleEditing(_ event: Event, height: Rows) -> Flow? {
    switch event.key {
    case .enter?:
      let section = person?.plan.editing?.section
      let wasNew = person?.plan.editing?.text.isEmpty == true
      endEditing()
      // Enter goes on to the next line of the same list, as in any outline.
      if wasNew, let section { person?.plan.select(.newEntry(section)) }
    case .escape?: endEditing()
    case .up?, .down?, .tab?:
      endEditing()
      return person?.update(event, height: height) == true ? .continue : nil
    default:
      if case .copied(let text)? = person?.plan.field.update(event) { return .copy(text) }
    }
    return .continue
  }

  /// Keeps what is being typed in the plan, if anything is.
  mutating func endEditing() {
    guard let before = person?.plan.editing, let entry = person?.plan.endEditing(),
      let caseID = person?.caseID
    else { return }
    guard entry.text != before.text else {
      if keptDraft != nil { dropDraft(form: "plan entry", caseID: caseID.text) }
      return
    }
    let done = save(entry.text.isEmpty ? "Taken away" : "Kept in the plan") { book in
      try book.write(entry, inPlanOf: caseID)
    }
    if done { dropDraft(form: "plan entry", caseID: caseID.text) }
  }

  mutating func removeEntry() {
    guard case .entry(var entry)? = person?.plan.selected, let caseID = person?.caseID else {
      return
    }
    entry.text = ""
    save("Taken away") { try $0.write(entry, inPlanOf: caseID) }
  }

  mutating func markDone() {
    guard case .action(var action, let goal)? = person?.plan.selected else { return }
    action.status = action.status == .done ? .inProgress : .done
    save(action.status == .done ? "Done: \(action.what)" : "Still to do: \(action.what)") {
      try $0.write(action, for: goal.id)
    }
  }

  // MARK: Together

  /// Shows the person their own plan and nothing else.
  mutating func sitTogether() {
    guard let person else { return }
    together = TogetherScreen(person.record, on: today)
  }

  /// Only moving works here; Esc goes back by way of the worker's passphrase.
  mutating func handleTogether(_ event: Event) -> Flow {
    if event.key == .escape {
      cover()
    } else {
      _ = together?.update(event, height: size.height)
    }
    return .continue
  }

  // MARK: Linking a service

  mutating func beginLinking() {
    guard let person, let goal = person.plan.goal else { return }
    let name = person.record.person.calledName
    linking = DirectoryScreen(
      for: DirectoryScreen.Purpose(
        age: person.record.person.age(on: today),
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
    case .reload: attempt { desk in try desk.withBook { try desk.linking?.load(from: $0) } }
    case .open:
      guard let asset = linking?.selected, let goal = person?.plan.goal else { return .continue }
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

  mutating func link(
    _ assetID: Identifier<Asset>, name: String, goal: Identifier<Goal>, kind: PrescriptionKind
  ) {
    guard let caseID = person?.caseID else { return }
    linking = nil
    let day = today
    save("\(kind.words) to \(name)") { book in
      try book.prescribe(
        Prescription(
          id: book.mint(), caseID: caseID, goalID: goal, assetID: assetID, kind: kind, on: day,
          workerID: book.worker.id,
          mode: try book.asset(assetID).flatMap { PrescriptionMode.suggested(for: $0) }))
    }
    person?.plan.select(goal: goal)
  }
}

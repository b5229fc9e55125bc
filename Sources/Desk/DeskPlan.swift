// What the desk does on a plan's page.

import Casebook
import Casework
import Terminal

extension Desk {
  // MARK: Linking a service

  mutating func beginLinking() {
    guard let person, let goal = person.plan.fitGoal else { return }
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
    case .reload:
      let day = today
      attempt { desk in try desk.withBook { try desk.linking?.load(from: $0, on: day) } }
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

// What the desk does while the plan is turned to the person it is about.

import Casebook
import Casework
import Foundation
import Terminal

extension Desk {
  /// Shows the person their own plan and nothing else.
  mutating func sitTogether() {
    guard let person else { return }
    endEditing()
    overlay = nil
    together = TogetherScreen(person.record, on: today)
  }

  /// Only looking and scoring work here; Esc goes back by way of the worker's
  /// passphrase.
  mutating func handleTogether(_ event: Event) -> Flow {
    if event.key == .escape {
      cover()
      return .continue
    }
    guard case .scored(let goal, let score)? = together?.update(event, height: size.height),
      let caseID = together?.record.case.id
    else { return .continue }
    let now = setting.now()
    let day = today
    save("Scored \(score)") { book in
      try book.edit(
        planOf: caseID,
        .score(goal, GoalScore(id: book.mint(at: now), on: day, score: score, voice: .person)),
        at: now)
    }
    toast = nil
    if let record = person?.record { together?.load(record) }
    // What went wrong is for the worker, who comes back by the passphrase.
    if case .question? = overlay { cover() }
    return .continue
  }
}

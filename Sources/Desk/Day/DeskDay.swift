// What the desk does with several cases at once, and the forms of the day.

import Casebook
import Casework
import Foundation
import Terminal

extension Desk {
  /// The cases that something is done with at once: the marked ones, or else the chosen.
  var chosenCases: [Identifier<Case>] {
    if page == .caseload, rooms.isEmpty, person == nil, !caseload.marked.isEmpty {
      return caseload.marked.sorted()
    }
    return chosenCase.map { [$0.id] } ?? []
  }
}

extension FormPurpose {
  static func visit(_ caseID: Identifier<Case>?) -> FormPurpose {
    FormPurpose(draft: "visit", of: caseID) { desk, form in
      let now = desk.setting.now()
      let visit = try desk.withBook { book in
        try VisitForm.read(
          form, id: book.mint(at: now), caseID: caseID, workerID: book.worker.id, now: now
        ).get()
      }
      return FormEnd(desk.keepVisit(visit))
    }
  }
}

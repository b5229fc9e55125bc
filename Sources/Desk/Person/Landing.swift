// Where a record opens: what is due on the plan opens the plan, on the line that it is about.

import Casework

/// The part of a record that is shown when it is opened.
enum Landing: Equatable {
  /// Where everybody begins: the story so far.
  case timeline
  /// The plan, which is to be looked at again.
  case plan
  /// The action of the plan that is to be looked at again on a day.
  case action(on: Day)

  /// Where whatever is due is done.
  init(_ kind: Due.Kind?, on day: Day?) {
    switch (kind, day) {
    case (.review?, _): self = .plan
    case (.actionReview?, let day?): self = .action(on: day)
    default: self = .timeline
    }
  }

  init(_ due: Due?) { self.init(due?.kind, on: due?.on) }

  /// Where a line of an agenda is done.
  init(_ item: AgendaItem) {
    guard case .due(let kind) = item.source else {
      self = .timeline
      return
    }
    self.init(kind, on: item.on)
  }
}

extension PersonScreen {
  /// Shows the part of the record, with the cursor on what it is about.
  mutating func land(on landing: Landing) {
    switch landing {
    case .timeline: break
    case .plan: tab = .plan
    case .action(let day):
      tab = .plan
      if let action = record.plan?.action(lookedAtOn: day) {
        plan.select(line: .action(action.id))
      }
    }
  }
}

// Which of several late things comes first: risk before clocks, clocks before promises,
// and the longest late of each first.

import Foundation

extension Due.Kind {
  /// The order in which late things press: somebody's safety, clocks that a service is
  /// held to, then what was promised to somebody, then reviews, then quiet cases. Our own
  /// proposal.
  public var pressing: Int {
    switch self {
    case .safety: 0
    case .firstContact, .letter: 1
    case .triage, .allocation: 2
    case .nextStep, .appointment: 3
    case .review, .actionReview, .pause: 4
    case .silence: 5
    }
  }
}

extension CaseloadRow {
  /// How this case presses on a day: something to be done for somebody's safety by that
  /// day, whatever else is due; then an urgent risk; then what is due, by its kind.
  fileprivate func pressing(on today: Day) -> Int {
    if let safety = facts.steps.safety, safety.on <= today { return 0 }
    return risk == .urgent ? 1 : 2 + (due?.kind.pressing ?? 0)
  }
}

extension [CaseloadRow] {
  /// The rows by what presses most on a day.
  public func byPressing(on today: Day) -> [CaseloadRow] {
    enumerated().sorted { a, b in
      guard let x = a.element.due, let y = b.element.due else {
        return a.element.due != nil && b.element.due == nil
      }
      return (a.element.pressing(on: today), x.on, x.at ?? 1_440, a.offset)
        < (b.element.pressing(on: today), y.on, y.at ?? 1_440, b.offset)
    }.map(\.element)
  }
}

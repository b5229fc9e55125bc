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
    case .review, .pause: 4
    case .silence: 5
    }
  }
}

extension [CaseloadRow] {
  /// The rows by what presses most.
  public func byPressing() -> [CaseloadRow] {
    enumerated().sorted { a, b in
      guard let x = a.element.due, let y = b.element.due else {
        return a.element.due != nil && b.element.due == nil
      }
      return (x.kind.pressing, x.on, x.at ?? 1_440, a.offset)
        < (y.kind.pressing, y.on, y.at ?? 1_440, b.offset)
    }.map(\.element)
  }
}

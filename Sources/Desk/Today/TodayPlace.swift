// Where the chosen line of Today is once the list was read again: a minute that passes must
// not put somebody else under the cursor.

import Casebook
import Casework

extension TodayRow {
  private var caseID: Identifier<Case>? {
    switch self {
    case .caseload(let row): row.caseID
    case .item(let item, let row): item.caseID ?? row?.caseID
    case .note(let note): note.note.caseID
    case .day, .action: nil
    }
  }

  /// Where this very line is among others; else where the first line of the same case is,
  /// and nil where there is none.
  func place(in things: [Int: TodayRow]) -> Int? {
    let places = things.keys.sorted()
    for nearness in Nearness.allCases {
      let found = places.first { place in
        things[place].map { isSame(as: $0, nearness) } ?? false
      }
      if let found { return found }
    }
    return nil
  }

  /// How near a line is to being the same, the nearest first.
  private enum Nearness: CaseIterable {
    /// Of the same kind, about the same case, on the same day, at the same hour and in the
    /// same words.
    case line
    /// The same but for its day, hour or words, which somebody changed.
    case thing
    case person
  }

  private func isSame(as other: TodayRow, _ nearness: Nearness) -> Bool {
    if nearness == .person { return caseID != nil && caseID == other.caseID }
    switch (self, other) {
    case (.caseload(let a), .caseload(let b)): return a.caseID == b.caseID
    case (.item(let a, _), .item(let b, _)):
      guard a.source == b.source, a.caseID == b.caseID else { return false }
      return nearness == .thing || (a.on, a.at) == (b.on, b.at) && a.text == b.text
    case (.day(let a), .day(let b)): return a == b
    case (.note(let a), .note(let b)): return a.note.id == b.note.id
    case (.action(let a), .action(let b)): return a.id == b.id
    default: return false
    }
  }
}

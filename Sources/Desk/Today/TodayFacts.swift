// What Today shows, read from the casebook at one moment.

import Casebook
import Casework
import Foundation

struct TodayFacts {
  var ahead: DayAhead
  var band: ClosedRange<Int>
  var guidance = Guidance.childrenAndYoungPeople
  var wholeTimeEquivalent: Double

  var today: Casework.Day { ahead.today }
  /// Whether there is anything to show at all.
  var isEmpty: Bool { ahead.open + ahead.newCount == 0 && ahead.agenda.items.isEmpty }

  init(from book: Casebook, at now: Date) throws {
    ahead = try book.dayAhead(at: now)
    wholeTimeEquivalent = book.worker.wholeTimeEquivalent
    band = guidance.band(wholeTimeEquivalent: wholeTimeEquivalent)
  }
}

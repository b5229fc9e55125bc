// What Today shows, read from the casebook at one moment.

import Casebook
import Casework
import Foundation

struct TodayFacts {
  var ahead: DayAhead
  /// How the worker's caseload stands, and what a supervisor has said to them.
  var load: TodayLoad?
  /// Supervisors who are away, a sentence each.
  var standIns: [String]

  var today: Casework.Day { ahead.today }
  /// Whether there is anything to show at all.
  var isEmpty: Bool {
    ahead.open + ahead.newCount == 0 && ahead.agenda.items.isEmpty && load?.hasWords != true
  }

  init(from book: Casebook, at now: Date) throws {
    ahead = try book.dayAhead(at: now)
    load = try TodayLoad(from: book, on: ahead.today)
    standIns = try book.standInWords(on: ahead.today)
  }
}

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
  /// Of those in the diary, whose record asks for a reason before it opens.
  private let closed: Set<Identifier<Case>>

  var today: Casework.Day { ahead.today }
  /// Whether there is anything to show at all.
  var isEmpty: Bool {
    ahead.open + ahead.newCount == 0 && ahead.agenda.items.isEmpty && load?.hasWords != true
  }

  init(from book: Casebook, at now: Date) throws {
    ahead = try book.dayAhead(at: now)
    load = try TodayLoad(from: book, on: ahead.today)
    standIns = try book.standInWords(on: ahead.today)
    let others = ahead.rows.values.filter { $0.facts.holderID != book.worker.id }.map(\.caseID)
    closed = Set(try others.filter { try !book.mayPreview($0) })
  }

  /// Whether a row's record may be read as it is: the lists are of one's own and of new
  /// referrals, the diary may be about anybody.
  func mayRead(_ row: CaseloadRow) -> Bool { !closed.contains(row.caseID) }
}

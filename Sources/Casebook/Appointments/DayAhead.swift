// A worker's day, gathered at one moment: who needs them now, what today holds, what was
// not written down, who is new and who waits. The desk's Today and the command show it.

import Casework
import Foundation
import GRDB

/// What Today shows.
public struct DayAhead: Equatable, Sendable {
  public var today: Day
  /// What is late, the most pressing first; no more than ``most``.
  public var late: [CaseloadRow] = []
  public var lateCount = 0
  /// From a week ago to six days on.
  public var agenda: Agenda
  /// The rows of the cases that the agenda is about.
  public var rows: [Identifier<Case>: CaseloadRow] = [:]
  /// Referrals that nobody holds, the greatest risk first, then the oldest.
  public var new: [CaseloadRow] = []
  public var newCount = 0
  /// The day of the oldest of them all.
  public var oldestNew: Day?
  /// Open cases that others lead and the worker works on too, what is due soonest first.
  public var beside: [CaseloadRow] = []
  public var besideCount = 0
  /// The last working day before today, which "new since" counts from.
  public var since: Day
  /// How many came in since then, by who referred them, the most first.
  public var newSince: [(source: ReferralSource, count: Int)] = []
  /// Of the worker's own, how many wait for a first contact, and how many are new to
  /// them.
  public var waiting = 0
  public var newToMe = 0
  public var open = 0

  /// How many rows a part holds at the most: Today is a place to start from, not a
  /// list of everything.
  public static let most = 60

  public var newSinceCount: Int { newSince.reduce(0) { $0 + $1.count } }

  public static func == (a: DayAhead, b: DayAhead) -> Bool {
    a.today == b.today && a.late == b.late && a.lateCount == b.lateCount && a.agenda == b.agenda
      && a.new == b.new && a.newCount == b.newCount && a.open == b.open
  }
}

extension Casebook {
  /// Gathers the worker's day as it stands at `now`.
  public func dayAhead(at now: Date) throws -> DayAhead {
    let today = Day(now)
    let mine = CaseloadFilter(.held(by: worker.id), on: today)
    let nobodys = CaseloadFilter(.nobodys, on: today)
    let agenda = try agenda(from: today.adding(days: -7), to: today.adding(days: 6), at: now)
    var ahead = DayAhead(
      today: today, agenda: agenda.agenda, rows: agenda.rows, since: today.lastWorkingDay)
    // All of them are ranked before the list is cut: what presses most may be late by a day.
    let late = try due(mine, from: nil, to: today.adding(days: -1), limit: -1)
    ahead.late = Array(late.byPressing(on: today).prefix(DayAhead.most))
    ahead.lateCount = late.count
    ahead.new = try inbox(limit: 12)
    ahead.newCount = try caseloadCount(nobodys)
    ahead.oldestNew = try oldestInInbox()
    let beside = CaseloadFilter(.worksWith(worker.id), on: today)
    ahead.beside = try caseload(beside, order: .due, limit: 8)
    ahead.besideCount = ahead.beside.count < 8 ? ahead.beside.count : try caseloadCount(beside)
    ahead.open = try caseloadCount(mine)
    ahead.waiting = try count(.waitingForFirst, of: mine)
    ahead.newToMe = try count(.newToHolder, of: mine)
    ahead.newSince = try newSince(ahead.since)
    return ahead
  }

  /// A worker's days, and the rows of the cases that they are about.
  public func agenda(
    from: Day, to: Day, at now: Date
  ) throws -> (agenda: Agenda, rows: [Identifier<Case>: CaseloadRow]) {
    let today = Day(now)
    let mine = CaseloadFilter(.held(by: worker.id), on: today)
    // What is late stands under "needs you now", not on the day that it was due.
    let first = max(from, today)
    let cases = try promised(mine, from: first, to: to)
    let rows = cases.eachDue(from: first, to: to, policy: policy)
    let diary =
      try diary(of: worker.id, from: from, to: to)
      + colleaguesDiary(aboutCasesOf: worker.id, from: from, to: to)
    let visits = try visits(of: worker.id, from: from, to: to)
    var known = Dictionary(cases.map { ($0.caseID, $0) }, uniquingKeysWith: { a, _ in a })
    for entry in diary {
      guard let id = entry.appointment.caseID, known[id] == nil else { continue }
      known[id] = try caseloadRow(id)
    }
    return (Agenda(diary: diary, visits: visits, due: rows, now: now), known)
  }

  /// One case as a row of the caseload; nil where there is none.
  public func caseloadRow(_ id: Identifier<Case>) throws -> CaseloadRow? {
    try read { db in
      try Self.values(
        """
        SELECT case_line.*, person.*, worker.name AS holder_name,
          case_line.need AS line_need, case_line.case_id AS line_id
        FROM case_line JOIN person ON person.id = case_line.person_id
        LEFT JOIN worker ON worker.id = case_line.holder_id
        WHERE case_line.case_id = ?
        """, [id.text], in: db, Self.caseloadRow
      ).first
    }
  }

  /// How many cases of a list answer a question with yes.
  public func count(_ question: CaseQuestion, of filter: CaseloadFilter) throws -> Int {
    var filter = filter
    filter.questions.append(question)
    return try caseloadCount(filter)
  }

  /// Referrals since a day that nobody holds yet, by who made them.
  private func newSince(_ day: Day) throws -> [(source: ReferralSource, count: Int)] {
    try read { db in
      try Self.values(
        """
        SELECT referral_source AS source, count(*) AS referrals
        FROM case_line INDEXED BY line_new
        WHERE closed_on IS NULL AND holder_id IS NULL AND referred_on >= ?
        GROUP BY referral_source ORDER BY referrals DESC, referral_source
        """, [day.iso], in: db
      ) { (source: try $0.code("source"), count: $0.number("referrals") ?? 0) }
    }
  }
}

extension Day {
  /// The working day before this one: Friday's on a Monday.
  public var lastWorkingDay: Day {
    var day = adding(days: -1)
    while day.weekday == .saturday || day.weekday == .sunday { day = day.adding(days: -1) }
    return day
  }

  /// The Monday of its week.
  public var monday: Day { adding(days: 1 - weekday.rawValue) }

  /// "yesterday" or "Friday", of a day within the last week.
  public func sinceWords(on today: Day) -> String {
    days(until: today) == 1 ? "yesterday" : weekday.name
  }
}

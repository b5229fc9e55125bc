// The weeks above guidance, from who held what, with what was said to be done.

import Casework
import Foundation
import GRDB

extension Casebook {
  /// The name of the action that counting weeks is; undo passes it by.
  static let countingAction = "Count the weeks that are over"

  /// How far back weeks are counted that nobody counted yet: half a year.
  static let weeksBack = 26

  /// The weeks in which a worker held more than guidance says, the latest first.
  ///
  /// A finished week has the figures and the guidance with which it was first counted.
  /// Of the others, cases that are open weigh what they weigh now; those that have ended
  /// what somebody said of them, or a standard case.
  ///
  /// - Parameter weeks: how far back, 26 being half a year; nil is all that was counted.
  public func overCapacityWeeks(
    of member: TeamMember, settings: TeamSettings, weeks: Int? = 26, on today: Day
  ) throws -> [OverCapacityWeek] {
    let first = today.adding(days: -7 * (weeks ?? Self.weeksBack))
    return try read { db in
      let done = try Self.done(of: member.worker.id, in: db)
      let counted = try Self.counted(of: member.worker, done: done, in: db)
      let known = Set(counted.map(\.monday))
      let others = OverCapacity.weeks(
        of: member.worker, terms: member.terms, absences: member.absences,
        intervals: try Self.intervals(of: member, settings: settings, since: first, in: db),
        done: done, guidance: settings.guidance, model: settings.points, from: first, to: today
      ).filter { !known.contains($0.monday) }
      let monday = first.adding(days: 1 - first.weekday.rawValue)
      let kept = counted.filter { $0.isOver && (weeks == nil || $0.monday >= monday) }
      return (kept + others).sorted { $0.monday > $1.monday }
    }
  }

  /// The weeks over guidance of a whole team, the latest first. A supervisor sees those of
  /// workers who have left with them: evidence does not leave with a worker.
  public func overCapacityWeeks(of team: Team, weeks: Int? = 26) throws -> [OverCapacityWeek] {
    var all = try team.members.flatMap {
      try overCapacityWeeks(of: $0, settings: team.settings, weeks: weeks, on: team.today)
    }
    if team.oversight.oversees {
      let gone = team.workers.filter { worker in
        team.member(worker.id) == nil
          && team.terms.first { $0.workerID == worker.id }?.leavesOn.map { $0 < team.today }
            ?? false
      }
      let first = weeks.map { team.today.adding(days: -7 * $0) }
      all += try read { db in
        try gone.flatMap { worker in
          try Self.counted(of: worker, done: Self.done(of: worker.id, in: db), in: db)
        }
      }.filter { week in week.isOver && first.map { week.monday >= $0 } ?? true }
    }
    return all.sorted { ($1.monday, $0.workerName) < ($0.monday, $1.workerName) }
  }

  /// Counts the weeks that are over and were not counted yet, and keeps them as they are
  /// now: whatever hours or guidance become later, what a week was stays.
  ///
  /// - Returns: how many were counted.
  @discardableResult
  public func countFinishedWeeks(of team: Team, at now: Date = Date()) throws -> Int {
    let today = team.today
    let monday = today.adding(days: 1 - today.weekday.rawValue)
    let latest = try read { db in
      try Self.values(
        "SELECT worker_id, max(monday) AS latest FROM capacity_week GROUP BY worker_id", [],
        in: db
      ) { (worker: $0.id("worker_id") as Identifier<LinkWorker>, day: $0.day("latest")) }
    }
    let known = Dictionary(
      latest.compactMap { one in one.day.map { (one.worker, $0) } },
      uniquingKeysWith: { first, _ in first })
    let missing = team.members.filter {
      known[$0.worker.id].map { $0 < monday.adding(days: -7) } ?? true
    }
    let weeks = try read { db in
      try missing.flatMap { member in
        let first = max(
          known[member.worker.id]?.adding(days: 7) ?? today.adding(days: -7 * Self.weeksBack),
          today.adding(days: -7 * Self.weeksBack))
        return OverCapacity.counted(
          of: member.worker, terms: member.terms, absences: member.absences,
          intervals: try Self.intervals(of: member, settings: team.settings, since: first, in: db),
          guidance: team.settings.guidance, model: team.settings.points, from: first,
          to: monday.adding(days: -1))
      }
    }
    guard !weeks.isEmpty else { return 0 }
    try write(Self.countingAction, at: now) { db in
      let insert = try db.cachedStatement(
        sql: """
          INSERT INTO capacity_week (id, worker_id, monday, open, most, points, capacity, guidance,
            is_over)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
          """)
      for week in weeks.reversed() {
        let id: Identifier<OverCapacityWeek> = mint(at: now)
        try insert.execute(arguments: [
          id.text, week.workerID.text, week.monday.iso, week.open, week.most,
          Int((week.points * 100).rounded()), Int((week.capacity * 100).rounded()),
          week.guidance.stored, week.isOver ? 1 : 0,
        ])
      }
    }
    return weeks.count
  }

  /// The weeks of a worker that were counted, the earliest first; of a week that two
  /// desks counted, the first.
  private static func counted(
    of worker: LinkWorker, done: [Day: String], in db: Database
  ) throws -> [OverCapacityWeek] {
    var seen: Set<Day> = []
    return try values(
      "SELECT * FROM capacity_week WHERE worker_id = ? ORDER BY monday, row", [worker.id.text],
      in: db
    ) { row in
      let monday = row.day("monday") ?? Day(number: 0)
      return OverCapacityWeek(
        workerID: worker.id, workerName: worker.name, monday: monday,
        open: row.number("open") ?? 0, most: row.number("most"),
        points: Double(row.number("points") ?? 0) / 100,
        capacity: Double(row.number("capacity") ?? 0) / 100, guidance: row.text("guidance"),
        done: done[monday] ?? "", isOver: row.number("is_over") == 1)
    }.filter { seen.insert($0.monday).inserted }
  }

  private static func done(
    of worker: Identifier<LinkWorker>, in db: Database
  ) throws -> [Day: String] {
    let said = try values(
      "SELECT monday, done FROM over_capacity_note WHERE worker_id = ? ORDER BY row",
      [worker.text], in: db
    ) { ($0.day("monday") ?? Day(number: 0), $0.text("done")) }
    return Dictionary(said, uniquingKeysWith: { _, last in last })
  }

  /// What somebody has held since a day, with what it weighs.
  private static func intervals(
    of member: TeamMember, settings: TeamSettings, since first: Day, in db: Database
  ) throws -> [HeldInterval] {
    let now = Dictionary(
      member.cases.map { ($0.row.caseID, $0.points) }, uniquingKeysWith: { a, _ in a })
    return try values(
      """
      SELECT holding.case_id, begins, ends, case_weight.intensity, case_weight.modifiers,
        person.date_of_birth
      FROM holding LEFT JOIN case_weight ON case_weight.case_id = holding.case_id
      JOIN case_record ON case_record.id = holding.case_id
      JOIN person ON person.id = case_record.person_id
      WHERE worker_id = ? AND (ends IS NULL OR ends >= ?)
      """, [member.worker.id.text, moment(startOf: first)], in: db
    ) { row in
      let points = try now[row.id("case_id")] ?? points(ofEnded: row, model: settings.points)
      return HeldInterval(
        from: Day(row.moment("begins") ?? .distantPast), to: row.moment("ends").map { Day($0) },
        points: points, dateOfBirth: row.day("date_of_birth"))
    }
  }

  private static func points(ofEnded row: Row, model: PointsModel) throws -> Double {
    let intensity: CaseIntensity =
      row["intensity"] == nil ? .standard : try row.code("intensity")
    let modifiers = row.text("modifiers").split(separator: ",")
      .compactMap { CaseModifier(rawValue: String($0)) }
    return max(0, model.points(intensity) + modifiers.reduce(0) { $0 + model.points($1) })
  }

  /// Says what was done about a week above guidance, in the place of what was said.
  public func keep(
    overCapacity done: String, of worker: Identifier<LinkWorker>, week monday: Day,
    at now: Date = Date()
  ) throws {
    try write("Say what was done about a week over guidance", at: now) { db in
      let known = try String.fetchOne(
        db, sql: "SELECT id FROM over_capacity_note WHERE worker_id = ? AND monday = ?",
        arguments: [worker.text, monday.iso])
      if let known {
        try db.execute(
          sql: "UPDATE over_capacity_note SET done = ? WHERE id = ?",
          arguments: [done.stored, known])
      } else {
        let id: Identifier<OverCapacityWeek> = mint(at: now)
        try db.execute(
          sql: "INSERT INTO over_capacity_note (id, worker_id, monday, done) VALUES (?, ?, ?, ?)",
          arguments: [id.text, worker.text, monday.iso, done.stored])
      }
    }
  }
}

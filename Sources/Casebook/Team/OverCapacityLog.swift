// The weeks above guidance, from who held what, with what was said to be done.

import Casework
import Foundation
import GRDB

extension Casebook {
  /// The weeks in which a worker held more than guidance says, the latest first.
  ///
  /// Cases that are open weigh what they weigh now; those that have ended what somebody
  /// said of them, or a standard case.
  ///
  /// - Parameter weeks: how far back, 26 being half a year.
  public func overCapacityWeeks(
    of member: TeamMember, settings: TeamSettings, weeks: Int = 26, on today: Day
  ) throws -> [OverCapacityWeek] {
    let first = today.adding(days: -7 * weeks)
    return try read { db in
      let now = Dictionary(
        member.cases.map { ($0.row.caseID, $0.points) }, uniquingKeysWith: { a, _ in a })
      let intervals = try Self.values(
        """
        SELECT holding.case_id, begins, ends, case_weight.intensity, case_weight.modifiers,
          person.date_of_birth
        FROM holding LEFT JOIN case_weight ON case_weight.case_id = holding.case_id
        JOIN case_record ON case_record.id = holding.case_id
        JOIN person ON person.id = case_record.person_id
        WHERE worker_id = ? AND (ends IS NULL OR ends >= ?)
        """, [member.worker.id.text, Self.moment(startOf: first)], in: db
      ) { row -> HeldInterval in
        let points =
          try now[row.id("case_id")] ?? Self.points(ofEnded: row, model: settings.points)
        return HeldInterval(
          from: Day(row.moment("begins") ?? .distantPast), to: row.moment("ends").map { Day($0) },
          points: points, dateOfBirth: row.day("date_of_birth"))
      }
      let done = try Self.values(
        "SELECT monday, done FROM over_capacity_note WHERE worker_id = ? ORDER BY row",
        [member.worker.id.text], in: db
      ) { ($0.day("monday") ?? Day(number: 0), $0.text("done")) }
      return OverCapacity.weeks(
        of: member.worker, terms: member.terms, absences: member.absences, intervals: intervals,
        done: Dictionary(done, uniquingKeysWith: { _, last in last }),
        guidance: settings.guidance, model: settings.points, from: first, to: today)
    }
  }

  /// The weeks over guidance of a whole team, the latest first.
  public func overCapacityWeeks(of team: Team, weeks: Int = 26) throws -> [OverCapacityWeek] {
    try team.members.flatMap {
      try overCapacityWeeks(of: $0, settings: team.settings, weeks: weeks, on: team.today)
    }.sorted { ($1.monday, $0.workerName) < ($0.monday, $1.workerName) }
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

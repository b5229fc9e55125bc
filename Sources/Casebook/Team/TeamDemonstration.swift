// Brings the demonstration town's team into a casebook.

import Casework
import GRDB

extension Casebook {
  func insert(_ team: TownTeam, in db: Database) throws {
    for terms in team.terms { try put(terms, in: db) }
    for absence in team.absences { try put(absence, in: db) }
    for session in team.sessions { try put(session, in: db) }
    for note in team.notes { try put(note, in: db) }
    for week in team.overCapacity {
      let id: Identifier<OverCapacityWeek> = mint()
      try db.execute(
        sql: "INSERT INTO over_capacity_note (id, worker_id, monday, done) VALUES (?, ?, ?, ?)",
        arguments: [id.text, week.worker.text, week.monday.iso, week.done.stored])
    }
  }
}

// When and how far each person can go, as rows.

import Casework
import Foundation
import GRDB

extension Casebook {
  /// When, how far and for how much a person can go; empty where nobody asked.
  public func reach(of person: Identifier<Person>) throws -> Reach {
    try read { try Self.reach(of: person, in: $0) }
  }

  static func reach(of person: Identifier<Person>, in db: Database) throws -> Reach {
    guard
      let row = try Row.fetchOne(
        db.cachedStatement(sql: "SELECT * FROM reach WHERE person_id = ? ORDER BY id DESC LIMIT 1"),
        arguments: [person.text])
    else { return Reach() }
    let access = row.text("access").split(separator: ",").map(String.init)
    return Reach(
      // What a newer version wrote and this one cannot read counts as not asked.
      freeTimes: (try? FreeTimes(reading: row.text("free_times"))) ?? FreeTimes(),
      miles: row.number("miles"), pence: row.number("pence"),
      access: Set(access.compactMap(AccessNeed.init)))
  }

  /// Keeps when, how far and for how much a person can go.
  public func keep(
    _ reach: Reach, of person: Identifier<Person>, at now: Date = Date()
  ) throws {
    try write("Say when and how far they can go", at: now) { db in
      try insert(reach, of: person, id: mint(at: now), in: db)
    }
  }

  func insert(
    _ reach: Reach, of person: Identifier<Person>, id fresh: Identifier<Reach>, in db: Database
  ) throws {
    let known = try String.fetchOne(
      db, sql: "SELECT id FROM reach WHERE person_id = ? ORDER BY id DESC LIMIT 1",
      arguments: [person.text])
    let access = AccessNeed.allCases.filter(reach.access.contains).map(\.rawValue)
    try db.cachedStatement(
      sql: """
        INSERT INTO reach (id, person_id, free_times, miles, pence, access)
        VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET free_times = excluded.free_times, miles = excluded.miles,
          pence = excluded.pence, access = excluded.access
        """
    ).execute(arguments: [
      known ?? fresh.text, person.text, reach.freeTimes.words, reach.miles, reach.pence,
      access.joined(separator: ","),
    ])
  }
}

// What somebody was interested in, and what was looked for in vain.

import Casework
import Foundation
import GRDB

extension Casebook {
  /// Notes that somebody liked the sound of an asset. It is no referral.
  public func note(_ interested: Interested, at now: Date = Date()) throws {
    try write("Note an interest", at: now) { db in
      try db.execute(
        sql: """
          INSERT INTO interest (id, case_id, goal_id, asset_id, interested_on, worker_id, note)
          VALUES (?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          interested.id.text, interested.caseID.text, interested.goalID?.text,
          interested.assetID.text, interested.on.iso, interested.workerID.text,
          interested.note.stored,
        ])
    }
  }

  /// What a person was interested in, the latest first.
  public func interests(of caseID: Identifier<Case>) throws -> [Interested] {
    try read { db in
      try Row.fetchAll(
        db,
        sql: "SELECT * FROM interest WHERE case_id = ? ORDER BY interested_on DESC, row DESC",
        arguments: [caseID.text]
      ).map { row in
        Interested(
          id: row.id("id"), caseID: caseID, goalID: row.optionalID("goal_id"),
          assetID: row.id("asset_id"), on: row.day("interested_on") ?? Day(number: 0),
          workerID: row.id("worker_id"), note: row.text("note"))
      }
    }
  }

  /// The names of services, by their ids.
  public func assetNames(_ ids: [Identifier<Asset>]) throws -> [Identifier<Asset>: String] {
    guard !ids.isEmpty else { return [:] }
    return try read { db in
      try ids.reduce(into: [:]) { names, id in
        names[id] = try String.fetchOne(
          db.cachedStatement(sql: "SELECT name FROM directory_service WHERE id = ?"),
          arguments: [id.stored]
        ).map(StoredText.decoded)
      }
    }
  }

  /// Notes that nothing fitted.
  public func note(_ unmet: UnmetNeed, at now: Date = Date()) throws {
    try write("Note an unmet need", at: now) { try insert(unmet, in: $0) }
  }

  func insert(_ unmet: UnmetNeed, in db: Database) throws {
    let unmet = try placed(unmet, in: db)
    try db.cachedStatement(
      sql: """
        INSERT INTO unmet_need (id, case_id, goal_id, need, wanted, age, place, times, ward, kind,
          noted_on, worker_id)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      unmet.id.stored, unmet.caseID.stored, unmet.goalID.stored, unmet.need.stored,
      unmet.wanted.stored, unmet.age, unmet.place.stored, unmet.times.stored, unmet.ward.stored,
      unmet.kind.stored, unmet.on.stored, unmet.workerID.stored,
    ])
  }

  /// The same with what the record tells besides: the ward, the kind, and when they are
  /// free. It is kept as it is on this day; people move.
  private func placed(_ unmet: UnmetNeed, in db: Database) throws -> UnmetNeed {
    var unmet = unmet
    let person = try Row.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT person.* FROM person JOIN case_record ON case_record.person_id = person.id
          WHERE case_record.id = ?
          """), arguments: [unmet.caseID.stored]
    ).map(Self.person)
    if unmet.ward.isEmpty {
      let home = person?.postcode
      // Where they live, unless another place was written.
      let isHome =
        unmet.place.isEmpty || unmet.place == home?.outward || unmet.place == home?.description
      let text = isHome ? home?.description ?? "" : unmet.place
      unmet.ward = try Self.place(of: text, in: db)?.ward ?? ""
    }
    if unmet.place.isEmpty { unmet.place = person?.postcode?.outward ?? "" }
    if unmet.kind.isEmpty {
      unmet.kind = Self.taxonomy(in: db).kind(ofNeed: [unmet.wanted, unmet.need])
    }
    if unmet.times.isEmpty, let person {
      unmet.times = try Self.reach(of: person.id, in: db).freeTimes.words
    }
    return unmet
  }

  /// What was looked for in vain, the latest first.
  ///
  /// - Parameters:
  ///   - caseID: of this case alone; nil for the whole casebook.
  ///   - days: noted on one of these days; nil for whenever it was.
  public func unmetNeeds(
    of caseID: Identifier<Case>? = nil, on days: ClosedRange<Day>? = nil
  ) throws -> [UnmetNeed] {
    try read { db in
      var conditions: [String] = []
      var arguments: [DatabaseValue] = []
      if let caseID {
        conditions.append("case_id = ?")
        arguments.append(caseID.stored)
      }
      if let days {
        conditions.append("noted_on BETWEEN ? AND ?")
        arguments += [days.lowerBound.stored, days.upperBound.stored]
      }
      let filter = conditions.isEmpty ? "" : "WHERE \(conditions.joined(separator: " AND "))"
      return try Row.fetchAll(
        db, sql: "SELECT * FROM unmet_need \(filter) ORDER BY noted_on DESC, row DESC",
        arguments: StatementArguments(arguments)
      ).map { row in
        UnmetNeed(
          id: row.id("id"), caseID: row.id("case_id"), goalID: row.optionalID("goal_id"),
          need: row.text("need"), wanted: row.text("wanted"), age: row.number("age"),
          place: row.text("place"), times: row.text("times"), ward: row.text("ward"),
          kind: row.text("kind"), on: row.day("noted_on") ?? Day(number: 0),
          workerID: row.id("worker_id"))
      }
    }
  }
}

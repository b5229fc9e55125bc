// What cases weigh, as rows and as lists need it.

import Casework
import Foundation
import GRDB

extension Casebook {
  /// What somebody said of a case's weight; nil where nobody did.
  public func weight(of id: Identifier<Case>) throws -> CaseWeight? {
    try read { try Self.weight(of: id, in: $0) }
  }

  /// Says what a case weighs, in the place of what was said before.
  public func keep(_ weight: CaseWeight, at now: Date = Date()) throws {
    try write("Weigh a case", at: now) { try put(weight, in: $0) }
  }

  func put(_ weight: CaseWeight, in db: Database) throws {
    if let known = try Self.weight(of: weight.caseID, in: db)?.id {
      try db.execute(
        sql: "UPDATE case_weight SET intensity = ?, modifiers = ?, ends_on = ? WHERE id = ?",
        arguments: [
          weight.intensity?.rawValue, Self.modifierList(weight.modifiers), weight.endsOn.stored,
          known.stored,
        ])
    } else {
      try insert(weight, in: db)
    }
  }

  func insert(_ weight: CaseWeight, in db: Database) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO case_weight (id, case_id, intensity, modifiers, ends_on)
        VALUES (?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      weight.id.stored, weight.caseID.stored, weight.intensity?.rawValue,
      Self.modifierList(weight.modifiers), weight.endsOn.stored,
    ])
  }

  private static func modifierList(_ modifiers: Set<CaseModifier>) -> String {
    CaseModifier.allCases.filter(modifiers.contains).map(\.rawValue).joined(separator: ",")
  }

  static func weight(of id: Identifier<Case>, in db: Database) throws -> CaseWeight? {
    try values(
      "SELECT * FROM case_weight WHERE case_id = ? ORDER BY row LIMIT 1", [id.text], in: db, weight
    ).first
  }

  static func weight(_ row: Row) throws -> CaseWeight {
    let modifiers = row.text("modifiers").split(separator: ",")
      .compactMap { CaseModifier(rawValue: String($0)) }
    return CaseWeight(
      id: row.id("id"), caseID: row.id("case_id"),
      intensity: row["intensity"] == nil ? nil : try row.code("intensity"),
      modifiers: Set(modifiers), endsOn: row.day("ends_on"))
  }

  /// Weighs the cases of some rows of a list, in their order.
  public func weighed(_ rows: [CaseloadRow], on today: Day) throws -> [WeighedCase] {
    let model = try setting(PointsModel.self)
    return try read { try Self.weighed(rows, model: model, on: today, in: $0) }
  }

  static func weighed(
    _ rows: [CaseloadRow], model: PointsModel, on today: Day, in db: Database
  ) throws -> [WeighedCase] {
    // Eight weeks for visits at home, four for the hours.
    let eight = moment(startOf: today.adding(days: -56))
    let four = moment(startOf: today.adding(days: -28))
    let list = "[\(rows.map { JSONValue.quoted($0.caseID.text) }.joined(separator: ","))]"
    let weights = Dictionary(
      try values(
        """
        SELECT * FROM case_weight WHERE case_id IN (SELECT value FROM json_each(?)) ORDER BY row
        """, [list], in: db, weight
      ).map { ($0.caseID, $0) }, uniquingKeysWith: { first, _ in first })
    let reached = ContactOutcome.allCases.filter(\.reachedThem).map {
      JSONValue.quoted($0.rawValue)
    }
    let met = Dictionary(
      try values(
        """
        SELECT case_id, sum(outcome IN (SELECT value FROM json_each(?2))) AS spoken,
          max(at >= ?3 AND mode = ?4) AS visits, sum(at >= ?5) AS recent,
          sum(iif(at >= ?5, minutes, 0)) AS minutes
        FROM case_contact WHERE case_id IN (SELECT value FROM json_each(?1)) GROUP BY case_id
        """,
        [list, "[\(reached.joined(separator: ","))]", eight, ContactMode.homeVisit.rawValue, four],
        in: db
      ) { (Identifier<Case>($0["case_id"] as String? ?? ""), CaseMeetings($0)) },
      uniquingKeysWith: { first, _ in first })
    return rows.map { row in
      let met = row.facts.closedOn == nil ? met[row.caseID] ?? CaseMeetings() : CaseMeetings()
      return WeighedCase(
        row, weight: weights[row.caseID], visitsAtHome: met.visitsAtHome,
        recentContacts: met.recent, recentMinutes: met.minutes, contacts: met.spoken, model: model)
    }
  }

  /// Milliseconds since 1970 at which a day begins here.
  static func moment(startOf day: Day) -> Int64 {
    let noon = Date(timeIntervalSince1970: Double(day.number) * 86_400 + 43_200)
    let shift = TimeZone.current.secondsFromGMT(for: noon)
    return (Int64(day.number) * 86_400 - Int64(shift)) * 1000
  }
}

/// What the contacts of a case come to.
private struct CaseMeetings {
  var spoken = 0
  /// In the last eight weeks.
  var visitsAtHome = false
  /// In the last four weeks.
  var recent = 0
  var minutes = 0

  init() {}

  init(_ row: Row) {
    spoken = row.number("spoken") ?? 0
    visitsAtHome = row.number("visits") == 1
    recent = row.number("recent") ?? 0
    minutes = row.number("minutes") ?? 0
  }
}

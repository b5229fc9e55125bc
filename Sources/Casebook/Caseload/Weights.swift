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
    let contacts = try db.cachedStatement(
      sql: "SELECT mode, minutes, at, outcome FROM case_contact WHERE case_id = ?")
    let weights = try db.cachedStatement(
      sql: "SELECT * FROM case_weight WHERE case_id = ? ORDER BY row LIMIT 1")
    return try rows.map { row in
      var weight: CaseWeight?
      let found = try Row.fetchCursor(weights, arguments: [row.caseID.text])
      while let one = try found.next() { weight = try Self.weight(one) }
      var visits = false
      var count = 0
      var minutes = 0
      var spoken = 0
      if row.facts.closedOn == nil {
        let met = try Row.fetchCursor(contacts, arguments: [row.caseID.text])
        while let one = try met.next() {
          let at = one[2] as Int64? ?? 0
          if ContactOutcome(rawValue: one[3] ?? "")?.reachedThem == true { spoken += 1 }
          if at >= eight, one[0] as String? == ContactMode.homeVisit.rawValue { visits = true }
          if at >= four {
            count += 1
            minutes += one[1] as Int? ?? 0
          }
        }
      }
      return WeighedCase(
        row, weight: weight, visitsAtHome: visits, recentContacts: count, recentMinutes: minutes,
        contacts: spoken, model: model)
    }
  }

  /// Milliseconds since 1970 at which a day begins here.
  static func moment(startOf day: Day) -> Int64 {
    let noon = Date(timeIntervalSince1970: Double(day.number) * 86_400 + 43_200)
    let shift = TimeZone.current.secondsFromGMT(for: noon)
    return (Int64(day.number) * 86_400 - Int64(shift)) * 1000
  }
}

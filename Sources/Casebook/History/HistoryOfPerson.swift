// "Who changed this, when, from what": the history of one person's record, field by
// field, in words.

import Casework
import Foundation
import GRDB

/// One field that somebody changed.
public struct HistoryEntry: Equatable, Sendable {
  public var at: Date
  public var workerName: String
  /// What they did: "Log a contact".
  public var action: String
  /// What it is a field of: "contact".
  public var record: String
  public var recordID: String
  /// The field as people say it: "next step".
  public var field: String
  /// Nil where there was nothing before.
  public var old: String?
  /// Nil where nothing is left.
  public var new: String?
}

extension Casebook {
  /// The history of a person, the latest first: their own details, referrals, cases,
  /// contacts, plans and prescriptions.
  ///
  /// - Parameters:
  ///   - field: only this field, as ``HistoryEntry/field`` names it or as the table does.
  ///   - limit: how many changed rows to go through at the most.
  public func history(
    of person: Identifier<Person>, field: String? = nil, limit: Int = 2_000
  ) throws -> [HistoryEntry] {
    try read { db in
      let ids = try Self.recordIDs(of: person, in: db)
      let marks = Array(repeating: "?", count: ids.count).joined(separator: ", ")
      let names = try workerNames(in: db)
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT change.number, change.record, change.row_id, change.kind, change.old, change.new,
            action.at, action.name, worker.name AS worker_name
          FROM change
          JOIN action ON action.id = change.action_id
          LEFT JOIN worker ON worker.id = action.worker_id
          WHERE change.row_id IN (\(marks)) AND change.record <> 'reading'
          ORDER BY change.number DESC LIMIT ?
          """, arguments: StatementArguments(ids) + [limit])
      var entries: [HistoryEntry] = []
      while let row = try rows.next() {
        entries += try Self.entries(row, workers: names, in: db).filter { entry in
          field.map {
            $0.caseInsensitiveCompare(entry.field) == .orderedSame
              || $0.replacing("_", with: " ").caseInsensitiveCompare(entry.field) == .orderedSame
          }
            ?? true
        }
      }
      return entries
    }
  }

  /// The ids of every row that belongs to a person, also of rows since deleted.
  private static func recordIDs(of person: Identifier<Person>, in db: Database) throws -> [String] {
    var known: Set<String> = [person.text]
    // What rows of one table are called in the columns of those that belong to them.
    var owned = ["person_id": [person.text]]
    // Parents before their children, one a line.
    let owners: [(table: String, column: String)] = [
      ("referral", "person_id"),
      ("reach", "person_id"),
      ("case_record", "person_id"),
      ("holding", "case_id"),
      ("case_contact", "case_id"),
      ("plan", "case_id"),
      ("plan_entry", "plan_id"),
      ("goal", "plan_id"),
      ("goal_action", "goal_id"),
      ("goal_score", "goal_id"),
      ("prescription", "case_id"),
      ("prescription_step", "prescription_id"),
      ("prescription_feedback", "prescription_id"),
      ("interest", "case_id"),
      ("unmet_need", "case_id"),
      ("plan_sharing", "case_id"),
      ("plan_version", "case_id"),
      ("plan_withdrawal", "case_id"),
      ("plan_review", "case_id"),
    ]
    for owner in owners {
      let children = try String.fetchAll(
        db.cachedStatement(
          sql: """
            SELECT id FROM \(owner.table)
            WHERE \(owner.column) IN (SELECT value FROM json_each(?))
            """), arguments: [Self.list(owned[owner.column] ?? [])])
      known.formUnion(children)
      owned[owner.table == "case_record" ? "case_id" : "\(owner.table)_id", default: []] += children
    }
    // Deleted rows are in the history alone; what they belonged to is in what it kept. The
    // latest first: a goal goes after its actions, so it is met before them.
    let gone = try Row.fetchCursor(
      db.cachedStatement(
        sql: """
          SELECT change.row_id, field.value FROM change, json_each(change.old) AS field
          WHERE change.kind = 'delete' AND change.record <> 'reading'
            AND field.key IN (SELECT value FROM json_each(?))
          ORDER BY change.number DESC
          """), arguments: [Self.list(Set(owners.map(\.column)).sorted())])
    while let row = try gone.next() {
      if let owner: String = row[1], known.contains(owner) { known.insert(row[0]) }
    }
    return known.sorted()
  }

  private static func list(_ texts: [String]) -> String {
    "[\(texts.map { "\"\($0)\"" }.joined(separator: ","))]"
  }

  private static func entries(
    _ row: Row, workers: [Identifier<LinkWorker>: String], in db: Database
  ) throws -> [HistoryEntry] {
    let change = try RecordedChange(row, in: db)
    let fields = Set(change.old.keys).union(change.new.keys)
    return fields.sorted().compactMap { column in
      var old = words(change.old[column])
      var new = words(change.new[column])
      // Ids say nothing to a person, and an empty field that stays empty is no news.
      guard column != "id", !column.hasSuffix("_id") || column == "worker_id" else { return nil }
      // The sheet of an agreed version is the plan, whose own history is here already.
      guard column != "position", column != "sheet", (old ?? "") != (new ?? "") else { return nil }
      if column == "worker_id" {
        old = old.map { workers[Identifier($0)] ?? $0 }
        new = new.map { workers[Identifier($0)] ?? $0 }
      }
      return HistoryEntry(
        at: row.moment("at") ?? .distantPast, workerName: row.text("worker_name"),
        action: row.text("name"), record: HistoryWords.record(change.record),
        recordID: change.rowID, field: HistoryWords.field(column),
        old: HistoryWords.value(old, column), new: HistoryWords.value(new, column))
    }
  }

  private static func words(_ value: DatabaseValue?) -> String? {
    switch value?.storage {
    case .string(let text)?: text.isEmpty ? nil : StoredText.decoded(text)
    case .int64(let number)?: String(number)
    case .double(let number)?: String(number)
    default: nil
    }
  }
}

/// Tables and columns as people say them.
enum HistoryWords {
  static func record(_ table: String) -> String {
    switch table {
    case "case_record": "case"
    case "case_contact": "contact"
    case "plan_entry": "plan"
    case "goal_action": "action"
    case "goal_score": "score"
    case "reach": "when and where"
    case "plan_version": "agreed plan"
    case "plan_withdrawal": "agreement taken back"
    default: table.replacing("_", with: " ")
    }
  }

  static func field(_ column: String) -> String {
    switch column {
    case "at": "happened"
    case "begins": "from"
    case "ends": "until"
    case "nhs_number": "NHS number"
    case "gp_practice": "GP practice"
    case "gp_practice_code": "GP practice code"
    case "next_on": "next step on"
    case "next_at": "next step at"
    case "due_on": "by when"
    case "is_scored": "scored over time"
    case "voice": "whose words"
    case "access": "access needs"
    case "pence": "can pay"
    case "worker_id": "worker"
    default: column.replacing("_", with: " ")
    }
  }

  /// Days as dd/mm/yyyy, moments with their hour, codes without hyphens.
  static func value(_ text: String?, _ column: String) -> String? {
    guard let text else { return nil }
    if let day = Day(iso: text) { return day.british }
    if ["at", "begins", "ends"].contains(column), let milliseconds = Double(text) {
      let date = Date(timeIntervalSince1970: milliseconds / 1000)
      return "\(Day(date).british) \(Self.clock(date))"
    }
    return text
  }

  static func clock(_ date: Date) -> String {
    let seconds = Int(date.timeIntervalSince1970) + TimeZone.current.secondsFromGMT(for: date)
    let minute = ((seconds % 86_400) + 86_400) % 86_400 / 60
    return NextStep(text: "", on: Day(number: 0), at: minute).clock ?? ""
  }
}

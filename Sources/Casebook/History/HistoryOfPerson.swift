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

/// A history as far back as was asked for.
public struct HistoryStretch: Equatable, Sendable {
  /// The latest first.
  public var entries: [HistoryEntry]
  /// Whether nothing older has been left out.
  public var isWhole: Bool
}

extension Casebook {
  /// The history of a person, the latest first: their own details, referrals, cases,
  /// contacts, plans and prescriptions.
  ///
  /// - Parameters:
  ///   - field: only this field, as ``HistoryEntry/field`` names it or as the table does.
  ///   - limit: how many changed rows to give at the most; of a field, how many in which it
  ///     changed.
  public func history(
    of person: Identifier<Person>, field: String? = nil, limit: Int = .max
  ) throws -> [HistoryEntry] {
    try historyBack(of: person, field: field, limit: limit).entries
  }

  /// The same, with whether that is all there is.
  public func historyBack(
    of person: Identifier<Person>, field: String? = nil, limit: Int
  ) throws -> HistoryStretch {
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
          ORDER BY change.number DESC
          """, arguments: StatementArguments(ids))
      return try Self.stretch(rows, field: field, limit: limit, workers: names, in: db)
    }
  }

  /// Changed rows in words, until there are enough of them.
  private static func stretch(
    _ rows: RowCursor, field: String?, limit: Int, workers: [Identifier<LinkWorker>: String],
    in db: Database
  ) throws -> HistoryStretch {
    var entries: [HistoryEntry] = []
    var found = 0
    while let row = try rows.next() {
      let fits = try Self.entries(row, workers: workers, in: db).filter { entry in
        guard let field else { return true }
        return field.caseInsensitiveCompare(entry.field) == .orderedSame
          || field.replacing("_", with: " ").caseInsensitiveCompare(entry.field) == .orderedSame
      }
      guard !fits.isEmpty else { continue }
      // One more than asked for is looked at, to know whether there is one.
      if found == limit { return HistoryStretch(entries: entries, isWhole: false) }
      found += 1
      entries += fits
    }
    return HistoryStretch(entries: entries, isWhole: true)
  }

  /// The history of records that are nobody's own, such as a fund, a setting of the service
  /// or somebody's terms, the latest first.
  ///
  /// - Parameters:
  ///   - table: which table's, as `Casebook.recordTables` has it.
  ///   - id: of this record alone.
  ///   - field: only this field, as ``HistoryEntry/field`` names it or as the table does.
  ///   - limit: how many changed rows to give at the most.
  public func history(
    ofRecords table: String, id: String? = nil, field: String? = nil, limit: Int = 2_000
  ) throws -> HistoryStretch {
    try read { db in
      let names = try workerNames(in: db)
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT change.number, change.record, change.row_id, change.kind, change.old, change.new,
            action.at, action.name, worker.name AS worker_name
          FROM change
          JOIN action ON action.id = change.action_id
          LEFT JOIN worker ON worker.id = action.worker_id
          WHERE change.record = ?1 AND (?2 IS NULL OR change.row_id = ?2)
          ORDER BY change.number DESC
          """, arguments: [table, id])
      return try Self.stretch(rows, field: field, limit: limit, workers: names, in: db)
    }
  }

  /// The tables whose records have a history and are no person's own.
  public static var recordTables: [String] {
    Schema.synced.filter { table in !personTables.contains(table) }
  }

  /// The tables whose rows belong to a person.
  static var personTables: Set<String> { Set(["person"] + owners.map(\.table)) }

  /// The tables of rows that belong to a person, parents before their children, one a line.
  private static let owners: [(table: String, column: String)] =
    [
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
      ("payment", "prescription_id"),
      ("interest", "case_id"),
      ("unmet_need", "case_id"),
      ("plan_sharing", "case_id"),
      ("plan_version", "case_id"),
      ("plan_withdrawal", "case_id"),
      ("plan_review", "case_id"),
      ("appointment", "case_id"),
      ("lone_visit", "case_id"),
      ("case_member", "case_id"),
      ("relation", "person_id"),
      ("involvement", "person_id"),
      ("person_flag", "person_id"),
      ("case_weight", "case_id"),
      ("case_cover", "case_id"),
      ("record_audit", "case_id"),
      ("supervisor_note", "case_id"),
    ] + IntakeTables.owners

  /// The ids of every row that belongs to a person, also of rows since deleted.
  private static func recordIDs(of person: Identifier<Person>, in db: Database) throws -> [String] {
    var known: Set<String> = [person.text]
    // What rows of one table are called in the columns of those that belong to them.
    var owned = ["person_id": [person.text]]
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
    case "case_weight": "weight"
    case "case_cover": "cover"
    case "record_audit": "audit"
    case "lone_visit": "visit alone"
    case "relation": "family and network"
    case "involvement": "who else is involved"
    case "person_flag": "flag"
    case "case_member": "worker beside the lead"
    default: IntakeTables.words[table] ?? table.replacing("_", with: " ")
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
    case "interpreter": "interpreter for"
    case "name_to_use": "name to use"
    case "shown_on": "shown to them on"
    case "contact": "their address"
    case "addressed_to": "to"
    case "present": "who was there"
    case "on_day": "on"
    case "at_minute": "at"
    case "from_day": "from"
    case "to_day": "until"
    case "expected_end": "expected back"
    case "back_at": "back"
    case "with_whom": "with whom"
    case "does": "what they do"
    case "may_know": "may know"
    case "ends_on": "expected to end"
    case "settled_at": "answered"
    case "by_on": "by when"
    default: column.replacing("_", with: " ")
    }
  }

  /// Days as dd/mm/yyyy, moments with their hour, codes without hyphens.
  static func value(_ text: String?, _ column: String) -> String? {
    guard let text else { return nil }
    if let day = Day(iso: text) { return day.british }
    if ["at", "begins", "ends", "expected_end", "back_at", "settled_at"].contains(column),
      let milliseconds = Double(text)
    {
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

// Undo and redo of whatever a person did, as one step, from the history alone.
// Undoing is itself an action: nothing is ever taken out of the history.

import Casework
import Foundation
import GRDB

/// An action that can be undone or done again.
public struct UndoStep: Equatable, Sendable {
  let actionID: String
  /// What it did, in words: "Log a contact".
  public let name: String
}

extension Casebook {
  /// What undo would undo: this worker's latest action on this device that stands.
  public func nextUndo() throws -> UndoStep? {
    try read { db in
      let story = try story(in: db)
      return story.newestFirst.first { $0.undoes == nil && story.stands($0) }?.step
    }
  }

  /// The number of the latest action of anybody: another one than before where anything in
  /// the casebook has changed.
  public func lastAction() throws -> Int {
    try read {
      try Int.fetchOne($0.cachedStatement(sql: "SELECT max(number) FROM action")) ?? 0
    }
  }

  /// What redo would do again: the latest undo, where nothing else was done since.
  public func nextRedo() throws -> UndoStep? {
    try read { db in
      let story = try story(in: db)
      for entry in story.newestFirst {
        if entry.undoes == nil { return nil }
        if story.isUndo(entry), story.stands(entry) {
          return UndoStep(actionID: entry.id, name: story.original(of: entry).name)
        }
      }
      return nil
    }
  }

  /// What undo and redo go by, read once for both.
  private func story(in db: Database) throws -> ActionStory {
    let moment = try moment(in: db)
    if let known = latestStory, known.moment == moment { return known.story }
    let story = try ActionStory(of: worker.id, in: db)
    latestStory = (story, moment)
    return story
  }

  /// Undoes the latest action.
  ///
  /// - Parameter progress: told how much of a large one is done, 0 to 1, between its parts;
  ///   what it throws takes back what is done.
  /// - Returns: what was undone.
  /// - Throws: ``CasebookError/nothingToUndo``, or ``CasebookError/changedSince(_:)``
  ///   where a later change stands in the way; then nothing is changed.
  @discardableResult
  public func undo(at now: Date = Date(), progress: ((Double) throws -> Void)? = nil) throws
    -> UndoStep
  {
    guard let step = try nextUndo() else { throw CasebookError.nothingToUndo }
    guard try version(agreedBy: step) == nil else { throw CasebookError.agreementStands }
    try refuseUnfinished(step)
    try refuseHalfUndone(step)
    try reverse(step, named: "Undo: \(step.name)", at: now, progress)
    return step
  }

  /// Does again what was last undone.
  @discardableResult
  public func redo(at now: Date = Date(), progress: ((Double) throws -> Void)? = nil) throws
    -> UndoStep
  {
    guard let step = try nextRedo() else { throw CasebookError.nothingToUndo }
    try refuseHalfUndone(step)
    try reverse(step, named: "Redo: \(step.name)", at: now, progress)
    return step
  }

  /// Makes what has been done so far the ground that undo stops at: nobody who has
  /// just made a casebook wants to undo that.
  func settleUndo() throws {
    let last = try read { try Int.fetchOne($0, sql: "SELECT max(number) FROM action") ?? 0 }
    try remember(String(last), as: "undo floor")
  }

  private func reverse(
    _ step: UndoStep, named name: String, at now: Date, _ progress: ((Double) throws -> Void)?
  ) throws {
    if try isLarge(step) { return try reverseInParts(step, named: name, progress: progress) }
    try write(name, undoing: step.actionID, at: now) { db in
      do {
        try reverseChanges(of: step, in: db)
      } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
        throw CasebookError.changedSince(step.name)
      }
    }
  }
}

extension Casebook {
  /// Takes back what an action changed, the latest first, a few hundred at a time.
  private func reverseChanges(of step: UndoStep, in db: Database) throws {
    let parts = try String.fetchAll(
      db,
      sql: """
        SELECT id FROM action WHERE id = ?1 OR (id > ?1 || ':' AND id < ?1 || ';')
        ORDER BY number DESC
        """, arguments: [step.actionID])
    for part in parts { try reverseChanges(ofPart: part, of: step, in: db) }
  }

  private func reverseChanges(
    ofPart part: String, of step: UndoStep, in db: Database
  ) throws {
    var before = Int64.max
    while true {
      let changes = try Row.fetchAll(
        db.cachedStatement(
          sql: """
            SELECT number, record, row_id, kind, old, new FROM change
            WHERE action_id = ? AND number < ? ORDER BY number DESC LIMIT 500
            """), arguments: [part, before])
      guard let last = changes.last else { return }
      for change in changes {
        guard try RecordedChange(change, in: db).reverse(in: db) else {
          throw CasebookError.changedSince(step.name)
        }
      }
      before = last["number"]
    }
  }
}

/// The latest actions of one worker, and which of them stand.
struct ActionStory {
  struct Entry {
    let id: String
    let name: String
    let undoes: String?
    var step: UndoStep { UndoStep(actionID: id, name: name) }
  }

  let newestFirst: [Entry]
  private let byID: [String: Entry]
  private let undoneBy: [String: [Entry]]

  init(of worker: Identifier<LinkWorker>, in db: Database) throws {
    newestFirst = try Casebook.values(
      """
      SELECT id, name, undoes FROM action
      WHERE worker_id = ?1 AND name NOT IN (?2, ?3) AND number > coalesce(
        (SELECT CAST(value AS INTEGER) FROM local_state WHERE key = 'undo floor'), 0)
        -- What was done in several parts is told by its first.
        AND instr(id, ':') = 0
      ORDER BY number DESC LIMIT 500
      """, [worker.text, Casebook.readingAction, Casebook.countingAction], in: db
    ) { row in
      Entry(id: row[0] as String? ?? "", name: row.text("name"), undoes: row[2])
    }
    byID = Dictionary(newestFirst.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    undoneBy = Dictionary(grouping: newestFirst.filter { $0.undoes != nil }) { $0.undoes ?? "" }
  }

  /// An action stands unless an action that undoes it stands.
  func stands(_ entry: Entry) -> Bool {
    !(undoneBy[entry.id] ?? []).contains { stands($0) }
  }

  /// An undo undoes something done; a redo undoes an undo.
  func isUndo(_ entry: Entry) -> Bool {
    var depth = 0
    var current = entry
    while let target = current.undoes.flatMap({ byID[$0] }) {
      depth += 1
      current = target
    }
    return depth % 2 == 1
  }

  func original(of entry: Entry) -> Entry {
    var current = entry
    while let target = current.undoes.flatMap({ byID[$0] }) { current = target }
    return current
  }
}

/// One change as the history holds it, which can be taken back.
struct RecordedChange {
  let record: String
  let rowID: String
  let kind: String
  let old: [String: DatabaseValue]
  let new: [String: DatabaseValue]

  init(_ row: Row, in db: Database) throws {
    record = row["record"] as String? ?? ""
    rowID = row["row_id"] as String? ?? ""
    kind = row["kind"] as String? ?? ""
    old = try Self.fields(row["old"], in: db)
    new = try Self.fields(row["new"], in: db)
  }

  /// Takes the change back. False when the row no longer holds what it wrote.
  func reverse(in db: Database) throws -> Bool {
    guard Schema.synced.contains(record) else { return false }
    switch kind {
    case "insert":
      guard try stillHolds(new, in: db) else { return false }
      try db.execute(sql: "DELETE FROM \"\(record)\" WHERE id = ?", arguments: [rowID])
    case "update":
      guard try stillHolds(new, in: db) else { return false }
      let columns = old.keys.sorted()
      let sets = columns.map { "\"\($0)\" = ?" }.joined(separator: ", ")
      try db.execute(
        sql: "UPDATE \"\(record)\" SET \(sets) WHERE id = ?",
        arguments: StatementArguments(columns.map { old[$0] ?? .null } + [rowID.databaseValue]))
    default:
      let columns = old.keys.sorted()
      let names = columns.map { "\"\($0)\"" }.joined(separator: ", ")
      let marks = Array(repeating: "?", count: columns.count).joined(separator: ", ")
      try db.execute(
        sql: "INSERT INTO \"\(record)\" (\(names)) VALUES (\(marks))",
        arguments: StatementArguments(columns.map { old[$0] ?? .null }))
    }
    return true
  }

  /// Whether the row is as the change left it.
  func stands(in db: Database) throws -> Bool {
    guard kind == "delete" else { return try stillHolds(new, in: db) }
    let sql = "SELECT 1 FROM \"\(record)\" WHERE id = ?"
    return try Row.fetchOne(db, sql: sql, arguments: [rowID]) == nil
  }

  private func stillHolds(_ fields: [String: DatabaseValue], in db: Database) throws -> Bool {
    guard
      let row = try Row.fetchOne(
        db, sql: "SELECT * FROM \"\(record)\" WHERE id = ?", arguments: [rowID])
    else { return false }
    return fields.allSatisfy { row[$0.key] as DatabaseValue? == $0.value }
  }

  /// Read by SQLite, which wrote it: Foundation's reader of JSON does not give every
  /// text back as it went in, a byte order mark for one.
  private static func fields(_ json: String?, in db: Database) throws -> [String: DatabaseValue] {
    guard let json else { return [:] }
    var fields: [String: DatabaseValue] = [:]
    let rows = try Row.fetchCursor(
      db.cachedStatement(sql: "SELECT key, value FROM json_each(?)"), arguments: [json])
    while let row = try rows.next() { fields[row[0] as String? ?? ""] = row[1] }
    return fields
  }
}

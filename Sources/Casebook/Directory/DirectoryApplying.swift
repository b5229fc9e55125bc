// A directory coming in: each record is laid over what the casebook has, and only
// what differs is written.

import Casework
import Foundation
import GRDB

extension Casebook {
  /// Lays records over the directory. A field that a record does not mention stays
  /// as it is, one that it leaves blank becomes blank, and no record is deleted. The
  /// whole batch is one step that can be undone; where nothing differs, nothing is
  /// written, in the history either.
  ///
  /// - Parameters:
  ///   - batch: records in any order; children before the service that they belong
  ///     to are quickest.
  ///   - source: the file, as the history should name it.
  ///   - dryRun: counts what would change, and changes nothing.
  /// - Returns: for each kind of record, how many were added, updated, unchanged.
  /// - Throws: ``CasebookError``; then nothing has been written.
  public func applyDirectory(
    _ batch: some Sequence<DirectoryRecord>, source: String, dryRun: Bool = false
  ) throws -> DirectoryTally {
    do {
      return try write("Import the directory from \(source)") { db in
        var tally = DirectoryTally()
        let laying = DirectoryLaying(db: db, source: source)
        for record in batch {
          switch try laying.lay(record) {
          case .added: tally[record.entity].added += 1
          case .updated: tally[record.entity].updated += 1
          case .unchanged: tally[record.entity].unchanged += 1
          }
        }
        if dryRun { throw DryRun(tally: tally) }
        return tally
      }
    } catch let rehearsal as DryRun {
      return rehearsal.tally
    }
  }
}

/// Thrown at the end of a dry run, so that the transaction is taken back.
private struct DryRun: Error {
  var tally: DirectoryTally
}

/// Lays one record over the tables.
private struct DirectoryLaying {
  enum Outcome {
    case added, updated, unchanged
  }

  let db: Database
  let source: String

  func lay(_ record: DirectoryRecord) throws -> Outcome {
    let table = record.entity.table
    let known = try db.cachedStatement(sql: "SELECT * FROM \"\(table)\" WHERE id = ?")
    let row = try Row.fetchOne(known, arguments: [record.id.stored])
    var wanted: [(column: String, value: DatabaseValue)] = []
    for field in record.entity.fields {
      guard let value = record.fields[field.name] else { continue }
      // Where a file nested a record says which kind an attribute is of: the first
      // to say so stays.
      let kept = field.isOurs ? row?[field.name] as DatabaseValue? : nil
      if let kept, !kept.isNull { continue }
      wanted.append((field.name, value.stored))
    }
    var shared: [DirectoryNesting] = []
    for nesting in record.nestedIn {
      let place = wanted.firstIndex { $0.column == nesting.field }
      let stored = row?[nesting.field] as DatabaseValue? ?? .null
      // A column that the file names itself decides; else the first parent to come.
      let current = place.map { wanted[$0].value } ?? stored
      let parent = nesting.parentID.stored
      if current.isNull {
        if let place {
          wanted[place].value = parent
        } else {
          wanted.append((nesting.field, parent))
        }
      } else if current != parent {
        shared.append(nesting)
      }
    }
    if let extra = try mergedExtra(record.extra, over: row?["extra"]) {
      wanted.append(("extra", extra.stored))
    }
    let outcome = try write(wanted, over: row, of: record)
    var nested = false
    for nesting in shared {
      if try share(record, nesting) { nested = true }
    }
    return outcome == .unchanged && nested ? .updated : outcome
  }

  private func write(
    _ wanted: [(column: String, value: DatabaseValue)], over row: Row?, of record: DirectoryRecord
  ) throws -> Outcome {
    let table = record.entity.table
    guard let row else {
      let filled = wanted.filter { !$0.value.isNull } + [("came_from", source.stored)]
      let names = filled.map { "\"\($0.column)\"" }.joined(separator: ", ")
      let marks = Array(repeating: "?", count: filled.count + 1).joined(separator: ", ")
      try db.cachedStatement(sql: "INSERT INTO \"\(table)\" (id, \(names)) VALUES (\(marks))")
        .execute(arguments: StatementArguments([record.id.stored] + filled.map(\.value)))
      return .added
    }
    var differing = wanted.filter { (row[$0.column] as DatabaseValue? ?? .null) != $0.value }
    guard !differing.isEmpty else { return .unchanged }
    differing.append(("came_from", source.stored))
    let sets = differing.map { "\"\($0.column)\" = ?" }.joined(separator: ", ")
    try db.cachedStatement(sql: "UPDATE \"\(table)\" SET \(sets) WHERE id = ?")
      .execute(arguments: StatementArguments(differing.map(\.value) + [record.id.stored]))
    return .updated
  }

  /// Keeps a further parent of a record, which its own column has no room for.
  private func share(_ record: DirectoryRecord, _ nesting: DirectoryNesting) throws -> Bool {
    let parts = [
      record.entity.rawValue, record.id, nesting.field, nesting.parent.rawValue, nesting.parentID,
    ]
    // The same on every device, so that two that import one file agree.
    let id = JSONValue.array(parts.map(JSONValue.string)).text
    let names = ["child_entity", "child_id", "field", "parent_entity", "parent_id"]
    let link = DirectoryRecord(
      entity: .nesting, id: id,
      fields: Dictionary(
        zip(names, parts.map(DirectoryValue.text)), uniquingKeysWith: { first, _ in first }))
    return try lay(link) == .added
  }

  /// The unknown fields of a record laid over those that are there. Nil when there
  /// is nothing to say.
  private func mergedExtra(_ extra: [String: String], over stored: String?) throws -> String? {
    guard !extra.isEmpty else { return nil }
    var members: [String: String] = [:]
    if let stored, case .object(let known) = try? JSONValue(reading: StoredText.decoded(stored)) {
      for member in known { members[member.key] = member.value.text }
    }
    members.merge(extra) { _, new in new }
    let parts = members.sorted { $0.key < $1.key }.map { "\(JSONValue.quoted($0)):\($1)" }
    return "{\(parts.joined(separator: ","))}"
  }
}

extension DirectoryValue {
  fileprivate var stored: DatabaseValue {
    switch self {
    case .blank: .null
    case .text(let text): text.isEmpty ? .null : text.stored
    case .integer(let whole): whole.databaseValue
    case .number(let digits): digits.stored
    }
  }
}

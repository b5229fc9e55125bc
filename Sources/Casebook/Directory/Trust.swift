// What the team knows of services: checks, evidence, spaces, notes, and services that
// were found twice. No import touches any of it.

import Casework
import Foundation
import GRDB

extension Casebook {
  // MARK: Reading

  /// What the team knows of a service.
  public func trust(in asset: Identifier<Asset>) throws -> AssetTrust {
    try read { try TrustLoading(db: $0).trust(of: [asset.text])[asset.text] ?? AssetTrust() }
  }

  // MARK: Writing

  /// Keeps that somebody looked at a service, and how many spaces they heard of.
  public func keep(_ check: AssetCheck, spaces: AssetSpaces? = nil, at now: Date = Date()) throws {
    try write("Check a service", at: now) { db in
      if let spaces { try insert(spaces, in: db) }
      try insert(check, in: db)
    }
  }

  func insert(_ check: AssetCheck, in db: Database) throws {
    try db.execute(
      sql: """
        INSERT INTO asset_check (id, asset_id, checked_on, worker_id, way, found, note)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        check.id.text, check.assetID.stored, check.on.iso, check.by.text, check.way.rawValue,
        check.found.rawValue, check.note.stored,
      ])
  }

  /// Keeps pieces of evidence, each in the place of what was there of its kind.
  public func keep(_ assurances: [AssetAssurance], at now: Date = Date()) throws {
    try write("Keep evidence about a service", at: now) { db in
      for assurance in assurances { try insert(assurance, in: db) }
    }
  }

  func insert(_ assurance: AssetAssurance, in db: Database) throws {
    try db.execute(
      sql: """
        INSERT INTO asset_assurance (id, asset_id, kind, seen_on, expires_on, worker_id, note)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET seen_on = excluded.seen_on,
          expires_on = excluded.expires_on, worker_id = excluded.worker_id,
          note = excluded.note
        """,
      arguments: [
        Self.sharedID([assurance.assetID.text, assurance.kind.rawValue]),
        assurance.assetID.stored, assurance.kind.rawValue, assurance.seenOn.iso,
        assurance.expiresOn?.iso, assurance.by.text, assurance.note.stored,
      ])
  }

  /// Takes a piece of evidence back: it was a mistake, or no longer holds.
  public func takeBack(
    _ kind: AssetAssurance.Kind, of asset: Identifier<Asset>, at now: Date = Date()
  ) throws {
    try write("Take evidence back", at: now) { db in
      try db.execute(
        sql: "DELETE FROM asset_assurance WHERE id = ?",
        arguments: [Self.sharedID([asset.text, kind.rawValue])])
    }
  }

  /// Keeps how many more a service can take.
  public func keep(_ spaces: AssetSpaces, at now: Date = Date()) throws {
    try write("Keep a service’s spaces", at: now) { try insert(spaces, in: $0) }
  }

  func insert(_ spaces: AssetSpaces, in db: Database) throws {
    try db.execute(
      sql: """
        INSERT INTO asset_spaces (id, asset_id, spaces, wait_weeks, told_on, worker_id, note)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET spaces = excluded.spaces,
          wait_weeks = excluded.wait_weeks, told_on = excluded.told_on,
          worker_id = excluded.worker_id, note = excluded.note
        """,
      arguments: [
        Self.sharedID([spaces.assetID.text]), spaces.assetID.stored, spaces.spaces,
        spaces.waitWeeks, spaces.on.iso, spaces.by.text, spaces.note.stored,
      ])
  }

  /// Keeps a note about a service.
  public func keep(_ note: AssetNote, at now: Date = Date()) throws {
    try write("Note about a service", at: now) { try insert(note, in: $0) }
  }

  func insert(_ note: AssetNote, in db: Database) throws {
    try db.execute(
      sql: "INSERT INTO asset_note (id, asset_id, at, worker_id, text) VALUES (?, ?, ?, ?, ?)",
      arguments: [
        note.id.text, note.assetID.stored, note.at.stored, note.by.text, note.text.stored,
      ])
  }

  /// Says that two services are one, or that they are not. The record of neither is
  /// changed: where they are one, `other` is no longer listed and `kept` stands for it.
  public func decide(
    kept: Identifier<Asset>, other: Identifier<Asset>, areSame: Bool, reason: String = "",
    on day: Day, at now: Date = Date()
  ) throws {
    guard kept != other else { return }
    try write(areSame ? "Link two services as one" : "Keep two services apart", at: now) { db in
      if areSame {
        // A chain of three, or a ring, would leave nobody knowing which one counts.
        let stands = try String.fetchOne(
          db, sql: "SELECT kept_id FROM asset_pair WHERE other_id = ? AND decision = 'same'",
          arguments: [kept.stored])
        if stands != nil { throw CasebookError.refused(Self.alreadyLinked) }
        try db.execute(
          sql: """
            UPDATE asset_pair SET kept_id = ?1 WHERE kept_id = ?2 AND decision = 'same'
              AND other_id <> ?1
            """, arguments: [kept.stored, other.stored])
      }
      // One row for a pair, whichever of the two comes first.
      try db.execute(
        sql: """
          INSERT INTO asset_pair
            (id, kept_id, other_id, decision, decided_on, worker_id, reason)
          VALUES (?, ?, ?, ?, ?, ?, ?)
          ON CONFLICT (id) DO UPDATE SET kept_id = excluded.kept_id,
            other_id = excluded.other_id, decision = excluded.decision,
            decided_on = excluded.decided_on, worker_id = excluded.worker_id,
            reason = excluded.reason
          """,
        arguments: [
          Self.sharedID([kept.text, other.text].sorted()), kept.stored, other.stored,
          areSame ? "same" : "different", day.iso, worker.id.text, reason.stored,
        ])
    }
  }

  private static let alreadyLinked =
    "This service is itself linked with another that stands for it. Nothing was changed. "
    + "Link the other one instead, or part the two first."

  /// Parts two services that were linked as one.
  public func part(
    _ first: Identifier<Asset>, _ second: Identifier<Asset>, at now: Date = Date()
  ) throws {
    try write("Part two services", at: now) { db in
      try db.execute(
        sql: "DELETE FROM asset_pair WHERE id = ?",
        arguments: [Self.sharedID([first.text, second.text].sorted())])
    }
  }

  /// The same on every device, so that two that say the same agree.
  private static func sharedID(_ parts: [String]) -> String {
    StoredText.encoded(JSONValue.array(parts.map(JSONValue.string)).text)
  }
}

/// Reads what the team knows of a few services at a time.
struct TrustLoading {
  let db: Database

  /// What the team knows of each. What it knows of a twin that a service stands for is
  /// known of that service.
  func trust(of ids: [String]) throws -> [String: AssetTrust] {
    guard !ids.isEmpty else { return [:] }
    let list = JSONValue.array(ids.map { .string(StoredText.encoded($0)) }).text
    let twins = try Row.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT kept_id, other_id FROM asset_pair INDEXED BY pair_of_kept
          WHERE kept_id IN (SELECT value FROM json_each(?)) AND decision = 'same' ORDER BY row
          """), arguments: [list])
    var found = try ownTrust(of: ids)
    guard !twins.isEmpty else { return found }
    let theirs = try ownTrust(of: twins.map { $0.text("other_id") })
    for twin in twins {
      guard let other = theirs[twin.text("other_id")] else { continue }
      found[twin.text("kept_id"), default: AssetTrust()].takeIn(other)
    }
    return found
  }

  private func ownTrust(of ids: [String]) throws -> [String: AssetTrust] {
    var found: [String: AssetTrust] = [:]
    let list = JSONValue.array(ids.map { .string(StoredText.encoded($0)) }).text
    /// Rows while SQLite stands on them, which is cheaper than copies.
    func each(
      _ table: String, _ column: String, _ order: String,
      _ body: (Row, inout AssetTrust) throws -> Void
    ) throws {
      _ = try Casebook.values(
        """
        SELECT * FROM \(table) WHERE \(column) IN (SELECT value FROM json_each(?))
        ORDER BY \(order)
        """, [list], in: db
      ) { row in try body(row, &found[row.text(column), default: AssetTrust()]) }
    }
    try each("asset_check", "asset_id", "checked_on DESC, row DESC") { row, trust in
      trust.checks.append(
        AssetCheck(
          id: row.id("id"), assetID: Identifier(row.text("asset_id")),
          on: row.day("checked_on") ?? Day(number: 0), by: row.id("worker_id"),
          way: try row.code("way"), found: try row.code("found"), note: row.text("note")))
    }
    try each("asset_assurance", "asset_id", "kind") { row, trust in
      trust.assurances.append(
        AssetAssurance(
          assetID: Identifier(row.text("asset_id")), kind: try row.code("kind"),
          seenOn: row.day("seen_on") ?? Day(number: 0), expiresOn: row.day("expires_on"),
          by: row.id("worker_id"), note: row.text("note")))
    }
    try each("asset_spaces", "asset_id", "row") { row, trust in
      trust.spaces = AssetSpaces(
        assetID: Identifier(row.text("asset_id")), spaces: row.number("spaces"),
        waitWeeks: row.number("wait_weeks"), on: row.day("told_on") ?? Day(number: 0),
        by: row.id("worker_id"), note: row.text("note"))
    }
    try each("asset_note", "asset_id", "at DESC, row DESC") { row, trust in
      trust.notes.append(
        AssetNote(
          id: row.id("id"), assetID: Identifier(row.text("asset_id")),
          at: row.moment("at") ?? Date(timeIntervalSince1970: 0), by: row.id("worker_id"),
          text: row.text("text")))
    }
    try each("asset_pair", "other_id", "row") { row, trust in
      guard row.text("decision") == "same" else { return }
      trust.mergedInto = Identifier(row.text("kept_id"))
    }
    return found
  }
}

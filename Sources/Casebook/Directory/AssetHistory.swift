// What became of a service: what its publisher and the team changed, and when. A
// service that closed or moved stays here with what it was.

import Casework
import Foundation
import GRDB

/// One change in the life of a service.
public struct AssetEvent: Equatable, Sendable {
  public var at: Date
  /// Who did it.
  public var by: String
  /// "status “active” → “defunct”", "verified by phone".
  public var words: String
  /// The action it was part of: "Import the directory from services.json".
  public var action: String
}

/// What is known of a service's changes, as far back as was asked for.
public struct AssetStory: Equatable, Sendable {
  /// The latest first.
  public var events: [AssetEvent]
  /// Whether nothing older has been left out.
  public var isWhole: Bool
}

extension Casebook {
  /// The changes of a service, the latest first: its own, those of its places, telephones,
  /// contacts, times and whatever else its record has, its organisation's, and what the team
  /// noted of it.
  public func history(ofAsset id: Identifier<Asset>, limit: Int = .max) throws -> AssetStory {
    try read { db in
      let arrival = try String.fetchOne(
        db,
        sql: """
          SELECT action_id FROM change
          WHERE row_id = ? AND record = 'directory_service' AND kind = 'insert' ORDER BY number
          """, arguments: [id.stored])
      let parts = try AssetParts(of: StoredText.encoded(id.text), in: db)
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT c.record, c.kind, c.old, c.new, a.name AS action, a.at, w.name AS worker
          FROM change AS c JOIN action AS a ON a.id = c.action_id
          LEFT JOIN worker AS w ON w.id = a.worker_id
          WHERE c.row_id IN (SELECT value FROM json_each(?1))
            AND NOT (c.kind = 'insert' AND c.record GLOB 'directory_*'
              AND c.record <> 'directory_service' AND c.action_id IS ?2)
          ORDER BY c.number DESC
          """, arguments: [AssetParts.list(parts.ids), arrival])
      var events: [AssetEvent] = []
      while let row = try rows.next() {
        guard let words = Self.words(of: row) else { continue }
        if events.count == limit { return AssetStory(events: events, isWhole: false) }
        events.append(
          AssetEvent(
            at: row.moment("at") ?? Date(timeIntervalSince1970: 0), by: row.text("worker"),
            words: words, action: row.text("action")))
      }
      return AssetStory(events: events, isWhole: true)
    }
  }

  private static func words(of row: Row) -> String? {
    let old = fields(row["old"])
    let new = fields(row["new"])
    let record = row.text("record")
    let kind = row.text("kind")
    func note(_ field: String) -> String {
      (new[field] ?? "").isEmpty ? "" : " (\(new[field] ?? ""))"
    }
    switch (record, kind) {
    case ("directory_service", "insert"): return "came into the directory"
    // What stands in two places of a file is told by the record itself.
    case ("directory_nesting", _), ("directory_metadata", _): return nil
    case (_, "delete"): return "taken back: \(RecordNames.noun(record))"
    case ("asset_check", "insert"):
      let way = AssetCheck.Way(rawValue: new["way"] ?? "")?.words ?? ""
      let found = AssetCheck.Found(rawValue: new["found"] ?? "")?.words ?? ""
      return "\(way): \(found)" + note("note")
    case ("asset_assurance", "insert"), ("asset_assurance", "update"):
      let kind = (new["kind"] ?? old["kind"]).flatMap(AssetAssurance.Kind.init(rawValue:))
      return "evidence seen" + (kind.map { ": \($0.words)" } ?? "") + note("note")
    case ("asset_spaces", _): return "spaces told: \(new["spaces"] ?? "not said")" + note("note")
    case ("asset_note", "insert"): return "note: \(new["text"] ?? "")"
    case ("asset_pair", "insert"):
      return new["decision"] == "same"
        ? "linked with another service as one" : "kept apart from one that looks alike"
    case ("group_contact", "insert"):
      return "spoken with: \(new["spoke_with"] ?? "")" + note("note")
    case ("survey_response", "insert"): return "answered the survey"
    default: return changed(record, kind, old: old, new: new)
    }
  }

  /// What changed in a record of the directory, or that one was added.
  private static func changed(
    _ record: String, _ kind: String, old: [String: String], new: [String: String]
  ) -> String? {
    func cut(_ text: String?) -> String {
      guard let text, !text.isEmpty else { return "nothing" }
      return "“\(text.count > 60 ? text.prefix(59) + "…" : text)”"
    }
    let whose = record == "directory_service" ? "" : "\(AssetParts.noun(record)): "
    let told = new.keys.sorted().filter { !["came_from", "extra", "id", "nested_in"].contains($0) }
    if kind == "insert" {
      let said = told.filter { !$0.hasSuffix("_id") && !(new[$0] ?? "").isEmpty }.map {
        "\($0.replacing("_", with: " ")) \(cut(new[$0]))"
      }
      return said.isEmpty ? nil : "added, \(whose)\(said.joined(separator: "; "))"
    }
    // Ids say nothing to a person; that another record stands there now does.
    let shown = told.map { field in
      let name = field.replacing("_id", with: "").replacing("_", with: " ")
      return field.hasSuffix("_id")
        ? "another \(name)" : "\(name) \(cut(old[field])) → \(cut(new[field]))"
    }
    return shown.isEmpty ? nil : whose + shown.joined(separator: "; ")
  }

  private static func fields(_ text: String?) -> [String: String] {
    guard let text, case .object(let members)? = try? JSONValue(reading: text) else { return [:] }
    return Dictionary(
      members.map { member in
        switch member.value {
        case .string(let text): (member.key, StoredText.decoded(text))
        case .null: (member.key, "")
        default: (member.key, member.value.text)
        }
      }, uniquingKeysWith: { first, _ in first })
  }
}

/// The ids of all that is said of a service.
private struct AssetParts {
  private(set) var ids: Set<String>
  private let db: Database

  /// - Parameter id: as it is stored.
  init(of id: String, in db: Database) throws {
    self.db = db
    ids = [id]
    ids.formUnion(try fetch("organization_id", of: .service, "id", [id]))
    ids.formUnion(try fetch("program_id", of: .service, "id", [id]))
    let places = try fetch("id", of: .serviceAtLocation, "service_id", [id])
    let locations = try fetch("location_id", of: .serviceAtLocation, "service_id", [id])
    var parents: [(DirectoryEntity, Set<String>)] = [
      (.service, [id]), (.serviceAtLocation, places), (.location, locations),
    ]
    parents.append((.contact, try children(.contact, of: parents)))
    for (_, some) in parents { ids.formUnion(some) }
    for entity in DirectoryEntity.published where !Self.above.contains(entity) {
      ids.formUnion(try children(entity, of: parents))
    }
    for table in ["asset_check", "asset_assurance", "asset_spaces", "asset_note"] + Self.groups {
      ids.formUnion(
        try String.fetchAll(
          db, sql: "SELECT id FROM \(table) WHERE asset_id = ?", arguments: [id]))
    }
    ids.formUnion(
      try String.fetchAll(
        db, sql: "SELECT id FROM asset_pair WHERE other_id = ?1 OR kept_id = ?1", arguments: [id]))
    // What the team took back again is in the history alone.
    ids.formUnion(
      try String.fetchAll(
        db,
        sql: """
          SELECT row_id FROM change WHERE kind = 'delete'
            AND (record GLOB 'asset_*' OR record IN (SELECT value FROM json_each(?2)))
            AND ?1 IN (old ->> 'asset_id', old ->> 'kept_id', old ->> 'other_id')
          """, arguments: [id, AssetParts.list(Set(Self.groups))]))
  }

  private static let groups = ["group_contact", "survey_response"]

  /// Records that a service hangs on, and that do not hang on it.
  private static let above: Set<DirectoryEntity> = [
    .organization, .program, .service, .serviceAtLocation, .location,
  ]

  /// What a record is called beside its service.
  static func noun(_ record: String) -> String {
    switch record {
    case "directory_organization": "organisation"
    case "directory_program": "programme"
    case "directory_service_at_location": "place"
    case "directory_url": "web address"
    case "directory_attribute": "kind"
    default: record.replacing("directory_", with: "").replacing("_", with: " ")
    }
  }

  /// The records of a kind that name any of these as what they belong to, or are shared by it.
  private func children(
    _ entity: DirectoryEntity, of parents: [(DirectoryEntity, Set<String>)]
  ) throws -> Set<String> {
    var found: Set<String> = []
    for (parent, some) in parents where !some.isEmpty {
      for field in entity.fields
      where field.kind == .reference(parent) || field.kind == .anyReference {
        found.formUnion(try fetch("id", of: entity, field.name, some))
      }
      found.formUnion(
        try String.fetchAll(
          db.cachedStatement(
            sql: """
              SELECT child_id FROM directory_nesting
              WHERE parent_id IN (SELECT value FROM json_each(?)) AND child_entity = ?
              """), arguments: [AssetParts.list(some), entity.rawValue]))
    }
    return found
  }

  static func list(_ stored: Set<String>) -> String {
    JSONValue.array(stored.sorted().map(JSONValue.string)).text
  }

  private func fetch(
    _ column: String, of entity: DirectoryEntity, _ key: String, _ values: Set<String>
  ) throws -> Set<String> {
    guard !values.isEmpty else { return [] }
    return try String.fetchSet(
      db.cachedStatement(
        sql: """
          SELECT "\(column)" FROM "\(entity.table)"
          WHERE "\(key)" IN (SELECT value FROM json_each(?)) AND "\(column)" IS NOT NULL
          """), arguments: [AssetParts.list(values)])
  }
}

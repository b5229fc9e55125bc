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

extension Casebook {
  /// The changes of a service and its places, the latest first.
  public func history(ofAsset id: Identifier<Asset>, limit: Int = 200) throws -> [AssetEvent] {
    try read { db in
      let parts = """
        SELECT ?1 AS id
        UNION SELECT id FROM directory_service_at_location WHERE service_id = ?1
        UNION SELECT location_id FROM directory_service_at_location WHERE service_id = ?1
        UNION SELECT d.id FROM directory_service_at_location AS x
          JOIN directory_address AS d ON d.location_id = x.location_id WHERE x.service_id = ?1
        UNION SELECT id FROM directory_schedule WHERE service_id = ?1
        UNION SELECT id FROM directory_cost_option WHERE service_id = ?1
        UNION SELECT id FROM asset_check WHERE asset_id = ?1
        UNION SELECT id FROM asset_assurance WHERE asset_id = ?1
        UNION SELECT id FROM asset_spaces WHERE asset_id = ?1
        UNION SELECT id FROM asset_pair WHERE other_id = ?1 OR kept_id = ?1
        """
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT c.record, c.kind, c.old, c.new, a.name AS action, a.at, w.name AS worker
          FROM change AS c JOIN action AS a ON a.id = c.action_id
          LEFT JOIN worker AS w ON w.id = a.worker_id
          WHERE c.row_id IN (\(parts)) AND NOT (c.kind = 'insert'
            AND c.record GLOB 'directory_*' AND c.record <> 'directory_service')
          ORDER BY c.number DESC LIMIT ?2
          """, arguments: [id.stored, limit])
      return rows.compactMap { row in
        guard let words = Self.words(of: row) else { return nil }
        return AssetEvent(
          at: row.moment("at") ?? Date(timeIntervalSince1970: 0), by: row.text("worker"),
          words: words, action: row.text("action"))
      }
    }
  }

  private static func words(of row: Row) -> String? {
    let old = fields(row["old"])
    let new = fields(row["new"])
    let record = row.text("record")
    let kind = row.text("kind")
    switch (record, kind) {
    case ("directory_service", "insert"): return "came into the directory"
    case (_, "delete"): return "taken back: \(RecordNames.noun(record))"
    case ("asset_check", "insert"):
      let way = AssetCheck.Way(rawValue: new["way"] ?? "")?.words ?? ""
      let found = AssetCheck.Found(rawValue: new["found"] ?? "")?.words ?? ""
      return "\(way): \(found)" + ((new["note"] ?? "").isEmpty ? "" : " (\(new["note"] ?? ""))")
    case ("asset_assurance", "insert"), ("asset_assurance", "update"):
      let kind = (new["kind"] ?? old["kind"]).flatMap(AssetAssurance.Kind.init(rawValue:))
      return "evidence seen" + (kind.map { ": \($0.words)" } ?? "")
    case ("asset_spaces", _): return "spaces told: \(new["spaces"] ?? "not said")"
    case ("asset_pair", "insert"):
      return new["decision"] == "same"
        ? "linked with another service as one" : "kept apart from one that looks alike"
    default:
      let shown = new.keys.sorted().filter { !["came_from", "extra"].contains($0) }.map { field in
        func cut(_ text: String?) -> String {
          guard let text, !text.isEmpty else { return "nothing" }
          return "“\(text.count > 60 ? text.prefix(59) + "…" : text)”"
        }
        return "\(field.replacing("_", with: " ")) \(cut(old[field])) → \(cut(new[field]))"
      }
      return shown.isEmpty ? nil : shown.joined(separator: "; ")
    }
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

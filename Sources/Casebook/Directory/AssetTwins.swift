// Services that stand in the directory twice: two publishers list one group, or one
// lists it again under another id.

import Casework
import Foundation
import GRDB

/// One of two services that look alike.
public struct AssetTwin: Equatable, Sendable {
  public var first: AssetLine
  public var second: AssetLine
  /// "same telephone, similar name".
  public var why: String
}

extension Casebook {
  /// Pairs of services that look like one and that nobody has decided on.
  public func likelyDuplicates(limit: Int = 200) throws -> [AssetTwin] {
    try read { db in
      let pairs = try DuplicateSearch(db).pairs(limit: limit)
      let rows = Array(Set(pairs.flatMap { [$0.first, $0.second] }))
      let lines = Dictionary(
        zip(
          try AssetLoading(db: db).assets(of: rows, whole: false).map(\.row),
          try AssetLoading(db: db).lines(of: rows)), uniquingKeysWith: { first, _ in first })
      return pairs.compactMap { pair in
        guard let first = lines[pair.first], let second = lines[pair.second] else { return nil }
        return AssetTwin(first: first, second: second, why: pair.why)
      }
    }
  }

  /// Pairs that were linked as one: which stands, which is no longer listed.
  public func linkedServices() throws -> [(kept: AssetLine, other: AssetLine, reason: String)] {
    try read { db in
      let pairs = try Row.fetchAll(
        db,
        sql: """
          SELECT k.row AS kept, o.row AS other, p.reason FROM asset_pair AS p
          JOIN directory_service AS k ON k.id = p.kept_id
          JOIN directory_service AS o ON o.id = p.other_id
          WHERE p.decision = 'same' ORDER BY p.row DESC
          """)
      let loading = AssetLoading(db: db)
      return try pairs.compactMap { pair in
        let lines = try loading.lines(of: [pair["kept"], pair["other"]])
        guard lines.count == 2 else { return nil }
        return (lines[0], lines[1], pair.text("reason"))
      }
    }
  }
}

private struct DuplicateSearch {
  private let db: Database
  /// More services than these under one telephone or postcode are no duplicates but a
  /// switchboard or a community centre.
  private static let mostTogether = 12

  init(_ db: Database) { self.db = db }

  struct Pair {
    var first: Int64
    var second: Int64
    var why: String
  }

  func pairs(limit: Int) throws -> [Pair] {
    var names: [Int64: String] = [:]
    var emails: [Int64: String] = [:]
    var byKey: [String: [Int64]] = [:]
    let services = try Row.fetchCursor(
      db,
      sql: """
        SELECT s.row, s.name, s.email FROM directory_service AS s
        WHERE s.id NOT IN (SELECT other_id FROM asset_pair WHERE decision = 'same')
          AND lower(coalesce(s.status, '')) NOT IN ('defunct', 'inactive')
        """)
    while let service = try services.next() {
      let row: Int64 = service[0]
      let name = service.text("name")
      names[row] = name
      emails[row] = service.text("email").lowercased()
      byKey[AssetLikeness.key(name), default: []].append(row)
    }
    let telephones = try grouped(
      """
      SELECT s.row, p.number FROM directory_phone AS p
      JOIN directory_service AS s ON s.id = p.service_id
      """
    ) { number in
      let digits = number.filter(\.isNumber)
      return digits.count >= 6 ? String(digits.suffix(10)) : ""
    }
    let postcodes = try grouped(
      """
      SELECT s.row, d.postal_code FROM directory_service_at_location AS x
      JOIN directory_service AS s ON s.id = x.service_id
      JOIN directory_address AS d ON d.location_id = x.location_id
      """
    ) { $0.uppercased().filter { !$0.isWhitespace } }
    let decided = try decidedPairs()
    var found: [Pair] = []
    var seen: Set<[Int64]> = []
    func compare(_ together: [Int64]) {
      let rows = Array(Set(together)).sorted().filter { names[$0] != nil }
      guard (2...Self.mostTogether).contains(rows.count) else { return }
      for (place, first) in rows.enumerated() {
        for second in rows[(place + 1)...] where seen.insert([first, second]).inserted {
          guard !decided.contains([first, second]) else { continue }
          let why = AssetLikeness.why(
            names: (names[first] ?? "", names[second] ?? ""),
            telephones: (telephones.of[first] ?? [], telephones.of[second] ?? []),
            postcodes: (postcodes.of[first] ?? [], postcodes.of[second] ?? []),
            emails: (emails[first] ?? "", emails[second] ?? ""))
          if let why { found.append(Pair(first: first, second: second, why: why)) }
        }
      }
    }
    let byEmail = Dictionary(grouping: emails.filter { !$0.value.isEmpty }.keys) {
      emails[$0] ?? ""
    }
    for group in [byKey, telephones.rows, postcodes.rows, byEmail] {
      for (_, rows) in group.sorted(by: { $0.key < $1.key }) { compare(rows) }
    }
    return Array(
      found.sorted { (names[$0.first] ?? "", $0.first) < (names[$1.first] ?? "", $1.first) }
        .prefix(limit))
  }

  private func grouped(_ sql: String, _ plain: (String) -> String) throws
    -> (rows: [String: [Int64]], of: [Int64: Set<String>])
  {
    var rows: [String: [Int64]] = [:]
    var of: [Int64: Set<String>] = [:]
    let cursor = try Row.fetchCursor(db, sql: sql)
    while let row = try cursor.next() {
      let key = plain(StoredText.decoded(row[1] as String? ?? ""))
      guard !key.isEmpty else { continue }
      rows[key, default: []].append(row[0])
      of[row[0], default: []].insert(key)
    }
    return (rows, of)
  }

  private func decidedPairs() throws -> Set<[Int64]> {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT a.row AS a, b.row AS b FROM asset_pair AS p
        JOIN directory_service AS a ON a.id = p.kept_id
        JOIN directory_service AS b ON b.id = p.other_id
        """)
    return Set(rows.map { [$0["a"] as Int64, $0["b"] as Int64].sorted() })
  }
}

// The directory as casework reads it: assets, and windows of a list of them.

import Casework
import Foundation
import GRDB

extension Casebook {
  /// One screenful of the assets that have words beginning as the words of `query`
  /// do; all of them by name when nothing is typed.
  ///
  /// Few hits come best first. Where there are more than 1,000, ranking them would
  /// take longer than anybody waits between two keys: those whose name begins with
  /// the query come first, by name, and then the rest.
  ///
  /// - Parameters:
  ///   - offset: how many to pass over.
  ///   - limit: how many at the most.
  public func assets(
    matching query: String, filter: AssetFilter = AssetFilter(), offset: Int = 0, limit: Int
  ) throws -> [AssetLine] {
    guard limit > 0 else { return [] }
    return try read { db in
      let search = AssetSearch(query: query, filter: filter, in: db)
      let rows = try search.rows(offset: max(0, offset), limit: limit, in: db)
      return try AssetLoading(db: db).lines(of: rows)
    }
  }

  /// How many assets there are in all that ``assets(matching:filter:offset:limit:)``
  /// goes through.
  public func assetCount(matching query: String, filter: AssetFilter = AssetFilter()) throws -> Int
  {
    try read { db in try AssetSearch(query: query, filter: filter, in: db).count(in: db) }
  }

  /// Everything about one asset, or nil when it is not in the directory.
  public func asset(_ id: Identifier<Asset>) throws -> Asset? {
    try read { db in try AssetLoading(db: db).asset(id.text) }
  }
}

/// A search as SQL.
private struct AssetSearch {
  private static let rankedLimit = 1_000

  private let pattern: SearchPattern?
  /// The lowest and the lowest higher name that begin with the query.
  private let prefix: (from: String, to: String)?
  private var conditions: [String] = []
  private var arguments: [DatabaseValue] = []

  init(query: String, filter: AssetFilter, in db: Database) {
    pattern = SearchPattern(query)
    let typed = query.trimmingCharacters(in: .whitespacesAndNewlines)
    prefix = pattern == nil ? nil : (typed, typed + "\u{10FFFE}")
    if let age = filter.age {
      // AssetAges.accept in SQL, which is ten times as quick over a whole directory;
      // a test holds the two together. So are the conditions below.
      conditions.append(
        "(s.minimum_age IS NULL OR CAST(s.minimum_age AS REAL) < ?)"
          + " AND (s.maximum_age IS NULL OR CAST(s.maximum_age AS REAL) >= ?)")
      arguments += [(age + 1).databaseValue, age.databaseValue]
    }
    if let statuses = filter.statuses {
      let word = "lower(replace(replace(trim(coalesce(s.status, '')), '_', ' '), '-', ' '))"
      var wanted = statuses.filter { $0 != .unknown }.map(\.rawValue)
      if statuses.contains(.active) { wanted.append("") }
      let known = AssetStatus.allCases.filter { $0 != .unknown }.map(\.rawValue) + [""]
      let unknown =
        statuses.contains(.unknown) ? " OR \(word) NOT IN (\(AssetSearch.marks(known)))" : ""
      conditions.append("(\(word) IN (\(AssetSearch.marks(wanted)))\(unknown))")
      arguments += (wanted + (unknown.isEmpty ? [] : known)).map(\.databaseValue)
    }
    if filter.freeOnly {
      db.add(function: AssetSearch.isFree)
      let costs = "SELECT 1 FROM directory_cost_option AS c WHERE c.service_id = s.id"
      let isFree = """
        CASE WHEN c.amount IS NULL THEN asset_is_free(c.option, c.amount_description)
          ELSE CAST(c.amount AS REAL) = 0 END
        """
      conditions.append("EXISTS (\(costs)) AND NOT EXISTS (\(costs) AND NOT (\(isFree)))")
    }
    let kind = filter.kind.trimmingCharacters(in: .whitespacesAndNewlines)
    if !kind.isEmpty {
      conditions.append(
        """
        EXISTS (SELECT 1 FROM (\(DirectorySearch.attributeIDs(of: "s.id"))) AS linked
          JOIN directory_attribute AS a ON a.id = linked.id
          JOIN directory_taxonomy_term AS t ON t.id = a.taxonomy_term_id
          WHERE substr(coalesce(t.name, t.term, ''), 1, ?) = ? COLLATE NOCASE
            OR t.code = ? COLLATE NOCASE)
        """)
      arguments += [
        kind.unicodeScalars.count.databaseValue, kind.stored, kind.stored,
      ]
    }
  }

  func count(in db: Database) throws -> Int {
    let sql: String
    var values = arguments
    if let pattern {
      let found = "SELECT rowid FROM asset_search WHERE asset_search MATCH ?"
      sql =
        conditions.isEmpty
        ? "SELECT count(*) FROM (\(found))"
        : "SELECT count(*) FROM (\(found)) AS f JOIN directory_service AS s ON s.row = f.rowid"
          + " WHERE \(filters)"
      values.insert(pattern.expression.databaseValue, at: 0)
    } else {
      sql = "SELECT count(*) FROM directory_service AS s WHERE \(filters)"
    }
    return try Int.fetchOne(db, sql: sql, arguments: StatementArguments(values)) ?? 0
  }

  /// The services' row numbers, in order.
  func rows(offset: Int, limit: Int, in db: Database) throws -> [Int64] {
    guard let pattern else { return try byName(offset: offset, limit: limit, in: db) }
    let sample = """
      SELECT count(*) FROM (SELECT 1 FROM asset_search WHERE asset_search MATCH ? LIMIT ?)
      """
    let hits =
      try Int.fetchOne(
        db, sql: sample, arguments: [pattern.expression, AssetSearch.rankedLimit + 1]) ?? 0
    guard hits > AssetSearch.rankedLimit else {
      return try fetch(
        """
        SELECT s.row FROM asset_search JOIN directory_service AS s ON s.row = asset_search.rowid
        WHERE asset_search MATCH ? AND \(filters)
        ORDER BY bm25(asset_search, \(DirectorySearch.weights)), s.name COLLATE NOCASE, s.row
        LIMIT ? OFFSET ?
        """,
        [pattern.expression.databaseValue] + arguments
          + [limit.databaseValue, offset.databaseValue], in: db)
    }
    return try namesFirst(pattern, offset: offset, limit: limit, in: db)
  }

  private func byName(offset: Int, limit: Int, in db: Database) throws -> [Int64] {
    try fetch(
      """
      SELECT s.row FROM directory_service AS s INDEXED BY directory_service_by_name
      WHERE \(filters) ORDER BY s.name COLLATE NOCASE, s.row LIMIT ? OFFSET ?
      """, arguments + [limit.databaseValue, offset.databaseValue], in: db)
  }

  private func namesFirst(
    _ pattern: SearchPattern, offset: Int, limit: Int, in db: Database
  ) throws -> [Int64] {
    guard let prefix else { return [] }
    let named = "s.name >= ? COLLATE NOCASE AND s.name < ? COLLATE NOCASE"
    let bounds = [prefix.from.stored, prefix.to.databaseValue]
    var rows = try fetch(
      """
      SELECT s.row FROM directory_service AS s INDEXED BY directory_service_by_name
      WHERE \(named) AND \(filters) ORDER BY s.name COLLATE NOCASE, s.row LIMIT ? OFFSET ?
      """, bounds + arguments + [limit.databaseValue, offset.databaseValue], in: db)
    guard rows.count < limit else { return rows }
    let before =
      try Int.fetchOne(
        db, sql: "SELECT count(*) FROM directory_service AS s WHERE \(named) AND \(filters)",
        arguments: StatementArguments(bounds + arguments)) ?? 0
    rows += try fetch(
      """
      SELECT s.row FROM asset_search JOIN directory_service AS s ON s.row = asset_search.rowid
      WHERE asset_search MATCH ? AND NOT (\(named)) AND \(filters)
      ORDER BY asset_search.rowid LIMIT ? OFFSET ?
      """,
      [pattern.expression.databaseValue] + bounds + arguments
        + [(limit - rows.count).databaseValue, max(0, offset - before).databaseValue], in: db)
    return rows
  }

  private var filters: String { conditions.isEmpty ? "1" : conditions.joined(separator: " AND ") }

  private func fetch(_ sql: String, _ values: [DatabaseValue], in db: Database) throws -> [Int64] {
    try Int64.fetchAll(db, sql: sql, arguments: StatementArguments(values))
  }

  private static func marks(_ values: [String]) -> String {
    Array(repeating: "?", count: values.count).joined(separator: ", ")
  }

  /// Whether the words of a cost without an amount say that it is free.
  private static let isFree = DatabaseFunction("asset_is_free", argumentCount: 2) { values in
    let texts = values.map { String.fromDatabaseValue($0) ?? "" }
    return AssetCost(option: texts[0], description: texts[1]).isFree
  }
}

// Finding in the directory: words through the search's index, facets through the
// lines in memory, every facet counted as if it alone were still to be chosen.

import Casework
import Foundation
import GRDB

/// What a question to the directory found.
public struct AssetFinding: Sendable {
  /// Row numbers of services in the order asked for.
  let rows: [Int64]
  let origin: Coordinates?
  public let counts: FacetCounts
  /// How many there are in the directory in all.
  public let total: Int

  public var count: Int { rows.count }
}

extension Casebook {
  /// Finds services, and counts every facet.
  ///
  /// - Parameters:
  ///   - today: the day that "open today" and "verified within" are reckoned from.
  ///   - minute: of that day, for "open now".
  public func find(_ query: AssetQuery, on today: Day, minute: Int) throws -> AssetFinding {
    let index = try currentAssetIndex()
    let rules = directoryRules
    return try read { db in
      let words = try AssetWords(query.words, index: index, in: db)
      var pass = FacetPass(query, index: index, rules: rules, today: today, minute: minute)
      pass.run(over: words)
      let ordered = try AssetOrder(
        query, index: index, words: words, policy: rules.assurance, today: today
      )
      .order(pass.passed, in: db)
      return AssetFinding(
        rows: ordered.map { index.rows[Int($0)] }, origin: query.origin?.at, counts: pass.counts(),
        total: index.count)
    }
  }

  /// One screenful of what was found.
  public func lines(of finding: AssetFinding, in range: Range<Int>) throws -> [AssetLine] {
    let rows = Array(finding.rows[range.clamped(to: 0..<finding.count)])
    guard !rows.isEmpty else { return [] }
    return try read { db in
      try AssetLoading(db: db).lines(of: rows).map { line in
        guard let origin = finding.origin else { return line }
        var line = line
        line.miles = line.places.map(origin.miles).min()
        return line
      }
    }
  }

  /// Where the services are that run nearest to a place, whatever was searched for.
  ///
  /// - Parameters:
  ///   - asset: one that is left out.
  ///   - miles: no farther than this.
  public func places(
    near middle: Coordinates, without asset: Identifier<Asset>? = nil, limit: Int = 40,
    within miles: Double = 3
  ) throws -> [Coordinates] {
    let index = try currentAssetIndex()
    let row = try asset.flatMap { asset in
      try read { db in
        try Int64.fetchOne(
          db.cachedStatement(sql: "SELECT row FROM directory_service WHERE id = ?"),
          arguments: [asset.stored])
      }
    }
    return index.nearest(to: middle, without: row, limit: limit, within: miles)
  }

  /// The directory in memory, read again where it has changed.
  func currentAssetIndex() throws -> AssetIndex {
    let state = try read {
      try Row.fetchOne(
        $0.cachedStatement(sql: "SELECT revision, made_with FROM asset_line_state"))
    }
    var revision: Int = state?[0] ?? 0
    // Other kinds, set by the service, sort the directory anew.
    var mark = AssetLines.mark(of: directoryRules.taxonomy)
    let before = state?[1] as String? ?? ""
    if before != mark {
      if try remakeAssetLinesIfPossible() {
        revision = try read {
          try Int.fetchOne($0, sql: "SELECT revision FROM asset_line_state") ?? 0
        }
      } else {
        mark = before
      }
    }
    if let index = assetIndex, index.madeWith == mark {
      if index.revision == revision { return index }
      // Somebody said of a service that it runs: 200,000 others are as they were.
      if try read({ try index.refresh(to: revision, in: $0) }) { return index }
    }
    let index = try read { try AssetIndex(revision: revision, madeWith: mark, in: $0) }
    assetIndex = index
    return index
  }
}

extension Casebook {
  /// Sorts the directory anew; false where nothing can be written just now. It is then read as
  /// it was sorted before: on a full disk, too, somebody looks for what is on.
  private func remakeAssetLinesIfPossible() throws -> Bool {
    if let linesLeftAt, try read({ try moment(in: $0) }) == linesLeftAt { return false }
    do {
      try remakeAssetLines()
      return true
    } catch CasebookError.diskFull, CasebookError.readOnly, CasebookError.busy {
      // Tried again once anything has changed, and not with every letter.
      linesLeftAt = try read { try moment(in: $0) }
      return false
    }
  }
}

/// Which services the words find.
struct AssetWords {
  enum Hits {
    case all
    /// Those with a word that begins with one letter.
    case initial(UInt64)
    /// Places in the index, in order of name.
    case some([Int32])
  }

  let hits: Hits
  /// Row numbers, best first, where they are few enough to be ranked.
  let ranked: [Int64]?
  let typed: String

  private static let rankedLimit = 1_000

  init(_ text: String, index: AssetIndex, in db: Database) throws {
    typed = text.trimmingCharacters(in: .whitespacesAndNewlines)
    guard let pattern = SearchPattern(text) else {
      hits = .all
      ranked = nil
      return
    }
    if let bit = Initials.bit(typed: typed) {
      hits = .initial(bit)
      ranked = nil
      return
    }
    // Each is marked in its place and they are gathered in order: sorting many takes longer.
    var isFound = [Bool](repeating: false, count: index.count)
    var count = 0
    let placeOfRow = index.placeOfRow
    let found = try Int64.fetchCursor(
      db.cachedStatement(sql: "SELECT rowid FROM asset_search WHERE asset_search MATCH ?"),
      arguments: [pattern.expression])
    while let row = try found.next() {
      if row >= 0, Int(row) < placeOfRow.count, placeOfRow[Int(row)] >= 0 {
        isFound[Int(placeOfRow[Int(row)])] = true
        count += 1
      }
    }
    if count <= Self.rankedLimit {
      ranked = try Int64.fetchAll(
        db.cachedStatement(
          sql: """
            SELECT rowid FROM asset_search WHERE asset_search MATCH ?
            ORDER BY bm25(asset_search, \(DirectorySearch.weights)), rowid
            """), arguments: [pattern.expression])
    } else {
      ranked = nil
    }
    var places: [Int32] = []
    places.reserveCapacity(count)
    for place in isFound.indices where isFound[place] { places.append(Int32(place)) }
    hits = .some(places)
  }
}

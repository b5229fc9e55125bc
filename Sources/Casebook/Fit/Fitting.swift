// What fits a goal: which services of the directory are looked at, and how each is
// judged. Of a directory of hundreds every service is; of a larger one those that share
// a word with the goal, with what the person likes, or are of the goal's kind, the ones
// in their own part of town first. How many were looked at is always told.

import Casework
import Foundation
import GRDB

/// The services that were looked at for a goal.
public struct FitResult: Equatable, Sendable {
  /// What suits first; what does not, after it, with its reasons.
  public var fits: [Fit]
  /// How many services there are in the whole directory.
  public var known: Int

  public init(fits: [Fit] = [], known: Int = 0) {
    self.fits = fits
    self.known = known
  }

  public var suiting: Int { fits.count { $0.suits } }
  public var lookedAt: Int { fits.count }
}

extension Casebook {
  /// Judges the services that may fit a goal.
  ///
  /// - Parameters:
  ///   - wish: what somebody looks for; see ``fitWish(for:goal:on:)``.
  ///   - rules: how services are ranked.
  public func fits(
    _ wish: FitWish, postcode: Postcode?, rules: FitRules, on today: Day
  ) throws -> FitResult {
    let assurance = try setting(AssurancePolicy.self)
    return try read { db in
      let judging = FitJudging(wish, rules: rules, assurance: assurance, on: today)
      let known = try Int.fetchOne(db, sql: "SELECT count(*) FROM directory_service") ?? 0
      let rows = try FitCandidates(judging, postcode: postcode).rows(known: known, in: db)
      let assets = try FitLoading(db: db).assets(of: rows)
      return FitResult(fits: Fit.ranked(assets.map(judging.judge)), known: known)
    }
  }

  /// What a person looks for with a goal: their age, what they like, and when and how
  /// far they can go.
  public func fitWish(
    for record: CaseRecord, goal: Goal, on today: Day
  ) throws -> FitWish {
    // The table of postcodes where the service has one; else what is near by.
    let exact = try record.person.postcode.flatMap { try place(of: $0.description) }?.at
    return try read { db in
      let liked = record.plan?.entries(in: .whatMatters) ?? []
      let place = try exact ?? Self.place(near: record.person.postcode, in: db)
      return FitWish(
        name: record.person.calledName, goal: goal.text, interests: liked.map(\.text),
        age: record.person.age(on: today), reach: try Self.reach(of: record.person.id, in: db),
        place: place, isPlaceRough: exact == nil && place != nil)
    }
  }

  /// A place near a postcode: the middle of what the directory knows in the same postal
  /// district. Nil where it knows nothing there.
  static func place(near postcode: Postcode?, in db: Database) throws -> Coordinates? {
    guard let postcode else { return nil }
    let row = try Row.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT avg(CAST(latitude AS REAL)) AS north, avg(CAST(longitude AS REAL)) AS east
          FROM (SELECT l.latitude, l.longitude FROM directory_address AS a
            INDEXED BY directory_address_by_postcode
            JOIN directory_location AS l ON l.id = a.location_id
            WHERE a.postal_code >= ?1 || ' ' AND a.postal_code < ?1 || '!'
              AND l.latitude IS NOT NULL AND l.longitude IS NOT NULL
            LIMIT 100)
          """), arguments: [postcode.outward])
    return row.flatMap {
      Coordinates(latitude: $0["north"] as Double?, longitude: $0["east"] as Double?)
    }
  }
}

/// Which services are looked at.
private struct FitCandidates {
  /// Of a directory no larger than this every service is judged.
  static let all = 250
  /// How many are judged at the most.
  static let most = 180

  private let judging: FitJudging
  private let district: String?

  init(_ judging: FitJudging, postcode: Postcode?) {
    self.judging = judging
    district = postcode?.outward
  }

  /// The services' row numbers, in no order that matters.
  func rows(known: Int, in db: Database) throws -> [Int64] {
    guard known > Self.all else {
      return try Int64.fetchAll(db, sql: "SELECT row FROM directory_service")
    }
    var rows: [Int64] = []
    var seen: Set<Int64> = []
    for (pattern, share) in patterns where rows.count < Self.most {
      let found = try search(pattern, limit: min(share, Self.most - rows.count), in: db)
      rows += found.filter { seen.insert($0).inserted }
    }
    return rows
  }

  /// Full-text patterns, the ones that tell most first, with how many of each to take.
  private var patterns: [(String, Int)] {
    let own = Self.any(judging.goalBeginnings.prefix(8).map { ($0, true) })
    let liked = Self.any(judging.interestBeginnings.prefix(8).map { ($0, true) })
    let kinds = judging.themes.prefix(3).flatMap(\.kinds).prefix(4)
    let themed = Self.any(
      kinds.flatMap { kind in kind.split(separator: " ").prefix(1) }
        .map { (String($0), false) })
    let near = district.map { "place : \"\($0)\"" }
    var patterns: [(String, Int)] = []
    for (pattern, share) in [(own, 60), (liked, 30), (themed.map { "terms : \($0)" }, 50)] {
      guard let pattern else { continue }
      if let near { patterns.append(("(\(pattern)) AND \(near)", share)) }
    }
    for (pattern, share) in [(own, 60), (liked, 20), (themed.map { "terms : \($0)" }, 40)] {
      if let pattern { patterns.append((pattern, share)) }
    }
    return patterns
  }

  /// `("draw" * OR "paint" *)`; nil for no words.
  private static func any(_ words: [(String, Bool)]) -> String? {
    let quoted = words.map { word, isBeginning in
      "\"\(word.replacing("\"", with: ""))\"" + (isBeginning ? " *" : "")
    }
    return quoted.isEmpty ? nil : "(\(quoted.joined(separator: " OR ")))"
  }

  /// Best first where few match; where very many do, those that came first: ranking
  /// them all would take longer than anybody waits for a cursor.
  private func search(_ words: String, limit: Int, in db: Database) throws -> [Int64] {
    let pattern = "\(DirectorySearch.about) : (\(words))"
    let sample =
      try Int.fetchOne(
        db.cachedStatement(
          sql: """
            SELECT count(*) FROM (SELECT 1 FROM asset_search WHERE asset_search MATCH ? LIMIT 401)
            """), arguments: [pattern]) ?? 0
    let order = sample > 400 ? "rowid" : "bm25(asset_search, 10, 6, 2, 2, 4, 0, 0), rowid"
    return try Int64.fetchAll(
      db.cachedStatement(
        sql: "SELECT rowid FROM asset_search WHERE asset_search MATCH ? ORDER BY \(order) LIMIT ?"),
      arguments: [pattern, limit])
  }
}

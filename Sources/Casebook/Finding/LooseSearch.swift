// People and services by a few letters of their names in order, by their initials, or in
// spite of one slip of the fingers. What is typed is first held against the words that
// names are made of; only those who bear the nearest words are looked at.

import Casework
import Foundation
import GRDB

/// One way in which what was typed may be meant: a part for each word of the name.
struct LooseReading {
  var parts: [String]
  var allowsSlip: Bool
}

enum LooseSearch {
  /// The words of names as the index has them, each once: split at whatever is no letter or
  /// figure, and whole names joined up.
  static func words(of names: [String]) -> [String] {
    var found: [String] = []
    for name in names {
      let parts = name.split {
        !$0.unicodeScalars.contains {
          $0.properties.isAlphabetic || $0.properties.numericType != nil
        }
      }.map { PersonName.folded(String($0)) }
      let whole = parts.count > 1 && parts.count < 4 ? [PersonName.folded(name)] : []
      for word in parts + whole where !word.isEmpty && !found.contains(word) {
        found.append(word)
      }
    }
    return found
  }

  /// What a query may mean, the likeliest first.
  static func readings(of query: String) -> [LooseReading] {
    let parts = query.split(whereSeparator: \.isWhitespace)
      .map { PersonName.folded(String($0)) }.filter { !$0.isEmpty }
    if parts.count > 1 { return [LooseReading(parts: Array(parts.prefix(4)), allowsSlip: true)] }
    guard let only = parts.first, only.count > 1 else { return [] }
    // Without a space it may be one name, or the beginnings of two run together.
    let letters = Array(only)
    let pairs =
      letters.count > 8
      ? []
      : (1..<letters.count).map { cut in
        LooseReading(
          parts: [String(letters[..<cut]), String(letters[cut...])], allowsSlip: false)
      }
    return [LooseReading(parts: [only], allowsSlip: true)] + pairs
  }

  /// How near a name comes to a reading of what was typed; nil when it does not.
  static func score(_ reading: LooseReading, _ words: [String]) -> Int? {
    var total = 0
    for part in reading.parts {
      let best = words.compactMap {
        LooseWords.score(part, $0, allowsSlip: reading.allowsSlip)
      }.max()
      guard let best else { return nil }
      total += best
    }
    return total / reading.parts.count
  }

  /// So many words are looked for instead of a part: SQLite goes through all of them at each
  /// step.
  private static let mostWords = 16
  /// So many places of the index are gone through for one query at the most, as nearly as can
  /// be told beforehand.
  private static let mostSteps = 40_000
  private static let candidates = 24

  /// The rows that may be meant, by reading.
  static func rows(
    _ readings: [LooseReading], in words: LooseWords, index: String, columns: String,
    of total: Int, db: Database
  ) throws -> [Int64] {
    var found: [Int64] = []
    var steps = 0
    for reading in readings {
      var terms: [String] = []
      var bearers: [Int] = []
      for part in reading.parts {
        let near = words.near(part, allowsSlip: reading.allowsSlip, limit: mostWords)
        var some = near.map { "\"\($0.word)\"" }
        var uses = near.reduce(0) { $0 + $1.uses }
        // One letter or two begin too many names to count them.
        if part.count < 3 {
          some.append("\"\(part)\"*")
          uses = max(uses, total / (part.count == 1 ? 10 : 50))
        }
        terms.append("(\(some.joined(separator: " OR ")))")
        bearers.append(some.isEmpty ? 0 : uses)
      }
      guard !bearers.contains(0) else { continue }
      // Until there are enough, or the lists end.
      let shares = bearers.map { min(1, Double($0) / Double(max(total, 1))) }
      let needed = Double(candidates) / max(shares.reduce(1, *), 1e-9)
      let cost = min(Double(bearers.reduce(0, +)), needed * shares.reduce(0, +))
      guard cost < Double(mostSteps - steps) || found.isEmpty && cost < Double(mostSteps) else {
        continue
      }
      steps += Int(cost)
      found += try Int64.fetchAll(
        db.cachedStatement(
          sql: "SELECT rowid FROM \(index) WHERE \(index) MATCH ? LIMIT \(candidates)"),
        arguments: ["{\(columns)} : (\(terms.joined(separator: " AND ")))"])
    }
    return found
  }
}

extension Casebook {
  /// Reads more of the words that names are made of, in their order.
  ///
  /// - Parameters:
  ///   - words: what was read before.
  ///   - last: the last word read; empty to begin, and told anew.
  ///   - most: how many are read at once. A hundred thousand take some hundredths of a second,
  ///     so that whoever draws a screen reads them bit by bit.
  /// - Returns: whether there are more.
  public func addWords(
    to words: inout LooseWords, of kind: LooseKind, after last: inout String, most: Int = 20_000
  ) throws -> Bool {
    try read { db in
      let rows = try Row.fetchCursor(
        db.cachedStatement(
          sql: "SELECT word, uses FROM loose_word WHERE kind = ? AND word > ? ORDER BY word LIMIT ?"
        ), arguments: [kind.rawValue, last, most])
      var count = 0
      while let row = try rows.next() {
        last = row[0]
        words.add(last, uses: row[1])
        count += 1
      }
      return count == most
    }
  }

  /// People whose names come near to what was typed: letters of them in order (`rnwr` for
  /// Erin Wren), beginnings run together (`erwr`), initials (`ew`), or one slip (`jonh`). The
  /// nearest first.
  ///
  /// - Parameters:
  ///   - words: those of ``addWords(to:of:after:most:)``, as many as are read.
  ///   - limit: how many at the most.
  public func people(
    loosely query: String, words: LooseWords, limit: Int
  ) throws -> [Person] {
    let readings = LooseSearch.readings(of: query)
    guard !readings.isEmpty else { return [] }
    return try read { db in
      let total = try Int.fetchOne(db, sql: "SELECT max(row) FROM person") ?? 0
      let rows = try LooseSearch.rows(
        readings, in: words, index: "person_search", columns: "name folded", of: total, db: db)
      let people = try Self.values(
        "SELECT * FROM person WHERE row IN (SELECT value FROM json_each(?))",
        ["[\(rows.map(String.init).joined(separator: ","))]"], in: db, Self.person)
      return Self.nearest(people, to: readings, limit: limit) {
        [$0.firstName, $0.familyName, $0.preferredName]
      }
    }
  }

  /// The same for services, by their names.
  public func assets(
    loosely query: String, words: LooseWords, limit: Int
  ) throws -> [AssetLine] {
    let readings = LooseSearch.readings(of: query)
    guard !readings.isEmpty else { return [] }
    return try read { db in
      let total = try Int.fetchOne(db, sql: "SELECT max(row) FROM directory_service") ?? 0
      let rows = try LooseSearch.rows(
        readings, in: words, index: "asset_search", columns: "name", of: total, db: db)
      let lines = try AssetLoading(db: db).lines(of: Array(Set(rows)).sorted())
      return Self.nearest(lines, to: readings, limit: limit) { [$0.name] }
    }
  }

  private static func nearest<Named>(
    _ found: [Named], to readings: [LooseReading], limit: Int, names: (Named) -> [String]
  ) -> [Named] {
    found.enumerated().compactMap { place, named -> (score: Int, place: Int, Named)? in
      let words = LooseSearch.words(of: names(named))
      let best = readings.compactMap { LooseSearch.score($0, words) }.max()
      return best.map { ($0, -place, named) }
    }
    .sorted { ($0.score, $0.place) > ($1.score, $1.place) }.prefix(limit).map(\.2)
  }
}

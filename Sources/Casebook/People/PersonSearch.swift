// How people are found by what somebody types, one letter or a whole name, among a
// million, between two keys.

import Casework
import Foundation
import GRDB

struct PersonSearch {
  private let pattern: SearchPattern

  init(_ pattern: SearchPattern) { self.pattern = pattern }

  /// The row numbers of people who match, those whose names match first.
  ///
  /// SQLite's own ranking (bm25) goes through everybody who matches any one of the
  /// words, which for "mia o" in a town of a million is everybody with an O. Here no
  /// more is read than is wanted.
  ///
  /// - Parameter latestFirst: those whose record was begun last come first, names matching
  ///   or not being equal; otherwise those whose record is oldest.
  func rows(limit: Int, latestFirst: Bool = false, in db: Database) throws -> [Int64] {
    func rows(_ expression: String) throws -> [Int64] {
      try self.rows(expression, limit: limit, latestFirst: latestFirst, in: db)
    }
    // No name has a digit in it, and looking for one would go through everybody.
    guard !pattern.hasDigits else { return try rows(pattern.expression) }
    let named = try rows("{name folded} : (\(pattern.expression))")
    if named.count >= limit { return named }
    let known = Set(named)
    let all = try rows(pattern.expression)
    return named + all.filter { !known.contains($0) }.prefix(limit - named.count)
  }

  private func rows(
    _ expression: String, limit: Int, latestFirst: Bool, in db: Database
  ) throws -> [Int64] {
    let order = latestFirst ? "ORDER BY rowid DESC " : ""
    return try Int64.fetchAll(
      db.cachedStatement(
        sql: "SELECT rowid FROM person_search WHERE person_search MATCH ? \(order)LIMIT ?"),
      arguments: [expression, limit])
  }

  /// Orders people: the more of the words typed are whole names of theirs, the
  /// earlier; otherwise as they were.
  func ranked(_ people: [Person]) -> [Person] {
    let typed = pattern.words
    func wholeNames(_ person: Person) -> Int {
      let names = [person.firstName, person.preferredName, person.familyName].map(PersonName.folded)
      return typed.filter(names.contains).count
    }
    return people.enumerated().map { (place: $0.offset, score: wholeNames($0.element), $0.element) }
      .sorted { ($1.score, $0.place) < ($0.score, $1.place) }.map(\.2)
  }
}

/// What somebody typed to find something, as an FTS5 expression. Nothing typed can
/// be read as an operator: every word is quoted.
struct SearchPattern {
  let expression: String
  /// The words, folded as names are.
  let words: [String]
  /// Whether there is a digit in any word.
  let hasDigits: Bool
  /// Whether it is one word no longer than the prefixes that the search index keeps.
  var isShort: Bool { words.count == 1 && words[0].count <= 3 }

  /// Nil when nothing searchable was typed. Each word must be there, as a prefix;
  /// digits typed in groups (an NHS number, a telephone) are also tried joined up.
  init?(_ query: String) {
    let words = query.split { character in
      !character.unicodeScalars.contains {
        $0.properties.isAlphabetic || $0.properties.numericType != nil
          || $0.properties.generalCategory == .nonspacingMark
      }
    }
    .prefix(12).map { $0.prefix(40) }
    guard !words.isEmpty else { return nil }
    let each = words.map { "\"\($0)\"*" }.joined(separator: " ")
    let joined = words.joined()
    expression = words.count > 1 ? "(\(each)) OR \"\(PersonName.folded(joined))\"*" : each
    self.words = words.map { PersonName.folded(String($0)) }
    hasDigits = joined.contains(where: \.isNumber)
  }
}

// Likely duplicates, found between two keys among a million: whoever shares a key, a
// birth date or an NHS number is compared by the rule in Casework, and nobody else.

import Casework
import Foundation
import GRDB

/// Somebody who may be the person that is being written down.
public struct LikelyDuplicate: Equatable, Sendable {
  public var person: Person
  public var likeness: Likeness
}

extension Casebook {
  /// Those who may be `sought`, the likeliest first, and after them brothers, sisters and
  /// twins, who are told apart.
  ///
  /// - Parameters:
  ///   - id: the record that is compared, where there is one already: it is not its own
  ///     duplicate, and whoever it was said not to be is not offered again.
  ///   - limit: how many at the most.
  public func duplicates(
    of sought: SoughtPerson, except id: Identifier<Person>? = nil, limit: Int = 6
  ) throws -> [LikelyDuplicate] {
    try read { try Self.duplicates(of: sought, except: id, limit: limit, in: $0) }
  }

  /// So many are compared for each key: those who share a common name's sound are
  /// narrowed by whatever is typed next.
  private static let compared = 80

  static func duplicates(
    of sought: SoughtPerson, except id: Identifier<Person>?, limit: Int, in db: Database
  ) throws -> [LikelyDuplicate] {
    let keys = PersonKeys.of(sought)
    var rows: Set<Int64> = []
    for key in keys {
      rows.formUnion(
        try Int64.fetchAll(
          db.cachedStatement(sql: "SELECT person_row FROM person_key WHERE key = ? LIMIT ?"),
          arguments: [key, compared]))
    }
    if let number = sought.nhsNumber {
      rows.formUnion(
        try Int64.fetchAll(
          db.cachedStatement(sql: "SELECT row FROM person WHERE nhs_number = ? LIMIT ?"),
          arguments: [number.digits, compared]))
    }
    guard !rows.isEmpty else { return [] }
    let people = try values(
      "SELECT * FROM person WHERE row IN (SELECT value FROM json_each(?))",
      ["[\(rows.sorted().map(String.init).joined(separator: ","))]"], in: db, person)
    let apart = try id.map { try saidApart(from: $0, in: db) } ?? []
    var found: [Identifier<Person>: LikelyDuplicate] = [:]
    for candidate in people {
      guard let likeness = Likeness(of: sought, to: candidate) else { continue }
      // A record that was linked into another stands for that one.
      let standing = try standing([candidate], in: db).first ?? candidate
      guard standing.id != id, !apart.contains(standing.id), !apart.contains(candidate.id) else {
        continue
      }
      if let known = found[standing.id], known.likeness.degree >= likeness.degree { continue }
      found[standing.id] = LikelyDuplicate(person: standing, likeness: likeness)
    }
    return found.values.sorted {
      ($1.likeness.degree, $0.person.fullName, $0.person.id)
        < ($0.likeness.degree, $1.person.fullName, $1.person.id)
    }.prefix(limit).map { $0 }
  }

  /// Whoever somebody has said is not this person.
  private static func saidApart(
    from id: Identifier<Person>, in db: Database
  ) throws -> Set<Identifier<Person>> {
    Set(
      try String.fetchAll(
        db.cachedStatement(
          sql: """
            SELECT second_id FROM person_link WHERE first_id = ?1 AND is_same = 0 AND ended IS NULL
            UNION
            SELECT first_id FROM person_link WHERE second_id = ?1 AND is_same = 0 AND ended IS NULL
            """), arguments: [id.text]
      ).map { Identifier($0) })
  }

  /// Each record that was linked into another replaced by that one, nobody twice.
  static func standing(_ people: [Person], in db: Database) throws -> [Person] {
    guard people.contains(where: { $0.linkedTo != nil }) else { return people }
    var seen: Set<Identifier<Person>> = []
    return try people.compactMap { someone in
      var standing = someone
      // Links point at records that stand, so one step is the way; a few more do no harm
      // where two devices linked the same records differently.
      for _ in 0..<8 {
        guard let next = standing.linkedTo,
          let row = try Row.fetchOne(
            db, sql: "SELECT * FROM person WHERE id = ?", arguments: [next.text])
        else { break }
        standing = person(row)
      }
      return seen.insert(standing.id).inserted ? standing : nil
    }
  }
}

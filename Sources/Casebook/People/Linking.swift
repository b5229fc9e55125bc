// Two records of one person, linked: everything that was written on either is found on
// the one that stands, nothing is thrown away, and it can be taken apart again.

import Casework
import Foundation
import GRDB

/// What somebody decided of two records.
public struct PersonLink: Equatable, Sendable {
  public var id: Identifier<PersonLink>
  /// The record that stands.
  public var first: Identifier<Person>
  public var second: Identifier<Person>
  /// Whether they are one person's, or two people's.
  public var isSame: Bool
  public var at: Date
  public var reason: String
}

extension Casebook {
  /// Links the record of `other` into that of `kept`: the referrals, cases and whatever
  /// else is the person's move over, blanks are filled, the other name is kept as an
  /// alias. The other record stays as it was, out of sight, and is found by its own words
  /// as before. One action, which undo takes back whole; ``unlink(_:at:)`` does so later.
  ///
  /// Where both have an open case, both stay open, and somebody closes one.
  ///
  /// - Throws: ``CasebookError/refused(_:)`` where one of them is linked already.
  public func link(
    _ other: Identifier<Person>, into kept: Identifier<Person>, reason: String = "",
    at now: Date = Date()
  ) throws {
    try write("Link two records", at: now) { db in
      guard other != kept else {
        throw CasebookError.refused("That is one and the same record. Nothing was changed.")
      }
      guard var standing = try Self.person(kept, in: db),
        var linked = try Self.person(other, in: db)
      else { throw CasebookError.noSuchRecord("person") }
      guard standing.linkedTo == nil, linked.linkedTo == nil else {
        throw CasebookError.refused(
          "One of the two is linked with another record already. Nothing was changed.")
      }
      let before = standing
      _ = standing.fillBlanks(from: linked)
      standing.aliases = Self.aliases(of: standing, and: linked)
      linked.linkedTo = kept
      var moved: [String: [String]] = [:]
      // Every table of a person's own, also those that a later version adds. Who read a
      // record is a note about that record and stays with it.
      for table in Schema.synced where table != "reading" && table != "person_link" {
        guard try db.columns(in: table).contains(where: { $0.name == "person_id" }) else {
          continue
        }
        let ids = try String.fetchAll(
          db, sql: "SELECT id FROM \"\(table)\" WHERE person_id = ?", arguments: [other.text])
        guard !ids.isEmpty else { continue }
        try db.execute(
          sql: "UPDATE \"\(table)\" SET person_id = ? WHERE person_id = ?",
          arguments: [kept.text, other.text])
        moved[table] = ids
      }
      try save(standing, in: db)
      try save(linked, in: db)
      // Whoever was linked into the other now stands behind the same record.
      try db.execute(
        sql: "UPDATE person SET linked_to = ? WHERE linked_to = ?",
        arguments: [kept.text, other.text])
      let link = PersonLink(
        id: mint(at: now), first: kept, second: other, isSame: true, at: now, reason: reason)
      try insert(
        link, moved: try Self.text(moved), filled: try Self.text(before.filled(in: standing)),
        in: db)
    }
  }

  /// Takes two records apart again, whenever that is: what came from the other goes back
  /// to it, what was written since stays where it was written.
  ///
  /// - Throws: ``CasebookError/noSuchRecord(_:)`` where they are not linked.
  public func unlink(_ other: Identifier<Person>, at now: Date = Date()) throws {
    try write("Take two records apart", at: now) { db in
      guard
        let row = try Row.fetchOne(
          db,
          sql: """
            SELECT * FROM person_link WHERE second_id = ? AND is_same = 1 AND ended IS NULL
            ORDER BY row DESC LIMIT 1
            """, arguments: [other.text])
      else { throw CasebookError.noSuchRecord("link of these records") }
      let kept: Identifier<Person> = row.id("first_id")
      let moved = try JSONDecoder().decode(
        [String: [String]].self, from: Data(row.text("moved").utf8))
      for (table, ids) in moved.sorted(by: { $0.key < $1.key }) where Schema.synced.contains(table)
      {
        for id in ids {
          try db.execute(
            sql: "UPDATE \"\(table)\" SET person_id = ? WHERE id = ? AND person_id = ?",
            arguments: [other.text, id, kept.text])
        }
      }
      let filled = try JSONDecoder().decode(
        [String: [String?]].self, from: Data(row.text("filled").utf8))
      for (column, values) in filled.sorted(by: { $0.key < $1.key }) where values.count == 2 {
        guard Self.personColumns.contains(column) else { continue }
        // Only where nobody has changed it since.
        try db.execute(
          sql: "UPDATE person SET \"\(column)\" = ? WHERE id = ? AND \"\(column)\" IS ?",
          arguments: [values[0], kept.text, values[1]])
      }
      try db.execute(
        sql: "UPDATE person SET linked_to = NULL WHERE id = ?", arguments: [other.text])
      try db.execute(
        sql: "UPDATE person_link SET ended = ? WHERE id = ?",
        arguments: [now.milliseconds, row["id"] as String?])
    }
  }

  /// Keeps in mind that two records are two people's: neither is offered as the other's
  /// duplicate again.
  public func markApart(
    _ first: Identifier<Person>, _ second: Identifier<Person>, reason: String = "",
    at now: Date = Date()
  ) throws {
    try write("Mark as two people", at: now) {
      try markApart(first, second, reason: reason, at: now, in: $0)
    }
  }

  func markApart(
    _ first: Identifier<Person>, _ second: Identifier<Person>, reason: String, at now: Date,
    in db: Database
  ) throws {
    guard first != second else {
      throw CasebookError.refused("That is one and the same record. Nothing was changed.")
    }
    let known = try Bool.fetchOne(
      db,
      sql: """
        SELECT EXISTS (SELECT 1 FROM person_link WHERE is_same = 0 AND ended IS NULL
          AND (first_id, second_id) IN (VALUES (?1, ?2), (?2, ?1)))
        """, arguments: [first.text, second.text])
    guard known != true else { return }
    try insert(
      PersonLink(
        id: mint(at: now), first: first, second: second, isSame: false, at: now, reason: reason),
      moved: "{}", filled: "{}", in: db)
  }

  /// What was decided of a person's record and others, the latest first.
  public func links(of person: Identifier<Person>) throws -> [PersonLink] {
    try read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT * FROM person_link WHERE (first_id = ?1 OR second_id = ?1) AND ended IS NULL
          ORDER BY row DESC
          """, arguments: [person.text]
      ).map {
        PersonLink(
          id: $0.id("id"), first: $0.id("first_id"), second: $0.id("second_id"),
          isSame: $0.number("is_same") == 1, at: $0.moment("at") ?? .distantPast,
          reason: $0.text("reason"))
      }
    }
  }

  private func insert(
    _ link: PersonLink, moved: String, filled: String, in db: Database
  ) throws {
    try db.execute(
      sql: """
        INSERT INTO person_link (id, first_id, second_id, is_same, at, reason, moved, filled,
          worker_id)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        link.id.text, link.first.text, link.second.text, link.isSame ? 1 : 0,
        link.at.milliseconds, link.reason.stored, moved.stored, filled.stored, worker.id.text,
      ])
  }

  static func person(_ id: Identifier<Person>, in db: Database) throws -> Person? {
    try Row.fetchOne(db, sql: "SELECT * FROM person WHERE id = ?", arguments: [id.text])
      .map(person)
  }

  /// The aliases of both, and the other's name where it is another.
  private static func aliases(of kept: Person, and other: Person) -> String {
    var names = kept.aliases.split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }
    let theirs =
      other.aliases.split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }
      + [PersonName.joined([other.firstName, other.familyName])]
    let own = PersonName.folded(kept.firstName + kept.familyName)
    for name in theirs where !name.isEmpty && PersonName.folded(name) != own {
      if !names.contains(where: { PersonName.folded($0) == PersonName.folded(name) }) {
        names.append(name)
      }
    }
    return names.joined(separator: "; ")
  }

  private static func text(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  /// The columns that linking may fill.
  private static let personColumns: Set<String> = [
    "first_name", "family_name", "preferred_name", "pronouns", "date_of_birth", "gender",
    "nhs_number", "aliases", "address", "postcode", "telephone", "email", "preferred_contact",
    "gp_practice", "gp_practice_code", "school", "who_may_answer", "voicemail", "name_to_use",
    "reasonable_adjustments", "interpreter",
  ]
}

extension Person {
  /// The columns that differ in `other`: what they held here, and what they hold there,
  /// as they are stored.
  fileprivate func filled(in other: Person) -> [String: [String?]] {
    var differing: [String: [String?]] = [:]
    func compare(_ column: String, _ a: String?, _ b: String?) {
      if a != b { differing[column] = [a, b] }
    }
    let texts: [(String, KeyPath<Person, String>)] = [
      ("first_name", \.firstName), ("family_name", \.familyName),
      ("preferred_name", \.preferredName), ("pronouns", \.pronouns), ("gender", \.gender),
      ("aliases", \.aliases), ("address", \.address), ("telephone", \.telephone),
      ("email", \.email), ("preferred_contact", \.preferredContact),
      ("gp_practice", \.gpPractice), ("gp_practice_code", \.gpPracticeCode), ("school", \.school),
      ("who_may_answer", \.safeContact.whoMayAnswer), ("name_to_use", \.safeContact.nameToUse),
      ("reasonable_adjustments", \.reasonableAdjustments), ("interpreter", \.interpreter),
    ]
    for (column, path) in texts {
      compare(
        column, StoredText.encoded(self[keyPath: path]), StoredText.encoded(other[keyPath: path]))
    }
    compare("date_of_birth", dateOfBirth?.iso, other.dateOfBirth?.iso)
    compare("nhs_number", nhsNumber?.digits, other.nhsNumber?.digits)
    compare("postcode", postcode?.description, other.postcode?.description)
    compare("voicemail", safeContact.voicemail.rawValue, other.safeContact.voicemail.rawValue)
    return differing
  }
}

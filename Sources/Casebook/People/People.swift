// People as rows, and how they are found.

import Casework
import Foundation
import GRDB

extension Casebook {
  public func person(_ id: Identifier<Person>) throws -> Person? {
    try read { db in
      try Row.fetchOne(db, sql: "SELECT * FROM person WHERE id = ?", arguments: [id.text])
        .map(Self.person)
    }
  }

  /// People whose name, alias, NHS number, postcode or telephone has words that
  /// begin as the words of `query` do; the best match first. Where there are many, those
  /// whose names match come first.
  ///
  /// - Parameter limit: how many at the most.
  public func people(matching query: String, limit: Int) throws -> [Person] {
    guard let pattern = SearchPattern(query) else { return [] }
    return try read { db in
      let search = PersonSearch(pattern)
      let rows = try search.rows(limit: max(limit, Self.peopleRanked), in: db)
      let people = try Self.values(
        "SELECT * FROM person WHERE row IN (SELECT value FROM json_each(?))",
        ["[\(rows.map(String.init).joined(separator: ","))]"], in: db
      ) { ($0["row"] as Int64? ?? 0, Self.person($0)) }
      let byRow = Dictionary(people, uniquingKeysWith: { first, _ in first })
      let found = search.ranked(rows.compactMap { byRow[$0] })
      return Array(try Self.standing(found, in: db).prefix(limit))
    }
  }

  /// So many are looked at more closely, to have the best first.
  private static let peopleRanked = 50

  /// The one person whom `text` names: an id, an NHS number, or words of a name that
  /// only one person has.
  ///
  /// - Throws: ``CasebookError/noSuchPerson(_:)`` or ``CasebookError/manyPeople(_:found:)``.
  public func onePerson(_ text: String) throws -> Person {
    if let person = try person(Identifier(text.lowercased())) {
      // A record that was linked into another: theirs is the one that stands.
      return try person.linkedTo.flatMap { try self.person($0) } ?? person
    }
    let found = try people(matching: text, limit: 20)
    let folded = PersonName.folded(text)
    let exact = found.filter {
      PersonName.folded($0.fullName) == folded
        || PersonName.folded($0.firstName + $0.familyName) == folded
    }
    if let only = exact.first, exact.count == 1 { return only }
    guard let only = found.first else { throw CasebookError.noSuchPerson(text) }
    guard found.count == 1 else {
      throw CasebookError.manyPeople(
        text,
        found: found.map { person in
          let born = person.dateOfBirth.map { ", born \($0.british)" } ?? ""
          return "\(person.fullName)\(born)  \(person.id)"
        })
    }
    return only
  }

  /// Writes a person's row, new or not.
  func save(_ person: Person, in db: Database) throws {
    try db.cachedStatement(sql: Self.savePerson).execute(arguments: [
      person.id.stored, person.firstName.stored, person.familyName.stored,
      person.preferredName.stored, person.pronouns.stored, person.dateOfBirth.stored,
      person.gender.stored, person.nhsNumber?.digits, person.aliases.stored,
      person.address.stored, person.postcode?.description, person.telephone.stored,
      person.email.stored, person.preferredContact.stored, person.gpPractice.stored,
      person.gpPracticeCode.stored, person.school.stored,
      person.safeContact.whoMayAnswer.stored, person.safeContact.voicemail.rawValue,
      person.safeContact.nameToUse.stored, person.reasonableAdjustments.stored,
      person.interpreter.stored, person.linkedTo.stored,
    ])
  }

  private static let savePerson: String = {
    let columns = [
      "first_name", "family_name", "preferred_name", "pronouns", "date_of_birth", "gender",
      "nhs_number", "aliases", "address", "postcode", "telephone", "email", "preferred_contact",
      "gp_practice", "gp_practice_code", "school", "who_may_answer", "voicemail", "name_to_use",
      "reasonable_adjustments", "interpreter", "linked_to",
    ]
    let marks = Array(repeating: "?", count: columns.count + 1).joined(separator: ", ")
    let updates = columns.map { "\($0) = excluded.\($0)" }.joined(separator: ", ")
    return """
      INSERT INTO person (id, \(columns.joined(separator: ", "))) VALUES (\(marks))
      ON CONFLICT (id) DO UPDATE SET \(updates)
      """
  }()

  static func person(_ row: Row) -> Person {
    Person(
      id: row.id("id"), firstName: row.text("first_name"), familyName: row.text("family_name"),
      preferredName: row.text("preferred_name"), pronouns: row.text("pronouns"),
      dateOfBirth: row.day("date_of_birth"), gender: row.text("gender"),
      nhsNumber: (row["nhs_number"] as String?).flatMap { try? NHSNumber($0) },
      aliases: row.text("aliases"), address: row.text("address"),
      postcode: (row["postcode"] as String?).flatMap { try? Postcode($0) },
      telephone: row.text("telephone"), email: row.text("email"),
      preferredContact: row.text("preferred_contact"), gpPractice: row.text("gp_practice"),
      gpPracticeCode: row.text("gp_practice_code"), school: row.text("school"),
      safeContact: SafeContact(
        whoMayAnswer: row.text("who_may_answer"),
        voicemail: (row["voicemail"] as String?).flatMap(SafeContact.Permission.init) ?? .notAsked,
        nameToUse: row.text("name_to_use")),
      reasonableAdjustments: row.text("reasonable_adjustments"),
      interpreter: row.text("interpreter"), linkedTo: row.optionalID("linked_to"))
  }
}

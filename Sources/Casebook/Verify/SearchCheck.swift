// Whether everybody and every service can be found: each by their own name, and
// nothing found that is not there.

import Casework
import Foundation
import GRDB

struct SearchCheck {
  let verification: Verification
  let db: Database

  init(_ verification: Verification, _ db: Database) {
    self.verification = verification
    self.db = db
  }

  func run() throws {
    do { try checkPeople() } catch {
      verification.note(error, in: .search, while: "the search for people")
    }
    do { try PersonWordsCheck(verification, db).run() } catch {
      verification.note(error, in: .search, while: "the words that people are found by")
    }
    do { try AssetLineCheck(verification, db).run() } catch {
      verification.note(error, in: .search, while: "what services are counted by")
    }
    try checkServices()
    try checkLooseWords()
  }

  /// The words of all names are counted again and compared.
  private func checkLooseWords() throws {
    for source in LooseTables.sources {
      let there = "SELECT kind, word, uses FROM loose_word WHERE kind = '\(source.kind.rawValue)'"
      let wrong =
        try Int.fetchOne(
          db,
          sql: """
            SELECT count(*) FROM (
              SELECT * FROM (\(source.all) EXCEPT \(there))
              UNION SELECT * FROM (\(there) EXCEPT \(source.all)))
            """) ?? 0
      guard wrong > 0 else { continue }
      let whose = source.kind == .person ? "people" : "services"
      verification.found(
        Finding(
          .search, "The words that names of \(whose) are made of are not those of the record."))
    }
  }

  private func checkPeople() throws {
    let names = RecordNames(db)
    let total = try Int.fetchOne(db, sql: "SELECT count(*) FROM person")
    let statement = try db.makeStatement(
      sql: """
        SELECT EXISTS (SELECT 1 FROM person_search WHERE person_search MATCH ? AND rowid = ?)
        """)
    let people = try Row.fetchCursor(
      db, sql: "SELECT row, id, first_name, family_name FROM person")
    var done = 0
    while let person = try people.next() {
      verification.tell(.search, done, of: total)
      done += 1
      let name = PersonName.joined([person.text("first_name"), person.text("family_name")])
      guard let pattern = SearchPattern(name) else { continue }
      let row = person["row"] as Int64?
      let isFound = try Bool.fetchOne(statement, arguments: [pattern.expression, row])
      if isFound == true { continue }
      let id = person["id"] as String? ?? ""
      guard try canBeFound(name, by: pattern) else { continue }
      verification.found(
        Finding(
          .search, "\(names.words("person", id)) is not found by their own name.",
          record: "person", id: id))
    }
    let strays =
      try Int.fetchOne(
        db,
        sql: """
          SELECT count(*) FROM person_search_docsize AS d
          WHERE NOT EXISTS (SELECT 1 FROM person WHERE row = d.id)
          """) ?? 0
    if strays > 0 {
      verification.found(
        Finding(.search, "The search finds \(strays) that are no longer here."))
    }
  }

  /// Whether a name can be found at all by what is looked for: some letters are none
  /// to the index. Tried on an index of one name, in memory.
  private func canBeFound(_ name: String, by pattern: SearchPattern) throws -> Bool {
    // As the index gets it: a NUL, should anybody have pasted one, is escaped there.
    let stored = StoredText.encoded(name)
    try db.execute(
      sql: """
        CREATE VIRTUAL TABLE IF NOT EXISTS temp.verify_name USING fts5 (
          name, tokenize = 'unicode61 remove_diacritics 2');
        DELETE FROM temp.verify_name;
        """)
    try db.execute(
      sql: "INSERT INTO temp.verify_name VALUES (?)",
      arguments: [stored + " " + PersonName.folded(stored)])
    return try Bool.fetchOne(
      db, sql: "SELECT EXISTS (SELECT 1 FROM temp.verify_name WHERE verify_name MATCH ?)",
      arguments: [pattern.expression]) ?? false
  }

  /// A service's words are made from many tables; they are made again and compared.
  private func checkServices() throws {
    let columns = [
      "name", "alternate_name", "description", "organization", "terms", "place", "other",
    ]
    let same = columns.map { "w.\($0) IS s.\($0)" }.joined(separator: " AND ")
    let names = RecordNames(db)
    let wrong = try String.fetchCursor(
      db,
      sql: """
        SELECT d.id FROM asset_words AS w JOIN directory_service AS d ON d.row = w.row
        WHERE NOT EXISTS (SELECT 1 FROM asset_search AS s WHERE s.rowid = w.row AND \(same))
        """)
    while let id = try wrong.next() {
      verification.found(
        Finding(
          .search, "\(names.words("directory_service", id)) is not found by the words it has now.",
          record: "directory_service", id: id))
    }
    let strays =
      try Int.fetchOne(
        db,
        sql: """
          SELECT count(*) FROM asset_search_docsize AS d
          WHERE NOT EXISTS (SELECT 1 FROM directory_service WHERE row = d.id)
          """) ?? 0
    if strays > 0 {
      verification.found(
        Finding(.search, "The directory’s search finds \(strays) services that are no longer here.")
      )
    }
  }

  /// FTS5's own check of how an index holds together. It is asked for by a write that
  /// writes nothing, so each takes the writer's place for as long as it lasts.
  func checkIndexes() {
    for (table, what) in [("person_search", "people"), ("asset_search", "services")] {
      do {
        try db.inTransaction(.immediate) {
          try db.execute(sql: "INSERT INTO \(table) (\(table)) VALUES ('integrity-check')")
          return .rollback
        }
      } catch let error as DatabaseError where error.resultCode == .SQLITE_CORRUPT {
        verification.found(
          Finding(.search, "The index by which \(what) are found does not hold together."))
        _ = Damage.latest(at: verification.folder)
      } catch let error as DatabaseError where error.resultCode == .SQLITE_READONLY {
        // Nobody may write here, so nobody can ask.
        continue
      } catch {
        verification.note(error, in: .search, while: "the index by which \(what) are found")
      }
    }
  }
}

// Every column that holds text, in every table with a history: whatever is written comes back
// as it went in, from the row, from the history, after undo and redo. What takes no such text
// is written down here with the reason; a new column that neither takes it nor is written
// down fails.

import Casework
import Foundation
import GRDB
import Testing

@testable import Casebook

@Suite("hostile text, column by column")
struct HostileColumnTests {
  /// Columns that refuse such text, each with what it holds instead.
  private static let exempt: [String: String] = [
    "appointment.kind": "one of the kinds of appointments",
    "asset_assurance.kind": "one of the kinds of evidence",
    "asset_check.found": "one of what a check can find",
    "asset_check.way": "one of the ways of checking",
    "asset_pair.decision": "the same, or not",
    "case_contact.mode": "one of the ways to speak with somebody",
    "case_contact.outcome": "one of what can come of a contact",
    "case_record.closing_reason": "one of the reasons to close a case",
    "person.nhs_number": "ten digits, and nothing else",
    "plan_version.agreed_with": "written once: an agreed version never changes; see below",
    "plan_version.case_id": "written once: an agreed version never changes; see below",
    "plan_version.consent": "written once: an agreed version never changes; see below",
    "plan_version.note": "written once: an agreed version never changes; see below",
    "plan_version.sheet": "written once: an agreed version never changes; see below",
    "plan_version.worker_id": "written once: an agreed version never changes; see below",
    "risk.kind": "one of the kinds of risk",
    "triage_decision.kind": "one of the decisions at triage",
  ]

  /// Columns that take any text, but not the same as another of their row.
  private static let alone: Set<String> = ["asset_pair.other_id"]

  /// One row of a table, and its columns.
  private struct Place {
    let table: String
    let id: String
    /// Those that are to take any text.
    let columns: [String]

    init(_ table: String, in db: Database) throws {
      self.table = table
      let all = try db.columns(in: table).filter { $0.type == "TEXT" && $0.name != "id" }
        .map(\.name)
      // What may be empty is mostly empty together with something else: the fullest row.
      let fullness = (["0"] + all.map { "(\"\($0)\" IS NOT NULL)" }).joined(separator: " + ")
      let fullest = try String.fetchOne(
        db, sql: "SELECT id FROM \"\(table)\" ORDER BY \(fullness) DESC, id LIMIT 1")
      id = try #require(fullest, "\(table) has no row")
      let pointing = Set(try db.foreignKeys(on: table).flatMap { $0.mapping.map(\.origin) })
      let sql =
        try String.fetchOne(
          db, sql: "SELECT sql FROM sqlite_schema WHERE name = ?", arguments: [table]) ?? ""
      columns = all.filter { column in
        // Not the id of a row that is there, nor a day, as the schema itself checks.
        !pointing.contains(column) && !sql.contains("CHECK (\(column) IS date(\(column)))")
          && HostileColumnTests.exempt["\(table).\(column)"] == nil
          && !HostileColumnTests.alone.contains("\(table).\(column)")
      }
    }

    func write(_ values: [DatabaseValue], in db: Database) throws {
      guard !columns.isEmpty else { return }
      let sets = columns.map { "\"\($0)\" = ?" }.joined(separator: ", ")
      try db.execute(
        sql: "UPDATE \"\(table)\" SET \(sets) WHERE id = ?",
        arguments: StatementArguments(values + [id.databaseValue]))
    }

    func row(in db: Database) throws -> Row {
      try Row.fetchOne(db, sql: "SELECT * FROM \"\(table)\" WHERE id = ?", arguments: [id]) ?? Row()
    }
  }

  private func places(_ book: Casebook) throws -> [Place] {
    try HostileTextTests.fillEmptyTables(book)
    return try book.read { db in try Schema.synced.map { try Place($0, in: db) } }
  }

  @Test("every text column of every table with a history takes each text, and gives it back")
  func everyText() throws {
    let scratch = try ScratchBook(people: 12)
    let book = scratch.book
    let places = try places(book)
    #expect(places.reduce(0) { $0 + $1.columns.count } > 350)
    func state() throws -> [String] {
      try book.read {
        try ScratchBook.contents(of: $0, tables: Schema.synced + ["case_line", "asset_line"])
      }
    }
    func check(_ text: String, _ when: String) throws {
      try book.read { db in
        for place in places {
          let row = try place.row(in: db)
          for column in place.columns where !HostileTextTests.same(row.text(column), text) {
            Issue.record(
              "\(place.table).\(column), \(when): \(row.text(column).debugDescription) for \(text.debugDescription)"
            )
          }
        }
      }
    }
    let before = try state()
    for (number, text) in HostileTextTests.texts.enumerated() {
      do {
        try book.write("Write text \(number) everywhere") { db in
          for place in places {
            try place.write(place.columns.map { _ in text.stored }, in: db)
          }
        }
      } catch {
        try nameRefusing(text, in: places, of: book)
        Issue.record("text \(number): \(error)")
        return
      }
      try check(text, "written")
      try checkHistory(text, places, book)
      try book.undo()
      #expect(try state() == before, "text \(number), undone")
      try book.redo()
      try check(text, "done again")
      try book.undo()
    }
    #expect(try state() == before)
    #expect(book.verify() == [])
  }

  @Test("what may not be the same as another column of its row takes each text by itself")
  func byThemselves() throws {
    let scratch = try ScratchBook(people: 12)
    let book = scratch.book
    let places = try places(book)
    for column in Self.alone {
      let parts = column.split(separator: ".").map(String.init)
      let place = try #require(places.first { $0.table == parts[0] })
      for text in HostileTextTests.texts {
        try book.write("Write one") { db in
          try db.execute(
            sql: "UPDATE \"\(parts[0])\" SET \"\(parts[1])\" = ? WHERE id = ?",
            arguments: [text.stored, place.id])
        }
        let kept = try book.read { try place.row(in: $0).text(parts[1]) }
        #expect(HostileTextTests.same(kept, text), "\(column)")
        try book.undo()
      }
    }
    #expect(book.verify() == [])
  }

  /// What the history says was written last, to the letter.
  private func checkHistory(_ text: String, _ places: [Place], _ book: Casebook) throws {
    try book.read { db in
      for place in places where !place.columns.isEmpty {
        let told = try Row.fetchAll(
          db,
          sql: """
            SELECT f.key, f.value FROM change AS c, json_each(c.new) AS f WHERE c.number =
              (SELECT max(number) FROM change WHERE record = ? AND row_id = ?)
            """, arguments: [place.table, place.id])
        for row in told where place.columns.contains(row[0]) {
          let kept = StoredText.decoded(row[1] as String? ?? "gone")
          #expect(HostileTextTests.same(kept, text), "\(place.table).\(row[0] as String)")
        }
      }
    }
  }

  /// Which columns refuse a text: they take it, or have a reason here.
  private func nameRefusing(_ text: String, in places: [Place], of book: Casebook) throws {
    for place in places {
      for column in place.columns {
        do {
          try book.write("Write one") { db in
            try db.execute(
              sql: "UPDATE \"\(place.table)\" SET \"\(column)\" = ? WHERE id = ?",
              arguments: [text.stored, place.id])
          }
          try book.undo()
        } catch {
          Issue.record("\(place.table).\(column) refuses \(text.debugDescription): \(error)")
        }
      }
    }
  }

  @Test("an agreed version is written once, and holds each text as it was agreed")
  func agreedVersions() throws {
    let scratch = try ScratchBook(people: 1)
    let book = scratch.book
    for (number, text) in HostileTextTests.texts.enumerated() {
      let values = ["case_id", "agreed_with", "consent", "note", "worker_id"]
      let sheet = JSONValue.object([JSONValue.Member("text", .string(text))]).text
      try book.write("Agree") { db in
        try db.execute(
          sql: """
            INSERT INTO plan_version (id, agreed_on, sheet, \(values.joined(separator: ", ")))
            VALUES (?, '2026-11-23', ?, ?, ?, ?, ?, ?)
            """,
          arguments: StatementArguments(
            ["v\(number)".databaseValue, sheet.stored] + values.map { _ in text.stored }))
      }
      let row = try #require(
        try book.read {
          try Row.fetchOne($0, sql: "SELECT * FROM plan_version WHERE id = 'v\(number)'")
        })
      for column in values {
        #expect(HostileTextTests.same(row.text(column), text), "\(column), text \(number)")
      }
      #expect(HostileTextTests.same(row.text("sheet"), sheet), "text \(number)")
    }
  }

  @Test("what is written down as taking no text is there, refuses it, and says why")
  func exemptions() throws {
    let scratch = try ScratchBook(people: 12)
    let book = scratch.book
    let places = try places(book)
    for (column, reason) in Self.exempt {
      #expect(reason.count > 10, "\(column)")
      let parts = column.split(separator: ".").map(String.init)
      let place = try #require(places.first { $0.table == parts[0] }, "\(column)")
      #expect(throws: CasebookError.self, "\(column) takes any text by now") {
        try book.write("Write one") { db in
          try db.execute(
            sql: "UPDATE \"\(parts[0])\" SET \"\(parts[1])\" = ? WHERE id = ?",
            arguments: [HostileTextTests.texts[0].stored, place.id])
        }
      }
    }
  }

  /// FINGERPOST_FUZZ_SECONDS takes every column, which takes a quarter of an hour; as a rule it
  /// is a few columns, others each time.
  @Test("ten megabytes in a column of any table, and back")
  func tenMegabytes() throws {
    let scratch = try ScratchBook(people: 12)
    let book = scratch.book
    let places = try places(book)
    let huge = HostileTextTests.huge.stored
    var dice = Dice()
    let isThorough = enough(1) > 1
    let chosen = isThorough ? places : Array(places.shuffled(using: &dice).prefix(5))
    for place in chosen {
      let some =
        isThorough ? place.columns : place.columns.randomElement(using: &dice).map { [$0] } ?? []
      for column in some {
        let old: DatabaseValue = try book.read { try place.row(in: $0)[column] }
        try book.write("Write much") { db in
          try db.execute(
            sql: "UPDATE \"\(place.table)\" SET \"\(column)\" = ? WHERE id = ?",
            arguments: [huge, place.id])
        }
        try book.read { db in
          let same = try Bool.fetchOne(
            db, sql: "SELECT \"\(column)\" = ? FROM \"\(place.table)\" WHERE id = ?",
            arguments: [huge, place.id])
          #expect(same == true, "\(place.table).\(column), seed \(dice.seed)")
          let told = try Bool.fetchOne(
            db,
            sql: """
              SELECT f.value = ?1 FROM change AS c, json_each(c.new) AS f
              WHERE c.number = (SELECT max(number) FROM change) AND f.key = ?2
              """, arguments: [huge, column])
          #expect(told == true, "\(place.table).\(column) in the history, seed \(dice.seed)")
        }
        try book.undo()
        let now: DatabaseValue = try book.read { try place.row(in: $0)[column] }
        #expect(now == old, "\(place.table).\(column), undone, seed \(dice.seed)")
      }
    }
  }

  @Test("a record of the directory may have any id that a file can give it")
  func ids() throws {
    let scratch = try ScratchBook()
    let book = scratch.book
    let before = try book.read { try ScratchBook.contents(of: $0, tables: Schema.synced) }
    for (number, text) in HostileTextTests.texts.enumerated() {
      let records = DirectoryEntity.allCases.map { entity in
        DirectoryRecord(
          entity: entity, id: text,
          fields: Dictionary(
            uniqueKeysWithValues: entity.fields.filter { $0.kind != .integer }.map {
              ($0.name, .text(text))
            }))
      }
      _ = try book.applyDirectory(records, source: text)
      #expect(try !book.applyDirectory(records, source: text).changed, "text \(number), again")
      for entity in DirectoryEntity.allCases {
        let kept = try book.read {
          try String.fetchAll($0, sql: "SELECT id FROM \"\(entity.table)\"")
        }
        #expect(
          kept.contains { HostileTextTests.same(StoredText.decoded($0), text) },
          "\(entity) \(text.debugDescription)")
      }
      #expect(try book.asset(Identifier(text))?.name == text)
      #expect(try book.history(ofAsset: Identifier(text)).events.isEmpty == false)
      try book.undo()
      try book.redo()
      try book.undo()
    }
    #expect(try book.read { try ScratchBook.contents(of: $0, tables: Schema.synced) } == before)
    #expect(book.verify() == [])
  }
}

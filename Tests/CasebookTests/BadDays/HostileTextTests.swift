// Whatever somebody pastes comes back as it went in, also through the history, undo
// and a copy.

import Casework
import Foundation
import GRDB
import Testing

@testable import Casebook

@Suite("hostile text")
struct HostileTextTests {
  static let texts = [
    "'; DROP TABLE person; --", "\"quoted\" \\ back\\slash \\u0000 \\n \\",
    "nul \0 in the\0middle\0",
    "\0", "\u{202E}right to left\u{202C} עברית ﷺ", "👩‍👩‍👧‍👦 🏴󠁧󠁢󠁷󠁬󠁳󠁿 ❤️ \u{1F9D1}\u{1F3FD}", "e\u{301} is not é",
    "\u{10FFFF}0\u{10FFFF}1\u{10FFFF}",
    "\u{FEFF}a mark before", "\r\n\t\u{1}\u{1B}[31m\u{7F}\u{85}\u{9B}", " ", "%_*?[]{}()^$|&;",
    "NULL", "null", "123", "1e999", "-0.0", "{\"json\": [null, 1]}",
    "one\ntwo\r\nthree\u{2028}four",
    "\u{FFFE}\u{FFFF}\u{FFFD}", "𝕳𝖊𝖑𝖑𝖔 ｆｕｌｌ", String(repeating: "a\u{301}\u{302}", count: 3000),
    "Dŵr, Llŷn, Gŵyl, Ynys Môn, ŴŶÂÊÎÔÛ",
  ]
  static let huge = String(repeating: "ten megabytes 'of' \"it\"\0\n", count: 10_000_000 / 26)

  static func same(_ a: String, _ b: String) -> Bool {
    // Swift’s own == takes é and e with an accent for one.
    a.utf8.elementsEqual(b.utf8)
  }

  /// A row in every table that the demonstration town leaves empty.
  static func fillEmptyTables(_ book: Casebook) throws {
    if let person = try book.people(matching: "a", limit: 1).first {
      try book.noteReading(of: person.id, reason: "a test")
    }
    try book.write("Fill what is empty") { db in
      for table in Schema.synced {
        let count = try Int.fetchOne(db, sql: "SELECT count(*) FROM \"\(table)\"")
        if count == 0 { try Self.fill(table, in: db) }
      }
    }
  }

  /// What a table's checks ask for where a day, which most take, would not do.
  private static let wanted: [String: [String: String]] = [
    "asset_pair": ["other_id": "another", "decision": "same"],
    "risk": ["kind": "risk"], "triage_decision": ["kind": "accepted"],
    "letter": ["kind": "not-reached"], "goal_outcome": ["kind": "met"],
    "plan_version": ["sheet": "{}"],
  ]

  /// Writes one row into a table that has none.
  static func fill(_ table: String, in db: Database) throws {
    let parents = Dictionary(
      try db.foreignKeys(on: table).flatMap { key in
        key.mapping.map { ($0.origin, key.destinationTable) }
      }, uniquingKeysWith: { first, _ in first })
    var pointed: Set<String> = []
    var values: [(column: String, value: DatabaseValue)] = [("id", "one".databaseValue)]
    for column in try db.columns(in: table)
    where column.isNotNull && !["id", "row"].contains(column.name) {
      if let value = wanted[table]?[column.name] {
        values.append((column.name, value.databaseValue))
      } else if let parent = parents[column.name] {
        // Two columns that point at one table point at two of its rows.
        let which = pointed.insert(parent).inserted ? "min" : "max"
        values.append(
          (
            column.name,
            try String.fetchOne(db, sql: "SELECT \(which)(id) FROM \"\(parent)\"")?.databaseValue
              ?? .null
          ))
      } else {
        values.append(
          (column.name, column.type == "TEXT" ? "2026-11-23".databaseValue : 1.databaseValue))
      }
    }
    let names = values.map { "\"\($0.column)\"" }.joined(separator: ", ")
    let marks = values.map { _ in "?" }.joined(separator: ", ")
    try db.execute(
      sql: "INSERT INTO \"\(table)\" (\(names)) VALUES (\(marks))",
      arguments: StatementArguments(values.map(\.value)))
  }

  @Test("each text through what people use: referral, case, contact, plan, link, worker, memory")
  func throughTheDoors() throws {
    let scratch = try ScratchBook()
    let book = scratch.book
    for (number, text) in Self.texts.enumerated() {
      var row = scratch.referral("N", number: number + 1)
      row.firstName = text
      row.familyName = text
      row.preferredName = text
      row.pronouns = text
      row.gender = text
      row.aliases = text
      row.address = text
      row.telephone = text
      row.email = text
      row.preferredContact = text
      row.gpPractice = text
      row.gpPracticeCode = text
      row.school = text
      row.referrer = text
      row.organisation = text
      row.referrerContact = text
      row.reason = text
      row.need = text
      let id = try book.refer(row)
      try book.takeOn(id, by: book.worker.id, reason: text)
      try book.log(
        Contact(
          id: book.mint(), caseID: id, workerID: book.worker.id, at: Date(), mode: .phone,
          minutes: 5, outcome: .attended, note: text,
          nextStep: NextStep(text: text, on: ScratchBook.today)))
      try book.write(
        PlanEntry(id: book.mint(), section: .strengths, text: text), inPlanOf: id)
      let goal = Goal(id: book.mint(), text: text)
      try book.write(goal, inPlanOf: id)
      try book.write(Action(id: book.mint(), what: text, who: text), for: goal.id)
      try book.agreePlan(of: id, with: text, on: ScratchBook.today, review: nil)
      try book.prescribe(
        Prescription(
          id: book.mint(), caseID: id, assetID: Identifier("none"), kind: .signpost,
          on: ScratchBook.today, workerID: book.worker.id, note: text))
      try book.close(id, Closing(on: ScratchBook.today, reason: .goalsMet, note: text))
      try book.undo()
      try book.redo()
      try book.remember(text, as: "hostile")
      try book.keep(Draft(form: "note", caseID: id.text, fields: ["note": text], at: Date()))

      let record = try #require(try book.caseRecord(id))
      let person = record.person
      var found = [
        person.firstName, person.familyName, person.preferredName, person.pronouns, person.gender,
        person.aliases, person.address, person.telephone, person.email, person.preferredContact,
        person.gpPractice, person.gpPracticeCode, person.school,
      ]
      found += record.referrals.flatMap {
        [$0.referrer, $0.organisation, $0.referrerContact, $0.reason]
      }
      found += [record.case.need, record.case.closing?.note ?? "gone"]
      found += record.holdings.map(\.reason)
      found += record.contacts.flatMap { [$0.note, $0.nextStep?.text ?? "gone"] }
      let plan = try #require(record.plan)
      found += [plan.agreedWith] + plan.entries.map(\.text) + plan.goals.map(\.text)
      found += plan.goals.flatMap(\.actions).flatMap { [$0.what, $0.who] }
      found += record.prescriptions.map(\.prescription.note)
      found += [try book.remembered("hostile") ?? "gone"]
      found += [try book.draft(form: "note", caseID: id.text)?.fields["note"] ?? "gone"]
      #expect(found.count >= 28)
      for (place, value) in found.enumerated() {
        #expect(
          Self.same(value, text), "field \(place) of text \(number): \(value.debugDescription)")
      }
      #expect(try book.caseload(CaseloadFilter(.everybodys, words: text), limit: 5).count <= 5)
    }
    #expect(book.verify() == [])
    let file = scratch.place.appendingPathComponent("copy")
    try book.backUp(to: file)
    let place = scratch.place.appendingPathComponent("x")
    _ = try Casebook.restore(file, to: place, passphrase: ScratchBook.passphrase)
    let copy = try Casebook.open(at: place, passphrase: ScratchBook.passphrase)
    defer { copy.close() }
    let tables = Schema.synced
    #expect(
      try copy.read { try ScratchBook.contents(of: $0, tables: tables) }
        == book.read { try ScratchBook.contents(of: $0, tables: tables) })
  }

  @Test("ten megabytes in a note come back to the letter, and through undo and redo")
  func tenMegabytes() throws {
    let scratch = try ScratchBook()
    let book = scratch.book
    let id = try book.refer(scratch.referral())
    try book.log(
      Contact(
        id: book.mint(), caseID: id, workerID: book.worker.id, at: Date(), mode: .phone,
        minutes: 5, outcome: .attended, note: Self.huge))
    func note() throws -> String { try book.caseRecord(id)?.contacts.first?.note ?? "gone" }
    #expect(Self.same(try note(), Self.huge))
    try book.undo()
    #expect(try note() == "gone")
    try book.redo()
    #expect(Self.same(try note(), Self.huge))
    #expect(book.verify() == [])
  }
}

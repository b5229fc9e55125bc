// Two records linked into one and taken apart again, and pairs that are two people.

import Casework
import Foundation
import GRDB
import Testing

@testable import Casebook

@Suite("Linking records")
struct LinkingTests {
  static let today = ScratchBook.today

  /// Two records of one person, each with a referral, the first one's case closed.
  private func pair(_ book: Casebook) throws -> (
    kept: Identifier<Person>, other: Identifier<Person>
  ) {
    let first = try book.refer(
      IncomingReferral(
        row: 1, firstName: "Ana", familyName: "De Haro", dateOfBirth: Day(number: 15_000),
        telephone: "07700 900123", school: "", reason: "first", date: Self.today),
      about: .new(notSame: []))
    let second = try book.refer(
      IncomingReferral(
        row: 1, firstName: "Anna", familyName: "DeHaro", dateOfBirth: Day(number: 15_000),
        telephone: "07700 900123", school: "Hill Academy", reason: "second", date: Self.today,
        need: nil), about: .new(notSame: []))
    let records = try [first, second].compactMap { try book.caseRecord($0)?.person.id }
    try #require(records.count == 2 && records[0] != records[1])
    return (records[0], records[1])
  }

  private func state(_ book: Casebook) throws -> [String] {
    try book.read { try ScratchBook.contents(of: $0, tables: Schema.synced + ["case_line"]) }
  }

  @Test("linking keeps everything, and one undo takes it back to the letter")
  func linkAndUndo() throws {
    let scratch = try ScratchBook()
    let book = scratch.book
    let (kept, other) = try pair(book)
    let found = try book.duplicates(
      of: SoughtPerson(try #require(try book.person(kept))), except: kept)
    #expect(found.map(\.person.id) == [other])
    #expect(found.first?.likeness.degree == .likely)
    let before = try state(book)
    try book.link(other, into: kept)
    let person = try #require(try book.person(kept))
    #expect(person.school == "Hill Academy")
    #expect(person.aliases == "Anna DeHaro")
    #expect(try book.cases(of: kept).count == 2)
    #expect(try book.cases(of: other) == book.cases(of: kept))
    for id in try book.cases(of: kept) {
      let record = try #require(try book.caseRecord(id))
      #expect(record.person.id == kept)
      #expect(record.referrals.count == 2)
      #expect(record.linked.map(\.id) == [other])
    }
    #expect(try book.duplicates(of: SoughtPerson(person), except: kept).isEmpty)
    // The other name still finds them, and finds one person.
    #expect(try book.people(matching: "DeHaro", limit: 9).map(\.id) == [kept])
    #expect(try book.onePerson("Anna DeHaro").id == kept)
    #expect(try book.onePerson(other.text).id == kept)
    #expect(book.verify() == [])
    try book.undo()
    #expect(try state(book) == before)
    try book.redo()
    #expect(try book.person(other)?.linkedTo == kept)
    #expect(book.verify() == [])
  }

  @Test("taken apart later, each has its own again, and what was written since stays")
  func unlink() throws {
    let scratch = try ScratchBook()
    let book = scratch.book
    let (kept, other) = try pair(book)
    let before = try #require(try book.person(kept))
    try book.link(other, into: kept)
    try book.record(
      Risk(
        id: book.mint(), personID: kept, kind: .risk, risk: "new", from: Self.today,
        workerID: book.worker.id))
    try book.unlink(other)
    #expect(try book.person(kept) == before)
    #expect(try book.person(other)?.linkedTo == nil)
    #expect(try book.cases(of: kept).count == 1)
    #expect(try book.cases(of: other).count == 1)
    #expect(try book.risks(of: kept).count == 1)
    #expect(book.verify() == [])
    #expect(throws: CasebookError.self) { try book.unlink(other) }
  }

  @Test("a pair that is two people is never offered again, from either side")
  func apart() throws {
    let scratch = try ScratchBook()
    let book = scratch.book
    let (first, second) = try pair(book)
    try book.markApart(first, second)
    for id in [first, second] {
      let person = try #require(try book.person(id))
      #expect(try book.duplicates(of: SoughtPerson(person), except: id).isEmpty)
    }
    #expect(try book.links(of: second).map(\.isSame) == [false])
    try book.undo()
    let person = try #require(try book.person(first))
    #expect(try book.duplicates(of: SoughtPerson(person), except: first).count == 1)
  }

  @Test("a record is not linked with itself, nor twice; nothing is changed")
  func refusals() throws {
    let scratch = try ScratchBook()
    let book = scratch.book
    let (kept, other) = try pair(book)
    #expect(throws: CasebookError.self) { try book.link(kept, into: kept) }
    try book.link(other, into: kept)
    let before = try state(book)
    #expect(throws: CasebookError.self) { try book.link(other, into: kept) }
    #expect(throws: CasebookError.self) { try book.link(kept, into: other) }
    #expect(try state(book) == before)
  }

  @Test("a referral list finds whoever was linked under the record that stands")
  func imports() throws {
    let scratch = try ScratchBook()
    let book = scratch.book
    let (kept, other) = try pair(book)
    try book.link(other, into: kept)
    let tally = try book.applyReferrals([
      IncomingReferral(
        row: 2, firstName: "Anna", familyName: "DeHaro", dateOfBirth: Day(number: 15_000),
        reason: "third", date: Self.today)
    ])
    #expect(tally.peopleAdded == 0 && tally.peopleRecognised == 1)
    let first = try #require(try book.cases(of: kept).first)
    #expect(try book.caseRecord(first)?.referrals.count == 3)
  }

  @Test("the keys follow whatever changes a person")
  func keysFollow() throws {
    let scratch = try ScratchBook(people: 12)
    let book = scratch.book
    func check() throws {
      try book.read { db in
        for row in try Row.fetchAll(db, sql: "SELECT * FROM person") {
          let person = Casebook.person(row)
          let due = PersonKeys.of(
            firstName: person.firstName, familyName: person.familyName,
            preferredName: person.preferredName, aliases: person.aliases,
            telephone: person.telephone, postcode: person.postcode?.description,
            born: person.dateOfBirth?.iso)
          let there = try Int64.fetchAll(
            db, sql: "SELECT key FROM person_key WHERE person_row = ? ORDER BY key",
            arguments: [row["row"] as Int64?])
          #expect(there == due)
        }
      }
    }
    try check()
    var person = try #require(
      try book.read { try Row.fetchOne($0, sql: "SELECT * FROM person").map(Casebook.person) })
    person.familyName = "Ó Súilleabháin"
    person.telephone = "07700 900999"
    try book.keep(person)
    try check()
    try book.undo()
    try check()
  }
}

// Every record has a history that somebody can read: a person's, or one by its table.

import Casework
import Foundation
import TestBooks
import Testing

@testable import Casebook

@Suite("The history of records that are no person's own")
struct RecordHistoryTests {
  @Test("a setting of the service tells who changed it, from what")
  func setting() throws {
    let scratch = try ScratchBook(people: 2)
    var policy = try scratch.book.setting(ServicePolicy.self)
    policy.quietDays = 9
    try scratch.book.keep(policy)
    let entries = try scratch.book.history(ofRecords: "service_setting").entries
    #expect(entries.contains { $0.new?.contains("9") == true && $0.workerName == "Priya Nair" })
    #expect(try scratch.book.history(ofRecords: "service_setting", id: "no such").entries == [])
    #expect(try scratch.book.history(ofRecords: "fund").entries.isEmpty == false)
  }

  @Test("every table with a history is a person's or can be asked for by name")
  func every() {
    let mine = Casebook.personTables
    let byName = Set(Casebook.recordTables)
    for table in Schema.synced where table != "reading" {
      #expect(mine.contains(table) != byName.contains(table), "\(table)")
    }
    #expect(mine.contains("payment") && byName.contains("worker_terms"))
  }

  @Test("a field's history is whole, however much else has changed since")
  func field() throws {
    let scratch = try ScratchBook(people: 2)
    let row = try #require(try scratch.book.caseload(CaseloadFilter(.everybodys), limit: 1).first)
    try scratch.book.setNeed("horses", of: row.caseID)
    for number in 1...12 {
      try scratch.book.log(
        Contact(
          id: scratch.book.mint(), caseID: row.caseID, workerID: scratch.book.worker.id,
          at: Date(), mode: .phone, minutes: number, outcome: .attended, note: "Rang."))
    }
    let found = try scratch.book.history(of: row.person.id, field: "need", limit: 2)
    #expect(found.first?.new == "horses")
  }

  @Test("what is cut off is said to be cut off, and what is asked for further back continues it")
  func stretches() throws {
    let scratch = try ScratchBook(people: 2)
    let row = try #require(try scratch.book.caseload(CaseloadFilter(.everybodys), limit: 1).first)
    let whole = try scratch.book.history(of: row.person.id)
    var before: [HistoryEntry] = []
    for limit in 1...whole.count {
      let stretch = try scratch.book.historyBack(of: row.person.id, limit: limit)
      #expect(stretch.entries.starts(with: before))
      #expect(stretch.isWhole == (stretch.entries == whole))
      before = stretch.entries
      if stretch.isWhole { break }
    }
    #expect(before == whole)
    try scratch.book.setNeed("horses", of: row.caseID)
    try scratch.book.setNeed("boats", of: row.caseID)
    let one = try scratch.book.history(ofRecords: "case_record", field: "need", limit: 1)
    #expect(one.entries.map(\.new) == ["boats"] && !one.isWhole)
  }
}

// What fits a goal, asked of a directory in a casebook.

import Casework
import Foundation
import GRDB
import Testing

@testable import Casebook

@Suite("what fits a goal, from the directory")
struct FittingTests {
  /// A town with a directory of a size.
  static func book(services: Int) throws -> (ScratchBook, CaseRecord, Goal) {
    let scratch = try ScratchBook()
    try scratch.book.fill(
      with: DemonstrationTown(
        seed: 7, today: ScratchBook.today, people: 12, services: services))
    let ids = try scratch.book.read { try String.fetchAll($0, sql: "SELECT id FROM case_record") }
    for id in ids {
      if let record = try scratch.book.caseRecord(Identifier(id)), record.case.closing == nil {
        let goal = Goal(id: scratch.book.mint(), text: "Paint and draw with other people")
        try scratch.book.edit(planOf: record.case.id, .goal(goal))
        return (scratch, try #require(try scratch.book.caseRecord(Identifier(id))), goal)
      }
    }
    throw CasebookError.noSuchRecord("open case")
  }

  static func fits(_ book: Casebook, _ record: CaseRecord, _ goal: Goal) throws -> FitResult {
    let wish = try book.fitWish(for: record, goal: goal, on: ScratchBook.today)
    return try book.fits(
      wish, postcode: record.person.postcode, rules: FitRules(), on: ScratchBook.today)
  }

  @Test("of a small directory every service is judged, and none is hidden")
  func small() throws {
    let (scratch, record, goal) = try Self.book(services: 80)
    let result = try Self.fits(scratch.book, record, goal)
    #expect(result.known == 80 && result.lookedAt == 80)
    #expect(result.suiting > 0)
    let first = try #require(result.fits.first)
    #expect(first.suits && first.line(.theme)?.verdict == .fits)
    #expect(first.line(.distance)?.words.hasSuffix("miles") == true)
    // What is asked of a service is what the directory's own page says of it.
    for fit in result.fits {
      let asset = try #require(try scratch.book.asset(fit.asset.id))
      let page = FitAsset(asset)
      #expect(fit.asset.name == page.name && fit.asset.terms.sorted() == page.terms.sorted())
      #expect(fit.asset.schedules.map(\.words) == page.schedules.map(\.words))
      #expect(fit.asset.costs == page.costs && fit.asset.places == page.places)
      #expect(fit.asset.accessibility == page.accessibility)
      #expect(
        fit.asset.minimumAge == page.minimumAge && fit.asset.assuredOn == page.assuredOn
          && fit.asset.status == page.status && fit.asset.waitTime == page.waitTime)
    }
  }

  @Test(
    "of a large one those that share a word are judged, near ones among them, and how many is told")
  func large() throws {
    let (scratch, record, goal) = try Self.book(services: 1_200)
    let result = try Self.fits(scratch.book, record, goal)
    #expect(result.known == 1_200)
    #expect((60...200).contains(result.lookedAt))
    #expect(result.fits.first?.suits == true)
    #expect(Set(result.fits.map(\.asset.id)).count == result.fits.count)
    #expect(try Self.fits(scratch.book, record, goal) == result, "the order never flickers")
  }

  @Test("words with quotation marks, stars and other scripts search for themselves")
  func hostile() throws {
    let (scratch, record, _) = try Self.book(services: 300)
    for text in HostileTextTests.texts + ["\"draw\" OR * NEAR(", "رسم מצייר 絵画", "^{}:()"] {
      let goal = Goal(id: scratch.book.mint(), text: text)
      #expect(throws: Never.self, "\(text.prefix(40))") {
        try Self.fits(scratch.book, record, goal)
      }
    }
  }

  @Test("when and how far somebody can go is kept, changed in its place, and undone")
  func reach() throws {
    let (scratch, record, _) = try Self.book(services: 8)
    let book = scratch.book
    let person = record.person.id
    let first = Reach(
      freeTimes: try FreeTimes(reading: "weekdays after 4, sat"), miles: 2, pence: 0,
      access: [.stepFree, .quiet])
    try book.keep(first, of: person)
    #expect(try book.reach(of: person) == first)
    try book.keep(Reach(miles: 5), of: person)
    #expect(try book.reach(of: person) == Reach(miles: 5))
    let rows = try book.read {
      try Int.fetchOne(
        $0, sql: "SELECT count(*) FROM reach WHERE person_id = ?", arguments: [person.text])
    }
    #expect(rows == 1)
    try book.undo()
    #expect(try book.reach(of: person) == first)
    #expect(try book.history(of: person).contains { $0.field == "access needs" })
    #expect(book.verify() == [])
  }
}

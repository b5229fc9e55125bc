// Lists sorted by what no index has: what a case weighs, and how somebody fares.

import Casework
import Foundation
import Testing

@testable import Casebook

@Suite("Lists sorted by load and by wellbeing")
struct CaseArrangingTests {
  typealias Town = CaseLineTests.Town
  static let now = DayClock.date(Town.today, minute: 540)

  @Test(
    "the heaviest come last, or first when turned round, and every window agrees with the whole")
  func load() throws {
    let town = try Town(people: 40)
    let book = town.book
    for whose in [CaseloadFilter.Whose.everybodys, .mineAndNew(book.worker.id)] {
      let filter = CaseloadFilter(whose, on: Town.today)
      let all = try book.caseload(filter, order: .load, limit: -1)
      let points = try book.weighed(all, on: Town.today).map(\.points)
      #expect(points == points.sorted() && Set(points).count > 1)
      #expect(try all.count == book.caseloadCount(filter))
      let turned = try book.caseload(filter, order: .load, descending: true, limit: -1)
      #expect(turned.map(\.caseID) == all.map(\.caseID).reversed())
      for offset in [0, 3, all.count - 1, all.count + 2] {
        let window = try book.caseload(filter, order: .load, offset: offset, limit: 4)
        #expect(window.map(\.caseID) == all.dropFirst(offset).prefix(4).map(\.caseID))
      }
    }
  }

  @Test("a case that is weighed anew moves at once")
  func again() throws {
    let town = try Town(people: 40)
    let book = town.book
    let filter = CaseloadFilter(.mineAndNew(book.worker.id), on: Town.today)
    let lightest = try #require(try book.caseload(filter, order: .load, limit: 1).first)
    try book.keep(
      CaseWeight(
        id: book.mint(), caseID: lightest.caseID, intensity: .complex,
        modifiers: [.interpreter, .multiAgency, .communication]), at: Self.now)
    let heaviest = try book.caseload(filter, order: .load, descending: true, limit: 1).first
    #expect(heaviest?.caseID == lightest.caseID)
  }

  private func refer(_ book: Casebook, _ name: String, score: Int?) throws -> Identifier<Case> {
    let id = try book.refer(
      IncomingReferral(
        row: 1, firstName: name, familyName: "Quill", dateOfBirth: Day(number: 15_000),
        date: Town.today.adding(days: -60)), about: .new(notSame: []), at: Self.now)
    try book.takeOn(id, by: book.worker.id, at: Self.now)
    let goal = Goal(id: book.mint(), text: "Sing")
    try book.write(goal, inPlanOf: id, at: Self.now)
    if let score {
      try book.edit(
        planOf: id, .score(goal.id, GoalScore(id: book.mint(), on: Town.today, score: score)),
        at: Self.now)
    }
    return id
  }

  @Test("who says they are furthest from their goals comes first; who says nothing, last")
  func wellbeing() throws {
    let town = try Town(people: 4)
    let book = town.book
    let high = try refer(book, "High", score: 8)
    let none = try refer(book, "None", score: nil)
    let low = try refer(book, "Low", score: 2)
    var filter = CaseloadFilter(.held(by: book.worker.id), on: Town.today)
    filter.words = "Quill"
    let up = try book.caseload(filter, order: .wellbeing, limit: -1)
    #expect(up.map(\.caseID) == [low, high, none])
    let down = try book.caseload(filter, order: .wellbeing, descending: true, limit: -1)
    #expect(down.map(\.caseID) == [high, low, none])
    #expect(try book.courses(of: up)[low]?.now == 2)
    // What they say is in their record: of a colleague's case it is not told in a list.
    let other = try #require(try town.workers().first { $0 != book.worker.id })
    try book.takeOn(low, by: other, at: Self.now)
    let row = try #require(try book.caseloadRow(low))
    #expect(try book.courses(of: [row]).isEmpty)
    try book.join(low, worker: book.worker.id, reason: "drawing", at: Self.now)
    #expect(try book.courses(of: [row])[low]?.now == 2)
  }

  @Test("a list that is too long for it is refused in words, and what an index has is not")
  func tooLong() throws {
    #expect(CaseloadOrder.stored.count == CaseloadOrder.allCases.count - 2)
    #expect(!CaseloadOrder.load.isStored && CaseloadOrder.load.beginsDescending)
    let town = try Town(people: 4)
    try town.book.read { db in
      let list = try CaseList(CaseloadFilter(.everybodys, on: Town.today), in: db)
      #expect(throws: CasebookError.self) {
        try town.book.arranged(list, by: .load, descending: false, most: 1, in: db)
      }
    }
  }
}

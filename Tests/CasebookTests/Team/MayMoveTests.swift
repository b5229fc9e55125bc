// Who may give a case to whom: the keys that take a case on or hand it over keep to the same
// rules as the room in which many are moved.

import Casework
import Foundation
import Testing

@testable import Casebook

@Suite("Who may move a case")
struct MayMoveTests {
  typealias Town = CaseLineTests.Town
  static let now = DayClock.date(Town.today, minute: 540)

  private func refer(_ book: Casebook, heldBy holder: Identifier<LinkWorker>?) throws
    -> Identifier<Case>
  {
    let id = try book.refer(
      IncomingReferral(
        row: 1, firstName: "Leo", familyName: "Quill", dateOfBirth: Day(number: 15_000),
        date: Town.today.adding(days: -9)), about: .new(notSame: []), at: Self.now)
    if let holder { try book.takeOn(id, by: holder, at: Self.now) }
    return id
  }

  @Test("a worker takes on what nobody holds and hands over their own, and nothing else")
  func worker() throws {
    let town = try Town(people: 4)
    let book = town.book
    let me = book.worker.id
    #expect(book.worker.role == .linkWorker)
    let others = try book.workers().filter { $0.id != me && $0.role == .linkWorker }
    let other = try #require(others.first)
    let nobodys = try refer(book, heldBy: nil)
    try book.takeOn(nobodys, by: me, at: Self.now)
    #expect(try book.caseloadRow(nobodys)?.facts.holderID == me)
    try book.hand(nobodys, to: other.id, at: Self.now)
    #expect(try book.caseloadRow(nobodys)?.facts.holderID == other.id)
    // Theirs now: neither key takes it back, and each says why.
    for move in [
      { try book.takeOn(nobodys, by: me, at: Self.now) },
      { try book.hand(nobodys, to: me, at: Self.now) },
    ] {
      let error = #expect(throws: CasebookError.self) { try move() }
      #expect(
        error?.description.contains(
          "\(other.name) holds this case, and a supervisor moves what somebody else holds") == true)
    }
    #expect(try book.caseloadRow(nobodys)?.facts.holderID == other.id)
    #expect(book.verify() == [])
  }

  @Test("where the service says so, a supervisor moves even one’s own")
  func bySupervisorAlone() throws {
    let town = try Town(people: 4)
    let book = town.book
    var rules = AccessRules()
    rules.workersMoveTheirOwn = false
    try book.keep(rules, at: Self.now)
    let mine = try refer(book, heldBy: book.worker.id)
    let other = try #require(
      try book.workers().first { $0.id != book.worker.id && $0.role == .linkWorker })
    let error = #expect(throws: CasebookError.self) {
      try book.hand(mine, to: other.id, at: Self.now)
    }
    #expect(error?.description.contains("You hold this case, and cases are moved by a") == true)
    // Holding it still, one holds it again without being asked.
    try book.takeOn(mine, by: book.worker.id, at: Self.now)
  }
}

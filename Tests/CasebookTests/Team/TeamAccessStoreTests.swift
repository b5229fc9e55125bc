// Opening records, and who may change who sees what.

import Casework
import Foundation
import GRDB
import Testing

@testable import Casebook

@Suite("Who sees whose work")
struct TeamAccessStoreTests {
  let today = TeamBook.today
  let now = TeamBook.now

  @Test("a record that somebody else holds opens with a reason alone, and not for every role")
  func openingRecords() throws {
    let test = try TeamBook(seat: 0)
    let book = test.book
    let tom = try test.worker("Tom")
    let toms = try #require(try test.cases(of: tom, 1).first)
    let own = try #require(try test.cases(of: book.worker, 1).first)
    let theirs = try #require(try book.caseRecord(toms))
    let mine = try #require(try book.caseRecord(own))
    try book.openRecord(mine)
    #expect(try book.readings(of: mine.person.id).count == 1)
    #expect(throws: CasebookError.self) { try book.openRecord(theirs, because: "  ") }
    #expect(throws: CasebookError.self) { try book.openRecord(of: theirs.person.id) }
    #expect(try book.readings(of: theirs.person.id).isEmpty)
    try book.openRecord(of: theirs.person.id, because: "Tom is ill")
    #expect(try book.readings(of: theirs.person.id).map(\.reason) == ["Tom is ill"])
    var roles = RoleRules()
    roles.linkWorker.opensOthersCases = false
    try book.keep(roles)
    #expect(throws: CasebookError.self) { try book.openRecord(theirs, because: "Tom is ill") }
  }

  @Test("who sees what is changed by a supervisor, or by anybody where there is none")
  func guardedSettings() throws {
    let test = try TeamBook(seat: 0)
    #expect(try test.book.refusal(toChange: AccessRules.self) != nil)
    #expect(try test.book.refusal(toChange: RoleRules.self) != nil)
    #expect(try test.book.refusal(toChange: CaseloadGuidance.self) == nil)
    let supervisors = try TeamBook(people: 70, seat: 2)
    #expect(try supervisors.book.refusal(toChange: AccessRules.self) == nil)
    let alone = try ScratchBook()
    #expect(try alone.book.refusal(toChange: AccessRules.self) == nil)
  }
}

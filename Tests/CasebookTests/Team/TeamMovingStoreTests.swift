// Moves that can be undone, cover that ends by itself, and who may do either.

import Casework
import Foundation
import GRDB
import Testing

@testable import Casebook

@Suite("Moving cases in the store")
struct TeamMovingStoreTests {
  let today = TeamBook.today
  let now = TeamBook.now

  @Test("moved cases are held by the next worker with the reason, and undo gives them back")
  func moving() throws {
    let test = try TeamBook()
    let (from, to) = (try test.worker("Shanice"), try test.worker("Idris"))
    let cases = try test.cases(of: from, 3)
    let before = try #require(try test.book.team(on: today).row(of: from.id))
    let last = try #require(cases.last)
    let moved = try test.book.move(
      CaseMove(cases, to: to.id, reason: "fairer shares", notes: [last: "likes to be texted"]),
      at: now)
    #expect(moved == 3)
    let record = try #require(try test.book.caseRecord(last))
    #expect(record.holderID == to.id)
    #expect(record.holdings.last?.reason == "fairer shares · likes to be texted")
    #expect(record.holdings.filter { $0.to == nil }.count == 1)
    let team = try test.book.team(on: today)
    #expect(team.row(of: from.id)?.load.open == before.load.open - 3)
    #expect(try test.book.nextUndo()?.name == "Move 3 cases to Idris Kells")
    try test.book.undo()
    #expect(try test.book.team(on: today).row(of: from.id) == before)
    #expect(try cases.allSatisfy { try test.holder($0) == from.id })
    #expect(test.book.verify() == [])
  }

  @Test("what a move would do is what it does")
  func foreseen() throws {
    let test = try TeamBook()
    let (from, to) = (try test.worker("Shanice"), try test.worker("Idris"))
    let team = try test.book.team(on: today)
    let moving = Array(try #require(team.member(from.id)).cases.prefix(4))
    let ids = Set(moving.map(\.row.caseID))
    let left = try #require(team.load(of: from.id, without: ids))
    let right = try #require(team.load(of: to.id, with: moving))
    try test.book.move(CaseMove(Array(ids), to: to.id, reason: "x"), at: now)
    let after = try test.book.team(on: today)
    #expect(after.row(of: from.id)?.load.points == left.points)
    #expect(after.row(of: to.id)?.load.points == right.points)
    #expect(after.row(of: to.id)?.load.standing == right.standing)
  }

  @Test("cover for a fortnight ends by itself on its day, and not before")
  func cover() throws {
    let test = try TeamBook()
    let (tom, idris) = (try test.worker("Tom"), try test.worker("Idris"))
    let cases = try test.cases(of: tom, 4)
    let back = today.adding(days: 14)
    try test.book.move(
      CaseMove(cases, to: idris.id, reason: "a fortnight's leave", returnsOn: back), at: now)
    #expect(try test.book.coveredCases().count == 4)
    let before = try #require(try test.book.team(on: today).row(of: idris.id))
    func day(_ days: Int) -> Date { now.addingTimeInterval(Double(days) * 86_400) }
    #expect(try test.book.returnCoveredCases(at: day(13)) == 0)
    // One of them ended meanwhile, and one was moved on for good.
    try test.book.close(
      cases[0], Closing(on: today.adding(days: 5), reason: .goalsMet), at: day(5))
    let priya = try test.worker("Priya")
    try test.book.move(CaseMove([cases[1]], to: priya.id, reason: "asked for her"), at: day(6))
    // Tom's leave of the demonstration ends on the 25th day; he is not there on the 14th.
    let away = try test.book.absences(endingFrom: today).first { $0.workerID == tom.id }
    if let away { try test.book.remove(away.id) }
    #expect(try test.book.returnCoveredCases(at: day(14)) == 2)
    #expect(try test.holder(cases[0]) == nil)
    #expect(try test.holder(cases[1]) == priya.id)
    #expect(try test.holder(cases[2]) == tom.id && test.holder(cases[3]) == tom.id)
    #expect(try test.book.returnCoveredCases(at: day(15)) == 0)
    #expect(before.thisYear == (try test.book.team(on: today).row(of: idris.id)?.thisYear))
    #expect(try test.book.coveredCases().isEmpty)
  }

  @Test("covered cases stay with whoever holds them while the worker is still away or has left")
  func coverGoesOn() throws {
    let test = try TeamBook()
    let (tom, idris) = (try test.worker("Tom"), try test.worker("Idris"))
    let one = try #require(try test.cases(of: tom, 1).first)
    try test.book.move(
      CaseMove([one], to: idris.id, reason: "leave", returnsOn: today.adding(days: 3)), at: now)
    var terms = try #require(try test.book.terms(of: tom.id))
    terms.leavesOn = today.adding(days: 1)
    try test.book.keep(terms)
    #expect(try test.book.returnCoveredCases(at: now.addingTimeInterval(4 * 86_400)) == 0)
    #expect(try test.holder(one) == idris.id)
  }

  @Test("whoever covers for somebody who covers holds it for whom it was covered first")
  func coverOfCover() throws {
    let test = try TeamBook()
    let (tom, idris) = (try test.worker("Tom"), try test.worker("Idris"))
    let shanice = try test.worker("Shanice")
    let cases = try test.cases(of: tom, 2)
    func day(_ days: Int) -> Date { now.addingTimeInterval(Double(days) * 86_400) }
    func cover(_ some: [Identifier<Case>], by worker: LinkWorker, until: Int) throws {
      try test.book.move(
        CaseMove(some, to: worker.id, reason: "leave", returnsOn: today.adding(days: until)),
        at: now)
    }
    try cover(cases, by: idris, until: 10)
    try cover([cases[0]], by: shanice, until: 5)
    let covered = try #require(try test.book.coveredCases().first { $0.heldBy == shanice.id })
    #expect(covered.coversFor == tom.id && covered.returnsOn == today.adding(days: 10))
    // Tom is back early and has the other one again: nobody takes it from him later.
    try cover([cases[1]], by: tom, until: 20)
    #expect(try test.book.coveredCases().map(\.caseID) == [cases[0]])
    if let away = try test.book.absences(endingFrom: today).first(where: { $0.workerID == tom.id })
    {
      try test.book.remove(away.id)
    }
    #expect(try test.book.returnCoveredCases(at: day(21)) == 1)
    #expect(try cases.allSatisfy { try test.holder($0) == tom.id })
  }

  @Test("a worker may hand on their own cases and nobody else's; nothing is moved in part")
  func access() throws {
    let test = try TeamBook(seat: 0)
    let (priya, tom) = (try test.worker("Priya"), try test.worker("Tom"))
    let mine = try test.cases(of: priya, 2)
    let theirs = try test.cases(of: tom, 1)
    #expect(throws: CasebookError.self) {
      try test.book.move(CaseMove(mine + theirs, to: try test.worker("Idris").id, reason: "x"))
    }
    #expect(try mine.allSatisfy { try test.holder($0) == priya.id })
    #expect(try test.book.move(CaseMove(mine, to: tom.id, reason: "x")) == 2)
    var rules = AccessRules()
    rules.workersMoveTheirOwn = false
    rules.workersSee = .own
    try test.book.keep(rules)
    let rest = try test.cases(of: priya, 1)
    #expect(throws: CasebookError.self) {
      try test.book.move(CaseMove(rest, to: tom.id, reason: "x"))
    }
    #expect(try test.book.team(on: today).rows.map(\.worker.id) == [priya.id])
  }

  @Test("cases do not go to somebody who has left, nor back on a day that is gone")
  func refusals() throws {
    let test = try TeamBook()
    let (from, to) = (try test.worker("Shanice"), try test.worker("Mo"))
    let one = try test.cases(of: from, 1)
    #expect(throws: CasebookError.self) {
      try test.book.move(CaseMove(one, to: to.id, reason: "x", returnsOn: today), at: now)
    }
    var terms = try #require(try test.book.terms(of: to.id))
    terms.leavesOn = today.adding(days: -1)
    try test.book.keep(terms)
    #expect(throws: CasebookError.self) {
      try test.book.move(CaseMove(one, to: to.id, reason: "x"), at: now)
    }
    #expect(try test.holder(one[0]) == from.id)
  }

  @Test("a case never goes to a role that does not lead here, whichever way it is handed on")
  func rolesLead() throws {
    let test = try TeamBook()
    let book = test.book
    let vera = LinkWorker(id: book.mint(), name: "Vera Stone", role: .volunteer)
    try book.add(worker: vera)
    let shanice = try test.worker("Shanice")
    let one = try #require(try test.cases(of: shanice, 1).first)
    #expect(throws: CasebookError.self) {
      try book.move(CaseMove([one], to: vera.id, reason: "x"), at: now)
    }
    #expect(throws: CasebookError.self) { try book.hand(one, to: vera.id, at: now) }
    let inbox = try #require(try book.caseload(CaseloadFilter(.nobodys), limit: 1).first)
    #expect(throws: CasebookError.self) {
      try book.decide(
        TriageDecision(
          id: book.mint(), caseID: inbox.caseID, kind: .accepted, on: today,
          workerID: book.worker.id, reason: "x"), handingTo: vera.id, at: now)
    }
    #expect(try test.holder(one) == shanice.id)
    #expect(try test.holder(inbox.caseID) == nil)
    #expect(try !book.loads().contains { $0.worker.id == vera.id })
    var roles = RoleRules()
    roles.volunteer.leadsCases = true
    try book.keep(roles)
    #expect(try book.move(CaseMove([one], to: vera.id, reason: "x"), at: now) == 1)
  }

  @Test("opening the book as the deputy of an absent supervisor shows the team and lets them move")
  func actingDeputy() throws {
    let test = try TeamBook()
    let tom = try test.worker("Tom")
    _ = try test.book.addUser(
      name: tom.name, passphrase: "another made-up passphrase", strength: .quick)
    let shanice = try test.worker("Shanice")
    let one = try #require(try test.cases(of: shanice, 1).first)
    let theirs = try Casebook.open(
      at: test.scratch.folder, passphrase: "another made-up passphrase")
    defer { theirs.close() }
    var rules = AccessRules()
    rules.workersSee = .own
    try test.book.keep(rules)
    let idris = try test.worker("Idris").id
    #expect(try theirs.team(on: today).rows.map(\.worker.id) == [tom.id])
    #expect(throws: CasebookError.self) {
      try theirs.move(CaseMove([one], to: idris, reason: "x"), at: now)
    }
    try test.book.keep(
      Absence(
        id: test.book.mint(), workerID: test.book.worker.id, from: today,
        to: today.adding(days: 4)), deputy: tom.id)
    #expect(try theirs.oversight(on: today).oversees(shanice.id))
    #expect(try theirs.team(on: today).row(of: shanice.id) != nil)
    #expect(try theirs.move(CaseMove([one], to: idris, reason: "x"), at: now) == 1)
    #expect(try !theirs.oversight(on: today.adding(days: 5)).oversees)
  }
}

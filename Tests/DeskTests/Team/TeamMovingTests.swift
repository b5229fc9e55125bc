// Giving cases to somebody else on the desk: tried, done, undone, covered and handed over.

import Casebook
import Casework
import Foundation
import Terminal
import Testing

@testable import Desk

@Suite("Moving cases on the desk")
struct TeamMovingTests {
  @Test("the overloaded worker is first; cases go, come back with u, and go again")
  func moving() throws {
    let test = TestBook()
    let desk = try test.teamDesk()
    desk.press("4")
    let first = try #require(desk.application.teamScreen.selected)
    #expect(first.worker.name == "Shanice Wray" && first.load.standing == .farOver)
    desk.press("m", "Space", "Space", "Tab")
    let room = try #require(desk.application.current as? MoveRoom)
    let to = try #require(room.to)
    #expect(room.moving.count == 2)
    let points = room.moving.reduce(0) { $0 + $1.points }
    desk.press("Enter").type("fairer shares").press("Ctrl-S")
    #expect(desk.shows("2 cases moved to \(to.worker.listName)"))
    func load(_ id: Identifier<LinkWorker>) -> WorkerLoad? {
      desk.application.teamScreen.team?.row(of: id)?.load
    }
    #expect(load(first.worker.id)?.open == first.load.open - 2)
    #expect(abs((load(to.worker.id)?.points ?? 0) - to.load.points - points) < 1e-9)
    desk.press("u")
    #expect(load(first.worker.id) == first.load && load(to.worker.id) == to.load)
    desk.press("Ctrl-R")
    #expect(load(first.worker.id)?.open == first.load.open - 2)
  }

  @Test(
    "the marked cases of the caseload move together, whoever holds them, and u brings them back")
  func marked() throws {
    let test = TestBook()
    let desk = try test.teamDesk()
    let book = try #require(desk.application.book)
    desk.press("2")
    if !desk.application.caseload.showsEverybody { desk.press("m") }
    // Somebody of Shanice's and somebody of Tom's.
    var holders: [Identifier<Case>: Identifier<LinkWorker>] = [:]
    for name in ["Shanice Wray", "Tom Hargreave"] {
      let worker = try #require(try book.workers().first { $0.name == name })
      let row = try #require(
        try book.caseload(CaseloadFilter(.held(by: worker.id)), order: .name, limit: 1).first)
      holders[row.caseID] = worker.id
      desk.press("/").type(row.person.fullName).press("Tab", "Space").press("/").press("Ctrl-A")
        .press("Delete").press("Tab")
    }
    #expect(desk.application.caseload.marked == Set(holders.keys))
    desk.press("M")
    #expect(desk.shows("2 chosen") && desk.shows("from 2 workers"))
    #expect(desk.shows("Shanice W ") && desk.shows("Tom H "))
    let room = try #require(desk.application.current as? MoveRoom)
    let to = try #require(room.to)
    #expect(Set(room.moving.map(\.row.caseID)) == Set(holders.keys))
    #expect(!holders.values.contains(to.worker.id))
    desk.press("Enter").type("one for both").press("Ctrl-S")
    #expect(desk.shows("2 cases moved to"))
    #expect(desk.application.caseload.marked.isEmpty && desk.application.rooms.isEmpty)
    let ids = Array(holders.keys)
    #expect(try book.holders(of: ids).values.allSatisfy { $0.holderID == to.worker.id })
    desk.press("u")
    #expect(try book.holders(of: ids).allSatisfy { $0.value.holderID == holders[$0.key] })
  }

  @Test("marked cases that nobody holds are refused in words, before any form")
  func markedUnheld() throws {
    let test = TestBook()
    let desk = try test.teamDesk()
    let book = try #require(desk.application.book)
    let free = try #require(try book.caseload(CaseloadFilter(.nobodys), limit: 1).first)
    desk.press("2", "/").type(free.person.fullName).press("Tab", "Space", "M")
    #expect(desk.shows("held by nobody") && desk.application.rooms.isEmpty)
    #expect(desk.application.caseload.marked == [free.caseID])
  }

  @Test("a case held outside one's team can be looked at for a move; a worker is told at once")
  func elsewhere() throws {
    let test = TestBook()
    let desk = try test.teamDesk(seat: 0)
    let book = try #require(desk.application.book)
    let tom = try #require(try book.workers().first { $0.name == "Tom Hargreave" })
    let row = try #require(try book.caseload(CaseloadFilter(.held(by: tom.id)), limit: 1).first)
    desk.press("2")
    if !desk.application.caseload.showsEverybody { desk.press("m") }
    desk.press("/").type(row.person.fullName).press("Tab", "M")
    #expect(
      desk.shows("a supervisor moves what somebody else holds") && desk.application.rooms.isEmpty)
    desk.press("Space", "M")
    #expect(
      desk.shows("a supervisor moves what somebody else holds") && desk.application.rooms.isEmpty)
    desk.press("W")
    #expect(desk.shows("whoever holds it weighs it"))

    // A supervisor of another team.
    let other = TestBook()
    let supervisors = try other.teamDesk()
    let theirs = try #require(supervisors.application.book)
    var terms = try #require(try theirs.terms(of: tom.id))
    let sam = LinkWorker(id: theirs.mint(), name: "Sam Bright", role: .supervisor)
    try theirs.add(worker: sam)
    terms.supervisorID = sam.id
    try theirs.keep(terms)
    supervisors.press("2")
    if !supervisors.application.caseload.showsEverybody { supervisors.press("m") }
    supervisors.press("/").type(row.person.fullName).press("Tab", "M")
    #expect(supervisors.shows("Move cases from Tom H") && supervisors.shows("1 chosen"))
  }

  @Test("leave is covered from the form to the day it ends, and the cases go back by themselves")
  func cover() throws {
    let test = TestBook()
    let desk = try test.teamDesk()
    let book = try #require(desk.application.book)
    let idris = try #require(try book.workers().first { $0.name == "Idris Kells" })
    let today = Day(TestBook.now)
    desk.press("4", "/").type("Idris").press("Enter", "b", "Tab", "Tab").type("in 2 weeks")
      .press("Ctrl-S")
    #expect(desk.shows("Idris Kells is away"))
    desk.press("B")
    #expect(desk.shows("Who is away") && desk.shows("16 not covered"))
    desk.press("Esc", "m", "Space", "Space", "Tab", "Enter")
    #expect(desk.shows("cover: Idris is away"))
    desk.press("Ctrl-S")
    #expect(desk.shows("2 cases moved"))
    let covered = try book.coveredCases()
    #expect(covered.count == 2 && covered.allSatisfy { $0.coversFor == idris.id })
    let back = try #require(covered.first?.returnsOn)
    // Whoever holds them sees for whom and until when, and so does whoever would move them.
    let holder = try #require(covered.first?.heldBy)
    desk.press("Esc")
    for _ in 0..<12 where desk.application.teamScreen.selected?.worker.id != holder {
      desk.press("Down")
    }
    desk.press("Enter")
    #expect(desk.shows("covering for Idris Kells until \(back.shortBritish)"))
    desk.press("Esc", "m")
    #expect(desk.shows("for Idris"))
    desk.press("Esc", "B")
    #expect(desk.shows("2 with") && desk.shows("14 not covered"))
    // On its day the desk that is opened gives them back, and nobody has to think of it.
    let now = TestBook.now.addingTimeInterval(Double(today.days(until: back)) * 86_400)
    var left = desk.application
    left.shut()
    let later = Story(Desk(test.setting(now: { now })), size: Size(width: 120, height: 40))
    later.type(TestBook.passphrase).press("Enter").tick(now)
    let again = try #require(later.application.book)
    #expect(try again.coveredCases().isEmpty)
    #expect(
      try again.holders(of: covered.map(\.caseID)).values.allSatisfy { $0.holderID == idris.id })
  }

  @Test("an absence that was a mistake is taken out with Delete, and u brings it back")
  func absences() throws {
    let test = TestBook()
    let desk = try test.teamDesk()
    desk.press("4", "B")
    let room = try #require(desk.application.current as? AbsencesRoom)
    let first = try #require(room.selected)
    desk.press("Delete")
    #expect(desk.shows("Taken out"))
    let book = try #require(desk.application.book)
    #expect(try !book.absences(endingFrom: first.to).contains { $0.id == first.id })
    desk.press("u")
    #expect(try book.absences(endingFrom: first.to).contains { $0.id == first.id })
  }

  @Test("nothing moves until somebody is chosen and has said why")
  func whyFirst() throws {
    let test = TestBook()
    let desk = try test.teamDesk()
    desk.press("4", "m", "Enter")
    #expect(desk.shows("Choose who moves with Space"))
    desk.press("Space", "Tab", "Enter", "Ctrl-S")
    #expect(desk.shows("this is needed"))
    desk.press("Esc", "Esc")
    #expect(desk.application.rooms.isEmpty)
  }

  @Test("a leaver's cases are handed on with a note for each person")
  func leaver() throws {
    let test = TestBook()
    let desk = try test.teamDesk()
    let book = try #require(desk.application.book)
    let mo = try #require(try book.workers().first { $0.name == "Mo Larkin" })
    var terms = try #require(try book.terms(of: mo.id))
    terms.leavesOn = Day(TestBook.now).adding(days: 10)
    try book.keep(terms)
    desk.press("4", "/").type("Mo L").press("Enter", "m", "Space", "Tab", "Enter")
    #expect(desk.shows("Mo leaves on 03/12/2026"))
    desk.press("Ctrl-S")
    #expect(desk.shows("this is needed"))
    desk.type("texts are best").press("Ctrl-S")
    #expect(desk.shows("1 case moved"))
  }
}

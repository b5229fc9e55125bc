// The team on the desk: seen, asked, moved, undone.

import Casebook
import Casework
import Foundation
import Terminal
import Testing

@testable import Desk

extension TestBook {
  /// The town with its team.
  /// - Parameter seat: 2 sits at the supervisor's desk, 0 at the first worker's.
  func teamDesk(seat: Int = 2, size: Size = Size(width: 120, height: 40)) throws -> Story<Desk> {
    let town = DemonstrationTown(seed: 1, today: Day(Self.now), people: 180, services: 12)
    let book = try make(name: town.workers[seat].name)
    try book.fill(with: town, seat: seat)
    return Story(Desk(setting(), book: book), size: size)
  }
}

@Suite("The team")
struct TeamScreenTests {
  private func golden(_ desk: Story<Desk>, _ name: String, _ size: Size) throws {
    try expectGolden(desk.grid, "\(name)-\(size.width.count)x\(size.height.count)")
  }

  @Test("the team and its rooms", arguments: GoldenScreenTests.sizes)
  func screens(size: Size) throws {
    let test = TestBook()
    let desk = try test.teamDesk(size: size)
    desk.press("4")
    try golden(desk, "team", size)
    desk.press("Enter")
    try golden(desk, "team-load", size)
    desk.press("Esc", "w", "Down", "Down")
    try golden(desk, "team-what-if", size)
    desk.press("Esc", "m", "Space", "Space", "Tab")
    try golden(desk, "team-move", size)
    desk.press("Enter")
    try golden(desk, "team-move-form", size)
    desk.press("Esc", "Esc", "s")
    try golden(desk, "team-supervision", size)
    desk.press("Esc", "l")
    try golden(desk, "team-waiting", size)
    desk.press("Esc", "o")
    try golden(desk, "team-over", size)
    desk.press("Esc", "g", "g")
    try golden(desk, "team-grouped", size)
    #expect(desk.complaints.isEmpty)
  }

  @Test("a worker's Today shows load, pace and what was asked", arguments: GoldenScreenTests.sizes)
  func today(size: Size) throws {
    let test = TestBook()
    let desk = try test.teamDesk(seat: 0, size: size)
    try golden(desk, "team-today", size)
  }

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
    #expect(desk.shows("a supervisor moves it") && desk.application.rooms.isEmpty)
    desk.press("Space", "M")
    #expect(desk.shows("a supervisor moves it") && desk.application.rooms.isEmpty)
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

  @Test("the weeks of others are answered and handed on by a supervisor")
  func othersWeeks() throws {
    let test = TestBook()
    let desk = try test.teamDesk(seat: 0)
    desk.press("4", "O")
    let me = try #require(desk.application.book?.worker.id)
    for _ in 0..<60 where (desk.application.current as? OverCapacityRoom)?.selected?.workerID == me
    {
      desk.press("Down")
    }
    desk.press("Enter")
    #expect(desk.shows("by a supervisor") && desk.application.overlay == nil)
    desk.press("X")
    #expect(desk.shows("hands on the weeks of others") && desk.application.overlay == nil)
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

  @Test(
    "an absent supervisor shows on the team and on Today, and so does who stands in",
    arguments: GoldenScreenTests.sizes)
  func absentSupervisor(size: Size) throws {
    let test = TestBook()
    let desk = try test.teamDesk(seat: 0, size: size)
    let book = try #require(desk.application.book)
    let ngozi = try #require(try book.workers().first { $0.name == "Ngozi Okafor" })
    let today = Day(TestBook.now)
    try book.keep(
      Absence(id: book.mint(), workerID: ngozi.id, from: today, to: today.adding(days: 4)),
      deputy: book.worker.id)
    desk.press("4")
    #expect(desk.shows("Ngozi Okafor is away until 27/11; Priya Nair stands in"))
    try golden(desk, "team-deputy", size)
    desk.press("1")
    #expect(desk.shows("You stand in for Ngozi Okafor until 27/11"))
    // A deputy does what the supervisor would.
    desk.press("4", "s")
    #expect(desk.shows("Supervision of"))
    desk.press("+")
    #expect(desk.shows("Supervision with"))
  }

  @Test("the record that a question is about opens from Today, and shows what was asked of it")
  func noteToRecord() throws {
    let test = TestBook()
    let desk = try test.teamDesk(seat: 0)
    for _ in 0..<40 where desk.application.context.team.noteCase == nil { desk.press("Down") }
    let id = try #require(desk.application.context.team.noteCase)
    desk.press("Right")
    #expect(desk.application.person?.caseID == id)
    #expect(desk.shows("Supervision: question") && desk.shows("The review is late"))
  }

  @Test("a supervisor says that a record was seen, agrees an action, and sees what became of it")
  func agreeing() throws {
    let test = TestBook()
    let desk = try test.teamDesk()
    let book = try #require(desk.application.book)
    let shanice = try #require(try book.workers().first { $0.name == "Shanice Wray" })
    desk.press("4", "Enter", "Q", "BackTab", "Right", "Tab").type("Ring the school")
      .press("Ctrl-S")
    #expect(desk.shows("It is in Shanice Wray’s Today"))
    let note = try #require(try book.waitingNotes(for: shanice.id).first)
    #expect(note.note.kind == .action && note.note.caseID != nil)
    desk.press("Q", "BackTab", "Right", "Right", "Tab").type("A careful plan").press("Ctrl-S")
    #expect(desk.shows("Shanice Wray will see that you looked"))
    #expect(try book.notes(for: shanice.id).contains { $0.note.kind == .acknowledged })
    #expect(try book.waitingNotes(for: shanice.id).count == 1)
    try book.settle(note.note.id, answer: "They ring back on Friday", at: TestBook.now)
    desk.press("1")
    #expect(desk.shows("Shanice answers") && desk.shows("They ring back on Friday"))
  }

  @Test(
    "what is tried in thought grows and shrinks with the arrows, and a new worker's start moves")
  func whatIfArrows() throws {
    let test = TestBook()
    let desk = try test.teamDesk()
    desk.press("4", "w", "Down")
    func most() -> Double? {
      (desk.application.current as? WhatIfRoom)?.tries[1].forecast.workers
        .first { $0.name == "Shanice W" }?.points.first
    }
    #expect(desk.shows("1 more to Shanice W"))
    let one = try #require(most())
    desk.press("Right")
    #expect(desk.shows("2 more to Shanice W"))
    let two = try #require(most())
    #expect(two > one)
    desk.press("Left")
    #expect(most() == one)
    desk.press("Down", "Down", "Down", "Down")
    #expect(desk.shows("a new worker from 1 Jan, 1.0 WTE"))
    desk.press("Left")
    #expect(desk.shows("a new worker from 1 Dec, 1.0 WTE"))
    desk.press("-", "-")
    #expect(desk.shows("from 1 Dec, 0.8 WTE"))
    desk.press("Right", "Right", "Right")
    #expect(desk.shows("from 1 Feb, 0.8 WTE"))
  }

  @Test("the forms of the team", arguments: GoldenScreenTests.sizes)
  func forms(size: Size) throws {
    let test = TestBook()
    let desk = try test.teamDesk(size: size)
    desk.press("4", "e")
    try golden(desk, "team-form-terms", size)
    desk.press("Esc", "b")
    try golden(desk, "team-form-absence", size)
    desk.press("Esc", "a")
    try golden(desk, "team-form-note", size)
    desk.press("Esc", "s", "+")
    try golden(desk, "team-form-session", size)
    desk.press("Esc", "c")
    try golden(desk, "team-form-audit", size)
    desk.press("Esc", "Esc", "Enter", "W")
    try golden(desk, "team-form-weight", size)
    desk.press("Esc", "Esc", "B")
    try golden(desk, "team-absences", size)
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

  @Test("every point can be read, and opening a colleague's case asks why and is in the history")
  func drilling() throws {
    let test = TestBook()
    let desk = try test.teamDesk()
    desk.press("4", "Enter")
    #expect(desk.shows("What they are for") && desk.shows("complex or safeguarding 10"))
    let room = try #require(desk.application.current as? LoadRoom)
    let one = try #require(room.selected)
    desk.press("Enter")
    #expect(desk.shows("Why you open it"))
    desk.press("Tab").type("supervision").press("Ctrl-S")
    #expect(desk.application.person?.record.person.id == one.row.person.id)
    let book = try #require(desk.application.book)
    #expect(try book.readings(of: one.row.person.id).first?.reason.contains("supervision") == true)
  }

  @Test("a question lands in the worker's Today, is answered there, and the answer is seen")
  func asking() throws {
    let test = TestBook()
    let desk = try test.teamDesk(seat: 0)
    #expect(desk.shows("ASKED OF YOU") && desk.shows("The review is late"))
    // Enter on the question answers it.
    for _ in 0..<40 where desk.application.context.team.hasNote == false { desk.press("Down") }
    desk.press("Enter")
    #expect(desk.shows("Your answer"))
    desk.type("Yes, and the review is on Friday.").press("Ctrl-S")
    #expect(desk.shows("Ngozi Okafor will see it"))
    #expect(!desk.shows("The review is late"))
    let book = try #require(desk.application.book)
    #expect(
      try book.notes(for: book.worker.id).contains {
        $0.note.answer == "Yes, and the review is on Friday."
      })
    desk.press("u")
    #expect(desk.shows("The review is late"))
  }

  @Test("a supervisor asks from the table and from a record")
  func askingFromTeam() throws {
    let test = TestBook()
    let desk = try test.teamDesk()
    desk.press("4", "a").type("How are the evenings?").press("Ctrl-S")
    #expect(desk.shows("It is in Shanice Wray’s Today"))
    desk.press("Enter", "Q").type("Who else is round them?").press("Ctrl-S")
    let book = try #require(desk.application.book)
    let shanice = try #require(try book.workers().first { $0.name == "Shanice Wray" })
    let waiting = try book.waitingNotes(for: shanice.id)
    #expect(waiting.map(\.note.text) == ["How are the evenings?", "Who else is round them?"])
    #expect(waiting[1].note.caseID != nil)
  }

  @Test("a session is written down with what was agreed, and is no longer due")
  func session() throws {
    let test = TestBook()
    let desk = try test.teamDesk()
    desk.press("4", "s")
    #expect(desk.shows("Agenda".uppercased()) && desk.shows("far over guidance"))
    desk.press("+").type("Where the time goes.").press("Ctrl-S")
    #expect(desk.shows("Supervision written down"))
    let book = try #require(desk.application.book)
    let shanice = try #require(try book.workers().first { $0.name == "Shanice Wray" })
    let session = try #require(try book.supervision(of: shanice.id).first)
    #expect(session.notes == "Where the time goes." && session.agenda.contains("far over"))
    #expect(session.on == Day(TestBook.now))
  }

  @Test("an audited record is kept with its result, and drops out of the lot")
  func audit() throws {
    let test = TestBook()
    let desk = try test.teamDesk()
    desk.press("4", "s")
    let before = try #require((desk.application.current as? SupervisionRoom)?.sample)
    #expect(before.count == 3)
    desk.press("c")
    for _ in 0..<6 { desk.press("Right", "Tab") }
    desk.press("Ctrl-S")
    let room = try #require(desk.application.current as? SupervisionRoom)
    #expect(room.audits.first?.answers.count == 6)
    #expect(room.audits.first?.caseID == before[0].caseID)
    #expect(!room.sample.contains { $0.caseID == before[0].caseID })
  }

  @Test("a worker who is no supervisor sees the numbers and may not act for others")
  func worker() throws {
    let test = TestBook()
    let desk = try test.teamDesk(seat: 0)
    desk.press("4", "s")
    #expect(desk.shows("a supervisor sees that of others"))
    desk.press("m")
    #expect(desk.shows("a supervisor sees that of others"))
    let book = try #require(desk.application.book)
    var rules = AccessRules()
    rules.workersSee = .own
    try book.keep(rules)
    desk.press("1", "4")
    #expect(desk.application.teamScreen.rows.map(\.worker.id) == [book.worker.id])
    desk.press("m")
    #expect(desk.shows("Move cases from"))
  }

  @Test("a case is weighed, and the load follows")
  func weighing() throws {
    let test = TestBook()
    let desk = try test.teamDesk(seat: 0)
    desk.press("Y")
    let room = try #require(desk.application.current as? LoadRoom)
    let points = try #require(room.shown?.row.load.points)
    let one = try #require(room.selected)
    desk.press("W", "Left", "Left", "Left", "Left", "Ctrl-S")
    let after = try #require((desk.application.current as? LoadRoom)?.shown?.row.load)
    let now = try #require(after.cases.first { $0.row.caseID == one.row.caseID })
    #expect(now.intensity == .signpost)
    #expect(abs(after.points - (points - one.points + now.points)) < 1e-9)
  }

  @Test("what was done about a week is said, and the log goes to a file for a manager")
  func overCapacity() throws {
    let test = TestBook()
    let desk = try test.teamDesk()
    desk.press("4", "o", "Enter").type("Asked for a pause, again").press("Ctrl-S")
    #expect(desk.shows("Asked for a pause, again"))
    let file = test.folder.appendingPathComponent("log.csv")
    desk.press("X").press("Ctrl-A").type(file.path).press("Ctrl-S")
    let csv = try String(contentsOf: file, encoding: .utf8)
    #expect(csv.contains("Week of,Worker,Open") && csv.contains("\"Asked for a pause, again\""))
    let book = try #require(desk.application.book)
    for row in try book.caseload(CaseloadFilter(.everybodys), limit: 40) {
      #expect(!csv.contains(row.person.familyName))
    }
  }

  @Test("hours, guidance and leave are changed where the worker stands")
  func terms() throws {
    let test = TestBook()
    let desk = try test.teamDesk()
    desk.press("4", "e").press("Ctrl-A").type("0.8").press("Ctrl-S")
    #expect(
      desk.application.teamScreen.team?.rows.contains {
        $0.worker.name == "Shanice Wray" && $0.worker.wholeTimeEquivalent == 0.8
      } == true)
    desk.press("b", "Tab", "Tab").type("in 2 weeks").press("Ctrl-S")
    #expect(desk.shows("Shanice Wray is away"))
    desk.press("u", "u")
    #expect(
      desk.application.teamScreen.team?.rows.contains {
        $0.worker.name == "Shanice Wray" && $0.worker.wholeTimeEquivalent == 1
      } == true)
  }

  @Test("sorting and finding keep the chosen worker chosen")
  func sorting() throws {
    let test = TestBook()
    let desk = try test.teamDesk()
    desk.press("4", "Down", "Down")
    let chosen = try #require(desk.application.teamScreen.selected?.worker.id)
    for _ in TeamScreen.Order.allCases {
      desk.press("S")
      #expect(desk.application.teamScreen.selected?.worker.id == chosen)
    }
    desk.press("/").type("idris").press("Enter")
    #expect(desk.application.teamScreen.rows.map(\.worker.name) == ["Idris Kells"])
    desk.press("Esc")
    #expect(desk.application.teamScreen.rows.count > 1)
  }
}

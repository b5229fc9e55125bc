// What a supervisor says and does on the desk, and where it lands.

import Casebook
import Casework
import Foundation
import Terminal
import Testing

@testable import Desk

@Suite("Supervising on the desk")
struct TeamSupervisionTests {
  private func golden(_ desk: Story<Desk>, _ name: String, _ size: Size) throws {
    try expectGolden(desk.grid, "\(name)-\(size.width.count)x\(size.height.count)")
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

  @Test("whoever stands in sees the team’s caseload too, where workers see their own alone")
  func deputysCaseload() throws {
    let test = TestBook()
    let desk = try test.teamDesk(seat: 0)
    let book = try #require(desk.application.book)
    var rules = AccessRules()
    rules.workersSee = .own
    try book.keep(rules)
    func seesColleagues() throws -> Bool {
      desk.press("1", "2")
      if !desk.application.caseload.showsEverybody { desk.press("m") }
      return desk.application.caseload.showsEverybody
    }
    #expect(try !seesColleagues())
    let ngozi = try #require(try book.workers().first { $0.name == "Ngozi Okafor" })
    let today = Day(TestBook.now)
    try book.keep(
      Absence(id: book.mint(), workerID: ngozi.id, from: today, to: today.adding(days: 4)),
      deputy: book.worker.id)
    #expect(try seesColleagues())
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

  @Test("sessions and audits are read whole, with the agenda and what was asked then")
  func readWhole() throws {
    let test = TestBook()
    let desk = try test.teamDesk()
    let book = try #require(desk.application.book)
    let shanice = try #require(try book.workers().first { $0.name == "Shanice Wray" })
    let today = Day(TestBook.now)
    try book.keep(
      SupervisionSession(
        id: book.mint(), workerID: shanice.id, supervisorID: book.worker.id, kind: .practice,
        on: today, notes: (1...9).map { "Line \($0) of the notes." }.joined(separator: "\n"),
        agenda: "Load: far over\nStuck: two"), at: TestBook.now)
    let one = try #require(try book.caseload(CaseloadFilter(.held(by: shanice.id)), limit: 1).first)
    try book.keep(
      RecordAudit(
        id: book.mint(), caseID: one.caseID, workerID: shanice.id, auditorID: book.worker.id,
        on: today,
        answers: [
          AuditAnswer(question: "Consent is recorded", isMet: true),
          AuditAnswer(question: "A day is set", isMet: false),
        ], note: "Set one on Friday"), at: TestBook.now)
    desk.press("4", "s")
    func choose(_ holds: (String) -> Bool) {
      for _ in 0..<60 {
        if case .past(let id)? = (desk.application.current as? SupervisionRoom)?.selected,
          holds(id)
        {
          return
        }
        desk.press("Down")
      }
    }
    let audit = try #require(try book.audits(of: shanice.id).first)
    choose { $0 == audit.id.text }
    #expect(desk.shows("1 of 2 met") && !desk.shows("A day is set"))
    desk.press("Enter")
    #expect(desk.shows("✗ A day is set") && desk.shows("Set one on Friday"))
    choose { $0 != audit.id.text }
    #expect(!desk.shows("Line 9 of the notes."))
    desk.press("Enter")
    #expect(desk.shows("Line 9 of the notes.") && desk.shows("Stuck: two"))
    desk.press("Enter")
    #expect(!desk.shows("Line 9 of the notes."))
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
    // What was handed on once is not written over.
    desk.press("X").press("Ctrl-A").type(file.path).press("Ctrl-S")
    #expect(desk.shows("There is a file"))
    #expect(try String(contentsOf: file, encoding: .utf8) == csv)
  }
}

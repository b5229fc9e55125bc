// The team in the store: the same figures for worker and supervisor, moves that can be
// undone, cover that ends by itself, and nobody lost on the way.

import Casework
import Foundation
import GRDB
import Testing

@testable import Casebook

/// A casebook of the demonstration town with its team, the supervisor at the desk.
final class TeamBook {
  let scratch: ScratchBook
  var book: Casebook { scratch.book }
  static let today = ScratchBook.today
  /// Noon of that day.
  static let now = Date(timeIntervalSince1970: Double(today.number) * 86_400 + 43_200)

  init(people: Int = 180, seat: Int = 2) throws {
    scratch = try ScratchBook(
      town: DemonstrationTown(seed: 1, today: Self.today, people: people, services: 6),
      seat: seat, called: "a team of \(people), seat \(seat)")
  }

  func worker(_ name: String) throws -> LinkWorker {
    try #require(try book.workers().first { $0.name.hasPrefix(name) })
  }

  func cases(of worker: LinkWorker, _ count: Int) throws -> [Identifier<Case>] {
    try book.caseload(CaseloadFilter(.held(by: worker.id)), order: .name, limit: count)
      .map(\.caseID)
  }

  func holder(_ id: Identifier<Case>) throws -> Identifier<LinkWorker>? {
    try book.caseRecord(id)?.holderID
  }
}

@Suite("The team in the store")
struct TeamStoreTests {
  let today = TeamBook.today
  let now = TeamBook.now

  @Test("the team shows everybody once, and every open case that the caseload counts")
  func rows() throws {
    let test = try TeamBook()
    let team = try test.book.team(on: today)
    #expect(Set(team.rows.map(\.worker.id)).count == team.rows.count)
    #expect(team.rows.contains { $0.worker.name == "Shanice Wray" && $0.load.standing == .farOver })
    #expect(team.rows.contains { $0.load.standing == .room })
    for row in team.rows {
      #expect(
        try row.load.open == test.book.caseloadCount(CaseloadFilter(.held(by: row.worker.id))))
      #expect(try row.waiting == test.book.waitingCount(of: row.worker.id))
      let late = try test.book.dueCount(
        CaseloadFilter(.held(by: row.worker.id)), from: nil, to: today.adding(days: -1))
      #expect(row.overdue == late)
    }
  }

  @Test("the worker sees the same numbers as the supervisor")
  func sameNumbers() throws {
    let test = try TeamBook()
    for row in try test.book.team(on: today).rows {
      #expect(try test.book.load(of: row.worker.id, on: today)?.row == row)
    }
  }

  @Test("weights, terms, absences, sessions, audits and notes come back as they went in")
  func roundTrip() throws {
    let test = try TeamBook(people: 70)
    let tom = try test.worker("Tom")
    let book = test.book
    let caseID = try #require(try test.cases(of: tom, 1).first)
    var weight = try book.weight(of: caseID) ?? CaseWeight(id: book.mint(), caseID: caseID)
    weight.intensity = .complex
    weight.modifiers = [.multiAgency, .group]
    weight.endsOn = today.adding(days: 20)
    try book.keep(weight)
    #expect(try book.weight(of: caseID) == weight)

    let session = SupervisionSession(
      id: book.mint(), workerID: tom.id, supervisorID: book.worker.id, kind: .peer, on: today,
      minutes: 50, notes: "Notes\nŵ", wellbeing: .struggling, wellbeingNote: "tired",
      agenda: "Load: over",
      actions: [
        SupervisionAction(id: book.mint(), what: "Rest", ownerID: tom.id, by: today)
      ])
    try book.keep(session)
    #expect(try book.supervision(of: tom.id).first == session)
    let action = try #require(session.actions.first)
    #expect(try book.openSupervisionActions(of: tom.id).contains(action))
    try book.settle(action.id, on: today)
    #expect(try !book.openSupervisionActions(of: tom.id).contains { $0.id == action.id })
    try book.undo()
    #expect(try book.openSupervisionActions(of: tom.id).contains(action))

    let audit = RecordAudit(
      id: book.mint(), caseID: caseID, workerID: tom.id, auditorID: book.worker.id, on: today,
      answers: [AuditAnswer(question: "Consent?", isMet: true)], note: "fine")
    try book.keep(audit)
    #expect(try book.audits(of: tom.id) == [audit])

    let note = SupervisorNote(
      id: book.mint(), kind: .question, caseID: caseID, workerID: tom.id,
      fromID: book.worker.id, text: "How is it?", at: now, by: today)
    try book.keep(note)
    #expect(try book.waitingNotes(for: tom.id).map(\.note) == [note])
    try book.settle(note.id, answer: "Well", at: now)
    #expect(try book.waitingNotes(for: tom.id).isEmpty)
    #expect(try book.notes(about: caseID).first?.note.answer == "Well")

    try book.keep(overCapacity: "asked", of: tom.id, week: today)
    try book.keep(overCapacity: "asked again", of: tom.id, week: today)
    #expect(book.verify() == [])
    // What was said of a case is in the person's history.
    let person = try #require(try book.caseRecord(caseID)?.person.id)
    let records = Set(try book.history(of: person).map(\.record))
    #expect(records.isSuperset(of: ["weight", "audit", "supervisor note"]))
  }

  @Test("how long people stay is measured from the service's own ended cases")
  func stay() throws {
    let test = try TeamBook()
    let stay = try test.book.lengthOfStay(on: today)
    #expect(stay.isMeasured && stay.weeks.count >= 20)
    let input = try test.book.forecastInput(for: test.book.team(on: today))
    #expect(input.workers.contains { $0.rate > 0 })
    #expect(input.workers.flatMap(\.cases).contains { $0.reviewIn != nil })
  }

  @Test("a deputy sees the team of a supervisor who is away")
  func deputy() throws {
    let test = try TeamBook()
    let book = test.book
    try book.keep(
      Absence(
        id: book.mint(), workerID: book.worker.id, from: today, to: today.adding(days: 4)),
      deputy: try test.worker("Tom").id)
    let absent = try #require(try book.team(on: today).absentSupervisors.first)
    #expect(absent.deputy?.name == "Tom Hargreave")
    #expect(absent.words.contains("Tom Hargreave stands in"))
  }

  @Test("somebody who is listed already gets a way in and stays who they are")
  func listedUser() throws {
    let test = try TeamBook()
    let tom = try test.worker("Tom")
    let added = try test.book.addUser(
      name: tom.name, passphrase: "another made-up passphrase", strength: .quick)
    #expect(added.id == tom.id)
    #expect(try test.book.workers().filter { $0.name == tom.name }.count == 1)
  }
}

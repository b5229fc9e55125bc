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
    scratch = try ScratchBook()
    try scratch.book.fill(
      with: DemonstrationTown(seed: 1, today: Self.today, people: people, services: 6), seat: seat)
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

  @Test("everybody whom nobody has spoken with is on the waiting list, whatever happens")
  func waiting() throws {
    let test = try TeamBook()
    func waiting() throws -> [String] {
      try test.book.read {
        try String.fetchAll(
          $0,
          sql: """
            SELECT case_id FROM case_line WHERE closed_on IS NULL AND first_reached_on IS NULL
            ORDER BY case_id
            """)
      }
    }
    func listed() throws -> [String] {
      try test.book.waitingList(on: today).places.map(\.row.caseID.text).sorted()
    }
    #expect(try listed() == waiting() && !waiting().isEmpty)
    var generator = SeededGenerator(seed: 6)
    let workers = try test.book.workers()
    for _ in 0..<60 {
      let all = try test.book.caseload(CaseloadFilter(.everybodys), limit: -1)
      let one = try #require(all.randomElement(using: &generator))
      switch Int.random(in: 0..<4, using: &generator) {
      case 0:
        let to = try #require(workers.randomElement(using: &generator))
        try test.book.move(CaseMove([one.caseID], to: to.id, reason: "x"), at: now)
      case 1:
        try test.book.log(
          Contact(
            id: test.book.mint(), caseID: one.caseID, workerID: test.book.worker.id, at: now,
            mode: .phone, minutes: 5,
            outcome: Bool.random(using: &generator) ? .attended : .notReached), at: now)
      case 2:
        try test.book.close(one.caseID, Closing(on: today, reason: .declined), at: now)
      default: if try test.book.nextUndo() != nil { try test.book.undo() }
      }
      #expect(try listed() == waiting())
    }
  }

  @Test("every supervisor's waiting list has whom a newcomer or a leaver's worker holds")
  func waitingOfNobodys() throws {
    let test = try TeamBook()
    let sam = try test.book.addUser(
      name: "Sam Bright", role: .supervisor, passphrase: "another made-up passphrase",
      strength: .quick)
    let newcomer = LinkWorker(id: test.book.mint(), name: "Una Wells")
    try test.book.add(worker: newcomer)
    let waiting = try test.book.waitingList(on: today).places
    let one = try #require(waiting.first { $0.row.facts.holderID != nil }).row.caseID
    let shanices = try test.worker("Shanice")
    let other = try #require(waiting.first { $0.row.facts.holderID == shanices.id }).row.caseID
    try test.book.move(CaseMove([one], to: newcomer.id, reason: "x"), at: now)
    func shown(_ book: Casebook) throws -> Set<Identifier<Case>> {
      let team = try book.team(on: today)
      return Set(
        try book.waitingList(heldBy: team.members.map(\.worker.id), on: today)
          .places.map(\.row.caseID))
    }
    #expect(try shown(test.book).contains(one))
    let theirs = try Casebook.open(
      at: test.scratch.folder, passphrase: "another made-up passphrase")
    defer { theirs.close() }
    #expect(theirs.worker.id == sam.id)
    #expect(try shown(theirs).contains(one))
    #expect(try !shown(theirs).contains(other) || one == other)
    // Ngozi leaves: whoever she supervised is everybody's.
    var terms = try #require(try test.book.terms(of: test.book.worker.id))
    terms.leavesOn = today.adding(days: -1)
    try test.book.keep(terms)
    #expect(try shown(theirs) == Set(waiting.map(\.row.caseID)))
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

  @Test("the weeks over guidance are counted from who held what")
  func overCapacity() throws {
    let test = try TeamBook()
    let team = try test.book.team(on: today)
    let shanice = try test.worker("Shanice")
    let weeks = try test.book.overCapacityWeeks(of: team).filter { $0.workerID == shanice.id }
    #expect(OverCapacity.run(weeks, on: today) >= 2)
    #expect(weeks.first?.open == 31)
    #expect(weeks.contains { !$0.done.isEmpty })
    let roomy = team.rows.filter { $0.load.standing == .room }.map(\.worker.id)
    let monday = today.adding(days: 1 - today.weekday.rawValue)
    #expect(
      try !test.book.overCapacityWeeks(of: team)
        .contains { roomy.contains($0.workerID) && $0.monday == monday })
  }

  @Test("a week that is over keeps the figures it was counted with, whatever hours become")
  func countedOnce() throws {
    let test = try TeamBook()
    let book = test.book
    let shanice = try test.worker("Shanice")
    func weeks() throws -> [OverCapacityWeek] {
      try book.overCapacityWeeks(of: book.team(on: today)).filter { $0.workerID == shanice.id }
    }
    let before = try weeks()
    let undo = try book.nextUndo()
    #expect(try book.countFinishedWeeks(of: book.team(on: today), at: now) > 50)
    #expect(try book.countFinishedWeeks(of: book.team(on: today), at: now) == 0)
    #expect(try weeks().map(\.words) == before.map(\.words))
    #expect(try book.nextUndo() == undo, "counting is nothing to undo")
    // Guidance for two people at once, and every set half as strict again.
    var guidance = CaseloadGuidance()
    for place in guidance.sets.indices {
      guidance.sets[place].figures = guidance.sets[place].figures.map { figure in
        var figure = figure
        figure.low *= 3
        figure.high *= 3
        return figure
      }
    }
    try book.keep(guidance)
    var points = PointsModel()
    points.wholeTime = 400
    try book.keep(points)
    let monday = today.adding(days: 1 - today.weekday.rawValue)
    let after = try weeks()
    #expect(after.map(\.words) == before.filter { $0.monday < monday }.map(\.words))
    #expect(after.allSatisfy { $0.guidance.contains("UCL") })
    #expect(book.verify() == [])
    // The next week is counted by what holds then.
    let later = today.adding(days: 7)
    try book.countFinishedWeeks(
      of: book.team(on: later), at: now.addingTimeInterval(7 * 86_400))
    #expect(try weeks().map(\.monday) == after.map(\.monday))
  }

  @Test("a leaver's weeks stay in what a supervisor hands on, however long ago")
  func leaversWeeks() throws {
    let test = try TeamBook()
    let book = test.book
    let shanice = try test.worker("Shanice")
    try book.countFinishedWeeks(of: book.team(on: today), at: now)
    let counted = try book.overCapacityWeeks(of: book.team(on: today), weeks: nil)
      .filter { $0.workerID == shanice.id }.count
    let idris = try test.worker("Idris").id
    try book.move(CaseMove(test.cases(of: shanice, 99), to: idris, reason: "leaves"), at: now)
    var terms = try #require(try book.terms(of: shanice.id))
    terms.leavesOn = today
    try book.keep(terms)
    let later = today.adding(days: 400)
    let team = try book.team(on: later)
    #expect(team.member(shanice.id) == nil)
    let all = try book.overCapacityWeeks(of: team, weeks: nil)
    #expect(counted > 2 && all.filter { $0.workerID == shanice.id }.count >= counted - 1)
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

// Intake, triage, the clock and closing as the casebook keeps them.

import Casework
import Foundation
import GRDB
import Testing

@testable import Casebook

@Suite("Intake, triage and closing, kept")
struct TriageStoreTests {
  static let today = ScratchBook.today

  private func refer(
    _ book: Casebook, _ name: String, days: Int = 0, risk: RiskStatement = .notAsked
  ) throws -> Identifier<Case> {
    var row = IncomingReferral(
      row: 1, firstName: name, familyName: "Quill", dateOfBirth: Day(number: 15_000),
      reason: "Not going out", date: Self.today.adding(days: -days))
    row.risk = risk
    return try book.refer(row, about: .new(notSame: []))
  }

  private func decision(
    _ kind: TriageDecision.Kind, _ id: Identifier<Case>, _ book: Casebook
  ) -> TriageDecision {
    TriageDecision(
      id: book.mint(), caseID: id, kind: kind, on: Self.today, workerID: book.worker.id,
      reason: "because", instead: kind == .notForUs ? "Canal Sketchers" : "")
  }

  @Test("every field of a referral comes back, and what differs on a known record is kept")
  func fields() throws {
    let scratch = try ScratchBook()
    let book = scratch.book
    var row = IncomingReferral(
      row: 1, firstName: "Leo", familyName: "Sharma", dateOfBirth: Day(number: 15_000),
      telephone: "07700 900111", source: .school, referrer: "Ms Field", reason: "isolation",
      date: Self.today, consentToContact: .given)
    row.safeContact = SafeContact(
      whoMayAnswer: "Mum only", voicemail: .refused, nameToUse: "Mrs Sharma’s helper")
    row.reasonableAdjustments = "quiet room"
    row.interpreter = "Polish"
    row.referrerRole = "Head of year"
    row.method = "telephone"
    row.respondTo = "the office"
    row.personView = "I like drawing"
    row.details = ["attendance": "61 %"]
    row.risk = .known("runs away", isUrgent: true)
    let id = try book.refer(row, about: .new(notSame: []))
    let record = try #require(try book.caseRecord(id))
    #expect(record.person.safeContact == row.safeContact)
    #expect(record.person.reasonableAdjustments == "quiet room")
    #expect(record.person.interpreter == "Polish")
    let referral = try #require(record.referral)
    #expect(referral.referrerRole == "Head of year" && referral.method == "telephone")
    #expect(referral.respondTo == "the office" && referral.personView == "I like drawing")
    #expect(referral.details == ["attendance": "61 %"])
    #expect(RiskStanding(of: record.risks) == .urgent)

    row.telephone = "07700 900222"
    row.reason = "second"
    row.risk = .noneKnown
    let again = try book.refer(row, about: .known(record.person.id))
    #expect(again == id)
    let after = try #require(try book.caseRecord(id))
    #expect(after.person.telephone == "07700 900111")
    let given = after.referrals.compactMap { $0.details["also-given"] }
    #expect(given.contains { $0.contains("07700 900222") })
    // A referrer who knows of no risk takes none away.
    #expect(RiskStanding(of: after.risks) == .urgent)
    #expect(book.verify() == [])
  }

  @Test("the inbox has the greatest risk first, then the oldest referral")
  func inboxOrder() throws {
    let scratch = try ScratchBook()
    let book = scratch.book
    _ = try refer(book, "Harmless", days: 9, risk: .noneKnown)
    _ = try refer(book, "Unasked", days: 2)
    _ = try refer(book, "Older", days: 3)
    _ = try refer(book, "Risky", days: 0, risk: .known("x", isUrgent: false))
    _ = try refer(book, "Urgent", days: 1, risk: .known("x", isUrgent: true))
    let held = try refer(book, "Held", days: 30, risk: .known("x", isUrgent: true))
    try book.takeOn(held, by: book.worker.id)
    let names = try book.inbox(limit: 10).map(\.person.firstName)
    #expect(names == ["Urgent", "Risky", "Older", "Unasked", "Harmless"])
    #expect(try book.inboxCount() == 5)
    #expect(try book.inbox(offset: 1, limit: 2).map(\.person.firstName) == ["Risky", "Older"])
    #expect(try book.inbox(limit: 1).first?.risk == .urgent)
  }

  @Test("accepting hands over in one action; asking leaves it in the inbox")
  func deciding() throws {
    let scratch = try ScratchBook()
    let book = scratch.book
    let id = try refer(book, "Leo")
    let letter = Letter(
      id: book.mint(), caseID: id, kind: .askForMore, to: "Ms Field", body: "What about risks?",
      on: Self.today, workerID: book.worker.id)
    try book.decide(decision(.moreAsked, id, book), letter: letter)
    #expect(try book.inbox(limit: 5).first?.facts.steps.askedOn == Self.today)
    #expect(try book.letters(of: id).map(\.body) == ["What about risks?"])
    try book.decide(decision(.accepted, id, book), handingTo: book.worker.id)
    let record = try #require(try book.caseRecord(id))
    #expect(record.holderID == book.worker.id)
    #expect(record.case.triage?.reason == "because")
    #expect(record.steps.askedOn == nil)
    #expect(try book.inboxCount() == 0)
    try book.undo()
    #expect(try book.inboxCount() == 1)
    #expect(try book.inbox(limit: 5).first?.facts.steps.askedOn == Self.today)
    #expect(book.verify() == [])
  }

  @Test("not for us and declined close the case with the decision’s own reason")
  func turningAway() throws {
    let scratch = try ScratchBook()
    let book = scratch.book
    let first = try refer(book, "Leo")
    try book.decide(decision(.notForUs, first, book))
    let record = try #require(try book.caseRecord(first))
    #expect(record.case.closing?.reason == .notSuitable)
    #expect(record.case.closing?.note.contains("Canal Sketchers") == true)
    let second = try refer(book, "Mia")
    try book.decide(decision(.declined, second, book))
    #expect(try book.caseRecord(second)?.case.closing?.reason == .declined)
    #expect(throws: CasebookError.self) { try book.decide(decision(.accepted, second, book)) }
    #expect(
      try book.caseRecord(second)?.timeline().contains { $0.title.contains("Declined") } == true)
    #expect(book.verify() == [])
  }

  @Test("a case with an open safety task cannot be closed by any way, until it is done")
  func safety() throws {
    let scratch = try ScratchBook()
    let book = scratch.book
    let id = try refer(book, "Leo")
    try book.takeOn(id, by: book.worker.id)
    let task = SafetyTask(
      id: book.mint(), caseID: id, text: "ring the lead", on: Self.today, workerID: book.worker.id)
    try book.add(task)
    #expect(try book.caseload(CaseloadFilter(.everybodys), limit: 1).first?.due?.kind == .safety)
    let closing = Closing(on: Self.today, reason: .connected)
    #expect(throws: CasebookError.self) { try book.close(id, closing) }
    #expect(throws: CasebookError.self) { try book.decide(decision(.declined, id, book)) }
    #expect(try book.caseRecord(id)?.case.closing == nil)
    try book.finish(task.id, on: Self.today, outcome: "rang")
    try book.close(id, closing)
    #expect(try book.caseRecord(id)?.case.closing?.reason == .connected)
    #expect(book.verify() == [])
  }

  @Test("closing keeps each goal’s outcome and the messages, and one undo takes all back")
  func closing() throws {
    let scratch = try ScratchBook()
    let book = scratch.book
    let id = try refer(book, "Leo")
    try book.takeOn(id, by: book.worker.id)
    let goal = Goal(id: book.mint(), text: "One thing a week")
    try book.write(goal, inPlanOf: id)
    try book.close(
      id, Closing(on: Self.today, reason: .goalsMet, note: "went well"),
      outcomes: [
        GoalOutcome(id: book.mint(), caseID: id, goalID: goal.id, kind: .met, note: "goes weekly")
      ],
      letters: [
        Letter(
          id: book.mint(), caseID: id, kind: .closingReferrer, to: "Ms Field", body: "words",
          on: Self.today, workerID: book.worker.id, shownOn: Self.today, shownNote: "liked it")
      ])
    let record = try #require(try book.caseRecord(id))
    #expect(record.goalOutcomes.map(\.kind) == [.met])
    #expect(record.letters.first?.shownOn == Self.today)
    try book.undo()
    let back = try #require(try book.caseRecord(id))
    #expect(back.case.closing == nil && back.letters.isEmpty && back.goalOutcomes.isEmpty)
  }

  @Test("a closed case opens again as a new episode, and the old one stays as it was")
  func reopening() throws {
    let scratch = try ScratchBook()
    let book = scratch.book
    let id = try refer(book, "Leo")
    #expect(throws: CasebookError.self) { try reopen(id, book) }
    try book.close(id, Closing(on: Self.today, reason: .connected, note: "first time"))
    let before = try #require(try book.caseRecord(id))
    let again = try reopen(id, book)
    #expect(again != id)
    let old = try #require(try book.caseRecord(id))
    #expect(old.case == before.case && old.contacts == before.contacts)
    let new = try #require(try book.caseRecord(again))
    #expect(new.case.closing == nil && new.referrals.count == 2)
    #expect(new.holderID == book.worker.id)
    #expect(throws: CasebookError.self) { try reopen(id, book) }
    #expect(try book.cases(of: new.person.id) == [again, id])
    #expect(book.verify() == [])
  }

  private func reopen(_ id: Identifier<Case>, _ book: Casebook) throws -> Identifier<Case> {
    try book.reopen(
      id,
      because: Referral(
        id: book.mint(), personID: Identifier(""), source: .selfReferral,
        reason: "asked to come back", date: Self.today, consentToContact: .given),
      heldBy: book.worker.id)
  }

  @Test("a pause stops the clock with its reason, and it goes on")
  func pausing() throws {
    let scratch = try ScratchBook()
    let book = scratch.book
    let id = try refer(book, "Leo")
    try book.takeOn(id, by: book.worker.id)
    try book.pause(
      ClockPause(
        id: book.mint(), caseID: id, from: Self.today, until: Self.today.adding(days: 9),
        reason: "away", workerID: book.worker.id))
    let row = try #require(try book.caseload(CaseloadFilter(.everybodys), limit: 1).first)
    #expect(row.due?.kind == .pause && row.due?.on == Self.today.adding(days: 9))
    let facts = try book.caseRecord(id)?.facts()
    #expect(row.facts == facts)
    try book.endPause(of: id, on: Self.today.adding(days: 3))
    #expect(
      try book.caseload(CaseloadFilter(.everybodys), limit: 1).first?.due?.kind == .firstContact)
    #expect(book.verify() == [])
  }

  @Test("no known risks does not stand beside a risk; a risk is reviewed and ended")
  func risks() throws {
    let scratch = try ScratchBook()
    let book = scratch.book
    let id = try refer(book, "Leo", risk: .noneKnown)
    let person = try #require(try book.caseRecord(id)).person.id
    func risk(_ kind: Risk.Kind) -> Risk {
      Risk(
        id: book.mint(), personID: person, kind: kind, risk: "x", from: Self.today,
        workerID: book.worker.id)
    }
    let first = risk(.risk)
    try book.record(first)
    let known = RiskStanding(of: try book.risks(of: person))
    #expect(known == .known)
    #expect(throws: CasebookError.self) { try book.record(risk(.noneKnown)) }
    try book.review(first.id, on: Self.today.adding(days: 3))
    try book.end(first.id, on: Self.today.adding(days: 5))
    let kept = try #require(try book.risks(of: person).first { $0.id == first.id })
    #expect(kept.reviewedOn == Self.today.adding(days: 3))
    #expect(kept.to == Self.today.adding(days: 5))
    try book.record(risk(.noneKnown))
    let after = RiskStanding(of: try book.risks(of: person))
    #expect(after == .noneKnown)
    #expect(book.verify() == [])
  }

  @Test("two people cannot have one NHS number, on the desk or later in their record")
  func takenNumber() throws {
    let scratch = try ScratchBook()
    let book = scratch.book
    let number = try NHSNumber("9990000018")
    var row = IncomingReferral(
      row: 1, firstName: "Leo", familyName: "Sharma", dateOfBirth: Day(number: 15_000),
      nhsNumber: number, date: Self.today)
    _ = try book.refer(row, about: .new(notSame: []))
    row.firstName = "Mia"
    row.familyName = "Bell"
    row.dateOfBirth = Day(number: 16_000)
    #expect(throws: CasebookError.self) { try book.refer(row, about: .new(notSame: [])) }
    row.nhsNumber = nil
    let id = try book.refer(row, about: .new(notSame: []))
    var mia = try #require(try book.caseRecord(id)).person
    mia.nhsNumber = number
    #expect(throws: CasebookError.self) { try book.keep(mia) }
    #expect(try book.person(mia.id)?.nhsNumber == nil)
  }

  @Test("loads put whoever has most room first")
  func loads() throws {
    let scratch = try ScratchBook()
    let book = scratch.book
    try book.add(
      worker: LinkWorker(id: book.mint(), name: "Tom Hargreave", wholeTimeEquivalent: 0.5))
    let id = try refer(book, "Leo")
    try book.takeOn(id, by: book.worker.id)
    let loads = try book.loads()
    #expect(loads.map(\.worker.name) == ["Tom Hargreave", "Priya Nair"])
    #expect(loads.map(\.open) == [0, 1] && loads.map(\.waiting) == [0, 1])
  }
}

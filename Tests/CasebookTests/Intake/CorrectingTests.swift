// What intake can put right afterwards, and what it refuses.

import Casework
import Foundation
import GRDB
import Testing

@testable import Casebook

@Suite("Correcting what was taken in")
struct CorrectingTests {
  static let today = ScratchBook.today
  static let now = DayClock.date(today, minute: 600)

  private func refer(_ book: Casebook, _ name: String = "Leo") throws -> Identifier<Case> {
    try book.refer(
      IncomingReferral(
        row: 1, firstName: name, familyName: "Quill", dateOfBirth: Day(number: 15_000),
        source: .school, referrer: "Ms Field", organisation: "Hill Academy", reason: "lonely",
        date: Self.today.adding(days: -9)), about: .new(notSame: []), at: Self.now)
  }

  @Test("a referral is corrected in one action, which undo takes back")
  func correcting() throws {
    let scratch = try ScratchBook()
    let book = scratch.book
    let id = try refer(book)
    let before = try #require(try book.caseRecord(id)?.referral)
    var referral = before
    referral.source = .camhs
    referral.referrer = "Mr Vale"
    referral.respondTo = "the duty desk"
    referral.consentToContact = .given
    referral.date = Self.today.adding(days: -20)
    referral.details = [Referral.Detail.service: "Getting Help"]
    try book.keep(referral, at: Self.now)
    #expect(try book.caseRecord(id)?.referral == referral)
    #expect(try book.caseloadRow(id)?.facts.referredOn == referral.date)
    #expect(book.verify() == [])
    try book.undo()
    #expect(try book.caseRecord(id)?.referral == before)
    #expect(book.verify() == [])
  }

  @Test("a referral is of no day to come, and no contact of its case is before it")
  func days() throws {
    let scratch = try ScratchBook()
    let book = scratch.book
    let id = try refer(book)
    try book.log(
      Contact(
        id: book.mint(), caseID: id, workerID: book.worker.id,
        at: Self.now.addingTimeInterval(-3 * 86_400), mode: .phone, minutes: 5,
        outcome: .attended), at: Self.now)
    var referral = try #require(try book.caseRecord(id)?.referral)
    for days in [1, -2] {
      referral.date = Self.today.adding(days: days)
      #expect(throws: CasebookError.self) { try book.keep(referral, at: Self.now) }
    }
    referral.date = Self.today.adding(days: -3)
    try book.keep(referral, at: Self.now)
    referral.id = Identifier("nobody")
    #expect(throws: CasebookError.self) { try book.keep(referral, at: Self.now) }
  }

  @Test("a case that somebody holds is decided upon already")
  func held() throws {
    let scratch = try ScratchBook()
    let book = scratch.book
    let id = try refer(book)
    try book.takeOn(id, by: book.worker.id, at: Self.now)
    let before = try book.caseRecord(id)?.decisions
    for kind in TriageDecision.Kind.allCases {
      let decision = TriageDecision(
        id: book.mint(), caseID: id, kind: kind, on: Self.today, workerID: book.worker.id,
        reason: "because")
      do {
        try book.decide(decision, at: Self.now)
        Issue.record("\(kind) was decided of a case that is held")
      } catch let error as CasebookError {
        #expect("\(error)".contains("\(book.worker.name) holds this case"))
      }
    }
    #expect(try book.caseRecord(id)?.case.closing == nil)
    #expect(try book.caseRecord(id)?.decisions == before)
  }

  @Test("how what was prescribed happens is said later, and counts in the shares")
  func modes() throws {
    let scratch = try ScratchBook()
    let book = scratch.book
    let id = try refer(book)
    let prescriptions = (0..<3).map { index in
      Prescription(
        id: book.mint(), caseID: id, assetID: Identifier("a\(index)"), kind: .referral,
        on: Self.today, workerID: book.worker.id, mode: index == 0 ? .inPerson : nil)
    }
    for prescription in prescriptions { try book.prescribe(prescription, at: Self.now) }
    func shares() throws -> ReachShares {
      try book.reachShares(from: Self.today, to: Self.today).prescriptions
    }
    #expect(try shares().unsaid == 2)
    try book.set(.outdoors, on: prescriptions[1].id, at: Self.now)
    try book.add(
      PrescriptionStep(
        id: book.mint(), prescriptionID: prescriptions[2].id, state: .attendedFirst,
        on: Self.today, workerID: book.worker.id), mode: .phone, at: Self.now)
    let now = try shares()
    #expect(now.unsaid == 0 && now.known == 3)
    for way in [ContactWay.inPerson, .outdoors, .phone] { #expect(now.counts[way] == 1) }
    let stories = try book.prescriptionStories(of: id)
    #expect(Set(stories.compactMap(\.prescription.mode)) == [.inPerson, .outdoors, .phone])
    try book.undo()
    #expect(try shares().unsaid == 1)
    #expect(try book.prescriptionStories(of: id).allSatisfy { $0.steps.isEmpty })
  }

  @Test("lines of an older rule are made again when the casebook opens")
  func staleLines() throws {
    let scratch = try ScratchBook()
    let book = scratch.book
    let id = try refer(book)
    try book.takeOn(id, by: book.worker.id, at: Self.now)
    for outcome in [ContactOutcome.cancelled, .notReached] {
      try book.log(
        Contact(
          id: book.mint(), caseID: id, workerID: book.worker.id,
          at: Self.now.addingTimeInterval(-86_400), mode: .phone, minutes: 5, outcome: outcome),
        at: Self.now)
    }
    #expect(try book.caseloadRow(id)?.facts.attempts == 1)
    try book.aside { db in
      try db.execute(sql: "UPDATE case_line SET attempts = 2")
      try db.execute(
        sql: "INSERT INTO local_state (key, value) VALUES (?, 'cancelled')",
        arguments: [CaseMilestones.staleLines])
    }
    #expect(book.verify() != [])
    try book.remakeStaleLines()
    #expect(try book.caseloadRow(id)?.facts.attempts == 1)
    #expect(book.verify() == [])

    // A promise that an older rule let a try take away stands again.
    let promised = NextStep(text: "look at the plan", on: Day(Self.now).adding(days: 2))
    try book.log(
      Contact(
        id: book.mint(), caseID: id, workerID: book.worker.id, at: Self.now, mode: .phone,
        minutes: 5, outcome: .attended, nextStep: promised), at: Self.now)
    try book.log(
      Contact(
        id: book.mint(), caseID: id, workerID: book.worker.id, at: Self.now, mode: .text,
        minutes: 2, outcome: .notReached), at: Self.now)
    try book.aside { db in
      try db.execute(sql: "UPDATE case_line SET next_step = NULL, next_on = NULL")
      try CaseMilestones.markPromises(db)
    }
    #expect(book.verify() != [])
    try book.remakeStaleLines()
    #expect(try book.caseloadRow(id)?.facts.nextStep == promised)
    #expect(book.verify() == [])
  }
}

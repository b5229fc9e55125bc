// Prescriptions followed: what became of them, who should be asked, and undo.

import Casework
import Foundation
import GRDB
import Testing

@testable import Casebook

@Suite("Prescriptions are followed")
struct PrescriptionLoopStoreTests {
  /// A case of the worker's own with one prescription of the demonstration's directory.
  private func linked(
    _ book: Casebook, on day: Day = ScratchBook.today, kind: PrescriptionKind = .referral
  ) throws -> Prescription {
    let row = try #require(
      try book.caseload(CaseloadFilter(.everybodys), order: .due, limit: 1).first)
    try book.takeOn(row.caseID, by: book.worker.id)
    let asset = try #require(try book.assets(matching: "", limit: 1).first)
    let prescription = Prescription(
      id: book.mint(), caseID: row.caseID, assetID: asset.id, kind: kind, on: day,
      workerID: book.worker.id)
    try book.prescribe(prescription)
    return prescription
  }

  private func step(
    _ book: Casebook, _ prescription: Prescription, _ state: PrescriptionState, on day: Day
  ) -> PrescriptionStep {
    PrescriptionStep(
      id: book.mint(), prescriptionID: prescription.id, state: state, on: day,
      reason: state.asksReason ? .travel : nil, wentWith: "with Priya", note: "rang Tom",
      workerID: book.worker.id)
  }

  @Test("steps come back as they went in, in order, and undo takes the last one away")
  func steps() throws {
    let scratch = try ScratchBook(people: 4)
    let book = scratch.book
    let prescription = try linked(book)
    let day = ScratchBook.today
    let steps = [
      step(book, prescription, .contacted, on: day),
      step(book, prescription, .attendedFirst, on: day.adding(days: 9)),
      step(book, prescription, .droppedOut, on: day.adding(days: 30)),
    ]
    for step in steps { try book.add(step) }
    func story() throws -> PrescriptionStory {
      try #require(
        try book.prescriptionStories(of: prescription.caseID).first {
          $0.prescription.id == prescription.id
        })
    }
    #expect(try story().steps == steps)
    #expect(try story().state == .droppedOut)
    #expect(try story().isConnected)
    _ = try book.undo()
    #expect(try story().state == .attendedFirst)
    let feedback = PrescriptionFeedback(
      id: book.mint(), prescriptionID: prescription.id, on: day.adding(days: 31), again: .yes,
      words: "best bit of my week", workerID: book.worker.id)
    try book.add(feedback)
    #expect(try story().feedback == [feedback])
    #expect(book.verify() == [])
  }

  @Test("a step before the prescription is refused, and nothing is written")
  func before() throws {
    let scratch = try ScratchBook(people: 2)
    let prescription = try linked(scratch.book)
    #expect(throws: CasebookError.self) {
      try scratch.book.add(
        step(scratch.book, prescription, .accepted, on: ScratchBook.today.adding(days: -1)))
    }
    #expect(
      try scratch.book.prescriptionStories(ofAsset: prescription.assetID)
        .first { $0.prescription.id == prescription.id }?.steps == [])
  }

  @Test(
    "the list of whom to ask holds what is due, drops what was answered, and follows the setting")
  func asking() throws {
    let scratch = try ScratchBook(people: 6)
    let book = scratch.book
    let day = ScratchBook.today
    let prescription = try linked(book, on: day.adding(days: -8))
    func asked(on day: Day) throws -> Bool {
      try book.prescriptionsToAskAfter(heldBy: book.worker.id, on: day)
        .contains { $0.prescription.id == prescription.id }
    }
    #expect(try asked(on: day))
    try book.add(step(book, prescription, .waiting, on: day))
    #expect(try !asked(on: day))
    #expect(try asked(on: day.adding(days: 28)))
    var policy = ChasePolicy()
    policy.daysOnAWaitingList = 5
    try book.keep(policy)
    #expect(try asked(on: day.adding(days: 5)))
    try book.close(prescription.caseID, Closing(on: day, reason: .connected))
    #expect(try !asked(on: day.adding(days: 60)))
  }

  @Test("what became of them is in the person's history")
  func history() throws {
    let scratch = try ScratchBook(people: 2)
    let book = scratch.book
    let prescription = try linked(book)
    try book.add(step(book, prescription, .full, on: ScratchBook.today))
    let record = try #require(try book.caseRecord(prescription.caseID))
    let entries = try book.history(of: record.person.id)
    #expect(entries.contains { $0.action.contains("Group is full") }, "\(entries.map(\.action))")
  }
}

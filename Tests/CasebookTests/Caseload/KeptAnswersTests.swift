// What a casebook keeps of its latest answers is never older than the casebook.

import Casework
import Foundation
import Testing

@testable import Casebook

@Suite("answers that are kept for the next question")
struct KeptAnswersTests {
  @Test("are asked for anew after a change here, and after one by another program")
  func followChanges() throws {
    let town = try CaseLineTests.Town(people: 30)
    let here = town.book
    let there = try Casebook.open(at: town.folder, passphrase: "a made-up passphrase")
    defer { there.close() }
    var generator = SeededGenerator(seed: 3)
    let everybody = CaseloadFilter(.everybodys, words: "a")
    for turn in 0..<40 {
      let writer = turn % 2 == 0 ? here : there
      let id = try #require(try town.cases().randomElement(using: &generator))
      let now = Date(timeIntervalSince1970: 1_795_424_520 + Double(turn) * 60)
      switch turn % 5 {
      case 0:
        let worker = LinkWorker(id: here.mint(), name: "Worker \(turn)")
        try writer.add(worker: worker)
        try writer.write("Take on a case", at: now) { db in
          try writer.hold(id, by: worker.id, reason: "", at: now, in: db)
        }
        let record = try #require(try here.caseRecord(id))
        #expect(record.name(of: worker.id) == "Worker \(turn)")
      case 1:
        do {
          try writer.close(id, Closing(on: Day(now), reason: .goalsMet, note: ""), at: now)
        } catch CasebookError.refused {
          // A case with an open safety task stays open; nothing else may go wrong.
        }
      case 2: try writer.setNeed("worry \(turn)", of: id)
      case 3:
        try writer.log(
          Contact(
            id: here.mint(), caseID: id, workerID: here.worker.id, at: now, mode: .phone,
            minutes: 5, outcome: .attended), at: now)
      default: try writer.undo(at: now)
      }
      let fresh = try Casebook.open(at: town.folder, passphrase: "a made-up passphrase")
      defer { fresh.close() }
      for book in [here, there] {
        #expect(try book.caseloadCount(everybody) == fresh.caseloadCount(everybody))
        #expect(
          try book.caseload(everybody, limit: 50) == fresh.caseload(everybody, limit: 50))
        #expect(try book.nextUndo() == fresh.nextUndo())
        #expect(try book.nextRedo() == fresh.nextRedo())
        #expect(try book.caseRecord(id)?.workerNames == fresh.caseRecord(id)?.workerNames)
      }
    }
  }
}

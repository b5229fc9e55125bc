// Who is back from a visit alone: whoever met the person on it, or says so.

import Casework
import Foundation
import Testing

@testable import Casebook

@Suite("Visits alone, as the store ends them")
struct LoneVisitStoreTests {
  private static let out = Date(timeIntervalSince1970: 1_795_424_520)

  /// Whether somebody is still out when a contact was logged on their visit.
  private func isOut(
    after mode: ContactMode, _ outcome: ContactOutcome, minutes: Double
  ) throws -> Bool {
    let scratch = try ScratchBook(people: 6)
    let book = scratch.book
    let id = try #require(
      try book.caseload(CaseloadFilter(.everybodys), order: .name, limit: 1).first?.caseID)
    try book.write(
      LoneVisit(
        id: book.mint(), caseID: id, workerID: book.worker.id, place: "at home", from: Self.out,
        expectedEnd: Self.out.addingTimeInterval(3_600)), at: Self.out)
    let at = Self.out.addingTimeInterval(minutes * 60)
    try book.log(
      Contact(
        id: book.mint(), caseID: id, workerID: book.worker.id, at: at, mode: mode, minutes: 5,
        outcome: outcome), at: at)
    let isOut = try book.visitsNotBack().contains { $0.visit.caseID == id }
    // Only "I am back" ends what the contact did not.
    if isOut {
      let visit = try #require(try book.visitsNotBack().first { $0.visit.caseID == id })
      try book.end(visit.visit.id, at: at)
      #expect(try book.visitsNotBack().allSatisfy { $0.visit.id != visit.visit.id })
    }
    return isOut
  }

  @Test("meeting somebody ends the visit", arguments: [ContactMode.homeVisit, .outdoors])
  func met(mode: ContactMode) throws {
    #expect(try !isOut(after: mode, .attended, minutes: 40))
  }

  @Test(
    "a text nobody answers, a call, a closed door or a meeting of before ends no visit",
    arguments: [
      (.text, .notReached, 10), (.phone, .attended, 10), (.homeVisit, .didNotAttend, 10),
      (.homeVisit, .attended, -10),
    ] as [(ContactMode, ContactOutcome, Double)])
  func notMet(mode: ContactMode, outcome: ContactOutcome, minutes: Double) throws {
    #expect(try isOut(after: mode, outcome, minutes: minutes))
  }
}

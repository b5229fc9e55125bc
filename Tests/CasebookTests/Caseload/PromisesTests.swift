// A promise is never hidden: whatever else is due on a case, what was promised for a day
// stands on that day, and what presses most stands first.

import Casework
import Foundation
import Testing

@testable import Casebook

@Suite("Promises in the days ahead")
struct PromisesTests {
  typealias Town = CaseLineTests.Town
  static let now = DayClock.date(Town.today, minute: 540)

  private static func stands(_ due: Due, of id: Identifier<Case>, in agenda: Agenda) -> Bool {
    agenda.items.contains { item in
      guard item.caseID == id, item.on == due.on else { return false }
      if case .appointment = item.source { return due.at == nil || item.at == due.at }
      return item.source == .due(due.kind) && item.at == due.at
    }
  }

  @Test(
    "everything that is due on a worker's own open cases stands on its day",
    arguments: [1, 2, 3, 4] as [UInt64])
  func everyPromise(seed: UInt64) throws {
    let town = try Town(people: 60)
    let book = town.book
    try CaseQuestionTests.shake(town, seed: seed)
    // Enough of them for every pair of things that are due.
    for (turn, id) in try town.cases().enumerated() where turn % 2 == 0 {
      try? book.takeOn(id, by: book.worker.id, at: Self.now.addingTimeInterval(-86_400))
    }
    try CaseQuestionTests.shake(town, seed: seed + 100)
    for (from, to) in [(-7, 6), (0, 0), (0, 20), (3, 9)] {
      let first = Town.today.adding(days: from)
      let last = Town.today.adding(days: to)
      let agenda = try book.agenda(from: first, to: last, at: Self.now)
      let days = max(first, Town.today)...last
      var promised = 0
      for id in try town.cases() {
        let facts = try #require(try book.caseRecord(id)).facts()
        guard facts.holderID == book.worker.id, facts.closedOn == nil else { continue }
        // What is in a diary is in it, also in a colleague's.
        for due in Due.all(of: facts, policy: book.policy)
        where days.contains(due.on) && due.kind != .appointment {
          promised += 1
          #expect(Self.stands(due, of: id, in: agenda.agenda), "\(due) from \(from) to \(to)")
          #expect(agenda.rows[id] != nil)
        }
      }
      // And nothing else of theirs stands there.
      let due = agenda.agenda.items.count { item in
        if case .due = item.source { return true }
        return false
      }
      #expect(due <= promised)
    }
  }

  private func refer(_ book: Casebook, _ name: String) throws -> Identifier<Case> {
    try book.refer(
      IncomingReferral(
        row: 1, firstName: name, familyName: "Quill", dateOfBirth: Day(number: 15_000),
        reason: "Not going out", date: Town.today.adding(days: -60)),
      about: .new(notSame: []), at: Self.now)
  }

  private func log(
    _ book: Casebook, _ id: Identifier<Case>, days: Int = -1, next: NextStep? = nil
  ) throws {
    try book.log(
      Contact(
        id: book.mint(), caseID: id, workerID: book.worker.id,
        at: DayClock.date(Town.today.adding(days: days), minute: 600), mode: .phone, minutes: 5,
        outcome: .attended, nextStep: next), at: Self.now)
  }

  @Test("a call promised for this afternoon stands on Today though a review is late")
  func lateReview() throws {
    let town = try Town(people: 4)
    let book = town.book
    let id = try refer(book, "Leo")
    try book.takeOn(id, by: book.worker.id, at: Self.now)
    try log(book, id, next: NextStep(text: "ring mum", on: Town.today, at: 915))
    try book.write(
      PlanEntry(id: book.mint(), section: .needs, text: "sleep"), inPlanOf: id, at: Self.now)
    try book.agreePlan(
      of: id, with: "", on: Town.today.adding(days: -40), review: Town.today.adding(days: -9),
      at: Self.now)
    let ahead = try book.dayAhead(at: Self.now)
    #expect(ahead.late.contains { $0.caseID == id && $0.due?.kind == .review })
    let call = ahead.agenda.items(on: Town.today).first { $0.caseID == id }
    #expect(call?.text == "ring mum" && call?.at == 915)
    // At five it is over, and not logged.
    let five = try book.dayAhead(at: DayClock.date(Town.today, minute: 1_020))
    #expect(five.agenda.unlogged.contains { $0.caseID == id })
  }

  @Test("what presses most is on Today however many have been late for longer")
  func rankedBeforeCut() throws {
    let town = try Town(people: 4)
    let book = town.book
    for index in 0..<(DayAhead.most + 5) {
      let id = try refer(book, "N\(index)")
      try book.takeOn(id, by: book.worker.id, at: Self.now)
      try log(book, id, days: -50, next: NextStep(text: "ring", on: Town.today.adding(days: -40)))
    }
    let id = try refer(book, "Jess")
    try book.takeOn(id, by: book.worker.id, at: Self.now)
    try log(book, id, next: NextStep(text: "ring", on: Town.today.adding(days: -1)))
    let person = try #require(try book.caseRecord(id)).person.id
    let risk = Risk(
      .known("harm", isUrgent: true), id: book.mint(), of: person, from: Town.today,
      by: book.worker.id)
    try book.record(try #require(risk), at: Self.now)
    let ahead = try book.dayAhead(at: Self.now)
    #expect(ahead.late.first?.caseID == id)
    #expect(ahead.late.count == DayAhead.most && ahead.lateCount > DayAhead.most)
    // Something for somebody's safety comes before even that.
    let other = try refer(book, "Sam")
    try book.takeOn(other, by: book.worker.id, at: Self.now)
    try log(book, other, next: NextStep(text: "ring", on: Town.today.adding(days: -1)))
    try book.add(
      SafetyTask(
        id: book.mint(), caseID: other, text: "ring the lead", on: Town.today,
        workerID: book.worker.id), at: Self.now)
    #expect(try book.dayAhead(at: Self.now).late.first?.caseID == other)
  }

  @Test("an urgent referral is never cut off Today, and the oldest of all is told")
  func urgentReferral() throws {
    let town = try Town(people: 4)
    let book = town.book
    for index in 0..<20 { _ = try refer(book, "N\(index)") }
    var row = IncomingReferral(
      row: 1, firstName: "Jess", familyName: "Quill", dateOfBirth: Day(number: 15_000),
      date: Town.today)
    row.risk = .known("harm", isUrgent: true)
    let id = try book.refer(row, about: .new(notSame: []), at: Self.now)
    let ahead = try book.dayAhead(at: Self.now)
    let urgent = ahead.new.prefix { $0.risk == .urgent }
    #expect(urgent.contains { $0.caseID == id })
    let oldest = try book.caseload(CaseloadFilter(.nobodys), limit: -1)
      .map(\.facts.referredOn).min()
    #expect(ahead.oldestNew == oldest)
  }

  @Test("cases that others lead and the worker works on too are a list of their own")
  func beside() throws {
    let town = try Town(people: 30)
    let book = town.book
    let workers = try town.workers().filter { $0 != book.worker.id }
    let ids = try (0..<3).map { try refer(book, "Beside\($0)") }
    for id in ids {
      try book.takeOn(id, by: try #require(workers.first), at: Self.now)
      try book.join(id, worker: book.worker.id, reason: "drawing", at: Self.now)
    }
    let filter = CaseloadFilter(.worksWith(book.worker.id), on: Town.today)
    for order in CaseloadOrder.allCases {
      for descending in [false, true] {
        let rows = try book.caseload(filter, order: order, descending: descending, limit: -1)
        #expect(Set(rows.map(\.caseID)).isSuperset(of: ids), "\(order)")
        #expect(try book.caseloadCount(filter) == rows.count)
      }
    }
    var named = filter
    named.words = "Beside1"
    #expect(try book.caseload(named, limit: -1).map(\.caseID) == [ids[1]])
    #expect(try book.caseloadCount(named) == 1)
    let before = try book.caseloadCount(filter)
    let member = try #require(try book.caseRecord(ids[0])?.network.members.first)
    try book.leave(member.id, at: Self.now)
    #expect(try book.caseloadCount(filter) == before - 1)
    #expect(try book.dayAhead(at: Self.now).besideCount == before - 1)
    #expect(try book.caseViews().contains { $0.view.whose == .beside })
  }
}

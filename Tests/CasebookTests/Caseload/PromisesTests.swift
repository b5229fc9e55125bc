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
        // Also what is in a colleague's diary.
        for due in Due.all(of: facts, policy: book.policy) where days.contains(due.on) {
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

  @Test("an action to be looked at again is on Today on its day, and gone once it was")
  func actionReview() throws {
    let town = try Town(people: 4)
    let book = town.book
    let id = try refer(book, "Leo")
    try book.takeOn(id, by: book.worker.id, at: Self.now)
    try log(book, id, next: NextStep(text: "ring mum", on: Town.today.adding(days: 20)))
    let goal = Goal(id: book.mint(), text: "Sing")
    try book.write(goal, inPlanOf: id, at: Self.now)
    var action = Action(id: book.mint(), what: "ring the choir", reviewOn: Town.today)
    try book.write(action, for: goal.id, at: Self.now)
    func items() throws -> [AgendaItem] {
      try book.dayAhead(at: Self.now).agenda.items(on: Town.today).filter { $0.caseID == id }
    }
    #expect(try items().map(\.text) == ["look again at: ring the choir"])
    #expect(try items().first?.source == .due(.actionReview))
    // Those of the town are counted with it.
    let agenda = try book.agenda(from: Town.today, to: Town.today, at: Self.now).agenda
    let count = agenda.items.count { $0.source == .due(.actionReview) }
    #expect(
      agenda.summary(of: Town.today)?.contains(
        "\(count) step\(count == 1 ? "" : "s") to look at") == true)
    // Late, it needs somebody now; the rule and the list say the same.
    action.reviewOn = Town.today.adding(days: -2)
    try book.write(action, for: goal.id, at: Self.now)
    let late = try book.dayAhead(at: Self.now).late.first { $0.caseID == id }
    #expect(late?.due?.kind == .actionReview)
    // Done, it is no promise; undone, it is one again.
    try book.write(action.becoming(.done, on: Town.today), for: goal.id, at: Self.now)
    #expect(try book.dayAhead(at: Self.now).late.contains { $0.caseID == id } == false)
    try book.undo()
    #expect(try book.dayAhead(at: Self.now).late.contains { $0.caseID == id })
    // Taken away with its goal, too.
    try book.edit(planOf: id, .remove(.goal(goal.id)), at: Self.now)
    #expect(try book.dayAhead(at: Self.now).late.contains { $0.caseID == id } == false)
    try book.undo()
    // In a review meeting it is looked at: its next turn is the next meeting.
    let next = Town.today.adding(days: 30)
    try book.review(
      PlanReview(
        id: book.mint(), caseID: id, on: Town.today, whom: "Leo", nextOn: next,
        workerID: book.worker.id), at: Self.now)
    #expect(try book.caseRecord(id)?.plan?.goals.first?.actions.first?.reviewOn == next)
    #expect(try book.dayAhead(at: Self.now).late.contains { $0.caseID == id } == false)
    #expect(book.verify() == [])
  }

  @Test("lines of before actions were promises are made again when the casebook is opened")
  func linesOfBefore() throws {
    let town = try Town(people: 4)
    let book = town.book
    let id = try refer(book, "Leo")
    try book.takeOn(id, by: book.worker.id, at: Self.now)
    let goal = Goal(id: book.mint(), text: "Sing")
    try book.write(goal, inPlanOf: id, at: Self.now)
    try book.write(
      Action(id: book.mint(), what: "ring the choir", reviewOn: Town.today), for: goal.id,
      at: Self.now)
    try book.queue.write { db in
      try db.execute(
        sql: "UPDATE case_line SET steps = NULL, due_kind = 'silence' WHERE case_id = ?",
        arguments: [id.text])
      try CaseMilestones.markActionReviews(db)
    }
    #expect(book.verify() != [])
    try book.remakeStaleLines()
    #expect(book.verify() == [])
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

  @Test("what a colleague has in the diary about a case of mine stands on my days, with whom")
  func colleaguesDiary() throws {
    let town = try Town(people: 4)
    let book = town.book
    let other = try #require(try book.workers().first { $0.id != book.worker.id })
    let mine = try refer(book, "Leo")
    try book.takeOn(mine, by: book.worker.id, at: Self.now)
    let theirs = try refer(book, "Sam")
    try book.takeOn(theirs, by: other.id, at: Self.now)
    func put(_ id: Identifier<Case>, _ minute: Int) throws {
      try book.write(
        Appointment(
          id: book.mint(), caseID: id, workerID: other.id, kind: .call, on: Town.today,
          at: minute, place: "library"), at: Self.now)
    }
    try put(mine, 660)
    try put(theirs, 720)
    let items = try book.dayAhead(at: Self.now).agenda.items(on: Town.today)
    let found = try #require(items.first { $0.caseID == mine && $0.at == 660 })
    #expect(found.note == "with \(other.name) · library" && found.person?.firstName == "Leo")
    #expect(!items.contains { $0.caseID == theirs })
    // My own diary, which goes out as a calendar, is not theirs.
    let own = try book.diary(of: book.worker.id, from: Town.today, to: Town.today)
    #expect(!own.contains { $0.appointment.caseID == mine })
    // When the case goes to somebody else, so does the knowledge.
    try book.takeOn(mine, by: other.id, at: Self.now)
    let after = try book.dayAhead(at: Self.now).agenda.items(on: Town.today)
    #expect(!after.contains { $0.caseID == mine })
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

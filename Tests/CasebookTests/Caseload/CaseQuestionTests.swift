// The named questions about cases: what the store's lists and counts answer is what the
// rules in Casework answer, whatever has been done to the records.

import Casework
import Foundation
import GRDB
import Testing

@testable import Casebook

@Suite("Questions about cases, asked of the store")
struct CaseQuestionTests {
  typealias Town = CaseLineTests.Town

  static let questions: [CaseQuestion] =
    [.needsNow, .newToHolder, .waitingForFirst] + Stage.allCases.map { .stage($0) }
    + [0, 6, 28].map { .dueWithin(days: $0) } + [0, 7, 21].map { .unspoken(days: $0) }

  /// Random work on every case of a town: contacts by anybody, handing over, diaries,
  /// plans and closings.
  static func shake(_ town: Town, seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let workers = try town.workers()
    for (turn, id) in try town.cases().enumerated() {
      let worker = try #require(workers.randomElement(using: &generator))
      let day = Town.today.adding(days: Int.random(in: -30...30, using: &generator))
      let now = Date(timeIntervalSince1970: 1_795_424_520 + Double(turn) * 60)
      switch Int.random(in: 0..<8, using: &generator) {
      case 7: try? town.book.join(id, worker: worker, reason: "too", at: now)
      case 0:
        // Whoever may move it: a worker's own key does not take a colleague's case.
        try town.book.write("Take on a case", at: now) { db in
          try town.book.hold(id, by: worker, reason: "", at: now, in: db)
        }
      case 1:
        // Refused where a safety task is open.
        try? town.book.close(id, Closing(on: day, reason: .other), at: now)
      case 2:
        try town.book.write(
          Appointment(
            id: town.book.mint(), caseID: id, workerID: worker, kind: .call, on: day, at: 600),
          at: now)
      case 3:
        try town.book.write(
          PlanEntry(id: town.book.mint(), section: .needs, text: "sleep"), inPlanOf: id, at: now)
        let goal = Goal(id: town.book.mint(), text: "Sing")
        try town.book.write(goal, inPlanOf: id, at: now)
        try town.book.write(
          Action(id: town.book.mint(), what: "ring the choir", reviewOn: day.adding(days: 4)),
          for: goal.id, at: now)
        try town.book.agreePlan(of: id, with: "", on: day, review: day.adding(days: 9), at: now)
      case 4:
        try town.book.log(
          Contact(
            id: town.book.mint(), caseID: id, workerID: worker,
            at: now.addingTimeInterval(-Double.random(in: 0...4e6, using: &generator)),
            mode: .phone, minutes: 5,
            outcome: ContactOutcome.allCases.randomElement(using: &generator) ?? .attended,
            nextStep: NextStep(text: "ring", on: day)), at: now)
      default: break
      }
    }
  }

  @Test("lists, counts and groups answer every question as the rules do", arguments: [1, 2, 3])
  func agree(seed: Int) throws {
    let town = try Town(people: 60)
    try Self.shake(town, seed: UInt64(seed))
    let book = town.book
    let workers = try town.workers()
    let records = try town.cases().map { try #require(try book.caseRecord($0)) }
    let whose: [CaseloadFilter.Whose] =
      [.everybodys, .nobodys]
      + workers.flatMap { [.held(by: $0), .mineAndNew($0), .worksWith($0)] }
    for offset in [-40, 0, 3, 200] {
      let today = Town.today.adding(days: offset)
      for whose in whose {
        for question in Self.questions {
          let filter = CaseloadFilter(
            whose, includeClosed: true, questions: [question], on: today)
          let wanted = records.filter { record in
            let facts = record.facts()
            let isIn: Bool =
              switch whose {
              case .everybodys: true
              case .nobodys: facts.holderID == nil
              case .held(let worker): facts.holderID == worker
              case .mineAndNew(let worker): facts.holderID == worker || facts.holderID == nil
              case .worksWith(let worker):
                facts.holderID != worker && record.team.contains(worker)
              }
            return isIn
              && question.holds(
                for: facts, due: Due(of: facts, policy: book.policy), on: today)
          }
          let rows = try book.caseload(filter, limit: -1)
          #expect(
            Set(rows.map(\.caseID)) == Set(wanted.map(\.case.id)), "\(whose) \(question) \(offset)")
          #expect(try book.caseloadCount(filter) == wanted.count)
          #expect(rows.allSatisfy { $0.answers(question, on: today) })
        }
      }
    }
  }

  @Test("the groups of a list are runs of its rows, and none is left out", arguments: [7, 8])
  func groups(seed: Int) throws {
    let town = try Town(people: 60)
    try Self.shake(town, seed: UInt64(seed))
    let workers = try town.workers()
    for grouping in CaseloadGrouping.allCases {
      for descending in [false, true] {
        for closed in [false, true] {
          for whose in [CaseloadFilter.Whose.everybodys, .mineAndNew(workers[0])] {
            let filter = CaseloadFilter(whose, includeClosed: closed, on: Town.today)
            let rows = try town.book.caseload(
              filter, order: grouping.order, descending: descending, limit: -1)
            let groups = try town.book.caseloadGroups(
              filter, by: grouping, descending: descending)
            #expect(groups.map(\.count).reduce(0, +) == rows.count)
            var start = 0
            for group in groups {
              let run = rows[start..<min(start + group.count, rows.count)]
              start += group.count
              #expect(
                run.allSatisfy { Self.title(of: $0, by: grouping) == group.title },
                "\(grouping) \(group.title) \(run.map { Self.title(of: $0, by: grouping) })")
            }
          }
        }
      }
    }
  }

  static func title(of row: CaseloadRow, by grouping: CaseloadGrouping) -> String {
    switch grouping {
    case .stage: return row.stage(on: Town.today).words
    case .worker: return row.holderName.isEmpty ? "Nobody yet" : row.holderName
    case .due:
      guard let due = row.due else { return "Closed" }
      switch due.on.number - Town.today.number {
      case ..<0: return "Needs you now"
      case 0: return "Today"
      case 1...6: return "Within a week"
      default: return "Later"
      }
    }
  }

  @Test("part of what a case is about finds it, whatever its case")
  func need() throws {
    let town = try Town(people: 40)
    let rows = try town.book.caseload(
      CaseloadFilter(.everybodys, includeClosed: true), limit: -1)
    let some = try #require(rows.first { !$0.need.isEmpty })
    let part = String(some.need.dropFirst(1).prefix(4)).uppercased()
    let found = try town.book.caseload(
      CaseloadFilter(.everybodys, includeClosed: true, need: part), limit: -1)
    #expect(
      Set(found.map(\.caseID))
        == Set(rows.filter { $0.need.lowercased().contains(part.lowercased()) }.map(\.caseID)))
    #expect(!found.isEmpty)
  }

  @Test("a view is kept under its name, changed under it, and taken back by undo")
  func views() throws {
    let town = try Town(people: 4)
    let book = town.book
    let shipped = try book.caseViews().count
    var view = CaseView(
      whose: .mine, need: "school", questions: [.stage(.active), .unspoken(days: 14)],
      order: .lastSeen, descending: true, grouping: .stage)
    try book.keep(view, as: " School, quiet ")
    #expect(try book.caseViews().last?.name == "School, quiet")
    #expect(try book.caseViews().last?.view == view)
    view.includeClosed = true
    try book.keep(view, as: "School, quiet")
    #expect(try book.caseViews().count == shipped + 1)
    #expect(try book.caseViews().last?.view == view)
    #expect(throws: CasebookError.self) { try book.keep(view, as: "  ") }
    let id = try #require(try book.caseViews().last?.id)
    try book.remove(id)
    #expect(try book.caseViews().count == shipped)
    try book.undo()
    #expect(try book.caseViews().last?.view == view)
  }

  @Test("a preview is of one's own and of new referrals, never of a colleague's")
  func preview() throws {
    let town = try Town(people: 40)
    let book = town.book
    for row in try book.caseload(CaseloadFilter(.everybodys), limit: -1) {
      let preview = try book.preview(row.caseID)
      let record = try #require(try book.caseRecord(row.caseID))
      let isMine =
        [nil, book.worker.id].contains(record.holderID)
        || record.team.contains(book.worker.id)
      #expect((preview != nil) == isMine)
      guard let preview else { continue }
      #expect(preview.contacts == Array(record.contacts.prefix(3)))
      #expect(
        preview.whatMatters
          == Array((record.plan?.entries(in: .whatMatters) ?? []).prefix(3).map(\.text)))
      #expect(preview.goals.map(\.text) == Array((record.plan?.goals ?? []).prefix(4).map(\.text)))
    }
  }
}

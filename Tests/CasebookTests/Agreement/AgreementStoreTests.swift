// Agreed versions in the tables: whole, unchangeable, taken back only with a reason.

import Casework
import Foundation
import GRDB
import Testing

@testable import Casebook

@Suite("agreed plans kept")
struct AgreementStoreTests {
  let scratch: ScratchBook
  let caseID: Identifier<Case>
  let goalID: Identifier<Goal>
  var book: Casebook { scratch.book }
  static let day = ScratchBook.today

  init() throws {
    scratch = try ScratchBook()
    caseID = try scratch.book.refer(scratch.referral())
    let goal = Goal(id: scratch.book.mint(), text: "Go to one thing a week", importance: 8)
    goalID = goal.id
    try scratch.book.write(
      PlanEntry(id: scratch.book.mint(), section: .whatMatters, text: "Drawing"),
      inPlanOf: caseID)
    try scratch.book.write(goal, inPlanOf: caseID)
    try scratch.book.write(
      Action(id: scratch.book.mint(), what: "Visit the club", who: "Leo"), for: goal.id)
  }

  private func record() throws -> CaseRecord { try #require(try book.caseRecord(caseID)) }

  @discardableResult
  private func agree(_ whom: String = "Leo", review: Day? = nil) throws -> PlanVersion {
    try book.agreePlan(of: caseID, with: whom, on: Self.day, consent: .written, review: review)
  }

  @Test("a version keeps the whole plan as it was, whatever is written afterwards")
  func whole() throws {
    let before = PlanSheet(try record())
    let version = try agree("Leo and mum", review: Self.day.adding(days: 42))
    #expect(version.number == 1 && version.sheet == before)
    try book.write(Goal(id: goalID, text: "Something else"), inPlanOf: caseID)
    let record = try record()
    #expect(record.agreements.versions.map(\.sheet) == [before])
    #expect(record.agreements.versions.first?.consent == .written)
    #expect(PlanSheet(record) != before)
    #expect(
      PlanStanding(of: record)
        == .agreed(version: 1, on: Self.day, with: "Leo and mum", changed: true))
    #expect(record.plan?.reviewOn == Self.day.adding(days: 42))
    #expect(try agree().number == 2)
    // A case is read with the plan of the version that stands; the others on demand.
    #expect(try self.record().agreements.versions.map { $0.sheet != nil } == [false, true])
    #expect(try book.agreements(of: caseID).versions.first?.sheet == before)
    #expect(book.verify() == [])
  }

  @Test(
    "who looks at it again is kept in the plan and in the version, and stays until it is said anew")
  func reviewer() throws {
    try book.agreePlan(
      of: caseID, with: "Leo", on: Self.day, review: nil, reviewer: "Priya Nair, link worker")
    #expect(try record().plan?.reviewer == "Priya Nair, link worker")
    let kept = try #require(try record().agreements.standing?.sheet)
    #expect(kept.words(in: .reviewer).map(\.text) == ["Priya Nair, link worker"])
    // The same again writes nothing; the plan is as agreed.
    try book.agreePlan(
      of: caseID, with: "Leo", on: Self.day, review: nil, reviewer: "Priya Nair, link worker")
    #expect(try record().plan?.entries(in: .reviewer).count == 1)
    try book.agreePlan(of: caseID, with: "Leo", on: Self.day, review: nil)
    #expect(try record().plan?.reviewer == "Priya Nair, link worker")
    try book.agreePlan(of: caseID, with: "Leo", on: Self.day, review: nil, reviewer: "Dr Hale")
    #expect(try record().plan?.reviewer == "Dr Hale")
    let numbers = try book.agreements(of: caseID).versions.map {
      $0.sheet?.words(in: .reviewer).map(\.text)
    }
    #expect(numbers.suffix(2) == [["Priya Nair, link worker"], ["Dr Hale"]])
    #expect(book.verify() == [])
  }

  @Test("the day on which a plan was last changed is told, whatever was written or taken out")
  func updated() throws {
    func day(_ days: Int) -> Date { DayClock.date(Self.day.adding(days: days), minute: 600) }
    let other = Goal(id: book.mint(), text: "Another")
    try book.write(other, inPlanOf: caseID, at: day(100))
    #expect(try record().planUpdatedOn == Self.day.adding(days: 100))
    let action = Action(id: book.mint(), what: "Ring them")
    try book.write(action, for: goalID, at: day(101))
    #expect(try record().planUpdatedOn == Self.day.adding(days: 101))
    try book.edit(
      planOf: caseID, .score(goalID, GoalScore(id: book.mint(), on: Self.day, score: 3)),
      at: day(102))
    #expect(try record().planUpdatedOn == Self.day.adding(days: 102))
    try book.edit(planOf: caseID, .remove(.action(action.id)), at: day(103))
    #expect(try record().planUpdatedOn == Self.day.adding(days: 103))
    try book.edit(planOf: caseID, .remove(.goal(other.id)), at: day(104))
    #expect(try record().planUpdatedOn == Self.day.adding(days: 104))
    // What is written elsewhere in the record is no change of the plan.
    try book.setNeed("isolation", of: caseID)
    #expect(try record().planUpdatedOn == Self.day.adding(days: 104))
  }

  @Test("the day on which each action was last changed is told; standing elsewhere is no change")
  func actionsUpdated() throws {
    func day(_ days: Int) -> Date { DayClock.date(Self.day.adding(days: days), minute: 600) }
    func updated(_ action: Action) throws -> Day? { try record().actionsUpdatedOn[action.id] }
    let first = Action(id: book.mint(), what: "Ring them")
    let second = Action(id: book.mint(), what: "Go and look")
    try book.write(first, for: goalID, at: day(100))
    try book.write(second, for: goalID, at: day(101))
    #expect(try updated(first) == Self.day.adding(days: 100))
    #expect(try updated(second) == Self.day.adding(days: 101))
    try book.edit(planOf: caseID, .move(.action(first.id), by: 1), at: day(102))
    #expect(try updated(first) == Self.day.adding(days: 100))
    #expect(try updated(second) == Self.day.adding(days: 101))
    try book.write(first.becoming(.done, on: Self.day), for: goalID, at: day(103))
    #expect(try updated(first) == Self.day.adding(days: 103))
    let other = Goal(id: book.mint(), text: "Another")
    try book.write(other, inPlanOf: caseID, at: day(104))
    try book.edit(planOf: caseID, .carry(second.id, to: other.id), at: day(105))
    #expect(try updated(second) == Self.day.adding(days: 105))
    // It goes with the sheet, and makes no agreement old.
    try agree()
    let sheet = try #require(try record().agreements.standing?.sheet)
    #expect(
      sheet.goals.flatMap(\.actions).first { $0.id == first.id.text }?.updatedOn
        == Self.day.adding(days: 103))
    try book.write(first.becoming(.refused, on: Self.day), for: goalID, at: day(106))
    #expect(try record().agreements.standing?.sheet?.agreement == PlanSheet(record()).agreement)
    #expect(try updated(first) == Self.day.adding(days: 106))
  }

  @Test("looking at an action on another day does not make an agreement old")
  func lookedAtAgain() throws {
    try agree()
    var action = try #require(try record().plan?.goals.first?.actions.first)
    action.reviewOn = Self.day.adding(days: 9)
    try book.write(action, for: goalID)
    #expect(
      PlanStanding(of: try record())
        == .agreed(version: 1, on: Self.day, with: "Leo", changed: false))
  }

  @Test("the review day is what is due on the case")
  func reviewIsDue() throws {
    try book.log(
      Contact(
        id: book.mint(), caseID: caseID, workerID: book.worker.id, at: Date(), mode: .phone,
        minutes: 5, outcome: .attended, note: ""))
    try agree(review: Self.day.adding(days: 5))
    let row = try #require(try book.caseload(CaseloadFilter(.everybodys), limit: 1).first)
    #expect(row.due?.kind == .review && row.due?.on == Self.day.adding(days: 5))
    try book.review(
      PlanReview(
        id: book.mint(), caseID: caseID, on: Self.day.adding(days: 5), whom: "Leo",
        note: "Going well", nextOn: Self.day.adding(days: 40), workerID: book.worker.id))
    let moved = try #require(try book.caseload(CaseloadFilter(.everybodys), limit: 1).first)
    #expect(moved.due?.on == Self.day.adding(days: 40))
    #expect(try record().timeline().contains { $0.title == "Plan reviewed with Leo" })
  }

  @Test("an agreed version cannot be changed or deleted, not even by the program itself")
  func unchangeable() throws {
    try agree()
    for sql in [
      "UPDATE plan_version SET agreed_with = 'somebody else'",
      "UPDATE plan_version SET sheet = '{}'", "DELETE FROM plan_version",
      """
      INSERT OR REPLACE INTO plan_version
      SELECT row, id, case_id, agreed_on, 'else', consent, note, review_on, worker_id, sheet
      FROM plan_version
      """,
    ] {
      #expect(throws: (any Error).self, "\(sql)") {
        try book.write("Meddle") { try $0.execute(sql: sql) }
      }
    }
    #expect(try record().agreements.versions.count == 1)
    #expect(book.verify() == [])
  }

  @Test("undo does not undo an agreement: it is taken back with a reason, and the version stays")
  func takingBack() throws {
    let before = try record()
    let version = try agree(review: Self.day.adding(days: 9))
    #expect(throws: CasebookError.agreementStands) { try book.undo() }
    #expect(try #require(try book.nextUndo()).name == Casebook.agreeAction)
    #expect(try book.version(agreedBy: try #require(try book.nextUndo()))?.id == version.id)

    try book.takeBack(version.id, on: Self.day, reason: "the wrong plan")
    let after = try record()
    #expect(after.plan == before.plan)
    #expect(after.agreements.versions.first?.withdrawal?.reason == "the wrong plan")
    #expect(after.agreements.standing == nil)
    #expect(throws: CasebookError.self) {
      try book.takeBack(version.id, on: Self.day, reason: "again")
    }

    // Undo goes on to what was done before it, and redo takes the taking back away.
    #expect(try #require(try book.nextUndo()).name == "Write an action")
    try book.redo()
    #expect(try record().agreements.standing?.id == version.id)
    #expect(try record().plan?.agreedWith == "Leo")
    #expect(try record().plan?.reviewOn == Self.day.adding(days: 9))
    #expect(book.verify() == [])
  }

  @Test("taking back the second agreement lets the first stand, also when a review moved the day")
  func takingBackTheSecond() throws {
    try agree("Leo")
    let second = try agree("Leo and mum", review: Self.day.adding(days: 9))
    try book.review(
      PlanReview(
        id: book.mint(), caseID: caseID, on: Self.day, whom: "Leo",
        nextOn: Self.day.adding(days: 30), workerID: book.worker.id))
    try book.takeBack(second.id, on: Self.day, reason: "mum was not asked")
    let record = try record()
    #expect(record.agreements.standing?.number == 1)
    #expect(record.plan?.agreedWith == "Leo")
    #expect(record.plan?.reviewOn == Self.day.adding(days: 30))
    #expect(try agree("all").number == 3)
  }

  @Test("sharing is undone like anything else, and a plan with nothing in it is not agreed")
  func sharing() throws {
    try book.sharePlan(of: caseID, with: "Leo", on: Self.day, how: .printed)
    #expect(PlanStanding(of: try record()) == .shared(on: Self.day, with: "Leo"))
    #expect(try record().timeline().first?.title == "Plan shared with Leo")
    try book.undo()
    #expect(PlanStanding(of: try record()) == .draft)
    let other = try book.refer(scratch.referral("Ada", number: 2))
    #expect(throws: CasebookError.self) {
      try book.agreePlan(of: other, with: "Ada", on: Self.day, review: nil)
    }
    #expect(throws: CasebookError.self) {
      try book.sharePlan(of: other, with: "Ada", on: Self.day, how: .sent)
    }
  }

  @Test("awkward text is in the version to the letter")
  func hostile() throws {
    for text in HostileTextTests.texts where !text.isEmpty {
      try book.write(Goal(id: goalID, text: text), inPlanOf: caseID)
      try book.agreePlan(
        of: caseID, with: text, on: Self.day, note: text, review: nil)
      let version = try #require(try record().agreements.versions.last)
      #expect(
        HostileTextTests.same(version.sheet?.goals[0].text ?? "", text), "\(text.debugDescription)")
      #expect(HostileTextTests.same(version.note, text))
    }
    #expect(book.verify() == [])
  }

  @Test("agreeing and taking back are in the person’s history, the sheet itself is not")
  func history() throws {
    let version = try agree()
    try book.takeBack(version.id, on: Self.day, reason: "a slip")
    let entries = try book.history(of: try record().person.id)
    #expect(entries.contains { $0.record == "agreed plan" && $0.field == "agreed with" })
    #expect(entries.contains { $0.record == "agreement taken back" && $0.new == "a slip" })
    #expect(!entries.contains { $0.field == "sheet" })
  }

  @Test("only while a person is erased may their versions be deleted")
  func erasing() throws {
    try agree()
    try book.write("Erase") { db in
      try db.execute(
        sql: "INSERT INTO local_state (key, value) VALUES (?, '1')",
        arguments: [AgreementTables.erasing])
      try db.execute(sql: "DELETE FROM plan_version")
      try db.execute(
        sql: "DELETE FROM local_state WHERE key = ?", arguments: [AgreementTables.erasing])
    }
    #expect(try record().agreements.versions.isEmpty)
  }
}

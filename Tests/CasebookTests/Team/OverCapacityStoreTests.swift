// Every week above guidance is evidence, and stays what it was.

import Casework
import Foundation
import GRDB
import Testing

@testable import Casebook

@Suite("The weeks over guidance, in the store")
struct OverCapacityStoreTests {
  let today = TeamBook.today
  let now = TeamBook.now

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
}

// How somebody fares by their own measure, told over the same goals from first to last.

import Foundation
import Testing

@testable import Casework

@Suite("The course of somebody’s scored goals")
struct WellbeingCourseTests {
  static let day = Day(number: 20_776)

  static func scores(_ pairs: (Int, Int)...) -> [GoalScore] {
    pairs.map {
      GoalScore(
        id: Identifier("\($0.0) \($0.1)"), on: Self.day.adding(days: $0.0), score: $0.1)
    }
  }

  @Test("is the mean of all scored goals on each day, from the day that each has a score")
  func means() {
    let course = WellbeingCourse([
      Self.scores((0, 2), (14, 4), (28, 6)), Self.scores((14, 8), (42, 9)), [],
    ])
    #expect(course.goals == 2)
    // On day 0 one of them had no score: a mean of the other would not be of the same goals.
    #expect(course.points.map(\.on) == [14, 28, 42].map { Self.day.adding(days: $0) })
    #expect(course.points.map(\.mean) == [6, 7, 7.5])
    #expect(course.now == 7.5)
  }

  @Test("says where they are, where they were and over how many goals")
  func words() {
    #expect(WellbeingCourse([]).words == nil && WellbeingCourse([]).now == nil)
    #expect(WellbeingCourse([Self.scores((0, 3))]).words == "3 of 10 · 1 goal")
    let two = WellbeingCourse([Self.scores((0, 3), (9, 6)), Self.scores((0, 4), (9, 5))])
    #expect(two.words == "5.5 of 10, 3.5 on \(Self.day.shortBritish) · 2 goals")
  }

  @Test("goals that are not scored over time are no part of it")
  func marked() {
    let plan = Plan(
      id: Identifier("p"), caseID: Identifier("c"),
      goals: [
        Goal(id: Identifier("a"), text: "A", isScored: true, scores: Self.scores((0, 2))),
        Goal(id: Identifier("b"), text: "B", scores: Self.scores((0, 10))),
      ])
    #expect(WellbeingCourse(of: plan).now == 2)
    #expect(WellbeingCourse(of: nil).points.isEmpty)
  }
}

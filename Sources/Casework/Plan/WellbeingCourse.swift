// How somebody fares by their own measure, over time: how near they say they are to the
// goals that are scored.

import Foundation

/// The course of a person's scored goals, as Goal-Based Outcomes have it: up to three goals,
/// 0 to 10 each.
///
/// Each point is the mean over the same goals: the course begins on the day by which every one
/// of them has a score, so that a goal which is scored later makes no step in it.
public struct WellbeingCourse: Equatable, Sendable {
  /// A day on which somebody said how near they are, and the mean of all scored goals then.
  public struct Point: Equatable, Sendable {
    public var on: Day
    /// 0 to 10.
    public var mean: Double

    public init(on day: Day, mean: Double) {
      self.on = day
      self.mean = mean
    }
  }

  /// The oldest first; empty where nothing is scored yet.
  public private(set) var points: [Point] = []
  /// How many goals are scored.
  public private(set) var goals: Int

  /// - Parameter scores: of the goals that are scored over time, goal by goal, in any order.
  public init(_ scores: [[GoalScore]]) {
    let scored = scores.filter { !$0.isEmpty }
    goals = scored.count
    guard let begins = scored.compactMap({ $0.map(\.on).min() }).max() else { return }
    let days = Set(scored.flatMap { $0.map(\.on) }).filter { $0 >= begins }.sorted()
    points = days.map { day in
      let latest = scored.compactMap { goal in
        goal.filter { $0.on <= day }.max { ($0.on, $0.id) < ($1.on, $1.id) }?.score
      }
      return Point(on: day, mean: Double(latest.reduce(0, +)) / Double(max(latest.count, 1)))
    }
  }

  /// The goals of a plan that are marked as scored.
  public init(of plan: Plan?) {
    self.init((plan?.goals ?? []).filter(\.isScored).map(\.scores))
  }

  /// 0 to 10; nil where nothing is scored yet.
  public var now: Double? { points.last?.mean }

  /// "6.5 of 10, was 4" for the pane beside a list; nil where nothing is scored yet.
  public var words: String? {
    guard let now else { return nil }
    let first = points.count > 1 ? points.first : nil
    let was = first.map { ", \(Figures.plain($0.mean)) on \($0.on.shortBritish)" } ?? ""
    let of = goals == 1 ? "1 goal" : "\(goals) goals"
    return "\(Figures.plain(now)) of 10\(was) · \(of)"
  }
}

// Lists of cases in orders that no index has: what a case weighs, which depends on the day,
// and how somebody fares, which is in their plan. Such a list is read whole and sorted.

import Casework
import Foundation
import GRDB

extension CaseloadOrder {
  /// Whether lists of any length can be read in this order.
  public var isStored: Bool { self != .load && self != .wellbeing }

  /// The orders that lists of any length can be read in.
  public static let stored = allCases.filter(\.isStored)

  /// Whether one begins with the greatest: the heaviest first.
  public var beginsDescending: Bool { self == .load }
}

/// A list that was sorted, for as long as nothing changes.
struct ArrangedCases {
  var filter: CaseloadFilter
  var order: CaseloadOrder
  var moment: [Int]
  /// Those that have a figure, the least first.
  var ranked: [CaseloadRow]
  /// Those that have none, which come last both ways round.
  var rest: [CaseloadRow]
}

extension Casebook {
  /// The longest list that is sorted by what its cases weigh or how people fare: a tenth of a
  /// second's work.
  public static let mostArranged = 2_000

  /// The rows of a list in an order that no index has.
  ///
  /// - Throws: ``CasebookError/refused(_:)`` where the list is longer than ``mostArranged``.
  func arranged(
    _ list: CaseList, by order: CaseloadOrder, descending: Bool, most: Int = mostArranged,
    in db: Database
  ) throws -> [CaseloadRow] {
    let moment = try moment(in: db)
    let sorted: ArrangedCases
    if let known = latestArranged, known.filter == list.filter, known.order == order,
      known.moment == moment
    {
      sorted = known
    } else {
      guard try list.count(in: db) <= most else {
        throw CasebookError.refused(
          "A list is sorted by \(order.rawValue) where it has no more than \(most) cases. Pick some out first."
        )
      }
      let rows = try list.rows(.due, descending: false, offset: 0, limit: -1, in: db)
      let figures = try figures(of: rows, order, on: list.filter.today, in: db)
      let known = rows.enumerated().compactMap { place, row in
        figures[row.caseID].map { (figure: $0, place: place, row: row) }
      }
      sorted = ArrangedCases(
        filter: list.filter, order: order, moment: moment,
        ranked: known.sorted { ($0.figure, $0.place) < ($1.figure, $1.place) }.map(\.row),
        rest: rows.filter { figures[$0.caseID] == nil })
      latestArranged = sorted
    }
    return (descending ? sorted.ranked.reversed() : sorted.ranked) + sorted.rest
  }

  private func figures(
    of rows: [CaseloadRow], _ order: CaseloadOrder, on today: Day, in db: Database
  ) throws -> [Identifier<Case>: Double] {
    if order == .load {
      let model = (try? Self.setting(PointsModel.self, in: db)) ?? PointsModel()
      let weighed = try Self.weighed(rows, model: model, on: today, in: db)
      return Dictionary(
        weighed.map { ($0.row.caseID, $0.points) }, uniquingKeysWith: { first, _ in first })
    }
    return try courses(of: rows, in: db).compactMapValues(\.now)
  }

  /// How the people of some rows fare by their own measure. What somebody says of their goals
  /// is in their record, so it is given of one's own cases and of those that nobody holds.
  public func courses(of rows: [CaseloadRow]) throws -> [Identifier<Case>: WellbeingCourse] {
    try read { try courses(of: rows, in: $0) }
  }

  private func courses(
    of rows: [CaseloadRow], in db: Database
  ) throws -> [Identifier<Case>: WellbeingCourse] {
    let beside = Set(
      try String.fetchAll(
        db.cachedStatement(
          sql: "SELECT DISTINCT case_id FROM case_member WHERE worker_id = ? AND ends IS NULL"),
        arguments: [worker.id.text]))
    let scores = try db.cachedStatement(
      sql: """
        SELECT goal.id, goal_score.id, scored_on, score FROM plan
        JOIN goal ON goal.plan_id = plan.id AND goal.is_scored = 1
        JOIN goal_score ON goal_score.goal_id = goal.id
        WHERE plan.case_id = ?
        """)
    var courses: [Identifier<Case>: WellbeingCourse] = [:]
    for row in rows where row.hasPlan {
      let holder = row.facts.holderID
      guard holder == worker.id || holder == nil || beside.contains(row.caseID.text) else {
        continue
      }
      var goals: [String: [GoalScore]] = [:]
      let found = try Row.fetchCursor(scores, arguments: [row.caseID.text])
      while let one = try found.next() {
        guard let day = (one[2] as String?).flatMap({ Day(iso: $0) }) else { continue }
        goals[one[0], default: []].append(
          GoalScore(id: Identifier(one[1]), on: day, score: one[3]))
      }
      let course = WellbeingCourse(Array(goals.values))
      if !course.points.isEmpty { courses[row.caseID] = course }
    }
    return courses
  }
}

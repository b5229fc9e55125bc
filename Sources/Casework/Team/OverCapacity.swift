// Every week above guidance is evidence: who, by how much, for how long, and what was
// done about it. It is counted from who held what, so a week cannot be missed because
// nobody looked.

import Foundation

/// A case that somebody held for a while.
public struct HeldInterval: Equatable, Sendable {
  public var from: Day
  /// The day it ended; nil where it is held still.
  public var to: Day?
  public var points: Double
  /// Of the person, by whose age a mixed caseload is judged.
  public var dateOfBirth: Day?

  public init(from: Day, to: Day? = nil, points: Double, dateOfBirth: Day? = nil) {
    self.dateOfBirth = dateOfBirth
    self.from = from
    self.to = to
    self.points = points
  }

  func holds(on day: Day) -> Bool { from <= day && to.map { day < $0 } ?? true }
}

/// A week in which a worker held more than guidance says.
public struct OverCapacityWeek: Equatable, Sendable {
  public var workerID: Identifier<LinkWorker>
  public var workerName: String
  /// The week's Monday.
  public var monday: Day
  /// At the end of the week's Friday, or today in the week that is under way.
  public var open: Int
  /// Nil where their guidance has no such figure.
  public var most: Int?
  public var points: Double
  public var capacity: Double
  /// The guidance, with its source.
  public var guidance: String
  /// What was done about it; empty until somebody says.
  public var done: String
  /// Whether it was more than guidance says.
  public var isOver: Bool

  public init(
    workerID: Identifier<LinkWorker>, workerName: String, monday: Day, open: Int, most: Int?,
    points: Double, capacity: Double, guidance: String, done: String = "",
    isOver: Bool = true
  ) {
    self.isOver = isOver
    self.workerID = workerID
    self.workerName = workerName
    self.monday = monday
    self.open = open
    self.most = most
    self.points = points
    self.capacity = capacity
    self.guidance = guidance
    self.done = done
  }

  /// "31 open, guidance up to 25; 112.0 of 85.0 points".
  public var words: String {
    let people = most.map { "\(open) open, guidance up to \($0)" } ?? "\(open) open"
    return "\(people); \(Figures.oneDecimal(points)) of \(Figures.oneDecimal(capacity)) points"
  }
}

public enum OverCapacity {
  /// The weeks above guidance from `first` to `today`, the latest first.
  ///
  /// - Parameters:
  ///   - intervals: what the worker held, and when.
  ///   - done: what was said of a week, by its Monday.
  public static func weeks(
    of worker: LinkWorker, terms: WorkerTerms?, absences: [Absence], intervals: [HeldInterval],
    done: [Day: String], guidance: CaseloadGuidance, model: PointsModel, from first: Day,
    to today: Day
  ) -> [OverCapacityWeek] {
    counted(
      of: worker, terms: terms, absences: absences, intervals: intervals, done: done,
      guidance: guidance, model: model, from: first, to: today
    ).filter(\.isOver)
  }

  /// Every week in which they held anybody, over guidance or not, the latest first.
  public static func counted(
    of worker: LinkWorker, terms: WorkerTerms?, absences: [Absence], intervals: [HeldInterval],
    done: [Day: String] = [:], guidance: CaseloadGuidance, model: PointsModel, from first: Day,
    to today: Day
  ) -> [OverCapacityWeek] {
    let choice = terms.map { $0.guidance.isEmpty ? guidance.usual : $0.guidance } ?? guidance.usual
    var weeks: [OverCapacityWeek] = []
    var monday = first.adding(days: 1 - first.weekday.rawValue)
    while monday <= today {
      let end = min(monday.adding(days: 4), today)
      let held = intervals.filter { $0.holds(on: end) }
      let scale = CapacityScale(
        wholeTimeEquivalent: worker.wholeTimeEquivalent, terms: terms, absences: absences,
        guidance: guidance, on: end)
      let band = CaseloadBand(
        ages: held.map { $0.dateOfBirth?.age(on: end) }, choice: choice, guidance: guidance,
        scale: scale.atOneTime)
      let points = held.reduce(0) { $0 + $1.points }
      let capacity = model.wholeTimeForCases * scale.atOneTime
      let standing = WorkerLoad.standing(
        open: held.count, band: band, points: points, capacity: capacity, farOver: model.farOver)
      if !held.isEmpty {
        let sources = (band?.figures ?? []).map(\.sourceWords).joined(separator: "; ")
        let source = sources.isEmpty ? nil : "\(guidance.words(for: choice)): \(sources)"
        weeks.append(
          OverCapacityWeek(
            workerID: worker.id, workerName: worker.name, monday: monday, open: held.count,
            most: band?.people.upperBound, points: points, capacity: capacity,
            guidance: source ?? "points: \(model.source)", done: done[monday] ?? "",
            isOver: standing.isOver))
      }
      monday = monday.adding(days: 7)
    }
    return weeks.reversed()
  }

  /// How many weeks in a row up to now somebody has been over.
  public static func run(_ weeks: [OverCapacityWeek], on today: Day) -> Int {
    var expected = today.adding(days: 1 - today.weekday.rawValue)
    var count = 0
    for week in weeks.sorted(by: { $0.monday > $1.monday }) {
      guard week.monday == expected else { break }
      count += 1
      expected = expected.adding(days: -7)
    }
    return count
  }
}

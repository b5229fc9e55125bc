// What a forecast of a team starts from, and what can be tried in thought.

import Foundation

/// One worker as the forecast sees them.
public struct ForecastWorker: Equatable, Sendable {
  public var id: Identifier<LinkWorker>
  public var name: String
  /// Points that are right for them when they are here and not new any more.
  public var capacity: Double
  /// The part of it that somebody new carries, week by week, the first value now; 1 from
  /// the end of it on.
  public var ramp: [Double]
  /// People who are right for them at one time; nil where guidance does not say.
  public var most: Double?
  /// People a week who are given to them.
  public var rate: Double
  /// What each of these weighs, in points.
  public var pointsOfNew: Double
  public var presence: Presence
  public var cases: [ForecastCase]
  /// Whether they may lead what was a colleague's, or waits: whose role leads cases, and who
  /// does not oversee.
  public var takesOver: Bool

  public init(
    id: Identifier<LinkWorker>, name: String, capacity: Double, ramp: [Double] = [],
    most: Double? = nil, rate: Double, pointsOfNew: Double = 4, presence: Presence = Presence(),
    cases: [ForecastCase] = [], takesOver: Bool = true
  ) {
    self.pointsOfNew = pointsOfNew
    self.id = id
    self.name = name
    self.capacity = capacity
    self.ramp = ramp
    self.most = most
    self.rate = rate
    self.presence = presence
    self.cases = cases
    self.takesOver = takesOver
  }
}

extension ForecastWorker {
  /// Points that are right for them in a week while they are here.
  public func capacity(inWeek week: Int) -> Double {
    capacity * (ramp.indices.contains(week) ? ramp[week] : 1)
  }
}

/// An open case as the forecast sees it.
public struct ForecastCase: Equatable, Sendable {
  public var points: Double
  /// How many people it stands for: one, or a part where it is only expected.
  public var people: Double
  /// Whole weeks since it was taken on.
  public var age: Int
  /// Weeks until the planned review; nil where none is ahead.
  public var reviewIn: Int?
  /// Weeks until it is expected to end, where somebody said so.
  public var endsIn: Int?

  public init(
    points: Double, age: Int, reviewIn: Int? = nil, endsIn: Int? = nil, people: Double = 1
  ) {
    self.points = points
    self.people = people
    self.age = age
    self.reviewIn = reviewIn
    self.endsIn = endsIn
  }

  /// The chance that it is still open `week` weeks from now.
  public func chance(openIn week: Int, stay: LengthOfStay) -> Double {
    if let endsIn { return week < max(endsIn, 0) || week == 0 ? 1 : 0 }
    // Up to the review nothing ends; from there on it goes as it would have.
    if let reviewIn, week < reviewIn { return 1 }
    return stay.chance(ofAge: age, lasting: week)
  }
}

/// Something to try in thought.
public struct WhatIf: Equatable, Sendable {
  public enum Change: Equatable, Sendable {
    /// People who come to one worker at once, beside those who come anyway.
    case more(people: Int, to: Identifier<LinkWorker>)
    /// A worker is away from `from` to `to`.
    case away(Identifier<LinkWorker>, from: Day, to: Day)
    /// Somebody new begins, of `wholeTime` hours; the team's new people are then shared
    /// with them.
    case newWorker(from: Day, wholeTime: Double)
    /// Nobody new goes to a worker until a day; the others take them.
    case pause(Identifier<LinkWorker>, until: Day)
    /// So many who wait are taken up at once, by everybody as they can carry.
    case takeUp(people: Int)
  }

  public var title: String
  public var changes: [Change]

  public init(_ title: String, _ changes: [Change]) {
    self.title = title
    self.changes = changes
  }
}

/// What a forecast starts from.
public struct ForecastInput: Equatable, Sendable {
  public var today: Day
  public var workers: [ForecastWorker]
  public var stay: LengthOfStay
  /// Points of somebody whole-time, for a new worker.
  public var wholeTimeCapacity: Double
  public var weeks: Int
  /// How somebody new grows into the work.
  public var guidance: CaseloadGuidance

  public init(
    today: Day, workers: [ForecastWorker], stay: LengthOfStay,
    wholeTimeCapacity: Double = 85, guidance: CaseloadGuidance = CaseloadGuidance(),
    weeks: Int = 12
  ) {
    self.today = today
    self.workers = workers
    self.stay = stay
    self.wholeTimeCapacity = wholeTimeCapacity
    self.guidance = guidance
    self.weeks = max(1, weeks)
  }

  /// The same with something changed.
  public func trying(_ whatIf: WhatIf) -> ForecastInput {
    var input = self
    for change in whatIf.changes {
      switch change {
      case .more(let people, let id):
        for place in input.workers.indices where input.workers[place].id == id {
          let one = ForecastCase(points: input.workers[place].pointsOfNew, age: 0)
          input.workers[place].cases += Array(repeating: one, count: max(0, people))
        }
      case .away(let id, let from, let to):
        for place in input.workers.indices where input.workers[place].id == id {
          input.workers[place].presence.absences.append(
            Absence(id: Identifier("what if"), workerID: id, from: from, to: max(from, to)))
        }
      case .newWorker(let from, let wholeTime):
        let before = input.workers.reduce(0) { $0 + $1.capacity }
        let capacity = wholeTimeCapacity * wholeTime
        let rate = input.workers.reduce(0) { $0 + $1.rate }
        // They take their share of new people from everybody, once they are here.
        let share = before + capacity > 0 ? capacity / (before + capacity) : 0
        input.workers.append(
          ForecastWorker(
            id: Identifier("new worker"), name: "new worker", capacity: capacity,
            ramp: (0...weeks).map { week in
              CapacityScale.ramp(
                WorkerTerms(
                  id: Identifier("new worker"), workerID: Identifier("new worker"),
                  startedOn: from, isNewcomer: true), guidance,
                on: today.adding(days: max(0, week - 1) * 7))
            }, rate: rate * share, pointsOfNew: input.meanPointsOfNew,
            presence: Presence(startedOn: from)))
        input.sharingFrom.append((from, share))
      case .pause(let id, let until): input.pauses[id] = until
      case .takeUp(let people):
        let all = input.workers.filter(\.takesOver).reduce(0) { $0 + $1.capacity(inWeek: 0) }
        guard all > 0 else { continue }
        for place in input.workers.indices where input.workers[place].takesOver {
          let worker = input.workers[place]
          // Parts of people, as everything expected is.
          let part = Double(people) * worker.capacity(inWeek: 0) / all
          input.workers[place].cases.append(
            ForecastCase(points: worker.pointsOfNew * part, age: 0, people: part))
        }
      }
    }
    return input
  }

  private var meanPointsOfNew: Double {
    workers.isEmpty ? 4 : workers.reduce(0) { $0 + $1.pointsOfNew } / Double(workers.count)
  }

  /// From when on newcomers take so large a share of everybody else's new people.
  var sharingFrom: [(day: Day, share: Double)] = []
  var pauses: [Identifier<LinkWorker>: Day] = [:]

  public static func == (a: Self, b: Self) -> Bool {
    a.today == b.today && a.workers == b.workers && a.stay == b.stay
      && a.wholeTimeCapacity == b.wholeTimeCapacity && a.weeks == b.weeks
      && a.pauses == b.pauses && a.sharingFrom.map(\.day) == b.sharingFrom.map(\.day)
  }

  /// People who are given to each worker in a week, by place. Week 1 is the one that
  /// begins today.
  func arrivals(inWeek week: Int) -> [Double] {
    let start = today.adding(days: (week - 1) * 7)
    var rates = workers.map(\.rate)
    for (place, worker) in workers.enumerated() {
      let hasBegun = worker.presence.startedOn.map { $0 <= start } ?? true
      if !hasBegun { rates[place] = 0 }
    }
    let newcomers = sharingFrom.filter { $0.day <= start }
    for (place, worker) in workers.enumerated() where worker.id.text != "new worker" {
      for newcomer in newcomers { rates[place] *= 1 - newcomer.share }
    }
    // What somebody who has paused, or who has left, would have got goes to the others:
    // referrals do not stop because a worker does.
    var free = 0.0
    for (place, worker) in workers.enumerated() {
      let hasLeft = worker.presence.leavesOn.map { $0 < start } ?? false
      let hasPaused = pauses[worker.id].map { start < $0 } ?? false
      if hasLeft || hasPaused {
        free += rates[place]
        rates[place] = 0
      }
    }
    let total = rates.reduce(0, +)
    if free > 0, total > 0 { rates = rates.map { $0 * (1 + free / total) } }
    return rates
  }
}

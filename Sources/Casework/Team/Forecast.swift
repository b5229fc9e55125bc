// The next weeks of a team. What is expected is worked out exactly; how far it may
// turn out otherwise is found by playing the weeks through many times from a seed.
//
// The arithmetic, in full:
// * A case that has lasted a weeks is still open k weeks on with the chance that the
//   service's own ended cases give: share lasting longer than a + k, over share
//   lasting longer than a. It is not expected to end before a review that is planned,
//   and it has ended after the day on which its worker expects it to.
// * New people come at the rate at which the team has taken people on who were nobody's
//   before, and each of them stays as long as ended cases have. They are given out in
//   proportion to what each worker has taken on; what a leaver would have got goes to
//   the others. So in the long run the open cases are the rate times
//   the mean stay: Little's law.
// * While somebody is away, what they carry is shared out among those who are here, in
//   proportion to what these can carry.

import Foundation

/// What is expected of one worker, week by week; the first value is now.
public struct WorkerForecast: Equatable, Sendable {
  public var id: Identifier<LinkWorker>
  public var name: String
  /// Their own open people.
  public var people: [Double]
  /// Points of their own people, whoever carries them.
  public var own: [Double]
  /// Points that they carry: their own while they are here, and what they cover.
  public var points: [Double]
  /// Points that are right for them, week by week: 0 while they are away.
  public var capacity: [Double]
  /// One in ten weeks played through was below, and one in ten above. Empty until
  /// ``Forecast/withSpread(runs:seed:)``.
  public var low: [Double] = []
  public var high: [Double] = []

  /// The first week from now on from which they are within capacity to the end; 0 is
  /// now, nil is not within these weeks.
  public var withinFrom: Int? {
    let over = points.indices.last { points[$0] > capacity[$0] + 1e-9 }
    guard let over else { return 0 }
    return over + 1 < points.count ? over + 1 : nil
  }

  /// The week with the most points.
  public var peak: (week: Int, points: Double) {
    var best = (week: 0, points: 0.0)
    for (week, value) in points.enumerated() where value > best.points + 1e-9 {
      best = (week, value)
    }
    return best
  }
}

/// The next weeks of a team.
public struct Forecast: Equatable, Sendable {
  public let input: ForecastInput
  public private(set) var workers: [WorkerForecast]
  /// Points a week that nobody is here to carry.
  public private(set) var uncovered: [Double]

  public init(_ input: ForecastInput) {
    self.input = input
    let weeks = input.weeks
    let arrivals = (1...weeks).map { input.arrivals(inWeek: $0) }
    let here = Self.presence(input)
    var people: [[Double]] = []
    var own: [[Double]] = []
    for (place, worker) in input.workers.enumerated() {
      var heads = Array(repeating: 0.0, count: weeks + 1)
      var points = heads
      for one in worker.cases {
        for week in 0...weeks {
          let chance = one.chance(openIn: week, stay: input.stay)
          heads[week] += chance * one.people
          points[week] += chance * one.points
        }
      }
      for begun in 1...weeks {
        let count = arrivals[begun - 1][place]
        guard count > 0 else { continue }
        for week in begun...weeks {
          let open = count * input.stay.share(beyond: week - begun)
          heads[week] += open
          points[week] += open * worker.pointsOfNew
        }
      }
      people.append(heads)
      own.append(points)
    }
    let capacity = Self.capacity(input)
    let carried = Self.carried(own, here, capacity, by: input.workers.map(\.takesOver))
    uncovered = carried.uncovered
    workers = input.workers.indices.map { place in
      WorkerForecast(
        id: input.workers[place].id, name: input.workers[place].name, people: people[place],
        own: own[place], points: carried.points[place],
        capacity: (0...weeks).map { capacity[place][$0] * here[place][$0] })
    }
  }

  /// What each worker can carry week by week while they are here, newcomers growing.
  static func capacity(_ input: ForecastInput) -> [[Double]] {
    input.workers.map { worker in (0...input.weeks).map { worker.capacity(inWeek: $0) } }
  }

  /// The part of each week that each worker is here; the first value is today.
  static func presence(_ input: ForecastInput) -> [[Double]] {
    input.workers.map { worker in
      (0...input.weeks).map { week in
        // Leave that begins tomorrow is not leave today.
        guard week > 0 else { return worker.presence.isHere(on: input.today) ? 1 : 0 }
        let start = input.today.adding(days: (week - 1) * 7)
        return worker.presence.share(from: start, to: start.adding(days: 6))
      }
    }
  }

  /// Shares out what those who are away carry. Nobody's own work depends on who else is
  /// away, so more leave of one is never less work for another.
  ///
  /// - Parameter takesOver: whether each may lead what is a colleague's.
  static func carried(
    _ own: [[Double]], _ here: [[Double]], _ capacity: [[Double]], by takesOver: [Bool]
  ) -> (points: [[Double]], uncovered: [Double]) {
    let weeks = own.first?.count ?? 0
    var points = own.indices.map { place in
      (0..<weeks).map { own[place][$0] * here[place][$0] }
    }
    var uncovered = Array(repeating: 0.0, count: weeks)
    for week in 0..<weeks {
      let weights = own.indices.map {
        takesOver[$0] ? capacity[$0][week] * here[$0][week] : 0
      }
      let all = weights.reduce(0, +)
      for absent in own.indices {
        let left = own[absent][week] * (1 - here[absent][week])
        guard left > 0 else { continue }
        let others = all - weights[absent]
        guard others > 1e-9 else {
          uncovered[week] += left
          continue
        }
        for place in own.indices where place != absent && weights[place] > 0 {
          points[place][week] += left * weights[place] / others
        }
      }
    }
    return (points, uncovered)
  }

  public subscript(id: Identifier<LinkWorker>) -> WorkerForecast? {
    workers.first { $0.id == id }
  }

  /// Everybody's open people together, week by week.
  public var people: [Double] {
    (0...input.weeks).map { week in workers.reduce(0) { $0 + $1.people[week] } }
  }

  /// The same with a band around each worker's points: the weeks are played through
  /// `runs` times, people coming and staying by lot.
  ///
  /// - Parameter seed: the same seed gives the same band.
  public func withSpread(runs: Int = 200, seed: UInt64 = 1) -> Forecast {
    guard runs > 1 else { return self }
    var generator = SeededGenerator(seed: seed)
    let weeks = input.weeks
    let here = Self.presence(input)
    let capacity = Self.capacity(input)
    let arrivals = (1...weeks).map { input.arrivals(inWeek: $0) }
    // By worker and week, one value a run.
    var seen = input.workers.map { _ in
      (0...weeks).map { _ in [Double]() }
    }
    let ends = input.workers.map { worker in
      worker.cases.map { one in
        (1...weeks).map { one.chance(openIn: $0, stay: input.stay) }
      }
    }
    for _ in 0..<runs {
      var own = input.workers.map { _ in Array(repeating: 0.0, count: weeks + 1) }
      for (place, worker) in input.workers.enumerated() {
        for (index, one) in worker.cases.enumerated() {
          let lot = generator.fraction()
          own[place][0] += one.points
          for week in 1...weeks where lot < ends[place][index][week - 1] {
            own[place][week] += one.points
          }
        }
        for begun in 1...weeks {
          for _ in 0..<generator.poisson(arrivals[begun - 1][place]) {
            let stay = input.stay.weeks[Int(generator.next() % UInt64(input.stay.weeks.count))]
            for week in begun..<min(begun + stay, weeks + 1) {
              own[place][week] += worker.pointsOfNew
            }
          }
        }
      }
      let carried = Self.carried(own, here, capacity, by: input.workers.map(\.takesOver)).points
      for place in carried.indices {
        for week in 0...weeks { seen[place][week].append(carried[place][week]) }
      }
    }
    var forecast = self
    for place in forecast.workers.indices {
      let sorted = seen[place].map { $0.sorted() }
      forecast.workers[place].low = sorted.map { $0[runs / 10] }
      forecast.workers[place].high = sorted.map { $0[runs - 1 - runs / 10] }
    }
    return forecast
  }
}

extension SeededGenerator {
  /// From 0 up to but not including 1.
  fileprivate mutating func fraction() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// How many come where `mean` come on average, each by themselves (Knuth's method).
  fileprivate mutating func poisson(_ mean: Double) -> Int {
    guard mean > 0 else { return 0 }
    let limit = exp(-min(mean, 500))
    var count = -1
    var product = 1.0
    repeat {
      count += 1
      product *= fraction()
    } while product > limit
    return count
  }
}

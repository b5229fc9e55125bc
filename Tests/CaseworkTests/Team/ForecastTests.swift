// The forecast against what can be worked out another way, and what must hold whatever
// the team.

import Foundation
import Testing

@testable import Casework

@Suite("The weeks ahead")
struct ForecastTests {
  static let stays = [10, 30, 45, 60, 61, 75, 80, 84, 90, 100, 112, 140, 200, 260, 7, 21]

  /// A team made by lot.
  private func team(_ generator: inout SeededGenerator, rate: Double? = nil) -> ForecastInput {
    let workers = (0..<Int.random(in: 2...6, using: &generator)).map { number in
      ForecastWorker(
        id: Identifier("w\(number)"), name: "W\(number)",
        capacity: Double.random(in: 10...85, using: &generator),
        rate: rate ?? Double.random(in: 0...3, using: &generator),
        pointsOfNew: Double.random(in: 1...6, using: &generator),
        presence: Presence(absences: absences(&generator, of: "w\(number)")),
        cases: (0..<Int.random(in: 0...30, using: &generator)).map { _ in
          ForecastCase(
            points: Double.random(in: 0...13, using: &generator),
            age: Int.random(in: 0...50, using: &generator),
            reviewIn: Bool.random(using: &generator)
              ? Int.random(in: 1...12, using: &generator) : nil,
            endsIn: Int.random(in: 0..<5, using: &generator) == 0
              ? Int.random(in: 0...12, using: &generator) : nil)
        })
    }
    return ForecastInput(
      today: Made.today, workers: workers, stay: LengthOfStay(days: Self.stays))
  }

  private func absences(_ generator: inout SeededGenerator, of worker: String) -> [Absence] {
    (0..<Int.random(in: 0...2, using: &generator)).map { number in
      let from = Made.today.adding(days: Int.random(in: -10...80, using: &generator))
      return Absence(
        id: Identifier("\(worker) \(number)"), workerID: Identifier(worker), from: from,
        to: from.adding(days: Int.random(in: 0...40, using: &generator)))
    }
  }

  @Test("Little's law: in the long run the open cases are the rate times the mean stay")
  func little() {
    let stay = LengthOfStay(days: Self.stays)
    for rate in [0.3, 1.0, 4.5] {
      let input = ForecastInput(
        today: Made.today,
        workers: [ForecastWorker(id: Identifier("a"), name: "A", capacity: 85, rate: rate)],
        stay: stay, weeks: 60)
      let open = Forecast(input).people
      #expect(abs((open.last ?? 0) - rate * stay.mean) < 1e-9, "rate \(rate)")
      #expect(open.first == 0)
    }
  }

  @Test("the weeks played through by lot agree with what is expected")
  func spread() throws {
    var generator = SeededGenerator(seed: 3)
    let forecast = Forecast(team(&generator)).withSpread(runs: 400, seed: 9)
    for worker in forecast.workers {
      for week in worker.points.indices {
        #expect(worker.low[week] <= worker.high[week])
        // What is expected lies inside the band, or next to it where it is narrow.
        #expect(worker.points[week] >= worker.low[week] - 8)
        #expect(worker.points[week] <= worker.high[week] + 8)
      }
    }
    #expect(forecast == Forecast(forecast.input).withSpread(runs: 400, seed: 9))
    #expect(forecast != Forecast(forecast.input).withSpread(runs: 400, seed: 10))
  }

  @Test("without new people nobody's own people ever grow in number")
  func monotone() {
    var generator = SeededGenerator(seed: 5)
    for _ in 0..<200 {
      let forecast = Forecast(team(&generator, rate: 0))
      for worker in forecast.workers {
        for week in worker.people.indices.dropFirst() {
          #expect(worker.people[week] <= worker.people[week - 1] + 1e-9)
          #expect(worker.own[week] <= worker.own[week - 1] + 1e-9)
        }
      }
    }
  }

  @Test("more leave of one is never less load on another, and no work is lost or made")
  func leave() {
    var generator = SeededGenerator(seed: 8)
    for _ in 0..<300 {
      let input = team(&generator)
      let who = input.workers[Int.random(in: 0..<input.workers.count, using: &generator)].id
      let from = Made.today.adding(days: Int.random(in: -5...70, using: &generator))
      let more = input.trying(
        WhatIf(
          "away",
          [.away(who, from: from, to: from.adding(days: Int.random(in: 0...50, using: &generator)))]
        ))
      let before = Forecast(input)
      let after = Forecast(more)
      for (one, other) in zip(before.workers, after.workers) where one.id != who {
        for week in one.points.indices {
          #expect(other.points[week] >= one.points[week] - 1e-9)
        }
      }
      for week in 0...12 {
        let own = after.workers.reduce(0) { $0 + $1.own[week] }
        let carried = after.workers.reduce(0) { $0 + $1.points[week] } + after.uncovered[week]
        #expect(abs(own - carried) < 1e-6)
      }
    }
  }

  @Test("five more are twenty points more today, and fewer every week after")
  func more() throws {
    let worker = ForecastWorker(
      id: Identifier("a"), name: "A", capacity: 85, rate: 0, pointsOfNew: 4,
      cases: Array(repeating: ForecastCase(points: 4, age: 3), count: 20))
    let input = ForecastInput(
      today: Made.today, workers: [worker], stay: LengthOfStay(days: Self.stays))
    let tried = Forecast(input.trying(WhatIf("5", [.more(people: 5, to: worker.id)])))
    let now = try #require(Forecast(input)[worker.id])
    let then = try #require(tried[worker.id])
    #expect(now.points[0] == 80 && then.points[0] == 100)
    #expect(now.withinFrom == 0)
    let within = try #require(then.withinFrom)
    #expect(within > 0 && then.points[within] <= 85 && then.points[within - 1] > 85)
  }

  @Test("a review that is planned is waited for, an ending that is expected is believed")
  func planned() {
    let stay = LengthOfStay(days: Self.stays)
    let reviewed = ForecastCase(points: 4, age: 8, reviewIn: 3)
    #expect((0..<3).allSatisfy { reviewed.chance(openIn: $0, stay: stay) == 1 })
    #expect(reviewed.chance(openIn: 3, stay: stay) < 1)
    let ending = ForecastCase(points: 4, age: 8, endsIn: 2)
    #expect(
      (0...4).map { ending.chance(openIn: $0, stay: stay) } == [1, 1, 0, 0, 0])
  }

  @Test("a new worker from January takes their share of new people from then on")
  func newWorker() throws {
    let input = ForecastInput(
      today: Made.today,
      workers: [ForecastWorker(id: Identifier("a"), name: "A", capacity: 85, rate: 2)],
      stay: LengthOfStay(days: Self.stays))
    let tried = Forecast(
      input.trying(
        WhatIf("new", [.newWorker(from: Made.day("2027-01-01"), wholeTime: 1)])))
    let before = Forecast(input)
    let newcomer = try #require(tried.workers.last)
    // 01/01/2027 is 39 days ahead: the sixth week is the first that begins after it.
    #expect(newcomer.people[6] == 0 && newcomer.people[7] > 0)
    #expect(abs((tried.people.last ?? 0) - (before.people.last ?? 0)) < 1e-9)
    #expect(tried.workers[0].people[12] < before.workers[0].people[12])
  }

  @Test("a pause gives one worker's new people to the others, and none is lost")
  func pause() {
    var generator = SeededGenerator(seed: 21)
    for _ in 0..<50 {
      let input = team(&generator)
      let who = input.workers[0].id
      let tried = Forecast(
        input.trying(WhatIf("p", [.pause(who, until: Made.today.adding(days: 21))])))
      let before = Forecast(input)
      #expect(tried.workers[0].own[12] <= before.workers[0].own[12] + 1e-9)
      let others = input.workers.dropFirst().reduce(0) { $0 + $1.rate }
      if others > 0 {
        for week in 0...12 { #expect(abs(tried.people[week] - before.people[week]) < 1e-6) }
      }
    }
  }

  @Test("what a leaver would have got goes to the others, and none is lost")
  func leaver() {
    var generator = SeededGenerator(seed: 31)
    for _ in 0..<50 {
      let input = team(&generator)
      var left = input
      left.workers[0].presence.leavesOn = Made.today.adding(days: 20)
      let others = input.workers.dropFirst().reduce(0) { $0 + $1.rate }
      guard others > 0 else { continue }
      let (before, after) = (Forecast(input), Forecast(left))
      for week in 0...12 { #expect(abs(before.people[week] - after.people[week]) < 1e-6) }
      #expect(after.workers[0].own[12] <= before.workers[0].own[12] + 1e-9)
    }
  }

  @Test("somebody new can carry more as the weeks go by")
  func ramp() throws {
    let guidance = CaseloadGuidance()
    // Started six weeks ago: half until the eighth week, three quarters until the sixteenth.
    let member = TeamMember(
      worker: Made.worker(),
      terms: Made.terms(started: Made.today.adding(days: -42).iso, isNew: true))
    let row = TeamRow(
      member, guidance: guidance, model: PointsModel(), supervision: SupervisionRules(),
      on: Made.today)
    let input = ForecastInput(
      members: [member], rows: [row], stay: LengthOfStay(days: Self.stays), model: PointsModel(),
      guidance: guidance, on: Made.today)
    let capacity = try #require(Forecast(input).workers.first?.capacity)
    #expect(abs(capacity[0] - 42.5) < 1e-9 && abs(capacity[2] - 42.5) < 1e-9)
    #expect(abs(capacity[3] - 63.75) < 1e-9 && abs(capacity[10] - 63.75) < 1e-9)
    #expect(abs(capacity[11] - 85) < 1e-9)
    #expect(zip(capacity, capacity.dropFirst()).allSatisfy { $0 <= $1 })
  }

  @Test("cases that came from a colleague are no new people of the team's")
  func firstHoldings() {
    let days = (0..<26).map { Made.today.adding(days: -$0 * 7 - 1) }
    let member = TeamMember(worker: Made.worker(), takenOn: days, newOn: Array(days.prefix(13)))
    #expect(abs(ForecastInput.rate(member, on: Made.today) - 0.5) < 1e-9)
  }

  @Test("those who wait, taken up at once, are shared by what each can carry")
  func waiting() {
    let input = ForecastInput(
      today: Made.today,
      workers: [
        ForecastWorker(id: Identifier("a"), name: "A", capacity: 85, rate: 0),
        ForecastWorker(id: Identifier("b"), name: "B", capacity: 51, rate: 0),
      ], stay: LengthOfStay(days: Self.stays))
    let tried = Forecast(input.trying(WhatIf("all", [.takeUp(people: 8)])))
    #expect(abs(tried.people[0] - 8) < 1e-9)
    #expect(abs(tried.workers[0].people[0] - 5) < 1e-9)
    #expect(abs(tried.workers[1].people[0] - 3) < 1e-9)
  }

  @Test("leave that begins next week is not leave today, and goes to those who lead cases")
  func whoTakesOver() throws {
    let own = [ForecastCase(points: 40, age: 1, reviewIn: 12)]
    var overseer = ForecastWorker(id: Identifier("c"), name: "C", capacity: 85, rate: 0)
    overseer.takesOver = false
    let input = ForecastInput(
      today: Made.today,
      workers: [
        ForecastWorker(id: Identifier("a"), name: "A", capacity: 85, rate: 0, cases: own),
        ForecastWorker(id: Identifier("b"), name: "B", capacity: 85, rate: 0), overseer,
      ], stay: LengthOfStay(days: Self.stays))
    let monday = Made.today.adding(days: 7)
    let tried = Forecast(
      input.trying(
        WhatIf("away", [.away(Identifier("a"), from: monday, to: monday.adding(days: 13))])))
    #expect(tried.workers[0].points[0] == 40)
    #expect(abs(tried.workers[1].points[2] - 40) < 1e-9)
    #expect(tried.workers[2].points.allSatisfy { $0 == 0 })
    let waiting = Forecast(input.trying(WhatIf("all", [.takeUp(people: 8)])))
    #expect(waiting.workers[2].people[0] == 0)
    #expect(!RoleRules().takesOver(LinkWorker(id: Identifier("v"), name: "V", role: .volunteer)))
    #expect(!RoleRules().takesOver(LinkWorker(id: Identifier("s"), name: "S", role: .supervisor)))
  }

  @Test("somebody who begins in three weeks grows into the work as the guidance says")
  func newcomer() throws {
    var growing = CaseloadGuidance()
    growing.ramp = [.init(untilWeek: 8, share: 0.5), .init(untilWeek: 16, share: 0.75)]
    let input = ForecastInput(
      today: Made.today,
      workers: [ForecastWorker(id: Identifier("a"), name: "A", capacity: 85, rate: 2)],
      stay: LengthOfStay(days: Self.stays), guidance: growing)
    let first = Made.today.adding(days: 21)
    let tried = Forecast(
      input.trying(WhatIf("new", [.newWorker(from: first, wholeTime: 1)])))
    let capacity = try #require(tried.workers.last?.capacity)
    #expect(capacity[0] == 0 && abs(capacity[4] - 42.5) < 1e-9 && capacity[12] < 85)
  }

  @Test("too few ended cases are not measured: guidance stands in, and it is said")
  func fewEnded() {
    let stay = LengthOfStay(days: [10, 20], guidance: 12)
    #expect(!stay.isMeasured && stay.mean == 12)
    #expect(stay.words.contains("guidance, 12 weeks"))
    #expect(LengthOfStay(days: Self.stays).words.contains("from 16 ended cases"))
  }
}

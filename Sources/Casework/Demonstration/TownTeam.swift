// The town's team: on what terms its workers are there, what their cases weigh, and
// what supervision has left behind. One of them carries too much, one could take more.

import Foundation

/// What the town knows of its team beside names and hours.
public struct TownTeam: Equatable, Sendable {
  public var terms: [WorkerTerms]
  public var absences: [Absence]
  public var sessions: [SupervisionSession]
  public var notes: [SupervisorNote]
  /// What was done about a week over guidance: whose, which Monday, and what.
  public var overCapacity: [(worker: Identifier<LinkWorker>, monday: Day, done: String)]

  public static func == (a: Self, b: Self) -> Bool {
    a.terms == b.terms && a.absences == b.absences && a.sessions == b.sessions
      && a.notes == b.notes && a.overCapacity.map(\.done) == b.overCapacity.map(\.done)
  }
}

extension DemonstrationTown {
  /// People of a town that has a team of six, and not of two.
  static let fewestForTeam = 61

  /// Names and hours of the workers who come with a team.
  static let teamStaff: [(name: String, hours: Double)] = [
    ("Shanice Wray", 1), ("Idris Kells", 0.8), ("Mo Larkin", 0.5), ("Eve Roscoe", 1),
  ]

  /// The place among the workers of whoever supervises the worker at `place`.
  func supervisor(of place: Int) -> Int {
    let wanted = place / 12 * 12 + 2
    return workers.indices.contains(wanted) ? wanted : 2
  }

  /// The team's own story.
  public func team() -> TownTeam {
    var team = TownTeam(terms: [], absences: [], sessions: [], notes: [], overCapacity: [])
    for (place, worker) in workers.enumerated() {
      var draw = Draw(seed: seed, .team, place, entered: entered(0))
      let boss = supervisor(of: place)
      var terms = WorkerTerms(
        id: draw.id(), workerID: worker.id,
        startedOn: today.adding(days: -draw.number(in: 400...1_600)),
        practice: TownPlaces.practices[place % TownPlaces.practices.count],
        network: place / 6 % 2 == 0 ? "Kelder Valley PCN" : "Marrow Hill PCN")
      if place != boss {
        terms.supervisorID = workers[boss].id
      } else {
        terms.deputyID = workers[1].id
      }
      if place == 5 {
        terms.startedOn = today.adding(days: -38)
        terms.isNewcomer = true
      }
      if place == 6 { terms.guidance = "all-age" }
      team.terms.append(terms)
      guard place != boss else { continue }
      let since =
        place < Self.lastSupervised.count ? Self.lastSupervised[place] : draw.number(in: 2...38)
      team.sessions += sessions(of: worker, by: workers[boss], daysAgo: since, place, &draw)
    }
    guard people >= Self.fewestForTeam, workers.count > 6 else { return team }
    var draw = Draw(seed: seed, .team, workers.count + 1, entered: entered(0))
    let monday = today.adding(days: 1 - today.weekday.rawValue)
    team.absences = [
      Absence(
        id: draw.id(), workerID: workers[1].id, from: monday.adding(days: 14),
        to: monday.adding(days: 25), note: "a fortnight, agreed"),
      Absence(
        id: draw.id(), workerID: workers[4].id, from: monday.adding(days: -20),
        to: monday.adding(days: -16)),
    ]
    team.notes = notes(&draw)
    team.overCapacity = [
      (
        workers[3].id, monday.adding(days: -14),
        "Asked the network to send new referrals to Idris until Christmas."
      )
    ]
    return team
  }

  /// Days since the last supervision of the first workers.
  private static let lastSupervised = [12, 26, 0, 44, 8, 3, 19]

  private func sessions(
    of worker: LinkWorker, by supervisor: LinkWorker, daysAgo: Int, _ place: Int, _ draw: inout Draw
  ) -> [SupervisionSession] {
    let wellbeing: Wellbeing = place == 3 ? .stretched : place % 5 == 4 ? .notSaid : .well
    let action = SupervisionAction(
      id: draw.id(), what: draw.pick(Self.agreed), ownerID: worker.id,
      by: today.adding(days: draw.number(in: -3...21)))
    return [
      SupervisionSession(
        id: draw.id(), workerID: worker.id, supervisorID: supervisor.id, kind: .practice,
        on: TownClock.workingDay(onOrBefore: today.adding(days: -daysAgo)),
        notes: draw.pick(Self.talkedOf), wellbeing: wellbeing,
        wellbeingNote: place == 3 ? "Evenings are going on notes." : "", actions: [action]),
      SupervisionSession(
        id: draw.id(), workerID: worker.id, supervisorID: supervisor.id, kind: .clinical,
        on: TownClock.workingDay(onOrBefore: today.adding(days: -daysAgo - 9)), minutes: 45,
        notes: draw.pick(Self.talkedOf)),
    ]
  }

  private static let agreed = [
    "Ring the school about the two who share a form tutor", "Bring one plan to look at together",
    "Ask the youth centre what it could take in January", "Close the three that have gone quiet",
    "Try the group walk instead of single visits",
  ]

  private static let talkedOf = [
    "Went through everybody who has been open longer than twelve weeks.",
    "How visits are going, and what to do when nobody opens the door.",
    "Two endings that went well, and one that was hard to leave.",
    "Where the time goes in a week. Notes, mostly.",
  ]

  private func notes(_ draw: inout Draw) -> [SupervisorNote] {
    func open(_ index: Int) -> Identifier<Case>? { bundle(at: index).episodes.last?.case.id }
    return [
      SupervisorNote(
        id: draw.id(), kind: .question, caseID: open(11), workerID: workers[0].id,
        fromID: workers[2].id, text: "The review is late. Does the placement still stand?",
        at: TownClock.moment(TownClock.workingDay(onOrBefore: today.adding(days: -1)), minute: 970)),
      SupervisorNote(
        id: draw.id(), kind: .acknowledged, caseID: open(2), workerID: workers[0].id,
        fromID: workers[2].id, text: "A careful plan, and in his own words.",
        at: TownClock.moment(TownClock.workingDay(onOrBefore: today.adding(days: -5)), minute: 700)),
    ]
  }

  /// What somebody said of the weight of the open case of the person at `index`; nil
  /// where it is closed, nobody holds it, or nobody has weighed it.
  public func weight(at index: Int, of bundle: PersonBundle) -> CaseWeight? {
    guard let episode = bundle.episodes.last, episode.case.closing == nil,
      let holder = episode.holdings.last(where: { $0.to == nil })?.workerID
    else { return nil }
    var draw = Draw(seed: seed, .weight, index, entered: entered(index))
    guard draw.chance(0.93) else { return nil }
    let place = workers.prefix(7).firstIndex { $0.id == holder } ?? 0
    let likely = place < Self.heaviness.count ? Self.heaviness[place] : Self.heaviness[0]
    let intensity = draw.pick(
      Array(zip(CaseIntensity.allCases, likely)), weight: \.1
    ).0
    var modifiers: Set<CaseModifier> = []
    if draw.chance(0.06) { modifiers.insert(.interpreter) }
    if intensity == .complex || intensity == .intensive, draw.chance(0.3) {
      modifiers.insert(.multiAgency)
    }
    if draw.chance(0.05) { modifiers.insert(.communication) }
    if intensity == .signpost, draw.chance(0.2) { modifiers.insert(.group) }
    let ends = draw.chance(0.15) ? today.adding(days: draw.number(in: 10...70)) : nil
    return CaseWeight(
      id: draw.id(), caseID: episode.case.id, intensity: intensity, modifiers: modifiers,
      endsOn: ends)
  }

  /// How likely each intensity is for the first workers, lightest first.
  private static let heaviness: [[Double]] = [
    [2, 7, 9, 4, 1], [5, 8, 4, 1, 0], [0, 1, 3, 2, 1], [8, 10, 7, 4, 1.6], [5, 6, 4, 1, 0],
    [2, 4, 4, 0, 0], [16, 12, 5, 1, 0],
  ]
}

extension Situation {
  /// The people of the four who come with a team: one of them holds far too many, one
  /// is new, one is a coach with many who need little.
  static let teamCast: [Situation] = {
    var all: [Situation] = []
    func add(_ worker: Int, active: Int, waiting: Int, closed: Int, late: Int) {
      for number in 0..<active {
        // Spread so that some began last month and some in the summer, by fixed steps.
        let since = -(20 + (number * 37 + worker * 11) % 84)
        let isLate = number < late
        let day = isLate ? -(1 + number % 6) : (number * 5 + worker) % 17
        let promise: Promise? = number % 7 == 3 && !isLate ? nil : Promise(day)
        let review: Int? = number % 2 == 0 ? (number * 3 + worker) % 34 + 1 : nil
        let spoken = number % 9 == 8 ? -33 : -(2 + number % 12)
        all.append(.active(worker, since, promise, review: review, spoken: max(spoken, since + 3)))
      }
      for number in 0..<waiting {
        all.append(.waiting(worker, -(2 + number * 5), tries: min(number, 2)))
      }
      for number in 0..<closed { all.append(.closed(worker, -(6 + number * 13))) }
    }
    add(3, active: 28, waiting: 3, closed: 9, late: 8)
    add(4, active: 14, waiting: 2, closed: 7, late: 1)
    add(5, active: 5, waiting: 1, closed: 0, late: 0)
    add(6, active: 31, waiting: 1, closed: 10, late: 2)
    return all
  }()

  /// How many people have their place in a story set by hand.
  static var setByHand: Int { cast.count + teamCast.count }
}

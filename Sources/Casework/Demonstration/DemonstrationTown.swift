// The demonstration town: made-up people, workers and services that a seed gives.
// Nothing of it is kept in memory but the workers and the services, so that a town
// of a million costs no more than one of sixty.

import Foundation

/// A made-up town. The same seed, day and size give the same town to the letter.
///
///     let town = DemonstrationTown(seed: 1, today: today)
///     for index in 0..<town.people { use(town.bundle(at: index)) }
///
/// Every name, place and organisation is invented. NHS numbers are of the test range
/// 999, telephone numbers of Ofcom's drama ranges, addresses of e-mail at
/// example.org, and postcodes of an area that cannot exist.
public struct DemonstrationTown: Sendable {
  public let seed: UInt64
  public let today: Day
  /// How many people there are.
  public let people: Int
  /// What the town is drawn from.
  public let figures: DemonstrationFigures
  /// The first sits at the desk, the second is part-time, the third supervises.
  public private(set) var workers: [LinkWorker]
  /// The directory of services as Open Referral records, parents before children.
  public let directory: [DirectoryRecord]

  let services: [TownService]
  let agesTable: LikelihoodTable
  let contactsTable: LikelihoodTable

  /// The moment at which somebody sits down in it; what was over by then is over. Nil is the
  /// morning of ``today``.
  public var now: Date?

  /// - Parameters:
  ///   - people: 0 to 1,000,000, held inside that. About one worker comes with 250.
  ///   - services: 0 or more; fewer than 0 counts as 0.
  public init(
    seed: UInt64, today: Day, people: Int = 60, services: Int = 80,
    figures: DemonstrationFigures = DemonstrationFigures()
  ) {
    self.seed = seed
    self.today = today
    self.people = min(max(0, people), 1_000_000)
    self.figures = figures
    workers = DemonstrationTown.staff(seed: seed, today: today, people: self.people, figures)
    let made = TownDirectory(seed: seed, today: today, services: max(0, services))
    directory = made.records
    self.services = made.services
    agesTable = .ages(figures)
    contactsTable = .contacts(figures)
  }

  /// The same town with `worker` at the desk, in the place of one of its own.
  ///
  /// - Parameter place: 0 for the first worker, 2 for the supervisor.
  public func seating(_ worker: LinkWorker, at place: Int = 0) -> DemonstrationTown {
    var town = self
    if town.workers.indices.contains(place) { town.workers[place] = worker }
    return town
  }

  /// The person at `index` with all that is written about them, from the seed and the
  /// index alone.
  ///
  /// - Parameter index: 0 ..< `people`.
  public func bundle(at index: Int) -> PersonBundle {
    var maker = BundleMaker(town: self, index: index)
    return maker.bundle()
  }

  /// When the records of a person came in: yesterday, one person after another, as an
  /// old system's are brought in. So their ids follow each other, as ids do that are
  /// made in the order of writing, and an index over a million takes each at its end.
  func entered(_ index: Int) -> Date {
    TownClock.moment(today.adding(days: -1), minute: 0).addingTimeInterval(Double(index) / 20)
  }

  // MARK: Workers

  private static func staff(
    seed: UInt64, today: Day, people: Int, _ figures: DemonstrationFigures
  ) -> [LinkWorker] {
    let fewest = people < fewestForTeam ? 3 : 3 + teamStaff.count
    let count = max(
      fewest, (people + figures.peopleForEachWorker - 1) / figures.peopleForEachWorker)
    return (0..<count).map { index in
      var draw = Draw(
        seed: seed, .worker, index, entered: TownClock.moment(today.adding(days: -2), minute: 0))
      let id: Identifier<LinkWorker> = draw.id()
      switch index {
      case 0: return LinkWorker(id: id, name: "Priya Nair")
      case 1: return LinkWorker(id: id, name: "Tom Hargreave", wholeTimeEquivalent: 0.6)
      case 2: return LinkWorker(id: id, name: "Ngozi Okafor", role: .supervisor)
      case 3...6:
        let one = teamStaff[index - 3]
        return LinkWorker(
          id: id, name: one.name, role: index == 6 ? .wellbeingCoach : .linkWorker,
          wholeTimeEquivalent: one.hours)
      default:
        let name = TownNames.name(draw.chance(0.7) ? .girl : .boy, &draw)
        let role: WorkerRole =
          index % 12 == 2
          ? .supervisor
          : index % 12 == 6 ? .wellbeingCoach : index % 12 == 9 ? .careCoordinator : .linkWorker
        return LinkWorker(
          id: id, name: "\(name.first) \(name.family)", role: role,
          wholeTimeEquivalent: role == .supervisor ? 1 : draw.pick([1, 1, 1, 0.8, 0.6, 0.5]))
      }
    }
  }

  // MARK: NHS numbers

  /// A valid number of the test range that nobody else in the town has. Of the
  /// million there could be, one in eleven has no check digit: those people's number
  /// is not known yet, as happens with referrals from outside the NHS.
  static func nhsNumber(at index: Int, seed: UInt64) -> NHSNumber? {
    guard (0..<1_000_000).contains(index) else { return nil }
    // 387,421 shares no factor with a million, so each index has its own place.
    let place = (index * 387_421 + Int(seed % 1_000_000)) % 1_000_000
    var digits = [9, 9, 9]
    var unit = 100_000
    while unit > 0 {
      digits.append(place / unit % 10)
      unit /= 10
    }
    return NHSNumber(firstNine: digits)
  }
}

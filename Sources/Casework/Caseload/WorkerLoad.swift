// What a worker carries, three ways side by side: people, points and hours a week.
// The worker and the supervisor both read it from here, so they see the same numbers.

import Foundation

/// How a caseload stands against guidance.
public enum LoadStanding: Int, Comparable, Codable, Sendable {
  /// Could take more on.
  case room
  case within
  /// More than guidance says.
  case over
  /// Over on more than one count, or by far.
  case farOver

  public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }

  public var isOver: Bool { self >= .over }

  /// Beside a figure, so that colour is never the only sign.
  public var sign: String {
    switch self {
    case .room: "+"
    case .within: ""
    case .over: "▲"
    case .farOver: "!"
    }
  }

  public var words: String {
    switch self {
    case .room: "could take more"
    case .within: "within guidance"
    case .over: "over guidance"
    case .farOver: "far over guidance"
    }
  }
}

/// One worker's load on one day.
public struct WorkerLoad: Equatable, Sendable {
  /// The open cases that they hold, the heaviest first.
  public var cases: [WeighedCase]
  public var scale: CapacityScale
  /// Nil where their guidance says nothing of people open at one time.
  public var band: CaseloadBand?
  public var points: Double
  /// Points that are right for them.
  public var capacity: Double
  /// Hours a week that the last four weeks' contacts took, with the work beside them.
  public var hours: Double
  /// Hours a week that they have for cases.
  public var hoursThere: Double
  public var standing: LoadStanding
  private let model: PointsModel

  /// - Parameter cases: the open ones.
  public init(
    worker: LinkWorker, terms: WorkerTerms?, absences: [Absence], cases: [WeighedCase],
    guidance: CaseloadGuidance, model: PointsModel, on today: Day
  ) {
    self.model = model
    // Rows are large and names are put together: what is sorted is small.
    let keys = cases.enumerated().map { place, one in
      (points: one.points, name: one.row.person.listName, id: one.row.caseID.text, place: place)
    }
    self.cases = keys.sorted {
      ($1.points, $0.name, $0.id) < ($0.points, $1.name, $1.id)
    }.map { cases[$0.place] }
    scale = CapacityScale(
      wholeTimeEquivalent: worker.wholeTimeEquivalent, terms: terms, absences: absences,
      guidance: guidance, on: today)
    let choice = terms.map { $0.guidance.isEmpty ? guidance.usual : $0.guidance } ?? guidance.usual
    band = CaseloadBand(
      ages: cases.map { $0.row.person.age(on: today) }, choice: choice, guidance: guidance,
      scale: scale.atOneTime)
    points = cases.reduce(0) { $0 + $1.points }
    capacity = model.wholeTimeForCases * scale.atOneTime
    let minutes = cases.reduce(0.0) {
      $0 + Double($1.recentMinutes) + Double($1.recentContacts) * model.minutesBesideContact
    }
    hours = minutes / 60 / 4
    let forCases = model.wholeTimeForCases / model.wholeTime
    hoursThere = model.weekHours * forCases * scale.atOneTime
    standing = Self.standing(
      open: cases.count, band: band, points: points, capacity: capacity, farOver: model.farOver)
  }

  /// The one rule for "over guidance": more people than the band's upper end, or more
  /// points than capacity. On both counts, or above `farOver` times either, it is far
  /// over. Below the band and under nine tenths of the points there is room.
  public static func standing(
    open: Int, band: CaseloadBand?, points: Double, capacity: Double, farOver: Double
  ) -> LoadStanding {
    let most = band.map { Double($0.people.upperBound) }
    let isOverPeople = most.map { Double(open) > $0 } ?? false
    let isOverPoints = points > capacity + 1e-9
    let isFar =
      isOverPeople && isOverPoints || points > capacity * farOver + 1e-9
      || most.map { Double(open) > $0 * farOver } ?? false
    if isFar && (isOverPeople || isOverPoints) { return .farOver }
    if isOverPeople || isOverPoints { return .over }
    let hasRoom = band.map { open < $0.people.lowerBound } ?? true
    return hasRoom && points < capacity * 0.9 ? .room : .within
  }

  public var open: Int { cases.count }

  /// How the cases make up the points, kind by kind: "2 complex or safeguarding × 10", "plan
  /// with several agencies, 2 × 2".
  public var summary: [PointItem] {
    var items: [PointItem] = []
    for intensity in CaseIntensity.allCases.reversed() {
      let count = cases.count { $0.intensity == intensity }
      let each = model.points(intensity)
      if count > 0 {
        items.append(
          PointItem("\(count) \(intensity.words) × \(Figures.plain(each))", Double(count) * each))
      }
    }
    for modifier in CaseModifier.allCases {
      let count = cases.count { $0.modifiers.contains(modifier) }
      let each = model.points(modifier)
      if count > 0 {
        items.append(
          PointItem("\(modifier.words), \(count) × \(Figures.plain(each))", Double(count) * each))
      }
    }
    // A case never weighs less than nothing, whatever makes it lighter.
    let rest = points - items.reduce(0) { $0 + $1.points }
    if abs(rest) > 1e-6 { items.append(PointItem("no case is below 0", rest)) }
    return items
  }

  /// How many of the cases nobody has weighed yet.
  public var unweighed: Int { cases.count { !$0.isWeighed } }

  /// "100 points × 0.6 of whole time, less 15 × 0.6 for other work".
  public var capacityWords: String {
    let share = scale.atOneTime == 1 ? "" : " × \(Self.share(scale.atOneTime))"
    let why = scale.words.isEmpty ? "" : " (\(scale.words.joined(separator: "; ")))"
    return
      "capacity: \(Figures.plain(model.wholeTime))\(share) less \(Figures.plain(model.workThatIsNotCases))\(share) for work that is not cases\(why)"
  }

  private static func share(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded())
    return hundredths % 10 == 0
      ? Figures.oneDecimal(value) : "0.\(hundredths < 10 ? "0" : "")\(hundredths)"
  }
}

// What somebody asks the directory: words, facets, an order, and from where.

/// A question to the directory. An empty one finds everything that runs.
public struct AssetQuery: Equatable, Sendable {
  /// Each word is found at the start of any word.
  public var words = ""
  /// Only what takes somebody of this many full years.
  public var age: Int?
  /// Codes of kinds, any of them (``AssetTaxonomy``).
  public var kinds: Set<String> = []
  /// Codes of groups, any of them.
  public var groups: Set<String> = []
  /// Publishers' own terms, any of them, as they are written.
  public var terms: Set<String> = []
  /// Any of these days; empty for every day.
  public var days: Set<Day.Weekday> = []
  /// Any of these parts of the day; empty for all.
  public var parts: Set<WeekTimes.Part> = []
  public var open: Open?
  public var costs: Set<AssetCostBand> = []
  /// Only what is within so many miles of `origin`; what has no known place is left out.
  public var miles: Double?
  /// Where they look from.
  public var origin: Place?
  /// All of these.
  public var access: Set<AssetAccess> = []
  /// Any of these languages, as they are written.
  public var languages: Set<String> = []
  /// Only what told the team that it has spaces.
  public var hasSpaces = false
  /// Only what the team saw run in so many days.
  public var verifiedWithin: Int?
  /// Only what the team has to look at again.
  public var needsCheck = false
  /// Only what has shown all that is asked before somebody under 18 is sent.
  public var readyForUnder18 = false
  /// Any of these.
  public var modes: Set<AssetMode> = []
  /// Also what does not run now.
  public var closedToo = false
  public var order = Order.best

  public init() {}

  /// When it is open.
  public enum Open: String, CaseIterable, Sendable {
    case now, today, week

    public var words: String {
      switch self {
      case .now: "now"
      case .today: "today"
      case .week: "in the next 7 days"
      }
    }
  }

  /// The order of a list.
  public enum Order: String, CaseIterable, Sendable {
    /// By how well the words fit; without words, those the team trusts most first.
    case best
    case distance
    /// Those seen to run most lately first.
    case freshness
    /// Those to be looked at again first, by the day they are due.
    case due
    case name

    public var words: String {
      switch self {
      case .best: "best fit"
      case .distance: "nearest"
      case .freshness: "freshest"
      case .due: "due first"
      case .name: "name"
      }
    }
  }

  /// Whether any facet narrows it.
  public var isNarrowed: Bool {
    var plain = AssetQuery()
    plain.words = words
    plain.order = order
    plain.origin = origin
    plain.closedToo = closedToo
    return self != plain
  }

  /// The same words, origin and order with no facet chosen.
  public var widened: AssetQuery {
    var plain = AssetQuery()
    plain.words = words
    plain.order = order
    plain.origin = origin
    return plain
  }

  /// The days and parts chosen, as parts of a week; nil where any time will do.
  public var times: WeekTimes? {
    if days.isEmpty && parts.isEmpty { return nil }
    let days = days.isEmpty ? Set(Day.Weekday.allCases) : days
    let parts = parts.isEmpty ? Set(WeekTimes.Part.allCases) : parts
    return days.reduce(into: WeekTimes()) { times, day in
      for part in parts { times.formUnion(WeekTimes(day, part)) }
    }
  }
}

/// How many there are of each, were it chosen with all else that is.
public struct FacetCounts: Equatable, Sendable {
  public var kinds: [String: Int] = [:]
  public var groups: [String: Int] = [:]
  /// Publishers' terms, the commonest first, at most 40.
  public var terms: [(name: String, count: Int)] = []
  public var days: [Day.Weekday: Int] = [:]
  public var parts: [WeekTimes.Part: Int] = [:]
  public var open: [AssetQuery.Open: Int] = [:]
  public var costs: [AssetCostBand: Int] = [:]
  /// By whole miles from the origin, of ``FacetCounts/distances``.
  public var within: [Double: Int] = [:]
  public var access: [AssetAccess: Int] = [:]
  /// The commonest first, at most 40.
  public var languages: [(name: String, count: Int)] = []
  public var hasSpaces = 0
  /// By days, of ``FacetCounts/freshnesses``.
  public var verifiedWithin: [Int: Int] = [:]
  public var needsCheck = 0
  public var readyForUnder18 = 0
  public var modes: [AssetMode: Int] = [:]
  /// What does not run now.
  public var closed = 0

  public init() {}

  /// Miles that a list offers.
  public static let distances: [Double] = [1, 2, 5, 10]
  /// Days that a list offers.
  public static let freshnesses = [30, 90, 180]

  public static func == (a: FacetCounts, b: FacetCounts) -> Bool {
    a.kinds == b.kinds && a.groups == b.groups && a.days == b.days && a.parts == b.parts
      && a.open == b.open && a.costs == b.costs && a.within == b.within && a.access == b.access
      && a.hasSpaces == b.hasSpaces && a.verifiedWithin == b.verifiedWithin
      && a.needsCheck == b.needsCheck && a.readyForUnder18 == b.readyForUnder18
      && a.modes == b.modes && a.closed == b.closed
      && a.terms.map(\.name) == b.terms.map(\.name)
      && a.terms.map(\.count) == b.terms.map(\.count)
      && a.languages.map(\.name) == b.languages.map(\.name)
      && a.languages.map(\.count) == b.languages.map(\.count)
  }
}

// The repeating of a schedule, as iCalendar (RFC 5545) has it: which days a group
// meets on. The standard of the directory takes its words from there.

/// A rule that says on which days something happens.
public struct RecurrenceRule: Hashable, Sendable {
  public enum Frequency: String, CaseIterable, Sendable {
    case daily = "DAILY"
    case weekly = "WEEKLY"
    case monthly = "MONTHLY"
    case yearly = "YEARLY"
  }

  /// A weekday, or the n-th one of a month or a year; −1 is the last.
  public struct DayOfWeek: Hashable, Sendable {
    public var ordinal: Int?
    public var weekday: Day.Weekday

    public init(_ weekday: Day.Weekday, ordinal: Int? = nil) {
      self.weekday = weekday
      self.ordinal = ordinal
    }
  }

  public var frequency: Frequency
  /// Every so many days, weeks, months or years; 1 or more.
  public var interval: Int
  /// The first day; nil where none is known. Without it nobody can say which weeks a
  /// fortnightly group meets in, and every week counts as one.
  public var start: Day?
  /// The last day on which it may happen.
  public var until: Day?
  /// How often in all, counted from `start`.
  public var count: Int?
  public var weekStart: Day.Weekday
  public var byDay: [DayOfWeek]
  /// 1 to 31, or −31 to −1 from the end of the month.
  public var byMonthDay: [Int]
  /// 1 to 366, or −366 to −1 from the end of the year.
  public var byYearDay: [Int]
  /// 1 to 53, or −53 to −1 from the end of the year.
  public var byWeekNumber: [Int]

  public init(
    _ frequency: Frequency, interval: Int = 1, start: Day? = nil, until: Day? = nil,
    count: Int? = nil, weekStart: Day.Weekday = .monday, byDay: [DayOfWeek] = [],
    byMonthDay: [Int] = [], byYearDay: [Int] = [], byWeekNumber: [Int] = []
  ) {
    self.frequency = frequency
    self.interval = max(interval, 1)
    self.start = start
    self.until = until
    self.count = count
    self.weekStart = weekStart
    self.byDay = byDay
    self.byMonthDay = byMonthDay
    self.byYearDay = byYearDay
    self.byWeekNumber = byWeekNumber
  }

  /// The days in `range` on which it happens, in order.
  public func days(in range: ClosedRange<Day>) -> [Day] {
    var first = range.lowerBound
    let last = min(range.upperBound, until ?? range.upperBound)
    if let start { first = max(first, start) }
    guard first <= last else { return [] }
    guard let count, let start else { return days(from: first, to: last) }
    var left = count
    var found: [Day] = []
    var number = start.number
    // A rule that is counted can be years old; one that never happens must end too.
    let end = min(last.number, start.number + RecurrenceRule.furthest)
    while number <= end && left > 0 {
      let day = Day(number: number)
      if matches(day) {
        left -= 1
        if day >= first { found.append(day) }
      }
      number += 1
    }
    return found
  }

  /// Whether it happens on `day`.
  public func happens(on day: Day) -> Bool { !days(in: day...day).isEmpty }

  /// Whether there is any day at all on which it happens, looking 28 years on: after
  /// that the calendar repeats itself, but for the turn of a century.
  public var everHappens: Bool {
    let first = start ?? Day(number: 20_000)
    var from = first
    let end = min(until ?? Day.latest, first.adding(days: RecurrenceRule.furthest))
    while from <= end {
      let to = min(from.adding(days: 366), end)
      if !days(from: from, to: to).isEmpty { return true }
      from = to.adding(days: 1)
    }
    return false
  }

  private static let furthest = 366 * 28

  private func days(from first: Day, to last: Day) -> [Day] {
    guard first <= last else { return [] }
    return (first.number...last.number).lazy.map { Day(number: $0) }.filter(matches)
  }

  // MARK: One day

  /// Whether `day` is one that the rule names, whatever its count and its end.
  private func matches(_ day: Day) -> Bool {
    isInTurn(day) && fitsWeekday(day) && fitsMonthDay(day) && fitsYear(day)
  }

  private var namesDays: Bool {
    !(byDay.isEmpty && byMonthDay.isEmpty && byYearDay.isEmpty && byWeekNumber.isEmpty)
  }

  private func isInTurn(_ day: Day) -> Bool {
    guard interval > 1, let start else { return true }
    let passed =
      switch frequency {
      case .daily: day.number - start.number
      case .weekly: (weekBegin(of: day) - weekBegin(of: start)) / 7
      case .monthly: (day.year - start.year) * 12 + day.month - start.month
      case .yearly: day.year - start.year
      }
    return passed % interval == 0
  }

  private func weekBegin(of day: Day) -> Int {
    day.number - (day.weekday.rawValue - weekStart.rawValue + 7) % 7
  }

  private func fitsWeekday(_ day: Day) -> Bool {
    if byDay.isEmpty {
      guard frequency == .weekly, !namesDays, let start else { return true }
      return day.weekday == start.weekday
    }
    return byDay.contains { wanted in
      guard wanted.weekday == day.weekday else { return false }
      guard let ordinal = wanted.ordinal else { return true }
      switch frequency {
      // A week has one of each: which one is no question there.
      case .daily, .weekly: return true
      case .monthly:
        let length = Day.length(ofMonth: day.month, in: day.year)
        return ordinal > 0
          ? (day.day - 1) / 7 + 1 == ordinal : (length - day.day) / 7 + 1 == -ordinal
      case .yearly:
        let place = day.placeInYear
        let length = Day.length(ofYear: day.year)
        return ordinal > 0 ? (place - 1) / 7 + 1 == ordinal : (length - place) / 7 + 1 == -ordinal
      }
    }
  }

  private func fitsMonthDay(_ day: Day) -> Bool {
    if byMonthDay.isEmpty {
      guard !namesDays, let start else { return true }
      switch frequency {
      case .monthly: return day.day == start.day
      case .yearly: return day.day == start.day && day.month == start.month
      default: return true
      }
    }
    let length = Day.length(ofMonth: day.month, in: day.year)
    return byMonthDay.contains { $0 == day.day || $0 == day.day - length - 1 }
  }

  private func fitsYear(_ day: Day) -> Bool {
    if !byYearDay.isEmpty {
      let place = day.placeInYear
      let length = Day.length(ofYear: day.year)
      guard byYearDay.contains(where: { $0 == place || $0 == place - length - 1 }) else {
        return false
      }
    }
    guard !byWeekNumber.isEmpty else { return true }
    let (week, of) = weekNumber(of: day)
    return byWeekNumber.contains { $0 == week || $0 == week - of - 1 }
  }

  /// The number of the week that `day` is in, and how many its year has. The first
  /// week of a year is the first with four days in it.
  private func weekNumber(of day: Day) -> (week: Int, of: Int) {
    func firstWeek(of year: Int) -> Int {
      guard let fourth = Day(year: year, month: 1, day: 4) else { return 0 }
      return weekBegin(of: fourth)
    }
    let begin = weekBegin(of: day)
    // A week belongs to the year that its fourth day is in.
    let year = Day(number: begin + 3).year
    let first = firstWeek(of: year)
    return ((begin - first) / 7 + 1, (firstWeek(of: year + 1) - first) / 7)
  }
}

extension Day {
  /// 31/12/9999.
  static let latest = Day(number: Int.max / 2)

  static func length(ofYear year: Int) -> Int { isLeap(year) ? 366 : 365 }

  /// 1 for 1 January.
  var placeInYear: Int {
    let before = (1..<12).prefix { $0 < month }.reduce(0) { $0 + Day.length(ofMonth: $1, in: year) }
    return before + day
  }
}

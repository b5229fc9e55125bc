// Days of the week and parts of the day as one number, for finding what is on when
// somebody is free.

/// A set of the parts of a usual week: seven days, each of four parts.
public struct WeekTimes: OptionSet, Hashable, Codable, Sendable {
  public var rawValue: UInt32

  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// A part of a day.
  public enum Part: Int, CaseIterable, Codable, Sendable {
    /// Before 12:00.
    case morning
    /// 12:00 to 15:00.
    case afternoon
    /// 15:00 to 18:00.
    case afterSchool
    /// From 18:00.
    case evening

    public var words: String {
      switch self {
      case .morning: "morning"
      case .afternoon: "afternoon"
      case .afterSchool: "after school"
      case .evening: "evening"
      }
    }

    /// Minutes from midnight.
    var range: Range<Int> {
      switch self {
      case .morning: 0..<720
      case .afternoon: 720..<900
      case .afterSchool: 900..<1080
      case .evening: 1080..<2880
      }
    }
  }

  public init(_ weekday: Day.Weekday, _ part: Part) {
    rawValue = 1 << UInt32((weekday.rawValue - 1) * 4 + part.rawValue)
  }

  /// A whole day.
  public init(_ weekday: Day.Weekday) {
    rawValue = 0b1111 << UInt32((weekday.rawValue - 1) * 4)
  }

  /// A part of every day.
  public init(_ part: Part) {
    self = Day.Weekday.allCases.reduce(into: WeekTimes()) { $0.formUnion(WeekTimes($1, part)) }
  }

  public static let all = WeekTimes(rawValue: (1 << 28) - 1)

  /// The days with anything in them.
  public var weekdays: [Day.Weekday] {
    Day.Weekday.allCases.filter { !isDisjoint(with: WeekTimes($0)) }
  }

  /// The parts with anything in them, whatever the day.
  public var parts: [Part] { Part.allCases.filter { !isDisjoint(with: WeekTimes($0)) } }

  /// The parts of a session: those in which it runs for half an hour or more, or the
  /// one it begins in.
  static func parts(opens: Int?, closes: Int?) -> [Part] {
    guard let opens else { return Part.allCases }
    let closes = closes ?? opens + 60
    let long = Part.allCases.filter {
      min(closes, $0.range.upperBound) - max(opens, $0.range.lowerBound) >= 30
    }
    return long.isEmpty ? Part.allCases.filter { $0.range.contains(opens) } : long
  }
}

extension AssetSchedule {
  /// The parts of a usual week that it may be open in, whatever the date.
  public var weekTimes: WeekTimes {
    guard let rule else { return [] }
    var weekdays = Set(rule.byDay.map(\.weekday))
    if weekdays.isEmpty {
      if rule.frequency == .weekly, let start = rule.start, rule.byMonthDay.isEmpty,
        rule.byYearDay.isEmpty, rule.byWeekNumber.isEmpty
      {
        weekdays = [start.weekday]
      } else if let start = rule.start, start == rule.until {
        weekdays = [start.weekday]
      } else {
        weekdays = Set(Day.Weekday.allCases)
      }
    }
    var from = OpenTime.minute(opensAt)
    var to = OpenTime.minute(closesAt)
    if let begin = from, let end = to, end <= begin { to = end + 1440 }
    if from == nil, to != nil { from = 0 }
    return weekdays.reduce(into: []) { times, weekday in
      for part in WeekTimes.parts(opens: from, closes: to) {
        times.formUnion(WeekTimes(weekday, part))
      }
    }
  }

  /// The day on which it first runs, where the file gives one: before it nothing is open.
  public var begins: Day? { [validFrom, dtstart].compactMap(\.self).max() }

  /// Whether the parts of the week say all, from ``begins`` on: it happens every week and
  /// all year, but for bank holidays, of which it says nothing.
  public var isPlainWeekly: Bool {
    guard let rule else { return false }
    return rule.frequency == .weekly && rule.interval == 1 && rule.until == nil
      && rule.count == nil && !rule.byDay.isEmpty && rule.byMonthDay.isEmpty
      && rule.byYearDay.isEmpty && rule.byWeekNumber.isEmpty && validTo == nil
      && termTime == .always && opensOnBankHolidays == nil && exceptions.isEmpty
      && additions.isEmpty
  }
}

/// One schedule that happens every week, as one number: on which days, from when, till when.
public struct WeekHours: Hashable, Sendable {
  public var rawValue: UInt32

  public init(rawValue: UInt32) { self.rawValue = rawValue }

  private static let unknown: UInt32 = 0xFFF

  /// - Parameters:
  ///   - opens: minutes from midnight; nil where nobody said, which is all day.
  ///   - closes: the same, above 1440 past midnight.
  init(_ weekdays: Set<Day.Weekday>, opens: Int?, closes: Int?) {
    let days = weekdays.reduce(UInt32(0)) { $0 | 1 << UInt32($1.rawValue - 1) }
    let from = opens.map { UInt32(clamping: $0) & Self.unknown } ?? Self.unknown
    let to = closes.map { UInt32(clamping: $0) & Self.unknown } ?? Self.unknown
    rawValue = days << 24 | from << 12 | to
  }

  public func isOn(_ weekday: Day.Weekday) -> Bool {
    rawValue >> 24 & (1 << UInt32(weekday.rawValue - 1)) != 0
  }

  /// Minutes from the midnight of the day it begins on.
  public var minutes: Range<Int> {
    let (from, to) = (rawValue >> 12 & Self.unknown, rawValue & Self.unknown)
    guard from != Self.unknown else { return 0..<1440 }
    let end = to == Self.unknown ? 1440 : Int(to)
    return Int(from)..<max(end, Int(from))
  }
}

extension AssetSchedule {
  /// The hours of a schedule that happens every week; nil for any other.
  public var weekHours: WeekHours? {
    guard isPlainWeekly, let rule else { return nil }
    let from = OpenTime.minute(opensAt)
    var to = OpenTime.minute(closesAt)
    if let from, let end = to, end <= from { to = end + 1440 }
    return WeekHours(Set(rule.byDay.map(\.weekday)), opens: from, closes: to)
  }
}

extension Asset {
  /// The parts of a usual week that it may be open in; empty where nothing is known.
  public var weekTimes: WeekTimes { schedules.reduce(into: []) { $0.formUnion($1.weekTimes) } }
}

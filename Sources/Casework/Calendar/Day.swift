// A day on the calendar, without a time or a zone: a birth date, the day a
// referral was made, the day a review is due.

import Foundation

/// A day of the Gregorian calendar, from 01/01/1800 to 31/12/9999.
public struct Day: Hashable, Sendable {
  public let year: Int
  /// 1 to 12.
  public let month: Int
  /// 1 to 31, as the month allows.
  public let day: Int

  /// Nil when there is no such day, for example 31 February.
  public init?(year: Int, month: Int, day: Int) {
    guard (1800...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= Day.length(ofMonth: month, in: year)
    else { return nil }
    self.year = year
    self.month = month
    self.day = day
  }

  /// The day that `number` stands for, counted from 01/01/1970 as 0, held inside
  /// the years this type knows.
  public init(number: Int) {
    // The civil-from-days arithmetic on eras of 400 years (146,097 days).
    let lowest = -62_091
    let highest = 2_932_896
    let shifted = min(max(number, lowest), highest) + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
    month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// The day it is at `date` in `zone`.
  public init(_ date: Date, in zone: TimeZone = .current) {
    let seconds = Int(date.timeIntervalSince1970.rounded(.down)) + zone.secondsFromGMT(for: date)
    self.init(number: Int((Double(seconds) / 86_400).rounded(.down)))
  }

  /// Days since 01/01/1970; earlier days are negative.
  public var number: Int {
    let y = month <= 2 ? year - 1 : year
    let era = y / 400
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
      - 719_468
  }

  public static func length(ofMonth month: Int, in year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  static func isLeap(_ year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }
}

// MARK: - Reckoning

extension Day: Comparable {
  public static func < (a: Day, b: Day) -> Bool {
    (a.year, a.month, a.day) < (b.year, b.month, b.day)
  }
}

extension Day {
  /// The days of the week as ISO 8601 counts them.
  public enum Weekday: Int, CaseIterable, Sendable {
    case monday = 1
    case tuesday, wednesday, thursday, friday, saturday, sunday

    /// "Monday".
    public var name: String {
      switch self {
      case .monday: "Monday"
      case .tuesday: "Tuesday"
      case .wednesday: "Wednesday"
      case .thursday: "Thursday"
      case .friday: "Friday"
      case .saturday: "Saturday"
      case .sunday: "Sunday"
      }
    }

    /// "Mon".
    public var shortName: String { String(name.prefix(3)) }
  }

  public var weekday: Weekday {
    let index = ((number + 3) % 7 + 7) % 7  // 01/01/1970 was a Thursday
    return Weekday(rawValue: index + 1) ?? .monday
  }

  public func adding(days: Int) -> Day { Day(number: number + days) }

  /// The day `count` working days later: Saturdays and Sundays are not counted.
  ///
  /// - Parameter isOff: other days that are not counted, such as bank holidays and days
  ///   on which a clock stood.
  public func adding(workingDays count: Int, except isOff: (Day) -> Bool = { _ in false }) -> Day {
    var result = self
    var left = count
    // A clock that stood for ever would never come round: ten years are enough.
    for _ in 0..<3_660 where left > 0 {
      result = result.adding(days: 1)
      if result.weekday != .saturday && result.weekday != .sunday && !isOff(result) { left -= 1 }
    }
    return result
  }

  /// Whole days from this day to `other`; negative when `other` is earlier.
  public func days(until other: Day) -> Int { other.number - number }

  /// Full years lived on `day` by someone born on this one. A birthday on
  /// 29 February counts from 1 March in other years, as English law has it.
  public func age(on day: Day) -> Int {
    let hadBirthday = (day.month, day.day) >= (month, self.day)
    return day.year - year - (hadBirthday ? 0 : 1)
  }

  /// The same date `years` on; 29 February becomes 1 March where it must.
  public func adding(years: Int) -> Day {
    Day(year: year + years, month: month, day: day)
      ?? Day(year: year + years, month: 3, day: 1) ?? self
  }

  public static let monthNames = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]
}

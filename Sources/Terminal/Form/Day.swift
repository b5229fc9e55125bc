// Days of the calendar as people write them. No time zone and no clock in here: what day it is
// comes in from outside.

/// A day of the Gregorian calendar.
public struct Day: Sendable, Hashable, Comparable, CustomStringConvertible {
  public let year: Int
  /// 1 to 12.
  public let month: Int
  /// 1 to 31.
  public let day: Int

  /// Nil for a day that does not exist, such as 31 April.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month),
      day >= 1, day <= Day.length(ofMonth: month, year: year)
    else { return nil }
    self.year = year
    self.month = month
    self.day = day
  }

  /// The day so many days after 1 January 1970.
  public init(number: Int) {
    // Years are counted from 1 March, so that the leap day comes last.
    let shifted = number + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let part = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * part + 2) / 5 + 1
    month = part < 10 ? part + 3 : part - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// Days since 1 January 1970.
  public var number: Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// 1 for Monday to 7 for Sunday.
  public var weekday: Int { ((number + 3) % 7 + 7) % 7 + 1 }

  /// So many days on, or back.
  public func adding(days: Int) -> Day { Day(number: number + days) }

  /// The same day so many months on, or the month's last where it is shorter.
  public func adding(months: Int) -> Day {
    let total = min(max(year * 12 + month - 1 + months, 12), 9999 * 12 + 11)
    let month = total % 12 + 1
    let last = Day.length(ofMonth: month, year: total / 12)
    return Day(year: total / 12, month: month, day: min(day, last)) ?? self
  }

  /// `23/11/2026`.
  public var description: String {
    "\(Day.twoDigits(day))/\(Day.twoDigits(month))/\(year)"
  }

  /// `Monday 23 November`.
  public var words: String { "\(Day.weekdays[weekday - 1]) \(day) \(Day.months[month - 1])" }

  public static func < (left: Day, right: Day) -> Bool { left.number < right.number }

  public static let weekdays = [
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
  ]
  public static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]

  /// Days in a month.
  public static func length(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    default: 31
    }
  }

  static func twoDigits(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
}

/// A time of the day, to the minute.
public struct TimeOfDay: Sendable, Hashable, Comparable, CustomStringConvertible {
  public let hour: Int
  public let minute: Int

  /// Nil for a time that no clock shows.
  public init?(hour: Int, minute: Int = 0) {
    guard (0..<24).contains(hour), (0..<60).contains(minute) else { return nil }
    self.hour = hour
    self.minute = minute
  }

  /// `14:00`.
  public var description: String { "\(Day.twoDigits(hour)):\(Day.twoDigits(minute))" }

  public static func < (left: TimeOfDay, right: TimeOfDay) -> Bool {
    (left.hour, left.minute) < (right.hour, right.minute)
  }
}

/// A day, and a time where one was said.
public struct Moment: Sendable, Hashable, CustomStringConvertible {
  public var day: Day
  public var time: TimeOfDay?

  public init(_ day: Day, _ time: TimeOfDay? = nil) {
    self.day = day
    self.time = time
  }

  /// `24/11/2026 14:00`.
  public var description: String { "\(day)" + (time.map { " \($0)" } ?? "") }

  /// `Tuesday 24 November, 14:00`; with the year where it is not `today`'s.
  public func words(today: Day) -> String {
    day.words + (day.year == today.year ? "" : " \(day.year)") + (time.map { ", \($0)" } ?? "")
  }
}

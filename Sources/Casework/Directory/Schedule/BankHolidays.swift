// The bank holidays of England and Wales, reckoned: New Year, Easter, the first and
// the last Monday in May, the last in August, Christmas, each with the Monday or
// Tuesday that stands in for it at a weekend. Source: Banking and Financial Dealings
// Act 1971, schedule 1, and the days long appointed by proclamation. What one year
// proclaims besides is data of the service (``OpeningCalendar``).

/// A day with a name.
public struct NamedDay: Hashable, Codable, Sendable {
  public var day: Day
  public var name: String

  public init(_ day: Day, _ name: String) {
    self.day = day
    self.name = name
  }
}

public enum BankHolidays {
  /// The bank holidays of a year, in order.
  public static func ofEnglandAndWales(in year: Int) -> [NamedDay] {
    let easter = easterSunday(in: year)
    var found = [
      substituted(year, 1, 1, "New Year’s Day"),
      NamedDay(easter.adding(days: -2), "Good Friday"),
      NamedDay(easter.adding(days: 1), "Easter Monday"),
      monday(onOrAfter: (year, 5, 1), "Early May bank holiday"),
      monday(onOrAfter: (year, 5, 25), "Spring bank holiday"),
      monday(onOrAfter: (year, 8, 25), "Summer bank holiday"),
    ].compactMap(\.self)
    guard let christmas = Day(year: year, month: 12, day: 25) else { return found }
    // At a weekend the two days move on together, Christmas first.
    let (first, second): (Int, Int) =
      switch christmas.weekday {
      case .friday: (0, 3)
      case .saturday: (2, 3)
      case .sunday: (2, 1)
      default: (0, 1)
      }
    found.append(NamedDay(christmas.adding(days: first), "Christmas Day"))
    found.append(NamedDay(christmas.adding(days: second), "Boxing Day"))
    return found.sorted { $0.day < $1.day }
  }

  private static func substituted(_ year: Int, _ month: Int, _ day: Int, _ name: String)
    -> NamedDay?
  {
    guard let date = Day(year: year, month: month, day: day) else { return nil }
    let on =
      switch date.weekday {
      case .saturday: 2
      case .sunday: 1
      default: 0
      }
    return NamedDay(date.adding(days: on), name)
  }

  private static func monday(onOrAfter date: (Int, Int, Int), _ name: String) -> NamedDay? {
    guard let day = Day(year: date.0, month: date.1, day: date.2) else { return nil }
    return NamedDay(day.adding(days: (8 - day.weekday.rawValue) % 7), name)
  }

  /// The Gregorian computus, in its anonymous form of 1876.
  static func easterSunday(in year: Int) -> Day {
    let a = year % 19
    let b = year / 100
    let c = year % 100
    let d = b / 4
    let e = b % 4
    let f = (b + 8) / 25
    let g = (b - f + 1) / 3
    let h = (19 * a + b - d - g + 15) % 30
    let i = c / 4
    let k = c % 4
    let l = (32 + 2 * e + 2 * i - h - k) % 7
    let m = (a + 11 * h + 22 * l) / 451
    let month = (h + l - 7 * m + 114) / 31
    let day = (h + l - 7 * m + 114) % 31 + 1
    return Day(year: year, month: month, day: day) ?? Day(number: 0)
  }
}

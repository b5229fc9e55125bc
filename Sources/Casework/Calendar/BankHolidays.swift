// England's bank holidays, worked out by their usual rule.

/// England's bank holidays by their usual rule. They are general knowledge and not
/// confirmed here: a service checks the list against the published one and changes it.
public enum BankHolidays {
  /// The days of one year: New Year, Good Friday, Easter Monday, the first and last
  /// Mondays of May, the last of August, Christmas and Boxing Day, those that fall on
  /// a weekend moved to the next working days.
  public static func england(_ year: Int) -> [Day] {
    func day(_ month: Int, _ day: Int) -> Day {
      Day(year: year, month: month, day: day) ?? Day(number: 0)
    }
    func monday(onOrAfter day: Day) -> Day {
      day.adding(days: (8 - day.weekday.rawValue) % 7)
    }
    let easter = easterSunday(year)
    let newYear = day(1, 1)
    let christmas = day(12, 25)
    var days = [
      newYear.weekday.rawValue > 5 ? monday(onOrAfter: newYear) : newYear,
      easter.adding(days: -2), easter.adding(days: 1), monday(onOrAfter: day(5, 1)),
      monday(onOrAfter: day(5, 25)), monday(onOrAfter: day(8, 25)),
    ]
    switch christmas.weekday {
    case .friday: days += [christmas, day(12, 28)]
    case .saturday: days += [day(12, 27), day(12, 28)]
    case .sunday: days += [day(12, 26), day(12, 27)]
    default: days += [christmas, day(12, 26)]
    }
    return days
  }

  /// Easter by the Gregorian computus.
  static func easterSunday(_ year: Int) -> Day {
    let golden = year % 19
    let century = year / 100
    let leap = century / 4
    let epact = (century - leap - (8 * century + 13) / 25 + 19 * golden + 15) % 30
    let moon = epact - epact / 28 * (1 - 29 / (epact + 1) * ((21 - golden) / 11))
    let weekday = (year + year / 4 + moon + 2 - century + leap) % 7
    let offset = moon - weekday
    let month = 3 + (offset + 40) / 44
    return Day(year: year, month: month, day: offset + 28 - 31 * (month / 4)) ?? Day(number: 0)
  }
}

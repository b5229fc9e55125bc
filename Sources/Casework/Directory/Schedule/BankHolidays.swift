// The bank holidays of the three parts of the United Kingdom that have their own. Those of
// every year are reckoned, each with the weekday that stands in for it at a weekend; what a
// year has besides, or has moved, is a list with its source. Source of the rules: Banking
// and Financial Dealings Act 1971, schedule 1, the St Andrew's Day Bank Holiday (Scotland)
// Act 2007, and the days that are proclaimed every year. What is proclaimed after this was
// written is data of the service (``OpeningCalendar``).

/// A day with a name.
public struct NamedDay: Hashable, Codable, Sendable {
  public var day: Day
  public var name: String

  public init(_ day: Day, _ name: String) {
    self.day = day
    self.name = name
  }
}

/// A part of the United Kingdom with bank holidays of its own.
public enum BankHolidayNation: String, CaseIterable, Codable, Sendable {
  case englandAndWales = "england-and-wales"
  case scotland
  case northernIreland = "northern-ireland"
}

/// A holiday that was proclaimed for one year alone.
public struct ProclaimedHoliday: Equatable, Sendable {
  public var day: Day
  public var name: String
  public var nations: Set<BankHolidayNation>
  /// The usual holiday that moved to it, where one did.
  public var insteadOf: Day?
  /// Where it was published.
  public var source: String
}

public enum BankHolidays {
  /// The bank holidays of a year, in order: the usual ones, with what was proclaimed.
  public static func of(_ nation: BankHolidayNation, in year: Int) -> [NamedDay] {
    let besides = proclaimed.filter { $0.day.year == year && $0.nations.contains(nation) }
    let moved = Set(besides.compactMap(\.insteadOf))
    return
      (usual(nation, in: year).filter { !moved.contains($0.day) }
      + besides.map { NamedDay($0.day, $0.name) }).sorted { $0.day < $1.day }
  }

  /// Those of England and Wales.
  public static func ofEnglandAndWales(in year: Int) -> [NamedDay] {
    of(.englandAndWales, in: year)
  }

  /// What was proclaimed for one year alone, from the list that gov.uk publishes.
  public static let proclaimed: [ProclaimedHoliday] = {
    let everywhere = Set(BankHolidayNation.allCases)
    let published = "gov.uk/bank-holidays"
    let days: [(String, String, String?, Set<BankHolidayNation>, String)] = [
      ("2012-06-04", "Spring bank holiday", "2012-05-28", everywhere, published),
      ("2012-06-05", "Diamond Jubilee bank holiday", nil, everywhere, published),
      ("2020-05-08", "Early May bank holiday (VE Day)", "2020-05-04", everywhere, published),
      ("2022-06-02", "Spring bank holiday", "2022-05-30", everywhere, published),
      ("2022-06-03", "Platinum Jubilee bank holiday", nil, everywhere, published),
      (
        "2022-09-19", "Bank holiday for the State Funeral of Queen Elizabeth II", nil, everywhere,
        published
      ),
      (
        "2023-05-08", "Bank holiday for the Coronation of King Charles III", nil, everywhere,
        published
      ),
      (
        "2026-06-15", "Bank holiday for the World Cup", nil, [.scotland],
        "Royal Proclamation, Scottish Government, 05/02/2026"
      ),
    ]
    return days.compactMap { iso, name, moved, nations, source in
      Day(iso: iso).map {
        ProclaimedHoliday(
          day: $0, name: name, nations: nations, insteadOf: moved.flatMap { Day(iso: $0) },
          source: source)
      }
    }
  }()

  // MARK: The usual ones

  private static func usual(_ nation: BankHolidayNation, in year: Int) -> [NamedDay] {
    let easter = easterSunday(in: year)
    var found = [NamedDay(easter.adding(days: -2), "Good Friday")]
    func add(_ days: NamedDay?...) { found += days.compactMap(\.self) }
    add(
      monday(onOrAfter: (year, 5, 1), "Early May bank holiday"),
      monday(onOrAfter: (year, 5, 25), "Spring bank holiday"))
    switch nation {
    case .englandAndWales, .northernIreland:
      add(
        substituted(year, 1, 1, "New Year’s Day"),
        NamedDay(easter.adding(days: 1), "Easter Monday"),
        monday(onOrAfter: (year, 8, 25), "Summer bank holiday"))
    case .scotland:
      found += pair(year, 1, 1, "New Year’s Day", "2nd January")
      add(
        monday(onOrAfter: (year, 8, 1), "Summer bank holiday"),
        substituted(year, 11, 30, "St Andrew’s Day"))
    }
    if nation == .northernIreland {
      add(
        substituted(year, 3, 17, "St Patrick’s Day"),
        substituted(year, 7, 12, "Battle of the Boyne (Orangemen’s Day)"))
    }
    found += pair(year, 12, 25, "Christmas Day", "Boxing Day")
    return found.sorted { $0.day < $1.day }
  }

  /// Two holidays that follow each other: at a weekend they move on together.
  private static func pair(
    _ year: Int, _ month: Int, _ day: Int, _ name: String, _ next: String
  ) -> [NamedDay] {
    guard let first = Day(year: year, month: month, day: day) else { return [] }
    let (one, other): (Int, Int) =
      switch first.weekday {
      case .friday: (0, 3)
      case .saturday: (2, 3)
      // The second is a Monday already: the first goes past it.
      case .sunday: (2, 1)
      default: (0, 1)
      }
    return [NamedDay(first.adding(days: one), name), NamedDay(first.adding(days: other), next)]
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

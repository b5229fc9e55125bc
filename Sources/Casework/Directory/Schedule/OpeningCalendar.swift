// What a service knows of the year: bank holidays and school terms. Groups that run
// in term time, or not on bank holidays, are open by it.

/// One school term, or a half of one.
public struct SchoolTerm: Hashable, Codable, Sendable {
  public var name: String
  public var from: Day
  /// The last day of school.
  public var to: Day

  public init(_ name: String, from: Day, to: Day) {
    self.name = name
    self.from = from
    self.to = to
  }
}

/// Bank holidays and school terms.
public struct OpeningCalendar: Hashable, ServiceSetting {
  public static let name = "calendar"
  public static let title = "Bank holidays and terms"
  public static let about = """
    When groups that run in term time, or not on bank holidays, are open. The bank holidays of \
    England and Wales, of Scotland or of Northern Ireland are reckoned from the Banking and \
    Financial Dealings Act 1971, with what was proclaimed up to 2026 (gov.uk/bank-holidays); \
    add what is proclaimed since. The nation is england-and-wales, scotland or \
    northern-ireland. The terms are those of a usual year: put in your own \
    authority’s.
    """

  /// Whether the bank holidays of ``nation`` are reckoned.
  public var keepsBankHolidays: Bool
  public var nation: BankHolidayNation
  /// Holidays besides: those that a proclamation adds.
  public var furtherHolidays: [NamedDay]
  /// Reckoned holidays that are none this time.
  public var notHolidays: [Day]
  /// Whether a group that says nothing of bank holidays counts as shut on them.
  public var shutOnBankHolidays: Bool
  public var terms: [SchoolTerm]

  public init(
    keepsBankHolidays: Bool, nation: BankHolidayNation = .englandAndWales,
    furtherHolidays: [NamedDay] = [], notHolidays: [Day] = [],
    shutOnBankHolidays: Bool = true, terms: [SchoolTerm] = []
  ) {
    self.keepsBankHolidays = keepsBankHolidays
    self.nation = nation
    self.furtherHolidays = furtherHolidays
    self.notHolidays = notHolidays
    self.shutOnBankHolidays = shutOnBankHolidays
    self.terms = terms
  }

  /// What we ship: the reckoned bank holidays, and dates of a usual school year that
  /// each service puts right for its own authority.
  public init() {
    self.init(keepsBankHolidays: true, terms: OpeningCalendar.usualTerms)
  }

  /// No holidays and no terms: every day is like another.
  public static let plain = OpeningCalendar(keepsBankHolidays: false, shutOnBankHolidays: false)

  /// The name of the bank holiday that `day` is.
  public func bankHoliday(on day: Day) -> String? {
    if let named = furtherHolidays.first(where: { $0.day == day }) { return named.name }
    guard keepsBankHolidays, mayBeHoliday(day), !notHolidays.contains(day) else { return nil }
    return BankHolidays.of(nation, in: day.year).first { $0.day == day }?.name
  }

  /// Whether a year may have a holiday on such a day at all: cheap, for it is asked of
  /// every day of every group.
  private func mayBeHoliday(_ day: Day) -> Bool {
    switch (day.month, day.weekday) {
    case (_, .saturday), (_, .sunday): false
    case (_, .monday), (_, .friday), (1, _), (12, _): true
    case (11, _): nation == .scotland
    case (3, _), (7, _): nation == .northernIreland
    default: BankHolidays.proclaimed.contains { $0.day == day }
    }
  }

  /// Whether `day` is in term; nil where no term is known within half a year of it.
  public func isInTerm(_ day: Day) -> Bool? {
    if terms.contains(where: { $0.from <= day && day <= $0.to }) { return true }
    let near = terms.contains { abs($0.from.days(until: day)) < 183 }
    return near ? false : nil
  }

  /// Sentences about what cannot be right.
  public func problems() -> [String] {
    terms.filter { $0.to < $0.from }.map {
      "The term “\($0.name)” ends on \($0.to.british), before it begins."
    }
      + terms.filter { $0.name.isEmpty }.map {
        "The term that begins on \($0.from.british) has no name."
      }
      + zip(sorted, sorted.dropFirst()).filter { $1.from <= $0.to }.map {
        "The terms “\($0.name)” and “\($1.name)” overlap."
      }
      + furtherHolidays.filter { $0.name.isEmpty }.map {
        "The holiday on \($0.day.british) has no name."
      }
  }

  private var sorted: [SchoolTerm] { terms.sorted { $0.from < $1.from } }

  private static let usualTerms: [SchoolTerm] = [
    ("Autumn 2026, first half", 2026, 9, 2, 2026, 10, 23),
    ("Autumn 2026, second half", 2026, 11, 2, 2026, 12, 18),
    ("Spring 2027, first half", 2027, 1, 4, 2027, 2, 12),
    ("Spring 2027, second half", 2027, 2, 22, 2027, 3, 25),
    ("Summer 2027, first half", 2027, 4, 12, 2027, 5, 28),
    ("Summer 2027, second half", 2027, 6, 7, 2027, 7, 21),
  ].compactMap { name, y, m, d, y2, m2, d2 in
    guard let from = Day(year: y, month: m, day: d), let to = Day(year: y2, month: m2, day: d2)
    else { return nil }
    return SchoolTerm(name, from: from, to: to)
  }
}

// The rule of a schedule, read from the standard's fields, with what is impossible
// in it named.

/// Why a schedule's rule cannot be.
public struct RecurrenceFault: Error, Hashable, Sendable {
  /// The field as the standard names it.
  public var field: String
  public var value: String
  /// What is wrong, and what would be right.
  public var reason: String
}

extension RecurrenceRule {
  /// The rule of a schedule, or nil where it says nothing of when it repeats.
  ///
  /// - Parameter value: a field of the standard as it is written, "" where there is none.
  /// - Throws: ``RecurrenceFault`` for the first thing in it that cannot be.
  public static func read(_ value: (String) -> String) throws(RecurrenceFault)
    -> RecurrenceRule?
  {
    let byDay = try days(value("byday"))
    let byMonthDay = try numbers("bymonthday", value("bymonthday"), 1...31, "a day of the month")
    let byYearDay = try numbers("byyearday", value("byyearday"), 1...366, "a day of the year")
    let byWeek = try numbers("byweekno", value("byweekno"), 1...53, "a week of the year")
    let interval = try positive("interval", value("interval"))
    let count = try positive("count", value("count"))
    let start = day(value("dtstart")) ?? day(value("valid_from"))
    let until = day(value("until"))
    if let start = day(value("dtstart")), let until, until < start {
      throw RecurrenceFault(
        field: "until", value: value("until"),
        reason: "it ends on \(until.iso), before it begins on \(start.iso)")
    }
    let written = trimmed(value("freq")).uppercased()
    var frequency = Frequency(rawValue: written)
    if frequency == nil, !written.isEmpty, !written.allSatisfy(\.isLetter) {
      throw RecurrenceFault(
        field: "freq", value: value("freq"),
        reason: "it should be DAILY, WEEKLY, MONTHLY or YEARLY")
    }
    if frequency == nil {
      if !byDay.isEmpty {
        frequency = byDay.contains { $0.ordinal != nil } ? .monthly : .weekly
      } else if !byMonthDay.isEmpty {
        frequency = .monthly
      } else if !byYearDay.isEmpty || !byWeek.isEmpty {
        frequency = .yearly
      }
    }
    guard let frequency else {
      // Something that happens once says so by its first day alone.
      guard let once = day(value("dtstart")) else { return nil }
      return RecurrenceRule(.daily, start: once, until: once)
    }
    if frequency == .monthly, let wrong = byDay.first(where: { abs($0.ordinal ?? 1) > 5 }) {
      throw RecurrenceFault(
        field: "byday", value: value("byday"),
        reason: "no month has a \(abs(wrong.ordinal ?? 0))th \(wrong.weekday.name)")
    }
    return RecurrenceRule(
      frequency, interval: interval ?? 1, start: start, until: until, count: count,
      weekStart: weekday(trimmed(value("wkst")).uppercased()) ?? .monday, byDay: byDay,
      byMonthDay: byMonthDay, byYearDay: byYearDay, byWeekNumber: byWeek)
  }

  // MARK: Parts

  private static let codes: [String: Day.Weekday] = [
    "MO": .monday, "TU": .tuesday, "WE": .wednesday, "TH": .thursday, "FR": .friday,
    "SA": .saturday, "SU": .sunday,
  ]

  static func weekday(_ code: String) -> Day.Weekday? { codes[code] }

  private static func days(_ text: String) throws(RecurrenceFault) -> [DayOfWeek] {
    var found: [DayOfWeek] = []
    for part in parts(text) {
      let code = part.uppercased()
      let ordinal = code.dropLast(2)
      guard let weekday = codes[String(code.suffix(2))],
        ordinal.isEmpty || ordinal == "+" || ordinal == "-" || Int(ordinal) != nil,
        ordinal != "+", ordinal != "-"
      else {
        throw RecurrenceFault(
          field: "byday", value: text,
          reason:
            "“\(part)” is no day; days are written MO, TU, WE, TH, FR, SA, SU, or 2MO and -1FR within a month"
        )
      }
      let place = Int(ordinal)
      if let place, place == 0 || abs(place) > 53 {
        throw RecurrenceFault(
          field: "byday", value: text, reason: "“\(part)” counts days that no month or year has")
      }
      found.append(DayOfWeek(weekday, ordinal: place))
    }
    return found
  }

  private static func numbers(
    _ field: String, _ text: String, _ range: ClosedRange<Int>, _ what: String
  ) throws(RecurrenceFault) -> [Int] {
    var found: [Int] = []
    for part in parts(text) {
      guard let number = Int(part), range.contains(abs(number)) else {
        throw RecurrenceFault(
          field: field, value: text,
          reason:
            "“\(part)” is not \(what), which is \(range.lowerBound) to \(range.upperBound), or −\(range.upperBound) to −1 from the end"
        )
      }
      found.append(number)
    }
    return found
  }

  private static func positive(_ field: String, _ text: String) throws(RecurrenceFault) -> Int? {
    let text = trimmed(text)
    guard !text.isEmpty else { return nil }
    guard let number = Int(text), number > 0 else {
      throw RecurrenceFault(
        field: field, value: text, reason: "it should be a whole number of 1 or more")
    }
    return number
  }

  private static func parts(_ text: String) -> [String] {
    text.split(whereSeparator: { ",; []\"".contains($0) }).map(String.init)
  }

  private static func trimmed(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private static func day(_ text: String) -> Day? { Day(iso: trimmed(text).prefix(10)) }
}

// When an asset is open: its schedules laid over the year as the service knows it.

/// One time that an asset is open. Minutes are from midnight.
public struct OpenTime: Hashable, Comparable, Sendable {
  public var day: Day
  /// Nil where the file gives no time.
  public var opens: Int?
  /// Nil where the file gives no time; above 1440 when it runs past midnight.
  public var closes: Int?

  public init(day: Day, opens: Int? = nil, closes: Int? = nil) {
    self.day = day
    self.opens = opens
    self.closes = closes
  }

  public static func < (a: OpenTime, b: OpenTime) -> Bool {
    (a.day, a.opens ?? 0) < (b.day, b.opens ?? 0)
  }

  /// The minutes in which it is open, from the midnight of its day: all of the day where
  /// no time is given.
  public var minutes: Range<Int> {
    guard let opens else { return 0..<1440 }
    return opens..<max(closes ?? 1440, opens)
  }

  /// "Sat 28/11 10:00–12:00".
  public var words: String {
    let date = String(day.british.prefix(5))
    let from = opens.map(OpenTime.clock) ?? ""
    let to = closes.map { "–" + OpenTime.clock($0) } ?? ""
    return PersonName.joined(["\(day.weekday.shortName) \(date)", from + to])
  }

  static func clock(_ minute: Int) -> String {
    let (hour, rest) = (minute / 60 % 24, minute % 60)
    return "\(hour < 10 ? "0" : "")\(hour):\(rest < 10 ? "0" : "")\(rest)"
  }

  /// The minute of the day that a time of the standard stands for: "10:00:00Z".
  static func minute(_ text: String) -> Int? {
    let parts = text.split(separator: ":", maxSplits: 2)
    guard parts.count >= 2, let hour = Int(parts[0].suffix(2)), (0...24).contains(hour),
      let minute = Int(parts[1].prefix(2)), (0..<60).contains(minute)
    else { return nil }
    return hour * 60 + minute
  }
}

extension AssetSchedule {
  /// Whether it runs only in term, only in the holidays, or both.
  public enum TermTime: Sendable { case always, termOnly, holidaysOnly }

  /// Said in words: the standard has no field for it.
  public var termTime: TermTime {
    let words = "\(description) \(notes)".lowercased().replacing("-", with: " ")
    if words.contains("term time") || words.contains("termtime") || words.contains("during term") {
      return words.contains("not in term") || words.contains("outside term")
        ? .holidaysOnly
        : .termOnly
    }
    return words.contains("school holidays only") || words.contains("holidays only")
      ? .holidaysOnly : .always
  }

  /// What it says of bank holidays: shut, open, or nothing (nil).
  var opensOnBankHolidays: Bool? {
    let words = "\(description) \(notes)".lowercased()
    guard words.contains("bank holiday") || words.contains("public holiday") else { return nil }
    return words.contains("including bank") || words.contains("including public")
      || words.contains("open on bank") || words.contains("open bank")
  }

  /// The rule of its days; nil where it has none, or none that can be.
  public var rule: RecurrenceRule? {
    try? RecurrenceRule.read { field in
      switch field {
      case "freq": freq
      case "interval": interval.map(String.init) ?? ""
      case "byday": byday
      case "bymonthday": bymonthday
      case "byyearday": byyearday
      case "byweekno": byweekno
      case "wkst": wkst
      case "count": count.map(String.init) ?? ""
      case "until": until?.iso ?? ""
      case "dtstart": dtstart?.iso ?? ""
      case "valid_from": validFrom?.iso ?? ""
      default: ""
      }
    }
  }

  /// The times it is open in `range`, in order. Empty also where it has no rule.
  public func sessions(in range: ClosedRange<Day>, calendar: OpeningCalendar) -> [OpenTime] {
    let first = max(range.lowerBound, validFrom ?? range.lowerBound)
    let last = min(range.upperBound, validTo ?? range.upperBound)
    guard first <= last, let rule else { return [] }
    let onHolidays = opensOnBankHolidays ?? !calendar.shutOnBankHolidays
    let term = termTime
    let from = OpenTime.minute(opensAt)
    var to = OpenTime.minute(closesAt)
    if let from, let end = to, end <= from { to = end + 1440 }
    var days = rule.days(in: first...last).filter { !exceptions.contains($0) }
    days += additions.filter { first...last ~= $0 && !days.contains($0) }
    return days.filter { day in
      if !onHolidays, calendar.bankHoliday(on: day) != nil { return false }
      switch term {
      case .always: return true
      // Where the terms of that year are not known, it may be open.
      case .termOnly: return calendar.isInTerm(day) ?? true
      case .holidaysOnly: return !(calendar.isInTerm(day) ?? false)
      }
    }.map { OpenTime(day: $0, opens: from, closes: to) }.sorted()
  }
}

extension Asset {
  /// The times it is open in `range`, in order, each once.
  public func sessions(in range: ClosedRange<Day>, calendar: OpeningCalendar) -> [OpenTime] {
    Set(schedules.flatMap { $0.sessions(in: range, calendar: calendar) }).sorted()
  }

  /// Whether it is open at a minute of a day; nil when its times are not known.
  public func isOpen(on day: Day, minute: Int, calendar: OpeningCalendar) -> Bool? {
    guard schedules.contains(where: { $0.rule != nil }) else { return nil }
    // What began yesterday evening may run past midnight.
    return sessions(in: day.adding(days: -1)...day, calendar: calendar).contains { session in
      session.minutes.contains(session.day == day ? minute : minute + 1440)
    }
  }

  /// The next time it opens, today's still to come included; looks eight weeks on.
  public func nextSession(from day: Day, minute: Int = 0, calendar: OpeningCalendar) -> OpenTime? {
    sessions(in: day...day.adding(days: 56), calendar: calendar).first {
      $0.day > day || $0.closes ?? $0.opens ?? 1440 > minute
    }
  }
}

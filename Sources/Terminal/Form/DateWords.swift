// Reading a date the way people say it: "12/3", "next tue 2pm", "tomorrow", "in 6 weeks".

/// Why a text is no date, as the person reads it.
public struct DateProblem: Error, Sendable, Hashable, CustomStringConvertible {
  public let description: String
}

/// Reads dates in words and figures, day before month.
public enum DateWords {
  /// Which year a day without one belongs to, and which way a weekday looks.
  public enum Leaning: Sendable, Hashable {
    /// Appointments and deadlines.
    case future
    /// Birthdays and what has happened.
    case past
    /// Whichever is nearer.
    case nearest
  }

  /// Reads a date, with a time where one is given.
  ///
  /// A weekday alone is the first one after today (before it, when `leaning` is past); with `next`
  /// it is that of next week, Monday to Sunday; with `last` the one before today.
  /// Throws `DateProblem`.
  public static func read(
    _ text: String, today: Day, leaning: Leaning = .nearest
  ) throws -> Moment {
    var words = text.lowercased().split { $0 == " " || $0 == "," }.map(String.init)
    words.removeAll { ["on", "at", "the", "of"].contains($0) }
    guard !words.isEmpty else { throw DateProblem(description: "write a date") }
    var time: TimeOfDay?
    if let (found, range) = try takeTime(words) {
      time = found
      words.removeSubrange(range)
    }
    if words.isEmpty { return Moment(today, time) }
    let day = try readDay(words, today: today, leaning: leaning, whole: text)
    guard (1850...2200).contains(day.year) else {
      throw DateProblem(description: "the year \(day.year) is too far away")
    }
    return Moment(day, time)
  }

  // MARK: Times

  /// Finds `2pm`, `2.30pm`, `2:30 pm`, `14:00`, `noon`; where it stands.
  private static func takeTime(_ words: [String]) throws -> (TimeOfDay, Range<Int>)? {
    for (index, word) in words.enumerated() {
      if word == "noon" || word == "midday", let noon = TimeOfDay(hour: 12) {
        return (noon, index..<(index + 1))
      }
      var figures = word
      var half: String?
      var end = index + 1
      for suffix in ["am", "pm"] where word.hasSuffix(suffix) && word.count > 2 {
        figures = String(word.dropLast(2))
        half = suffix
      }
      if half == nil, end < words.count, ["am", "pm"].contains(words[end]) {
        half = words[end]
        end += 1
      }
      guard half != nil || word.contains(":") else { continue }
      let parts = figures.split(
        omittingEmptySubsequences: false, whereSeparator: { $0 == ":" || $0 == "." }
      ).map { Int($0) }
      guard let hour = parts.first ?? nil, parts.count <= 2,
        let minute = parts.count == 2 ? parts[1] : 0,
        half == nil || (1...12).contains(hour),
        let time = TimeOfDay(
          hour: half == nil ? hour : hour % 12 + (half == "pm" ? 12 : 0), minute: minute)
      else {
        throw DateProblem(description: "“\(word.neutralised)” is not a time; try 2pm or 14:00")
      }
      return (time, index..<end)
    }
    return nil
  }

  // MARK: Days

  private static func readDay(
    _ words: [String], today: Day, leaning: Leaning, whole: String
  ) throws -> Day {
    if words.count == 1 {
      switch words[0] {
      case "today", "now", "tod": return today
      case "tomorrow", "tom", "tmrw", "tomo": return today.adding(days: 1)
      case "yesterday", "yday": return today.adding(days: -1)
      case "fortnight": return today.adding(days: 14)
      default: break
      }
    }
    if let day = weekday(words, today: today, leaning: leaning) { return day }
    if let day = span(words, today: today) { return day }
    if let day = try figures(words, today: today, leaning: leaning) { return day }
    throw DateProblem(
      description: "“\(whole.neutralised)” is not a date; try 12/3, tomorrow, next tue, in 6 weeks")
  }

  private static func number(ofWeekday word: String) -> Int? {
    guard word.count >= 2 else { return nil }
    let hits = Day.weekdays.indices.filter { Day.weekdays[$0].lowercased().hasPrefix(word) }
    if word == "tues" || word == "weds" || word == "thur" || word == "thurs" {
      return ["tues": 2, "weds": 3, "thur": 4, "thurs": 4][word]
    }
    return hits.count == 1 ? hits[0] + 1 : nil
  }

  private static func weekday(_ words: [String], today: Day, leaning: Leaning) -> Day? {
    guard words.count <= 2, let name = words.last, let wanted = number(ofWeekday: name) else {
      return nil
    }
    let ahead = (wanted - today.weekday + 6) % 7 + 1
    switch words.count == 2 ? words[0] : "" {
    case "next": return today.adding(days: 7 - today.weekday + wanted)
    case "last": return today.adding(days: ahead - 7 == 0 ? -7 : ahead - 7)
    case "this": return today.adding(days: ahead % 7)
    case "": return today.adding(days: leaning == .past ? (ahead == 7 ? -7 : ahead - 7) : ahead)
    default: return nil
    }
  }

  private static let units: [(names: [String], days: Int, months: Int)] = [
    (["d", "day", "days"], 1, 0), (["w", "wk", "wks", "week", "weeks"], 7, 0),
    (["fortnight", "fortnights"], 14, 0), (["m", "mth", "mths", "month", "months"], 0, 1),
    (["y", "yr", "yrs", "year", "years"], 0, 12),
  ]

  private static let numerals = [
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "twelve": 12, "next": 1, "last": -1,
  ]

  /// `in 6 weeks`, `3 days ago`, `6w`, `next month`.
  private static func span(_ words: [String], today: Day) -> Day? {
    var rest = words
    var sign = 1
    if rest.first == "in" { rest.removeFirst() }
    if rest.last == "ago" {
      sign = -1
      rest.removeLast()
    }
    if rest.last == "time" { rest.removeLast() }
    if rest.count == 1, let word = rest.first {
      let digits = word.drop { $0 == "+" }.prefix { $0.isASCII && $0.isNumber }
      guard !digits.isEmpty else { return nil }
      rest = [String(digits), String(word.drop { $0 == "+" }.dropFirst(digits.count))]
    }
    guard rest.count == 2, let count = Int(rest[0]) ?? numerals[rest[0]], abs(count) < 10_000,
      let unit = units.first(where: { $0.names.contains(rest[1]) })
    else { return nil }
    return unit.months > 0
      ? today.adding(months: sign * count * unit.months)
      : today.adding(days: sign * count * unit.days)
  }

  /// `12/3`, `12/03/26`, `2026-03-12`, `12 mar`, `mar 12 2026`.
  private static func figures(_ words: [String], today: Day, leaning: Leaning) throws -> Day? {
    var parts = words
    if let first = parts.first, number(ofWeekday: first) != nil, parts.count > 1 {
      parts.removeFirst()
    }
    parts = parts.flatMap { word in
      word.split { $0 == "/" || $0 == "-" || $0 == "." }.map(String.init)
    }
    guard (2...3).contains(parts.count) else { return nil }
    if let month = self.month(parts[0]), let day = ordinal(parts[1]) {
      return try make(day, month, parts.count > 2 ? parts[2] : nil, today, leaning)
    }
    if parts.count == 3, parts[0].count == 4, let year = Int(parts[0]), let month = Int(parts[1]),
      let day = Int(parts[2])
    {
      return try checked(day, month, year)
    }
    guard let day = ordinal(parts[0]), let month = Int(parts[1]) ?? self.month(parts[1]) else {
      return nil
    }
    return try make(day, month, parts.count > 2 ? parts[2] : nil, today, leaning)
  }

  private static func month(_ word: String) -> Int? {
    guard word.count >= 3 else { return nil }
    if word == "sept" { return 9 }
    return Day.months.firstIndex { $0.lowercased().hasPrefix(word) }.map { $0 + 1 }
  }

  private static func ordinal(_ word: String) -> Int? {
    for suffix in ["st", "nd", "rd", "th"] where word.hasSuffix(suffix) {
      return Int(word.dropLast(2))
    }
    return Int(word)
  }

  private static func make(
    _ day: Int, _ month: Int, _ year: String?, _ today: Day, _ leaning: Leaning
  ) throws -> Day {
    if let year {
      guard var full = Int(year), year.count == 2 || year.count == 4 else {
        throw DateProblem(description: "“\(year.neutralised)” is not a year; write 2026 or 26")
      }
      if year.count == 2 {
        full += today.year / 100 * 100
        // A birthday is never ahead; other years are within fifty.
        if leaning == .past ? full > today.year : full > today.year + 50 { full -= 100 }
      }
      return try checked(day, month, full)
    }
    // 29 February belongs to the nearest year that has one.
    let years = (-8...8).map { today.year + $0 }
    let candidates = years.compactMap { Day(year: $0, month: month, day: day) }
    let best: Day? =
      switch leaning {
      case .future: candidates.first { $0 >= today }
      case .past: candidates.last { $0 <= today }
      case .nearest:
        candidates.min { abs($0.number - today.number) < abs($1.number - today.number) }
      }
    guard let best else { return try checked(day, month, today.year) }
    return best
  }

  private static func checked(_ day: Int, _ month: Int, _ year: Int) throws -> Day {
    if let found = Day(year: year, month: month, day: day) { return found }
    guard (1...12).contains(month) else {
      throw DateProblem(description: "there is no month \(month); write the day first: 12/3")
    }
    let length = Day.length(ofMonth: month, year: year)
    throw DateProblem(
      description: "\(Day.months[month - 1])\(month == 2 ? " \(year)" : "") has \(length) days")
  }
}

// When somebody is free in an ordinary week, read from what they say: "weekdays after
// 4, Saturday mornings".

import Foundation

/// A stretch of one weekday.
public struct WeekSpan: Hashable, Comparable, Sendable {
  public var weekday: Day.Weekday
  /// Minutes after midnight; `to` is later than `from`.
  public var from: Int
  public var to: Int

  /// Nil where `to` is not later than `from`, or either is no time of a day.
  public init?(_ weekday: Day.Weekday, from: Int, to: Int) {
    guard from >= 0, to <= 1_440, from < to else { return nil }
    self.weekday = weekday
    self.from = from
    self.to = to
  }

  public static func < (a: WeekSpan, b: WeekSpan) -> Bool {
    (a.weekday.rawValue, a.from, a.to) < (b.weekday.rawValue, b.from, b.to)
  }

  /// Minutes that both have.
  public func shared(with other: WeekSpan) -> Int {
    weekday == other.weekday ? max(0, min(to, other.to) - max(from, other.from)) : 0
  }
}

/// Why a text does not say when somebody is free.
public struct FreeTimesError: Error, Equatable, CustomStringConvertible {
  public let word: String

  public init(word: String) { self.word = word }

  public var description: String {
    "“\(word)” is no day or time here; write it as: weekdays after 4, Sat 10–12"
  }
}

/// The times of a week at which somebody is free. None at all means that nobody asked.
public struct FreeTimes: Equatable, Sendable {
  /// In the order of the week, none touching another.
  public private(set) var spans: [WeekSpan]

  public init(_ spans: [WeekSpan] = []) { self.spans = Self.joined(spans) }

  public var isEmpty: Bool { spans.isEmpty }

  /// Reads days and times as people say them: "mon–fri after 16:00", "weekdays after
  /// school, sat", "tue and thu evenings", "weekends 10-12". A day without a time is the
  /// whole day; an hour from 1 to 7 without am or pm is in the afternoon.
  public init(reading text: String) throws(FreeTimesError) {
    var reader = FreeTimesReader(text)
    self.init(try reader.spans())
  }

  private static func joined(_ spans: [WeekSpan]) -> [WeekSpan] {
    var result: [WeekSpan] = []
    for span in spans.sorted() {
      if let last = result.last, last.weekday == span.weekday, span.from <= last.to {
        result[result.count - 1].to = max(last.to, span.to)
      } else {
        result.append(span)
      }
    }
    return result
  }

  /// The times in words that read back as the same: "Mon–Fri after 16:00; Sat".
  public var words: String {
    var groups: [(times: [WeekSpan], days: [Day.Weekday])] = []
    for weekday in Day.Weekday.allCases {
      let times = spans.filter { $0.weekday == weekday }
      guard !times.isEmpty else { continue }
      let same = groups.firstIndex {
        $0.times.map { [$0.from, $0.to] } == times.map { [$0.from, $0.to] }
      }
      if let same {
        groups[same].days.append(weekday)
      } else {
        groups.append((times, [weekday]))
      }
    }
    return groups.map { group in
      let days = Self.runs(group.days)
      return group.times.map { PersonName.joined([days, Self.words($0)]) }.joined(separator: "; ")
    }.joined(separator: "; ")
  }

  /// "Mon–Fri", "Tue, Thu".
  private static func runs(_ days: [Day.Weekday]) -> String {
    var runs: [[Day.Weekday]] = []
    for day in days {
      if let last = runs.last?.last, last.rawValue + 1 == day.rawValue {
        runs[runs.count - 1].append(day)
      } else {
        runs.append([day])
      }
    }
    return runs.flatMap { run in
      run.count > 2
        ? ["\(run[0].shortName)–\(run[run.count - 1].shortName)"] : run.map(\.shortName)
    }.joined(separator: ", ")
  }

  private static func words(_ span: WeekSpan) -> String {
    switch (span.from, span.to) {
    case (0, 1_440): ""
    case (_, 1_440): "after \(clock(span.from))"
    case (0, _): "until \(clock(span.to))"
    default: "\(clock(span.from))–\(clock(span.to))"
    }
  }

  static func clock(_ minute: Int) -> String {
    let parts = [minute / 60, minute % 60].map { ($0 < 10 ? "0" : "") + "\($0)" }
    return parts.joined(separator: ":")
  }
}

/// Reads one word after another.
private struct FreeTimesReader {
  private var words: [Substring]
  private var days: [Day.Weekday] = []
  private var found: [WeekSpan] = []
  /// Whether a time has been said for `days`, so that the next day begins a new group.
  private var isTimed = false

  init(_ text: String) {
    let plain = text.lowercased().replacing("–", with: "-").replacing("—", with: "-")
      .replacing(" - ", with: "-")
    words = plain.split { " ,;\n\t&".contains($0) }.filter { !Self.filler.contains(String($0)) }
  }

  private static let filler: Set<String> = [
    "and", "on", "at", "in", "the", "all", "is", "free", "o'clock",
  ]

  mutating func spans() throws(FreeTimesError) -> [WeekSpan] {
    var index = 0
    while index < words.count {
      let word = words[index]
      if let more = Self.days(word) {
        var run = more
        if index + 2 < words.count, ["to", "till", "until"].contains(words[index + 1]),
          let end = Self.days(words[index + 2])?.last, let start = run.first, run.count == 1
        {
          run = Self.run(start, end)
          index += 2
        }
        if isTimed || days.isEmpty { close() }
        days += run
      } else if let times = try time(at: &index) {
        if days.isEmpty { days = Day.Weekday.allCases }
        add(times)
      } else {
        throw FreeTimesError(word: String(word))
      }
      index += 1
    }
    close()
    return found
  }

  /// Ends a group of days; days without a time are whole days.
  private mutating func close() {
    if !isTimed { add(0..<1_440) }
    days = []
    isTimed = false
  }

  private mutating func add(_ times: Range<Int>) {
    found += days.compactMap { WeekSpan($0, from: times.lowerBound, to: times.upperBound) }
    isTimed = true
  }

  private static func run(_ start: Day.Weekday, _ end: Day.Weekday) -> [Day.Weekday] {
    let all = Day.Weekday.allCases
    let from = start.rawValue - 1
    let length = (end.rawValue - start.rawValue + 7) % 7
    return (0...length).map { all[(from + $0) % 7] }
  }

  private static func days(_ word: Substring) -> [Day.Weekday]? {
    let all = Day.Weekday.allCases
    switch word {
    case "weekdays", "weekday": return Array(all.prefix(5))
    case "weekends", "weekend": return Array(all.suffix(2))
    case "every", "everyday", "any", "always", "day", "days", "daily": return all
    default: break
    }
    let ends = word.split(separator: "-")
    if ends.count == 2, let start = day(ends[0]), let end = day(ends[1]) { return run(start, end) }
    return day(word).map { [$0] }
  }

  private static func day(_ word: Substring) -> Day.Weekday? {
    guard word.count >= 2 else { return nil }
    let names = [
      "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    ]
    let single = word.hasSuffix("s") && word.count > 4 ? word.dropLast() : word
    let matches = names.indices.filter {
      names[$0].hasPrefix(single) || (word == "tues" && $0 == 1) || (word == "thurs" && $0 == 3)
    }
    return matches.count == 1 ? Day.Weekday(rawValue: matches[0] + 1) : nil
  }

  private mutating func time(at index: inout Int) throws(FreeTimesError) -> Range<Int>? {
    let word = words[index]
    switch word {
    case "morning", "mornings": return 480..<720
    case "afternoon", "afternoons": return 720..<1_020
    case "evening", "evenings": return 1_020..<1_320
    case "after", "from":
      guard index + 1 < words.count else { throw FreeTimesError(word: String(word)) }
      index += 1
      // The school day ends at half past three in most places.
      if words[index] == "school" { return 930..<1_440 }
      guard let start = Self.minute(words[index]) else {
        throw FreeTimesError(word: String(words[index]))
      }
      if index + 2 < words.count, ["to", "till", "until"].contains(words[index + 1]),
        let end = Self.minute(words[index + 2])
      {
        index += 2
        return try Self.range(start, end, word)
      }
      return start..<1_440
    case "before", "until", "till":
      guard index + 1 < words.count, let end = Self.minute(words[index + 1]), end > 0 else {
        throw FreeTimesError(word: String(word))
      }
      index += 1
      return 0..<end
    default: break
    }
    let ends = word.split(separator: "-")
    if ends.count == 2, let start = Self.minute(ends[0]), let end = Self.minute(ends[1]) {
      return try Self.range(start, end, word)
    }
    if ends.count == 1, let start = Self.minute(word), index + 2 < words.count,
      ["to", "till", "until"].contains(words[index + 1]), let end = Self.minute(words[index + 2])
    {
      index += 2
      return try Self.range(start, end, word)
    }
    return nil
  }

  private static func range(_ start: Int, _ end: Int, _ word: Substring)
    throws(FreeTimesError) -> Range<Int>
  {
    // "10-2" ends in the afternoon, and "4-6" is after school, not before dawn.
    if start < end { return start..<end }
    if end + 720 <= 1_440, start < end + 720 { return start..<(end + 720) }
    throw FreeTimesError(word: String(word))
  }

  /// "16:00", "4", "4pm", "10.30am".
  private static func minute(_ text: Substring) -> Int? {
    var digits = text
    var half: Int?
    for (suffix, hours) in [("am", 0), ("pm", 12)] where digits.hasSuffix(suffix) {
      digits = digits.dropLast(2)
      half = hours
    }
    let parts = digits.split(whereSeparator: { ":.".contains($0) }).map { Int($0) }
    guard (1...2).contains(parts.count), let hour = parts[0], (0...24).contains(hour) else {
      return nil
    }
    let minutes = parts.count == 2 ? parts[1] ?? 99 : 0
    guard (0..<60).contains(minutes) else { return nil }
    var hours = hour
    if let half {
      guard (1...12).contains(hour) else { return nil }
      hours = hour % 12 + half
    } else if (1...7).contains(hour), !digits.hasPrefix("0") {
      hours += 12
    }
    let all = hours * 60 + minutes
    return all <= 1_440 ? all : nil
  }
}

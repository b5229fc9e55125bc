// Another calendar's events for the diary (RFC 5545): dates, hours in UTC, in a named
// zone or in none, lengths, cancelled events, and those that repeat every day or week.

import Casework
import Foundation

/// Reads iCalendar files.
public struct ICalendarReader {
  private let worker: Identifier<LinkWorker>
  private let zone: TimeZone
  private let from: Day
  private let to: Day
  /// More than anybody's diary holds; a file with more is a mistake or an attack.
  public static let mostEvents = 20_000

  /// - Parameters:
  ///   - worker: in whose diary they go.
  ///   - zone: in which the diary's hours are, and those of events that name no zone.
  ///   - from: events before this day are left out, as are those after `to`.
  public init(
    for worker: Identifier<LinkWorker>, from: Day, to: Day, in zone: TimeZone = .current
  ) {
    self.worker = worker
    self.zone = zone
    self.from = from
    self.to = to
  }

  /// What a file holds.
  public struct Result: Equatable, Sendable {
    public var appointments: [Appointment]
    /// Events outside the days that were asked for.
    public var outside: Int
    /// Events that repeat in a way that is not read; their first time alone is there.
    public var repeating: Int
  }

  /// The file's events as appointments of nobody's case.
  ///
  /// - Parameter mint: makes an id for each.
  /// - Throws: ``CalendarError``, which names the line.
  public func read(
    _ text: String, mint: () -> Identifier<Appointment>
  ) throws -> Result {
    let lines = try CalendarText.lines(of: text)
    guard let first = lines.first, first.name == "BEGIN",
      first.value.trimmingCharacters(in: .whitespaces).uppercased() == "VCALENDAR"
    else { throw CalendarError.notACalendar }
    var result = Result(appointments: [], outside: 0, repeating: 0)
    var event: [CalendarLine]?
    var began = 0
    var depth = 0
    var events = 0
    for line in lines {
      switch (line.name, line.value.uppercased()) {
      case ("BEGIN", "VEVENT"):
        event = []
        began = line.number
        events += 1
        guard events <= Self.mostEvents else { throw CalendarError.tooMany(Self.mostEvents) }
      case ("END", "VEVENT"):
        if let event { try add(event, at: began, to: &result, mint: mint) }
        event = nil
      // What lies within an event, an alarm for one, is not the event's.
      case ("BEGIN", _) where event != nil: depth += 1
      case ("END", _) where event != nil: depth = max(0, depth - 1)
      default: if depth == 0 { event?.append(line) }
      }
    }
    if event != nil { throw CalendarError.missing(field: "END:VEVENT", number: began) }
    return result
  }

  private func add(
    _ lines: [CalendarLine], at number: Int, to result: inout Result,
    mint: () -> Identifier<Appointment>
  ) throws {
    func value(_ name: String) -> CalendarLine? { lines.first { $0.name == name } }
    guard let startLine = value("DTSTART") else {
      throw CalendarError.missing(field: "DTSTART", number: number)
    }
    guard let uid = value("UID")?.value, !uid.isEmpty else {
      throw CalendarError.missing(field: "UID", number: number)
    }
    let start = try moment(startLine)
    var minutes = 60
    if let end = value("DTEND") {
      let end = try moment(end)
      minutes = start.minutes(until: end, in: zone)
    } else if let duration = value("DURATION") {
      minutes = try Self.minutes(duration)
    }
    let isCancelled = value("STATUS")?.value.uppercased() == "CANCELLED"
    let title = CalendarText.unescaped(value("SUMMARY")?.value ?? "")
    let place = CalendarText.unescaped(value("LOCATION")?.value ?? "")
    let times = value("RRULE").map { self.times(of: $0, from: start, result: &result) } ?? [start]
    let left = Set(try lines.filter { $0.name == "EXDATE" }.flatMap { try moments($0) })
    for (index, time) in times.enumerated() where !left.contains(time) {
      guard time.day >= from, time.day <= to else {
        result.outside += 1
        continue
      }
      result.appointments.append(
        Appointment(
          id: mint(), workerID: worker, kind: time.minute == nil ? .task : .meeting,
          title: title, on: time.day, at: time.minute,
          minutes: time.minute == nil ? 0 : min(max(minutes, 0), 1_440), place: place,
          state: isCancelled ? .cancelled : .planned,
          // Each time of a series has a name of its own, which stays the same.
          foreignID: index == 0 ? uid : "\(uid)#\(time.day.iso)"))
    }
  }

  // MARK: Moments

  /// A day, perhaps with an hour, in the diary's zone.
  private struct When: Hashable {
    var day: Day
    var minute: Int?

    func minutes(until end: When, in zone: TimeZone) -> Int {
      guard let minute, let last = end.minute else { return 0 }
      let span = DayClock.date(end.day, minute: last, in: zone).timeIntervalSince(
        DayClock.date(day, minute: minute, in: zone))
      return Int(span / 60)
    }
  }

  private func moments(_ line: CalendarLine) throws -> [When] {
    try line.value.split(separator: ",").map { part in
      var line = line
      line.value = String(part)
      return try moment(line)
    }
  }

  private func moment(_ line: CalendarLine) throws -> When {
    let text = line.value.trimmingCharacters(in: .whitespaces)
    let bad = CalendarError.badDate(String(text.prefix(40)), number: line.number)
    let digits = text.prefix(8)
    guard digits.utf8.count == 8, digits.utf8.allSatisfy({ (48...57).contains($0) }),
      let year = Int(digits.prefix(4)), let month = Int(digits.dropFirst(4).prefix(2)),
      let number = Int(digits.suffix(2)), let day = Day(year: year, month: month, day: number)
    else { throw bad }
    let rest = text.dropFirst(8)
    guard !rest.isEmpty else { return When(day: day) }
    let isUTC = rest.hasSuffix("Z")
    let clock = rest.dropFirst().prefix(6)
    guard rest.first == "T", clock.utf8.count == 6, rest.utf8.count == (isUTC ? 8 : 7),
      clock.utf8.allSatisfy({ (48...57).contains($0) }), let hour = Int(clock.prefix(2)),
      let minute = Int(clock.dropFirst(2).prefix(2)), hour < 24, minute < 60
    else { throw bad }
    var its = zone
    if isUTC {
      its = .gmt
    } else if let name = line.parameters["TZID"] {
      // Some write a zone's name behind a path of their own.
      let short = name.split(separator: "/").suffix(2).joined(separator: "/")
      guard let known = TimeZone(identifier: name) ?? TimeZone(identifier: short) else {
        throw CalendarError.unknownZone(name, number: line.number)
      }
      its = known
    }
    let date = DayClock.date(day, minute: hour * 60 + minute, in: its)
    return When(day: Day(date, in: zone), minute: DayClock.minute(of: date, in: zone))
  }

  /// Minutes of `PT1H30M`, `P1D`, `P2W`.
  private static func minutes(_ line: CalendarLine) throws -> Int {
    let bad = CalendarError.badDuration(String(line.value.prefix(40)), number: line.number)
    var total = 0
    var digits = ""
    var isTime = false
    guard line.value.hasPrefix("P") || line.value.hasPrefix("+P") else { throw bad }
    for character in line.value.drop(while: { $0 == "+" }).dropFirst() {
      if character.isASCII, character.isNumber, digits.count < 6 {
        digits.append(character)
        continue
      }
      if character == "T" {
        isTime = true
        continue
      }
      guard let number = Int(digits) else { throw bad }
      digits = ""
      switch (character, isTime) {
      case ("W", false): total += number * 10_080
      case ("D", false): total += number * 1_440
      case ("H", true): total += number * 60
      case ("M", true): total += number
      case ("S", true): break
      default: throw bad
      }
    }
    guard digits.isEmpty else { throw bad }
    return total
  }

  // MARK: Repeating

  /// The times of an event that repeats, from the first to the last day asked for.
  private func times(
    of rule: CalendarLine, from start: When, result: inout Result
  ) -> [When] {
    var parts: [String: String] = [:]
    for part in rule.value.uppercased().split(separator: ";") {
      let pair = part.split(separator: "=", maxSplits: 1).map(String.init)
      if pair.count == 2 { parts[pair[0]] = pair[1] }
    }
    let step = max(1, parts["INTERVAL"].flatMap(Int.init) ?? 1)
    let known: Set<String> = ["FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "WKST"]
    let names = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
    let days = (parts["BYDAY"] ?? "").split(separator: ",").map { names.firstIndex(of: String($0)) }
    let frequency = parts["FREQ"]
    guard Set(parts.keys).isSubset(of: known), frequency == "DAILY" || frequency == "WEEKLY",
      !days.contains(nil), frequency == "WEEKLY" || days.isEmpty, step < 1_000
    else {
      result.repeating += 1
      return [start]
    }
    let most = parts["COUNT"].flatMap(Int.init) ?? Int.max
    var last = to
    if let until = parts["UNTIL"] {
      let line = CalendarLine(name: "UNTIL", value: until, number: rule.number)
      if let end = try? moment(line) { last = min(last, end.day) }
    }
    var times: [When] = []
    // Counted from the first, so that a series that began long ago ends when it should.
    let wanted = days.compactMap { $0 }
    var day = start.day
    var weeks = 0
    while day <= last, times.count < most, times.count < Self.mostEvents {
      if frequency == "DAILY" {
        times.append(When(day: day, minute: start.minute))
        day = day.adding(days: step)
        continue
      }
      let monday = start.day.monday.adding(days: weeks * 7)
      for index in wanted.isEmpty ? [start.day.weekday.rawValue - 1] : wanted.sorted() {
        let date = monday.adding(days: index)
        if date >= start.day, date <= last, times.count < most {
          times.append(When(day: date, minute: start.minute))
        }
      }
      weeks += step
      day = start.day.monday.adding(days: weeks * 7)
    }
    // What lies before the days asked for is no news, but it was counted.
    return times.isEmpty ? [start] : times
  }
}

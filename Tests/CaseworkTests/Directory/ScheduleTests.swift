// When a service is open: rules of days, bank holidays, terms, and an independent
// reading of the same rules.

import Foundation
import Testing

@testable import Casework

private func day(_ iso: String) -> Day { Day(iso: iso) ?? Day(number: 0) }

private func fields(_ text: String) -> (String) -> String {
  let pairs = text.split(separator: ";").map { $0.split(separator: "=", maxSplits: 1) }
  let values = Dictionary(
    pairs.map { (String($0[0]).lowercased(), $0.count > 1 ? String($0[1]) : "") },
    uniquingKeysWith: { first, _ in first })
  return { values[$0] ?? "" }
}

@Suite("Rules of days")
struct RecurrenceTests {
  @Test(
    "say which days they mean",
    arguments: [
      ("freq=WEEKLY;byday=TH,FR", "2026-11-26 2026-11-27 2026-12-03 2026-12-04"),
      ("freq=WEEKLY;interval=2;byday=MO;dtstart=2026-11-16", "2026-11-30"),
      ("freq=WEEKLY;dtstart=2026-11-18", "2026-11-25 2026-12-02"),
      ("freq=MONTHLY;byday=-1FR", "2026-11-27"), ("freq=MONTHLY;byday=1WE", "2026-12-02"),
      ("freq=MONTHLY;bymonthday=-1,1", "2026-11-30 2026-12-01"),
      ("freq=MONTHLY;bymonthday=31", ""), ("byday=2TU", ""), ("byday=1TU", "2026-12-01"),
      ("byday=SA", "2026-11-28 2026-12-05"), ("dtstart=2026-11-27", "2026-11-27"),
      ("freq=DAILY;interval=5;dtstart=2026-11-20", "2026-11-25 2026-11-30 2026-12-05"),
      ("freq=WEEKLY;byday=MO;count=2;dtstart=2026-11-16", "2026-11-23"),
      ("freq=WEEKLY;byday=MO;until=2026-11-23;dtstart=2026-11-02", "2026-11-23"),
      ("freq=YEARLY;byyearday=335", "2026-12-01"),
      ("freq=YEARLY;byweekno=48;byday=TU", "2026-11-24"), ("", ""),
    ])
  func days(rule: String, expected: String) throws {
    let read = try RecurrenceRule.read(fields(rule))
    let found = read?.days(in: day("2026-11-23")...day("2026-12-05")) ?? []
    #expect(found.map(\.iso).joined(separator: " ") == expected)
  }

  @Test(
    "that cannot be are named by their field",
    arguments: [
      ("byday=XX", "byday"), ("byday=0MO", "byday"), ("freq=MONTHLY;byday=6MO", "byday"),
      ("byday=MO,+", "byday"), ("bymonthday=32", "bymonthday"), ("bymonthday=0", "bymonthday"),
      ("byyearday=400", "byyearday"), ("byweekno=54", "byweekno"), ("interval=0", "interval"),
      ("interval=-1;byday=MO", "interval"), ("count=0;byday=MO", "count"),
      ("freq=W33KLY", "freq"), ("dtstart=2026-05-01;until=2026-04-01;byday=MO", "until"),
    ])
  func impossible(rule: String, field: String) {
    let fault = #expect(throws: RecurrenceFault.self) { try RecurrenceRule.read(fields(rule)) }
    #expect(fault?.field == field && fault?.reason.isEmpty == false)
  }

  @Test("that no day ever fits are known for it")
  func never() throws {
    let february = try RecurrenceRule.read(fields("freq=MONTHLY;bymonthday=31;byyearday=32,33"))
    #expect(february?.everHappens == false)
    let leap = try RecurrenceRule.read(fields("freq=YEARLY;byyearday=366;byday=MO"))
    #expect(leap?.everHappens == true)
    #expect(try RecurrenceRule.read(fields("byday=MO"))?.everHappens == true)
  }

  @Test("a counted rule of long ago ends, and one that never happens takes no time")
  func counted() throws {
    let rule = try RecurrenceRule.read(
      fields("freq=DAILY;bymonthday=31;byyearday=32;count=5;dtstart=1990-01-01"))
    #expect(rule?.days(in: day("2026-01-01")...day("2026-12-31")) == [])
  }
}

@Suite("Weeks of a year")
struct WeekNumberTests {
  @Test(
    "belong to the year of their fourth day, the first days of January too",
    arguments: ["MO", "SU"])
  func weeks(weekStart: String) throws {
    let codes = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
    let first = try #require(codes.firstIndex(of: weekStart)) + 1
    let all = day("2020-12-20")...day("2029-01-10")
    var found: [Int: Set<Day>] = [:]
    for number in 1...53 {
      let rule = try RecurrenceRule.read(
        fields(
          "freq=YEARLY;byweekno=\(number);byday=\(codes.joined(separator: ","));wkst=\(weekStart);dtstart=2019-01-01"
        ))
      found[number] = Set(rule?.days(in: all) ?? [])
    }
    var early = 0
    for number in all.lowerBound.number...all.upperBound.number {
      let one = Day(number: number)
      let begins = number - (one.weekday.rawValue - first + 7) % 7
      let fourth = Day(number: begins + 3)
      let yearBegins = day("\(fourth.iso.prefix(4))-01-01").number
      let week = (fourth.number - yearBegins) / 7 + 1
      for (candidate, days) in found {
        #expect(days.contains(one) == (candidate == week), "\(one.iso) and week \(candidate)")
      }
      if one.iso.prefix(4) > fourth.iso.prefix(4) { early += 1 }
    }
    #expect(early > 6, "days of January in the last week of the year before")
  }
}

@Suite("Rules of days beside python-dateutil", .enabled(if: Dateutil.isThere))
struct DateutilTests {
  @Test("two thousand random rules give the same days")
  func same() throws {
    var generator = SeededGenerator(seed: 5545)
    let rules = (0..<2_000).map { _ in RandomRule(using: &generator) }
    let expected = try Dateutil.days(of: rules.map(\.python))
    #expect(expected.count == rules.count)
    var happened = 0
    for (rule, theirs) in zip(rules, expected) {
      var ours = rule.rule.days(in: day("2024-01-01")...day("2027-12-31")).map(\.iso)
      var theirs = theirs
      if !rule.rule.byWeekNumber.isEmpty {
        // Where the first days of a year lie in the last week of the year before,
        // dateutil 2.9 counts that week by the length of the wrong year (`lnumweeks` in
        // rrule.py): for those days it is no witness, and `weeks` below is.
        let isEarly = { (iso: String) in ["-01-01", "-01-02", "-01-03"].contains(iso.suffix(6)) }
        ours.removeAll(where: isEarly)
        theirs.removeAll(where: isEarly)
      }
      #expect(ours == theirs, "\(rule.python)")
      if !ours.isEmpty { happened += 1 }
    }
    #expect(happened > 1_000, "rules that never happen prove little")
  }
}

/// A rule such as publishers write, and dateutil’s words for it.
private struct RandomRule {
  let rule: RecurrenceRule
  let python: String

  init(using generator: inout SeededGenerator) {
    func chance(_ share: Double) -> Bool { Double.random(in: 0..<1, using: &generator) < share }
    func some(_ range: ClosedRange<Int>, _ most: Int) -> [Int] {
      Array(
        Set(
          (0..<Int.random(in: 1...most, using: &generator)).map { _ in
            let number = Int.random(in: range, using: &generator)
            return chance(0.25) ? -number : number
          })
      ).sorted()
    }
    let frequency = RecurrenceRule.Frequency.allCases.randomElement(using: &generator) ?? .weekly
    let start = Day(number: Int.random(in: 19_000...20_500, using: &generator))
    let weekStart = chance(0.3) ? Day.Weekday.sunday : .monday
    var rule = RecurrenceRule(
      frequency, interval: chance(0.5) ? 1 : Int.random(in: 2...5, using: &generator),
      start: start, weekStart: weekStart)
    let codes = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
    var parts = [
      "FREQ=\(frequency.rawValue)", "INTERVAL=\(rule.interval)",
      "WKST=\(codes[weekStart.rawValue - 1])",
    ]
    if chance(0.6) {
      let isCounted = (frequency == .monthly || frequency == .yearly) && chance(0.6)
      let days = Array(Set((0..<3).map { _ in Int.random(in: 1...7, using: &generator) })).sorted()
      rule.byDay = days.compactMap { number in
        let ordinal = isCounted ? some(1...(frequency == .monthly ? 5 : 52), 1).first : nil
        return Day.Weekday(rawValue: number).map { RecurrenceRule.DayOfWeek($0, ordinal: ordinal) }
      }
      let written = rule.byDay.map {
        ($0.ordinal.map(String.init) ?? "") + codes[$0.weekday.rawValue - 1]
      }
      parts.append("BYDAY=\(written.joined(separator: ","))")
    }
    if chance(0.25) { rule.byMonthDay = some(1...31, 4) }
    if chance(0.1) { rule.byYearDay = some(1...366, 30) }
    if frequency == .yearly, chance(0.3) { rule.byWeekNumber = some(1...53, 12).filter { $0 > 0 } }
    func list(_ name: String, _ numbers: [Int]) {
      if !numbers.isEmpty {
        parts.append("\(name)=\(numbers.map(String.init).joined(separator: ","))")
      }
    }
    list("BYMONTHDAY", rule.byMonthDay)
    list("BYYEARDAY", rule.byYearDay)
    list("BYWEEKNO", rule.byWeekNumber)
    if chance(0.2) {
      rule.count = Int.random(in: 1...60, using: &generator)
      parts.append("COUNT=\(rule.count ?? 1)")
    } else if chance(0.3) {
      let until = start.adding(days: Int.random(in: 0...1_200, using: &generator))
      rule.until = until
      parts.append("UNTIL=\(until.iso.replacing("-", with: ""))T000000")
    }
    self.rule = rule
    python = "\(start.iso) \(parts.joined(separator: ";"))"
  }
}

/// python-dateutil, an implementation of the same rules that is none of ours.
private enum Dateutil {
  static let isThere: Bool = {
    let found = (try? run("import dateutil.rrule", input: "")) != nil
    if !found { print("Skipped: python3 with dateutil is not here") }
    return found
  }()

  static func days(of rules: [String]) throws -> [[String]] {
    let script = """
      import sys, datetime
      from dateutil.rrule import rrulestr
      begin, end = datetime.datetime(2024, 1, 1), datetime.datetime(2027, 12, 31)
      for line in sys.stdin:
          start, rule = line.strip().split(" ", 1)
          first = datetime.datetime.fromisoformat(start)
          found = []
          for moment in rrulestr(rule, dtstart=first):
              if moment > end:
                  break
              if moment >= begin:
                  found.append(moment.date().isoformat())
          print(" ".join(found))
      """
    return try run(script, input: rules.joined(separator: "\n") + "\n")
      .split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      .map { $0.split(separator: " ").map(String.init) }
  }

  private struct Missing: Error {}

  private static func run(_ script: String, input: String) throws -> String {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("fingerpost-rules-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let asked = folder.appendingPathComponent("rules")
    try Data(input.utf8).write(to: asked)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", script]
    process.standardInput = try FileHandle(forReadingFrom: asked)
    let out = Pipe()
    process.standardOutput = out
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = out.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Missing() }
    return String(decoding: data, as: UTF8.self)
  }
}

@Suite("Bank holidays, terms and opening times")
struct OpeningTests {
  private let calendar = OpeningCalendar(
    keepsBankHolidays: true, furtherHolidays: [NamedDay(day("2026-11-30"), "A day of its own")],
    notHolidays: [day("2026-12-28")],
    terms: [SchoolTerm("Autumn", from: day("2026-11-02"), to: day("2026-12-18"))])

  private func sessions(_ schedule: AssetSchedule, _ from: String, _ to: String) -> String {
    schedule.sessions(in: day(from)...day(to), calendar: calendar).map(\.words)
      .joined(separator: ", ")
  }

  @Test("a Monday group is shut on a bank holiday, unless it says otherwise")
  func shut() {
    var monday = AssetSchedule(freq: "WEEKLY", byday: "MO", opensAt: "18:00", closesAt: "19:30")
    #expect(
      sessions(monday, "2026-11-23", "2026-12-07") == "Mon 23/11 18:00–19:30, Mon 07/12 18:00–19:30"
    )
    monday.notes = "Open on bank holidays too"
    #expect(
      monday.sessions(in: day("2026-11-30")...day("2026-11-30"), calendar: calendar).count == 1)
    #expect(sessions(monday, "2026-12-28", "2026-12-28") == "Mon 28/12 18:00–19:30")
  }

  @Test("term time only, holidays only, and neither where no term is known")
  func terms() {
    var group = AssetSchedule(freq: "WEEKLY", byday: "SA", description: "Term time only")
    #expect(sessions(group, "2026-12-12", "2026-12-27") == "Sat 12/12")
    group.description = "School holidays only"
    #expect(sessions(group, "2026-12-12", "2026-12-27") == "Sat 19/12, Sat 26/12")
    group.description = "Term-time only"
    #expect(
      group.sessions(in: day("2030-01-05")...day("2030-01-05"), calendar: calendar).count == 1)
  }

  @Test("days that a file takes out or adds, and the dates it is valid between")
  func exceptions() {
    let group = AssetSchedule(
      freq: "WEEKLY", byday: "TU", validFrom: day("2026-11-24"), validTo: day("2026-12-15"),
      exceptions: [day("2026-12-01")], additions: [day("2026-12-02")])
    #expect(
      sessions(group, "2026-11-01", "2026-12-31")
        == "Tue 24/11, Wed 02/12, Tue 08/12, Tue 15/12")
  }

  @Test("open now knows the hour, also past midnight, and says nothing where nothing is known")
  func now() {
    var asset = Asset(id: Identifier("a"), name: "Late room")
    #expect(asset.isOpen(on: day("2026-11-27"), minute: 600, calendar: .plain) == nil)
    asset.schedules = [
      AssetSchedule(freq: "WEEKLY", byday: "FR", opensAt: "22:00", closesAt: "02:00")
    ]
    for (on, minute, isOpen) in [
      ("2026-11-27", 1_319, false), ("2026-11-27", 1_320, true), ("2026-11-28", 119, true),
      ("2026-11-28", 120, false), ("2026-11-26", 1_400, false),
    ] {
      #expect(
        asset.isOpen(on: day(on), minute: minute, calendar: .plain) == isOpen, "\(on) \(minute)")
    }
    #expect(
      asset.nextSession(from: day("2026-11-23"), calendar: .plain)?.words == "Fri 27/11 22:00–02:00"
    )
  }

  @Test(
    "parts of the week: where half an hour or more of a session lies",
    arguments: [
      ("10:00", "12:00", "morning"), ("11:45", "14:00", "afternoon"),
      ("15:30", "17:30", "after school"), ("17:45", "20:00", "evening"),
      ("16:00", "19:00", "after school, evening"), ("18:30", "", "evening"),
      ("", "", "morning, afternoon, after school, evening"), ("11:50", "12:10", "morning"),
    ])
  func parts(opens: String, closes: String, expected: String) {
    let times = AssetSchedule(freq: "WEEKLY", byday: "WE", opensAt: opens, closesAt: closes)
      .weekTimes
    #expect(times.weekdays == [.wednesday])
    #expect(times.parts.map(\.words).joined(separator: ", ") == expected)
  }

  @Test("the calendar that is shipped has no problem, and says what is wrong with another")
  func problems() {
    #expect(OpeningCalendar().problems() == [])
    let wrong = OpeningCalendar(
      keepsBankHolidays: true,
      terms: [
        SchoolTerm("A", from: day("2026-09-01"), to: day("2026-08-01")),
        SchoolTerm("B", from: day("2026-11-02"), to: day("2026-12-18")),
        SchoolTerm("C", from: day("2026-12-01"), to: day("2026-12-20")),
      ])
    #expect(wrong.problems().count == 2)
  }
}

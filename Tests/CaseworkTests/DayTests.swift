// Days: reckoning against Foundation's calendar, and reading what people write.

import Foundation
import Testing

@testable import Casework

@Suite("Days")
struct DayTests {
  static let calendar: Calendar = {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    return calendar
  }()

  static func oracle(_ number: Int) throws -> Day {
    let date = Date(timeIntervalSince1970: Double(number) * 86_400)
    let parts = calendar.dateComponents([.year, .month, .day], from: date)
    let year = try #require(parts.year)
    let month = try #require(parts.month)
    let day = try #require(parts.day)
    return try #require(Day(year: year, month: month, day: day))
  }

  @Test("a number of days stands for the day that Foundation's calendar says, both ways")
  func numbers() throws {
    var generator = SeededGenerator(seed: 11)
    for _ in 0..<20_000 {
      let number = Int.random(in: -62_091...500_000, using: &generator)
      let day = Day(number: number)
      #expect(day == (try Self.oracle(number)))
      #expect(day.number == number)
    }
  }

  @Test("the day of the week is the calendar's")
  func weekdays() {
    var generator = SeededGenerator(seed: 12)
    for _ in 0..<5_000 {
      let number = Int.random(in: -60_000...200_000, using: &generator)
      let date = Date(timeIntervalSince1970: Double(number) * 86_400)
      // Foundation counts Sunday as 1; ISO 8601 counts Monday as 1.
      let foundation = Self.calendar.component(.weekday, from: date)
      #expect(Day(number: number).weekday.rawValue == (foundation + 5) % 7 + 1)
    }
  }

  @Test("adding days and counting them back agree")
  func adding() {
    var generator = SeededGenerator(seed: 13)
    for _ in 0..<5_000 {
      let day = Day(number: Int.random(in: -20_000...40_000, using: &generator))
      let days = Int.random(in: -9_000...9_000, using: &generator)
      #expect(day.days(until: day.adding(days: days)) == days)
      #expect((day < day.adding(days: days)) == (days > 0))
    }
  }

  @Test(
    "a year has a leap day when it should",
    arguments: [
      (1900, false), (2000, true), (2023, false), (2024, true), (2026, false), (2100, false),
      (2400, true),
    ])
  func leapYears(year: Int, isLeap: Bool) {
    #expect((Day(year: year, month: 2, day: 29) != nil) == isLeap)
    #expect(Day(year: year, month: 2, day: 30) == nil)
    #expect(Day.length(ofMonth: 2, in: year) == (isLeap ? 29 : 28))
  }

  @Test(
    "there is no such day",
    arguments: [
      (2026, 2, 31), (2026, 4, 31), (2026, 13, 1), (2026, 0, 1), (2026, 1, 0), (2026, 1, 32),
      (1799, 12, 31), (10_000, 1, 1),
    ])
  func noSuchDay(year: Int, month: Int, day: Int) {
    #expect(Day(year: year, month: month, day: day) == nil)
  }

  @Test("the first and the last day that can be are held at the ends")
  func ends() {
    #expect(Day(number: Int.min / 4) == Day(year: 1800, month: 1, day: 1))
    #expect(Day(number: Int.max / 4) == Day(year: 9999, month: 12, day: 31))
  }

  @Test(
    "working days pass over the weekend",
    arguments: [
      ("2026-11-20", 1, "2026-11-23"), ("2026-11-21", 1, "2026-11-23"),
      ("2026-11-23", 5, "2026-11-30"), ("2026-11-23", 0, "2026-11-23"),
      ("2026-11-26", 2, "2026-11-30"),
    ])
  func workingDays(from: String, count: Int, to: String) throws {
    let start = try #require(Day(iso: from))
    #expect(start.adding(workingDays: count).iso == to)
  }

  @Test("a moment belongs to the day that it is in its zone")
  func zones() throws {
    let moment = Date(timeIntervalSince1970: 1_782_862_200)  // 30/06/2026 23:30 Greenwich time
    #expect(Day(moment, in: .gmt).iso == "2026-06-30")
    let london = try #require(TimeZone(identifier: "Europe/London"))
    #expect(Day(moment, in: london).iso == "2026-07-01")
    #expect(Day(Date(timeIntervalSince1970: -1), in: .gmt).iso == "1969-12-31")
  }

  // MARK: Ages

  @Test(
    "somebody is as old as their last birthday says, and a 29 February counts from 1 March",
    arguments: [
      ("2012-05-04", "2026-05-03", 13), ("2012-05-04", "2026-05-04", 14),
      ("2008-02-29", "2026-02-28", 17), ("2008-02-29", "2026-03-01", 18),
      ("2008-02-29", "2024-02-29", 16), ("2008-02-29", "2024-02-28", 15),
      ("2026-11-23", "2026-11-23", 0), ("2025-12-31", "2026-01-01", 0),
    ])
  func ages(birth: String, on: String, years: Int) throws {
    let birth = try #require(Day(iso: birth))
    let day = try #require(Day(iso: on))
    #expect(birth.age(on: day) == years)
  }

  @Test("a birthday years on is the day when the age is reached")
  func birthdays() {
    var generator = SeededGenerator(seed: 14)
    for _ in 0..<5_000 {
      let birth = Day(number: Int.random(in: 7_000...20_000, using: &generator))
      let years = Int.random(in: 1...30, using: &generator)
      let birthday = birth.adding(years: years)
      #expect(birth.age(on: birthday) == years)
      #expect(birth.age(on: birthday.adding(days: -1)) == years - 1)
    }
  }

  @Test("somebody not yet born has no age")
  func unborn() throws {
    let birth = try #require(Day(iso: "2026-11-24"))
    let person = Person(id: Identifier("p"), firstName: "A", familyName: "B", dateOfBirth: birth)
    #expect(person.age(on: birth.adding(days: -1)) == nil)
    #expect(person.age(on: birth) == 0)
  }
}

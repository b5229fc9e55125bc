// Days as people and spreadsheets write them.

import Foundation
import Testing

@testable import Casework

@Suite("Days in writing")
struct DayTextTests {
  static let today = Day(number: 20_780)  // 23/11/2026

  @Test(
    "a date is read as British people, spreadsheets and GP systems write it",
    arguments: [
      "23/11/2026", "23.11.2026", "23-11-2026", "23 11 2026", "2026-11-23", "2026/11/23",
      "2026-11-23T09:00:00Z", "2026-11-23 09:00:00", "23/11/2026 00:00", "23/11/2026 9:30:00",
      "23 Nov 2026", "23-Nov-26", "23-Nov-2026", "23 November 2026", "23rd November 2026",
      "23 november 2026", "23/11/26", " 23/11/2026 ", "23\u{a0}Nov\u{a0}2026",
    ])
  func reading(text: String) throws {
    #expect(Self.today.iso == "2026-11-23")
    #expect(try Day.read(text, latest: Self.today) == Self.today)
  }

  @Test(
    "a year of two digits is the latest that is not in the future",
    arguments: [
      ("23/11/26", "2026-11-23"), ("24/11/26", "1926-11-24"), ("01/02/12", "2012-02-01"),
      ("01/02/99", "1999-02-01"), ("22-Nov-26", "2026-11-22"), ("05/06/00", "2000-06-05"),
    ])
  func twoDigits(text: String, iso: String) throws {
    #expect(try Day.read(text, latest: Self.today).iso == iso)
  }

  @Test(
    "a single digit may stand for a day or a month", arguments: ["3/4/2012", "03/4/2012", "3.4.12"])
  func short(text: String) throws {
    #expect(try Day.read(text, latest: Self.today).iso == "2012-04-03")
  }

  @Test(
    "the month before the day is told apart", arguments: ["11/23/2026", "02/28/2012", "12.31.25"])
  func monthFirst(text: String) {
    #expect(throws: DayError.monthFirst(text)) { try Day.read(text, latest: Self.today) }
  }

  @Test(
    "a day that never was is named",
    arguments: ["31/02/2012", "29/02/2023", "31.04.2012", "00/01/2012", "32/01/2012"])
  func noSuchDay(text: String) {
    #expect(throws: DayError.noSuchDay(text)) { try Day.read(text, latest: Self.today) }
  }

  @Test(
    "what is no date is refused",
    arguments: [
      "yesterday", "23/11", "2026", "23/11/026", "23/11/20266", "44158", "23/Foo/2026", "23//2026",
      "١٢/٠٣/٢٠١٢", "12:30",
    ])
  func unreadable(text: String) {
    #expect(throws: DayError.unreadable(text)) { try Day.read(text, latest: Self.today) }
  }

  @Test("an empty date says so", arguments: ["", "   ", "\n"])
  func empty(text: String) {
    #expect(throws: DayError.empty) { try Day.read(text, latest: Self.today) }
  }

  @Test("every day is read back from each form that it is written in")
  func roundTrips() throws {
    var generator = SeededGenerator(seed: 15)
    for _ in 0..<3_000 {
      let day = Day(number: Int.random(in: -25_000...20_780, using: &generator))
      #expect(Day(iso: day.iso) == day)
      #expect(try Day.read(day.iso, latest: Self.today) == day)
      #expect(try Day.read(day.british, latest: Self.today) == day)
    }
  }

  @Test(
    "only a whole ISO date is one",
    arguments: ["2026-1-01", "26-01-01", "2026-01-01T00:00", "2026-02-30", "2026-01", "+026-01-01"])
  func strictISO(text: String) { #expect(Day(iso: text) == nil) }

  @Test("days are said in words")
  func words() {
    #expect(Self.today.british == "23/11/2026")
    #expect(Self.today.shortBritish == "23/11")
    #expect(Self.today.spoken == "Monday 23 November")
    #expect(DayError.monthFirst("11/23/2026").description.contains("day before the month"))
  }

  @Test("a day travels in JSON as ISO 8601, and nothing else is taken")
  func json() throws {
    let data = try JSONEncoder().encode([Self.today])
    #expect(String(decoding: data, as: UTF8.self) == "[\"2026-11-23\"]")
    #expect(try JSONDecoder().decode([Day].self, from: data) == [Self.today])
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode([Day].self, from: Data("[\"23/11/2026\"]".utf8))
    }
  }
}

// Dates as people say them, counted from Monday 23 November 2026.

import Testing

@testable import Terminal

@Suite("Dates in words")
struct DateTests {
  private static let today = day(2026, 11, 23)

  private static func day(_ year: Int, _ month: Int, _ day: Int) -> Day {
    Day(year: year, month: month, day: day) ?? Day(number: 0)
  }

  @Test(
    "a date is understood the way it is said",
    arguments: [
      ("today", "23/11/2026"), ("tomorrow", "24/11/2026"), ("yesterday", "22/11/2026"),
      ("tue", "24/11/2026"), ("Tuesday", "24/11/2026"), ("mon", "30/11/2026"),
      ("next tue 2pm", "01/12/2026 14:00"), ("next tue", "01/12/2026"),
      ("last fri", "20/11/2026"), ("this fri", "27/11/2026"), ("thurs", "26/11/2026"),
      ("in 6 weeks", "04/01/2027"), ("6 weeks", "04/01/2027"), ("6w", "04/01/2027"),
      ("in a fortnight", "07/12/2026"), ("in two days", "25/11/2026"),
      ("3 days ago", "20/11/2026"), ("in 3 months", "23/02/2027"), ("next month", "23/12/2026"),
      ("next week", "30/11/2026"), ("12/3", "12/03/2027"), ("12/3/26", "12/03/2026"),
      ("12/03/2026", "12/03/2026"), ("12.3.26", "12/03/2026"), ("12-3-2026", "12/03/2026"),
      ("2026-03-12", "12/03/2026"), ("12 mar", "12/03/2027"), ("12 March 2026", "12/03/2026"),
      ("mar 12 2026", "12/03/2026"), ("12th of march 2026", "12/03/2026"),
      ("tue 1 dec", "01/12/2026"), ("24/11 at 2.30pm", "24/11/2026 14:30"),
      ("tomorrow 14:00", "24/11/2026 14:00"), ("tomorrow noon", "24/11/2026 12:00"),
      ("12am tomorrow", "24/11/2026 00:00"), ("2 pm tomorrow", "24/11/2026 14:00"),
      ("29/2/28", "29/02/2028"), ("sat 10:00", "28/11/2026 10:00"), ("9am", "23/11/2026 09:00"),
    ])
  func understood(text: String, date: String) throws {
    #expect(try DateWords.read(text, today: Self.today).description == date)
  }

  @Test(
    "a birthday lies behind, an appointment ahead",
    arguments: [
      ("12/3", DateWords.Leaning.past, "12/03/2026"), ("12/12", .past, "12/12/2025"),
      ("12/3/12", .past, "12/03/2012"), ("12/3/45", .past, "12/03/1945"),
      ("12/3", .future, "12/03/2027"), ("24/11", .future, "24/11/2026"),
      ("tue", .past, "17/11/2026"), ("mon", .past, "16/11/2026"), ("20/11", .nearest, "20/11/2026"),
    ])
  func leaning(text: String, leaning: DateWords.Leaning, date: String) throws {
    #expect(
      try DateWords.read(text, today: Self.today, leaning: leaning).description == date)
  }

  @Test(
    "what is no date says why",
    arguments: [
      ("31/4", "April has 30 days"), ("29/2/2027", "February 2027 has 28 days"),
      ("3/13", "there is no month 13; write the day first: 12/3"),
      ("soon", "“soon” is not a date; try 12/3, tomorrow, next tue, in 6 weeks"),
      ("25:00", "“25:00” is not a time; try 2pm or 14:00"),
      ("tomorrow 13pm", "“13pm” is not a time; try 2pm or 14:00"), ("", "write a date"),
      ("12/3/3026", "the year 3026 is too far away"),
    ])
  func refused(text: String, why: String) {
    do {
      let moment = try DateWords.read(text, today: Self.today)
      Issue.record("read as \(moment)")
    } catch {
      #expect("\(error)" == why)
    }
  }

  @Test("days count on without a gap, from 1900 to 2100")
  func calendar() {
    var last = Self.day(1900, 1, 1)
    #expect(last.weekday == 1)
    for number in (last.number + 1)...Self.day(2100, 1, 1).number {
      let next = Day(number: number)
      #expect(next > last && next.number == number)
      #expect(next.weekday == last.weekday % 7 + 1)
      #expect(Day(year: next.year, month: next.month, day: next.day) == next)
      last = next
    }
    #expect(Day(year: 2026, month: 2, day: 29) == nil)
    #expect(Self.day(2026, 1, 31).adding(months: 1) == Self.day(2026, 2, 28))
    #expect(Self.day(2026, 11, 23).words == "Monday 23 November")
  }

  @Test("nothing anybody types crashes it")
  func nonsense() {
    var random = SeededRandom(seed: 2)
    let parts = [
      "next", "tue", "12", "/", "3", "99999999999999999999", "-", ".", "in", "ago", "pm", ":", "é",
      "2pm", "week", "last", "0", "a", "+", "th", "日",
    ]
    for _ in 0..<5_000 {
      let text = (0..<Int.random(in: 1...6, using: &random)).map { _ in
        (parts.randomElement(using: &random) ?? "") + (Bool.random(using: &random) ? " " : "")
      }.joined()
      _ = try? DateWords.read(text, today: Self.today)
    }
  }
}

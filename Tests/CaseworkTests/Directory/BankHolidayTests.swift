// The bank holidays of each part of the United Kingdom, against the list that gov.uk
// publishes (gov.uk/bank-holidays), years with a proclamation among them.

import Foundation
import Testing

@testable import Casework

@Suite("Bank holidays")
struct BankHolidayTests {
  @Test(
    "those of a year are those that were published",
    arguments: [
      (.englandAndWales, 2012, "01-02 04-06 04-09 05-07 06-04 06-05 08-27 12-25 12-26"),
      (.englandAndWales, 2020, "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28"),
      (.englandAndWales, 2022, "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27"),
      (.englandAndWales, 2023, "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26"),
      (.englandAndWales, 2026, "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28"),
      (.englandAndWales, 2027, "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28"),
      (.scotland, 2012, "01-02 01-03 04-06 05-07 06-04 06-05 08-06 11-30 12-25 12-26"),
      (.scotland, 2013, "01-01 01-02 03-29 05-06 05-27 08-05 12-02 12-25 12-26"),
      (.scotland, 2016, "01-01 01-04 03-25 05-02 05-30 08-01 11-30 12-26 12-27"),
      (.scotland, 2019, "01-01 01-02 04-19 05-06 05-27 08-05 12-02 12-25 12-26"),
      (.scotland, 2021, "01-01 01-04 04-02 05-03 05-31 08-02 11-30 12-27 12-28"),
      (.scotland, 2022, "01-03 01-04 04-15 05-02 06-02 06-03 08-01 09-19 11-30 12-26 12-27"),
      (.scotland, 2026, "01-01 01-02 04-03 05-04 05-25 06-15 08-03 11-30 12-25 12-28"),
      (.northernIreland, 2012, "01-02 03-19 04-06 04-09 05-07 06-04 06-05 07-12 08-27 12-25 12-26"),
      (.northernIreland, 2014, "01-01 03-17 04-18 04-21 05-05 05-26 07-14 08-25 12-25 12-26"),
      (.northernIreland, 2018, "01-01 03-19 03-30 04-02 05-07 05-28 07-12 08-27 12-25 12-26"),
      (.northernIreland, 2020, "01-01 03-17 04-10 04-13 05-08 05-25 07-13 08-31 12-25 12-28"),
      (
        .northernIreland, 2022,
        "01-03 03-17 04-15 04-18 05-02 06-02 06-03 07-12 08-29 09-19 12-26 12-27"
      ),
    ] as [(BankHolidayNation, Int, String)])
  func published(nation: BankHolidayNation, year: Int, expected: String) {
    let found = BankHolidays.of(nation, in: year)
    #expect(found.map { String($0.day.iso.dropFirst(5)) }.joined(separator: " ") == expected)
    #expect(found.allSatisfy { !$0.name.isEmpty && $0.day.weekday.rawValue < 6 })
  }

  @Test("the calendar knows every one of them, and no other day, in each nation")
  func everyDay() throws {
    for nation in BankHolidayNation.allCases {
      let calendar = OpeningCalendar(keepsBankHolidays: true, nation: nation)
      for year in 2012...2035 {
        let first = try #require(Day(year: year, month: 1, day: 1))
        let days = (0..<(Day(year: year + 1, month: 1, day: 1)?.number ?? 0) - first.number)
          .map { first.adding(days: $0) }
        let known = Set(days.filter { calendar.bankHoliday(on: $0) != nil })
        #expect(known == Set(BankHolidays.of(nation, in: year).map(\.day)), "\(nation) \(year)")
      }
    }
  }

  @Test("what was proclaimed names its source, its nations, and what it stood in for")
  func proclaimed() {
    #expect(BankHolidays.proclaimed.count == 8)
    for one in BankHolidays.proclaimed {
      #expect(!one.source.isEmpty && !one.nations.isEmpty, "\(one.name)")
      #expect(one.insteadOf.map { $0.year == one.day.year } ?? true)
    }
  }

  @Test("a nation is chosen in the settings; a casebook kept before that has England’s")
  func chosen() throws {
    let andrew = try #require(Day(iso: "2026-11-30"))
    let patrick = try #require(Day(iso: "2026-03-17"))
    func calendar(_ json: String) throws -> OpeningCalendar { try OpeningCalendar.read(json: json) }
    let scots = try calendar(#"{"nation":"scotland"}"#)
    #expect(scots.bankHoliday(on: andrew) == "St Andrew’s Day")
    #expect(scots.bankHoliday(on: patrick) == nil)
    #expect(
      try calendar(#"{"nation":"northern-ireland"}"#).bankHoliday(on: patrick)
        == "St Patrick’s Day")
    let before = try calendar(#"{"keepsBankHolidays":true,"shutOnBankHolidays":true}"#)
    #expect(before.nation == .englandAndWales && before.bankHoliday(on: andrew) == nil)
    // A group is shut by it.
    let monday = AssetSchedule(freq: "WEEKLY", byday: "MO", opensAt: "18:00")
    #expect(monday.sessions(in: andrew...andrew, calendar: scots).isEmpty)
    #expect(monday.sessions(in: andrew...andrew, calendar: before).count == 1)
  }
}

// The diary to and from other calendars (RFC 5545).

import Casebook
import Casework
import Foundation
import TestBooks
import Testing

@testable import Exchange

@Suite("iCalendar")
struct ICalendarTests {
  static let zone = TimeZone(identifier: "Europe/London") ?? .gmt
  static let today = Day(number: 20_780)  // Monday 23/11/2026
  static let now = Date(timeIntervalSince1970: 1_795_424_520)
  static let worker: Identifier<LinkWorker> = Identifier("w")

  static func appointment(_ day: Int, _ minute: Int?, _ title: String = "Leo Sharma: tears")
    -> Appointment
  {
    Appointment(
      id: Identifier("a\(day)"), caseID: Identifier("c"), workerID: worker,
      kind: minute == nil ? .task : .homeVisit, title: title, on: today.adding(days: day),
      at: minute, minutes: 45, place: "2 Weir Lane, QX1 1TQ")
  }

  static func written(_ appointments: [Appointment]) -> String {
    let person = Person(id: Identifier("p"), firstName: "Leo", familyName: "Sharma")
    let agenda = Agenda(
      diary: appointments.map { DiaryEntry(appointment: $0, person: person) },
      due: [
        CaseloadRow(
          caseID: Identifier("c9"), person: person, need: "isolation",
          facts: CaseFacts(referredOn: today), hasPlan: false,
          due: Due(kind: .nextStep, on: today, at: 900, text: "ring Leo's mum"))
      ], now: now, in: zone)
    return ICalendarWriter(now: now, in: zone).text(of: agenda.items, appointments: appointments)
  }

  static func read(
    _ text: String, from: Int = -400, to: Int = 400
  ) throws -> ICalendarReader.Result {
    var count = 0
    return try ICalendarReader(
      for: worker, from: today.adding(days: from), to: today.adding(days: to), in: zone
    ).read(text) {
      count += 1
      return Identifier("n\(count)")
    }
  }

  static func calendar(_ lines: String...) -> String {
    (["BEGIN:VCALENDAR", "VERSION:2.0"] + lines + ["END:VCALENDAR"]).joined(separator: "\r\n")
      + "\r\n"
  }

  static func event(_ lines: String...) -> String {
    (["BEGIN:VEVENT", "UID:u1@x"] + lines + ["END:VEVENT"]).joined(separator: "\r\n")
  }

  @Test("nothing of a person goes out: no name, place, note or need, whatever was written")
  func noPersonalData() {
    let text = Self.written([Self.appointment(0, 630), Self.appointment(2, nil, "Maya, CAMHS")])
    for word in ["Leo", "Sharma", "tears", "Weir", "QX1", "Maya", "CAMHS", "mum", "isolation"] {
      #expect(!text.contains(word), "\(word) is in the calendar")
    }
    #expect(text.contains("SUMMARY:Home visit\r\n") && text.contains("SUMMARY:Task\r\n"))
    #expect(text.components(separatedBy: "BEGIN:VEVENT").count == 4)
  }

  @Test(
    "what goes out is RFC 5545: CRLF, lines of 75 bytes at the most, one UID each, hours in UTC")
  func shape() throws {
    let text = Self.written([Self.appointment(0, 630), Self.appointment(-60, 630)])
    #expect(text.hasPrefix("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:"))
    #expect(text.hasSuffix("END:VCALENDAR\r\n"))
    let lines = text.components(separatedBy: "\r\n")
    #expect(lines.allSatisfy { $0.utf8.count <= 75 })
    #expect(!text.replacing("\r\n", with: "").contains("\n"))
    let uids = lines.filter { $0.hasPrefix("UID:") }
    #expect(uids.count == 3 && Set(uids).count == 3)
    // 10:30 in London is 10:30 UTC in November and 09:30 in September.
    #expect(lines.contains("DTSTART:20261123T103000Z"))
    #expect(lines.contains("DTEND:20261123T111500Z"))
    #expect(lines.contains("DTSTART:20260924T093000Z"))
  }

  @Test("an appointment that came from another calendar goes back under its own UID")
  func ownUID() {
    var appointment = Self.appointment(0, 630)
    appointment.foreignID = "their,own;uid"
    #expect(Self.written([appointment]).contains("UID:their\\,own\\;uid\r\n"))
  }

  @Test("text is escaped and folded, and comes back to the letter")
  func text() throws {
    let hostile = [
      "a;b,c\\d\ne", "é漢👩‍👩‍👧\u{202e}".padding(toLength: 200, withPad: "é漢", startingAt: 0), ":;\"=",
    ]
    for words in hostile {
      let folded = CalendarText.folded("SUMMARY:" + CalendarText.escaped(words))
      let parts = folded.dropLast(2).components(separatedBy: "\r\n")
      #expect(parts.allSatisfy { $0.utf8.count <= 75 })
      #expect(parts.dropFirst().allSatisfy { $0.hasPrefix(" ") })
      let lines = try CalendarText.lines(of: folded)
      #expect(lines.count == 1)
      #expect(CalendarText.unescaped(lines[0].value) == words)
    }
  }

  @Test(
    "moments are read in UTC, in a named zone, in none, and as whole days",
    arguments: [
      ("DTSTART:20261123T103000Z", "2026-11-23", 630),
      ("DTSTART:20260724T103000Z", "2026-07-24", 690),
      ("DTSTART;TZID=Europe/London:20260724T103000", "2026-07-24", 630),
      ("DTSTART;TZID=America/New_York:20261123T200000", "2026-11-24", 60),
      ("DTSTART;TZID=\"/mozilla.org/20050126_1/Europe/Paris\":20261123T103000", "2026-11-23", 570),
      ("DTSTART:20261123T103000", "2026-11-23", 630),
      ("DTSTART;VALUE=DATE:20261123", "2026-11-23", nil),
    ] as [(String, String, Int?)])
  func moments(line: String, day: String, minute: Int?) throws {
    let result = try Self.read(Self.calendar(Self.event(line, "SUMMARY:x")))
    let appointment = try #require(result.appointments.first)
    #expect(appointment.on.iso == day && appointment.at == minute)
    #expect(appointment.foreignID == "u1@x")
    #expect(appointment.kind == (minute == nil ? .task : .meeting))
  }

  @Test(
    "a length is read from an end or a duration",
    arguments: [
      ("DTEND:20261123T113000Z", 60), ("DURATION:PT45M", 45), ("DURATION:PT1H30M", 90),
      ("DURATION:P1D", 1_440), ("DURATION:P2W", 1_440), ("DTEND:20261123T093000Z", 0),
    ])
  func lengths(line: String, minutes: Int) throws {
    let result = try Self.read(Self.calendar(Self.event("DTSTART:20261123T103000Z", line)))
    #expect(result.appointments.first?.minutes == minutes)
  }

  @Test(
    "what repeats daily or weekly is in the diary each time, and the rest once",
    arguments: [
      ("RRULE:FREQ=DAILY;COUNT=3", ["2026-11-23", "2026-11-24", "2026-11-25"], 0),
      ("RRULE:FREQ=WEEKLY;COUNT=2", ["2026-11-23", "2026-11-30"], 0),
      (
        "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;UNTIL=20261210T000000Z",
        ["2026-11-23", "2026-11-25", "2026-12-07", "2026-12-09"], 0
      ),
      ("RRULE:FREQ=MONTHLY;COUNT=3", ["2026-11-23"], 1),
      ("RRULE:FREQ=WEEKLY;BYDAY=2MO", ["2026-11-23"], 1),
    ])
  func repeating(rule: String, days: [String], otherwise: Int) throws {
    let result = try Self.read(
      Self.calendar(Self.event("DTSTART;TZID=Europe/London:20261123T103000", rule)))
    #expect(result.appointments.map(\.on.iso) == days)
    #expect(Set(result.appointments.map(\.foreignID)).count == days.count)
    #expect(result.repeating == otherwise)
    let without = try Self.read(
      Self.calendar(
        Self.event(
          "DTSTART;TZID=Europe/London:20261123T103000", rule,
          "EXDATE;TZID=Europe/London:20261123T103000")))
    #expect(without.appointments.map(\.on.iso) == Array(days.dropFirst()))
  }

  @Test("an alarm within an event is not the event's, and a cancelled event is cancelled")
  func parts() throws {
    let result = try Self.read(
      Self.calendar(
        Self.event(
          "BEGIN:VALARM", "SUMMARY:alarm", "DURATION:PT5M", "END:VALARM",
          "DTSTART:20261123T103000Z", "SUMMARY:team\\, weekly", "LOCATION:Room 2",
          "STATUS:CANCELLED")))
    let appointment = try #require(result.appointments.first)
    #expect(appointment.title == "team, weekly" && appointment.place == "Room 2")
    #expect(appointment.minutes == 60 && appointment.state == .cancelled)
  }

  @Test(
    "a fault is named with its line, and nothing is read",
    arguments: [
      ("hello", CalendarError.notALine(number: 1, text: "hello")),
      ("BEGIN:VTODO\r\nEND:VTODO", .notACalendar), ("", .notACalendar),
      (calendar("BEGIN:VEVENT", "UID:x", "END:VEVENT"), .missing(field: "DTSTART", number: 3)),
      (
        calendar("BEGIN:VEVENT", "DTSTART:20261123", "END:VEVENT"),
        .missing(field: "UID", number: 3)
      ),
      (calendar(event("DTSTART:20261323T103000Z")), .badDate("20261323T103000Z", number: 5)),
      (calendar(event("DTSTART:20261123T253000Z")), .badDate("20261123T253000Z", number: 5)),
      (
        calendar(event("DTSTART;TZID=Nowhere/Land:20261123T103000")),
        .unknownZone("Nowhere/Land", number: 5)
      ),
      (
        calendar(event("DTSTART:20261123T103000Z", "DURATION:soon")),
        .badDuration("soon", number: 6)
      ),
      (calendar("BEGIN:VEVENT", "UID:x"), .missing(field: "END:VEVENT", number: 3)),
    ])
  func faults(text: String, error: CalendarError) {
    #expect(throws: error) { try Self.read(text) }
  }

  @Test("garbage is refused or read, and never crashes")
  func garbage() {
    var generator = SeededGenerator(seed: 77)
    let whole = Self.calendar(
      Self.event("DTSTART;TZID=Europe/London:20261123T103000", "RRULE:FREQ=DAILY;COUNT=9"))
    for _ in 0..<2_000 {
      var bytes = Array(whole.utf8)
      for _ in 0..<Int.random(in: 1...6, using: &generator) {
        let place = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
        case 1: bytes.remove(at: place)
        default: bytes.removeLast(min(bytes.count - 1, Int.random(in: 0..<40, using: &generator)))
        }
      }
      _ = try? Self.read(String(decoding: bytes, as: UTF8.self))
    }
  }

  @Test("brought in twice, a calendar is there once; what was said here of it stays")
  func twice() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("fingerpost-calendar-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let book = try NewCasebook.make(at: folder)
    defer { book.close() }
    func bring(_ hour: Int, dryRun: Bool = false) throws -> [Int] {
      let text = Self.calendar(Self.event("DTSTART:20261123T\(hour)0000Z", "SUMMARY:team"))
      let read = try ICalendarReader(
        for: book.worker.id, from: Self.today, to: Self.today, in: .gmt
      ).read(text) { book.mint() }
      let done = try book.bringIn(read.appointments, dryRun: dryRun)
      return [done.added, done.changed, done.same]
    }
    #expect(try bring(10, dryRun: true) == [1, 0, 0])
    #expect(try book.diary(of: book.worker.id, from: Self.today, to: Self.today).isEmpty)
    #expect(try bring(10) == [1, 0, 0])
    #expect(try bring(10) == [0, 0, 1])
    let known = try #require(
      try book.diary(of: book.worker.id, from: Self.today, to: Self.today).first?.appointment)
    try book.set(.done, on: known.id)
    #expect(try bring(11) == [0, 1, 0])
    let again = try book.diary(of: book.worker.id, from: Self.today, to: Self.today)
    #expect(again.map(\.appointment.at) == [660] && again.first?.appointment.state == .done)
    try book.undo()
    #expect(
      try book.diary(of: book.worker.id, from: Self.today, to: Self.today).first?.appointment.at
        == 600)
  }
}

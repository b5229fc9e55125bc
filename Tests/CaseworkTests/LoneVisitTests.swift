// Visits alone: who is planned, out, overdue and back, at each moment.

import Foundation
import Testing

@testable import Casework

@Suite("Visits alone")
struct LoneVisitTests {
  static let start = Date(timeIntervalSince1970: 1_795_435_200)  // 23/11/2026 12:00 GMT

  static func visit(back: TimeInterval? = nil) -> LoneVisit {
    LoneVisit(
      id: Identifier("v"), workerID: Identifier("w"), place: "2 Weir Lane", withWhom: "Amira",
      buddy: "Tom, 07700 900123", from: start, expectedEnd: start.addingTimeInterval(3_600),
      backAt: back.map { start.addingTimeInterval($0) })
  }

  @Test(
    "a visit is planned, under way, overdue or over",
    arguments: [
      (-60, .planned), (0, .out), (3_599, .out), (3_600, .out), (3_659, .out),
      (3_660, .overdue(minutes: 1)), (7_200, .overdue(minutes: 60)),
    ] as [(TimeInterval, LoneVisit.State)])
  func states(after: TimeInterval, state: LoneVisit.State) {
    let now = Self.start.addingTimeInterval(after)
    #expect(Self.visit().state(at: now) == state)
    #expect(Self.visit().isOverdue(at: now) == (after >= 3_660))
    #expect(Self.visit(back: 1_800).state(at: now) == .back)
  }

  @Test("the warning says who, since when, where, with whom and whom to ring")
  func warning() {
    let named = NamedVisit(visit: Self.visit(), workerName: "Priya Nair", personName: "Amira K")
    #expect(
      named.warning(in: .gmt)
        == "Priya Nair is not back: due 13:00, 2 Weir Lane, with Amira · buddy Tom, 07700 900123")
  }

  @Test(
    "a day's minute is the same clock time in summer and in winter",
    arguments: ["2026-03-28", "2026-03-29", "2026-03-30", "2026-10-24", "2026-10-25", "2026-10-26"])
  func clocks(day: String) throws {
    let zone = try #require(TimeZone(identifier: "Europe/London"))
    let day = try #require(Day(iso: day))
    for minute in stride(from: 0, to: 1_440, by: 15) {
      let date = DayClock.date(day, minute: minute, in: zone)
      // The hour that is left out in March does not exist; everything else comes back.
      if day.month == 3, day.day == 29, (60..<120).contains(minute) { continue }
      #expect(Day(date, in: zone) == day)
      #expect(DayClock.minute(of: date, in: zone) == minute)
    }
  }
}

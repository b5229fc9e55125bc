// The toolkit has days of its own, so that it can stand alone. In the desk a day is
// Casework's, and here the two meet.

import Casework
import Foundation
import Terminal

typealias Day = Casework.Day

extension Casework.Day {
  init?(_ day: Terminal.Day) {
    self.init(year: day.year, month: day.month, day: day.day)
  }

  /// The same day as fields know it.
  var forFields: Terminal.Day { Terminal.Day(number: number) }
}

extension Moment {
  var caseworkDay: Casework.Day? { Casework.Day(day) }
  /// Minutes after midnight, where a time is written.
  var minute: Int? { time.map { $0.hour * 60 + $0.minute } }

  /// The moment in `zone`; noon where no time is written.
  func date(in zone: TimeZone = .current) -> Date {
    let seconds = Double(day.number) * 86_400 + Double(minute ?? 720) * 60
    let guess = Date(timeIntervalSince1970: seconds)
    // The offset that holds then, not now: a date in winter is not moved by summer time.
    let first = guess.addingTimeInterval(-Double(zone.secondsFromGMT(for: guess)))
    return guess.addingTimeInterval(-Double(zone.secondsFromGMT(for: first)))
  }

  /// The day and minute that it is at `date`.
  init(_ date: Date, in zone: TimeZone = .current) {
    let seconds = Int(date.timeIntervalSince1970) + zone.secondsFromGMT(for: date)
    let minute = ((seconds % 86_400) + 86_400) % 86_400 / 60
    self.init(
      Casework.Day(date, in: zone).forFields, TimeOfDay(hour: minute / 60, minute: minute % 60))
  }
}

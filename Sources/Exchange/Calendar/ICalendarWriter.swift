// The diary for another calendar (RFC 5545). A phone's calendar is no place for a
// person's name, so what goes out says when and what kind of thing, and nothing more.

import Casework
import Foundation

/// Writes agendas as iCalendar.
public struct ICalendarWriter {
  private let now: Date
  private let zone: TimeZone

  /// - Parameters:
  ///   - now: the moment of writing (`DTSTAMP`).
  ///   - zone: in which the agenda's hours are; they are written in UTC, so that no
  ///     calendar need know the zone.
  public init(now: Date, in zone: TimeZone = .current) {
    self.now = now
    self.zone = zone
  }

  /// A calendar of what has an hour, and of the tasks of a day. Cancelled things are not
  /// there; a title is the kind of thing alone, and there is no place, no description
  /// and no attendee.
  public func text(of items: [AgendaItem], appointments: [Appointment]) -> String {
    var lines = [
      "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Fingerpost//Casebook//EN", "CALSCALE:GREGORIAN",
      "METHOD:PUBLISH",
    ]
    let known = Dictionary(appointments.map { ($0.id, $0) }, uniquingKeysWith: { a, _ in a })
    for item in items { lines += event(item, known) }
    lines.append("END:VCALENDAR")
    return lines.map(CalendarText.folded).joined()
  }

  private func event(
    _ item: AgendaItem, _ appointments: [Identifier<Appointment>: Appointment]
  ) -> [String] {
    var uid: String
    var title: String
    var minutes = 30
    switch item.source {
    case .appointment(let id):
      guard let appointment = appointments[id], appointment.state != .cancelled else { return [] }
      uid = appointment.foreignID.isEmpty ? id.text + "@fingerpost" : appointment.foreignID
      title = appointment.kind.words
      minutes = appointment.minutes
    case .due(let kind):
      guard item.at != nil, let caseID = item.caseID else { return [] }
      // One promise a case: the same one keeps its UID when its hour changes.
      uid = "\(kind.rawValue)-\(caseID.text)@fingerpost"
      title = kind == .review ? "Review" : "Contact"
    case .visit(let id):
      uid = id.text + "@fingerpost"
      title = "Out"
    }
    var lines = ["BEGIN:VEVENT", "UID:\(CalendarText.escaped(uid))", "DTSTAMP:\(utc(now))"]
    if let at = item.at {
      let start = DayClock.date(item.on, minute: at, in: zone)
      lines.append("DTSTART:\(utc(start))")
      lines.append("DTEND:\(utc(start.addingTimeInterval(Double(max(minutes, 1)) * 60)))")
    } else {
      lines.append("DTSTART;VALUE=DATE:\(digits(item.on))")
      lines.append("DTEND;VALUE=DATE:\(digits(item.on.adding(days: 1)))")
      lines.append("TRANSP:TRANSPARENT")
    }
    lines += ["SUMMARY:\(CalendarText.escaped(title))", "CLASS:PRIVATE", "END:VEVENT"]
    return lines
  }

  private func digits(_ day: Day) -> String { day.iso.filter { $0 != "-" } }

  private func utc(_ date: Date) -> String {
    let day = Day(date, in: .gmt)
    let seconds = Int(date.timeIntervalSince1970.rounded(.down))
    let second = ((seconds % 60) + 60) % 60
    let clock = DayClock.words(date, in: .gmt).filter { $0 != ":" }
    return "\(digits(day))T\(clock)\(second < 10 ? "0" : "")\(second)Z"
  }
}

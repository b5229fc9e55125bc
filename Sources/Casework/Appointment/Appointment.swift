// What is in the diary: appointments with people, meetings, supervision, tasks.

import Foundation

/// One thing in a worker's diary.
public struct Appointment: Equatable, Sendable {
  public var id: Identifier<Appointment>
  /// Whose case it is about; nil for what is about nobody's.
  public var caseID: Identifier<Case>?
  /// In whose diary it stands.
  public var workerID: Identifier<LinkWorker>
  public var kind: AppointmentKind
  /// What it is, in the worker's words: it may name people, so it never leaves the
  /// casebook with a calendar.
  public var title: String
  public var on: Day
  /// Minutes after midnight; nil for something of the day as a whole.
  public var at: Int?
  /// Length in minutes, 0 to 1,440.
  public var minutes: Int
  public var place: String
  public var state: AppointmentState
  /// What another calendar calls it (iCalendar UID), where it came from one; else empty.
  public var foreignID: String

  public init(
    id: Identifier<Appointment>, caseID: Identifier<Case>? = nil,
    workerID: Identifier<LinkWorker>, kind: AppointmentKind, title: String = "", on day: Day,
    at minute: Int? = nil, minutes: Int = 60, place: String = "",
    state: AppointmentState = .planned, foreignID: String = ""
  ) {
    self.id = id
    self.caseID = caseID
    self.workerID = workerID
    self.kind = kind
    self.title = title
    self.on = day
    self.at = minute
    self.minutes = minutes
    self.place = place
    self.state = state
    self.foreignID = foreignID
  }

  /// The title, or the kind where none was written.
  public var words: String { title.isEmpty ? kind.words.lowercased() : title }

  /// When it is over, in minutes after midnight of its day; nil without a time.
  public var ends: Int? { at.map { $0 + minutes } }

  /// What is wrong with it, by field; empty where nothing is.
  public var problems: [(field: String, why: String)] {
    var problems: [(field: String, why: String)] = []
    if !(0...1_440).contains(minutes) {
      problems.append(("minutes", "write a whole number of minutes, 0 to 1440"))
    }
    if let at, !(0...1_439).contains(at) {
      problems.append(("when", "there is no such time of day"))
    }
    return problems
  }
}

/// What kind of thing it is. The raw value is how it is stored and exported.
public enum AppointmentKind: String, CaseIterable, Codable, Sendable {
  case meeting
  case call
  case homeVisit = "home-visit"
  case outdoors
  case group
  case multiAgency = "multi-agency"
  case supervision
  case task

  /// As lists and forms say it; it names nobody, so it is also what another calendar
  /// is told.
  public var words: String {
    switch self {
    case .meeting: "Appointment"
    case .call: "Call"
    case .homeVisit: "Home visit"
    case .outdoors: "Walk outdoors"
    case .group: "Group"
    case .multiAgency: "Multi-agency meeting"
    case .supervision: "Supervision"
    case .task: "Task"
    }
  }
}

/// Whether it is still to come. The raw value is how it is stored.
public enum AppointmentState: String, CaseIterable, Codable, Sendable {
  case planned
  case done
  case cancelled
}

extension Appointment {
  /// The one rule for whether an appointment about a case still stands: planned, and
  /// no contact of the case was logged on its day or later. What happened is read off
  /// the contact log, so that nothing has to be ticked as well.
  public func stands(after contacts: [Contact], in zone: TimeZone = .current) -> Bool {
    guard state == .planned else { return false }
    return !contacts.contains { Day($0.at, in: zone) >= on }
  }
}

extension CaseFacts {
  /// The earliest of the appointments that stand, as a promise.
  public static func nextAppointment(
    of appointments: [Appointment], contacts: [Contact], in zone: TimeZone = .current
  ) -> NextStep? {
    appointments.filter { $0.stands(after: contacts, in: zone) }
      .min { ($0.on, $0.at ?? 1_440, $0.id) < ($1.on, $1.at ?? 1_440, $1.id) }
      .map { appointment in
        let place = appointment.place.isEmpty ? "" : ", \(appointment.place)"
        return NextStep(text: appointment.words + place, on: appointment.on, at: appointment.at)
      }
  }
}

// Lone working: where somebody of the service has gone, with whom they are, who waits
// to hear from them, and when that should be. Not yet back when they should be is a
// warning on everybody's screen.

import Foundation

/// One visit that a worker makes alone.
public struct LoneVisit: Equatable, Sendable {
  public var id: Identifier<LoneVisit>
  /// Whom it is about; nil where it is about nobody's case.
  public var caseID: Identifier<Case>?
  public var workerID: Identifier<LinkWorker>
  public var place: String
  /// Whom they meet there, in words.
  public var withWhom: String
  /// Who waits to hear that they are back, and how to reach them.
  public var buddy: String
  public var from: Date
  public var expectedEnd: Date
  /// When they said that they were back; nil until then.
  public var backAt: Date?

  public init(
    id: Identifier<LoneVisit>, caseID: Identifier<Case>? = nil,
    workerID: Identifier<LinkWorker>, place: String, withWhom: String = "", buddy: String = "",
    from: Date, expectedEnd: Date, backAt: Date? = nil
  ) {
    self.id = id
    self.caseID = caseID
    self.workerID = workerID
    self.place = place
    self.withWhom = withWhom
    self.buddy = buddy
    self.from = from
    self.expectedEnd = expectedEnd
    self.backAt = backAt
  }

  /// How a visit stands at a moment.
  public enum State: Equatable, Sendable {
    case planned
    case out
    /// Not back, this many minutes after the expected end.
    case overdue(minutes: Int)
    case back
  }

  /// The one rule for how a visit stands. A minute's grace: nobody is overdue in the
  /// very minute in which they were expected.
  public func state(at now: Date) -> State {
    if backAt != nil { return .back }
    if now < from { return .planned }
    let late = Int((now.timeIntervalSince(expectedEnd) / 60).rounded(.down))
    return late >= 1 ? .overdue(minutes: late) : .out
  }

  /// Whether somebody should be ringing them.
  public func isOverdue(at now: Date) -> Bool {
    if case .overdue = state(at: now) { true } else { false }
  }
}

/// A visit with the names that a warning needs.
public struct NamedVisit: Equatable, Sendable {
  public var visit: LoneVisit
  public var workerName: String
  /// As lists show it; empty where it is about nobody's case.
  public var personName: String

  public init(visit: LoneVisit, workerName: String, personName: String = "") {
    self.visit = visit
    self.workerName = workerName
    self.personName = personName
  }

  /// "Priya Nair is not back: due 14:15, Weir Lane, with Amira K · ring Tom 07700 900123".
  public func warning(in zone: TimeZone = .current) -> String {
    let due = DayClock.words(visit.expectedEnd, in: zone)
    var parts = ["\(workerName) is not back: due \(due)"]
    if !visit.place.isEmpty { parts.append(visit.place) }
    let whom = visit.withWhom.isEmpty ? personName : visit.withWhom
    if !whom.isEmpty { parts.append("with \(whom)") }
    let words = parts.joined(separator: ", ")
    return visit.buddy.isEmpty ? words : words + " · buddy \(visit.buddy)"
  }
}

/// A moment's hour as it is read out.
public enum DayClock {
  /// "14:15".
  public static func words(_ date: Date, in zone: TimeZone = .current) -> String {
    words(minute: minute(of: date, in: zone))
  }

  /// Minutes after midnight at a moment, 0 to 1,439.
  public static func minute(of date: Date, in zone: TimeZone = .current) -> Int {
    let seconds =
      Int(date.timeIntervalSince1970.rounded(.down)) + zone.secondsFromGMT(for: date)
    return ((seconds % 86_400) + 86_400) % 86_400 / 60
  }

  /// "09:05" of 545.
  public static func words(minute: Int) -> String {
    NextStep(text: "", on: Day(number: 0), at: minute).clock ?? ""
  }

  /// The moment at which a day has come to `minute` in `zone`. An hour that summer
  /// time leaves out is the one after it.
  public static func date(_ day: Day, minute: Int, in zone: TimeZone = .current) -> Date {
    let guess = Date(timeIntervalSince1970: Double(day.number) * 86_400 + Double(minute) * 60)
    // The offset that holds then, not now: a time in winter is not moved by summer's.
    let first = guess.addingTimeInterval(-Double(zone.secondsFromGMT(for: guess)))
    return guess.addingTimeInterval(-Double(zone.secondsFromGMT(for: first)))
  }
}

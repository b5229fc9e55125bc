// A case: one episode of the service's work with a person, from the referral
// that opened it to a closing with its reason.

import Foundation

/// One episode of work with a person.
public struct Case: Equatable, Sendable {
  public var id: Identifier<Case>
  public var personID: Identifier<Person>
  /// The referral that opened it.
  public var referralID: Identifier<Referral>
  /// What it is about in a few words, for lists: "isolation, not in school".
  public var need: String
  public var triage: Triage?
  public var closing: Closing?

  public init(
    id: Identifier<Case>, personID: Identifier<Person>, referralID: Identifier<Referral>,
    need: String = "", triage: Triage? = nil, closing: Closing? = nil
  ) {
    self.id = id
    self.personID = personID
    self.referralID = referralID
    self.need = need
    self.triage = triage
    self.closing = closing
  }
}

/// The decision to take a referral on.
public struct Triage: Equatable, Sendable {
  public var on: Day
  public var reason: String

  public init(on day: Day, reason: String = "") {
    self.on = day
    self.reason = reason
  }
}

/// How an episode ended.
public struct Closing: Equatable, Sendable {
  public var on: Day
  public var reason: ClosingReason
  public var note: String

  public init(on day: Day, reason: ClosingReason, note: String = "") {
    self.on = day
    self.reason = reason
    self.note = note
  }
}

/// Why an episode ended. The raw value is how it is stored and exported.
public enum ClosingReason: String, CaseIterable, Codable, Sendable {
  case goalsMet = "goals-met"
  case connected
  case declined
  case notReached = "not-reached"
  case movedAway = "moved-away"
  case anotherService = "another-service"
  case notSuitable = "not-suitable"
  case died
  case other

  public var words: String {
    switch self {
    case .goalsMet: "Their goals are met"
    case .connected: "Connected, and going on without us"
    case .declined: "They chose to stop"
    case .notReached: "Could not be reached"
    case .movedAway: "Moved away"
    case .anotherService: "Another service has taken over"
    case .notSuitable: "Not for this service"
    case .died: "Died"
    case .other: "Another reason"
    }
  }
}

/// Who held a case, from when to when and why: an interval that is never
/// overwritten. The open interval says who holds it now.
public struct Holding: Equatable, Sendable {
  public var id: Identifier<Holding>
  public var caseID: Identifier<Case>
  public var workerID: Identifier<LinkWorker>
  public var from: Date
  public var to: Date?
  public var reason: String

  public init(
    id: Identifier<Holding>, caseID: Identifier<Case>, workerID: Identifier<LinkWorker>,
    from: Date, to: Date? = nil, reason: String = ""
  ) {
    self.id = id
    self.caseID = caseID
    self.workerID = workerID
    self.from = from
    self.to = to
    self.reason = reason
  }
}

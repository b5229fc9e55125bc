// A contact: something happened between the service and the person, or was tried.
// Contacts are only ever added. PRSB "Contacts with professionals".

import Foundation

/// One contact, or one try at it.
public struct Contact: Equatable, Sendable {
  public var id: Identifier<Contact>
  public var caseID: Identifier<Case>
  /// Who made it, and who stays its author whoever holds the case later.
  public var workerID: Identifier<LinkWorker>
  /// PRSB "Date and time of contact".
  public var at: Date
  /// PRSB "Consultation method".
  public var mode: ContactMode
  /// Length in minutes, 0 to 1,440.
  public var minutes: Int
  /// PRSB "Outcome of contact".
  public var outcome: ContactOutcome
  public var note: String
  public var nextStep: NextStep?
  /// Who was there beside the worker, in words: "Leo and his mum".
  public var present: String

  public init(
    id: Identifier<Contact>, caseID: Identifier<Case>, workerID: Identifier<LinkWorker>,
    at: Date, mode: ContactMode, minutes: Int, outcome: ContactOutcome, note: String = "",
    nextStep: NextStep? = nil, present: String = ""
  ) {
    self.id = id
    self.caseID = caseID
    self.workerID = workerID
    self.at = at
    self.mode = mode
    self.minutes = minutes
    self.outcome = outcome
    self.note = note
    self.nextStep = nextStep
    self.present = present
  }
}

/// How people met. The raw value is how it is stored and exported.
public enum ContactMode: String, CaseIterable, Codable, Sendable {
  case inPerson = "in-person"
  case phone
  case video
  case text
  case outdoors
  case group
  case homeVisit = "home-visit"
  case withSchool = "with-school"
  case withFamily = "with-family"

  public var words: String {
    switch self {
    case .inPerson: "In person"
    case .phone: "Phone"
    case .video: "Video"
    case .text: "Text"
    case .outdoors: "Walk outdoors"
    case .group: "Group"
    case .homeVisit: "Home visit"
    case .withSchool: "With school"
    case .withFamily: "With family"
    }
  }

  /// Whether whoever has such a contact is there with somebody: not by telephone or in writing.
  public var isFaceToFace: Bool {
    switch self {
    case .inPerson, .outdoors, .group, .homeVisit, .withSchool, .withFamily: true
    case .phone, .video, .text: false
    }
  }
}

/// What came of a contact. The raw value is how it is stored and exported.
public enum ContactOutcome: String, CaseIterable, Codable, Sendable {
  case attended
  case notReached = "not-reached"
  case didNotAttend = "did-not-attend"
  case cancelled

  public var words: String {
    switch self {
    case .attended: "Spoke or met"
    case .notReached: "Tried, not reached"
    case .didNotAttend: "Did not attend"
    case .cancelled: "Cancelled"
    }
  }

  /// Whether somebody really spoke with the person: the one rule behind "last
  /// seen", first contact and "nobody has spoken to them".
  public var reachedThem: Bool { self == .attended }

  /// Whether somebody tried to reach the person and did not: the one rule behind the tries
  /// of the first-contact clock and the letter that lists them. What was cancelled was
  /// never tried.
  public var isTry: Bool { self == .notReached || self == .didNotAttend }

  /// How many minutes it took, where nobody says: a try takes a moment, and what was cancelled
  /// nothing. Our own proposal.
  public var usualMinutes: Int { reachedThem ? 15 : isTry ? 2 : 0 }
}

/// What was promised to happen next, and on which day. It stands until they are reached on
/// that day or later, or something else is promised.
public struct NextStep: Codable, Equatable, Sendable {
  public var text: String
  public var on: Day
  /// Minutes after midnight, 0 to 1,439, where a time was agreed.
  public var at: Int?

  public init(text: String, on day: Day, at minute: Int? = nil) {
    self.text = text
    self.on = day
    self.at = minute
  }

  /// "10:30", or nil where no time was agreed.
  public var clock: String? {
    at.map { "\($0 / 60 < 10 ? "0" : "")\($0 / 60):\($0 % 60 < 10 ? "0" : "")\($0 % 60)" }
  }
}

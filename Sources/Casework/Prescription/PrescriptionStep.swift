// What became of a prescription: from offered to attending, or not, and why. Steps are
// only ever added; where it stands is derived from them.

import Foundation

/// One step of a prescription on its way.
public struct PrescriptionStep: Equatable, Sendable {
  public var id: Identifier<PrescriptionStep>
  public var prescriptionID: Identifier<Prescription>
  public var state: PrescriptionState
  public var on: Day
  /// Why they dropped out or did not want it; nil for other steps.
  public var reason: DropOutReason?
  /// Who went with them the first time, in words.
  public var wentWith: String
  public var note: String
  public var workerID: Identifier<LinkWorker>

  public init(
    id: Identifier<PrescriptionStep>, prescriptionID: Identifier<Prescription>,
    state: PrescriptionState, on day: Day, reason: DropOutReason? = nil, wentWith: String = "",
    note: String = "", workerID: Identifier<LinkWorker>
  ) {
    self.id = id
    self.prescriptionID = prescriptionID
    self.state = state
    self.on = day
    self.reason = reason
    self.wentWith = wentWith
    self.note = note
    self.workerID = workerID
  }
}

/// Where a prescription stands. The raw value is how it is stored and exported.
public enum PrescriptionState: String, CaseIterable, Codable, Sendable {
  /// The person was offered it. Every prescription begins here.
  case offered
  /// The group was told, or rung.
  case contacted
  /// The group has a place for them.
  case accepted
  /// On the group's waiting list.
  case waiting
  /// The group has no room and no list.
  case full
  case attendedFirst = "attended-first"
  case attending
  case finished
  case droppedOut = "dropped-out"
  /// The person did not want it after all.
  case declined

  public var words: String {
    switch self {
    case .offered: "Offered"
    case .contacted: "Group contacted"
    case .accepted: "Accepted by the group"
    case .waiting: "On the group’s waiting list"
    case .full: "Group is full"
    case .attendedFirst: "Went the first time"
    case .attending: "Still going"
    case .finished: "Finished"
    case .droppedOut: "Dropped out"
    case .declined: "Did not want it"
    }
  }

  /// The same for the column of a list.
  public var short: String {
    switch self {
    case .offered: "offered"
    case .contacted: "group told"
    case .accepted: "has a place"
    case .waiting: "waiting list"
    case .full: "group full"
    case .attendedFirst: "went once"
    case .attending: "going"
    case .finished: "finished"
    case .droppedOut: "stopped"
    case .declined: "did not want it"
    }
  }

  /// Whether nothing more is expected to happen.
  public var isEnded: Bool {
    switch self {
    case .full, .finished, .droppedOut, .declined: true
    default: false
    }
  }

  /// Whether the person has been there: the one rule behind "connected".
  public var hasAttended: Bool {
    switch self {
    case .attendedFirst, .attending, .finished: true
    default: false
    }
  }

  /// Whether a reason belongs to the step.
  public var asksReason: Bool { self == .droppedOut || self == .declined }

  /// What may be answered next, the likeliest first. A signpost goes without us to the
  /// group, so there is nothing to hear from the group about it.
  public func answers(for kind: PrescriptionKind) -> [PrescriptionState] {
    let all: [PrescriptionState] =
      switch self {
      case .offered, .contacted:
        [.contacted, .accepted, .waiting, .full, .attendedFirst, .declined]
      case .waiting: [.accepted, .attendedFirst, .waiting, .full, .declined]
      case .accepted: [.attendedFirst, .waiting, .droppedOut, .declined]
      case .attendedFirst, .attending: [.attending, .finished, .droppedOut]
      case .full: [.waiting, .accepted]
      case .finished, .droppedOut, .declined: [.attending]
      }
    guard kind == .signpost else { return all }
    return all.filter { ![.contacted, .accepted].contains($0) }
  }
}

/// Why somebody did not begin, or stopped. The raw value is how it is stored.
public enum DropOutReason: String, CaseIterable, Codable, Sendable {
  case notForThem = "not-for-them"
  case travel
  case cost
  case times
  case access
  case nervous
  case unwelcome
  case health
  case movedOn = "moved-on"
  case notKnown = "not-known"
  case other

  public var words: String {
    switch self {
    case .notForThem: "Not for them after all"
    case .travel: "Too hard to get there"
    case .cost: "It costs too much"
    case .times: "The day or time does not work"
    case .access: "Could not get in or join in"
    case .nervous: "Too nervous to go"
    case .unwelcome: "Did not feel welcome"
    case .health: "Not well enough"
    case .movedOn: "Moved on to something else"
    case .notKnown: "Nobody knows"
    case .other: "Another reason"
    }
  }
}

/// What a person said of what they went to.
public struct PrescriptionFeedback: Equatable, Sendable {
  public enum Again: String, CaseIterable, Codable, Sendable {
    case yes, no
    case notSure = "not-sure"

    public var words: String {
      switch self {
      case .yes: "Would go again"
      case .no: "Would not go again"
      case .notSure: "Not sure about going again"
      }
    }
  }

  public var id: Identifier<PrescriptionFeedback>
  public var prescriptionID: Identifier<Prescription>
  public var on: Day
  public var again: Again
  /// What they said, in their words.
  public var words: String
  public var workerID: Identifier<LinkWorker>

  public init(
    id: Identifier<PrescriptionFeedback>, prescriptionID: Identifier<Prescription>,
    on day: Day, again: Again, words: String = "", workerID: Identifier<LinkWorker>
  ) {
    self.id = id
    self.prescriptionID = prescriptionID
    self.on = day
    self.again = again
    self.words = words
    self.workerID = workerID
  }
}

/// A prescription with all that became of it.
public struct PrescriptionStory: Equatable, Sendable {
  public var prescription: Prescription
  public var assetName: String
  /// The person's name for lists, "Leo S".
  public var personName: String
  /// Who holds the case now; "" where nobody does.
  public var holderID: Identifier<LinkWorker>?
  public var caseIsClosed: Bool
  /// In the order in which they happened.
  public var steps: [PrescriptionStep]
  public var feedback: [PrescriptionFeedback]

  public init(
    prescription: Prescription, assetName: String, personName: String = "",
    holderID: Identifier<LinkWorker>? = nil, caseIsClosed: Bool = false,
    steps: [PrescriptionStep] = [], feedback: [PrescriptionFeedback] = []
  ) {
    self.prescription = prescription
    self.assetName = assetName
    self.personName = personName
    self.holderID = holderID
    self.caseIsClosed = caseIsClosed
    self.steps = steps
    self.feedback = feedback
  }

  /// The one rule for where it stands: the latest step, or offered where there is none.
  public var state: PrescriptionState { steps.last?.state ?? .offered }

  /// The day since which it stands there.
  public var since: Day { steps.last?.on ?? prescription.on }

  /// The day on which they first went, where they did.
  public var firstAttendedOn: Day? { steps.first { $0.state.hasAttended }?.on }

  /// The one rule for "connected": they have been there, whatever came afterwards.
  public var isConnected: Bool { firstAttendedOn != nil }

  /// The one rule for when to ask again how it goes; nil where nothing more is expected
  /// or the case is closed.
  public func askOn(policy: ChasePolicy) -> Day? {
    guard !state.isEnded, !caseIsClosed else { return nil }
    return since.adding(days: policy.days(after: state, kind: prescription.kind))
  }

  /// "since 12/10, 3 weeks": how long it has stood where it stands.
  public func sinceWords(on today: Day) -> String {
    let days = max(0, since.days(until: today))
    return switch days {
    case 0: "since today"
    case 1: "since yesterday"
    case ..<14: "for \(days) days"
    default: "for \(days / 7) weeks"
    }
  }
}

/// After how long one asks what became of a prescription.
public struct ChasePolicy: ServiceSetting {
  public static let name = "chasing"
  public static let title = "Did they attend?"
  public static let about = """
    After how many days the desk asks what became of a prescription, counted from the last that \
    is known of it. No norm is known: these are our own proposal.
    """

  /// From telling the person, or the group, to asking the group.
  public var daysToAskTheGroup: Int
  /// From the group's yes to asking whether they went.
  public var daysToAskWhetherTheyWent: Int
  /// Between two looks at a waiting list.
  public var daysOnAWaitingList: Int
  /// Between two questions whether they still go.
  public var daysWhileAttending: Int

  public init() {
    daysToAskTheGroup = 7
    daysToAskWhetherTheyWent = 14
    daysOnAWaitingList = 28
    daysWhileAttending = 42
  }

  public func problems() -> [String] {
    let all = [
      daysToAskTheGroup, daysToAskWhetherTheyWent, daysOnAWaitingList, daysWhileAttending,
    ]
    return all.allSatisfy { (1...366).contains($0) } ? [] : ["Each number of days is 1 to 366."]
  }

  func days(after state: PrescriptionState, kind: PrescriptionKind) -> Int {
    switch state {
    case .offered: kind == .signpost ? daysToAskWhetherTheyWent : daysToAskTheGroup
    case .contacted: daysToAskTheGroup
    case .accepted: daysToAskWhetherTheyWent
    case .waiting: daysOnAWaitingList
    case .attendedFirst: daysToAskWhetherTheyWent
    default: daysWhileAttending
    }
  }
}

/// What was said between the service and a group, about the group and not about a person.
public struct GroupContact: Equatable, Sendable {
  public var id: Identifier<GroupContact>
  public var assetID: Identifier<Asset>
  public var at: Date
  /// Whom we spoke with, at the group.
  public var with: String
  public var mode: ContactMode
  public var note: String
  public var workerID: Identifier<LinkWorker>

  public init(
    id: Identifier<GroupContact>, assetID: Identifier<Asset>, at: Date, with: String = "",
    mode: ContactMode = .phone, note: String, workerID: Identifier<LinkWorker>
  ) {
    self.id = id
    self.assetID = assetID
    self.at = at
    self.with = with
    self.mode = mode
    self.note = note
    self.workerID = workerID
  }
}

// The stage of a case. It is derived from the record and never set by hand, so
// that it cannot drift from what has really happened.

import Foundation

/// Where a case stands, in the order that cases pass through.
public enum Stage: String, CaseIterable, Codable, Sendable {
  /// The referral has come in; nobody has decided yet.
  case referred
  /// Accepted, and nobody holds it yet.
  case triaged
  /// Somebody holds it and has not yet spoken with the person.
  case waiting
  /// The person has been reached.
  case active
  /// The plan's review is due.
  case review
  case closed

  public var words: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }

  /// The one rule for the stage of a case on the day `today`.
  public init(of facts: CaseFacts, on today: Day) {
    if facts.closedOn != nil {
      self = .closed
    } else if facts.firstReachedOn != nil {
      self = facts.reviewOn.map { $0 <= today } == true ? .review : .active
    } else if facts.holderID != nil {
      self = .waiting
    } else {
      self = facts.triagedOn == nil ? .referred : .triaged
    }
  }
}

/// What the rules about a case need to know, gathered from its record.
public struct CaseFacts: Equatable, Sendable {
  public var referredOn: Day
  public var triagedOn: Day?
  /// Who holds the case now.
  public var holderID: Identifier<LinkWorker>?
  /// When somebody of the service first spoke with the person.
  public var firstReachedOn: Day?
  /// Tries that reached nobody, before the first that did.
  public var attempts: Int
  /// When somebody of the service last spoke with the person.
  public var lastSpokenOn: Day?
  /// What was promised next and still stands, if anything does.
  public var nextStep: NextStep?
  public var planAgreedOn: Day?
  /// When the plan is to be looked at together again.
  public var reviewOn: Day?
  public var closedOn: Day?
  /// Pauses, questions, letters and safety tasks.
  public var steps = CaseSteps()
  /// When somebody of the service last tried to reach the person.
  public var lastTriedOn: Day?
  /// The earliest appointment in the diary that stands, if there is one.
  public var appointment: NextStep?
  /// Whether whoever holds the case has no entry of their own in its log yet: assigned
  /// is not the same as known.
  public var isNewToHolder: Bool

  public init(
    referredOn: Day, triagedOn: Day? = nil, holderID: Identifier<LinkWorker>? = nil,
    firstReachedOn: Day? = nil, attempts: Int = 0, lastSpokenOn: Day? = nil,
    nextStep: NextStep? = nil, planAgreedOn: Day? = nil, reviewOn: Day? = nil,
    closedOn: Day? = nil, appointment: NextStep? = nil, isNewToHolder: Bool = false
  ) {
    self.referredOn = referredOn
    self.triagedOn = triagedOn
    self.holderID = holderID
    self.firstReachedOn = firstReachedOn
    self.attempts = attempts
    self.lastSpokenOn = lastSpokenOn
    self.nextStep = nextStep
    self.planAgreedOn = planAgreedOn
    self.reviewOn = reviewOn
    self.closedOn = closedOn
    self.appointment = appointment
    self.isNewToHolder = isNewToHolder
  }

  /// Gathers the facts from a record. `contacts` and `appointments` may come in any
  /// order.
  public init(
    case record: Case, referredOn: Day, holderID: Identifier<LinkWorker>?, contacts: [Contact],
    plan: Plan?, appointments: [Appointment] = [], steps: CaseSteps = CaseSteps(),
    in zone: TimeZone = .current
  ) {
    let ordered = contacts.sorted { ($0.at, $0.id) < ($1.at, $1.id) }
    let firstReached = ordered.firstIndex { $0.outcome.reachedThem }
    let lastReached = ordered.last { $0.outcome.reachedThem }
    self.init(
      referredOn: referredOn, triagedOn: record.triage?.on, holderID: holderID,
      firstReachedOn: firstReached.map { Day(ordered[$0].at, in: zone) },
      attempts: ordered.prefix(firstReached ?? ordered.count).count { $0.outcome.isTry },
      lastSpokenOn: lastReached.map { Day($0.at, in: zone) },
      nextStep: Self.standingPromise(of: ordered, in: zone),
      planAgreedOn: plan?.agreedOn, reviewOn: plan?.reviewOn, closedOn: record.closing?.on,
      appointment: Self.nextAppointment(of: appointments, contacts: contacts, in: zone),
      isNewToHolder: holderID.map { holder in !contacts.contains { $0.workerID == holder } }
        ?? false)
    self.steps = steps
    if record.closing == nil { self.steps.actionReviews = plan?.actionReviews }
    lastTriedOn = ordered.last { $0.outcome.reachedThem || $0.outcome.isTry }
      .map { Day($0.at, in: zone) }
  }

  /// The one rule for how long a promise stands. What a later contact promises takes its
  /// place. A contact that reached them and promises nothing ends what was promised for its day
  /// or before. A contact that reached nobody and promises nothing leaves it standing.
  ///
  /// - Parameter contacts: in order.
  private static func standingPromise(of contacts: [Contact], in zone: TimeZone) -> NextStep? {
    contacts.reduce(nil) { standing, contact in
      if let next = contact.nextStep { return next }
      guard let standing, contact.outcome.reachedThem else { return standing }
      return standing.on <= Day(contact.at, in: zone) ? nil : standing
    }
  }
}

// What holds a case up or presses on it beside its contacts: a clock that is paused,
// a question that was asked, a letter that was sent, a safety task that is open.

/// A stop of the first-contact clock, with its reason.
public struct ClockPause: Codable, Equatable, Sendable {
  public var id: Identifier<ClockPause>
  public var caseID: Identifier<Case>
  public var from: Day
  /// When it is to be looked at again.
  public var until: Day
  /// When the clock went on; nil while it stands.
  public var endedOn: Day?
  public var reason: String
  public var workerID: Identifier<LinkWorker>

  public init(
    id: Identifier<ClockPause>, caseID: Identifier<Case>, from day: Day, until: Day,
    endedOn: Day? = nil, reason: String, workerID: Identifier<LinkWorker>
  ) {
    self.id = id
    self.caseID = caseID
    from = day
    self.until = until
    self.endedOn = endedOn
    self.reason = reason
    self.workerID = workerID
  }

  /// Whether the clock stood on `day`.
  public func covers(_ day: Day) -> Bool {
    day > from && (endedOn.map { day <= $0 } ?? true)
  }
}

/// Something that must be done for somebody's safety. A case cannot be closed over it.
public struct SafetyTask: Equatable, Sendable {
  public var id: Identifier<SafetyTask>
  public var caseID: Identifier<Case>
  public var text: String
  public var on: Day
  /// Minutes after midnight, where a time was agreed.
  public var at: Int?
  public var doneOn: Day?
  /// What came of it.
  public var outcome: String
  public var workerID: Identifier<LinkWorker>

  public init(
    id: Identifier<SafetyTask>, caseID: Identifier<Case>, text: String, on day: Day,
    at minute: Int? = nil, doneOn: Day? = nil, outcome: String = "",
    workerID: Identifier<LinkWorker>
  ) {
    self.id = id
    self.caseID = caseID
    self.text = text
    on = day
    at = minute
    self.doneOn = doneOn
    self.outcome = outcome
    self.workerID = workerID
  }

  public var isOpen: Bool { doneOn == nil }
}

/// The steps of a case that the rules ask about, beside its contacts and its plan.
public struct CaseSteps: Codable, Equatable, Sendable {
  /// In any order.
  public var pauses: [ClockPause]
  /// When more was last asked of the referrer and not yet decided upon.
  public var askedOn: Day?
  /// When the letter after the last try was written.
  public var letterOn: Day?
  /// The open safety task that is due first.
  public var safety: NextStep?
  /// The days on which actions of the plan are looked at again, soonest first, one promise
  /// a day; nil where there are none. Absent in lines that earlier versions made.
  public var actionReviews: [NextStep]?

  public init(
    pauses: [ClockPause] = [], askedOn: Day? = nil, letterOn: Day? = nil, safety: NextStep? = nil,
    actionReviews: [NextStep]? = nil
  ) {
    self.pauses = pauses
    self.askedOn = askedOn
    self.letterOn = letterOn
    self.safety = safety
    self.actionReviews = actionReviews
  }

  /// The pause that stands now.
  public var pause: ClockPause? { pauses.last { $0.endedOn == nil } }

  /// The steps as the records have them.
  public init(
    pauses: [ClockPause], decisions: [TriageDecision], letters: [Letter], safety: [SafetyTask]
  ) {
    let latest = decisions.max { ($0.on, $0.id) < ($1.on, $1.id) }
    let open = safety.filter(\.isOpen).min { ($0.on, $0.at ?? 1_440) < ($1.on, $1.at ?? 1_440) }
    self.init(
      pauses: pauses, askedOn: latest?.kind == .moreAsked ? latest?.on : nil,
      letterOn: letters.filter { $0.kind == .notReached }.map(\.on).max(),
      safety: open.map { NextStep(text: $0.text, on: $0.on, at: $0.at) })
  }
}

// Letters and messages that the service writes: to whom, about what, the words as
// they were, and whether the person saw them first.

/// One letter or message, kept as it was written.
public struct Letter: Equatable, Sendable {
  public enum Kind: String, CaseIterable, Codable, Sendable {
    /// To a referrer: what more we need to know.
    case askForMore = "ask-for-more"
    /// To a referrer: not for us, and where instead.
    case notForUs = "not-for-us"
    /// To a referrer: the person does not want it.
    case declined
    /// To the person, after the last try to reach them.
    case notReached = "not-reached"
    /// To the referrer when a case closes.
    case closingReferrer = "closing-referrer"
    /// To the GP practice when a case closes.
    case closingPractice = "closing-practice"

    public var words: String {
      switch self {
      case .askForMore: "Message to the referrer: more is needed"
      case .notForUs: "Message to the referrer: where instead"
      case .declined: "Message to the referrer: declined"
      case .notReached: "Letter: we have tried to reach you"
      case .closingReferrer: "Message back to the referrer"
      case .closingPractice: "Message back to the GP practice"
      }
    }
  }

  public var id: Identifier<Letter>
  public var caseID: Identifier<Case>
  public var kind: Kind
  /// Whom it is to, in words.
  public var to: String
  /// Their address, number or e-mail, where it is known.
  public var contact: String
  public var body: String
  public var on: Day
  public var workerID: Identifier<LinkWorker>
  /// When the person was shown it, before it went.
  public var shownOn: Day?
  /// What they said, or why it could not be shown to them.
  public var shownNote: String

  public init(
    id: Identifier<Letter>, caseID: Identifier<Case>, kind: Kind, to: String,
    contact: String = "", body: String, on day: Day, workerID: Identifier<LinkWorker>,
    shownOn: Day? = nil, shownNote: String = ""
  ) {
    self.id = id
    self.caseID = caseID
    self.kind = kind
    self.to = to
    self.contact = contact
    self.body = body
    on = day
    self.workerID = workerID
    self.shownOn = shownOn
    self.shownNote = shownNote
  }
}

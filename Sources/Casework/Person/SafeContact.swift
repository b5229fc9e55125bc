// How somebody may be reached without harm: who may answer, whether a voicemail may
// be left, and by which name to ask for them.

/// How to make contact safely. A message left with the wrong person can do harm, so
/// what has not been asked is told apart from what is allowed.
public struct SafeContact: Equatable, Sendable {
  /// Who may answer or be told, in words: "Mum, not her partner".
  public var whoMayAnswer: String
  public var voicemail: Permission
  /// The name to ask for and to give, where it is not the one they like best.
  public var nameToUse: String

  public init(
    whoMayAnswer: String = "", voicemail: Permission = .notAsked, nameToUse: String = ""
  ) {
    self.whoMayAnswer = whoMayAnswer
    self.voicemail = voicemail
    self.nameToUse = nameToUse
  }

  /// Whether something may be done. The raw value is how it is stored and exported.
  public enum Permission: String, CaseIterable, Codable, Sendable {
    case allowed
    case refused
    case notAsked = "not-asked"

    /// As a form says it of a voicemail.
    public var voicemailWords: String {
      switch self {
      case .allowed: "may be left"
      case .refused: "must not be left"
      case .notAsked: "not asked yet"
      }
    }
  }

  /// What there is to know before the phone is picked up; empty where nothing is
  /// known but that nobody has asked.
  public var words: [String] {
    var words: [String] = []
    if !whoMayAnswer.isEmpty { words.append("may answer: \(whoMayAnswer)") }
    switch voicemail {
    case .allowed: words.append("voicemail may be left")
    case .refused: words.append("no voicemail")
    case .notAsked: break
    }
    if !nameToUse.isEmpty { words.append("ask for “\(nameToUse)”") }
    return words
  }
}

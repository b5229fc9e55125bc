// The words of letters and messages, ready to be changed before they go. They carry no
// more than the reader needs.

/// Writes the letters of triage and of the first-contact clock.
public struct LetterWords: Equatable, Sendable {
  public var person: Person
  public var referral: Referral?
  /// Who writes.
  public var worker: String
  public var today: Day

  public init(person: Person, referral: Referral?, worker: String, today: Day) {
    self.person = person
    self.referral = referral
    self.worker = worker
    self.today = today
  }

  /// Whom an answer to the referral goes to: PRSB "Return response to", or the referrer.
  public var referrer: String {
    guard let referral else { return "" }
    if !referral.respondTo.isEmpty { return referral.respondTo }
    let named = [referral.referrer, referral.organisation].filter { !$0.isEmpty }
    if !named.isEmpty { return named.joined(separator: ", ") }
    return referral.source == .selfReferral ? person.fullName : referral.source.words
  }

  private var greeting: String {
    let name = referral?.referrer ?? ""
    return name.isEmpty ? "Hello," : "Dear \(name),"
  }

  private var about: String {
    let date = referral?.date.british ?? ""
    return referral?.source == .selfReferral
      ? "Thank you for getting in touch with us on \(date)."
      : "Thank you for your referral of \(date) of \(person.fullName)."
  }

  private var signature: String { "\(worker)\nSocial prescribing" }

  /// - Parameter questions: what is missing, a line each.
  public func askForMore(_ questions: [String]) -> String {
    let lines = questions.map { "- \($0)" }.joined(separator: "\n")
    return [
      greeting, about, "Before we can decide we need to know:", lines,
      "Please reply to this message. We will look at it as soon as your answer is here.",
      signature,
    ].filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  /// - Parameters:
  ///   - reason: why it is not for us, in a few words.
  ///   - instead: where instead; empty where nothing was found.
  ///   - reach: how that place is reached.
  public func notForUs(reason: String, instead: String, reach: String) -> String {
    let why = reason.isEmpty ? "" : ": \(reason)"
    let other =
      instead.isEmpty
      ? "We looked for something that would suit them better and know of nothing near. We have noted that it is missing here."
      : "We think this may suit them better: \(instead)." + (reach.isEmpty ? "" : " \(reach)")
    return [
      greeting, about, "This is not something that our service can help with\(why).", other,
      "Please tell \(person.calledName), or ask us to.", signature,
    ].joined(separator: "\n\n")
  }

  public var declined: String {
    [
      greeting, about,
      "We have spoken with \(person.calledName), or with whoever speaks for them. They do not want social prescribing now, and we will not go on. They can come back to us at any time.",
      signature,
    ].joined(separator: "\n\n")
  }

  /// - Parameters:
  ///   - tries: when and how, a line each.
  ///   - answerBy: until when an answer is waited for.
  public func notReached(tries: [String], answerBy: Day) -> String {
    let name =
      person.safeContact.nameToUse.isEmpty ? person.calledName : person.safeContact.nameToUse
    // What the letter is about is left out: at home somebody else may open it.
    return [
      today.british, "Dear \(name),",
      "We have tried to reach you and have not managed to:",
      tries.map { "- \($0)" }.joined(separator: "\n"),
      "If you would like to talk, please ring or write to us by \(answerBy.british). There is no need to explain anything.",
      "If we do not hear from you we will stop trying for now. You can come back to us at any time.",
      signature,
    ].joined(separator: "\n\n")
  }
}

// Who somebody is, part by part: how to reach them safely, what they need, what may go
// wrong, who referred them and what the referral lacks. The same for the screen and for
// plain lines.

/// One line of what there is to know.
public struct RecordFact: Equatable, Sendable {
  /// How much it matters before the phone is picked up.
  public enum Weight: Equatable, Sendable { case plain, caution, warning, danger }

  public var label: String
  public var words: String
  public var weight: Weight

  init(_ label: String, _ words: String, _ weight: Weight = .plain) {
    self.label = label
    self.words = words
    self.weight = weight
  }
}

extension CaseRecord {
  /// What there is to know, under headings; parts and lines without words are left out.
  public var parts: [(heading: String, facts: [RecordFact])] {
    let all: [(heading: String, facts: [RecordFact])] = [
      ("Who they are", who), ("Risks", riskFacts), ("Contact, safely", contactFacts),
      ("What they need", needFacts), ("The referral", referralFacts),
      (
        "Linked records",
        linked.map { RecordFact("Linked", PersonName.joined([$0.firstName, $0.familyName])) }
      ),
    ]
    return all.compactMap { part in
      let said = part.facts.filter { !$0.words.isEmpty }
      return said.isEmpty ? nil : (heading: part.heading, facts: said)
    }
  }

  private var who: [RecordFact] {
    let legal =
      person.preferredName.isEmpty ? "" : "\(person.firstName) \(person.familyName)"
    return [
      RecordFact("Legal name", legal),
      RecordFact("Born", person.dateOfBirth?.british ?? "not known"),
      RecordFact("NHS number", person.nhsNumber?.description ?? "not recorded"),
      RecordFact("Also known", person.aliases), RecordFact("Gender", person.gender),
      RecordFact("School", person.school),
      RecordFact("GP practice", PersonName.joined([person.gpPractice, person.gpPracticeCode])),
    ]
  }

  private var riskFacts: [RecordFact] {
    let standing = risks.filter { $0.to == nil }
    guard !standing.isEmpty else { return [RecordFact("Risks", "not asked about yet", .caution)] }
    return standing.map { risk in
      var parts = [risk.risk, risk.comment].filter { !$0.isEmpty }
      parts.append((risk.kind == .noneKnown ? "asked " : "since ") + risk.from.british)
      if let reviewed = risk.reviewedOn { parts.append("reviewed \(reviewed.british)") }
      let weight: RecordFact.Weight =
        risk.kind == .urgent ? .danger : risk.kind == .risk ? .warning : .plain
      return RecordFact(risk.kind.words, parts.joined(separator: ", "), weight)
    }
  }

  private var contactFacts: [RecordFact] {
    let safe = person.safeContact
    let consent = referral?.consentToContact
    return [
      RecordFact("Consent", consent?.words ?? "", consent == .refused ? .danger : .plain),
      RecordFact("Telephone", person.telephone), RecordFact("E-mail", person.email),
      RecordFact("May answer", safe.whoMayAnswer),
      RecordFact(
        "Voicemail", safe.voicemail == .notAsked ? "" : safe.voicemail.voicemailWords,
        safe.voicemail == .refused ? .warning : .plain),
      RecordFact("Ask for", safe.nameToUse), RecordFact("They prefer", person.preferredContact),
      RecordFact("Address", person.address),
      RecordFact("Postcode", person.postcode?.description ?? ""),
    ]
  }

  private var needFacts: [RecordFact] {
    [
      RecordFact("Adjustments", person.reasonableAdjustments),
      RecordFact("Interpreter", person.interpreter),
    ]
  }

  private var referralFacts: [RecordFact] {
    guard let referral else { return [] }
    let named = [referral.referrer, referral.referrerRole, referral.organisation]
      .filter { !$0.isEmpty }
    let details = referral.details.sorted { $0.key < $1.key }.map {
      RecordFact(ReferralSource.label(ofDetail: $0.key), $0.value)
    }
    let missing = ReferralCompleteness.missing(person, referral, risks: risks)
    return [
      RecordFact(
        "Referred by", named.isEmpty ? referral.source.words : named.joined(separator: ", ")),
      RecordFact(
        "On", referral.date.british + (referral.method.isEmpty ? "" : ", \(referral.method)")),
      RecordFact("Their contact", referral.referrerContact),
      RecordFact("Answer to", referral.respondTo), RecordFact("They say", referral.personView),
    ] + details + [RecordFact("Lacks", missing.joined(separator: ", "), .caution)]
  }
}

// What a referral still lacks of that which PRSB "Social Prescribing" v1.1 makes
// mandatory. A referral is never refused for it: it is asked for.

/// The mandatory set.
public enum ReferralCompleteness {
  /// What is missing, in the standard's names, in its order. Source: PRSB Social
  /// Prescribing standard v1.1, the fields of mandation M; those of a referrer only where
  /// it is a professional.
  public static func missing(
    _ person: Person, _ referral: Referral?, risks: [Risk]
  ) -> [String] {
    var missing: [String] = []
    func need(_ words: String, _ text: String) { if text.isEmpty { missing.append(words) } }
    need("first name", person.firstName)
    need("family name", person.familyName)
    if person.dateOfBirth == nil { missing.append("date of birth") }
    if person.gpPractice.isEmpty, person.gpPracticeCode.isEmpty {
      missing.append("GP practice")
    } else {
      need("GP practice identifier", person.gpPracticeCode)
    }
    if let referral {
      if referral.source != .selfReferral { need("referrer’s name", referral.referrer) }
      if referral.source.isProfessional {
        need("referrer’s service", referral.referrerService)
        need("referrer’s organisation", referral.organisation)
        need("referrer’s contact details", referral.referrerContact)
      }
      need("whom it is to", referral.referredTo)
      need("reason for referral", referral.reason + referral.personView)
    }
    if RiskStanding(of: risks) == .notAsked { missing.append("risks, or that none is known") }
    return missing
  }

  /// What else has to be known before anybody is rung.
  public static func beforeContact(_ person: Person, _ referral: Referral?) -> [String] {
    var missing: [String] = []
    if referral?.consentToContact == .notRecorded { missing.append("consent to be contacted") }
    if person.telephone.isEmpty, person.email.isEmpty, person.preferredContact.isEmpty {
      missing.append("a way to reach them")
    }
    return missing
  }
}

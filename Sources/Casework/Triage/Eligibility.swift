// Whom the service is for: ages, area and what it is not for, as data that a service
// changes. The rules only say what they find; somebody decides.

/// The eligibility rules of a service.
public struct Eligibility: ServiceSetting {
  public static let name = "eligibility"
  public static let title = "Whom the service is for"
  public static let about = """
    Ages, area and what the service is not for, as the inbox shows them beside each referral. \
    They only say what they find; somebody decides. The ages are the widest that studies of \
    young people's social prescribing report (4 to 25), the rest is our own proposal: set what \
    your service has agreed. An area is the first half of a postcode, such as M1, or its \
    letters; none means everywhere.
    """

  /// Something that the service is not for.
  public struct Exclusion: Codable, Equatable, Sendable {
    /// "Needs urgent mental health care".
    public var title: String
    /// Words of the referral that make somebody look; in any case, whole or in part.
    public var words: [String]
    /// Where such a referral goes instead.
    public var instead: String

    public init(_ title: String, words: [String], instead: String) {
      self.title = title
      self.words = words
      self.instead = instead
    }
  }

  /// The youngest age, in full years.
  public var lowestAge: Int
  /// The oldest age, in full years.
  public var highestAge: Int
  /// First halves of postcodes, or beginnings of them: "M1", "SK". Empty for everywhere.
  public var area: [String]
  public var exclusions: [Exclusion]

  public init(
    lowestAge: Int, highestAge: Int, area: [String] = [], exclusions: [Exclusion] = []
  ) {
    self.lowestAge = lowestAge
    self.highestAge = highestAge
    self.area = area
    self.exclusions = exclusions
  }

  /// The values that we ship: our own proposal, for children and young people.
  public init() {
    self.init(
      lowestAge: 4, highestAge: 25,
      exclusions: [
        Exclusion(
          "needs urgent mental health care",
          words: ["suicid", "overdose", "crisis team", "psychosis", "harm themsel", "self-harm"],
          instead: "the local crisis line, or 999 where somebody is in danger now"),
        Exclusion(
          "a safeguarding concern comes first",
          words: ["safeguarding concern", "being hurt", "exploitation", "unsafe at home"],
          instead: "children’s social care, the same day"),
        Exclusion(
          "asks for a diagnosis", words: ["diagnosis of", "autism assessment", "adhd assessment"],
          instead: "the GP practice, for the right assessment"),
      ])
  }

  public func problems() -> [String] {
    var problems: [String] = []
    if !(0...120).contains(lowestAge) || !(0...120).contains(highestAge) {
      problems.append("lowestAge and highestAge are full years, 0 to 120")
    }
    if lowestAge > highestAge {
      problems.append("lowestAge (\(lowestAge)) is above highestAge (\(highestAge))")
    }
    for exclusion in exclusions where exclusion.title.isEmpty {
      problems.append("an exclusion has no title")
    }
    for prefix in area where prefix.isEmpty || prefix.count > 4 {
      problems.append("“\(prefix)” in area is not the first half of a postcode")
    }
    return problems
  }

  /// What one rule says of a referral.
  public struct Finding: Equatable, Sendable {
    public enum Verdict: String, Codable, Sendable {
      case fits
      case doesNot = "does-not"
      /// Something is not known, or somebody should read it.
      case look
    }

    public var verdict: Verdict
    public var words: String
    /// Where such a referral goes instead, where the service has said so.
    public var instead: String
  }

  /// What the rules say, age first.
  public func findings(for person: Person, _ referral: Referral?, on today: Day) -> [Finding] {
    [age(of: person, on: today), place(of: person)] + excluded(referral)
  }

  /// Whether no rule speaks against the referral.
  public func fits(_ person: Person, _ referral: Referral?, on today: Day) -> Bool {
    !findings(for: person, referral, on: today).contains { $0.verdict == .doesNot }
  }

  private func age(of person: Person, on today: Day) -> Finding {
    guard let age = person.age(on: today) else {
      return Finding(verdict: .look, words: "age not known", instead: "")
    }
    if age < lowestAge {
      return Finding(
        verdict: .doesNot, words: "\(age): we see people from \(lowestAge)", instead: "")
    }
    if age > highestAge {
      return Finding(
        verdict: .doesNot, words: "\(age): we see people up to \(highestAge)", instead: "")
    }
    return Finding(
      verdict: .fits, words: "\(age): within \(lowestAge) to \(highestAge)", instead: "")
  }

  private func place(of person: Person) -> Finding {
    guard !area.isEmpty else {
      return Finding(verdict: .fits, words: "any area", instead: "")
    }
    guard let postcode = person.postcode else {
      return Finding(verdict: .look, words: "postcode not known", instead: "")
    }
    // "M1" is the district M1 and not M11; "M" or "SK" is the whole area.
    let isInside = area.contains { entry in
      let entry = entry.uppercased()
      if entry == postcode.outward { return true }
      let letters = postcode.outward.prefix { $0.isLetter }
      return entry == letters
    }
    return isInside
      ? Finding(verdict: .fits, words: "\(postcode.outward): in our area", instead: "")
      : Finding(verdict: .doesNot, words: "\(postcode.outward): outside our area", instead: "")
  }

  private func excluded(_ referral: Referral?) -> [Finding] {
    guard let referral else { return [] }
    let text = ([referral.reason, referral.personView] + referral.details.values.sorted())
      .joined(separator: "\n").lowercased()
    return exclusions.compactMap { exclusion in
      guard let word = exclusion.words.first(where: { text.contains($0.lowercased()) }) else {
        return nil
      }
      return Finding(
        verdict: .look, words: "says “\(word)”: \(exclusion.title)?", instead: exclusion.instead)
    }
  }
}

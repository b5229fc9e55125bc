// The words that people write into a referral list, and what they mean: names in
// one column, consent, who referred.

import Casework
import Foundation

enum ReferralWords {
  // MARK: - Names

  private static let titles: Set<String> = [
    "mr", "mrs", "ms", "miss", "mx", "master", "mstr", "dr", "rev", "sir", "prof",
  ]
  private static let particles: Set<String> = [
    "de", "da", "do", "dos", "das", "del", "della", "di", "du", "van", "von", "der", "den", "ter",
    "la", "le", "el", "al", "bin", "binti", "ibn", "ap", "ab", "ferch", "st", "ní", "mac",
  ]

  /// The first and family names of one text: "SHARMA, Leo (Mr)" or "Leo Sharma".
  /// Nil where there are not two names in it.
  static func names(in text: String) -> (first: String, family: String)? {
    let bare = withoutTitles(text)
    if let comma = bare.firstIndex(of: ",") {
      let family = bare[..<comma].trimmingCharacters(in: .whitespaces)
      let first = withoutTitles(
        String(bare[bare.index(after: comma)...]).replacing(",", with: " "))
      return family.isEmpty || first.isEmpty ? nil : (first, unshouted(family))
    }
    let words = bare.split(whereSeparator: \.isWhitespace).map(String.init)
    guard words.count >= 2 else { return nil }
    var cut = words.count - 1
    while cut > 1, particles.contains(words[cut - 1].lowercased()) { cut -= 1 }
    return (
      words[..<cut].joined(separator: " "), unshouted(words[cut...].joined(separator: " "))
    )
  }

  private static func withoutTitles(_ text: String) -> String {
    var words = text.split(whereSeparator: \.isWhitespace).map(String.init)
    func isTitle(_ word: String?) -> Bool {
      guard let word else { return false }
      return titles.contains(
        word.lowercased().trimmingCharacters(in: CharacterSet(charactersIn: "().")))
    }
    while words.count > 1, isTitle(words.first) { words.removeFirst() }
    while words.count > 1, isTitle(words.last) { words.removeLast() }
    return words.joined(separator: " ")
  }

  /// "O'NEILL" is a GP system's way with a surname; it is written O'Neill.
  private static func unshouted(_ name: String) -> String {
    guard name.count > 2, name == name.uppercased(), name != name.lowercased() else { return name }
    var result = ""
    var startsWord = true
    for character in name {
      result += startsWord ? String(character) : character.lowercased()
      startsWord = !character.isLetter
    }
    return result
  }

  // MARK: - Consent

  private static let given: Set<String> = [
    "yes", "y", "true", "1", "given", "consented", "consentgiven", "agreed", "obtained", "verbal",
    "verbally", "written", "verbalconsent", "writtenconsent", "granted", "ok", "yesverbal",
    "yeswritten", "implied", "gained", "yesparent", "parentconsented",
  ]
  private static let refused: Set<String> = [
    "no", "n", "false", "0", "refused", "declined", "notgiven", "withheld", "denied", "dissent",
    "consentrefused", "withdrawn", "donotcontact", "consentdeclined",
  ]
  private static let unrecorded: Set<String> = [
    "", "unknown", "notknown", "notrecorded", "na", "nk", "notasked", "notstated", "none",
    "unsure", "tbc", "pending",
  ]

  /// Nil where the words say none of it.
  static func consent(_ text: String) -> ConsentToContact? {
    let plain = ReferralColumn.plain(text)
    if given.contains(plain) { return .given }
    if refused.contains(plain) { return .refused }
    return unrecorded.contains(plain) ? .notRecorded : nil
  }

  // MARK: - Who refers

  /// Words that stand alone, and parts of words that tell as well.
  private static let sources: [(ReferralSource, whole: Set<String>, parts: [String])] = [
    (.camhs, ["camhs", "camh", "cyps"], ["camhs", "mentalhealthsupportteam"]),
    (
      .selfReferral, ["self", "patient", "client", "me", "myself", "youngperson"],
      ["selfref", "selfrefer"]
    ),
    (
      .youthJustice, ["yot", "yos", "yjs", "police", "probation"],
      ["youthjustice", "youthoffending", "probation"]
    ),
    (
      .socialCare, ["asc", "csc", "mash"],
      ["socialcare", "socialwork", "socialservices", "childrensservices", "earlyhelp"]
    ),
    (
      .school, ["school", "college", "education", "senco", "teacher", "academy", "university"],
      ["school", "college", "academy", "teacher"]
    ),
    (
      .generalPractice,
      ["gp", "pcn", "anp", "surgery", "doctor", "practice", "nurse", "primarycare", "clinician"],
      [
        "generalpract", "gppractice", "gpsurgery", "surgery", "medicalcentre", "medicalpractice",
        "healthcentre", "practicenurse", "practiceteam", "primarycare",
      ]
    ),
    (
      .family,
      ["parent", "parents", "mother", "mum", "father", "dad", "carer", "family", "guardian"],
      ["parent", "familymember", "guardian", "fostercarer"]
    ),
    (
      .charity, ["charity", "vcse", "vcs", "voluntary", "thirdsector"],
      ["charity", "voluntary", "communitygroup", "thirdsector"]
    ),
  ]

  /// Nil where the words name none of ours.
  static func source(_ text: String) -> ReferralSource? {
    let plain = ReferralColumn.plain(text)
    guard !plain.isEmpty else { return nil }
    for source in ReferralSource.allCases
    where plain == ReferralColumn.plain(source.rawValue)
      || plain == ReferralColumn.plain(source.words)
    {
      return source
    }
    if let named = sources.first(where: { $0.whole.contains(plain) }) { return named.0 }
    return sources.first { entry in entry.parts.contains { plain.contains($0) } }?.0
  }

  // MARK: - E-mail

  /// One @ with something on both sides, and a dot in the second.
  static func isEmail(_ text: String) -> Bool {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, text.count <= 254,
      !text.contains(where: { $0.isWhitespace || ",;<>()\"".contains($0) })
    else { return false }
    let labels = parts[1].split(separator: ".", omittingEmptySubsequences: false)
    return labels.count >= 2 && labels.allSatisfy { !$0.isEmpty }
  }
}

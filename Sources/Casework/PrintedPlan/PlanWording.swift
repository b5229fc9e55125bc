// The words that stand on a printed plan around the person's own: headings and short
// phrases, in English and Welsh, for any reader and for the young person.

import Foundation

/// The language of a page's headings.
public enum PageLanguage: String, CaseIterable, Codable, Sendable {
  case english = "en"
  case welsh = "cy"
}

/// A phrase on a printed plan. The raw value is its name in the service's settings.
public enum PlanPhrase: String, CaseIterable, Sendable {
  case title, aboutMe = "about-me", goals, goal, stages, importance, confidence
  case now, was, actions, who, when, by, done, refused, strategies, services, outcome
  case need, stepUpdated = "step-updated"
  case reached, setAside = "set-aside"
  case safety, around, agreed, draft, changed, updated, review, version, printed, notSealed =
    "not-sealed"
  case familySays = "family-says", workerSays = "worker-says", me, readingAge = "reading-age"
  case nothing
  case consentSaid = "consent-said", consentWritten = "consent-written"
  case consentOtherWay = "consent-other-way"
  case consentParental = "consent-parental-responsibility"
  case consentRepresentative = "consent-representative"

  /// How they said yes.
  public init(_ consent: ConsentWay) {
    switch consent {
    case .said: self = .consentSaid
    case .written: self = .consentWritten
    case .otherWay: self = .consentOtherWay
    case .parentalResponsibility: self = .consentParental
    case .representative: self = .consentRepresentative
    }
  }

  /// The gaps that the phrase must keep.
  var gaps: [String] {
    switch self {
    case .title: ["{name}"]
    case .goal, .importance, .confidence, .now, .was, .version, .readingAge: ["{n}"]
    case .by, .updated, .stepUpdated, .review, .printed: ["{day}"]
    case .need: ["{what}"]
    case .agreed: ["{whom}", "{day}"]
    default: []
    }
  }
}

/// Every phrase and every section's heading, four times: two languages, and for each
/// a plain page and one in the young person's own voice.
///
/// The Welsh is ours and has not been read over by anybody who does that for a living:
/// it is data so that a service can put it right.
public struct PlanWording: ServiceSetting {
  public static let name = "plan-words"
  public static let title = "Words on printed plans"
  public static let about = """
    The headings and short phrases of the page that people take home, in English and Welsh, \
    for any reader and in the young person’s own voice. The words are ours; the Welsh has not \
    been read over by a translator, so have it read before you print it.
    """

  /// By the name of a phrase or of a section.
  public var english: [String: String]
  public var englishYoung: [String: String]
  public var welsh: [String: String]
  public var welshYoung: [String: String]

  public init() {
    english = Self.shippedEnglish
    englishYoung = Self.shippedEnglishYoung
    welsh = Self.shippedWelsh
    welshYoung = Self.shippedWelshYoung
  }

  /// The words of one kind of page.
  public func words(_ language: PageLanguage, isYoung: Bool) -> PageWords {
    // Words that a service kept before a phrase was asked for are filled up with ours.
    let isWelsh = language == .welsh
    let shipped = isWelsh ? Self.shippedWelsh : Self.shippedEnglish
    let shippedYoung = isWelsh ? Self.shippedWelshYoung : Self.shippedEnglishYoung
    let plain = shipped.merging(isWelsh ? welsh : english) { $1 }
    let own = isWelsh ? welshYoung : englishYoung
    // Where a service says a thing plainly and not in the young voice, that is its choice.
    let young = own.merging(shippedYoung.filter { (isWelsh ? welsh : english)[$0.key] == nil }) {
      first, _ in first
    }
    return PageWords(plain: plain, young: isYoung ? young : [:])
  }

  /// What is wrong with it, a sentence each.
  public func problems() -> [String] {
    var problems: [String] = []
    for (name, table) in [("english", english), ("welsh", welsh)] {
      // What is not there at all was kept before it was asked for, and is filled up with ours.
      for key in Self.keys where table[key]?.isEmpty == true {
        problems.append("\(name) has no words for “\(key)”.")
      }
    }
    let tables = [
      ("english", english), ("englishYoung", englishYoung), ("welsh", welsh),
      ("welshYoung", welshYoung),
    ]
    for (name, table) in tables {
      for (key, words) in table.sorted(by: { $0.key < $1.key }) {
        guard Self.keys.contains(key) else {
          problems.append("\(name) has words for “\(key)”, which no page asks for.")
          continue
        }
        // A young person's own page needs no name in "My plan", nor whom it was agreed with.
        for gap in PlanPhrase(rawValue: key)?.gaps ?? []
        where !words.contains(gap) && gap != "{name}" && gap != "{whom}" {
          problems.append("\(name), “\(key)”: the words must keep \(gap).")
        }
      }
    }
    return problems
  }

  static let keys = PlanPhrase.allCases.map(\.rawValue) + PlanSection.allCases.map(sectionKey)

  /// An outcome is a phrase and a section; the rest have names of their own.
  static func sectionKey(_ section: PlanSection) -> String { "section \(section.rawValue)" }
}

/// The words of one page.
public struct PageWords: Sendable {
  private let plain: [String: String]
  private let young: [String: String]

  init(plain: [String: String], young: [String: String]) {
    self.plain = plain
    self.young = young
  }

  /// The phrase with its gaps filled.
  public func callAsFunction(_ phrase: PlanPhrase, _ gaps: [String: String] = [:]) -> String {
    let template = young[phrase.rawValue] ?? plain[phrase.rawValue] ?? phrase.rawValue
    // Each gap once, from left to right: what fills one is never itself filled.
    var result = ""
    var rest = Substring(template)
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      result += rest[..<open]
      let name = String(rest[rest.index(after: open)..<close])
      result += gaps[name] ?? String(rest[open...close])
      rest = rest[rest.index(after: close)...]
    }
    return result + rest
  }

  public func heading(_ section: PlanSection) -> String {
    let key = PlanWording.sectionKey(section)
    return young[key] ?? plain[key] ?? section.heading
  }

  /// "Leo’s plan", "James’ plan"; "Cynllun Leo".
  public func title(_ name: String) -> String {
    self(.title, ["name": name]).replacing("s’s ", with: "s’ ")
  }
}

// The kinds that services are sorted by, as data: what a publisher's own terms mean
// in the words of this service.

import Foundation

/// One kind of support, and the words by which it is known in publishers' terms.
public struct AssetTheme: Hashable, Codable, Sendable {
  /// Short and fixed: "arts".
  public var code: String
  public var name: String
  /// A term with a word that begins with any of these is of this kind. Lower case.
  public var words: [String]

  public init(_ code: String, _ name: String, words: [String]) {
    self.code = code
    self.name = name
    self.words = words
  }

  /// Whether a publisher's term is of this kind.
  public func covers(_ term: String) -> Bool {
    let term = term.lowercased()
    return term == name.lowercased() || term == code
      || words.contains { Self.isWordBeginning($0, of: term) }
  }

  /// Whether a word of `text` begins with `sign`: "art" is in "art club" and "arts", and
  /// not in "party".
  private static func isWordBeginning(_ sign: String, of text: String) -> Bool {
    guard !sign.isEmpty else { return false }
    var rest = text[...]
    while let found = rest.range(of: sign) {
      if found.lowerBound == text.startIndex { return true }
      let before = text[text.index(before: found.lowerBound)]
      if !before.isLetter && !before.isNumber { return true }
      rest = text[text.index(after: found.lowerBound)...]
    }
    return false
  }
}

/// The taxonomy for children and young people that a service starts with: six groups
/// as in the Department for Education’s family services list, and eight kinds of our
/// own. Source: domain notes, section 5.
public struct AssetTaxonomy: Hashable, ServiceSetting {
  public static let name = "kinds"
  public static let title = "Kinds of services"
  public static let about = """
    The kinds that the directory is narrowed by, and the words by which they are known in \
    publishers’ own terms. The groups are those of the Department for Education’s family \
    services list; the kinds are our own.
    """

  /// At most 32 of both together are told apart.
  public var kinds: [AssetTheme]
  public var groups: [AssetTheme]

  public init(kinds: [AssetTheme], groups: [AssetTheme]) {
    self.kinds = kinds
    self.groups = groups
  }

  public init() {
    self.init(
      kinds: [
        AssetTheme(
          "arts", "arts", words: ["art", "music", "drama", "theatre", "craft", "creativ", "film"]),
        AssetTheme(
          "nature", "nature",
          words: ["nature", "outdoor", "garden", "allotment", "green", "blue space", "wildlife"]),
        AssetTheme(
          "physical", "physical activity",
          words: ["physical", "sport", "fitness", "dance", "swim", "football", "exercise", "gym"]),
        AssetTheme(
          "advice", "advice",
          words: ["advice", "housing", "benefit", "debt", "legal", "money", "information"]),
        AssetTheme(
          "counselling", "counselling",
          words: ["counsel", "therap", "psychotherap", "mental health", "bereave", "wellbeing"]),
        AssetTheme(
          "befriending", "befriending and peer support",
          words: ["befriend", "peer", "mentor", "social club", "friendship", "lunch club"]),
        AssetTheme("volunteering", "volunteering", words: ["volunteer"]),
        AssetTheme(
          "learning", "learning",
          words: ["learn", "educat", "tutor", "employ", "training", "skills", "homework", "course"]),
      ],
      groups: [
        AssetTheme("activities", "Activities, clubs and groups", words: ["activit", "club"]),
        AssetTheme("family", "Family support", words: ["family", "parent", "carer"]),
        AssetTheme("health", "Health", words: ["health"]),
        AssetTheme(
          "early", "Pregnancy, birth and early years",
          words: ["pregnan", "birth", "early years", "baby", "babies", "toddler"]),
        AssetTheme(
          "send", "SEND", words: ["send", "special educational", "disab", "autis", "sensory"]),
        AssetTheme("transport", "Transport", words: ["transport", "travel"]),
      ])
  }

  /// Kinds first, then groups: the place of each is its bit.
  public var all: [AssetTheme] { kinds + groups }

  /// The themes that terms speak of, as bits in the order of ``all``.
  public func themes(of terms: [String]) -> UInt32 {
    var bits: UInt32 = 0
    for (place, theme) in all.prefix(32).enumerated() where terms.contains(where: theme.covers) {
      bits |= 1 << UInt32(place)
    }
    return bits
  }

  public func problems() -> [String] {
    var found: [String] = []
    if all.count > 32 { found.append("There are more than 32 kinds and groups.") }
    if Set(all.map(\.code)).count < all.count { found.append("Two of them have one code.") }
    found += all.filter { $0.name.isEmpty || $0.code.isEmpty }.map {
      "“\($0.name)\($0.code)” needs a name and a code."
    }
    return found
  }

  /// The taxonomy as records of the standard, for a directory that has none.
  public var records: [DirectoryRecord] {
    func terms(_ themes: [AssetTheme], _ id: String, _ title: String) -> [DirectoryRecord] {
      let taxonomy = DirectoryRecord(
        entity: .taxonomy, id: "fingerpost-\(id)", fields: ["name": .text(title)])
      return [taxonomy]
        + themes.map {
          DirectoryRecord(
            entity: .taxonomyTerm, id: "fingerpost-\(id)-\($0.code)",
            fields: [
              "name": .text($0.name), "term": .text($0.name), "code": .text($0.code),
              "taxonomy_id": .text(taxonomy.id), "taxonomy": .text(title),
              "language": .text("en-GB"),
            ])
        }
    }
    return terms(kinds, "kinds", "Kinds of support") + terms(groups, "groups", "Family services")
  }
}

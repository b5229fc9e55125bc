// A picture for a goal, chosen from the words in which it is written, so that a page
// can be found one's way about on by somebody who would rather not read.

import Foundation

/// What a goal is about, as a picture of it shows. The raw value is its name in words.
public enum GoalSymbol: String, CaseIterable, Sendable {
  case friends, family, talking, feelings, calm, sleep, food, body, sport, outdoors, animals
  case art, music, screen, learning, work, money, home, travel, star

  /// What the picture shows, for those who do not see it.
  public var words: String {
    switch self {
    case .friends: "two people"
    case .family: "a big and a small person"
    case .talking: "a speech bubble"
    case .feelings: "a heart"
    case .calm: "waves"
    case .sleep: "a moon"
    case .food: "a bowl"
    case .body: "a raised arm"
    case .sport: "a ball"
    case .outdoors: "a tree"
    case .animals: "a paw"
    case .art: "a pencil"
    case .music: "a note"
    case .screen: "a screen"
    case .learning: "a book"
    case .work: "a bag"
    case .money: "a coin"
    case .home: "a house"
    case .travel: "a bus"
    case .star: "a star"
    }
  }

  /// The beginnings of words that speak of it. What is more particular comes first in
  /// ``allCases``, so that "sleep at a friend's" is about friends only when nothing
  /// else speaks louder.
  private var beginnings: [String] {
    switch self {
    case .friends:
      [
        "friend", "mate", "people", "group", "club", "join", "lonel", "alone", "someone",
        "somebody",
        "others", "meet", "belong", "together",
      ]
    case .family:
      [
        "mum", "dad", "famil", "brother", "sister", "nan", "gran", "parent", "carer", "baby",
        "aunt",
      ]
    case .talking: ["talk", "say", "speak", "tell", "ask", "voice", "listen", "counsel", "phone"]
    case .feelings:
      [
        "feel", "happ", "sad", "low", "mood", "angr", "anxi", "worr", "proud", "lov", "confiden",
        "myself",
      ]
    case .calm:
      ["calm", "quiet", "breath", "relax", "stress", "panic", "peace", "nerv", "overwhelm"]
    case .sleep: ["sleep", "bed", "night", "tired", "rest", "wake", "midnight"]
    case .food: ["eat", "food", "cook", "bak", "meal", "lunch", "breakfast", "dinner", "hungry"]
    case .body: ["health", "fit", "weight", "strong", "gym", "body", "pain", "exercis", "activ"]
    case .sport:
      [
        "football", "ball", "sport", "swim", "run", "danc", "box", "rugby", "cricket", "netball",
        "skat", "climb", "team",
      ]
    case .outdoors:
      [
        "outdoor", "outside", "garden", "allotment", "walk", "tree", "nature", "park", "canal",
        "fresh", "grow", "plant", "out",
      ]
    case .animals: ["dog", "cat", "horse", "animal", "pet", "rabbit", "guinea", "bird"]
    case .art:
      ["art", "draw", "paint", "sketch", "photo", "craft", "sew", "make", "making", "creativ"]
    case .music: ["music", "guitar", "sing", "song", "drum", "piano", "band", "choir", "beat"]
    case .screen: ["game", "gaming", "online", "screen", "comput", "code", "coding", "phone"]
    case .learning:
      [
        "school", "college", "learn", "class", "lesson", "read", "book", "exam", "course",
        "homework",
        "train", "stud",
      ]
    case .work: ["work", "job", "cv", "apprentic", "volunteer", "interview", "career", "employ"]
    case .money: ["money", "debt", "pay", "benefit", "afford", "sav", "bill", "rent", "cost"]
    case .home: ["home", "house", "flat", "room", "hous", "live", "tenanc", "move"]
    case .travel: ["bus", "train", "travel", "journey", "bike", "driv", "trip"]
    case .star: []
    }
  }

  /// The symbol that most of the words speak of; a star where none does.
  public init(for text: String) {
    let words = Self.positive(
      text.prefix(400).lowercased().split { !$0.isLetter && $0 != "’" && $0 != "'" })
    var best = (symbol: GoalSymbol.star, score: 0)
    for symbol in Self.allCases {
      let score = words.reduce(0) { $0 + symbol.weight(of: $1) }
      if score > best.score { best = (symbol, score) }
    }
    self = best.symbol
  }

  /// How loudly a word speaks of this: company less than what is done in it, and words
  /// that many goals use the least.
  private func weight(of word: Substring) -> Int {
    let found = beginnings.first {
      word.hasPrefix($0) && ($0.count > 3 || word.count <= $0.count + 2)
    }
    guard let found else { return 0 }
    return Self.faint.contains(found) ? 3 : self == .family ? 4 : 6
  }

  /// Words that many goals use, whatever they are about.
  private static let faint: Set<String> = [
    "people", "group", "club", "join", "someone", "somebody", "others", "meet", "together", "say",
    "tell", "ask", "make", "making", "out", "live", "move", "room", "phone", "team", "night",
    "walk",
    "run",
  ]

  /// The words without those that are said not to be it: "isn’t school" is not about
  /// school.
  private static func positive(_ words: [Substring]) -> [Substring] {
    let no = ["not", "no", "without", "never"]
    var result: [Substring] = []
    var isDenied = false
    for word in words {
      let denies = no.contains(String(word)) || word.hasSuffix("n’t") || word.hasSuffix("n't")
      if !isDenied, !denies { result.append(word) }
      // One word further: "not in school", "isn’t my school".
      isDenied = denies || isDenied && word.count <= 3
    }
    return result
  }
}

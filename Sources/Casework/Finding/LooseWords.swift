// The words that names are made of, searched for those that somebody half remembers or
// mistypes: "rn" is in erin, "jonh" is john with a slip. Many people share few names, so
// that going through the words costs little where going through the people would not.

/// A word list that is searched loosely.
public struct LooseWords: Sendable {
  /// A word that is near to what was typed.
  public struct Match: Sendable, Equatable {
    public var word: String
    /// How near, 1 to 100; 100 is the word itself.
    public var score: Int
    /// How often the word is used.
    public var uses: Int
  }

  // One run of UTF-16 and not a string each: a hundred thousand words are gone through
  // between two keys.
  private var units: [UInt16] = []
  private var ends: [Int] = []
  private var letters: [UInt32] = []
  private var uses: [Int] = []

  public init() {}

  public var count: Int { ends.count }

  /// Adds a word, folded as ``PersonName/folded(_:)`` folds it.
  public mutating func add(_ word: String, uses: Int) {
    units.append(contentsOf: word.utf16)
    ends.append(units.count)
    letters.append(Self.letters(of: word.utf16))
    self.uses.append(uses)
  }

  /// The words that come nearest to `typed`, the nearest first, and of those as near the
  /// most used.
  ///
  /// - Parameters:
  ///   - typed: folded as the words are.
  ///   - allowsSlip: whether one letter may be wrong, missing, too many or swapped with its
  ///     neighbour, where four or more were typed.
  ///   - limit: how many at the most.
  public func near(_ typed: String, allowsSlip: Bool, limit: Int) -> [Match] {
    let wanted = Array(typed.utf16)
    guard !wanted.isEmpty, limit > 0 else { return [] }
    let asked = Self.letters(of: wanted)
    let mayDiffer = allowsSlip && wanted.count >= Self.shortestSlip ? 1 : 0
    var best: [(score: Int, uses: Int, place: Int)] = []
    units.withUnsafeBufferPointer { units in
      var start = 0
      for place in ends.indices {
        defer { start = ends[place] }
        // Most words do not have the letters at all.
        guard (asked & ~letters[place]).nonzeroBitCount <= mayDiffer,
          let score = Self.score(
            wanted, UnsafeBufferPointer(rebasing: units[start..<ends[place]]),
            allowsSlip: mayDiffer == 1)
        else { continue }
        let candidate = (score, uses[place], place)
        if best.count == limit, let last = best.last,
          (last.score, last.uses) >= (score, uses[place])
        {
          continue
        }
        let at = best.firstIndex { ($0.score, $0.uses) < (score, uses[place]) } ?? best.count
        best.insert(candidate, at: at)
        if best.count > limit { best.removeLast() }
      }
    }
    return best.map { Match(word: word($0.place), score: $0.score, uses: $0.uses) }
  }

  private func word(_ place: Int) -> String {
    let start = place == 0 ? 0 : ends[place - 1]
    return String(decoding: units[start..<ends[place]], as: UTF16.self)
  }

  /// How near `word` comes to what was typed, 1 to 100; nil when it does not.
  ///
  /// The word itself is nearest, then one that begins so, then one that has all the letters
  /// in their order, then one with a single slip of the fingers.
  public static func score(_ typed: String, _ word: String, allowsSlip: Bool) -> Int? {
    let typed = Array(typed.utf16)
    let word = Array(word.utf16)
    return word.withUnsafeBufferPointer {
      score(typed, $0, allowsSlip: allowsSlip && typed.count >= shortestSlip)
    }
  }

  /// Fewer letters than this with one of them wrong could be anything.
  private static let shortestSlip = 4

  private static func letters(of word: some Sequence<UInt16>) -> UInt32 {
    word.reduce(0) { sum, unit in
      let isLetter = (0x61...0x7A).contains(unit)
      return sum | 1 << (isLetter ? UInt32(unit - 0x61) : 26 + UInt32(unit & 3))
    }
  }

  private static func score(
    _ typed: [UInt16], _ word: UnsafeBufferPointer<UInt16>, allowsSlip: Bool
  ) -> Int? {
    var next = 0
    var isTogether = true
    var gaps = 0
    var place = 0
    while place < word.count && next < typed.count {
      if word[place] == typed[next] {
        next += 1
      } else {
        if next > 0 { gaps += 1 }
        isTogether = false
      }
      place += 1
    }
    if next == typed.count {
      if isTogether { return word.count == typed.count ? 100 : max(90 - word.count, 70) }
      let begins = word[0] == typed[0]
      return max((begins ? 65 : 45) - gaps * 2 - word.count / 4, 10)
    }
    guard allowsSlip, isOneSlip(typed, word) else { return nil }
    return word.first == typed.first ? 40 : 30
  }

  /// Whether one letter wrong, missing, too many or swapped makes the one out of the other,
  /// or out of its beginning.
  private static func isOneSlip(_ typed: [UInt16], _ word: UnsafeBufferPointer<UInt16>) -> Bool {
    var same = 0
    while same < typed.count, same < word.count, typed[same] == word[same] { same += 1 }
    /// Whether what is left of what was typed, from one place on, is how the rest of the word
    /// begins.
    func goesOn(_ from: Int, _ at: Int) -> Bool {
      guard typed.count - from <= word.count - at else { return false }
      for step in 0..<max(typed.count - from, 0) where typed[from + step] != word[at + step] {
        return false
      }
      return true
    }
    if goesOn(same + 1, same) || goesOn(same, same + 1) { return true }
    if same < word.count, goesOn(same + 1, same + 1) { return true }
    return same + 1 < typed.count && same + 1 < word.count && typed[same] == word[same + 1]
      && typed[same + 1] == word[same] && goesOn(same + 2, same + 2)
  }
}

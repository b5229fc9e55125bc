// How old somebody is who reads a text with ease, by a published formula.

import Foundation

/// The reading age of a text by the Flesch–Kincaid grade level (Kincaid, Fishburne,
/// Rogers and Chissom, 1975): 0.39 × words a sentence + 11.8 × syllables a word −
/// 15.59 is a grade of school in the United States, and a grade is read at about its
/// number plus five.
///
/// It counts the length of sentences and words and knows nothing of meaning, so it is
/// a hint and no measure. It holds for English, and little for a text under a hundred
/// words.
public struct ReadingAge: Equatable, Sendable {
  /// In years, from 5.
  public var years: Int
  public var words: Int
  public var sentences: Int
  public var syllables: Int

  /// The name of the formula, for showing beside the figure.
  public static let formula = "Flesch–Kincaid"

  /// Below this many words the figure moves with every word.
  public static let enoughWords = 100

  public var isRough: Bool { words < Self.enoughWords }

  /// - Parameter passages: each ends a sentence, as a line of a list does.
  /// - Returns: nil where there are no words.
  public init?(of passages: [String]) {
    var words = 0
    var sentences = 0
    var syllables = 0
    for passage in passages {
      var open = false
      for token in passage.split(whereSeparator: \.isWhitespace) {
        let letters = token.lowercased().filter { $0.isLetter }
        if !letters.isEmpty {
          words += 1
          syllables += Self.syllables(in: letters)
          open = true
        } else if token.contains(where: \.isNumber) {
          // A figure is read as a word: "11", "30/11".
          words += 1
          syllables += 1
          open = true
        }
        if open, let last = token.last(where: { !"”’\")]".contains($0) }), ".!?…".contains(last) {
          sentences += 1
          open = false
        }
      }
      if open { sentences += 1 }
    }
    guard words > 0 else { return nil }
    self.words = words
    self.sentences = max(sentences, 1)
    self.syllables = syllables
    years = Self.years(words: words, sentences: max(sentences, 1), syllables: syllables)
  }

  static func years(words: Int, sentences: Int, syllables: Int) -> Int {
    let grade =
      0.39 * Double(words) / Double(sentences) + 11.8 * Double(syllables) / Double(words) - 15.59
    return max(5, Int((grade + 5).rounded()))
  }

  /// Syllables by the sound that spelling usually stands for: groups of vowels, less a
  /// silent e at the end.
  static func syllables(in word: String) -> Int {
    let letters = Array(
      word.folding(options: .diacriticInsensitive, locale: Locale(identifier: "en_GB")))
    func isVowel(_ letter: Character) -> Bool { "aeiouy".contains(letter) }
    var count = 0
    for (place, letter) in letters.enumerated() where isVowel(letter) {
      if place == 0 || !isVowel(letters[place - 1]) { count += 1 }
    }
    if word.count > 2, word.last == "e", !isVowel(letters[letters.count - 2]) {
      // "have" has one, "table" two.
      let isLe =
        letters[letters.count - 2] == "l" && letters.count > 2
        && !isVowel(letters[letters.count - 3])
      if !isLe { count -= 1 }
    } else if word.count > 3, word.hasSuffix("ed"), !"td".contains(letters[letters.count - 3]),
      !isVowel(letters[letters.count - 3])
    {
      count -= 1
    } else if word.count > 3, word.hasSuffix("es"), !"sxzc".contains(letters[letters.count - 3]),
      !word.hasSuffix("shes"), !word.hasSuffix("ches"), !word.hasSuffix("ges"),
      !isVowel(letters[letters.count - 3])
    {
      count -= 1
    }
    return max(count, 1)
  }

  /// "about 9 years (Flesch–Kincaid, a rough figure from 42 words)".
  public var description: String {
    "about \(years) years (\(Self.formula)"
      + (isRough ? ", rough: from \(words) word\(words == 1 ? "" : "s")" : "") + ")"
  }
}

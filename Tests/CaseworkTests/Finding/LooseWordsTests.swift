// Names half remembered and mistyped.

import Testing

@testable import Casework

@Suite("Words found loosely")
struct LooseWordsTests {
  @Test(
    "the letters in order, a beginning, or one slip of the fingers",
    arguments: [
      ("erin", "erin", true), ("er", "erin", true), ("rn", "erin", true), ("ein", "erin", true),
      ("erni", "erin", true), ("eren", "erin", true), ("erinn", "erin", true),
      ("erim", "erin", true), ("eri", "erin", true), ("nire", "erin", false),
      ("erxx", "erin", false), ("jonh", "john", true), ("smyth", "smith", true),
      ("xmith", "smith", true), ("smithe", "smith", true), ("sith", "smith", true),
      ("smihtson", "smithson", true), ("amaar", "amara", true), ("z", "erin", false),
      ("erinerin", "erin", false),
    ])
  func near(typed: String, word: String, isNear: Bool) {
    #expect((LooseWords.score(typed, word, allowsSlip: true) != nil) == isNear)
    var words = LooseWords()
    words.add(word, uses: 1)
    #expect(words.near(typed, allowsSlip: true, limit: 5).isEmpty != isNear)
  }

  @Test("a slip among three letters could be anything, and is not looked for where it is not asked")
  func noSlips() {
    #expect(LooseWords.score("exn", "erin", allowsSlip: true) == nil)
    #expect(LooseWords.score("erni", "erin", allowsSlip: false) == nil)
  }

  @Test("the word itself comes first, then one that begins so, then the letters, then a slip")
  func order() {
    var words = LooseWords()
    for (word, uses) in [
      ("mariana", 3), ("marina", 9), ("mara", 2), ("maria", 1), ("amaria", 4), ("mraia", 7),
    ] {
      words.add(word, uses: uses)
    }
    let found = words.near("maria", allowsSlip: true, limit: 9).map(\.word)
    #expect(found == ["maria", "mariana", "marina", "amaria", "mraia", "mara"])
    #expect(words.near("maria", allowsSlip: true, limit: 2).map(\.word) == ["maria", "mariana"])
    #expect(words.near("", allowsSlip: true, limit: 9).isEmpty)
  }

  @Test("of words as near, those of more people come first")
  func uses() {
    var words = LooseWords()
    words.add("patel", uses: 2)
    words.add("peter", uses: 40)
    #expect(words.near("pte", allowsSlip: false, limit: 1).map(\.word) == ["peter"])
  }

  @Test("a list goes through letters that are not English, and figures")
  func otherLetters() {
    var words = LooseWords()
    for word in ["łukasz", "日本", "7up", "ŵyn"] { words.add(PersonName.folded(word), uses: 1) }
    #expect(words.near("日", allowsSlip: true, limit: 3).map(\.word) == ["日本"])
    #expect(words.near("7", allowsSlip: true, limit: 3).map(\.word) == ["7up"])
    #expect(words.near("wyn", allowsSlip: true, limit: 3).map(\.word) == ["wyn"])
  }

  @Test("the quick way over a list says of each word what the rule says of it")
  func sameAsTheRule() {
    var random = SeededGenerator(seed: 11)
    func word() -> String {
      String(
        (0..<Int.random(in: 1...8, using: &random)).map { _ in "abcde".randomElement() ?? "a" })
    }
    let all = Array(Set((0..<400).map { _ in word() }))
    var words = LooseWords()
    for word in all { words.add(word, uses: 1) }
    for _ in 0..<60 {
      let typed = word()
      for allowsSlip in [true, false] {
        let found = words.near(typed, allowsSlip: allowsSlip, limit: all.count)
        let rule = all.filter {
          LooseWords.score(typed, $0, allowsSlip: allowsSlip) != nil
        }
        #expect(Set(found.map(\.word)) == Set(rule))
        for match in found {
          #expect(match.score == LooseWords.score(typed, match.word, allowsSlip: allowsSlip))
        }
      }
    }
  }
}

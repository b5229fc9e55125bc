// Matching what a person half remembers: "lac" finds "Log a contact".

import Foundation

/// A fuzzy match of a query in a text.
public struct FuzzyMatch: Sendable, Hashable {
  /// Higher is better; only comparable for one query.
  public let score: Int
  /// Offsets of the matched characters in the text.
  public let offsets: [Int]

  /// Finds the letters of `query`, in order, ignoring case, accents and spaces. Beginnings of
  /// words and letters in a row count for more. Nil when they are not all there.
  public init?(_ query: String, in text: String) {
    let wanted = query.filter { !$0.isWhitespace }.map(FuzzyMatch.folded)
    guard !wanted.isEmpty else {
      score = 0
      offsets = []
      return
    }
    let characters = Array(text)
    let letters = characters.map(FuzzyMatch.folded)
    // Most texts do not have the letters at all: find that out before weighing them.
    var next = wanted.startIndex
    for letter in letters where next < wanted.endIndex && letter == wanted[next] { next += 1 }
    guard next == wanted.endIndex else { return nil }
    // Best score of wanted[...i] ending exactly at each place, dynamically.
    let none = Int.min / 2
    var previous = [Int](repeating: none, count: letters.count)
    var steps: [[Int]] = []
    for (index, letter) in wanted.enumerated() {
      var current = [Int](repeating: none, count: letters.count)
      var cameFrom = [Int](repeating: -1, count: letters.count)
      var bestBefore = none
      var bestBeforeAt = -1
      for place in letters.indices {
        if letters[place] == letter {
          let starts =
            place == 0 || !characters[place - 1].isLetter && !characters[place - 1].isNumber
          let bonus = (starts ? 10 : 0) + (place == 0 ? 6 : 0)
          if index == 0 {
            current[place] = 1 + bonus - min(place, 10) / 3
          } else {
            var best = bestBefore - 1
            var from = bestBeforeAt
            if place > 0, previous[place - 1] > none, previous[place - 1] + 8 >= best {
              best = previous[place - 1] + 8
              from = place - 1
            }
            if best > none / 2 {
              current[place] = best + 1 + bonus
              cameFrom[place] = from
            }
          }
        }
        if index > 0, previous[place] > bestBefore {
          bestBefore = previous[place]
          bestBeforeAt = place
        }
      }
      steps.append(cameFrom)
      previous = current
    }
    guard let end = previous.indices.max(by: { previous[$0] < previous[$1] }),
      previous[end] > none / 2
    else { return nil }
    // Shorter texts are nearer to what was typed.
    score = previous[end] * 4 - min(letters.count, 80) / 4
    var found = [end]
    for step in steps.dropFirst().reversed() {
      guard let last = found.last, step[last] >= 0 else { break }
      found.append(step[last])
    }
    offsets = found.reversed()
  }

  static func folded(_ character: Character) -> Character {
    if let ascii = character.asciiValue, character.utf8.count == 1 {
      let isUpper = (0x41...0x5A).contains(ascii)
      return isUpper ? Character(Unicode.Scalar(ascii + 0x20)) : character
    }
    let lowered = character.lowercased()
    guard let first = lowered.unicodeScalars.first else { return character }
    if first.value < 0x80 { return Character(first) }
    let plain = lowered.decomposedStringWithCanonicalMapping.unicodeScalars.first ?? first
    return Character(plain)
  }
}

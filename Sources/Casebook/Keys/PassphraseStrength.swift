// An honest guess at how long a passphrase would withstand guessing, for the
// screen where one is chosen.

import Foundation

/// How good a passphrase is, from 0 to 4.
///
/// The estimate reads the passphrase as somebody guessing would: in chunks. A
/// word counts as one pick among some thousands however long it is, a year as
/// one among a hundred, a row of the keyboard or a repeat as next to nothing. It
/// knows only a short list of worn-out passwords and can't tell a name or a
/// song's first line, so it says "at most", never "at least".
public struct PassphraseStrength: Sendable, Equatable {
  /// 0 very weak, 1 weak, 2 fair, 3 good, 4 strong.
  public let score: Int
  /// The score in a word.
  public let word: String
  /// What would make it better, in a plain sentence.
  public let hint: String
  /// The estimate, in bits.
  public let bits: Double

  public init(of passphrase: String) {
    let text = passphrase.precomposedStringWithCanonicalMapping.lowercased()
    var faults: Set<Fault> = []
    var sum = 0.0
    var seen: Set<String> = []
    for chunk in Self.chunks(text) {
      let repeated = !seen.insert(chunk).inserted
      if repeated, chunk.contains(where: { $0.isLetter || $0.isNumber }) {
        faults.insert(.repeats)
      }
      sum += repeated ? 1 : Self.bits(chunk, &faults)
    }
    let capitals = passphrase.dropFirst().contains(where: \.isUppercase)
    if capitals { sum += 2 }
    if Self.worn.contains(where: { text.filter(\.isLetter) == $0 }) {
      faults.insert(.worn)
      sum = min(sum, 12)
    }
    bits = sum
    score =
      switch sum {
      case ..<25: 0
      case ..<36: 1
      case ..<46: 2
      case ..<58: 3
      default: 4
      }
    word = ["very weak", "weak", "fair", "good", "strong"][score]
    hint = Self.hint(score, faults, length: text.count)
  }

  private enum Fault { case worn, row, repeats, year, digits }

  private static func hint(_ score: Int, _ faults: Set<Fault>, length: Int) -> String {
    if score >= 4 { return "This would take longer to guess than anybody has." }
    if faults.contains(.worn) {
      return "This is one of the first that anybody would try. Use four or five unrelated words."
    }
    if faults.contains(.row) {
      return "Letters and digits in a row are easily guessed. Put an unrelated word in their place."
    }
    if faults.contains(.repeats) {
      return "Saying a thing twice adds little. Add a different word instead."
    }
    if faults.contains(.year) {
      return "A year or a date is easily guessed. Add an unrelated word."
    }
    if length < 12 { return "Make it longer: four or five unrelated words are easy to remember." }
    return score == 3
      ? "One more unrelated word would make it strong." : "Add an unrelated word or two."
  }

  /// Cuts a text where its kind changes: letters, digits, anything else.
  private static func chunks(_ text: String) -> [String] {
    var chunks: [String] = []
    var kind = -1
    for character in text {
      let next = character.isLetter ? 0 : character.isNumber ? 1 : 2
      if next == kind, let last = chunks.indices.last {
        chunks[last].append(character)
      } else {
        chunks.append(String(character))
      }
      kind = next
    }
    return chunks
  }

  private static func bits(_ chunk: String, _ faults: inout Set<Fault>) -> Double {
    guard let first = chunk.first else { return 0 }
    let count = Double(chunk.count)
    if chunk.allSatisfy({ $0 == first }) {
      if chunk.count > 2 { faults.insert(.repeats) }
      // A space or hyphen between words is no news.
      return first == " " || first == "-" ? 0.5 : 4 + min(count, 4) / 2
    }
    if isRow(chunk) {
      faults.insert(.row)
      return 5
    }
    if first.isNumber {
      if let year = Int(chunk), (1900...2099).contains(year) {
        faults.insert(.year)
        return 6
      }
      if chunk.count == 6 || chunk.count == 8 {
        faults.insert(.year)
        return 14
      }
      return count * 3.3
    }
    if first.isLetter {
      // Short runs by the letter, longer ones as a word, very long ones as words
      // run together.
      return min(count * 4, 11 + max(0, count - 8) * 2)
    }
    return count * 4
  }

  /// Whether neighbours follow each other in the alphabet, in counting or on the
  /// keyboard, in either direction.
  private static func isRow(_ chunk: String) -> Bool {
    guard chunk.count >= 3 else { return false }
    let backwards = String(chunk.reversed())
    return rows.contains { $0.contains(chunk) || $0.contains(backwards) }
  }

  private static let rows = [
    "abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm",
  ]

  private static let worn: Set<String> = [
    "password", "passw", "passwort", "passphrase", "letmein", "welcome", "admin", "secret",
    "iloveyou", "monkey", "dragon", "football", "liverpool", "arsenal", "chelsea", "princess",
    "sunshine", "fingerpost", "casebook", "linkworker", "qwerty", "hello", "test", "changeme",
    "cymru", "wales", "england", "scotland", "summer", "winter", "spring", "autumn",
    "correcthorsebatterystaple",
  ]
}

// The first letters of a service's words as one number. One letter typed finds most
// of a directory, and asking the index for them all would take longer than anybody
// waits between two keys; comparing one bit of each does not.

import Foundation

enum Initials {
  /// A letter or digit that is neither a–z nor 0–9.
  static let other: UInt64 = 1 << 63

  static func of(_ texts: [String]) -> UInt64 {
    texts.reduce(0) { $0 | of($1) }
  }

  /// The bits of one text: words are told apart as the search's own index does.
  static func of(_ text: String) -> UInt64 {
    var bits: UInt64 = 0
    var isInside = false
    for scalar in text.unicodeScalars {
      guard isToken(scalar) else {
        isInside = false
        continue
      }
      if !isInside { bits |= bit(scalar) ?? other }
      isInside = true
    }
    return bits
  }

  /// The bit of what somebody typed, when it is one plain letter or digit.
  static func bit(typed text: String) -> UInt64? {
    let scalars = text.unicodeScalars
    guard scalars.count == 1, let first = scalars.first, first.isASCII else { return nil }
    return bit(first)
  }

  private static func bit(_ scalar: Unicode.Scalar) -> UInt64? {
    var value = scalar.value
    if value >= 0x80 {
      // As the index folds: the letter without its accents.
      let plain = String(scalar).decomposedStringWithCanonicalMapping.unicodeScalars.first
      value = plain?.value ?? value
    }
    switch value {
    case 0x61...0x7A: return 1 << UInt64(value - 0x61)
    case 0x41...0x5A: return 1 << UInt64(value - 0x41)
    case 0x30...0x39: return 1 << UInt64(26 + value - 0x30)
    default: return nil
    }
  }

  private static func isToken(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII {
      return (0x30...0x39).contains(scalar.value) || (0x41...0x5A).contains(scalar.value)
        || (0x61...0x7A).contains(scalar.value)
    }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .decimalNumber, .letterNumber, .otherNumber, .privateUse, .nonspacingMark:
      return true
    default: return false
    }
  }
}

// The NHS number: ten digits, the last a check on the other nine.

/// A valid NHS number.
///
/// The tenth digit is a modulus 11 check: each of the first nine is multiplied by
/// its weight, 10 down to 2; 11 less the remainder of the sum divided by 11 is the
/// check digit, 11 counting as 0, and 10 never being issued. Source: NHS Data
/// Dictionary, NHS NUMBER. Numbers that begin with 999 are for tests only.
public struct NHSNumber: Hashable, Sendable, CustomStringConvertible {
  /// Ten digits without spaces.
  public let digits: String

  /// Reads ten digits, with any spaces or hyphens between them.
  ///
  /// - Throws: ``NHSNumberError`` with a sentence that says what would be right.
  public init(_ text: String) throws {
    let kept = text.utf8.allSatisfy(Self.isDigit) ? text : text.filter(Self.counts)
    guard kept.utf8.allSatisfy(Self.isDigit), !kept.isEmpty else {
      throw NHSNumberError.notDigits(text)
    }
    guard kept.utf8.count == 10 else {
      throw NHSNumberError.wrongLength(text, count: kept.utf8.count)
    }
    guard
      NHSNumber.checkDigit(of: kept.utf8.prefix(9).map { Int($0) - 48 })
        == kept.last?.wholeNumberValue
    else { throw NHSNumberError.badCheck(text) }
    digits = kept
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

  /// Whether a character is not one of those that people put between the digits.
  private static func counts(_ character: Character) -> Bool {
    !character.isWhitespace && character != "-" && character != "\u{2011}"
      && character != "\u{2013}"
  }

  /// The number that continues nine digits, or nil where none is ever issued.
  public init?(firstNine: [Int]) {
    guard firstNine.count == 9, firstNine.allSatisfy({ (0...9).contains($0) }),
      let check = NHSNumber.checkDigit(of: firstNine)
    else { return nil }
    digits = (firstNine + [check]).map(String.init).joined()
  }

  static func checkDigit(of nine: [Int]) -> Int? {
    let sum = zip(nine, (2...10).reversed()).reduce(0) { $0 + $1.0 * $1.1 }
    let check = 11 - sum % 11
    return check == 11 ? 0 : check == 10 ? nil : check
  }

  /// In the groups that it is read out in: "999 000 0018".
  public var description: String {
    "\(digits.prefix(3)) \(digits.dropFirst(3).prefix(3)) \(digits.suffix(4))"
  }
}

/// Why a text is not an NHS number.
public enum NHSNumberError: Error, Equatable, CustomStringConvertible {
  case notDigits(String)
  case wrongLength(String, count: Int)
  case badCheck(String)

  public var description: String {
    switch self {
    case .notDigits(let text): "“\(text)” is not an NHS number; it is ten digits"
    case .wrongLength(let text, let count):
      "“\(text)” has \(count) digit\(count == 1 ? "" : "s"); an NHS number has ten"
    case .badCheck(let text):
      "“\(text)” fails the NHS number check (modulus 11); a digit is wrong or two are swapped"
    }
  }
}

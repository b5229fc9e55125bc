// A postcode of the United Kingdom, in its official shape.

/// A well-formed UK postcode, for example "M1 1AE". Whether it exists is not known
/// here.
///
/// The shapes are those of BS 7666: one or two letters, a digit, then a digit or a
/// letter perhaps; a space; a digit and two letters that are not C, I, K, M, O or V.
public struct Postcode: Hashable, Sendable, CustomStringConvertible {
  /// "M1".
  public let outward: String
  /// "1AE".
  public let inward: String

  /// "M1 1AE".
  public var description: String { "\(outward) \(inward)" }

  /// - Throws: ``PostcodeError`` with a sentence that says what would be right.
  public init(_ text: String) throws {
    let kept = Self.letters(of: text)
    guard (5...7).contains(kept.count) else { throw PostcodeError.notAPostcode(text) }
    let outward = kept.dropLast(3)
    let inward = kept.suffix(3)
    let shape = outward.map { Self.isLetter($0) ? "A" : Self.isDigit($0) ? "9" : "?" as Character }
    let isShaped =
      Self.shapes.contains { $0.elementsEqual(shape) } || kept.elementsEqual("GIR0AA".utf8)
    let isInward =
      inward.first.map(Self.isDigit) == true
      && inward.dropFirst().allSatisfy { Self.isLetter($0) && !"CIKMOV".utf8.contains($0) }
    guard isShaped, isInward else { throw PostcodeError.notAPostcode(text) }
    self.outward = String(decoding: outward, as: UTF8.self)
    self.inward = String(decoding: inward, as: UTF8.self)
  }

  /// What stands before the blank: A for a letter, 9 for a digit.
  private static let shapes: [[Character]] = ["A9", "A99", "AA9", "AA99", "A9A", "AA9A"].map {
    Array($0)
  }

  /// The capital letters and digits of a text, without blanks. A screen of a caseload reads
  /// a hundred of them, so it is done byte by byte where it can be.
  private static func letters(of text: String) -> [UInt8] {
    guard text.utf8.allSatisfy({ $0 < 0x80 }) else {
      return Array(text.uppercased().filter { !$0.isWhitespace }.utf8)
    }
    return text.utf8.compactMap { byte in
      switch byte {
      case 9...13, 32: nil
      case UInt8(ascii: "a")...UInt8(ascii: "z"): byte - 32
      default: byte
      }
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}

/// Why a text is not a postcode.
public enum PostcodeError: Error, Equatable, CustomStringConvertible {
  case notAPostcode(String)

  public var description: String {
    switch self {
    case .notAPostcode(let text): "“\(text)” is not a UK postcode; write it as M1 1AE"
    }
  }
}

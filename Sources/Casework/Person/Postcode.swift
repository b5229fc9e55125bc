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
    let kept = text.uppercased().filter { !$0.isWhitespace }
    guard (5...7).contains(kept.count),
      kept.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) })
    else { throw PostcodeError.notAPostcode(text) }
    let outward = String(kept.dropLast(3))
    let inward = String(kept.suffix(3))
    let shape = String(outward.map { $0.isLetter ? "A" : "9" })
    let inwardShape = String(inward.map { $0.isLetter ? "A" : "9" })
    let shapes: Set = ["A9", "A99", "AA9", "AA99", "A9A", "AA9A"]
    guard shapes.contains(shape) || kept == "GIR0AA", inwardShape == "9AA",
      !inward.dropFirst().contains(where: { "CIKMOV".contains($0) })
    else { throw PostcodeError.notAPostcode(text) }
    self.outward = outward
    self.inward = inward
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

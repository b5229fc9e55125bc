// The identity of a record. Ours are UUIDs of version 7, which sort by the
// moment they were made; a record from an Open Referral file keeps the id that
// its publisher gave it, so an id is text.

import Foundation

/// The identity of one `Kind` of record. A person's id cannot be passed where a
/// case's is wanted.
public struct Identifier<Kind>: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The id as it is stored and shown: for our own records a lower-case UUID.
  public let text: String

  public init(_ text: String) { self.text = text }

  public var description: String { text }

  /// The part of one of our own ids that tells when it was made, to a thousandth of a
  /// second: two of them compare as their moments do.
  var moment: Substring { text.prefix(13) }

  /// When one of our own ids was made, to a thousandth of a second; nil for a publisher's.
  public var made: Date? {
    let bytes = Array(text.utf8)
    guard bytes.count == 36, bytes[8] == UInt8(ascii: "-"), bytes[14] == UInt8(ascii: "7"),
      let thousandths = UInt64(text.prefix(13).filter { $0 != "-" }, radix: 16)
    else { return nil }
    return Date(timeIntervalSince1970: Double(thousandths) / 1000)
  }

  public static func < (a: Self, b: Self) -> Bool { a.text < b.text }
}

extension Identifier: Codable {
  public init(from decoder: any Decoder) throws {
    text = try decoder.singleValueContainer().decode(String.self)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}

/// Makes UUIDs of version 7 (RFC 9562, section 5.7): 48 bits of Unix time in
/// milliseconds, then version, variant and 74 random bits.
public enum UUIDv7 {
  /// - Parameters:
  ///   - date: the moment that the id sorts by, to the millisecond.
  ///   - generator: where the random bits come from.
  public static func text(at date: Date, using generator: inout some RandomNumberGenerator)
    -> String
  {
    let milliseconds = UInt64(max(0, date.timeIntervalSince1970 * 1000)) & 0xffff_ffff_ffff
    let high = (milliseconds << 16) | 0x7000 | (generator.next() & 0x0fff)
    let low = (generator.next() & 0x3fff_ffff_ffff_ffff) | 0x8000_0000_0000_0000
    let digits = hexadecimal(high) + hexadecimal(low)
    let cuts = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32]
    return cuts.map { String(decoding: digits[$0], as: UTF8.self) }.joined(separator: "-")
  }

  private static func hexadecimal(_ word: UInt64) -> [UInt8] {
    stride(from: 60, through: 0, by: -4).map { shift in
      let nibble = UInt8((word >> UInt64(shift)) & 0xf)
      return nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "a") + nibble - 10
    }
  }
}

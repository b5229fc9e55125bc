// The recovery key: printed once, kept in a drawer, typed in on a bad day. So
// it is made for eyes and fingers.

import CSealedVFS
import Foundation

/// A way into the casebook that is printed rather than remembered.
///
/// 128 random bits and a 22-bit checksum, written as six groups of five letters
/// and digits, `7KQ2M-…`. There is no I, L, O or U among them; I and L are read
/// as 1, O as 0, and case, spaces and hyphens don't matter. The checksum tells a
/// slip of the pen from the wrong key: one slip in four million goes unnoticed.
public struct RecoveryKey: Sendable {
  let secret: SecretBytes

  static let length = 16
  private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
  private static let characters = 30

  static func random() throws -> RecoveryKey {
    RecoveryKey(secret: try SecretBytes.random(count: length))
  }

  private init(secret: SecretBytes) { self.secret = secret }

  /// Reads what somebody typed.
  ///
  /// - throws: ``KeyFileError/mistypedRecoveryKey`` unless it is a whole
  ///   recovery key with the right checksum.
  public init(_ typed: String) throws {
    var bits: [UInt8] = []
    defer { bits.withUnsafeMutableBytes { sealed_wipe($0.baseAddress, $0.count) } }
    bits.reserveCapacity(Self.characters * 5)
    for character in typed.uppercased() where !character.isWhitespace {
      if "-‐‑–—".contains(character) { continue }
      let plain: Character =
        switch character {
        case "O": "0"
        case "I", "L": "1"
        default: character
        }
      guard let value = Self.alphabet.firstIndex(of: plain), bits.count < Self.characters * 5
      else { throw KeyFileError.mistypedRecoveryKey }
      for bit in (0..<5).reversed() { bits.append(UInt8(value >> bit & 1)) }
    }
    guard bits.count == Self.characters * 5 else { throw KeyFileError.mistypedRecoveryKey }
    secret = try SecretBytes(count: Self.length) { out in
      for i in 0..<Self.length { out[i] = Self.byte(bits[(i * 8)..<(i * 8 + 8)]) }
    }
    let checksum = try Self.checksum(of: secret)
    guard Array(bits[(Self.length * 8)...]) == checksum else {
      throw KeyFileError.mistypedRecoveryKey
    }
  }

  /// The key as it is printed. This is the one moment it is in ordinary memory.
  public var text: String {
    get throws {
      var bits: [UInt8] = []
      defer { bits.withUnsafeMutableBytes { sealed_wipe($0.baseAddress, $0.count) } }
      bits.reserveCapacity(Self.characters * 5)
      secret.withUnsafeBytes { bytes in
        for byte in bytes { for bit in (0..<8).reversed() { bits.append(byte >> bit & 1) } }
      }
      bits += try Self.checksum(of: secret)
      var text = ""
      for i in 0..<Self.characters {
        if i > 0, i % 5 == 0 { text.append("-") }
        text.append(Self.alphabet[Int(Self.byte(bits[(i * 5)..<(i * 5 + 5)]))])
      }
      return text
    }
  }

  private static func byte(_ bits: ArraySlice<UInt8>) -> UInt8 {
    bits.reduce(0) { $0 << 1 | $1 }
  }

  private static func checksum(of secret: SecretBytes) throws -> [UInt8] {
    let digest = try secret.derive("fingerpost recovery checksum")
    return digest.withUnsafeBytes { bytes in
      (0..<(characters * 5 - length * 8)).map { bytes[$0 / 8] >> (7 - $0 % 8) & 1 }
    }
  }
}

extension RecoveryKey: CustomStringConvertible, CustomReflectable {
  public var description: String { "(recovery key)" }
  public var customMirror: Mirror { Mirror(self, children: []) }
}

// Memory for what must not leak: guarded, locked against swapping, wiped when
// let go.

import CSealedVFS
import Foundation

/// A fixed run of secret bytes outside Swift's own memory.
///
/// The bytes lie between guard pages, are kept out of swap and core dumps
/// where the system lets us, are read-only once made, and are overwritten when
/// the last reference goes. Nothing prints them.
public final class SecretBytes: @unchecked Sendable {
  // Safe to share: written in init alone, read-only memory from then on.
  private let start: UnsafeMutableRawPointer
  public let count: Int

  /// Makes a secret of `count` bytes and lets `fill` write it.
  ///
  /// - throws: ``KeyFileError/outOfMemory`` when the system has no locked
  ///   memory left; whatever `fill` throws.
  init(count: Int, fill: (UnsafeMutableRawBufferPointer) throws -> Void) throws {
    guard let start = sealed_secret_new(count) else { throw KeyFileError.outOfMemory }
    self.start = start
    self.count = count
    try fill(UnsafeMutableRawBufferPointer(start: start, count: count))
    sealed_secret_lock(start)
  }

  /// Fresh random bytes.
  static func random(count: Int) throws -> SecretBytes {
    try SecretBytes(count: count) { sealed_random($0.baseAddress, count) }
  }

  /// The normalised (NFC) UTF-8 of a passphrase, so that ŵ typed as one
  /// character and as w with a circumflex are the same passphrase.
  ///
  /// What is made here is wiped. What nobody can promise is the text itself: a Swift `String`
  /// cannot be overwritten, and neither can the copy that normalising makes of one with letters
  /// beyond ASCII. Both lie in memory that is no longer used until something else is written
  /// there. That is why core dumps are off and no other program may look in.
  static func passphrase(_ text: String) throws -> SecretBytes {
    guard !text.isEmpty else { throw KeyFileError.emptyPassphrase }
    // What is ASCII is normal already, and is then copied from where it lies.
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return try plain(text.utf8) }
    return try plain(text.precomposedStringWithCanonicalMapping.utf8)
  }

  private static func plain(_ text: String.UTF8View) throws -> SecretBytes {
    // Byte by byte: no array in between that would have to be wiped.
    try SecretBytes(count: text.count) { out in
      for (place, byte) in zip(out.indices, text) { out[place] = byte }
    }
  }

  deinit { sealed_secret_free(start) }

  /// Lends the bytes for the length of a call; the pointer isn't to be kept.
  public func withUnsafeBytes<Result>(
    _ body: (UnsafeRawBufferPointer) throws -> Result
  ) rethrows -> Result {
    try body(UnsafeRawBufferPointer(start: start, count: count))
  }

  /// A 32-byte key derived from this secret (16 to 64 bytes) for one purpose.
  func derive(_ purpose: String, _ parts: [UInt8]...) throws -> SecretBytes {
    var message = Array(purpose.utf8) + [0]
    for part in parts { message += part }
    return try SecretBytes(count: Int(SEALED_MAC_BYTES)) { out in
      _ = withUnsafeBytes { key in
        sealed_mac(
          out.baseAddress?.assumingMemoryBound(to: UInt8.self),
          key.baseAddress?.assumingMemoryBound(to: UInt8.self), key.count,
          message, message.count)
      }
    }
  }

  /// The same secret, compared in constant time.
  static func == (a: SecretBytes, b: SecretBytes) -> Bool {
    a.count == b.count && sealed_equal(a.start, b.start, a.count) == 1
  }
}

extension SecretBytes: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  public var description: String { "(secret)" }
  public var debugDescription: String { "(secret)" }
  public var customMirror: Mirror { Mirror(self, children: []) }
}

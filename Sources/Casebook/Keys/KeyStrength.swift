// How hard it is made to guess a passphrase: the work of Argon2id, in passes
// and memory.

import CSealedVFS
import Foundation

/// The work to put into every try of a passphrase.
public enum KeyStrength: Sendable, Equatable {
  /// About half a second on this machine: 64 to 256 MiB, at least 3 passes.
  case tuned
  /// Next to none. For tests and the demonstration casebook only.
  case quick
  /// As given.
  case fixed(Stretch)

  /// Settles on parameters; `.tuned` measures the machine, which takes about
  /// as long as one unlocking.
  func stretch() throws -> Stretch {
    switch self {
    case .quick: return Stretch(passes: 1, memory: 8192)
    case .fixed(let stretch): return stretch
    case .tuned:
      return Stretch.tuned(
        physicalMemory: ProcessInfo.processInfo.physicalMemory,
        seconds: try Stretch.secondsOfOneTrial())
    }
  }
}

/// Parameters of Argon2id: passes, and memory in bytes.
public struct Stretch: Sendable, Hashable {
  public let passes: UInt64
  public let memory: UInt64

  public init(passes: UInt64, memory: UInt64) {
    self.passes = passes
    self.memory = memory
  }

  static let mebibyte: UInt64 = 1 << 20
  /// Argon2's own least memory, up to what a machine of 2 GiB can give.
  static let memoryRange: ClosedRange<UInt64> = 8192...(1024 * mebibyte)
  static let passesRange: ClosedRange<UInt64> = 1...64
  static let leastTunedMemory = 64 * mebibyte
  static let mostTunedMemory = 256 * mebibyte
  static let leastTunedPasses: UInt64 = 3
  static let aim = 0.5

  /// Whether parameters found in a file may be tried at all.
  var isReasonable: Bool {
    Self.memoryRange.contains(memory) && Self.passesRange.contains(passes)
  }

  /// How long one pass over 64 MiB takes here, once the memory is there: the
  /// first touch of it costs as much as a pass, so three are measured.
  static func secondsOfOneTrial() throws -> Double {
    let salt = [UInt8](repeating: 0, count: Int(SEALED_SALT_BYTES))
    let clock = ContinuousClock()
    let passphrase = try SecretBytes.passphrase("measure")
    let trial = Stretch(passes: leastTunedPasses, memory: leastTunedMemory)
    let time = try clock.measure { _ = try trial.apply(to: passphrase, salt: salt) }
    let seconds = Double(time.components.seconds) + Double(time.components.attoseconds) * 1e-18
    return seconds / Double(leastTunedPasses)
  }

  /// The parameters that come nearest to half a second without going under the
  /// floor, where one pass over 64 MiB takes `seconds`. Memory is doubled
  /// before passes are added, as it costs a guesser more, but never past an
  /// eighth of the machine's.
  static func tuned(physicalMemory: UInt64, seconds: Double) -> Stretch {
    var memory = leastTunedMemory
    var pass = max(seconds, 0.001)
    while memory * 2 <= mostTunedMemory, memory * 2 <= physicalMemory / 8,
      pass * 2 * Double(leastTunedPasses) <= aim * 1.2
    {
      memory *= 2
      pass *= 2
    }
    let passes = UInt64((aim / pass).rounded())
    return Stretch(
      passes: min(max(passes, leastTunedPasses), passesRange.upperBound), memory: memory)
  }

  /// Argon2id of a passphrase: 32 bytes.
  func apply(to passphrase: SecretBytes, salt: [UInt8]) throws -> SecretBytes {
    guard isReasonable, salt.count == SEALED_SALT_BYTES else {
      throw KeyFileError.excessive(passes: passes, mebibytes: memory / Self.mebibyte)
    }
    return try SecretBytes(count: 32) { out in
      let code = passphrase.withUnsafeBytes { text in
        sealed_stretch(
          out.baseAddress?.assumingMemoryBound(to: UInt8.self),
          text.baseAddress?.assumingMemoryBound(to: CChar.self), text.count, salt, passes,
          Int(memory))
      }
      guard code == 0 else { throw KeyFileError.outOfMemory }
    }
  }
}

// Somebody who presses everything: keys, mouse, pastes, new sizes, all at random and all the same
// again for the same seed.

import Foundation

/// Random numbers that come out the same for the same seed, on every machine.
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// Makes up events for a screen.
public struct Monkey {
  private static let codes: [Key.Code] = [
    .enter, .escape, .tab, .backTab, .backspace, .delete, .insert, .up, .down, .left, .right,
    .home, .end, .pageUp, .pageDown, .function(1), .function(2), .function(5), .function(6),
    .function(12),
  ]
  private static let letters = Array("abcdnpqstuwxyzeklmrv019 /?.,+日é👩‍👩‍👧\u{301}")
  private static let kinds: [Mouse.Kind] = [
    .press(.left), .press(.left), .release(.left), .doubleClick, .drag(.left), .wheelUp,
    .wheelDown, .press(.right),
  ]

  private var random: SplitMix
  private let largest: Size
  private let commands: [Key]
  private let now: Date
  /// The size it last gave the screen.
  public private(set) var size: Size

  /// - Parameters:
  ///   - seed: the same seed presses the same.
  ///   - size: the screen's size at the start.
  ///   - largest: the largest size it resizes to.
  ///   - commands: keys that mean something there, which it likes best.
  ///   - now: the time that its ticks tell.
  public init(
    seed: UInt64, size: Size, largest: Size, commands: [Key] = [],
    now: Date = Date(timeIntervalSince1970: 1_795_000_000)
  ) {
    random = SplitMix(seed: seed)
    self.size = size
    self.largest = largest
    self.commands = commands
    self.now = now
  }

  /// One to `most` events, as a terminal hands over what came together.
  public mutating func batch(most: Int = 8) -> [Event] {
    (0..<Int.random(in: 1...max(most, 1), using: &random)).map { _ in event() }
  }

  /// The next event.
  public mutating func event() -> Event {
    switch Int.random(in: 0...199, using: &random) {
    case 0..<45 where !commands.isEmpty:
      return .key(commands.randomElement(using: &random) ?? .enter)
    case 0..<60:
      let letter = Self.letters.randomElement(using: &random) ?? "a"
      return .key(Key(.character(letter), ctrl: .random(in: 0...4, using: &random) == 0))
    case 60..<130:
      let code = Self.codes.randomElement(using: &random) ?? .enter
      return .key(
        Key(
          code, ctrl: .random(in: 0...9, using: &random) == 0,
          shift: .random(in: 0...5, using: &random) == 0))
    case 130..<175:
      return .mouse(
        Mouse(
          Self.kinds.randomElement(using: &random) ?? .wheelUp,
          at: Position(
            x: Columns(.random(in: 0...(size.width.count + 2), using: &random)),
            y: Rows(.random(in: 0...(size.height.count + 2), using: &random)))))
    case 175..<182:
      return .paste("paste\u{1B}[2J\n日本 \(Int.random(in: 0...99, using: &random))")
    case 182..<190: return .tick(now)
    case 190..<194:
      size = Size(
        width: Columns(.random(in: 0...largest.width.count, using: &random)),
        height: Rows(.random(in: 0...largest.height.count, using: &random)))
      return .resize(size)
    case 194: return .edited(.changed("from an editor\n\t\u{202E}x"))
    case 195: return .edited(.refused("no editor"))
    default: return .suspendResumed
    }
  }
}

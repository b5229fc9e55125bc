// The escape sequences of special keys, as xterm and those after it send them.

enum KeySequences {
  /// The numbers of a control sequence: `1;5` is [1, 5], a missing one is 0.
  static func numbers(_ body: ArraySlice<UInt8>) -> [Int] {
    guard !body.isEmpty else { return [] }
    var result = [0]
    for byte in body {
      switch byte {
      case 0x30...0x39:
        let value = result[result.count - 1] * 10 + Int(byte) - 0x30
        result[result.count - 1] = min(value, 1_000_000)
      case UInt8(ascii: ";"): result.append(0)
      // A sub-parameter after `:` says nothing that is used here.
      case UInt8(ascii: ":"): return result
      default: return result
      }
      if result.count > 16 { return result }
    }
    return result
  }

  /// The key of `ESC O` and a letter.
  static func applicationKey(_ final: UInt8) -> Key? {
    if final == UInt8(ascii: "M") { return .enter }
    return letters[final].map { Key($0) }
  }

  /// The key of `ESC [`, numbers and a final byte; nil for what is no key.
  static func key(numbers: [Int], final: UInt8, body: ArraySlice<UInt8>) -> Key? {
    if let first = body.first, (0x3C...0x3F).contains(first) { return nil }
    let modifiers = numbers.count > 1 ? numbers[1] : 1
    switch final {
    case UInt8(ascii: "~"):
      if numbers.first == 27, numbers.count == 3 { return typed(numbers[2], modifiers) }
      return numbers.first.flatMap { tildes[$0] }.map { with(modifiers, $0) }
    case UInt8(ascii: "u"):
      return numbers.first.flatMap { typed($0, modifiers) }
    case UInt8(ascii: "Z"):
      return .backTab
    default:
      return letters[final].map { with(modifiers, $0) }
    }
  }

  /// A key given by its character's number.
  private static func typed(_ number: Int, _ modifiers: Int) -> Key? {
    switch number {
    case 9: return modifiers == 2 ? .backTab : with(modifiers, .tab)
    case 13: return with(modifiers, .enter)
    case 27: return with(modifiers, .escape)
    case 8, 127: return with(modifiers, .backspace)
    default:
      guard number >= 32, let scalar = UInt32(exactly: number).flatMap(Unicode.Scalar.init),
        scalar.properties.generalCategory != .privateUse,
        scalar.properties.generalCategory != .control
      else { return nil }
      var key = with(modifiers, .character(Character(scalar)))
      if key.shift {
        key.code = .character(String(scalar).uppercased().first ?? " ")
        key.shift = false
      }
      return key
    }
  }

  private static func with(_ modifiers: Int, _ code: Key.Code) -> Key {
    let bits = max(modifiers - 1, 0)
    return Key(code, ctrl: bits & 4 != 0, alt: bits & 2 != 0, shift: bits & 1 != 0)
  }

  private static let letters: [UInt8: Key.Code] = [
    UInt8(ascii: "A"): .up, UInt8(ascii: "B"): .down, UInt8(ascii: "C"): .right,
    UInt8(ascii: "D"): .left, UInt8(ascii: "H"): .home, UInt8(ascii: "F"): .end,
    UInt8(ascii: "P"): .function(1), UInt8(ascii: "Q"): .function(2),
    UInt8(ascii: "R"): .function(3), UInt8(ascii: "S"): .function(4),
  ]

  private static let tildes: [Int: Key.Code] = [
    1: .home, 2: .insert, 3: .delete, 4: .end, 5: .pageUp, 6: .pageDown, 7: .home, 8: .end,
    11: .function(1), 12: .function(2), 13: .function(3), 14: .function(4), 15: .function(5),
    17: .function(6), 18: .function(7), 19: .function(8), 20: .function(9), 21: .function(10),
    23: .function(11), 24: .function(12),
  ]
}

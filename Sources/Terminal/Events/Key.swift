// Keys as people name them: "Ctrl-P", "F12", "?", "Enter".

/// A key with its modifiers.
public struct Key: Sendable, Hashable {
  /// What was pressed.
  public enum Code: Sendable, Hashable {
    case character(Character)
    case enter, escape, tab, backTab, backspace, delete, insert
    case up, down, left, right, home, end, pageUp, pageDown
    case function(Int)
  }

  public var code: Code
  public var ctrl: Bool
  public var alt: Bool
  /// Shift, for keys that are not characters.
  public var shift: Bool

  public init(_ code: Code, ctrl: Bool = false, alt: Bool = false, shift: Bool = false) {
    self.code = code
    self.ctrl = ctrl
    self.alt = alt
    self.shift = shift
  }

  /// A key that types a character.
  public static func character(_ character: Character) -> Key { Key(.character(character)) }
  /// A letter, in lower case, with Ctrl.
  public static func ctrl(_ character: Character) -> Key { Key(.character(character), ctrl: true) }
  /// A character with Alt.
  public static func alt(_ character: Character) -> Key { Key(.character(character), alt: true) }
  /// F1 to F24.
  public static func function(_ number: Int) -> Key { Key(.function(number)) }
  public static let enter = Key(.enter)
  public static let escape = Key(.escape)
  public static let tab = Key(.tab)
  public static let backTab = Key(.backTab)
  public static let backspace = Key(.backspace)
  public static let delete = Key(.delete)
  public static let insert = Key(.insert)
  public static let up = Key(.up)
  public static let down = Key(.down)
  public static let left = Key(.left)
  public static let right = Key(.right)
  public static let home = Key(.home)
  public static let end = Key(.end)
  public static let pageUp = Key(.pageUp)
  public static let pageDown = Key(.pageDown)
  public static let space = Key(.character(" "))

  /// The character this key types: nil with Ctrl or Alt, and for keys that type none.
  public var typed: Character? {
    guard case .character(let character) = code, !ctrl, !alt else { return nil }
    return character
  }
}

/// A key name that cannot be read.
public struct UnknownKey: Error, CustomStringConvertible, Sendable, Equatable {
  public let name: String
  public var description: String {
    "there is no key called “\(name.neutralised)”; write keys like n, ?, Ctrl-P, Alt-X, F12, Enter"
      + " or Page Up"
  }
}

extension Key {
  private static let names: [(code: Code, short: String, spellings: [String])] = [
    (.enter, "Enter", ["enter", "return"]),
    (.escape, "Esc", ["esc", "escape"]),
    (.tab, "Tab", ["tab"]),
    (.backTab, "Shift-Tab", ["backtab"]),
    (.backspace, "Backspace", ["backspace"]),
    (.delete, "Del", ["del", "delete"]),
    (.insert, "Ins", ["ins", "insert"]),
    (.up, "↑", ["up", "↑"]),
    (.down, "↓", ["down", "↓"]),
    (.left, "←", ["left", "←"]),
    (.right, "→", ["right", "→"]),
    (.home, "Home", ["home"]),
    (.end, "End", ["end"]),
    (.pageUp, "PgUp", ["pgup", "pageup", "page up"]),
    (.pageDown, "PgDn", ["pgdn", "pagedown", "page down"]),
    (.character(" "), "Space", ["space"]),
  ]

  /// Reads `n`, `?`, `Ctrl-P`, `^P`, `Alt-x`, `Shift-Tab`, `F12`, `Enter`, `Space`, `Page Up`.
  /// Throws `UnknownKey`.
  public init(_ name: String) throws {
    var rest = name[...]
    var ctrl = false
    var alt = false
    var shift = false
    modifiers: while rest.count > 1 {
      let lowered = rest.lowercased()
      for (prefix, set) in [
        ("ctrl-", { ctrl = true }), ("ctrl+", { ctrl = true }), ("c-", { ctrl = true }),
        ("alt-", { alt = true }), ("alt+", { alt = true }), ("m-", { alt = true }),
        ("shift-", { shift = true }), ("shift+", { shift = true }), ("^", { ctrl = true }),
      ] as [(String, () -> Void)]
      where lowered.hasPrefix(prefix) && lowered.count > prefix.count {
        set()
        rest = rest.dropFirst(prefix.count)
        continue modifiers
      }
      break
    }
    let lowered = rest.lowercased()
    var code: Code
    if rest.count == 1, let character = rest.first, character != " " {
      code = .character(ctrl ? Character(character.lowercased()) : character)
    } else if let known = Key.names.first(where: { $0.spellings.contains(lowered) }) {
      code = known.code
    } else if lowered.hasPrefix("f"), let number = Int(lowered.dropFirst()),
      (1...24).contains(number)
    {
      code = .function(number)
    } else {
      throw UnknownKey(name: name)
    }
    if code == .tab, shift {
      code = .backTab
      shift = false
    }
    if shift, case .character(let character) = code {
      code = .character(Character(character.uppercased()))
      shift = false
    }
    self.init(code, ctrl: ctrl, alt: alt, shift: shift)
  }

  /// Several keys as one label: `↑↓`, `n`, `^P`; all four arrows are `↑↓←→`, a run of digits `1–5`.
  public static func label(for keys: [Key]) -> String {
    let arrows: [Key] = [.up, .down, .left, .right]
    let present = arrows.filter(keys.contains)
    if present.count > 1 { return present.map(\.description).joined() }
    let digits = keys.compactMap { $0.typed?.wholeNumberValue }
    if digits.count > 2, digits.count == keys.count, let low = digits.min(), let high = digits.max()
    {
      return "\(low)–\(high)"
    }
    return keys.first?.description ?? ""
  }
}

extension Key: CustomStringConvertible {
  /// The key as the key line shows it: `^P`, `Enter`, `F12`, `↑`, `Alt-x`.
  public var description: String {
    var text = ""
    if alt { text += "Alt-" }
    if shift { text += "Shift-" }
    if let known = Key.names.first(where: { $0.code == code }) {
      return (ctrl ? "Ctrl-" : "") + text + known.short
    }
    switch code {
    case .function(let number): return (ctrl ? "Ctrl-" : "") + text + "F\(number)"
    case .character(let character):
      return text + (ctrl ? "^" + character.uppercased() : String(character))
    default: return text
    }
  }
}

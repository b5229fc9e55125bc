// What a piece of text is for, and what it stands on. A screen says "this is a warning on the
// bar"; only the theme and the driver know which colours that makes.

/// What a text means to its reader. Meaning is never colour alone: a sign or a word goes with it.
public enum Role: UInt8, Sendable, Hashable, CaseIterable {
  /// Ordinary text.
  case text
  /// Text that steps back: ages, dates, section headings, hints.
  case muted
  /// Text between ordinary and muted: bars, labels.
  case soft
  /// Names and titles; usually with `.bold`.
  case heading
  /// The one accent colour: keys, times, the focused thing.
  case accent
  /// Red: somebody may be at risk, or something failed.
  case danger
  /// Orange: late, over, needs a look.
  case warning
  /// Yellow: getting near.
  case caution
  /// Green: done, within guidance.
  case good
  /// Blue: neutral quantities and news.
  case info
  /// Purple: rare things that should stand apart.
  case special
  /// Thin lines. The one role that is never text, so that it may be faint.
  case rule

  /// Roles that people read, and that must keep the contrast floor.
  public static let readable: [Role] = allCases.filter { $0 != .rule }
}

/// What text stands on.
public enum Ground: UInt8, Sendable, Hashable, CaseIterable {
  /// The page.
  case page
  /// Top bar and key line.
  case bar
  /// The selected row.
  case selection
  /// The active tab, and selected text in a field.
  case inverse
  /// A field that can be typed in.
  case field
  /// A dialog, palette or help over the page.
  case overlay
  /// A field that can be typed in, on an overlay.
  case well
}

/// Ways of drawing text that go beside its colour.
public struct Attributes: OptionSet, Sendable, Hashable {
  public let rawValue: UInt8
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  public static let bold = Attributes(rawValue: 1)
  public static let underline = Attributes(rawValue: 2)
  public static let italic = Attributes(rawValue: 4)
  public static let reverse = Attributes(rawValue: 8)
  public static let dim = Attributes(rawValue: 16)
}

/// How a cell is drawn: role, ground and attributes, three bytes.
public struct Style: Sendable, Hashable {
  public var role: Role
  public var ground: Ground
  public var attributes: Attributes

  /// `Style(.warning, on: .bar, .bold)`
  public init(_ role: Role = .text, on ground: Ground = .page, _ attributes: Attributes = []) {
    self.role = role
    self.ground = ground
    self.attributes = attributes
  }

  public static let text = Style()

  /// The same role and attributes on another ground.
  public func on(_ ground: Ground) -> Style { Style(role, on: ground, attributes) }
}

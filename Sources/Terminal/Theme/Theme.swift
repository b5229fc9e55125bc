// A theme turns roles and grounds into colours, and keeps every text role legible on every ground.

/// A colour as the driver gets it.
public enum Colour: Sendable, Hashable {
  /// The terminal's own text colour or background.
  case terminal
  /// One of the terminal's own sixteen colours.
  case ansi(Int)
  case rgb(RGB)
}

/// The colours and attributes that a style comes to.
public struct Paint: Sendable, Hashable {
  public var foreground: Colour
  public var background: Colour
  public var attributes: Attributes

  public init(foreground: Colour, background: Colour, attributes: Attributes = []) {
    self.foreground = foreground
    self.background = background
    self.attributes = attributes
  }
}

/// A colour of a scheme that had to change to be read.
public struct ThemeAdjustment: Sendable, Hashable, CustomStringConvertible {
  public let role: Role
  public let ground: Ground
  public let slot: String
  public let from: RGB
  public let to: RGB
  /// The contrast ratio that the scheme's own colour had there.
  public let contrast: Double

  /// `muted on page: base03 8793a1 has 3.9:1, drawn as 97a3b1`.
  public var description: String {
    let tenths = Int((contrast * 10).rounded(.down))
    return
      "\(role) on \(ground): \(slot) \(from) has \(tenths / 10).\(tenths % 10):1, drawn as \(to)"
  }
}

/// A set of colours for roles: either the terminal's own sixteen, or a base16 or base24 scheme.
public struct Theme: Sendable, Hashable {
  public let name: String
  /// The scheme's colours: 16 or 24, or none for the terminal's own.
  public let slots: [RGB]
  /// What was changed so that text keeps 4.5:1.
  public let adjustments: [ThemeAdjustment]
  private let table: [RGB]

  /// WCAG 2.2 AA for text of ordinary size.
  public static let contrastFloor = 4.5

  /// The terminal's own sixteen colours on its own background: the default.
  public static let terminal = Theme(
    name: "Terminal colours", slots: [], adjustments: [], table: [])

  /// Whether this follows the terminal's own colours.
  public var isTerminal: Bool { slots.isEmpty }

  /// Whether the page is dark; nil for the terminal's own colours.
  public var isDark: Bool? { slots.first.map { $0.okLab.l < 0.5 } }

  private init(name: String, slots: [RGB], adjustments: [ThemeAdjustment], table: [RGB]) {
    self.name = name
    self.slots = slots
    self.adjustments = adjustments
    self.table = table
  }

  /// A theme from the colours of a base16 (16 colours) or base24 (24) scheme, base00 first.
  public init(name: String, scheme: [RGB]) {
    precondition(scheme.count >= 16, "a base16 scheme has sixteen colours")
    var table: [RGB] = []
    var adjustments: [ThemeAdjustment] = []
    for ground in Ground.allCases {
      let under = scheme[Theme.slot(of: ground)]
      table.append(under)
      for role in Role.allCases {
        let slot = Theme.slot(of: role, on: ground)
        let wanted = scheme[slot]
        let drawn = role == .rule ? wanted : wanted.legible(on: under, floor: Theme.contrastFloor)
        table.append(drawn)
        if drawn != wanted {
          let digits = String(slot, radix: 16, uppercase: true)
          adjustments.append(
            ThemeAdjustment(
              role: role, ground: ground, slot: "base" + (slot < 16 ? "0" : "") + digits,
              from: wanted, to: drawn, contrast: wanted.contrast(with: under)))
        }
      }
    }
    self.init(name: name, slots: scheme, adjustments: adjustments, table: table)
  }

  /// A ground's own colour; nil for the terminal's own.
  public func colour(of ground: Ground) -> RGB? {
    isTerminal ? nil : table[Int(ground.rawValue) * (Role.allCases.count + 1)]
  }

  /// The colour of a role on a ground; nil for the terminal's own.
  public func colour(of role: Role, on ground: Ground) -> RGB? {
    isTerminal
      ? nil : table[Int(ground.rawValue) * (Role.allCases.count + 1) + 1 + Int(role.rawValue)]
  }

  /// The colours and attributes for a style.
  public func paint(_ style: Style) -> Paint {
    guard let foreground = colour(of: style.role, on: style.ground),
      let background = colour(of: style.ground)
    else { return terminalPaint(style) }
    var attributes = style.attributes
    if isFieldLost(style.ground, background) { attributes.insert(.underline) }
    return Paint(
      foreground: .rgb(foreground), background: .rgb(background), attributes: attributes)
  }

  /// Whether a field cannot be told from what it lies on, as in schemes that have one ground only.
  private func isFieldLost(_ ground: Ground, _ own: RGB) -> Bool {
    guard ground == .field || ground == .well,
      let under = colour(of: ground == .field ? .page : .overlay)
    else { return false }
    return abs(own.okLab.l - under.okLab.l) < 0.02
  }

  /// Of the terminal's own colours we know only that they stand out from its own background, so
  /// grounds are made by reverse video and underlining.
  func terminalPaint(_ style: Style) -> Paint {
    var attributes = style.attributes
    var foreground: Colour =
      switch style.role {
      case .text, .muted, .soft, .heading, .rule: .terminal
      case .accent: .ansi(6)
      case .danger: .ansi(1)
      case .warning, .caution: .ansi(3)
      case .good: .ansi(2)
      // Plain blue cannot be read on black in many terminals, bright blue can on either.
      case .info: .ansi(12)
      case .special: .ansi(5)
      }
    if style.role == .muted || style.role == .rule { attributes.insert(.dim) }
    switch style.ground {
    case .page, .bar, .overlay: break
    case .field, .well: attributes.insert(.underline)
    case .selection, .inverse:
      attributes.formSymmetricDifference(.reverse)
      attributes.remove(.dim)
      foreground = .terminal
    }
    return Paint(foreground: foreground, background: .terminal, attributes: attributes)
  }

  /// What is left of a style without any colour: attributes alone.
  func monochromePaint(_ style: Style) -> Paint {
    var paint = terminalPaint(style)
    paint.foreground = .terminal
    if style.role == .danger || style.role == .warning { paint.attributes.insert(.bold) }
    return paint
  }

  private static func slot(of ground: Ground) -> Int {
    switch ground {
    case .page, .well: 0x0
    case .bar, .field, .overlay: 0x1
    case .selection: 0x2
    case .inverse: 0x5
    }
  }

  private static func slot(of role: Role, on ground: Ground) -> Int {
    if ground == .inverse { return 0x0 }
    return switch role {
    case .text: 0x5
    case .muted: 0x3
    case .soft: 0x4
    case .heading: 0x7
    case .accent: 0xC
    case .danger: 0x8
    case .warning: 0x9
    case .caution: 0xA
    case .good: 0xB
    case .info: 0xD
    case .special: 0xE
    case .rule: 0x2
    }
  }
}

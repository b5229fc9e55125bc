// A theme on a terminal whose colours have numbers: the nearest of those it has, or exactly the
// theme's where the terminal lets its numbers stand for other colours.

import Foundation

/// Which numbers stand for a theme's colours, and what the terminal is told to make of them.
struct NumberedColours {
  /// What each number is given; empty where the terminal keeps its own colours.
  private(set) var given: [(number: Int, colour: RGB)] = []
  private let theme: Theme
  private let scale: Scale

  /// The numbers of a large palette that may be given colours: the first sixteen are the person's
  /// own, and the six behind them are what shells' colour scripts set.
  static let free = 22...255

  private enum Scale {
    /// Numbers of a large palette, by the colour and the ground it stands on.
    case many([Pair: Int])
    case few(FewColours)
  }

  private struct Pair: Hashable {
    var colour: RGB
    var ground: RGB?
  }

  /// The nearest of the eight or sixteen colours that a terminal has of its own.
  init(_ theme: Theme, nearestOf count: Int) {
    self.theme = theme
    scale = .few(FewColours(sets: FewColours.usual.map { Array($0.prefix(count)) }))
  }

  /// Exactly the theme's colours, given to the numbers of a terminal that has `count` of them.
  init(_ theme: Theme, givenTo count: Int) {
    self.theme = theme
    if count < 256 {
      let palette = NumberedColours.palette(theme, count: count)
      scale = .few(FewColours(sets: [Array(palette.prefix(count))]))
      given = palette.enumerated().map { ($0.offset, $0.element) }
      return
    }
    var numbers: [Pair: Int] = [:]
    var holders: [Int: RGB] = [:]
    // A terminal that only says that it can change its colours shows the nearest of its own.
    func number(for colour: RGB, on ground: RGB?, floor: Double) -> Int {
      let known = holders.sorted { $0.key < $1.key }.first {
        guard $0.value == colour else { return false }
        guard let ground else { return true }
        return Xterm256.colour(at: $0.key).contrast(with: ground) >= floor
      }
      let number =
        known?.key
        ?? Xterm256.nearest(to: colour, on: ground, floor: floor) {
          NumberedColours.free.contains($0) && holders[$0] == nil
        }
      holders[number] = colour
      return number
    }
    for ground in Ground.allCases {
      guard let under = theme.colour(of: ground) else { continue }
      let own = number(for: under, on: nil, floor: 0)
      numbers[Pair(colour: under)] = own
      for role in Role.allCases {
        guard let colour = theme.colour(of: role, on: ground) else { continue }
        let floor = colour.contrast(with: under) < Theme.contrastFloor ? 0 : Theme.contrastFloor
        numbers[Pair(colour: colour, ground: under)] = number(
          for: colour, on: Xterm256.colour(at: own), floor: floor)
      }
    }
    scale = .many(numbers)
    given = holders.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// The style with numbers for colours.
  func paint(_ style: Style) -> Paint {
    var paint = theme.paint(style)
    guard case .rgb(let text) = paint.foreground, case .rgb(let ground) = paint.background else {
      return paint
    }
    switch scale {
    case .few(let few): return few.paint(style, as: paint, in: theme)
    case .many(let numbers):
      if let number = numbers[Pair(colour: text, ground: ground)] {
        paint.foreground = .ansi(number)
      }
      if let number = numbers[Pair(colour: ground)] { paint.background = .ansi(number) }
      return paint
    }
  }

  /// What the numbers are given, in the order that terminals and base16 share: 1 is red, 2 green.
  /// Where there are eight, eight more follow that such a terminal draws for bold and dim text.
  private static func palette(_ theme: Theme, count: Int) -> [RGB] {
    let slots = theme.slots
    func drawn(_ role: Role, on ground: Ground = .page) -> RGB {
      theme.colour(of: role, on: ground) ?? .white
    }
    if count >= 16 {
      return [
        slots[0x0], drawn(.danger), drawn(.good), drawn(.caution), drawn(.info), drawn(.special),
        drawn(.accent), drawn(.text), drawn(.muted), drawn(.warning), slots[0x1], slots[0x2],
        drawn(.soft), drawn(.muted, on: .selection), drawn(.muted, on: .bar), drawn(.heading),
      ]
    }
    return [
      slots[0x0], drawn(.danger), drawn(.good), drawn(.warning), slots[0x2], slots[0x1],
      drawn(.accent), drawn(.text),
      drawn(.muted), drawn(.danger), drawn(.good), drawn(.warning), drawn(.info), drawn(.soft),
      drawn(.accent), drawn(.heading),
    ]
  }
}

/// Eight or sixteen colours, and what they may look like.
struct FewColours {
  /// What the numbers look like, in each way that has to be reckoned with.
  let sets: [[RGB]]

  /// The sixteen of xterm and those of a PC's own screen. A terminal's sixteen are the person's to
  /// choose; what can be read in both of these can be read in most.
  static let usual: [[RGB]] = [
    [
      RGB(0, 0, 0), RGB(205, 0, 0), RGB(0, 205, 0), RGB(205, 205, 0), RGB(0, 0, 238),
      RGB(205, 0, 205), RGB(0, 205, 205), RGB(229, 229, 229), RGB(127, 127, 127), RGB(255, 0, 0),
      RGB(0, 255, 0), RGB(255, 255, 0), RGB(92, 92, 255), RGB(255, 0, 255), RGB(0, 255, 255),
      RGB(255, 255, 255),
    ],
    [
      RGB(0, 0, 0), RGB(170, 0, 0), RGB(0, 170, 0), RGB(170, 85, 0), RGB(0, 0, 170),
      RGB(170, 0, 170), RGB(0, 170, 170), RGB(170, 170, 170), RGB(85, 85, 85), RGB(255, 85, 85),
      RGB(85, 255, 85), RGB(255, 255, 85), RGB(85, 85, 255), RGB(255, 85, 255), RGB(85, 255, 255),
      RGB(255, 255, 255),
    ],
  ]

  private var numbers: Range<Int> { 0..<(sets.map(\.count).min() ?? 0) }

  /// How well one number can be read on another, wherever it is shown worst.
  func contrast(_ text: Int, on ground: Int) -> Double {
    sets.map { $0[text].contrast(with: $0[ground]) }.min() ?? 1
  }

  /// How unlike `wanted` a number looks. Few colours are as pale as a scheme's, so it is the hue
  /// that has to be right, and no hue at all is better than another one: a warning may be plain,
  /// but not green. What is grey stays grey.
  private func distance(_ number: Int, to wanted: OKLab) -> Double {
    let strength = hypot(wanted.a, wanted.b)
    return sets.reduce(0) { sum, set in
      let own = set[number].okLab
      let lightness = (own.l - wanted.l) * (own.l - wanted.l)
      let ownStrength = hypot(own.a, own.b)
      let hue: Double
      if strength < 0.04 {
        hue =
          12 * ((own.a - wanted.a) * (own.a - wanted.a) + (own.b - wanted.b) * (own.b - wanted.b))
      } else if ownStrength < 0.02 {
        hue = 0.165
      } else {
        let (a, b) = (
          wanted.a / strength - own.a / ownStrength, wanted.b / strength - own.b / ownStrength
        )
        hue = 0.3 * (a * a + b * b)
      }
      return sum + lightness + hue
    }
  }

  /// The number that looks most like `wanted`, of those on which something can be read.
  func ground(nearest wanted: RGB) -> Int {
    let lab = wanted.okLab
    let legible = numbers.filter { ground in
      numbers.contains { contrast($0, on: ground) >= Theme.contrastFloor }
    }
    return legible.min { distance($0, to: lab) < distance($1, to: lab) } ?? 0
  }

  /// The number that looks most like `wanted`, of those that can be read on `ground`; where none
  /// can, the one that can be read best.
  func text(nearest wanted: RGB, on ground: Int, floor: Double) -> Int {
    let lab = wanted.okLab
    let legible = numbers.filter { $0 != ground && contrast($0, on: ground) >= floor }
    return legible.min { distance($0, to: lab) < distance($1, to: lab) }
      ?? numbers.max { contrast($0, on: ground) < contrast($1, on: ground) } ?? 0
  }

  /// A style whose colours in full are `exact`.
  func paint(_ style: Style, as exact: Paint, in theme: Theme) -> Paint {
    guard case .rgb(let wanted) = exact.foreground, case .rgb(let under) = exact.background,
      let page = theme.colour(of: .page), let pageText = theme.colour(of: .text, on: .page)
    else { return exact }
    var paint = exact
    let pageNumber = ground(nearest: page)
    var number = ground(nearest: under)
    if number == pageNumber {
      switch style.ground {
      // What is chosen has to be seen: it stands on the colour of the text.
      case .selection, .inverse: number = ground(nearest: pageText)
      case .field, .well: paint.attributes.insert(.underline)
      case .page, .bar, .overlay: break
      }
    }
    let floor = style.role == .rule ? 0 : Theme.contrastFloor
    paint.foreground = .ansi(text(nearest: wanted, on: number, floor: floor))
    paint.background = .ansi(number)
    return paint
  }
}

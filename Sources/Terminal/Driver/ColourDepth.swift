// How many colours a terminal shows, and the nearest of them to the one that is wanted.

/// What a terminal can show, from best to least.
public enum ColourDepth: Sendable, Hashable {
  /// Any RGB colour.
  case direct
  case indexed256
  case ansi16
  case ansi8
  /// None: attributes alone.
  case monochrome

  /// Chosen from what the terminal says of itself.
  /// - Parameters:
  ///   - colours: terminfo's `colors`; -1 or 0 for none.
  ///   - directFlag: terminfo's `RGB` or `Tc`.
  ///   - colourTerm: the variable COLORTERM.
  ///   - noColour: the variable NO_COLOR; set to anything but nothing, it wins.
  public init(colours: Int, directFlag: Bool, colourTerm: String?, noColour: String?) {
    if let noColour, !noColour.isEmpty {
      self = .monochrome
    } else if directFlag || colours >= 1 << 24 {
      self = .direct
    } else if colours >= 256 {
      self = ["truecolor", "24bit"].contains(colourTerm?.lowercased()) ? .direct : .indexed256
    } else if colours >= 16 {
      self = .ansi16
    } else if colours >= 8 {
      self = .ansi8
    } else {
      self = .monochrome
    }
  }
}

/// The colours 16 to 255 of a 256-colour terminal: a 6×6×6 cube and 24 greys. The first sixteen
/// are the person's own and cannot be relied on.
enum Xterm256 {
  static let colours: [RGB] = {
    let steps: [UInt8] = [0, 95, 135, 175, 215, 255]
    var all: [RGB] = []
    for red in steps {
      for green in steps { for blue in steps { all.append(RGB(red, green, blue)) } }
    }
    for grey in 0..<24 {
      let value = UInt8(8 + grey * 10)
      all.append(RGB(value, value, value))
    }
    return all
  }()

  private static let labs = colours.map(\.okLab)

  /// The index, 16 to 255, of the colour that looks most like `wanted`; where a `ground` is given,
  /// of those that can be read on it; of those that are free.
  static func nearest(
    to wanted: RGB, on ground: RGB? = nil, floor: Double = 0,
    isFree: (Int) -> Bool = { _ in true }
  ) -> Int {
    let lab = wanted.okLab
    var best = 0
    var bestDistance = Double.infinity
    for (index, candidate) in labs.enumerated() {
      let distance = lab.distance(to: candidate)
      guard distance < bestDistance, isFree(index + 16) else { continue }
      if let ground, colours[index].contrast(with: ground) < floor { continue }
      best = index
      bestDistance = distance
    }
    return best + 16
  }

  static func colour(at index: Int) -> RGB { colours[index - 16] }
}

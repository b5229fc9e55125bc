// Colours as numbers: WCAG contrast, and OKLab for distances and lightness as people see them.

import Foundation

/// An sRGB colour.
public struct RGB: Sendable, Hashable, CustomStringConvertible {
  public var red: UInt8
  public var green: UInt8
  public var blue: UInt8

  public init(_ red: UInt8, _ green: UInt8, _ blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// Reads `1b2128`, `#1b2128`, `1B2` or `#1B2`; nil for anything else.
  public init?(hex: String) {
    var digits = hex[...]
    if digits.first == "#" { digits = digits.dropFirst() }
    guard digits.utf8.count == 6 || digits.utf8.count == 3,
      digits.allSatisfy({ $0.isASCII && $0.isHexDigit }), let value = UInt32(digits, radix: 16)
    else { return nil }
    if digits.utf8.count == 6 {
      self.init(UInt8(value >> 16), UInt8(value >> 8 & 255), UInt8(value & 255))
    } else {
      self.init(
        UInt8(value >> 8) * 17, UInt8(value >> 4 & 15) * 17, UInt8(value & 15) * 17)
    }
  }

  /// `1b2128`.
  public var description: String {
    [red, green, blue].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  public static let black = RGB(0, 0, 0)
  public static let white = RGB(255, 255, 255)

  /// Relative luminance, 0 to 1, as WCAG 2.2 defines it.
  public var luminance: Double {
    0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
  }

  /// WCAG 2.2 contrast ratio with another colour, 1 to 21.
  public func contrast(with other: RGB) -> Double {
    let one = luminance
    let two = other.luminance
    return (max(one, two) + 0.05) / (min(one, two) + 0.05)
  }

  /// The colour's place in OKLab.
  public var okLab: OKLab {
    let r = linear(red)
    let g = linear(green)
    let b = linear(blue)
    let l = cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
    let m = cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
    let s = cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
    return OKLab(
      l: 0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
      a: 1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
      b: 0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s)
  }

  /// This colour made lighter or darker, by as little as will do, until it has `floor` contrast
  /// with `ground`. Hue is kept as long as the screen can show it.
  public func legible(on ground: RGB, floor: Double = 4.5) -> RGB {
    if contrast(with: ground) >= floor { return self }
    let start = okLab
    let upwards = RGB.white.contrast(with: ground) >= RGB.black.contrast(with: ground)
    for goesUp in [upwards, !upwards] {
      for step in 1...100 {
        var lab = start
        let change = Double(step) / 100
        lab.l = goesUp ? min(1, start.l + change) : max(0, start.l - change)
        // Very light and very dark colours have little room for chroma.
        let candidate = lab.rgb
        if candidate.contrast(with: ground) >= floor { return candidate }
        if lab.l >= 1 || lab.l <= 0 { break }
      }
    }
    return upwards ? .white : .black
  }
}

/// A colour as lightness `l` (0 to 1) and two opponent axes (Ottosson's OKLab): equal distances
/// look about equally different.
public struct OKLab: Sendable, Hashable {
  public var l: Double
  public var a: Double
  public var b: Double

  public init(l: Double, a: Double, b: Double) {
    self.l = l
    self.a = a
    self.b = b
  }

  /// Squared distance to another colour.
  public func distance(to other: OKLab) -> Double {
    let dl = l - other.l
    let da = a - other.a
    let db = b - other.b
    return dl * dl + da * da + db * db
  }

  /// The nearest colour that a screen can show.
  public var rgb: RGB {
    let lRoot = l + 0.3963377774 * a + 0.2158037573 * b
    let mRoot = l - 0.1055613458 * a - 0.0638541728 * b
    let sRoot = l - 0.0894841775 * a - 1.2914855480 * b
    let lc = lRoot * lRoot * lRoot
    let mc = mRoot * mRoot * mRoot
    let sc = sRoot * sRoot * sRoot
    return RGB(
      encoded(4.0767416621 * lc - 3.3077115913 * mc + 0.2309699292 * sc),
      encoded(-1.2684380046 * lc + 2.6097574011 * mc - 0.3413193965 * sc),
      encoded(-0.0041960863 * lc - 0.7034186147 * mc + 1.7076147010 * sc))
  }
}

private func linear(_ channel: UInt8) -> Double {
  let value = Double(channel) / 255
  return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
}

private func encoded(_ value: Double) -> UInt8 {
  let clipped = min(max(value, 0), 1)
  let gamma = clipped <= 0.0031308 ? clipped * 12.92 : 1.055 * pow(clipped, 1 / 2.4) - 0.055
  return UInt8((gamma * 255).rounded())
}

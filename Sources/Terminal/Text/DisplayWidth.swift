// How many columns a text takes on the screen, grapheme by grapheme: combining marks take none,
// CJK and emoji two, a flag or a joined family two in all.

extension Character {
  /// Columns this grapheme takes: 0 for a lone joiner, 1 for most, 2 for CJK and emoji, and the
  /// sum of its parts for conjuncts.
  public var columns: Columns {
    let bytes = utf8
    if bytes.count == 1 {
      let byte = bytes[bytes.startIndex]
      return byte >= 0x20 && byte != 0x7F ? 1 : 0
    }
    let scalars = unicodeScalars
    if scalars.index(after: scalars.startIndex) == scalars.endIndex {
      return Columns(DisplayWidth.ofScalar(scalars[scalars.startIndex]))
    }
    return Columns(DisplayWidth.ofCluster(scalars))
  }
}

extension StringProtocol {
  /// Columns this text takes when drawn on one line.
  public var columns: Columns {
    var total = 0
    var ascii = true
    for byte in utf8 {
      guard byte >= 0x20 && byte < 0x7F else {
        ascii = false
        break
      }
      total += 1
    }
    if ascii { return Columns(total) }
    return reduce(into: Columns.zero) { $0 += $1.columns }
  }
}

/// The width of scalars and clusters, from `WidthTable`.
public enum DisplayWidth {
  /// The version of Unicode whose widths are used.
  public static let unicodeVersion = WidthTable.unicodeVersion

  static func ofScalar(_ scalar: Unicode.Scalar) -> Int {
    let value = scalar.value
    if value < 0x20 || (0x7F..<0xA0).contains(value) { return 0 }
    if value < 0x300 { return 1 }
    if contains(WidthTable.zero, value) { return 0 }
    return contains(WidthTable.wide, value) ? 2 : 1
  }

  static func ofCluster(_ scalars: Character.UnicodeScalarView) -> Int {
    var total = 0
    var isEmoji = false
    for scalar in scalars {
      switch scalar.value {
      case 0xFE0F, 0x20E3, 0x1F3FB...0x1F3FF, 0x1F1E6...0x1F1FF: isEmoji = true
      case 0x200D where total == 2: isEmoji = true
      default: total += ofScalar(scalar)
      }
    }
    guard isEmoji else { return total }
    // A lone regional indicator or modifier, a keycap, a flag, a joined family: two columns.
    return scalars.count == 1 && scalars.first.map(ofScalar) == 1 ? 1 : 2
  }

  private static func contains(_ ranges: [ClosedRange<UInt32>], _ value: UInt32) -> Bool {
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if value < ranges[middle].lowerBound {
        high = middle
      } else if value > ranges[middle].upperBound {
        low = middle + 1
      } else {
        return true
      }
    }
    return false
  }
}

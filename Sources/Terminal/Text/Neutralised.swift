// Text that came from outside may carry bytes that move the cursor, retitle the window, or turn
// the direction of everything after them. Nothing is drawn before it has been through here.

extension StringProtocol {
  /// Whether the text holds anything that `neutralised` would change.
  public var needsNeutralising: Bool {
    // Asked of every text on the screen, and of a story of hundreds of notes at once.
    let isPlain = utf8.withContiguousStorageIfAvailable { bytes in
      bytes.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
    }
    if isPlain == true { return false }
    for byte in utf8 where byte < 0x20 || byte >= 0x7F {
      return unicodeScalars.contains { $0.isHostile || $0.mayBreakGrid }
    }
    return false
  }

  /// The text with control bytes as their pictures (`␛`), C1 controls and direction overrides as
  /// `�`, line ends and tabs as a space, and invisible characters that stand alone removed.
  public var neutralised: String {
    guard needsNeutralising else { return String(self) }
    var result = ""
    for character in self {
      let scalars = character.unicodeScalars
      if !scalars.contains(where: { $0.isHostile || $0.mayBreakGrid }) {
        result.append(character)
        continue
      }
      if character == "\r\n" {
        result.append(" ")
        continue
      }
      var cluster = String.UnicodeScalarView()
      for scalar in scalars where !(scalar.mayBreakGrid && !scalar.isHostile && cluster.isEmpty) {
        cluster.append(scalar.isHostile ? scalar.harmless : scalar)
      }
      result.append(contentsOf: String(cluster))
    }
    return result
  }
}

extension Unicode.Scalar {
  /// A control, or a character that changes the direction of others.
  fileprivate var isHostile: Bool {
    switch value {
    case 0..<0x20, 0x7F..<0xA0: true
    case 0x202A...0x202E, 0x2066...0x2069, 0x200E, 0x200F, 0x061C: true
    case 0x2028, 0x2029: true
    case 0xFFF9...0xFFFB, 0xE0001: true
    default: false
    }
  }

  /// Takes no column: harmless inside a cluster, in the way when it stands alone.
  fileprivate var mayBreakGrid: Bool {
    // Dashes, quotation marks and dots, which prose is full of, are known to be wide.
    value >= 0x300 && !(0x2010...0x2027).contains(value) && DisplayWidth.ofScalar(self) == 0
  }

  fileprivate var harmless: Unicode.Scalar {
    switch value {
    case 9, 10, 13, 0x2028, 0x2029, 0x85: " "
    case 0..<0x20: Unicode.Scalar(0x2400 + value) ?? "�"
    case 0x7F: "␡"
    default: "�"
    }
  }
}

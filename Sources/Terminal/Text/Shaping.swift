// Fitting text into columns: cut with `…`, padded, or wrapped at words.

/// Where a text stands in a space wider than itself.
public enum Alignment: Sendable, Hashable {
  case left, centre, right
}

extension StringProtocol {
  /// The text, or as much of it as fits into `width` columns with `…` at the end.
  public func truncated(to width: Columns) -> String {
    guard width > 0 else { return "" }
    if columns <= width { return String(self) }
    var result = ""
    var used = Columns.zero
    for character in self {
      let wide = character.columns
      if used + wide > width - 1 { break }
      result.append(character)
      used += wide
    }
    while result.last == " " { result.removeLast() }
    return result + "…"
  }

  /// The text cut or padded with spaces to exactly `width` columns.
  public func padded(to width: Columns, align: Alignment = .left) -> String {
    let fitted = truncated(to: width)
    let spare = Swift.max(0, (width - fitted.columns).count)
    switch align {
    case .left: return fitted + String(repeating: " ", count: spare)
    case .right: return String(repeating: " ", count: spare) + fitted
    case .centre:
      return String(repeating: " ", count: spare / 2) + fitted
        + String(repeating: " ", count: spare - spare / 2)
    }
  }

  /// The text in lines of at most `width` columns, broken at spaces, at its own line ends, and
  /// inside a word only where the word alone is wider than the line. Never empty.
  public func wrapped(to width: Columns) -> [String] {
    if let lines = utf8.withContiguousStorageIfAvailable({ TextWrap.plain($0, width: width) }),
      let lines
    {
      return lines
    }
    return wrappedByCharacters(to: width)
  }

  /// The same for any text, character by character; a test holds the quicker way to it.
  func wrappedByCharacters(to width: Columns) -> [String] {
    let characters = Array(self)
    return TextWrap.lines(of: characters, width: width).map { line in
      var end = line.upperBound
      while end > line.lowerBound,
        characters[end - 1] == " " || characters[end - 1] == "\t" || characters[end - 1].isNewline
      {
        end -= 1
      }
      return String(characters[line.lowerBound..<end])
    }
  }
}

/// Where lines break; shared by `wrapped(to:)` and the editor, so that they always agree.
enum TextWrap {
  private enum Kind {
    case word(Int)
    case space
    case lineEnd
  }

  private static func kind(of character: Character) -> Kind {
    // Nearly every character is one byte, and told at a glance.
    let bytes = character.utf8
    if bytes.count == 1 { return kind(of: bytes[bytes.startIndex]) }
    return character.isNewline ? .lineEnd : .word(character.columns.count)
  }

  private static func kind(of byte: UInt8) -> Kind {
    switch byte {
    case 0x20, 0x09: .space
    case 0x0A, 0x0B, 0x0C, 0x0D: .lineEnd
    default: .word(1)
    }
  }

  /// The lines of a text in which every character is one byte, at a tenth of the cost of taking
  /// it apart by characters; nil for any other text.
  static func plain(_ bytes: UnsafeBufferPointer<UInt8>, width: Columns) -> [String]? {
    guard !bytes.contains(where: { $0 >= 0x80 || $0 == 0x0D }) else { return nil }
    return lines(count: bytes.count, width: width) { kind(of: bytes[$0]) }.map { line in
      var end = line.upperBound
      while end > line.lowerBound, bytes[end - 1] == 0x20 || (0x09...0x0C).contains(bytes[end - 1])
      {
        end -= 1
      }
      return String(decoding: bytes[line.lowerBound..<end], as: UTF8.self)
    }
  }

  /// Ranges of `characters`, one a line, that together cover all of them: a line's trailing space
  /// and its line end belong to it.
  static func lines(of characters: [Character], width: Columns) -> [Range<Int>] {
    lines(count: characters.count, width: width) { kind(of: characters[$0]) }
  }

  private static func lines(
    count: Int, width: Columns, kind: (Int) -> Kind
  ) -> [Range<Int>] {
    var lines: [Range<Int>] = []
    let limit = max(width.count, 1)
    var start = 0
    var used = 0
    var afterSpace: Int?
    var index = 0
    func end(at cut: Int) {
      lines.append(start..<cut)
      start = cut
      index = cut
      used = 0
      afterSpace = nil
    }
    while index < count {
      switch kind(index) {
      case .lineEnd: end(at: index + 1)
      case .space:
        // A space may hang over the end of its line.
        used += 1
        index += 1
        afterSpace = index
      case .word(let wide):
        if used + wide > limit, index > start {
          end(at: afterSpace ?? index)
        } else {
          used += wide
          index += 1
        }
      }
    }
    lines.append(start..<count)
    return lines
  }
}

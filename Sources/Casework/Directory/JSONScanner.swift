// Reads JSON (RFC 8259) a value at a time, so that a page of 200,000 services
// never stands in memory whole.

/// A reader of one JSON text.
///
/// ```swift
/// var scanner = JSONScanner(ByteFeed(bytes))
/// try scanner.openArray()
/// while try scanner.nextElement() { handle(try scanner.value()) }
/// try scanner.finish()
/// ```
public struct JSONScanner {
  public enum Kind: Equatable, Sendable {
    case object, array, string, number, literal
  }

  /// Levels of nesting. The standard's own deepest example has nine.
  public static let depthLimit = 64
  /// Bytes of one string.
  public static let lengthLimit = 4 * 1_048_576
  /// Bytes of one value that is read whole.
  public static let valueLimit = 64 * 1_048_576

  private var feed: ByteFeed
  private var depth = 0
  /// The arrays and objects that are open, the outermost first.
  private var levels: [Level] = []

  private struct Level {
    /// Whether anything has come in it.
    var hasBegun = false
    /// The key whose value is being read; nil in an array.
    var key: String?
    /// The place of the element that is being read; nil in an object.
    var index: Int?
  }

  /// Where it stands, as in "contents[2].schedules[0].opens_at".
  public var path: String {
    levels.reduce(into: "") { path, level in
      if let index = level.index {
        if index >= 0 { path += "[\(index)]" }
      } else if let key = level.key {
        path += path.isEmpty ? key : "." + key
      }
    }
  }
  private let valueLimit: Int
  /// How many bytes may have been taken when the value that is being read ends.
  private var valueEnd: Int?

  /// - Parameter valueLimit: the most bytes of one value that is read whole.
  public init(_ feed: ByteFeed, valueLimit: Int = JSONScanner.valueLimit) {
    self.feed = feed
    self.valueLimit = valueLimit
  }

  /// Passes over a byte order mark.
  ///
  /// - Throws: ``JSONFault`` when the file is UTF-16.
  public mutating func skipMark() throws {
    guard let first = try feed.peek() else { return }
    if first == 0xFE || first == 0xFF || first == 0 { throw fault(.notUTF8File) }
    guard first == 0xEF else { return }
    _ = try feed.next()
    for wanted: UInt8 in [0xBB, 0xBF] where try feed.next() != wanted {
      throw fault(.invalidUTF8)
    }
  }

  /// What comes next.
  public mutating func kind() throws -> Kind {
    try skipSpace()
    switch try feed.peek() {
    case nil: throw fault(.endsEarly)
    case UInt8(ascii: "{"): return .object
    case UInt8(ascii: "["): return .array
    case UInt8(ascii: "\""): return .string
    case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"): return .literal
    case let byte?:
      guard byte == UInt8(ascii: "-") || JSONScanner.isDigit(byte) else {
        throw fault(.unexpected(byte, wanted: "a value"))
      }
      return .number
    }
  }

  public mutating func openArray() throws { try open("[") }

  public mutating func openObject() throws { try open("{") }

  /// Whether the open array has one more element, which is then next.
  public mutating func nextElement() throws -> Bool {
    try moveOn(closing: UInt8(ascii: "]"), name: "“,” or “]”")
  }

  /// The next key of the open object, whose value is then next; nil at its end.
  public mutating func nextKey() throws -> String? {
    guard try moveOn(closing: UInt8(ascii: "}"), name: "“,” or “}”") else { return nil }
    // What is wrong in a key is wrong in its object.
    levels[levels.count - 1].key = nil
    try skipSpace()
    guard try feed.peek() == UInt8(ascii: "\"") else { throw try wrong("a key in “\"”") }
    let key = try string()
    levels[levels.count - 1].key = key
    try skipSpace()
    guard try feed.peek() == UInt8(ascii: ":") else { throw try wrong("“:”") }
    _ = try feed.next()
    return key
  }

  /// The whole of the next value.
  ///
  /// - Throws: ``JSONFault``, also where the value is too large to be held in memory.
  public mutating func value() throws -> JSONValue {
    let isOuter = valueEnd == nil
    if isOuter { valueEnd = feed.taken + valueLimit }
    defer { if isOuter { valueEnd = nil } }
    if let valueEnd, feed.taken > valueEnd { throw fault(.tooLarge(limit: valueLimit)) }
    switch try kind() {
    case .string: return .string(try string())
    case .number: return .number(try number())
    case .literal: return try literal()
    case .array:
      var elements: [JSONValue] = []
      try openArray()
      while try nextElement() { elements.append(try value()) }
      return .array(elements)
    case .object:
      var members: [JSONValue.Member] = []
      var keys: Set<String> = []
      try openObject()
      while let key = try nextKey() {
        guard keys.insert(key).inserted else { throw fault(.repeatedKey(key)) }
        members.append(JSONValue.Member(key, try value()))
      }
      return .object(members)
    }
  }

  /// Passes over the next value, however large it is.
  public mutating func skipValue() throws {
    switch try kind() {
    case .string: _ = try string()
    case .number: _ = try number()
    case .literal: _ = try literal()
    case .array:
      try openArray()
      while try nextElement() { try skipValue() }
    case .object:
      try openObject()
      while try nextKey() != nil { try skipValue() }
    }
  }

  /// Makes sure that nothing but space is left.
  public mutating func finish() throws {
    try skipSpace()
    if let byte = try feed.peek() { throw fault(.unexpected(byte, wanted: "the end of the file")) }
  }

  // MARK: - The grammar

  private mutating func open(_ bracket: Unicode.Scalar) throws {
    try skipSpace()
    guard try feed.peek() == UInt8(ascii: bracket) else { throw try wrong("“\(bracket)”") }
    guard depth < JSONScanner.depthLimit else {
      throw fault(.tooDeep(limit: JSONScanner.depthLimit))
    }
    _ = try feed.next()
    depth += 1
    levels.append(Level(index: bracket == "[" ? -1 : nil))
  }

  private mutating func moveOn(closing: UInt8, name: String) throws -> Bool {
    try skipSpace()
    guard let byte = try feed.peek() else { throw fault(.endsEarly) }
    guard let begun = levels.last?.hasBegun else {
      throw fault(.unexpected(byte, wanted: "a value"))
    }
    if byte == closing {
      _ = try feed.next()
      levels.removeLast()
      depth -= 1
      return false
    }
    if begun {
      guard byte == UInt8(ascii: ",") else { throw fault(.unexpected(byte, wanted: name)) }
      _ = try feed.next()
      try skipSpace()
      if try feed.peek() == closing { throw fault(.unexpected(closing, wanted: "a value")) }
    }
    levels[levels.count - 1].hasBegun = true
    if let index = levels[levels.count - 1].index { levels[levels.count - 1].index = index + 1 }
    return true
  }

  private mutating func string() throws -> String {
    _ = try feed.next()
    var bytes: [UInt8] = []
    while true {
      guard let byte = try feed.next() else { throw fault(.endsEarly) }
      switch byte {
      case UInt8(ascii: "\""):
        guard let text = String(validating: bytes, as: UTF8.self) else {
          throw fault(.invalidUTF8)
        }
        return text
      case UInt8(ascii: "\\"):
        bytes.append(contentsOf: String(Character(try escaped())).utf8)
      case 0..<0x20: throw fault(.unexpected(byte, wanted: "an escape such as \\n"))
      default: bytes.append(byte)
      }
      guard bytes.count <= JSONScanner.lengthLimit else {
        throw fault(.tooLong(limit: JSONScanner.lengthLimit))
      }
    }
  }

  private mutating func escaped() throws -> Unicode.Scalar {
    guard let byte = try feed.next() else { throw fault(.endsEarly) }
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"):
      let unit = try hexadecimal()
      if let scalar = Unicode.Scalar(unit) { return scalar }
      // The first half of a pair: the other must follow.
      guard (0xD800..<0xDC00).contains(unit), try feed.next() == UInt8(ascii: "\\"),
        try feed.next() == UInt8(ascii: "u")
      else { throw fault(.badEscape) }
      let low = try hexadecimal()
      guard (0xDC00..<0xE000).contains(low),
        let scalar = Unicode.Scalar(0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00))
      else { throw fault(.badEscape) }
      return scalar
    default: throw fault(.badEscape)
    }
  }

  private mutating func hexadecimal() throws -> UInt32 {
    var unit: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = try feed.next() else { throw fault(.endsEarly) }
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw fault(.badEscape)
      }
      unit = unit << 4 | UInt32(digit)
    }
    return unit
  }

  private mutating func number() throws -> String {
    var bytes: [UInt8] = []
    while let byte = try feed.peek(), JSONScanner.isOfNumber(byte) {
      bytes.append(byte)
      _ = try feed.next()
      guard bytes.count <= 400 else { break }
    }
    let text = String(decoding: bytes, as: UTF8.self)
    guard bytes.count <= 400, JSONScanner.isNumber(bytes[...]) else {
      throw fault(.badNumber(String(text.prefix(40))))
    }
    return text
  }

  /// -?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?
  private static func isNumber(_ bytes: ArraySlice<UInt8>) -> Bool {
    var rest = bytes
    func takeDigits() -> Int {
      let digits = rest.prefix(while: isDigit)
      rest = rest.dropFirst(digits.count)
      return digits.count
    }
    if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
    let startsWithNought = rest.first == UInt8(ascii: "0")
    let whole = takeDigits()
    guard whole > 0, !(startsWithNought && whole > 1) else { return false }
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      guard takeDigits() > 0 else { return false }
    }
    if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
      rest = rest.dropFirst()
      if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") {
        rest = rest.dropFirst()
      }
      guard takeDigits() > 0 else { return false }
    }
    return rest.isEmpty
  }

  private mutating func literal() throws -> JSONValue {
    var bytes: [UInt8] = []
    while bytes.count < 6, let byte = try feed.peek(), (0x61...0x7A).contains(byte) {
      bytes.append(byte)
      _ = try feed.next()
    }
    switch String(decoding: bytes, as: UTF8.self) {
    case "null": return .null
    case "true": return .boolean(true)
    case "false": return .boolean(false)
    default:
      if try feed.peek() == nil { throw fault(.endsEarly) }
      throw fault(.unexpected(bytes.first ?? 0, wanted: "a value"))
    }
  }

  private mutating func skipSpace() throws {
    while let byte = try feed.peek(), byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      _ = try feed.next()
    }
  }

  private mutating func wrong(_ wanted: String) throws -> JSONFault {
    guard let byte = try feed.peek() else { return fault(.endsEarly) }
    return fault(.unexpected(byte, wanted: wanted))
  }

  private func fault(_ kind: JSONFault.Kind) -> JSONFault {
    JSONFault(kind, line: feed.line, column: feed.column, path: path)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private static func isOfNumber(_ byte: UInt8) -> Bool {
    isDigit(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+")
      || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E")
  }
}

// JSON as it was written: numbers in their own digits, members in their own order.

/// A JSON value that loses nothing of the file it came from.
public indirect enum JSONValue: Equatable, Sendable {
  public struct Member: Equatable, Sendable {
    public var key: String
    public var value: JSONValue

    public init(_ key: String, _ value: JSONValue) {
      self.key = key
      self.value = value
    }
  }

  case null
  case boolean(Bool)
  /// The digits of the file.
  case number(String)
  case string(String)
  case array([JSONValue])
  case object([Member])

  /// The value of a member of an object.
  public subscript(key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }

  /// Reads a text that is one JSON value.
  ///
  /// - Throws: ``JSONFault``.
  public init(reading text: String) throws {
    var scanner = JSONScanner(ByteFeed(Array(text.utf8)))
    self = try scanner.value()
    try scanner.finish()
  }

  /// The value as JSON text on one line.
  public var text: String {
    var result = ""
    write(to: &result)
    return result
  }

  private func write(to result: inout String) {
    switch self {
    case .null: result += "null"
    case .boolean(let truth): result += truth ? "true" : "false"
    case .number(let digits): result += digits
    case .string(let string): result += JSONValue.quoted(string)
    case .array(let elements):
      result += "["
      for (index, element) in elements.enumerated() {
        if index > 0 { result += "," }
        element.write(to: &result)
      }
      result += "]"
    case .object(let members):
      result += "{"
      for (index, member) in members.enumerated() {
        if index > 0 { result += "," }
        result += JSONValue.quoted(member.key) + ":"
        member.value.write(to: &result)
      }
      result += "}"
    }
  }

  /// A text as a JSON string, with its quotation marks.
  public static func quoted(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy {
      $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") && $0 != 0x7F
    }
    if isPlain { return "\"\(text)\"" }
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\0"..<" ", "\u{7F}":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}

/// Why a text is not JSON. Lines and columns count from 1; a column is a byte.
public struct JSONFault: Error, Equatable, CustomStringConvertible {
  public enum Kind: Equatable, Sendable {
    case endsEarly
    case unexpected(UInt8, wanted: String)
    case tooDeep(limit: Int)
    case tooLong(limit: Int)
    /// A whole value, with all that stands in it.
    case tooLarge(limit: Int)
    case invalidUTF8
    case badEscape
    case badNumber(String)
    case repeatedKey(String)
    case notUTF8File
  }

  public var kind: Kind
  public var line: Int
  public var column: Int
  /// Of the value that it is in: "contents[2].name"; "" at the top.
  public var path: String

  public init(_ kind: Kind, line: Int, column: Int, path: String = "") {
    self.kind = kind
    self.line = line
    self.column = column
    self.path = path
  }

  public var description: String {
    let place = "line \(line), column \(column)"
    return switch kind {
    case .endsEarly: "the file ends at \(place), in the middle of a value; it may be cut short"
    case .unexpected(let byte, let wanted):
      "\(place) has \(JSONFault.shown(byte)) where \(wanted) should be"
    case .tooDeep(let limit):
      "\(place) is nested deeper than \(limit) levels, which no directory needs"
    case .tooLong(let limit):
      "the text that ends at \(place) is longer than \(limit / 1_048_576) MiB"
    case .tooLarge(let limit):
      "the value that goes on at \(place) is larger than \(limit / 1_048_576) MiB; a record is not"
    case .invalidUTF8: "\(place) has bytes that are not UTF-8; save the file as UTF-8"
    case .badEscape: "\(place) has a backslash with something after it that JSON does not know"
    case .badNumber(let text): "\(place): “\(text)” is not a number as JSON writes it"
    case .repeatedKey(let key): "\(place): the key “\(key)” comes twice in one object"
    case .notUTF8File: "the file is UTF-16; save it as UTF-8"
    }
  }

  private static func shown(_ byte: UInt8) -> String {
    let isPrintable = (0x21...0x7E).contains(byte)
    return isPrintable
      ? "“\(Character(Unicode.Scalar(byte)))”" : "the byte 0x\(String(byte, radix: 16))"
  }
}

// Reading base16 and base24 schemes, of which there are hundreds: the current shape with its
// colours under `palette:`, and the old flat one; with and without `#`.

import Foundation
import Yams

/// A colour scheme that cannot be read: which file, which line, and what is wrong there.
public struct ThemeError: Error, CustomStringConvertible, Sendable, Equatable {
  public let file: String
  /// Counted from 1; nil where the file as a whole is wrong.
  public let line: Int?
  public let problem: String

  public var description: String {
    "\(file)\(line.map { ", line \($0)" } ?? ""): \(problem)".neutralised
  }
}

extension Theme {
  /// Reads a scheme from a file. Throws `ThemeError`.
  public init(contentsOf path: String) throws {
    guard let bytes = FileManager.default.contents(atPath: path) else {
      throw ThemeError(file: path, line: nil, problem: "this file cannot be read")
    }
    guard bytes.count <= 1_000_000 else {
      throw ThemeError(file: path, line: nil, problem: "this is too long to be a colour scheme")
    }
    guard !bytes.contains(0) else {
      throw ThemeError(file: path, line: nil, problem: "this is not text")
    }
    // Old schemes have their authors' names in Latin-1; only the names suffer.
    let text =
      String(validating: bytes, as: UTF8.self)
      ?? String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
    try self.init(yaml: text, file: path)
  }

  /// Reads a scheme from its text; `file` is what errors call it. Throws `ThemeError`.
  public init(yaml: String, file: String) throws {
    let text = SchemeText.readable(yaml)
    let root: Node?
    do {
      root = try Yams.compose(yaml: text)
    } catch {
      // A colon in an author's name spoils the YAML, but not the colours.
      guard let found = SchemeText.colours(in: text) else {
        throw ThemeError(yaml: error, file: file)
      }
      self.init(name: Theme.name(of: file), scheme: found)
      return
    }
    guard let map = root?.mapping else {
      throw ThemeError(
        file: file, line: root?.mark?.line, problem: "expected lines like base00: \"12161b\"")
    }
    var colours: [Int: RGB] = [:]
    for (key, value) in try Theme.palette(in: map, file: file) {
      guard let name = key.string, let slot = SchemeText.slot(name) else { continue }
      // An unquoted 000000 or 1e1e2e is a number to YAML; its scalar text is what was written.
      guard let written = value.scalar?.string, let colour = RGB(hex: written) else {
        throw ThemeError(
          file: file, line: value.mark?.line ?? key.mark?.line,
          problem: "\(name) should be a colour like 12161b, not “\(value.scalar?.string ?? "…")”")
      }
      colours[slot] = colour
    }
    let needed = (0..<16).filter { colours[$0] == nil }
    guard needed.isEmpty else {
      let names = needed.map { "base0" + String($0, radix: 16, uppercase: true) }
      throw ThemeError(
        file: file, line: nil, problem: "missing " + names.joined(separator: ", "))
    }
    let title = map.first { ["name", "scheme"].contains($0.key.string ?? "") }?.value.string
    self.init(name: title ?? Theme.name(of: file), scheme: SchemeText.scheme(colours))
  }

  /// Where the colours stand: under `palette:`, or at the top, or under some other one name.
  private static func palette(in map: Node.Mapping, file: String) throws -> Node.Mapping {
    if let entry = map.first(where: { $0.key.string == "palette" }) {
      guard let inner = entry.value.mapping else {
        throw ThemeError(
          file: file, line: entry.key.mark?.line, problem: "palette: should hold base00 to base0F")
      }
      return inner
    }
    func hasSlots(_ map: Node.Mapping) -> Bool {
      map.contains { $0.key.string.flatMap(SchemeText.slot) != nil }
    }
    return hasSlots(map) ? map : map.values.compactMap(\.mapping).first(where: hasSlots) ?? map
  }

  private static func name(of file: String) -> String {
    URL(fileURLWithPath: file).lastPathComponent
  }
}

/// What schemes have in them that YAML alone does not see.
private enum SchemeText {
  /// The slot that a name such as `base0A` stands for; nil for every other name.
  static func slot(_ name: String) -> Int? {
    guard name.utf8.count == 6, name.lowercased().hasPrefix("base"),
      let slot = Int(name.dropFirst(4), radix: 16), (0..<24).contains(slot)
    else { return nil }
    return slot
  }

  /// The text without a byte order mark, and with quotes around colours that start with `#`: to
  /// YAML what follows an open `#` is a remark.
  static func readable(_ text: String) -> String {
    let lines = text.drop { $0 == "\u{FEFF}" }.split(
      omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    return lines.map { line -> String in
      guard let (name, value) = parts(of: line), value.hasPrefix("#") else { return String(line) }
      let digits = value.prefix { !$0.isWhitespace }
      let indent = line.prefix(while: \.isWhitespace)
      return "\(indent)\(name): \"\(digits)\""
    }.joined(separator: "\n")
  }

  /// The colours of lines like `base00: 181818`; nil where some of the sixteen are missing.
  static func colours(in text: String) -> [RGB]? {
    var found: [Int: RGB] = [:]
    for line in text.split(whereSeparator: \.isNewline) {
      guard let (name, value) = parts(of: line), let slot = slot(name) else { continue }
      let digits = value.drop { "\"' ".contains($0) }.prefix { !"\"' ".contains($0) }
      found[slot] = RGB(hex: String(digits))
    }
    guard (0..<16).allSatisfy({ found[$0] != nil }) else { return nil }
    return scheme(found)
  }

  /// Sixteen colours, or twenty-four where all of them are there.
  static func scheme(_ colours: [Int: RGB]) -> [RGB] {
    let has24 = (16..<24).allSatisfy { colours[$0] != nil }
    return (0..<(has24 ? 24 : 16)).compactMap { colours[$0] }
  }

  /// A slot's name and what stands behind its colon; nil for other lines.
  private static func parts(of line: Substring) -> (name: String, value: Substring)? {
    guard let colon = line.firstIndex(of: ":") else { return nil }
    let name = line[..<colon].drop { $0.isWhitespace || "\"'".contains($0) }
      .prefix { !$0.isWhitespace && !"\"'".contains($0) }
    guard slot(String(name)) != nil else { return nil }
    return (String(name), line[line.index(after: colon)...].drop(while: \.isWhitespace))
  }
}

extension ThemeError {
  /// What Yams found wrong.
  init(yaml error: any Error, file: String) {
    self.init(file: file, line: Self.line(of: error), problem: Self.words(for: error))
  }

  private static func line(of error: any Error) -> Int? {
    guard let error = error as? YamlError else { return nil }
    switch error {
    case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _):
      return mark.line
    case .duplicatedKeysInMapping(_, let context):
      return context.mark.line
    default: return nil
    }
  }

  private static func words(for error: any Error) -> String {
    guard let error = error as? YamlError else { return "not readable as YAML" }
    switch error {
    case .scanner(_, let problem, _, _), .parser(_, let problem, _, _),
      .composer(_, let problem, _, _):
      return "not readable as YAML: \(problem)"
    case .duplicatedKeysInMapping(let keys, _):
      return "the same name twice: \(keys.joined(separator: ", "))"
    default: return "not readable as YAML"
    }
  }
}

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
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw ThemeError(file: path, line: nil, problem: "this is not text in UTF-8")
    }
    try self.init(yaml: text, file: path)
  }

  /// Reads a scheme from its text; `file` is what errors call it. Throws `ThemeError`.
  public init(yaml: String, file: String) throws {
    let root: Node?
    do {
      root = try Yams.compose(yaml: yaml)
    } catch {
      throw ThemeError(yaml: error, file: file)
    }
    guard let map = root?.mapping else {
      throw ThemeError(
        file: file, line: root?.mark?.line, problem: "expected lines like base00: \"12161b\"")
    }
    var palette = map
    if let entry = map.first(where: { $0.key.string == "palette" }) {
      guard let inner = entry.value.mapping else {
        throw ThemeError(
          file: file, line: entry.key.mark?.line, problem: "palette: should hold base00 to base0F")
      }
      palette = inner
    }
    var colours: [Int: RGB] = [:]
    for (key, value) in palette {
      guard let name = key.string?.lowercased(), name.hasPrefix("base"), name.utf8.count == 6,
        let slot = Int(name.dropFirst(4), radix: 16)
      else { continue }
      let line = value.mark?.line ?? key.mark?.line
      guard slot < 24 else {
        throw ThemeError(
          file: file, line: line, problem: "\(name) is not a slot; they end at base17")
      }
      // An unquoted 000000 or 1e1e2e is a number to YAML; its scalar text is what was written.
      guard let written = value.scalar?.string, let colour = RGB(hex: written) else {
        throw ThemeError(
          file: file, line: line,
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
    let has24 = (16..<24).allSatisfy { colours[$0] != nil }
    let scheme = (0..<(has24 ? 24 : 16)).compactMap { colours[$0] }
    let title = map.first { ["name", "scheme"].contains($0.key.string ?? "") }?.value.string
    self.init(name: title ?? URL(fileURLWithPath: file).lastPathComponent, scheme: scheme)
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

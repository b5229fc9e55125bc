// What somebody wants of every screen: colours, and keys of their own. Kept in a file that they may
// write by hand, so a fault in it is told by name and line, and never keeps the program from
// starting.

import Foundation
import Yams

/// Settings that cannot be used: which file, which line, and what is wrong there.
public struct SettingsProblem: Error, CustomStringConvertible, Sendable, Equatable {
  public let file: String
  /// Counted from 1; nil where the file as a whole is wrong.
  public let line: Int?
  public let problem: String

  public var description: String {
    "\(file)\(line.map { ", line \($0)" } ?? ""): \(problem)".neutralised
  }
}

/// Colours and keys as a settings file has them.
///
/// ```yaml
/// theme: fingerpost-light
/// clipboard: yes
/// keys:
///   contact.log: L
///   find: [/, Ctrl-F]
/// ```
public struct ScreenSettings {
  /// Where the file is, or would be; nil where nothing is kept.
  public let path: String?
  /// The theme that was asked for; nil without one, or where it cannot be used.
  public private(set) var theme: ThemeChoice?
  /// What somebody can choose from.
  public private(set) var themes = ThemeChoice.builtIn
  /// Whether what is copied is offered to the terminal's clipboard too. It leaves the
  /// program then, so somebody has to ask for it.
  public private(set) var allowsClipboard = false
  /// What could not be used.
  public private(set) var problems: [SettingsProblem] = []
  var keys: Node.Mapping?

  /// Nothing is asked for, and nothing is kept.
  public init() { path = nil }

  /// Reads a settings file; one that is not there asks for nothing.
  public init(path: String) {
    self.path = path
    themes += ThemeChoice.all(in: ScreenSettings.folder(of: path) + "/themes")
    guard FileManager.default.fileExists(atPath: path) else { return }
    guard let bytes = FileManager.default.contents(atPath: path), bytes.count < 1_000_000,
      let text = String(validating: bytes, as: UTF8.self)
    else {
      problems = [SettingsProblem(file: path, line: nil, problem: "this is not a text file")]
      return
    }
    do {
      try read(Yams.compose(yaml: text))
    } catch let problem as SettingsProblem {
      problems.append(problem)
    } catch {
      let found = ThemeError(yaml: error, file: path)
      problems.append(SettingsProblem(file: path, line: found.line, problem: found.problem))
    }
  }

  /// The settings of the program that runs under a `Supervisor`, which knows its folder; none in a
  /// test, or where there is no home.
  public static func ofThisProgram(
    _ environment: [String: String] = ProcessInfo.processInfo.environment
  ) -> ScreenSettings {
    environment[variable].map { ScreenSettings(path: $0) } ?? ScreenSettings()
  }

  static let variable = "TERMINAL_SETTINGS"

  /// Where a program's settings are: `settings.yaml` in its folder under the XDG config folder.
  public static func path(
    folder: String, environment: [String: String] = ProcessInfo.processInfo.environment
  ) -> String? {
    if let given = environment["XDG_CONFIG_HOME"], given.hasPrefix("/") {
      return "\(given)/\(folder)/settings.yaml"
    }
    guard let home = environment["HOME"], home.hasPrefix("/") else { return nil }
    return "\(home)/.config/\(folder)/settings.yaml"
  }

  // MARK: Reading

  private func fault(_ node: Node?, _ problem: String) -> SettingsProblem {
    SettingsProblem(file: path ?? "", line: node?.mark?.line, problem: problem)
  }

  private mutating func read(_ root: Node?) throws {
    guard let root, root.scalar?.string != "" else { return }
    guard let map = root.mapping else {
      throw fault(root, "expected lines like theme: fingerpost-dark")
    }
    for (name, value) in map {
      switch name.string {
      case "theme":
        do { theme = try choice(value) } catch let problem as SettingsProblem {
          problems.append(problem)
        }
      case "clipboard":
        switch value.scalar?.string.lowercased() {
        case "yes", "true", "on": allowsClipboard = true
        case "no", "false", "off": allowsClipboard = false
        default: problems.append(fault(value, "clipboard: should be yes or no"))
        }
      case "keys":
        if let map = value.mapping {
          keys = map
        } else if value.scalar?.string != "" {
          problems.append(fault(value, "keys: should hold lines like find: Ctrl-F"))
        }
      default:
        let other = name.scalar?.string ?? "…"
        problems.append(
          fault(name, "there is no setting “\(other)”; there are theme, clipboard and keys"))
      }
    }
  }

  private func choice(_ node: Node) throws -> ThemeChoice? {
    guard let name = node.scalar?.string else { throw fault(node, "theme: should be one name") }
    if name.isEmpty { return nil }
    if let known = themes.first(where: { $0.id == name || $0.id == "fingerpost-" + name }) {
      return known
    }
    let folder = ScreenSettings.folder(of: path ?? "")
    let places =
      name.contains("/")
      ? [name.hasPrefix("/") ? name : folder + "/" + name]
      : ["yaml", "yml"].map { "\(folder)/themes/\(name).\($0)" } + ["\(folder)/\(name)"]
    guard let file = places.first(where: { FileManager.default.fileExists(atPath: $0) }) else {
      throw fault(node, "there is no theme “\(name)”; “fingerpost themes” lists them")
    }
    do { return ThemeChoice(id: name, theme: try Theme(contentsOf: file)) } catch {
      throw fault(node, "theme “\(name)” cannot be used: \(error)")
    }
  }

  private static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
  }

  // MARK: Keeping

  /// Writes down which theme was chosen, and leaves every other line as it is.
  public mutating func keep(_ choice: ThemeChoice) throws {
    theme = choice
    guard let path else { return }
    let old = FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
    var lines = (old ?? "").split(separator: "\n", omittingEmptySubsequences: false)
      .map(String.init)
    let line = "theme: \(ScreenSettings.quoted(choice.id))"
    if let place = lines.firstIndex(where: { $0.hasPrefix("theme:") }) {
      lines[place] = line
    } else {
      lines.insert(line, at: lines.first?.hasPrefix("---") == true ? 1 : 0)
    }
    if lines.last != "" { lines.append("") }
    try FileManager.default.createDirectory(
      atPath: ScreenSettings.folder(of: path), withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700])
    try Data(lines.joined(separator: "\n").utf8)
      .write(to: URL(fileURLWithPath: path), options: .atomic)
  }

  /// A name as YAML reads it back whatever is in it.
  private static func quoted(_ name: String) -> String {
    let isPlain = name.allSatisfy { $0.isASCII && ($0.isLetter || $0 == "-") }
    return isPlain ? name : "'\(name.replacing("'", with: "''"))'"
  }
}

extension CommandRegistry {
  /// Changes keys as the settings say. Throws `KeySettingsError` and then changes nothing.
  public mutating func rebind(_ settings: ScreenSettings) throws {
    guard let keys = settings.keys else { return }
    try rebind(keys, file: settings.path ?? "settings")
  }
}

// What somebody keeps: colours and keys, in a file that they may spoil.

import Foundation
import Testing

@testable import Terminal

@Suite("Settings")
struct SettingsTests {
  private let folder: URL
  private var file: String { folder.appendingPathComponent("settings.yaml").path }

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("settings-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: folder.appendingPathComponent("themes"), withIntermediateDirectories: true)
  }

  private func settings(_ text: String) throws -> ScreenSettings {
    try text.write(toFile: file, atomically: true, encoding: .utf8)
    return ScreenSettings(path: file)
  }

  private func problem(_ text: String) throws -> String {
    try settings(text).problems.map { "\($0)".replacing(folder.path + "/", with: "") }
      .joined(separator: "|")
  }

  private func registry() -> CommandRegistry<Int> {
    CommandRegistry([
      Command("find", "Find", keys: [.character("/")], group: "G"),
      Command("log", "Log", keys: [.character("l")], group: "G"),
    ])
  }

  @Test("no file asks for nothing and is no problem; an empty one neither")
  func none() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(ScreenSettings(path: file).theme == nil)
    #expect(ScreenSettings(path: file).problems.isEmpty)
    #expect(try problem("") == "")
    #expect(try problem("# nothing yet\ntheme:\nkeys:\n") == "")
  }

  @Test("a theme by its name, short or long, a file in themes/, or a file by its path")
  func themes() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(try settings("theme: light").theme?.theme == BuiltInTheme.light.theme)
    #expect(try settings("theme: 'fingerpost-light'").theme?.id == "fingerpost-light")
    #expect(try settings("theme: terminal").theme?.theme == .terminal)
    let own = folder.appendingPathComponent("themes/dusk.yaml")
    try BuiltInTheme.dark.yaml.replacing("Fingerpost dark", with: "Dusk")
      .write(to: own, atomically: true, encoding: .utf8)
    try "nonsense".write(
      to: folder.appendingPathComponent("themes/bad.yaml"), atomically: true, encoding: .utf8)
    let read = try settings("theme: dusk")
    #expect(read.theme?.theme.name == "Dusk")
    #expect(read.themes.map(\.id).last == "dusk")
    #expect(try settings("theme: \(own.path)").theme?.theme.name == "Dusk")
    #expect(
      try problem("\ntheme: bad").hasPrefix(
        "settings.yaml, line 2: theme “bad” cannot be used: themes/bad.yaml, line 1: "))
  }

  @Test("keys are changed, and a bad one is told of by its line")
  func keys() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    var registry = registry()
    try registry.rebind(try settings("theme: dark\nkeys:\n  find: [F3, Ctrl-F]\n  log: 7\n"))
    #expect(registry["find"]?.keys == [.function(3), .ctrl("f")])
    #expect(registry["log"]?.keys == [.character("7")])
    for (text, words) in [
      ("theme: dark\nkeys:\n  fnid: F3\n", "settings.yaml, line 3: there is no command “fnid”"),
      ("keys:\n  find: F3\n  log: Hyper-x\n", "settings.yaml, line 3: "),
    ] {
      do {
        try registry.rebind(try settings(text))
        Issue.record("not refused: \(text)")
      } catch {
        #expect("\(error)".contains(words), "\(error)")
      }
    }
    #expect(registry["find"]?.keys == [.function(3), .ctrl("f")])
  }

  @Test("what cannot be used is told by file, line and name, and the rest is used")
  func problems() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(
      try problem("theme: dark\ncolour: red\n")
        == "settings.yaml, line 2: there is no setting “colour”; there are theme, clipboard and keys"
    )
    #expect(try settings("colour: red\ntheme: dark\n").theme?.theme == BuiltInTheme.dark.theme)
    #expect(
      try problem("theme: sepia\nkeys: 4\n")
        == "settings.yaml, line 1: there is no theme “sepia”; “fingerpost themes” lists them"
        + "|settings.yaml, line 2: keys: should hold lines like find: Ctrl-F")
    #expect(try problem("theme: [\n").hasPrefix("settings.yaml, line "))
    #expect(try problem("just words").contains("expected lines like theme:"))
    try Data([0xFF, 0xFE, 0]).write(to: URL(fileURLWithPath: file))
    #expect(ScreenSettings(path: file).problems.count == 1)
  }

  @Test("a chosen theme is kept, and every other line stays as it was")
  func keeping() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let dark = ThemeChoice(id: "fingerpost-dark", theme: BuiltInTheme.dark.theme)
    var read = try settings("# mine\nkeys:\n  find: F3\ntheme: light\n")
    try read.keep(dark)
    #expect(
      try String(contentsOfFile: file, encoding: .utf8)
        == "# mine\nkeys:\n  find: F3\ntheme: fingerpost-dark\n")
    try FileManager.default.removeItem(at: folder)
    var fresh = ScreenSettings(path: file)
    try fresh.keep(ThemeChoice(id: "it's: odd", theme: BuiltInTheme.dark.theme))
    #expect(try String(contentsOfFile: file, encoding: .utf8) == "theme: 'it''s: odd'\n")
    var nowhere = ScreenSettings()
    try nowhere.keep(dark)
    #expect(nowhere.theme == dark)
  }

  @Test("the file is where the desktop's rules say")
  func place() {
    #expect(
      ScreenSettings.path(folder: "f", environment: ["XDG_CONFIG_HOME": "/c", "HOME": "/h"])
        == "/c/f/settings.yaml")
    #expect(
      ScreenSettings.path(folder: "f", environment: ["XDG_CONFIG_HOME": "c", "HOME": "/h"])
        == "/h/.config/f/settings.yaml")
    #expect(ScreenSettings.path(folder: "f", environment: [:]) == nil)
    #expect(ScreenSettings.ofThisProgram([:]).path == nil)
  }
}

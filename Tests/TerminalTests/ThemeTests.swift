// Colours: legible in every theme, and readable from every shape of scheme file.

import Foundation
import Testing

@testable import Terminal

@Suite("Themes")
struct ThemeTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("themes")

  @Test("every text role keeps 4.5:1 on every ground", arguments: BuiltInTheme.all)
  func contrast(built: BuiltInTheme) throws {
    let theme = try Theme(yaml: built.yaml, file: built.id)
    try expectLegible(theme)
  }

  @Test("every text role keeps 4.5:1 in 256 colours as well", arguments: BuiltInTheme.all)
  func contrastIndexed(built: BuiltInTheme) throws {
    for ground in Ground.allCases {
      for role in Role.readable {
        let paint = ScreenWriter.indexed(built.theme.paint(Style(role, on: ground)))
        guard case .ansi(let front) = paint.foreground, case .ansi(let back) = paint.background
        else {
          Issue.record("not indexed")
          continue
        }
        let ratio = Xterm256.colour(at: front).contrast(with: Xterm256.colour(at: back))
        #expect(ratio >= 4.5, "\(role) on \(ground)")
      }
    }
  }

  @Test("any sixteen colours at all become legible")
  func randomSchemes() throws {
    var random = SeededRandom(seed: 5)
    for _ in 0..<150 {
      let scheme = (0..<16).map { _ in
        RGB(
          .random(in: 0...255, using: &random), .random(in: 0...255, using: &random),
          .random(in: 0...255, using: &random))
      }
      try expectLegible(Theme(name: "random", scheme: scheme))
    }
  }

  private func expectLegible(_ theme: Theme) throws {
    for ground in Ground.allCases {
      for role in Role.readable {
        let front = try #require(theme.colour(of: role, on: ground))
        let back = try #require(theme.colour(of: ground))
        #expect(front.contrast(with: back) >= 4.5, "\(theme.name): \(role) on \(ground)")
      }
    }
  }

  @Test("our own two themes are drawn on the page as they were designed")
  func unadjusted() {
    for theme in [BuiltInTheme.dark.theme, BuiltInTheme.light.theme] {
      #expect(theme.adjustments.filter { $0.ground == .page }.isEmpty)
    }
  }

  @Test("the themes in the program are the files in themes/", arguments: BuiltInTheme.all)
  func embedded(built: BuiltInTheme) throws {
    let file = Self.folder.appendingPathComponent(built.id + ".yaml")
    let text = try String(contentsOf: file, encoding: .utf8)
    #expect(text == built.yaml + (built.yaml.hasSuffix("\n") ? "" : "\n"))
  }

  private static let flat = (0..<16).map { slot in
    "base0\(String(slot, radix: 16, uppercase: true)): \"\(String(slot * 15 + 16, radix: 16))1010\""
  }

  @Test("the old flat shape, the palette shape, with # and without, upper and lower case")
  func shapes() throws {
    let flat = Self.flat.joined(separator: "\n")
    let old = try Theme(yaml: "scheme: \"Old\"\n" + flat, file: "old.yaml")
    #expect(old.name == "Old")
    let hashed = Self.flat.map { "  " + $0.replacing(": \"", with: ": \"#") }
    let new = try Theme(
      yaml: "name: New\npalette:\n" + hashed.joined(separator: "\n"), file: "new.yaml")
    #expect(new.slots == old.slots)
    let lower = try Theme(yaml: flat.lowercased(), file: "lower.yaml")
    #expect(lower.slots == old.slots)
    #expect(lower.name == "lower.yaml")
    let bare = try Theme(yaml: flat.replacing("\"", with: ""), file: "bare.yaml")
    #expect(bare.slots == old.slots)
    let more = (16..<24).map { "base1\($0 - 16): '00ff00'" }.joined(separator: "\n")
    #expect(try Theme(yaml: flat + "\n" + more, file: "24.yaml").slots.count == 24)
  }

  @Test("a broken file is refused by name, line and what is wrong")
  func broken() {
    func words(_ yaml: String) -> String {
      do {
        _ = try Theme(yaml: yaml, file: "my.yaml")
        return "loaded"
      } catch {
        return "\(error)"
      }
    }
    var lines = Self.flat
    lines[3] = "base03: \"reddish\""
    #expect(
      words(lines.joined(separator: "\n"))
        == "my.yaml, line 4: base03 should be a colour like 12161b, not “reddish”")
    #expect(
      words(Self.flat.dropLast(2).joined(separator: "\n")) == "my.yaml: missing base0E, base0F")
    #expect(words("palette: 4").hasPrefix("my.yaml, line 1: palette: should hold"))
    #expect(words("name: [").hasPrefix("my.yaml, line "))
    #expect(words("").hasPrefix("my.yaml: expected lines like"))
    #expect(words("a: b\na: c").contains("same name twice"))
    #expect(words("just words").contains("expected lines like"))
    #expect(throws: ThemeError.self) { try Theme(contentsOf: "/nowhere/at/all.yaml") }
  }

  @Test("what had to be changed is told")
  func adjustments() {
    var scheme = BuiltInTheme.dark.theme.slots
    scheme[3] = RGB(hex: "3b4252") ?? .black
    let theme = Theme(name: "dim", scheme: scheme)
    let page = theme.adjustments.first { $0.role == .muted && $0.ground == .page }
    #expect(page?.slot == "base03")
    #expect(page?.description.contains("base03 3b4252 has 1.8:1, drawn as") == true)
  }

  @Test("a field can be seen also in a scheme with one ground only")
  func oneGround() {
    var scheme = BuiltInTheme.dark.theme.slots
    scheme[1] = scheme[0]
    let theme = Theme(name: "flat", scheme: scheme)
    #expect(theme.paint(Style(.text, on: .field)).attributes.contains(.underline))
    #expect(theme.paint(Style(.text, on: .page)).attributes.isEmpty)
    #expect(BuiltInTheme.dark.theme.paint(Style(.text, on: .field)).attributes.isEmpty)
  }

  @Test("the terminal's own colours are never given a background of ours")
  func terminalTheme() {
    for role in Role.allCases {
      for ground in Ground.allCases {
        #expect(Theme.terminal.paint(Style(role, on: ground)).background == .terminal)
      }
    }
    let selected = Theme.terminal.paint(Style(.text, on: .selection))
    #expect(selected.attributes.contains(.reverse))
  }

  @Test("eight colours are never asked for a ninth")
  func eightColours() {
    for role in Role.allCases {
      let paint = ScreenWriter.withoutBright(Theme.terminal.paint(Style(role)))
      if case .ansi(let index) = paint.foreground { #expect(index < 8) }
    }
  }

  @Test("a terminal's colours are chosen by what it says, and NO_COLOR wins")
  func depth() {
    func depth(_ colours: Int, _ term: String? = nil, no: String? = nil, flag: Bool = false)
      -> ColourDepth
    {
      ColourDepth(colours: colours, directFlag: flag, colourTerm: term, noColour: no)
    }
    #expect(depth(256, "truecolor") == .direct)
    #expect(depth(256) == .indexed256)
    #expect(depth(8, "truecolor") == .ansi8)
    #expect(depth(-1) == .monochrome)
    #expect(depth(256, "truecolor", no: "1") == .monochrome)
    #expect(depth(256, no: "") == .indexed256)
    #expect(depth(256, flag: true) == .direct)
  }

  @Test("contrast is computed as WCAG has it")
  func wcag() {
    #expect(abs(RGB.black.contrast(with: .white) - 21) < 0.001)
    let grey = RGB(118, 118, 118)
    #expect(abs(grey.contrast(with: .white) - 4.54) < 0.01)
    for hex in ["ff7b72", "12161b", "00696b", "ffffff", "000000"] {
      let colour = RGB(hex: hex)
      #expect(colour?.okLab.rgb == colour)
      #expect(colour?.description == hex)
    }
    #expect(RGB(hex: "#abc") == RGB(hex: "aabbcc"))
    #expect(RGB(hex: "12161") == nil)
    #expect(RGB(hex: "+12161") == nil)
  }
}

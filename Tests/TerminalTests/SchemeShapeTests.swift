// The shapes that base16 and base24 schemes come in: hundreds of them were written by hand over
// ten years, for builders that read them in as many ways.

import Foundation
import Testing

@testable import Terminal

@Suite("Schemes in the wild")
struct SchemeShapeTests {
  /// Colours that YAML takes for something else when nobody quotes them: numbers, floats, octals,
  /// sexagesimals and words.
  private static let digits = [
    "000000", "1e1e1e", "012345", "555555", "7e9999", "0e0000", "c0ffee", "ffffff", "123456",
    "00e100", "aa0000", "0b0b0b", "987654", "facade", "00ff00", "4e4e40",
  ]

  private func lines(
    indent: String = "", quote: String = "", hash: Bool = false, upper: Bool = false,
    slots: Range<Int> = 0..<16
  ) -> String {
    slots.map { slot in
      let name = (slot < 16 ? "0" : "") + String(slot, radix: 16, uppercase: true)
      let colour = Self.digits[slot % 16]
      return "\(indent)base\(name): \(quote)\(hash ? "#" : "")"
        + "\(upper ? colour.uppercased() : colour)\(quote)"
    }.joined(separator: "\n")
  }

  private var expected: [RGB] { Self.digits.compactMap { RGB(hex: $0) } }

  @Test(
    "quoted or not, with # or without, upper or lower case, flat or under palette",
    arguments: ["", "\"", "'"], [false, true])
  func spellings(quote: String, hash: Bool) throws {
    for upper in [false, true] {
      let flat = "scheme: Old\nauthor: Somebody\n" + lines(quote: quote, hash: hash, upper: upper)
      #expect(try Theme(yaml: flat, file: "flat.yaml").slots == expected)
      #expect(try Theme(yaml: flat, file: "flat.yaml").name == "Old")
      let nested =
        "system: base16\nname: New\nauthor: Somebody (https://example.org)\nvariant: dark\npalette:\n"
        + lines(indent: "  ", quote: quote, hash: hash, upper: upper)
      #expect(try Theme(yaml: nested, file: "nested.yaml").slots == expected)
      #expect(try Theme(yaml: nested, file: "nested.yaml").name == "New")
    }
  }

  @Test("remarks, a document mark, blank lines, more keys, and names in any case")
  func dressing() throws {
    let text =
      "# a scheme\n---\nslug: x\ndescription: |\n  base00: of all\n\nname: 'It''s fine'\nextra: [1, 2]\n"
      + lines(quote: "\"").split(separator: "\n").map { $0 + "   # remark" }
      .joined(separator: "\n\n") + "\nbase99: nothing\nbaseline: 4\n"
    let theme = try Theme(yaml: text, file: "dressed.yaml")
    #expect(theme.slots == expected && theme.name == "It's fine")
    #expect(
      try Theme(yaml: lines().replacing("base0", with: "BASE0"), file: "upper.yaml").slots
        == expected)
    let remarked = lines(hash: true).replacing("\n", with: " # remark\n")
    #expect(try Theme(yaml: remarked, file: "open.yaml").slots == expected)
  }

  @Test("a byte order mark, line ends of Windows and of old, no line end at all")
  func bytes() throws {
    for text in [
      "\u{FEFF}" + lines(), lines().replacing("\n", with: "\r\n") + "\r\n",
      "\u{FEFF}palette:\r\n" + lines(indent: "  ", hash: true).replacing("\n", with: "\r\n"),
    ] {
      #expect(try Theme(yaml: text, file: "bytes.yaml").slots == expected)
    }
  }

  @Test("an author's name in Latin-1 spoils nothing, and a picture is refused")
  func latin1() throws {
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("scheme-\(UUID().uuidString).yaml")
    defer { try? FileManager.default.removeItem(at: file) }
    try (Data("author: Jos".utf8) + Data([0xE9]) + Data("\n".utf8) + Data(lines().utf8))
      .write(to: file)
    #expect(try Theme(contentsOf: file.path).slots == expected)
    try Data([0x89, 0x50, 0x4E, 0x47, 0, 0, 1]).write(to: file)
    #expect(throws: ThemeError.self) { try Theme(contentsOf: file.path) }
  }

  @Test("base24 has its eight more, and with some of them missing is base16")
  func base24() throws {
    let whole = "system: base24\npalette:\n" + lines(indent: "  ", quote: "\"", slots: 0..<24)
    let theme = try Theme(yaml: whole, file: "24.yaml")
    #expect(theme.slots.count == 24)
    #expect(theme.slots[16] == theme.slots[0])
    let part = "palette:\n" + lines(indent: "  ", quote: "\"", slots: 0..<20)
    #expect(try Theme(yaml: part, file: "20.yaml").slots == expected)
  }

  @Test("a name with a colon in it, which is no YAML, keeps no scheme from loading")
  func badYAML() throws {
    for quote in ["", "\"", "'"] {
      let text = "scheme: Dusk: the second\nauthor: @me [home\n" + lines(quote: quote)
      #expect(try Theme(yaml: text, file: "dusk.yaml").slots == expected)
    }
  }

  @Test("colours under a name of their own are found")
  func otherNames() throws {
    let text = "name: Odd\ncolors:\n" + lines(indent: "  ", quote: "\"")
    #expect(try Theme(yaml: text, file: "odd.yaml").slots == expected)
  }

  @Test("missing slots and words in place of colours are told of by name")
  func broken() {
    func words(_ yaml: String) -> String {
      do {
        _ = try Theme(yaml: yaml, file: "x.yaml")
        return "loaded"
      } catch {
        return "\(error)"
      }
    }
    #expect(words("palette:\n" + lines(indent: "  ", slots: 1..<16)) == "x.yaml: missing base00")
    #expect(
      words(lines().replacing("c0ffee", with: "coffee"))
        == "x.yaml, line 7: base06 should be a colour like 12161b, not “coffee”")
    #expect(words(lines().replacing("c0ffee", with: "[1, 2]")).contains("line 7: base06 should"))
    #expect(words("").hasPrefix("x.yaml: expected lines like"))
  }

  @Test("whatever is thrown at it, it says what is wrong or loads, and never falls over")
  func garbage() {
    var random = SeededRandom(seed: 8)
    let good = Array(("palette:\n" + lines(indent: "  ", quote: "\"", hash: true)).unicodeScalars)
    let bits = Array("\n:#'\"[]{}&*!|>%@`\u{FEFF}\t\r\u{0}é-? 0f".unicodeScalars)
    for _ in 0..<400 {
      var text = good
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        let place = Int.random(in: 0..<text.count, using: &random)
        text[place] = bits.randomElement(using: &random) ?? "x"
        if Bool.random(using: &random) { text.removeLast(Int.random(in: 0...9, using: &random)) }
      }
      let written = String(String.UnicodeScalarView(text))
      do {
        let theme = try Theme(yaml: written, file: "garbage.yaml")
        #expect(theme.slots.count >= 16)
      } catch {
        #expect(error is ThemeError, "\(error)")
        #expect("\(error)".hasPrefix("garbage.yaml"))
      }
    }
  }
}

// Width, cutting, wrapping, and what outside text may not do to a screen.

import Testing

@testable import Terminal

@Suite("Text")
struct TextTests {
  @Test(
    "a grapheme takes the columns that a terminal gives it",
    arguments: [
      ("a", 1), ("é", 1), ("e\u{301}", 1), ("日", 2), ("서", 2), ("👍", 2), ("👍🏽", 2),
      ("👩‍👩‍👧", 2), ("🇬🇧", 2), ("❤️", 2), ("❤", 1), ("1️⃣", 2), ("…", 1), ("─", 1), ("█", 1),
      ("ｱ", 1), ("Ａ", 2), ("ไ", 1), ("\u{1F1EC}", 1), ("Ễ", 1), ("ᄒ\u{1161}\u{11AB}", 2),
    ])
  func width(text: String, columns: Int) {
    #expect(text.columns == Columns(columns))
  }

  @Test("the width of a text is the sum of its graphemes")
  func sums() {
    #expect("Łukasz 日本 👩‍👩‍👧!".columns == 15)
    #expect("".columns == 0)
  }

  @Test("a text is cut with … and never wider than its space", arguments: 0...12)
  func cut(width: Int) {
    for text in ["Leo S", "日本語の名前", "e\u{301}e\u{301}e\u{301}e\u{301}", "a👩‍👩‍👧b🇬🇧c", ""] {
      let result = text.truncated(to: Columns(width))
      #expect(result.columns <= Columns(width))
      if text.columns <= Columns(width) { #expect(result == text) }
      if text.columns > Columns(width), width > 0 { #expect(result.hasSuffix("…")) }
    }
  }

  @Test("a styled line is cut to its space as a plain one is", arguments: 0...20)
  func cutStyled(width: Int) {
    let line = "! ".styled(.danger) + "Kai T".styled(.heading) + " 日本 15".styled(.muted)
    let cut = line.truncated(to: Columns(width))
    #expect(cut.columns <= Columns(width))
    if line.columns > Columns(width), width > 0 { #expect(cut.plain.contains("…")) }
  }

  @Test("a padded text takes exactly its space, however it stands")
  func padded() {
    for align in [Alignment.left, .centre, .right] {
      for width in 0...9 {
        #expect("Kai 日本".padded(to: Columns(width), align: align).columns == Columns(width))
      }
    }
    #expect("ab".padded(to: 5, align: .right) == "   ab")
    #expect("ab".padded(to: 5, align: .centre) == " ab  ")
  }

  @Test("lines break at spaces, and inside a word only when it is wider than the line")
  func wraps() {
    #expect("one two three".wrapped(to: 7) == ["one two", "three"])
    #expect("one\ntwo".wrapped(to: 9) == ["one", "two"])
    #expect("abcdefgh".wrapped(to: 3) == ["abc", "def", "gh"])
    #expect("日本語の".wrapped(to: 5) == ["日本", "語の"])
    #expect("".wrapped(to: 5) == [""])
    #expect("a  b".wrapped(to: 2) == ["a", "b"])
  }

  @Test("plain text is wrapped the same by bytes as by characters")
  func wrapsPlainTextQuickly() {
    var generator = SystemRandomNumberGenerator()
    let letters = Array("ab cd  e\n\n\t-\u{b}\u{c}\r.é")
    for _ in 0..<2_000 {
      let count = Int.random(in: 0...60, using: &generator)
      let text = String((0..<count).compactMap { _ in letters.randomElement(using: &generator) })
      let width = Columns(Int.random(in: 1...20, using: &generator))
      #expect(
        text.wrapped(to: width) == text.wrappedByCharacters(to: width), "\(text.debugDescription)")
    }
  }

  @Test("wrapping loses no word and never exceeds the width")
  func wrapsRandomly() {
    var random = SeededRandom(seed: 7)
    for _ in 0..<300 {
      let words = (0..<Int.random(in: 1...20, using: &random)).map { _ in
        String(
          (0..<Int.random(in: 1...9, using: &random)).map { _ in
            "abc日é".randomElement(using: &random) ?? "a"
          })
      }
      let width = Int.random(in: 2...24, using: &random)
      let lines = words.joined(separator: " ").wrapped(to: Columns(width))
      #expect(lines.allSatisfy { $0.columns <= Columns(width) })
      #expect(
        lines.joined().filter { $0 != " " } == words.joined())
    }
  }

  @Test("cells of a pasted table stand below each other, and nothing else is touched")
  func cells() {
    #expect("a b\nc".cellsAligned == "a b\nc")
    #expect("Day\tWhere\nMonday\tLoom".cellsAligned == "Day     Where\nMonday  Loom")
    #expect("\tx\n日本\ty\nand\nl\tr".cellsAligned == "      x\n日本  y\nand\nl  r")
    #expect("a\t\tb".cellsAligned == "a    b")
  }

  @Test("a text of several lines keeps its tabs to the letter; a line of one has spaces")
  func tabs() {
    let table = "Day\tWhere\nMon\tLoom"
    #expect(TextBuffer(table, isMultiline: true).text == table)
    #expect(TextBuffer(table).text == "Day Where Mon Loom")
    var buffer = TextBuffer("", isMultiline: true)
    buffer.insert(table)
    #expect(buffer.text == table)
    var editor = TextEditor(text: "a\tb")
    _ = editor.update(.key(.home))
    _ = editor.update(.key(.right))
    _ = editor.update(.key(.right))
    _ = editor.update(.key(.character("x")))
    #expect(editor.text == "a\txb")
  }

  @Test("nothing that moves a cursor or turns a line survives")
  func neutral() {
    #expect("red\u{1B}[31m".neutralised == "red␛[31m")
    #expect("a\u{9B}31mb".neutralised == "a�31mb")
    #expect("abc\u{202E}cba".neutralised == "abc�cba")
    #expect("x\u{2066}y\u{2069}".neutralised == "x�y�")
    #expect("a\r\nb\tc".neutralised == "a b c")
    #expect("\u{200B}zero\u{FEFF}".neutralised.columns == 4)
    #expect("👩‍👩‍👧 é".neutralised == "👩‍👩‍👧 é")
    for value in 0..<0x3000 {
      guard let scalar = Unicode.Scalar(UInt32(value)) else { continue }
      let result = String(Character(scalar)).neutralised
      let isSafe = result.unicodeScalars.allSatisfy {
        $0.value >= 0x20 && !(0x7F..<0xA0).contains($0.value)
          && !(0x202A...0x202E).contains($0.value)
      }
      #expect(isSafe, "U+\(String(value, radix: 16))")
    }
  }

  @Test("half-remembered letters find what was meant, best first")
  func fuzzy() {
    let titles = ["Open the directory", "Log a contact", "Undo the last contact", "Lock"]
    let found = PaletteEntry.ranked(
      titles.map { PaletteEntry(id: $0, title: $0) }, query: "lac")
    #expect(found.first?.title == "Log a contact")
    #expect(FuzzyMatch("zoe", in: "Zoë") != nil)
    #expect(FuzzyMatch("xyz", in: "Log a contact") == nil)
    #expect(FuzzyMatch("LOG", in: "Log a contact")?.offsets == [0, 1, 2])
  }

  @Test("what was chosen lately comes before what matches as well")
  func recentFirst() {
    let entries = ["Caseload", "Caseload map"].map { PaletteEntry(id: $0, title: $0) }
    let found = PaletteEntry.ranked(entries, query: "case", recent: ["Caseload map"])
    #expect(found.map(\.id) == ["Caseload map", "Caseload"])
  }
}

/// A small generator whose run can be repeated.
struct SeededRandom: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }
  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }
}

// The fast path and the slow path are one: what differences leave on the glass is what drawing it
// all afresh would.

import Foundation
import Testing

@testable import Terminal

@Suite("Screen writer")
struct ScreenWriterTests {
  private static let words = [
    "plain", "日本", "👩‍👩‍👧", "e\u{301}", "          ", "✓", "🇬🇧", "a", "····", "क्षि",
  ]

  private func scribble(_ grid: Grid, _ random: inout SeededRandom) {
    for _ in 0..<12 {
      let style = Style(
        Role.allCases.randomElement(using: &random) ?? .text,
        on: Ground.allCases.randomElement(using: &random) ?? .page,
        Attributes(rawValue: .random(in: 0...31, using: &random)))
      let place = Position(
        x: Columns(.random(in: -2...30, using: &random)),
        y: Rows(.random(in: 0...8, using: &random)))
      if Bool.random(using: &random) {
        grid.canvas.put(Self.words.randomElement(using: &random) ?? "", at: place, style: style)
      } else {
        grid.canvas.fill(
          Rect(origin: place, size: Size(width: 12, height: 2)), style: style)
      }
      grid.canvas.setCursor(place)
    }
  }

  @Test(
    "any run of frames leaves the glass as drawing the last one afresh would",
    arguments: [ColourDepth.direct, .indexed256, .ansi16, .monochrome], [false, true])
  func equivalence(depth: ColourDepth, givesColours: Bool) {
    var random = SeededRandom(seed: 21)
    var capabilities = Capabilities.ansi(depth)
    if givesColours {
      guard depth != .direct, depth != .monochrome else { return }
      capabilities.giveColour = NumberedColoursTests.xterm
      capabilities.ownColours = "\u{1B}]104\u{7}"
    }
    for theme in [BuiltInTheme.dark.theme, .terminal] {
      var writer = ScreenWriter(capabilities: capabilities, theme: theme)
      var glass = PretendTerminal(width: 31, height: 9)
      for _ in 0..<40 {
        let grid = Grid(size: Size(width: 31, height: 9))
        scribble(grid, &random)
        glass.receive(writer.bytes(for: grid))
        var fresh = ScreenWriter(capabilities: capabilities, theme: theme)
        var clean = PretendTerminal(width: 31, height: 9)
        clean.receive(fresh.bytes(for: grid))
        #expect(glass.text == clean.text)
        #expect(glass.text == grid.lines)
        #expect(glass.pens == clean.pens)
        #expect(glass.given == clean.given)
        #expect(glass.cursorIsShown == (grid.cursor != nil))
        if let cursor = grid.cursor {
          #expect(glass.cursor.x == cursor.x.count && glass.cursor.y == cursor.y.count)
        }
        #expect(glass.complaints == [])
      }
    }
  }

  @Test("the same frame again costs nothing")
  func nothing() {
    var writer = ScreenWriter(capabilities: .ansi(.direct), theme: BuiltInTheme.dark.theme)
    let grid = Grid(size: Size(width: 40, height: 10))
    grid.canvas.put("Leo S")
    _ = writer.bytes(for: grid)
    #expect(writer.bytes(for: grid) == [])
  }

  @Test("moving the selection in a table costs less than 1 kB", arguments: [80, 120, 200])
  func selectionIsCheap(width: Int) {
    var writer = ScreenWriter(capabilities: .ansi(.direct), theme: BuiltInTheme.dark.theme)
    let story = Story(
      Gallery(today: Day(number: 20_780)), size: Size(width: Columns(width), height: 60))
    _ = writer.bytes(for: story.grid)
    var costs: [Int] = []
    for _ in 0..<20 {
      story.press("Down")
      costs.append(writer.bytes(for: story.grid).count)
    }
    #expect((costs.max() ?? 0) < 1_000, "\(costs)")
  }

  @Test("padding in terminfo strings is dropped")
  func padding() {
    #expect(Capabilities.withoutPadding("\u{1B}[H\u{1B}[J$<50>") == "\u{1B}[H\u{1B}[J")
    #expect(Capabilities.withoutPadding("a$<2/*>b") == "ab")
  }
}

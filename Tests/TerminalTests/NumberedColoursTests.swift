// Themes on terminals whose colours have numbers: exactly, where the numbers may be given other
// colours, and otherwise as near as what can be read allows.

import Testing

@testable import Terminal

@Suite("Numbered colours")
struct NumberedColoursTests {
  /// How xterm and those like it are given a colour, as terminfo has it.
  static let xterm =
    "\u{1B}]4;%p1%d;rgb:%p2%{255}%*%{1000}%/%2.2X/%p3%{255}%*%{1000}%/%2.2X"
    + "/%p4%{255}%*%{1000}%/%2.2X\u{1B}\\"

  private static let themes = BuiltInTheme.all.map(\.theme)

  private func capabilities(_ depth: ColourDepth) -> Capabilities {
    var capabilities = Capabilities.ansi(depth)
    capabilities.giveColour = Self.xterm
    capabilities.ownColours = "\u{1B}]104\u{7}"
    return capabilities
  }

  /// Every role on every ground, a row a ground.
  private func everything() -> Grid {
    let grid = Grid(size: Size(width: 20, height: 8))
    for (y, ground) in Ground.allCases.enumerated() {
      for (x, role) in Role.allCases.enumerated() {
        grid.canvas.put(
          "x", at: Position(x: Columns(x), y: Rows(y)), style: Style(role, on: ground))
      }
    }
    return grid
  }

  @Test("each of 256 shades of a channel arrives exactly")
  func thousandths() {
    let all = capabilities(.indexed256)
    for value in UInt8.min...UInt8.max {
      let hex = (value < 16 ? "0" : "") + String(value, radix: 16, uppercase: true)
      #expect(
        all.give(30, RGB(value, 0, 255)) == "\u{1B}]4;30;rgb:\(hex)/00/FF\u{1B}\\")
    }
  }

  @Test("where a terminal's colours can be changed, every role has exactly its own")
  func exact() {
    for theme in Self.themes {
      var writer = ScreenWriter(capabilities: capabilities(.indexed256), theme: theme)
      var glass = PretendTerminal(width: 20, height: 8)
      glass.receive(writer.bytes(for: everything()))
      #expect(glass.complaints == [])
      let numbered = NumberedColours(theme, givenTo: 256)
      for ground in Ground.allCases {
        for role in Role.allCases {
          let paint = numbered.paint(Style(role, on: ground))
          guard case .ansi(let text) = paint.foreground, case .ansi(let under) = paint.background
          else {
            Issue.record("\(role) on \(ground) has no number")
            continue
          }
          func given(_ number: Int) -> RGB? {
            glass.given[number].flatMap { RGB(hex: $0.replacing("/", with: "")) }
          }
          #expect(given(text) == theme.colour(of: role, on: ground), "\(role) on \(ground)")
          #expect(given(under) == theme.colour(of: ground))
          // A terminal that does not do as it says shows what can be read all the same.
          if role != .rule {
            let shown = Xterm256.colour(at: text).contrast(with: Xterm256.colour(at: under))
            #expect(shown >= Theme.contrastFloor, "\(theme.name): \(role) on \(ground)")
          }
        }
      }
    }
  }

  @Test("another theme gives others; the terminal's own, and the end, take them all back")
  func takenBack() {
    var writer = ScreenWriter(
      capabilities: capabilities(.indexed256), theme: BuiltInTheme.dark.theme)
    var glass = PretendTerminal(width: 20, height: 8)
    glass.receive(writer.bytes(for: everything()))
    writer.theme = BuiltInTheme.light.theme
    glass.receive(writer.bytes(for: everything()))
    #expect(glass.given.values.contains("FB/FA/F7"))
    // Nobody else's colours are touched: the sixteen, and what shells set behind them.
    #expect(glass.given.keys.allSatisfy { NumberedColours.free.contains($0) })
    writer.theme = .terminal
    glass.receive(writer.bytes(for: everything()))
    #expect(glass.given.isEmpty && !writer.hasGivenColours)
    writer.theme = BuiltInTheme.dark.theme
    glass.receive(writer.bytes(for: everything()))
    #expect(writer.hasGivenColours && !glass.given.isEmpty)
    glass.receive(Array(writer.takeColoursBack().utf8))
    #expect(glass.given.isEmpty && writer.takeColoursBack().isEmpty)
    // After a crash the parent takes back all that can have been given.
    glass.receive(writer.bytes(for: Grid(size: Size(width: 3, height: 1))))
    let all = capabilities(.indexed256)
    glass.receive(Array(all.giveBack(all.numbersToGive).utf8))
    #expect(glass.given.isEmpty)
  }

  @Test("a terminal that keeps its colours is never told otherwise", arguments: [8, 16, 256])
  func kept(count: Int) {
    let depth: ColourDepth = count == 8 ? .ansi8 : count == 16 ? .ansi16 : .indexed256
    for theme in Self.themes + [.terminal] {
      var writer = ScreenWriter(capabilities: .ansi(depth), theme: theme)
      var glass = PretendTerminal(width: 20, height: 8)
      glass.receive(writer.bytes(for: everything()))
      #expect(glass.given.isEmpty && glass.complaints.isEmpty && writer.takeColoursBack() == "")
    }
  }

  @Test("sixteen colours and eight show a theme as near as can be read", arguments: [8, 16])
  func few(count: Int) {
    for theme in Self.themes {
      let numbered = NumberedColours(theme, nearestOf: count)
      let few = FewColours(sets: FewColours.usual.map { Array($0.prefix(count)) })
      #expect(numbered.given.isEmpty)
      for ground in Ground.allCases {
        for role in Role.allCases where role != .rule {
          let paint = numbered.paint(Style(role, on: ground))
          guard case .ansi(let text) = paint.foreground, case .ansi(let under) = paint.background
          else {
            Issue.record("\(role) on \(ground) has no number")
            continue
          }
          #expect(text < count && under < count)
          #expect(
            few.contrast(text, on: under) >= Theme.contrastFloor,
            "\(theme.name): \(role) on \(ground) is \(text) on \(under)")
        }
        let rule = numbered.paint(Style(.rule, on: ground))
        #expect(rule.foreground != rule.background, "a line on \(ground) cannot be seen")
      }
      // A light theme is light, a dark one dark; what is chosen and what is a field can be told.
      let page = numbered.paint(.text).background
      #expect(page == .ansi(theme.isDark == true ? 0 : count == 16 ? 15 : 7))
      #expect(numbered.paint(Style(.text, on: .selection)).background != page)
      #expect(numbered.paint(Style(.text, on: .inverse)).background != page)
      let field = numbered.paint(Style(.text, on: .field))
      #expect(field.background != page || field.attributes.contains(.underline))
    }
  }

  @Test("colours keep their meaning on sixteen: what is red is red, what is green is green")
  func meaning() {
    let dark = NumberedColours(BuiltInTheme.dark.theme, nearestOf: 16)
    #expect([.ansi(1), .ansi(9)].contains(dark.paint(Style(.danger)).foreground))
    #expect([.ansi(2), .ansi(10)].contains(dark.paint(Style(.good)).foreground))
    #expect([.ansi(6), .ansi(14)].contains(dark.paint(Style(.accent)).foreground))
    // Where its own hue cannot be read, a warning is plain rather than of another hue.
    let eight = NumberedColours(BuiltInTheme.dark.theme, nearestOf: 8)
    #expect([.ansi(7), .ansi(3), .ansi(1)].contains(eight.paint(Style(.warning)).foreground))
    for theme in Self.themes {
      let sixteen = NumberedColours(theme, nearestOf: 16)
      // What is grey in a theme is not red on a terminal.
      #expect(
        [.ansi(0), .ansi(7), .ansi(8), .ansi(15)].contains(sixteen.paint(Style(.soft)).foreground))
    }
    #expect(
      NumberedColours(BuiltInTheme.monochrome.theme, nearestOf: 16).paint(Style(.danger)).foreground
        == .ansi(15))
  }

  @Test("a few colours that can be changed are the theme's own", arguments: [8, 16])
  func fewExact(count: Int) {
    for theme in Self.themes {
      let numbered = NumberedColours(theme, givenTo: count)
      #expect(numbered.given.map(\.number) == Array(0..<16))
      let page = numbered.paint(.text)
      #expect(page.background == .ansi(0) && numbered.given[0].colour == theme.colour(of: .page))
      guard case .ansi(let text) = page.foreground else { continue }
      #expect(numbered.given[text].colour == theme.colour(of: .text, on: .page))
      let few = FewColours(sets: [numbered.given.prefix(count).map(\.colour)])
      for ground in Ground.allCases {
        for role in Role.allCases where role != .rule {
          let paint = numbered.paint(Style(role, on: ground))
          guard case .ansi(let text) = paint.foreground, case .ansi(let under) = paint.background
          else { continue }
          #expect(text < count && under < count)
          #expect(
            few.contrast(text, on: under) >= Theme.contrastFloor,
            "\(theme.name): \(role) on \(ground)")
        }
      }
    }
  }
}

// Nothing is written outside the clip, and no wide grapheme is ever half there.

import Testing

@testable import Terminal

@Suite("Canvas")
struct CanvasTests {
  @Test("text is cut at the edge of its canvas")
  func clips() {
    let grid = Grid(size: Size(width: 10, height: 3))
    let inner = grid.canvas.sub(Rect(x: 2, y: 1, width: 4, height: 1))
    #expect(inner.put("abcdefgh") >= 4)
    inner.put("up", at: Position(x: 0, y: -1))
    inner.put("down", at: Position(x: 0, y: 1))
    inner.put("left", at: Position(x: -2, y: 0))
    #expect(grid.plainText == "\n  ftcd\n")
  }

  @Test("a wide grapheme at an edge is left out, not split")
  func wideAtEdges() {
    let grid = Grid(size: Size(width: 5, height: 1))
    grid.canvas.put("日本語")
    #expect(grid.plainText == "日本")
    let narrow = grid.canvas.sub(Rect(x: 1, y: 0, width: 3, height: 1))
    narrow.put("x")
    #expect(grid.lines == [" x本 "])
    isSound(grid)
  }

  @Test("writing over half a wide grapheme blanks the other half")
  func overwriting() {
    let grid = Grid(size: Size(width: 6, height: 1))
    grid.canvas.put("日本")
    grid.canvas.put("x", at: Position(x: 1, y: 0))
    #expect(grid.lines == [" x本  "])
    grid.canvas.put("y", at: Position(x: 2, y: 0))
    #expect(grid.lines == [" xy   "])
    isSound(grid)
  }

  @Test("random drawing leaves every row exactly as wide as the grid")
  func randomDrawing() {
    var random = SeededRandom(seed: 3)
    let words = ["a", "日本語", "e\u{301}", "👩‍👩‍👧", "\u{1B}[2J", "plain words", "🇬🇧", "क्षि"]
    for _ in 0..<400 {
      let grid = Grid(size: Size(width: 17, height: 5))
      for _ in 0..<20 {
        let rect = Rect(
          x: Columns(.random(in: -3...18, using: &random)),
          y: Rows(.random(in: -2...6, using: &random)),
          width: Columns(.random(in: 0...20, using: &random)),
          height: Rows(.random(in: 0...6, using: &random)))
        let canvas = grid.canvas.sub(rect)
        let place = Position(
          x: Columns(.random(in: -3...18, using: &random)),
          y: Rows(.random(in: -2...6, using: &random)))
        switch Int.random(in: 0...3, using: &random) {
        case 0: canvas.fill(with: "·")
        case 1: canvas.select(Rect(origin: place, size: Size(width: 5, height: 2)))
        case 2: canvas.setCursor(place)
        default: canvas.put(words.randomElement(using: &random) ?? "", at: place)
        }
      }
      isSound(grid)
    }
  }

  @Test("a frame that is not whole, and a screen that writes outside, are found out")
  func foundOut() {
    let grid = Grid(size: Size(width: 4, height: 1))
    grid.canvas.put("日本")
    #expect(grid.fault == nil)
    grid.cells[0] = Cell("x")
    #expect(grid.fault?.contains("covered cell") == true)
    grid.cells[0] = Cell("日", width: 2)
    grid.cells[1] = Cell("x")
    #expect(grid.fault?.contains("cut in two") == true)
    let plain = Grid(size: Size(width: 4, height: 1))
    plain.cells[2] = Cell("\u{7}")
    #expect(plain.fault?.contains("control") == true)
    plain.cells[2] = .blank
    plain.cursor = Position(x: 9, y: 0)
    #expect(plain.fault?.contains("cursor") == true)
    // What a canvas holds back, a screen that goes round it does not.
    struct Astray: Application {
      mutating func handle(_ event: Event) -> Flow { .continue }
      func draw(on canvas: Canvas) { canvas.grid.cells[0] = Cell("!") }
    }
    #expect(Astray().strayCell(at: Size(width: 3, height: 2)) == .origin)
    struct Within: Application {
      mutating func handle(_ event: Event) -> Flow { .continue }
      func draw(on canvas: Canvas) { canvas.put("far too long for this") }
    }
    #expect(Within().strayCell(at: Size(width: 3, height: 2)) == nil)
  }

  @Test("a canvas draws nothing hostile")
  func neutral() {
    let grid = Grid(size: Size(width: 20, height: 1))
    grid.canvas.put("a\u{1B}]0;x\u{7}b\u{202E}c")
    #expect(grid.plainText == "a␛]0;x␇b�c")
  }

  @Test("the topmost thing drawn is the one that is clicked")
  func targets() {
    let grid = Grid(size: Size(width: 10, height: 3))
    grid.canvas.mark(widget: "page")
    grid.canvas.mark(Rect(x: 2, y: 1, width: 3, height: 1), widget: "row", part: 4)
    #expect(grid.target(at: Position(x: 3, y: 1))?.part == 4)
    #expect(grid.target(at: Position(x: 0, y: 0))?.widget == "page")
    grid.canvas.coverTargets()
    #expect(grid.target(at: Position(x: 3, y: 1)) == nil)
  }

  @Test("rectangles are cut without ever becoming negative")
  func cuts() {
    let rect = Rect(x: 0, y: 0, width: 3, height: 2)
    #expect(rect.splitLeft(9).rest.width == 0)
    #expect(rect.splitRight(-4).right.width == 0)
    #expect(rect.splitTop(1).rest == Rect(x: 0, y: 1, width: 3, height: 1))
    #expect(rect.inset(5, 5).isEmpty)
    #expect(rect.centred(Size(width: 9, height: 9)) == rect)
  }
}

/// The frame is whole: see `Grid.fault`.
func isSound(_ grid: Grid, sourceLocation: SourceLocation = #_sourceLocation) {
  if let fault = grid.fault { Issue.record("\(fault)", sourceLocation: sourceLocation) }
}

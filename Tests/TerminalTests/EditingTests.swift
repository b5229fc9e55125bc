// Typing, moving, selecting and undoing in a field.

import Testing

@testable import Terminal

@Suite("Editing")
struct EditingTests {
  @Test("a field is edited as in any ordinary editor")
  func ordinary() throws {
    var field = TextField(text: "Leo Smith")
    func press(_ keys: String...) throws {
      for key in keys { _ = field.update(.key(try Key(key))) }
    }
    try press("Home", "Ctrl-Right", "!")
    #expect(field.text == "Leo! Smith")
    try press("Ctrl-W", "Ctrl-Z")
    #expect(field.text == "Leo! Smith")
    try press("End", "Ctrl-Shift-Left", "Ctrl-X")
    #expect(field.text == "Leo! ")
    try press("Home", "Ctrl-V")
    #expect(field.text == "SmithLeo! ")
    try press("Ctrl-A", "x")
    #expect(field.text == "x")
    try press("Ctrl-Z", "Ctrl-Z")
    #expect(field.text == "Leo! ")
    try press("Ctrl-Y")
    #expect(field.text == "SmithLeo! ")
  }

  @Test("a passphrase shows dots and cannot be copied out")
  func secret() {
    var field = TextField(id: "pass", text: "hunter2", isSecret: true)
    _ = field.update(.key(.ctrl("a")))
    #expect(field.update(.key(.ctrl("c"))) == .ignored)
    #expect(field.update(.key(.ctrl("x"))) == .ignored)
    let grid = Grid(size: Size(width: 12, height: 1))
    field.draw(on: grid.canvas, isFocused: true)
    #expect(grid.plainText == "•••••••")
  }

  @Test("a pasted line end becomes a space in a single line, and stays in notes")
  func pasted() {
    var field = TextField()
    _ = field.update(.paste("one\r\ntwo\u{1B}[31m"))
    #expect(field.text == "one two[31m")
    var notes = TextEditor()
    _ = notes.update(.paste("one\ntwo"))
    #expect(notes.text == "one\ntwo")
  }

  @Test("an accent typed after its letter becomes one grapheme with it")
  func joins() {
    var field = TextField()
    for character in ["e", "\u{301}", "!"] as [Character] {
      _ = field.update(.key(.character(character)))
    }
    #expect(field.buffer.characters.count == 2)
    _ = field.update(.key(.backspace))
    _ = field.update(.key(.backspace))
    #expect(field.text == "")
  }

  @Test("up and down follow the lines as they are seen, and keep their column")
  func vertical() {
    var notes = TextEditor(text: "one two three\nfour\nfive six seven")
    let grid = Grid(size: Size(width: 9, height: 6))
    notes.draw(on: grid.canvas, isFocused: true)
    #expect(grid.lines.map { $0.trimmed } == ["one two", "three", "four", "five six", "seven", ""])
    notes.buffer.move(to: 7)
    var offsets: [Int] = []
    for _ in 0..<4 {
      _ = notes.update(.key(.down))
      offsets.append(notes.buffer.cursor)
    }
    #expect(offsets == [13, 18, 26, 33])
    _ = notes.update(.key(.home))
    #expect(notes.buffer.cursor == 28)
  }

  @Test("a click puts the cursor where it was made, a drag selects")
  func mouse() {
    var field = TextField(id: "f", text: "日本 Leo")
    func mouse(_ kind: Mouse.Kind, _ x: Columns) -> Event {
      let area = Rect(x: 5, y: 2, width: 20, height: 1)
      return .mouse(
        Mouse(
          kind, at: Position(x: 5 + x, y: 2), target: Target(widget: "f", area: area)))
    }
    _ = field.update(mouse(.press(.left), 2))
    #expect(field.buffer.cursor == 1)
    _ = field.update(mouse(.drag(.left), 6))
    #expect(field.buffer.selectedText == "本 L")
    _ = field.update(mouse(.doubleClick, 6))
    #expect(field.buffer.selectedText == "Leo")
  }

  @Test("whatever is done, the cursor stays in the text and undo goes back to the beginning")
  func random() {
    var random = SeededRandom(seed: 9)
    let typed: [String] = ["a", " ", "日", "e\u{301}", "👩‍👩‍👧", "\n", "\u{301}", "\u{200D}", "🇬", "🇧"]
    for _ in 0..<150 {
      var buffer = TextBuffer("start 日本", isMultiline: true)
      for _ in 0..<60 {
        switch Int.random(in: 0...7, using: &random) {
        case 0, 1, 2:
          buffer.insert(typed.randomElement(using: &random) ?? "", asTyping: true)
        case 3: buffer.delete(to: .random(in: -2...20, using: &random))
        case 4:
          buffer.move(to: .random(in: -5...40, using: &random), selecting: .random(using: &random))
        case 5: _ = buffer.cut()
        case 6: buffer.undo()
        default: buffer.redo()
        }
        #expect((0...buffer.characters.count).contains(buffer.cursor))
        if let selection = buffer.selection {
          #expect(selection.upperBound <= buffer.characters.count)
        }
        #expect(buffer.text.neutralised == buffer.text || buffer.text.contains("\n"))
      }
      while buffer.canUndo { buffer.undo() }
      #expect(buffer.text == "start 日本")
    }
  }

  @Test("typing goes back a word at a time")
  func undoWords() {
    var buffer = TextBuffer()
    for character in "one two" { buffer.insert(String(character), asTyping: true) }
    buffer.undo()
    #expect(buffer.text == "one ")
    buffer.undo()
    buffer.undo()
    #expect(buffer.text == "")
  }
}

extension String {
  var trimmed: String {
    var text = self[...]
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}

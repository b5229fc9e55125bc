// One line to type in, and what keys do in any field of text.

/// What an event did to a field.
public enum EditOutcome: Sendable, Hashable {
  /// The event is not for this field.
  case ignored
  /// The cursor or selection moved.
  case moved
  case changed
  /// The text cut or copied; the application may offer it to the clipboard.
  case copied(String)
  /// The text is to go to the person's own editor: answer with `Flow.edit`, and hand the event
  /// that comes of it to the field.
  case edit(String)
}

/// A single line of editable text, which scrolls sideways when it is longer than its space.
public struct TextField {
  /// What its mouse target is called.
  public let id: String
  public var buffer: TextBuffer
  /// Shown, muted, while the field is empty.
  public var placeholder: String
  /// Shows dots for what is typed.
  public var isSecret: Bool
  /// Whether Ctrl-E gives the text to the person's own editor: for lines that grow long.
  public var offersEditor = false
  /// What was cut last, for Ctrl-V within the program.
  private var clipboard = ""
  /// The first character that the last frame showed.
  private let drawn = DrawnSize()

  public init(
    id: String = "field", text: String = "", placeholder: String = "", isSecret: Bool = false
  ) {
    self.id = id
    buffer = TextBuffer(text)
    self.placeholder = placeholder
    self.isSecret = isSecret
  }

  public var text: String {
    get { buffer.text }
    set { buffer.replaceAll(with: newValue) }
  }

  public mutating func update(_ event: Event) -> EditOutcome {
    switch event {
    case .key(.ctrl("e")) where offersEditor && !isSecret: return .edit(text)
    case .edited(let edited) where offersEditor: return buffer.take(edited)
    case .key(let key):
      return TextKeys.apply(key, to: &buffer, clipboard: &clipboard, isSecret: isSecret)
    case .paste(let text):
      buffer.insert(text)
      return .changed
    case .mouse(let mouse) where mouse.isOn(id):
      guard let local = mouse.local else { return .ignored }
      let offset = self.offset(at: local.x)
      switch mouse.kind {
      case .press: buffer.move(to: offset)
      case .drag: buffer.move(to: offset, selecting: true)
      case .doubleClick:
        buffer.move(to: buffer.wordStart(before: offset))
        buffer.move(to: buffer.wordEnd(after: offset), selecting: true)
      default: return .ignored
      }
      return .moved
    default: return .ignored
    }
  }

  /// Draws the field over the whole width of the canvas, one row high.
  public func draw(on canvas: Canvas, isFocused: Bool, ground: Ground = .field) {
    let line = canvas.sub(Rect(x: 0, y: 0, width: canvas.width, height: 1))
    line.fill(style: Style(.text, on: ground))
    line.mark(widget: id)
    guard line.width > 0 else { return }
    if buffer.isEmpty, !placeholder.isEmpty {
      line.put(
        placeholder.truncated(to: line.width), at: .origin, style: Style(.muted, on: ground))
    }
    // A text that nobody is in is read from its beginning.
    let first = isFocused ? firstShown(width: line.width) : 0
    drawn.top = first
    if !isFocused, !isSecret, columns(0..<buffer.characters.count) > line.width {
      line.put(
        String(buffer.characters).truncated(to: line.width), at: .origin,
        style: Style(.text, on: ground))
      return
    }
    let selection = buffer.selection
    var x = Columns.zero
    for index in first..<buffer.characters.count where x < line.width {
      let selected = selection?.contains(index) ?? false
      let shown: Character = isSecret ? "•" : buffer.characters[index]
      x += line.put(
        String(shown), at: Position(x: x, y: 0),
        style: Style(.text, on: selected ? .inverse : ground))
    }
    if isFocused {
      let before = columns(first..<buffer.cursor)
      line.setCursor(Position(x: min(before, line.width - 1), y: 0))
    }
  }

  private func columns(_ range: Range<Int>) -> Columns {
    if isSecret { return Columns(range.count) }
    return buffer.characters[range].reduce(.zero) { $0 + $1.columns }
  }

  /// The first character shown, so that the cursor always is.
  private func firstShown(width: Columns) -> Int {
    var first = buffer.cursor
    var used: Columns = 1
    while first > 0 {
      used += columns((first - 1)..<first)
      if used > width { break }
      first -= 1
    }
    return first
  }

  private func offset(at x: Columns) -> Int {
    var index = min(drawn.top, buffer.characters.count)
    var used = Columns.zero
    while index < buffer.characters.count {
      let wide = columns(index..<(index + 1))
      if used + wide > x { break }
      used += wide
      index += 1
    }
    return index
  }
}

extension TextBuffer {
  /// Takes what came back from the person's own editor; undo brings the text before it.
  mutating func take(_ edited: EditedText) -> EditOutcome {
    guard case .changed(let text) = edited else { return .moved }
    selectAll()
    insert(text)
    return .changed
  }
}

/// What keys do in every field of text.
enum TextKeys {
  static func apply(
    _ key: Key, to buffer: inout TextBuffer, clipboard: inout String, isSecret: Bool = false
  ) -> EditOutcome {
    if let typed = key.typed {
      buffer.insert(String(typed), asTyping: true)
      return .changed
    }
    let word = key.ctrl || key.alt
    switch key.code {
    case .left:
      let from = buffer.cursor
      let target =
        word
        ? buffer.wordStart(before: from)
        : (!key.shift ? buffer.selection?.lowerBound : nil) ?? from - 1
      buffer.move(to: target, selecting: key.shift)
      return .moved
    case .right:
      let from = buffer.cursor
      let target =
        word
        ? buffer.wordEnd(after: from)
        : (!key.shift ? buffer.selection?.upperBound : nil) ?? from + 1
      buffer.move(to: target, selecting: key.shift)
      return .moved
    case .home:
      buffer.move(to: 0, selecting: key.shift)
      return .moved
    case .end:
      buffer.move(to: buffer.characters.count, selecting: key.shift)
      return .moved
    case .backspace:
      buffer.delete(to: word ? buffer.wordStart(before: buffer.cursor) : buffer.cursor - 1)
      return .changed
    case .delete:
      buffer.delete(to: word ? buffer.wordEnd(after: buffer.cursor) : buffer.cursor + 1)
      return .changed
    case .character(let letter) where key.ctrl && !key.alt:
      return control(letter, &buffer, &clipboard, isSecret: isSecret)
    default: return .ignored
    }
  }

  private static func control(
    _ letter: Character, _ buffer: inout TextBuffer, _ clipboard: inout String, isSecret: Bool
  ) -> EditOutcome {
    switch letter {
    case "a": buffer.selectAll()
    case "w": buffer.delete(to: buffer.wordStart(before: buffer.cursor))
    case "z": buffer.undo()
    case "y": buffer.redo()
    case "v": buffer.insert(clipboard)
    case "c":
      guard let text = buffer.selectedText, !isSecret else { return .ignored }
      clipboard = text
      return .copied(text)
    case "x":
      guard !isSecret, let text = buffer.cut() else { return .ignored }
      clipboard = text
      return .copied(text)
    default: return .ignored
    }
    return letter == "a" ? .moved : .changed
  }
}

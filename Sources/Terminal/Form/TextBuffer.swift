// The text in a field, edited as in any ordinary editor: a cursor, a selection, undo.

/// Editable text. Positions are counted in graphemes, so that a flag is one step.
public struct TextBuffer: Sendable, Hashable {
  public private(set) var characters: [Character]
  /// Where typing goes: 0 to `characters.count`.
  public private(set) var cursor: Int
  /// The other end of the selection; nil where nothing is selected.
  public private(set) var anchor: Int?
  /// Whether the text may have several lines.
  public let isMultiline: Bool
  private var past: [State] = []
  private var future: [State] = []
  private var isTyping = false

  private struct State: Sendable, Hashable {
    var characters: [Character]
    var cursor: Int
  }

  private static let longestHistory = 200

  public init(_ text: String = "", isMultiline: Bool = false) {
    self.isMultiline = isMultiline
    characters = TextBuffer.cleaned(text, isMultiline: isMultiline)
    cursor = characters.count
  }

  public var text: String { String(characters) }

  public var isEmpty: Bool { characters.isEmpty }

  /// The selected range; nil where nothing is selected.
  public var selection: Range<Int>? {
    guard let anchor, anchor != cursor else { return nil }
    return min(anchor, cursor)..<max(anchor, cursor)
  }

  public var selectedText: String? { selection.map { String(characters[$0]) } }

  // MARK: Moving

  /// Puts the cursor at an offset, keeping the selection's other end when `selecting`.
  public mutating func move(to offset: Int, selecting: Bool = false) {
    isTyping = false
    if selecting {
      anchor = anchor ?? cursor
    } else {
      anchor = nil
    }
    cursor = min(max(offset, 0), characters.count)
  }

  /// Selects the whole text.
  public mutating func selectAll() {
    anchor = 0
    cursor = characters.count
  }

  /// The beginning of the word before an offset.
  public func wordStart(before offset: Int) -> Int {
    var place = min(max(offset, 0), characters.count)
    while place > 0, !characters[place - 1].isWordPart { place -= 1 }
    while place > 0, characters[place - 1].isWordPart { place -= 1 }
    return place
  }

  /// The end of the word after an offset.
  public func wordEnd(after offset: Int) -> Int {
    var place = min(max(offset, 0), characters.count)
    while place < characters.count, !characters[place].isWordPart { place += 1 }
    while place < characters.count, characters[place].isWordPart { place += 1 }
    return place
  }

  // MARK: Changing

  /// Types or pastes text over the selection.
  public mutating func insert(_ text: String, asTyping: Bool = false) {
    let added = TextBuffer.cleaned(text, isMultiline: isMultiline)
    guard !added.isEmpty || selection != nil else { return }
    let breaks = selection != nil || !asTyping || added.contains { $0.isWhitespace }
    remember(continues: asTyping && isTyping && !breaks)
    removeSelection()
    characters.insert(contentsOf: added, at: cursor)
    cursor += added.count
    isTyping = asTyping && !breaks
    joinAround(cursor - added.count)
  }

  /// Puts a whole new text in place of the old one.
  public mutating func replaceAll(with text: String) {
    remember(continues: false)
    characters = TextBuffer.cleaned(text, isMultiline: isMultiline)
    cursor = characters.count
    anchor = nil
  }

  /// Deletes the selection, or from the cursor to `offset`.
  public mutating func delete(to offset: Int) {
    let target = min(max(offset, 0), characters.count)
    guard selection != nil || target != cursor else { return }
    remember(continues: false)
    if selection != nil {
      removeSelection()
    } else {
      let range = min(target, cursor)..<max(target, cursor)
      characters.removeSubrange(range)
      cursor = range.lowerBound
      anchor = nil
    }
    isTyping = false
    joinAt(cursor)
  }

  /// Takes the selection out of the text.
  public mutating func cut() -> String? {
    let taken = selectedText
    if taken != nil { delete(to: cursor) }
    return taken
  }

  /// Takes the last change back; typing goes back a word at a time.
  public mutating func undo() {
    guard let last = past.popLast() else { return }
    future.append(State(characters: characters, cursor: cursor))
    restore(last)
  }

  /// Makes the change again that `undo` took back.
  public mutating func redo() {
    guard let next = future.popLast() else { return }
    past.append(State(characters: characters, cursor: cursor))
    restore(next)
  }

  public var canUndo: Bool { !past.isEmpty }

  private mutating func restore(_ state: State) {
    characters = state.characters
    cursor = state.cursor
    anchor = nil
    isTyping = false
  }

  private mutating func remember(continues: Bool) {
    future = []
    if continues { return }
    past.append(State(characters: characters, cursor: cursor))
    if past.count > Self.longestHistory { past.removeFirst() }
  }

  private mutating func removeSelection() {
    if let range = selection {
      characters.removeSubrange(range)
      cursor = range.lowerBound
    }
    anchor = nil
  }

  /// A mark typed after its letter arrives alone; the two are one grapheme.
  private mutating func joinAround(_ start: Int) {
    for seam in [cursor, start] where seam > 0 && seam < characters.count {
      joinAt(seam)
    }
    if start > 0, start == characters.count { joinAt(start) }
  }

  private mutating func joinAt(_ seam: Int) {
    guard seam > 0, seam < characters.count else { return }
    let joined = Array(String(characters[seam - 1]) + String(characters[seam]))
    guard joined.count == 1, !joined[0].isNewline else { return }
    characters.replaceSubrange((seam - 1)...seam, with: joined)
    if cursor >= seam { cursor -= 1 }
    if let anchor, anchor >= seam { self.anchor = anchor - 1 }
  }

  /// Line ends as `\n` and tabs as they are, or both as spaces in a single line; other
  /// controls dropped.
  private static func cleaned(_ text: String, isMultiline: Bool) -> [Character] {
    var result: [Character] = []
    result.reserveCapacity(text.utf8.count)
    for character in text {
      if character.isNewline {
        result.append(isMultiline ? "\n" : " ")
      } else if character == "\t" {
        result.append(isMultiline ? "\t" : " ")
      } else if character.utf8.count == 1 || !String(character).needsNeutralising {
        if character.columns > 0 { result.append(character) }
      } else {
        result += Array(String(character).neutralised)
      }
    }
    return result
  }
}

extension Character {
  /// Letters, digits and the apostrophe in a name.
  fileprivate var isWordPart: Bool { isLetter || isNumber || self == "'" || self == "’" }
}

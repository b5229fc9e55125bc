// Typing over a line of a page: how high the text is, and whether the cursor may leave it.

extension TextEditor {
  /// How many rows the text takes at a width, one at least.
  public func rows(width: Columns) -> Rows {
    Rows(max(1, TextWrap.lines(of: buffer.characters, width: max(width, 1)).count))
  }

  /// Whether moving up from here leaves the text.
  public func isOnFirstLine(width: Columns) -> Bool { line(width: width).index == 0 }

  /// Whether moving down from here leaves the text.
  public func isOnLastLine(width: Columns) -> Bool {
    let line = line(width: width)
    return line.index >= line.count - 1
  }

  private func line(width: Columns) -> (index: Int, count: Int) {
    let lines = TextWrap.lines(of: buffer.characters, width: max(width, 1))
    return (lines.lastIndex { $0.lowerBound <= buffer.cursor } ?? 0, lines.count)
  }
}

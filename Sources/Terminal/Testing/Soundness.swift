// Whether a frame is sound: what holds of every screen, whatever it shows and however it came about.

extension Grid {
  /// What is wrong with the frame; nil when nothing is. Wide graphemes have to be whole, no control
  /// character may show, and the hardware cursor stands on the screen.
  public var fault: String? {
    let width = size.width.count
    for row in 0..<size.height.count {
      var column = 0
      while column < width {
        let wide = Int(cells[row * width + column].width)
        guard wide > 0 else { return "a covered cell without its grapheme, in row \(row)" }
        for offset in 1..<max(wide, 1) {
          guard column + offset < width, cells[row * width + column + offset].width == 0 else {
            return "a wide grapheme cut in two, in row \(row)"
          }
        }
        column += wide
      }
    }
    if let cursor, self[cursor] == nil { return "the cursor is off the screen" }
    for cell in cells where cell.grapheme.unicodeScalars.contains(where: { $0.value < 0x20 }) {
      return "a control character on the screen"
    }
    return nil
  }
}

extension Application {
  /// Draws on a part of a larger grid, whose rest has to stay as it was: the first place outside
  /// that was written on; nil where there is none.
  public func strayCell(at size: Size, margin: Int = 2) -> Position? {
    let outside = Cell("x", style: Style(.danger))
    let whole = Grid(
      size: Size(
        width: size.width + Columns(2 * margin), height: size.height + Rows(2 * margin)))
    whole.canvas.fill(with: "x", style: outside.style)
    let inside = Rect(origin: Position(x: Columns(margin), y: Rows(margin)), size: size)
    whole.canvas.fill(inside)
    draw(on: whole.canvas.sub(inside))
    let width = whole.size.width.count
    for (index, cell) in whole.cells.enumerated() where cell != outside {
      let place = Position(x: Columns(index % width), y: Rows(index / width))
      if !inside.contains(place) { return place }
    }
    return nil
  }
}

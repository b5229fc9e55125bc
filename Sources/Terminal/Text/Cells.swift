// A table that was pasted: its cells, which tabs divide, below each other.

extension StringProtocol {
  /// The text with its tabs as spaces, so many that the cells of lines that follow each
  /// other begin in the same columns.
  public var cellsAligned: String {
    guard utf8.contains(0x09) else { return String(self) }
    let lines = split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(\.neutralised) }
    var result: [String] = []
    var table: [[String]] = []
    func endTable() {
      var widths: [Columns] = []
      for cells in table {
        for (place, cell) in cells.enumerated() {
          if place == widths.count { widths.append(0) }
          widths[place] = Swift.max(widths[place], cell.columns)
        }
      }
      for cells in table {
        let padded = cells.enumerated().map { place, cell in
          place == cells.count - 1 ? cell : cell.padded(to: widths[place]) + "  "
        }
        result.append(padded.joined())
      }
      table = []
    }
    for cells in lines {
      if cells.count > 1 {
        table.append(cells)
      } else {
        endTable()
        result.append(cells.first ?? "")
      }
    }
    endTable()
    return result.joined(separator: "\n")
  }
}

// A table that was pasted: its cells, which tabs divide, below each other.

extension StringProtocol {
  /// The text with its tabs as spaces, so many that the cells of lines that follow each
  /// other begin in the same columns.
  public var cellsAligned: String {
    guard utf8.contains(0x09) else { return String(self) }
    var spaces = spacesOfTabs.makeIterator()
    return split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map { line in
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
      return cells.enumerated().map { place, cell in
        let gap = place == cells.count - 1 ? 0 : spaces.next() ?? 1
        return cell.neutralised + String(repeating: " ", count: gap)
      }.joined()
    }.joined(separator: "\n")
  }

  /// How many spaces stand for each tab of the text, one after the other, so that the cells
  /// of lines that follow each other stand in columns.
  public var spacesOfTabs: [Int] {
    let lines = split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .map { line in
        line.split(separator: "\t", omittingEmptySubsequences: false).map { $0.neutralised.columns }
      }
    var result: [Int] = []
    var table: [[Columns]] = []
    func endTable() {
      var widths: [Columns] = []
      for cells in table {
        for (place, width) in cells.enumerated() {
          if place == widths.count { widths.append(0) }
          widths[place] = Swift.max(widths[place], width)
        }
      }
      for cells in table {
        for (place, width) in cells.dropLast().enumerated() {
          result.append((widths[place] - width).count + 2)
        }
      }
      table = []
    }
    for cells in lines {
      if cells.count > 1 { table.append(cells) } else { endTable() }
    }
    endTable()
    return result
  }
}

// Golden pictures: a frame as text that is kept with the tests and reviewed like code.

/// Frames as text for comparing.
public enum Golden {
  /// The frame's text, its cursor and its styles.
  public static func text(of grid: Grid, styles: Bool = false) -> String {
    let width = grid.size.width.count
    let edge = String(repeating: "─", count: max(width, 1))
    var text = "\(grid.size)\n\(edge)\n\(grid.plainText)\n\(edge)\n"
    text += grid.cursor.map { "cursor \($0.x.count),\($0.y.count)\n" } ?? "no cursor\n"
    if styles { text += grid.styleText + "\n" }
    return text
  }

  /// The frame's text, its cursor, its styles by letter, and what each of those comes to in every
  /// one of `themes`: one file shows a page in all of them, and a reader sees which theme changed.
  public static func text(of grid: Grid, in themes: [(name: String, theme: Theme)]) -> String {
    var letters: [Style: String] = [:]
    var order: [Style] = []
    let width = grid.size.width.count
    var rows: [String] = []
    for row in 0..<grid.size.height.count where width > 0 {
      var runs: [(count: Int, style: Style)] = []
      for cell in grid.cells[(row * width)..<((row + 1) * width)] {
        if let last = runs.last, last.style == cell.style {
          runs[runs.count - 1].count += 1
        } else {
          runs.append((1, cell.style))
        }
      }
      for run in runs where letters[run.style] == nil {
        letters[run.style] = name(order.count)
        order.append(run.style)
      }
      if runs.count == 1, runs[0].style == .text { continue }
      rows.append(
        "\(row): " + runs.map { "\($0.count)\(letters[$0.style] ?? "")" }.joined(separator: " "))
    }
    var text = Golden.text(of: grid) + rows.joined(separator: "\n") + "\n"
    for style in order {
      let painted = themes.map { "\($0.name) \($0.theme.paint(style))" }
      text += "\(letters[style] ?? "") \(style) = " + painted.joined(separator: ", ") + "\n"
    }
    return text
  }

  /// `a` to `z`, then `aa`, `ab` …
  private static func name(_ index: Int) -> String {
    let letters = Array("abcdefghijklmnopqrstuvwxyz")
    let last = String(letters[index % letters.count])
    return index < letters.count ? last : name(index / letters.count - 1) + last
  }

  /// The lines that differ, `-` for what was expected and `+` for what is there; empty when equal.
  public static func difference(expected: String, actual: String) -> String {
    let old = expected.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let new = actual.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var report: [String] = []
    for index in 0..<max(old.count, new.count) {
      let one = index < old.count ? old[index] : nil
      let two = index < new.count ? new[index] : nil
      guard one != two else { continue }
      if let one { report.append("-\(index + 1) \(one)") }
      if let two { report.append("+\(index + 1) \(two)") }
    }
    return report.joined(separator: "\n")
  }
}

extension Paint: CustomStringConvertible {
  /// `d8dee6/12161b bold`.
  public var description: String {
    attributes.words.reduce("\(foreground)/\(background)") { $0 + " " + $1 }
  }
}

extension Colour: CustomStringConvertible {
  /// `own`, `#6` for the seventh of the terminal's sixteen, or the colour in hex.
  public var description: String {
    switch self {
    case .terminal: "own"
    case .ansi(let index): "#\(index)"
    case .rgb(let rgb): "\(rgb)"
    }
  }
}

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

// The weeks above guidance as a spreadsheet for a manager. It names workers and no
// person whom the service helps.

import Casework
import Foundation

public enum OverCapacityList {
  static let columns = [
    "Week of", "Worker", "Open", "Guidance up to", "Points", "Capacity", "Guidance",
    "What was done",
  ]

  /// The log as CSV, with a first line of titles and a byte order mark, so that
  /// spreadsheets read it as it is.
  public static func csv(_ weeks: [OverCapacityWeek]) -> String {
    let rows = weeks.map { week in
      [
        week.monday.british, week.workerName, "\(week.open)", week.most.map(String.init) ?? "",
        Figures.oneDecimal(week.points), Figures.oneDecimal(week.capacity), week.guidance,
        week.done,
      ]
    }
    return "\u{feff}"
      + ([columns] + rows).map { $0.map(field).joined(separator: ",") + "\r\n" }.joined()
  }

  /// Writes the log to a new file that only its owner may read.
  ///
  /// - Throws: ``PrivateFileError``.
  public static func write(_ weeks: [OverCapacityWeek], to file: URL) throws {
    try PrivateFile.write(csv(weeks), to: file)
  }

  private static func field(_ text: String) -> String {
    // A spreadsheet takes a cell that begins like this for a formula.
    let harmless = text.first.map { "=+-@\t\r".contains($0) } == true ? "'" + text : text
    guard harmless.contains(where: { ",\"\r\n".contains($0) || $0.isNewline }) else {
      return harmless
    }
    return "\"" + harmless.replacing("\"", with: "\"\"") + "\""
  }
}

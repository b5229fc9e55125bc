// The map of what is missing as a file for a commissioner.

import Casework
import Foundation

public enum MissingMapFile {
  /// Writes a map as CSV, its counts as they may be shown outside the service. A file that
  /// is there already is left alone.
  ///
  /// - Throws: ``ExportError``.
  public static func write(_ map: MissingMap, _ small: SmallNumbers, to url: URL) throws {
    if FileManager.default.fileExists(atPath: url.path) {
      throw ExportError.alreadyThere(url.path)
    }
    let file = try TextFile(url)
    for line in map.lines(small) { try file.write(DelimitedText.line(line)) }
    try file.close()
  }
}

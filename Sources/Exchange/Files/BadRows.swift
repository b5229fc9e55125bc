// Writes rows that could not be imported, for somebody to put right.
//
// Cells that came from a person's own file are written back exactly as they were,
// also those that begin with = + - or @: the file they came from holds the same
// cells, so no formula gets anywhere it was not before, and a corrected file must
// import as if it had never been away. What Fingerpost adds never begins so.

import Foundation

enum BadRows {
  /// Writes rows to a new file that only its owner may read.
  ///
  /// - Parameter wanted: where it should be. A file that is there already is left
  ///   alone, and the next free name taken: "list-bad-rows-2.csv".
  /// - Returns: where it is.
  /// - Throws: ``ImportError/cannotWriteBadRows(_:)``.
  static func write(
    _ rows: [[String]], to wanted: URL, delimiter: Character = ","
  ) throws -> URL {
    var text = "\u{FEFF}"  // so that spreadsheets read the accents right
    for row in rows { text += DelimitedText.line(row, delimiter: delimiter) }
    return try write(text: text, to: wanted)
  }

  /// The same for a text.
  static func write(text: String, to wanted: URL) throws -> URL {
    let data = Array(text.utf8)
    for attempt in 1...10_000 {
      let url = attempt == 1 ? wanted : numbered(wanted, attempt)
      let file = open(url.path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
      guard file >= 0 else {
        if errno == EEXIST { continue }
        throw ImportError.cannotWriteBadRows(wanted.path)
      }
      let handle = FileHandle(fileDescriptor: file, closeOnDealloc: true)
      do {
        try handle.write(contentsOf: Data(data))
        try handle.synchronize()
        try handle.close()
      } catch {
        try? FileManager.default.removeItem(at: url)
        throw ImportError.cannotWriteBadRows(url.path)
      }
      return url
    }
    throw ImportError.cannotWriteBadRows(wanted.path)
  }

  /// Removes a file that was written for an import which then failed.
  static func takeBack(_ path: String?) {
    if let path { try? FileManager.default.removeItem(atPath: path) }
  }

  private static func numbered(_ url: URL, _ number: Int) -> URL {
    let ending = url.pathExtension
    let name = "\(url.deletingPathExtension().lastPathComponent)-\(number)"
    return url.deletingLastPathComponent()
      .appendingPathComponent(ending.isEmpty ? name : "\(name).\(ending)")
  }
}

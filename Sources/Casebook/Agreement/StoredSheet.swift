// A plan's sheet on its way into and out of the store.

import Casework
import Foundation

enum StoredSheet {
  /// The sheet as JSON, the same text for the same sheet.
  static func text(of sheet: PlanSheet) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let json = String(decoding: try encoder.encode(sheet), as: UTF8.self)
    // Foundation's reader drops a byte order mark, and SQLite hands out text up to the
    // first NUL: both travel as JSON's own escapes.
    return json.replacing("\u{FEFF}", with: "\\ufeff").replacing("\0", with: "\\u0000")
  }

  /// - Throws: ``CasebookError`` where the text is no sheet.
  static func sheet(of text: String) throws -> PlanSheet {
    do { return try JSONDecoder().decode(PlanSheet.self, from: Data(text.utf8)) } catch {
      throw CasebookError.damaged(
        "an agreed version of a plan cannot be read (\(error.localizedDescription))")
    }
  }
}

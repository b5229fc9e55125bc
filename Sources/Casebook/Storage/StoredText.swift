// Text on its way into and out of SQLite. GRDB hands SQLite text as C strings,
// which end at the first NUL, so a NUL that somebody pasted would cut a note
// short. Here it travels as an escape and comes back as it went in.

import Casework
import Foundation
import GRDB

enum StoredText {
  /// U+10FFFF is assigned to nothing and is valid UTF-8: our escape. It stands
  /// before "0" for a NUL and before "1" for itself.
  private static let escape: Unicode.Scalar = "\u{10FFFF}"

  static func encoded(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == 0 || $0 == 0xF4 }) else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\0":
        result.append(escape)
        result.append("0")
      case escape:
        result.append(escape)
        result.append("1")
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  static func decoded(_ text: String) -> String {
    guard text.utf8.contains(0xF4) else { return text }
    var result = String.UnicodeScalarView()
    var escaped = false
    for scalar in text.unicodeScalars {
      if escaped {
        result.append(scalar == "0" ? "\0" : escape)
        escaped = false
      } else if scalar == escape {
        escaped = true
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }
}

/// A value that the tables hold: days as ISO 8601 text, moments as milliseconds
/// since 1970, text escaped.
protocol Storable {
  var stored: DatabaseValue { get }
}

extension String: Storable {
  var stored: DatabaseValue { StoredText.encoded(self).databaseValue }
}

extension Day: Storable {
  var stored: DatabaseValue { iso.databaseValue }
}

extension Date: Storable {
  var stored: DatabaseValue { milliseconds.databaseValue }
  var milliseconds: Int64 { Int64((timeIntervalSince1970 * 1000).rounded()) }
}

extension Identifier: Storable {
  var stored: DatabaseValue { text.databaseValue }
}

extension Optional where Wrapped: Storable {
  var stored: DatabaseValue { self?.stored ?? .null }
}

extension Row {
  func text(_ column: String) -> String { StoredText.decoded(self[column] as String? ?? "") }
  func day(_ column: String) -> Day? { (self[column] as String?).flatMap { Day(iso: $0) } }
  func number(_ column: String) -> Int? { self[column] as Int? }
  func moment(_ column: String) -> Date? {
    (self[column] as Int64?).map { Date(timeIntervalSince1970: Double($0) / 1000) }
  }
  func id<Kind>(_ column: String) -> Identifier<Kind> { Identifier(self[column] as String? ?? "") }
  func optionalID<Kind>(_ column: String) -> Identifier<Kind>? {
    (self[column] as String?).map { Identifier($0) }
  }
  /// A stored code read as its enum; a code that this version does not know is a
  /// fault of the record and is named.
  func code<Code: RawRepresentable>(_ column: String) throws -> Code where Code.RawValue == String {
    let text = self[column] as String? ?? ""
    guard let code = Code(rawValue: text) else {
      throw CasebookError.unknownCode(column: column, value: text)
    }
    return code
  }
}

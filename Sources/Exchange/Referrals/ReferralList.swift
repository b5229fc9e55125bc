// A referral list as a file has it: its text, its headings and its rows.

import Casework
import Foundation

struct ReferralList {
  var headings: [String]
  var lines: [DelimitedText.Line]
  var delimiter: Character
  var notes: [String] = []

  /// The largest file, in MiB.
  static let megabytes = 64

  /// - Throws: ``ImportError``, or ``ImportFault`` where the text is broken.
  init(_ url: URL) throws {
    let name = url.lastPathComponent
    let (bytes, encoding) = try ReferralList.utf8(
      try FileFeed.bytes(of: url, limit: ReferralList.megabytes), file: name)
    if let encoding { notes.append("\(name) is not UTF-8; it was read as \(encoding).") }
    let separator = ReferralList.separator(in: bytes)
    delimiter = Character(Unicode.Scalar(separator))
    var text = DelimitedText(ByteFeed(bytes), delimiter: separator)
    var found: DelimitedText.Line?
    lines = []
    do {
      while let line = try text.next() {
        if line.isBlank { continue }
        if found == nil { found = line } else { lines.append(line) }
      }
    } catch let fault as DelimitedFault {
      let (row, cell, reason) = fault.parts
      let headings = found?.cells ?? []
      let heading =
        (1...max(1, headings.count)).contains(cell) && !headings.isEmpty
        ? headings[cell - 1] : "cell \(cell)"
      throw ImportFault(file: name, place: "row \(row)", field: heading, reason: reason)
    }
    guard let found else { throw ImportError.empty(name) }
    headings = found.cells.map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
  }

  /// The text as UTF-8 without its mark, and what it was if it was something else.
  private static func utf8(_ bytes: [UInt8], file: String) throws -> ([UInt8], String?) {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      guard let text = String(bytes: bytes, encoding: .utf16) else {
        throw ImportFault(
          file: file, place: "row 1", reason: "the file is broken UTF-16; save it as “CSV UTF-8”")
      }
      return (Array(text.drop { $0 == "\u{FEFF}" }.utf8), "UTF-16")
    }
    let body = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    if String(validating: body, as: UTF8.self) != nil { return (body, nil) }
    guard let text = String(bytes: body, encoding: .windowsCP1252) else {
      throw ImportFault(
        file: file, place: "row 1",
        reason: "the text is neither UTF-8 nor Windows-1252; save it as “CSV UTF-8”")
    }
    return (Array(text.utf8), "Windows-1252; check names with accents")
  }

  /// Whichever of comma, semicolon and tab comes most in the first row, outside
  /// quotation marks.
  private static func separator(in bytes: [UInt8]) -> UInt8 {
    let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]
    var counts = [0, 0, 0]
    var quoted = false
    var begun = false
    for byte in bytes {
      if byte == UInt8(ascii: "\"") { quoted.toggle() }
      if quoted { continue }
      if byte == 0x0A || byte == 0x0D {
        if begun { break }
        continue
      }
      begun = true
      if let index = candidates.firstIndex(of: byte) { counts[index] += 1 }
    }
    let most = counts.max() ?? 0
    return most == 0 ? candidates[0] : candidates[counts.firstIndex(of: most) ?? 0]
  }
}

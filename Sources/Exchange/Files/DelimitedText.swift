// Rows of CSV (RFC 4180) and of its relatives with semicolons and tabs. Written
// here because an import must name the row that is cut short, shifted or left with
// an open quotation mark, and a lenient reader hides all three.

import Casework
import Foundation

/// Reads one row after another.
struct DelimitedText {
  struct Line: Equatable {
    /// As a spreadsheet counts it, from 1.
    var row: Int
    var cells: [String]

    var isBlank: Bool { cells.allSatisfy(\.isEmpty) }
  }

  /// Bytes of one cell.
  static let cellLimit = 4 * 1_048_576
  /// Cells of one row.
  static let cellCountLimit = 10_000

  private var feed: ByteFeed
  private let delimiter: UInt8
  private var row = 0

  init(_ feed: ByteFeed, delimiter: UInt8 = UInt8(ascii: ",")) {
    self.feed = feed
    self.delimiter = delimiter
  }

  /// Passes over a byte order mark, and refuses UTF-16.
  mutating func skipMark() throws {
    guard let first = try feed.peek() else { return }
    if first == 0xFE || first == 0xFF || first == 0 { throw DelimitedFault.utf16 }
    guard first == 0xEF else { return }
    _ = try feed.next()
    for wanted: UInt8 in [0xBB, 0xBF] where try feed.next() != wanted {
      throw DelimitedFault.invalidUTF8(row: 1, cell: 1)
    }
  }

  /// The next row, or nil at the end. Rows without anything in them are given too.
  mutating func next() throws -> Line? {
    guard try feed.peek() != nil else { return nil }
    row += 1
    var cells: [String] = []
    while true {
      let (cell, end) = try cell(number: cells.count + 1)
      cells.append(cell)
      if end { return Line(row: row, cells: cells) }
      guard cells.count < DelimitedText.cellCountLimit else {
        throw DelimitedFault.tooManyCells(row: row)
      }
    }
  }

  /// One cell, and whether the row ends with it.
  private mutating func cell(number: Int) throws -> (String, Bool) {
    var bytes: [UInt8] = []
    func text() throws -> String {
      guard let text = String(validating: bytes, as: UTF8.self) else {
        throw DelimitedFault.invalidUTF8(row: row, cell: number)
      }
      return text
    }
    var quoted = false
    if try feed.peek() == UInt8(ascii: "\"") {
      _ = try feed.next()
      quoted = true
      try quotedPart(into: &bytes, number: number)
    }
    while true {
      guard let byte = try feed.next() else { return (try text(), true) }
      switch byte {
      case delimiter: return (try text(), false)
      case 0x0A: return (try text(), true)
      case 0x0D:
        // "\r\r\n" ends one line: published files have it.
        while try feed.peek() == 0x0D { _ = try feed.next() }
        if try feed.peek() == 0x0A { _ = try feed.next() }
        return (try text(), true)
      case UInt8(ascii: " ") where quoted: continue
      default:
        guard !quoted else { throw DelimitedFault.afterQuote(row: row, cell: number) }
        bytes.append(byte)
        guard bytes.count <= DelimitedText.cellLimit else {
          throw DelimitedFault.tooLong(row: row, cell: number)
        }
      }
    }
  }

  private mutating func quotedPart(into bytes: inout [UInt8], number: Int) throws {
    while true {
      guard let byte = try feed.next() else {
        throw DelimitedFault.openQuote(row: row, cell: number)
      }
      if byte == UInt8(ascii: "\"") {
        guard try feed.peek() == UInt8(ascii: "\"") else { return }
        _ = try feed.next()
      }
      bytes.append(byte)
      guard bytes.count <= DelimitedText.cellLimit else {
        throw DelimitedFault.tooLong(row: row, cell: number)
      }
    }
  }

  /// A row as text, every cell quoted where it must be.
  static func line(_ cells: [String], delimiter: Character = ",") -> String {
    cells.map { cell in
      let mustQuote = cell.unicodeScalars.contains {
        $0 == "\"" || $0 == "\n" || $0 == "\r" || Character($0) == delimiter
      }
      let edges = cell.first == " " || cell.last == " "
      guard mustQuote || edges else { return cell }
      return "\"" + cell.replacing("\"", with: "\"\"") + "\""
    }.joined(separator: String(delimiter)) + "\r\n"
  }
}

/// Why a row cannot be read.
enum DelimitedFault: Error, Equatable {
  case openQuote(row: Int, cell: Int)
  case afterQuote(row: Int, cell: Int)
  case invalidUTF8(row: Int, cell: Int)
  case tooLong(row: Int, cell: Int)
  case tooManyCells(row: Int)
  case utf16

  /// The row, the number of the cell in it, and the sentence.
  var parts: (row: Int, cell: Int, reason: String) {
    switch self {
    case .openQuote(let row, let cell):
      (row, cell, "a quotation mark is opened here and never closed; the file may be cut short")
    case .afterQuote(let row, let cell):
      (
        row, cell,
        "there is text after a closing quotation mark; a quotation mark inside a cell is written twice"
      )
    case .invalidUTF8(let row, let cell):
      (row, cell, "the text is not UTF-8; save the file as UTF-8")
    case .tooLong(let row, let cell):
      (row, cell, "the cell is longer than \(DelimitedText.cellLimit / 1_048_576) MiB")
    case .tooManyCells(let row):
      (row, 0, "the row has more than \(DelimitedText.cellCountLimit) cells")
    case .utf16: (1, 1, "the file is UTF-16; save it as “CSV UTF-8”")
    }
  }
}

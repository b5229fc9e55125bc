// Rows of CSV as they are met in the world.

import Casework
import Testing

@testable import Exchange

@Suite("Reading CSV")
struct DelimitedTextTests {
  private func rows(_ text: String, delimiter: String = ",") throws -> [[String]] {
    try rows(Array(text.utf8), delimiter: delimiter)
  }

  private func rows(_ bytes: [UInt8], delimiter: String = ",") throws -> [[String]] {
    var reader = DelimitedText(ByteFeed(bytes), delimiter: delimiter.utf8.first ?? 0)
    try reader.skipMark()
    var result: [[String]] = []
    while let line = try reader.next() { result.append(line.cells) }
    return result
  }

  @Test(
    "line ends of every kind end one row, the doubled ones of published files too",
    arguments: ["\n", "\r\n", "\r", "\r\r\n"])
  func lineEnds(end: String) throws {
    #expect(try rows("a,b\(end)1,2\(end)") == [["a", "b"], ["1", "2"]])
    #expect(try rows("a,b\(end)1,2") == [["a", "b"], ["1", "2"]])
  }

  @Test("quoted cells keep commas, line ends and doubled quotation marks")
  func quotes() throws {
    #expect(
      try rows("\"a,b\",\"c\r\nd\",\"\"\"e\"\"\"\nx,,\"\"") == [
        ["a,b", "c\r\nd", "\"e\""], ["x", "", ""],
      ])
    #expect(try rows("5\" pipe,b") == [["5\" pipe", "b"]])
    #expect(try rows("\"a\" ,b") == [["a", "b"]])
  }

  @Test("a byte order mark is passed over, and UTF-16 refused in words")
  func marks() throws {
    #expect(try rows([0xEF, 0xBB, 0xBF, 0x61]) == [["a"]])
    #expect(throws: DelimitedFault.utf16) { try rows([0xFF, 0xFE, 0x61, 0]) }
  }

  @Test("what is broken is named by row and cell")
  func faults() {
    #expect(throws: DelimitedFault.openQuote(row: 2, cell: 2)) { try rows("a,b\n1,\"2\n3,4\n") }
    #expect(throws: DelimitedFault.afterQuote(row: 1, cell: 1)) { try rows("\"a\"b,c") }
    #expect(throws: DelimitedFault.invalidUTF8(row: 2, cell: 1)) {
      try rows([0x61, 0x0A, 0xE9, 0x0A])
    }
  }

  @Test("what is written is read back, whatever it is")
  func roundTrip() throws {
    var generator = SeededGenerator(seed: 3)
    let pieces = ["a", "é", "\"", ",", ";", "\t", "\n", "\r\n", " ", "=1+1", ""]
    for _ in 0..<500 {
      let cells = (0..<4).map { _ in
        (0..<Int.random(in: 0..<5, using: &generator)).map { _ in
          pieces[Int.random(in: 0..<pieces.count, using: &generator)]
        }.joined()
      }
      guard !cells.allSatisfy(\.isEmpty) else { continue }
      for delimiter in [",", ";", "\t"] {
        let line = DelimitedText.line(cells, delimiter: Character(delimiter))
        #expect(try rows(line, delimiter: delimiter) == [cells])
      }
    }
  }

  @Test("random bytes never crash it")
  func randomBytes() {
    var generator = SeededGenerator(seed: 11)
    let likely = Array("\"\",;\r\n\tab \u{e9}".utf8)
    for _ in 0..<4_000 {
      let bytes = (0..<Int.random(in: 0..<50, using: &generator)).map { _ in
        likely[Int.random(in: 0..<likely.count, using: &generator)]
      }
      do { _ = try rows(bytes) } catch { #expect(error is DelimitedFault) }
    }
  }
}

// JSON for scripts: always an array of objects, with lowerCamelCase keys, ids,
// and dates in ISO 8601.

import Foundation
import Terminal

enum JSON {
  static func print(_ objects: [some Encodable]) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = .iso8601
    FileHandle.standardOutput.write(try encoder.encode(objects) + Data("\n".utf8))
  }
}

enum Lines {
  /// Prints text whose control characters, if any, can do nothing to the terminal.
  static func print(_ text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { String($0).neutralised }
    FileHandle.standardOutput.write(Data((lines.joined(separator: "\n") + "\n").utf8))
  }

  /// The same on standard error.
  static func complain(_ text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { String($0).neutralised }
    FileHandle.standardError.write(Data((lines.joined(separator: "\n") + "\n").utf8))
  }
}

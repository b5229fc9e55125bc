// The lines of iCalendar (RFC 5545, section 3.1): folding at 75 bytes, escaped text,
// names with parameters and values.

import Foundation

/// One content line: `DTSTART;TZID=Europe/London:20261123T103000`.
struct CalendarLine: Equatable {
  /// In capitals.
  var name: String
  /// Names in capitals.
  var parameters: [String: String] = [:]
  var value: String
  /// Where it begins in the file, from 1.
  var number = 0
}

enum CalendarText {
  /// Unfolds a file's lines and takes them apart.
  ///
  /// - Throws: ``CalendarError`` at a line that is none.
  static func lines(of text: String) throws -> [CalendarLine] {
    var unfolded: [(text: String, number: Int)] = []
    // "\r\n" is one Character of its own, so lines are told apart by what is a newline.
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .enumerated()
    {
      if let first = line.first, first == " " || first == "\t", !unfolded.isEmpty {
        unfolded[unfolded.count - 1].text += line.dropFirst()
      } else if !line.allSatisfy(\.isWhitespace) {
        unfolded.append((String(line), index + 1))
      }
    }
    return try unfolded.map { try Self.line($0.text, at: $0.number) }
  }

  /// Takes one unfolded line apart. Colons and semicolons within quotes are text.
  static func line(_ text: String, at number: Int) throws -> CalendarLine {
    var parts: [String] = [""]
    var value: String?
    var isQuoted = false
    var rest = text[...]
    while let character = rest.first {
      rest = rest.dropFirst()
      switch character {
      case "\"": isQuoted.toggle()
      case ";" where !isQuoted: parts.append("")
      case ":" where !isQuoted:
        value = String(rest)
        rest = ""
      default: parts[parts.count - 1].append(character)
      }
    }
    guard let value, let name = parts.first, !name.isEmpty,
      name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") })
    else { throw CalendarError.notALine(number: number, text: String(text.prefix(60))) }
    var line = CalendarLine(name: name.uppercased(), value: value, number: number)
    for part in parts.dropFirst() {
      let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if pair.count == 2 { line.parameters[pair[0].uppercased()] = String(pair[1]) }
    }
    return line
  }

  /// Text as a value: backslashes, semicolons, commas and newlines escaped.
  static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "\\": result += "\\\\"
      case ";": result += "\\;"
      case ",": result += "\\,"
      case _ where character.isNewline: result += "\\n"
      default: result.append(character)
      }
    }
    return result
  }

  static func unescaped(_ text: String) -> String {
    var result = ""
    var isEscaped = false
    for character in text {
      if isEscaped {
        result.append(character == "n" || character == "N" ? "\n" : character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else {
        result.append(character)
      }
    }
    return result
  }

  /// A line folded so that no part is longer than 75 bytes, with its CRLF. A character
  /// is never cut in two.
  static func folded(_ line: String) -> String {
    var result = ""
    var bytes = 0
    for scalar in line.unicodeScalars {
      let length = String(scalar).utf8.count
      if bytes + length > 75 {
        result += "\r\n "
        bytes = 1
      }
      result.unicodeScalars.append(scalar)
      bytes += length
    }
    return result + "\r\n"
  }
}

/// What is wrong with a calendar's file. The description is the sentence that a person
/// reads.
public enum CalendarError: Error, Equatable, CustomStringConvertible {
  case notALine(number: Int, text: String)
  case notACalendar
  case missing(field: String, number: Int)
  case badDate(String, number: Int)
  case badDuration(String, number: Int)
  case unknownZone(String, number: Int)
  case tooMany(Int)

  public var description: String {
    switch self {
    case .notALine(let number, let text):
      "Line \(number) is no line of a calendar: “\(text)”. Nothing was brought in."
    case .notACalendar:
      "This is not an iCalendar file: it does not begin with BEGIN:VCALENDAR. Nothing was brought in."
    case .missing(let field, let number):
      "The event at line \(number) has no \(field). Nothing was brought in."
    case .badDate(let text, let number):
      "Line \(number): “\(text)” is no date of a calendar, such as 20261123T103000Z. Nothing was brought in."
    case .badDuration(let text, let number):
      "Line \(number): “\(text)” is no duration, such as PT45M. Nothing was brought in."
    case .unknownZone(let name, let number):
      "Line \(number): the time zone “\(name)” is not known here. Nothing was brought in."
    case .tooMany(let most):
      "The calendar has more than \(most) events. Nothing was brought in; bring in less of it."
    }
  }
}

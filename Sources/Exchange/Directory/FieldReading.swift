// One value of a file against the kind of its field.

import Casework
import Foundation

enum FieldReading {
  case value(DirectoryValue)
  /// Kept as it is written, with a warning.
  case doubtful(DirectoryValue, String)
  case wrong(String)

  static func read(_ value: JSONValue, as kind: DirectoryField.Kind) -> FieldReading {
    let text: String
    switch value {
    case .null: return .value(.blank)
    case .string(let string): text = string
    case .number(let digits): text = digits
    case .boolean, .array, .object:
      return .wrong("\(name(of: value)) stands where \(wanted(kind)) should be")
    }
    if text.isEmpty { return .value(.blank) }
    if text.utf8.contains(0) {
      return .wrong("the text has a NUL character in it; take it out")
    }
    let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
    switch kind {
    case .text: return .value(.text(text))
    case .reference, .anyReference:
      return trimmed.count > DirectoryLimits.idLength
        ? .wrong("the id is longer than \(DirectoryLimits.idLength) characters")
        : .value(trimmed.isEmpty ? .blank : .text(trimmed))
    case _ where trimmed.isEmpty: return .value(.blank)
    case .integer: return integer(trimmed)
    case .number: return number(trimmed)
    case .date: return date(trimmed)
    case .dateTime: return dateTime(trimmed)
    case .time:
      return isTime(trimmed)
        ? .value(.text(trimmed)) : .wrong("“\(shown(trimmed))” is not a time; write it as 18:30")
    case .choice(let words):
      let isKnown = words.contains { $0.lowercased() == trimmed.lowercased() }
      return isKnown
        ? .value(.text(trimmed))
        : .doubtful(
          .text(trimmed),
          "“\(shown(trimmed))” is not one of \(words.joined(separator: ", ")); kept as it is written"
        )
    }
  }

  private static func integer(_ text: String) -> FieldReading {
    if let whole = Int(text) { return .value(.integer(whole)) }
    if let value = Double(text), value == value.rounded(), abs(value) < 1e15 {
      return .value(.integer(Int(value)))
    }
    return .wrong("“\(shown(text))” is not a whole number; write it as 12")
  }

  private static func number(_ text: String) -> FieldReading {
    let isPlain = text.utf8.allSatisfy {
      (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0)
    }
    guard isPlain, text.count <= 60, let value = Double(text), value.isFinite else {
      return .wrong("“\(shown(text))” is not a number; write it as 12 or 12.5")
    }
    return .value(.number(text))
  }

  private static func date(_ text: String) -> FieldReading {
    let (first, rest) = parts(text)
    guard rest.isEmpty || isTime(rest) else { return .wrong(notADate(text)) }
    if isBeforeOurTime(first) {
      return .doubtful(
        .text(text), "“\(shown(text))” is before 1800; kept as it is written, and not used")
    }
    return Day(iso: first) == nil ? .wrong(notADate(text)) : .value(.text(text))
  }

  private static func dateTime(_ text: String) -> FieldReading {
    let reading = date(text)
    if case .wrong = reading {
      return .wrong("“\(shown(text))” is not a date and time; write it as 2026-11-23T10:30:00Z")
    }
    return reading
  }

  private static func notADate(_ text: String) -> String {
    let pieces = text.split(separator: "/")
    let isBritish = pieces.count == 3 && pieces.allSatisfy { Int($0) != nil }
    if isBritish, let day = try? Day.read(text, latest: Day(number: 2_932_896)) {
      return "“\(shown(text))” is not how the standard writes a date; write it as \(day.iso)"
    }
    return isBritish || text.count == 10 && text.filter({ $0 == "-" }).count == 2
      ? "there is no such day as “\(shown(text))”; write a real one as 2026-11-23"
      : "“\(shown(text))” is not a date; write it as 2026-11-23"
  }

  /// The date and the time after it.
  private static func parts(_ text: String) -> (String, String) {
    guard let cut = text.firstIndex(where: { $0 == "T" || $0 == "t" || $0 == " " }) else {
      return (text, "")
    }
    return (String(text[..<cut]), String(text[text.index(after: cut)...]))
  }

  private static func isBeforeOurTime(_ date: String) -> Bool {
    guard let year = Int(date.prefix(4)), date.count == 10, year < 1800 else { return false }
    return Day(iso: "2000" + date.dropFirst(4)) != nil
  }

  /// HH:MM, perhaps with seconds, and with Z or an offset.
  static func isTime(_ text: String) -> Bool {
    var body = Substring(text)
    if body.last == "Z" || body.last == "z" {
      body = body.dropLast()
    } else if let sign = body.lastIndex(where: { $0 == "+" || $0 == "-" }) {
      let zone = body[sign...].dropFirst().filter { $0 != ":" }
      guard (zone.count == 2 || zone.count == 4), digits(Substring(zone)) != nil else {
        return false
      }
      body = body[..<sign]
    }
    let pieces = body.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(pieces.count), pieces[0].count <= 2, pieces[1].count == 2,
      let hour = digits(pieces[0]), let minute = digits(pieces[1]),
      hour < 24 || hour == 24 && minute == 0, minute < 60
    else { return false }
    guard pieces.count == 3 else { return true }
    let seconds = pieces[2].split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(seconds.count), seconds[0].count == 2,
      let second = digits(seconds[0]), second <= 60
    else { return false }
    return seconds.count == 1 || seconds[1].count <= 9 && digits(seconds[1]) != nil
  }

  private static func digits(_ text: Substring) -> Int? {
    text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(text) : nil
  }

  private static func shown(_ text: String) -> String {
    text.count > 60 ? text.prefix(60) + "…" : text
  }

  private static func name(of value: JSONValue) -> String {
    switch value {
    case .boolean(let truth): truth ? "“true”" : "“false”"
    case .array: "a list"
    case .object: "an object"
    default: "a value"
    }
  }

  private static func wanted(_ kind: DirectoryField.Kind) -> String {
    switch kind {
    case .text, .choice: "a text"
    case .integer: "a whole number"
    case .number: "a number"
    case .date: "a date such as 2026-11-23"
    case .dateTime: "a date and time such as 2026-11-23T10:30:00Z"
    case .time: "a time such as 18:30"
    case .reference, .anyReference: "an id"
    }
  }
}

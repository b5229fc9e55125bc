// How days are written and read: ISO 8601 in the store and in JSON, dd/mm/yyyy
// and "23 November" before people, and whatever a spreadsheet exports on the way in.

import Foundation

extension Day: CustomStringConvertible, Codable {
  /// ISO 8601, "2026-11-23".
  public var iso: String {
    String(unsafeUninitializedCapacity: 10) { buffer in
      var end = 0
      for (value, digits) in [(year, 4), (month, 2), (day, 2)] {
        if end > 0 {
          buffer[end] = UInt8(ascii: "-")
          end += 1
        }
        end += digits
        var rest = value
        for place in 1...digits {
          buffer[end - place] = UInt8(ascii: "0") + UInt8(rest % 10)
          rest /= 10
        }
      }
      return end
    }
  }

  /// "23/11/2026".
  public var british: String {
    let digits = String(year * 10_000 + month * 100 + day)
    return "\(digits.suffix(2))/\(digits.dropFirst(4).prefix(2))/\(digits.prefix(4))"
  }

  /// "23/11", for places where the year is plain.
  public var shortBritish: String { String(british.prefix(5)) }

  /// "Monday 23 November".
  public var spoken: String { "\(weekday.name) \(day) \(Day.monthNames[month - 1])" }

  public var description: String { iso }

  /// Reads "2026-11-23" and nothing else.
  public init?(iso text: some StringProtocol) {
    // Lists read four of these a line, so it is done byte by byte.
    var (fields, count) = ([0, 0, 0] as SIMD3<Int>, 0)
    for byte in text.utf8 {
      switch count {
      case 4, 7: guard byte == UInt8(ascii: "-") else { return nil }
      case 0..<10:
        guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
        let field = count < 4 ? 0 : count < 7 ? 1 : 2
        fields[field] = fields[field] * 10 + Int(byte - UInt8(ascii: "0"))
      default: return nil
      }
      count += 1
    }
    guard count == 10 else { return nil }
    let (year, month, day) = (fields[0], fields[1], fields[2])
    self.init(year: year, month: month, day: day)
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let day = Day(iso: text) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "“\(text)” is not a day such as 2026-11-23")
    }
    self = day
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(iso)
  }

  /// Reads a date as British people, spreadsheets and GP systems write it:
  /// 23/11/2026, 23.11.26, 2026-11-23, 2026-11-23T09:00:00Z, 23 Nov 2026,
  /// 23-Nov-26. The day comes before the month. A year of two digits is the latest
  /// such year not after `latest`, so that a birth date is never in the future.
  ///
  /// - Throws: ``DayError`` with a sentence that says what would be right.
  public static func read(_ text: String, latest: Day) throws -> Day {
    let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
    guard !trimmed.isEmpty else { throw DayError.empty }
    // A time of day after the date, as "23/11/2026 00:00" or "…T09:00:00Z", is dropped.
    var body = Substring(trimmed)
    if let cut = body.firstIndex(where: { $0 == ":" }) {
      let start = body[..<cut].lastIndex(where: { $0 == "T" || $0 == " " || $0 == "t" })
      guard let start else { throw DayError.unreadable(trimmed) }
      body = body[..<start]
    }
    let pieces = body.split(whereSeparator: { "/-. ,\u{a0}".contains($0) })
    guard pieces.count == 3, body.first?.isNumber == true else {
      throw DayError.unreadable(trimmed)
    }
    let yearFirst = pieces[0].utf8.count == 4 && digits(pieces[0]) != nil
    let yearPiece = yearFirst ? pieces[0] : pieces[2]
    let dayPiece = yearFirst ? pieces[2] : pieces[0]
    guard let day = digits(dayPiece.trimmingSuffix(["st", "nd", "rd", "th"])),
      let month = digits(pieces[1]) ?? monthNumber(pieces[1]), var year = digits(yearPiece)
    else { throw DayError.unreadable(trimmed) }
    switch yearPiece.utf8.count {
    case 4: break
    case 2:
      year += latest.year / 100 * 100
      if (year, month, day) > (latest.year, latest.month, latest.day) { year -= 100 }
    default: throw DayError.unreadable(trimmed)
    }
    guard let result = Day(year: year, month: month, day: day) else {
      if (1...12).contains(day), month > 12, (1...31).contains(month) {
        throw DayError.monthFirst(trimmed)
      }
      throw DayError.noSuchDay(trimmed)
    }
    return result
  }

  private static func digits(_ text: some StringProtocol) -> Int? {
    guard !text.isEmpty, text.utf8.count <= 4, text.utf8.allSatisfy({ (48...57).contains($0) })
    else { return nil }
    return Int(text)
  }

  private static func monthNumber(_ text: Substring) -> Int? {
    guard text.count >= 3 else { return nil }
    let wanted = text.lowercased()
    return monthNames.firstIndex { $0.lowercased().hasPrefix(wanted) }.map { $0 + 1 }
  }
}

extension Substring {
  fileprivate func trimmingSuffix(_ suffixes: [String]) -> Substring {
    for suffix in suffixes where lowercased().hasSuffix(suffix) { return dropLast(suffix.count) }
    return self
  }
}

/// Why a text is not a date. The description is the sentence that a person reads.
public enum DayError: Error, Equatable, CustomStringConvertible {
  case empty
  case unreadable(String)
  case noSuchDay(String)
  case monthFirst(String)

  public var description: String {
    switch self {
    case .empty: "the date is empty; write it as 23/11/2026"
    case .unreadable(let text): "“\(text)” is not a date; write it as 23/11/2026"
    case .noSuchDay(let text): "there is no such day as “\(text)”; write a real one as 23/11/2026"
    case .monthFirst(let text):
      "“\(text)” has no such month; write the day before the month, as 23/11/2026"
    }
  }
}

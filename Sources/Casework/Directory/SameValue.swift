// When two spellings in files say one thing: 51.50 and 51.5, Z and +00:00.

import Foundation

extension DirectoryField.Kind {
  /// Whether two texts say the same in a field of this kind.
  public func isSame(_ one: String, _ other: String) -> Bool {
    if one == other { return true }
    switch self {
    case .integer, .number: return Self.isSameNumber(one, other)
    case .dateTime, .date:
      guard let first = Self.instant(one), let second = Self.instant(other) else { return false }
      return first == second
    case .time:
      guard let first = Self.clock(one), let second = Self.clock(other) else { return false }
      return first == second
    case .text, .choice, .reference, .anyReference: return false
    }
  }

  /// By value, in decimal: 0.1 is 0.10, and no digit is lost as it would be in binary.
  static func isSameNumber(_ one: String, _ other: String) -> Bool {
    guard one.count <= 36, other.count <= 36, let first = Decimal(string: one),
      let second = Decimal(string: other)
    else { return false }
    return first == second
  }

  /// A time of day, or a moment.
  private struct Moment: Equatable {
    /// Seconds; in universal time where a zone is said.
    var seconds: Int
    /// The digits of what is less than a second, without noughts at the end.
    var fraction: Substring
    /// Whether a zone is said. Without one nobody knows which moment it is.
    var isZoned: Bool
  }

  private static func instant(_ text: String) -> Moment? {
    guard let cut = text.firstIndex(where: { "Tt ".contains($0) }),
      let day = Day(iso: text[..<cut]), var moment = clock(text[text.index(after: cut)...])
    else { return nil }
    moment.seconds += day.number * 86_400
    return moment
  }

  private static func clock(_ text: some StringProtocol) -> Moment? {
    var body = Substring(text)
    var offset: Int?
    if body.last == "Z" || body.last == "z" {
      body = body.dropLast()
      offset = 0
    } else if let sign = body.lastIndex(where: { $0 == "+" || $0 == "-" }) {
      let zone = body[sign...].dropFirst().filter { $0 != ":" }
      guard zone.count == 2 || zone.count == 4, let hours = Int(zone.prefix(2)),
        let minutes = zone.count == 2 ? 0 : Int(zone.suffix(2))
      else { return nil }
      offset = (hours * 60 + minutes) * (body[sign] == "-" ? -60 : 60)
      body = body[..<sign]
    }
    let pieces = body.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(pieces.count), let hour = Int(pieces[0]), let minute = Int(pieces[1])
    else { return nil }
    var moment = Moment(
      seconds: hour * 3_600 + minute * 60 - (offset ?? 0), fraction: "", isZoned: offset != nil)
    guard pieces.count == 3 else { return moment }
    let parts = pieces[2].split(separator: ".", omittingEmptySubsequences: false)
    guard let second = Int(parts[0]) else { return nil }
    moment.seconds += second
    if parts.count == 2 {
      moment.fraction = parts[1]
      while moment.fraction.last == "0" { moment.fraction = moment.fraction.dropLast() }
    }
    return moment
  }
}

extension JSONValue {
  /// Whether two values say the same: numbers by what they are, the members of an object in
  /// any order.
  public func isSame(as other: JSONValue) -> Bool {
    switch (self, other) {
    case (.number(let one), .number(let two)):
      return DirectoryField.Kind.number.isSame(one, two)
    case (.array(let ones), .array(let twos)):
      return ones.count == twos.count && zip(ones, twos).allSatisfy { $0.isSame(as: $1) }
    case (.object(let ones), .object(let twos)):
      guard ones.count == twos.count else { return false }
      let there = Dictionary(
        twos.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
      return ones.allSatisfy { there[$0.key]?.isSame(as: $0.value) == true }
    default: return self == other
    }
  }
}

// The whole directory in memory as the facets see it, a few dozen bytes a service:
// one pass over it answers a search with every facet's count between two keys.

import Casework
import Foundation
import GRDB

/// The directory's lines, by name. Read again when a line changes.
final class AssetIndex {
  let revision: Int
  let count: Int
  /// Row numbers of services, by name.
  private(set) var rows: [Int64] = []
  /// The place of each row number in `rows`, −1 where there is none.
  private(set) var placeOfRow: [Int32] = []
  private(set) var minimumAges: [Int16] = []
  private(set) var maximumAges: [Int16] = []
  private(set) var statuses: [UInt8] = []
  private(set) var themes: [UInt32] = []
  private(set) var access: [UInt16] = []
  private(set) var modes: [UInt8] = []
  private(set) var costs: [UInt8] = []
  private(set) var times: [UInt32] = []
  private(set) var isPlain: [Bool] = []
  private(set) var initials: [UInt64] = []
  private(set) var verifiedOn: [Int32] = []
  private(set) var modifiedOn: [Int32] = []
  private(set) var spaces: [Int16] = []
  private(set) var isMerged: [Bool] = []
  /// The first place of each, in degrees; 999 where none is known.
  private(set) var latitudes: [Float] = []
  private(set) var longitudes: [Float] = []
  /// Further places of the few that have several.
  private(set) var morePlaces: [Int32: [Coordinates]] = [:]
  /// For each, where its terms begin in `termNumbers`; one more at the end.
  private(set) var termStarts: [Int32] = [0]
  private(set) var termNumbers: [Int32] = []
  private(set) var termNames: [String] = []
  private(set) var languageStarts: [Int32] = [0]
  private(set) var languageNumbers: [Int32] = []
  private(set) var languageNames: [String] = []
  /// Evidence of the few that have shown any.
  private(set) var assured: [Int32: [AssetAssurance.Kind: Int]] = [:]
  /// The schedules of those whose parts of the week do not say all.
  private var schedules: [Int32: String] = [:]
  private var openings: (day: Day, calendar: OpeningCalendar, masks: [UInt8])?

  static let nowhere: Float = 999

  init(revision: Int, in db: Database) throws {
    self.revision = revision
    let names = try Int64.fetchCursor(
      db,
      sql: "SELECT row FROM asset_line INDEXED BY asset_line_by_name ORDER BY sort_name, row")
    while let row = try names.next() { rows.append(row) }
    count = rows.count
    placeOfRow = Array(repeating: -1, count: Int(rows.max() ?? 0) + 1)
    for (place, row) in rows.enumerated() where row >= 0 { placeOfRow[Int(row)] = Int32(place) }
    try read(from: db)
  }

  private func read(from db: Database) throws {
    minimumAges = Array(repeating: -1, count: count)
    maximumAges = minimumAges
    spaces = minimumAges
    statuses = Array(repeating: 0, count: count)
    modes = statuses
    costs = statuses
    themes = Array(repeating: 0, count: count)
    times = themes
    access = Array(repeating: 0, count: count)
    isPlain = Array(repeating: true, count: count)
    isMerged = Array(repeating: false, count: count)
    initials = Array(repeating: 0, count: count)
    verifiedOn = Array(repeating: 0, count: count)
    modifiedOn = verifiedOn
    latitudes = Array(repeating: Self.nowhere, count: count)
    longitudes = latitudes
    var terms = Interned()
    var languages = Interned()
    var termsOf: [[Int32]] = Array(repeating: [], count: count)
    var languagesOf = termsOf
    let lines = try Row.fetchCursor(
      db,
      sql: """
        SELECT row, numbers, places, terms, languages, assured, schedules FROM asset_line
        """)
    while let line = try lines.next() {
      guard let place = placeOfRow[safe: Int(line[0] as Int64)], place >= 0 else { continue }
      let index = Int(place)
      read(numbers: line[1], at: index)
      read(places: line[2], at: index)
      termsOf[index] = terms.numbers(of: line[3])
      languagesOf[index] = languages.numbers(of: line[4])
      let assured: String = line[5]
      if !assured.isEmpty { self.assured[place] = Self.assured(assured) }
      let schedules: String = line[6]
      if !schedules.isEmpty { self.schedules[place] = schedules }
    }
    termNames = terms.names
    languageNames = languages.names
    for index in 0..<count {
      termNumbers += termsOf[index]
      termStarts.append(Int32(termNumbers.count))
      languageNumbers += languagesOf[index]
      languageStarts.append(Int32(languageNumbers.count))
    }
  }

  private func read(numbers text: String, at index: Int) {
    // By hand: splitting 200,000 texts into strings takes longer than all the rest.
    var values = [Int64](repeating: 0, count: 14)
    var place = 0
    var value: Int64 = 0
    var isNegative = false
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: ","):
        if place < 14 { values[place] = isNegative ? 0 &- value : value }
        place += 1
        value = 0
        isNegative = false
      case UInt8(ascii: "-"): isNegative = true
      default: value = value &* 10 &+ Int64(byte &- 0x30)
      }
    }
    if place < 14 { values[place] = isNegative ? 0 &- value : value }
    minimumAges[index] = Int16(clamping: values[0])
    maximumAges[index] = Int16(clamping: values[1])
    statuses[index] = UInt8(clamping: values[2])
    themes[index] = UInt32(clamping: values[3])
    access[index] = UInt16(clamping: values[4])
    modes[index] = UInt8(clamping: values[5])
    costs[index] = UInt8(clamping: values[6])
    times[index] = UInt32(clamping: values[7])
    isPlain[index] = values[8] == 1
    initials[index] = UInt64(bitPattern: values[9])
    verifiedOn[index] = Int32(clamping: values[10])
    modifiedOn[index] = Int32(clamping: values[11])
    spaces[index] = Int16(clamping: values[12])
    isMerged[index] = values[13] == 1
  }

  private func read(places text: String, at index: Int) {
    guard !text.isEmpty else { return }
    let all = text.split(separator: ";").compactMap { pair -> Coordinates? in
      let parts = pair.split(separator: ",")
      guard parts.count == 2, let latitude = Double(parts[0]), let longitude = Double(parts[1])
      else { return nil }
      return Coordinates(latitude: latitude, longitude: longitude)
    }
    guard let first = all.first else { return }
    latitudes[index] = Float(first.latitude)
    longitudes[index] = Float(first.longitude)
    if all.count > 1 { morePlaces[Int32(index)] = Array(all.dropFirst()) }
  }

  private static func assured(_ text: String) -> [AssetAssurance.Kind: Int] {
    var found: [AssetAssurance.Kind: Int] = [:]
    for part in text.split(separator: ";") {
      let pair = part.split(separator: ":")
      if pair.count == 2, let kind = AssetAssurance.Kind(rawValue: String(pair[0])),
        let day = Int(pair[1])
      {
        found[kind] = day
      }
    }
    return found
  }

  /// On which of seven days from `today` each is open, a bit a day; reckoned once a day.
  func openDays(from today: Day, calendar: OpeningCalendar) -> [UInt8] {
    if let openings, openings.day == today, openings.calendar == calendar {
      return openings.masks
    }
    let days = (0..<7).map { today.adding(days: $0) }
    let working = days.map {
      !calendar.shutOnBankHolidays || calendar.bankHoliday(on: $0) == nil
    }
    let weekdays = days.map { WeekTimes($0.weekday).rawValue }
    var masks = [UInt8](repeating: 0, count: count)
    for index in 0..<count {
      if isPlain[index] {
        let time = times[index]
        guard time != 0 else { continue }
        var mask: UInt8 = 0
        for day in 0..<7 where working[day] && time & weekdays[day] != 0 { mask |= 1 << UInt8(day) }
        masks[index] = mask
      } else if let text = schedules[Int32(index)] {
        for schedule in AssetFacts.schedules(text) {
          for session in schedule.sessions(in: today...today.adding(days: 6), calendar: calendar) {
            masks[index] |= 1 << UInt8(today.days(until: session.day))
          }
        }
      }
    }
    openings = (today, calendar, masks)
    return masks
  }

  /// Miles from `origin` to the nearest of its places; infinite where none is known.
  func miles(to index: Int, from origin: Coordinates) -> Double {
    guard latitudes[index] != Self.nowhere else { return .infinity }
    func far(_ latitude: Double, _ longitude: Double) -> Double {
      Coordinates(latitude: latitude, longitude: longitude).map(origin.miles) ?? .infinity
    }
    var nearest = far(Double(latitudes[index]), Double(longitudes[index]))
    for place in morePlaces[Int32(index)] ?? [] {
      nearest = min(nearest, far(place.latitude, place.longitude))
    }
    return nearest
  }
}

/// Texts by number.
private struct Interned {
  private(set) var names: [String] = []
  private var numbers: [Substring: Int32] = [:]

  mutating func numbers(of text: String) -> [Int32] {
    guard !text.isEmpty else { return [] }
    return AssetFacts.list(text).map { part in
      if let known = numbers[part] { return known }
      let number = Int32(names.count)
      // A copy of its own: a piece would keep the whole row in memory.
      let name = String(part)
      names.append(StoredText.decoded(name))
      numbers[Substring(name)] = number
      return number
    }
  }
}

extension Array {
  fileprivate subscript(safe index: Int) -> Element? {
    indices.contains(index) ? self[index] : nil
  }
}

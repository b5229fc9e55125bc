// The whole directory in memory as the facets see it, a few dozen bytes a service:
// one pass over it answers a search with every facet's count between two keys.

import Casework
import Foundation
import GRDB

/// The directory's lines, by name. Where lines change, those are read again; where names do,
/// all of them are.
final class AssetIndex {
  private(set) var revision: Int
  /// The kinds that the lines were made with.
  let madeWith: String
  /// The number of the last change that the lines tell of.
  private var upTo: Int64
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
  private(set) var isFoundClosed: [Bool] = []
  /// The number of the first day of those whose week holds from some day on.
  private var begins: [Int32: Int] = [:]
  /// For each, where its hours begin in `hours`; one more at the end.
  private var hourStarts: [Int32] = [0]
  private var hours: [WeekHours] = []
  /// The first place of each, in degrees; 999 where none is known.
  private(set) var latitudes: [Float] = []
  private(set) var longitudes: [Float] = []
  /// Further places of the few that have several.
  private(set) var morePlaces: [Int32: [Coordinates]] = [:]
  /// For each, where its terms begin in `termNumbers`; one more at the end.
  private(set) var termStarts: [Int32] = [0]
  private(set) var termNumbers: [Int32] = []
  private var termsKnown = Interned()
  var termNames: [String] { termsKnown.names }
  private(set) var languageStarts: [Int32] = [0]
  private(set) var languageNumbers: [Int32] = []
  private var languagesKnown = Interned()
  var languageNames: [String] { languagesKnown.names }
  /// Evidence of the few that have shown any.
  private(set) var assured: [Int32: [AssetAssurance.Kind: Int]] = [:]
  /// Whether each is among those few: asking a dictionary 200,000 times takes longer than
  /// everything else that is asked of them.
  private(set) var hasAssured: [Bool] = []
  /// The schedules of those whose parts of the week do not say all.
  private var schedules: [Int32: String] = [:]
  private var openings: Openings?
  private var openNow: (minute: Int, flags: [Bool])?

  /// When each is open, reckoned once a day.
  private struct Openings {
    var day: Day
    var calendar: OpeningCalendar
    var masks: [UInt8] = []
    /// Of seven days from today and yesterday, in the order of a mask's bits: whether nothing
    /// keeps those shut that say nothing of bank holidays.
    let working: [Bool]
    /// The same days as the parts of a week have them, and their numbers.
    let weekdays: [UInt32]
    let days: [Int]
    /// The minutes from today's midnight in which those are open whose hours do not say it.
    var irregular: [Int32: [Range<Int>]] = [:]

    init(day: Day, calendar: OpeningCalendar) {
      self.day = day
      self.calendar = calendar
      let days = (0..<7).map { day.adding(days: $0) } + [day.adding(days: -1)]
      working = days.map { !calendar.shutOnBankHolidays || calendar.bankHoliday(on: $0) == nil }
      weekdays = days.map { WeekTimes($0.weekday).rawValue }
      self.days = days.map(\.number)
    }
  }

  /// The bit of yesterday among those of seven days from today.
  static let yesterday: UInt8 = 1 << 7

  static let nowhere: Float = 999

  init(revision: Int, madeWith: String, in db: Database) throws {
    self.revision = revision
    self.madeWith = madeWith
    upTo = try Self.latestChange(in: db)
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
    isFoundClosed = isMerged
    hasAssured = isMerged
    var hoursOf: [Int32: [WeekHours]] = [:]
    initials = Array(repeating: 0, count: count)
    verifiedOn = Array(repeating: 0, count: count)
    modifiedOn = verifiedOn
    latitudes = Array(repeating: Self.nowhere, count: count)
    longitudes = latitudes
    var termsOf: [[Int32]] = Array(repeating: [], count: count)
    var languagesOf = termsOf
    let lines = try Row.fetchCursor(db, sql: "SELECT \(Self.columns) FROM asset_line")
    while let line = try lines.next() {
      guard let place = placeOfRow[safe: Int(line[0] as Int64)], place >= 0 else { continue }
      let index = Int(place)
      let lists = read(line, at: index)
      if !lists.hours.isEmpty { hoursOf[place] = lists.hours }
      termsOf[index] = lists.terms
      languagesOf[index] = lists.languages
    }
    for index in 0..<count {
      hours += hoursOf[Int32(index)] ?? []
      hourStarts.append(Int32(hours.count))
      termNumbers += termsOf[index]
      termStarts.append(Int32(termNumbers.count))
      languageNumbers += languagesOf[index]
      languageStarts.append(Int32(languageNumbers.count))
    }
  }

  private static let columns = "row, numbers, places, terms, languages, assured, schedules"

  /// What a line has any number of.
  private typealias Lists = (hours: [WeekHours], terms: [Int32], languages: [Int32])

  /// Reads a line, in the order of ``columns``, and gives what it has several of.
  private func read(_ line: Row, at index: Int) -> Lists {
    let hours = read(numbers: line[1], at: index)
    read(places: line[2], at: index)
    let assured: String = line[5]
    self.assured[Int32(index)] = assured.isEmpty ? nil : Self.assured(assured)
    hasAssured[index] = !assured.isEmpty
    let schedules: String = line[6]
    self.schedules[Int32(index)] = schedules.isEmpty ? nil : schedules
    return (
      hours, termsKnown.numbers(of: line[3]), languagesKnown.numbers(of: line[4])
    )
  }

  // MARK: After a change

  /// More services than these are read together with all others.
  private static let few = 200

  /// Reads again what has changed since the index was read, whoever changed it.
  ///
  /// - Returns: false where that may be much, or another order of names: then all of it is
  ///   to be read anew.
  func refresh(to revision: Int, in db: Database) throws -> Bool {
    let latest = try Self.latestChange(in: db)
    guard let touched = try AssetLines.touched(after: upTo, in: db), !touched.hasGone,
      touched.rows.count <= Self.few
    else { return false }
    let places = touched.rows.map { place(ofRow: $0) }
    guard try places.allSatisfy({ try $0.map { try stays($0, in: db) } ?? false }) else {
      return false
    }
    for place in places.compactMap({ $0 }) { try refresh(place, in: db) }
    self.revision = revision
    upTo = latest
    return true
  }

  private static func latestChange(in db: Database) throws -> Int64 {
    try Int64.fetchOne(
      db.cachedStatement(sql: "SELECT number FROM change ORDER BY number DESC LIMIT 1")) ?? 0
  }

  /// Whether a service's name still stands between those of its neighbours.
  private func stays(_ place: Int, in db: Database) throws -> Bool {
    let around = rows[max(place - 1, 0)...min(place + 1, count - 1)]
    let names = try around.map { row in
      try String.fetchOne(
        db.cachedStatement(sql: "SELECT sort_name FROM asset_line WHERE row = ?"),
        arguments: [row])
    }
    // As SQLite puts them: byte by byte.
    let keys = zip(names, around).map { (Array(($0 ?? "").utf8), $1) }
    return !names.contains(nil)
      && zip(keys, keys.dropFirst()).allSatisfy { first, second in
        first.0.lexicographicallyPrecedes(second.0) || first.0 == second.0 && first.1 < second.1
      }
  }

  private func refresh(_ place: Int, in db: Database) throws {
    latitudes[place] = Self.nowhere
    longitudes[place] = Self.nowhere
    morePlaces[Int32(place)] = nil
    let lines = try Row.fetchCursor(
      db.cachedStatement(sql: "SELECT \(Self.columns) FROM asset_line WHERE row = ?"),
      arguments: [rows[place]])
    guard let line = try lines.next() else { return }
    let lists = read(line, at: place)
    Self.put(lists.hours, at: place, in: &hours, &hourStarts)
    Self.put(lists.terms, at: place, in: &termNumbers, &termStarts)
    Self.put(lists.languages, at: place, in: &languageNumbers, &languageStarts)
    guard var openings else { return }
    self.openings = nil
    openings.masks[place] = 0
    openings.irregular[Int32(place)] = nil
    reckon(place, into: &openings)
    self.openings = openings
    openNow = nil
  }

  /// Puts values in the place of those that one service had.
  private static func put<Value: Equatable>(
    _ new: [Value], at place: Int, in values: inout [Value], _ starts: inout [Int32]
  ) {
    let range = Int(starts[place])..<Int(starts[place + 1])
    guard !values[range].elementsEqual(new) else { return }
    values.replaceSubrange(range, with: new)
    let shift = Int32(new.count - range.count)
    for next in starts.indices.dropFirst(place + 1) { starts[next] += shift }
  }

  // MARK: One line

  /// Reads the numbers of a line, and gives its hours.
  private func read(numbers text: String, at index: Int) -> [WeekHours] {
    // By hand: splitting 200,000 texts into strings takes longer than all the rest.
    let plain = AssetFacts.plainNumbers
    var values = [Int64](repeating: 0, count: plain)
    var open: [WeekHours] = []
    var place = 0
    var value: Int64 = 0
    var isNegative = false
    func put() {
      if place < plain {
        values[place] = isNegative ? 0 &- value : value
      } else {
        open.append(WeekHours(rawValue: UInt32(clamping: value)))
      }
    }
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: ","):
        put()
        place += 1
        value = 0
        isNegative = false
      case UInt8(ascii: "-"): isNegative = true
      default: value = value &* 10 &+ Int64(byte &- 0x30)
      }
    }
    put()
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
    isFoundClosed[index] = values[14] == 1
    begins[Int32(index)] = values[15] == 0 ? nil : Int(values[15])
    return open
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

  /// On which of seven days from `today` each is open, a bit a day, and ``yesterday``;
  /// reckoned once a day.
  func openDays(from today: Day, calendar: OpeningCalendar) -> [UInt8] {
    openings(on: today, calendar).masks
  }

  private func openings(on today: Day, _ calendar: OpeningCalendar) -> Openings {
    if let openings, openings.day == today, openings.calendar == calendar { return openings }
    var made = Openings(day: today, calendar: calendar)
    made.masks = [UInt8](repeating: 0, count: count)
    for index in 0..<count { reckon(index, into: &made) }
    openings = made
    openNow = nil
    return made
  }

  /// Reckons when one is open.
  private func reckon(_ index: Int, into made: inout Openings) {
    guard !isPlain[index] else {
      let time = times[index]
      guard time != 0 else { return }
      var mask: UInt8 = 0
      let first = begins[Int32(index)] ?? .min
      for day in 0..<8
      where made.working[day] && time & made.weekdays[day] != 0 && made.days[day] >= first {
        mask |= 1 << UInt8(day)
      }
      made.masks[index] = mask
      return
    }
    guard let text = schedules[Int32(index)] else { return }
    let range = made.day.adding(days: -1)...made.day.adding(days: 6)
    for schedule in AssetFacts.schedules(text) {
      for session in schedule.sessions(in: range, calendar: made.calendar) {
        let away = made.day.days(until: session.day)
        made.masks[index] |= away < 0 ? Self.yesterday : 1 << UInt8(away)
        guard away <= 0 else { continue }
        let minutes = session.minutes
        made.irregular[Int32(index), default: []].append(
          minutes.lowerBound + away * 1440..<minutes.upperBound + away * 1440)
      }
    }
  }

  /// Whether each is open at a minute of `today`; reckoned once a minute.
  func isOpen(on today: Day, minute: Int, calendar: OpeningCalendar) -> [Bool] {
    let openings = openings(on: today, calendar)
    let yesterday = Self.yesterday
    if let openNow, openNow.minute == minute { return openNow.flags }
    let (weekday, before) = (today.weekday, today.adding(days: -1).weekday)
    var flags = [Bool](repeating: false, count: count)
    for index in 0..<count where openings.masks[index] & (1 | Self.yesterday) != 0 {
      if isPlain[index] {
        for at in hourStarts[index]..<hourStarts[index + 1] {
          let hours = hours[Int(at)]
          let mask = openings.masks[index]
          if mask & 1 != 0 && hours.isOn(weekday) && hours.minutes.contains(minute)
            || mask & yesterday != 0 && hours.isOn(before)
              && hours.minutes.contains(minute + 1440)
          {
            flags[index] = true
          }
        }
      } else {
        flags[index] = openings.irregular[Int32(index)]?.contains { $0.contains(minute) } ?? false
      }
    }
    openNow = (minute, flags)
    return flags
  }

  /// The places of the `limit` services that run nearest to `middle`, the nearest first.
  ///
  /// - Parameters:
  ///   - row: a service that is left out.
  ///   - miles: no farther than this.
  func nearest(
    to middle: Coordinates, without row: Int64?, limit: Int, within miles: Double
  ) -> [Coordinates] {
    // A box around the circle first: few of 200,000 are in it.
    let north = Float(miles / 69)
    let east = north / Float(max(cos(middle.latitude * .pi / 180), 0.01))
    let (latitude, longitude) = (Float(middle.latitude), Float(middle.longitude))
    var found: [(miles: Double, at: Coordinates)] = []
    for index in 0..<count
    where abs(latitudes[index] - latitude) <= north && abs(longitudes[index] - longitude) <= east {
      guard runs(index), rows[index] != row,
        let at = Coordinates(
          latitude: Double(latitudes[index]), longitude: Double(longitudes[index]))
      else { continue }
      let far = middle.miles(to: at)
      if far <= miles { found.append((far, at)) }
    }
    return found.sorted { $0.miles < $1.miles }.prefix(limit).map(\.at)
  }

  /// The place of a row number; nil where it is none of the directory's.
  func place(ofRow row: Int64) -> Int? {
    guard let place = placeOfRow[safe: Int(row)], place >= 0 else { return nil }
    return Int(place)
  }

  /// Whether it runs, and no other stands for it.
  func runs(_ place: Int) -> Bool {
    !isMerged[place] && statuses[place] == Self.active
  }

  private static let active = UInt8(AssetStatus.allCases.firstIndex(of: .active) ?? 0)

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

// One service as the facets see it, and how that is written in a row: narrow enough
// that a whole directory of 200,000 is read in one go and kept in memory.

import Casework
import Foundation
import GRDB

struct AssetFacts: Equatable {
  var sortName = ""
  /// Full years; −1 where there is no limit.
  var minimumAge = -1
  var maximumAge = -1
  /// The place of the status in `AssetStatus.allCases`.
  var status = 0
  /// Bits of kinds and groups, in the order of the taxonomy.
  var themes: UInt32 = 0
  /// Bits in the order of `AssetAccess.allCases`.
  var access: UInt16 = 0
  /// Bits in the order of `AssetMode.allCases`.
  var modes: UInt8 = 0
  /// `AssetCostBand`.
  var cost: UInt8 = 0
  var times = WeekTimes()
  /// Whether `times` says all there is of when it is open; else `schedules` does.
  var isPlain = true
  var initials: UInt64 = 0
  /// The day numbers on which the team last saw it run and its publisher last changed
  /// it; 0 where never.
  var verifiedOn = 0
  var modifiedOn = 0
  /// −1 where nobody asked.
  var spaces = -1
  var isMerged = false
  /// Whether the team found last that it is closed for good: nobody looks at it again.
  var isFoundClosed = false
  /// The number of the day from which `times` hold where `isPlain`; 0 where they always did.
  var begins = 0
  /// When it is open where `isPlain`, one for each schedule.
  var hours: [WeekHours] = []
  var places: [Coordinates] = []
  var terms: [String] = []
  var languages: [String] = []
  /// For each kind of evidence seen, the last day number on which it counts.
  var assured: [AssetAssurance.Kind: Int] = [:]
  var schedules: [AssetSchedule] = []

  /// Evidence that does not run out.
  static let always = 9_999_999

  init() {}

  init(_ asset: Asset, trust: AssetTrust, taxonomy: AssetTaxonomy, initials: UInt64) {
    sortName = PersonName.folded(asset.name)
    if sortName.isEmpty { sortName = " " + asset.name }
    minimumAge = asset.minimumAge.map { Int(max(min($0, 999), 0)) } ?? -1
    maximumAge = asset.maximumAge.map { Int(max(min($0, 999), 0)) } ?? -1
    let status = trust.status(published: asset.status, modifiedOn: asset.modifiedOn)
    self.status = AssetStatus.allCases.firstIndex(of: status) ?? 0
    themes = taxonomy.themes(of: asset.taxonomyTerms)
    let access = asset.access
    for (place, one) in AssetAccess.allCases.enumerated() where access.contains(one) {
      self.access |= 1 << UInt16(place)
    }
    let modes = asset.modes
    for (place, one) in AssetMode.allCases.enumerated() where modes.contains(one) {
      self.modes |= 1 << UInt8(place)
    }
    cost = UInt8(asset.costBand.rawValue)
    times = asset.weekTimes
    let ruled = asset.schedules.filter { $0.rule != nil }
    // One first day can be kept beside the week; of several each schedule knows its own.
    isPlain = ruled.allSatisfy(\.isPlainWeekly) && Set(ruled.map(\.begins)).count < 2
    begins = isPlain ? ruled.first?.begins?.number ?? 0 : 0
    self.initials = initials
    verifiedOn = trust.verified?.on.number ?? 0
    modifiedOn = (asset.modifiedOn ?? asset.assuredOn)?.number ?? 0
    spaces = trust.spaces?.spaces ?? -1
    isMerged = trust.mergedInto != nil
    isFoundClosed = trust.checks.first?.found == .closed
    hours = isPlain ? asset.schedules.compactMap(\.weekHours) : []
    places = Array(asset.coordinates.prefix(12))
    terms = asset.taxonomyTerms
    languages = asset.languages
    for assurance in trust.assurances {
      assured[assurance.kind] = assurance.expiresOn?.number ?? Self.always
    }
    schedules = isPlain ? [] : asset.schedules
  }

  // MARK: Written

  private static let separator: Character = "\u{1F}"

  /// How many numbers there are before the hours.
  static let plainNumbers = 16

  func stored(row: Int64) -> [DatabaseValue] {
    let numbers: [Int64] =
      [
        Int64(minimumAge), Int64(maximumAge), Int64(status), Int64(themes), Int64(access),
        Int64(modes), Int64(cost), Int64(times.rawValue), isPlain ? 1 : 0,
        Int64(bitPattern: initials), Int64(verifiedOn), Int64(modifiedOn), Int64(spaces),
        isMerged ? 1 : 0, isFoundClosed ? 1 : 0, Int64(begins),
      ] + hours.map { Int64($0.rawValue) }
    func joined(_ texts: [String]) -> DatabaseValue {
      texts.joined(separator: String(Self.separator)).stored
    }
    return [
      row.databaseValue, sortName.stored,
      numbers.map(String.init).joined(separator: ",").databaseValue,
      places.map { "\($0.latitude),\($0.longitude)" }.joined(separator: ";").databaseValue,
      joined(terms), joined(languages),
      assured.sorted { $0.key.rawValue < $1.key.rawValue }.map { "\($0.key.rawValue):\($0.value)" }
        .joined(separator: ";").databaseValue,
      joined(schedules.map(Self.written)),
    ]
  }

  /// The parts of a schedule that its days depend on.
  private static func written(_ schedule: AssetSchedule) -> String {
    let days = { (days: Set<Day>) in days.map(\.iso).sorted().joined(separator: " ") }
    return [
      schedule.freq, schedule.interval.map(String.init) ?? "", schedule.byday,
      schedule.bymonthday, schedule.byyearday, schedule.byweekno, schedule.wkst,
      schedule.count.map(String.init) ?? "", schedule.dtstart?.iso ?? "",
      schedule.until?.iso ?? "", schedule.validFrom?.iso ?? "", schedule.validTo?.iso ?? "",
      schedule.opensAt, schedule.closesAt, days(schedule.exceptions), days(schedule.additions),
      schedule.description, schedule.notes,
    ].joined(separator: "\u{1E}")
  }

  static func schedules(_ text: String) -> [AssetSchedule] {
    StoredText.decoded(text).split(separator: separator).map { part in
      let parts = part.split(separator: "\u{1E}", omittingEmptySubsequences: false).map(String.init)
      func at(_ place: Int) -> String { place < parts.count ? parts[place] : "" }
      func days(_ place: Int) -> Set<Day> {
        Set(at(place).split(separator: " ").compactMap { Day(iso: $0) })
      }
      return AssetSchedule(
        freq: at(0), interval: Int(at(1)), byday: at(2), bymonthday: at(3), opensAt: at(12),
        closesAt: at(13), validFrom: Day(iso: at(10)), validTo: Day(iso: at(11)),
        description: at(16), notes: at(17), dtstart: Day(iso: at(8)), until: Day(iso: at(9)),
        count: Int(at(7)), wkst: at(6), byyearday: at(4), byweekno: at(5), exceptions: days(14),
        additions: days(15))
    }
  }

  static func list(_ text: String) -> [Substring] { text.split(separator: separator) }
}

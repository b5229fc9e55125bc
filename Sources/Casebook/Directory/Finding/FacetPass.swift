// One pass over the directory: what a question lets through, and how many there would
// be of every facet that it has not chosen yet.

import Casework
import Foundation

/// A facet of one question. What fails one facet alone still counts within it: that is
/// the number beside a choice that would widen it.
private enum Facet: Int, CaseIterable {
  case age, kind, group, term, day, part, open, cost, distance, access, language, spaces
  case verified, check, ready, mode, closed

  var bit: UInt32 { 1 << UInt32(rawValue) }
}

/// The columns of an index that a pass reads: reaching for each through the index, a million
/// times, costs more than what is then done with them.
private struct AssetColumns {
  let minimumAges: [Int16]
  let maximumAges: [Int16]
  let statuses: [UInt8]
  let themes: [UInt32]
  let access: [UInt16]
  let modes: [UInt8]
  let costs: [UInt8]
  let times: [UInt32]
  let initials: [UInt64]
  let verifiedOn: [Int32]
  let spaces: [Int16]
  let isMerged: [Bool]
  let isFoundClosed: [Bool]
  let hasAssured: [Bool]
  let termStarts: [Int32]
  let termNumbers: [Int32]
  let languageStarts: [Int32]
  let languageNumbers: [Int32]

  init(_ index: AssetIndex) {
    minimumAges = index.minimumAges
    maximumAges = index.maximumAges
    statuses = index.statuses
    themes = index.themes
    access = index.access
    modes = index.modes
    costs = index.costs
    times = index.times
    initials = index.initials
    verifiedOn = index.verifiedOn
    spaces = index.spaces
    isMerged = index.isMerged
    isFoundClosed = index.isFoundClosed
    hasAssured = index.hasAssured
    termStarts = index.termStarts
    termNumbers = index.termNumbers
    languageStarts = index.languageStarts
    languageNumbers = index.languageNumbers
  }
}

struct FacetPass {
  private let query: AssetQuery
  private let index: AssetIndex
  private let columns: AssetColumns
  private let rules: DirectoryRules
  private let today: Day
  /// Places in the index of what the question lets through, in order of name.
  private(set) var passed: [Int32] = []

  private var themeCounts = [Int](repeating: 0, count: 32)
  private var dayCounts = [Int](repeating: 0, count: 7)
  private var partCounts = [Int](repeating: 0, count: 4)
  private var nowCount = 0
  private var todayCount = 0
  private var weekCount = 0
  private var costCounts = [Int](repeating: 0, count: 8)
  private var withinCounts = [Int](repeating: 0, count: FacetCounts.distances.count)
  private var accessCounts = [Int](repeating: 0, count: 16)
  private var modeCounts = [Int](repeating: 0, count: 8)
  private var freshCounts = [Int](repeating: 0, count: FacetCounts.freshnesses.count)
  private var termCounts: [Int]
  private var languageCounts: [Int]
  private var spacesCount = 0
  private var checkCount = 0
  private var readyCount = 0
  private var closedCount = 0

  // What the question asks, as the lines have it.
  private let kindMask: UInt32
  private let groupMask: UInt32
  private let kindBits: UInt32
  private let dayMask: UInt32
  private let partMask: UInt32
  private let accessMask: UInt16
  private let modeMask: UInt8
  private let costMask: UInt8
  private let terms: Set<Int32>
  private let languages: Set<Int32>
  private let active: UInt8
  private let isOpenNow: [Bool]

  /// - Parameter minute: of `today`, for "open now".
  init(_ query: AssetQuery, index: AssetIndex, rules: DirectoryRules, today: Day, minute: Int) {
    self.query = query
    self.index = index
    columns = AssetColumns(index)
    self.rules = rules
    self.today = today
    isOpenNow = index.isOpen(on: today, minute: minute, calendar: rules.calendar)
    var bits: [String: UInt32] = [:]
    for (place, theme) in rules.taxonomy.all.prefix(32).enumerated() {
      bits[theme.code] = 1 << UInt32(place)
    }
    kindMask = query.kinds.reduce(0) { $0 | (bits[$1] ?? 0) }
    groupMask = query.groups.reduce(0) { $0 | (bits[$1] ?? 0) }
    kindBits = UInt32(truncatingIfNeeded: (UInt64(1) << UInt64(rules.taxonomy.kinds.count)) - 1)
    dayMask = query.days.reduce(0) { $0 | WeekTimes($1).rawValue }
    partMask = query.parts.reduce(0) { $0 | WeekTimes($1).rawValue }
    accessMask = AssetAccess.allCases.enumerated().reduce(0) {
      query.access.contains($1.element) ? $0 | 1 << UInt16($1.offset) : $0
    }
    modeMask = AssetMode.allCases.enumerated().reduce(0) {
      query.modes.contains($1.element) ? $0 | 1 << UInt8($1.offset) : $0
    }
    costMask = query.costs.flatMap(\.admitted).reduce(0) { $0 | 1 << UInt8($1.rawValue) }
    func numbers(_ wanted: Set<String>, in names: [String]) -> Set<Int32> {
      let folded = Set(wanted.map { $0.lowercased() })
      guard !folded.isEmpty else { return [] }
      return Set(
        names.enumerated().filter { folded.contains($1.lowercased()) }.map { Int32($0.offset) })
    }
    terms = numbers(query.terms, in: index.termNames)
    languages = numbers(query.languages, in: index.languageNames)
    termCounts = Array(repeating: 0, count: index.termNames.count)
    languageCounts = Array(repeating: 0, count: index.languageNames.count)
    active = UInt8(AssetStatus.allCases.firstIndex(of: .active) ?? 0)
  }

  mutating func run(over words: AssetWords) {
    let open = index.openDays(from: today, calendar: rules.calendar)
    switch words.hits {
    case .all: for place in 0..<index.count { take(place, open[place]) }
    case .initial(let bit):
      for place in 0..<index.count where columns.initials[place] & bit != 0 {
        take(place, open[place])
      }
    case .some(let places): for place in places { take(Int(place), open[Int(place)]) }
    }
  }

  // MARK: One service

  private mutating func take(_ place: Int, _ open: UInt8) {
    guard !columns.isMerged[place] else { return }
    let times = columns.times[place]
    var fails: UInt32 = 0
    let isClosed = columns.statuses[place] != active
    if isClosed && !query.closedToo { fails |= Facet.closed.bit }
    if let age = query.age {
      let (low, high) = (Int(columns.minimumAges[place]), Int(columns.maximumAges[place]))
      if low >= 0 && age < low || high >= 0 && age > high { fails |= Facet.age.bit }
    }
    let themes = columns.themes[place]
    if kindMask != 0 && themes & kindMask == 0 { fails |= Facet.kind.bit }
    if groupMask != 0 && themes & groupMask == 0 { fails |= Facet.group.bit }
    if !query.terms.isEmpty && !has(terms, place, columns.termStarts, columns.termNumbers) {
      fails |= Facet.term.bit
    }
    // Saturday and morning means a Saturday morning: both are asked of the same time.
    if dayMask != 0 || partMask != 0 {
      let both = (dayMask == 0 ? ~0 : dayMask) & (partMask == 0 ? ~0 : partMask)
      if times & both == 0 {
        if dayMask == 0 || partMask != 0 && times & partMask != 0 {
          fails |= dayMask == 0 ? Facet.part.bit : Facet.day.bit
        } else if partMask == 0 || times & dayMask != 0 {
          fails |= partMask == 0 ? Facet.day.bit : Facet.part.bit
        } else {
          fails |= Facet.day.bit | Facet.part.bit
        }
      }
    }
    switch query.open {
    case .now?: if !isOpenNow[place] { fails |= Facet.open.bit }
    case .today?: if open & 1 == 0 { fails |= Facet.open.bit }
    case .week?: if open & ~AssetIndex.yesterday == 0 { fails |= Facet.open.bit }
    case nil: break
    }
    if costMask != 0 && costMask & (1 << columns.costs[place]) == 0 { fails |= Facet.cost.bit }
    if columns.access[place] & accessMask != accessMask { fails |= Facet.access.bit }
    if !query.languages.isEmpty
      && !has(languages, place, columns.languageStarts, columns.languageNumbers)
    {
      fails |= Facet.language.bit
    }
    if query.hasSpaces && columns.spaces[place] <= 0 { fails |= Facet.spaces.bit }
    let verified = Int(columns.verifiedOn[place])
    let since = verified == 0 ? Int.max : today.number - verified
    if let days = query.verifiedWithin, since > days { fails |= Facet.verified.bit }
    let needsCheck = needsCheck(place, since)
    if query.needsCheck && !needsCheck { fails |= Facet.check.bit }
    let isReady = isReady(place)
    if query.readyForUnder18 && !isReady { fails |= Facet.ready.bit }
    if modeMask != 0 && columns.modes[place] & modeMask == 0 { fails |= Facet.mode.bit }
    // Two facets failed: nothing that is counted can bring it back.
    let one = fails & (fails &- 1) == 0
    guard one else { return }
    var miles = Double.infinity
    if let origin = query.origin?.at {
      miles = index.miles(to: place, from: origin)
      if let limit = query.miles, miles > limit { fails |= Facet.distance.bit }
      guard fails & (fails &- 1) == 0 else { return }
    }
    if fails == 0 { passed.append(Int32(place)) }
    count(
      place, fails: fails, times: times, open: open, since: since, miles: miles,
      isClosed: isClosed, needsCheck: needsCheck, isReady: isReady)
  }

  private func has(_ wanted: Set<Int32>, _ place: Int, _ starts: [Int32], _ numbers: [Int32])
    -> Bool
  {
    for at in starts[place]..<starts[place + 1] where wanted.contains(numbers[Int(at)]) {
      return true
    }
    return false
  }

  private func needsCheck(_ place: Int, _ since: Int) -> Bool {
    if columns.isFoundClosed[place] { return false }
    if since >= rules.assurance.recheckAfterDays { return true }
    guard columns.hasAssured[place], let assured = index.assured[Int32(place)] else { return false }
    let soon = today.number + rules.assurance.warningDays
    return assured.values.contains { $0 <= soon }
  }

  private func isReady(_ place: Int) -> Bool {
    if columns.minimumAges[place] >= 18 { return false }
    if rules.assurance.requiredUnder18.isEmpty { return true }
    guard columns.hasAssured[place], let assured = index.assured[Int32(place)] else { return false }
    return rules.assurance.requiredUnder18.allSatisfy { (assured[$0] ?? 0) >= today.number }
  }

  private mutating func count(
    _ place: Int, fails: UInt32, times: UInt32, open: UInt8, since: Int, miles: Double,
    isClosed: Bool, needsCheck: Bool, isReady: Bool
  ) {
    /// Whether it counts within a facet: it fails nothing, or that one alone.
    func counts(_ facet: Facet) -> Bool { fails == 0 || fails == facet.bit }
    var themes: UInt32 = 0
    if counts(.kind) { themes |= columns.themes[place] & kindBits }
    if counts(.group) { themes |= columns.themes[place] & ~kindBits }
    while themes != 0 {
      themeCounts[themes.trailingZeroBitCount] += 1
      themes &= themes &- 1
    }
    if counts(.term) {
      for at in columns.termStarts[place]..<columns.termStarts[place + 1] {
        termCounts[Int(columns.termNumbers[Int(at)])] += 1
      }
    }
    if counts(.language) {
      for at in columns.languageStarts[place]..<columns.languageStarts[place + 1] {
        languageCounts[Int(columns.languageNumbers[Int(at)])] += 1
      }
    }
    if times != 0 {
      if counts(.day) {
        let wanted = partMask == 0 ? times : times & partMask
        for day in 0..<7 where wanted >> UInt32(day * 4) & 0b1111 != 0 { dayCounts[day] += 1 }
      }
      // Open at these days and at these hours, but never at both at once: either choice
      // could bring it back.
      let eitherFails = times & dayMask != 0 && times & partMask != 0
      if counts(.part) || eitherFails && counts(.day) {
        let wanted = dayMask == 0 ? times : times & dayMask
        let folded = wanted | wanted >> 16
        let parts = folded | folded >> 8
        let all = (parts | parts >> 4) & 0b1111
        for part in 0..<4 where all & (1 << UInt32(part)) != 0 { partCounts[part] += 1 }
      }
    }
    if open != 0, counts(.open) {
      if isOpenNow[place] { nowCount += 1 }
      if open & ~AssetIndex.yesterday != 0 { weekCount += 1 }
      if open & 1 != 0 { todayCount += 1 }
    }
    if counts(.cost) { costCounts[Int(columns.costs[place] & 7)] += 1 }
    if counts(.distance), miles < .infinity {
      for (step, limit) in FacetCounts.distances.enumerated() where miles <= limit {
        withinCounts[step] += 1
      }
    }
    var access = columns.access[place]
    if access != 0, counts(.access) {
      while access != 0 {
        accessCounts[access.trailingZeroBitCount] += 1
        access &= access &- 1
      }
    }
    if counts(.mode) {
      var modes = columns.modes[place]
      while modes != 0 {
        modeCounts[modes.trailingZeroBitCount] += 1
        modes &= modes &- 1
      }
    }
    if since != .max, counts(.verified) {
      for (step, days) in FacetCounts.freshnesses.enumerated() where since <= days {
        freshCounts[step] += 1
      }
    }
    if columns.spaces[place] > 0, counts(.spaces) { spacesCount += 1 }
    if needsCheck, counts(.check) { checkCount += 1 }
    if isReady, counts(.ready) { readyCount += 1 }
    if isClosed, counts(.closed) { closedCount += 1 }
  }

  // MARK: The counts

  func counts() -> FacetCounts {
    var counts = FacetCounts()
    for (place, theme) in rules.taxonomy.all.prefix(32).enumerated() {
      if place < rules.taxonomy.kinds.count {
        counts.kinds[theme.code] = themeCounts[place]
      } else {
        counts.groups[theme.code] = themeCounts[place]
      }
    }
    for day in Day.Weekday.allCases { counts.days[day] = dayCounts[day.rawValue - 1] }
    for part in WeekTimes.Part.allCases { counts.parts[part] = partCounts[part.rawValue] }
    counts.open = [.now: nowCount, .today: todayCount, .week: weekCount]
    for band in AssetCostBand.allCases {
      counts.costs[band] = band.admitted.reduce(0) { $0 + costCounts[$1.rawValue] }
    }
    if query.origin != nil {
      for (step, miles) in FacetCounts.distances.enumerated() {
        counts.within[miles] = withinCounts[step]
      }
    }
    for (place, one) in AssetAccess.allCases.enumerated() {
      counts.access[one] = accessCounts[place]
    }
    for (place, one) in AssetMode.allCases.enumerated() { counts.modes[one] = modeCounts[place] }
    for (step, days) in FacetCounts.freshnesses.enumerated() {
      counts.verifiedWithin[days] = freshCounts[step]
    }
    counts.terms = Self.commonest(termCounts, index.termNames, query.terms)
    counts.languages = Self.commonest(languageCounts, index.languageNames, query.languages)
    counts.hasSpaces = spacesCount
    counts.needsCheck = checkCount
    counts.readyForUnder18 = readyCount
    counts.closed = closedCount
    return counts
  }

  /// The commonest forty, and whatever is chosen.
  private static func commonest(_ counts: [Int], _ names: [String], _ chosen: Set<String>)
    -> [(name: String, count: Int)]
  {
    let chosen = Set(chosen.map { $0.lowercased() })
    let some = counts.indices.filter {
      counts[$0] > 0 || chosen.contains(names[$0].lowercased())
    }
    let sorted = some.sorted {
      (counts[$1], names[$0]) < (counts[$0], names[$1])
    }
    let kept =
      sorted.prefix(40)
      + sorted.dropFirst(40).filter {
        chosen.contains(names[$0].lowercased())
      }
    return kept.map { (names[$0], counts[$0]) }
  }
}

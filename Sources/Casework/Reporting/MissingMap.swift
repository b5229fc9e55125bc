// The map of what is missing: what was looked for in vain, ward by ward and kind by
// kind, beside what exists there. It is what a commissioner is shown.

/// Where and what kind: one field of the map.
public struct MissingField: Hashable, Sendable {
  /// The ward, or the first half of a postcode where no table names wards; "" where
  /// neither is known.
  public var ward: String
  /// The code of the kind, "" where no kind was told.
  public var kind: String

  public init(ward: String, kind: String) {
    self.ward = ward
    self.kind = kind
  }
}

/// What was looked for in vain in some months, counted, with what runs there now.
public struct MissingMap: Equatable, Sendable {
  /// What the counts are told apart by beside the map itself.
  public enum Side: String, CaseIterable, Sendable {
    case kind, ward, age, day

    public var words: String {
      switch self {
      case .kind: "by kind"
      case .ward: "by ward"
      case .age: "by age"
      case .day: "by day"
      }
    }
  }

  /// One line of a chart or a table: how often, and how many services run there.
  public struct Count: Equatable, Sendable {
    public var name: String
    public var wanted: Int
    /// Nil where services are not counted by it.
    public var existing: Int?
  }

  /// Wards in the order of how often something was looked for there.
  public let wards: [String]
  /// Codes of kinds, in the service's own order; those that were never asked are left out.
  public let kinds: [String]
  private let wanted: [MissingField: Int]
  private let existing: [MissingField: Int]
  private let ages: [Int]
  private let days: [Int]
  private let names: [String: String]
  public let total: Int

  /// Ages told apart: under 11, 11 to 15, 16 and 17, 18 to 25, older, not known.
  public static let ageNames = ["under 11", "11–15", "16–17", "18–25", "over 25", "age not known"]
  /// The days of a week, and a line for those of whom no day is known.
  public static let dayNames = Day.Weekday.allCases.map(\.name) + ["day not known"]

  /// - Parameters:
  ///   - needs: what was looked for in vain.
  ///   - existing: how many services run, by ward and kind.
  public init(
    of needs: [UnmetNeed], existing: [MissingField: Int], taxonomy: AssetTaxonomy
  ) {
    var wanted: [MissingField: Int] = [:]
    var ages = [Int](repeating: 0, count: Self.ageNames.count)
    var days = [Int](repeating: 0, count: Self.dayNames.count)
    for need in needs {
      wanted[MissingField(ward: need.area, kind: need.kind), default: 0] += 1
      ages[Self.band(need.age)] += 1
      let free = need.weekdays
      for day in free { days[day.rawValue - 1] += 1 }
      if free.isEmpty { days[days.count - 1] += 1 }
    }
    self.wanted = wanted
    self.existing = existing
    self.ages = ages
    self.days = days
    total = needs.count
    names = Dictionary(
      taxonomy.all.map { ($0.code, $0.name) }, uniquingKeysWith: { first, _ in first })
    let asked = Set(wanted.keys.map(\.kind))
    let known = taxonomy.all.map(\.code).filter(asked.contains)
    kinds =
      known
      + asked.subtracting(known).sorted { ($0.isEmpty ? 1 : 0, $0) < ($1.isEmpty ? 1 : 0, $1) }
    var sums: [String: Int] = [:]
    for (field, count) in wanted { sums[field.ward, default: 0] += count }
    wards = sums.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
  }

  private static func band(_ age: Int?) -> Int {
    switch age {
    case nil: 5
    case let age? where age < 11: 0
    case let age? where age < 16: 1
    case let age? where age < 18: 2
    case let age? where age <= 25: 3
    default: 4
    }
  }

  public func name(ofKind code: String) -> String {
    code.isEmpty ? "kind not known" : names[code] ?? code
  }

  public func name(ofWard ward: String) -> String { ward.isEmpty ? "place not known" : ward }

  /// How often it was looked for in vain.
  public func wanted(_ ward: String, _ kind: String) -> Int {
    wanted[MissingField(ward: ward, kind: kind)] ?? 0
  }

  /// How many services of the kind run there.
  public func existing(_ ward: String, _ kind: String) -> Int {
    existing[MissingField(ward: ward, kind: kind)] ?? 0
  }

  /// The counts told apart one way.
  public func counts(_ side: Side) -> [Count] {
    switch side {
    case .kind:
      kinds.map { kind in
        Count(
          name: name(ofKind: kind), wanted: wards.map { wanted($0, kind) }.reduce(0, +),
          existing: kind.isEmpty ? nil : wards.map { existing($0, kind) }.reduce(0, +))
      }
    case .ward:
      wards.map { ward in
        Count(
          name: name(ofWard: ward), wanted: kinds.map { wanted(ward, $0) }.reduce(0, +),
          existing: ward.isEmpty ? nil : kinds.map { existing(ward, $0) }.reduce(0, +))
      }
    case .age: zip(Self.ageNames, ages).map { Count(name: $0, wanted: $1) }
    case .day: zip(Self.dayNames, days).map { Count(name: $0, wanted: $1) }
    }
  }

  /// The map with its totals as it is: a row for each ward, and one of totals.
  public var figures: [[String]] {
    let rows = wards.map { ward in kinds.map { wanted(ward, $0) } }
    let sums = kinds.indices.map { place in rows.map { $0[place] }.reduce(0, +) }
    return (rows + [sums]).map { row in row.map(String.init) + [String(row.reduce(0, +))] }
  }

  /// The same as it may be shown outside the service.
  public func figures(_ small: SmallNumbers) -> [[String]] {
    small.table(wards.map { ward in kinds.map { wanted(ward, $0) } })
  }

  /// The counts told apart one way, in words that may be shown outside the service.
  public func words(_ side: Side, _ small: SmallNumbers) -> [String] {
    switch side {
    // The map's own totals: what it hides stays hidden beside it.
    case .kind: return Array(figures(small).last?.dropLast() ?? [])
    case .ward: return figures(small).dropLast().map { $0.last ?? "" }
    case .age: return Array(small.table([ages]).first?.dropLast() ?? [])
    // Somebody is free on several days: the days have no total that could be reckoned back.
    case .day: return days.map(small.words)
    }
  }

  /// The map as lines for a file, one for each ward and kind, then ages and days. Counts
  /// are as they may be shown outside the service.
  public func lines(_ small: SmallNumbers) -> [[String]] {
    var lines = [["table", "ward", "kind", "age", "day", "looked for in vain", "services there"]]
    let shown = figures(small)
    for (row, ward) in wards.enumerated() {
      for (column, kind) in kinds.enumerated() {
        lines.append([
          "ward and kind", name(ofWard: ward), name(ofKind: kind), "", "", shown[row][column],
          ward.isEmpty || kind.isEmpty ? "" : String(existing(ward, kind)),
        ])
      }
    }
    for (count, words) in zip(counts(.ward), words(.ward, small)) {
      lines.append([
        "ward", count.name, "", "", "", words, count.existing.map(String.init) ?? "",
      ])
    }
    for (count, words) in zip(counts(.kind), words(.kind, small)) {
      lines.append([
        "kind", "", count.name, "", "", words, count.existing.map(String.init) ?? "",
      ])
    }
    for (count, words) in zip(counts(.age), words(.age, small)) {
      lines.append(["age", "", "", count.name, "", words, ""])
    }
    for (count, words) in zip(counts(.day), words(.day, small)) {
      lines.append(["day", "", "", "", count.name, words, ""])
    }
    lines.append(["all", "", "", "", "", shown.last?.last ?? small.words(total), ""])
    return lines
  }
}

extension UnmetNeed {
  /// The ward, or the place as it was written where no ward is known.
  public var area: String { ward.isEmpty ? place : ward }

  /// The days of the week on which they were free; none where nobody said.
  public var weekdays: [Day.Weekday] {
    guard let free = try? FreeTimes(reading: times) else { return [] }
    return Day.Weekday.allCases.filter { day in free.spans.contains { $0.weekday == day } }
  }
}

extension AssetTaxonomy {
  /// The kind that a need in words is of: its code, "" where none is told.
  public func kind(ofNeed texts: [String]) -> String {
    // Word by word too: a need is a sentence, a publisher's term is not.
    for text in texts {
      if let theme = kinds.first(where: { $0.covers(text) }) { return theme.code }
    }
    return ""
  }
}

// What the directory is narrowed by: every facet with how many there are of each, in
// one list that the selection runs through.

import Casebook
import Casework
import Terminal

/// One thing that can be chosen on the left of the directory.
enum FacetChoice: Equatable {
  case age
  case near
  case clear
  case kind(String)
  case group(String)
  case term(String)
  case day(Day.Weekday)
  case part(WeekTimes.Part)
  case open(AssetQuery.Open)
  case cost(AssetCostBand)
  case within(Double)
  case access(AssetAccess)
  case language(String)
  case spaces
  case verified(Int)
  case needsCheck
  case ready
  case mode(AssetMode)
  case closedToo
}

/// The list of facets.
struct FacetPanel {
  private var list = SectionList(id: "facets")
  private var choices: [Int: FacetChoice] = [:]

  /// Makes the rows anew from what was found.
  mutating func show(_ query: AssetQuery, _ counts: FacetCounts, _ taxonomy: AssetTaxonomy) {
    var rows = FacetRows(query: query, counts: counts)
    rows.make(taxonomy)
    choices = rows.choices
    list.rows = rows.rows
  }

  var chosen: FacetChoice? { list.selected.flatMap { choices[$0] } }

  mutating func update(_ event: Event, height: Rows) -> Bool {
    list.update(event, height: height)
  }

  func draw(on canvas: Canvas, isFocused: Bool) {
    list.draw(on: canvas, isFocused: isFocused)
  }
}

/// Makes the rows of the facets.
private struct FacetRows {
  let query: AssetQuery
  let counts: FacetCounts
  var rows: [SectionRow] = []
  var choices: [Int: FacetChoice] = [:]

  init(query: AssetQuery, counts: FacetCounts) {
    self.query = query
    self.counts = counts
  }

  mutating func make(_ taxonomy: AssetTaxonomy) {
    if query.isNarrowed { add(.clear, "✕ clear all of these", nil, isOn: false) }
    heading("Who")
    add(
      .age, query.age.map { "age \($0)" } ?? "any age …", nil, isOn: query.age != nil)
    option(.ready, "under-18 checks", counts.readyForUnder18, query.readyForUnder18)
    heading("When")
    for open in AssetQuery.Open.allCases {
      option(
        .open(open), open == .week ? "open this week" : "open \(open.words)", counts.open[open],
        query.open == open, always: open == .now)
    }
    for day in Day.Weekday.allCases {
      option(.day(day), day.name, counts.days[day], query.days.contains(day))
    }
    for part in WeekTimes.Part.allCases {
      option(.part(part), part.words, counts.parts[part], query.parts.contains(part))
    }
    heading("Kind")
    for theme in taxonomy.kinds {
      option(
        .kind(theme.code), theme.name, counts.kinds[theme.code], query.kinds.contains(theme.code))
    }
    for theme in taxonomy.groups {
      option(
        .group(theme.code), Self.lowered(theme.name), counts.groups[theme.code],
        query.groups.contains(theme.code))
    }
    heading("Cost")
    for band in [AssetCostBand.free, .upTo2, .upTo5, .more, .unknown] {
      option(.cost(band), band.words, counts.costs[band], query.costs.contains(band))
    }
    heading("Where")
    add(
      .near, query.origin.map { "near \($0.name)" } ?? "near a postcode …", nil,
      isOn: query.origin != nil)
    for miles in FacetCounts.distances where query.origin != nil {
      option(
        .within(miles), "within \(Int(miles)) \(miles == 1 ? "mile" : "miles")",
        counts.within[miles], query.miles == miles)
    }
    for mode in AssetMode.allCases {
      option(.mode(mode), mode.words, counts.modes[mode], query.modes.contains(mode))
    }
    heading("Trust")
    option(.spaces, "has spaces", counts.hasSpaces, query.hasSpaces)
    for days in FacetCounts.freshnesses {
      option(
        .verified(days), "seen in \(days) days", counts.verifiedWithin[days],
        query.verifiedWithin == days)
    }
    option(.needsCheck, "to be looked at again", counts.needsCheck, query.needsCheck)
    heading("Access")
    for access in AssetAccess.allCases {
      option(.access(access), access.words, counts.access[access], query.access.contains(access))
    }
    if counts.languages.count > 1 || !query.languages.isEmpty {
      heading("Language")
      for (name, count) in counts.languages.prefix(12) {
        option(.language(name), name, count, query.languages.contains(name))
      }
    }
    if !counts.terms.isEmpty {
      heading("Publishers’ terms")
      for (name, count) in counts.terms {
        option(.term(name), name, count, query.terms.contains(name))
      }
    }
    heading("Also")
    option(.closedToo, "what does not run", counts.closed, query.closedToo, always: true)
  }

  /// In the letters of the other labels: "family support", and still "SEND".
  private static func lowered(_ name: String) -> String {
    let second = name.dropFirst().first
    guard second?.isUppercase != true, let first = name.first else { return name }
    return first.lowercased() + name.dropFirst()
  }

  private mutating func heading(_ text: String) {
    if !rows.isEmpty { rows.append(.blank) }
    rows.append(.heading(text))
  }

  /// A choice that leads to nothing is left out, unless it is chosen.
  private mutating func option(
    _ choice: FacetChoice, _ label: String, _ count: Int?, _ isOn: Bool, always: Bool = false
  ) {
    guard isOn || always || (count ?? 0) > 0 else { return }
    add(choice, label, count, isOn: isOn)
  }

  private mutating func add(_ choice: FacetChoice, _ label: String, _ count: Int?, isOn: Bool) {
    choices[rows.count] = choice
    let mark = choice == .clear ? "" : isOn ? "● " : "· "
    // What is too long for one line goes on in the next.
    let room = max(Self.labelWidth - (count.map { Columns("\($0)".count) } ?? 0), 10)
    let lines = label.wrapped(to: choice == .clear ? 40 : room)
    rows.append(
      SectionRow(
        lines.enumerated().map { index, words in
          RowLine(
            left: StyledText(index == 0 ? mark : "  ", isOn ? .accent : .muted)
              + StyledText(words, isOn ? .heading : .soft, isOn ? .bold : []),
            right: StyledText(index == 0 ? count.map(String.init) ?? "" : "", .muted))
        }))
  }

  /// What a label and its count have of the pane together.
  private static let labelWidth: Columns = 20
}

extension AssetQuery {
  /// Chooses something, or lets it go where it is chosen.
  mutating func toggle(_ choice: FacetChoice) {
    func flip<T: Hashable>(_ set: inout Set<T>, _ value: T) {
      if set.remove(value) == nil { set.insert(value) }
    }
    switch choice {
    case .age: age = nil
    case .near:
      origin = nil
      miles = nil
      if order == .distance { order = .best }
    case .clear:
      self = widened
      if order == .due { order = .best }
    case .kind(let code): flip(&kinds, code)
    case .group(let code): flip(&groups, code)
    case .term(let name): flip(&terms, name)
    case .day(let day): flip(&days, day)
    case .part(let part): flip(&parts, part)
    case .open(let when): open = open == when ? nil : when
    case .cost(let band): flip(&costs, band)
    case .within(let limit): miles = miles == limit ? nil : limit
    case .access(let one): flip(&access, one)
    case .language(let name): flip(&languages, name)
    case .spaces: hasSpaces.toggle()
    case .verified(let limit): verifiedWithin = verifiedWithin == limit ? nil : limit
    case .needsCheck:
      needsCheck.toggle()
      // Those that are due longest come first.
      if needsCheck { order = .due } else if order == .due { order = .best }
    case .ready: readyForUnder18.toggle()
    case .mode(let mode): flip(&modes, mode)
    case .closedToo: closedToo.toggle()
    }
  }

  /// What is chosen, in a few words: "age 12 · Saturday · free".
  func words(_ taxonomy: AssetTaxonomy) -> String {
    var words: [String] = []
    if let age { words.append("age \(age)") }
    words += taxonomy.all.filter { kinds.contains($0.code) || groups.contains($0.code) }.map(\.name)
    words += terms.sorted()
    words += Day.Weekday.allCases.filter(days.contains).map(\.name)
    words += WeekTimes.Part.allCases.filter(parts.contains).map(\.words)
    if let open { words.append("open \(open.words)") }
    words += AssetCostBand.allCases.filter(costs.contains).map(\.words)
    if let origin {
      words.append((miles.map { "within \(Int($0)) mi of " } ?? "near ") + origin.name)
    }
    words += AssetMode.allCases.filter(modes.contains).map(\.words)
    words += AssetAccess.allCases.filter(access.contains).map(\.words)
    words += languages.sorted()
    if hasSpaces { words.append("has spaces") }
    if let verifiedWithin { words.append("seen in \(verifiedWithin) days") }
    if needsCheck { words.append("to be looked at again") }
    if readyForUnder18 { words.append("under-18 checks") }
    if closedToo { words.append("closed too") }
    return words.joined(separator: " · ")
  }
}

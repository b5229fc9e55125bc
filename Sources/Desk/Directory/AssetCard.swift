// A service of the directory, whole: what it is, for whom, when, where, what it
// costs, whom to ring, and how far it can be trusted.

import Casebook
import Casework
import Terminal

struct AssetCard {
  let asset: Asset
  let line: AssetLine
  let rules: DirectoryRules
  /// Names of workers.
  let workers: [Identifier<LinkWorker>: String]
  let today: Day
  /// Minutes after midnight: what is over by then is not next.
  let minute: Int
  /// Where somebody looks from.
  let origin: Place?
  /// Where the services nearest to it are, for the map.
  let near: [Coordinates]
  /// How far it is scrolled.
  let scroll: CardScroll
  /// Whether ↑↓ scroll it.
  let isFocused: Bool

  func draw(on canvas: Canvas) {
    let map = mapPlaces
    var text = canvas
    if !map.isEmpty, let room = mapRoom(on: canvas) {
      drawMap(map, on: canvas.sub(room))
      text =
        room.x > 0
        ? canvas.sub(Rect(x: 0, y: 0, width: room.x - 2, height: canvas.height))
        : canvas.sub(Rect(x: 0, y: 0, width: canvas.width, height: room.y - 1))
    }
    var page = CardPage(width: text.width)
    fill(&page)
    page.draw(on: text, scroll, isFocused: isFocused)
  }

  private func fill(_ page: inout CardPage) {
    addHead(to: &page)
    page.gap()
    addFacts(to: &page)
    // What a colleague wrote comes before what has to be looked up.
    addNotes(line.trust.notes.prefix(2), to: &page)
    page.gap()
    addTrust(to: &page)
    let words = asset.summary.isEmpty ? asset.description : asset.summary
    if !words.isEmpty {
      page.gap()
      page.put(words, Style(.soft))
    }
    addNotes(line.trust.notes.dropFirst(2), to: &page)
  }

  private func addNotes(_ notes: ArraySlice<AssetNote>, to page: inout CardPage) {
    for note in notes {
      page.gap()
      page.put("“\(note.text)”", Style(.text))
      page.put("\(name(note.by)), \(Day(note.at).british)", Style(.muted))
    }
  }

  private func addHead(to page: inout CardPage) {
    page.put(asset.name, Style(.heading, on: .page, .bold))
    page.put(asset.organizationName, Style(.soft))
    if !line.isOffered { page.put("▲ \(line.status.words)", Style(.warning, on: .page, .bold)) }
    if !asset.alert.isEmpty { page.put("▲ \(asset.alert)", Style(.warning)) }
    switch line.readiness(on: today, policy: rules.assurance) {
    case .adultsOnly: break
    case .ready: page.put("✓ checked for under 18s", Style(.good))
    case .notYet: page.put("✕ not for under 18s yet", Style(.danger, on: .page, .bold))
    }
  }

  private func addFacts(to page: inout CardPage) {
    page.fact("For", asset.ageWords)
    page.fact("When", asset.whenWords)
    let next = asset.nextSession(
      from: today, minute: minute, calendar: rules.calendar)
    page.fact("Next", next.map { $0.day == today ? "today, \($0.words)" : $0.words } ?? "")
    page.fact("Cost", asset.costWords)
    for location in asset.locations.prefix(2) {
      page.fact(
        "Where",
        [location.placeWords, location.postcode].filter { !$0.isEmpty }.joined(separator: ", "))
    }
    if let miles = line.miles, let origin {
      page.fact("Far", "\(Coordinates.words(miles)) from \(origin.name)")
    }
    page.fact("Spaces", spaces)
    page.fact("Ring", asset.phones.map(\.words).joined(separator: ", "))
    page.fact("Ask for", asset.contacts.map(\.name).filter { !$0.isEmpty }.joined(separator: ", "))
    page.fact("Email", asset.email)
    page.fact("Web", asset.url)
    page.fact("How", asset.howToApply)
    page.fact("Access", asset.accessibility.joined(separator: "; "))
    page.fact("Kinds", asset.taxonomyTerms.joined(separator: ", "))
  }

  private var spaces: String {
    guard let spaces = line.trust.spaces else { return asset.waitTime }
    return "\(spaces.words), told \(spaces.on.british)"
  }

  private func addTrust(to page: inout CardPage) {
    if let check = line.trust.checks.first {
      page.fact("Seen", "\(check.on.british) by \(name(check.by)), \(check.way.words)")
      page.fact("", check.found == .right ? "" : check.found.words)
      page.fact("", check.note)
    } else {
      page.fact("Seen", "nobody of your team has looked yet")
    }
    if let reason = line.trust.recheckReason(on: today, policy: rules.assurance),
      !line.trust.checks.isEmpty
    {
      page.put("▲ to be looked at again: \(reason)", Style(.caution))
    }
    page.fact(
      "Publisher", asset.assuredOn.map { "checked it \($0.british)" } ?? "gives no date")
    for kind in AssetAssurance.Kind.allCases {
      let isRequired = rules.assurance.requiredUnder18.contains(kind)
      switch line.trust.standing(kind, on: today, policy: rules.assurance) {
      case .missing:
        page.put(
          "\(isRequired ? "✕" : "·") \(kind.words): not seen",
          Style(isRequired ? .danger : .muted))
      case .current:
        page.put("✓ \(kind.words)\(until(kind))", Style(.good))
      case .runsOut(let day):
        page.put("▲ \(kind.words) runs out \(day.british)", Style(.caution))
      case .ranOut(let day):
        page.put("✕ \(kind.words) ran out \(day.british)", Style(.danger))
      }
    }
  }

  private func until(_ kind: AssetAssurance.Kind) -> String {
    guard let one = line.trust.assurances.first(where: { $0.kind == kind }) else { return "" }
    return one.expiresOn.map { ", until \($0.british)" } ?? ", seen \(one.seenOn.british)"
  }

  private func name(_ worker: Identifier<LinkWorker>) -> String {
    workers[worker] ?? "somebody of another team"
  }

  // MARK: The map

  /// What is near: around where somebody looks from, or around the service itself. Empty
  /// where it stands nowhere or nothing else is near.
  private var mapPlaces: [BrailleMap.Place] {
    guard let middle = origin?.at ?? line.places.first else { return [] }
    var places = near.map { place in
      let offset = middle.offset(of: place)
      return BrailleMap.Place(east: offset.east, north: offset.north, sign: "•", role: .info)
    }
    for place in line.places.prefix(1) where origin != nil {
      let offset = middle.offset(of: place)
      places.append(
        BrailleMap.Place(east: offset.east, north: offset.north, sign: "◆", role: .accent))
    }
    return places
  }

  /// Beside the words on a broad page, below them on a high one; nil on a small one.
  private func mapRoom(on canvas: Canvas) -> Rect? {
    if canvas.width >= 70 {
      let width = Columns(28)
      return Rect(
        x: canvas.width - width, y: 0, width: width, height: min(canvas.height, 12))
    }
    guard canvas.height >= 28, canvas.width >= 20 else { return nil }
    return Rect(
      x: 0, y: canvas.height - 10, width: min(canvas.width, 38), height: 10)
  }

  private func drawMap(_ places: [BrailleMap.Place], on canvas: Canvas) {
    let label = origin == nil ? "1 mi around it" : "1 mi from \(origin?.name ?? "")"
    BrailleMap(places: places, ring: 1, label: label).draw(
      on: canvas.sub(canvas.bounds.splitBottom(1).rest))
    let legend =
      (origin == nil
        ? StyledText("") : StyledText("◆", .accent) + StyledText(" this one   ", .muted))
      + StyledText("•", .info) + StyledText(" other services", .muted)
    canvas.put(legend, at: Position(x: 0, y: canvas.height - 1), width: canvas.width)
  }
}

/// How far a page is scrolled, and how high it was drawn. Drawing is what finds out.
final class CardScroll {
  var top = 0
  var height = 20
}

/// Lines going down a narrow page, of which a window is drawn.
private struct CardPage {
  private struct Line {
    var label = ""
    var words: StyledText
    var indent: Columns = 0
  }

  private let width: Columns
  private var lines: [Line] = []

  init(width: Columns) { self.width = width }

  mutating func gap() { lines.append(Line(words: "")) }

  mutating func put(_ text: String, _ style: Style) {
    guard !text.isEmpty else { return }
    for line in text.neutralised.wrapped(to: max(width, 1)) {
      lines.append(Line(words: StyledText(line, style.role, style.attributes)))
    }
  }

  mutating func fact(_ label: String, _ words: String) {
    guard !words.isEmpty else { return }
    let wrapped = words.neutralised.wrapped(to: max(width - 10, 1))
    for (index, line) in wrapped.enumerated() {
      lines.append(Line(label: index == 0 ? label : "", words: StyledText(line), indent: 10))
    }
  }

  /// Draws what fits from where it is scrolled to; what is cut off is told of above and
  /// below, so that nothing ends without a mark.
  func draw(on canvas: Canvas, _ scroll: CardScroll, isFocused: Bool) {
    let height = canvas.height.count
    guard height > 0 else { return }
    scroll.height = height
    let most = max(lines.count - height, 0)
    scroll.top = max(0, min(scroll.top, most))
    // The last row tells how much is left, and the first how much went by.
    let tellsMore = scroll.top < most
    let tellsLess = scroll.top > 0
    for y in 0..<height {
      let index = scroll.top + y
      guard index < lines.count else { break }
      if tellsLess && y == 0 {
        canvas.put(
          StyledText("↑ \(scroll.top + 1) more", .muted), at: .origin, width: canvas.width,
          align: .right)
      } else if tellsMore && y == height - 1 {
        canvas.put(
          StyledText("↓ \(lines.count - index) more", isFocused ? .accent : .muted),
          at: Position(x: 0, y: Rows(y)), width: canvas.width, align: .right)
      } else {
        canvas.put(StyledText(lines[index].label, .muted), at: Position(x: 0, y: Rows(y)))
        canvas.put(lines[index].words, at: Position(x: lines[index].indent, y: Rows(y)))
      }
    }
  }
}

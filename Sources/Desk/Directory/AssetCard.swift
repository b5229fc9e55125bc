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
  /// Where somebody looks from.
  let origin: Place?
  /// What stands near it in the list, for the map.
  let near: [AssetLine]

  func draw(on canvas: Canvas) {
    var page = CardPage(canvas)
    drawHead(on: &page)
    page.gap()
    drawFacts(on: &page)
    page.gap()
    drawTrust(on: &page)
    let words = asset.summary.isEmpty ? asset.description : asset.summary
    if !words.isEmpty {
      page.gap()
      page.put(words, Style(.soft))
    }
    for note in line.trust.notes.prefix(2) {
      page.gap()
      page.put("“\(note.text)”", Style(.text))
      page.put("\(name(note.by)), \(Day(note.at).british)", Style(.muted))
    }
    drawMap(on: canvas, below: page.y)
  }

  private func drawHead(on page: inout CardPage) {
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

  private func drawFacts(on page: inout CardPage) {
    page.fact("For", asset.ageWords)
    page.fact("When", asset.whenWords)
    let next = asset.nextSession(from: today, calendar: rules.calendar)
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

  private func drawTrust(on page: inout CardPage) {
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

  /// What is near: around where somebody looks from, or around the service itself.
  private func drawMap(on canvas: Canvas, below y: Rows) {
    let room = canvas.height - y - 1
    guard room >= 7, canvas.width >= 20, let middle = origin?.at ?? line.places.first else {
      return
    }
    var places: [BrailleMap.Place] = []
    for other in near where other.id != line.id {
      for place in other.places.prefix(1) where middle.miles(to: place) <= 6 {
        let offset = middle.offset(of: place)
        places.append(
          BrailleMap.Place(east: offset.east, north: offset.north, sign: "•", role: .info))
      }
    }
    for place in line.places.prefix(1) where origin != nil {
      let offset = middle.offset(of: place)
      places.append(
        BrailleMap.Place(east: offset.east, north: offset.north, sign: "◆", role: .accent))
    }
    guard !places.isEmpty else { return }
    let height = min(room, 11)
    let label = origin == nil ? "1 mi, around it" : "1 mi from \(origin?.name ?? "")"
    BrailleMap(places: places, ring: 1, label: label).draw(
      on: canvas.sub(
        Rect(x: 0, y: canvas.height - height, width: min(canvas.width, 36), height: height)))
  }
}

/// Lines going down a narrow page.
private struct CardPage {
  private let canvas: Canvas
  private(set) var y: Rows = 0

  init(_ canvas: Canvas) { self.canvas = canvas }

  mutating func gap() { y += 1 }

  mutating func put(_ text: String, _ style: Style) {
    guard !text.isEmpty, y < canvas.height else { return }
    for line in text.neutralised.wrapped(to: max(canvas.width, 1)) where y < canvas.height {
      canvas.put(line, at: Position(x: 0, y: y), style: style)
      y += 1
    }
  }

  mutating func fact(_ label: String, _ words: String) {
    guard !words.isEmpty, y < canvas.height else { return }
    canvas.put(StyledText(label, .muted), at: Position(x: 0, y: y))
    let lines = words.neutralised.wrapped(to: max(canvas.width - 10, 1))
    for line in lines where y < canvas.height {
      canvas.put(StyledText(line), at: Position(x: 10, y: y))
      y += 1
    }
  }
}

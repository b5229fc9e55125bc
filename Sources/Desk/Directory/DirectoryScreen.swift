// The directory: search on top, facets on the left, what is found, and the chosen
// service beside it.

import Casebook
import Casework
import Foundation
import Terminal

struct DirectoryScreen {
  private var table = Table(id: "directory", columns: Self.columns)
  private var rows = RowWindow<AssetLine>()
  private var panel = FacetPanel()
  private var finding: AssetFinding?
  var search = TextField(
    id: "directory search",
    placeholder: "type what they would like: art, football, someone to talk to")
  private(set) var isSearching = false
  /// Whether the keys go to the facets.
  private(set) var isInFacets = false
  /// Whom a service is being looked for, while one is: their age narrows the list to
  /// what takes them, and the words say for what.
  private let purpose: Purpose?
  /// What is asked besides the words.
  private(set) var query = AssetQuery()
  /// The chosen service, whole, with what the team knows of it.
  private(set) var asset: Asset?
  private var rules = DirectoryRules()
  private var workers: [Identifier<LinkWorker>: String] = [:]
  /// Whether the chosen service fills a narrow screen.
  private(set) var showsAsset = false
  private var today = Day(number: 0)
  /// Of today, for "open now".
  private var minute = 720
  /// Where what is near the chosen service is, for the map.
  private var near: [Coordinates] = []
  /// When and for what the list was read last.
  private var lastReading: Reading?
  /// How far the chosen service's page is scrolled.
  private var scroll = CardScroll()

  struct Purpose {
    var age: Int?
    /// Where they live; distances are counted from there.
    var origin: Place?
    /// "Link a service to Leo's goal: go to one thing a week".
    var words: String
  }

  init(for purpose: Purpose? = nil) {
    self.purpose = purpose
    isSearching = purpose != nil
    query.age = purpose?.age
    query.origin = purpose?.origin
  }

  var selected: AssetLine? { table.selectedRow.flatMap { rows[$0] } }

  /// How many were found.
  var count: Int { table.rowCount }

  // MARK: Reading

  /// Reads it as it is at a moment: "open now" means then.
  mutating func load(from book: Casebook, at now: Date) throws {
    var asked = query
    asked.words = search.text
    let reading = Reading(
      moment: try book.moment(), minute: Int(now.timeIntervalSince1970 / 60), asked: asked)
    guard reading != lastReading else { return try window(from: book) }
    lastReading = nil
    today = Day(now)
    minute = DayClock.minute(of: now)
    table.columns = query.needsCheck ? Self.dueColumns : Self.columns
    rows.invalidate()
    rules = book.directoryRules
    workers = Dictionary(
      try book.workers().map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    let found = try book.find(asked, on: today, minute: minute)
    finding = found
    panel.show(query, found.counts, rules.taxonomy)
    table.rowCount = found.count
    table.emptyText = emptyWords(found.total)
    asset = nil
    try window(from: book)
    lastReading = reading
  }

  /// What was read: the same again needs no reading.
  private struct Reading: Equatable {
    var moment: Casebook.Moment
    var minute: Int
    var asked: AssetQuery
  }

  private func emptyWords(_ total: Int) -> String {
    if total == 0 {
      return "The directory is empty. Press i to bring one in from a file."
    }
    let chosen = query.words(rules.taxonomy)
    if search.text.isEmpty { return "Nothing is left by: \(chosen)." }
    return chosen.isEmpty
      ? "Nothing in the directory is found by “\(search.text)”."
      : "Nothing is found by “\(search.text)” among: \(chosen)."
  }

  mutating func window(from book: Casebook) throws {
    guard let finding else { return }
    try rows.load(for: table) { try book.lines(of: finding, in: $0) }
    if let id = selected?.id {
      if asset?.id != id {
        asset = try book.asset(id)
        scroll = CardScroll()
        let middle = query.origin?.at ?? selected?.places.first
        near = try middle.map { try book.places(near: $0, without: id) } ?? []
      }
    } else {
      asset = nil
      showsAsset = false
    }
  }

  /// The chosen row's place in the list.
  var row: Int? { table.selectedRow }

  mutating func select(row: Int, from book: Casebook) throws {
    table.select(row)
    try window(from: book)
  }

  var arrangement: [String: String] {
    var kept = query.arrangement
    kept["words"] = search.text
    kept["top"] = "\(table.top)"
    // Whose page fills a narrow screen, or has the keys on a wide one, and how far it was read.
    if showsAsset { kept["card"] = "\(scroll.top)" }
    return kept
  }

  mutating func arrange(as kept: [String: String]) {
    search.text = kept["words"] ?? ""
    query.arrange(as: kept)
    showsAsset = kept["card"] != nil
  }

  func scroll(as kept: [String: String]) {
    table.top = kept["top"].flatMap { Int($0) } ?? 0
    scroll.top = kept["card"].flatMap { Int($0) } ?? 0
  }

  // MARK: Asking

  /// Changes what is asked; the list begins again at its top.
  mutating func ask(_ change: (inout AssetQuery) -> Void) {
    change(&query)
    table.select(0)
  }

  /// The next order, where there is one that makes sense here.
  mutating func sortByNext() {
    let orders = AssetQuery.Order.allCases.filter { $0 != .distance || query.origin != nil }
    let place = orders.firstIndex(of: query.order) ?? 0
    ask { $0.order = orders[(place + 1) % orders.count] }
  }

  mutating func goToFacets() {
    isInFacets.toggle()
    isSearching = false
    showsAsset = false
  }

  // MARK: Events

  enum Outcome {
    case ignored
    case moved
    case reload
    case open
    /// A facet that something has to be written for.
    case write(FacetChoice)
  }

  mutating func update(_ event: Event) -> Outcome {
    if isSearching { return updateSearch(event) }
    if event.mouse(on: "directory search") != nil {
      isSearching = true
      isInFacets = false
      _ = search.update(event)
      return .moved
    }
    if event.mouse(on: "facets") != nil || isInFacets {
      if let outcome = updateFacets(event) { return outcome }
    }
    if event.key == .tab {
      goToFacets()
      return .moved
    }
    if showsAsset, updateCard(event) { return .moved }
    return updateTable(event)
  }

  private mutating func updateSearch(_ event: Event) -> Outcome {
    switch event.key {
    case .escape?:
      isSearching = false
      guard !search.text.isEmpty else { return .moved }
      search.text = ""
      return .reload
    case .tab?:
      isSearching = false
      return .moved
    case .enter?:
      isSearching = false
      return purpose == nil || selected == nil ? .moved : .open
    case .up?, .down?, .pageUp?, .pageDown?: return updateTable(event)
    default:
      switch search.update(event) {
      case .changed:
        table.select(0)
        return .reload
      case .ignored: return updateTable(event)
      default: return .moved
      }
    }
  }

  /// Nil where the event is none for the facets.
  private mutating func updateFacets(_ event: Event) -> Outcome? {
    switch event.key {
    case .tab?, .right?, .escape?:
      isInFacets = false
      return .moved
    case .enter?, .space?: return choose()
    default: break
    }
    guard panel.update(event, height: 20) else { return nil }
    guard let mouse = event.mouse(on: "facets"), case .press = mouse.kind else { return .moved }
    isInFacets = true
    return choose()
  }

  private mutating func choose() -> Outcome {
    guard let choice = panel.chosen else { return .moved }
    if choice == .age && query.age == nil || choice == .near && query.origin == nil {
      return .write(choice)
    }
    ask { $0.toggle(choice) }
    return .reload
  }

  /// The keys of the page of one service: it is scrolled, and ← and → go to the service
  /// before and after it.
  private mutating func updateCard(_ event: Event) -> Bool {
    let page = max(scroll.height - 2, 1)
    switch event.key {
    case .up?, .character("k")?: scroll.top = max(scroll.top - 1, 0)
    case .down?, .character("j")?: scroll.top += 1
    case .pageUp?: scroll.top = max(scroll.top - page, 0)
    case .pageDown?, .space?: scroll.top += page
    case .home?: scroll.top = 0
    // Drawing holds it inside the page.
    case .end?: scroll.top = 10_000
    case .left?: table.select((row ?? 0) - 1)
    case .right?: table.select((row ?? 0) + 1)
    default: return false
    }
    return true
  }

  private mutating func updateTable(_ event: Event) -> Outcome {
    if event.key == .left, !showsAsset {
      isInFacets = true
      return .moved
    }
    switch table.update(event) {
    case .ignored: return .ignored
    case .opened:
      isInFacets = false
      showsAsset = purpose == nil
      return .open
    case .moved, .marked, .sort: return .moved
    }
  }

  mutating func beginFinding() {
    isSearching = true
    isInFacets = false
    showsAsset = false
  }

  /// Whether there is a step to go back.
  var isNarrowed: Bool {
    showsAsset || isInFacets || !search.text.isEmpty || query.isNarrowed
  }

  /// Goes back one step: from the service to the list, from a search to everything.
  mutating func back() -> Bool {
    if showsAsset {
      showsAsset = false
      return true
    }
    if isInFacets {
      isInFacets = false
      return true
    }
    if isSearching || !search.text.isEmpty {
      isSearching = false
      search.text = ""
      return true
    }
    guard query.isNarrowed else { return false }
    ask {
      $0 = $0.widened
      if $0.order == .due { $0.order = .best }
    }
    return true
  }

  // MARK: Drawing

  private static let columns = [
    TableColumn("Service", width: .flexible(min: 18, weight: 3), priority: .max),
    TableColumn("Ages", width: .fixed(8), priority: 8),
    TableColumn("When", width: .flexible(min: 12, weight: 2), priority: 7),
    TableColumn("Cost", width: .flexible(min: 7, weight: 1), priority: 6),
    TableColumn("Where", width: .flexible(min: 9, weight: 2), priority: 4),
  ]

  /// Of those that are to be looked at again: why, and since when.
  private static let dueColumns = [
    TableColumn("Service", width: .flexible(min: 12, weight: 2), priority: .max),
    TableColumn("Why look again", width: .flexible(min: 14, weight: 3), priority: 8),
    TableColumn("Due", width: .fixed(10), priority: 9),
    TableColumn("Where", width: .flexible(min: 9, weight: 1), priority: 4),
  ]

  func draw(on canvas: Canvas) {
    let isWide = canvas.width >= 110
    if showsAsset, !isWide {
      card?.draw(on: canvas.sub(canvas.bounds.inset(2, 0)))
      canvas.setCursor(Position(x: 2, y: 0))
      return
    }
    var page = canvas
    if let purpose {
      canvas.put(
        StyledText(purpose.words, .heading, .bold), at: Position(x: 2, y: 0),
        width: canvas.width - 4)
      let ages = purpose.age.map { "only what takes somebody of \($0), and runs now" }
      canvas.put(StyledText(ages ?? "only what runs now", .muted), at: Position(x: 2, y: 1))
      page = canvas.sub(canvas.bounds.inset(left: 0, top: 3, right: 0, bottom: 0))
    }
    drawSearch(on: page)
    drawList(
      on: page.sub(page.bounds.inset(left: 0, top: 2, right: 0, bottom: 0)), isWide: isWide)
  }

  private var card: AssetCard? {
    guard let asset, let line = selected else { return nil }
    return AssetCard(
      asset: asset, line: line, rules: rules, workers: workers, today: today, minute: minute,
      origin: query.origin, near: near, scroll: scroll, isFocused: showsAsset)
  }

  private func drawSearch(on canvas: Canvas) {
    canvas.put("/", at: Position(x: 2, y: 0), style: Style(.accent, on: .page, .bold))
    let total = finding?.total ?? 0
    let count = "\(table.rowCount) of \(total) · \(query.order.words)"
    search.draw(
      on: canvas.sub(
        Rect(x: 4, y: 0, width: max(canvas.width - 9 - count.columns, 0), height: 1)),
      isFocused: isSearching)
    canvas.put(
      StyledText(count, .soft), at: Position(x: 0, y: 0), width: canvas.width - 2, align: .right)
    let chosen = query.words(rules.taxonomy)
    if !chosen.isEmpty {
      canvas.put(
        StyledText("only  ", .muted) + StyledText(chosen, .accent), at: Position(x: 4, y: 1),
        width: canvas.width - 6)
    }
  }

  private func drawList(on canvas: Canvas, isWide: Bool) {
    let (aside, rest) = canvas.bounds.splitRight(isWide ? 42 : 0)
    // On a narrow screen the facets come when they are asked for.
    let showsFacets = isWide || isInFacets
    let left: Columns = showsFacets ? (isWide ? 28 : 30) : 0
    if showsFacets {
      panel.draw(
        on: canvas.sub(Rect(x: 1, y: 0, width: left - 2, height: canvas.height)),
        isFocused: isInFacets)
      canvas.line(vertical: Position(x: left, y: 0), length: canvas.height)
    }
    let main = canvas.sub(
      Rect(
        x: rest.x + left + 1, y: 0, width: max(rest.width - left - 2, 0), height: canvas.height))
    // The mark before a name is explained where it is seen.
    let isMarked = table.window.contains { rows[$0].map(isNotYet) ?? false }
    let (foot, list) = main.bounds.splitBottom(isMarked && main.height > 6 ? 1 : 0)
    table.draw(on: main.sub(list), isFocused: !isSearching && !isInFacets && !showsAsset) { index in
      rows[index].map(tableRow) ?? TableRow([])
    }
    if foot.height > 0 {
      main.sub(foot).put(
        StyledText("  ✕ ", .danger, .bold)
          + StyledText("not for under 18s yet: evidence missing", .muted), at: .origin,
        width: main.width)
    }
    guard isWide, let card else { return }
    canvas.line(vertical: Position(x: aside.x, y: 0), length: canvas.height)
    card.draw(on: canvas.sub(aside.inset(left: 2, top: 0, right: 1, bottom: 0)))
  }

  /// Whether it is not to be offered to anybody under 18 yet, and somebody of that age may
  /// be looked for.
  private func isNotYet(_ line: AssetLine) -> Bool {
    guard (query.age ?? 0) < 18, (line.minimumAge ?? 0) < 18, line.isOffered,
      case .notYet = line.readiness(on: today, policy: rules.assurance)
    else { return false }
    return true
  }

  private func tableRow(_ line: AssetLine) -> TableRow {
    var name = StyledText(
      line.name, line.isOffered ? .heading : .muted, line.isOffered ? .bold : [])
    if isNotYet(line) { name = StyledText("✕ ", .danger, .bold) + name }
    if query.needsCheck {
      let words = line.trust.recheckWords(on: today, policy: rules.assurance)
      return TableRow([
        .text(name), .text(words?.why ?? "", .soft), .text(words?.due ?? "", .text),
        .text(line.placeWords, .muted),
      ])
    }
    let place = line.miles.map { "\(Coordinates.words($0)) · " } ?? ""
    return TableRow([
      .text(name), .text(line.ageWords, .soft),
      .text(line.isOffered ? line.whenWords : line.status.words, line.isOffered ? .text : .warning),
      .text(line.costWords, .soft), .text(place + line.placeWords, .soft),
    ])
  }
}

/// As a tab of its own. While a service is being linked the desk asks it directly.
extension DirectoryScreen: DeskPage {
  var place: DeskContext.Place { .directory }
  var canFind: Bool { true }
  var isTyping: Bool { isSearching }

  /// A page is always asked for with the hour; a day alone is its noon.
  mutating func load(from book: Casebook, on today: Day) throws {
    try load(from: book, at: DayClock.date(today, minute: 720))
  }

  mutating func update(_ event: Event, height: Rows) -> PageOutcome {
    switch update(event) as Outcome {
    case .ignored: .ignored
    case .moved, .open: .moved
    case .reload: .reload
    case .write(let choice): .act { $0.writeFacet(choice) }
    }
  }

  func draw(on canvas: Canvas, in desk: Desk) { draw(on: canvas) }

  func describe(_ context: inout DeskContext) { context.hasAsset = selected != nil }
}

// The directory: search on top, what is found below, the chosen service beside it.

import Casebook
import Casework
import Terminal

struct DirectoryScreen {
  private var table = Table(id: "directory", columns: Self.columns)
  private var rows = RowWindow<AssetLine>()
  var search = TextField(
    id: "directory search",
    placeholder: "type what they would like: art, football, someone to talk to")
  private(set) var isSearching = false
  /// Whom a service is being looked for, while one is: their age narrows the list to
  /// what takes them, and the words say for what.
  private let purpose: Purpose?
  /// The chosen service, whole.
  private(set) var asset: Asset?
  /// Whether the chosen service fills a narrow screen.
  private(set) var showsAsset = false
  private var total = 0

  struct Purpose {
    var age: Int?
    /// "Link a service to Leo's goal: go to one thing a week".
    var words: String
  }

  init(for purpose: Purpose? = nil) {
    self.purpose = purpose
    isSearching = purpose != nil
  }

  var selected: AssetLine? { table.selectedRow.flatMap { rows[$0] } }

  private var filter: AssetFilter {
    guard let purpose else { return AssetFilter() }
    var filter = AssetFilter.offered
    filter.age = purpose.age
    return filter
  }

  mutating func load(from book: Casebook) throws {
    rows.invalidate()
    total = try book.assetCount(matching: "", filter: AssetFilter())
    table.rowCount = try book.assetCount(matching: search.text, filter: filter)
    table.emptyText =
      total == 0
      ? "The directory is empty. Bring one in with:  fingerpost import directory PATH"
      : "Nothing in the directory is found by “\(search.text)”."
    try window(from: book)
  }

  mutating func window(from book: Casebook) throws {
    let (words, filter) = (search.text, filter)
    try rows.load(for: table) { range in
      try book.assets(
        matching: words, filter: filter, offset: range.lowerBound, limit: range.count)
    }
    if let id = selected?.id {
      if asset?.id != id { asset = try book.asset(id) }
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

  enum Outcome {
    case ignored
    case moved
    case reload
    case open
  }

  mutating func update(_ event: Event) -> Outcome {
    if isSearching {
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
      case .up?, .down?, .pageUp?, .pageDown?: break
      default:
        switch search.update(event) {
        case .changed:
          table.select(0)
          return .reload
        case .ignored: break
        default: return .moved
        }
      }
    } else if event.mouse(on: "directory search") != nil {
      isSearching = true
      _ = search.update(event)
      return .moved
    }
    switch table.update(event) {
    case .ignored: return .ignored
    case .opened:
      showsAsset = purpose == nil
      return .open
    case .moved, .marked, .sort: return .moved
    }
  }

  mutating func beginFinding() {
    isSearching = true
    showsAsset = false
  }

  /// Whether there is a step to go back.
  var isNarrowed: Bool { showsAsset || !search.text.isEmpty }

  /// Goes back one step: from the service to the list, from a search to everything.
  mutating func back() -> Bool {
    if showsAsset {
      showsAsset = false
      return true
    }
    if isSearching || !search.text.isEmpty {
      isSearching = false
      search.text = ""
      return true
    }
    return false
  }

  // MARK: Drawing

  private static let columns = [
    TableColumn("Service", width: .flexible(min: 18, weight: 3), priority: .max),
    TableColumn("Ages", width: .fixed(9), priority: 8),
    TableColumn("When", width: .flexible(min: 14, weight: 2), priority: 7),
    TableColumn("Cost", width: .flexible(min: 8, weight: 1), priority: 6),
    TableColumn("Where", width: .flexible(min: 12, weight: 2), priority: 4),
  ]

  func draw(on canvas: Canvas) {
    let isWide = canvas.width >= 110
    if showsAsset, !isWide, let asset {
      AssetCard(asset).draw(on: canvas.sub(canvas.bounds.inset(2, 0)))
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
    drawList(on: page, isWide: isWide)
  }

  private func drawList(on canvas: Canvas, isWide: Bool) {
    let (aside, rest) = canvas.bounds.splitRight(isWide ? 48 : 0)
    let main = canvas.sub(rest.inset(left: 1, top: 0, right: 1, bottom: 0))
    main.put("/", at: Position(x: 1, y: 0), style: Style(.accent, on: .page, .bold))
    let count = "\(table.rowCount) of \(total)"
    search.draw(
      on: main.sub(Rect(x: 3, y: 0, width: max(main.width - 6 - count.columns, 0), height: 1)),
      isFocused: isSearching)
    main.put(
      StyledText(count, .soft), at: Position(x: 0, y: 0), width: main.width - 1, align: .right)
    table.draw(
      on: main.sub(main.bounds.inset(left: 0, top: 2, right: 0, bottom: 0)), isFocused: !isSearching
    ) { index in
      rows[index].map(Self.row) ?? TableRow([])
    }
    guard isWide, let asset else { return }
    canvas.line(vertical: Position(x: aside.x, y: 1), length: canvas.height - 2)
    AssetCard(asset).draw(
      on: canvas.sub(aside.inset(left: 3, top: 1, right: 2, bottom: 0)))
  }

  private static func row(_ line: AssetLine) -> TableRow {
    TableRow([
      .text(line.name, line.isOffered ? .heading : .muted, line.isOffered ? .bold : []),
      .text(line.ageWords, .soft),
      .text(line.isOffered ? line.whenWords : line.status.words, line.isOffered ? .text : .warning),
      .text(line.costWords, .soft),
      .text(line.placeWords, .soft),
    ])
  }
}

/// As a tab of its own. While a service is being linked the desk asks it directly.
extension DirectoryScreen: DeskPage {
  var place: DeskContext.Place { .directory }
  var canFind: Bool { true }
  var isTyping: Bool { isSearching }

  mutating func load(from book: Casebook, on today: Day) throws { try load(from: book) }

  mutating func update(_ event: Event, height: Rows) -> PageOutcome {
    switch update(event) as Outcome {
    case .ignored: .ignored
    case .moved, .open: .moved
    case .reload: .reload
    }
  }

  func draw(on canvas: Canvas, in desk: Desk) { draw(on: canvas) }

  func describe(_ context: inout DeskContext) { context.hasAsset = selected != nil }
}

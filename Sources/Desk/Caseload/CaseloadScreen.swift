// The caseload: a table that answers "who needs me?", with the chosen person in
// short beside it.

import Casebook
import Casework
import Terminal

struct CaseloadScreen: DeskPage {
  let place = DeskContext.Place.caseload
  let listsPeople = true
  let canFind = true
  private var table = Table(id: "caseload", columns: Self.columns)
  private var rows = RowWindow<CaseloadRow>()
  /// What the cases on the screen weigh.
  private var weights: [Identifier<Case>: WeighedCase] = [:]
  private var today = Day(number: 0)
  private var me: Identifier<LinkWorker>?

  /// Whether everybody's cases are shown, or the worker's own and the new ones.
  private(set) var showsEverybody = false
  private(set) var showsClosed = false
  private(set) var order = CaseloadOrder.due
  private(set) var isDescending = false
  /// The line that filters the list, while it is open or holds words.
  var filter = TextField(
    id: "caseload filter", placeholder: "part of a name, NHS number or postcode")
  private(set) var isFiltering = false
  /// Whether the words match more people than the list shows.
  private var isCut = false

  var selected: CaseloadRow? { table.selectedRow.flatMap { rows[$0] } }
  var chosenRow: CaseloadRow? { selected }
  var isTyping: Bool { isFiltering }
  var isNarrowed: Bool { !filter.text.isEmpty }

  // MARK: Reading

  private var query: CaseloadFilter {
    let whose: CaseloadFilter.Whose =
      showsEverybody ? .everybodys : me.map { .mineAndNew($0) } ?? .everybodys
    return CaseloadFilter(whose, includeClosed: showsClosed, words: filter.text)
  }

  /// Reads the list again, keeping the chosen case chosen where it still is there.
  mutating func load(from book: Casebook, on today: Day) throws {
    self.today = today
    me = book.worker.id
    if showsEverybody, try !book.setting(AccessRules.self).seesTeam(book.worker) {
      showsEverybody = false
    }
    rows.invalidate()
    weights = [:]
    table.rowCount = try book.caseloadCount(query)
    isCut = try !filter.text.isEmpty && book.caseloadIsCut(query)
    table.sortedBy = (order.rawValue, !isDescending)
    table.emptyText =
      filter.text.isEmpty
      ? (showsEverybody
        ? "No open cases. Press n to write down a referral."
        : "You hold no open cases. Press m for everybody's, n to write down a referral.")
      : "Nobody is found by “\(filter.text)”. Esc shows everybody again."
    try window(from: book)
  }

  /// Reads the rows that the screen may show next, if they are not read yet.
  mutating func window(from book: Casebook) throws {
    let (query, order, isDescending) = (query, order, isDescending)
    try rows.load(for: table) { range in
      try book.caseload(
        query, order: order, descending: isDescending, offset: range.lowerBound,
        limit: range.count)
    }
    try weigh(from: book)
  }

  /// Weighs the cases that are on the screen and were not weighed yet.
  private mutating func weigh(from book: Casebook) throws {
    let chosen = table.selectedRow ?? 0
    let shown = (chosen - 48...chosen + 48).compactMap { rows[$0] }
      .filter { weights[$0.caseID] == nil }
    guard !shown.isEmpty else { return }
    for one in try book.weighed(shown, on: today) { weights[one.row.caseID] = one }
  }

  /// The chosen row's place in the list.
  var row: Int? { table.selectedRow }

  mutating func select(row: Int, from book: Casebook) throws {
    table.select(row)
    try window(from: book)
  }

  // MARK: Events

  mutating func update(_ event: Event, height: Rows) -> PageOutcome {
    if isFiltering, let outcome = updateFilter(event) { return outcome }
    if event.mouse(on: "caseload filter") != nil {
      isFiltering = true
      _ = filter.update(event)
      return .moved
    }
    switch table.update(event) {
    case .ignored: return .ignored
    case .moved, .marked: return .moved
    case .opened(let index): return rows[index].map { .open($0.caseID) } ?? .moved
    case .sort(let key):
      guard let order = CaseloadOrder(rawValue: key) else { return .moved }
      sort(by: order)
      return .reload
    }
  }

  private mutating func updateFilter(_ event: Event) -> PageOutcome? {
    switch event.key {
    case .escape?:
      isFiltering = false
      guard !filter.text.isEmpty else { return .moved }
      filter.text = ""
      return .reload
    case .enter?:
      isFiltering = false
      return selected.map { .open($0.caseID) } ?? .moved
    case .tab?:
      isFiltering = false
      return .moved
    case .up?, .down?, .pageUp?, .pageDown?: return nil
    default: break
    }
    switch filter.update(event) {
    case .changed: return .reload
    case .ignored: return nil
    default: return .moved
    }
  }

  mutating func beginFinding() { isFiltering = true }

  /// Takes the filter away; false when there was none.
  mutating func back() -> Bool {
    guard isFiltering || !filter.text.isEmpty else { return false }
    isFiltering = false
    filter.text = ""
    return true
  }

  mutating func toggleEverybody() { showsEverybody.toggle() }
  mutating func toggleClosed() { showsClosed.toggle() }

  /// Sorts by a column; the same one again turns the order round.
  mutating func sort(by order: CaseloadOrder) {
    isDescending = self.order == order ? !isDescending : false
    self.order = order
  }

  /// Sorts by the next column.
  mutating func sortByNext() {
    let all = CaseloadOrder.allCases
    let place = all.firstIndex(of: order) ?? 0
    order = all[(place + 1) % all.count]
    isDescending = false
  }

  // MARK: Drawing

  private static let columns = [
    TableColumn("", width: .fixed(1), priority: .max),
    TableColumn("Who", width: .flexible(min: 12, weight: 2), priority: .max, sortKey: "name"),
    TableColumn("Age", width: .fixed(3), align: .right, priority: 8, sortKey: "age"),
    TableColumn("Need", width: .flexible(min: 14, weight: 3), priority: 7, sortKey: "need"),
    TableColumn("Stage", width: .fixed(8), priority: 6),
    TableColumn("Load", width: .fixed(4), align: .right, priority: 5),
    TableColumn("Last seen", width: .fixed(13), priority: 4, sortKey: "last-seen"),
    TableColumn("Next", width: .flexible(min: 16, weight: 3), priority: 9, sortKey: "due"),
    TableColumn("When", width: .fixed(12), align: .right, priority: 10),
    TableColumn("Plan", width: .fixed(12), priority: 2),
    TableColumn("Held by", width: .flexible(min: 9, weight: 1), priority: 3),
  ]

  func draw(on canvas: Canvas, in desk: Desk) {
    let isWide = canvas.width >= 110
    let (aside, rest) = canvas.bounds.splitRight(isWide ? 38 : 0)
    let main = canvas.sub(rest.inset(left: 1, top: 0, right: 1, bottom: 0))
    drawHeading(on: main)
    table.draw(
      on: main.sub(main.bounds.inset(left: 0, top: 2, right: 0, bottom: 0)),
      isFocused: !isFiltering
    ) { index in
      rows[index].map { Self.row($0, weights[$0.caseID], on: today) } ?? TableRow([])
    }
    guard isWide, let selected else { return }
    canvas.line(vertical: Position(x: aside.x, y: 1), length: canvas.height - 2)
    PersonCard(selected, on: today).draw(
      on: canvas.sub(aside.inset(left: 3, top: 1, right: 2, bottom: 0)))
  }

  private func drawHeading(on canvas: Canvas) {
    let title = showsEverybody ? "Everybody's cases" : "Your cases and new referrals"
    var line = StyledText(title, .heading, .bold)
    let count =
      isCut
      ? "\(table.rowCount) of many: type on"
      : table.rowCount == 1 ? "1 case" : "\(table.rowCount) cases"
    line += StyledText("  \(count)\(showsClosed ? ", closed ones too" : "")", .soft)
    let used = canvas.put(line, at: Position(x: 1, y: 0), width: canvas.width - 2)
    guard isFiltering || !filter.text.isEmpty, canvas.width > used + 14 else { return }
    let place = Rect(x: used + 4, y: 0, width: min(44, canvas.width - used - 5), height: 1)
    canvas.put("/", at: Position(x: used + 3, y: 0), style: Style(.accent, on: .page, .bold))
    filter.draw(on: canvas.sub(place), isFocused: isFiltering)
  }

  private static func row(
    _ row: CaseloadRow, _ weight: WeighedCase?, on today: Day
  ) -> TableRow {
    let isLate = row.due?.urgency(on: today).needsSomebodyNow ?? false
    let stage = row.stage(on: today)
    let when = row.due?.whenWords(on: today) ?? ""
    return TableRow([
      isLate ? .text("▲", .warning) : .text(""),
      .text(row.person.listName, .heading, .bold),
      .text(row.person.age(on: today).map(String.init) ?? "", .muted),
      .text(row.need),
      .text(stage.words, stage == .closed ? .muted : .text),
      weight.map { TableCell.text(Figures.oneDecimal($0.points), $0.isWeighed ? .text : .muted) } ?? "",
      .text(row.lastSeenWords(on: today), .soft),
      .text(row.due?.text ?? "", .text),
      isLate ? .text(when, .warning, .bold) : .text(when, .soft),
      .text(row.planWords, .soft),
      .text(row.holderName.isEmpty ? "nobody yet" : row.holderName, .muted),
    ])
  }
}

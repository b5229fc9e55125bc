// The caseload: a table that answers "who needs me?", with the chosen person in
// short beside it.

import Casebook
import Casework
import Foundation
import Terminal

struct CaseloadScreen: DeskPage {
  let place = DeskContext.Place.caseload
  let listsPeople = true
  let canFind = true
  var table = Table(id: "caseload", columns: Self.columns)
  var rows = RowWindow<CaseloadRow>()
  /// What the cases on the screen weigh.
  private(set) var weights: [Identifier<Case>: WeighedCase] = [:]
  /// How the people on the screen fare by their own measure.
  private(set) var courses: [Identifier<Case>: WellbeingCourse] = [:]
  /// Whether the table takes the place of the person beside it.
  var isWhole = false
  /// Whether the list is too long for the order that was asked for.
  private(set) var isTooLong = false
  var today = Day(number: 0)
  private var me: Identifier<LinkWorker>?

  /// Which cases are shown, in which order, grouped by what; the words are in `filter`.
  private(set) var view = CaseView()
  /// The view's name, until something of it is changed.
  private(set) var viewName: String?
  /// The chosen case at a glance, where it may be read.
  private(set) var preview: CasePreview?

  var showsEverybody: Bool { view.whose == .everybodys }
  var showsClosed: Bool { view.includeClosed }
  var order: CaseloadOrder { view.order }
  var isDescending: Bool { view.descending }
  /// The line that filters the list, while it is open or holds words.
  var filter = TextField(
    id: "caseload filter", placeholder: "part of a name, NHS number or postcode")
  private(set) var isFiltering = false
  /// Whether the words match more people than the list shows.
  private(set) var isCut = false

  var selected: CaseloadRow? { table.selectedRow.flatMap { rows[$0] } }
  var chosenRow: CaseloadRow? { selected }
  var isTyping: Bool { isFiltering }
  var isNarrowed: Bool { !filter.text.isEmpty || !marked.isEmpty || isPickedOut }

  /// The marked cases: whatever the list shows and however it is sorted, they stay.
  private(set) var marked: Set<Identifier<Case>> = []

  // MARK: Reading

  private var query: CaseloadFilter {
    guard let me else { return CaseloadFilter(.everybodys, on: today) }
    var query = view.filter(for: me, on: today)
    query.words = filter.text
    return query
  }

  /// Reads the list again, keeping the chosen case chosen where it still is there.
  mutating func load(from book: Casebook, on today: Day) throws {
    self.today = today
    me = book.worker.id
    // The same condition as for the command: whatever view was chosen, kept or typed.
    if !view.isOwn, try !book.oversight(on: today).seesTeam {
      view.whose = .mineAndNew
    }
    rows.invalidate()
    preview = nil
    weights = [:]
    courses = [:]
    table.rowCount = try book.caseloadCount(query)
    if !order.isStored, table.rowCount > Casebook.mostArranged {
      view.order = .due
      view.descending = false
      isTooLong = true
    }
    isCut = try !filter.text.isEmpty && book.caseloadIsCut(query)
    table.sortedBy = (order.rawValue, !isDescending)
    table.groups = try groups(from: book)
    table.emptyText = emptyText
    try window(from: book)
  }

  private var emptyText: String {
    if !filter.text.isEmpty {
      return "Nobody is found by “\(filter.text)”. Esc shows everybody again."
    }
    if isPickedOut { return "Nobody is like that now. Esc shows all of your list." }
    return showsEverybody
      ? "No open cases. Press n to write down a referral."
      : "You hold no open cases. Press m for everybody’s, n to write down a referral."
  }

  /// Whether the view asks more than whose cases they are.
  private var isPickedOut: Bool { !view.questions.isEmpty || !view.need.isEmpty }

  private func groups(from book: Casebook) throws -> [TableGroup] {
    guard let grouping = view.grouping, table.rowCount > 0 else { return [] }
    var first = 0
    return try book.caseloadGroups(query, by: grouping, descending: isDescending).map { group in
      defer { first += group.count }
      return TableGroup(
        firstRow: first, title: group.title,
        note: group.count == 1 ? "1 case" : "\(group.count) cases")
    }
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
    showMarks()
    if preview?.caseID != selected?.caseID { preview = nil }
    if preview == nil, let selected { preview = try book.preview(selected.caseID) }
  }

  // MARK: Marks

  /// Marks every case of the list, up to 500; none where they are marked already.
  mutating func markAll(from book: Casebook) throws {
    let most = 500
    let all = Set(
      try book.caseload(
        query, order: order, descending: isDescending, offset: 0, limit: most
      ).map(\.caseID))
    marked = all.isSubset(of: marked) ? [] : marked.union(all)
    showMarks()
  }

  /// Takes every mark away; false where there was none.
  mutating func clearMarks() -> Bool {
    guard !marked.isEmpty else { return false }
    marked = []
    showMarks()
    return true
  }

  /// The table knows rows by their places; marks belong to cases.
  private mutating func showMarks() {
    table.marks = Set(
      rows.range.filter { index in rows[index].map { marked.contains($0.caseID) } ?? false })
    table.allowsMarks = !marked.isEmpty
  }

  private mutating func takeMarks(before: Set<Int>) {
    for index in table.marks.symmetricDifference(before) {
      guard let id = rows[index]?.caseID else { continue }
      if marked.remove(id) == nil { marked.insert(id) }
    }
    showMarks()
  }

  /// Weighs the cases that are on the screen and were not weighed yet.
  private mutating func weigh(from book: Casebook) throws {
    let chosen = table.selectedRow ?? 0
    let shown = (chosen - 48...chosen + 48).compactMap { rows[$0] }
      .filter { weights[$0.caseID] == nil }
    guard !shown.isEmpty else { return }
    for one in try book.weighed(shown, on: today) { weights[one.row.caseID] = one }
    courses.merge(try book.courses(of: shown)) { _, new in new }
  }

  /// The chosen row's place in the list.
  var row: Int? { table.selectedRow }

  mutating func select(row: Int, from book: Casebook) throws {
    table.select(row)
    try window(from: book)
  }

  var arrangement: [String: String] {
    var kept = ["words": filter.text, "top": "\(table.top)"]
    if let view = try? JSONEncoder().encode(view) {
      kept["view"] = String(decoding: view, as: UTF8.self)
    }
    kept["name"] = viewName
    return kept
  }

  mutating func arrange(as kept: [String: String]) {
    filter.text = kept["words"] ?? ""
    guard let words = kept["view"],
      let before = try? JSONDecoder().decode(CaseView.self, from: Data(words.utf8))
    else { return }
    view = before
    viewName = kept["name"]
  }

  func scroll(as kept: [String: String]) { table.top = kept["top"].flatMap { Int($0) } ?? 0 }

  // MARK: Events

  mutating func update(_ event: Event, height: Rows) -> PageOutcome {
    if isFiltering, let outcome = updateFilter(event) { return outcome }
    if event.mouse(on: "caseload filter") != nil {
      isFiltering = true
      _ = filter.update(event)
      return .moved
    }
    let before = table.marks
    table.allowsMarks = table.allowsMarks || event.key == .space
    switch table.update(event) {
    case .ignored: return .ignored
    case .marked:
      takeMarks(before: before)
      return .moved
    case .moved: return .moved
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
    if clearMarks() { return true }
    if isFiltering || !filter.text.isEmpty {
      isFiltering = false
      filter.text = ""
      return true
    }
    guard isPickedOut else { return false }
    view = CaseView()
    viewName = nil
    return true
  }

  mutating func toggleEverybody() {
    change { $0.whose = $0.whose == .everybodys ? .mineAndNew : .everybodys }
  }

  mutating func toggleClosed() { change { $0.includeClosed.toggle() } }

  /// Shows a view of one's choice.
  mutating func show(_ named: NamedCaseView) {
    view = named.view
    viewName = named.name
    filter.text = named.view.words
    table.select(0)
  }

  private mutating func change(_ body: (inout CaseView) -> Void) {
    let before = view
    isTooLong = false
    body(&view)
    if view != before { viewName = nil }
  }

  /// Picks cases out as a form says.
  mutating func pickOut(_ picked: CaseView) {
    change { $0 = picked }
    table.select(0)
  }

  /// Sorts by a column; the same one again turns the order round.
  mutating func sort(by order: CaseloadOrder) {
    change { view in
      view.descending = view.order == order ? !view.descending : order.beginsDescending
      view.order = order
      // A group is a run of rows, so a list sorted by something else has none.
      if view.grouping?.order != order { view.grouping = nil }
    }
  }

  /// Sorts by the next column.
  mutating func sortByNext() {
    let all = CaseloadOrder.allCases
    let place = all.firstIndex(of: order) ?? 0
    change { view in
      view.order = all[(place + 1) % all.count]
      view.descending = view.order.beginsDescending
      if view.grouping?.order != view.order { view.grouping = nil }
    }
  }

  /// Groups by the next of what it may be grouped by, and after the last by nothing.
  mutating func groupByNext() {
    let all = CaseloadGrouping.allCases
    let next = view.grouping.flatMap { all.firstIndex(of: $0) }.map { $0 + 1 } ?? 0
    change { view in
      view.grouping = next < all.count ? all[next] : nil
      view.order = view.grouping?.order ?? .due
      view.descending = false
    }
  }
}

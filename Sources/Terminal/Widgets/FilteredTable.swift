// A table over rows that are all in memory: it sorts, groups, marks, and narrows as one types.

import Foundation

/// A list that answers "which of these?" by itself. What is chosen and what is marked stay so,
/// whatever the list is sorted by and narrowed to.
///
/// ```swift
/// var people = FilteredTable(
///   id: "people",
///   columns: [
///     .init(TableColumn("Who", sortKey: "who"), by: { $0.name < $1.name }) { "\($0.name)" }
///   ], rows: everybody, words: { $0.name })
/// ```
public struct FilteredTable<Row> {
  /// A column, what it shows of a row, and how it sorts.
  public struct Column {
    public let column: TableColumn
    let isBefore: ((Row, Row) -> Bool)?
    let isMostFirst: Bool
    let cell: (Row) -> TableCell

    /// - Parameters:
    ///   - isBefore: the column's order; nil where it does not sort. A column that sorts needs a
    ///     `sortKey`.
    ///   - isMostFirst: whether that order has the most on top, as of what is urgent: the column
    ///     then begins with its arrow down.
    public init(
      _ column: TableColumn, by isBefore: ((Row, Row) -> Bool)? = nil, isMostFirst: Bool = false,
      cell: @escaping (Row) -> TableCell
    ) {
      self.column = column
      self.isBefore = isBefore
      self.isMostFirst = isMostFirst
      self.cell = cell
    }
  }

  /// Something that rows can be grouped by.
  public struct Grouping {
    public let title: String
    let group: (Row) -> String
    let order: [String]
    let note: ([Row]) -> String

    /// - Parameters:
    ///   - title: "stage".
    ///   - order: the groups' titles as they are to come; others follow by name.
    ///   - note: what is said of a group beside its title: how many there are, if nothing else.
    public init(
      _ title: String, order: [String] = [],
      note: @escaping ([Row]) -> String = { Quantity.words($0.count) },
      group: @escaping (Row) -> String
    ) {
      self.title = title
      self.order = order
      self.note = note
      self.group = group
    }
  }

  /// What an event did.
  public enum Outcome {
    case ignored
    case moved
    /// Enter, or a double click, on a row.
    case opened(Row)
    case marked
    /// The order, or what is shown, changed.
    case arranged
  }

  public let id: String
  public let columns: [Column]
  public let groupings: [Grouping]
  /// What the rows are called, one and many: "person", "people".
  public var nouns = (one: "row", many: "rows")
  /// Said in place of rows when there are none, of what the list is narrowed to.
  public var emptyText: (String) -> String = {
    $0.isEmpty
      ? "Nothing here yet." : "Nothing is found by “\($0)”. Esc shows everything again."
  }
  /// The column sorted by, which way, and what the rows are grouped by, by number.
  public private(set) var sortedBy: (key: String, ascending: Bool)?
  public private(set) var grouping: Int?
  /// Whether letters go into the line that narrows.
  public private(set) var isFinding = false
  private var rows: [Row]
  /// What each row is found by, without case and accents.
  private var letters: [[UInt8]]
  private let wordsOf: (Row) -> String
  /// All rows in their order, and those of them that are shown, as indices into `rows`.
  private var order: [Int]
  private var shown: [Int]
  private var marked: Set<Int> = []
  private var field: TextField
  private var table: Table

  /// - Parameters:
  ///   - words: what a row is found by.
  ///   - placeholder: what the line that narrows says while it is empty.
  public init(
    id: String, columns: [Column], groupings: [Grouping] = [], rows: [Row] = [],
    placeholder: String = "/ narrows the list as you type", words: @escaping (Row) -> String
  ) {
    self.id = id
    self.columns = columns
    self.groupings = groupings
    self.rows = rows
    wordsOf = words
    letters = rows.map { Self.folded(words($0)) }
    order = Array(rows.indices)
    shown = order
    field = TextField(id: id + ".find", placeholder: placeholder)
    table = Table(id: id, columns: columns.map(\.column), rowCount: rows.count)
    table.allowsMarks = true
  }

  /// Shows other rows, arranged as those before. What was chosen and marked stays so.
  ///
  /// - Parameter isSame: whether a row now stands for what one did before.
  public mutating func show(_ rows: [Row], isSame: (Row, Row) -> Bool) {
    let (chosen, kept, place) = (selected, markedRows, table.selection)
    self.rows = rows
    letters = rows.map { Self.folded(wordsOf($0)) }
    marked = Set(rows.indices.filter { index in kept.contains { isSame($0, rows[index]) } })
    table.rowCount = 0
    shown = []
    reorder()
    let there = chosen.flatMap { one in shown.firstIndex { isSame(one, rows[$0]) } }
    table.select(there ?? place)
  }

  /// Whether rows may be marked, as they may unless somebody says no.
  public var allowsMarks: Bool {
    get { table.allowsMarks }
    set { table.allowsMarks = newValue }
  }
  /// Blank rows between rows.
  public var spacing: Int {
    get { table.spacing }
    set { table.spacing = newValue }
  }
  /// How far it is scrolled.
  public var top: Int {
    get { table.top }
    nonmutating set { table.top = newValue }
  }

  // MARK: What is chosen

  /// The chosen row; nil where none is shown.
  public var selected: Row? { table.selectedRow.map { rows[shown[$0]] } }
  /// Its place in the list as it is shown.
  public var selectedPlace: Int? { table.selectedRow }
  /// The marked rows, in the order of all.
  public var markedRows: [Row] { order.filter(marked.contains).map { rows[$0] } }
  /// The rows shown, in their order.
  public var shownRows: [Row] { shown.map { rows[$0] } }
  /// What narrows the list; empty for nothing.
  public var words: String { field.text }
  /// How many groups are shown; none where they are not grouped.
  public var groupCount: Int { table.groups.count }

  /// Chooses a row by its place in the list as it is shown.
  public mutating func select(_ place: Int) { table.select(place) }

  // MARK: Arranging

  /// Opens the line that narrows.
  public mutating func beginFinding() { isFinding = true }

  /// Narrows the list to the rows that have every word in them.
  public mutating func find(_ words: String) {
    let before = field.text
    field.text = words
    narrow(from: before)
  }

  /// Goes back a step: the marks, then what narrows; false where there was neither.
  public mutating func back() -> Bool {
    if isFinding || !words.isEmpty {
      isFinding = false
      find("")
    } else if !marked.isEmpty {
      marked = []
      arrange()
    } else {
      return false
    }
    return true
  }

  /// Sorts by a column; the same one again turns the order round.
  public mutating func sort(by key: String) {
    guard let column = sorting(key) else { return }
    sort(
      by: key, ascending: sortedBy?.key == key ? sortedBy?.ascending == false : !column.isMostFirst)
  }

  /// Sorts by a column, one way or the other.
  public mutating func sort(by key: String, ascending: Bool) {
    guard sorting(key) != nil else { return }
    sortedBy = (key, ascending)
    reorder()
  }

  private func sorting(_ key: String) -> Column? {
    columns.first { $0.column.sortKey == key && $0.isBefore != nil }
  }

  /// Sorts by the next column that sorts, and behind the last by the first.
  public mutating func sortByNext() {
    let all = columns.filter { $0.isBefore != nil && $0.column.sortKey != nil }
    guard !all.isEmpty else { return }
    let place = all.firstIndex { $0.column.sortKey == sortedBy?.key }.map { $0 + 1 } ?? 0
    let next = all[place % all.count]
    sortedBy = (next.column.sortKey ?? "", !next.isMostFirst)
    reorder()
  }

  /// Turns the order round.
  public mutating func turnRound() {
    guard let sortedBy else { return }
    sort(by: sortedBy.key)
  }

  /// Groups by a grouping's number; nil by nothing.
  public mutating func group(by number: Int?) {
    grouping = number.flatMap { groupings.indices.contains($0) ? $0 : nil }
    reorder()
  }

  /// Groups by the next thing, and behind the last by nothing.
  public mutating func groupByNext() { group(by: grouping.map { $0 + 1 } ?? 0) }

  /// Marks every row that is shown; where they all are, takes their marks away.
  public mutating func markAll() {
    let all = Set(shown)
    marked = all.isSubset(of: marked) ? marked.subtracting(all) : marked.union(all)
    arrange()
  }

  /// Sorts all rows afresh. Rows that are equal stay as they were given.
  private mutating func reorder() {
    order = Array(rows.indices)
    if let sortedBy, let column = sorting(sortedBy.key), let isBefore = column.isBefore {
      let isTurned = sortedBy.ascending == column.isMostFirst
      order.sort { one, other in
        let (first, second) = isTurned ? (other, one) : (one, other)
        if isBefore(rows[first], rows[second]) { return true }
        if isBefore(rows[second], rows[first]) { return false }
        return one < other
      }
    }
    if let grouping {
      let by = groupings[grouping]
      let titles = rows.map(by.group)
      let ranks = Dictionary(
        (by.order + Set(titles).subtracting(by.order).sorted()).enumerated()
          .map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })
      var runs: [[Int]] = Array(repeating: [], count: ranks.count)
      for index in order { runs[ranks[titles[index]] ?? 0].append(index) }
      order = runs.flatMap { $0 }
    }
    narrow(from: nil)
  }

  /// Finds again what is shown. A letter more can only narrow what was found already.
  private mutating func narrow(from before: String?) {
    let chosen = table.selectedRow.map { shown[$0] }
    let wanted = field.text.split(whereSeparator: \.isWhitespace).map { Self.folded(String($0)) }
    let isNarrower = before.map { field.text.hasPrefix($0) } ?? false
    shown = (isNarrower ? shown : order).filter { index in
      wanted.allSatisfy { Self.contains($0, in: letters[index]) }
    }
    arrange(choosing: chosen)
  }

  /// Tells the table what has changed, and keeps what is chosen chosen.
  private mutating func arrange(choosing chosen: Int? = nil) {
    let chosen =
      chosen ?? table.selectedRow.flatMap { shown.indices.contains($0) ? shown[$0] : nil }
    table.rowCount = shown.count
    table.sortedBy = sortedBy
    table.emptyText = emptyText(words)
    table.groups = groups
    table.marks = Set(shown.indices.filter { marked.contains(shown[$0]) })
    if let chosen { table.select(shown.firstIndex(of: chosen) ?? 0) }
  }

  private var groups: [TableGroup] {
    guard let grouping else { return [] }
    let by = groupings[grouping]
    var found: [TableGroup] = []
    for (place, index) in shown.enumerated() {
      let title = by.group(rows[index])
      if title != found.last?.title { found.append(TableGroup(firstRow: place, title: title)) }
    }
    let ends = found.dropFirst().map(\.firstRow) + [shown.count]
    for (group, end) in zip(found.indices, ends) {
      found[group].note = by.note(shown[found[group].firstRow..<end].map { rows[$0] })
    }
    return found
  }

  private static func folded(_ text: String) -> [UInt8] {
    Array(
      text.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil).utf8)
  }

  private static func contains(_ wanted: [UInt8], in letters: [UInt8]) -> Bool {
    guard let first = wanted.first else { return true }
    guard letters.count >= wanted.count else { return false }
    for start in 0...(letters.count - wanted.count) where letters[start] == first {
      if letters[start..<(start + wanted.count)].elementsEqual(wanted) { return true }
    }
    return false
  }

  // MARK: Events

  public mutating func update(_ event: Event) -> Outcome {
    if event.mouse(on: field.id) != nil { isFinding = true }
    if isFinding, let outcome = updateField(event) { return outcome }
    let before = table.marks
    switch table.update(event) {
    case .ignored: return .ignored
    case .moved: return .moved
    case .opened(let place): return .opened(rows[shown[place]])
    case .marked:
      for place in table.marks.symmetricDifference(before) {
        if marked.remove(shown[place]) == nil { marked.insert(shown[place]) }
      }
      return .marked
    case .sort(let key):
      sort(by: key)
      return .arranged
    }
  }

  /// What an event does to the line that narrows; nil leaves it to the list.
  private mutating func updateField(_ event: Event) -> Outcome? {
    switch event.key {
    case .escape?:
      _ = back()
      return .arranged
    case .enter?, .tab?:
      isFinding = false
      return .moved
    case .up?, .down?, .pageUp?, .pageDown?: return nil
    default: break
    }
    let before = field.text
    switch field.update(event) {
    case .changed:
      narrow(from: before)
      return .arranged
    case .ignored: return nil
    default: return .moved
    }
  }

  // MARK: Drawing

  /// Draws the line that narrows, and the list under it.
  public func draw(on canvas: Canvas, isFocused: Bool = true) {
    let (line, rest) = canvas.bounds.splitTop(canvas.height > 3 ? 2 : 0)
    if line.height > 0 { drawLine(on: canvas.sub(line)) }
    drawList(on: canvas.sub(rest), isFocused: isFocused)
    if isFinding, line.height > 0 { drawField(inLine: canvas.sub(line), isFocused: isFocused) }
  }

  /// Draws the list alone, where the line that narrows stands somewhere else.
  public func drawList(on canvas: Canvas, isFocused: Bool = true) {
    table.draw(on: canvas, isFocused: isFocused && !isFinding) { place in
      TableRow(columns.map { $0.cell(rows[shown[place]]) })
    }
  }

  /// Draws the line that narrows alone, as wide as the canvas.
  public func drawField(on canvas: Canvas) {
    field.draw(on: canvas, isFocused: isFinding)
  }

  private func drawLine(on canvas: Canvas) {
    drawField(inLine: canvas, isFocused: false)
    let all = Quantity.words(rows.count) + " " + (rows.count == 1 ? nouns.one : nouns.many)
    var said = StyledText(
      shown.count == rows.count ? all : "\(Quantity.words(shown.count)) of \(all)", .muted)
    if let grouping { said += StyledText(" · by \(groupings[grouping].title)", .muted) }
    if !marked.isEmpty { said += StyledText(" · \(marked.count) marked", .accent, .bold) }
    let room = max(canvas.width - fieldWidth(canvas) - 4, 0)
    canvas.put(
      said, at: Position(x: fieldWidth(canvas) + 4, y: 0), width: room, align: .right)
  }

  private func fieldWidth(_ canvas: Canvas) -> Columns { min(canvas.width / 2, 36) }

  private func drawField(inLine canvas: Canvas, isFocused: Bool) {
    field.draw(
      on: canvas.sub(Rect(x: 2, y: 0, width: fieldWidth(canvas), height: 1)),
      isFocused: isFocused, ground: .field)
  }
}

/// Numbers as people read them.
public enum Quantity {
  /// `12,000`.
  public static func words(_ count: Int) -> String {
    var digits = String(abs(count))
    var place = digits.count - 3
    while place > 0 {
      digits.insert(",", at: digits.index(digits.startIndex, offsetBy: place))
      place -= 3
    }
    return count < 0 ? "-" + digits : digits
  }
}

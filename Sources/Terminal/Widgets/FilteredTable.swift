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
    let cell: (Row) -> TableCell

    /// - Parameter isBefore: the column's order; nil where it does not sort. A column that sorts
    ///   needs a `sortKey`.
    public init(
      _ column: TableColumn, by isBefore: ((Row, Row) -> Bool)? = nil,
      cell: @escaping (Row) -> TableCell
    ) {
      self.column = column
      self.isBefore = isBefore
      self.cell = cell
    }
  }

  /// Something that rows can be grouped by.
  public struct Grouping {
    public let title: String
    let group: (Row) -> String
    let order: [String]

    /// - Parameters:
    ///   - title: "stage".
    ///   - order: the groups' titles as they are to come; others follow by name.
    public init(_ title: String, order: [String] = [], group: @escaping (Row) -> String) {
      self.title = title
      self.order = order
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
  /// The column sorted by, which way, and what the rows are grouped by, by number.
  public private(set) var sortedBy: (key: String, ascending: Bool)?
  public private(set) var grouping: Int?
  /// Whether letters go into the line that narrows.
  public private(set) var isFinding = false
  private let rows: [Row]
  /// What each row is found by, without case and accents.
  private let letters: [[UInt8]]
  /// All rows in their order, and those of them that are shown, as indices into `rows`.
  private var order: [Int]
  private var shown: [Int]
  private var marked: Set<Int> = []
  private var field: TextField
  private var table: Table

  /// - Parameter words: what a row is found by.
  public init(
    id: String, columns: [Column], groupings: [Grouping] = [], rows: [Row],
    words: (Row) -> String
  ) {
    self.id = id
    self.columns = columns
    self.groupings = groupings
    self.rows = rows
    letters = rows.map { Self.folded(words($0)) }
    order = Array(rows.indices)
    shown = order
    field = TextField(id: id + ".find", placeholder: "/ narrows the list as you type")
    table = Table(id: id, columns: columns.map(\.column), rowCount: rows.count)
    table.allowsMarks = true
  }

  // MARK: What is chosen

  /// The chosen row; nil where none is shown.
  public var selected: Row? { table.selectedRow.map { rows[shown[$0]] } }
  /// The marked rows, in the order of all.
  public var markedRows: [Row] { order.filter(marked.contains).map { rows[$0] } }
  /// The rows shown, in their order.
  public var shownRows: [Row] { shown.map { rows[$0] } }
  /// What narrows the list; empty for nothing.
  public var words: String { field.text }

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
    guard columns.contains(where: { $0.column.sortKey == key && $0.isBefore != nil }) else {
      return
    }
    sortedBy = (key, sortedBy?.key == key ? !(sortedBy?.ascending ?? false) : true)
    reorder()
  }

  /// Sorts by the next column that sorts, and behind the last by the first.
  public mutating func sortByNext() {
    let keys = columns.compactMap { $0.isBefore == nil ? nil : $0.column.sortKey }
    guard !keys.isEmpty else { return }
    let place = sortedBy.flatMap { keys.firstIndex(of: $0.key) }.map { $0 + 1 } ?? 0
    sortedBy = (keys[place % keys.count], true)
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
    if let sortedBy,
      let isBefore = columns.first(where: { $0.column.sortKey == sortedBy.key })?
        .isBefore
    {
      let ascending = sortedBy.ascending
      order.sort { one, other in
        let (first, second) = ascending ? (one, other) : (other, one)
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
    table.emptyText = "Nothing is found by “\(words)”. Esc shows everything again."
    table.groups = groups
    table.marks = Set(shown.indices.filter { marked.contains(shown[$0]) })
    if let chosen { table.select(shown.firstIndex(of: chosen) ?? 0) }
  }

  private var groups: [TableGroup] {
    guard let grouping else { return [] }
    var found: [TableGroup] = []
    var count = 0
    for (place, index) in shown.enumerated() {
      let title = groupings[grouping].group(rows[index])
      if title != found.last?.title {
        found.append(TableGroup(firstRow: place, title: title))
        count = 0
      }
      count += 1
      found[found.count - 1].note = Quantity.words(count)
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
    table.draw(on: canvas.sub(rest), isFocused: isFocused && !isFinding) { place in
      TableRow(columns.map { $0.cell(rows[shown[place]]) })
    }
    if isFinding, line.height > 0 { drawField(on: canvas.sub(line), isFocused: isFocused) }
  }

  private func drawLine(on canvas: Canvas) {
    drawField(on: canvas, isFocused: false)
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

  private func drawField(on canvas: Canvas, isFocused: Bool) {
    field.draw(
      on: canvas.sub(Rect(x: 2, y: 0, width: fieldWidth(canvas), height: 1)),
      isFocused: isFocused, ground: .field)
  }
}

/// Numbers as people read them.
enum Quantity {
  /// `12,000`.
  static func words(_ count: Int) -> String {
    var digits = String(abs(count))
    var place = digits.count - 3
    while place > 0 {
      digits.insert(",", at: digits.index(digits.startIndex, offsetBy: place))
      place -= 3
    }
    return count < 0 ? "-" + digits : digits
  }
}

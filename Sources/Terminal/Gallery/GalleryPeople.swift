// The made-up people of the gallery's tables.

/// As many made-up people as are asked for.
enum GalleryPeople {
  private static let first = [
    "Kai", "Maya", "Jo", "Leo", "Amira", "Safa", "Erin", "Tom", "Ada", "Finn", "Zara", "Łukasz",
  ]
  private static let needs = [
    "low mood", "isolation", "school, confidence", "young carer", "not in school", "bereavement",
  ]

  static let columns = [
    TableColumn("Who", width: .flexible(min: 12, weight: 2), priority: 9, sortKey: "who"),
    TableColumn("Age", width: .fixed(5), align: .right, priority: 6, sortKey: "age"),
    TableColumn("Need", width: .flexible(min: 14, weight: 3), priority: 5, sortKey: "need"),
    TableColumn("Load", width: .fixed(6), align: .right, priority: 7, sortKey: "load"),
    TableColumn("Last seen", width: .fixed(11), priority: 8, sortKey: "seen"),
    TableColumn("Guidance", width: .flexible(min: 12, weight: 2), priority: 3),
    TableColumn("Wellbeing", width: .fixed(9), priority: 4),
  ]

  /// Some of them in a table that sorts, groups and narrows, by family name at first.
  static func table() -> FilteredTable<Int> {
    let orders: [String: (Int, Int) -> Bool] = [
      "who": { (family($0), spelt($0)) < (family($1), spelt($1)) },
      "age": { age($0) < age($1) }, "need": { need($0) < need($1) },
      "load": { load($0) < load($1) }, "seen": { seen($0) < seen($1) },
    ]
    var table = FilteredTable(
      id: "gallery.people",
      columns: columns.enumerated().map { index, column in
        .init(column, by: column.sortKey.flatMap { orders[$0] }) { row($0).cells[index] }
      },
      groupings: [
        .init("stage", order: stages) { stages[$0 < 17 ? 0 : $0 < 40 ? 1 : 2] },
        .init("need") { need($0) },
      ], rows: Array(0..<(first.count * 26)), words: { "\(name($0)) \(need($0))" })
    table.nouns = ("person", "people")
    table.sort(by: "who")
    table.group(by: 0)
    table.select(0)
    return table
  }

  private static let stages = ["Active", "Waiting", "Paused"]

  private static func family(_ row: Int) -> Int { row / 12 % 26 }
  private static func age(_ row: Int) -> Int { 9 + row % 9 }
  private static func need(_ row: Int) -> String { needs[row % needs.count] }
  private static func load(_ row: Int) -> Double { Double(row * 37 % 120) / 10 }
  private static func seen(_ row: Int) -> Int { row * 5 % 40 }

  /// The name as lists are ordered: Łukasz stands among those with an L.
  private static func spelt(_ row: Int) -> String {
    name(row).replacing("Ł", with: "L")
  }

  static func name(_ row: Int) -> String {
    "\(first[row % first.count]) \(Character(Unicode.Scalar(UInt8(65 + family(row)))))"
  }

  static func row(_ row: Int) -> TableRow {
    let sign: StyledText =
      switch row % 7 {
      case 0: "! ".styled(.danger, .bold)
      case 3: "▲ ".styled(.warning)
      default: "  "
      }
    let load = load(row)
    let isOver = load > 9
    let seen = seen(row)
    return TableRow([
      .text(sign + name(row).styled(.heading, .bold)),
      .text("\(age(row))", .muted),
      .text(need(row), .text),
      .text("\(load)", isOver ? .warning : .text, isOver ? .bold : []),
      .text(seen == 0 ? "today" : "\(seen) days ago", seen > 28 ? .warning : .soft),
      .fitted {
        Gauge(value: load, range: 0...14, band: 6...9, role: isOver ? .warning : .good)
          .styled(width: $0)
      },
      .text(
        Sparkline((0..<5).map { Double((row * 3 + $0 * 2) % 10) }, range: 0...10).styled),
    ])
  }
}

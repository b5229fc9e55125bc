// The columns of the team's table, and what stands in them.

import Casebook
import Casework
import Terminal

/// A worker of the team, as a line of its table.
struct TeamLine {
  let row: TeamRow
  fileprivate let cells: [TableCell]
  /// What stands over it, by what the team is put together by.
  private let groups: [TeamScreen.Grouping: String]

  init(_ row: TeamRow, _ forecast: Forecast?, _ team: Team) {
    self.row = row
    cells = TeamColumns.row(row, forecast, team).cells
    func named(_ text: String?, or none: String) -> String {
      text.flatMap { $0.isEmpty ? nil : $0 } ?? none
    }
    groups = [
      .supervisor: row.terms?.supervisorID.map(team.name) ?? "nobody supervises",
      .practice: named(row.terms?.practice, or: "no practice"),
      .network: named(row.terms?.network, or: "no network"),
    ]
  }

  static let groupings = TeamScreen.Grouping.allCases.filter { $0 != .none }

  /// The team's table before anybody was read: what needs a supervisor on top.
  static var list: FilteredTable<TeamLine> {
    var list = FilteredTable<TeamLine>(
      id: "team",
      columns: TeamColumns.all.enumerated().map { index, column in
        let order = column.sortKey.flatMap { TeamScreen.Order(rawValue: $0) }
        // Names begin with A; of everything else there is most first.
        return FilteredTable.Column(
          column, by: order.map { order in { order.precedes($0.row, $1.row) } },
          isMostFirst: order != .name
        ) { $0.cells[index] }
      },
      groupings: groupings.map { grouping in
        .init(
          grouping.words,
          note: { lines in
            let open = lines.reduce(0) { $0 + $1.row.load.open }
            let waits = lines.reduce(0) { $0 + $1.row.waiting }
            return "\(lines.count) here · \(open) open · \(waits) waiting"
          }, group: { $0.groups[grouping] ?? "" })
      }, placeholder: "part of a name or practice",
      words: {
        let name = $0.row.worker.name
        // “ONeill” finds O'Neill as well.
        return [name, PersonName.folded(name), $0.row.terms?.practice, $0.row.terms?.network]
          .compactMap { $0 }.joined(separator: " ")
      })
    list.allowsMarks = false
    list.emptyText = {
      $0.isEmpty
        ? "Nobody works here yet. “fingerpost users add” adds somebody."
        : "Nobody in the team is found by “\($0)”."
    }
    list.sort(by: TeamScreen.Order.load.rawValue)
    return list
  }
}

enum TeamColumns {
  static let all = [
    TableColumn("Who", width: .flexible(min: 13, weight: 1), priority: .max, sortKey: "name"),
    TableColumn("WTE", width: .fixed(3), priority: 1),
    TableColumn("Open", width: .flexible(min: 19, weight: 1), priority: 12, sortKey: "open"),
    TableColumn("Load", width: .fixed(7), align: .right, priority: 14, sortKey: "load"),
    TableColumn("Year", width: .fixed(7), align: .right, priority: 4, sortKey: "year"),
    TableColumn("Wait", width: .fixed(4), align: .right, priority: 10, sortKey: "waiting"),
    TableColumn("Late", width: .fixed(4), align: .right, priority: 11, sortKey: "late"),
    TableColumn("Unlog", width: .fixed(5), align: .right, priority: 6, sortKey: "unlogged"),
    TableColumn("Quiet", width: .fixed(5), align: .right, priority: 5, sortKey: "quiet"),
    TableColumn("Plan", width: .fixed(4), align: .right, priority: 3, sortKey: "plan"),
    TableColumn("Supervised", width: .fixed(10), align: .right, priority: 9, sortKey: "supervised"),
    TableColumn("12 weeks", width: .fixed(12), priority: 2),
  ]

  static func role(_ standing: LoadStanding) -> Role {
    switch standing {
    case .room, .within: .good
    case .over: .warning
    case .farOver: .danger
    }
  }

  static func row(_ row: TeamRow, _ forecast: Forecast?, _ team: Team) -> TableRow {
    let load = row.load
    let role = role(load.standing)
    func count(_ value: Int, warns: Bool = false) -> TableCell {
      value == 0
        ? .text("·", .muted) : .text("\(value)", warns ? .warning : .text, warns ? .bold : [])
    }
    let plans = row.withoutAgreement + row.withoutReview
    let isLate = row.supervisionDue?.isLate(on: team.today) ?? false
    var points = StyledText(Figures.oneDecimal(load.points), role, .bold)
    points += StyledText(load.standing.sign.isEmpty ? "  " : " \(load.standing.sign)", role, .bold)
    return TableRow([
      .text(row.nameWords, .heading, .bold),
      .text(Figures.wholeTime(row.worker.wholeTimeEquivalent), .soft),
      .fitted { open(row, width: $0) },
      .text(points),
      .text(row.paceWords, .soft),
      count(row.waiting),
      count(row.overdue, warns: row.overdue > 0),
      count(row.unlogged, warns: row.unlogged > 0),
      count(row.quiet),
      count(plans),
      .text(
        row.supervisedWords(on: team.today) + (isLate ? "▲" : ""), isLate ? .warning : .soft),
      .text(sparkline(row, forecast?[row.worker.id])),
    ])
  }

  /// "23 ██████████▒▒··· 20–25".
  static func open(_ row: TeamRow, width: Columns) -> StyledText {
    let load = row.load
    let count = "\(load.open)"
    var text = StyledText(
      String(repeating: " ", count: max(0, 3 - count.count)) + count, .heading, .bold)
    guard let band = load.band else { return text }
    let words = band.words
    let room = width - 3 - 2 - Columns(max(words.count, 5))
    if room >= 4 {
      let people = band.people
      let gauge = Gauge(
        value: Double(load.open),
        range: 0...max(Double(people.upperBound) * 1.5, Double(load.open), 1),
        band: Double(people.lowerBound)...Double(people.upperBound), role: role(load.standing))
      text += StyledText(" ") + gauge.styled(width: room)
    }
    return text + StyledText(" " + words, .muted)
  }

  static func sparkline(_ row: TeamRow, _ forecast: WorkerForecast?) -> StyledText {
    guard let mine = forecast else { return "" }
    let capacity = max(row.load.capacity, 1)
    let isOver = mine.own.contains { $0 > capacity }
    return Sparkline(
      mine.own.dropFirst().map { $0 }, range: 0...max(capacity * 1.3, mine.own.max() ?? 1),
      role: isOver ? role(max(row.load.standing, .over)) : .info
    ).styled
  }
}

// The map of what is missing: what was looked for in vain, ward by ward and kind by kind,
// against what runs there. It is shown as it may be shown outside the service, unless
// the team asks for its own figures.

import Casebook
import Casework
import Exchange
import Foundation
import Terminal

struct MissingScreen: TablePage {
  /// Over how long it looks back.
  private enum Span: CaseIterable {
    case quarter, year, all

    var words: String {
      switch self {
      case .quarter: "the last 3 months"
      case .year: "the last 12 months"
      case .all: "all time"
      }
    }

    func days(until today: Day) -> ClosedRange<Day>? {
      switch self {
      case .quarter: min(today.adding(months: -3), today)...today
      case .year: min(today.adding(months: -12), today)...today
      case .all: nil
      }
    }
  }

  private(set) var map: MissingMap?
  private(set) var small = SmallNumbers()
  private var figures: [[String]] = []
  private var span = Span.year
  /// What the chart tells apart.
  private(set) var side = MissingMap.Side.kind
  /// Whether the team's own figures are shown, none of them hidden.
  private(set) var isExact = false
  var table = Table(id: "missing", columns: [])

  var place: DeskContext.Place { .room("missing") }

  mutating func load(from book: Casebook, on today: Day) throws {
    small = try book.setting(SmallNumbers.self)
    let map = try book.missingMap(on: span.days(until: today))
    self.map = map
    figures = isExact ? map.figures : map.figures(small)
    table.rowCount = map.total == 0 ? 0 : map.wards.count + 1
    table.emptyText = "Nothing was looked for in vain in \(span.words)."
    table.columns =
      [TableColumn("Where", width: .flexible(min: 12, weight: 2), priority: .max)]
      + map.kinds.enumerated().map { place, kind in
        TableColumn(
          map.name(ofKind: kind), width: .flexible(min: 8, weight: 1), align: .right,
          priority: map.kinds.count - place)
      } + [TableColumn("All", width: .fixed(5), align: .right, priority: .max)]
  }

  mutating func nextSide() {
    let all = MissingMap.Side.allCases
    side = all[((all.firstIndex(of: side) ?? 0) + 1) % all.count]
  }

  mutating func nextSpan() {
    let all = Span.allCases
    span = all[((all.firstIndex(of: span) ?? 0) + 1) % all.count]
  }

  mutating func toggleExact() { isExact.toggle() }

  mutating func update(_ event: Event, height: Rows) -> PageOutcome {
    switch table.update(event) {
    case .ignored: .ignored
    default: .moved
    }
  }

  // MARK: Drawing

  func draw(on canvas: Canvas, in desk: Desk) {
    guard let map else { return }
    let page = canvas.sub(canvas.bounds.inset(left: 1, top: 0, right: 1, bottom: 0))
    page.put(
      StyledText("What is missing", .heading, .bold)
        + StyledText("  looked for in vain in \(span.words)", .soft),
      at: Position(x: 1, y: 0), width: page.width - 2)
    page.put(
      StyledText(isExact ? "▲ " : "", .warning, .bold)
        + StyledText(
          isExact
            ? "your team’s own figures: not to be shown outside"
            : "as it may be shown outside: * is 1 to \(small.hideUpTo), others to the nearest "
              + "\(small.roundTo)", isExact ? .warning : .muted),
      at: Position(x: 1, y: 1), width: page.width - 2)
    page.put(
      StyledText(
        "Behind each figure, in brackets: how many services of the kind run there.", .muted),
      at: Position(x: 1, y: 2), width: page.width - 2)
    let body = page.bounds.inset(left: 0, top: 4, right: 0, bottom: 0)
    let count = map.total == 0 ? 0 : map.counts(side).count
    // The chart has what it needs, and at most half.
    let high = min(Rows(count + 2), Rows(body.height.count / 2))
    let (foot, top) = body.splitBottom(count == 0 ? 0 : high)
    table.draw(on: page.sub(top)) { index in line(index, map) }
    guard count > 0 else { return }
    drawChart(map, on: page.sub(foot.inset(left: 2, top: 0, right: 2, bottom: 0)))
  }

  private func line(_ index: Int, _ map: MissingMap) -> TableRow {
    guard figures.indices.contains(index) else { return TableRow([]) }
    let isLast = index == map.wards.count
    let ward = isLast ? "" : map.wards[index]
    let cells = map.kinds.enumerated().map { place, kind -> TableCell in
      let count =
        isLast
        ? map.wards.map { map.existing($0, kind) }.reduce(0, +) : map.existing(ward, kind)
      let there = kind.isEmpty || !isLast && ward.isEmpty ? "" : " (\(count))"
      let figure = figures[index][place]
      return .text(
        StyledText(figure, figure == "0" ? .muted : .text, figure == "0" ? [] : .bold)
          + StyledText(there, count == 0 && figure != "0" ? .warning : .muted))
    }
    return TableRow(
      [.text(isLast ? "all of them" : map.name(ofWard: ward), isLast ? .soft : .heading, .bold)]
        + cells + [.text(figures[index].last ?? "", .soft)])
  }

  private func drawChart(_ map: MissingMap, on canvas: Canvas) {
    canvas.put(
      StyledText(side.words.uppercased(), .muted, .bold), at: Position(x: 0, y: 0),
      width: canvas.width)
    let words = map.words(side, small)
    let bars = zip(map.counts(side), words).map { count, word in
      let shown = isExact ? String(count.wanted) : word
      let there = count.existing.map { " · \($0) there" } ?? ""
      // A bar as long as the figure beside it: none where that is hidden.
      return BarChart.Bar(count.name, Double(shown) ?? 0, note: shown + there)
    }
    BarChart(bars).draw(
      on: canvas.sub(canvas.bounds.inset(left: 0, top: 1, right: 0, bottom: 0)))
  }
}

extension DeskCommands {
  static var missing: [Row] {
    [
      command(
        "missing", "What is missing", keys: [], group: "Services and groups",
        help: "What was looked for in vain, by ward and kind, against what runs there.",
        when: { $0.place == .room("missing") ? .hidden : .ready },
        run: { $0.enter(MissingScreen()) }),
      inMissing(
        "missing.side", "Another chart", .character("c"), "another chart", 70,
        "By kind, by ward, by age, by day."
      ) { $0.nextSide() },
      inMissing(
        "missing.span", "Over how long", .character("t"), "how long", 69,
        "The last 3 months, the last 12, all time."
      ) { $0.nextSpan() },
      inMissing(
        "missing.exact", "Your own figures", .character("x"), "own figures", 68,
        "Small counts are hidden as they are for others; this shows them to your team."
      ) { $0.toggleExact() },
      command(
        "missing.file", "Write it for a commissioner", keys: [.character("w")],
        short: "write a file", group: "Services and groups",
        help: "A CSV file of the map, its small counts hidden.", priority: 67,
        when: { $0.place == .room("missing") ? .ready : .hidden }, run: { $0.writeMissingMap() }),
    ]
  }

  private static func inMissing(
    _ id: String, _ title: String, _ key: Key, _ short: String, _ priority: Int, _ help: String,
    _ change: @escaping (inout MissingScreen) -> Void
  ) -> Row {
    command(
      id, title, keys: [key], short: short, group: "Services and groups", help: help,
      priority: priority, when: { $0.place == .room("missing") ? .ready : .hidden },
      run: { desk in
        guard var screen = desk.current as? MissingScreen else { return }
        change(&screen)
        desk.current = screen
        desk.reload()
      })
  }
}

extension Desk {
  /// Asks where to, and writes the map for others.
  mutating func writeMissingMap() {
    guard let screen = current as? MissingScreen, let map = screen.map else { return }
    let small = screen.small
    show(
      DeskForm(
        title: "The map as a file",
        form: Form(
          id: "missing file",
          fields: [
            .text(
              "path", "File", placeholder: "/home/priya/Documents/missing.csv",
              help: "CSV; counts up to \(small.hideUpTo) are hidden in it", isRequired: true)
          ], submitLabel: "Write it")),
      FormPurpose { desk, form in
        let text = form.text("path")
        let path = text.hasPrefix("~/") ? NSHomeDirectory() + text.dropFirst(1) : text
        do {
          try MissingMapFile.write(map, small, to: URL(fileURLWithPath: path))
        } catch { throw FormProblem(field: "path", why: "\(error)") }
        desk.toast = Toast("Written to \(path)", role: .good)
        return .saved
      })
  }
}

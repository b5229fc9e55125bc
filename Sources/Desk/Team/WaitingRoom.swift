// Everybody who waits for somebody to speak with them, in the order in which to take
// them, with the reason for each place.

import Casebook
import Casework
import Terminal

struct WaitingRoom: TablePage {
  let place = DeskContext.Place.room("waiting")
  private var list: WaitingList?
  private var rules = WaitingRules()
  private var today = Day(number: 0)
  private var holders: [Identifier<LinkWorker>] = []
  /// How many are read from the top: who waits longest comes first, and few look further.
  private var depth = 200
  var table = Table(id: "waiting", columns: Self.columns)

  private var places: [WaitingPlace] { list?.places ?? [] }
  var selected: WaitingPlace? {
    table.selectedRow.flatMap { places.indices.contains($0) ? places[$0] : nil }
  }
  var chosenRow: CaseloadRow? { selected?.row }
  var listsPeople: Bool { true }

  mutating func load(from book: Casebook, on today: Day) throws {
    let before = selected?.row.caseID
    self.today = today
    rules = try book.setting(WaitingRules.self)
    holders = try book.teamMembers(on: today).map(\.id)
    depth = max(depth, places.count)
    list = try book.waitingList(heldBy: holders, first: depth, on: today)
    table.rowCount = list?.count ?? 0
    table.emptyText = "Nobody waits. Everybody has been spoken with."
    if let before, let place = places.firstIndex(where: { $0.row.caseID == before }) {
      table.select(place)
    }
  }

  mutating func window(from book: Casebook) throws {
    guard let list, places.count < list.count else { return }
    // A screen more than what is chosen or scrolled to.
    let wanted = max(table.selectedRow ?? 0, table.top) + TeamPanes.mostWaiting
    guard wanted > places.count else { return }
    depth = max(depth * 4, wanted)
    self.list = try book.waitingList(heldBy: holders, first: depth, on: today)
  }

  mutating func update(_ event: Event, height: Rows) -> PageOutcome {
    switch table.update(event) {
    case .ignored: return .ignored
    case .opened: return selected.map { .open($0.row.caseID) } ?? .moved
    case .moved, .marked, .sort: return .moved
    }
  }

  private static let columns = [
    TableColumn("", width: .fixed(3), align: .right, priority: 5),
    TableColumn("Who", width: .flexible(min: 12, weight: 1), priority: .max),
    TableColumn("Age", width: .fixed(3), align: .right, priority: 6),
    TableColumn("Why here", width: .flexible(min: 30, weight: 4), priority: 9),
    TableColumn("Tries", width: .fixed(5), align: .right, priority: 3),
    TableColumn("Held by", width: .flexible(min: 12, weight: 1), priority: 4),
  ]

  func draw(on canvas: Canvas, in desk: Desk) {
    guard let list else { return }
    let page = canvas.sub(canvas.bounds.inset(left: 1, top: 0, right: 1, bottom: 0))
    // On a narrow screen how long they wait comes before how the order is made.
    let isWide = page.width >= 100
    page.put(
      StyledText("Waiting to be spoken with", .heading, .bold)
        + StyledText(isWide ? "  \(list.words)" : "", .soft),
      at: Position(x: 1, y: 0), width: page.width - 2)
    let how =
      "by days waited, moved up for what makes waiting worse; a proposal, changed in the service’s settings"
    page.put(
      StyledText(isWide ? how : list.words, isWide ? .muted : .soft), at: Position(x: 1, y: 1),
      width: page.width - 2)
    // What the chosen one's row has no room for.
    let reason = selected.map { "\($0.row.person.listName): \($0.words)" } ?? ""
    let foot: Rows = isWide ? 0 : 2
    if foot > 0 {
      page.put(
        StyledText(reason, .soft), at: Position(x: 1, y: page.height - 1), width: page.width - 2)
    }
    table.draw(on: page.sub(page.bounds.inset(left: 0, top: 3, right: 0, bottom: foot))) { index in
      guard places.indices.contains(index) else { return TableRow([]) }
      let one = places[index]
      return TableRow([
        .text("\(index + 1)", .muted),
        .text(one.row.person.listName, .heading, .bold),
        .text(one.row.person.age(on: today).map(String.init) ?? "", .muted),
        .text(one.words, one.moves.isEmpty ? .text : .warning),
        .text(one.row.facts.attempts == 0 ? "·" : "\(one.row.facts.attempts)", .soft),
        .text(one.row.holderName.isEmpty ? "nobody yet" : one.row.holderName, .muted),
      ])
    }
  }
}

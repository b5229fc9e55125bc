// Who is away, and who will be: read in one place, and taken out where it was a mistake.

import Casebook
import Casework
import Terminal

struct AbsencesRoom: TablePage {
  let place = DeskContext.Place.room("absences")
  private(set) var absences: [Absence] = []
  private var team: Team?
  private var covered: [CoveredCase] = []
  private var today = Day(number: 0)
  var table = Table(id: "absences", columns: Self.columns)

  var selected: Absence? {
    table.selectedRow.flatMap { absences.indices.contains($0) ? absences[$0] : nil }
  }

  mutating func load(from book: Casebook, on today: Day) throws {
    self.today = today
    let team = try book.team(on: today)
    self.team = team
    covered = try book.coveredCases()
    let seen = Set(team.members.map(\.worker.id) + team.absentSupervisors.map(\.supervisor.id))
      .union([book.worker.id])
    absences = team.absences.filter { $0.to >= today && seen.contains($0.workerID) }
      .sorted { ($0.from, team.name(of: $0.workerID)) < ($1.from, team.name(of: $1.workerID)) }
    table.rowCount = absences.count
    table.emptyText = "Nobody is away, today or later."
  }

  mutating func update(_ event: Event, height: Rows) -> PageOutcome {
    switch table.update(event) {
    case .ignored: .ignored
    default: .moved
    }
  }

  func describe(_ context: inout DeskContext) {
    guard let team, let selected else { return }
    context.team.name = team.name(of: selected.workerID)
    context.team.oversees = team.oversight.oversees(selected.workerID)
    context.team.isMe = team.oversight.worker.id == selected.workerID
  }

  private static let columns = [
    TableColumn("Who", width: .flexible(min: 14, weight: 2), priority: .max),
    TableColumn("From", width: .fixed(10), priority: 9),
    TableColumn("To", width: .fixed(10), priority: 10),
    TableColumn("Why", width: .fixed(9), priority: 6),
    TableColumn("Covered", width: .flexible(min: 20, weight: 4), priority: 8),
    TableColumn("Note", width: .flexible(min: 16, weight: 3), priority: 3),
  ]

  func draw(on canvas: Canvas, in desk: Desk) {
    guard let team else { return }
    let page = canvas.sub(canvas.bounds.inset(left: 1, top: 0, right: 1, bottom: 0))
    let now = absences.count { $0.covers(today) }
    page.put(
      StyledText("Who is away", .heading, .bold)
        + StyledText("  \(now) today · \(absences.count - now) later", .soft),
      at: Position(x: 1, y: 0), width: page.width - 2)
    table.draw(on: page.sub(page.bounds.inset(left: 0, top: 2, right: 0, bottom: 0))) { index in
      guard absences.indices.contains(index) else { return TableRow([]) }
      let one = absences[index]
      let isNow = one.covers(today)
      return TableRow([
        .text(team.name(of: one.workerID), .heading, .bold),
        .text(one.from.british, .soft),
        .text(one.to.british, isNow ? .warning : .soft),
        .text(one.kind.words),
        .text(cover(of: one.workerID, team), .soft),
        .text(one.note, .muted),
      ])
    }
  }

  private func short(_ id: Identifier<LinkWorker>, _ team: Team) -> String {
    team.workers.first { $0.id == id }?.listName ?? team.name(of: id)
  }

  /// "13 not covered, 4 with Idris K until 07/12".
  private func cover(of id: Identifier<LinkWorker>, _ team: Team) -> String {
    let theirs = covered.filter { $0.coversFor == id }
    let others = Dictionary(grouping: theirs, by: \.heldBy)
    var words = others.keys.sorted().map { other in
      let cases = others[other] ?? []
      let back = cases.map(\.returnsOn).min()?.shortBritish ?? ""
      return "\(cases.count) with \(short(other, team)) until \(back)"
    }
    let open = team.member(id)?.cases.count ?? 0
    if open > 0 { words.insert("\(open) not covered", at: 0) }
    return words.joined(separator: ", ")
  }
}

extension Desk {
  /// Takes the chosen absence out; u brings it back.
  mutating func removeAbsence() {
    guard let absence = (current as? AbsencesRoom)?.selected else { return }
    let now = setting.now()
    save("Taken out: away \(absence.from.shortBritish) to \(absence.to.shortBritish)") {
      try $0.remove(absence.id, at: now)
    }
  }
}

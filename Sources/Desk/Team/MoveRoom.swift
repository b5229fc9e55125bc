// Moving cases: which ones on the left, to whom on the right, with both loads before
// and after. Nothing is moved until somebody has said why.

import Casebook
import Casework
import Foundation
import Terminal

struct MoveRoom: DeskPage {
  var enterWords: String { "move them" }
  let place = DeskContext.Place.room("move")
  /// Who holds them now; several where cases of several were marked.
  let from: [Identifier<LinkWorker>]
  private(set) var team: Team?
  /// The cases that are to move.
  private(set) var chosen: Set<Identifier<Case>>
  /// In the order shown: holder by holder, the heaviest first.
  private var held: [WeighedCase] = []
  private var covers: [Identifier<Case>: String] = [:]
  private var cases = Table(id: "move cases", columns: Self.caseColumns)
  private var people = Table(id: "move people", columns: Self.peopleColumns)
  private var isChoosingWhom = false

  init(from: [Identifier<LinkWorker>], choosing cases: Set<Identifier<Case>> = []) {
    self.from = from
    chosen = cases
    isChoosingWhom = !cases.isEmpty
  }

  /// Why these cases cannot be given to somebody else together; nil where they can.
  static func refusal(
    _ cases: [Identifier<Case>], _ holders: [Identifier<Case>: CaseHolder], _ oversight: Oversight
  ) -> String? {
    func words(_ count: Int, _ one: String, _ more: String) -> String {
      count == 1 ? "One of them \(one)" : "\(count) of them \(more)"
    }
    let closed = cases.count { holders[$0]?.isClosed ?? true }
    if closed > 0 { return "\(words(closed, "is", "are")) closed. Leave them out with Space." }
    let free = cases.count { holders[$0]?.holderID == nil }
    if free > 0 {
      return
        "\(words(free, "is", "are")) held by nobody: t takes it on. Leave them out with Space."
    }
    let refused = cases.compactMap { holders[$0]?.holderID }
      .compactMap(oversight.refusal(toMoveCaseHeldBy:))
    guard let why = refused.first else { return nil }
    return cases.count == 1
      ? "Not moved: \(why)." : "\(words(refused.count, "is", "are")) not yours to move: \(why)."
  }

  var moving: [WeighedCase] { held.filter { chosen.contains($0.row.caseID) } }

  /// Who may lead them: those who are here, whose role leads cases, the roomiest first.
  private var candidates: [TeamRow] {
    guard let team else { return [] }
    return team.rows.filter { row in
      (from.count > 1 || !from.contains(row.worker.id))
        && team.settings.roles.takesOver(row.worker)
        && row.terms?.leavesOn.map { $0 >= team.today } ?? true
    }.sorted {
      ($0.load.points / max($0.load.capacity, 1)) < ($1.load.points / max($1.load.capacity, 1))
    }
  }

  /// To whom they go.
  var to: TeamRow? {
    people.selectedRow.flatMap { candidates.indices.contains($0) ? candidates[$0] : nil }
  }

  var isReady: Bool { !chosen.isEmpty && to != nil }

  mutating func load(from book: Casebook, on today: Day) throws {
    let whom = to?.worker.id
    var team = try book.team(on: today)
    // Whoever holds them may be of another team.
    for id in from where team.member(id) == nil {
      if let other = try book.load(of: id, on: today) { team.members.append(other.member) }
    }
    self.team = team
    covers = try book.coverWords(heldBy: from)
    var groups: [TableGroup] = []
    held = []
    for id in from {
      let theirs = team.load(of: id)?.cases ?? []
      if from.count > 1 {
        groups.append(TableGroup(firstRow: held.count, title: team.name(of: id)))
      }
      held += theirs
    }
    let held = held
    chosen.formIntersection(held.map(\.row.caseID))
    cases.allowsMarks = true
    cases.rowCount = held.count
    cases.groups = groups
    cases.emptyText = "No open cases."
    cases.marks = Set(held.indices.filter { chosen.contains(held[$0].row.caseID) })
    people.rowCount = candidates.count
    people.emptyText = "Nobody else is in the team."
    if let whom, let place = candidates.firstIndex(where: { $0.worker.id == whom }) {
      people.select(place)
    }
  }

  mutating func update(_ event: Event, height: Rows) -> PageOutcome {
    if event.key == .tab || event.key == .backTab {
      isChoosingWhom.toggle()
      return .moved
    }
    if event.key == .right, !isChoosingWhom {
      isChoosingWhom = true
      return .moved
    }
    if event.key == .left, isChoosingWhom {
      isChoosingWhom = false
      return .moved
    }
    if event.key == .enter {
      if !isChoosingWhom, !chosen.isEmpty {
        isChoosingWhom = true
        return .moved
      }
      return .act { $0.askWhyMoved() }
    }
    if event.mouse(on: "move people") != nil { isChoosingWhom = true }
    if event.mouse(on: "move cases") != nil { isChoosingWhom = false }
    if isChoosingWhom {
      switch people.update(event) {
      case .ignored: return .ignored
      case .opened: return .act { $0.askWhyMoved() }
      default: return .moved
      }
    }
    let outcome = cases.update(event)
    if outcome == .marked {
      let held = held
      chosen = Set(cases.marks.filter(held.indices.contains).map { held[$0].row.caseID })
    }
    return outcome == .ignored ? .ignored : .moved
  }

  // MARK: Drawing

  private static let caseColumns = [
    TableColumn("Who", width: .flexible(min: 11, weight: 2), priority: .max),
    TableColumn("Points", width: .fixed(6), align: .right, priority: 9),
    TableColumn("Stage", width: .fixed(8), priority: 4),
    TableColumn("Need", width: .flexible(min: 10, weight: 3), priority: 3),
    TableColumn("Next", width: .fixed(12), align: .right, priority: 5),
  ]

  private static let peopleColumns = [
    TableColumn("To", width: .flexible(min: 11, weight: 2), priority: .max),
    TableColumn("People", width: .fixed(8), align: .right, priority: 8),
    TableColumn("Points", width: .fixed(15), align: .right, priority: 9),
    TableColumn("of", width: .fixed(5), align: .right, priority: 3),
  ]

  func draw(on canvas: Canvas, in desk: Desk) {
    guard let team else { return }
    let page = canvas.sub(canvas.bounds.inset(left: 1, top: 0, right: 1, bottom: 0))
    let count = chosen.count
    let whose = from.count == 1 ? names(team) : "\(from.count) workers"
    var line = StyledText("Move cases from \(whose)", .heading, .bold)
    line += StyledText(
      count == 0
        ? "  Space chooses"
        : "  \(count) chosen, \(Figures.oneDecimal(moving.reduce(0) { $0 + $1.points })) points",
      .soft)
    page.put(line, at: Position(x: 1, y: 0), width: page.width - 2)
    // A line for each, as far as there is room for them.
    let shown = from.prefix(page.height >= 24 ? 6 : 3)
    var top: Rows = 1
    for id in shown {
      guard let before = team.load(of: id) else { continue }
      let after = team.load(of: id, without: chosen) ?? before
      page.put(
        StyledText("\(name(id, team))  ", .muted) + change(before, after),
        at: Position(x: 1, y: top), width: page.width - 2)
      top += 1
    }
    if from.count > shown.count {
      page.put(
        StyledText("and \(from.count - shown.count) more", .muted), at: Position(x: 1, y: top))
      top += 1
    }
    top += 1
    let wide = page.width * 56 / 100
    let left = Rect(x: 0, y: top, width: wide, height: page.height - top)
    let right = Rect(x: wide + 2, y: top, width: page.width - wide - 2, height: page.height - top)
    page.line(vertical: Position(x: wide, y: top), length: page.height - top - 1)
    let held = held
    cases.draw(on: page.sub(left), isFocused: !isChoosingWhom) { index in
      held.indices.contains(index) ? self.line(held[index], on: team.today) : TableRow([])
    }
    let candidates = candidates
    people.draw(on: page.sub(right), isFocused: isChoosingWhom) { index in
      guard candidates.indices.contains(index) else { return TableRow([]) }
      let row = candidates[index]
      let coming = moving.filter { $0.row.facts.holderID != row.worker.id }
      let then = team.load(of: row.worker.id, with: coming) ?? row.load
      return TableRow([
        .text(row.nameWords, .heading, .bold),
        .text("\(row.load.open)→\(then.open)", .text),
        .text(
          "\(Figures.oneDecimal(row.load.points))→\(Figures.oneDecimal(then.points))\(then.standing.sign)",
          TeamColumns.role(then.standing), .bold),
        .text(Figures.plain(then.capacity), .muted),
      ])
    }
  }

  private func name(_ id: Identifier<LinkWorker>, _ team: Team) -> String {
    team.workers.first { $0.id == id }?.listName ?? team.name(of: id)
  }

  /// "Shanice W", "Shanice W and Tom H".
  private func names(_ team: Team) -> String {
    from.map { name($0, team) }.joined(separator: " and ")
  }

  private func change(_ before: WorkerLoad, _ after: WorkerLoad) -> StyledText {
    StyledText("\(before.open) → \(after.open) people, ")
      + StyledText(Figures.oneDecimal(before.points), TeamColumns.role(before.standing), .bold)
      + StyledText(" → ")
      + StyledText(Figures.oneDecimal(after.points), TeamColumns.role(after.standing), .bold)
      + StyledText(" of \(Figures.plain(after.capacity)) points, ", .soft)
      + StyledText(after.standing.words, TeamColumns.role(after.standing))
  }

  private func line(_ one: WeighedCase, on today: Day) -> TableRow {
    let isLate = one.row.due?.urgency(on: today).needsSomebodyNow ?? false
    return TableRow([
      .text(one.row.person.listName, .heading, .bold),
      .text(Figures.oneDecimal(one.points)),
      .text(one.row.stage(on: today).words, .soft),
      covers[one.row.caseID].map { .text(String($0.dropFirst("covering ".count)), .accent) }
        ?? .text(one.row.need),
      .text(one.row.due?.whenWords(on: today) ?? "", isLate ? .warning : .soft),
    ])
  }
}

extension Desk {
  /// Asks why the chosen cases go to the chosen worker, and for how long.
  mutating func askWhyMoved() {
    guard let room = current as? MoveRoom else { return }
    guard let to = room.to, !room.moving.isEmpty, let team = room.team else {
      toast = Toast(
        "Choose who moves with Space, and to whom on the right with Tab.", role: .warning)
      return
    }
    // Cases of whoever they go to stay where they are.
    let moving = room.moving.filter { $0.row.facts.holderID != to.worker.id }
    guard !moving.isEmpty else {
      toast = Toast("\(to.worker.name) holds them already.", role: .warning)
      return
    }
    let holders = room.from.filter { id in moving.contains { $0.row.facts.holderID == id } }
    let leaving = holders.compactMap { id in
      team.terms.first { $0.workerID == id }?.leavesOn
    }.max()
    let away =
      holders.count == 1
      ? team.absences.first { holders.contains($0.workerID) && $0.to >= today } : nil
    let form = TeamForms.move(
      moving.map(\.row), from: holders.map(team.name).joined(separator: " and "),
      to: to.worker.name, leaving: leaving, away: away, on: today)
    show(
      form,
      FormPurpose(draft: "move", of: moving.first?.row.caseID) { desk, form in
        let notes = Dictionary(
          moving.map { ($0.row.caseID, form.text("note \($0.row.caseID.text)")) },
          uniquingKeysWith: { first, _ in first })
        let move = CaseMove(
          moving.map(\.row.caseID), to: to.worker.id, reason: form.text("why"),
          returnsOn: form.moment("back")?.caseworkDay, notes: notes)
        let count = moving.count
        let words = "\(count) case\(count == 1 ? "" : "s") moved to \(to.worker.listName)"
        let now = desk.setting.now()
        guard desk.save(words, { _ = try $0.move(move, at: now) }) else { return .failed }
        let told = desk.toast
        desk.overlay = nil
        desk.leaveRoom()
        // What was marked is moved: the marks would only be in the way.
        if desk.rooms.isEmpty, desk.page == .caseload { _ = desk.caseload.clearMarks() }
        desk.toast = told
        return .movedOn
      })
  }
}

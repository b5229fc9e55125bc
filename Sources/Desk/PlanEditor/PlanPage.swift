// The plan on one page, edited in place: what matters, strengths, needs, goals,
// actions, what to do when things get hard, and the services linked to each goal.

import Casework
import Terminal

struct PlanPage {
  private var items: [Int: PlanItem] = [:]
  private var record: CaseRecord?
  private var standing = PlanStanding.nothing
  private(set) var aside = PlanAside()
  private var today = Day(number: 0)
  private var list = SectionList(id: "plan")
  private let layout = PlanLayout()
  /// The line that is being typed, in its place.
  private(set) var typing: PlanTyping?
  /// Goals of which only the words are shown.
  private(set) var folded: Set<Identifier<Goal>> = []
  /// Parts of which every question is shown.
  private var opened: Set<PlanPart> = []
  /// What fits the chosen goal, beside the page or in its place.
  var fits = FitsPane()

  /// The goal that was last gone to, for what is asked where none is under the cursor.
  private var visited: Identifier<Goal>?

  private var plan: Plan? { record?.plan }

  var selected: PlanItem? { list.selected.flatMap { items[$0] } }

  /// What Enter does with the chosen line.
  var enterWords: String {
    switch selected {
    case .newEntry?, .newGoal?, .newAction?: "write"
    case .entry?, .goal?, .action?: "edit"
    default: "open"
    }
  }

  /// The goal that the chosen line belongs to, as it is now.
  var goal: Goal? {
    let id: Identifier<Goal>? =
      switch selected {
      case .goal(let goal), .action(_, let goal), .newAction(let goal): goal.id
      case .service(let item): item.prescription.goalID
      case .interest(let item, _): item.goalID
      case .unmet(let item): item.goalID
      case .entry(let entry): entry.goalID
      case .typing:
        switch typing?.subject {
        case .action(_, let goal, _)?: goal
        case .entry(let entry, _)?: entry.goalID
        default: nil
        }
      default: nil
      }
    return id.flatMap { id in plan?.goals.first { $0.id == id } }
  }

  /// The goal that “fits this goal” is about: that of the chosen line, or else the one that
  /// was gone to last, or else the first that is still worked on.
  var fitGoal: Goal? {
    if let goal { return goal }
    let goals = plan?.goals ?? []
    return goals.first { $0.id == visited } ?? goals.first { $0.status == .open } ?? goals.first
  }

  /// "2.1" for that goal.
  var fitNumber: String { fitGoal.flatMap { plan?.number(of: $0.id) } ?? "" }

  /// Remembers the goal under the cursor; called after every event.
  mutating func visit() {
    if let goal { visited = goal.id }
  }

  mutating func load(_ record: CaseRecord, _ aside: PlanAside, on today: Day) {
    let before = selected
    self.record = record
    standing = PlanStanding(of: record)
    self.aside = aside
    self.today = today
    // A line whose goal somebody else took away has no place any more; its words are
    // still in its draft.
    if case .action(_, let goal, _)? = typing?.subject,
      record.plan?.goals.contains(where: { $0.id == goal }) != true
    {
      typing = nil
    }
    lay()
    if typing == nil { select(before) }
  }

  /// Lays the page out for the width that it was last drawn in.
  private mutating func lay() {
    let rows = rows(width: layout.width)
    items = rows?.items ?? [:]
    list.rows = rows?.rows ?? []
    if let slot = rows?.slot { list.select(slot.row) }
  }

  private func rows(width: Columns) -> PlanRows? {
    record.map {
      PlanRows(
        $0, standing, aside: aside, on: today, width: width, folded: folded, opened: opened,
        typing: typing,
        layout: layout)
    }
  }

  // MARK: Choosing

  /// Chooses the line that stands for the same thing as `item`.
  mutating func select(_ item: PlanItem?) {
    guard let item else { return }
    if let index = items.first(where: { $0.value.isSame(as: item) })?.key { list.select(index) }
  }

  mutating func select(goal id: Identifier<Goal>) { select(line: .goal(id)) }

  /// Chooses a line of the plan.
  mutating func select(line: PlanLine) {
    if let index = items.first(where: { $0.value.line == line })?.key { list.select(index) }
  }

  /// Chooses the row above.
  mutating func selectAbove() { _ = list.update(.key(.up), height: 10) }

  mutating func update(_ event: Event, height: Rows) -> Bool { list.update(event, height: height) }

  // MARK: Folding

  /// Shows only the words of the chosen goal, or everything of it again.
  mutating func fold() {
    guard let goal else { return }
    let id = goal.parentID ?? goal.id
    if folded.remove(id) == nil { folded.insert(id) }
    lay()
    select(goal: id)
  }

  /// Folds every goal, or opens every one where all are folded.
  mutating func foldAll() {
    let before = selected
    let goal = goal
    let all = Set(plan?.mainGoals.map(\.id) ?? [])
    folded = all.isSubset(of: folded) ? [] : all
    lay()
    select(before)
    if let goal {
      select(goal: folded.contains(goal.parentID ?? goal.id) ? goal.parentID ?? goal.id : goal.id)
    }
  }

  /// Shows every question of a part.
  mutating func open(_ part: PlanPart) {
    opened.insert(part)
    lay()
    // What matters has a place of its own on the page.
    let sections = part.sections.filter {
      $0 != .whatMatters && plan?.entries(in: $0).isEmpty != false
    }
    if let first = sections.first { select(.newEntry(first)) }
  }

  /// Makes sure that a line can be seen.
  mutating func reveal(_ goal: Identifier<Goal>) {
    let parent = plan?.goals.first { $0.id == goal }?.parentID
    folded.remove(parent ?? goal)
    lay()
  }

  // MARK: Typing in place

  mutating func type(_ line: PlanTyping) {
    if case .action(_, let goal, _) = line.subject { reveal(goal) }
    typing = line
    lay()
  }

  /// Hands an event to the line that is being typed.
  mutating func typed(_ event: Event) -> EditOutcome {
    let outcome = typing?.editor.update(event) ?? .ignored
    lay()
    return outcome
  }

  mutating func change(_ body: (inout PlanTyping) throws -> Void) rethrows {
    guard var line = typing else { return }
    defer { lay() }
    try body(&line)
    typing = line
  }

  /// Follows the line that is being typed to the goal that it was moved to.
  mutating func retarget() {
    guard case .action(let id)? = typing?.line,
      let owner = plan?.goals.first(where: { $0.actions.contains { $0.id == id } })
    else { return }
    reveal(owner.id)
    change { $0.setGoal(owner.id) }
  }

  /// What the case has to do with services already, for one of its goals.
  func known(_ goal: Identifier<Goal>) -> [Identifier<Asset>: String] {
    var known: [Identifier<Asset>: String] = [:]
    for item in aside.interests where item.interested.goalID == goal {
      known[item.interested.assetID] = "◇ interested"
    }
    for item in record?.prescriptions ?? [] {
      known[item.prescription.assetID] = "◆ \(item.prescription.kind.words.lowercased())"
    }
    return known
  }

  /// Whether the cursor is at the upper or lower edge of what is being typed.
  func isAtEdge(_ key: Key) -> Bool {
    guard let typing, let slot = rows(width: layout.width)?.slot else { return true }
    return key == .up
      ? typing.editor.isOnFirstLine(width: slot.width)
      : typing.editor.isOnLastLine(width: slot.width)
  }

  /// Ends typing; the row that is chosen stays chosen, or the one above a row that goes.
  mutating func endTyping() {
    let line = typing?.line
    let row = list.selected
    typing = nil
    lay()
    if let line, items.contains(where: { $0.value.line == line }) {
      select(line: line)
    } else if let row {
      list.select(max(0, row - 1))
    }
  }

  // MARK: Drawing

  func draw(on canvas: Canvas) {
    layout.width = canvas.width
    guard let made = rows(width: canvas.width) else { return }
    var list = list
    list.rows = made.rows
    if let slot = made.slot {
      list.select(slot.row)
      list.showBeginning()
    }
    let place = list.draw(on: canvas, isFocused: typing == nil && !fits.isFocused)
    guard let typing, let slot = made.slot, let place else { return }
    canvas.put("▌", at: Position(x: 0, y: place.y), style: Style(.accent))
    let high = min(typing.editor.rows(width: slot.width), max(canvas.height - place.y, 1))
    typing.editor.draw(
      on: canvas.sub(Rect(x: slot.x + 1, y: place.y, width: slot.width, height: high)),
      isFocused: true)
  }
}

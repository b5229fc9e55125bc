// The plan on one page, edited in place: what matters, strengths, needs, goals,
// actions, and the services linked to each goal.

import Casework
import Terminal

/// Something on the plan's page that can be chosen.
enum PlanItem: Equatable {
  case entry(PlanEntry)
  case newEntry(PlanSection)
  case goal(Goal)
  case action(Action, Goal)
  case service(PrescribedAsset)
  case newAction(Goal)
  case newGoal
}

struct PlanPage {
  private var items: [Int: PlanItem] = [:]
  private var plan: Plan?
  private var record: CaseRecord?
  private var today = Day(number: 0)
  private var list = SectionList(id: "plan")
  private let wrapped = WrappedRows()
  /// The entry that is being typed, in place.
  private(set) var editing: PlanEntry?
  var field = TextField(id: "plan entry")

  var selected: PlanItem? { list.selected.flatMap { items[$0] } }

  /// The goal that the chosen line belongs to.
  var goal: Goal? {
    switch selected {
    case .goal(let goal), .action(_, let goal), .newAction(let goal): goal
    case .service(let item): plan?.goals.first { $0.id == item.prescription.goalID }
    default: nil
    }
  }

  mutating func load(_ record: CaseRecord, on today: Day) {
    let before = selected
    self.record = record
    self.today = today
    plan = record.plan
    wrapped.forget()
    var made = PlanRows()
    let rows = made.rows(for: record, on: today, width: 80)
    items = made.items
    list.rows = rows
    select(before)
  }

  /// Chooses the line that stands for the same thing as `item`.
  mutating func select(_ item: PlanItem?) {
    guard let item else { return }
    if let index = items.first(where: { $0.value.isSame(as: item) })?.key { list.select(index) }
  }

  mutating func select(goal id: Identifier<Goal>) {
    let index = items.first {
      if case .goal(let goal) = $0.value { goal.id == id } else { false }
    }?.key
    if let index { list.select(index) }
  }

  mutating func update(_ event: Event, height: Rows) -> Bool { list.update(event, height: height) }

  // MARK: Editing in place

  mutating func edit(_ entry: PlanEntry) {
    editing = entry
    field.offersEditor = true
    field.text = entry.text
  }

  /// Ends editing.
  ///
  /// - Returns: the entry as it now reads; nil when nothing was being typed.
  mutating func endEditing() -> PlanEntry? {
    guard var entry = editing else { return nil }
    editing = nil
    entry.text = field.text
    return entry
  }

  // MARK: Drawing

  func draw(on canvas: Canvas) {
    guard let record else { return }
    var list = list
    list.rows = wrapped.rows(width: canvas.width) { width in
      var made = PlanRows()
      return made.rows(for: record, on: today, width: width)
    }
    let place = list.draw(on: canvas, isFocused: editing == nil)
    if editing != nil, let place {
      let line = Rect(x: 3, y: place.y, width: canvas.width - 4, height: 1)
      canvas.fill(
        Rect(x: 0, y: place.y, width: canvas.width, height: place.height), style: .text)
      canvas.put("▌", at: Position(x: 0, y: place.y), style: Style(.accent))
      field.draw(on: canvas.sub(line), isFocused: true)
    }
  }

  /// The services linked to the chosen goal, or to any, beside the page.
  func drawServices(on canvas: Canvas) {
    guard let record else { return }
    let goal = goal
    let items = record.prescriptions.filter { goal == nil || $0.prescription.goalID == goal?.id }
    canvas.put(
      StyledText(goal == nil ? "LINKED SERVICES" : "LINKED TO THIS GOAL", .muted, .bold),
      at: .origin)
    var y: Rows = 2
    for item in items where y < canvas.height - 2 {
      canvas.put(StyledText(item.assetName, .heading, .bold), at: Position(x: 0, y: y))
      canvas.put(
        StyledText(
          "\(item.prescription.kind.words) \(item.prescription.on.british) by \(record.name(of: item.prescription.workerID))",
          .soft), at: Position(x: 0, y: y + 1))
      y += 3
    }
    if items.isEmpty {
      canvas.put(StyledText("Nothing yet.", .muted), at: Position(x: 0, y: y))
      y += 2
    }
    canvas.put(
      StyledText("p", .accent, .bold)
        + StyledText(
          goal == nil ? "  link a service: choose a goal first" : "  link a service", .soft),
      at: Position(x: 0, y: y))
  }
}

extension PlanItem {
  /// Whether both stand for the same row of the record, however it now reads.
  func isSame(as other: PlanItem) -> Bool {
    switch (self, other) {
    case (.entry(let a), .entry(let b)): a.id == b.id
    case (.newEntry(let a), .newEntry(let b)): a == b
    case (.goal(let a), .goal(let b)): a.id == b.id
    case (.action(let a, _), .action(let b, _)): a.id == b.id
    case (.service(let a), .service(let b)): a.prescription.id == b.prescription.id
    case (.newAction(let a), .newAction(let b)): a.id == b.id
    case (.newGoal, .newGoal): true
    default: false
    }
  }
}

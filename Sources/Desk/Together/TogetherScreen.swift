// Together view: only this person's own plan, in plain words with plenty of room, for
// when they sit beside the worker. No flags, no queues, nobody else's record; leaving
// it takes the worker's passphrase. On a goal the young person says themselves how
// near they are.

import Casework
import Terminal

struct TogetherScreen {
  private(set) var record: CaseRecord
  private let today: Day
  private var list = SectionList(id: "together")
  /// The goal that each row stands for, by the row's place.
  private var goals: [Int: Goal] = [:]
  private var scale = ScoreScale(id: "together score")
  private let layout = PlanLayout()
  private let wrapped = WrappedRows()

  init(_ record: CaseRecord, on today: Day) {
    self.record = record
    self.today = today
    lay()
  }

  /// The plan as it is after something was kept.
  mutating func load(_ record: CaseRecord) {
    let before = goal?.id
    let scaleBefore = scale
    self.record = record
    lay()
    if let row = goals.first(where: { $0.value.id == before })?.key { list.select(row) }
    // The same scale goes on, so that a 1 may still become 10.
    if goal?.id == before { scale = scaleBefore } else { chooseScore() }
  }

  private mutating func lay() {
    wrapped.forget()
    let made = TogetherRows(record, on: today, width: layout.width, layout: layout)
    list.rows = made.rows
    goals = made.goals
    chooseScore()
  }

  /// The goal under the cursor.
  var goal: Goal? { list.selected.flatMap { goals[$0] } }

  private mutating func chooseScore() {
    scale = ScoreScale(id: "together score", score: goal?.now?.score)
  }

  enum Outcome: Equatable {
    case nothing
    /// They say how near they are to the chosen goal.
    case scored(Identifier<Goal>, Int)
  }

  mutating func update(_ event: Event, height: Rows) -> Outcome {
    if let goal {
      let before = scale.score
      switch event.key {
      case .left?: scale.nudge(by: -1)
      case .right?: scale.nudge(by: 1)
      default:
        if !scale.update(event) {
          move(event, height: height)
          return .nothing
        }
      }
      if let score = scale.score, score != before { return .scored(goal.id, score) }
      return .nothing
    }
    move(event, height: height)
    return .nothing
  }

  private mutating func move(_ event: Event, height: Rows) {
    let before = list.selected
    _ = list.update(event, height: height - 4)
    if list.selected != before { chooseScore() }
  }

  /// The keys that work now, in a young person's words.
  var keys: [KeyLineItem] {
    var items = [KeyLineItem(keys: "↑↓", label: "look around", priority: 80)]
    if goal != nil {
      items.append(KeyLineItem(keys: "0–10 ←→", label: "how near am I?", priority: 70))
    }
    items.append(
      KeyLineItem(
        keys: "Esc", label: "give it back (needs the worker’s passphrase)", press: .escape,
        priority: 90))
    return items
  }

  func draw(on canvas: Canvas) {
    let width = min(canvas.width - 4, 76)
    guard width > 0 else { return }
    let page = canvas.sub(
      Rect(
        x: (canvas.width - width) / 2, y: min(2, max(canvas.height - 1, 0)), width: width,
        height: max(canvas.height - 4, 0)))
    let asksScore = goal != nil && page.height > 12
    let (foot, rest) = page.bounds.splitBottom(asksScore ? 6 : 0)
    var list = list
    layout.width = width
    list.rows = wrapped.rows(width: width) {
      TogetherRows(record, on: today, width: $0, layout: layout).rows
    }
    list.draw(on: page.sub(rest))
    guard asksScore else { return }
    let scaleCanvas = page.sub(foot.inset(left: 1, top: 1, right: 1, bottom: 0))
    scaleCanvas.put(
      StyledText("How near am I to this?", .heading, .bold), at: .origin)
    scale.draw(
      on: scaleCanvas.sub(scaleCanvas.bounds.inset(left: 0, top: 2, right: 0, bottom: 0)),
      low: "nothing of it yet", high: "I am there")
  }
}

/// The plan in large plain words, as rows.
struct TogetherRows {
  private(set) var rows: [SectionRow] = []
  private(set) var goals: [Int: Goal] = [:]
  private let record: CaseRecord
  private let today: Day
  private let width: Columns
  private let layout: PlanLayout
  private let services: [Identifier<Goal>?: [PrescribedAsset]]

  init(_ record: CaseRecord, on today: Day, width: Columns, layout: PlanLayout) {
    self.record = record
    self.layout = layout
    services = Dictionary(grouping: record.prescriptions) { $0.prescription.goalID }
    self.today = today
    self.width = width
    let name = record.person.calledName
    rows = [
      SectionRow(
        [
          RowLine(
            left: StyledText(
              (name.hasSuffix("s") ? "\(name)’ plan" : "\(name)’s plan").neutralised, .accent,
              .bold))
        ], isSelectable: false), .blank,
    ]
    guard let plan = record.plan, !plan.isEmpty else {
      rows.append(words("Nothing is written here yet.", "  "))
      return
    }
    add("What matters to me", plan.entries(in: .whatMatters))
    add("My people", plan.entries(in: .people))
    add("How to talk with me", plan.entries(in: .communication))
    add("Please do, please don’t", plan.entries(in: .doAndDont))
    add("What I am good at", plan.entries(in: .strengths))
    let stages = Dictionary(grouping: plan.goals.filter { $0.parentID != nil }) { $0.parentID }
    for (index, goal) in plan.mainGoals.enumerated() {
      add(goal, index: index, stages: stages[goal.id] ?? [])
    }
    add("What can set off a bad time", plan.entries(in: .triggers))
    add("How you can tell", plan.entries(in: .earlySigns))
    add("What helps me", plan.entries(in: .whatHelps))
    add("What should happen then", plan.entries(in: .whatShouldHappen))
    add("Who I can call", plan.entries(in: .whoToCall))
  }

  private mutating func add(_ title: String, _ entries: [PlanEntry]) {
    guard !entries.isEmpty else { return }
    rows.append(heading(title))
    rows += entries.map { words($0.text, "  •  ") }
    rows.append(.blank)
  }

  private mutating func add(_ goal: Goal, index: Int, stages: [Goal]) {
    rows.append(heading(index == 0 ? "What I want" : "And I want"))
    goals[rows.count] = goal
    var lines = words(goal.text, "  ", .heading).lines
    if let now = goal.now {
      let dots = String(repeating: "●", count: now.score)
      let left = String(repeating: "○", count: 10 - now.score)
      var score =
        StyledText("  " + dots, .good) + StyledText(left, .muted)
        + StyledText("  \(now.score)", .heading, .bold)
      if let before = goal.before { score += StyledText("   I was at \(before.score)", .soft) }
      lines.insert(RowLine(left: score), at: lines.count - 1)
    }
    rows.append(SectionRow(lines))
    for action in goal.actions where action.status != .refused { rows.append(row(action)) }
    for stage in stages {
      goals[rows.count] = stage
      rows.append(words(stage.text, stage.status == .reached ? "  ✓  " : "  →  "))
      for action in stage.actions where action.status != .refused { rows.append(row(action)) }
    }
    for item in services[goal.id] ?? [] {
      rows.append(words(item.assetName, "  ◆  "))
    }
    rows.append(.blank)
  }

  private func row(_ action: Action) -> SectionRow {
    let isDone = action.status == .done
    let when = action.when.map { isDone ? "" : ", by \($0.spoken)" } ?? ""
    let who = action.who.isEmpty ? "" : " – \(action.who)"
    return words(action.what + who + when, isDone ? "  ✓  " : "  ○  ")
  }

  private func words(_ text: String, _ sign: String, _ role: Role = .text) -> SectionRow {
    let lines = layout.lines(text, width: max(width - 8, 8)).enumerated().map {
      RowLine(
        left: StyledText(
          $0.offset == 0 ? sign : String(repeating: " ", count: sign.count), .muted)
          + StyledText($0.element, role, role == .heading ? [.bold] : []))
    }
    return SectionRow(lines + [.air])
  }

  private func heading(_ text: String) -> SectionRow {
    SectionRow([RowLine(left: StyledText(text, .soft, .bold)), .air], isSelectable: false)
  }
}

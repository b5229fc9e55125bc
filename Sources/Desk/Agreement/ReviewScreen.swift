// A review meeting: goal by goal, how near it is now, what was done, what was said.

import Casebook
import Casework
import Terminal

struct ReviewScreen: DeskPage {
  static let name = "review"

  private let caseID: Identifier<Case>
  private var record: CaseRecord
  private var today: Day
  /// The goals that are gone through, in the order of the plan.
  private var goals: [Goal] = []
  /// Which goal is asked about; past the last one, what came of it all.
  private(set) var index = 0
  private var scale = ScoreScale(id: "review score")
  /// What was said about a goal, until its score is kept.
  private var notes: [Identifier<Goal>: String] = [:]
  /// The goals that were scored in this meeting.
  private var scored: Set<Identifier<Goal>> = []
  private var chosenAction = 0

  var place: DeskContext.Place { .room(Self.name) }

  init(_ caseID: Identifier<Case>, from book: Casebook, on today: Day) throws {
    guard let record = try book.caseRecord(caseID) else {
      throw CasebookError.noSuchRecord("case")
    }
    self.caseID = caseID
    self.record = record
    self.today = today
    gather()
    chooseScore()
  }

  mutating func load(from book: Casebook, on today: Day) throws {
    guard let record = try book.caseRecord(caseID) else {
      throw CasebookError.noSuchRecord("case")
    }
    let before = goal?.id
    self.record = record
    self.today = today
    gather()
    if let before, let place = goals.firstIndex(where: { $0.id == before }) { index = place }
    index = min(index, goals.count)
    chosenAction = min(chosenAction, max(0, (goal?.actions.count ?? 0) - 1))
  }

  /// Every goal that is still worked on, stages too.
  private mutating func gather() {
    goals = (record.plan?.goals ?? []).filter { $0.status == .open }
  }

  private mutating func chooseScore() {
    // Today's score, if it was given already; else nothing, so that none is guessed.
    scale = ScoreScale(
      id: "review score", score: goal?.now.flatMap { $0.on == today ? $0.score : nil })
    chosenAction = 0
  }

  // MARK: What the commands do

  var goal: Goal? { goals.indices.contains(index) ? goals[index] : nil }
  var action: Action? {
    goal.flatMap { $0.actions.indices.contains(chosenAction) ? $0.actions[chosenAction] : nil }
  }
  var note: String { goal.flatMap { notes[$0.id] } ?? "" }
  var name: String { record.person.calledName }

  /// The score to be kept for the goal that is asked about.
  func score(id: Identifier<GoalScore>) -> GoalScore? {
    guard let goal, let score = scale.score else { return nil }
    let kept = goal.now.flatMap { $0.on == today ? $0.note : nil } ?? ""
    return GoalScore(
      id: id, on: today, score: score, voice: .person, note: notes[goal.id] ?? kept)
  }

  mutating func nudge(by step: Int) {
    if scale.score == nil, let last = goal?.now?.score { scale.score = last }
    scale.nudge(by: step)
  }

  mutating func step(by step: Int) {
    index = max(0, min(index + step, goals.count))
    chooseScore()
  }

  mutating func keepNote(_ text: String) {
    if let goal { notes[goal.id] = text }
  }

  mutating func noteScored() {
    if let goal { scored.insert(goal.id) }
  }

  mutating func update(_ event: Event, height: Rows) -> PageOutcome {
    if scale.update(event) { return .moved }
    let count = goal?.actions.count ?? 0
    switch event.key {
    case .up?: chosenAction = max(0, chosenAction - 1)
    case .down?: chosenAction = max(0, min(chosenAction + 1, count - 1))
    default: return .ignored
    }
    return .moved
  }

  func describe(_ context: inout DeskContext) {
    context.opensNothing = true
    context.takesFigures = goal != nil
  }

  // MARK: Drawing

  func draw(on canvas: Canvas, in desk: Desk) {
    let width = min(canvas.width - 4, 92)
    let page = canvas.sub(
      Rect(x: (canvas.width - width) / 2, y: 0, width: width, height: canvas.height))
    let whose = name.hasSuffix("s") ? "\(name)’" : "\(name)’s"
    page.put(StyledText("\(whose) review".neutralised, .accent, .bold), at: .origin)
    let place = goal == nil ? "all gone through" : "goal \(index + 1) of \(goals.count)"
    page.put(StyledText(place, .soft), at: .origin, width: page.width, align: .right)
    page.line(horizontal: Position(x: 0, y: 1), length: page.width)
    let body = page.sub(page.bounds.inset(left: 0, top: 3, right: 0, bottom: 0))
    if let goal { draw(goal, on: body) } else { drawEnd(on: body) }
  }

  private func draw(_ goal: Goal, on canvas: Canvas) {
    let isShort = canvas.height < 24
    var y: Rows = 0
    let lines = goal.text.neutralised.wrapped(to: canvas.width)
    for line in lines.prefix(isShort ? 2 : 4) {
      canvas.put(StyledText(line, .heading, .bold), at: Position(x: 0, y: y), width: canvas.width)
      y += 1
    }
    if let way = way(of: goal) {
      canvas.put(way, at: Position(x: 0, y: y), width: canvas.width)
      y += 1
    }
    y += 1
    canvas.put(
      StyledText("How near is it now?", .text, .bold), at: Position(x: 0, y: y))
    // A screen reader begins at the question, until there is an answer.
    canvas.setCursor(Position(x: 0, y: y))
    let last = goal.scores.last { $0.on != today }
    canvas.put(
      StyledText(
        last.map { "on \($0.on.british) it was \($0.score)" } ?? "the first score", .muted),
      at: Position(x: 22, y: y))
    y += isShort ? 1 : 2
    y += scale.draw(
      on: canvas.sub(canvas.bounds.inset(left: 0, top: y, right: 0, bottom: 0)),
      low: "nothing of it yet", high: "there")
    y += 1
    let said = note.isEmpty ? goal.now.flatMap { $0.on == today ? $0.note : nil } ?? "" : note
    if !said.isEmpty {
      for line in "“\(said)”".neutralised.wrapped(to: canvas.width).prefix(isShort ? 1 : 3) {
        canvas.put(StyledText(line, .soft), at: Position(x: 0, y: y))
        y += 1
      }
      y += isShort ? 0 : 1
    }
    guard !goal.actions.isEmpty else { return }
    canvas.put(StyledText("WHAT WAS TO BE DONE", .muted, .bold), at: Position(x: 0, y: y))
    y += 1
    let room = max(1, (canvas.height - y).count)
    let first = max(0, chosenAction + 1 - room)
    for (place, action) in goal.actions.enumerated().dropFirst(first).prefix(room) {
      draw(action, isChosen: place == chosenAction, at: y, on: canvas)
      y += 1
    }
  }

  private func draw(_ action: Action, isChosen: Bool, at y: Rows, on canvas: Canvas) {
    let area = Rect(x: 0, y: y, width: canvas.width, height: 1)
    let ground: Ground = isChosen ? .selection : .page
    if isChosen {
      canvas.fill(area, style: Style(.text, on: .selection))
      canvas.put("▌", at: Position(x: 0, y: y), style: Style(.accent, on: .selection))
      if scale.score == nil { canvas.setCursor(Position(x: 1, y: y)) }
    }
    let (sign, role): (String, Role) =
      switch action.status {
      case .done: ("✓", .good)
      case .refused: ("✗", .muted)
      case .inProgress: ("▸", .info)
      }
    let isLate = action.isLate(on: today)
    let right = StyledText(
      [action.who, (isLate ? "▲ " : "") + action.standing(on: today)]
        .filter { !$0.isEmpty }.joined(separator: "   "), isLate ? .warning : .soft)
    canvas.put(
      StyledText(" \(sign) ", role) + StyledText(action.what.neutralised),
      at: Position(x: 1, y: y), on: ground, width: max(canvas.width - right.columns - 4, 0))
    canvas.put(
      right, at: Position(x: 0, y: y), on: ground, width: canvas.width - 1, align: .right)
  }

  /// The scores so far, in a line: "2 → 3 → 4".
  private func way(of goal: Goal) -> StyledText? {
    var words: [String] = []
    if let importance = goal.importance { words.append("importance \(importance)") }
    if let confidence = goal.confidence { words.append("confidence \(confidence)") }
    let before = goal.scores.suffix(8).map { "\($0.score)" }
    if !before.isEmpty { words.append("so far " + before.joined(separator: " → ")) }
    return words.isEmpty ? nil : StyledText(words.joined(separator: " · "), .soft)
  }

  private func drawEnd(on canvas: Canvas) {
    canvas.put(StyledText("What came of it", .heading, .bold), at: .origin)
    var y: Rows = 2
    for goal in goals where y < canvas.height - 3 {
      let today = goal.scores.last { $0.on == self.today }
      let before = goal.scores.last { $0.on != self.today }
      let score: StyledText
      switch (today, before) {
      case (let now?, let then?):
        let change = now.score - then.score
        let words = change == 0 ? "the same" : change > 0 ? "+\(change)" : "−\(-change)"
        score =
          StyledText("\(then.score) → ", .soft) + StyledText("\(now.score)", .heading, .bold)
          + StyledText("  \(words)", change > 0 ? .good : change < 0 ? .warning : .soft)
      case (let now?, nil): score = StyledText("\(now.score), the first score", .soft)
      case (nil, _): score = StyledText("not scored today", .muted)
      }
      canvas.put(
        StyledText(goal.text.neutralised), at: Position(x: 0, y: y),
        width: max(canvas.width - 26, 4))
      canvas.put(
        score, at: Position(x: max(canvas.width - 24, 0), y: y), width: 24)
      y += 1
    }
    y += 1
    canvas.put(
      StyledText("Enter", .accent, .bold)
        + StyledText("  when do you look at it again?", .text), at: Position(x: 0, y: y))
    canvas.setCursor(Position(x: 0, y: y))
  }
}

extension Desk {
  mutating func beginReview() {
    guard let caseID = person?.caseID else { return }
    attempt { desk in
      let screen = try desk.withBook { try ReviewScreen(caseID, from: $0, on: desk.today) }
      desk.enter(screen)
    }
  }

  mutating func onReview(_ body: (inout ReviewScreen) -> Void) {
    guard var screen = current as? ReviewScreen else { return }
    body(&screen)
    current = screen
  }

  /// Keeps the score of the goal that is asked about and goes on; after the last goal,
  /// asks when the plan is looked at again.
  mutating func keepScore() {
    guard let screen = current as? ReviewScreen, let record = planRecord else { return }
    let caseID = record.case.id
    guard let goal = screen.goal else {
      show(AgreementForms.review(with: screen.name, on: today), .review(caseID))
      return
    }
    let now = setting.now()
    guard let score = try? withBook({ screen.score(id: $0.mint(at: now)) }) else {
      toast = Toast("Say a score first: 0 to 10. s goes past this goal.", role: .warning)
      return
    }
    let isKept = goal.now.map {
      ($0.on, $0.score, $0.note) == (score.on, score.score, score.note)
    }
    guard isKept != true else {
      onReview { $0.step(by: 1) }
      return
    }
    let done = save("\(score.score) kept for “\(goal.text.truncated(to: 40))”") { book in
      try book.edit(planOf: caseID, .score(goal.id, score), at: now)
    }
    if done {
      onReview {
        $0.noteScored()
        $0.step(by: 1)
      }
    }
  }

  mutating func markReviewed() {
    guard let screen = current as? ReviewScreen, let goal = screen.goal, let action = screen.action
    else { return }
    let changed = action.becoming(action.status == .done ? .inProgress : .done, on: today)
    let now = setting.now()
    save(changed.status == .done ? "Done: \(action.what)" : "Still to do: \(action.what)") {
      try $0.write(changed, for: goal.id, at: now)
    }
  }

  mutating func noteReviewed() {
    guard let screen = current as? ReviewScreen, let goal = screen.goal else { return }
    let form = Form(
      id: "said",
      fields: [
        .notes("said", "What was said", text: screen.note, rows: 4, help: "kept with the score")
      ], submitLabel: "Keep it")
    let goalID = goal.id
    show(
      DeskForm(title: goal.text.truncated(to: 60), form: form),
      FormPurpose { desk, form in
        desk.onReview { screen in
          if screen.goal?.id == goalID { screen.keepNote(form.text("said")) }
        }
        return .saved
      })
  }
}

// A review meeting: goal by goal, how near it is now, what was done, what was said.

import Casebook
import Casework
import Terminal

struct ReviewScreen: DeskPage {
  static let name = "review"

  /// What was said is in the plan already, and asking begins anew from there.
  let isComeBackTo = false

  private let caseID: Identifier<Case>
  private var record: CaseRecord
  private var today: Day
  /// The goals that are gone through, in the order of the plan.
  private var goals: [Goal] = []
  /// Which goal is asked about; past the last one, what came of it all.
  private(set) var index = 0
  private var scale = ScoreScale(id: "review score")
  /// What was said in this meeting about goals that had no score yet: it stands among what
  /// came of them, and goes with the score once there is one.
  private var said: [Identifier<Goal>: Identifier<PlanEntry>] = [:]
  /// The goal's words, what was said and what was to be done, to be gone through.
  private var list = SectionList(id: "review")
  private let wrapped = WrappedRows()
  private let layout = PlanLayout()
  /// Which action each row stands for.
  private var actions: [Int: Int] = [:]

  var place: DeskContext.Place { .room(Self.name) }
  var enterWords: String { goal == nil ? "say when to look again" : "keep and go on" }

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
    lay()
  }

  /// Every goal that is still worked on, stages too.
  private mutating func gather() {
    goals = (record.plan?.goals ?? []).filter { $0.status == .open }
  }

  private mutating func chooseScore() {
    // Today's score, if it was given already; else nothing, so that none is guessed.
    scale = ScoreScale(id: "review score", score: todaysScore?.score)
    list = SectionList(id: "review")
    lay()
    // What was to be done is asked about first, unless there is much to read before it.
    let isLong = (goal?.text.count ?? 0) + note.count > Self.longWords
    if !isLong, let first = actions.keys.min() { list.select(first) }
  }

  /// Past so many letters a goal's words are read before its actions are chosen from.
  private static let longWords = 240

  /// Lays out for the width that was last drawn.
  private mutating func lay() {
    wrapped.forget()
    let made = ReviewRows(self, width: layout.width)
    actions = made.actions
    list.rows = made.rows
  }

  // MARK: What the commands do

  var goal: Goal? { goals.indices.contains(index) ? goals[index] : nil }
  var action: Action? {
    guard let goal, let place = list.selected.flatMap({ actions[$0] }) else { return nil }
    return goal.actions.indices.contains(place) ? goal.actions[place] : nil
  }
  var name: String { record.person.calledName }

  private var todaysScore: GoalScore? { goal?.now.flatMap { $0.on == today ? $0 : nil } }

  /// What was said about the goal today, wherever it is kept.
  var note: String {
    guard let goal else { return "" }
    return saidBefore(of: goal.id)?.text ?? todaysScore?.note ?? ""
  }

  /// What was said in this meeting about a goal and is kept without a score.
  func saidBefore(of goal: Identifier<Goal>) -> PlanEntry? {
    guard let id = said[goal] else { return nil }
    return record.plan?.entries.first { $0.id == id }
  }

  /// Remembers where what was said about a goal was written.
  mutating func noteSaid(_ entry: PlanEntry, of goal: Identifier<Goal>) { said[goal] = entry.id }

  /// What keeping the score of the goal does; nil where none is chosen, and no change where
  /// it is kept already.
  func keeping(id: Identifier<GoalScore>) -> [PlanEdit]? {
    guard let goal, let score = scale.score else { return nil }
    let entry = saidBefore(of: goal.id)
    if todaysScore?.score == score, entry == nil { return [] }
    let kept = GoalScore(
      id: id, on: today, score: score, voice: todaysScore?.voice ?? .person,
      note: entry?.text ?? "")
    guard var moved = entry else { return [.score(goal.id, kept)] }
    moved.text = ""
    return [.score(goal.id, kept), .entry(moved)]
  }

  mutating func nudge(by step: Int) {
    if scale.score == nil, let last = goal?.now?.score { scale.score = last }
    scale.nudge(by: step)
  }

  mutating func step(by step: Int) {
    index = max(0, min(index + step, goals.count))
    chooseScore()
  }

  mutating func update(_ event: Event, height: Rows) -> PageOutcome {
    if scale.update(event) { return .moved }
    return list.update(event, height: height - 8) ? .moved : .ignored
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
    let body = page.bounds.inset(left: 0, top: 2, right: 0, bottom: 0)
    let (foot, rest) = body.splitBottom(goal == nil ? 2 : min(6, max(body.height - 3, 0)))
    layout.width = page.width
    var list = list
    list.rows = wrapped.rows(width: page.width) { ReviewRows(self, width: $0).rows }
    list.draw(on: page.sub(rest.inset(left: 0, top: 1, right: 0, bottom: 0)))
    if goal == nil { drawEnd(on: page.sub(foot)) } else { drawScale(on: page.sub(foot)) }
  }

  /// How near they say they are, always in sight.
  private func drawScale(on canvas: Canvas) {
    guard let goal, canvas.height > 0 else { return }
    let last = goal.scores.last { $0.on != today }
    canvas.put(
      StyledText("How near is it now?", .heading, .bold)
        + StyledText(
          last.map { "  on \($0.on.british) it was \($0.score)" } ?? "  the first score", .muted),
      at: Position(x: 1, y: 1), width: canvas.width - 2)
    scale.draw(
      on: canvas.sub(canvas.bounds.inset(left: 1, top: 2, right: 0, bottom: 0)),
      low: "nothing of it yet", high: "there")
  }

  private func drawEnd(on canvas: Canvas) {
    canvas.put(
      StyledText("Enter", .accent, .bold)
        + StyledText("  when do you look at it again?", .text), at: Position(x: 1, y: 1))
  }

  // MARK: What is drawn

  /// The rows of what is asked about, each word of it.
  private struct ReviewRows {
    private(set) var rows: [SectionRow] = []
    private(set) var actions: [Int: Int] = [:]

    init(_ screen: ReviewScreen, width: Columns) {
      let width = max(width - 2, 8)
      if let goal = screen.goal {
        add(goal, note: screen.note, screen: screen, width: width)
      } else {
        addEnd(screen, width: width)
      }
    }

    private mutating func add(_ goal: Goal, note: String, screen: ReviewScreen, width: Columns) {
      let words = screen.layout.lines(goal.text, width: width)
      let way = ReviewScreen.way(of: goal).map { [RowLine(left: $0, isAir: true)] } ?? []
      rows.append(
        SectionRow(words.map { RowLine(left: StyledText($0, .heading, .bold)) } + way + [.air]))
      if !note.isEmpty {
        let lines = screen.layout.lines("“\(note)”", width: width)
        rows.append(SectionRow(lines.map { RowLine(left: StyledText($0, .soft)) } + [.air]))
      }
      guard !goal.actions.isEmpty else { return }
      rows.append(.heading("What was to be done"))
      for (place, action) in goal.actions.enumerated() {
        actions[rows.count] = place
        rows.append(SectionRow(screen.lines(of: action, width: width)))
      }
    }

    private mutating func addEnd(_ screen: ReviewScreen, width: Columns) {
      rows += [
        SectionRow(
          [RowLine(left: StyledText("What came of it", .heading, .bold))], isSelectable: false),
        .blank,
      ]
      for goal in screen.goals {
        let lines = screen.layout.lines(goal.text, width: max(width - 26, 8))
        rows.append(
          SectionRow(
            lines.enumerated().map { index, line in
              RowLine(
                left: StyledText(line),
                right: index == 0 ? screen.change(of: goal).column(24) : StyledText(""))
            }))
      }
    }
  }

  private func lines(of action: Action, width: Columns) -> [RowLine] {
    let (sign, role): (String, Role) =
      switch action.status {
      case .done: ("✓", .good)
      case .refused: ("✗", .muted)
      case .inProgress: ("▸", .info)
      }
    let isLate = action.isLate(on: today)
    let right = StyledText(
      [action.who, (isLate ? "▲ " : "") + action.standing(on: today)]
        .filter { !$0.isEmpty }.joined(separator: "   ").neutralised, isLate ? .warning : .soft
    ).truncated(to: max(Columns(width.count / 2), 8))
    let room = max(width - right.columns - 6, 8)
    return layout.lines(action.what, width: room).enumerated().map { index, line in
      RowLine(
        left: StyledText(index == 0 ? "\(sign) " : "  ", role) + StyledText(line),
        right: index == 0 ? right : StyledText(""))
    }
  }

  /// The scores so far, in a line: "2 → 3 → 4".
  private static func way(of goal: Goal) -> StyledText? {
    var words: [String] = []
    if let importance = goal.importance { words.append("importance \(importance)") }
    if let confidence = goal.confidence { words.append("confidence \(confidence)") }
    let before = goal.scores.suffix(8).map { "\($0.score)" }
    if !before.isEmpty { words.append("so far " + before.joined(separator: " → ")) }
    return words.isEmpty ? nil : StyledText(words.joined(separator: " · "), .soft)
  }

  /// What became of a goal's score in this meeting.
  private func change(of goal: Goal) -> StyledText {
    let today = goal.scores.last { $0.on == self.today }
    let before = goal.scores.last { $0.on != self.today }
    switch (today, before) {
    case (let now?, let then?):
      let change = now.score - then.score
      let words = change == 0 ? "the same" : change > 0 ? "+\(change)" : "−\(-change)"
      return StyledText("\(then.score) → ", .soft) + StyledText("\(now.score)", .heading, .bold)
        + StyledText("  \(words)", change > 0 ? .good : change < 0 ? .warning : .soft)
    case (let now?, nil): return StyledText("\(now.score), the first score", .soft)
    case (nil, _): return StyledText("not scored today", .muted)
    }
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
    guard let edits = try? withBook({ screen.keeping(id: $0.mint(at: now)) }) else {
      toast = Toast("Say a score first: 0 to 10. s goes past this goal.", role: .warning)
      return
    }
    guard case .score(_, let score)? = edits.first else {
      onReview { $0.step(by: 1) }
      return
    }
    let done = save("\(score.score) kept for “\(goal.text.truncated(to: 40))”") { book in
      try book.edit(planOf: caseID, .several("Score a goal", edits), at: now)
    }
    if done { onReview { $0.step(by: 1) } }
  }

  mutating func markReviewed() {
    guard let screen = current as? ReviewScreen, let goal = screen.goal else { return }
    guard let action = screen.action else {
      toast = Toast("Choose an action first, with ↓.", role: .info)
      return
    }
    let changed = action.becoming(action.status == .done ? .inProgress : .done, on: today)
    let now = setting.now()
    save(changed.status == .done ? "Done: \(action.what)" : "Still to do: \(action.what)") {
      try $0.write(changed, for: goal.id, at: now)
    }
  }

  mutating func noteReviewed() {
    guard let goal = (current as? ReviewScreen)?.goal else { return }
    writeSaid(about: goal.id)
  }
}

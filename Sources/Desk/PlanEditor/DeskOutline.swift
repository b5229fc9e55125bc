// What keys do on a plan while nothing is being typed: move lines, indent, fold, mark
// what is done, score, begin from a template.

import Casebook
import Casework
import Terminal

extension Desk {
  /// Hands an event to the open person; nil when it was not for them.
  mutating func handlePerson(_ event: Event, height: Rows) -> Flow? {
    if person?.plan.typing != nil { return handleTyping(event, height: height) }
    if person?.tab == .plan, person?.plan.fits.update(event) == true { return .continue }
    if event.mouse(on: "plan")?.kind == .doubleClick {
      openPlanItem()
      return .continue
    }
    guard person?.update(event, height: height) == true else { return nil }
    attempt { desk in try desk.withBook { try desk.person?.readHistory(from: $0) } }
    return .continue
  }

  // MARK: Lines

  /// Takes the chosen line out of the plan.
  mutating func removeLine() {
    guard let line = person?.plan.selected?.line else { return }
    person?.plan.selectAbove()
    let words: String =
      switch line {
      case .entry: "Taken away"
      case .goal: "The goal is taken away, with all that belongs to it"
      case .action: "The action is taken away"
      }
    change(.remove(line), words)
  }

  mutating func moveLine(by step: Int) {
    guard let line = person?.plan.selected?.line else { return }
    if change(.move(line, by: step), nil) { person?.plan.select(line: line) }
  }

  mutating func indentGoal(by step: Int) {
    guard case .goal(let goal)? = person?.plan.selected else { return }
    if step > 0, goal.parentID != nil {
      toast = Toast("It is a stage already: there is one level of stages.", role: .warning)
      return
    }
    let done =
      step > 0
      ? change(.indent(goal.id), "A stage of the goal above now")
      : change(.outdent(goal.id), "A goal of its own now")
    if done { person?.plan.select(goal: goal.id) }
  }

  mutating func changeVoice() {
    guard let item = person?.plan.selected, let line = item.line, let person else { return }
    let voice: Voice
    switch item {
    case .entry(let entry): voice = entry.voice.next
    case .goal(let goal): voice = goal.voice.next
    case .action(let action, _): voice = action.voice.next
    default: return
    }
    let words = voice.words(for: person.record.person.calledName)
    change(.voice(line, voice), words.prefix(1).uppercased() + words.dropFirst())
  }

  /// Moves the chosen action to another goal, which is found by typing.
  mutating func carryAction() {
    guard case .action(let action, let owner)? = person?.plan.selected,
      let plan = person?.record.plan
    else { return }
    let entries = plan.goals.filter { $0.id != owner.id }.map { goal in
      PaletteEntry(
        id: goal.id.text, title: "\(plan.number(of: goal.id) ?? "")  \(goal.text)",
        note: "\(goal.actions.count) action\(goal.actions.count == 1 ? "" : "s")")
    }
    guard !entries.isEmpty else {
      toast = Toast("There is no other goal. + writes one.", role: .warning)
      return
    }
    overlay = .panel(
      PickPanel(
        title: "Move “\(action.what)” to which goal?", placeholder: "a word of the goal",
        entries: entries
      ) { desk, id in
        let goal = Identifier<Goal>(id)
        if desk.change(.carry(action.id, to: goal), "Moved to the other goal") {
          desk.person?.plan.reveal(goal)
          desk.person?.plan.select(line: .action(action.id))
        }
      })
  }

  // MARK: How it stands

  mutating func markDone() {
    guard case .action(let action, let goal)? = person?.plan.selected else { return }
    let changed = action.becoming(action.status == .done ? .inProgress : .done, on: today)
    change(
      .action(changed, for: goal.id),
      changed.status == .done ? "Done: \(action.what)" : "Still to do: \(action.what)")
  }

  /// Marks the chosen action as refused, and asks for their words about it.
  mutating func markRefused() {
    guard case .action(let action, let goal)? = person?.plan.selected else { return }
    guard action.status != .refused else {
      var changed = action.becoming(.inProgress, on: today)
      changed.remark = ""
      change(.action(changed, for: goal.id), "Still to do: \(action.what)")
      return
    }
    let changed = action.becoming(.refused, on: today)
    guard change(.action(changed, for: goal.id), "Refused: \(action.what)") else { return }
    askWhyRefused(changed, of: goal.id)
  }

  /// Asks for their words about an action that is refused.
  private mutating func askWhyRefused(_ action: Action, of goal: Identifier<Goal>) {
    guard let caseID = person?.caseID else { return }
    let form = Form(
      id: "refused",
      fields: [
        .text(
          "remark", "In their words", text: action.remark,
          placeholder: "boring; too far; not with him")
      ],
      submitLabel: "Keep it")
    show(
      DeskForm(title: "Why not? Leave it empty if nothing was said", form: form),
      FormPurpose(draft: "refused \(action.id.text)", of: caseID) { desk, form in
        var said = action
        said.remark = form.text("remark")
        return FormEnd(desk.change(.action(said, for: goal), "Refused: \(action.what)"))
      })
  }

  /// Goes on with words about an action that was refused.
  mutating func bringBackRefusal(_ draft: Draft) {
    person?.tab = .plan
    let id = draft.form.split(separator: " ").dropFirst().first.map(String.init) ?? ""
    for goal in person?.record.plan?.goals ?? [] {
      if let action = goal.actions.first(where: { $0.id.text == id }) {
        return askWhyRefused(action, of: goal.id)
      }
    }
    toast = Toast("The action that those words were about is gone.", role: .warning)
  }

  mutating func scoreGoal() {
    guard let goal = person?.plan.goal, let name = person?.record.person.calledName else { return }
    overlay = .panel(
      ScorePanel(goal, name: name, on: today) { desk, answer in
        guard let id: Identifier<GoalScore> = desk.book?.mint(at: desk.setting.now()) else {
          return
        }
        // Words of today stay with the score; see `PlanEdit.score`.
        let kept = GoalScore(
          id: id, on: desk.today, score: answer.score, voice: answer.voice)
        let done = desk.change(.score(goal.id, kept), "\(answer.score) out of 10, today")
        desk.person?.plan.select(goal: goal.id)
        if done, answer.wantsWords { desk.writeSaid(about: goal.id) }
      })
  }

  mutating func markScored() {
    guard let goal = person?.plan.goal else { return }
    change(
      .mark(goal.id, !goal.isScored),
      goal.isScored ? "Not scored over time any more" : "Scored over time from now")
  }

  /// Everything about the chosen line, in a form.
  mutating func editDetails(startingAt field: String? = nil) {
    guard let item = person?.plan.selected, let name = person?.record.person.calledName else {
      return
    }
    switch item {
    case .action(let action, let goal) where field == nil:
      show(
        PlanForms.action(
          action, for: goal, on: today, name: name,
          updatedOn: person?.record.actionsUpdatedOn[action.id]), .action(action.id, goal.id))
    case .entry(let entry): beginTyping(.entry(entry, after: nil))
    default:
      guard let goal = person?.plan.goal else { return }
      var form = PlanForms.goal(goal, in: person?.record.plan, name: name)
      form.form.setFocus(field ?? "text")
      show(form, .goal(goal.id))
    }
  }

  // MARK: Templates

  mutating func beginFromTemplate() {
    guard let person, let book else { return }
    switch person.plan.selected {
    case .action(let action, let goal)?: return beginAction(for: goal, after: action.id)
    case .newAction(let goal)?: return beginAction(for: goal, after: nil)
    default: break
    }
    attempt { desk in
      let templates = try book.setting(PlanTemplates.self)
      let entries = templates.goals.enumerated().map { place, goal in
        PaletteEntry(
          id: "\(place)", title: goal.name, detail: goal.goal,
          note: "\(goal.actions.count) action\(goal.actions.count == 1 ? "" : "s")")
      }
      guard !entries.isEmpty else {
        desk.toast = Toast(
          "There are no goals to begin from. They are written in the service’s settings.",
          role: .warning)
        return
      }
      let name = person.record.person.calledName
      let worker = desk.workerFirstName
      let after = person.plan.goal?.id
      desk.overlay = .panel(
        PickPanel(
          title: "Begin from …", placeholder: "examples of our own, to be put into \(name)’s words",
          entries: entries
        ) { desk, id in
          guard let place = Int(id), templates.goals.indices.contains(place), let book = desk.book
          else { return }
          let template = templates.goals[place]
          let goal: Identifier<Goal> = book.mint(at: desk.setting.now())
          let edit = template.edit(
            name: name, worker: worker, goalID: goal,
            actionIDs: template.actions.map { _ in book.mint(at: desk.setting.now()) },
            after: after, on: desk.today)
          if desk.change(edit, "Written down, to be put into \(name)’s own words") {
            desk.person?.plan.select(goal: goal)
          }
        })
    }
  }

  private var workerFirstName: String {
    book?.worker.name.split(separator: " ").first.map(String.init) ?? "worker"
  }

  /// Writes an action below the chosen one, from those that the service begins from.
  private mutating func beginAction(for goal: Goal, after: Identifier<Action>?) {
    guard let person, let book else { return }
    attempt { desk in
      let templates = try book.setting(PlanTemplates.self)
      let actions = templates.goals.flatMap { of in of.actions.map { (of.name, $0) } }
      let name = person.record.person.calledName
      let worker = desk.workerFirstName
      let today = desk.today
      let entries = actions.enumerated().map { place, item in
        let action = item.1.action(Identifier(""), name: name, worker: worker, on: today)
        return PaletteEntry(
          id: "\(place)", title: action.what, detail: action.who, note: item.0)
      }
      guard !entries.isEmpty else {
        desk.toast = Toast(
          "There are no actions to begin from. They are written in the service’s settings.",
          role: .warning)
        return
      }
      desk.overlay = .panel(
        PickPanel(
          title: "An action to begin from …",
          placeholder: "examples of our own, to be put into \(name)’s words", entries: entries
        ) { desk, id in
          guard let place = Int(id), actions.indices.contains(place), let book = desk.book
          else { return }
          let action = actions[place].1.action(
            book.mint(at: desk.setting.now()), name: name, worker: worker, on: desk.today)
          if desk.change(
            .action(action, for: goal.id, after: after),
            "Written down, to be put into \(name)’s own words")
          {
            desk.person?.plan.select(line: .action(action.id))
          }
        })
    }
  }
}

// Typing in a plan: where lines begin and end, and what each key does meanwhile. As in
// an outliner, Enter keeps a line and begins the next.

import Casebook
import Casework
import Foundation
import Terminal

extension Desk {
  /// Writes in the line that was chosen.
  mutating func openPlanItem() {
    guard let item = person?.plan.selected else { return }
    switch item {
    case .entry(let entry): beginTyping(.entry(entry, after: nil))
    case .newEntry(let section): typeEntry(in: section)
    case .part(let part): person?.plan.open(part)
    case .goal(let goal): beginTyping(.goal(goal, after: nil))
    case .action(let action, let goal): beginTyping(.action(action, for: goal.id, after: nil))
    case .newAction(let goal): typeAction(for: goal.id)
    case .newGoal: typeGoal()
    case .service(let service): showInDirectory(service.assetName)
    case .interest(_, let name): showInDirectory(name)
    case .unmet, .typing: break
    }
  }

  private mutating func showInDirectory(_ name: String) {
    go(to: .directory)
    directory.search.text = name
    reload()
  }

  mutating func beginTyping(_ subject: PlanTyping.Subject) {
    person?.plan.type(PlanTyping(subject, isNew: false))
  }

  // MARK: New lines

  mutating func typeEntry(
    in section: PlanSection, goal: Identifier<Goal>? = nil, voice: Voice = .person,
    after: Identifier<PlanEntry>? = nil
  ) {
    guard let book else { return }
    let entry = PlanEntry(
      id: book.mint(at: setting.now()), section: section, text: "", voice: voice, goalID: goal)
    person?.plan.type(PlanTyping(.entry(entry, after: after), isNew: true))
  }

  /// A new goal, behind the one that is chosen.
  mutating func typeGoal() {
    guard let book else { return }
    let goal = Goal(id: book.mint(at: setting.now()), text: "")
    let above = person?.plan.goal?.id
    person?.plan.type(PlanTyping(.goal(goal, after: above), isNew: true))
  }

  /// A new action, behind the one that is chosen.
  mutating func typeAction(for goal: Identifier<Goal>, after: Identifier<Action>? = nil) {
    guard let book else { return }
    let action = Action(id: book.mint(at: setting.now()), what: "")
    person?.plan.type(PlanTyping(.action(action, for: goal, after: after), isNew: true))
  }

  mutating func typeNewAction() {
    guard let goal = person?.plan.goal else { return }
    if case .action(let action, _)? = person?.plan.selected {
      typeAction(for: goal.id, after: action.id)
    } else {
      typeAction(for: goal.id, after: goal.actions.last?.id)
    }
  }

  /// One more line like the chosen one, below it.
  mutating func typeBelow() {
    switch person?.plan.selected {
    case .entry(let entry)?:
      typeEntry(in: entry.section, goal: entry.goalID, after: entry.id)
    case .newEntry(let section)?: typeEntry(in: section)
    case .action?, .newAction?: typeNewAction()
    case .goal(let goal)? where goal.parentID != nil:
      guard let book else { return }
      let stage = Goal(id: book.mint(at: setting.now()), text: "", parentID: goal.parentID)
      person?.plan.type(PlanTyping(.goal(stage, after: goal.id), isNew: true))
    default: typeGoal()
    }
  }

  /// What came of the chosen goal.
  mutating func typeOutcome() {
    guard let goal = person?.plan.goal else { return }
    person?.plan.reveal(goal.id)
    typeEntry(
      in: .outcome, goal: goal.id, after: person?.record.plan?.outcomes(of: goal.id).last?.id)
  }

  // MARK: Keys

  mutating func handleTyping(_ event: Event, height: Rows) -> Flow? {
    switch event.key {
    case .enter?: keepAndGoOn()
    case .escape?, .ctrl("s")?: endEditing()
    case .tab?: goOn(by: 1)
    case .backTab?: goOn(by: -1)
    case Key(.enter, alt: true)?: return passOn(.paste("\n"))
    case Key(.up, alt: true)?: moveTyped(by: -1)
    case Key(.down, alt: true)?: moveTyped(by: 1)
    case .up?, .down?:
      guard let key = event.key, person?.plan.isAtEdge(key) == true else { return passOn(event) }
      endEditing()
      if person?.plan.typing == nil { _ = person?.update(event, height: height) }
    case .backspace?
    where person?.plan.typing?.isNew == true && person?.plan.typing?.isEmpty == true:
      endEditing()
    default:
      if case .mouse(let mouse) = event, !mouse.isOn("plan line") {
        guard case .press = mouse.kind else { return .continue }
        endEditing()
        if person?.plan.typing == nil { _ = person?.update(event, height: height) }
        return .continue
      }
      return passOn(event)
    }
    return .continue
  }

  private mutating func passOn(_ event: Event) -> Flow? {
    if case .edited(.refused(let why)) = event { toast = Toast(why, role: .warning) }
    switch person?.plan.typed(event) {
    case .copied(let text)?: return .copy(text)
    case .edit(let text)?: return .edit(text)
    default: return .continue
    }
  }

  /// Keeps the line, and begins the next one where lines follow each other.
  private mutating func keepAndGoOn() {
    guard let line = person?.plan.typing else { return }
    let wasEmpty = line.isEmpty
    endEditing()
    // What could not be kept is still being typed.
    guard person?.plan.typing == nil, !wasEmpty else { return }
    switch line.subject {
    case .entry(let entry, _):
      typeEntry(in: entry.section, goal: entry.goalID, voice: entry.voice, after: entry.id)
    case .goal(let goal, _): if line.isNew { typeAction(for: goal.id) }
    case .action(let action, let goal, _): typeAction(for: goal, after: action.id)
    }
  }

  /// Tab goes through the parts of an action, makes a goal a stage of the one above,
  /// and says whose words an entry is in.
  private mutating func goOn(by step: Int) {
    guard let line = person?.plan.typing else { return }
    switch line.subject {
    case .entry: person?.plan.change { $0.changeVoice() }
    case .goal(let goal, let after): indentTyped(goal, after: after, by: step, isNew: line.isNew)
    case .action:
      let today = today
      do {
        var isEnd = false
        try person?.plan.change { typing in
          try typing.take(on: today)
          isEnd = !typing.go(by: step)
        }
        if isEnd { step > 0 ? keepAndGoOn() : endEditing() }
      } catch {
        toast = Toast("\(error)", role: .warning)
      }
    }
  }

  private mutating func indentTyped(
    _ goal: Goal, after: Identifier<Goal>?, by step: Int, isNew: Bool
  ) {
    let plan = person?.record.plan
    if isNew {
      let above = plan?.goals.first { $0.id == after } ?? plan?.goals.last
      guard step < 0 || above != nil else {
        toast = Toast("\(PlanEditProblem.nothingAbove)", role: .warning)
        return
      }
      person?.plan.change { $0.setParent(step > 0 ? above?.parentID ?? above?.id : nil) }
    } else if step > 0, goal.parentID == nil {
      change(.indent(goal.id), "A stage of the goal above now")
      let parent = parent(of: goal.id)
      person?.plan.change { $0.setParent(parent) }
    } else if step < 0, goal.parentID != nil {
      change(.outdent(goal.id), "A goal of its own now")
      let parent = parent(of: goal.id)
      person?.plan.change { $0.setParent(parent) }
    }
  }

  private func parent(of goal: Identifier<Goal>) -> Identifier<Goal>? {
    person?.record.plan?.goals.first { $0.id == goal }?.parentID
  }

  private mutating func moveTyped(by step: Int) {
    guard let line = person?.plan.typing, !line.isNew else { return }
    change(.move(line.line, by: step), nil)
    // An action may be another goal's now.
    person?.plan.retarget()
  }

  // MARK: Ending

  /// Keeps what is being typed in the plan, if anything is. What cannot be kept stays
  /// where it is typed, and in its draft.
  mutating func endEditing() {
    guard var line = person?.plan.typing, let caseID = person?.caseID else { return }
    var problem: String?
    do { try line.take(on: today) } catch { problem = "\(error). The day was left as it was." }
    if case .goal(let goal, _) = line.subject, goal.text.isEmpty, !line.isNew {
      problem = "\(PlanEditProblem.goalWithoutWords)"
    }
    if let edit = line.edit {
      keepDraft()
      let now = setting.now()
      let words = line.isEmpty ? "Taken away" : "Kept in the plan"
      // Typing ends before the page is read again, so that the line shows as it is kept.
      person?.plan.endTyping()
      let done = save(words) { try $0.edit(planOf: caseID, edit, at: now) }
      guard done else {
        person?.plan.type(line)
        return
      }
      person?.plan.select(line: line.line)
    } else {
      person?.plan.endTyping()
    }
    dropDraft(form: PlanTyping.draftForm, caseID: caseID.text)
    if let problem { toast = Toast(problem, role: .warning) }
  }

  /// Makes a change to the plan, says so, and shows the plan as it then is.
  @discardableResult
  mutating func change(_ edit: PlanEdit, _ words: String?) -> Bool {
    guard let caseID = person?.caseID else { return false }
    let now = setting.now()
    do {
      _ = try withBook { try $0.edit(planOf: caseID, edit, at: now) }
    } catch let problem as PlanEditProblem {
      toast = Toast(problem.description, role: .warning)
      return false
    } catch {
      attempt { _ in throw error }
      return false
    }
    savedAt = now
    if let words {
      toast = Toast(words, undo: KeyLineItem(keys: "u", label: "undo", press: .character("u")))
    }
    reload()
    return true
  }
}

extension PlanTyping {
  /// What a line of a plan is called among drafts.
  static let draftForm = "plan line"
}

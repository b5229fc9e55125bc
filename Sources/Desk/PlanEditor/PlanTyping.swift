// A line of the plan while it is being typed, in its place on the page.

import Casework
import Foundation
import Terminal

/// What is being typed, and where it goes.
struct PlanTyping {
  enum Subject: Equatable {
    case entry(PlanEntry, after: Identifier<PlanEntry>?)
    case goal(Goal, after: Identifier<Goal>?)
    case action(Action, for: Identifier<Goal>, after: Identifier<Action>?)
  }

  /// Which part of the line: an action has three.
  enum Field: String, CaseIterable {
    case words, who, when
  }

  private(set) var subject: Subject
  private(set) var field: Field
  /// Whether the line is not in the plan yet.
  let isNew: Bool
  var editor: TextEditor
  /// What was there when typing began.
  private let before: Subject
  /// What was in the editor before a key was pressed. Text that holds what no screen may
  /// show is not quite the text of the record, and stays as it is until it is changed.
  private var untouched = ""

  init(_ subject: Subject, field: Field = .words, isNew: Bool) {
    self.subject = subject
    self.field = field
    self.isNew = isNew
    before = subject
    editor = TextEditor(id: "plan line")
    show()
  }

  /// Puts the words of the field into the editor, the cursor behind them.
  private mutating func show() {
    editor = TextEditor(id: editor.id, text: shown, placeholder: placeholder)
    untouched = editor.text
  }

  private var placeholder: String {
    switch (subject, field) {
    case (.entry(let entry, _), _): entry.section.prompt
    case (.goal(let goal, _), _): goal.parentID == nil ? "what do you want?" : "a stage on the way"
    case (.action, .words): "what will be done?"
    case (.action, .who): "who?"
    case (.action, .when): "by when?"
    }
  }

  private var shown: String {
    switch subject {
    case .entry(let entry, _): entry.text
    case .goal(let goal, _): goal.text
    case .action(let action, _, _):
      switch field {
      case .words: action.what
      case .who: action.who
      case .when: action.when?.british ?? ""
      }
    }
  }

  var isAction: Bool { if case .action = subject { true } else { false } }

  /// Whether anything differs from what was there, also what cannot be read yet.
  var isChanged: Bool { subject != before || editor.text != untouched }

  /// Whether nothing at all is in the line.
  var isEmpty: Bool {
    switch subject {
    case .action(let action, _, _) where field != .words: action.what.isEmpty
    default: text.isEmpty
    }
  }

  /// What is in the editor, without the air about it.
  /// Tabs stay: the first cell of a pasted table may be empty.
  private var text: String { editor.text.trimmingCharacters(in: Self.air) }

  private static let air = CharacterSet.whitespacesAndNewlines.subtracting(
    CharacterSet(charactersIn: "\t"))

  /// Takes what is in the editor into the line.
  ///
  /// - Throws: `DateProblem` where a day cannot be read; then the line is as it was.
  mutating func take(on today: Day) throws {
    guard editor.text != untouched else { return }
    switch subject {
    case .entry(var entry, let after):
      entry.text = text
      subject = .entry(entry, after: after)
    case .goal(var goal, let after):
      goal.text = text
      subject = .goal(goal, after: after)
    case .action(var action, let goal, let after):
      switch field {
      case .words: action.what = text
      case .who: action.who = text.replacing("\n", with: " ").replacing("\t", with: " ")
      case .when:
        action.when =
          text.isEmpty
          ? nil
          : try DateWords.read(text, today: today.forFields, leaning: .future).caseworkDay
      }
      subject = .action(action, for: goal, after: after)
    }
  }

  /// Goes on to another part of an action; false at its end.
  mutating func go(by step: Int) -> Bool {
    let all = Field.allCases
    guard isAction, let place = all.firstIndex(of: field), all.indices.contains(place + step)
    else { return false }
    field = all[place + step]
    show()
    return true
  }

  /// Says that the words are the next one's in turn: theirs, the family's, the worker's.
  mutating func changeVoice() {
    guard case .entry(var entry, let after) = subject else { return }
    entry.voice = entry.voice.next
    subject = .entry(entry, after: after)
  }

  /// Makes a new goal a stage of another, or a goal of its own.
  mutating func setParent(_ parent: Identifier<Goal>?) {
    guard case .goal(var goal, let after) = subject else { return }
    goal.parentID = parent
    subject = .goal(goal, after: after)
  }

  /// What keeping the line does; nil where there is nothing to keep.
  var edit: PlanEdit? {
    guard subject != before else { return nil }
    switch subject {
    case .entry(let entry, let after):
      return isNew && entry.text.isEmpty ? nil : .entry(entry, after: after)
    case .goal(let goal, let after): return goal.text.isEmpty ? nil : .goal(goal, after: after)
    case .action(let action, let goal, let after):
      return isNew && action.what.isEmpty ? nil : .action(action, for: goal, after: after)
    }
  }

  /// The line that it is or will be.
  var line: PlanLine {
    switch subject {
    case .entry(let entry, _): .entry(entry.id)
    case .goal(let goal, _): .goal(goal.id)
    case .action(let action, _, _): .action(action.id)
    }
  }
}

// MARK: - Drafts

extension PlanTyping {
  /// The line as a draft keeps it.
  var draft: [String: String] {
    var fields = ["text": editor.text, "field": field.rawValue, "new": isNew ? "yes" : "no"]
    switch subject {
    case .entry(let entry, let after):
      fields["kind"] = "entry"
      fields["id"] = entry.id.text
      fields["section"] = entry.section.rawValue
      fields["voice"] = entry.voice.rawValue
      fields["goal"] = entry.goalID?.text
      fields["after"] = after?.text
    case .goal(let goal, let after):
      fields["kind"] = "goal"
      fields["id"] = goal.id.text
      fields["parent"] = goal.parentID?.text
      fields["after"] = after?.text
    case .action(let action, let goal, let after):
      fields["kind"] = "action"
      fields["id"] = action.id.text
      fields["goal"] = goal.text
      fields["what"] = action.what
      fields["who"] = action.who
      fields["when"] = action.when?.iso
      fields["after"] = after?.text
    }
    return fields
  }

  /// A line as it was being typed, in the plan as it is now. Nil where its goal is gone.
  init?(draft fields: [String: String], in plan: Plan?) {
    guard let id = fields["id"], let kind = fields["kind"] else { return nil }
    func known<Kind>(_ key: String) -> Identifier<Kind>? { fields[key].map { Identifier($0) } }
    let subject: Subject
    var isNew = true
    switch kind {
    case "entry":
      guard let section = fields["section"].flatMap(PlanSection.init) else { return nil }
      let there = plan?.entries.first { $0.id.text == id }
      isNew = there == nil
      subject = .entry(
        there
          ?? PlanEntry(
            id: Identifier(id), section: section, text: "",
            voice: fields["voice"].flatMap(Voice.init) ?? .person, goalID: known("goal")),
        after: known("after"))
    case "goal":
      let there = plan?.goals.first { $0.id.text == id }
      isNew = there == nil
      subject = .goal(
        there ?? Goal(id: Identifier(id), text: "", parentID: known("parent")),
        after: known("after"))
    case "action":
      guard let goal = fields["goal"], plan?.goals.contains(where: { $0.id.text == goal }) == true
      else { return nil }
      let there = plan?.goals.flatMap(\.actions).first { $0.id.text == id }
      isNew = there == nil
      subject = .action(
        there ?? Action(id: Identifier(id), what: ""), for: Identifier(goal), after: known("after"))
    default: return nil
    }
    self.init(subject, isNew: isNew)
    if case .action(var action, let goal, let after) = self.subject {
      // What was typed into the other parts of the line is typed words too.
      action.what = fields["what"] ?? action.what
      action.who = fields["who"] ?? action.who
      action.when = fields["when"].flatMap { Day(iso: $0) } ?? action.when
      self.subject = .action(action, for: goal, after: after)
      field = fields["field"].flatMap(Field.init) ?? .words
    }
    show()
    editor.text = fields["text"] ?? ""
  }
}

// MARK: - Keys

extension PlanTyping {
  /// The keys that work while it is typed.
  var keys: [KeyLineItem] {
    let tab: String =
      switch subject {
      case .entry: "whose words"
      case .goal(let goal, _): goal.parentID == nil ? "make it a stage" : "a stage"
      case .action: field == .when ? "done" : field == .words ? "who" : "by when"
      }
    return [
      KeyLineItem(keys: "Enter", label: "keep and go on", press: .enter, priority: 80),
      KeyLineItem(keys: "Esc", label: "keep and stop", press: .escape, priority: 70),
      KeyLineItem(keys: "Tab", label: tab, press: .tab, priority: 60),
      KeyLineItem(keys: "Alt-↑↓", label: "move it", priority: 30),
      KeyLineItem(keys: "Alt-Enter", label: "new line", priority: 20),
      KeyLineItem(keys: "^Z", label: "undo typing", press: .ctrl("z"), priority: 10),
      KeyLineItem(keys: "^E", label: "your editor", press: .ctrl("e"), priority: 15),
    ]
  }

  /// Says which goal an action is of, after it was moved.
  mutating func setGoal(_ goal: Identifier<Goal>) {
    guard case .action(let action, _, let after) = subject else { return }
    subject = .action(action, for: goal, after: after)
  }
}

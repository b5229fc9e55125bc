// Words that are not saved yet: kept within two seconds, offered back after a crash.

import Casebook
import Casework
import Foundation
import Terminal

extension Desk {
  /// What is being typed now and would be lost with the power.
  private var unsaved: Draft? {
    if let line = person?.plan.typing, let person {
      guard line.isChanged else { return nil }
      return Draft(
        form: PlanTyping.draftForm, caseID: person.caseID.text, fields: line.draft,
        at: setting.now())
    }
    guard case .form(let form, let purpose)? = overlay, purpose.keepsDraft, form.isTouched else {
      return nil
    }
    let key = purpose.draftKey(person)
    guard !key.form.isEmpty else { return nil }
    let extras = purpose.extras?(self) ?? [:]
    return Draft(
      form: key.form, caseID: key.caseID, fields: form.words.merging(extras) { $1 },
      at: setting.now())
  }

  /// Keeps what is being typed, where it has changed since it was last kept.
  mutating func keepDraft() {
    guard let book, let draft = unsaved else {
      draftWarning = nil
      return
    }
    guard draft.fields != keptDraft?.fields || draft.form != keptDraft?.form else {
      draftWarning = nil
      return
    }
    do {
      try book.keep(draft)
      keptDraft = draft
      draftWarning = nil
    } catch CasebookError.busy {
      // Another program writes just now; the next second does.
    } catch {
      // No reason to stop anybody typing, and one to tell them, until it can be kept: the
      // next letter would take a word away that is said once.
      draftWarning = Toast(
        "What you type is on the screen alone: it cannot be kept just now. \(error)",
        role: .danger)
    }
  }

  /// Forgets the draft of what was just saved or thrown away.
  mutating func dropDraft(form: String, caseID: String) {
    keptDraft = nil
    draftWarning = nil
    guard (try? book?.draft(form: form, caseID: caseID)) != nil else { return }
    try? book?.dropDraft(form: form, caseID: caseID)
  }

  mutating func dropDraft(of purpose: FormPurpose) {
    let key = purpose.draftKey(person)
    dropDraft(form: key.form, caseID: key.caseID)
  }

  /// Offers back the latest draft, after a desk that did not end by itself.
  mutating func offerDraft() {
    guard overlay == nil, let book, let draft = try? book.drafts().first else { return }
    let moment = Moment(draft.at)
    let what = draftForm(draft)?.words ?? "Something"
    let name = person(ofCase: draft.caseID)
    let whose = name.map { " about \($0)" } ?? ""
    overlay = .question(
      Dialog(
        title: "You were in the middle of something",
        message:
          "\(what)\(whose) of \(moment) was not saved. Go on with it?",
        buttons: ["Bring it back", "Not now", "Throw it away"]), .draft(draft))
  }

  private func person(ofCase id: String) -> String? {
    guard !id.isEmpty, let book else { return nil }
    return (try? book.caseRecord(Identifier(id)))?.person.calledName
  }

  private func draftForm(_ draft: Draft) -> DraftForm? {
    let name = draft.form.prefix { $0 != " " }
    return DraftForm.all.first { $0.name == name }
  }

  /// Puts a draft back where it was being typed.
  mutating func bringBack(_ draft: Draft) {
    guard let kept = draftForm(draft) else { return showLeftOver(draft) }
    if !draft.caseID.isEmpty, person?.caseID.text != draft.caseID {
      open(Identifier(draft.caseID))
    }
    isBringingBack = true
    kept.open(&self, draft)
    isBringingBack = false
    if case .form(let form, let purpose)? = overlay { resume(draft, in: form, purpose) }
  }

  /// Types kept words into a form that is open, and has looked up again whatever was looked
  /// up while they were typed first.
  mutating func resume(_ draft: Draft, in form: DeskForm, _ purpose: FormPurpose) {
    var form = form
    form.restore(draft.fields)
    overlay = .form(form, purpose)
    if let reload = purpose.reload {
      reload(&self, &form, draft.fields)
    } else if let changed = purpose.changed {
      for field in form.form.fields.map(\.id) where draft.fields[field] != nil {
        changed(&self, &form, field)
      }
    }
    overlay = .form(form, purpose)
  }

  /// Shows the words of a draft whose form cannot be opened from nothing, so that they can
  /// be read and copied to where they belong.
  mutating func showLeftOver(_ draft: Draft) {
    let words = draft.fields.sorted { $0.key < $1.key }.filter { !$0.value.isEmpty }
      .map { "\($0.key): \($0.value)" }.joined(separator: "\n")
    let form = Form(
      id: "left over",
      fields: [
        .notes(
          "left over words", "What was typed", text: words, rows: 10,
          help: "copy what you need: Ctrl-A and Ctrl-C take all of it")
      ], submitLabel: "Throw it away")
    show(
      DeskForm(title: draftForm(draft)?.words ?? "Words that were not saved", form: form),
      FormPurpose { desk, _ in
        desk.dropDraft(form: draft.form, caseID: draft.caseID)
        return .saved
      })
  }

  mutating func bringBackLine(_ draft: Draft) {
    guard let line = PlanTyping(draft: draft.fields, in: person?.record.plan) else {
      toast = Toast(
        "The goal that those words were for is not in the plan any more.", role: .warning)
      return
    }
    person?.tab = .plan
    person?.plan.type(line)
  }

  mutating func bringBackGoal(_ draft: Draft) {
    person?.tab = .plan
    let parts = draft.form.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    let id = parts.count > 1 && !parts[1].isEmpty ? parts[1] : nil
    let goal = person?.record.plan?.goals.first { $0.id.text == id }
    overlay = .form(
      PlanForms.goal(goal, in: person?.record.plan), .goal(id.map { Identifier($0) }))
  }

  mutating func bringBackAction(_ draft: Draft) {
    person?.tab = .plan
    let parts = draft.form.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    guard parts.count > 2,
      let goal = person?.record.plan?.goals.first(where: { $0.id.text == parts[1] })
    else { return }
    let action = goal.actions.first { $0.id.text == parts[2] }
    overlay = .form(
      PlanForms.action(
        action, for: goal, on: today,
        updatedOn: action.flatMap { person?.record.actionsUpdatedOn[$0.id] }),
      .action(parts[2].isEmpty ? nil : Identifier(parts[2]), goal.id))
  }
}

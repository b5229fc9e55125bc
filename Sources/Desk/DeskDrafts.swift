// Words that are not saved yet: kept within two seconds, offered back after a crash.

import Casebook
import Casework
import Foundation
import Terminal

extension FormPurpose {
  /// What the form is called among drafts, and whose it is.
  func draftKey(person: PersonScreen?) -> (form: String, caseID: String) {
    let here = person?.caseID.text ?? ""
    return switch self {
    case .contact(let id, _): ("contact", id.text)
    case .referral: ("referral", "")
    case .goal(let id): ("goal " + (id?.text ?? ""), here)
    case .action(let id, let goal): ("action \(goal.text) \(id?.text ?? "")", here)
    case .agreement: ("agreement", here)
    case .closing(let id): ("closing", id.text)
    case .reason: ("", "")
    }
  }
}

extension Desk {
  /// What is being typed now and would be lost with the power.
  private var unsaved: Draft? {
    if let entry = person?.plan.editing, let person {
      let text = person.plan.field.text
      guard text != entry.text else { return nil }
      return Draft(
        form: "plan entry", caseID: person.caseID.text,
        fields: ["id": entry.id.text, "section": entry.section.rawValue, "text": text],
        at: setting.now())
    }
    guard case .form(let form, let purpose)? = overlay, form.isTouched else { return nil }
    let key = purpose.draftKey(person: person)
    guard !key.form.isEmpty else { return nil }
    return Draft(form: key.form, caseID: key.caseID, fields: form.words, at: setting.now())
  }

  /// Keeps what is being typed, where it has changed since it was last kept.
  mutating func keepDraft() {
    guard let book, let draft = unsaved else { return }
    guard draft.fields != keptDraft?.fields || draft.form != keptDraft?.form else { return }
    // A draft that cannot be kept is no reason to stop anybody typing; saving will say why.
    if (try? book.keep(draft)) != nil { keptDraft = draft }
  }

  /// Forgets the draft of what was just saved or thrown away.
  mutating func dropDraft(form: String, caseID: String) {
    keptDraft = nil
    guard (try? book?.draft(form: form, caseID: caseID)) != nil else { return }
    try? book?.dropDraft(form: form, caseID: caseID)
  }

  mutating func dropDraft(of purpose: FormPurpose) {
    let key = purpose.draftKey(person: person)
    dropDraft(form: key.form, caseID: key.caseID)
  }

  /// Offers back the latest draft, after a desk that did not end by itself.
  mutating func offerDraft() {
    guard overlay == nil, let book, let draft = try? book.drafts().first else { return }
    let moment = Moment(draft.at)
    let what = draft.form.split(separator: " ").first.map(String.init) ?? "note"
    let name = person(ofCase: draft.caseID)
    let whose = name.map { " about \($0)" } ?? ""
    overlay = .question(
      Dialog(
        title: "You were in the middle of something",
        message:
          "A \(what == "plan" ? "line of a plan" : what)\(whose) of \(moment) was not saved. Go on with it?",
        buttons: ["Bring it back", "Not now", "Throw it away"]), .draft(draft))
  }

  private func person(ofCase id: String) -> String? {
    guard !id.isEmpty, let book else { return nil }
    return (try? book.caseRecord(Identifier(id)))?.person.calledName
  }

  /// Puts a draft back where it was being typed.
  mutating func bringBack(_ draft: Draft) {
    let parts = draft.form.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    if !draft.caseID.isEmpty, person?.caseID.text != draft.caseID {
      open(Identifier(draft.caseID))
    }
    switch parts[0] {
    case "plan":
      guard let id = draft.fields["id"],
        let section = draft.fields["section"].flatMap(PlanSection.init)
      else { return }
      person?.tab = .plan
      let known = person?.record.plan?.entries.first { $0.id.text == id }
      let entry = known ?? PlanEntry(id: Identifier(id), section: section, text: "")
      person?.plan.select(known.map { .entry($0) } ?? .newEntry(section))
      person?.plan.edit(entry)
      person?.plan.field.text = draft.fields["text"] ?? ""
    case "contact": run(.logContact)
    case "referral": run(.newReferral)
    case "agreement": run(.agreePlan)
    case "closing": run(.closeCase)
    case "goal":
      person?.tab = .plan
      let id = parts.count > 1 && !parts[1].isEmpty ? parts[1] : nil
      let goal = person?.record.plan?.goals.first { $0.id.text == id }
      overlay = .form(PlanForms.goal(goal), .goal(id.map { Identifier($0) }))
    case "action":
      person?.tab = .plan
      guard parts.count > 2,
        let goal = person?.record.plan?.goals.first(where: { $0.id.text == parts[1] })
      else { return }
      let action = goal.actions.first { $0.id.text == parts[2] }
      overlay = .form(
        PlanForms.action(action, for: goal, on: today),
        .action(parts[2].isEmpty ? nil : Identifier(parts[2]), goal.id))
    default: return
    }
    switch overlay {
    case .form(var form, let purpose)?, .question(_, .resume(var form, let purpose, _))?:
      form.restore(draft.fields)
      overlay = .form(form, purpose)
    default: break
    }
  }
}

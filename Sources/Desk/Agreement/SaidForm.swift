// What was said about a goal: kept with its score of today, or, where there is none yet, as
// something that came of it. It is written at once, so that no key and no crash loses it.

import Casebook
import Casework
import Terminal

enum SaidForm {
  /// Under what such words are kept while they are not saved.
  static func draft(_ goal: Identifier<Goal>) -> String { "said \(goal.text)" }

  static func make(_ goal: Goal, text: String) -> DeskForm {
    let form = Form(
      id: "said",
      fields: [
        .notes(
          "said", "What was said", text: text, rows: 4,
          help: "kept with the score of today, or as what came of it")
      ], submitLabel: "Keep it")
    return DeskForm(title: goal.text.truncated(to: 60), form: form)
  }

  /// What keeping the words does; nil where there is nothing to keep.
  ///
  /// - Parameters:
  ///   - goal: as it is now.
  ///   - entry: the words that stand among what came of it already, before any score.
  static func edit(
    _ words: String, about goal: Goal, entry: PlanEntry?, on today: Day,
    mint: () -> Identifier<PlanEntry>
  ) -> PlanEdit? {
    if let score = goal.now, score.on == today, entry == nil {
      return score.note == words ? nil : .said(goal.id, score.id, words)
    }
    if var entry {
      guard entry.text != words else { return nil }
      entry.text = words
      return .entry(entry)
    }
    guard !words.isEmpty else { return nil }
    return .entry(PlanEntry(id: mint(), section: .outcome, text: words, goalID: goal.id))
  }
}

extension Desk {
  /// Asks what was said about a goal.
  mutating func writeSaid(about id: Identifier<Goal>) {
    guard let caseID = planRecord?.case.id, let goal = goal(id, ofPlanOf: caseID) else { return }
    let entry = (current as? ReviewScreen)?.saidBefore(of: id)
    let score = goal.now.flatMap { $0.on == today ? $0 : nil }
    show(
      SaidForm.make(goal, text: entry?.text ?? score?.note ?? ""),
      FormPurpose(draft: SaidForm.draft(id), of: caseID) { desk, form in
        guard let goal = desk.goal(id, ofPlanOf: caseID) else { throw PlanEditProblem.gone }
        let now = desk.setting.now()
        let words = form.text("said")
        let day = desk.today
        let edit = try desk.withBook { book in
          SaidForm.edit(words, about: goal, entry: entry, on: day) { book.mint(at: now) }
        }
        guard let edit else { return .saved }
        let done = desk.save("Kept") { try $0.edit(planOf: caseID, edit, at: now) }
        if done, case .entry(let written, _) = edit {
          desk.onReview { $0.noteSaid(written, of: id) }
        }
        return FormEnd(done)
      })
  }

  /// A goal as it is now, whatever is on the screen.
  private func goal(_ id: Identifier<Goal>, ofPlanOf caseID: Identifier<Case>) -> Goal? {
    (try? book?.plan(of: caseID))?.goals.first { $0.id == id }
  }

  /// Goes on with words that were said about a goal.
  mutating func bringBackSaid(_ draft: Draft) {
    person?.tab = .plan
    let id = draft.form.split(separator: " ").dropFirst().first.map(String.init) ?? ""
    guard person?.record.plan?.goals.contains(where: { $0.id.text == id }) == true else {
      toast = Toast("The goal that those words were about is gone.", role: .warning)
      return
    }
    person?.plan.select(goal: Identifier(id))
    writeSaid(about: Identifier(id))
  }
}

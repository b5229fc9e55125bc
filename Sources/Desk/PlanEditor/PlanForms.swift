// The forms of the plan: everything about a goal, and everything about an action. Lines are
// written in place; these hold what a line has no room for.

import Casework
import Foundation
import Terminal

enum PlanForms {
  /// - Parameter plan: where the needs stand that the goal may be about.
  static func goal(_ goal: Goal?, in plan: Plan?, name: String = "their") -> DeskForm {
    let needs = plan?.entries(in: .needs) ?? []
    let form = Form(
      id: "goal",
      fields: [
        .notes(
          "text", "In their words", text: goal?.text ?? "", rows: 3,
          placeholder: "I want to go to one thing a week that isn’t school", isRequired: true),
        .scale(
          "importance", "How important", range: 1...10, number: goal?.importance,
          ends: ("not very", "most of all")),
        .scale(
          "confidence", "How confident", range: 1...10, number: goal?.confidence,
          ends: ("not at all", "certain")),
        .choice(
          "status", "How it stands",
          options: GoalStatus.allCases.map { FieldOption($0.rawValue, $0.words) },
          chosen: (goal?.status ?? .open).rawValue),
        .toggle(
          "scored", "Scored over time", isOn: goal?.isScored ?? false,
          help: "up to \(GoalScore.scoredGoals) goals of a plan are"),
        voice(goal?.voice, name),
      ]
        + (needs.isEmpty
          ? []
          : [
            .choice(
              "need", "Which need it is about",
              options: needs.map {
                FieldOption($0.id.text, $0.text.neutralised.truncated(to: 48))
              }, chosen: goal.flatMap { plan?.need(of: $0) }?.id.text)
          ]),
      submitLabel: "Keep it")
    return DeskForm(title: goal == nil ? "A new goal" : "The goal", form: form)
  }

  static func voice(_ voice: Voice?, _ name: String) -> FormField {
    .choice(
      "voice", "Whose words",
      options: Voice.allCases.map { FieldOption($0.rawValue, $0.words(for: name)) },
      chosen: (voice ?? .person).rawValue)
  }

  static func read(_ form: Form, as id: Identifier<Goal>) -> Goal {
    Goal(
      id: id, text: form.text("text").trimmingCharacters(in: .whitespacesAndNewlines),
      voice: form.option("voice").flatMap(Voice.init) ?? .person,
      importance: form.number("importance"), confidence: form.number("confidence"),
      status: form.option("status").flatMap(GoalStatus.init) ?? .open,
      isScored: form.flag("scored"), needID: form.option("need").map { Identifier($0) })
  }

  /// - Parameter updatedOn: when the action was last written, as the history knows it.
  static func action(
    _ action: Action?, for goal: Goal, on today: Day, name: String = "their",
    updatedOn: Day? = nil
  ) -> DeskForm {
    let form = Form(
      id: "action",
      fields: [
        .text("what", "What", text: action?.what ?? "", isRequired: true),
        .text("who", "Who", text: action?.who ?? "", placeholder: "Leo, Mum, Leo and Priya"),
        .date(
          "when", "By when", moment: action?.when.map { Moment($0.forFields) },
          today: today.forFields, leaning: .future, placeholder: "fri, in 2 weeks, 30/11"),
        .choice(
          "status", "How it stands",
          options: ActionStatus.allCases.map { FieldOption($0.rawValue, $0.words) },
          chosen: (action?.status ?? .inProgress).rawValue,
          help: updatedOn.map { "this action was last changed \($0.british)" } ?? ""),
        .text(
          "remark", "What was said", text: action?.remark ?? "",
          placeholder: "why it was refused, how it went"),
        .notes(
          "strategies", "What may help", text: action?.strategies ?? "", rows: 2,
          placeholder: "go when it is quiet; bring a friend"),
        .scale(
          "confidence", "How confident", range: 1...10, number: action?.confidence,
          ends: ("not at all", "certain")),
        .date(
          "review", "Look at it again", moment: action?.reviewOn.map { Moment($0.forFields) },
          today: today.forFields, leaning: .future, placeholder: "in 4 weeks"),
        voice(action?.voice, name),
      ], submitLabel: "Keep it")
    return DeskForm(title: "Towards: \(goal.text)", form: form)
  }

  static func read(
    _ form: Form, as id: Identifier<Action>, over before: Action? = nil, on today: Day
  ) -> Action {
    let status = form.option("status").flatMap(ActionStatus.init) ?? .inProgress
    let old = before ?? Action(id: id, what: "")
    // The day that it ended is the day that this is said.
    let ended = old.becoming(status, on: today).endedOn
    return Action(
      id: id, what: form.text("what"), who: form.text("who"),
      when: form.moment("when")?.caseworkDay, status: status,
      voice: form.option("voice").flatMap(Voice.init) ?? .person,
      strategies: form.text("strategies"), confidence: form.number("confidence"),
      reviewOn: form.moment("review")?.caseworkDay, endedOn: ended, remark: form.text("remark"))
  }
}

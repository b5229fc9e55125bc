// The forms of the plan: a goal, an action towards it, and agreeing the whole.

import Casework
import Foundation
import Terminal

enum PlanForms {
  static func goal(_ goal: Goal?) -> DeskForm {
    let form = Form(
      id: "goal",
      fields: [
        .text(
          "text", "In their words", text: goal?.text ?? "",
          placeholder: "I want to go to one thing a week that isn’t school", isRequired: true),
        .scale(
          "importance", "How important", range: 1...10, number: goal?.importance,
          ends: ("not very", "more than anything")),
        .scale(
          "confidence", "How confident", range: 1...10, number: goal?.confidence,
          ends: ("not at all", "certain")),
      ], submitLabel: "Keep it")
    return DeskForm(title: goal == nil ? "A new goal" : "The goal", form: form)
  }

  static func read(_ form: Form, as id: Identifier<Goal>) -> Goal {
    Goal(
      id: id, text: form.text("text"), importance: form.number("importance"),
      confidence: form.number("confidence"))
  }

  static func action(_ action: Action?, for goal: Goal, on today: Day) -> DeskForm {
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
          chosen: (action?.status ?? .inProgress).rawValue),
      ], submitLabel: "Keep it")
    return DeskForm(title: "Towards: \(goal.text)", form: form)
  }

  static func read(_ form: Form, as id: Identifier<Action>) -> Action {
    Action(
      id: id, what: form.text("what"), who: form.text("who"),
      when: form.moment("when")?.caseworkDay,
      status: form.option("status").flatMap(ActionStatus.init) ?? .inProgress)
  }

  static func agreement(with name: String, on today: Day) -> DeskForm {
    let form = Form(
      id: "agreement",
      fields: [
        .text("whom", "Agreed with", text: name, isRequired: true),
        .date(
          "on", "On", moment: Moment(today.forFields), today: today.forFields, leaning: .past,
          isRequired: true),
        .date(
          "review", "Look at it again", moment: Moment(today.adding(days: 42).forFields),
          today: today.forFields, leaning: .future, help: "shows in Today when the day comes",
          check: { moment in
            moment.caseworkDay.map { $0 < today } == true ? "that day has gone" : nil
          }),
      ], submitLabel: "Agreed")
    return DeskForm(title: "The plan is agreed", form: form)
  }
}

// The forms of agreeing: shown to the person, agreed, taken back, reviewed.

import Casework
import Foundation
import Terminal

enum AgreementForms {
  /// Weeks until an agreed plan is looked at again, unless another day is written: our
  /// own proposal, half of the twelve weeks that a case may take.
  static let weeksToReview = 6

  static func share(with name: String, on today: Day) -> DeskForm {
    let form = Form(
      id: "sharing",
      fields: [
        .text("whom", "Shown to", text: name, isRequired: true),
        .choice(
          "how", "How", options: SharingWay.allCases.map { FieldOption($0.rawValue, $0.words) },
          chosen: SharingWay.together.rawValue, isRequired: true),
        day("on", "On", today: today),
      ], submitLabel: "Shared")
    return DeskForm(title: "The plan is shared", form: form)
  }

  /// - Parameter reviewer: who looks at it again, as the plan says it or as is proposed.
  static func agree(
    with name: String, on today: Day, reviewer: String = "", isNew: Bool = true
  ) -> DeskForm {
    let form = Form(
      id: "agreement",
      fields: [
        .text(
          "whom", "Agreed with", text: name,
          help: "if somebody else says yes: their name and role", isRequired: true),
        day("on", "On", today: today),
        .choice(
          "consent", "How they said yes",
          options: ConsentWay.allCases.map { FieldOption($0.rawValue, $0.words) },
          chosen: ConsentWay.said.rawValue, isRequired: true),
        review("review", from: today),
        .text("reviewer", "Who looks at it", text: reviewer, placeholder: "name, role, number"),
        .notes(
          "note", "What was said", rows: 2,
          help: "the plan is kept as it is now and never changes"),
      ], submitLabel: "Agreed")
    return DeskForm(title: isNew ? "The plan is agreed" : "The plan is agreed again", form: form)
  }

  static func takeBack(_ version: PlanVersion) -> DeskForm {
    let form = Form(
      id: "taking back",
      fields: [
        .notes(
          "reason", "Why", rows: 3, placeholder: "the wrong plan was agreed, they think again",
          help: "the version stays, marked as taken back", isRequired: true)
      ], submitLabel: "Take it back")
    return DeskForm(title: "Take back: \(version.title)", form: form)
  }

  static func review(with name: String, on today: Day) -> DeskForm {
    let form = Form(
      id: "review",
      fields: [
        .text("whom", "Reviewed with", text: name, isRequired: true),
        .notes("note", "What was said", rows: 3),
        review("next", from: today),
        .toggle(
          "agree", "Agree the plan again", isOn: false,
          help: "keeps it as it is now as a new version"),
      ], submitLabel: "Keep the review")
    return DeskForm(title: "The review is done", form: form)
  }

  private static func day(_ id: String, _ label: String, today: Day) -> FormField {
    .date(
      id, label, moment: Moment(today.forFields), today: today.forFields, leaning: .past,
      isRequired: true,
      check: { moment in
        moment.caseworkDay.map { $0 > today } == true ? "that day has not come yet" : nil
      })
  }

  private static func review(_ id: String, from today: Day) -> FormField {
    .date(
      id, "Look at it again",
      moment: Moment(today.adding(days: weeksToReview * 7).forFields), today: today.forFields,
      leaning: .future, help: "shows in Today on the day; leave it empty for none",
      check: { moment in
        moment.caseworkDay.map { $0 < today } == true ? "that day has gone" : nil
      })
  }
}

// Opening a record outside one's own caseload: possible, never silent.

import Casework
import Terminal

enum AccessForm {
  private static let reasons = [
    FieldOption("cover", "I am covering for them"),
    FieldOption("supervision", "Supervision or audit"),
    FieldOption("rang", "They rang or came, and I answered"),
    FieldOption("safety", "Somebody may be at risk"),
    FieldOption("other", "Another reason"),
  ]

  static func make(for person: Person, heldBy holder: String) -> DeskForm {
    let form = Form(
      id: "reason",
      fields: [
        .choice(
          "why", "Why you open it", options: reasons, chosen: "cover",
          help: "kept in the record’s history with your name", isRequired: true),
        .text("words", "In a few words"),
      ], submitLabel: "Open")
    return DeskForm(title: "\(holder) holds \(person.calledName)’s case", form: form)
  }

  static func reason(_ form: Form) -> String {
    let chosen = reasons.first { $0.id == form.option("why") }?.title ?? ""
    return [chosen, form.text("words")].filter { !$0.isEmpty }.joined(separator: ": ")
  }
}

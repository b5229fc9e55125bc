// What is asked and told when a referral is decided upon.

import Casework
import Foundation
import Terminal

enum TriageForms {
  /// - Parameter lacks: what the referral lacks, to begin with.
  static func askForMore(_ words: LetterWords, lacks: [String], contact: String) -> DeskForm {
    let questions = lacks.isEmpty ? "" : lacks.joined(separator: "; ")
    let form = Form(
      id: "more",
      fields: [
        .text("ask", "What is missing", text: questions, isRequired: true),
        .text("to", "To", text: words.referrer, isRequired: true),
        .text("contact", "Where it goes", text: contact, placeholder: "telephone or e-mail"),
        .notes("body", "Message", text: words.askForMore(lines(questions)), rows: 11, isRead: true),
      ], submitLabel: "Ask")
    return DeskForm(
      title: "Ask for more about \(words.person.calledName)", form: form, start: "ask")
  }

  static func lines(_ questions: String) -> [String] {
    questions.split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }
      .filter { !$0.isEmpty }
  }

  static let nothing = "nothing-exists"

  static func option(_ place: AssetLine) -> FieldOption {
    FieldOption(place.id.text, "\(place.name) · \(place.organizationName)")
  }

  /// - Parameters:
  ///   - places: some services that may be offered to somebody of that age.
  ///   - find: finds others of them by what is typed.
  static func notForUs(
    _ words: LetterWords, reason: String, places: [FieldOption], contact: String,
    find: @escaping (String) -> [FieldOption]
  ) -> DeskForm {
    let form = Form(
      id: "instead",
      fields: [
        .choice(
          "instead", "Where instead",
          options: [FieldOption(nothing, "Nothing of the kind exists here")] + places,
          help: "type a few letters of its name", isRequired: true, find: find),
        .text(
          "reason", "Why not us", text: reason, placeholder: "too young for us, out of our area",
          isRequired: true),
        .text("to", "Told to", text: words.referrer, isRequired: true),
        .text("contact", "Where it goes", text: contact, placeholder: "telephone or e-mail"),
        .notes(
          "body", "Message", text: words.notForUs(reason: reason, instead: "", reach: ""), rows: 11,
          isRead: true),
      ], submitLabel: "Say so")
    return DeskForm(
      title: "Not for us: where could \(words.person.calledName) go?", form: form,
      start: "instead")
  }

  static func declined(_ words: LetterWords, contact: String) -> DeskForm {
    let form = Form(
      id: "declined",
      fields: [
        .text("reason", "What they said", placeholder: "not now; has enough going on"),
        .toggle("tell", "Tell the referrer", isOn: words.referral?.source != .selfReferral),
        .text("to", "To", text: words.referrer),
        .text("contact", "Where it goes", text: contact, placeholder: "telephone or e-mail"),
        .notes("body", "Message", text: words.declined, rows: 8, isRead: true),
      ], submitLabel: "They declined")
    return DeskForm(title: "\(words.person.calledName) does not want it", form: form)
  }

  static func letter(_ words: LetterWords, body: String, address: String, file: String) -> DeskForm
  {
    let form = Form(
      id: "letter",
      fields: [
        .text("to", "To", text: words.person.fullName, isRequired: true),
        .text("contact", "Address", text: address),
        .notes("body", "Letter", text: body, rows: 15, isRequired: true, isRead: true),
        .text(
          "file", "Save to print as", placeholder: file,
          help: "a file that anybody can read; leave empty to keep it only in the casebook"),
      ], submitLabel: "Keep the letter")
    return DeskForm(
      title: "Letter to \(words.person.calledName), after the last try", form: form, start: "body")
  }
}

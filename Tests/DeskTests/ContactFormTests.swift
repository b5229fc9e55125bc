// The form a contact is logged in: when it happened, and how long it took.

import Casebook
import Casework
import Foundation
import Terminal
import Testing

@testable import Desk

@Suite("Logging a contact")
struct ContactFormTests {
  private func form(at words: String) -> DeskForm {
    var form = ContactForm.make(ContactStart(name: "Leo"), referredOn: nil, at: TestBook.now)
    form.restore(["at": words])
    return form
  }

  @Test(
    "today, before noon, has happened: it is logged as of now",
    arguments: ["today", "now", "23/11/2026", "23/11"])
  func today(words: String) throws {
    var form = form(at: words)
    #expect(form.form.update(.key(.ctrl("s"))) == .submitted)
    let contact = try ContactForm.read(
      form.form, id: Identifier("c"), caseID: Identifier("case"), workerID: Identifier("w"),
      referredOn: nil, now: TestBook.now
    ).get()
    #expect(contact.at == TestBook.now)
  }

  @Test("what is still to come is refused", arguments: ["tomorrow", "today 11:00", "24/11/2026"])
  func toCome(words: String) {
    var form = form(at: words)
    #expect(form.form.update(.key(.ctrl("s"))) == .refused)
  }

  @Test("a try takes a moment and what is cancelled nothing, unless somebody writes a figure")
  func minutes() throws {
    let test = TestBook()
    let desk = try test.desk()
    desk.press("l")
    func shown() throws -> DeskForm {
      guard case .form(let form, _)? = desk.application.overlay else {
        throw CasebookError.refused("no form")
      }
      return form
    }
    func choose(_ outcome: ContactOutcome) throws -> String {
      desk.application.focus(on: "outcome")
      for key in ["Left", "Left", "Left", "Left", "Right", "Right", "Right"]
      where try key == "Left" || shown().form.option("outcome") != outcome.rawValue {
        desk.press(key)
      }
      #expect(try shown().form.option("outcome") == outcome.rawValue)
      return try shown().form.text("minutes")
    }
    let usual = try shown().form.text("minutes")
    #expect(try choose(.notReached) == "2")
    #expect(try choose(.cancelled) == "0")
    #expect(try choose(.attended) == usual)
    desk.application.focus(on: "minutes")
    desk.press("Ctrl-A").type("40")
    #expect(try choose(.notReached) == "40")
    // What was typed stays when a draft is brought back.
    let chosen = try #require(desk.application.chosenCase)
    guard case .form(let form, let purpose)? = desk.application.overlay else { return }
    let draft = Draft(
      form: "contact", caseID: chosen.id.text,
      fields: ["outcome": "did-not-attend", "minutes": "25"], at: TestBook.now)
    desk.application.resume(draft, in: form, purpose)
    #expect(try shown().form.text("minutes") == "25")
  }
}

extension Desk {
  /// Puts the focus of the open form on a field.
  fileprivate mutating func focus(on field: String) {
    guard case .form(var form, let purpose)? = overlay else { return }
    form.form.setFocus(field)
    overlay = .form(form, purpose)
  }
}

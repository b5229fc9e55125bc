// The first run: a name, a passphrase twice with its strength shown, and a casebook.

import Casebook
import Foundation
import Terminal

struct SetUpScreen {
  private let folder: String
  private(set) var form: Form
  private var strength: PassphraseStrength?

  init(folder: String) {
    self.folder = folder
    form = Form(
      id: "set up",
      fields: [
        .text(
          "name", "Your name", placeholder: "as the team knows you",
          help: "shown beside what you write", isRequired: true),
        .secret(
          "passphrase", "A passphrase",
          help: "four or five words that nobody would guess; spaces are welcome",
          check: { $0.count < 8 ? "use at least 8 characters; several words are best" : nil }),
        .secret("again", "The same again"),
      ], submitLabel: "Make the casebook")
  }

  enum Outcome {
    case none
    case quit
    case make(name: String, passphrase: String)
  }

  mutating func update(_ event: Event) -> Outcome {
    if event.key == .ctrl("c") || event.key == .ctrl("q") { return .quit }
    switch form.update(event) {
    case .cancelled: return .quit
    case .changed("passphrase"):
      let text = typed("passphrase")
      strength = text.isEmpty ? nil : PassphraseStrength(of: text)
    case .submitted:
      guard typed("passphrase") == typed("again") else {
        form.setError("this differs from the passphrase above; type it once more", on: "again")
        form.setFocus("again")
        return .none
      }
      return .make(name: form.text("name"), passphrase: typed("passphrase"))
    default: break
    }
    return .none
  }

  mutating func refuse(_ why: String) {
    form.setError(why, on: "name")
    form.setFocus("name")
  }

  /// A passphrase to the letter: blanks at its ends count.
  private func typed(_ id: String) -> String {
    guard case .text(let text) = form.value(id) else { return "" }
    return text
  }

  func draw(on canvas: Canvas) {
    let isTall = canvas.height >= 20
    let page = canvas.sub(
      canvas.bounds.centred(
        Size(width: min(max(canvas.width - 4, 1), 76), height: min(canvas.height, 20))))
    page.put(
      StyledText("Fingerpost", .accent, .bold) + StyledText("   a link worker’s casebook", .muted),
      at: .origin)
    var y: Rows = 2
    if isTall {
      for line in [
        "Everything you write is kept in one folder on this computer, sealed under a",
        "passphrase that only you know. Nobody can open it without, and nobody can",
        "find it out for you: write it down and keep it somewhere safe.",
      ] {
        page.put(StyledText(line, .soft), at: Position(x: 0, y: y))
        y += 1
      }
      page.put(StyledText(folder, .muted), at: Position(x: 0, y: y))
      y += 2
    }
    let formHeight = max(page.height - y - (isTall ? 3 : 1), 1)
    form.draw(on: page.sub(Rect(x: 0, y: y, width: page.width, height: formHeight)))
    guard let strength else { return }
    let signs =
      String(repeating: "●", count: strength.score)
      + String(repeating: "○", count: 4 - strength.score)
    let role: Role = strength.score >= 3 ? .good : strength.score == 2 ? .caution : .warning
    let top = page.height - (isTall ? 3 : 1)
    page.put(StyledText("\(signs) \(strength.word)", role, .bold), at: Position(x: 0, y: top))
    if isTall {
      page.paragraph(
        strength.hint, in: Rect(x: 0, y: top + 1, width: page.width, height: 2),
        style: Style(.soft))
    }
  }
}

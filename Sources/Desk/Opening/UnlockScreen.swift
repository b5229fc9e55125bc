// The door: the passphrase, asked for when the desk opens and after it was covered.

import Foundation
import Terminal

struct UnlockScreen {
  private let place: String
  /// Why the desk is locked, when it is locked again.
  private let isCover: Bool
  private var field = TextField(
    id: "passphrase", placeholder: "your passphrase", isSecret: true)
  var message: StyledText?

  init(place: String, isCover: Bool = false) {
    self.place = place
    self.isCover = isCover
  }

  enum Outcome: Equatable {
    case none
    case tried(String)
    case quit
  }

  mutating func update(_ event: Event) -> Outcome {
    switch event.key {
    case .enter? where !field.text.isEmpty:
      let passphrase = field.text
      field = TextField(id: "passphrase", placeholder: "your passphrase", isSecret: true)
      return .tried(passphrase)
    case .escape?, .ctrl("c")?, .ctrl("q")?: return .quit
    default:
      if field.update(event) == .changed { message = nil }
      return .none
    }
  }

  func draw(on canvas: Canvas) {
    let width = min(max(canvas.width - 4, 1), 56)
    let box = canvas.sub(canvas.bounds.centred(Size(width: width, height: 9)))
    box.put(StyledText("Fingerpost", .accent, .bold), at: .origin)
    box.put(
      StyledText(isCover ? "covered and locked" : "a link worker’s casebook", .muted),
      at: Position(x: 12, y: 0))
    box.put(StyledText("Passphrase", .text), at: Position(x: 0, y: 3))
    field.draw(
      on: box.sub(Rect(x: 12, y: 3, width: max(box.width - 12, 0), height: 1)), isFocused: true)
    if let message {
      for (index, line) in message.plain.wrapped(to: box.width).prefix(3).enumerated() {
        box.put(
          StyledText(line, message.spans.first?.role ?? .text),
          at: Position(x: 0, y: Rows(5 + index)))
      }
    } else if !isCover {
      box.put(StyledText(place, .muted), at: Position(x: 0, y: 5))
    }
    box.put(
      [
        KeyLineItem(keys: "Enter", label: "open", press: .enter),
        KeyLineItem(keys: "Esc", label: "leave", press: .escape),
      ], at: Position(x: 0, y: 8))
  }
}

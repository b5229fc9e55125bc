// How the desk is drawn: where you are at the top, the page, the keys at the bottom.

import Casework
import Foundation
import Terminal

extension Desk {
  public func draw(on canvas: Canvas) {
    switch door {
    case .setUp(let screen): return screen.draw(on: canvas)
    case .locked(let screen):
      screen.draw(on: canvas)
      drawCoveredWarning(on: canvas)
      return
    case .opening:
      canvas.put(
        StyledText("Opening the casebook …", .soft), at: Position(x: 0, y: canvas.height / 2),
        width: canvas.width, align: .centre)
      return
    case .open: break
    }
    if let together {
      together.draw(on: canvas)
      let (line, _) = canvas.bounds.splitBottom(1)
      KeyLine(together.keys).draw(on: canvas.sub(line))
      return
    }
    TopBar(
      title: "Fingerpost", tabs: PageTab.all.map(\.title), active: page.rawValue,
      status: statuses[0], shorter: Array(statuses.dropFirst())
    ).draw(on: canvas)
    let (line, rest) = canvas.bounds.splitBottom(1)
    let body = canvas.sub(
      rest.inset(
        left: 0, top: canvas.height > 8 ? 2 : 1, right: 0, bottom: canvas.height > 12 ? 1 : 0))
    drawPage(on: body)
    drawWarning(on: canvas)
    KeyLine(keys).draw(on: canvas.sub(line))
    (toast ?? draftWarning)?.draw(on: canvas)
    switch overlay {
    case .help(let help)?: help.draw(on: canvas)
    case .palette(let palette)?: palette.draw(on: canvas)
    case .form(let form, _)?: form.draw(on: canvas)
    case .question(let dialog, _)?: dialog.draw(on: canvas)
    case .panel(let panel)?: panel.draw(on: canvas)
    case nil: break
    }
  }

  /// The keys that work now: those of whatever lies over the page, or else the page's.
  private var keys: [KeyLineItem] {
    let leave = KeyLineItem(keys: "Esc", label: "leave", press: .escape, priority: 90)
    let move = KeyLineItem(keys: "↑↓", label: "move", priority: 50)
    switch overlay {
    case .form(_, let purpose)?:
      let own = purpose.keys.map {
        KeyLineItem(keys: Key.label(for: [$0.key]), label: $0.label, press: $0.key, priority: 85)
      }
      return own + [
        KeyLineItem(keys: "Tab", label: "next field", press: .tab, priority: 80),
        KeyLineItem(keys: "⇧Tab", label: "field before", press: .backTab, priority: 10),
        KeyLineItem(keys: "^S", label: "save", press: .ctrl("s"), priority: 100), leave,
        KeyLineItem(keys: "F12", label: "cover", press: .function(12), priority: 40),
      ]
    case .help?:
      return [move, KeyLineItem(keys: "Enter", label: "do it", press: .enter, priority: 80), leave]
    case .palette?:
      return [move, KeyLineItem(keys: "Enter", label: "go", press: .enter, priority: 80), leave]
    case .question?:
      return [
        KeyLineItem(keys: "←→", label: "choose", priority: 50),
        KeyLineItem(keys: "Enter", label: "answer", press: .enter, priority: 80), leave,
      ]
    case .panel(let panel)?: return panel.keys
    case nil: break
    }
    if let line = person?.plan.typing { return line.keys }
    // Letters go into the search line now: only the keys that are no letters work.
    if takesTyping {
      return [
        move, KeyLineItem(keys: "Enter", label: "open", press: .enter, priority: 80),
        KeyLineItem(keys: "Tab", label: "to the list", press: .tab, priority: 70),
        KeyLineItem(
          keys: "Esc", label: linking == nil ? "show everything" : "leave", press: .escape,
          priority: 90),
        KeyLineItem(keys: "^P", label: "anything", press: .ctrl("p"), priority: 40),
        KeyLineItem(keys: "F12", label: "cover", press: .function(12), priority: 30),
      ]
    }
    let line = registry.keyLine(in: context)
    guard linking == nil else { return line }
    let words = person == nil ? current.enterWords : person?.plan.enterWords
    guard let words, person == nil || person?.tab == .plan else { return line }
    return line.map { item in
      var item = item
      if item.press == .enter, person?.plan.fits.isFocused != true { item.label = words }
      return item
    }
  }

  private func drawPage(on canvas: Canvas) {
    if let linking { return linking.draw(on: canvas) }
    if let person { return person.draw(on: canvas) }
    current.draw(on: canvas, in: self)
  }

  /// "Priya N · offline · saved 09:02", and in fewer words for a narrow bar.
  private var statuses: [StyledText] {
    guard let book else { return [""] }
    let name = book.worker.listName
    guard let savedAt else { return [StyledText("\(name) · offline"), StyledText(name)] }
    let clock = NextStep(text: "", on: today, at: Moment(savedAt).minute).clock ?? ""
    let saved = "saved \(clock)"
    return [
      StyledText("\(name) · offline · \(saved)"), StyledText("\(name) · \(saved)"),
      StyledText(saved),
    ]
  }
}

// How the desk is drawn: where you are at the top, the page, the keys at the bottom.

import Casework
import Foundation
import Terminal

extension Desk {
  public func draw(on canvas: Canvas) {
    switch door {
    case .setUp(let screen): return screen.draw(on: canvas)
    case .locked(let screen): return screen.draw(on: canvas)
    case .opening:
      canvas.put(
        StyledText("Opening the casebook …", .soft), at: Position(x: 0, y: canvas.height / 2),
        width: canvas.width, align: .centre)
      return
    case .open: break
    }
    TopBar(
      title: "Fingerpost", tabs: ["Today", "Caseload", "Directory"], active: page.rawValue,
      status: status
    ).draw(on: canvas)
    let (line, rest) = canvas.bounds.splitBottom(1)
    let body = canvas.sub(
      rest.inset(
        left: 0, top: canvas.height > 8 ? 2 : 1, right: 0, bottom: canvas.height > 12 ? 1 : 0))
    drawPage(on: body)
    KeyLine(registry.keyLine(in: context)).draw(on: canvas.sub(line))
    toast?.draw(on: canvas)
    switch overlay {
    case .help(let help)?: help.draw(on: canvas)
    case .palette(let palette)?: palette.draw(on: canvas)
    case .form(let form, _)?: form.draw(on: canvas)
    case .question(let dialog, _)?: dialog.draw(on: canvas)
    case nil: break
    }
  }

  private func drawPage(on canvas: Canvas) {
    if let linking { return linking.draw(on: canvas) }
    if let person { return person.draw(on: canvas) }
    switch page {
    case .today: todayScreen.draw(on: canvas)
    case .caseload: caseload.draw(on: canvas)
    case .directory: directory.draw(on: canvas)
    }
  }

  /// "Priya N · offline · saved 09:02"
  private var status: StyledText {
    guard let book else { return "" }
    var words = "\(book.worker.listName) · offline"
    if let savedAt {
      let clock = NextStep(text: "", on: today, at: Moment(savedAt).minute).clock ?? ""
      words += " · saved \(clock)"
    }
    return StyledText(words)
  }
}

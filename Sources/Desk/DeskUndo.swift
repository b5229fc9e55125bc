// Undo and redo on the desk: at once where it is little, behind a sign of how far it has come
// where it is much.

import Casebook
import Casework
import Foundation
import Terminal

/// A large undo while it runs, over the page.
struct UndoPanel: DeskPanel {
  let running: BackgroundUndo

  private let stop = KeyLineItem(
    keys: "Esc", label: "stop; all stays as it was", press: .escape, priority: 100)

  var keys: [KeyLineItem] { running.isStopped ? [] : [stop] }

  mutating func update(_ event: Event) -> PanelOutcome {
    if event.key == .escape { running.stop() }
    return .open
  }

  func draw(on canvas: Canvas) {
    Progress(
      title: (running.isRedo ? "Doing again: " : "Undoing: ") + running.step.name,
      fraction: running.isStopped ? nil : running.fraction,
      detail: running.isStopped
        ? "putting back what is undone already …"
        : "Others go on working meanwhile.",
      cancel: stop
    ).draw(on: canvas)
  }
}

extension Desk {
  mutating func undoLast() {
    if asksToTakeBack() || beginLargeUndo() { return }
    attempt { desk in
      let now = desk.setting.now()
      desk.tellUndone(try desk.withBook { try $0.undo(at: now) })
    }
    reload()
  }

  mutating func redoLast() {
    if beginLargeUndo(isRedo: true) { return }
    attempt { desk in
      let now = desk.setting.now()
      desk.tellUndone(try desk.withBook { try $0.redo(at: now) }, isRedo: true)
    }
    reload()
  }

  private mutating func tellUndone(_ step: UndoStep, isRedo: Bool = false) {
    savedAt = setting.now()
    toast =
      isRedo
      ? Toast("Done again: \(step.name)")
      : Toast(
        "Undone: \(step.name)", undo: KeyLineItem(keys: "^R", label: "redo", press: .ctrl("r")))
  }

  /// Begins an undo in the background where it takes long.
  ///
  /// - Returns: false where it does not.
  private mutating func beginLargeUndo(isRedo: Bool = false) -> Bool {
    var begun = false
    attempt { desk in
      try desk.withBook { book in
        guard let step = try isRedo ? book.nextRedo() : book.nextUndo(), try book.isLarge(step)
        else { return }
        let running = BackgroundUndo(
          step, isRedo: isRedo, through: try book.door, at: desk.setting.now())
        desk.undoing = running
        desk.overlay = .panel(UndoPanel(running: running))
        begun = true
      }
    }
    return begun
  }

  /// Sees to a large undo that has ended.
  mutating func tendUndo() {
    guard let undoing, let ending = undoing.ending else { return }
    self.undoing = nil
    if case .panel(let panel)? = overlay, panel is UndoPanel { overlay = nil }
    switch ending {
    case .done(let step): tellUndone(step, isRedo: undoing.isRedo)
    case .stopped: toast = Toast("Stopped. All is as it was.", role: .info)
    case .left: toast = Toast("The rest of it is done at the next opening.", role: .info)
    case .failed(let why): attempt { _ in throw CasebookError.refused(why) }
    }
    reload()
  }

  /// Leaves a large undo that is not done for the next opening.
  mutating func leaveUndo() {
    undoing?.leave()
    undoing?.wait(seconds: 5)
    undoing = nil
  }
}

// What lies over the page: help, the palette, forms and questions.

import Casebook
import Casework
import Foundation
import Terminal

extension Desk {
  mutating func handleOverlay(_ event: Event) -> Flow {
    switch overlay {
    case .help(var help)?:
      let outcome = help.update(event)
      overlay = .help(help)
      switch outcome {
      case .open: break
      case .cancelled: overlay = nil
      case .run(let id):
        overlay = nil
        return run(id)
      }
    case .palette(var palette)?:
      readMoreNames()
      let desk = self
      let outcome = palette.update(event) { desk.paletteEntries(for: $0) }
      overlay = .palette(palette)
      let themes = setting.settings.themes
      switch outcome {
      // Colours are seen while they are only looked at.
      case .open:
        theme = ThemeChoice.chosen(palette.selected?.id, from: themes)?.theme ?? themeBefore
      case .cancelled:
        overlay = nil
        theme = themeBefore
      case .refused(let why): toast = Toast(why, role: .warning)
      case .chosen(let id):
        overlay = nil
        theme = themeBefore
        if let choice = ThemeChoice.chosen(id, from: themes) {
          use(choice)
          return .continue
        }
        return choose(id)
      }
    case .form(var form, let purpose)?:
      if case .edited(.refused(let why)) = event { toast = Toast(why, role: .warning) }
      if let key = purpose.keys.first(where: { $0.key == event.key }) {
        key.run(&self, form, purpose)
        return .continue
      }
      let outcome = form.form.update(event)
      overlay = .form(form, purpose)
      switch outcome {
      case .changed(let field):
        guard let changed = purpose.changed else { break }
        changed(&self, &form, field)
        overlay = .form(form, purpose)
      case .submitted: submit(form, purpose)
      case .cancelled: leave(form, purpose)
      case .copied(let text): return .copy(text)
      case .edit(let text): return .edit(text)
      default: break
      }
    case .question(var dialog, let purpose)?:
      let outcome = dialog.update(event)
      overlay = .question(dialog, purpose)
      switch outcome {
      case .open: break
      case .cancelled: answer(purpose, with: nil)
      case .chosen(let index): answer(purpose, with: index)
      }
    case .panel(var panel)?:
      let outcome = panel.update(event)
      overlay = .panel(panel)
      switch outcome {
      case .open: break
      case .closed: overlay = nil
      case .closedThen(let body):
        overlay = nil
        body(&self)
      case .act(let body): body(&self)
      case .flow(let flow): return flow
      }
    case nil: break
    }
    return .continue
  }

  /// Runs the command of an id, from help or the palette.
  mutating func run(_ id: String) -> Flow {
    guard let command = registry[id] else { return .continue }
    switch command.availability(context) {
    case .ready:
      // A command that only moves is its own key.
      if let flow = perform(id) { return flow }
      return command.keys.first.map { handle(.key($0)) } ?? .continue
    case .disabled(let why): toast = Toast("\(command.title): \(why)", role: .warning)
    case .hidden: break
    }
    return .continue
  }

  // MARK: Forms

  mutating func submit(_ form: DeskForm, _ purpose: FormPurpose) {
    do {
      switch try purpose.save(&self, form.form) {
      case .saved:
        if case .form? = overlay { overlay = nil }
        dropDraft(of: purpose)
      case .movedOn: dropDraft(of: purpose)
      case .failed: break
      }
    } catch let problem as FormProblem {
      var form = form
      form.form.setFocus(problem.field)
      form.form.setError(problem.why, on: problem.field)
      overlay = .form(form, purpose)
    } catch {
      attempt { _ in throw error }
    }
  }

  private mutating func leave(_ form: DeskForm, _ purpose: FormPurpose) {
    if let back = purpose.back { return back(&self) }
    guard form.isTouched else {
      overlay = nil
      return
    }
    overlay = .question(
      Dialog(
        title: "Nothing has been saved yet",
        message: "Go on writing, or leave and lose what you typed here?",
        buttons: ["Go on writing", "Leave"]),
      .leave(form, purpose))
  }

  private mutating func answer(_ purpose: QuestionPurpose, with index: Int?) {
    overlay = nil
    purpose.answer(&self, index)
  }
}

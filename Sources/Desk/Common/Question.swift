// Questions over the page. A question carries what is done with its answer.

import Casebook
import Casework
import Terminal

/// What is done with the answer to a question: the index of the button, nil when it was left.
struct QuestionPurpose {
  let answer: (inout Desk, Int?) -> Void

  init(_ answer: @escaping (inout Desk, Int?) -> Void) { self.answer = answer }

  /// Something was told; any answer will do. A form that was open comes back with all that
  /// was typed in it.
  static func told(over under: Desk.Overlay?) -> QuestionPurpose {
    QuestionPurpose { desk, _ in desk.overlay = under }
  }

  /// A form with words in it is being left.
  static func leave(_ form: DeskForm, _ purpose: FormPurpose) -> QuestionPurpose {
    QuestionPurpose { desk, index in
      if index == 1 {
        desk.dropDraft(of: purpose)
      } else {
        desk.overlay = .form(form, purpose)
      }
    }
  }

  /// Something that was not saved before is offered back.
  static func draft(_ draft: Draft) -> QuestionPurpose {
    QuestionPurpose { desk, index in
      switch index {
      case 0: desk.bringBack(draft)
      case 2: desk.dropDraft(form: draft.form, caseID: draft.caseID)
      default: desk.toast = Toast("Kept. It is offered again when you open that form.", role: .info)
      }
    }
  }

  /// A form is opened of which a draft is kept.
  static func resume(
    _ form: DeskForm, _ purpose: FormPurpose, _ draft: Draft
  ) -> QuestionPurpose {
    QuestionPurpose { desk, index in
      if index == 0 { return desk.resume(draft, in: form, purpose) }
      if index == 1 { desk.dropDraft(form: draft.form, caseID: draft.caseID) }
      if index != nil { desk.overlay = .form(form, purpose) }
    }
  }
}

extension Desk {
  /// Asks something over the page.
  ///
  /// - Parameter answer: what is done with the answer: the index of the button, or nil when
  ///   the question was left with Esc.
  mutating func ask(
    _ title: String, _ message: String, _ buttons: [String],
    answer: @escaping (inout Desk, Int?) -> Void
  ) {
    overlay = .question(
      Dialog(title: title, message: message, buttons: buttons), QuestionPurpose(answer))
  }
}

/// Anything else that can lie over the page: a preview, a picker, a running import.
protocol DeskPanel {
  /// The keys that work while it is there.
  var keys: [KeyLineItem] { get }
  /// Whether letters go into a text now.
  var isTyping: Bool { get }
  mutating func update(_ event: Event) -> PanelOutcome
  func draw(on canvas: Canvas)
}

extension DeskPanel {
  var isTyping: Bool { false }
}

/// What an event did to a panel.
enum PanelOutcome {
  case open
  case closed
  /// The panel closes, and this is done.
  case closedThen((inout Desk) -> Void)
  /// This is done, and the panel stays.
  case act((inout Desk) -> Void)
  /// Text is offered to the clipboard, or goes to the person's own editor.
  case flow(Flow)
}

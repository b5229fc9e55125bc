// A form over the page.

import Terminal

/// What is wrong with a form that only the desk could know.
struct FormProblem: Error {
  var field: String
  var why: String
}

/// A form with a title, in a panel over the page.
struct DeskForm {
  var title: String
  var form: Form
  /// What was in the fields when it opened, to tell whether leaving would lose words.
  private let untouched: [FieldValue?]

  init(title: String, form: Form, start: String? = nil) {
    self.title = title
    self.form = form
    if let start { self.form.setFocus(start) }
    untouched = form.fields.map { form.value($0.id) }
  }

  /// Whether anything has been typed or chosen.
  var isTouched: Bool { form.fields.map { form.value($0.id) } != untouched }

  func draw(on canvas: Canvas) {
    let panel = canvas.panel(
      width: min(canvas.width, 84),
      height: min(canvas.height - 2, Rows(form.fields.count * 2 + 11)),
      title: title, top: 1)
    form.draw(
      on: panel.sub(panel.bounds.inset(left: 0, top: 1, right: 0, bottom: 0)), ground: .overlay)
  }
}

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
  /// Columns of the panel, where the screen has them.
  var width: Columns
  /// What stands beside the fields.
  var aside: FormAside?
  /// What was in the fields when it opened, to tell whether leaving would lose words.
  private let untouched: [FieldValue?]

  init(title: String, form: Form, start: String? = nil, width: Columns = 84) {
    self.width = width
    self.title = title
    self.form = form
    if let start { self.form.setFocus(start) }
    untouched = form.fields.map { form.value($0.id) }
  }

  /// Whether anything has been typed or chosen.
  var isTouched: Bool { form.fields.map { form.value($0.id) } != untouched }

  /// Rows that all fields and the button take, with the frame.
  private var wholeHeight: Rows {
    form.fields.reduce(Rows(6)) { height, field in
      height + field.control.height(width: 60) + (field.help.isEmpty ? 1 : 2)
        + (field.section.isEmpty ? 0 : 2)
    }
  }

  func draw(on canvas: Canvas) {
    let besides = aside != nil && canvas.width >= width + FormAside.width
    let panel = canvas.panel(
      width: min(canvas.width, besides ? width + FormAside.width : width),
      height: min(canvas.height - 2, max(Rows(form.fields.count * 2 + 11), wholeHeight)),
      title: title, top: 1)
    var body = panel.bounds.inset(left: 0, top: 1, right: 0, bottom: 0)
    if let aside, besides {
      let (right, rest) = body.splitRight(FormAside.width)
      body = rest
      aside.draw(on: panel.sub(right))
    } else if let aside, body.height > 6 {
      let (line, rest) = body.splitBottom(1)
      body = rest.inset(left: 0, top: 0, right: 0, bottom: 1)
      panel.sub(line).put(aside.short, on: .overlay, width: line.width)
    }
    form.draw(on: panel.sub(body), ground: .overlay)
  }
}

/// Something that a form has to say beside its fields: on a wide screen in a pane, on a
/// narrow one in a line.
struct FormAside {
  static let width: Columns = 38

  var title: String
  var lines: [StyledText]
  /// The same in one line.
  var short: StyledText

  func draw(on canvas: Canvas) {
    canvas.line(vertical: Position(x: 1, y: 0), length: canvas.height, on: .overlay)
    let inner = canvas.sub(canvas.bounds.inset(left: 4, top: 0, right: 1, bottom: 0))
    inner.put(StyledText(title.uppercased(), .muted, .bold), at: .origin, on: .overlay)
    for (row, line) in lines.enumerated() {
      inner.put(line, at: Position(x: 0, y: Rows(row + 2)), on: .overlay, width: inner.width)
    }
  }
}

// A form: labelled fields in Tab order, checked as they are left.

/// A field with its label.
public struct FormField {
  public let id: String
  public var label: String
  /// Muted under the field.
  public var help: String
  /// The heading of the part of the form that begins with this field; empty for none.
  public var section = ""
  public var isRequired: Bool
  /// What is wrong with a value; nil when nothing is. Asked when the field is left and on saving.
  public var check: (FieldValue) -> String?
  public internal(set) var control: any FieldControl
  /// What is wrong, shown under the field.
  public internal(set) var error: String?

  public init(
    _ id: String, _ label: String, help: String = "", isRequired: Bool = false,
    control: any FieldControl, check: @escaping (FieldValue) -> String? = { _ in nil }
  ) {
    self.id = id
    self.label = label
    self.help = help
    self.isRequired = isRequired
    self.control = control
    self.check = check
  }

  /// The same field, with which a part of the form begins.
  public func beginning(_ section: String) -> FormField {
    var field = self
    field.section = section
    return field
  }

  mutating func validate() {
    if let problem = control.problem {
      error = problem
    } else if isRequired, control.value.isEmpty {
      error = "this is needed"
    } else {
      error = control.value.isEmpty ? nil : check(control.value)
    }
  }
}

/// Fields to fill in and a way to save them.
public struct Form {
  /// What an event did to the form.
  public enum Outcome: Sendable, Hashable {
    case ignored
    case moved
    /// The id of the field that changed.
    case changed(String)
    case copied(String)
    /// The text of the field with the focus is to go to the person's own editor: answer with
    /// `Flow.edit` and hand the event that comes of it to the form.
    case edit(String)
    /// Saving was asked for, and every field is right.
    case submitted
    /// Saving was asked for; the first field with an error has the focus.
    case refused
    case cancelled
  }

  public let id: String
  public private(set) var fields: [FormField]
  /// The field with the focus; `fields.count` is the save button.
  public private(set) var focus = 0
  /// What the last button says.
  public var submitLabel: String
  private let drawn = DrawnSize()

  public init(id: String = "form", fields: [FormField], submitLabel: String = "Save") {
    self.id = id
    self.fields = fields
    self.submitLabel = submitLabel
  }

  /// Whether characters typed now go into a text.
  public var takesTyping: Bool {
    fields.indices.contains(focus) && fields[focus].control.takesTyping
  }

  /// What a field holds; nil where there is no such field.
  public func value(_ id: String) -> FieldValue? {
    fields.first { $0.id == id }?.control.value
  }

  /// The text of a field, without blanks around it.
  public func text(_ id: String) -> String {
    guard case .text(let text) = value(id) else { return "" }
    let trimmed = text.drop(while: \.isWhitespace)
    return String(trimmed.reversed().drop(while: \.isWhitespace).reversed())
  }

  /// The date of a date field; nil where none was written.
  public func moment(_ id: String) -> Moment? {
    if case .moment(let moment) = value(id) { moment } else { nil }
  }

  /// The id of what was chosen in a choice field.
  public func option(_ id: String) -> String? {
    if case .option(let option) = value(id) { option } else { nil }
  }

  /// The ids of what was chosen in a many-of field.
  public func options(_ id: String) -> Set<String> {
    if case .options(let options) = value(id) { options } else { [] }
  }

  /// The score of a scale field.
  public func number(_ id: String) -> Int? {
    if case .number(let number) = value(id) { number } else { nil }
  }

  /// What a yes-or-no field says.
  public func flag(_ id: String) -> Bool {
    if case .flag(let flag) = value(id) { flag } else { false }
  }

  /// Shows something wrong that only the caller could know.
  public mutating func setError(_ error: String?, on id: String) {
    if let index = fields.firstIndex(where: { $0.id == id }) { fields[index].error = error }
  }

  /// Puts the focus on a field.
  public mutating func setFocus(_ id: String) {
    if let index = fields.firstIndex(where: { $0.id == id }) { moveFocus(to: index) }
  }

  /// Chooses in a many-of field; what is none of its options is left out.
  public mutating func choose(_ options: Set<String>, in id: String) {
    guard let index = fields.firstIndex(where: { $0.id == id }),
      var many = fields[index].control as? ManyControl
    else { return }
    many.chosen = options.intersection(many.options.map(\.id))
    fields[index].control = many
  }

  /// Writes into a field of one line; a field of another kind is left as it is.
  public mutating func write(_ text: String, in id: String) {
    guard let index = fields.firstIndex(where: { $0.id == id }),
      var one = fields[index].control as? TextControl
    else { return }
    one.field.text = text
    fields[index].control = one
    fields[index].error = nil
  }

  // MARK: Events

  public mutating func update(_ event: Event) -> Outcome {
    if case .mouse(let mouse) = event { return update(mouse) }
    if event.key == .ctrl("s") { return submit() }
    if fields.indices.contains(focus) {
      switch fields[focus].control.update(event) {
      case .changed:
        // An error goes as soon as the value is right, and comes only on leaving.
        if fields[focus].error != nil { fields[focus].validate() }
        return .changed(fields[focus].id)
      case .moved: return .moved
      case .copied(let text): return .copied(text)
      case .edit(let text): return .edit(text)
      case .done: return moveFocus(to: focus + 1)
      case .ignored: break
      }
    }
    switch event.key {
    case .escape: return .cancelled
    case .tab, .down: return moveFocus(to: focus + 1)
    case .backTab, .up: return moveFocus(to: focus - 1)
    case .enter:
      if focus >= fields.count { return submit() }
      return moveFocus(to: focus + 1)
    case .space where focus >= fields.count: return submit()
    default: return .ignored
    }
  }

  private mutating func update(_ mouse: Mouse) -> Outcome {
    guard let target = mouse.target else { return .ignored }
    if target.widget == id, target.part == fields.count, mouse.kind == .press(.left) {
      return submit()
    }
    if mouse.kind == .wheelUp || mouse.kind == .wheelDown {
      let isOverFocus = fields.indices.contains(focus) && fields[focus].control.id == target.widget
      if !isOverFocus { return moveFocus(to: focus + (mouse.kind == .wheelUp ? -1 : 1)) }
    }
    guard let index = fields.firstIndex(where: { $0.control.id == target.widget }) else {
      return .ignored
    }
    if index != focus { moveFocus(to: index) }
    switch fields[index].control.update(.mouse(mouse)) {
    case .changed: return .changed(fields[index].id)
    case .copied(let text): return .copied(text)
    default: return .moved
    }
  }

  /// - Returns: that the focus moved, or that leaving a field changed it: what was typed
  ///   into a choice is taken then.
  @discardableResult
  private mutating func moveFocus(to index: Int) -> Outcome {
    var outcome = Outcome.moved
    if fields.indices.contains(focus) {
      let before = fields[focus].control.value
      fields[focus].control.leave()
      if fields[focus].control.value != before { outcome = .changed(fields[focus].id) }
      if !fields[focus].control.value.isEmpty || fields[focus].control.problem != nil {
        fields[focus].validate()
      }
    }
    // From the button on to the first field, and back.
    focus = (index + fields.count + 1) % (fields.count + 1)
    return outcome
  }

  private mutating func submit() -> Outcome {
    if fields.indices.contains(focus) { fields[focus].control.leave() }
    for index in fields.indices { fields[index].validate() }
    if let wrong = fields.firstIndex(where: { $0.error != nil }) {
      focus = wrong
      return .refused
    }
    return .submitted
  }

  // MARK: Drawing

  /// Draws labels, fields, help and the button, scrolled so that the focused field is in sight.
  public func draw(on canvas: Canvas, isFocused: Bool = true, ground: Ground = .page) {
    let isWide = canvas.width >= 56
    let labels =
      isWide ? min((fields.map { $0.label.columns }.max() ?? 0) + 4, canvas.width / 3) : 0
    let room = max(min(canvas.width - labels - 1, 72), 1)
    var tops: [Rows] = []
    var y = Rows.zero
    for field in fields {
      if !field.section.isEmpty { y += y == 0 ? 1 : 2 }
      tops.append(y)
      y += (isWide ? 0 : 1) + field.control.height(width: room)
      y += 1 + Rows(notes(of: field, width: room).count)
    }
    tops.append(y)
    let shift = scroll(tops: tops, total: y + 1, height: canvas.height)
    for (index, field) in fields.enumerated() {
      let here = isFocused && index == focus
      var row = tops[index] - shift
      if !field.section.isEmpty {
        canvas.put(
          StyledText(field.section.uppercased(), .muted, .bold), at: Position(x: 0, y: row - 1),
          on: ground, width: canvas.width)
      }
      let label =
        StyledText(field.label, here ? .accent : .soft, here ? .bold : [])
        + StyledText(field.isRequired ? " *" : "", .warning)
      canvas.put(
        label, at: Position(x: 0, y: row), on: ground, width: isWide ? labels - 1 : canvas.width)
      if !isWide { row += 1 }
      let high = field.control.height(width: room)
      field.control.draw(
        on: canvas.sub(Rect(x: labels, y: row, width: room, height: high)), isFocused: here)
      for (offset, line) in notes(of: field, width: room).enumerated() {
        canvas.put(
          line, at: Position(x: labels, y: row + high + Rows(offset)), on: ground, width: room)
      }
    }
    drawButton(on: canvas, at: Position(x: labels, y: y - shift), isFocused: isFocused)
    drawMore(
      tops.indices.dropLast().filter { tops[$0] - shift >= canvas.height }.count,
      hidesButton: y - shift >= canvas.height, on: canvas)
    guard isFocused, fields.indices.contains(focus) else { return }
    let below = tops[focus] - shift + (isWide ? 0 : 1) + fields[focus].control.height(width: room)
    fields[focus].control.drawOpen(
      on: canvas.sub(
        Rect(x: labels, y: below, width: min(room, 48), height: canvas.height - below)))
  }

  /// Says that the form goes on below the screen.
  private func drawMore(_ more: Int, hidesButton: Bool, on canvas: Canvas) {
    guard more > 0 || hidesButton, canvas.height > 2 else { return }
    let text = StyledText(more > 0 ? " ↓ \(more) more " : " ↓ \(submitLabel) ", .accent)
    canvas.put(
      text, at: Position(x: canvas.width - text.columns, y: canvas.height - 1),
      width: text.columns)
  }

  /// What stands under a field: what is wrong with it, or else its help; a long sentence
  /// on two lines.
  private func notes(of field: FormField, width: Columns) -> [StyledText] {
    let (mark, text, role) =
      field.error.map { ("! ", $0, Role.danger) } ?? ("", field.help, Role.muted)
    let lines = text.isEmpty ? [] : text.wrapped(to: max(width - mark.columns, 8))
    return lines.prefix(2).enumerated().map { index, line in
      let isCut = index == 1 && lines.count > 2
      return StyledText(index == 0 ? mark : String(repeating: " ", count: mark.count), role, .bold)
        + StyledText(isCut ? lines[1...].joined(separator: " ") : line, role)
    }
  }

  private func drawButton(on canvas: Canvas, at place: Position, isFocused: Bool) {
    let here = isFocused && focus >= fields.count
    let text = here ? "▸ \(submitLabel) " : "  \(submitLabel) "
    let wide = canvas.put(
      text, at: place, style: here ? Style(.text, on: .inverse, .bold) : Style(.soft, on: .field))
    canvas.mark(
      Rect(origin: place, size: Size(width: wide, height: 1)), widget: id, part: fields.count)
    var keys = [
      KeyLineItem(keys: "^S", label: "save", press: .ctrl("s")),
      KeyLineItem(keys: "Esc", label: "leave", press: .escape),
    ]
    if fields.indices.contains(focus), fields[focus].control is NotesControl {
      keys.append(KeyLineItem(keys: "^E", label: "your editor", press: .ctrl("e")))
    }
    canvas.put(keys, at: Position(x: place.x + wide + 3, y: place.y))
    if here { canvas.setCursor(Position(x: place.x + 2, y: place.y)) }
  }

  /// How many rows are scrolled away at the top.
  private func scroll(tops: [Rows], total: Rows, height: Rows) -> Rows {
    guard total > height else { return 0 }
    let top = tops[focus].count
    let bottom = focus + 1 < tops.count ? tops[focus + 1].count : total.count
    var shift = drawn.top
    if bottom > shift + height.count { shift = bottom - height.count }
    if top < shift { shift = top }
    shift = max(0, min(shift, total.count - height.count))
    drawn.top = shift
    return Rows(shift)
  }
}

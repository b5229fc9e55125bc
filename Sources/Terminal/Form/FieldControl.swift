// What can stand behind a label in a form, and what it holds.

/// What a field of a form holds.
public enum FieldValue: Sendable, Hashable {
  case text(String)
  /// Nil where nothing, or nothing readable, was written.
  case moment(Moment?)
  /// The id of the option chosen.
  case option(String?)
  case options(Set<String>)
  case number(Int?)
  case flag(Bool)

  /// Whether nothing was given.
  public var isEmpty: Bool {
    switch self {
    case .text(let text): text.allSatisfy(\.isWhitespace)
    case .moment(let moment): moment == nil
    case .option(let option): option == nil
    case .options(let options): options.isEmpty
    case .number(let number): number == nil
    case .flag: false
    }
  }
}

/// What an event did to a control.
public enum ControlOutcome: Sendable, Hashable {
  case ignored
  case moved
  case changed
  case copied(String)
  /// The text is to go to the person's own editor.
  case edit(String)
  /// Finished with: the form goes on to the next field.
  case done
}

/// Something to choose.
public struct FieldOption: Sendable, Hashable, ExpressibleByStringLiteral {
  public var id: String
  public var title: String

  public init(_ id: String, _ title: String) {
    self.id = id
    self.title = title
  }

  /// An option whose id is its title.
  public init(stringLiteral value: String) { self.init(value, value) }
}

/// A control that a form can hold.
public protocol FieldControl {
  /// What the mouse target of this control is called.
  var id: String { get }
  var value: FieldValue { get }
  /// Whether characters go into a text.
  var takesTyping: Bool { get }
  /// What is wrong with what was written; nil when it can be read.
  var problem: String? { get }
  /// Said muted beside or under the control, such as the date that was understood.
  var reading: String? { get }
  mutating func update(_ event: Event) -> ControlOutcome
  /// Called when the focus leaves the control.
  mutating func leave()
  func height(width: Columns) -> Rows
  func draw(on canvas: Canvas, isFocused: Bool)
  /// Draws what hangs below the control, such as a list to choose from, over the form.
  /// - Parameter canvas: from the row under the control downwards.
  func drawOpen(on canvas: Canvas)
}

extension FieldControl {
  public var takesTyping: Bool { false }
  public var problem: String? { nil }
  public var reading: String? { nil }
  public mutating func leave() {}
  public func height(width: Columns) -> Rows { 1 }
  public func drawOpen(on canvas: Canvas) {}
}

extension EditOutcome {
  var control: ControlOutcome {
    switch self {
    case .ignored: .ignored
    case .moved: .moved
    case .changed: .changed
    case .copied(let text): .copied(text)
    case .edit(let text): .edit(text)
    }
  }
}

/// A line of text, or a passphrase shown as dots.
struct TextControl: FieldControl {
  var field: TextField

  var id: String { field.id }
  var value: FieldValue { .text(field.text) }
  var takesTyping: Bool { true }
  mutating func update(_ event: Event) -> ControlOutcome { field.update(event).control }
  func draw(on canvas: Canvas, isFocused: Bool) { field.draw(on: canvas, isFocused: isFocused) }
}

/// Notes of several lines.
struct NotesControl: FieldControl {
  var editor: TextEditor
  var rows: Rows

  var id: String { editor.id }
  var value: FieldValue { .text(editor.text) }
  var takesTyping: Bool { true }
  func height(width: Columns) -> Rows { rows }

  mutating func update(_ event: Event) -> ControlOutcome { editor.update(event).control }

  func draw(on canvas: Canvas, isFocused: Bool) { editor.draw(on: canvas, isFocused: isFocused) }
}

/// A date in words or figures; what was understood stands beside it.
struct DateControl: FieldControl {
  var field: TextField
  let today: Day
  let leaning: DateWords.Leaning

  var id: String { field.id }
  var takesTyping: Bool { true }

  private var result: Result<Moment, DateProblem>? {
    guard !field.text.allSatisfy(\.isWhitespace) else { return nil }
    do {
      return .success(try DateWords.read(field.text, today: today, leaning: leaning))
    } catch let problem as DateProblem {
      return .failure(problem)
    } catch {
      return nil
    }
  }

  var value: FieldValue { .moment(try? result?.get()) }

  var problem: String? {
    guard case .failure(let problem) = result else { return nil }
    return problem.description
  }

  var reading: String? { (try? result?.get())?.words(today: today) }

  mutating func update(_ event: Event) -> ControlOutcome { field.update(event).control }

  /// Words become the figures they stand for.
  mutating func leave() {
    if let moment = try? result?.get(), field.text != moment.description {
      field.text = moment.description
    }
  }

  func draw(on canvas: Canvas, isFocused: Bool) {
    // What can be said is longer than what comes of it.
    let wide = min(canvas.width, max(20, field.text.isEmpty ? field.placeholder.columns : 0))
    field.draw(
      on: canvas.sub(Rect(x: 0, y: 0, width: wide, height: 1)), isFocused: isFocused)
    if let reading {
      canvas.put(StyledText(reading, .soft), at: Position(x: wide + 2, y: 0))
    }
  }
}

// One setting, a value a line, each changed in place. What cannot be used is refused
// in words, and what was typed stays.

import Casebook
import Casework
import Terminal

/// What commands may do with the setting on the screen, whatever its type.
protocol SettingEditing: ListPage {
  /// The whole setting with one more in the chosen list; nil where that is none.
  func adding() -> JSONValue?
  /// The whole setting without the chosen item.
  func removing() -> JSONValue?
  /// Writes a changed tree; an error says why it cannot be used.
  func keep(_ tree: JSONValue, in desk: inout Desk)
  func reset(in desk: inout Desk)
}

/// The values of one setting.
struct SettingScreen<S: ServiceSetting>: SettingEditing {
  var list = SectionList(id: "setting")
  private var tree = JSONValue.object([])
  private var lines: [SettingLine] = []

  var place: DeskContext.Place { .room("setting") }

  private var selected: SettingLine? {
    list.selected.flatMap { lines.indices.contains($0) ? lines[$0] : nil }
  }

  func describe(_ context: inout DeskContext) {
    guard let selected else { return }
    var isList = selected.isItem
    if case .list = selected.content { isList = true }
    context.settingLine = SettingChoice(isItem: selected.isItem, isList: isList)
  }

  mutating func load(from book: Casebook, on today: Day) throws {
    tree = try book.setting(S.self).tree()
    lines = tree.settingLines()
    list.rows = lines.map { line in
      let indent = String(repeating: "   ", count: line.depth)
      let isTitle = !line.isValue
      let words = line.words.split(separator: "\n").joined(separator: " ⏎ ")
      return SectionRow([
        RowLine(
          left: StyledText(indent, .text)
            + StyledText(line.label, isTitle ? .heading : .soft, isTitle ? .bold : []).column(
              36) + StyledText("  " + words, isTitle ? .muted : .text))
      ])
    }
  }

  mutating func update(_ event: Event, height: Rows) -> PageOutcome {
    let isChosen = event.key == .enter || event.mouse(on: "setting")?.kind == .doubleClick
    if isChosen, let selected {
      if case .flag(let truth) = selected.content {
        let changed = tree.replacing(selected.path, with: .boolean(!truth))
        let page = self
        return .act { page.keep(changed, in: &$0) }
      }
      guard selected.isValue else { return .ignored }
      let (page, line) = (self, selected)
      return .act { page.ask(line, in: &$0) }
    }
    return list.update(event, height: height - 4) ? .moved : .ignored
  }

  /// Opens a form for one value.
  private func ask(_ line: SettingLine, in desk: inout Desk) {
    guard desk.mayChange(S.self) else { return }
    let field: FormField
    switch line.content {
    case .number(let digits): field = .text("value", line.label, text: digits)
    case .text(let text) where text.count > 60 || text.contains("\n"):
      field = .notes("value", line.label, text: text, rows: 6)
    default: field = .text("value", line.label, text: line.words)
    }
    let form = DeskForm(
      title: S.title, form: Form(id: "setting", fields: [field], submitLabel: "Keep"))
    let (tree, isNumber) = (tree, line.isNumber)
    desk.show(
      form,
      FormPurpose { desk, form in
        let typed = form.text("value")
        let value: JSONValue
        if isNumber {
          let digits = typed.trimmingCharacters(in: .whitespaces)
          guard let read = try? JSONValue(reading: digits), case .number = read else {
            throw FormProblem(field: "value", why: "write a number, such as 5 or 0.5")
          }
          value = read
        } else {
          value = .string(typed)
        }
        do {
          let changed = try S.read(tree: tree.replacing(line.path, with: value))
          return FormEnd(desk.save("“\(S.title)” changed") { try $0.keep(changed) })
        } catch let error as ServiceSettingError {
          throw FormProblem(field: "value", why: error.why)
        }
      })
  }

  func adding() -> JSONValue? {
    guard let selected else { return nil }
    return tree.addingItem(
      at: selected.path, shape: shape(of: selected.path), freed: S.freed(_:beside:))
  }

  func removing() -> JSONValue? {
    guard let selected, selected.isItem else { return nil }
    return tree.removingItem(at: selected.path)
  }

  /// What an item of a list looks like when the list is empty: the first that is shipped.
  private func shape(of path: [SettingStep]) -> JSONValue? {
    guard case .array(let shipped)? = (try? S().tree())?.value(at: path) else { return nil }
    return shipped.first
  }

  func keep(_ tree: JSONValue, in desk: inout Desk) {
    guard desk.mayChange(S.self) else { return }
    desk.save("“\(S.title)” changed") { try $0.keep(S.read(tree: tree)) }
  }

  func reset(in desk: inout Desk) {
    guard desk.mayChange(S.self) else { return }
    desk.save("“\(S.title)” is as it was shipped") { try $0.reset(S.self) }
  }

  func draw(on canvas: Canvas, in desk: Desk) {
    let page = canvas.sub(canvas.bounds.inset(left: 1, top: 0, right: 1, bottom: 0))
    page.put(StyledText(S.title, .heading, .bold), at: Position(x: 1, y: 0))
    let words = S.about.neutralised.wrapped(to: max(page.width - 2, 1))
    let shown = min(words.count, page.height > 20 ? 4 : 2)
    for (index, line) in words.prefix(shown).enumerated() {
      let isCut = index + 1 == shown && words.count > shown
      page.put(
        StyledText(isCut ? line + " …" : line, .muted), at: Position(x: 1, y: Rows(index + 1)),
        width: page.width - 2)
    }
    list.draw(
      on: page.sub(page.bounds.inset(left: 0, top: Rows(shown + 2), right: 0, bottom: 0)))
  }
}

extension SettingLine {
  fileprivate var isNumber: Bool { if case .number = content { true } else { false } }
}

/// What of a setting is chosen, for the commands.
struct SettingChoice: Equatable {
  /// One of a list, which can be taken away.
  var isItem: Bool
  /// A list or one of it, to which one more can be added.
  var isList: Bool
}

extension Desk {
  /// Whether whoever sits here may change a setting; where not, it is said why.
  mutating func mayChange(_ type: any ServiceSetting.Type) -> Bool {
    guard let why = try? book?.refusal(toChange: type) else { return true }
    toast = Toast(why, role: .warning)
    return false
  }

  /// Writes the setting on the screen, changed by `change`.
  mutating func changeSetting(_ change: (any SettingEditing) -> JSONValue?) {
    guard let page = current as? any SettingEditing, let tree = change(page) else { return }
    page.keep(tree, in: &self)
  }
}

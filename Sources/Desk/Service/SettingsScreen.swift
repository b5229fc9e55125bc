// What the service decides for itself: a list of settings, with what each decides and
// where its figures come from.

import Casebook
import Casework
import Terminal

/// Every setting, one a row; Enter goes through its values.
struct SettingsScreen: ListPage {
  var list = SectionList(id: "settings")
  private var changed: Set<String> = []

  var place: DeskContext.Place { .room("settings") }

  var selected: (any ServiceSetting.Type)? {
    list.selected.flatMap { ServiceSettings.all.indices.contains($0) ? $0 : nil }
      .map { ServiceSettings.all[$0] }
  }

  mutating func load(from book: Casebook, on today: Day) throws {
    changed = Set(try ServiceSettings.all.filter { try book.isChanged($0) }.map { $0.name })
    list.rows = ServiceSettings.all.map { type in
      let isChanged = changed.contains(type.name)
      return SectionRow([
        RowLine(
          left: StyledText(type.title, .heading, .bold),
          right: StyledText(isChanged ? "changed" : "as shipped", isChanged ? .accent : .muted))
      ])
    }
  }

  mutating func update(_ event: Event, height: Rows) -> PageOutcome {
    if event.key == .enter || event.mouse(on: "settings")?.kind == .doubleClick, let selected {
      return .enter(Self.page(of: selected))
    }
    return list.update(event, height: height - 3) ? .moved : .ignored
  }

  private static func page<S: ServiceSetting>(of type: S.Type) -> any DeskPage {
    SettingScreen<S>()
  }

  func draw(on canvas: Canvas, in desk: Desk) {
    let isWide = canvas.width >= 100
    let (aside, rest) =
      isWide ? canvas.bounds.splitRight(canvas.width / 2) : canvas.bounds.splitBottom(7)
    let main = canvas.sub(rest.inset(left: 1, top: 0, right: 2, bottom: 0))
    main.put(
      StyledText("What this service decides for itself", .heading, .bold),
      at: Position(x: 1, y: 0))
    list.draw(on: main.sub(main.bounds.inset(left: 0, top: 2, right: 0, bottom: 0)))
    guard let selected else { return }
    if isWide { canvas.line(vertical: Position(x: aside.x, y: 0), length: canvas.height - 1) }
    let pane = canvas.sub(aside.inset(left: isWide ? 3 : 2, top: 0, right: 2, bottom: 0))
    pane.put(StyledText(selected.title, .heading, .bold), at: .origin)
    let words = selected.about.neutralised.wrapped(to: max(pane.width, 1))
    for (index, line) in words.enumerated() where index + 2 < pane.height.count {
      pane.put(StyledText(line, .soft), at: Position(x: 0, y: Rows(index + 2)))
    }
  }
}

extension DeskCommands {
  /// Commands of the service's own settings.
  static var service: [Row] {
    [
      command(
        "service.settings", "The service’s settings", keys: [.character(",")],
        group: "The service",
        help: "Clocks, rules and guidance that this service decides for itself.",
        when: { $0.place == .room("settings") ? .hidden : .ready },
        run: { $0.enter(SettingsScreen()) }),
      command(
        "service.add", "One more of these", keys: [.character("+")], short: "one more",
        group: "The service",
        help: "Adds one to the list, as a copy of the one before, to be changed.", priority: 70,
        when: { setting($0, needs: $0.settingLine?.isList ?? false, "choose a list first") },
        run: { $0.changeSetting { $0.adding() } }),
      command(
        "service.remove", "Take it away", keys: [.delete], short: "take away",
        group: "The service", help: "Takes the chosen one out of its list; u brings it back.",
        priority: 69,
        when: { setting($0, needs: $0.settingLine?.isItem ?? false, "choose one of a list first") },
        run: { $0.changeSetting { $0.removing() } }),
      command(
        "service.reset", "Back to what is shipped", keys: [.character("R")],
        group: "The service", help: "Forgets this service’s changes to this setting; u undoes.",
        when: { setting($0, needs: true, "") },
        run: { desk in
          guard let page = desk.current as? any SettingEditing else { return }
          page.reset(in: &desk)
        }),
    ]
  }

  private static func setting(
    _ context: DeskContext, needs isThere: Bool, _ why: String
  ) -> Availability {
    guard context.place == .room("setting") else { return .hidden }
    return isThere ? .ready : .disabled(why)
  }
}

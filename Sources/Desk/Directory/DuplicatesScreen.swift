// Services that look like one, two by two, and those that were linked as one.

import Casebook
import Casework
import Terminal

struct DuplicatesScreen: ListPage {
  var enterWords: String { "decide" }
  fileprivate enum Decision {
    case likely(AssetTwin)
    case linked(kept: AssetLine, other: AssetLine)
  }

  var list = SectionList(id: "duplicates")
  private var items: [Int: Decision] = [:]

  var place: DeskContext.Place { .room("duplicates") }

  mutating func load(from book: Casebook, on today: Day) throws {
    let likely = try book.likelyDuplicates()
    let linked = try book.linkedServices()
    var rows: [SectionRow] = [.heading("Look like one", "\(likely.count)")]
    items = [:]
    if likely.isEmpty { rows.append(.words("No two services look like one.")) }
    for twin in likely {
      items[rows.count] = .likely(twin)
      rows.append(
        SectionRow([
          Self.line(twin.first, twin.why), Self.line(twin.second, ""), .air,
        ]))
    }
    rows.append(.heading("Linked as one", "\(linked.count)"))
    if linked.isEmpty { rows.append(.words("None yet.")) }
    for pair in linked {
      items[rows.count] = .linked(kept: pair.kept, other: pair.other)
      rows.append(
        SectionRow([
          Self.line(pair.kept, "is listed"), Self.line(pair.other, "stands behind it"), .air,
        ]))
    }
    list.rows = rows
  }

  private static func line(_ line: AssetLine, _ right: String) -> RowLine {
    let parts = [line.organizationName, line.whenWords, line.placeWords].filter { !$0.isEmpty }
    return RowLine(
      left: StyledText(line.name, .heading, .bold)
        + StyledText("  " + parts.joined(separator: " · "), .soft),
      right: StyledText(right, .muted))
  }

  mutating func update(_ event: Event, height: Rows) -> PageOutcome {
    let isOpened = event.key == .enter || event.mouse(on: "duplicates")?.kind == .doubleClick
    if isOpened, let item = list.selected.flatMap({ items[$0] }) {
      return .act { $0.decide(item) }
    }
    return list.update(event, height: height - 2) ? .moved : .ignored
  }

  func draw(on canvas: Canvas, in desk: Desk) {
    canvas.put(
      StyledText("The same service twice?", .heading, .bold)
        + StyledText("   Enter decides; nothing is deleted, and u takes it back", .muted),
      at: Position(x: 2, y: 0), width: canvas.width - 4)
    list.draw(on: canvas.sub(canvas.bounds.inset(left: 1, top: 2, right: 1, bottom: 0)))
  }
}

extension Desk {
  fileprivate mutating func decide(_ item: DuplicatesScreen.Decision) {
    switch item {
    case .likely(let twin):
      ask(
        "Are these one service?",
        "1  \(twin.first.name), \(twin.first.organizationName)\n"
          + "2  \(twin.second.name), \(twin.second.organizationName)\n\n"
          + "The one that you keep is listed; the other stands behind it with all its history.",
        ["Keep 1", "Keep 2", "They differ"]
      ) { desk, index in
        desk.overlay = nil
        guard let index else { return }
        let (kept, other) = index == 1 ? (twin.second, twin.first) : (twin.first, twin.second)
        let now = desk.setting.now()
        let day = desk.today
        desk.save(index == 2 ? "Kept apart" : "Linked as one: \(kept.name)") {
          try $0.decide(
            kept: kept.id, other: other.id, areSame: index != 2, reason: twin.why, on: day, at: now)
        }
      }
    case .linked(let kept, let other):
      ask(
        "Part them again?",
        "\(kept.name) and \(other.name) are linked as one. Parted, both are listed again.",
        ["Part them", "Leave them"]
      ) { desk, index in
        desk.overlay = nil
        guard index == 0 else { return }
        let now = desk.setting.now()
        desk.save("Parted") { try $0.part(kept.id, other.id, at: now) }
      }
    }
  }
}

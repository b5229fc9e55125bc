// What became of a service: what its publisher and the team changed, and when.

import Casebook
import Casework
import Terminal

struct AssetHistoryScreen: ListPage {
  func describe(_ context: inout DeskContext) { context.opensNothing = true }
  private let line: AssetLine
  var list = SectionList(id: "asset history")
  /// How many changes have been asked for so far.
  private var asked = 400
  /// Whether nothing older is left to read.
  private var isWhole = true

  init(_ line: AssetLine) { self.line = line }

  var place: DeskContext.Place { .room("asset history") }

  mutating func load(from book: Casebook, on today: Day) throws {
    var rows: [SectionRow] = []
    var day: Day?
    let story = try book.history(ofAsset: line.id, limit: asked)
    isWhole = story.isWhole
    for event in story.events {
      let on = Day(event.at)
      if on != day {
        if day != nil { rows.append(.blank) }
        rows.append(.heading("\(on.weekday.name) \(on.british)"))
        day = on
      }
      rows.append(
        SectionRow([
          RowLine(left: StyledText(event.words), right: StyledText(event.by, .muted)),
          RowLine(left: StyledText("  " + event.action, .muted)),
        ]))
    }
    if rows.isEmpty { rows = [.words("Nothing is known of it.")] }
    if !isWhole {
      rows.append(.words("There is more: what is older comes as you go on down.", .muted))
    }
    list.rows = rows
  }

  /// Reads further back where somebody has come to the end of what is read.
  mutating func window(from book: Casebook) throws {
    guard !isWhole, let selected = list.selected,
      !list.rows[(selected + 1)...].contains(where: \.isSelectable)
    else { return }
    asked += 400
    try load(from: book, on: Day(number: 0))
  }

  mutating func update(_ event: Event, height: Rows) -> PageOutcome {
    list.update(event, height: height - 2) ? .moved : .ignored
  }

  func draw(on canvas: Canvas, in desk: Desk) {
    canvas.put(
      StyledText("What became of ", .soft) + StyledText(line.name, .heading, .bold),
      at: Position(x: 2, y: 0), width: canvas.width - 4)
    list.draw(on: canvas.sub(canvas.bounds.inset(left: 1, top: 2, right: 1, bottom: 0)))
  }
}

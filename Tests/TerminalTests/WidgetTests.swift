// What people do with tables, forms, palettes and the rest.

import Testing

@testable import Terminal

/// A program that is one widget and notes down what became of its events.
struct Stage<Widget>: Application {
  var widget: Widget
  var outcomes: [String] = []
  let onEvent: (inout Widget, Event) -> String
  let onDraw: (Widget, Canvas) -> Void

  mutating func handle(_ event: Event) -> Flow {
    if case .resize = event { return .continue }
    outcomes.append(onEvent(&widget, event))
    return .continue
  }
  func draw(on canvas: Canvas) { onDraw(widget, canvas) }
}

@Suite("Widgets")
struct WidgetTests {
  private func tableStory(rows: Int, asked: Counter = Counter()) -> Story<Stage<Table>> {
    var table = Table(
      id: "t",
      columns: [
        TableColumn("Who", priority: 9, sortKey: "who"),
        TableColumn("Age", width: .fixed(4), align: .right, priority: 1),
      ], rowCount: rows)
    table.allowsMarks = true
    return Story(
      Stage(widget: table, onEvent: { "\($0.update($1))" }) { table, canvas in
        table.draw(on: canvas) { row in
          asked.rows.insert(row)
          return TableRow([.text("Person \(row)"), .text("\(row % 90)")])
        }
      }, size: Size(width: 40, height: 12))
  }

  @Test("a million rows ask for one screenful, wherever one goes")
  func millionRows() {
    let asked = Counter()
    let story = tableStory(rows: 1_000_000, asked: asked)
    #expect(story.shows("Person 0"))
    #expect(asked.rows.count <= 11)
    asked.rows = []
    story.press("End")
    #expect(story.focusedLine.contains("Person 999999"))
    #expect(asked.rows.count <= 11)
    let window = story.application.widget.window
    #expect(asked.rows.allSatisfy(window.contains))
    #expect(window.count < 1_000)
  }

  @Test("the hardware cursor is on the selected row, and rows keep still until they must move")
  func moving() {
    let story = tableStory(rows: 100)
    story.press("PgDn", "PgDn")
    let before = story.screen
    story.press("Up")
    #expect(story.focusedLine.contains("Person 19"))
    #expect(before.split(separator: "\n").first == story.screen.split(separator: "\n").first)
    #expect(story.shows("Person 20"))
    story.press("Home", "Down", "Down", "Enter")
    #expect(story.application.outcomes.last == "opened(2)")
  }

  @Test("the mouse does what keys do")
  func mouse() {
    let story = tableStory(rows: 100)
    story.click("Person 4")
    #expect(story.focusedLine.contains("Person 4"))
    story.click("Person 5", double: true)
    #expect(story.application.outcomes.last == "opened(5)")
    story.click("Who")
    #expect(story.application.outcomes.contains("sort(\"who\")"))
    story.wheel(5, over: "Person 5")
    #expect(!story.shows("Person 3 "))
    #expect(story.focusedLine.contains("Person"))
    #expect(story.complaints == [])
  }

  @Test("dragging the scroll bar goes through the whole list")
  func scrollBar() {
    let story = tableStory(rows: 1_000_000)
    let place = Position(x: 39, y: 11)
    story.send(.mouse(Mouse(.press(.left), at: place)))
    #expect(story.focusedLine.contains("Person 999999"))
    story.send(.mouse(Mouse(.drag(.left), at: Position(x: 20, y: -4))))
    #expect(story.focusedLine.contains("Person 0"))
    story.send(.mouse(Mouse(.drag(.left), at: Position(x: 39, y: 500))))
    #expect(story.focusedLine.contains("Person 999999"))
  }

  @Test("rows are marked one by one, and narrow screens hide the least important column")
  func marks() {
    let story = tableStory(rows: 9)
    story.press("Space", "Space", "Down", "Space")
    #expect(story.application.widget.marks == [0, 1, 3])
    story.resize(18, 6)
    #expect(!story.shows("Age"))
    story.resize(1, 1).resize(0, 0).resize(20, 5)
    #expect(story.shows("Person 4"))
  }

  @Test("groups stand between their rows and are never selected")
  func groups() {
    let story = tableStory(rows: 30)
    story.application.widget.groups = [
      TableGroup(firstRow: 0, title: "Active"), TableGroup(firstRow: 3, title: "Waiting"),
    ]
    story.press("Down", "Up")
    #expect(story.shows("ACTIVE") && story.shows("WAITING"))
    story.press("Down", "Down", "Down")
    #expect(story.focusedLine.contains("Person 3"))
    story.press("End")
    #expect(story.focusedLine.contains("Person 29"))
    story.press("Home")
    #expect(story.shows("ACTIVE"))
  }

  @Test("a list that shrinks keeps its selection inside it")
  func shrinks() {
    let story = tableStory(rows: 30)
    story.press("End")
    story.application.widget.rowCount = 4
    #expect(story.application.widget.selectedRow == 3)
    story.application.widget.rowCount = 0
    story.press("Down", "Enter")
    #expect(story.application.widget.selectedRow == nil)
    #expect(story.shows("Nothing here yet."))
  }

  @Test("rows are loaded when the selection nears the end of what is in memory")
  func window() {
    var table = Table(id: "t", columns: [TableColumn("Who")], rowCount: 100_000)
    var rows = RowWindow<Int>()
    var reads = 0
    for row in 0..<1_000 {
      table.select(row)
      rows.load(for: table) {
        reads += 1
        return Array($0)
      }
      #expect(rows[row] == row)
    }
    #expect(reads < 50)
  }

  @Test("the palette finds, chooses, and says why not")
  func palette() {
    let entries = [
      PaletteEntry(id: "log", title: "Log a contact", note: "l"),
      PaletteEntry(id: "undo", title: "Undo", note: "u", why: "nothing to undo"),
      PaletteEntry(id: "leo", title: "Leo S", detail: "14"),
    ]
    let story = Story(
      Stage(
        widget: Palette(placeholder: "anything", entries: entries),
        onEvent: { palette, event in
          "\(palette.update(event) { PaletteEntry.ranked(entries, query: $0) })"
        }, onDraw: { $0.draw(on: $1) }))
    #expect(story.shows("anything"))
    story.type("leo").press("Enter")
    #expect(story.application.outcomes.last == "chosen(\"leo\")")
    story.press("Ctrl-A", "Backspace").type("undo").press("Enter")
    #expect(story.application.outcomes.last == "refused(\"nothing to undo\")")
    story.press("Ctrl-A", "Backspace").click("Log a contact")
    #expect(story.application.outcomes.contains("chosen(\"log\")"))
    story.type("zzz")
    #expect(story.shows("Nothing found for “zzz”."))
    story.press("Esc")
    #expect(story.application.outcomes.last == "cancelled")
  }

  @Test("help filters by name or key, runs on Enter, and says why not")
  func help() {
    let entries = [
      CommandEntry(
        id: "log", title: "Log a contact", keys: [.character("l")], group: "Caseload",
        help: "Notes down a meeting or a call."),
      CommandEntry(
        id: "undo", title: "Undo", keys: [.character("u")], group: "Everywhere",
        why: "nothing to undo"),
      CommandEntry(
        id: "cover", title: "Cover the screen", keys: [.function(12)], group: "Everywhere"),
    ]
    let story = Story(
      Stage(
        widget: HelpOverlay(entries: entries), onEvent: { "\($0.update($1))" },
        onDraw: { $0.draw(on: $1) }))
    #expect(story.shows("CASELOAD") && story.shows("nothing to undo"))
    story.type("u")
    #expect(story.application.widget.found.first?.id == "undo")
    #expect(story.shows("Not now: nothing to undo"))
    story.press("Enter")
    #expect(story.application.outcomes.last == "open")
    story.press("Backspace", "F12")
    #expect(story.application.widget.found.map(\.id) == ["cover"])
    story.press("Enter")
    #expect(story.application.outcomes.last == "run(\"cover\")")
  }

  @Test("a dialog is answered by Enter, a letter, or a click")
  func dialog() {
    func story() -> Story<Stage<Dialog>> {
      Story(
        Stage(
          widget: Dialog(title: "Leave?", message: "Nothing is lost.", buttons: ["Stay", "Leave"]),
          onEvent: { "\($0.update($1))" }, onDraw: { $0.draw(on: $1) }))
    }
    #expect(story().press("Tab", "Enter").application.outcomes.last == "chosen(1)")
    #expect(story().press("l").application.outcomes.last == "chosen(1)")
    #expect(story().press("Esc").application.outcomes.last == "cancelled")
    #expect(story().click("Stay").application.outcomes.contains("chosen(0)"))
  }

  @Test("a gauge is always as wide as its space", arguments: 0...30)
  func gauge(width: Int) {
    for value in [-5, 0, 0.1, 23, 31, 99, .infinity, .nan] {
      let gauge = Gauge(value: value, range: 0...33, band: 20...25)
      #expect(gauge.styled(width: Columns(width)).columns == Columns(width))
    }
    #expect(Gauge(value: 5, range: 1...1).styled(width: 3).plain == "···")
  }

  @Test("lines of a chart are told apart without colours, in the chart and in its legend")
  func chartLines() {
    func chart(_ names: [String]) -> Grid {
      let grid = Grid(size: Size(width: 60, height: 12))
      LineChart(names.map { .init($0, [5, 5, 5, 5], role: .accent) }, range: 0...10).draw(
        on: grid.canvas)
      return grid
    }
    let legend = chart(["one", "two", "three"]).lines[0]
    for mark in ["⠤⠤⠤ one", "⠤ ⠤ two", "⠄⠐⠄ three"] { #expect(legend.contains(mark), "\(legend)") }
    var whole = BrailleGrid(size: Size(width: 20, height: 1))
    var dashed = whole
    whole.line(from: (0, 0), to: (39, 0))
    dashed.line(from: (0, 0), to: (39, 0), dash: (4, 3))
    #expect(whole != dashed)
    #expect(!chart(["alone"]).lines[0].contains("alone"))
  }

  @Test("a click on the key line presses its key, and on a tab its number")
  func bars() {
    let story = Story(
      Stage(
        widget: 0, onEvent: { $1.key.map(\.description) ?? "\($1)" },
        onDraw: { _, canvas in
          TopBar(title: "Program", tabs: ["Today", "Caseload"], active: 0).draw(on: canvas)
          KeyLine([KeyLineItem(keys: "^P", label: "anything", press: .ctrl("p"))]).draw(on: canvas)
        }))
    story.click("anything")
    #expect(story.application.outcomes.contains("^P"))
    story.click("Caseload")
    #expect(story.application.outcomes.contains("2"))
  }
}

final class Counter {
  var rows: Set<Int> = []
}

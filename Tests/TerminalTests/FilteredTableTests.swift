// A table that sorts, groups, marks and narrows: by keys, by the mouse, and never losing its place.

import Testing

@testable import Terminal

@Suite("A table that sorts, groups and narrows")
struct FilteredTableTests {
  private struct Person: Equatable {
    var name: String
    var age: Int
    var stage: String
  }

  private static let people: [Person] = [
    Person(name: "Zoë Ash", age: 12, stage: "Waiting"),
    Person(name: "Kai Birch", age: 15, stage: "Active"),
    Person(name: "Leo Elm", age: 14, stage: "Active"),
    Person(name: "Ada Elm", age: 9, stage: "Waiting"),
    Person(name: "Tom Oak", age: 12, stage: "Closed"),
  ]

  private func story() -> Story<Stage<FilteredTable<Person>>> {
    var table = FilteredTable(
      id: "people",
      columns: [
        .init(TableColumn("Who", sortKey: "who"), by: { $0.name < $1.name }) { .text($0.name) },
        .init(TableColumn("Age", width: .fixed(6), sortKey: "age"), by: { $0.age < $1.age }) {
          .text("\($0.age)")
        },
        .init(TableColumn("Stage", width: .fixed(10))) { .text($0.stage) },
      ],
      groupings: [.init("stage", order: ["Active", "Waiting"]) { $0.stage }],
      rows: Self.people, words: { "\($0.name) \($0.stage)" })
    table.nouns = ("person", "people")
    return Story(
      Stage(
        widget: table,
        onEvent: { table, event in
          switch event.key {
          case .character("/")? where !table.isFinding: table.beginFinding()
          case .character("s")? where !table.isFinding: table.sortByNext()
          case .character("S")? where !table.isFinding: table.turnRound()
          case .character("g")? where !table.isFinding: table.groupByNext()
          case .character("*")? where !table.isFinding: table.markAll()
          case .escape? where !table.isFinding: _ = table.back()
          default: return "\(table.update(event))"
          }
          return "arranged"
        }, onDraw: { $0.draw(on: $1) }), size: Size(width: 80, height: 16))
  }

  private func names(_ story: Story<Stage<FilteredTable<Person>>>) -> [String] {
    story.application.widget.shownRows.map { String($0.name.prefix(3)) }
  }

  @Test("a click on a title sorts, a second one turns it round, and equals stay in their order")
  func sorting() {
    let story = story()
    #expect(names(story) == ["Zoë", "Kai", "Leo", "Ada", "Tom"])
    story.click("Age")
    #expect(names(story) == ["Ada", "Zoë", "Tom", "Leo", "Kai"])
    #expect(story.shows("Age ▴"))
    story.click("Age ▴")
    #expect(names(story) == ["Kai", "Leo", "Zoë", "Tom", "Ada"] && story.shows("Age ▾"))
    story.press("s")
    #expect(names(story) == ["Ada", "Kai", "Leo", "Tom", "Zoë"] && story.shows("Who ▴"))
    story.press("S")
    #expect(names(story) == ["Zoë", "Tom", "Leo", "Kai", "Ada"] && story.shows("Who ▾"))
    // A title that does not sort does nothing.
    story.click("Stage")
    #expect(story.shows("Who ▾") && story.complaints == [])
  }

  @Test("whoever is chosen stays chosen, whatever the order and whoever is shown")
  func keepsChosen() {
    let story = story().press("Down", "Down")
    #expect(story.application.widget.selected?.name == "Leo Elm")
    for key in ["s", "s", "S", "g", "g"] {
      story.press(key)
      #expect(story.application.widget.selected?.name == "Leo Elm", "after \(key)")
      #expect(story.focusedLine.contains("Leo Elm"))
    }
    story.press("/").type("elm")
    #expect(story.application.widget.selected?.name == "Leo Elm")
    story.press("Esc")
    #expect(story.application.widget.selected?.name == "Leo Elm")
  }

  @Test("groups come in their order with their figures, sorted inside, and are narrowed too")
  func grouping() {
    let story = story().press("g")
    #expect(names(story) == ["Kai", "Leo", "Zoë", "Ada", "Tom"])
    #expect(story.shows("ACTIVE  2") && story.shows("WAITING  2") && story.shows("CLOSED  1"))
    #expect(story.shows("by stage"))
    story.press("s")
    #expect(names(story) == ["Kai", "Leo", "Ada", "Zoë", "Tom"])
    story.press("/").type("elm")
    #expect(story.shows("ACTIVE  1") && story.shows("WAITING  1") && !story.shows("CLOSED"))
    story.press("Esc", "g")
    #expect(!story.shows("ACTIVE"))
  }

  @Test("each letter narrows, whatever its case and accents, each taken away widens")
  func narrowing() {
    let story = story().press("/")
    story.type("zoe")
    #expect(names(story) == ["Zoë"] && story.shows("1 of 5 people"))
    story.press("Backspace", "Backspace", "Backspace").type("E")
    #expect(names(story) == ["Zoë", "Kai", "Leo", "Ada", "Tom"])
    // Every word has to be there, in any order.
    story.type("lm act")
    #expect(names(story) == ["Leo"])
    story.press("Enter", "Down")
    #expect(story.shows("elm act".uppercased()) || story.shows("Elm act"))
    story.press("/").type("xx")
    #expect(names(story) == [] && story.shows("Nothing is found by"))
    #expect(story.application.widget.selected == nil)
    story.press("Esc")
    #expect(names(story).count == 5 && story.shows("5 people"))
  }

  @Test(
    "the narrow way and the whole way find the same", arguments: ["e", "el", "a t", "o k", "zz"])
  func sameEitherWay(words: String) {
    let typed = story().press("/").type(words)
    var whole = story().application.widget
    whole.find(words)
    #expect(typed.application.widget.shownRows == whole.shownRows)
  }

  @Test("marks stay with whom they were given to, and are all given and taken at once")
  func marking() {
    let story = story().press("Space", "s")
    #expect(story.application.widget.markedRows.map(\.name) == ["Zoë Ash"])
    #expect(story.shows("1 marked"))
    story.press("/").type("elm").press("Enter", "*")
    #expect(story.application.widget.markedRows.count == 3)
    story.press("*", "Esc")
    #expect(story.application.widget.markedRows.map(\.name) == ["Zoë Ash"])
    // With the mouse: on the sign before the name.
    let place = story.find("Kai") ?? .origin
    story.send(.mouse(Mouse(.press(.left), at: Position(x: place.x - 3, y: place.y))))
    #expect(Set(story.application.widget.markedRows.map(\.name)) == ["Zoë Ash", "Kai Birch"])
    story.press("Esc")
    #expect(story.application.widget.markedRows.isEmpty)
  }

  @Test("by the mouse: the line that narrows opens, a row opens")
  func mouse() {
    let story = story()
    story.click("narrows the list").type("tom")
    #expect(names(story) == ["Tom"])
    story.click("Tom Oak", double: true)
    #expect(story.application.outcomes.last?.contains("Tom Oak") == true)
  }

  @Test("it is drawn soundly at every size")
  func sizes() {
    let story = story().press("g", "/").type("e")
    for (width, height) in [(1, 1), (3, 2), (12, 4), (20, 5), (0, 0), (200, 9)] {
      story.resize(Columns(width), Rows(height)).press("Down", "Home").type("l")
      isSound(story.grid)
      story.press("Backspace")
    }
  }
}

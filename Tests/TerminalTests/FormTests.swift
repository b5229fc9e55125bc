// Filling in a form by keyboard alone, by mouse alone, and wrongly.

import Testing

@testable import Terminal

@Suite("Form")
struct FormTests {
  private static let today = Day(year: 2026, month: 11, day: 23) ?? Day(number: 0)

  private func story(_ width: Columns = 80) -> Story<Stage<Form>> {
    let form = Form(fields: [
      .text("name", "Name", help: "As they like it.", isRequired: true),
      .date("next", "Next contact", today: Self.today, leaning: .future),
      .choice("kind", "Kind", options: ["Home visit", "School", "Phone"], isRequired: true),
      .many("days", "Good days", options: ["Mon", "Tue", "Wed"]),
      .scale("score", "How are things?"),
      .toggle("lone", "Lone visit"),
      .notes("notes", "Notes", rows: 2),
    ])
    return Story(
      Stage(
        widget: form, onEvent: { "\($0.update($1))" },
        onDraw: { $0.draw(on: $1) }), size: Size(width: width, height: 24))
  }

  @Test("a form is filled in without taking a hand off the keyboard")
  func keyboard() {
    let story = story()
    story.type("Leo S").press("Tab")
    story.type("next tue 2pm").press("Tab")
    #expect(story.shows("01/12/2026 14:00") && story.shows("Tuesday 1 December, 14:00"))
    story.type("sch").press("Enter", "Tab")
    story.press("Space", "Right", "Right", "Space", "Tab")
    story.type("10").press("Tab")
    story.press("y", "Tab")
    story.type("Went\nwell").press("Ctrl-S")
    let form = story.application.widget
    #expect(story.application.outcomes.last == "submitted")
    #expect(form.text("name") == "Leo S")
    #expect(form.moment("next")?.description == "01/12/2026 14:00")
    #expect(form.option("kind") == "School")
    #expect(form.options("days") == ["Mon", "Wed"])
    #expect(form.number("score") == 10)
    #expect(form.flag("lone"))
    #expect(form.text("notes") == "Went\nwell")
  }

  @Test("a choice among more than can be listed finds the rest by what is typed")
  func found() {
    var asked: [String] = []
    let form = Form(fields: [
      .choice(
        "place", "Where", options: [FieldOption("none", "Nothing of the kind")],
        find: { words in
          asked.append(words)
          return words == "zu" ? [FieldOption("zumba", "Zumba · Leisure Trust")] : []
        }),
      .text("why", "Why"),
    ])
    let story = Story(
      Stage(widget: form, onEvent: { "\($0.update($1))" }, onDraw: { $0.draw(on: $1) }),
      size: Size(width: 80, height: 24))
    story.type("zu")
    #expect(story.shows("Zumba · Leisure Trust"))
    story.press("Tab")
    #expect(story.application.widget.option("place") == "zumba")
    #expect(story.shows("Zumba · Leisure Trust"))
    // Looked up once for each letter, not once for each frame.
    #expect(asked == ["z", "zu"])
    story.press("BackTab").type("noth").press("Enter")
    #expect(story.application.widget.option("place") == "none")
  }

  @Test("notes say how many lines are below what is shown")
  func moreBelow() {
    let text = (1...9).map { "line \($0)" }.joined(separator: "\n")
    let form = Form(fields: [
      .text("name", "Name"), .notes("notes", "Notes", text: text, rows: 4, isRead: true),
    ])
    let story = Story(
      Stage(widget: form, onEvent: { "\($0.update($1))" }, onDraw: { $0.draw(on: $1) }),
      size: Size(width: 80, height: 24))
    #expect(story.shows("↓ 5 more"))
    story.press("Tab").press("Ctrl-End")
    #expect(!story.shows("more"))
  }

  @Test("a form is filled in with the mouse")
  func mouse() {
    let story = story()
    story.click("type, or Space").click("Phone").click("Wed").click(" 7 ").click(" yes ")
    let form = story.application.widget
    #expect(form.option("kind") == "Phone")
    #expect(form.options("days") == ["Wed"])
    #expect(form.number("score") == 7)
    #expect(form.flag("lone"))
    story.click(" Save ")
    #expect(story.application.outcomes.contains("refused"))
    #expect(story.complaints == [])
  }

  @Test("saving with something missing goes to it and says so")
  func refused() {
    let story = story()
    story.press("Ctrl-S")
    #expect(story.application.outcomes.last == "refused")
    #expect(story.shows("! this is needed"))
    #expect(story.application.widget.focus == 0)
    story.type("L")
    #expect(!story.screen.split(separator: "\n")[1].contains("needed"))
  }

  @Test("a date that is none is said on leaving, and kept as it was typed")
  func badDate() {
    let story = story()
    story.press("Tab").type("31/4").press("Tab")
    #expect(story.shows("! April has 30 days") && story.shows("31/4"))
  }

  @Test("the hardware cursor is on every focused field, at every size")
  func cursor() {
    for width in [80, 40, 20] {
      let story = story(Columns(width))
      for _ in 0..<8 {
        #expect(story.grid.cursor != nil)
        story.press("Tab")
      }
    }
    let tiny = story()
    for (width, height) in [(1, 1), (3, 2), (20, 5), (0, 0), (200, 60)] {
      tiny.resize(Columns(width), Rows(height)).press("Tab", "Tab").type("x1").press("Space")
      isSound(tiny.grid)
    }
  }

  @Test("Esc leaves, and a list that is open closes first")
  func escape() {
    let story = story()
    story.press("Tab", "Tab").type("ph").press("Esc")
    #expect(story.application.outcomes.last == "moved")
    story.press("Esc")
    #expect(story.application.outcomes.last == "cancelled")
  }
}

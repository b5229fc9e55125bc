// Golden pictures of every widget in all five themes and in the terminal's own colours.

import Foundation
import Testing

@testable import Terminal

@Suite("Gallery")
struct GalleryTests {
  private static let today = Day(year: 2026, month: 11, day: 23) ?? Day(number: 0)
  private static let sizes = [Size(width: 80, height: 24), Size(width: 120, height: 40)]

  /// The five that are shipped, and the terminal's own colours.
  private static let themes: [(name: String, theme: Theme)] =
    BuiltInTheme.all.map { (String($0.id.dropFirst("fingerpost-".count)), $0.theme) } + [
      ("terminal", .terminal)
    ]

  private func story(_ size: Size) -> Story<Gallery> {
    Story(Gallery(today: Self.today, theme: BuiltInTheme.dark.theme), size: size)
  }

  @Test(
    "every page looks as it was approved", arguments: Array(Gallery.titles.indices), sizes)
  func pages(page: Int, size: Size) throws {
    let story = story(size)
    for _ in 0..<page { story.press("Ctrl-N") }
    let name = Gallery.titles[page].lowercased().replacing(" ", with: "-")
    try compare(story.grid, with: "\(name)-\(size.width.count)")
  }

  @Test("every overlay looks as it was approved", arguments: sizes)
  func overlays(size: Size) throws {
    let width = size.width.count
    let help = story(size).press("F1")
    try compare(help.grid, with: "help-\(width)")
    help.type("page")
    try compare(help.grid, with: "help-filtered-\(width)")
    try compare(story(size).press("Ctrl-P").type("ch").grid, with: "palette-\(width)")
    try compare(story(size).press("Ctrl-D").grid, with: "dialog-\(width)")
    try compare(story(size).press("Ctrl-T").grid, with: "toast-\(width)")
    let form = story(size).press("Ctrl-N", "Ctrl-S", "Tab", "Tab", "Tab", "Space")
    try compare(form.grid, with: "form-open-\(width)")
  }

  @Test(
    "the table narrowed, sorted, grouped and marked, and the one of a million", arguments: sizes)
  func tables(size: Size) throws {
    let width = size.width.count
    let story = story(size).press("Space", "Space", "g", "/").type("tom")
    try compare(story.grid, with: "table-narrowed-\(width)")
    story.press("Esc").click("Age").click("Age ▴")
    try compare(story.grid, with: "table-sorted-\(width)")
    #expect(story.shows("Age ▾") && story.shows("2 marked") && story.shows("by need"))
    story.press("m")
    try compare(story.grid, with: "table-million-\(width)")
    // What makes no sense there says so.
    story.press("s")
    #expect(story.shows("a million rows stand as they are"))
  }

  @Test("the smallest screens show what they can", arguments: Array(Gallery.titles.indices))
  func tiny(page: Int) throws {
    let story = story(Size(width: 20, height: 5))
    for _ in 0..<page { story.press("Ctrl-N") }
    isSound(story.grid)
    for size in [(1, 1), (2, 1), (1, 9), (300, 2), (0, 0), (3, 3)] {
      story.resize(Columns(size.0), Rows(size.1))
      for overlay in ["F1", "Esc", "Ctrl-P", "Esc", "Ctrl-D", "Esc", "Ctrl-T"] {
        story.press(overlay)
        isSound(story.grid)
      }
    }
    story.resize(80, 24)
    #expect(story.shows("Gallery"))
  }

  @Test("a theme is seen while it is only looked at, and Esc brings the old one back")
  func themePreview() {
    let story = story(Self.sizes[0])
    story.press("Ctrl-P").type("theme light")
    #expect(story.application.theme?.name == "Fingerpost light")
    story.press("Esc")
    #expect(story.application.theme?.name == "Fingerpost dark")
    story.press("Ctrl-P").type("theme light").press("Enter")
    #expect(story.application.theme?.name == "Fingerpost light")
  }

  @Test("a click on a tab goes there also from a field, and types nothing into it")
  func clickFromField() {
    let story = story(Self.sizes[1]).press("Ctrl-N")
    #expect(story.application.takesTyping)
    story.click("3 Text")
    #expect(story.application.page == 2)
    story.click("2 Form")
    #expect(story.application.page == 1 && story.shows("Leo S") && !story.shows("Leo S3"))
    story.click("next page")
    #expect(story.application.page == 2)
  }

  @Test("a form looks the same on a panel as on the page, with fields that can be seen")
  func formOnPanel() {
    let grid = Grid(size: Size(width: 70, height: 14))
    let form = Form(fields: [.text("name", "Name"), .notes("notes", "Notes", rows: 2)])
    form.draw(on: grid.canvas.panel(width: 66, height: 12, title: "Log a contact"))
    let grounds = Set(grid.cells.map(\.style.ground))
    #expect(grounds == [.page, .overlay, .well])
    for theme in BuiltInTheme.all {
      #expect(theme.theme.colour(of: .well) != theme.theme.colour(of: .overlay))
    }
  }

  @Test("a paste into a list runs nothing")
  func pasteIntoList() {
    let story = story(Self.sizes[0])
    story.send("nqldux?".map { Event.key(.character($0)) })
    #expect(story.shows("was not run as keys"))
    #expect(story.flow == .continue)
  }

  /// Compares a frame with its golden picture; writes the picture where
  /// FINGERPOST_WRITE_GOLDEN is set.
  private func compare(
    _ grid: Grid, with name: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    isSound(grid, sourceLocation: sourceLocation)
    let actual = Golden.text(of: grid, in: Self.themes)
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Golden/\(name).txt")
    if ProcessInfo.processInfo.environment["FINGERPOST_WRITE_GOLDEN"] != nil {
      try Data(actual.utf8).write(to: file)
      return
    }
    let expected = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    guard expected != actual else { return }
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("golden-actual")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let place = folder.appendingPathComponent("\(name).txt")
    try Data(actual.utf8).write(to: place)
    Issue.record(
      """
      \(expected.isEmpty ? "no golden picture \(name) yet" : "\(name) looks different"); \
      now: \(place.path)
      \(Golden.difference(expected: expected, actual: actual))
      """, sourceLocation: sourceLocation)
  }
}

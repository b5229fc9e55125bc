// One stage, two theatres: a story told once is played on a terminal in memory and on a real one.

import Casebook
import Casework
import Desk
import Foundation
import Terminal
import TestBooks
import Testing

/// Somewhere that a story can be played: keys go in, a screen comes out.
protocol Stage: AnyObject {
  /// Presses keys by the toolkit's names for them: `Ctrl-P`, `Esc`, `F1`.
  func press(keys: [String]) throws
  func type(words: String) throws
  func paste(words: String) throws
  /// A click on the first place where the words stand.
  func click(words: String) throws
  func resize(width: Int, height: Int) throws
  /// Waits until the screen has settled into what is wanted; fails where it never does.
  func settles(_ wanted: String, _ sourceLocation: SourceLocation, until: (String) -> Bool) throws
}

extension Stage {
  @discardableResult
  func press(_ keys: String...) throws -> Self {
    try press(keys: keys)
    return self
  }

  @discardableResult
  func sees(_ words: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> Self {
    try settles("“\(words)”", sourceLocation) { $0.contains(words) }
    return self
  }

  @discardableResult
  func seesNo(_ words: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> Self {
    try settles("no “\(words)”", sourceLocation) { !$0.contains(words) }
    return self
  }
}

/// The terminal in memory, where everything has settled as soon as it is asked for, and the clock
/// stands still.
final class MemoryStage<App: Application>: Stage {
  private let story: Story<App>
  private let now: Date
  /// What goes when the stage does.
  private let folder: URL?

  init(_ application: App, now: Date = DeskTown.now, folder: URL? = nil) {
    story = Story(application, size: Size(width: 120, height: 40))
    self.now = now
    self.folder = folder
  }

  deinit {
    if let folder { try? FileManager.default.removeItem(at: folder) }
  }

  func press(keys: [String]) throws { for key in keys { story.press(key) } }
  func type(words: String) throws { story.type(words) }
  func paste(words: String) throws { story.paste(words) }
  func click(words: String) throws { story.click(words) }
  func resize(width: Int, height: Int) throws { story.resize(Columns(width), Rows(height)) }

  func settles(
    _ wanted: String, _ sourceLocation: SourceLocation, until condition: (String) -> Bool
  ) throws {
    // What waits for the clock happens; a screen that waits for none is not told.
    if story.application.nextWake != nil, !condition(story.screen) { story.tick(now) }
    #expect(story.complaints == [], sourceLocation: sourceLocation)
    #expect(
      condition(story.screen), "The screen does not show \(wanted):\n\(story.screen)",
      sourceLocation: sourceLocation)
  }
}

extension MemoryStage<Gallery> {
  /// The gallery on a day that stands still.
  static func gallery() -> MemoryStage<Gallery> {
    let today = Terminal.Day(year: 2026, month: 11, day: 23) ?? Terminal.Day(number: 0)
    return MemoryStage(Gallery(today: today))
  }
}

extension MemoryStage<Desk> {
  /// The desk on the made-up town of `fingerpost demo`.
  static func desk() throws -> MemoryStage<Desk> {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("fingerpost-stage-\(UUID().uuidString)")
    let book = try DeskTown.make(in: folder)
    let setting = DeskSetting(folder: folder, now: { DeskTown.now }, strength: .quick)
    return MemoryStage(Desk(setting, book: book), folder: folder)
  }
}

/// The town of `fingerpost demo`, as it is on one Monday morning.
enum DeskTown {
  static let people = 60
  /// Monday 23 November 2026, 09:02.
  static let now = Date(timeIntervalSince1970: 1_795_424_520)

  static func make(in folder: URL) throws -> Casebook {
    let town = DemonstrationTown(
      seed: 1, today: Casework.Day(now), people: people, services: 80)
    let book = try NewCasebook.make(
      at: folder, passphrase: RealDesk.passphrase, name: town.workers.first?.name ?? "Priya Nair")
    try book.fill(with: town)
    return book
  }
}

/// The real program in a real terminal.
final class RealStage: Stage {
  let terminal: RealDesk

  init(term: String = "xterm-256color", before: String = "") throws {
    terminal = try RealDesk(term: term)
    try terminal.command("\(before) fingerpost gallery").waits(for: "Who ▴")
  }

  /// The desk on the made-up town.
  init(desk term: String) throws {
    terminal = try RealDesk(term: term)
    try terminal.command("fingerpost demo --people \(DeskTown.people)").waits(for: "1 Today")
  }

  func press(keys: [String]) throws {
    for key in keys { try terminal.press(RealStage.name(of: key)) }
  }

  /// tmux's name for a key.
  private static func name(of key: String) -> String {
    let names = [
      "Esc": "Escape", "Shift-Tab": "BTab", "Backspace": "BSpace", "PageDown": "NPage",
      "PageUp": "PPage", "Delete": "DC",
    ]
    return names[key] ?? key.replacing("Ctrl-", with: "C-").replacing("Alt-", with: "M-")
  }

  func type(words: String) throws { try terminal.type(words) }

  func paste(words: String) throws {
    try terminal.tmux("set-buffer", words)
    try terminal.tmux("paste-buffer", "-p")
  }

  func click(words: String) throws {
    var place: (x: Int, y: Int)?
    try terminal.waits(for: words)
    for (row, line) in terminal.screen.split(
      separator: "\n", omittingEmptySubsequences: false
    ).enumerated() where place == nil {
      if let range = line.range(of: words) {
        place = (String(line[..<range.lowerBound]).columns.count, row)
      }
    }
    let found = try #require(place)
    try mouse("0", x: found.x, y: found.y)
  }

  /// A button or the wheel as the terminal reports it in SGR form, pressed and let go.
  func mouse(_ button: String, x: Int, y: Int) throws {
    try terminal.type("\u{1B}[<\(button);\(x + 1);\(y + 1)M")
    if button == "0" { try terminal.type("\u{1B}[<0;\(x + 1);\(y + 1)m") }
  }

  func resize(width: Int, height: Int) throws {
    try terminal.tmux("resize-window", "-x", "\(width)", "-y", "\(height)")
  }

  func settles(
    _ wanted: String, _ sourceLocation: SourceLocation, until condition: (String) -> Bool
  ) throws {
    try terminal.waits(wanted, sourceLocation: sourceLocation, until: condition)
  }
}

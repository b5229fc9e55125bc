// The toolkit by itself: from an event to the painted frame, and how many bytes a key costs on the
// way to the terminal. No casebook is read.

import Foundation
import Terminal

/// A program of one widget on a terminal in memory, which works out the bytes as the real one does.
private final class ScreenOnMemory<App: Application> {
  private var session: Session<App>
  private let driver: MemoryDriver

  init(_ application: App, size: Size) {
    driver = MemoryDriver(size: size)
    session = Session(application, size: size)
    send([.resize(size)])
  }

  func send(_ events: [Event]) {
    _ = session.deliver(events)
    while session.deliver([]) != .continue {}
    if driver.size != session.size { driver.size = session.size }
    driver.present(session.draw())
  }

  func press(_ key: Key, into sample: inout Sample) { sample.measure { send([.key(key)]) } }

  /// The bytes of the last frame.
  var bytes: Int { driver.bytesPerFrame.last ?? 0 }
}

/// A note of many words, as large as the screen.
private struct NoteScreen: Application {
  var editor: TextEditor

  init(words: Int) {
    let some = ["Leo", "came", "with", "his", "mum", "and", "talked", "about", "drawing", "Zoë,"]
    editor = TextEditor(
      text: (0..<words).map { some[$0 * 7 % some.count] + ($0 % 90 == 89 ? "\n" : "") }
        .joined(separator: " "))
    editor.buffer.move(to: editor.buffer.characters.count / 2)
  }

  var takesTyping: Bool { true }

  mutating func handle(_ event: Event) -> Flow {
    _ = editor.update(event)
    return .continue
  }

  func draw(on canvas: Canvas) { editor.draw(on: canvas, isFocused: true) }
}

/// A table of names that shrinks as one types.
private struct FilterScreen: Application {
  private let names: [String]
  private var found: [Int]
  private var field = TextField(id: "filter")
  private var table: Table

  init(rows: Int) {
    let first = ["Kai", "Maya", "Jo", "Leo", "Amira", "Safa", "Erin", "Tom", "Ada", "Zara"]
    let last = ["Moss", "Reed", "Vale", "Finch", "Marsh", "Thorn", "Lake"]
    names = (0..<rows).map { "\(first[$0 % 10]) \(last[$0 / 10 % 7]) \($0)" }
    found = Array(names.indices)
    table = Table(
      id: "found", columns: [TableColumn("Who", width: .flexible(min: 10, weight: 1))],
      rowCount: rows)
  }

  var takesTyping: Bool { true }

  mutating func handle(_ event: Event) -> Flow {
    let before = field.text
    guard field.update(event) == .changed else { return .continue }
    let wanted = Array(field.text.lowercased().utf8)
    // A letter more can only narrow what was found already.
    let within = field.text.hasPrefix(before) ? found : Array(names.indices)
    found = within.filter { FilterScreen.contains(wanted, in: names[$0]) }
    table.rowCount = found.count
    return .continue
  }

  private static func contains(_ wanted: [UInt8], in name: String) -> Bool {
    if wanted.isEmpty { return true }
    var matched = 0
    for byte in name.utf8 {
      let lower = byte >= 65 && byte <= 90 ? byte + 32 : byte
      matched = lower == wanted[matched] ? matched + 1 : (lower == wanted[0] ? 1 : 0)
      if matched == wanted.count { return true }
    }
    return false
  }

  func draw(on canvas: Canvas) {
    let (line, rest) = canvas.bounds.splitTop(1)
    field.draw(on: canvas.sub(line), isFocused: true)
    table.draw(on: canvas.sub(rest)) { TableRow([.text(names[found[$0]])]) }
  }
}

private let wide = Size(width: 200, height: 60)

private func row(_ name: String, _ value: Double, _ unit: String, budget: Double) -> BenchmarkRow {
  BenchmarkRow(
    name: name, people: 0, value: value, unit: unit, budget: budget, ok: value <= budget)
}

/// A table of 1,000,000 rows: time and bytes for a step of the selection, time for a page.
private func tableRows(_ day: Terminal.Day) -> [BenchmarkRow] {
  let screen = ScreenOnMemory(Gallery(today: day), size: wide)
  // The gallery opens with a short table; the one of a million stands behind m.
  screen.send([.key(.character("m"))])
  var steps = Sample()
  var bytes: [Int] = []
  for _ in 0..<40 {
    screen.press(.down, into: &steps)
    bytes.append(screen.bytes)
  }
  var pages = Sample()
  for turn in 0..<400 {
    screen.press(turn % 40 == 39 ? .end : .pageDown, into: &pages)
    screen.press(turn % 2 == 0 ? .up : .down, into: &steps)
    if turn % 80 == 79 { screen.send([.key(.home)]) }
  }
  return [
    row("table of 1,000,000 rows, step, painted, p99", steps.p99InMilliseconds, "ms", budget: 8),
    row("table of 1,000,000 rows, page, painted, p99", pages.p99InMilliseconds, "ms", budget: 8),
    row("bytes for a step in a table, most", Double(bytes.max() ?? 0), "B", budget: 1_000),
  ]
}

/// Typing in the middle of a long note.
private func noteRows() -> [BenchmarkRow] {
  let screen = ScreenOnMemory(NoteScreen(words: 5_000), size: wide)
  var typing = Sample()
  var bytes: [Int] = []
  for character in String(repeating: "and he was glad of it ", count: 20) {
    screen.press(.character(character), into: &typing)
    bytes.append(screen.bytes)
  }
  return [
    row("typing in a note of 5,000 words, p99", typing.p99InMilliseconds, "ms", budget: 8),
    row(
      "bytes for a letter in a note, median", Double(bytes.sorted()[bytes.count / 2]), "B",
      budget: 1_000),
  ]
}

/// A list that narrows with each letter.
private func filterRows() -> [BenchmarkRow] {
  let screen = ScreenOnMemory(FilterScreen(rows: 10_000), size: wide)
  var typing = Sample()
  for word in ["leo", "marsh 4", "zara", "amira v", "tom lake"] {
    for _ in 0..<6 {
      for character in word { screen.press(.character(character), into: &typing) }
      for _ in word { screen.send([.key(.backspace)]) }
    }
  }
  let entries = (0..<2_000).map {
    PaletteEntry(id: "\($0)", title: "Person number \($0) of the town")
  }
  var ranking = Sample()
  for turn in 0..<200 {
    ranking.measure {
      _ = PaletteEntry.ranked(entries, query: ["p", "pe", "per12", "town"][turn % 4])
    }
  }
  return [
    row("filter of 10,000 rows, letter, painted, p99", typing.p99InMilliseconds, "ms", budget: 16),
    row("palette over 2,000 entries, letter, p99", ranking.p99InMilliseconds, "ms", budget: 16),
  ]
}

/// Every frame of a monkey's life.
private func monkeyRows(_ day: Terminal.Day) -> [BenchmarkRow] {
  var monkey = Monkey(seed: 7, size: wide, largest: wide)
  let screen = ScreenOnMemory(Gallery(today: day), size: wide)
  var frames = Sample()
  for _ in 0..<4_000 {
    let events = monkey.batch(most: 3)
    frames.measure { screen.send(events) }
  }
  return [row("a monkey's frames in the gallery, p99", frames.p99InMilliseconds, "ms", budget: 8)]
}

/// What the toolkit costs.
func screenRows() -> [BenchmarkRow] {
  let day = Terminal.Day(year: 2026, month: 11, day: 23) ?? Terminal.Day(number: 0)
  return tableRows(day) + noteRows() + filterRows() + monkeyRows(day)
}

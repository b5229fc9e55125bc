// The person's own editor gets a file in memory, and can write to nothing else.

import Foundation
import Testing

@testable import Terminal

@Suite("Writing in an editor of one's own")
struct SealedEditorTests {
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("sealed-editor-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  /// An editor that is a shell script; `$1` is the file. Read by `sh`, since a file that another
  /// test's child still holds open for writing cannot be run.
  private func editor(_ script: String) throws -> [String: String] {
    let file = folder.appendingPathComponent("editor")
    try "#!/bin/sh\n\(script)\n".write(to: file, atomically: true, encoding: .utf8)
    return ["EDITOR": "sh \(file.path)", "PATH": "/usr/bin:/bin", "HOME": folder.path]
  }

  private func edit(_ text: String, _ script: String) throws -> EditedText {
    defer { try? FileManager.default.removeItem(at: folder) }
    return SealedEditor.edit(text, environment: try editor(script))
  }

  @Test("what the editor writes comes back, without the line end that it adds")
  func changed() throws {
    #expect(
      try edit("Biscuit", "words=$(cat $1); echo \"$words and Leo\" > $1")
        == .changed("Biscuit and Leo"))
  }

  @Test("what is left alone is unchanged")
  func unchanged() throws { #expect(try edit("Biscuit", "cat $1 > /dev/null") == .unchanged) }

  @Test("an editor that fails changes nothing")
  func fails() throws {
    guard case .refused(let why) = try edit("Biscuit", "echo gone > $1; exit 3") else {
      Issue.record("not refused")
      return
    }
    #expect(why.contains("as it was"))
  }

  @Test("no swap, backup or history file can be written anywhere on the disk")
  func confined() throws {
    let places = ["\(folder.path)/.note.swp", "/tmp/note-\(UUID().uuidString)", "$HOME/.history"]
    let tries = places.map { "cp $1 \"\($0)\" 2>/dev/null && echo leaked >> $1" }
    let script =
      tries.joined(separator: "\n")
      + "\nmkdir \"$HOME/d\" 2>/dev/null && echo leaked >> $1"
      + "\nmv \"$HOME/editor\" \"$HOME/e\" 2>/dev/null && echo leaked >> $1"
      + "\nexit 0"
    #expect(try edit("Biscuit", script) == .unchanged)
  }

  @Test("without an editor named, or with words that are no text, the note stays as it was")
  func refused() throws {
    guard case .refused(let why) = SealedEditor.edit("a", environment: [:]) else {
      Issue.record("not refused")
      return
    }
    #expect(why.contains("EDITOR"))
    guard case .refused = try edit("a", "printf '\\377\\376' > $1") else {
      Issue.record("not refused")
      return
    }
  }

  @Test("in a form, Ctrl-E lends the note and what comes back can be undone")
  func inForm() {
    var form = Form(fields: [.notes("note", "Note", text: "one")])
    #expect(form.update(.key(.ctrl("e"))) == .edit("one"))
    #expect(form.update(.edited(.changed("two"))) == .changed("note"))
    #expect(form.text("note") == "two")
    _ = form.update(.key(.ctrl("z")))
    #expect(form.text("note") == "one")
    #expect(form.update(.edited(.refused("no"))) == .moved)
  }

  @Test("the runner lends the terminal and hands back what came of it")
  func runner() {
    let driver = MemoryDriver(
      size: Size(width: 40, height: 10),
      script: [[.key(.ctrl("n")), .key(.ctrl("n"))], [.key(.ctrl("e"))], [.key(.ctrl("q"))]])
    driver.editor = { _ in .changed("written elsewhere") }
    var gallery = Gallery(today: Day(number: 20_000))
    #expect(Runner(driver: driver).run(&gallery) == 0)
    #expect(driver.frame?.plainText.contains("written elsewhere") == true)
  }
}

// Colours: listed, checked, looked at, kept.

import Foundation
import Testing

@Suite("Colours")
struct ToolkitThemeTests {
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("themes-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  private func file(_ name: String, _ text: String) throws -> String {
    let file = folder.appendingPathComponent(name)
    try text.write(to: file, atomically: true, encoding: .utf8)
    return file.path
  }

  /// Sixteen slots that go from black to white.
  private var scheme: String {
    (0..<16).map { slot in
      let digit = String(slot, radix: 16)
      return "base0\(digit.uppercased()): \(String(repeating: digit, count: 6))"
    }.joined(separator: "\n")
  }

  @Test("themes check says what is changed, and ends with 1 for what cannot be read")
  func check() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let good = try file("grey.yaml", "scheme: Grey\n" + scheme)
    let fine = try Program.run(RealDesk.program.path, ["themes", "check", good])
    #expect(fine.code == 0)
    #expect(fine.output.contains("\(good): Grey, 16 colours, "))
    #expect(fine.output.contains("muted on page: base03 333333 has 1."))
    let bad = try file("bad.yaml", "base00: reddish\n")
    let both = try Program.run(RealDesk.program.path, ["themes", "check", bad, good])
    #expect(both.code == 1)
    #expect(both.errors.contains("bad.yaml, line 1: base00 should be a colour"))
    #expect(both.output.contains("Grey"))
    #expect(try Program.run(RealDesk.program.path, ["themes", "check", "/nowhere"]).code == 1)
  }

  @Test(
    "themes lists the terminal's own, the five that come along and one's own, and a bad setting")
  func list() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let own = folder.appendingPathComponent("fingerpost/themes")
    try FileManager.default.createDirectory(at: own, withIntermediateDirectories: true)
    try ("name: Grey\n" + scheme).write(
      to: own.appendingPathComponent("grey.yaml"), atomically: true, encoding: .utf8)
    try "theme: grey\ncolour: red\n".write(
      to: folder.appendingPathComponent("fingerpost/settings.yaml"), atomically: true,
      encoding: .utf8)
    let listed = try Program.run(
      RealDesk.program.path, ["themes"], environment: ["XDG_CONFIG_HOME": folder.path])
    #expect(listed.code == 0)
    #expect(listed.output.split(separator: "\n").count == 7)
    #expect(listed.output.contains("grey: Grey, dark, chosen"))
    #expect(listed.errors.contains("settings.yaml, line 2: there is no setting “colour”"))
  }

  @Test("colours are seen while they are looked at, Esc brings the old ones back, Enter keeps")
  func preview() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let desk = try RealDesk()
    func painted() throws -> String { try desk.tmux("capture-pane", "-p", "-e") }
    let light = "48;2;251;250;247"
    try desk.command("env -u NO_COLOR COLORTERM=truecolor fingerpost demo").waits(
      for: "NEEDS YOU NOW")
    #expect(!(try painted().contains(light)))
    try desk.press("C-p").waits(for: "Go to anything").type("colours light")
      .waits(for: "Fingerpost light")
    try desk.waits("light colours") { _ in (try? painted().contains(light)) ?? false }
    try desk.press("Escape").waits(forNo: "Go to anything")
    try desk.waits("the old colours") { _ in (try? !painted().contains(light)) ?? false }
    try desk.press("C-p").waits(for: "Go to anything").type("colours light")
      .waits(for: "Fingerpost light").press("Enter").waits(for: "Colours: Fingerpost light")
    try desk.press("q").waits(for: "READY>")
    let kept = desk.folder.appendingPathComponent(".config/fingerpost/settings.yaml")
    #expect(try String(contentsOf: kept, encoding: .utf8) == "theme: fingerpost-light\n")
    try desk.command("clear; env -u NO_COLOR COLORTERM=truecolor fingerpost demo").waits(
      for: "NEEDS YOU NOW")
    #expect(try painted().contains(light))
  }

  @Test(
    "settings that cannot be used are told by name and line, the rest works, keys of one's own too")
  func settings() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let desk = try RealDesk()
    let place = desk.folder.appendingPathComponent(".config/fingerpost")
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    try "theme: sepia\nkeys:\n  go.caseload: F7\n".write(
      to: place.appendingPathComponent("settings.yaml"), atomically: true, encoding: .utf8)
    try desk.command("fingerpost demo").waits(for: "Some of your settings are not used")
      .waits(for: "line 1").press("Enter").waits(forNo: "Some of your settings")
    try desk.press("F7").waits(for: "Your cases and new referrals")
    try desk.press("q").waits(for: "READY>")
  }

  @Test("a covered screen leaves nothing behind, here or where one scrolls back")
  func covered() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let desk = try RealDesk()
    try desk.command("fingerpost demo").waits(for: "NEEDS YOU NOW").press("F12")
      .waits(forNo: "NEEDS YOU NOW").waits(for: "assphrase")
    #expect(!(try desk.tmux("capture-pane", "-p", "-S", "-").contains("NEEDS YOU NOW")))
    try desk.type("not the passphrase").press("Enter").waits(forNo: "NEEDS YOU NOW")
  }
}

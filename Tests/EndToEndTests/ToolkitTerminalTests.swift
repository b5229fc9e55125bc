// The terminal itself: taken, lent, given back, whatever kind it is and however the program ends.

import Foundation
import Testing

@Suite("The terminal, taken and given back", .serialized)
struct ToolkitTerminalTests {
  /// Whether the alternate screen or the mouse is on, and whether the cursor shows.
  private static let asFound = "alternate 0, mouse 0, cursor 1"

  private func state(_ terminal: RealDesk) throws -> String {
    try terminal.tmux(
      "display-message", "-p",
      "alternate #{alternate_on}, mouse #{mouse_any_flag}, cursor #{cursor_flag}"
    ).trimmingCharacters(in: .newlines)
  }

  /// The terminal shows what is typed again and obeys line by line, and nothing is left of the
  /// screens, also where one scrolls back.
  private func isGivenBack(_ terminal: RealDesk) throws {
    try terminal.command(
      "echo still $((40 + 2)); stty -a | tr ' ' '\\n' | grep -cx -e icanon -e echo"
    )
    .waits(for: "still 42\n2")
    #expect(try state(terminal) == Self.asFound)
    let everything = try terminal.tmux("capture-pane", "-p", "-S", "-")
    #expect(!everything.contains("Kai A"))
  }

  private func child(of stage: RealStage) throws -> Int32 {
    try #require(stage.terminal.desks().last)
  }

  private func reports(_ terminal: RealDesk) throws -> [URL] {
    let folder = terminal.folder.appendingPathComponent("state/fingerpost")
    return try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
  }

  @Test(
    "each kind of terminal shows the screens and is given back",
    arguments: ["xterm-256color", "tmux-256color", "screen", "linux", "vt100"])
  func kinds(term: String) throws {
    let stage = try RealStage(term: term)
    try stage.sees("Kai A").press("Down", "Down").press("Ctrl-P").sees("Go to anything")
    try stage.press("Esc").seesNo("Go to anything").press("Ctrl-N").sees("How are things?")
    try stage.press("Ctrl-Q")
    try stage.terminal.waits(for: "READY>")
    try isGivenBack(stage.terminal)
  }

  @Test("one that cannot move its cursor, an unknown one, or none at all: a sentence and exit 1")
  func refusals() throws {
    let terminal = try RealDesk(term: "dumb")
    try terminal.command("fingerpost gallery; echo code $?").waits(for: "cannot move its cursor")
      .waits(for: "code 1")
    try terminal.command("clear; TERM=nonsense fingerpost gallery; echo code $?")
      .waits(for: "is not known on this computer").waits(for: "code 1")
    let none = try Program.run("setsid", [RealDesk.program.path, "gallery"])
    #expect(none.code == 1 && none.errors.contains("no terminal"))
  }

  @Test("a locale that is not UTF-8 does no harm", arguments: ["POSIX", "en_GB.ISO-8859-1", ""])
  func locales(locale: String) throws {
    let stage = try RealStage(before: "LC_ALL=\(locale) LANG=\(locale)")
    try stage.press("8").sees("東京").sees("Łukasz").press("Ctrl-Q")
    try stage.terminal.waits(for: "READY>")
  }

  @Test("colours can be done without")
  func noColour() throws {
    let stage = try RealStage(before: "NO_COLOR=1")
    let painted = try stage.terminal.tmux("capture-pane", "-p", "-e")
    for colour in (0...7).map({ "[3\($0)m" }) + ["38;", "48;", "[9"] {
      #expect(!painted.contains(colour))
    }
  }

  @Test("the mouse: a click chooses, a double click opens, the wheel turns, the bar drags")
  func mouse() throws {
    let stage = try RealStage()
    try stage.click(words: "Leo A")
    try stage.settles("Leo A chosen", #_sourceLocation) {
      $0.split(separator: "\n").contains { $0.contains("▌") && $0.contains("Leo A") }
    }
    try stage.click(words: "Leo A")
    try stage.click(words: "Leo A")
    try stage.sees("Opened Leo A")
    for _ in 0..<12 { try stage.mouse("65", x: 20, y: 10) }
    try stage.seesNo("Kai A")
    // The scroll bar, from its top to its end: the last of a million is Leo D.
    try stage.press("m", "Home").sees("WAITING")
    try stage.terminal.type("\u{1B}[<0;119;5M\u{1B}[<32;119;30M\u{1B}[<32;119;39M\u{1B}[<0;119;39m")
    try stage.sees("Leo D")
  }

  @Test("Esc alone is obeyed at once; an arrow's three bytes together are an arrow")
  func escape() throws {
    let stage = try RealStage()
    // Left to itself, ncurses waits a thousand milliseconds for what may follow an Escape: then
    // each of these is late, whatever else the machine has to do.
    var quickest = Duration.seconds(60)
    for _ in 0..<12 where quickest > .milliseconds(400) {
      try stage.press("Ctrl-P").sees("Go to anything")
      let took = try ContinuousClock().measure {
        try stage.press("Esc").seesNo("Go to anything")
      }
      quickest = min(quickest, took)
    }
    #expect(quickest < .milliseconds(900), "\(quickest)")
    // Where letters are typed, an Escape taken by itself would close what is open, and the rest
    // of the arrow would stand there as letters.
    try stage.press("Ctrl-P").sees("Go to anything")
    try stage.terminal.type("\u{1B}[B\u{1B}[A\u{1B}OB").type("calen")
    try stage.sees("Calendar").sees("Go to anything").seesNo("[B").seesNo("OB")
    // And it moves by a row.
    try stage.press("Esc").seesNo("Go to anything").press("Home")
    func chosen(_ screen: String) -> Int? {
      screen.split(separator: "\n", omittingEmptySubsequences: false)
        .firstIndex { $0.contains("▌") }
    }
    var first: Int?
    try stage.settles("a chosen row", #_sourceLocation) {
      first = chosen($0)
      return first != nil
    }
    try stage.terminal.type("\u{1B}[B")
    try stage.settles("the row below", #_sourceLocation) {
      chosen($0).map { $0 > first ?? 0 } ?? false
    }
  }

  @Test("stopped, another size, brought back: all there, the mouse too")
  func suspended() throws {
    let stage = try RealStage()
    try stage.press("Ctrl-Z")
    try stage.terminal.waits(for: "Stopped")
    #expect(try state(stage.terminal) == Self.asFound)
    try stage.resize(width: 90, height: 30)
    try stage.terminal.command("fg")
    try stage.sees("90×30").sees("Kai A")
    try stage.click(words: "next page")
    try stage.sees("How are things?")
  }

  @Test(
    "killed without mercy, trapped or asked to go, it gives the terminal back",
    arguments: [
      SIGKILL, SIGILL, SIGABRT, SIGTERM, SIGHUP,
    ])
  func killed(signal: Int32) throws {
    let stage = try RealStage()
    let child = try child(of: stage)
    // The first of a trap's signals only writes the backtrace where no trap was behind it.
    let isAsked = [SIGTERM, SIGHUP].contains(signal)
    try stage.settles("the shell again", #_sourceLocation) {
      kill(child, signal)
      return $0.contains(isAsked ? "READY>" : "stopped without warning") && !$0.contains("Kai A")
    }
    try isGivenBack(stage.terminal)
    if isAsked {
      #expect(try reports(stage.terminal).isEmpty)
      return
    }
    let report = try #require(reports(stage.terminal).first)
    let mode = try FileManager.default.attributesOfItem(atPath: report.path)[.posixPermissions]
    #expect(mode as? Int == 0o600)
    #expect(try String(contentsOf: report, encoding: .utf8).contains("ended by signal \(signal)"))
  }

  @Test(
    "memory that is nobody's, a function without end, a trap: one sentence, the terminal, a report",
    arguments: ["badAccess", "recursion", "trap"])
  func crashes(fault: String) throws {
    let terminal = try RealDesk()
    try terminal.command("fingerpost gallery --fault \(fault)").waits(for: "Who ▴").press("F9")
      .waits(for: "stopped without warning").waits(for: "A report for whoever looks after it")
    try isGivenBack(terminal)
    let report = try #require(reports(terminal).first)
    #expect(try reports(terminal).count == 1)
    let text = try String(contentsOf: report, encoding: .utf8)
    // The report says where it was, and nothing of what was on the screen.
    #expect(text.contains("FaultyScreen"), "\(text)")
    #expect(text.contains("The gallery was ended by signal"))
    #expect(!text.contains("Kai A"))
    let screen = terminal.screen
    #expect(screen.contains(report.lastPathComponent))
    #expect(!screen.contains("💣") && !screen.contains("Press space to interact"))
  }

  @Test("one bad signal after another, faster than anybody can write them down, still ends well")
  func signalStorm() throws {
    let stage = try RealStage()
    let child = try child(of: stage)
    try stage.settles("the shell again", #_sourceLocation) { screen in
      for _ in 0..<20 { kill(child, SIGSEGV) }
      return screen.contains("stopped without warning") && !screen.contains("Kai A")
    }
    try isGivenBack(stage.terminal)
    let report = try #require(reports(stage.terminal).first)
    #expect(try reports(stage.terminal).count == 1)
    #expect(try String(contentsOf: report, encoding: .utf8).contains("The gallery was ended"))
  }

  @Test("what is copied reaches the terminal's clipboard where settings ask for it, and only there")
  func clipboard() throws {
    for isAskedFor in [true, false] {
      let terminal = try RealDesk()
      try terminal.tmux("set", "-s", "set-clipboard", "on")
      let place = terminal.folder.appendingPathComponent(".config/fingerpost")
      try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
      try "clipboard: \(isAskedFor ? "yes" : "no")\n".write(
        to: place.appendingPathComponent("settings.yaml"), atomically: true, encoding: .utf8)
      try terminal.command("fingerpost demo").waits(for: "NEEDS YOU NOW").press("l")
        .waits(for: "Log a contact with").type("Zoë’s café, 3 o’clock").waits(for: "3 o’clock")
        .press("C-a", "C-c")
      if isAskedFor {
        try terminal.waits("the clipboard") { _ in
          (try? terminal.tmux("show-buffer").contains("Zoë’s café, 3 o’clock")) ?? false
        }
        // One buffer, and no more than was chosen.
        #expect(try terminal.tmux("show-buffer") == "Zoë’s café, 3 o’clock")
      } else {
        // A key after it has been obeyed, so the one before has been as well.
        try terminal.type("gone").waits(forNo: "3 o’clock")
        #expect(try terminal.tmux("list-buffers").isEmpty)
      }
    }
  }

  @Test(
    "where the terminal's colours can be changed they are the theme's own, and given back",
    arguments: ["Ctrl-Q", "kill -9", "Ctrl-Z"])
  func givenColours(end: String) throws {
    let terminal = try RealDesk()
    let sent = terminal.folder.appendingPathComponent("sent")
    try terminal.tmux("pipe-pane", "-o", "cat > \(sent.path)")
    try terminal.command("env -u COLORTERM -u NO_COLOR fingerpost gallery --theme fingerpost-dark")
      .waits(for: "Who ▴")
    func bytes() -> String {
      (try? Data(contentsOf: sent)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
    // The page, and the accent, to the last bit.
    try terminal.waits("the colours given") { _ in
      bytes().contains("rgb:12/16/1B") && bytes().contains("rgb:5C/C8/C2")
    }
    #expect(!bytes().contains("\u{1B}]104"))
    switch end {
    case "kill -9":
      kill(try #require(try terminal.desks().last), SIGKILL)
      try terminal.waits(for: "stopped without warning")
    case "Ctrl-Z": try terminal.press("C-z").waits(for: "Stopped")
    default: try terminal.press("C-q").waits(for: "READY>")
    }
    try terminal.waits("the colours given back") { _ in bytes().contains("\u{1B}]104;") }
    // A terminal of the person's own colours is left alone.
    let other = try RealDesk(term: "tmux-256color")
    let plain = other.folder.appendingPathComponent("sent")
    try other.tmux("pipe-pane", "-o", "cat > \(plain.path)")
    try other.command("env -u COLORTERM fingerpost gallery --theme fingerpost-dark")
      .waits(for: "Who ▴").press("C-q").waits(for: "READY>")
    #expect(!String(decoding: try Data(contentsOf: plain), as: UTF8.self).contains("\u{1B}]4;"))
  }

  @Test("the watching parent killed, the program goes and gives the terminal back")
  func parentKilled() throws {
    let stage = try RealStage()
    kill(try #require(stage.terminal.desks().first), SIGKILL)
    try stage.terminal.waits(for: "READY>")
    try stage.terminal.waits("the desk gone") { _ in
      (try? stage.terminal.desks().isEmpty) ?? false
    }
    #expect(try state(stage.terminal) == Self.asFound)
  }

  @Test("a note goes to a person's own editor and comes back, and nothing of it to the disk")
  func editor() throws {
    let terminal = try RealDesk()
    let script = terminal.folder.appendingPathComponent("ed.sh")
    try "#!/bin/sh\ncp $1 $HOME/leak 2>/dev/null\necho 'from an editor' > $1\n"
      .write(to: script, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: script.path)
    try terminal.command("EDITOR=\(script.path) fingerpost gallery").waits(for: "Who ▴")
    try terminal.press("3").waits(for: "Leo came").press("C-e").waits(for: "from an editor")
      .waits(forNo: "Leo came").press("C-z").waits(for: "Leo came")
    #expect(!FileManager.default.fileExists(atPath: terminal.folder.path + "/leak"))
    #expect(try state(terminal) == "alternate 1, mouse 1, cursor 1")
  }
}

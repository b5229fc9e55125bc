// The real program in a real terminal: tmux holds it, types at it and reads its
// screen. Nothing here waits for a length of time, only for what the screen shows.

import Foundation
import Testing

/// A terminal with a shell in it.
final class RealDesk {
  let folder: URL
  /// Where the program puts what it will take away again.
  let temporary: URL
  private let socket = "fingerpost-\(UUID().uuidString.prefix(8))"
  static let passphrase = "a made-up passphrase, long enough"

  /// The program that was built with these tests.
  static let program: URL = {
    let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return URL(fileURLWithPath: tests).deletingLastPathComponent()
      .appendingPathComponent("fingerpost")
  }()

  init(columns: Int = 120, rows: Int = 40, term: String = "xterm-256color") throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("fingerpost-e2e-\(UUID().uuidString)")
    temporary = folder.appendingPathComponent("tmp")
    try FileManager.default.createDirectory(at: temporary, withIntermediateDirectories: true)
    try tmux(
      "-f", "/dev/null", "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)",
      "-c", folder.path,
      "env -u TMUX TERM=\(term) LC_ALL=C.UTF-8 PS1='READY> ' HOME=\(folder.path) "
        + "XDG_DATA_HOME=\(folder.path)/data XDG_STATE_HOME=\(folder.path)/state "
        + "TMPDIR=\(temporary.path) "
        + "PATH=\(Self.program.deletingLastPathComponent().path):$PATH bash --norc --noprofile")
    try tmux("set", "-g", "status", "off")
    try tmux("set", "-s", "escape-time", "0")
    try waits(for: "READY>")
  }

  deinit {
    _ = try? tmux("kill-server")
    try? FileManager.default.removeItem(at: folder)
  }

  var book: URL { folder.appendingPathComponent("data/fingerpost") }

  @discardableResult
  func tmux(_ arguments: String...) throws -> String {
    try Program.run("tmux", ["-L", String(socket)] + arguments).output
  }

  /// Types keys by tmux's names for them.
  @discardableResult
  func press(_ keys: String...) throws -> RealDesk {
    for key in keys { try tmux("send-keys", key) }
    return self
  }

  /// Types text as it stands.
  @discardableResult
  func type(_ text: String) throws -> RealDesk {
    try tmux("send-keys", "-l", text)
    return self
  }

  /// Types a shell's line and Enter.
  @discardableResult
  func command(_ line: String) throws -> RealDesk { try type(line).press("Enter") }

  var screen: String { (try? tmux("capture-pane", "-p")) ?? "" }

  /// Waits until the screen shows `text`.
  @discardableResult
  func waits(
    for text: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> RealDesk {
    try waits("“\(text)”", sourceLocation: sourceLocation) { $0.contains(text) }
  }

  /// Waits until the shell asks for the next line, and clears its screen.
  @discardableResult
  func waitsForShell(sourceLocation: SourceLocation = #_sourceLocation) throws -> RealDesk {
    func isReady(_ screen: String) -> Bool {
      screen.split(separator: "\n").last { !$0.allSatisfy(\.isWhitespace) } == "READY>"
    }
    try waits("the shell’s prompt", sourceLocation: sourceLocation, until: isReady)
    try command("clear")
    return try waits("an empty screen", sourceLocation: sourceLocation) {
      isReady($0) && $0.split(separator: "\n").count { !$0.allSatisfy(\.isWhitespace) } == 1
    }
  }

  /// Waits until the screen no longer shows `text`.
  @discardableResult
  func waits(
    forNo text: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> RealDesk {
    try waits("no “\(text)”", sourceLocation: sourceLocation) { !$0.contains(text) }
  }

  @discardableResult
  func waits(
    _ wanted: String, sourceLocation: SourceLocation = #_sourceLocation,
    until condition: (String) -> Bool
  ) throws -> RealDesk {
    // Long enough for the slowest machine; a screen that shows it at once costs nothing.
    let deadline = Date().addingTimeInterval(60)
    var last = ""
    while Date() < deadline {
      last = screen
      if condition(last) { return self }
      usleep(20_000)
    }
    Issue.record("The screen never showed \(wanted):\n\(last)", sourceLocation: sourceLocation)
    throw NeverShown(wanted: wanted)
  }

  struct NeverShown: Error { let wanted: String }

  /// The process ids of the desks that run in this terminal, the watching parent first.
  func desks() throws -> [Int32] {
    let shell = try tmux("list-panes", "-F", "#{pane_pid}")
      .trimmingCharacters(in: .whitespacesAndNewlines)
    var found: [Int32] = []
    var parents = [shell]
    while let parent = parents.popLast() {
      let children = try Program.run("pgrep", ["-P", parent]).output.split(separator: "\n")
      for child in children {
        let name = try Program.run("ps", ["-o", "comm=", "-p", String(child)]).output
        if name.contains("fingerpost"), let id = Int32(child) { found.append(id) }
        parents.append(String(child))
      }
    }
    return found
  }

  /// All that is in the casebook's folder, byte for byte.
  func bytesOnDisk() throws -> Data {
    var all = Data()
    let files = FileManager.default.enumerator(at: book, includingPropertiesForKeys: nil)
    while let file = files?.nextObject() as? URL {
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: file.path, isDirectory: &isFolder)
      if !isFolder.boolValue { all += try Data(contentsOf: file) }
    }
    return all
  }
}

// The person's own editor, for those who would rather write a long note in it. Editors keep swap,
// backup and history files, so it is given a file in memory and can write to nothing else.

import CNcurses
import Foundation

/// What came of a text that was given to an editor.
public enum EditedText: Sendable, Hashable {
  case changed(String)
  /// It came back as it went.
  case unchanged
  /// It was not given away, or did not come back whole; the sentence says why. The text is as it
  /// was.
  case refused(String)
}

/// Runs an editor on a text that must never reach the disk.
public enum SealedEditor {
  /// A note is never as long as this; a file that is was not written by a person.
  static let longest = 1 << 20

  /// Gives `text` to the editor named by VISUAL or EDITOR and waits for it. Run it inside
  /// `Driver.lend`.
  ///
  /// The file is in memory, and the editor is kept from writing anywhere else by the kernel
  /// (Landlock). Where either cannot be had the text is not given away at all.
  public static func edit(
    _ text: String, environment: [String: String] = ProcessInfo.processInfo.environment
  ) -> EditedText {
    let named = ["VISUAL", "EDITOR"].compactMap { environment[$0] }
    guard let editor = named.first(where: { !$0.allSatisfy(\.isWhitespace) }) else {
      return .refused("No editor is named. Set EDITOR, or go on writing here.")
    }
    guard landlock_version() > 0 else {
      return .refused(
        "This computer cannot keep an editor from writing to the disk, so the note stays here.")
    }
    let file = memory_file("note")
    guard file >= 0 else {
      return .refused("There is no file in memory to be had, so the note stays here.")
    }
    defer { close(file) }
    let lent = text.hasSuffix("\n") || text.isEmpty ? text : text + "\n"
    guard write(lent, to: file) else {
      return .refused("There is not enough memory for an editor, so the note stays here.")
    }
    let status = run(editor, environment: environment, file: file)
    guard status >= 0, wait_was_signalled(status) == 0, wait_exit_code(status) == 0 else {
      return .refused("The editor did not end well, so the note is as it was.")
    }
    guard let bytes = contents(of: file) else {
      return .refused("The note came back far too long, so it is as it was.")
    }
    guard var read = String(validating: bytes, as: UTF8.self) else {
      return .refused("The note came back as something other than text, so it is as it was.")
    }
    // Editors end a file with a line end, asked or not.
    if !text.hasSuffix("\n"), read.hasSuffix("\n") { read.removeLast() }
    return read == text ? .unchanged : .changed(read)
  }

  /// The file as the editor finds it.
  static var path: String { "/proc/self/fd/\(Int(sealed_file_number))" }

  private static func run(_ editor: String, environment: [String: String], file: Int32) -> Int32 {
    // The shell splits “code --wait” as people expect, and is gone before the editor starts.
    let script = "exec \(editor) \(quietening(editor, environment)) \"$1\""
    var variables = environment
    // Where a shell or an editor would keep a history.
    for name in ["HISTFILE", "LESSHISTFILE", "VIMINIT"] { variables[name] = nil }
    return ForegroundProgram.withCStrings(["/bin/sh", "-c", script, "sh", path]) { arguments in
      ForegroundProgram.withCStrings(variables.map { "\($0.key)=\($0.value)" }) {
        run_sealed(arguments, $0, file)
      }
    }
  }

  /// Nothing that an editor tries to keep can be written; the ones most used are told not to try,
  /// so that they do not complain.
  private static func quietening(_ editor: String, _ environment: [String: String]) -> String {
    let program = editor.split(separator: " ").first.map(String.init) ?? editor
    let folders = (environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
    let places = program.contains("/") ? [program] : folders.map { "\($0)/\(program)" }
    let found = places.first { FileManager.default.isExecutableFile(atPath: $0) } ?? program
    let name = URL(fileURLWithPath: found).resolvingSymlinksInPath().lastPathComponent
    if name.contains("vim") {
      return "-n -i NONE --cmd 'set noundofile nobackup nowritebackup noswapfile'"
    }
    if name.hasPrefix("nano") { return "--ignorercfiles" }
    return ""
  }

  private static func write(_ text: String, to file: Int32) -> Bool {
    let bytes = Array(text.utf8)
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        buffer.baseAddress.map { CNcurses.write(file, $0 + done, buffer.count - done) } ?? -1
      }
      if count <= 0 {
        if errno == EINTR { continue }
        return false
      }
      done += count
    }
    // The editor goes on from where this descriptor stands.
    return lseek(file, 0, SEEK_SET) == 0
  }

  /// All of a file; nil where it is longer than a note can be.
  private static func contents(of file: Int32) -> [UInt8]? {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 16_384)
    while bytes.count <= longest {
      let count = pread(file, &buffer, buffer.count, off_t(bytes.count))
      if count == 0 { return bytes }
      if count < 0 {
        if errno == EINTR { continue }
        return nil
      }
      bytes += buffer[..<count]
    }
    return nil
  }
}

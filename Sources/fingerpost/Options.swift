// What every command that opens a casebook takes: where it is and how it is unlocked.

import ArgumentParser
import Casebook
import Foundation

struct CasebookOptions: ParsableArguments {
  @Option(
    name: .customLong("casebook"),
    help: ArgumentHelp(
      "The casebook's folder. Without it: FINGERPOST_CASEBOOK, or else the usual data folder.",
      valueName: "dir"))
  var path: String?

  @Option(
    name: .customLong("passphrase-file"),
    help: ArgumentHelp(
      "Read the passphrase from the first line of this file instead of asking.",
      valueName: "file"))
  var passphraseFile: String?

  /// The folder that was named, or the default.
  var folder: URL { Self.folder(named: path) }

  static func folder(named path: String?) -> URL {
    let environment = ProcessInfo.processInfo.environment
    if let named = path ?? environment["FINGERPOST_CASEBOOK"], !named.isEmpty {
      return URL(fileURLWithPath: named, isDirectory: true).standardizedFileURL
    }
    let home = environment["HOME"] ?? NSHomeDirectory()
    let data = environment["XDG_DATA_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    return URL(fileURLWithPath: data ?? home + "/.local/share", isDirectory: true)
      .appendingPathComponent("fingerpost", isDirectory: true)
  }

  /// The passphrase of the file, where one is named.
  func passphraseFromFile() throws -> String? {
    try passphraseFile.map { try Passphrase.read(from: $0) }
  }

  /// Opens the casebook, asking for the passphrase where no file has it.
  func open() throws -> Casebook {
    guard Casebook.exists(at: folder) else { throw CasebookError.notThere(folder.path) }
    let passphrase = try passphraseFromFile() ?? Passphrase.ask("Passphrase: ")
    let book = try Casebook.open(at: folder, passphrase: passphrase)
    // Whichever way it is looked at, a cover ends on its day.
    try book.returnCoveredCases()
    return book
  }
}

enum Passphrase {
  /// The first line of a file.
  static func read(from path: String) throws -> String {
    let data = try Data(contentsOf: URL(fileURLWithPath: path))
    guard let text = String(data: data, encoding: .utf8) else {
      throw CasebookError.refused(
        "The passphrase file \(path) is not UTF-8 text. Nothing was opened.")
    }
    let line = text.prefix { !$0.isNewline }
    guard !line.isEmpty else {
      throw CasebookError.refused(
        "The passphrase file \(path) has an empty first line. Nothing was opened.")
    }
    return String(line)
  }

  /// A new passphrase: from a file where one is named, or else asked for twice.
  static func choose(from path: String?, whose words: String) throws -> String {
    if let path { return try read(from: path) }
    let passphrase = try ask("\(words): ")
    guard try ask("The same again: ") == passphrase else {
      throw CasebookError.refused("The two passphrases differ. Nothing was changed. Try again.")
    }
    return passphrase
  }

  /// Asks at the terminal without showing what is typed.
  static func ask(_ prompt: String) throws -> String {
    guard let terminal = fopen("/dev/tty", "r+") else {
      throw CasebookError.refused(
        "There is no terminal to ask for the passphrase at. Name a file that has it with --passphrase-file."
      )
    }
    defer { fclose(terminal) }
    var saved = termios()
    let descriptor = fileno(terminal)
    guard tcgetattr(descriptor, &saved) == 0 else {
      throw CasebookError.refused(
        "The terminal cannot hide what you type. Name a file that has the passphrase with --passphrase-file."
      )
    }
    var hidden = saved
    hidden.c_lflag &= ~tcflag_t(ECHO)
    tcsetattr(descriptor, TCSAFLUSH, &hidden)
    defer { tcsetattr(descriptor, TCSAFLUSH, &saved) }
    fputs(prompt, terminal)
    fflush(terminal)
    var line: UnsafeMutablePointer<CChar>?
    var capacity = 0
    defer { free(line) }
    let length = getline(&line, &capacity, terminal)
    fputs("\n", terminal)
    guard length > 0, let line else {
      throw CasebookError.refused("No passphrase was typed. Nothing was opened.")
    }
    return String(cString: line).trimmingCharacters(in: .newlines)
  }

  /// A passphrase that nobody has used: six groups of four letters and digits that
  /// are not taken for one another, 116 bits.
  static func random() -> String {
    let letters = Array("abcdefghjkmnpqrstuvwxyz23456789")
    return (0..<6).map { _ in
      String((0..<4).map { _ in letters.randomElement() ?? "a" })
    }.joined(separator: "-")
  }
}

import ArgumentParser
import Casebook
import Foundation

struct Verify: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Look through the whole casebook and say what is wrong with it.",
    discussion: """
      Opens every sealed page, follows the history from its first change to its last, \
      and holds every record, the caseload and the search against it. Changes nothing; \
      the desk may stay open. Ends with code 0 when all is well, 1 when something is not.
      """)

  @Flag(help: "Print JSON: one object for each thing that is wrong.")
  var json = false

  @OptionGroup var casebook: CasebookOptions

  func run() throws {
    let folder = casebook.folder
    guard Casebook.exists(at: folder) else { throw CasebookError.notThere(folder.path) }
    let passphrase = try casebook.passphraseFromFile() ?? Passphrase.ask("Passphrase: ")
    let teller = isatty(2) == 1 ? ProgressLine() : nil
    let findings = try Casebook.verify(at: folder, passphrase: passphrase) { teller?.tell($0) }
    teller?.clear()
    if json {
      try JSON.print(findings)
    } else if findings.isEmpty {
      Lines.print("All is well: every page, every record, the history and the search.")
    } else {
      for finding in findings { Lines.print(finding.sentence) }
      Lines.print(
        findings.count == 1
          ? "1 thing is wrong. Nothing was changed."
          : "\(findings.count) things are wrong. Nothing was changed.")
      Lines.print(
        "Keep the folder as it is, and see “fingerpost restore --help” for going back to a copy.")
    }
    if !findings.isEmpty { throw ExitCode(1) }
  }
}

/// One line on standard error that says how far something has come, and goes away.
private struct ProgressLine {
  func tell(_ progress: VerifyProgress) {
    var words = "Checking \(progress.check.words)"
    if let total = progress.outOf, total > 0 {
      words += ", \(min(100, progress.done * 100 / total)) %"
    } else if progress.done > 0 {
      words += ", \(progress.done)"
    }
    write("\r\u{1B}[K\(words) …")
  }

  func clear() { write("\r\u{1B}[K") }

  private func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}

import ArgumentParser
import Casebook
import Casework
import Foundation

struct Restore: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Put a copy back as the casebook.",
    discussion: """
      The copy is checked from end to end first. The casebook that is there now is put \
      aside in a folder with today's date, not deleted. Daily copies lie in the folder \
      backups inside the casebook's own. Close the desk before.
      """)

  @Argument(help: "The copy, made by “fingerpost backup” or by the desk.", completion: .file())
  var file: String

  @OptionGroup var casebook: CasebookOptions

  func run() throws {
    let source = URL(fileURLWithPath: file)
    // Before anybody is asked for a passphrase in vain.
    _ = try SealedCopy(contentsOf: source)
    let passphrase = try casebook.passphraseFromFile() ?? Passphrase.ask("Passphrase of the copy: ")
    let done = try Casebook.restore(source, to: casebook.folder, passphrase: passphrase)
    let clock = Calendar.current.dateComponents([.hour, .minute], from: done.madeAt)
    let time = String(format: "%02d:%02d", clock.hour ?? 0, clock.minute ?? 0)
    Lines.print(
      "The casebook in \(done.folder.path) is now as it was on \(Day(done.madeAt).british) at \(time)."
    )
    if let aside = done.putAside {
      Lines.print("The one that was there before is in \(aside.path).")
    }
  }
}

import ArgumentParser
import Casebook
import Foundation

struct Init: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make a new casebook without opening the desk.",
    discussion: """
      The casebook is a folder in which everything is sealed under your passphrase. \
      Nobody can open it without: write the passphrase down and keep it somewhere safe.
      """)

  @Option(help: "Your name, as the team knows you.")
  var name: String

  @OptionGroup var casebook: CasebookOptions

  func validate() throws {
    if name.trimmingCharacters(in: .whitespaces).isEmpty {
      throw ValidationError("Give your name with --name, for example --name \"Priya Nair\".")
    }
  }

  func run() throws {
    let folder = casebook.folder
    if Casebook.exists(at: folder) { throw CasebookError.alreadyThere(folder.path) }
    let passphrase = try Passphrase.choose(
      from: casebook.passphraseFile, whose: "Choose a passphrase")
    let made = try Casebook.create(
      at: folder, passphrase: passphrase, name: name.trimmingCharacters(in: .whitespaces))
    made.close()
    Lines.print("Made a casebook for \(name) in \(folder.path).")
    let strength = PassphraseStrength(of: passphrase)
    if strength.score < 3 { Lines.print("The passphrase is \(strength.word): \(strength.hint)") }
    Lines.print(
      "Next: fingerpost import directory PATH, fingerpost import referrals FILE.csv, or fingerpost."
    )
  }
}

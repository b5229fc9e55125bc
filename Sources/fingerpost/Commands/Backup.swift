import ArgumentParser
import Casebook
import Foundation

struct Backup: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make a sealed copy of the casebook in one file.",
    discussion: """
      The copy is checked from end to end before it gets its name, and opens with the \
      same passphrases as the casebook. Make it on another disk: a copy beside the \
      casebook goes when the disk does. The desk may stay open.
      """)

  @Argument(help: "The file to make.", completion: .file())
  var file: String

  @Flag(help: "Replace the file where there is one.")
  var force = false

  @OptionGroup var casebook: CasebookOptions

  func run() throws {
    let target = URL(fileURLWithPath: file)
    let book = try casebook.open()
    defer { book.close() }
    let copy = try book.backUp(to: target, replacing: force)
    let size = ByteCountFormatter.string(fromByteCount: copy.databaseBytes, countStyle: .file)
    Lines.print("Copied the casebook to \(target.path), \(size), and checked the copy.")
  }
}

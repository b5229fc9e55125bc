import ArgumentParser
import Casebook
import Casework
import Desk
import Foundation
import Terminal

struct Demo: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Open the desk on a made-up town: people, workers and services that do not exist.",
    discussion: """
      The town lives in a sealed casebook in a temporary folder, which is removed when you \
      leave. With --keep it stays in a folder of your choice.
      """)

  @Option(help: "How many people the town has.")
  var people: Int = 180

  @Flag(help: "Sit at the supervisor's desk, with the team.")
  var supervisor = false

  @Option(help: "The same seed makes the same town.")
  var seed: UInt64 = 1

  @Option(help: "How many services the town's directory has.")
  var services: Int = 80

  @Option(help: ArgumentHelp("Keep the casebook in this folder.", valueName: "dir"))
  var keep: String?

  @Option(
    help: ArgumentHelp(
      "The first line of this file is the kept casebook's passphrase; without it one is made and printed.",
      valueName: "file"))
  var passphraseFile: String?

  @OptionGroup var look: LookOptions

  private static let folderVariable = "FINGERPOST_DEMO_FOLDER"
  private static let passphraseVariable = "FINGERPOST_DEMO_PASSPHRASE"

  func validate() throws {
    guard (1...5_000_000).contains(people) else {
      throw ValidationError("--people is from 1 to 5,000,000.")
    }
    guard (0...1_000_000).contains(services) else {
      throw ValidationError("--services is from 0 to 1,000,000.")
    }
  }

  func run() throws {
    if let keep {
      try runKept(in: URL(fileURLWithPath: keep, isDirectory: true).standardizedFileURL)
    } else {
      try runTemporary()
    }
  }

  /// Makes the town in a folder that stays, then opens the desk where there is a
  /// terminal.
  private func runKept(in folder: URL) throws {
    let environment = ProcessInfo.processInfo.environment
    if let passphrase = environment[Self.passphraseVariable] {
      // The desk itself, under its watching parent: the town is there already.
      unsetenv(Self.passphraseVariable)
      openDesk(in: folder, passphrase: passphrase)
    }
    let given = try passphraseFile.map { try Passphrase.read(from: $0) }
    let passphrase = given ?? Passphrase.random()
    let book = try makeTown(in: folder, passphrase: passphrase, strength: .tuned)
    book.close()
    Lines.print("Made a town of \(people) people in \(folder.path).")
    if given == nil { Lines.print("Its passphrase: \(passphrase)") }
    guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else { return }
    setenv(Self.passphraseVariable, passphrase, 1)
    openDesk(in: folder, passphrase: passphrase)
  }

  private func openDesk(in folder: URL, passphrase: String) -> Never {
    DeskRun.start { theme, notice in
      let book = try Casebook.open(at: folder, passphrase: passphrase)
      return Desk(DeskSetting(folder: folder, theme: theme, notice: notice), book: book)
    } look: {
      look
    }
  }

  private func runTemporary() throws {
    guard isatty(STDOUT_FILENO) == 1 else { throw TerminalError.noTerminal }
    let folder: URL
    if let made = ProcessInfo.processInfo.environment[Self.folderVariable] {
      folder = URL(fileURLWithPath: made, isDirectory: true)
    } else {
      let parent = FileManager.default.temporaryDirectory
      folder = parent.appendingPathComponent("fingerpost-demo-\(Passphrase.random().prefix(9))")
      setenv(Self.folderVariable, folder.path, 1)
      // The parent outlives whatever becomes of the desk, so it clears up.
      atexit {
        guard let path = getenv("FINGERPOST_DEMO_FOLDER") else { return }
        try? FileManager.default.removeItem(atPath: String(cString: path))
      }
    }
    DeskRun.start { [self] theme, notice in
      let passphrase = Passphrase.random()
      let book = try makeTown(in: folder, passphrase: passphrase, strength: .quick)
      let setting = DeskSetting(
        folder: folder, theme: theme,
        notice: notice ?? "A made-up town. The passphrase after F12: \(passphrase)")
      return Desk(setting, book: book)
    } look: {
      look
    }
  }

  private func makeTown(in folder: URL, passphrase: String, strength: KeyStrength) throws
    -> Casebook
  {
    let now = Date()
    var town = DemonstrationTown(
      seed: seed, today: Day(now), people: people, services: services)
    town.now = now
    let seat = supervisor ? 2 : 0
    let name = town.workers[seat].name
    let book = try Casebook.create(
      at: folder, passphrase: passphrase, name: name, strength: strength)
    do {
      let asks = isatty(STDERR_FILENO) == 1 && people >= 5_000 && keep != nil
      try book.fill(with: town, seat: seat) { done in
        if asks {
          FileHandle.standardError.write(Data("\r\(done) of \(people) people".utf8))
        }
      }
      if asks { FileHandle.standardError.write(Data("\r\u{1b}[K".utf8)) }
      return book
    } catch {
      book.close()
      throw error
    }
  }
}

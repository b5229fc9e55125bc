import ArgumentParser
import Casebook
import Casework
import Foundation

struct Users: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "See, add and remove the people who can open this casebook.",
    subcommands: [ListUsers.self, AddUser.self, RemoveUser.self], defaultSubcommand: ListUsers.self)
}

struct ListUsers: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List everybody who can open this casebook.")

  @Flag(help: "Print JSON.")
  var json = false

  @OptionGroup var casebook: CasebookOptions

  private struct UserObject: Encodable {
    var id: String
    var name: String
    var workerId: String?
    var kind: String
  }

  func run() throws {
    let book = try casebook.open()
    defer { book.close() }
    let users = try book.users()
    if json {
      try JSON.print(
        users.map {
          UserObject(
            id: $0.slotID, name: $0.name, workerId: $0.workerID?.text,
            kind: $0.isRecoveryKey ? "recovery-key" : "passphrase")
        })
      return
    }
    for user in users {
      Lines.print(
        "\(user.name) · \(user.isRecoveryKey ? "printed recovery key" : "passphrase") · \(user.slotID)"
      )
    }
  }
}

struct AddUser: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Add somebody who works here, with a passphrase of their own.")

  @Option(help: "Their name, as the team knows them.")
  var name: String

  @Option(
    help:
      "link-worker, health-and-wellbeing-coach, care-coordinator, volunteer, supervisor or administrator."
  )
  var role: WorkerRole = .linkWorker

  @Option(
    help: ArgumentHelp("Read their passphrase from the first line of this file.", valueName: "file")
  )
  var newPassphraseFile: String?

  @OptionGroup var casebook: CasebookOptions

  func run() throws {
    let book = try casebook.open()
    defer { book.close() }
    let passphrase = try Passphrase.choose(from: newPassphraseFile, whose: "\(name)'s passphrase")
    let worker = try book.addUser(name: name, role: role, passphrase: passphrase)
    Lines.print("\(worker.name) can open this casebook now, as \(role.words.lowercased()).")
  }
}

extension WorkerRole: ExpressibleByArgument {}

struct RemoveUser: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove",
    abstract: "Take somebody's way in away. What they wrote stays, with their name.",
    discussion: "Whoever kept a copy of the folder from before can still open that copy.")

  @Argument(help: "The id that “fingerpost users” shows.")
  var id: String

  @OptionGroup var casebook: CasebookOptions

  func run() throws {
    let book = try casebook.open()
    defer { book.close() }
    guard let user = try book.users().first(where: { $0.slotID == id }) else {
      throw CasebookError.refused(
        "There is no way in with the id “\(id)”. Nothing was changed. “fingerpost users” lists them."
      )
    }
    try book.removeUser(id)
    Lines.print("\(user.name) can no longer open this casebook.")
  }
}

struct ChangePassphrase: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "passphrase", abstract: "Change your passphrase.")

  @Option(
    help: ArgumentHelp(
      "Read the new passphrase from the first line of this file.", valueName: "file"))
  var newPassphraseFile: String?

  @OptionGroup var casebook: CasebookOptions

  func run() throws {
    let old = try casebook.passphraseFromFile() ?? Passphrase.ask("Passphrase: ")
    guard Casebook.exists(at: casebook.folder) else {
      throw CasebookError.notThere(casebook.folder.path)
    }
    let book = try Casebook.open(at: casebook.folder, passphrase: old)
    defer { book.close() }
    let new = try Passphrase.choose(from: newPassphraseFile, whose: "Your new passphrase")
    try book.changePassphrase(from: old, to: new)
    Lines.print("Your passphrase is changed. The old one no longer opens this casebook.")
  }
}

struct MakeRecoveryKey: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "recovery-key",
    abstract: "Make a recovery key to print and lock away.",
    discussion: "With it a forgotten passphrase can be replaced. It is shown once and kept nowhere."
  )

  @OptionGroup var casebook: CasebookOptions

  func run() throws {
    let book = try casebook.open()
    defer { book.close() }
    Lines.print(try book.makeRecoveryKey())
  }
}

struct Recover: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Set a new passphrase with the printed recovery key.")

  @Option(help: "Whose passphrase, where several people have one.")
  var name: String?

  @Option(
    help: ArgumentHelp("Read the recovery key from the first line of this file.", valueName: "file")
  )
  var recoveryKeyFile: String?

  @Option(
    help: ArgumentHelp(
      "Read the new passphrase from the first line of this file.", valueName: "file"))
  var newPassphraseFile: String?

  @Option(
    name: .customLong("casebook"), help: ArgumentHelp("The casebook's folder.", valueName: "dir"))
  var path: String?

  func run() throws {
    let recoveryKey =
      try recoveryKeyFile.map { try Passphrase.read(from: $0) }
      ?? Passphrase.ask("Recovery key: ")
    let new = try Passphrase.choose(from: newPassphraseFile, whose: "The new passphrase")
    try Casebook.recover(
      at: CasebookOptions.folder(named: path), recoveryKey: recoveryKey, name: name,
      newPassphrase: new)
    Lines.print("The passphrase is changed. Open the casebook with it now.")
  }
}

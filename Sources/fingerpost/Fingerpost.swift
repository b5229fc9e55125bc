// The program: `fingerpost` opens the desk, and its commands do the same work in
// plain lines, for scripts and for screen readers.

import ArgumentParser
import Casebook
import Foundation
import Terminal

@main
struct Fingerpost: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fingerpost",
    abstract: "A link worker's casebook in a terminal: encrypted, offline, instant.",
    discussion: """
      Without a command, Fingerpost opens the desk: who needs you today, your caseload, \
      each person's plan, and the directory of what is on locally. The commands below do \
      the same work in plain lines, and with --json for scripts.

      Try it on made-up people first:  fingerpost demo
      """,
    version: "0.1.0",
    // One a line, in the order that help lists them.
    subcommands: [
      OpenDesk.self,
      Init.self,
      Demo.self,
      Import.self,
      Export.self,
      ShowToday.self,
      ShowWeek.self,
      LogContact.self,
      ListCaseload.self,
      ShowNetwork.self,
      FlagPerson.self,
      Involved.self,
      Beside.self,
      Alone.self,
      DiaryCalendar.self,
      ShowReach.self,
      Show.self,
      WhatFits.self,
      ShowPlan.self,
      Refer.self,
      CorrectReferral.self,
      Inbox.self,
      TriageReferral.self,
      PauseClock.self,
      GoOn.self,
      Safety.self,
      Risks.self,
      CloseCase.self,
      Reopen.self,
      Letters.self,
      LinkRecords.self,
      SearchDirectory.self,
      ListUnmetNeeds.self,
      ShowHistory.self,
      Attended.self,
      Groups.self,
      MoneyCommands.self,
      ShowTeam.self,
      Service.self,
      Users.self,
      ChangePassphrase.self,
      MakeRecoveryKey.self,
      Recover.self,
      ShowGallery.self,
      Themes.self,
      ListKeys.self,
      Verify.self,
      Backup.self,
      Restore.self,
    ],
    defaultSubcommand: OpenDesk.self)

  /// Exit codes: 0 done, 1 refused with a reason on standard error, 64 usage.
  static func main() {
    // Before the first passphrase is typed.
    Casebook.hideMemory()
    // Nobody else on this machine reads anything that we write.
    umask(0o077)
    do {
      var command = try parseAsRoot()
      do { try command.run() } catch let refusal where !Self.isParserBusiness(refusal) {
        refuse(refusal)
      }
    } catch { exit(withError: error) }
  }

  /// Whether the parser has its own way of ending with this: help, the version, wrong
  /// usage, or a code of its own.
  private static func isParserBusiness(_ error: any Error) -> Bool {
    error is ExitCode || exitCode(for: error) != .failure
  }

  /// Says why something was not done, and ends with code 1.
  static func refuse(_ error: any Error) -> Never {
    FileHandle.standardError.write(Data("\(sentence(for: error))\n".utf8))
    Foundation.exit(1)
  }

  static func sentence(for error: any Error) -> String {
    switch error {
    case let error as CocoaError where error.userInfo[NSFilePathErrorKey] != nil:
      let path = error.userInfo[NSFilePathErrorKey] as? String ?? ""
      switch error.code {
      case .fileReadNoSuchFile, .fileNoSuchFile: return "There is no file \(path). Check its name."
      case .fileReadNoPermission: return "The file \(path) may not be read. Check its permissions."
      case .fileWriteNoPermission:
        return "The file \(path) may not be written. Check its permissions."
      case .fileWriteOutOfSpace: return "The disk is full, so \(path) was not written."
      default: return error.localizedDescription
      }
    case let error as CustomStringConvertible & Error: return error.description
    default: return error.localizedDescription
    }
  }
}

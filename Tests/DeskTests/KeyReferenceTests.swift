// The page of keys is made from the table of commands, and is not stale.

import Foundation
import Terminal
import Testing

@testable import Desk

@Suite("The reference of keys")
struct KeyReferenceTests {
  private var page: URL {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent(".github/KEYS.md")
  }

  @Test("says what the commands say; write it anew with FINGERPOST_WRITE_GOLDEN=1")
  func isFresh() throws {
    let wanted = try DeskKeys.page()
    if ProcessInfo.processInfo.environment["FINGERPOST_WRITE_GOLDEN"] != nil {
      try wanted.write(to: page, atomically: true, encoding: .utf8)
    }
    let kept = try String(contentsOf: page, encoding: .utf8)
    #expect(kept == wanted, "run the tests of the desk with FINGERPOST_WRITE_GOLDEN=1")
  }

  @Test("has every command of the table, with its keys")
  func isWhole() throws {
    let listed = try DeskKeys.reference().groups.flatMap(\.commands)
    for row in DeskCommands.rows {
      #expect(listed.contains { $0.id == row.command.id && $0.keys == row.command.keys })
    }
  }

  @Test("no two commands share an id, a title that help would show twice, or a key in one place")
  func noClashes() throws {
    let ids = DeskCommands.rows.map(\.command.id)
    #expect(Set(ids).count == ids.count)
    for row in DeskCommands.rows {
      #expect(row.action != nil || DeskAction(rawValue: row.command.id) != nil)
      #expect(!row.command.title.isEmpty && !row.command.help.isEmpty)
    }
  }
}

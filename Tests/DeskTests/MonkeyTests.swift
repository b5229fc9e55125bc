// Anything at all may be pressed, pasted, clicked and resized, in any order: the
// desk draws inside its canvas, never crashes and never loses a record.

import Casebook
import Casework
import Foundation
import Terminal
import Testing

@testable import Desk

@Suite("The desk withstands a monkey")
struct MonkeyTests {
  private static var events: Int {
    let asked = ProcessInfo.processInfo.environment["FINGERPOST_MONKEY"].flatMap { Int($0) }
    return max(asked ?? 0, 16_000)
  }

  @Test(
    "random keys, pastes, clicks and sizes lose no record, and nothing is drawn outside",
    arguments: [1, 2, 3] as [UInt64])
  func monkey(seed: UInt64) throws {
    let test = TestBook()
    let book = try test.town(people: 24, services: 12)
    try live(Desk(test.setting(), book: book), test, seed: seed, events: Self.events / 4)
  }

  @Test("at a supervisor's desk, with the team and its rooms, nobody is lost either")
  func supervisor() throws {
    let test = TestBook()
    var desk = try test.teamDesk().application
    _ = desk.handle(.key(.character("4")))
    try live(desk, test, seed: 4, events: Self.events / 4)
  }

  /// Every key that means something anywhere on the desk, but those that leave it.
  private static let commands: [Key] = {
    // What covers, suspends or ends the desk ends the monkey's day as well: now and then is enough.
    let leaving: Set<String> = ["cover", "quit"]
    return DeskCommands.rows.filter { !leaving.contains($0.command.id) }.flatMap(\.command.keys)
      + [.escape, .escape, .ctrl("s"), .ctrl("s"), .enter, .enter]
  }()

  private func live(_ desk: Desk, _ test: TestBook, seed: UInt64, events: Int) throws {
    TestBook.keepsHome
    let before = try desk.withBook {
      try $0.caseloadCount(CaseloadFilter(.everybodys, includeClosed: true))
    }
    let size = Size(width: 80, height: 24)
    var monkey = Monkey(
      seed: seed, size: size, largest: Size(width: 130, height: 42), commands: Self.commands,
      now: TestBook.now)
    var session = Session(desk, size: size)
    _ = session.deliver([.resize(size)])
    var sent = 0
    var frame = 0
    while sent < events {
      let batch = monkey.batch(most: 12)
      var flow = session.deliver(batch)
      while flow != .continue { flow = session.deliver([]) }
      sent += batch.count
      frame += 1
      let grid = session.draw()
      #expect(grid.size == session.size)
      if let fault = grid.fault {
        Issue.record("\(fault), after \(sent) events of \(seed):\n\(grid.plainText)")
        return
      }
      if frame % 16 == 0, let place = session.application.strayCell(at: session.size) {
        Issue.record("drawn outside at \(place), after \(sent) events of \(seed)")
        return
      }
      // Somebody who knows the passphrase sits down again.
      if case .locked = session.application.door {
        _ = session.deliver([.key(.ctrl("a")), .key(.delete), .paste(TestBook.passphrase)])
        _ = session.deliver([.key(.enter)])
        _ = session.deliver([.tick(TestBook.now)])
      }
    }
    var left = session.application
    left.shut()
    // Whatever the monkey added, nobody who was there has gone.
    let again = try Casebook.open(at: test.folder, passphrase: TestBook.passphrase)
    let after = try again.caseloadCount(CaseloadFilter(.everybodys, includeClosed: true))
    #expect(after >= before)
  }
}

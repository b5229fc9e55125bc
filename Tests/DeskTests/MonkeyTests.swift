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
  @Test("random keys, pastes, clicks and sizes lose no record", arguments: [1, 2, 3] as [UInt64])
  func monkey(seed: UInt64) throws {
    let test = TestBook()
    let book = try test.town(people: 24, services: 12)
    let before = try book.caseloadCount(CaseloadFilter(.everybodys, includeClosed: true))
    let desk = Story(Desk(test.setting(), book: book), size: Size(width: 80, height: 24))
    let count = ProcessInfo.processInfo.environment["FINGERPOST_MONKEY"].flatMap(Int.init) ?? 3_000
    press(count, "123/?lntxsmcga+piAukj09z é漢", on: desk, seed: seed)
    try expectNobodyLost(desk, test, before)
  }

  @Test("at a supervisor's desk, with the team and its rooms, nobody is lost either")
  func supervisor() throws {
    let test = TestBook()
    let desk = try test.teamDesk(size: Size(width: 100, height: 30))
    let before = try desk.application.withBook {
      try $0.caseloadCount(CaseloadFilter(.everybodys, includeClosed: true))
    }
    let count = ProcessInfo.processInfo.environment["FINGERPOST_MONKEY"].flatMap(Int.init) ?? 1_000
    desk.press("4")
    press(count, "44444mwsaloOebBgSWYQcMu+- 1/x", on: desk, seed: 4)
    try expectNobodyLost(desk, test, before)
  }

  private func press(_ count: Int, _ letters: String, on desk: Story<Desk>, seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let keys: [Key] =
      [.enter, .escape, .tab, .backTab, .up, .down, .left, .right, .home, .end, .pageUp, .pageDown]
      + [.delete, .backspace, .space, .ctrl("p"), .ctrl("r"), .ctrl("s"), .ctrl("z"), .ctrl("a")]
      + letters.map { .character($0) }
    for _ in 0..<count {
      switch Int.random(in: 0..<40, using: &generator) {
      case 0: desk.paste("pasted\ntext\u{1b}[2J\u{202e}👩‍👩‍👧")
      case 1:
        desk.resize(
          Columns(Int.random(in: 1..<200, using: &generator)),
          Rows(Int.random(in: 1..<60, using: &generator)))
      case 2...5:
        let place = Position(
          x: Columns(Int.random(in: 0..<max(desk.grid.size.width.count, 1), using: &generator)),
          y: Rows(Int.random(in: 0..<max(desk.grid.size.height.count, 1), using: &generator)))
        let kinds: [Mouse.Kind] = [.press(.left), .doubleClick, .wheelUp, .wheelDown, .drag(.left)]
        desk.send(.mouse(Mouse(kinds.randomElement(using: &generator) ?? .wheelUp, at: place)))
      case 6: desk.waits()
      default: desk.send(.key(keys.randomElement(using: &generator) ?? .escape))
      }
      _ = desk.grid
    }
  }

  private func expectNobodyLost(_ desk: Story<Desk>, _ test: TestBook, _ before: Int) throws {
    #expect(desk.complaints.isEmpty)
    // Whatever the monkey added, nobody who was there has gone.
    var left = desk.application
    left.shut()
    let again = try Casebook.open(at: test.folder, passphrase: TestBook.passphrase)
    let after = try again.caseloadCount(CaseloadFilter(.everybodys, includeClosed: true))
    #expect(after >= before)
  }
}

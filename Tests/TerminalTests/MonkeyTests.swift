// A monkey at the keyboard, with a mouse: 200,000 events in many short lives, and as many more as
// FINGERPOST_MONKEY asks for. FINGERPOST_SEED lets it live the same lives again.

import Foundation
import Testing

@testable import Terminal

@Suite("A monkey at the gallery")
struct MonkeyTests {
  private static let lives = 50

  private static var eventsEach: Int {
    let asked = ProcessInfo.processInfo.environment["FINGERPOST_MONKEY"].flatMap { Int($0) }
    return max(asked ?? 0, 200_000) / lives
  }

  private static var seed: UInt64 {
    ProcessInfo.processInfo.environment["FINGERPOST_SEED"].flatMap { UInt64($0) } ?? 42
  }

  @Test("breaks nothing, and nothing is drawn outside the canvas", arguments: 0..<lives)
  func survives(life: Int) throws {
    // Most lives are small, where the edges are near; every tenth has a whole screen.
    let isLarge = life % 10 == 0
    let size = isLarge ? Size(width: 80, height: 24) : Size(width: 44, height: 12)
    var monkey = Monkey(
      seed: Self.seed &+ UInt64(life), size: size,
      largest: isLarge ? Size(width: 130, height: 45) : Size(width: 64, height: 18))
    let today = try #require(Day(year: 2026, month: 11, day: 23))
    var session = Session(Gallery(today: today), size: size)
    for _ in 0..<(life % Gallery.titles.count) { _ = session.deliver([.key(.ctrl("n"))]) }
    var sent = 0
    var frame = 0
    while sent < Self.eventsEach {
      let batch = monkey.batch(most: 24)
      _ = session.deliver(batch)
      while session.deliver([]) != .continue {}
      sent += batch.count
      frame += 1
      let grid = session.draw()
      #expect(grid.size == session.size)
      if frame % 5 == 0 { isSound(grid) }
      if frame % 10 == 0 {
        #expect(session.application.strayCell(at: session.size) == nil)
      }
    }
  }
}

// Running an application on a terminal in memory.

import Foundation
import Testing

@testable import Terminal

@Suite("Running")
struct RunnerTests {
  struct Counting: Application {
    var count = 0
    var size = Size(width: 0, height: 0)
    var wake: Date?
    var nextWake: Date? { wake }
    mutating func handle(_ event: Event) -> Flow {
      switch event {
      case .resize(let new): size = new
      case .key(.character("q")): return .quit(3)
      case .key(.character("b")): return .bell
      case .key(.character("c")): return .copy("text")
      case .key(.ctrl("z")): return .suspend
      default: count += 1
      }
      return .continue
    }
    func draw(on canvas: Canvas) { canvas.put("\(count) of \(size)") }
  }

  @Test("events that come together are drawn once, and quitting hands on its code")
  func batches() {
    let key = Event.key(.character("x"))
    let driver = MemoryDriver(
      size: Size(width: 20, height: 2), script: [[key, key, key], [key], [.key(.character("q"))]])
    var app = Counting()
    #expect(Runner(driver: driver).run(&app) == 3)
    #expect(app.count == 4)
    #expect(driver.frameCount == 3)
    #expect(driver.frame?.plainText == "4 of 20×2\n")
  }

  @Test("bell, clipboard and ^Z reach the terminal, and the size is asked for again")
  func requests() {
    let driver = MemoryDriver(
      size: Size(width: 20, height: 1),
      script: [
        [.key(.character("b"))], [.key(.character("c"))], [.key(.ctrl("z"))],
        [.resize(Size(width: 30, height: 1))], [.key(.character("q"))],
      ])
    var app = Counting()
    _ = Runner(driver: driver).run(&app)
    #expect(driver.bells == 1 && driver.copied == ["text"] && driver.suspensions == 1)
    #expect(app.size.width == 30)
  }

  @Test("a terminal that is gone ends the program with its signal")
  func gone() {
    let driver = MemoryDriver(size: Size(width: 20, height: 1))
    var app = Counting()
    #expect(Runner(driver: driver).run(&app) == 129)
  }

  @Test("keys that come together with one that asks for something are not lost")
  func backlog() {
    let driver = MemoryDriver(
      size: Size(width: 20, height: 1),
      script: [["b", "x", "c", "x", "q"].map { .key(.character($0)) }])
    var app = Counting()
    #expect(Runner(driver: driver).run(&app) == 3)
    #expect(app.count == 2 && driver.bells == 1 && driver.copied == ["text"])
  }

  @Test("an application is woken when it asked to be")
  func wakes() {
    let now = Date(timeIntervalSince1970: 1_000)
    let driver = MemoryDriver(
      size: Size(width: 20, height: 1), script: [[], [.key(.character("q"))]])
    var app = Counting(wake: now)
    _ = Runner(driver: driver, now: { now }).run(&app)
    #expect(app.count == 1)
  }
}

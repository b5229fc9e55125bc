// A desk to sit at in a test: a made-up town in a casebook of its own, a clock that
// stands still, and golden pictures to compare with.

import Casebook
import Casework
import Foundation
import Terminal
import TestBooks
import Testing

@testable import Desk

/// A casebook in a temporary folder, removed when the test is over.
final class TestBook {
  let folder: URL
  static let passphrase = "a made-up passphrase"

  init() {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("fingerpost-desk-\(UUID().uuidString)")
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// Monday 23 November 2026, 09:02.
  static let now = Date(timeIntervalSince1970: 1_795_424_520)

  func setting(now: @escaping () -> Date = { TestBook.now }) -> DeskSetting {
    DeskSetting(folder: folder, now: now, strength: .quick)
  }

  func make(name: String = "Priya Nair") throws -> Casebook {
    Self.onTheDay(try NewCasebook.make(at: folder, passphrase: Self.passphrase, name: name))
  }

  /// What is done in it is done on the day of the pictures, whenever the tests are run.
  private static func onTheDay(_ book: Casebook) -> Casebook {
    book.clock = { Self.now }
    return book
  }

  /// The town of the golden pictures.
  func town() throws -> Casebook { try town(people: 60, services: 80) }

  /// A town of another size, or as another of its workers sees it; made once, and copied.
  func town(people: Int, services: Int, seat: Int = 0) throws -> Casebook {
    let town = DemonstrationTown(
      seed: 1, today: Day(Self.now), people: people, services: services)
    let book = try NewCasebook.make(
      at: folder, passphrase: Self.passphrase, name: town.workers[seat].name,
      holding: "\(people) people, \(services) services, seat \(seat)"
    ) { try Self.onTheDay($0).fill(with: town, seat: seat) }
    return Self.onTheDay(book)
  }

  /// A desk on the town.
  func desk(size: Size = Size(width: 120, height: 40)) throws -> Story<Desk> {
    Story(Desk(setting(), book: try town()), size: size)
  }
}

extension Story where App == Desk {
  /// Lets time pass, so that what waits for the next tick happens.
  @discardableResult
  func waits() -> Story { tick(TestBook.now) }
}

extension Story where App == Desk {
  /// Goes down Today's list to the first with a plan.
  func chooseSomebodyWithAPlan() {
    for _ in 0..<30 where application.todayScreen.selected?.hasPlan != true { press("Down") }
  }
}

/// Compares a screen with its golden picture, or writes it where asked.
func expectGolden(
  _ grid: Grid, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Golden")
  let file = folder.appendingPathComponent(name + ".txt")
  let actual = Golden.text(of: grid)
  if ProcessInfo.processInfo.environment["FINGERPOST_WRITE_GOLDEN"] != nil {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try actual.write(to: file, atomically: true, encoding: .utf8)
    return
  }
  guard let expected = try? String(contentsOf: file, encoding: .utf8) else {
    Issue.record("there is no golden picture \(name)", sourceLocation: sourceLocation)
    return
  }
  if expected != actual {
    Issue.record(
      "\(name) looks different:\n\(Golden.difference(expected: expected, actual: actual))",
      sourceLocation: sourceLocation)
  }
}

extension TestBook {
  /// Forms that write a file offer one in the home folder: in tests that is a folder which goes.
  static let keepsHome: Void = {
    let place = FileManager.default.temporaryDirectory
      .appendingPathComponent("fingerpost-home-\(UUID().uuidString)")
    try? FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    setenv("HOME", place.path, 1)
  }()
}

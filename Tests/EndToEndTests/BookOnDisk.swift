// A casebook on disk that both a test and the real program open.

import Casebook
import Casework
import Foundation
import TestBooks
import Testing

/// A casebook in a folder of its own, for commands to be run on; gone with the test.
final class BookOnDisk {
  let folder: URL
  var book: URL { folder.appendingPathComponent("book") }
  private static let passphrase = "a made-up passphrase"

  /// - Parameters:
  ///   - seat: at whose desk of the made-up town: 2 is the supervisor’s; nil is a casebook
  ///     with nothing in it.
  ///   - people: with many fewer than these the town has no team.
  init(seat: Int? = nil, people: Int = 180) throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("fingerpost-book-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Self.passphrase.write(to: file("pass"), atomically: true, encoding: .utf8)
    let town = DemonstrationTown(seed: 1, today: Day(Date()), people: people, services: 12)
    let made = try NewCasebook.make(
      at: book, passphrase: Self.passphrase, name: town.workers[seat ?? 0].name)
    if let seat { try made.fill(with: town, seat: seat) }
    made.close()
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func file(_ name: String) -> URL { folder.appendingPathComponent(name) }

  func open() throws -> Casebook { try Casebook.open(at: book, passphrase: Self.passphrase) }

  func run(_ arguments: [String]) throws -> (output: String, errors: String, code: Int32) {
    try Program.run(
      RealDesk.program.path,
      arguments + ["--casebook", book.path, "--passphrase-file", file("pass").path])
  }

  /// What a command prints as JSON.
  func objects(_ arguments: String...) throws -> [[String: Any]] {
    let ran = try run(arguments + ["--json"])
    #expect(ran.code == 0, "\(arguments): \(ran.errors)")
    return try #require(
      JSONSerialization.jsonObject(with: Data(ran.output.utf8)) as? [[String: Any]])
  }
}

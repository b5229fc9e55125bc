// The casebook that is measured, made once.

import Casebook
import Casework
import Foundation

/// A made-up town in a casebook of its own.
final class BenchmarkTown {
  static let passphrase = "a made-up passphrase"

  let people: Int
  /// Holds the casebook and, beside it, what other measurements need.
  let folder: URL
  private let isKept: Bool
  private var made: Casebook?
  /// How long the filling took, where this process did it.
  private(set) var fillingSeconds: Double?

  init(people: Int, keep: String?) throws {
    self.people = people
    isKept = keep != nil
    folder =
      keep.map { URL(fileURLWithPath: $0) }
      ?? FileManager.default.temporaryDirectory
      .appendingPathComponent("fingerpost-benchmarks-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  var bookFolder: URL { folder.appendingPathComponent("town") }

  /// The day that the town is made for and the desk sits in.
  static var today: Day { Day(Date()) }

  /// The casebook, open; made the first time somebody asks.
  func book() throws -> Casebook {
    if let made { return made }
    if Casebook.exists(at: bookFolder) {
      let book = try open()
      made = book
      return book
    }
    let town = DemonstrationTown(seed: 1, today: Self.today, people: people, services: 400)
    // Next to no key derivation: it costs half a second on purpose, and no budget
    // here is about it.
    let book = try Casebook.create(
      at: bookFolder, passphrase: Self.passphrase, name: town.workers.first?.name ?? "Priya Nair",
      strength: .quick)
    let start = ContinuousClock.now
    try book.fill(with: town)
    fillingSeconds = (ContinuousClock.now - start).seconds
    made = book
    return book
  }

  /// One more connection, as another program has.
  func open() throws -> Casebook {
    try Casebook.open(at: bookFolder, passphrase: Self.passphrase)
  }

  /// A folder under the casebook's key: databases in it are sealed.
  func sealedFolder() throws -> (folder: URL, book: Casebook) {
    let folder = folder.appendingPathComponent("sealed-\(UUID().uuidString)")
    let book = try Casebook.create(
      at: folder, passphrase: Self.passphrase, name: "Nobody", strength: .quick)
    return (folder, book)
  }

  func remove() {
    made?.close()
    if !isKept { try? FileManager.default.removeItem(at: folder) }
  }
}

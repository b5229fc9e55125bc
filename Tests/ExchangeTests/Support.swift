// Folders for tests, and the examples that lie beside the project.

import Casebook
import Casework
import Foundation

/// A folder of its own for one test, gone when the test is.
final class Scratch {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory
      .appendingPathComponent("fingerpost-exchange-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  @discardableResult
  func file(_ name: String, _ text: String) throws -> URL { try file(name, Array(text.utf8)) }

  @discardableResult
  func file(_ name: String, _ bytes: [UInt8]) throws -> URL {
    let place = url.appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: place)
    return place
  }

  func casebook() throws -> Casebook {
    try Casebook.create(
      at: url.appendingPathComponent("casebook-\(UUID().uuidString)"),
      passphrase: "correct horse battery staple", name: "Priya Nair", strength: .quick)
  }
}

/// The examples of the two standards, which are not ours to copy.
enum SharedData {
  static let folder: URL = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("shared/data")

  static let isThere: Bool = {
    let found = FileManager.default.fileExists(
      atPath: folder.appendingPathComponent("hsds-3.0").path)
    if !found { print("Skipped: the examples are not at \(folder.path)") }
    return found
  }()

  static func url(_ path: String) -> URL { folder.appendingPathComponent(path) }
}

let someDay = Day(number: 20_780)  // 23/11/2026

// Casebooks for tests. Making one runs every migration there ever was, filling one takes
// longer still, and hundreds of tests want one: each kind is made once, and copied.

import Casebook
import Foundation
import Synchronization

/// Gives tests a casebook with nothing in it.
public enum NewCasebook {
  private struct Kind: Hashable {
    var passphrase: String
    var name: String
    var contents: String
  }

  private static let models = Mutex<[Kind: URL]>([:])

  /// A new casebook in a folder where nothing is yet.
  ///
  /// All that a test run makes for one name and passphrase have the same keys, worker and
  /// device: a test of those calls ``Casebook/create(at:passphrase:name:strength:)`` itself.
  public static func make(
    at folder: URL, passphrase: String = "correct horse battery staple",
    name: String = "Priya Nair"
  ) throws -> Casebook {
    try make(at: folder, passphrase: passphrase, name: name, holding: "") { _ in }
  }

  /// A casebook with something in it, in a folder where nothing is yet.
  ///
  /// - Parameters:
  ///   - contents: what is in it, in words that tell it from all others.
  ///   - fill: puts it in, the first time that it is asked for.
  public static func make(
    at folder: URL, passphrase: String, name: String = "Priya Nair", holding contents: String,
    fill: (Casebook) throws -> Void
  ) throws -> Casebook {
    let model = try models.withLock { models in
      let kind = Kind(passphrase: passphrase, name: name, contents: contents)
      if let model = models[kind] { return model }
      let model = FileManager.default.temporaryDirectory
        .appendingPathComponent("fingerpost-model-\(UUID().uuidString)")
      let book = try Casebook.create(
        at: model, passphrase: passphrase, name: name, strength: .quick)
      try fill(book)
      book.close()
      models[kind] = model
      return model
    }
    try FileManager.default.copyItem(at: model, to: folder)
    return try Casebook.open(at: folder, passphrase: passphrase)
  }
}

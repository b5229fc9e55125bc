// New casebooks for tests. Making one runs every migration there ever was, and hundreds of
// tests want one: it is made once for each name and passphrase, and copied.

import Casebook
import Foundation
import Synchronization

/// Gives tests a casebook with nothing in it.
public enum NewCasebook {
  private struct Kind: Hashable {
    var passphrase: String
    var name: String
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
    let model = try models.withLock { models in
      let kind = Kind(passphrase: passphrase, name: name)
      if let model = models[kind] { return model }
      let model = FileManager.default.temporaryDirectory
        .appendingPathComponent("fingerpost-model-\(UUID().uuidString)")
      try Casebook.create(at: model, passphrase: passphrase, name: name, strength: .quick).close()
      models[kind] = model
      return model
    }
    try FileManager.default.copyItem(at: model, to: folder)
    return try Casebook.open(at: folder, passphrase: passphrase)
  }
}

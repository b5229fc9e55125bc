// The key that every page of a casebook is sealed under. It exists in clear
// only here, in guarded memory, while somebody has the casebook open.

import CSealedVFS
import Foundation

/// The casebook's data key, unlocked.
///
/// Random, made once with the casebook, never changed by a change of
/// passphrase. Overwritten when the last reference goes.
public final class DataKey: Sendable {
  let secret: SecretBytes
  /// The casebook it belongs to: 16 random bytes, bound into every page.
  public let casebookID: [UInt8]

  init(secret: SecretBytes, casebookID: [UInt8]) {
    self.secret = secret
    self.casebookID = casebookID
  }

  /// Lets SQLite open sealed databases at or below `folder` under this key,
  /// until ``unregister(forCasebookAt:)`` has been called as often.
  ///
  /// - throws: ``KeyFileError/notRegistered(path:)`` if the folder's parent
  ///   does not exist or another key is registered for the folder.
  public func register(forCasebookAt folder: URL) throws {
    guard casebookID.count == SEALED_ID_BYTES, secret.count == SEALED_KEY_BYTES,
      sealed_vfs_register() == 0
    else { throw KeyFileError.notRegistered(path: folder.path) }
    let code = secret.withUnsafeBytes { key in
      sealed_vfs_add_key(
        folder.path, key.baseAddress?.assumingMemoryBound(to: UInt8.self), casebookID)
    }
    guard code == 0 else { throw KeyFileError.notRegistered(path: folder.path) }
  }

  /// Takes one registration back. After the last, nothing at or below `folder`
  /// can be opened, and the VFS's own copy of the key is wiped as soon as the
  /// databases that are still open have been closed.
  public func unregister(forCasebookAt folder: URL) {
    sealed_vfs_remove_key(folder.path)
  }

  /// A 32-byte key of its own for one purpose other than pages, such as the
  /// copy of a backup or a bundle. The same purpose gives the same key.
  public func key(for purpose: String) throws -> SecretBytes {
    try secret.derive("fingerpost " + purpose, casebookID)
  }
}

extension DataKey: CustomStringConvertible, CustomReflectable {
  public var description: String { "(data key)" }
  public var customMirror: Mirror { Mirror(self, children: []) }
}

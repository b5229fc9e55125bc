// A way for a thread of its own into a casebook that is open already.

import Casework
import Foundation

/// What another thread needs to open the casebook that this one has open: a casebook
/// is used by one thread at a time.
public struct CasebookDoor: Sendable {
  let folder: URL
  let key: DataKey
  let worker: LinkWorker

  /// Opens the casebook once more. Close it when done.
  public func open() throws -> Casebook {
    do {
      return try Casebook(folder: folder, key: key, worker: worker, isNew: false)
    } catch {
      throw CasebookError.from(error, path: folder.path)
    }
  }
}

extension Casebook {
  /// A way for another thread into this casebook, for as long as it is open.
  ///
  /// - Throws: ``CasebookError`` when it has been closed.
  public var door: CasebookDoor {
    get throws { CasebookDoor(folder: folder, key: try key, worker: worker) }
  }
}

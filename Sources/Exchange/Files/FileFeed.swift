// Files as bytes, a piece at a time, with limits.

import Casework
import Foundation

enum FileFeed {
  private static let piece = 256 * 1024

  /// Opens a file for reading in pieces.
  ///
  /// - Throws: ``ImportError``.
  ///
  /// - Parameter told: how many bytes each piece has, as it is read. What it throws
  ///   ends the reading.
  static func open(
    _ url: URL, limit megabytes: Int, told: @escaping (Int) throws -> Void = { _ in }
  ) throws -> ByteFeed {
    let handle = try handle(url, limit: megabytes)
    return ByteFeed {
      let bytes: [UInt8]
      do { bytes = try handle.read(upToCount: piece).map(Array.init) ?? [] } catch {
        throw ImportError.unreadable(url.path)
      }
      try told(bytes.count)
      return bytes
    }
  }

  /// All the bytes of a small file.
  static func bytes(of url: URL, limit megabytes: Int) throws -> [UInt8] {
    let handle = try handle(url, limit: megabytes)
    do { return try handle.readToEnd().map(Array.init) ?? [] } catch {
      throw ImportError.unreadable(url.path)
    }
  }

  private static func handle(_ url: URL, limit megabytes: Int) throws -> FileHandle {
    guard FileManager.default.fileExists(atPath: url.path) else {
      throw ImportError.noSuchFile(url.path)
    }
    guard let handle = try? FileHandle(forReadingFrom: url),
      let size = try? handle.seekToEnd(), (try? handle.seek(toOffset: 0)) != nil
    else { throw ImportError.unreadable(url.path) }
    guard size <= UInt64(megabytes) * 1_048_576 else {
      throw ImportError.tooLarge(url.path, megabytes: megabytes)
    }
    guard size > 0 else { throw ImportError.empty(url.path) }
    return handle
  }
}

// A copy of a casebook in one file: what `fingerpost backup` makes, what the
// daily copy is, and what `fingerpost restore` takes.
//
// The file is the sealed database, page for page as casebook.db holds it, and
// behind it what is needed to open it again:
//
//     pages × 4096   the sealed database
//     n              keys.json
//     80             the tail, numbers little-endian:
//                      4  version, 1        4  zero
//                      8  when it was made, milliseconds since 1970
//                      8  pages             8  n, the length of keys.json
//                     32  keyed hash of everything before it
//                     16  "fingerpost copy\n"
//
// Each page opens under the casebook's own key only, so a copy is as closed as
// the casebook, to the same passphrases. The keyed hash is over the file as a
// whole: pages of two copies put together would each be valid, and are refused.
// The tail stands at the end so that SQLite can open the file as it lies, which
// is how a fresh copy is checked before it gets its name.

import CSealedVFS
import Foundation

/// A sealed copy of a casebook, as its tail describes it.
public struct SealedCopy: Sendable {
  /// The version written, and the newest that is read.
  public static let version = 1
  static let tailBytes = 80
  static let mark = Array("fingerpost copy\n".utf8)
  static let pageBytes = Int64(SEALED_PAGE_SIZE)
  private static let chunk = 1 << 18

  public let file: URL
  public let madeAt: Date
  let pages: Int64
  let keys: KeyFile
  /// keys.json as it was.
  let keyText: Data
  private let hash: [UInt8]
  private let numbers: [UInt8]

  /// The bytes of the sealed database in it.
  public var databaseBytes: Int64 { pages * Self.pageBytes }

  /// Reads keys and tail of a copy, and makes sure that the file is as long as
  /// they say. ``check(with:)`` makes sure of the rest.
  ///
  /// - Throws: ``BackupError`` or ``KeyFileError``.
  public init(contentsOf file: URL) throws {
    guard let handle = try? FileHandle(forReadingFrom: file) else {
      throw FileManager.default.fileExists(atPath: file.path)
        ? BackupError.damaged(file.path, what: "it may not be read")
        : BackupError.noSuchFile(file.path)
    }
    defer { try? handle.close() }
    let tail = try Self.tail(handle, file)
    let size = try handle.seekToEnd()
    let version = Self.number(tail, 0, 4)
    guard version == Self.version else { throw BackupError.newerVersion(Int(version)) }
    let pages = Self.number(tail, 16, 8)
    let length = Self.number(tail, 24, 8)
    let most = Int64(UInt32.max)
    guard (1...most).contains(pages), (1...Int64(KeyFile.longestFile)).contains(length),
      Int64(size) == pages * Self.pageBytes + length + Int64(Self.tailBytes)
    else { throw BackupError.damaged(file.path, what: "its length is not what it says") }
    try handle.seek(toOffset: UInt64(pages * Self.pageBytes))
    guard let keyText = try handle.read(upToCount: Int(length)), keyText.count == length else {
      throw BackupError.damaged(file.path, what: "its keys cannot be read")
    }
    self.file = file
    self.pages = pages
    self.keyText = keyText
    madeAt = Date(timeIntervalSince1970: Double(Self.number(tail, 8, 8)) / 1000)
    numbers = Array(tail[0..<32])
    hash = Array(tail[32..<64])
    keys = try KeyFile(data: keyText)
  }

  /// When the copy in `file` was made, or nil where it is not a whole copy by the
  /// look of its tail. Reads 80 bytes.
  static func madeAt(_ file: URL) -> Date? {
    guard let handle = try? FileHandle(forReadingFrom: file) else { return nil }
    defer { try? handle.close() }
    guard let tail = try? tail(handle, file), number(tail, 0, 4) == version else { return nil }
    return Date(timeIntervalSince1970: Double(number(tail, 8, 8)) / 1000)
  }

  private static func tail(_ handle: FileHandle, _ file: URL) throws -> [UInt8] {
    let size = try handle.seekToEnd()
    guard size > UInt64(tailBytes) else { throw BackupError.notACopy(file.path) }
    try handle.seek(toOffset: size - UInt64(tailBytes))
    guard let bytes = try handle.read(upToCount: tailBytes), bytes.count == tailBytes,
      Array(bytes.suffix(mark.count)) == mark
    else { throw BackupError.notACopy(file.path) }
    return Array(bytes)
  }

  private static func number(_ bytes: [UInt8], _ at: Int, _ count: Int) -> Int64 {
    var value: UInt64 = 0
    for index in (0..<count).reversed() { value = value << 8 | UInt64(bytes[at + index]) }
    return Int64(bitPattern: value)
  }

  private static func bytes(_ value: Int64, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  // MARK: - The hash over the whole

  /// Reads the whole copy and makes sure that it is as it was written.
  ///
  /// - Throws: ``BackupError/damaged(_:what:)``.
  public func check(with key: DataKey) throws {
    let found = try Self.hash(
      of: file, pages: pages, keys: keyText, numbers: numbers, under: key, into: nil)
    guard sealed_equal(found, hash, hash.count) == 1 else {
      throw BackupError.damaged(file.path, what: "something in it has been changed")
    }
  }

  /// Writes the sealed database of this copy to `place`, while making sure that the
  /// copy is as it was written.
  func extract(to place: URL, with key: DataKey) throws {
    let descriptor = open(place.path, O_WRONLY | O_CREAT | O_EXCL, 0o600)
    guard descriptor >= 0 else { throw BackupError.fromSystem(place.path) }
    let output = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    defer { try? output.close() }
    let found = try Self.hash(
      of: file, pages: pages, keys: keyText, numbers: numbers, under: key, into: output)
    guard sealed_equal(found, hash, hash.count) == 1 else {
      throw BackupError.damaged(file.path, what: "something in it has been changed")
    }
    guard fsync(descriptor) == 0 else { throw BackupError.fromSystem(place.path) }
  }

  /// The keyed hash of the first `pages` of a file, keys.json and the tail's numbers.
  private static func hash(
    of file: URL, pages: Int64, keys: Data, numbers: [UInt8], under key: DataKey,
    into output: FileHandle?
  ) throws -> [UInt8] {
    let secret = try key.key(for: "copy")
    let handle = try FileHandle(forReadingFrom: file)
    defer { try? handle.close() }
    var running = [UInt8](repeating: 0, count: Int(SEALED_MAC_BYTES))
    func take(_ more: some Collection<UInt8>) {
      let message = running + more
      secret.withUnsafeBytes {
        _ = sealed_mac(
          &running, $0.baseAddress?.assumingMemoryBound(to: UInt8.self), $0.count, message,
          message.count)
      }
    }
    var left = pages * pageBytes
    while left > 0 {
      let wanted = Int(min(left, Int64(chunk)))
      guard let part = try handle.read(upToCount: wanted), part.count == wanted else {
        throw BackupError.damaged(file.path, what: "it is cut short")
      }
      if let output {
        do { try output.write(contentsOf: part) } catch { throw BackupError.fromSystem(file.path) }
      }
      take(part)
      left -= Int64(wanted)
    }
    take(keys)
    take(numbers)
    return running
  }

  /// Puts keys and tail behind the sealed database in `file`, and sees it safe on disk.
  static func seal(_ file: URL, keys: Data, at now: Date, with key: DataKey) throws {
    let descriptor = open(file.path, O_RDWR)
    guard descriptor >= 0 else { throw BackupError.fromSystem(file.path) }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    defer { try? handle.close() }
    let size = Int64(try handle.seekToEnd())
    guard size > 0, size % pageBytes == 0 else {
      throw BackupError.notSound("its length is not a number of pages")
    }
    let pages = size / pageBytes
    let numbers =
      bytes(Int64(version), 4) + bytes(0, 4) + bytes(now.milliseconds, 8) + bytes(pages, 8)
      + bytes(Int64(keys.count), 8)
    let hash = try hash(
      of: file, pages: pages, keys: keys, numbers: numbers, under: key, into: nil)
    do { try handle.write(contentsOf: keys + Data(numbers + hash + mark)) } catch {
      throw BackupError.fromSystem(file.path, code: ENOSPC)
    }
    guard fsync(descriptor) == 0 else { throw BackupError.fromSystem(file.path) }
  }
}

// keys.json as text: written in one fixed form, and read back only in that
// form, so that there is nothing in the file that its hash doesn't cover.

import CSealedVFS
import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

extension KeyFile {
  static let format = "Fingerpost keys"

  /// The file, in the one form it is written in.
  var text: String {
    let stretches = stretches.map {
      """
          { "passes": \($0.stretch.passes), "memory": \($0.stretch.memory), "salt": "\(hex($0.salt))" }
      """
    }
    let slots = slots.map { slot in
      let stretch = slot.stretch.map { " \"stretch\": \($0)," } ?? ""
      return """
          {
            "kind": "\(slot.kind.rawValue)",\(stretch)
            "id": "\(hex(slot.id))",
            "salt": "\(hex(slot.salt))",
            "key": "\(hex(slot.key))",
            "owner": "\(hex(slot.owner))"
          }
        """
    }
    return """
      {
        "format": "\(Self.format)",
        "version": \(Self.version),
        "casebook": "\(hex(casebookID))",
        "stretches": [
      \(stretches.joined(separator: ",\n"))
        ],
        "slots": [
      \(slots.joined(separator: ",\n"))
        ],
        "mac": "\(hex(mac))"
      }

      """
  }

  /// Reads the text of a keys.json. Nothing in it is trusted until it has been
  /// unlocked.
  ///
  /// - throws: ``KeyFileError/newerVersion(_:)``, ``KeyFileError/tooLarge(bytes:)``,
  ///   ``KeyFileError/excessive(passes:mebibytes:)``,
  ///   ``KeyFileError/damaged(detail:)``, ``KeyFileError/edited``.
  public init(data: Data) throws {
    guard data.count <= Self.longestFile else {
      throw KeyFileError.tooLarge(bytes: data.count)
    }
    guard !data.isEmpty else { throw KeyFileError.damaged(detail: "it is empty") }
    let decoder = JSONDecoder()
    guard let preamble = try? decoder.decode(Preamble.self, from: data),
      preamble.format == Self.format
    else { throw KeyFileError.damaged(detail: "it is not a list of keys, or only part of one") }
    guard preamble.version <= Self.version else {
      throw KeyFileError.newerVersion(preamble.version)
    }
    guard preamble.version == Self.version, let raw = try? decoder.decode(Raw.self, from: data)
    else { throw KeyFileError.damaged(detail: "some of it is missing") }
    self = try raw.checked()
    guard Data(text.utf8) == data else { throw KeyFileError.edited }
  }

  /// Reads `keys.json`.
  ///
  /// - throws: as ``init(data:)``, and ``KeyFileError/missing(path:)`` and
  ///   ``KeyFileError/unreadable(path:reason:)``.
  public init(contentsOf url: URL) throws {
    let descriptor = open(url.path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      if errno == ENOENT { throw KeyFileError.missing(path: url.path) }
      throw KeyFileError.unreadable(path: url.path, reason: reason(errno))
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw KeyFileError.unreadable(path: url.path, reason: "it is not a file")
    }
    guard status.st_size <= Self.longestFile else {
      throw KeyFileError.tooLarge(bytes: Int(status.st_size))
    }
    var data = Data()
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while data.count <= Self.longestFile {
      let count = read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else {
        throw KeyFileError.unreadable(path: url.path, reason: reason(errno))
      }
      if count == 0 { break }
      data.append(contentsOf: buffer[..<count])
    }
    try self.init(data: data)
  }

  /// Writes `keys.json` in one step: there is the old file or the new one,
  /// whole and on the disk, whatever happens meanwhile.
  ///
  /// - throws: ``KeyFileError/notWritten(path:reason:)``; the old file is then
  ///   still there.
  public func write(to url: URL) throws {
    let folder = url.deletingLastPathComponent()
    let name = ".\(url.lastPathComponent).\(hex(randomBytes(6)))"
    let temporary = folder.appendingPathComponent(name).path
    func failed() -> KeyFileError {
      let error = KeyFileError.notWritten(path: url.path, reason: reason(errno))
      unlink(temporary)
      return error
    }

    let descriptor = open(
      temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw failed() }
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { sysWrite(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        let error = failed()
        close(descriptor)
        throw error
      }
      bytes = bytes.dropFirst(count)
    }
    guard fsync(descriptor) == 0 else {
      let error = failed()
      close(descriptor)
      throw error
    }
    guard close(descriptor) == 0, rename(temporary, url.path) == 0 else { throw failed() }

    // The new file is in place. Without this it might not be after a power cut,
    // but then the old one would be.
    let directory = open(folder.path, O_RDONLY | O_CLOEXEC | O_DIRECTORY)
    guard directory >= 0 else { return }
    fsync(directory)
    close(directory)
  }
}

private struct Preamble: Decodable {
  let format: String
  let version: Int
}

/// The file as JSON sees it.
private struct Raw: Decodable {
  let casebook: String
  let stretches: [RawStretch]
  let slots: [RawSlot]
  let mac: String

  struct RawStretch: Decodable {
    let passes: UInt64
    let memory: UInt64
    let salt: String
  }

  struct RawSlot: Decodable {
    let kind: Slot.Kind
    let stretch: Int?
    let id: String
    let salt: String
    let key: String
    let owner: String
  }

  func checked() throws -> KeyFile {
    func bytes(_ text: String, _ count: Int, _ what: String) throws -> [UInt8] {
      guard let bytes = unhex(text), bytes.count == count else {
        throw KeyFileError.damaged(detail: "\(what) does not make sense")
      }
      return bytes
    }
    let overhead = Int(SEALED_BOX_OVERHEAD)
    let ownerBytes = 2 + SlotOwner.mostIDBytes + SlotOwner.mostLabelBytes + overhead
    guard slots.count <= KeyFile.mostSlots, stretches.count <= KeyFile.mostStretches,
      slots.contains(where: { $0.kind == .passphrase })
    else { throw KeyFileError.damaged(detail: "it has no passphrase, or too many") }

    return KeyFile(
      casebookID: try bytes(casebook, Int(SEALED_ID_BYTES), "the casebook’s id"),
      stretches: try stretches.map {
        let stretch = Stretch(passes: $0.passes, memory: $0.memory)
        guard stretch.isReasonable else {
          throw KeyFileError.excessive(
            passes: stretch.passes, mebibytes: stretch.memory / Stretch.mebibyte)
        }
        return KeyFile.StoredStretch(
          stretch: stretch, salt: try bytes($0.salt, Int(SEALED_SALT_BYTES), "a salt"))
      },
      slots: try slots.map { slot in
        guard (slot.kind == .passphrase) == (slot.stretch != nil),
          slot.stretch.map(stretches.indices.contains) ?? true
        else { throw KeyFileError.damaged(detail: "a slot does not make sense") }
        return KeyFile.StoredSlot(
          kind: slot.kind, stretch: slot.stretch, id: try bytes(slot.id, 8, "a slot’s id"),
          salt: try bytes(slot.salt, Int(SEALED_SALT_BYTES), "a salt"),
          key: try bytes(slot.key, Int(SEALED_KEY_BYTES) + overhead, "a key"),
          owner: try bytes(slot.owner, ownerBytes, "an owner"))
      },
      mac: try bytes(mac, Int(SEALED_MAC_BYTES), "its seal"))
  }
}

private func reason(_ code: Int32) -> String {
  switch code {
  case ENOSPC, EDQUOT, EFBIG: "the disk is full"
  case EACCES, EPERM, EROFS: "it is not allowed here"
  case ENOENT, ENOTDIR: "the folder is not there"
  default: String(cString: strerror(code))
  }
}

func hex(_ bytes: [UInt8]) -> String {
  let digits = Array("0123456789abcdef".utf8)
  var text: [UInt8] = []
  text.reserveCapacity(bytes.count * 2)
  for byte in bytes { text += [digits[Int(byte >> 4)], digits[Int(byte & 15)]] }
  return String(decoding: text, as: UTF8.self)
}

func unhex(_ text: String) -> [UInt8]? {
  let digits = Array(text.utf8)
  guard digits.count % 2 == 0 else { return nil }
  func value(_ digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    default: nil
    }
  }
  var bytes: [UInt8] = []
  bytes.reserveCapacity(digits.count / 2)
  for i in stride(from: 0, to: digits.count, by: 2) {
    guard let high = value(digits[i]), let low = value(digits[i + 1]) else { return nil }
    bytes.append(high << 4 | low)
  }
  return bytes
}

/// write(2), under a name that doesn't clash with `KeyFile.write(to:)`.
private func sysWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(descriptor, bytes, count)
}

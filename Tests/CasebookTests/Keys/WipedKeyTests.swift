// What the memory of this very process holds of a key, before and after a casebook is
// closed.

import CSealedVFS
import Foundation
import Testing

@testable import Casebook

@Suite("keys are wiped from memory", .serialized)
struct WipedKeyTests {
  @Test("while a casebook is open its key is in guarded memory alone; once closed, nowhere")
  func closed() throws {
    let scratch = try ScratchBook(people: 3, hasOwnKeys: true)
    let needle = try Needle(of: scratch.book.key.secret)
    // The casebook's own, and the one that the VFS seals with.
    let guarded = try needle.places()
    #expect((1...2).contains(guarded.count), "\(guarded)")
    try scratch.betweenSessions {
      let left = try needle.places()
      #expect(left == [])
    }
    let again = try needle.places()
    #expect(!again.isEmpty)
    // Used for all that a key is used for, and closed, but not let go of.
    let book = scratch.book
    _ = book.verify()
    _ = try book.makeRecoveryKey()
    try book.backUp(to: scratch.place.appendingPathComponent("copy.fpbackup"))
    scratch.shut()
    #expect(try needle.places() == [])
    #expect(throws: CasebookError.self) { _ = try book.key }
  }

  @Test("a passphrase that was stretched leaves no copy of what came of it, right or wrong")
  func slots() throws {
    let scratch = try ScratchBook(hasOwnKeys: true)
    let needle = try Needle(of: scratch.book.key.secret)
    scratch.shut()
    for passphrase in [ScratchBook.passphrase, "not the passphrase at all"] {
      let stretched = try stretchedNeedle(passphrase, scratch)
      #expect(try stretched.places() == [], "the needle itself is hidden")
      let book = try? Casebook.open(at: scratch.folder, passphrase: passphrase)
      // An open casebook has no use for what let somebody in.
      #expect(try stretched.places() == [])
      book?.close()
      #expect(try stretched.places() == [])
      #expect(try needle.places() == [])
    }
  }

  /// What Argon2id makes of a passphrase, with this casebook's salt.
  private func stretchedNeedle(_ passphrase: String, _ scratch: ScratchBook) throws -> Needle {
    let keys = try KeyFile(contentsOf: CasebookPaths(scratch.folder).keys)
    let stored = try #require(keys.stretches.first)
    return try Needle(of: stored.stretch.apply(to: .passphrase(passphrase), salt: stored.salt))
  }

  @Test("a key that lies about is found: the search can fail")
  func lyingAbout() throws {
    let secret = try SecretBytes.random(count: 32)
    let needle = try Needle(of: secret)
    #expect(try needle.places().count == 1)
    var copy = secret.withUnsafeBytes(Array.init)
    #expect(try needle.places().count == 2)
    copy.withUnsafeMutableBytes { sealed_wipe($0.baseAddress, $0.count) }
    #expect(try needle.places().count == 1)
    #expect(copy.allSatisfy { $0 == 0 })
  }

  /// A Swift `String` cannot be overwritten: the one that is handed over is found before and
  /// after. What can be promised is that opening makes no further copy that stays.
  @Test("opening a casebook leaves no copy of the passphrase but the caller's own text")
  func passphrase() throws {
    let scratch = try ScratchBook(hasOwnKeys: true)
    // Long enough to be on the heap, and in no file that is mapped.
    var dice = SystemRandomNumberGenerator()
    let passphrase = (0..<40).map { _ in
      String(UnicodeScalar(UInt8.random(in: 97...122, using: &dice)))
    }.joined()
    _ = try scratch.book.addUser(name: "Tom Ashby", passphrase: passphrase, strength: .quick)
    scratch.shut()
    let needle = try Needle(of: .passphrase(passphrase))
    let before = try needle.places()
    for _ in 0..<3 {
      let book = try Casebook.open(at: scratch.folder, passphrase: passphrase)
      #expect(try needle.places().count <= before.count)
      book.close()
      _ = try? Casebook.open(at: scratch.folder, passphrase: passphrase + "x")
    }
    let after = try needle.places()
    // The last is the text with an x at its end, which this test made.
    #expect(after.count <= before.count + 1, "\(before), \(after)")
    withExtendedLifetime(passphrase) {}
  }
}

/// Bytes to look for, kept so that looking for them does not find them here.
private struct Needle {
  private let masked: [UInt8]
  private static let mask: UInt8 = 0x5C

  init(of secret: SecretBytes) throws {
    masked = secret.withUnsafeBytes { $0.map { $0 ^ Self.mask } }
  }

  /// Every place in this process's memory where the bytes are.
  func places() throws -> [String] {
    var found: [String] = []
    // What a pipe holds at once, with the end of the chunk before.
    let length = (1 << 16) - masked.count
    let pipe = Pipe()
    // Memory of its own, wiped after each look, so that it is known and passed over.
    let chunk = UnsafeMutableRawBufferPointer.allocate(
      byteCount: length + masked.count, alignment: 4096)
    defer { chunk.deallocate() }
    let own =
      UInt(
        bitPattern: chunk.baseAddress)..<(UInt(bitPattern: chunk.baseAddress)
      + UInt(chunk.count))
    for range in try Self.mappings() {
      var start = range.lowerBound
      while start < range.upperBound {
        let size = Int(min(UInt(length + masked.count), range.upperBound - start))
        let count = Self.read(start, size, into: chunk, by: pipe)
        var offset = 0
        while let next = next(in: chunk, from: offset, to: count - masked.count) {
          if !own.contains(start + UInt(next)) {
            found.append(String(start + UInt(next), radix: 16))
          }
          offset = next + 1
        }
        sealed_wipe(chunk.baseAddress, chunk.count)
        start += UInt(length)
      }
    }
    return Array(Set(found)).sorted()
  }

  /// The next place in `chunk` where the bytes begin.
  private func next(
    in chunk: UnsafeMutableRawBufferPointer, from start: Int, to end: Int
  ) -> Int? {
    // A byte that is common nowhere, so that what is not looked for is passed over quickly.
    let pivot = masked.firstIndex { ![0, 0xFF].contains($0 ^ Self.mask) } ?? 0
    var place = start
    while place <= end, let base = chunk.baseAddress {
      let sought = Int32(masked[pivot] ^ Self.mask)
      guard let hit = memchr(base + place + pivot, sought, end - place + 1) else { return nil }
      place = base.distance(to: UnsafeMutableRawPointer(hit)) - pivot
      if masked.indices.allSatisfy({ chunk[place + $0] ^ Self.mask == masked[$0] }) { return place }
      place += 1
    }
    return nil
  }

  /// What can be read at an address; nothing where it is guarded or gone by now, which a
  /// pipe is told of by an error and not by a crash.
  private static func read(
    _ address: UInt, _ size: Int, into chunk: UnsafeMutableRawBufferPointer, by pipe: Pipe
  ) -> Int {
    let from = UnsafeRawPointer(bitPattern: address)
    let written = write(pipe.fileHandleForWriting.fileDescriptor, from, size)
    guard written > 0 else { return 0 }
    var count = 0
    while count < written, let base = chunk.baseAddress {
      let got = Foundation.read(
        pipe.fileHandleForReading.fileDescriptor, base + count, written - count)
      guard got > 0 else { break }
      count += got
    }
    return count
  }

  private static func mappings() throws -> [Range<UInt>] {
    // Read to its end: the file says that it is empty, and is believed where it is read at once.
    let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: "/proc/self/maps"))
    defer { try? file.close() }
    var whole = Data()
    while let part = try file.read(upToCount: 1 << 16), !part.isEmpty { whole += part }
    return String(decoding: whole, as: UTF8.self).split(separator: "\n")
      .compactMap { line in
        let fields = line.split(separator: " ")
        // What comes from a file and cannot be written holds no key.
        guard fields.count > 4, fields[1].hasPrefix("r"), fields.last != "[vvar]",
          fields[1].contains("w") || fields[4] == "0"
        else { return nil }
        let ends = fields[0].split(separator: "-").compactMap { UInt($0, radix: 16) }
        return ends.count == 2 ? ends[0]..<ends[1] : nil
      }
  }
}

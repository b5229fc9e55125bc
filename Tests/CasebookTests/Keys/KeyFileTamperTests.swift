// keys.json as bytes: edited, cut, enormous, hostile, newer; and how it is
// written so that none of this happens by itself.

import Foundation
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@testable import Casebook

private let owner = SlotOwner(workerID: "w", label: "Nia")

private func folder() throws -> URL {
  let url = FileManager.default.temporaryDirectory
    .appendingPathComponent("fingerpost keys ŵ \(UUID().uuidString)")
  try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  return url
}

@Suite("a keys.json that isn't as it was written")
struct KeyFileTamperTests {
  private func made() throws -> (KeyFile, DataKey) {
    var (file, key) = try KeyFile.create(passphrase: "one", owner: owner, strength: .quick)
    try file.addSlot(passphrase: "two", owner: owner, using: key)
    _ = try file.addRecoveryKey(using: key)
    return (file, key)
  }

  @Test("any byte changed, dropped, doubled or inserted is refused; nothing but our own errors")
  func anyByte() throws {
    let (file, _) = try made()
    let whole = Array(file.text.utf8)
    var dice = Dice()
    for round in 0..<enough(3000) {
      var bytes = whole
      let place = Int.random(in: 0..<bytes.count, using: &dice)
      switch round % 4 {
      case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &dice)
      case 1: bytes.remove(at: place)
      case 2: bytes.insert(bytes[place], at: place)
      default:
        let letters = Array("0123456789abcdef{}[]\",: ".utf8)
        bytes[place] = letters.randomElement(using: &dice) ?? 0
      }
      if bytes == whole { continue }
      #expect(throws: KeyFileError.self, "\(place), seed \(dice.seed)") {
        let changed = try KeyFile(data: Data(bytes))
        // Parameters and salts may still make sense; then it is the passphrase
        // that no longer fits, or the seal that is broken.
        guard changed.stretches.allSatisfy({ $0.stretch.passes * $0.stretch.memory < 1 << 20 })
        else { throw KeyFileError.edited }
        do {
          _ = try changed.unlock(passphrase: "one")
        } catch KeyFileError.wrongPassphrase {
          _ = try changed.unlock(passphrase: "two")
        }
      }
    }
  }

  @Test("cut anywhere it is refused in words")
  func cut() throws {
    let whole = Data(try made().0.text.utf8)
    for length in 0..<whole.count {
      #expect(throws: KeyFileError.self) { try KeyFile(data: whole.prefix(length)) }
    }
  }

  @Test("slots dropped, reordered or brought back, and a weaker stretch, are noticed on unlocking")
  func rearranged() throws {
    let (file, key) = try made()
    var dropped = file
    dropped.slots.removeLast()
    #expect(throws: KeyFileError.edited) { try dropped.unlock(passphrase: "one") }
    var reordered = file
    reordered.slots.swapAt(0, 1)
    #expect(throws: KeyFileError.edited) { try reordered.unlock(passphrase: "one") }
    var doubled = file
    doubled.slots.append(file.slots[0])
    #expect(throws: KeyFileError.edited) { try doubled.unlock(passphrase: "one") }
    var removed = file
    let id = try #require(try file.slots(using: key).first?.id)
    try removed.removeSlot(id, using: key)
    removed.slots.insert(file.slots[0], at: 0)
    #expect(throws: KeyFileError.edited) { try removed.unlock(passphrase: "one") }
    var weaker = file
    weaker.stretches.append(
      .init(stretch: Stretch(passes: 1, memory: 8192), salt: randomBytes(16)))
    #expect(throws: KeyFileError.edited) { try weaker.unlock(passphrase: "one") }
    var owners = file
    (owners.slots[0].owner, owners.slots[1].owner) = (file.slots[1].owner, file.slots[0].owner)
    #expect(throws: KeyFileError.edited) { try owners.unlock(passphrase: "one") }
    var sealless = file
    sealless.mac = [UInt8](repeating: 0, count: 32)
    #expect(throws: KeyFileError.edited) { try sealless.unlock(passphrase: "one") }
  }

  @Test("a field added, a space added, a key twice: refused before any passphrase is asked for")
  func rewritten() throws {
    let text = try made().0.text
    for changed in [
      text + " ", text.replacingOccurrences(of: "\"version\": 1", with: "\"version\":  1"),
      text.replacingOccurrences(of: "\"version\": 1,", with: "\"version\": 1, \"note\": \"x\","),
      text.replacingOccurrences(of: "\"version\": 1,", with: "\"version\": 1, \"version\": 1,"),
      text.replacingOccurrences(of: "\n", with: "\r\n"),
    ] {
      #expect(throws: KeyFileError.edited) { try KeyFile(data: Data(changed.utf8)) }
    }
  }

  @Test("a newer version is refused by its number")
  func newer() throws {
    let text = try made().0.text
    let newer = text.replacingOccurrences(of: "\"version\": 1", with: "\"version\": 12")
    #expect(throws: KeyFileError.newerVersion(12)) { try KeyFile(data: Data(newer.utf8)) }
    let bare = #"{"format": "Fingerpost keys", "version": 9, "anything": [{}]}"#
    #expect(throws: KeyFileError.newerVersion(9)) { try KeyFile(data: Data(bare.utf8)) }
    let older = text.replacingOccurrences(of: "\"version\": 1", with: "\"version\": 0")
    #expect(throws: KeyFileError.self) { try KeyFile(data: Data(older.utf8)) }
  }

  @Test("work or memory that no casebook needs is refused without trying it")
  func excessive() throws {
    let text = try made().0.text
    for (passes, memory) in [
      ("1", "4398046511104"), ("1000000000", "8192"), ("65", "8192"), ("1", "1073741825"),
      ("18446744073709551615", "18446744073709551615"), ("0", "8192"), ("1", "0"),
    ] {
      let hostile = text.replacingOccurrences(
        of: "\"passes\": 1, \"memory\": 8192", with: "\"passes\": \(passes), \"memory\": \(memory)")
      #expect(hostile != text)
      #expect {
        try KeyFile(data: Data(hostile.utf8))
      } throws: {
        if case KeyFileError.excessive = $0 { true } else { false }
      }
    }
    for number in ["-1", "1e400", "1.5", "99999999999999999999999", "null", "true", "\"1\""] {
      let hostile = text.replacingOccurrences(of: "\"passes\": 1", with: "\"passes\": \(number)")
      #expect(throws: KeyFileError.self) { try KeyFile(data: Data(hostile.utf8)) }
    }
  }

  @Test("garbage, deep nesting and files of every wrong kind are refused in words")
  func garbage() throws {
    var dice = Dice()
    let text = Array(try made().0.text.utf8)
    var inputs: [Data] = [
      Data(), Data("{}".utf8), Data("[]".utf8), Data("null".utf8), Data([0xff, 0xfe, 0]),
      Data(repeating: UInt8(ascii: "["), count: 200_000),
      Data(String(repeating: "{\"a\":", count: 50_000).utf8),
    ]
    let end =
      ContinuousClock.now
      + .seconds(
        Int(ProcessInfo.processInfo.environment["FINGERPOST_FUZZ_SECONDS"] ?? "") ?? 1)
    for input in inputs {
      #expect(throws: KeyFileError.self) { try KeyFile(data: input) }
    }
    while ContinuousClock.now < end {
      // Slices of a real file, cut and pasted.
      var bytes: [UInt8] = []
      for _ in 0..<Int.random(in: 1...6, using: &dice) {
        let from = Int.random(in: 0..<text.count, using: &dice)
        let to = Int.random(in: from...text.count, using: &dice)
        bytes += text[from..<to]
      }
      if bytes != text {
        #expect(throws: KeyFileError.self, "seed \(dice.seed)") { try KeyFile(data: Data(bytes)) }
      }
      inputs.removeAll()
    }
  }

  @Test("a file over 1 MiB isn't read; a folder, a missing file and a pipe are refused")
  func wrongFiles() throws {
    let place = try folder()
    defer { try? FileManager.default.removeItem(at: place) }
    let path = place.appendingPathComponent("keys.json")
    #expect(throws: KeyFileError.missing(path: path.path)) { try KeyFile(contentsOf: path) }
    try Data(repeating: 32, count: (1 << 20) + 1).write(to: path)
    #expect(throws: KeyFileError.tooLarge(bytes: (1 << 20) + 1)) { try KeyFile(contentsOf: path) }
    truncate(path.path, 1 << 45)
    #expect(throws: KeyFileError.self) { try KeyFile(contentsOf: path) }
    unlink(path.path)
    mkfifo(path.path, 0o600)
    #expect(throws: KeyFileError.self) { try KeyFile(contentsOf: path) }
    #expect(throws: KeyFileError.self) { try KeyFile(contentsOf: place) }
  }

  @Test("it is written whole, for its owner only, and leaves nothing beside it")
  func writing() throws {
    let place = try folder()
    defer { try? FileManager.default.removeItem(at: place) }
    let path = place.appendingPathComponent("keys.json")
    var (file, key) = try made()
    for label in ["first", "second"] {
      try file.addSlot(
        passphrase: label, owner: SlotOwner(workerID: "", label: label), using: key)
      try file.write(to: path)
      let read = try KeyFile(contentsOf: path)
      #expect(try read.unlock(passphrase: label).1.label == label)
      #expect(read.text == file.text)
      let attributes = try FileManager.default.attributesOfItem(atPath: path.path)
      #expect(attributes[.posixPermissions] as? Int == 0o600)
      #expect(try FileManager.default.contentsOfDirectory(atPath: place.path) == ["keys.json"])
    }
    #expect(throws: KeyFileError.self) {
      try file.write(to: place.appendingPathComponent("not there/keys.json"))
    }
  }

  @Test("when there is no room for the new one, the old one stays and still opens")
  func noRoom() async throws {
    let place = try folder()
    defer { try? FileManager.default.removeItem(at: place) }
    let path = place.appendingPathComponent("keys.json").path
    try made().0.write(to: URL(fileURLWithPath: path))
    await #expect(processExitsWith: .success) { [path = path as String] in
      try changeWithoutRoom(path)
    }
    let file = try KeyFile(contentsOf: URL(fileURLWithPath: path))
    #expect(try file.unlock(passphrase: "one").1 == owner)
    #expect(try FileManager.default.contentsOfDirectory(atPath: place.path) == ["keys.json"])
  }
}

private func changeWithoutRoom(_ path: String) throws {
  signal(SIGXFSZ, SIG_IGN)
  let resource = __rlimit_resource_t(UInt32(RLIMIT_FSIZE.rawValue))
  var limit = rlimit(rlim_cur: 100, rlim_max: 100)
  setrlimit(resource, &limit)
  var file = try KeyFile(contentsOf: URL(fileURLWithPath: path))
  try file.changePassphrase(from: "one", to: "three")
  do {
    try file.write(to: URL(fileURLWithPath: path))
    exit(1)
  } catch KeyFileError.notWritten(_, let reason) {
    exit(reason == "the disk is full" ? 0 : 2)
  }
}

// keys.json: who gets in, who doesn't, and what is said when it has been
// tampered with.

import Foundation
import Testing

@testable import Casebook

private let nia = SlotOwner(workerID: "01890a5d-ac96-774b-bcce-b302099a8057", label: "Nia Prŷs")
private let owen = SlotOwner(workerID: "01890a5d-ac96-774b-bcce-b302099a8058", label: "Owen")

private func same(_ a: DataKey, _ b: DataKey) -> Bool {
  a.secret == b.secret && a.casebookID == b.casebookID
}

private func reread(_ file: KeyFile) throws -> KeyFile { try KeyFile(data: Data(file.text.utf8)) }

@Suite("ways into a casebook")
struct KeyFileTests {
  @Test("a passphrase opens its slot, says whose it is, and no other passphrase does")
  func unlocking() throws {
    let (made, key) = try KeyFile.create(passphrase: "siop lyfrau", owner: nia, strength: .quick)
    let file = try reread(made)
    let (opened, owner) = try file.unlock(passphrase: "siop lyfrau")
    #expect(same(opened, key))
    #expect(owner == nia)
    for wrong in ["siop lyfra", "siop lyfrau ", "Siop lyfrau", "siop  lyfrau", "x"] {
      #expect(throws: KeyFileError.wrongPassphrase) { try file.unlock(passphrase: wrong) }
    }
    #expect(throws: KeyFileError.emptyPassphrase) { try file.unlock(passphrase: "") }
    #expect(throws: KeyFileError.emptyPassphrase) {
      try KeyFile.create(passphrase: "", owner: nia, strength: .quick)
    }
  }

  @Test("a passphrase typed with combining accents is the same passphrase")
  func normalised() throws {
    let (file, key) = try KeyFile.create(
      passphrase: "t\u{0175}r a th\u{0177}", owner: nia, strength: .quick)
    #expect(same(try file.unlock(passphrase: "tw\u{0302}r a thy\u{0302}").0, key))
  }

  @Test("each user has a slot, a strength may differ, and each is known by their own passphrase")
  func severalUsers() throws {
    var (file, key) = try KeyFile.create(passphrase: "first", owner: nia, strength: .quick)
    try file.addSlot(passphrase: "second", owner: owen, using: key)
    try file.addSlot(
      passphrase: "third", owner: SlotOwner(workerID: "c", label: "Carys"), using: key,
      strength: .fixed(Stretch(passes: 2, memory: 16384)))
    try file.addSlot(passphrase: "fourth", owner: owen, using: key)
    let again = try reread(file)
    #expect(again.stretches.count == 2)
    #expect(again.slots.map(\.stretch) == [0, 0, 1, 1])
    #expect(try again.unlock(passphrase: "first").1 == nia)
    #expect(try again.unlock(passphrase: "second").1 == owen)
    #expect(try again.unlock(passphrase: "third").1.label == "Carys")
    #expect(same(try again.unlock(passphrase: "third").0, key))
    let slots = try again.slots(using: key)
    #expect(slots.map(\.owner.label) == ["Nia Prŷs", "Owen", "Carys", "Owen"])
    #expect(slots.allSatisfy { $0.kind == .passphrase })
    #expect(Set(slots.map(\.id)).count == 4)
  }

  @Test("a passphrase somebody has already is refused, as it would be taken for them")
  func taken() throws {
    var (file, key) = try KeyFile.create(passphrase: "first", owner: nia, strength: .quick)
    #expect(throws: KeyFileError.passphraseTaken) {
      try file.addSlot(passphrase: "first", owner: owen, using: key)
    }
    try file.addSlot(passphrase: "second", owner: owen, using: key)
    #expect(throws: KeyFileError.passphraseTaken) {
      try file.changePassphrase(from: "second", to: "first")
    }
    // One's own may be kept.
    try file.changePassphrase(from: "first", to: "first")
    #expect(try file.unlock(passphrase: "first").1 == nia)
  }

  @Test("changing a passphrase keeps data key, owner and slot; the old one no longer opens")
  func changing() throws {
    var (file, key) = try KeyFile.create(passphrase: "old", owner: nia, strength: .quick)
    try file.addSlot(passphrase: "other", owner: owen, using: key)
    let before = try file.slots(using: key)
    #expect(throws: KeyFileError.wrongPassphrase) {
      try file.changePassphrase(from: "wrong", to: "new")
    }
    try file.changePassphrase(
      from: "old", to: "new", strength: .fixed(Stretch(passes: 2, memory: 8192)))
    file = try reread(file)
    #expect(try file.slots(using: key) == before)
    #expect(same(try file.unlock(passphrase: "new").0, key))
    #expect(try file.unlock(passphrase: "new").1 == nia)
    #expect(throws: KeyFileError.wrongPassphrase) { try file.unlock(passphrase: "old") }
    #expect(try file.unlock(passphrase: "other").1 == owen)
    // Reset by a colleague, or after the recovery key.
    try file.changePassphrase(ofSlot: before[1].id, to: "reset", using: key)
    #expect(try file.unlock(passphrase: "reset").1 == owen)
    #expect(file.stretches.count == 2)
    try file.removeSlot(before[0].id, using: key)
    #expect(file.stretches.count == 1)
    #expect(try reread(file).unlock(passphrase: "reset").1 == owen)
  }

  @Test("a removed slot opens no more, and the last passphrase can't be removed")
  func removing() throws {
    var (file, key) = try KeyFile.create(passphrase: "first", owner: nia, strength: .quick)
    try file.addSlot(passphrase: "second", owner: owen, using: key)
    _ = try file.addRecoveryKey(using: key)
    let slots = try file.slots(using: key)
    try file.removeSlot(slots[0].id, using: key)
    #expect(throws: KeyFileError.wrongPassphrase) { try file.unlock(passphrase: "first") }
    #expect(throws: KeyFileError.lastPassphrase) {
      try file.removeSlot(slots[1].id, using: key)
    }
    #expect(throws: KeyFileError.noSuchSlot) { try file.removeSlot(slots[0].id, using: key) }
    try file.removeSlot(slots[2].id, using: key)
    #expect(try file.slots(using: key).map(\.owner) == [owen])
  }

  @Test("the key of another casebook may change nothing")
  func otherCasebook() throws {
    var (file, _) = try KeyFile.create(passphrase: "a", owner: nia, strength: .quick)
    let (_, other) = try KeyFile.create(passphrase: "a", owner: nia, strength: .quick)
    #expect(throws: KeyFileError.otherCasebook) {
      try file.addSlot(passphrase: "b", owner: owen, using: other)
    }
    let forged = DataKey(secret: other.secret, casebookID: file.casebookID)
    #expect(throws: KeyFileError.edited) { try file.addRecoveryKey(using: forged) }
  }

  @Test("nothing in the file tells who may come in, nor how long their name is")
  func nothingInClear() throws {
    let (short, _) = try KeyFile.create(
      passphrase: "qqq", owner: SlotOwner(workerID: "1", label: "A"), strength: .quick)
    let (long, _) = try KeyFile.create(passphrase: "qqq", owner: nia, strength: .quick)
    #expect(short.text.count == long.text.count)
    for secret in ["Nia", "Prŷs", nia.workerID, "qqq", hex(Array("Nia".utf8))] {
      #expect(!long.text.contains(secret))
    }
    #expect(throws: KeyFileError.ownerTooLong) {
      try KeyFile.create(
        passphrase: "a", owner: SlotOwner(workerID: "1", label: String(repeating: "x", count: 300)),
        strength: .quick)
    }
    let longest = String(repeating: "ŵ", count: SlotOwner.longest)
    let (file, _) = try KeyFile.create(
      passphrase: "a", owner: SlotOwner(workerID: "1", label: longest), strength: .quick)
    #expect(try file.unlock(passphrase: "a").1.label == longest)
  }

  @Test("keys, passphrases and recovery keys don't print themselves")
  func notPrinted() throws {
    var (file, key) = try KeyFile.create(passphrase: "abc", owner: nia, strength: .quick)
    let recovery = try file.addRecoveryKey(using: key)
    let text = try recovery.text
    let secret = key.secret.withUnsafeBytes { hex(Array($0)) }
    for printed in [
      "\(key)", String(reflecting: key), "\(recovery)", String(reflecting: recovery),
      "\(key.secret)", String(describing: Mirror(reflecting: key).children.map(\.value)),
    ] {
      #expect(!printed.contains(secret) && !printed.contains(text))
    }
    var dumped = ""
    dump(key, to: &dumped)
    dump(recovery, to: &dumped)
    #expect(!dumped.contains(secret) && !dumped.contains("0x"))
  }

  @Test("every error is a sentence that says what to do")
  func sentences() {
    let errors: [KeyFileError] = [
      .wrongPassphrase, .wrongRecoveryKey, .mistypedRecoveryKey, .emptyPassphrase,
      .passphraseTaken, .noSuchSlot, .lastPassphrase, .ownerTooLong, .tooManySlots,
      .missing(path: "/x"), .unreadable(path: "/x", reason: "r"), .tooLarge(bytes: 5),
      .damaged(detail: "d"), .edited, .newerVersion(7), .excessive(passes: 1, mebibytes: 2),
      .otherCasebook, .outOfMemory, .notWritten(path: "/x", reason: "r"),
      .notRegistered(path: "/x"),
    ]
    for error in errors {
      let text = "\(error)"
      #expect(text.hasSuffix(".") && text.contains(". ") || error == .otherCasebook, "\(text)")
      #expect(error.localizedDescription == text)
      #expect(text.contains("changed") || text.contains("records") || text.contains("kept"))
    }
    #expect("\(KeyFileError.newerVersion(7))".contains("7"))
  }
}

@Suite("the recovery key")
struct RecoveryKeyTests {
  @Test("it is typed back in any case, with or without hyphens, O for 0 and l for 1")
  func typing() throws {
    var (file, key) = try KeyFile.create(passphrase: "abc", owner: nia, strength: .quick)
    let text = try file.addRecoveryKey(using: key).text
    #expect(text.count == 35 && text.split(separator: "-").allSatisfy { $0.count == 5 })
    let plain = text.replacingOccurrences(of: "-", with: "")
    for typed in [
      text, text.lowercased(), plain, " " + plain + "\n",
      text.replacingOccurrences(of: "-", with: " "),
      text.replacingOccurrences(of: "0", with: "O").replacingOccurrences(of: "1", with: "l"),
      text.replacingOccurrences(of: "-", with: "–"),
    ] {
      #expect(same(try reread(file).unlock(recoveryKey: typed), key))
    }
  }

  @Test("a slip of the finger is told apart from the wrong key")
  func slips() throws {
    var (file, key) = try KeyFile.create(passphrase: "abc", owner: nia, strength: .quick)
    let text = Array(try file.addRecoveryKey(using: key).text)
    let letters = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
    for i in text.indices where text[i] != "-" {
      var slipped = text
      slipped[i] = letters[(letters.firstIndex(of: text[i]).map { $0 + 7 } ?? 0) % 32]
      #expect(throws: KeyFileError.mistypedRecoveryKey) {
        try file.unlock(recoveryKey: String(slipped))
      }
    }
    let whole = String(text)
    for typed in ["", "-", String(whole.dropLast()), whole + "0", "ŵ" + whole.dropFirst()] {
      #expect(throws: KeyFileError.mistypedRecoveryKey) { try file.unlock(recoveryKey: typed) }
    }
    let other = try RecoveryKey.random().text
    #expect(throws: KeyFileError.wrongRecoveryKey) { try file.unlock(recoveryKey: other) }
    // Withdrawn.
    let id = try #require(try file.slots(using: key).last?.id)
    try file.removeSlot(id, using: key)
    #expect(throws: KeyFileError.wrongRecoveryKey) { try file.unlock(recoveryKey: String(text)) }
  }
}

@Suite("how hard guessing is made")
struct KeyStrengthTests {
  @Test(
    "half a second, at least 64 MiB and 3 passes, and never more than an eighth of the machine",
    arguments: [0.001, 0.01, 0.03, 0.05, 0.1, 0.3, 2.0], [1, 2, 4, 64] as [UInt64])
  func tuning(seconds: Double, gibibytes: UInt64) {
    let physical = gibibytes << 30
    let stretch = Stretch.tuned(physicalMemory: physical, seconds: seconds)
    #expect(stretch.isReasonable)
    #expect(stretch.memory >= 64 << 20 && stretch.memory <= 256 << 20)
    #expect(stretch.memory == 64 << 20 || stretch.memory <= physical / 8)
    #expect(stretch.passes >= 3)
    let expected = seconds * Double(stretch.passes) * Double(stretch.memory >> 20) / 64
    if stretch.passes > 3, stretch.passes < 64 { #expect(expected > 0.3 && expected < 0.75) }
  }

  @Test(
    "a passphrase is estimated honestly",
    arguments: [
      ("", 0), ("a", 0), ("password", 0), ("Password1!", 0), ("qwertyuiop", 0), ("12345678", 0),
      ("abcdefgh", 0), ("aaaaaaaaaaaaaaaa", 0), ("liverpool1989", 0), ("nia1984", 0),
      ("horse horse horse horse", 0), ("otter", 0), ("lorry candle", 0),
      ("lorry candle otter", 1), ("lorry candle otter thimble", 3),
      ("lorry candle otter thimble walnut", 4), ("7fK#p2Qz!mW9xR4t", 4),
      ("Ysgubor las dan y lloer", 3),
    ])
  func estimate(passphrase: String, score: Int) {
    let strength = PassphraseStrength(of: passphrase)
    #expect(abs(strength.score - score) <= (score == 0 || score == 4 ? 0 : 1), "\(strength)")
    #expect(!strength.word.isEmpty && strength.hint.hasSuffix("."))
  }

  @Test("adding to a passphrase never makes its estimate worse")
  func monotone() {
    var dice = Dice()
    let alphabet = Array("abcdeŵ 123!-QR")
    for _ in 0..<enough(50) {
      var text = ""
      var last = 0.0
      for _ in 0..<20 {
        let extra = alphabet.randomElement(using: &dice) ?? "a"
        text += " \(extra)wx"
        let bits = PassphraseStrength(of: text).bits
        #expect(bits >= last, "\(text), seed \(dice.seed)")
        last = bits
      }
    }
  }
}

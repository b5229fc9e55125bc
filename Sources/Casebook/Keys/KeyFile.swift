// keys.json: the ways into a casebook. Each slot keeps the one data key under
// somebody's passphrase, or under the printed recovery key. Who a slot belongs
// to is sealed as well; what lies open is how many there are and how hard they
// are to guess at.

import CSealedVFS
import Foundation

/// Whose slot it is.
public struct SlotOwner: Sendable, Hashable {
  /// The worker's id. Empty for a recovery key.
  public let workerID: String
  /// A name to show in a list of slots.
  public let label: String

  /// Letters that always fit in a label.
  public static let longest = 60

  public init(workerID: String, label: String) {
    self.workerID = workerID
    self.label = label
  }
}

/// One way into the casebook, as shown to somebody who is already in.
public struct Slot: Sendable, Hashable, Identifiable {
  public enum Kind: String, Sendable, Codable {
    case passphrase, recovery
  }
  /// Stays the same while the slot exists, also when its passphrase changes.
  public let id: String
  public let kind: Kind
  public let owner: SlotOwner
}

/// The contents of `keys.json`.
///
/// A value: changing it changes nothing on disk until ``write(to:)``. The data
/// key never changes, so none of this touches the casebook's pages.
///
/// ```swift
/// let (keys, dataKey) = try KeyFile.create(
///   passphrase: "lorry candle otter thimble", owner: SlotOwner(workerID: id, label: "Nia"))
/// try keys.write(to: folder.appendingPathComponent("keys.json"))
/// try dataKey.register(forCasebookAt: folder)
/// ```
///
/// One Argon2id is done per unlocking, not per slot: slots of the same strength
/// share its salt and parameters (a *stretch*), and each derives its own key
/// from the result with a salt of its own. The whole file carries a keyed hash
/// under the data key, so once it is unlocked an edited one is refused. An
/// older, genuine `keys.json` put back in place can't be noticed by itself.
public struct KeyFile: Sendable {
  /// The version written, and the newest that is read.
  public static let version = 1
  /// The most slots a file may have.
  public static let mostSlots = 500
  /// The most strengths there may be side by side; each costs an unlocking more time.
  static let mostStretches = 16
  /// The longest file that is read, in bytes.
  public static let longestFile = 1 << 20

  /// 16 random bytes made with the casebook, bound into every page of it.
  public let casebookID: [UInt8]
  var stretches: [StoredStretch]
  var slots: [StoredSlot]
  var mac: [UInt8]

  struct StoredStretch: Sendable, Equatable {
    var stretch: Stretch
    var salt: [UInt8]
  }

  struct StoredSlot: Sendable, Equatable {
    var kind: Slot.Kind
    /// Index of the stretch of a passphrase slot.
    var stretch: Int?
    var id: [UInt8]
    var salt: [UInt8]
    /// The data key, boxed under the slot's key.
    var key: [UInt8]
    /// The owner, boxed under a key derived from the data key.
    var owner: [UInt8]
  }

  // MARK: - Making and unlocking

  /// Makes the keys of a new casebook with one passphrase slot.
  ///
  /// - throws: ``KeyFileError/emptyPassphrase``, ``KeyFileError/ownerTooLong``,
  ///   ``KeyFileError/outOfMemory``.
  public static func create(
    passphrase: String, owner: SlotOwner, strength: KeyStrength = .tuned
  ) throws -> (KeyFile, DataKey) {
    let id = randomBytes(Int(SEALED_ID_BYTES))
    let dataKey = DataKey(secret: try .random(count: Int(SEALED_KEY_BYTES)), casebookID: id)
    var file = KeyFile(casebookID: id, stretches: [], slots: [], mac: [])
    try file.append(
      passphrase: try .passphrase(passphrase), owner: owner, stretch: try strength.stretch(),
      using: dataKey)
    return (file, dataKey)
  }

  /// Opens the casebook with somebody's passphrase.
  ///
  /// - returns: the data key, and whose passphrase it was.
  /// - throws: ``KeyFileError/wrongPassphrase``; ``KeyFileError/edited`` when the
  ///   passphrase is right but the file has been changed by something else;
  ///   ``KeyFileError/outOfMemory``.
  public func unlock(passphrase: String) throws -> (DataKey, SlotOwner) {
    let (index, dataKey) = try find(.passphrase(passphrase))
    try authenticate(dataKey)
    return (dataKey, try owner(of: slots[index], using: dataKey))
  }

  /// Opens the casebook with the printed recovery key, as typed.
  ///
  /// - throws: ``KeyFileError/mistypedRecoveryKey`` when a letter is wrong or
  ///   missing, ``KeyFileError/wrongRecoveryKey`` when it is another one.
  public func unlock(recoveryKey: String) throws -> DataKey {
    let recovery = try RecoveryKey(recoveryKey)
    for slot in slots where slot.kind == .recovery {
      if let dataKey = try open(slot, with: recovery.secret) {
        try authenticate(dataKey)
        return dataKey
      }
    }
    throw KeyFileError.wrongRecoveryKey
  }

  // MARK: - Slots

  /// All ways in, in the order they were made.
  public func slots(using dataKey: DataKey) throws -> [Slot] {
    try authenticate(dataKey)
    return try slots.map {
      Slot(id: hex($0.id), kind: $0.kind, owner: try owner(of: $0, using: dataKey))
    }
  }

  /// Lets one more person in.
  ///
  /// - parameter strength: how hard to make guessing; nil for that of the
  ///   newest passphrase here, which keeps unlocking to one Argon2id.
  /// - throws: ``KeyFileError/passphraseTaken`` when somebody has this very
  ///   passphrase already: whoever typed it would be taken for them.
  public mutating func addSlot(
    passphrase: String, owner: SlotOwner, using dataKey: DataKey, strength: KeyStrength? = nil
  ) throws {
    try authenticate(dataKey)
    let secret = try SecretBytes.passphrase(passphrase)
    try refuseTaken(secret)
    var changed = self
    try changed.append(
      passphrase: secret, owner: owner, stretch: try changed.stretch(for: strength),
      using: dataKey)
    self = changed
  }

  /// Makes a recovery key, to be printed and then forgotten by the program.
  public mutating func addRecoveryKey(
    using dataKey: DataKey, label: String = "Recovery key"
  ) throws -> RecoveryKey {
    try authenticate(dataKey)
    guard slots.count < Self.mostSlots else { throw KeyFileError.tooManySlots }
    let recovery = try RecoveryKey.random()
    let slot = try seal(
      dataKey, kind: .recovery, stretch: nil, secret: recovery.secret,
      owner: SlotOwner(workerID: "", label: label), id: randomBytes(8))
    slots.append(slot)
    try sign(dataKey)
    return recovery
  }

  /// Changes the passphrase of whoever has `old`. Slot and owner stay.
  public mutating func changePassphrase(
    from old: String, to new: String, strength: KeyStrength? = nil
  ) throws {
    let (index, dataKey) = try find(.passphrase(old))
    try authenticate(dataKey)
    try replacePassphrase(at: index, with: new, using: dataKey, strength: strength)
  }

  /// Gives a slot a new passphrase without the old one: for somebody who got in
  /// by the recovery key, or whose passphrase a colleague resets.
  public mutating func changePassphrase(
    ofSlot id: Slot.ID, to new: String, using dataKey: DataKey, strength: KeyStrength? = nil
  ) throws {
    try authenticate(dataKey)
    guard let index = slots.firstIndex(where: { hex($0.id) == id && $0.kind == .passphrase })
    else { throw KeyFileError.noSuchSlot }
    try replacePassphrase(at: index, with: new, using: dataKey, strength: strength)
  }

  /// Takes one way in away.
  ///
  /// Whoever had it and kept a copy of the old `keys.json` can still open a copy
  /// of the casebook: the data key stays the same.
  ///
  /// - throws: ``KeyFileError/lastPassphrase`` when no passphrase would be left,
  ///   ``KeyFileError/noSuchSlot``.
  public mutating func removeSlot(_ id: Slot.ID, using dataKey: DataKey) throws {
    try authenticate(dataKey)
    guard let index = slots.firstIndex(where: { hex($0.id) == id }) else {
      throw KeyFileError.noSuchSlot
    }
    if slots[index].kind == .passphrase,
      slots.filter({ $0.kind == .passphrase }).count == 1
    {
      throw KeyFileError.lastPassphrase
    }
    slots.remove(at: index)
    dropUnusedStretches()
    try sign(dataKey)
  }

  // MARK: - How a slot is made

  private mutating func replacePassphrase(
    at index: Int, with new: String, using dataKey: DataKey, strength: KeyStrength?
  ) throws {
    let secret = try SecretBytes.passphrase(new)
    try refuseTaken(secret, exceptAt: index)
    var changed = self
    let old = slots[index]
    try changed.append(
      passphrase: secret, owner: try owner(of: old, using: dataKey),
      stretch: try stretch(for: strength), using: dataKey, id: old.id)
    changed.slots[index] = changed.slots.removeLast()
    changed.dropUnusedStretches()
    try changed.sign(dataKey)
    self = changed
  }

  private mutating func append(
    passphrase: SecretBytes, owner: SlotOwner, stretch: Stretch, using dataKey: DataKey,
    id: [UInt8] = randomBytes(8)
  ) throws {
    guard slots.count <= Self.mostSlots else { throw KeyFileError.tooManySlots }
    let index: Int
    if let found = stretches.firstIndex(where: { $0.stretch == stretch }) {
      index = found
    } else {
      index = stretches.count
      stretches.append(
        StoredStretch(stretch: stretch, salt: randomBytes(Int(SEALED_SALT_BYTES))))
    }
    let stretched = try stretches[index].stretch.apply(
      to: passphrase, salt: stretches[index].salt)
    slots.append(
      try seal(
        dataKey, kind: .passphrase, stretch: index, secret: stretched, owner: owner, id: id))
    guard slots.count <= Self.mostSlots + 1 else { throw KeyFileError.tooManySlots }
    try sign(dataKey)
  }

  private func seal(
    _ dataKey: DataKey, kind: Slot.Kind, stretch: Int?, secret: SecretBytes, owner: SlotOwner,
    id: [UInt8]
  ) throws -> StoredSlot {
    var slot = StoredSlot(
      kind: kind, stretch: stretch, id: id, salt: randomBytes(Int(SEALED_SALT_BYTES)), key: [],
      owner: [])
    slot.key = box(dataKey.secret, bound: bound(slot), key: try key(of: slot, from: secret))
    slot.owner = box(
      try SecretBytes.of(try owner.padded), bound: bound(slot),
      key: try dataKey.key(for: "slot owner"))
    return slot
  }

  private func stretch(for strength: KeyStrength?) throws -> Stretch {
    if let strength { return try strength.stretch() }
    let newest = slots.last { $0.kind == .passphrase }?.stretch
    if let newest { return stretches[newest].stretch }
    return try KeyStrength.tuned.stretch()
  }

  /// Forgets stretches that no slot uses, so that nobody waits for them.
  private mutating func dropUnusedStretches() {
    let used = Set(slots.compactMap(\.stretch)).sorted()
    stretches = used.map { stretches[$0] }
    for i in slots.indices { slots[i].stretch = slots[i].stretch.flatMap(used.firstIndex(of:)) }
  }

  // MARK: - How a slot is opened

  /// The slot that a passphrase opens, and the data key in it. Every slot is
  /// tried, so that the time taken doesn't say whose it was.
  private func find(_ passphrase: SecretBytes) throws -> (Int, DataKey) {
    var found: (Int, DataKey)?
    for (number, stored) in stretches.enumerated() {
      let stretched = try stored.stretch.apply(to: passphrase, salt: stored.salt)
      for (index, slot) in slots.enumerated()
      where slot.kind == .passphrase && slot.stretch == number {
        if let dataKey = try open(slot, with: stretched) { found = found ?? (index, dataKey) }
      }
    }
    guard let found else { throw KeyFileError.wrongPassphrase }
    return found
  }

  private func refuseTaken(_ passphrase: SecretBytes, exceptAt index: Int? = nil) throws {
    do {
      if try find(passphrase).0 != index { throw KeyFileError.passphraseTaken }
    } catch KeyFileError.wrongPassphrase {
      return
    }
  }

  private func open(_ slot: StoredSlot, with secret: SecretBytes) throws -> DataKey? {
    let key = try key(of: slot, from: secret)
    guard let data = try unbox(slot.key, bound: bound(slot), key: key),
      data.count == SEALED_KEY_BYTES
    else { return nil }
    return DataKey(secret: data, casebookID: casebookID)
  }

  private func key(of slot: StoredSlot, from secret: SecretBytes) throws -> SecretBytes {
    try secret.derive("fingerpost slot", casebookID, slot.salt)
  }

  /// What the boxes of a slot are bound to.
  private func bound(_ slot: StoredSlot) -> [UInt8] {
    var bytes = Array("fingerpost slot \(Self.version) \(slot.kind.rawValue)".utf8)
    bytes += casebookID + slot.id + slot.salt
    return bytes
  }

  private func owner(of slot: StoredSlot, using dataKey: DataKey) throws -> SlotOwner {
    let key = try dataKey.key(for: "slot owner")
    guard let padded = try unbox(slot.owner, bound: bound(slot), key: key),
      let owner = SlotOwner(padded: padded.withUnsafeBytes(Array.init))
    else { throw KeyFileError.edited }
    return owner
  }

  // MARK: - Authentication

  private func expectedMAC(_ dataKey: DataKey) throws -> [UInt8] {
    var unsigned = self
    unsigned.mac = []
    let digest = try dataKey.key(for: "keys.json").derive("mac", Array(unsigned.text.utf8))
    return digest.withUnsafeBytes(Array.init)
  }

  private mutating func sign(_ dataKey: DataKey) throws {
    mac = try expectedMAC(dataKey)
  }

  /// Makes sure that the file is as it was written, and the key this casebook's.
  private func authenticate(_ dataKey: DataKey) throws {
    guard dataKey.casebookID == casebookID else { throw KeyFileError.otherCasebook }
    let expected = try expectedMAC(dataKey)
    guard mac.count == expected.count, sealed_equal(mac, expected, expected.count) == 1 else {
      throw KeyFileError.edited
    }
  }
}

// MARK: - Boxes

extension SecretBytes {
  static func of(_ bytes: [UInt8]) throws -> SecretBytes {
    try SecretBytes(count: bytes.count) { $0.copyBytes(from: bytes) }
  }
}

extension SlotOwner {
  static let mostIDBytes = 64
  static let mostLabelBytes = 240

  /// The owner in a fixed length, so that the length of a box says nothing
  /// about the length of a name.
  var padded: [UInt8] {
    get throws {
      let id = Array(workerID.utf8)
      let name = Array(label.utf8)
      guard id.count <= Self.mostIDBytes, name.count <= Self.mostLabelBytes else {
        throw KeyFileError.ownerTooLong
      }
      let bytes = [UInt8(id.count), UInt8(name.count)] + id + name
      let whole = 2 + Self.mostIDBytes + Self.mostLabelBytes
      return bytes + [UInt8](repeating: 0, count: whole - bytes.count)
    }
  }

  init?(padded bytes: [UInt8]) {
    guard bytes.count >= 2, bytes.count >= 2 + Int(bytes[0]) + Int(bytes[1]) else { return nil }
    let idEnd = 2 + Int(bytes[0])
    let labelEnd = idEnd + Int(bytes[1])
    guard let id = String(validating: bytes[2..<idEnd], as: UTF8.self),
      let label = String(validating: bytes[idEnd..<labelEnd], as: UTF8.self)
    else { return nil }
    self.init(workerID: id, label: label)
  }
}

func randomBytes(_ count: Int) -> [UInt8] {
  [UInt8](unsafeUninitializedCapacity: count) { buffer, initialised in
    sealed_random(buffer.baseAddress, count)
    initialised = count
  }
}

private func box(_ secret: SecretBytes, bound: [UInt8], key: SecretBytes) -> [UInt8] {
  let count = secret.count + Int(SEALED_BOX_OVERHEAD)
  return secret.withUnsafeBytes { message in
    key.withUnsafeBytes { key in
      [UInt8](unsafeUninitializedCapacity: count) { out, initialised in
        sealed_box(
          out.baseAddress, message.baseAddress, message.count, bound, bound.count,
          key.baseAddress?.assumingMemoryBound(to: UInt8.self))
        initialised = count
      }
    }
  }
}

private func unbox(_ box: [UInt8], bound: [UInt8], key: SecretBytes) throws -> SecretBytes? {
  guard box.count >= SEALED_BOX_OVERHEAD else { return nil }
  var opened = false
  let secret = try SecretBytes(count: box.count - Int(SEALED_BOX_OVERHEAD)) { out in
    key.withUnsafeBytes { key in
      opened =
        sealed_box_open(
          out.baseAddress?.assumingMemoryBound(to: UInt8.self), box, box.count, bound,
          bound.count, key.baseAddress?.assumingMemoryBound(to: UInt8.self)) == 0
    }
  }
  return opened ? secret : nil
}

// Who can open the casebook: each user has a passphrase of their own, and a printed
// recovery key is one way in more. None of this rewrites the casebook's pages.

import Casework
import Foundation

/// One way into the casebook.
public struct CasebookUser: Equatable, Sendable {
  /// What ``Casebook/removeUser(_:)`` takes.
  public var slotID: String
  /// Nil for a recovery key.
  public var workerID: Identifier<LinkWorker>?
  public var name: String
  public var isRecoveryKey: Bool { workerID == nil }
}

extension Casebook {
  /// Everybody who can open the casebook, in the order they were added.
  public func users() throws -> [CasebookUser] {
    let keys = try keyFile()
    return try keys.slots(using: key).map { slot in
      let workerID: Identifier<LinkWorker>? =
        slot.kind == .passphrase ? Identifier(slot.owner.workerID) : nil
      let name = try workerID.flatMap { try worker($0)?.name } ?? slot.owner.label
      return CasebookUser(slotID: slot.id, workerID: workerID, name: name)
    }
  }

  /// Adds somebody who works here, with a passphrase of their own. Somebody of that very
  /// name who is listed already and has no way in yet is given one, and stays who they are.
  ///
  /// - Throws: ``KeyFileError`` where the passphrase cannot be used, and
  ///   ``CasebookError/refused(_:)`` where it is not this worker's to say who opens the
  ///   casebook; then nobody was added.
  public func addUser(
    name: String, role: WorkerRole = .linkWorker, wholeTimeEquivalent: Double = 1,
    passphrase: String, strength: KeyStrength? = nil
  ) throws -> LinkWorker {
    var keys = try keyFile()
    try mayAdmit(keys)
    let known = try keys.slots(using: key).map(\.owner.workerID)
    let listed = try workers().first { $0.name == name && !known.contains($0.id.text) }
    let worker =
      listed
      ?? LinkWorker(id: mint(), name: name, role: role, wholeTimeEquivalent: wholeTimeEquivalent)
    try keys.addSlot(
      passphrase: passphrase, owner: Self.owner(worker.id, name: name), using: key,
      strength: strength)
    if listed == nil { try add(worker: worker) }
    try keys.write(to: CasebookPaths(folder).keys)
    return worker
  }

  /// Takes a way in away. What its owner wrote stays, with their name.
  ///
  /// - Throws: ``KeyFileError/lastPassphrase`` rather than lock everybody out, and
  ///   ``CasebookError/refused(_:)`` for somebody else's where that is not this worker's to
  ///   decide.
  public func removeUser(_ slotID: String) throws {
    var keys = try keyFile()
    let isOwn = try keys.slots(using: key).contains {
      $0.id == slotID && $0.owner.workerID == worker.id.text
    }
    if !isOwn { try mayAdmit(keys) }
    try keys.removeSlot(slotID, using: key)
    try keys.write(to: CasebookPaths(folder).keys)
  }

  /// Gives a passphrase's owner a new one.
  public func changePassphrase(
    from old: String, to new: String, strength: KeyStrength? = nil
  ) throws {
    var keys = try keyFile()
    try keys.changePassphrase(from: old, to: new, strength: strength)
    try keys.write(to: CasebookPaths(folder).keys)
  }

  /// Makes a recovery key, for printing and locking away.
  ///
  /// - Returns: the key as it is printed. It is shown this once and kept nowhere.
  public func makeRecoveryKey() throws -> String {
    var keys = try keyFile()
    try mayAdmit(keys)
    let recovery = try keys.addRecoveryKey(using: key)
    try keys.write(to: CasebookPaths(folder).keys)
    return try recovery.text
  }

  /// Sets a new passphrase for a user, with the recovery key in place of the
  /// forgotten one.
  ///
  /// - Parameter name: whose passphrase; nil where only one user has one.
  public static func recover(
    at folder: URL, recoveryKey: String, name: String? = nil, newPassphrase: String,
    strength: KeyStrength? = nil
  ) throws {
    let path = CasebookPaths(folder).keys
    guard exists(at: folder) else { throw CasebookError.notThere(folder.path) }
    var keys = try KeyFile(contentsOf: path)
    let key = try keys.unlock(recoveryKey: recoveryKey)
    let owners = try keys.slots(using: key).filter { $0.kind == .passphrase }
    let wanted = owners.filter { slot in
      name.map { PersonName.folded(slot.owner.label) == PersonName.folded($0) } ?? true
    }
    guard let slot = wanted.first, wanted.count == 1 else {
      throw CasebookError.refused(
        wanted.isEmpty
          ? "Nobody called “\(name ?? "")” has a passphrase here. Nothing was changed. These have: \(owners.map(\.owner.label).joined(separator: ", "))."
          : "Several people have a passphrase here. Nothing was changed. Say whose with --name: \(owners.map(\.owner.label).joined(separator: ", "))."
      )
    }
    try keys.changePassphrase(ofSlot: slot.id, to: newPassphrase, using: key, strength: strength)
    try keys.write(to: path)
  }

  /// A slot names its owner briefly; the whole name is in the casebook.
  static func owner(_ id: Identifier<LinkWorker>, name: String) -> SlotOwner {
    SlotOwner(workerID: id.text, label: String(name.prefix(SlotOwner.longest)))
  }

  /// Who opens the casebook is decided by those who oversee: whoever could add a
  /// supervisor, or print a key that sets anybody's passphrase, would be one. Where none of
  /// them has a way in, somebody has to be able to.
  private func mayAdmit(_ keys: KeyFile) throws {
    let inside = Set(try keys.slots(using: key).map(\.owner.workerID))
    let others = try workers().filter { inside.contains($0.id.text) }
    guard !AccessRules.mayChange(worker, among: others) else { return }
    let names = others.filter { AccessRules.oversees($0.role) }.map(\.name)
    throw CasebookError.refused(
      "Who can open the casebook is decided by a supervisor or the office. Nothing was changed. Ask \(names.joined(separator: " or "))."
    )
  }

  private func keyFile() throws -> KeyFile {
    try KeyFile(contentsOf: CasebookPaths(folder).keys)
  }
}

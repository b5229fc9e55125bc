// The chain that makes the history tamper-evident: each action's hash takes in
// the hash of the action before it and the digest of every change it made.

import CSealedVFS
import Foundation
import GRDB

/// The fields of a change or an action, written so that no two different lists of
/// fields give the same bytes.
struct ChainBytes {
  private(set) var bytes: [UInt8] = []

  mutating func add(_ field: some Collection<UInt8>) {
    add(Int64(field.count))
    bytes.append(contentsOf: field)
  }

  mutating func add(_ text: String) { add(Array(text.utf8)) }

  mutating func add(_ text: String?) {
    bytes.append(text == nil ? 0 : 1)
    add(text ?? "")
  }

  mutating func add(_ number: Int64) {
    withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
  }

  var digest: Data {
    var out = Data(count: Int(SEALED_DIGEST_BYTES))
    out.withUnsafeMutableBytes { buffer in
      guard let base = buffer.bindMemory(to: UInt8.self).baseAddress else { return }
      bytes.withUnsafeBufferPointer { sealed_digest(base, $0.baseAddress, $0.count) }
    }
    return out
  }
}

enum Chain {
  /// What stands before the first action.
  static let start = Data(count: Int(SEALED_DIGEST_BYTES))

  /// The digest of what a change changed. Its salt goes when a person is erased,
  /// so that the digest then says nothing about the values it was made of.
  static func digest(salt: Data, old: String?, new: String?) -> Data {
    var bytes = ChainBytes()
    bytes.add(salt)
    bytes.add(old)
    bytes.add(new)
    return bytes.digest
  }

  /// Takes one change into the running hash.
  static func fold(_ change: Row, into running: Data) -> Data {
    var bytes = ChainBytes()
    bytes.add(running)
    bytes.add(change["number"] as Int64? ?? 0)
    bytes.add(change["clock"] as Int64? ?? 0)
    bytes.add(change["record"] as String? ?? "")
    bytes.add(change["row_id"] as String? ?? "")
    bytes.add(change["kind"] as String? ?? "")
    let kept = change["digest"] as Data?
    bytes.add(
      kept
        ?? digest(salt: change["salt"] as Data? ?? Data(), old: change["old"], new: change["new"]))
    return bytes.digest
  }

  /// The hash of an action whose changes have been folded in.
  static func finish(_ action: ActionEntry, after running: Data) -> Data {
    var bytes = ChainBytes()
    bytes.add(running)
    bytes.add(action.id)
    bytes.add(action.name)
    bytes.add(action.at.milliseconds)
    bytes.add(action.workerID)
    bytes.add(action.deviceID)
    bytes.add(action.undoes)
    return bytes.digest
  }

  /// Closes a transaction's action: writes its row and moves the head of the chain
  /// on. Does nothing when the action changed no row.
  static func close(_ action: ActionEntry, changesAfter last: Int64, in db: Database) throws {
    let head = try Data.fetchOne(db.cachedStatement(sql: "SELECT hash FROM chain_head"))
    var running = head ?? start
    var count = 0
    let changes = try Row.fetchCursor(
      db.cachedStatement(
        sql: """
          SELECT number, clock, record, row_id, kind, old, new, salt, digest
          FROM change WHERE number > ? ORDER BY number
          """), arguments: [last])
    while let change = try changes.next() {
      running = fold(change, into: running)
      count += 1
    }
    guard count > 0 else { return }
    let hash = finish(action, after: running)
    try db.cachedStatement(
      sql: """
        INSERT INTO action (id, name, at, worker_id, device_id, undoes, hash)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(
      arguments: [
        action.id, action.name.stored, action.at.milliseconds, action.workerID, action.deviceID,
        action.undoes, hash,
      ])
    try db.cachedStatement(
      sql: """
        INSERT INTO chain_head (only, actions, changes, hash) VALUES (1, 1, ?, ?)
        ON CONFLICT (only) DO UPDATE SET
          actions = actions + 1, changes = changes + excluded.changes, hash = excluded.hash
        """
    ).execute(arguments: [count, hash])
  }
}

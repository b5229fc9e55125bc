// The history from its first change to its last: every action's hash, nothing
// missing, nothing that no action explains, and the end where its head says.

import Casework
import Foundation
import GRDB

struct ChainCheck {
  let verification: Verification
  let db: Database

  init(_ verification: Verification, _ db: Database) {
    self.verification = verification
    self.db = db
  }

  func run() throws {
    let total = try Int.fetchOne(db, sql: "SELECT max(number) FROM change") ?? 0
    let actions = try Row.fetchCursor(
      db,
      sql: """
        SELECT number, id, name, at, worker_id, device_id, undoes, hash FROM action ORDER BY number
        """)
    let changes = try Row.fetchCursor(
      db,
      sql: """
        SELECT number, action_id, clock, record, row_id, kind, old, new, salt, digest
        FROM change ORDER BY number
        """)
    var walk = Walk()
    var change = try changes.next()
    while let row = try actions.next() {
      let action = Self.entry(row)
      walk.actions += 1
      expect(row["number"] as Int64? ?? 0, walk.actions, "actions")
      var running = walk.running
      var count = 0
      // Whatever stands before this action's own changes belongs to none that is here.
      while let next = change {
        let belongs = next["action_id"] as String? == action.id
        if !belongs, count > 0 { break }
        walk.changes += 1
        expect(next["number"] as Int64? ?? 0, walk.changes, "changes")
        if belongs {
          count += 1
          running = Chain.fold(next, into: running)
          checkDigest(next)
        } else if try isExplained(next) {
          walk.changes -= 1
          break
        } else {
          unexplained(next)
        }
        verification.tell(.history, Int(walk.changes), of: total)
        change = try changes.next()
      }
      let kept = row["hash"] as Data? ?? Data()
      if count == 0 {
        verification.found(
          Finding(.history, "The history is not whole: no change is left of \(words(action))."))
      } else if Chain.finish(action, after: running) != kept {
        verification.found(
          Finding(
            .history, "The history was changed afterwards, or is not whole: \(words(action))."))
      }
      // From what is written, so that one fault is told once.
      walk.running = kept
    }
    while let next = change {
      walk.changes += 1
      unexplained(next)
      change = try changes.next()
    }
    try checkHead(walk)
  }

  private struct Walk {
    var running = Chain.start
    var actions: Int64 = 0
    var changes: Int64 = 0
  }

  private func expect(_ number: Int64, _ due: Int64, _ what: String) {
    guard number != due else { return }
    verification.found(
      Finding(.history, "The history has a gap: number \(due) of its \(what) is missing."))
  }

  private func isExplained(_ change: Row) throws -> Bool {
    try Bool.fetchOne(
      db, sql: "SELECT EXISTS (SELECT 1 FROM action WHERE id = ?)",
      arguments: [change["action_id"] as String?]) ?? false
  }

  private func unexplained(_ change: Row) {
    let table = change["record"] as String? ?? ""
    let id = change["row_id"] as String? ?? ""
    verification.found(
      Finding(
        .history,
        "\(RecordNames(db).words(table, id)) was changed without an action that says who and why.",
        record: table, id: id))
  }

  /// Where the digest is written down, the values it was made of must be gone, or fit.
  private func checkDigest(_ change: Row) {
    guard let digest = change["digest"] as Data?, let salt = change["salt"] as Data? else { return }
    guard Chain.digest(salt: salt, old: change["old"], new: change["new"]) != digest else { return }
    let table = change["record"] as String? ?? ""
    let id = change["row_id"] as String? ?? ""
    verification.found(
      Finding(
        .history,
        "The history of \(RecordNames(db).words(table, id)) holds other values than it was sealed with.",
        record: table, id: id))
  }

  private func checkHead(_ walk: Walk) throws {
    let head = try Row.fetchOne(db, sql: "SELECT actions, changes, hash FROM chain_head")
    if walk.actions == 0, head == nil { return }
    guard let head, head["actions"] == walk.actions, head["changes"] == walk.changes,
      head["hash"] as Data? == walk.running
    else {
      let kept = head?["actions"] as Int64? ?? 0
      return verification.found(
        Finding(
          .history,
          "The history does not end where it says: it says \(kept) actions, and \(walk.actions) are there."
        ))
    }
  }

  private func words(_ action: ActionEntry) -> String {
    let who =
      (try? String.fetchOne(
        db, sql: "SELECT name FROM worker WHERE id = ?", arguments: [action.workerID]))
      .flatMap { $0 }.map { ", " + StoredText.decoded($0) } ?? ""
    return "“\(action.name)”, \(Day(action.at).british)\(who)"
  }

  private static func entry(_ row: Row) -> ActionEntry {
    ActionEntry(
      id: row["id"] as String? ?? "", name: row.text("name"), at: row.moment("at") ?? .distantPast,
      workerID: row["worker_id"] as String? ?? "", deviceID: row["device_id"] as String? ?? "",
      undoes: row["undoes"])
  }
}

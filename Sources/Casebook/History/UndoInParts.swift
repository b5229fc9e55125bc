// Undo and redo of something large, such as a directory that was brought in: in parts, so
// that whoever saves something meanwhile waits for one part at the most.
//
// It is one step all the same. It is remembered in the casebook from before its first part
// until after its last; should the program end in between, whoever opens the casebook next
// does the rest. Where it cannot be done to its end, because somebody changed meanwhile what
// it was about to take back, what is done of it is taken back itself.

import Casework
import Foundation
import GRDB

#if canImport(Glibc)
  import Glibc
#endif

/// An undo that is under way, as the casebook remembers it until all of it is done.
struct Reversal: Codable, Equatable {
  /// The action that its parts belong to, and its name.
  var action: String
  var name: String
  var workerID: String
  /// The action that it takes back, and its name.
  var taken: String
  var takenName: String
  /// Whether what somebody has changed since stays as it is, rather than stops it: there is
  /// no going back any more.
  var leavesWhatChanged = false
  /// The number of the last change that was taken back.
  var last = Int64.max

  static let key = "reversal"

  var step: UndoStep { UndoStep(actionID: taken, name: takenName) }

  static func remembered(in db: Database) throws -> Reversal? {
    try String.fetchOne(
      db.cachedStatement(sql: "SELECT value FROM local_state WHERE key = ?"), arguments: [key]
    ).flatMap { try? JSONDecoder().decode(Self.self, from: Data(StoredText.decoded($0).utf8)) }
  }

  func remember(in db: Database) throws {
    let json = String(decoding: try JSONEncoder().encode(self), as: UTF8.self)
    try db.cachedStatement(sql: "INSERT OR REPLACE INTO local_state (key, value) VALUES (?, ?)")
      .execute(arguments: [Self.key, json.stored])
  }

  static func forget(in db: Database) throws {
    try db.execute(literal: "DELETE FROM local_state WHERE key = \(key)")
  }
}

extension Casebook {
  /// How many changes are taken back before others may save something.
  static let changesInPart = 400

  /// Whether undoing or redoing a step takes so long that it is done in parts, and is worth
  /// a look at how far it has come.
  public func isLarge(_ step: UndoStep) throws -> Bool {
    try read { db in
      let records = try String.fetchAll(
        db,
        sql: """
          SELECT record FROM change WHERE action_id IN (\(Self.partsOfAction)) LIMIT ?2
          """, arguments: [step.actionID, Self.changesInPart + 1])
      // The directory alone is brought in by the thousand. All else is done at once, so that
      // nobody sees half of it.
      return records.count > Self.changesInPart && records.allSatisfy { $0.hasPrefix("directory_") }
    }
  }

  private static let partsOfAction =
    "SELECT id FROM action WHERE id = ?1 OR (id > ?1 || ':' AND id < ?1 || ';')"

  /// Takes back a large step in parts.
  ///
  /// - Parameter progress: told how much of it is done, 0 to 1; what it throws takes back
  ///   what is done, and is thrown on.
  /// - Throws: ``CasebookError/changedSince(_:)`` where a later change stands in the way; then
  ///   all is as it was.
  func reverseInParts(
    _ step: UndoStep, named name: String, progress: ((Double) throws -> Void)? = nil
  ) throws {
    guard try !isChangedSince(step) else { throw CasebookError.changedSince(step.name) }
    let reversal = Reversal(
      action: freshActionID(), name: name, workerID: worker.id.text, taken: step.actionID,
      takenName: step.name)
    try underWay(reversal, insteadOf: nil) { reversal in
      try doOrTakeBack(&reversal, progress)
    }
  }

  /// Takes back what is in of an import that ends here.
  func takeBackInParts(_ step: UndoStep, insteadOf incoming: IncomingImport) throws {
    guard try !isChangedSince(step) else { throw CasebookError.changedSince(step.name) }
    let reversal = Reversal(
      action: freshActionID(), name: "Undo: \(step.name)", workerID: incoming.workerID,
      taken: step.actionID, takenName: step.name, leavesWhatChanged: true)
    try underWay(reversal, insteadOf: incoming) { try finish(&$0, nil) }
  }

  /// Does the rest of an undo whose program ended in the middle. Where that cannot be, for
  /// want of room for example, it is tried again at the next opening.
  func finishInterruptedUndo() {
    func left() -> Reversal? { try? read { try Reversal.remembered(in: $0) } }
    guard left() != nil, let lock = ReversalLock(folder) else { return }
    defer { lock.release() }
    // Whoever was at it may have come to its end before the lock was free.
    guard var reversal = left() else { return }
    try? doOrTakeBack(&reversal, nil)
  }

  /// Half of what is being taken back just now can be neither undone nor done again.
  func refuseHalfUndone(_ step: UndoStep) throws {
    guard let reversal = try read({ try Reversal.remembered(in: $0) }),
      [reversal.action, reversal.taken].contains(step.actionID)
    else { return }
    throw CasebookError.refused(
      "“\(reversal.takenName)” is being undone just now. Nothing was changed. Try again when that is done."
    )
  }

  // MARK: One of them

  /// Remembers an undo in the casebook, and does it.
  ///
  /// - Parameter incoming: the import that is forgotten in the same moment, so that what is
  ///   still to come of it never comes.
  private func underWay(
    _ reversal: Reversal, insteadOf incoming: IncomingImport?,
    _ body: (inout Reversal) throws -> Void
  ) throws {
    let busy = CasebookError.refused(
      "Something large is being undone or brought in just now. Nothing was changed. Try again when that is done."
    )
    guard let lock = ReversalLock(folder) else { throw busy }
    defer { lock.release() }
    try aside { db in
      guard try Reversal.remembered(in: db) == nil,
        try Self.incoming(in: db)?.action == incoming?.action
      else { throw busy }
      try db.execute(literal: "DELETE FROM local_state WHERE key = \(IncomingImport.key)")
      try reversal.remember(in: db)
    }
    var reversal = reversal
    try body(&reversal)
  }

  private func doOrTakeBack(
    _ reversal: inout Reversal, _ progress: ((Double) throws -> Void)?
  ) throws {
    do {
      try finish(&reversal, progress)
    } catch let stopped as Stopped {
      let word = reversal.name.hasPrefix("Undo") ? "Redo" : "Undo"
      var back = Reversal(
        action: freshActionID(), name: "\(word): \(reversal.takenName)",
        workerID: reversal.workerID, taken: reversal.action, takenName: reversal.takenName,
        leavesWhatChanged: true)
      try aside { try back.remember(in: $0) }
      try finish(&back, nil)
      throw stopped.cause
    }
  }

  /// What stopped an undo: somebody who did, or a change that stands in its way.
  private struct Stopped: Error { let cause: any Error }

  /// Thrown by what is told of the progress of a large undo, to leave the rest of it for the
  /// next opening.
  struct LeftForLater: Error {}

  private func finish(
    _ reversal: inout Reversal, _ progress: ((Double) throws -> Void)?
  ) throws {
    do { try finishParts(of: &reversal, progress) } catch  where error is Stopped {
      throw error
    } catch  where error is LeftForLater {
      throw error
    } catch {
      throw CasebookError.refused(
        "\(error) “\(reversal.name)” is half done. The rest of it follows by itself when the casebook is opened again and there is room."
      )
    }
  }

  private func finishParts(
    of reversal: inout Reversal, _ progress: ((Double) throws -> Void)?
  ) throws {
    let step = reversal.step
    let (parts, all) = try read { db in
      (
        try String.fetchAll(
          db, sql: Self.partsOfAction + " ORDER BY number DESC", arguments: [step.actionID]),
        try Int.fetchOne(
          db, sql: "SELECT count(*) FROM change WHERE action_id IN (\(Self.partsOfAction))",
          arguments: [step.actionID]) ?? 0
      )
    }
    var done = 0
    try widened {
      for part in parts {
        while let taken = try takeBack(of: part, &reversal) {
          done += taken
          do { try progress?(min(1, Double(done) / Double(max(all, 1)))) } catch {
            throw error is LeftForLater ? error : Stopped(cause: error)
          }
          // Whoever waits to save something has it now.
          usleep(3_000)
        }
      }
    }
    try aside { try Reversal.forget(in: $0) }
  }

  /// Takes back the latest changes of a part that stand, and remembers how far it came, in
  /// one transaction.
  ///
  /// - Returns: how many; nil where none was left.
  private func takeBack(of part: String, _ reversal: inout Reversal) throws -> Int? {
    let changes = try read { db in
      try Row.fetchAll(
        db.cachedStatement(
          sql: """
            SELECT number, record, row_id, kind, old, new FROM change
            WHERE action_id = ? AND number < ? ORDER BY number DESC LIMIT ?
            """), arguments: [part, reversal.last, Self.changesInPart])
    }
    guard let first = changes.first else { return nil }
    // A service is made ready to be found, or to be found no more: fewer of those at once.
    let isServices = first.text("record") == DirectoryEntity.service.table
    let batch = isServices ? changes.prefix(Self.servicesInPart) : changes[...]
    var after = reversal
    after.last = batch.last?["number"] ?? 0
    let before = try read { try Self.parts(of: reversal.action, in: $0) }
    let name = ActionPart(
      action: reversal.action, number: before + 1, workerID: reversal.workerID)
    defer { servicesGone = nil }
    try write(reversal.name, undoing: reversal.taken, part: name) { db in
      guard try Reversal.remembered(in: db) == reversal else {
        throw CasebookError.refused("Another Fingerpost goes on with this.")
      }
      servicesGone = []
      for change in batch { try takeBack(RecordedChange(change, in: db), reversal, in: db) }
      try after.remember(in: db)
    }
    reversal = after
    return batch.count
  }

  private func takeBack(
    _ change: RecordedChange, _ reversal: Reversal, in db: Database
  ) throws {
    let changed = Stopped(cause: CasebookError.changedSince(reversal.takenName))
    if change.kind == "insert", change.record == DirectoryEntity.service.table {
      let row = try Int64.fetchOne(
        db.cachedStatement(sql: "SELECT row FROM directory_service WHERE id = ?"),
        arguments: [change.rowID])
      if let row { servicesGone?.insert(row) }
    }
    do {
      guard try change.reverse(in: db) || reversal.leavesWhatChanged else { throw changed }
    } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
      guard reversal.leavesWhatChanged else { throw changed }
    }
  }

  /// Whether a later change to one of the rows of a step stands in the way of taking it back.
  private func isChangedSince(_ step: UndoStep) throws -> Bool {
    try read { db in
      // What else was changed since is little; what the step changed may be millions.
      let touched = try Row.fetchAll(
        db,
        sql: """
          WITH part AS (\(Self.partsOfAction))
          SELECT DISTINCT later.record, later.row_id
          FROM action AS other JOIN change AS later ON later.action_id = other.id
          WHERE other.number > (SELECT number FROM action WHERE id = ?1)
            AND other.id NOT IN part
            AND EXISTS (SELECT 1 FROM change AS own WHERE own.row_id = later.row_id
              AND own.record = later.record AND own.action_id IN part)
          """, arguments: [step.actionID])
      for row in touched {
        let latest = try Row.fetchOne(
          db,
          sql: """
            SELECT number, record, row_id, kind, old, new FROM change
            WHERE row_id = ?2 AND record = ?3 AND action_id IN (\(Self.partsOfAction))
            ORDER BY number DESC LIMIT 1
            """, arguments: [step.actionID, row["row_id"], row["record"]])
        guard let latest else { continue }
        if try !RecordedChange(latest, in: db).stands(in: db) { return true }
      }
      return false
    }
  }
}

/// Held by whoever is at a large undo, and let go of by the system should they be killed.
struct ReversalLock {
  private let descriptor: Int32
  private let path: String

  /// Nil where somebody else holds it, or the folder cannot be written to.
  init?(_ folder: URL) {
    path = folder.appendingPathComponent(".undoing").path
    while true {
      let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
      guard descriptor >= 0 else { return nil }
      guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
        close(descriptor)
        return nil
      }
      // Whoever had it before may have taken the file away just before it was locked here.
      var (held, there) = (stat(), stat())
      if fstat(descriptor, &held) == 0, stat(path, &there) == 0, held.st_ino == there.st_ino {
        self.descriptor = descriptor
        return
      }
      close(descriptor)
    }
  }

  func release() {
    unlink(path)
    close(descriptor)
  }
}

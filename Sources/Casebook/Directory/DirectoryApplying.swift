// A directory coming in: each record is laid over what the casebook has as it is read, and
// what differs is kept beside the casebook until all of it is found right. Then it is brought
// in, in parts where it is much, so that nobody's saving waits for more than a moment.
//
// All or nothing holds through the parts: once the first is in, the rest follows, after a
// power cut too, when the casebook is opened again.

import Casework
import Foundation
import GRDB

extension Casebook {
  /// Lays records over the directory. A field that a record does not mention stays
  /// as it is, one that it leaves blank becomes blank, and no record is deleted. The
  /// whole batch is one step that can be undone; where nothing differs, nothing is
  /// written, in the history either.
  ///
  /// - Parameters:
  ///   - batch: records in any order.
  ///   - source: the file, as the history should name it.
  ///   - dryRun: counts what would change, and changes nothing.
  ///   - isAlone: whether nobody else can be at this casebook, so that much of it may come in
  ///     at once.
  /// - Returns: for each kind of record, how many were added, updated, unchanged.
  /// - Throws: ``CasebookError``; then nothing has been written.
  public func applyDirectory(
    _ batch: some Sequence<DirectoryRecord>, source: String, dryRun: Bool = false,
    isAlone: Bool = false
  ) throws -> DirectoryTally {
    try applyDirectory(source: source, dryRun: dryRun, isAlone: isAlone) { laying in
      for record in batch {
        if let clash = try laying.lay(record, at: 0) {
          throw CasebookError.refused(
            "The \(record.entity.rawValue.replacing("_", with: " ")) \(record.id) comes twice with different contents (\(clash.field)). Nothing was changed."
          )
        }
      }
    }
  }

  /// The same for records that are laid one at a time, while a file is read.
  ///
  /// - Parameters:
  ///   - progress: told how many services are ready to be found, once all is laid.
  ///     What it throws ends the import, and what is in already is taken back.
  ///   - body: lays the records. What it throws ends the import.
  public func applyDirectory(
    source: String, dryRun: Bool = false, isAlone: Bool = false,
    progress: ((Int) throws -> Void)? = nil, _ body: (DirectoryLaying) throws -> Void
  ) throws -> DirectoryTally {
    let staged = try StagedDirectory(beside: folder, needed: waitingFiles())
    defer { staged.remove() }
    let tally = try widened {
      try readAtOneMoment { db in
        try staged.fill { stage in
          let laying = DirectoryLaying(db: db, stage: stage, source: source)
          try body(laying)
          var tally = try laying.finish()
          if dryRun { tally.absent = try laying.absent() }
          return tally
        }
      }
    }
    if !dryRun {
      try bringIn(
        staged, as: "Import the directory from \(source)", isAlone: isAlone, progress: progress)
    }
    return tally
  }

  /// Gives SQLite a larger cache while very much is written, 32 MiB in place of 8 as a rule.
  ///
  /// What does not fit into it may go to the log before the transaction ends: otherwise a
  /// directory of 200,000 services would have to fit into memory. That is safe where no
  /// savepoint is rolled back, and none is within `body`: what goes wrong there takes the
  /// whole transaction back.
  func widened<T>(to kibibytes: Int = 32_768, _ body: () throws -> T) throws -> T {
    let set = { (size: Int, spills: Bool) in
      try self.read {
        try $0.execute(
          sql: "PRAGMA cache_size = -\(size); PRAGMA cache_spill = \(spills ? "ON" : "OFF")")
      }
    }
    try set(kibibytes, true)
    defer {
      linesTold = nil
      try? set(8_192, false)
      try? read { try $0.execute(sql: "PRAGMA shrink_memory") }
    }
    return try body()
  }
}

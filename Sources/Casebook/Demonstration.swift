// Brings the demonstration town into a casebook.

import Casework
import GRDB

extension Casebook {
  /// Brings in the whole town: its workers, its directory and its people. Whoever
  /// works here takes the place of the town's first worker.
  ///
  /// - Parameters:
  ///   - town: best made for today, so that what is due today is due today.
  ///   - progress: told how many people are in so far, after each few hundred.
  /// - Throws: ``CasebookError``; what came in before the error stays.
  public func fill(with town: DemonstrationTown, progress: ((Int) -> Void)? = nil) throws {
    let town = town.seating(worker)
    _ = try applyDirectory(town.directory, source: "the demonstration town", dryRun: false)
    try write(Self.demonstrationAction) { db in
      for worker in town.workers.dropFirst() { try insert(worker: worker, in: db) }
    }
    var next = 0
    while next < town.people {
      let batch = next..<min(next + Self.demonstrationBatch, town.people)
      try write(Self.demonstrationAction) { db in
        for index in batch { try insert(town.bundle(at: index), in: db) }
      }
      next = batch.upperBound
      progress?(next)
    }
    try settleUndo()
  }

  private static let demonstrationAction = "Bring in the demonstration town"
  /// People in one transaction: enough that its cost is spread, few enough that the
  /// pages it touches stay in the cache.
  private static let demonstrationBatch = 500

  private func insert(_ bundle: PersonBundle, in db: Database) throws {
    try save(bundle.person, in: db)
    for episode in bundle.episodes {
      try insert(episode.referral, in: db)
      try insert(episode.case, in: db)
      for holding in episode.holdings { try insert(holding, in: db) }
      for contact in episode.contacts { try insert(contact, in: db) }
      if let plan = episode.plan { try insertWhole(plan, in: db) }
      for prescription in episode.prescriptions { try insert(prescription, in: db) }
    }
  }
}

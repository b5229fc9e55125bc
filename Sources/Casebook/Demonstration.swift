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
    try fillFunds(on: town.today)
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

  /// Two made-up funds with something promised and paid.
  private func fillFunds(on today: Day) throws {
    let year = FinancialYear(of: today)
    let arts = Fund(id: mint(), name: "Arts and nature fund", payer: "The partnership")
    let travel = Fund(id: mint(), name: "Travel and kit", payer: "The trust")
    let groups = try assets(matching: "", limit: 5)
    try write(Self.demonstrationAction) { db in
      for (fund, pence) in [(arts, 600_000), (travel, 120_000)] {
        try insert(fund, in: db)
        try insert(
          FundBudget(
            id: mint(), fundID: fund.id, year: year, amount: Casework.Money(pence: pence)), in: db)
      }
      for (place, group) in groups.enumerated() {
        try insert(
          Payment(
            id: mint(), fundID: place % 2 == 0 ? arts.id : travel.id, assetID: group.id,
            amount: Casework.Money(pence: 9_000 + place * 4_250),
            state: place < 2 ? .spent : .committed, on: today,
            note: ["paints and paper", "bus passes", "a second session", "kit", "room hire"][place],
            workerID: worker.id), in: db)
      }
    }
  }

  private static let demonstrationAction = "Bring in the demonstration town"
  /// People in one transaction: enough that its cost is spread, few enough that the
  /// pages it touches stay in the cache.
  private static let demonstrationBatch = 200

  private func insert(_ bundle: PersonBundle, in db: Database) throws {
    try save(bundle.person, in: db)
    for episode in bundle.episodes {
      try insert(episode.referral, in: db)
      try insert(episode.case, in: db)
      for holding in episode.holdings { try insert(holding, in: db) }
      for contact in episode.contacts { try insert(contact, in: db) }
      if let plan = episode.plan { try insertWhole(plan, in: db) }
      for prescription in episode.prescriptions { try insert(prescription, in: db) }
      for step in episode.steps { try insert(step, in: db) }
      for feedback in episode.feedback { try insert(feedback, in: db) }
    }
  }
}

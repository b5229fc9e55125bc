// Brings the demonstration town into a casebook.

import Casework
import Foundation
import GRDB

extension Casebook {
  /// Brings in the whole town: its workers, its directory and its people. Whoever
  /// works here takes the place of the town's first worker.
  ///
  /// - Parameters:
  ///   - town: best made for today, so that what is due today is due today.
  ///   - seat: whose place whoever works here takes: 0 for the first worker's, 2 for
  ///     the supervisor's.
  ///   - progress: told how many people are in so far, after each few hundred.
  /// - Throws: ``CasebookError``; what came in before the error stays.
  public func fill(
    with town: DemonstrationTown, seat: Int = 0, progress: ((Int) -> Void)? = nil
  ) throws {
    var seated = worker
    if town.workers.indices.contains(seat) {
      seated.role = town.workers[seat].role
      seated.wholeTimeEquivalent = town.workers[seat].wholeTimeEquivalent
    }
    let town = town.seating(seated, at: seat)
    _ = try applyDirectory(town.directory, source: "the demonstration town", isAlone: true)
    try write(Self.demonstrationAction, at: Self.evening(before: town.today)) { db in
      for worker in town.workers where worker.id != self.worker.id {
        try insert(worker: worker, in: db)
      }
      if seated != worker {
        try db.execute(
          sql: "UPDATE worker SET role = ?, whole_time_equivalent = ? WHERE id = ?",
          arguments: [seated.role.rawValue, String(seated.wholeTimeEquivalent), seated.id.text])
      }
      try insert(town.trust, in: db)
      for appointment in town.ownDiary { try insert(appointment, in: db) }
    }
    try refreshWorker()
    try fillFunds(on: town.today)
    // A city's indexes are larger than the cache of a desk: read and opened again for every
    // batch, they would take longer than what is written.
    try widened(to: town.people > 50_000 ? 1_048_576 : 32_768) {
      try fillPeople(of: town, progress)
    }
    try write(Self.demonstrationAction, at: Self.evening(before: town.today)) { db in
      try insert(town.team(), in: db)
    }
    try takeTownPostcodes(of: town)
    try settleUndo()
  }

  private func fillPeople(of town: DemonstrationTown, _ progress: ((Int) -> Void)?) throws {
    let size = town.people > 50_000 ? 2_000 : Self.demonstrationBatch
    for start in stride(from: 0, to: town.people, by: size) {
      let batch = start..<min(start + size, town.people)
      try write(Self.demonstrationAction, at: Self.evening(before: town.today)) { db in
        for index in batch {
          let bundle = town.bundle(at: index)
          try insert(bundle, in: db)
          if let weight = town.weight(at: index, of: bundle) { try insert(weight, in: db) }
          if let unmet = town.unmetNeed(at: index, of: bundle) { try insert(unmet, in: db) }
        }
      }
      progress?(batch.upperBound)
    }
  }

  /// When a made-up town's records were written down: all that is done in it comes after.
  private static func evening(before today: Day) -> Date {
    DayClock.date(today.adding(days: -1), minute: 17 * 60)
  }

  /// Two made-up funds with something promised and paid.
  private func fillFunds(on today: Day) throws {
    let year = FinancialYear(of: today)
    let arts = Fund(id: mint(), name: "Arts and nature fund", payer: "The partnership")
    let travel = Fund(id: mint(), name: "Travel and kit", payer: "The trust")
    let groups = try assets(matching: "", limit: 5)
    try write(Self.demonstrationAction, at: Self.evening(before: today)) { db in
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

  private func insert(_ trust: TownTrust, in db: Database) throws {
    for check in trust.checks { try insert(check, in: db) }
    for assurance in trust.assurances { try insert(assurance, in: db) }
    for spaces in trust.spaces { try insert(spaces, in: db) }
    for note in trust.notes { try insert(note, in: db) }
  }

  /// A table of postcodes of the town: those of its places and of its first people.
  private func takeTownPostcodes(of town: DemonstrationTown) throws {
    let people = (0..<min(town.people, 1_000)).compactMap { town.bundle(at: $0).person.postcode }
    try takePostcodes(replacing: false) { take in
      for postcode in town.placePostcodes + people {
        guard let at = DemonstrationTown.coordinates(of: postcode) else { continue }
        try take(
          PostcodeRow(postcode: postcode, at: at, ward: DemonstrationTown.ward(of: postcode)))
      }
    }
  }

  private static let demonstrationAction = "Bring in the demonstration town"
  /// People in one transaction: enough that its cost is spread, few enough that the
  /// pages it touches stay in the cache.
  private static let demonstrationBatch = 200

  private func insert(_ bundle: PersonBundle, in db: Database) throws {
    try save(bundle.person, in: db)
    if !bundle.reach.isEmpty {
      try insert(bundle.reach, of: bundle.person.id, id: mint(), in: db)
    }
    for risk in bundle.risks { try insert(risk, in: db) }
    for relation in bundle.network.relations { try insert(relation, in: db) }
    for involvement in bundle.network.involvements { try insert(involvement, in: db) }
    for flag in bundle.network.flags { try insert(flag, in: db) }
    for episode in bundle.episodes {
      try insert(episode.referral, in: db)
      try insert(episode.case, in: db)
      for holding in episode.holdings { try insert(holding, in: db) }
      for contact in episode.contacts { try insert(contact, in: db) }
      if let plan = episode.plan { try insertWhole(plan, in: db) }
      for prescription in episode.prescriptions { try insert(prescription, in: db) }
      for step in episode.steps { try insert(step, in: db) }
      for feedback in episode.feedback { try insert(feedback, in: db) }
      for sharing in episode.sharings { try insert(sharing, in: db) }
      for version in episode.versions { try insert(version, in: db) }
      for decision in episode.decisions { try insert(decision, in: db) }
      for letter in episode.letters { try insert(letter, in: db) }
      for pause in episode.pauses { try insert(pause, in: db) }
      for task in episode.safetyTasks { try insert(task, in: db) }
      for outcome in episode.outcomes { try insert(outcome, in: db) }
      for appointment in episode.appointments { try insert(appointment, in: db) }
      for member in episode.members { try insert(member, in: db) }
      for visit in episode.visits { try insert(visit, in: db) }
    }
  }
}

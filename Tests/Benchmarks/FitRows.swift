// What fits a goal, asked of a directory as large as a whole region's.

import Casebook
import Casework
import Foundation

enum FitRows {
  static let names = ["fits this goal, 200,000 services, p99", "of which judging, median"]

  private static let services = 200_000

  static func measure(_ town: BenchmarkTown) throws -> [BenchmarkRow] {
    // Bringing in so many takes minutes: a kept town keeps them too.
    let folder = town.folder.appendingPathComponent("fits-\(services)")
    let book: Casebook
    if Casebook.exists(at: folder) {
      book = try Casebook.open(at: folder, passphrase: BenchmarkTown.passphrase)
    } else {
      book = try Casebook.create(
        at: folder, passphrase: BenchmarkTown.passphrase, name: "Priya Nair", strength: .quick)
      try book.fill(
        with: DemonstrationTown(
          seed: 3, today: BenchmarkTown.today, people: 60, services: services))
    }
    defer { book.close() }
    let rows = try book.caseload(CaseloadFilter(.everybodys), order: .name, offset: 0, limit: 60)
    let records = try rows.compactMap { try book.caseRecord($0.caseID) }
    var whole = Sample()
    var judging = Sample()
    let rules = FitRules()
    for record in records {
      let own = record.plan?.goals ?? []
      let others = goals.map { Goal(id: Identifier("a goal"), text: $0) }
      for goal in own + others {
        var result = FitResult()
        var wish = FitWish(name: "", goal: "")
        try whole.measure {
          wish = try book.fitWish(for: record, goal: goal, on: BenchmarkTown.today)
          result = try book.fits(
            wish, postcode: record.person.postcode, rules: rules, on: BenchmarkTown.today)
        }
        judging.measure {
          let judge = FitJudging(wish, rules: rules, on: BenchmarkTown.today)
          _ = Fit.ranked(result.fits.map { judge.judge($0.asset) })
        }
      }
    }
    return [
      BenchmarkRow(names[0], town, whole.p99InMilliseconds, "ms", budget: 16),
      BenchmarkRow(names[1], town, judging.median * 1000, "ms", budget: nil),
    ]
  }

  /// Goals of few and of many words, of rare words and of those that everybody uses.
  private static let goals = [
    "Go to one thing a week that isn’t school", "Paint and draw with other people", "Swim",
    "Have somebody to spend time with", "Sleep before midnight", "Get a job",
    "Look after animals, walk dogs and be outside with my family and friends on Saturdays",
  ]
}

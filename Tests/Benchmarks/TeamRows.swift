// A supervisor's screen over a team of thirty, whatever the size of the casebook.

import Casebook
import Casework
import Desk
import Foundation
import Terminal

enum TeamRows {
  static let names = [
    "open Team of 30, painted, p99", "what if of a team of 30, worked out and painted, p99",
    "open a worker's Today with load and forecast, p99",
  ]

  static func measure(_ town: BenchmarkTown) throws -> [BenchmarkRow] {
    let book = try town.book()
    try gather(30, in: book)
    let desk = DeskOnMemory(town, book)
    var opening = Sample()
    var trying = Sample()
    var today = Sample()
    for _ in 0..<40 {
      desk.press(.character("1"), into: &today)
      desk.press(.character("4"), into: &opening)
    }
    for _ in 0..<10 {
      desk.press(.character("w"), into: &trying)
      for key in [Key.down, .down, .right, .right, .left, .down] { desk.press(key, into: &trying) }
      desk.press([.escape])
    }
    let values = [
      opening.p99InMilliseconds, trying.p99InMilliseconds, today.p99InMilliseconds,
    ]
    let budgets: [Double] = [100, 100, 8]
    return zip(zip(names, values), budgets).map {
      BenchmarkRow($0.0, town, $0.1, "ms", budget: $1)
    }
  }

  /// Makes a team of so many of whoever works here, where there are so many, the desk's
  /// own worker among them.
  private static func gather(_ count: Int, in book: Casebook) throws {
    let workers = try book.workers()
    guard let supervisor = workers.first(where: { $0.role == .supervisor }) else { return }
    let terms = try book.terms()
    // Whoever nobody supervises is every supervisor's.
    let another = workers.first { $0.role == .supervisor && $0.id != supervisor.id }
    let others = workers.filter { $0.role != .supervisor && $0.id != book.worker.id }
    let team = Set([book.worker.id] + others.prefix(count - 1).map(\.id))
    for worker in workers where worker.role != .supervisor {
      let isIn = team.contains(worker.id)
      guard var known = terms.first(where: { $0.workerID == worker.id }),
        isIn != (known.supervisorID == supervisor.id)
      else { continue }
      known.supervisorID = isIn ? supervisor.id : another?.id
      try book.keep(known)
    }
  }
}

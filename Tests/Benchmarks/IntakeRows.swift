// Writing a referral down among a million: who is known already appears between two keys.

import Casebook
import Casework
import Foundation
import Terminal

enum IntakeRows {
  static let names = [
    "duplicate check per key press, painted, p99", "open the inbox, painted, p99",
  ]

  static func measure(_ town: BenchmarkTown) throws -> [BenchmarkRow] {
    let book = try town.book()
    let desk = DeskOnMemory(town, book)
    desk.press([.character("1")])
    var keys = Sample()
    for person in try people(of: book) {
      desk.press([.character("n")])
      desk.press("self".map { .character($0) } + [.tab])
      desk.type(person.firstName, into: &keys)
      desk.press(.tab, into: &keys)
      desk.type(person.familyName, into: &keys)
      desk.press(.tab, into: &keys)
      desk.type(person.dateOfBirth?.british ?? "14/05/2012", into: &keys)
      desk.press(.tab, into: &keys)
      desk.press([.tab, .tab, .tab])
      desk.type(person.telephone, into: &keys)
      desk.press(.tab, into: &keys)
      desk.type(person.postcode?.description ?? "", into: &keys)
      desk.press([.escape, .right, .enter])
    }
    var inbox = Sample()
    for _ in 0..<60 {
      desk.press(.character("i"), into: &inbox)
      desk.press([.escape])
    }
    let values = [keys.p99InMilliseconds, inbox.p99InMilliseconds]
    return zip(zip(names, values), [16, 8]).map {
      BenchmarkRow($0.0, town, $0.1, "ms", budget: $1)
    }
  }

  /// People from all over the casebook.
  private static func people(of book: Casebook) throws -> [Person] {
    let everybody = CaseloadFilter(.everybodys, includeClosed: true)
    let count = try book.caseloadCount(everybody)
    return try stride(from: 0, to: count, by: max(1, count / 20)).prefix(20).flatMap {
      try book.caseload(everybody, order: .name, offset: $0, limit: 1)
    }.map(\.person)
  }
}

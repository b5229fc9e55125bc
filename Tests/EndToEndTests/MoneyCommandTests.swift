// Money by command: funds, budgets, promises, grants, and never over budget unsaid.

import Casebook
import Casework
import Foundation
import Testing

@Suite("Money by command")
struct MoneyCommandTests {
  @Test("a fund is made, promised from, paid, let go; over its budget only with a reason")
  func fund() throws {
    let place = try BookOnDisk(seat: 0)
    let book = try place.open()
    defer { book.close() }
    let groups = try book.assets(matching: "", limit: 2)
    let group = try #require(groups.first)
    let story = try #require(
      try book.caseload(CaseloadFilter(.held(by: book.worker.id)), order: .name, limit: 60).lazy
        .compactMap { row in
          try? book.prescriptionStories(of: row.caseID).isEmpty ? nil : row
        }.first)

    let made = try place.run([
      "money", "keep", "Bus fares", "--payer", "The trust", "--budget", "1,000.50",
    ])
    #expect(made.code == 0 && made.output.contains("“Bus fares” has £1,000.50"), "\(made)")
    func standing() throws -> [String: Any] {
      try #require(try place.objects("money").first { $0["name"] as? String == "Bus fares" })
    }
    var now = try standing()
    #expect(now["payer"] as? String == "The trust" && now["budgetPence"] as? Int == 100_050)
    #expect(now["leftPence"] as? Int == 100_050 && now["prescriptions"] as? Int == 0)

    // For somebody's prescription, and as a grant.
    let promised = try place.run([
      "money", "pay", "bus fares", "12.50", "--for", story.person.id.text, "--note", "tickets",
    ])
    #expect(promised.code == 0 && promised.output.contains("left for"), "\(promised.errors)")
    let granted = try place.run([
      "money", "pay", "Bus fares", "200", "--group", group.name, "--paid",
    ])
    #expect(granted.code == 0, "\(granted.errors)")
    now = try standing()
    #expect(now["committedPence"] as? Int == 1_250 && now["spentPence"] as? Int == 20_000)
    #expect(now["prescriptions"] as? Int == 1 && now["grants"] as? Int == 1)

    // Never over budget without a reason.
    let over = try place.run(["money", "pay", "Bus fares", "900", "--group", group.name])
    #expect(over.code == 1 && over.errors.contains("over its budget"), "\(over.errors)")
    #expect(try standing()["committedPence"] as? Int == 1_250)
    let agreed = try place.run([
      "money", "pay", "Bus fares", "900", "--group", group.name, "--over-reason", "agreed",
    ])
    #expect(agreed.code == 0, "\(agreed.errors)")
    #expect(try place.run(["money"]).output.contains("over by £112"))

    // What was used for what; a promise paid for less, and one let go.
    let payments = try place.objects("money", "list", "Bus fares")
    #expect(payments.count == 3)
    let reasons = payments.compactMap { $0["overReason"] as? String }.filter { !$0.isEmpty }
    #expect(reasons == ["agreed"])
    func id(_ pence: Int) throws -> String {
      try #require(payments.first { $0["pence"] as? Int == pence }?["id"] as? String)
    }
    let settled = try place.run(["money", "settle", id(1_250), "--amount", "10"])
    #expect(settled.code == 0, "\(settled.errors)")
    #expect(try place.run(["money", "settle", id(90_000), "--release"]).code == 0)
    now = try standing()
    #expect(now["spentPence"] as? Int == 21_000 && now["committedPence"] as? Int == 0)
    #expect(now["leftPence"] as? Int == 79_050)
    #expect(try place.run(["money", "settle", id(1_250)]).code == 1, "it is paid already")

    // Another year has its own budget.
    let year = FinancialYear(beginning: FinancialYear(of: Day(Date())).begins + 1)
    #expect(
      try place.run(["money", "keep", "Bus fares", "--budget", "50", "--year", year.words]).code
        == 0)
    let next = try place.objects("money", "--year", year.words)
    #expect(next.first { $0["name"] as? String == "Bus fares" }?["leftPence"] as? Int == 5_000)
    #expect(try place.run(["money", "pay", "No such fund", "1", "--group", group.name]).code == 1)
    #expect(try place.run(["money", "pay", "Bus fares", "1"]).code == 64)
  }
}

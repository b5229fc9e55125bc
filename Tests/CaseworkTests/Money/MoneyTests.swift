// Pounds and pence, and funds that are not overspent unawares.

import Testing

@testable import Casework

@Suite("Money")
struct MoneyTests {
  @Test(
    "amounts are read as people write them",
    arguments: [
      ("12.50", 1250), ("£12.5", 1250), ("12", 1200), ("1,200", 120_000),
      ("£1,234,567.05", 123_456_705),
      ("50p", 50), (" £ 3 ", 300), ("0.05", 5),
    ])
  func reading(text: String, pence: Int) throws {
    #expect(try Money(reading: text).pence == pence)
  }

  @Test(
    "what is no amount is refused",
    arguments: [
      "", "£", "-5", "12.505", "1,20", "1,2,3", "12.5p", "five", "1e3", "99999999999", ".5", "5.",
      "٣",
    ])
  func refused(text: String) {
    #expect(throws: MoneyError.self) { try Money(reading: text) }
  }

  @Test(
    "amounts are said as people say them",
    arguments: [
      (1250, "£12.50"), (1200, "£12"), (120_000, "£1,200"), (123_456_705, "£1,234,567.05"),
      (5, "£0.05"), (-1_000_00, "−£1,000"), (0, "£0"),
    ])
  func words(pence: Int, words: String) throws {
    #expect(Money(pence: pence).words == words)
    if pence >= 0 { #expect(try Money(reading: words).pence == pence) }
  }

  @Test("a financial year begins on 1 April")
  func years() throws {
    let march = try #require(Day(year: 2027, month: 3, day: 31))
    let april = try #require(Day(year: 2027, month: 4, day: 1))
    #expect(FinancialYear(of: march).words == "2026/27")
    #expect(FinancialYear(of: april).words == "2027/28")
    #expect(FinancialYear(beginning: 1999).words == "1999/00")
  }

  @Test("promises count against a budget as what is paid does, and what was let go does not")
  func standing() throws {
    let fund = Fund(id: Identifier("f"), name: "Arts fund")
    let day = try #require(Day(year: 2026, month: 6, day: 1))
    func payment(_ id: String, _ pence: Int, _ state: Payment.State, on day: Day) -> Payment {
      Payment(
        id: Identifier(id), fundID: fund.id, prescriptionID: Identifier("p" + id),
        amount: Money(pence: pence), state: state, on: day, workerID: Identifier("w"))
    }
    let standing = FundStanding(
      fund: fund, year: FinancialYear(of: day), budget: Money(pence: 10_000),
      payments: [
        payment("1", 2_000, .spent, on: day), payment("2", 3_000, .committed, on: day),
        payment("3", 9_000, .released, on: day),
        payment("4", 9_000, .spent, on: day.adding(years: -1)),
      ])
    #expect(standing.left == Money(pence: 5_000))
    #expect(standing.prescriptions == 2)
    #expect(standing.overrun(adding: Money(pence: 5_000)) == nil)
    #expect(standing.overrun(adding: Money(pence: 5_001)) == Money(pence: 1))
    #expect(!standing.isOver)
  }
}

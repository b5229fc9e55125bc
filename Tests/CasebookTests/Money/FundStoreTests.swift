// Funds in the casebook: budgets, promises, and nothing overspent without a reason.

import Casework
import Foundation
import Testing

@testable import Casebook

@Suite("Funds")
struct FundStoreTests {
  static let year = FinancialYear(of: ScratchBook.today)

  private func grant(_ book: Casebook, _ fund: Fund, _ pence: Int, reason: String = "") -> Payment {
    Payment(
      id: book.mint(), fundID: fund.id, assetID: Identifier("a-group"),
      amount: Money(pence: pence), on: ScratchBook.today, note: "paints", overReason: reason,
      workerID: book.worker.id)
  }

  private func fund(_ book: Casebook, budget: Int) throws -> Fund {
    let fund = Fund(id: book.mint(), name: "Arts fund", payer: "The borough")
    try book.keep(fund)
    try book.setBudget(Money(pence: budget), of: fund.id, for: Self.year)
    return fund
  }

  @Test("a promise beyond the budget needs a reason, and is written with one")
  func over() throws {
    let scratch = try ScratchBook()
    let book = scratch.book
    let fund = try fund(book, budget: 10_000)
    try book.add(grant(book, fund, 9_000))
    #expect(
      throws: MoneyError.overBudget(
        fund: "Arts fund", year: Self.year.words, by: Money(pence: 500), hasBudget: true)
    ) { try book.add(grant(book, fund, 1_500)) }
    #expect(try book.standings(in: Self.year).first?.committed == Money(pence: 9_000))
    #expect(throws: MoneyError.self) { try book.add(grant(book, fund, 1_500, reason: "  ")) }
    try book.add(grant(book, fund, 1_500, reason: "agreed by the board"))
    let standing = try #require(try book.standings(in: Self.year).first)
    #expect(standing.isOver)
    #expect(standing.grants == 2)
  }

  @Test("what is let go makes room again; what is paid still counts; undo goes back")
  func settling() throws {
    let scratch = try ScratchBook()
    let book = scratch.book
    let fund = try fund(book, budget: 10_000)
    let (first, second) = (grant(book, fund, 6_000), grant(book, fund, 4_000))
    try book.add(first)
    try book.add(second)
    try book.settle(first.id, as: .spent)
    #expect(throws: MoneyError.self) { try book.add(grant(book, fund, 1)) }
    try book.settle(second.id, as: .released)
    try book.add(grant(book, fund, 4_000))
    let standing = try #require(try book.standings(in: Self.year).first)
    #expect(standing.spent == Money(pence: 6_000))
    #expect(standing.left == .zero)
    _ = try book.undo()
    _ = try book.undo()
    #expect(try book.standings(in: Self.year).first?.committed == Money(pence: 4_000))
    #expect(book.verify() == [])
  }

  @Test("a fund without a budget for the year says so")
  func noBudget() throws {
    let scratch = try ScratchBook()
    let fund = Fund(id: scratch.book.mint(), name: "Old fund")
    try scratch.book.keep(fund)
    do {
      try scratch.book.add(grant(scratch.book, fund, 100))
      Issue.record("it was promised")
    } catch {
      #expect("\(error)".contains("has no budget for \(Self.year.words)"))
    }
  }

  @Test("two desks cannot promise the same money together")
  func together() throws {
    let scratch = try ScratchBook()
    let fund = try fund(scratch.book, budget: 10_000)
    let other = try scratch.open()
    defer { other.close() }
    try scratch.book.add(grant(scratch.book, fund, 7_000))
    #expect(throws: MoneyError.self) { try other.add(grant(other, fund, 7_000)) }
  }

  @Test("only a promise is settled; what is paid may differ, and not beyond the budget unsaid")
  func settledOnce() throws {
    let scratch = try ScratchBook()
    let book = scratch.book
    let fund = try fund(book, budget: 10_000)
    let (first, second) = (grant(book, fund, 6_000), grant(book, fund, 3_000))
    try book.add(first)
    try book.add(second)
    #expect(throws: MoneyError.self) {
      try book.settle(first.id, as: .spent, amount: Money(pence: 7_500))
    }
    try book.settle(first.id, as: .spent, amount: Money(pence: 7_000))
    #expect(throws: MoneyError.settledAlready(.spent)) { try book.settle(first.id, as: .released) }
    try book.settle(
      second.id, as: .spent, amount: Money(pence: 4_000), overReason: "the board agreed")
    let payments = try book.payments(of: fund.id, in: Self.year)
    #expect(payments.map(\.amount.pence).sorted() == [4_000, 7_000])
    #expect(payments.contains { $0.overReason == "the board agreed" })
    #expect(book.verify() == [])
  }

  @Test("a budget is cut below what is promised only with a reason")
  func cut() throws {
    let scratch = try ScratchBook()
    let book = scratch.book
    let fund = try fund(book, budget: 10_000)
    try book.add(grant(book, fund, 6_000))
    #expect(
      throws: MoneyError.belowPromised(
        fund: "Arts fund", year: Self.year.words, by: Money(pence: 1_000))
    ) { try book.setBudget(Money(pence: 5_000), of: fund.id, for: Self.year) }
    #expect(try book.standings(in: Self.year).first?.budget == Money(pence: 10_000))
    try book.setBudget(
      Money(pence: 5_000), of: fund.id, for: Self.year, reason: "the borough cut it")
    #expect(try book.standings(in: Self.year).first?.isOver == true)
    // Up again needs no word, though it still does not reach.
    try book.setBudget(Money(pence: 5_500), of: fund.id, for: Self.year)
    #expect(try book.paymentNames(of: fund.id, in: Self.year).count == 1)
  }
}

// Funds, budgets and payments as rows. That no budget is overspent without a reason is
// seen to inside the transaction that writes, so two desks cannot do it together.

import Casework
import Foundation
import GRDB

extension Casebook {
  /// Every fund, by name.
  public func funds() throws -> [Fund] {
    try read { db in
      try Row.fetchAll(db, sql: "SELECT * FROM fund ORDER BY name, id").map(Self.fund)
    }
  }

  /// Writes a fund down, or changes its name and payer.
  public func keep(_ fund: Fund, at now: Date = Date()) throws {
    try write("Keep the fund “\(fund.name)”", at: now) { db in
      try insert(fund, in: db)
    }
  }

  func insert(_ fund: Fund, in db: Database) throws {
    try db.execute(
      sql: """
        INSERT INTO fund (id, name, payer) VALUES (?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET name = excluded.name, payer = excluded.payer
        """, arguments: [fund.id.stored, fund.name.stored, fund.payer.stored])
  }

  func insert(_ budget: FundBudget, in db: Database) throws {
    try db.execute(
      sql: "INSERT INTO fund_budget (id, fund_id, year, pence) VALUES (?, ?, ?, ?)",
      arguments: [
        budget.id.stored, budget.fundID.stored, budget.year.begins, budget.amount.pence,
      ])
  }

  /// Sets what a fund has for a year.
  ///
  /// - Parameter reason: why it is less than what is promised and paid already.
  /// - Throws: ``MoneyError/belowPromised(fund:year:by:)`` where it is, and no reason is given;
  ///   then nothing is written.
  public func setBudget(
    _ amount: Money, of fundID: Identifier<Fund>, for year: FinancialYear, reason: String = "",
    at now: Date = Date()
  ) throws {
    try write("Set a budget for \(year.words)", at: now) { db in
      let standing = try Self.standing(of: fundID, in: year, in: db)
      let used = standing.spent + standing.committed
      // A first budget may come after the promises; it takes nothing away from them.
      if let before = standing.budget, amount < before, amount < used,
        reason.allSatisfy(\.isWhitespace)
      {
        throw MoneyError.belowPromised(
          fund: standing.fund.name, year: year.words, by: used - amount)
      }
      try db.execute(
        sql: "UPDATE fund_budget SET pence = ?, reason = ? WHERE fund_id = ? AND year = ?",
        arguments: [amount.pence, reason.stored, fundID.text, year.begins])
      guard db.changesCount == 0 else { return }
      try insert(
        FundBudget(id: mint(at: now), fundID: fundID, year: year, amount: amount), in: db)
    }
  }

  /// Writes down money promised or paid.
  ///
  /// - Throws: ``MoneyError/overBudget(fund:year:by:hasBudget:)`` where the budget does not
  ///   reach and no reason is given; then nothing is written.
  public func add(_ payment: Payment, at now: Date = Date()) throws {
    let name = payment.isGrant ? "a grant" : "the cost of a prescription"
    try write("\(payment.state.words) \(payment.amount.words): \(name)", at: now) { db in
      try insert(payment, in: db)
    }
  }

  func insert(_ payment: Payment, in db: Database) throws {
    guard payment.amount > .zero else { throw MoneyError.notAnAmount }
    let standing = try Self.standing(
      of: payment.fundID, in: FinancialYear(of: payment.on), in: db)
    if payment.state.counts, payment.overReason.allSatisfy(\.isWhitespace),
      let over = standing.overrun(adding: payment.amount)
    {
      throw MoneyError.overBudget(
        fund: standing.fund.name, year: standing.year.words, by: over,
        hasBudget: standing.budget != nil)
    }
    try db.execute(
      sql: """
        INSERT INTO payment (id, fund_id, prescription_id, asset_id, pence, state, promised_on,
          note, over_reason, worker_id)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        payment.id.stored, payment.fundID.stored, payment.prescriptionID.stored,
        payment.assetID.stored, payment.amount.pence, payment.state.rawValue, payment.on.stored,
        payment.note.stored, payment.overReason.stored, payment.workerID.stored,
      ])
  }

  /// Marks what was promised as paid, or lets the promise go.
  ///
  /// - Parameters:
  ///   - amount: what was paid in the end; as much as was promised where nil.
  ///   - overReason: why more is paid than the budget reaches for.
  /// - Throws: ``MoneyError/settledAlready(_:)`` for what is no promise any more, and
  ///   ``MoneyError/overBudget(fund:year:by:hasBudget:)`` where more is paid than was promised,
  ///   the budget does not reach, and no reason is given. Then nothing is written.
  public func settle(
    _ id: Identifier<Payment>, as state: Payment.State, amount: Money? = nil,
    overReason: String = "", at now: Date = Date()
  ) throws {
    try write("\(state.words): a payment", at: now) { db in
      let row = try Row.fetchOne(
        db, sql: "SELECT * FROM payment WHERE id = ?", arguments: [id.stored])
      guard let payment = try row.map(Self.payment) else {
        throw CasebookError.noSuchRecord("payment")
      }
      guard payment.state == .committed else { throw MoneyError.settledAlready(payment.state) }
      let paid = state == .spent ? amount ?? payment.amount : payment.amount
      guard paid > .zero else { throw MoneyError.notAnAmount }
      let standing = try Self.standing(
        of: payment.fundID, in: FinancialYear(of: payment.on), in: db)
      if paid > payment.amount, overReason.allSatisfy(\.isWhitespace),
        let over = standing.overrun(adding: paid - payment.amount)
      {
        throw MoneyError.overBudget(
          fund: standing.fund.name, year: standing.year.words, by: over,
          hasBudget: standing.budget != nil)
      }
      let reason = overReason.allSatisfy(\.isWhitespace) ? payment.overReason : overReason
      try db.execute(
        sql: "UPDATE payment SET state = ?, pence = ?, over_reason = ? WHERE id = ?",
        arguments: [state.rawValue, paid.pence, reason.stored, id.stored])
    }
  }

  /// Whom and what the payments of a fund's year are for: "Leo Sharma · Sketchers", or the
  /// group that gets a grant.
  public func paymentNames(
    of fundID: Identifier<Fund>, in year: FinancialYear
  ) throws -> [Identifier<Payment>: String] {
    let payments = try payments(of: fundID, in: year)
    return try read { db in
      try payments.reduce(into: [:]) { names, payment in
        let row = try Row.fetchOne(
          db.cachedStatement(
            sql: """
              SELECT person.first_name, person.preferred_name, person.family_name,
                s.name AS service
              FROM payment AS p LEFT JOIN prescription AS r ON r.id = p.prescription_id
              LEFT JOIN case_record AS c ON c.id = r.case_id
              LEFT JOIN person ON person.id = c.person_id
              LEFT JOIN directory_service AS s ON s.id = coalesce(p.asset_id, r.asset_id)
              WHERE p.id = ?
              """), arguments: [payment.id.stored])
        guard let row else { return }
        let called = row.text("preferred_name")
        let person = PersonName.joined([
          called.isEmpty ? row.text("first_name") : called, row.text("family_name"),
        ])
        names[payment.id] = [person, row.text("service")].filter { !$0.isEmpty }
          .joined(separator: " · ")
      }
    }
  }

  /// The payments of a fund's year, the latest first.
  public func payments(
    of fundID: Identifier<Fund>, in year: FinancialYear
  ) throws -> [Payment] {
    try read { try Self.payments(of: fundID, in: year, in: $0) }
  }

  /// What was promised and paid for a prescription.
  public func payments(for prescription: Identifier<Prescription>) throws -> [Payment] {
    try read { db in
      try Row.fetchAll(
        db, sql: "SELECT * FROM payment WHERE prescription_id = ? ORDER BY promised_on, row",
        arguments: [prescription.text]
      ).map(Self.payment)
    }
  }

  /// How every fund stands in a year.
  public func standings(in year: FinancialYear) throws -> [FundStanding] {
    try read { db in
      try Row.fetchAll(db, sql: "SELECT * FROM fund ORDER BY name, id").map {
        try Self.standing(of: $0.id("id"), in: year, in: db)
      }
    }
  }

  private static func standing(
    of fundID: Identifier<Fund>, in year: FinancialYear, in db: Database
  ) throws -> FundStanding {
    guard
      let row = try Row.fetchOne(
        db, sql: "SELECT * FROM fund WHERE id = ?", arguments: [fundID.text])
    else { throw CasebookError.noSuchRecord("fund") }
    // Two devices may each have set a budget before they met: the later one counts.
    let pence = try Int.fetchOne(
      db, sql: "SELECT pence FROM fund_budget WHERE fund_id = ? AND year = ? ORDER BY id DESC",
      arguments: [fundID.text, year.begins])
    return FundStanding(
      fund: fund(row), year: year, budget: pence.map(Money.init(pence:)),
      payments: try payments(of: fundID, in: year, in: db))
  }

  private static func payments(
    of fundID: Identifier<Fund>, in year: FinancialYear, in db: Database
  ) throws -> [Payment] {
    guard let first = Day(year: year.begins, month: 4, day: 1),
      let last = Day(year: year.begins + 1, month: 3, day: 31)
    else { return [] }
    return try Row.fetchAll(
      db,
      sql: """
        SELECT * FROM payment WHERE fund_id = ? AND promised_on BETWEEN ? AND ?
        ORDER BY promised_on DESC, row DESC
        """, arguments: [fundID.text, first.iso, last.iso]
    ).map(payment)
  }

  private static func fund(_ row: Row) -> Fund {
    Fund(id: row.id("id"), name: row.text("name"), payer: row.text("payer"))
  }

  private static func payment(_ row: Row) throws -> Payment {
    Payment(
      id: row.id("id"), fundID: row.id("fund_id"),
      prescriptionID: row.optionalID("prescription_id"), assetID: row.optionalID("asset_id"),
      amount: Money(pence: row["pence"]), state: try row.code("state"),
      on: row.day("promised_on") ?? Day(number: 0), note: row.text("note"),
      overReason: row.text("over_reason"), workerID: row.id("worker_id"))
  }
}

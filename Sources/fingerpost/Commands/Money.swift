// Funds: what they have, what is promised and paid from them.

import ArgumentParser
import Casebook
import Casework
import Foundation

struct MoneyCommands: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "money",
    abstract: "Funds, their budgets, and what is promised and paid from them.",
    subcommands: [ListFunds.self, KeepFund.self, PayFromFund.self, SettlePayment.self],
    defaultSubcommand: ListFunds.self)
}

extension FinancialYear {
  /// Reads "2026" or "2026/27".
  static func reading(_ text: String) throws -> FinancialYear {
    let parts = text.split(separator: "/")
    guard let begins = parts.first.flatMap({ Int($0) }), (2000...2100).contains(begins),
      parts.count == 1 || (parts.count == 2 && FinancialYear(beginning: begins).words == text)
    else {
      throw CasebookError.refused(
        "“\(text)” is not a financial year. Write it as 2026/27. Nothing was changed.")
    }
    return FinancialYear(beginning: begins)
  }
}

extension Casebook {
  /// The fund of a name, whatever its capitals.
  fileprivate func fund(named name: String) throws -> Fund {
    let funds = try funds()
    guard let fund = funds.first(where: { $0.name.lowercased() == name.lowercased() }) else {
      throw CasebookError.refused(
        "There is no fund “\(name)”. Nothing was changed. "
          + (funds.isEmpty
            ? "Make one with: fingerpost money keep NAME --budget 1000"
            : "There are: " + funds.map(\.name).joined(separator: ", ") + "."))
    }
    return fund
  }
}

struct ListFunds: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "How every fund stands, or what one was used for.")

  @Argument(help: "One fund, to see each payment.")
  var fund: String?

  @Option(help: "The financial year, such as 2026/27; this one unless you say otherwise.")
  var year: String?

  @Flag(help: "Print JSON.")
  var json = false

  @OptionGroup var casebook: CasebookOptions

  private struct FundObject: Encodable {
    var id: String
    var name: String
    var payer: String
    var year: String
    var budgetPence: Int?
    var spentPence: Int
    var committedPence: Int
    var leftPence: Int
    var prescriptions: Int
    var grants: Int
  }

  private struct PaymentObject: Encodable {
    var id: String
    var pence: Int
    var state: String
    var on: Day
    var isGrant: Bool
    var prescriptionId: String?
    var assetId: String?
    /// Whom and what it is for.
    var name: String
    var note: String
    var overReason: String
  }

  func run() throws {
    let book = try casebook.open()
    defer { book.close() }
    let year = try year.map(FinancialYear.reading) ?? FinancialYear(of: Day(Date()))
    if let fund {
      let id = try book.fund(named: fund).id
      return try list(
        book.payments(of: id, in: year), names: book.paymentNames(of: id, in: year))
    }
    let standings = try book.standings(in: year)
    if json {
      return try JSON.print(
        standings.map {
          FundObject(
            id: $0.fund.id.text, name: $0.fund.name, payer: $0.fund.payer, year: $0.year.words,
            budgetPence: $0.budget?.pence, spentPence: $0.spent.pence,
            committedPence: $0.committed.pence, leftPence: $0.left.pence,
            prescriptions: $0.prescriptions, grants: $0.grants)
        })
    }
    if standings.isEmpty {
      return Lines.print("There are no funds. Make one: fingerpost money keep NAME --budget 1000")
    }
    for standing in standings {
      let budget = standing.budget.map { "of \($0.words)" } ?? "no budget for \(year.words)"
      var parts = [
        standing.fund.name, budget, "spent \(standing.spent.words)",
        "promised \(standing.committed.words)",
        standing.isOver
          ? "over by \(Money(pence: -standing.left.pence).words)" : "left \(standing.left.words)",
      ]
      if !standing.fund.payer.isEmpty { parts.append("from \(standing.fund.payer)") }
      Lines.print(parts.joined(separator: " · "))
    }
  }

  private func list(_ payments: [Payment], names: [Identifier<Payment>: String]) throws {
    if json {
      return try JSON.print(
        payments.map {
          PaymentObject(
            id: $0.id.text, pence: $0.amount.pence, state: $0.state.rawValue, on: $0.on,
            isGrant: $0.isGrant, prescriptionId: $0.prescriptionID?.text,
            assetId: $0.assetID?.text, name: names[$0.id] ?? "", note: $0.note,
            overReason: $0.overReason)
        })
    }
    for payment in payments {
      var parts = [
        payment.on.british, payment.amount.words, payment.state.words,
        payment.isGrant ? "a grant" : "a prescription", names[payment.id] ?? "", payment.note,
      ]
      if !payment.overReason.isEmpty { parts.append("over budget: \(payment.overReason)") }
      Lines.print((parts.filter { !$0.isEmpty } + [payment.id.text]).joined(separator: " · "))
    }
    if payments.isEmpty { Lines.print("Nothing has been promised or paid from it this year.") }
  }
}

struct KeepFund: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keep", abstract: "Make a fund, or change who gives it and what it has.")

  @Argument(help: "Its name.")
  var name: String

  @Option(help: "Who gives it.")
  var payer: String?

  @Option(help: "What it has for the year, such as 1200 or 1,200.50.")
  var budget: String?

  @Option(help: "The financial year of the budget, such as 2026/27.")
  var year: String?

  @Option(help: "Why the budget is cut below what is promised and paid.")
  var reason: String = ""

  @OptionGroup var casebook: CasebookOptions

  func run() throws {
    let book = try casebook.open()
    defer { book.close() }
    let amount = try budget.map(Casework.Money.init(reading:))
    let year = try year.map(FinancialYear.reading) ?? FinancialYear(of: Day(Date()))
    let known = try book.funds().first { $0.name.lowercased() == name.lowercased() }
    var fund = known ?? Fund(id: book.mint(), name: name)
    if let payer { fund.payer = payer }
    if known != fund { try book.keep(fund) }
    if let amount {
      try book.setBudget(amount, of: fund.id, for: year, reason: reason)
      Lines.print("“\(fund.name)” has \(amount.words) for \(year.words).")
    } else {
      Lines.print("“\(fund.name)” is kept.")
    }
  }
}

struct PayFromFund: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pay",
    abstract: "Promise or pay: for somebody's prescription, or as a grant to a group.")

  @Argument(help: "The fund.")
  var fund: String

  @Argument(help: "How much, such as 12.50.")
  var amount: String

  @Option(name: .customLong("for"), help: "Whose prescription it pays for.")
  var person: String?

  @Option(help: "Which of their services, by its number in “fingerpost attended PERSON”.")
  var service: Int = 1

  @Option(help: "The group that gets it as a grant: words that find it in the directory.")
  var group: String?

  @Flag(help: "It is paid already, not only promised.")
  var paid = false

  @Option(help: "What it is for.")
  var note: String = ""

  @Option(help: "Why it is made although the budget does not reach.")
  var overReason: String = ""

  @OptionGroup var opening: OpeningReason

  @OptionGroup var casebook: CasebookOptions

  func validate() throws {
    if (person == nil) == (group == nil) {
      throw ValidationError("Say either --for PERSON or --group NAME.")
    }
  }

  func run() throws {
    let amount = try Casework.Money(reading: amount)
    let book = try casebook.open()
    defer { book.close() }
    let fund = try book.fund(named: fund)
    var payment = Payment(
      id: book.mint(), fundID: fund.id, amount: amount, state: paid ? .spent : .committed,
      on: Day(Date()), note: note, overReason: overReason, workerID: book.worker.id)
    if let person {
      let found = try book.openPerson(person, why: opening.why, doing: "a payment")
      let stories = try book.cases(of: found.id).flatMap { try book.prescriptionStories(of: $0) }
      guard stories.indices.contains(service - 1) else {
        throw CasebookError.refused(
          "They have no service \(service). Nothing was changed. "
            + "See theirs with: fingerpost attended \(person)")
      }
      payment.prescriptionID = stories[service - 1].prescription.id
    } else if let group {
      payment.assetID = try book.oneAsset(group).id
    }
    try book.add(payment)
    let standing = try book.standings(in: FinancialYear(of: payment.on)).first {
      $0.fund.id == fund.id
    }
    Lines.print(
      "\(payment.state.words) \(amount.words) from “\(fund.name)”; "
        + "left for \(FinancialYear(of: payment.on).words): \(standing?.left.words ?? "").")
  }
}

struct SettlePayment: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "settle", abstract: "Mark a promise as paid, or let it go.")

  @Argument(help: "The payment's id, from “fingerpost money list FUND”.")
  var payment: String

  @Flag(help: "Let the promise go instead: it counts no longer.")
  var release = false

  @Option(help: "How much was paid in the end, where it is not what was promised.")
  var amount: String?

  @Option(help: "Why more is paid than the budget reaches for.")
  var overReason: String = ""

  @OptionGroup var casebook: CasebookOptions

  func run() throws {
    let book = try casebook.open()
    defer { book.close() }
    try book.settle(
      Identifier(payment), as: release ? .released : .spent,
      amount: try amount.map(Casework.Money.init(reading:)), overReason: overReason)
    Lines.print(release ? "The promise is let go." : "It is marked as paid.")
  }
}

extension Casebook {
  /// The one service that words find.
  ///
  /// - Throws: ``CasebookError/refused(_:)`` where none or several are found.
  func oneAsset(_ words: String) throws -> AssetLine {
    let found = try assets(matching: words, limit: 9)
    if let exact = found.first(where: { $0.name.lowercased() == words.lowercased() }) {
      return exact
    }
    if found.count == 1 { return found[0] }
    throw CasebookError.refused(
      found.isEmpty
        ? "Nothing in the directory is found by “\(words)”. Nothing was changed."
        : "“\(words)” finds several services. Nothing was changed. Use more of the name:\n"
          + found.prefix(8).map { "  \($0.name)" }.joined(separator: "\n"))
  }
}

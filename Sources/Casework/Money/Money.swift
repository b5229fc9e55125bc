// Money: what a prescription costs and who pays, small grants to groups, and funds that
// are never overspent without a reason.

import Foundation

/// Pounds and pence.
public struct Money: Hashable, Comparable, Sendable, Codable {
  /// At most 100 million pounds either way.
  public var pence: Int

  public init(pence: Int) { self.pence = pence }

  public static let zero = Money(pence: 0)
  public static func < (a: Money, b: Money) -> Bool { a.pence < b.pence }
  public static func + (a: Money, b: Money) -> Money { Money(pence: a.pence + b.pence) }
  public static func - (a: Money, b: Money) -> Money { Money(pence: a.pence - b.pence) }

  /// Reads "£12.50", "12.5", "1,200" or "50p".
  ///
  /// - Throws: ``MoneyError/unreadable(_:)``.
  public init(reading text: String) throws {
    var digits = text.trimmingCharacters(in: .whitespaces).replacing("£", with: "")
      .trimmingCharacters(in: .whitespaces)
    var isPence = false
    if digits.lowercased().hasSuffix("p") {
      isPence = true
      digits.removeLast()
    }
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), let pounds = Self.whole(parts[0]) else {
      throw MoneyError.unreadable(text)
    }
    if isPence {
      guard parts.count == 1 else { throw MoneyError.unreadable(text) }
      pence = pounds
    } else if parts.count == 1 {
      pence = pounds * 100
    } else {
      guard (1...2).contains(parts[1].count), parts[1].utf8.allSatisfy({ (48...57).contains($0) }),
        let rest = Int(parts[1])
      else { throw MoneyError.unreadable(text) }
      pence = pounds * 100 + (parts[1].count == 1 ? rest * 10 : rest)
    }
    guard pence <= 10_000_000_000 else { throw MoneyError.unreadable(text) }
  }

  /// "1200" or "1,200", its thousands in threes; nothing negative.
  private static func whole(_ text: Substring) -> Int? {
    let groups = text.split(separator: ",", omittingEmptySubsequences: false)
    guard let first = groups.first, !first.isEmpty, text.count <= 13,
      groups.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
      groups.dropFirst().allSatisfy({ $0.count == 3 }), groups.count == 1 || first.count <= 3
    else { return nil }
    return Int(groups.joined())
  }

  /// "£1,200" or "£12.50"; less than nothing with a minus before it.
  public var words: String {
    let pounds = abs(pence) / 100
    var digits = String(pounds)
    var place = digits.count - 3
    while place > 0 {
      digits.insert(",", at: digits.index(digits.startIndex, offsetBy: place))
      place -= 3
    }
    let rest = abs(pence) % 100
    let tail = rest == 0 ? "" : "." + (rest < 10 ? "0" : "") + String(rest)
    return (pence < 0 ? "−" : "") + "£" + digits + tail
  }
}

/// Somebody's money that prescriptions and grants are paid from.
public struct Fund: Equatable, Sendable {
  public var id: Identifier<Fund>
  public var name: String
  /// Who gives it.
  public var payer: String

  public init(id: Identifier<Fund>, name: String, payer: String = "") {
    self.id = id
    self.name = name
    self.payer = payer
  }
}

/// A financial year, from 1 April. "2026/27" is 2026.
public struct FinancialYear: Hashable, Comparable, Sendable {
  public var begins: Int

  public init(beginning year: Int) { begins = year }

  public init(of day: Day) { begins = day.month >= 4 ? day.year : day.year - 1 }

  public static func < (a: FinancialYear, b: FinancialYear) -> Bool { a.begins < b.begins }

  /// "2026/27".
  public var words: String {
    let end = (begins + 1) % 100
    return "\(begins)/\(end < 10 ? "0" : "")\(end)"
  }

  public func contains(_ day: Day) -> Bool { FinancialYear(of: day) == self }
}

/// What a fund has for one year.
public struct FundBudget: Equatable, Sendable {
  public var id: Identifier<FundBudget>
  public var fundID: Identifier<Fund>
  public var year: FinancialYear
  public var amount: Money

  public init(
    id: Identifier<FundBudget>, fundID: Identifier<Fund>, year: FinancialYear, amount: Money
  ) {
    self.id = id
    self.fundID = fundID
    self.year = year
    self.amount = amount
  }
}

/// Money that is promised or paid: for a prescription, or as a small grant to a group.
public struct Payment: Equatable, Sendable {
  public enum State: String, CaseIterable, Codable, Sendable {
    /// Promised, not yet paid: it counts against the budget all the same.
    case committed
    case spent
    /// The promise was let go; it counts no longer.
    case released

    public var words: String {
      switch self {
      case .committed: "Promised"
      case .spent: "Paid"
      case .released: "Let go"
      }
    }

    public var counts: Bool { self != .released }
  }

  public var id: Identifier<Payment>
  public var fundID: Identifier<Fund>
  /// What it pays for, where that is a prescription.
  public var prescriptionID: Identifier<Prescription>?
  /// The group that gets it, where it is a grant.
  public var assetID: Identifier<Asset>?
  public var amount: Money
  public var state: State
  /// The day of the promise: it says of which year's budget it is.
  public var on: Day
  public var note: String
  /// Why it was made although the budget did not reach; "" where it did.
  public var overReason: String
  public var workerID: Identifier<LinkWorker>

  public init(
    id: Identifier<Payment>, fundID: Identifier<Fund>,
    prescriptionID: Identifier<Prescription>? = nil, assetID: Identifier<Asset>? = nil,
    amount: Money, state: State = .committed, on day: Day, note: String = "",
    overReason: String = "", workerID: Identifier<LinkWorker>
  ) {
    self.id = id
    self.fundID = fundID
    self.prescriptionID = prescriptionID
    self.assetID = assetID
    self.amount = amount
    self.state = state
    self.on = day
    self.note = note
    self.overReason = overReason
    self.workerID = workerID
  }

  public var isGrant: Bool { prescriptionID == nil && assetID != nil }
}

/// How a fund stands in one year.
public struct FundStanding: Equatable, Sendable {
  public var fund: Fund
  public var year: FinancialYear
  /// Nil where no budget was set for the year.
  public var budget: Money?
  public var spent: Money
  public var committed: Money
  /// How many prescriptions and grants were paid for or promised.
  public var prescriptions: Int
  public var grants: Int

  /// Reckons one fund's year. Payments of other funds and years are passed over.
  public init(
    fund: Fund, year: FinancialYear, budget: Money?, payments: [Payment]
  ) {
    let counted = payments.filter {
      $0.fundID == fund.id && $0.state.counts && year.contains($0.on)
    }
    self.init(
      fund: fund, year: year, budget: budget,
      spent: counted.filter { $0.state == .spent }.map(\.amount).reduce(.zero, +),
      committed: counted.filter { $0.state == .committed }.map(\.amount).reduce(.zero, +),
      prescriptions: Set(counted.compactMap(\.prescriptionID)).count,
      grants: counted.filter(\.isGrant).count)
  }

  public init(
    fund: Fund, year: FinancialYear, budget: Money?, spent: Money, committed: Money,
    prescriptions: Int, grants: Int
  ) {
    self.fund = fund
    self.year = year
    self.budget = budget
    self.spent = spent
    self.committed = committed
    self.prescriptions = prescriptions
    self.grants = grants
  }

  /// What is left to promise; less than nothing where it is overspent.
  public var left: Money { (budget ?? .zero) - spent - committed }

  public var isOver: Bool { left < .zero }

  /// By how much a further promise of `amount` would go over; nil where it fits.
  public func overrun(adding amount: Money) -> Money? {
    let after = left - amount
    return after < .zero ? Money(pence: -after.pence) : nil
  }
}

/// Why money was not written down.
public enum MoneyError: Error, Equatable, CustomStringConvertible {
  case unreadable(String)
  /// The budget does not reach by so much, and no reason was given.
  case overBudget(fund: String, year: String, by: Money, hasBudget: Bool)
  /// The budget would be less than what is paid and promised, by so much, and no reason was
  /// given.
  case belowPromised(fund: String, year: String, by: Money)
  /// Only a promise can be paid or let go.
  case settledAlready(Payment.State)
  case notAnAmount

  public var description: String {
    switch self {
    case .unreadable(let text):
      "“\(text)” is not an amount. Write pounds and pence, such as 12.50."
    case .overBudget(let fund, let year, let by, let hasBudget):
      hasBudget
        ? "“\(fund)” would be \(by.words) over its budget for \(year). Nothing was promised. Say why it should be made all the same, or choose another fund."
        : "“\(fund)” has no budget for \(year). Nothing was promised. Set one, or say why it should be made all the same."
    case .belowPromised(let fund, let year, let by):
      "“\(fund)” has \(by.words) more promised and paid for \(year) than that. The budget was left as it is. Say why it is cut all the same, or let promises go first."
    case .settledAlready(let state):
      "That is \(state == .spent ? "paid" : "let go") already. Nothing was changed."
    case .notAnAmount: "An amount is more than nothing."
    }
  }
}

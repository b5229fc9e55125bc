// The caseload as lists ask for it: one screenful at a time, by index.

import Casework
import Foundation
import GRDB

/// Which cases a list shows.
public struct CaseloadFilter: Equatable, Sendable {
  public enum Whose: Equatable, Sendable {
    /// The worker's own, and referrals that nobody holds yet.
    case mineAndNew(Identifier<LinkWorker>)
    case held(by: Identifier<LinkWorker>)
    case nobodys
    case everybodys
  }

  public var whose: Whose
  public var includeClosed: Bool
  /// Words that the person's name, NHS number, postcode or telephone must match.
  public var words: String

  public init(_ whose: Whose, includeClosed: Bool = false, words: String = "") {
    self.whose = whose
    self.includeClosed = includeClosed
    self.words = words
  }
}

/// What a list of cases is sorted by.
public enum CaseloadOrder: String, CaseIterable, Sendable {
  /// What needs somebody soonest first.
  case due
  case name
  case age
  case need
  case lastSeen = "last-seen"

  /// What to sort by, in the table that `prefix` names.
  fileprivate func terms(_ prefix: String, descending: Bool) -> String {
    let columns =
      switch self {
      case .due: ["\(prefix)due_on", "ifnull(\(prefix)due_at, 1440)", "\(prefix)case_id"]
      case .name: ["\(prefix)sort_name", "\(prefix)case_id"]
      case .age: ["\(prefix)date_of_birth", "\(prefix)case_id"]
      case .need: ["\(prefix)need", "\(prefix)case_id"]
      case .lastSeen: ["\(prefix)last_spoken_on", "\(prefix)case_id"]
      }
    // Age runs against the birth date: the youngest was born last.
    let isReversed = self == .age ? !descending : descending
    return columns.map { isReversed ? "\($0) DESC" : $0 }.joined(separator: ", ")
  }
}

extension Casebook {
  /// Rows `offset ..< offset + limit` of the list that `filter` and `order` make.
  public func caseload(
    _ filter: CaseloadFilter, order: CaseloadOrder = .due, descending: Bool = false,
    offset: Int = 0, limit: Int
  ) throws -> [CaseloadRow] {
    let (condition, arguments) = Self.condition(filter)
    return try read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT case_line.*, person.*, worker.name AS holder_name,
            case_line.need AS line_need, case_line.case_id AS line_id
          FROM (SELECT * FROM case_line WHERE \(condition)
            ORDER BY \(order.terms("", descending: descending)) LIMIT ? OFFSET ?) AS case_line
          JOIN person ON person.id = case_line.person_id
          LEFT JOIN worker ON worker.id = case_line.holder_id
          ORDER BY \(order.terms("case_line.", descending: descending))
          """, arguments: arguments + [limit, offset]
      ).map(Self.caseloadRow)
    }
  }

  /// How many rows that list has.
  public func caseloadCount(_ filter: CaseloadFilter) throws -> Int {
    let (condition, arguments) = Self.condition(filter)
    return try read { db in
      try Int.fetchOne(
        db, sql: "SELECT count(*) FROM case_line WHERE \(condition)", arguments: arguments) ?? 0
    }
  }

  /// The open cases of `filter` that are due from `from` to `to`, both included,
  /// soonest first.
  public func due(
    _ filter: CaseloadFilter, from: Day?, to: Day, limit: Int
  ) throws -> [CaseloadRow] {
    let (condition, arguments) = Self.condition(filter)
    return try read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT case_line.*, person.*, worker.name AS holder_name,
            case_line.need AS line_need, case_line.case_id AS line_id
          FROM case_line
          JOIN person ON person.id = case_line.person_id
          LEFT JOIN worker ON worker.id = case_line.holder_id
          WHERE \(condition) AND due_on BETWEEN ? AND ?
          ORDER BY due_on, ifnull(due_at, 1440), case_line.case_id LIMIT ?
          """, arguments: arguments + [from?.iso ?? "", to.iso, limit]
      ).map(Self.caseloadRow)
    }
  }

  /// How many open cases of `filter` are due from `from` to `to`, both included.
  public func dueCount(_ filter: CaseloadFilter, from: Day?, to: Day) throws -> Int {
    let (condition, arguments) = Self.condition(filter)
    return try read { db in
      try Int.fetchOne(
        db, sql: "SELECT count(*) FROM case_line WHERE \(condition) AND due_on BETWEEN ? AND ?",
        arguments: arguments + [from?.iso ?? "", to.iso]) ?? 0
    }
  }

  private static func condition(_ filter: CaseloadFilter) -> (String, StatementArguments) {
    var parts: [String] = []
    var arguments = StatementArguments()
    if !filter.includeClosed { parts.append("closed_on IS NULL") }
    switch filter.whose {
    case .mineAndNew(let worker):
      parts.append("(holder_id = ? OR holder_id IS NULL)")
      arguments += [worker.text]
    case .held(let worker):
      parts.append("holder_id = ?")
      arguments += [worker.text]
    case .nobodys: parts.append("holder_id IS NULL")
    case .everybodys: break
    }
    if let pattern = SearchPattern(filter.words) {
      parts.append(
        """
        person_id IN (SELECT id FROM person WHERE row IN
          (SELECT rowid FROM person_search WHERE person_search MATCH ?))
        """)
      arguments += [pattern.expression]
    }
    return (parts.isEmpty ? "1" : parts.joined(separator: " AND "), arguments)
  }

  static func caseloadRow(_ row: Row) throws -> CaseloadRow {
    let facts = CaseFacts(
      referredOn: row.day("referred_on") ?? Day(number: 0), triagedOn: row.day("triaged_on"),
      holderID: row.optionalID("holder_id"), firstReachedOn: row.day("first_reached_on"),
      attempts: row.number("attempts") ?? 0, lastSpokenOn: row.day("last_spoken_on"),
      nextStep: nextStep(row), planAgreedOn: row.day("plan_agreed_on"),
      reviewOn: row.day("review_on"), closedOn: row.day("closed_on"))
    var due: Due?
    if let on = row.day("due_on") {
      due = Due(
        kind: try row.code("due_kind"), on: on, at: row.number("due_at"),
        text: row.text("due_text"))
    }
    return CaseloadRow(
      caseID: row.id("line_id"), person: person(row), need: row.text("line_need"),
      holderName: row["holder_name"] == nil ? "" : row.text("holder_name"), facts: facts,
      hasPlan: row.number("has_plan") == 1, due: due)
  }
}

extension Casebook {
  /// How many people a worker holds who have not been spoken with yet.
  public func waitingCount(of worker: Identifier<LinkWorker>) throws -> Int {
    try read { db in
      try Int.fetchOne(
        db,
        sql: """
          SELECT count(*) FROM case_line
          WHERE holder_id = ? AND closed_on IS NULL AND first_reached_on IS NULL
          """, arguments: [worker.text]) ?? 0
    }
  }
}

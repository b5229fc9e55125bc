// A list of cases as SQL. A list may have a million rows, and somebody waits for a
// screenful of it between two keys: so each list names the index that it is read by,
// and what it passes over it passes over in that index alone.

import Casework
import Foundation
import GRDB

struct CaseList {
  /// From where on a list is read in another way, which a test holds to give the same.
  struct Limits {
    /// Fewer cases than this are sorted rather than walked over in a wider list's order.
    var sorted = 2_000
    /// Fewer cases than this are held against the words one by one, where these match
    /// many people.
    var few = 150
    /// People who are looked up to find their cases.
    var people = 300
    /// Cases that are gone through where words match more people than that.
    var cases = 1_500
    /// People that words may match for that.
    var matches = 30_000
    /// From this row on a list may be read from its other end.
    var deep = 500

    /// Every case that the words match, however long that takes.
    static let none = Limits(cases: .max, matches: Int(Int32.max))
  }

  /// A part of the list: which cases, by which values, found by which index.
  private struct Part {
    var condition: String
    var arguments: StatementArguments
    var index: String?

    init(_ condition: String, _ arguments: StatementArguments = [], index: String? = nil) {
      self.condition = condition
      self.arguments = arguments
      self.index = index
    }

    mutating func narrow(_ more: String, _ values: StatementArguments) {
      condition += " AND " + more
      arguments += values
    }
  }

  private let filter: CaseloadFilter
  private let limits: Limits
  private let state: String
  /// Whose cases: together they are the list.
  private var parts: [Part]
  /// How many cases the filter lets through before words and days are looked at.
  private let size: Int
  /// Whether only some of the cases that the filter lets through are in the list.
  private var isNarrowed = false
  /// Whether the words match more people than were looked at.
  private(set) var isCut = false

  init(_ filter: CaseloadFilter, limits: Limits = Limits(), in db: Database) throws {
    self.filter = filter
    self.limits = limits
    state = filter.includeClosed ? "1" : "closed_on IS NULL"
    let holders: [String?] =
      switch filter.whose {
      case .mineAndNew(let worker): [worker.text, ""]
      case .held(let worker): [worker.text]
      case .nobodys: [""]
      case .everybodys: [nil]
      }
    let sizes = try holders.map { try Self.size(ofThoseHeldBy: $0, filter, in: db) }
    size = sizes.reduce(0, +)
    parts = holders.map { holder in
      switch holder {
      case nil: Part("1")
      case ""?: Part("holder_id IS NULL")
      case let worker?: Part("holder_id = ?", [worker])
      }
    }
    guard let pattern = SearchPattern(filter.words) else { return }
    isNarrowed = true
    for place in parts.indices {
      var part = parts[place]
      try find(pattern, in: &part, among: sizes[place], in: db)
      parts[place] = part
    }
  }

  /// The open cases of a list that are due in a range of days.
  init(_ filter: CaseloadFilter, due from: Day?, _ to: Day, in db: Database) throws {
    var filter = filter
    filter.includeClosed = false
    try self.init(filter, in: db)
    isNarrowed = true
    for place in parts.indices {
      parts[place].narrow("due_on BETWEEN ? AND ?", [from?.iso ?? "", to.iso])
    }
  }

  /// Narrows a part of `size` cases to those of people whom words match.
  private mutating func find(
    _ pattern: SearchPattern, in part: inout Part, among size: Int, in db: Database
  ) throws {
    let found = try PersonSearch(pattern).rows(limit: limits.people + 1, in: db)
    if found.count > limits.people, size <= limits.few {
      part.narrow(
        """
        EXISTS (SELECT 1 FROM person_search WHERE person_search MATCH ?
          AND rowid = (SELECT row FROM person WHERE id = person_id))
        """, [pattern.expression])
      return
    }
    let counting = """
      SELECT count(*) FROM (SELECT 1 FROM person_search WHERE person_search MATCH ? LIMIT ?)
      """
    if found.count > limits.people, size <= limits.cases,
      let matches = try Int.fetchOne(
        db.cachedStatement(sql: counting), arguments: [pattern.expression, limits.matches + 1]),
      matches <= limits.matches
    {
      part.narrow(
        """
        (SELECT row FROM person WHERE id = person_id) IN
          (SELECT rowid FROM person_search WHERE person_search MATCH ?)
        """, [pattern.expression])
      return
    }
    if found.count > limits.people { isCut = true }
    part.index = "line_of_person"
    part.narrow(
      "person_id IN (SELECT id FROM person WHERE row IN (SELECT value FROM json_each(?)))",
      ["[\(found.prefix(limits.people).map(String.init).joined(separator: ","))]"])
  }

  /// - Parameter holder: empty for those that nobody holds, nil for everybody's.
  private static func size(
    ofThoseHeldBy holder: String?, _ filter: CaseloadFilter, in db: Database
  ) throws -> Int {
    let state = filter.includeClosed ? "1" : "is_closed = 0"
    let held = holder == nil ? "1" : "holder_id = ?"
    return try Int.fetchOne(
      db.cachedStatement(sql: "SELECT sum(cases) FROM case_count WHERE \(state) AND \(held)"),
      arguments: StatementArguments([holder].compactMap { $0 })) ?? 0
  }

  // MARK: Reading

  func count(in db: Database) throws -> Int {
    guard isNarrowed else { return size }
    let index =
      filter.whose != .everybodys ? "line_of_holder" : walked(.due)
    let (sql, arguments) = select("1", by: index, parts)
    return try Int.fetchOne(
      db.cachedStatement(sql: "SELECT count(*) FROM (\(sql))"), arguments: arguments) ?? 0
  }

  /// The cases of the list, each part by itself.
  private func select(_ columns: String, by index: String, _ parts: [Part]) -> (
    sql: String, arguments: StatementArguments
  ) {
    let each = parts.map {
      "SELECT \(columns) FROM case_line INDEXED BY \($0.index ?? index)"
        + " WHERE \(state) AND (\($0.condition))"
    }
    let arguments = parts.reduce(StatementArguments()) { $0 + $1.arguments }
    return (each.joined(separator: " UNION ALL "), arguments)
  }

  func rows(
    _ order: CaseloadOrder, descending: Bool, offset: Int, limit: Int, in db: Database
  ) throws -> [CaseloadRow] {
    var (offset, limit) = (offset, limit)
    var isFromTheEnd = false
    if !isNarrowed, offset > limits.deep {
      // The end of a list is the beginning of the list backwards.
      let rest = max(0, size - offset)
      limit = limit < 0 ? rest : min(limit, rest)
      if offset > size / 2 {
        isFromTheEnd = true
        offset = rest - limit
      }
    }
    let isBackwards = descending != isFromTheEnd
    let keys = order.keys
    let isByHolder = isReadByHolder(order)
    // One after the other where each has its own place in the index; else in one go.
    let parts = isByHolder || isNarrowed ? parts : [joined]
    let index = isByHolder ? "line_of_holder" : walked(order)
    let columns = keys.map { "\($0.value) AS \($0.name)" }.joined(separator: ", ")
    let chosen = select(columns, by: index, parts)
    let inner = order.terms(keys.map(\.name), descending: isBackwards)
    let outer = order.terms(keys.map { "chosen.\($0.name)" }, descending: descending)
    return try Casebook.values(
      """
      SELECT case_line.*, person.*, worker.name AS holder_name,
        case_line.need AS line_need, case_line.case_id AS line_id
      FROM (\(chosen.sql) ORDER BY \(inner) LIMIT ? OFFSET ?)
        AS chosen
      CROSS JOIN case_line ON case_line.case_id = chosen.key_id
      JOIN person ON person.id = case_line.person_id
      LEFT JOIN worker ON worker.id = case_line.holder_id
      ORDER BY \(outer)
      """, chosen.arguments + [limit, offset], in: db, Casebook.caseloadRow)
  }

  private var joined: Part {
    Part(
      parts.map(\.condition).joined(separator: " OR "),
      parts.reduce(StatementArguments()) { $0 + $1.arguments })
  }

  /// Whether the list is read holder by holder: that is its order already, or it is
  /// short enough to be sorted.
  private func isReadByHolder(_ order: CaseloadOrder) -> Bool {
    if filter.whose == .everybodys { return false }
    return order == .due && !filter.includeClosed || isNarrowed || size <= limits.sorted
  }

  private func walked(_ order: CaseloadOrder) -> String {
    (filter.includeClosed ? "every_by_" : "open_by_") + order.index
  }
}

extension CaseloadOrder {
  /// What it sorts by: SQL, and the name that a list calls it by.
  fileprivate var keys: [(value: String, name: String)] {
    let id = (value: "case_id", name: "key_id")
    return switch self {
    case .due: [("due_on", "key_day"), ("ifnull(due_at, 1440)", "key_hour"), id]
    case .name: [("sort_name", "key_name"), id]
    case .age: [("date_of_birth", "key_birth"), id]
    case .need: [("need", "key_need"), id]
    case .lastSeen: [("last_spoken_on", "key_seen"), id]
    }
  }

  /// The indexes that have this order end in this word.
  fileprivate var index: String {
    switch self {
    case .due: "due"
    case .name: "name"
    case .age: "birth"
    case .need: "need"
    case .lastSeen: "seen"
    }
  }

  fileprivate func terms(_ columns: [String], descending: Bool) -> String {
    // Age runs against the birth date: the youngest was born last.
    let isReversed = self == .age ? !descending : descending
    return columns.map { isReversed ? "\($0) DESC" : $0 }.joined(separator: ", ")
  }
}

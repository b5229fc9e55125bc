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
    var cases = 400
    /// People that words may match for that.
    var matches = 15_000
    /// From this row on everybody's list is read from a milestone, and others may be
    /// read from their other end.
    var deep = 500

    /// Every case that the words match, however long that takes.
    static let none = Limits(cases: .max, matches: Int(Int32.max))
  }

  /// A part of the list: which cases, by which values, found by which index.
  private struct Part {
    var condition: String
    var arguments: StatementArguments
    var index: String?
    /// Where it is read from, if not from the table of lines by an index alone.
    var source: String?

    init(_ condition: String, _ arguments: StatementArguments = []) {
      self.condition = condition
      self.arguments = arguments
    }

    /// These cases and no others.
    init(of cases: [String]) {
      self.init("1", ["[\(cases.map { "\"\($0)\"" }.joined(separator: ","))]"])
      source = "json_each(?) AS known CROSS JOIN case_line ON case_line.case_id = known.value"
    }

    mutating func narrow(_ more: String, _ values: StatementArguments) {
      condition += " AND " + more
      arguments += values
    }
  }

  let filter: CaseloadFilter
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
  /// How many cases the words have left, where these have been found already.
  private var found: Int?

  init(_ filter: CaseloadFilter, limits: Limits = Limits(), in db: Database) throws {
    self.filter = filter
    self.limits = limits
    state = filter.includeClosed ? "1" : "closed_on IS NULL"
    if case .worksWith(let worker) = filter.whose {
      // They stand with no holder's cases, and are few: they are looked up once.
      let cases = try String.fetchAll(
        db.cachedStatement(
          sql: "SELECT DISTINCT case_id FROM case_member WHERE worker_id = ? AND ends IS NULL"),
        arguments: [worker.text])
      var part = Part(of: cases)
      part.narrow("holder_id IS NOT ?", [worker.text])
      parts = [part]
      size = cases.count
      isNarrowed = true
      try narrow(among: [size], in: db)
      return
    }
    let holders: [String?] =
      switch filter.whose {
      case .mineAndNew(let worker): [worker.text, ""]
      case .held(let worker): [worker.text]
      case .nobodys: [""]
      case .everybodys, .worksWith: [nil]
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
    try narrow(among: sizes, in: db)
  }

  /// Keeps the cases that the filter's questions and words leave.
  private mutating func narrow(among sizes: [Int], in db: Database) throws {
    for question in filter.questions {
      let condition = question.condition(on: filter.today)
      narrow(condition.sql, condition.arguments)
    }
    if !filter.need.isEmpty {
      narrow("instr(lower(need), ?) > 0", [StoredText.encoded(filter.need.lowercased())])
    }
    guard let pattern = SearchPattern(filter.words) else { return }
    isNarrowed = true
    // Where not everybody is looked at, the latest are: the open cases are mostly theirs.
    let people = try PersonSearch(pattern).rows(
      limit: limits.people + 1, latestFirst: true, in: db)
    for place in parts.indices {
      var part = parts[place]
      try find(pattern, people, in: &part, among: sizes[place], in: db)
      parts[place] = part
    }
    guard limits.cases < .max else { return }
    // Few enough to be looked up once, for length and rows alike.
    let (sql, arguments) = select("case_id", by: countedBy, parts)
    let cases = try String.fetchAll(db.cachedStatement(sql: sql), arguments: arguments)
    parts = [Part(of: cases)]
    found = cases.count
  }

  /// The open cases of a list that are due in a range of days.
  init(_ filter: CaseloadFilter, due from: Day?, _ to: Day, in db: Database) throws {
    var filter = filter
    filter.includeClosed = false
    try self.init(filter, in: db)
    isNarrowed = true
    found = nil
    for place in parts.indices {
      parts[place].narrow("due_on BETWEEN ? AND ?", [from?.iso ?? "", to.iso])
    }
  }

  /// The open cases of a list on which anything at all is due in a range of days, not
  /// alone what is due first: and some beside them, which ``Due/all(of:policy:)`` tells.
  init(_ filter: CaseloadFilter, promised from: Day, _ to: Day, in db: Database) throws {
    try self.init(filter, due: nil, to, in: db)
    let days: StatementArguments = [from.iso, to.iso]
    for place in parts.indices {
      // Whatever is due in the range, what is due first is due by its end. The clock of a
      // first contact, safety tasks and actions to look at have no columns of their own.
      parts[place].narrow(
        """
        (due_on >= ? OR next_on BETWEEN ? AND ? OR review_on BETWEEN ? AND ?
          OR first_reached_on IS NULL OR steps LIKE '%"safety"%' OR steps LIKE '%"actionReviews"%')
        """, [from.iso] + days + days)
    }
  }

  /// Keeps those cases alone that fulfil a condition.
  private mutating func narrow(_ condition: String, _ arguments: StatementArguments) {
    isNarrowed = true
    for place in parts.indices { parts[place].narrow("(\(condition))", arguments) }
  }

  /// How many cases each has, in the order of ``CaseloadOrder/holder``.
  func countsByHolder(in db: Database) throws -> [CaseloadGroup] {
    let (sql, arguments) = select(
      "holder_id", by: filter.whose != .everybodys ? "line_of_holder" : walked(.holder), parts)
    return try Casebook.values(
      """
      SELECT holder_id, worker.name AS holder_name, held.cases FROM (
        SELECT holder_id, count(*) AS cases FROM (\(sql)) GROUP BY holder_id) AS held
      LEFT JOIN worker ON worker.id = holder_id ORDER BY holder_id
      """, arguments, in: db
    ) { row in
      CaseloadGroup(
        title: row["holder_name"] == nil ? "Nobody yet" : row.text("holder_name"),
        count: row.number("cases") ?? 0)
    }
  }

  /// Narrows a part of `size` cases to those of people whom words match.
  ///
  /// - Parameter people: the first of those people, one more than are looked at where
  ///   there are more.
  private mutating func find(
    _ pattern: SearchPattern, _ people: [Int64], in part: inout Part, among size: Int,
    in db: Database
  ) throws {
    if people.count > limits.people {
      // A word of up to three letters has an index of its own, in which each case of a
      // few is found at once; for a longer one all whom it matches are gathered.
      if size <= limits.few, try pattern.isShort || !areMatched(by: pattern, in: db) {
        part.narrow(
          """
          EXISTS (SELECT 1 FROM person_search WHERE person_search MATCH ?
            AND rowid = (SELECT row FROM person WHERE id = person_id))
          """, [pattern.expression])
        return
      }
      if size <= limits.cases, try areMatched(by: pattern, in: db) {
        part.narrow(
          """
          (SELECT row FROM person WHERE id = person_id) IN
            (SELECT rowid FROM person_search WHERE person_search MATCH ?)
          """, [pattern.expression])
        return
      }
      isCut = true
    }
    part.index = "line_of_person"
    part.narrow(
      "person_id IN (SELECT id FROM person WHERE row IN (SELECT value FROM json_each(?)))",
      ["[\(people.prefix(limits.people).map(String.init).joined(separator: ","))]"])
  }

  /// Whether words match few enough people for all of them to be gone through.
  private func areMatched(by pattern: SearchPattern, in db: Database) throws -> Bool {
    let counting = """
      SELECT count(*) FROM (SELECT 1 FROM person_search WHERE person_search MATCH ? LIMIT ?)
      """
    let matches = try Int.fetchOne(
      db.cachedStatement(sql: counting), arguments: [pattern.expression, limits.matches + 1])
    return (matches ?? 0) <= limits.matches
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
    if let found { return found }
    let (sql, arguments) = select("1", by: countedBy, parts)
    return try Int.fetchOne(
      db.cachedStatement(sql: "SELECT count(*) FROM (\(sql))"), arguments: arguments) ?? 0
  }

  /// The index by which the cases of the list are gone through in any order.
  private var countedBy: String {
    filter.whose != .everybodys ? "line_of_holder" : walked(.due)
  }

  /// The cases of the list, each part by itself.
  private func select(_ columns: String, by index: String, _ parts: [Part]) -> (
    sql: String, arguments: StatementArguments
  ) {
    let each = parts.map {
      "SELECT \(columns) FROM \($0.source ?? "case_line INDEXED BY \($0.index ?? index)")"
        + " WHERE \(state) AND (\($0.condition))"
    }
    let arguments = parts.reduce(StatementArguments()) { $0 + $1.arguments }
    return (each.joined(separator: " UNION ALL "), arguments)
  }

  func rows(
    _ order: CaseloadOrder, descending: Bool, offset: Int, limit: Int, in db: Database
  ) throws -> [CaseloadRow] {
    let chosen = try window(order, descending: descending, offset: offset, limit: limit, in: db)
    let outer = order.terms(order.listing.keys.map { "chosen.\($0)" }, descending: descending)
    return try Casebook.values(
      """
      SELECT case_line.*, person.*, worker.name AS holder_name,
        case_line.need AS line_need, case_line.case_id AS line_id
      FROM (\(chosen.sql)) AS chosen
      CROSS JOIN case_line ON case_line.case_id = chosen.key_id
      JOIN person ON person.id = case_line.person_id
      LEFT JOIN worker ON worker.id = case_line.holder_id
      ORDER BY \(outer)
      """, chosen.arguments, in: db, Casebook.caseloadRow)
  }

  /// The keys of the rows that are wanted, in any order.
  private func window(
    _ order: CaseloadOrder, descending: Bool, offset: Int, limit: Int, in db: Database
  ) throws -> (sql: String, arguments: StatementArguments) {
    var (offset, limit, isBackwards) = (offset, limit, descending)
    if !isNarrowed, offset > limits.deep {
      let rest = max(0, size - offset)
      limit = limit < 0 ? rest : min(limit, rest)
      if filter.whose == .everybodys {
        return try window(
          order, from: order.isReversed(descending) ? rest - limit : offset, limit: limit, in: db)
      }
      if offset > size / 2 {
        // The end of a list is the beginning of the list backwards.
        isBackwards.toggle()
        offset = rest - limit
      }
    }
    let isByHolder = isReadByHolder(order)
    // One after the other where each has its own place in the index; else in one go.
    let all = select(
      order.listing.selection, by: isByHolder ? "line_of_holder" : walked(order),
      isByHolder || isNarrowed ? parts : [joined])
    let terms = order.terms(order.listing.keys, descending: isBackwards)
    return ("\(all.sql) ORDER BY \(terms) LIMIT ? OFFSET ?", all.arguments + [limit, offset])
  }

  /// Rows of everybody's list, from one counted in the order of its index.
  private func window(
    _ order: CaseloadOrder, from first: Int, limit: Int, in db: Database
  ) throws -> (sql: String, arguments: StatementArguments) {
    let isOpen = !filter.includeClosed
    let found = try CasePlace.milestone(
      before: first, in: order.listing, isOpen: isOpen, in: db)
    let start = found?.place ?? CasePlace(value: "", caseID: "")
    let walk = start.onwards(in: order.listing, isOpen: isOpen)
    return ("\(walk.sql) LIMIT ? OFFSET ?", walk.arguments + [limit, found?.beyond ?? first])
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
    (filter.includeClosed ? "every_by_" : "open_by_") + order.listing.name
  }
}

extension CaseloadOrder {
  fileprivate var listing: CaseListing {
    switch self {
    // What no index has is sorted by whoever asks, and read as it is due.
    case .due, .load, .wellbeing: .due
    case .name: .name
    case .age: .birth
    case .need: .need
    case .lastSeen: .seen
    case .stage: .stage
    case .plan: .plan
    case .holder: .holder
    }
  }

  /// Whether it runs against its listing. Age runs against the birth date: the
  /// youngest was born last.
  fileprivate func isReversed(_ descending: Bool) -> Bool {
    self == .age ? !descending : descending
  }

  fileprivate func terms(_ columns: [String], descending: Bool) -> String {
    columns.map { isReversed(descending) ? "\($0) DESC" : $0 }.joined(separator: ", ")
  }
}

// The orders that lists of cases are read in, and places in them.

import GRDB

/// An order of cases. The indexes `open_by_` and `every_by_` of its name have it.
struct CaseListing {
  let name: String
  /// The columns that it sorts by.
  let columns: [String]
  /// What its indexes have before `case_id`, made of those columns.
  let terms: [String]
  /// The same as one text that sorts as they do: what is not there comes first.
  let value: String
  /// Whether every case has what this sorts by.
  let isNeverMissing: Bool

  static let due = CaseListing(
    name: "due", columns: ["due_on", "due_at"], terms: ["due_on", "ifnull(due_at, 1440)"],
    value: "ifnull(due_on, '') || ' ' || printf('%04d', ifnull(due_at, 1440))",
    isNeverMissing: false)
  static let name = CaseListing(always: "name", by: "sort_name")
  static let birth = CaseListing(perhaps: "birth", by: "date_of_birth")
  static let seen = CaseListing(perhaps: "seen", by: "last_spoken_on")
  static let need = CaseListing(always: "need", by: "need")

  static let stage = CaseListing(always: "stage", by: "stage_key")
  static let plan = CaseListing(perhaps: "plan", by: "plan_agreed_on")
  static let holder = CaseListing(perhaps: "holder", by: "holder_id")

  /// Those whose milestones came first, in a migration that has landed: never add to these.
  static let first = [due, name, birth, seen, need]
  /// Those that came when lists could be grouped.
  static let second = [stage, plan, holder]

  /// Those in which milestones are kept: every order of everybody's list.
  static let all = first + second

  /// What its terms are called in a selection, the case last.
  var keys: [String] { terms.indices.map { "key_\($0)" } + ["key_id"] }

  /// The terms under those names.
  var selection: String {
    zip(terms + ["case_id"], keys).map { "\($0) AS \($1)" }.joined(separator: ", ")
  }
}

extension CaseListing {
  fileprivate init(always name: String, by column: String) {
    self.init(
      name: name, columns: [column], terms: [column], value: column, isNeverMissing: true)
  }

  fileprivate init(perhaps name: String, by column: String) {
    self.init(
      name: name, columns: [column], terms: [column], value: "ifnull(\(column), '')",
      isNeverMissing: false)
  }
}

/// Where a case stands, or once stood, in an order of cases.
struct CasePlace {
  /// What it is sorted by there, as ``CaseListing/value`` writes it.
  var value: String
  /// Empty before the first case of all.
  var caseID: String

  /// The cases from here on, in the listing's order: SQL for as many as are read of it.
  ///
  /// - Parameter extra: what to select beside the listing's keys.
  func onwards(
    in listing: CaseListing, isOpen: Bool, extra: String = ""
  ) -> (sql: String, arguments: StatementArguments) {
    let index = (isOpen ? "open_by_" : "every_by_") + listing.name
    let state = isOpen ? "closed_on IS NULL" : "1"
    let terms = listing.terms + ["case_id"]
    func part(_ condition: String, orderedBy order: ArraySlice<String>) -> String {
      """
      SELECT * FROM (SELECT \(listing.selection)\(extra) FROM case_line INDEXED BY \(index)
      WHERE \(state) AND \(condition) ORDER BY \(order.joined(separator: ", ")) LIMIT -1)
      """
    }
    guard !caseID.isEmpty else { return (part("1", orderedBy: terms[...]), []) }
    // Equal in all terms and no earlier in the last; then equal in all but the last and
    // later in that; and so on, one part after the other. SQLite finds each of these in the
    // index, where it would walk to a place that is compared with as a whole, or sort. Nothing
    // compares with what is not there: those who lack the first come before all others.
    let keys = keys(in: listing)
    var parts: [String] = []
    var arguments: StatementArguments = []
    for last in terms.indices.reversed() {
      var conditions: [String] = []
      for place in 0..<last {
        conditions.append("\(terms[place]) \(keys[place].isNull ? "IS NULL" : "= ?")")
        if !keys[place].isNull { arguments += [keys[place]] }
      }
      if keys[last].isNull {
        conditions.append("\(terms[last]) IS NOT NULL")
      } else {
        conditions.append("\(terms[last]) \(last == terms.count - 1 ? ">=" : ">") ?")
        arguments += [keys[last]]
      }
      parts.append(part(conditions.joined(separator: " AND "), orderedBy: terms[last...]))
    }
    return (parts.joined(separator: " UNION ALL "), arguments)
  }

  /// What the index has of this place: its terms and the case.
  private func keys(in listing: CaseListing) -> [DatabaseValue] {
    // A day and an hour stand in one text; whatever else is sorted by stands alone.
    let parts =
      listing.terms.count == 1
      ? [value]
      : value.split(
        separator: " ", maxSplits: 1,
        omittingEmptySubsequences: false
      ).map(String.init)
    let first = parts[0].isEmpty && !listing.isNeverMissing ? nil : parts[0]
    let hours = parts.dropFirst().map { (Int($0) ?? 1_440).databaseValue }
    return [first.databaseValue] + hours + [caseID.databaseValue]
  }

  /// The milestone at or before the case of a number, counted from 0, and how many
  /// cases on from it that case is. Nil where there are not so many.
  static func milestone(
    before number: Int, in listing: CaseListing, isOpen: Bool, in db: Database
  ) throws -> (place: CasePlace, beyond: Int)? {
    let rows = try Row.fetchCursor(
      db.cachedStatement(
        sql: """
          SELECT value, case_id, \(isOpen ? "open_cases" : "cases") FROM case_milestone
          WHERE list = ? ORDER BY value, case_id
          """), arguments: [listing.name])
    var passed = 0
    while let row = try rows.next() {
      let count: Int = row[2]
      if passed + count > number {
        return (CasePlace(value: row[0], caseID: row[1]), number - passed)
      }
      passed += count
    }
    return nil
  }
}

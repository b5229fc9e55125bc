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
    /// Others lead them, and this worker works on them too.
    case worksWith(Identifier<LinkWorker>)
  }

  public var whose: Whose
  public var includeClosed: Bool
  /// Words that the person's name, NHS number, postcode or telephone must match.
  public var words: String
  /// Part of the few words that say what a case is about.
  public var need: String
  /// Questions whose answer must be yes.
  public var questions: [CaseQuestion]
  /// The day that the questions are asked on.
  public var today: Day

  public init(
    _ whose: Whose, includeClosed: Bool = false, words: String = "", need: String = "",
    questions: [CaseQuestion] = [], on today: Day = Day(Date())
  ) {
    self.whose = whose
    self.includeClosed = includeClosed
    self.words = words
    self.need = need
    self.questions = questions
    self.today = today
  }
}

/// What a list of cases is sorted by.
public enum CaseloadOrder: String, CaseIterable, Codable, Sendable {
  /// What needs somebody soonest first.
  case due
  case name
  case age
  case need
  case lastSeen = "last-seen"
  /// From referred to closed; of the active, those whose review is due last.
  case stage
  /// By the day that the plan was agreed.
  case plan
  /// Whoever holds it, in the order that they came to work here.
  case holder
  /// By points, the heaviest last unless it is turned round. Lists of up to
  /// ``Casebook/mostArranged``.
  case load
  /// By how near people say they are to their scored goals. Lists of up to
  /// ``Casebook/mostArranged``.
  case wellbeing
}

extension Casebook {
  /// Rows `offset ..< offset + limit` of the list that `filter` and `order` make. All
  /// rows from `offset` on where `limit` is negative.
  ///
  /// Where words match more than 300 people in a list of more than 400 cases, only 300 of
  /// those people are looked at, those whose names match first and of them the latest, and
  /// ``caseloadIsCut(_:)`` says so: the next letter makes them fewer. A worker's own list of
  /// no more than 150 is always whole.
  ///
  /// - Parameter whole: every case that the words match, however long that takes.
  public func caseload(
    _ filter: CaseloadFilter, order: CaseloadOrder = .due, descending: Bool = false,
    offset: Int = 0, limit: Int, whole: Bool = false
  ) throws -> [CaseloadRow] {
    try read { db in
      let list = whole ? try CaseList(filter, limits: .none, in: db) : try list(filter, in: db)
      guard order.isStored else {
        let rows = try arranged(list, by: order, descending: descending, in: db)
        return Array(rows.dropFirst(max(0, offset)).prefix(limit < 0 ? rows.count : limit))
      }
      return try list.rows(
        order, descending: descending, offset: max(0, offset), limit: limit, in: db)
    }
  }

  /// How many rows that list has.
  public func caseloadCount(_ filter: CaseloadFilter) throws -> Int {
    try read { db in try list(filter, in: db).count(in: db) }
  }

  /// Whether the words match more people than that list looks at, so that it shows some
  /// of their cases and not all: whoever shows it says so.
  public func caseloadIsCut(_ filter: CaseloadFilter) throws -> Bool {
    try read { db in try list(filter, in: db).isCut }
  }

  /// The list that `filter` makes. A screen asks for its length, its rows and whether it is
  /// whole, one after the other, so the latest is kept for as long as nothing changes.
  private func list(_ filter: CaseloadFilter, in db: Database) throws -> CaseList {
    let moment = try moment(in: db)
    if let known = latestList, known.list.filter == filter, known.moment == moment {
      return known.list
    }
    let list = try CaseList(filter, in: db)
    latestList = (list, moment)
    return list
  }

  /// The open cases of `filter` that are due from `from` to `to`, both included,
  /// soonest first.
  public func due(
    _ filter: CaseloadFilter, from: Day?, to: Day, limit: Int
  ) throws -> [CaseloadRow] {
    try read { db in
      try CaseList(filter, due: from, to, in: db).rows(
        .due, descending: false, offset: 0, limit: limit, in: db)
    }
  }

  /// The open cases of `filter` on which anything may be due from `from` to `to`, though
  /// something else is due on them before.
  func promised(_ filter: CaseloadFilter, from: Day, to: Day) throws -> [CaseloadRow] {
    try read { db in
      try CaseList(filter, promised: from, to, in: db).rows(
        .due, descending: false, offset: 0, limit: -1, in: db)
    }
  }

  /// How many open cases of `filter` are due from `from` to `to`, both included.
  public func dueCount(_ filter: CaseloadFilter, from: Day?, to: Day) throws -> Int {
    try read { db in try CaseList(filter, due: from, to, in: db).count(in: db) }
  }

  static func caseloadRow(_ row: Row) throws -> CaseloadRow {
    var facts = CaseFacts(
      referredOn: row.day("referred_on") ?? Day(number: 0), triagedOn: row.day("triaged_on"),
      holderID: row.optionalID("holder_id"), firstReachedOn: row.day("first_reached_on"),
      attempts: row.number("attempts") ?? 0, lastSpokenOn: row.day("last_spoken_on"),
      nextStep: nextStep(row), planAgreedOn: row.day("plan_agreed_on"),
      reviewOn: row.day("review_on"), closedOn: row.day("closed_on"),
      appointment: row.day("appointment_on").map {
        NextStep(text: row.text("appointment_text"), on: $0, at: row.number("appointment_at"))
      }, isNewToHolder: row.number("is_new_to_holder") == 1)
    facts.lastTriedOn = row.day("last_tried_on")
    facts.steps = try steps(row)
    var due: Due?
    if let on = row.day("due_on") {
      due = Due(
        kind: try row.code("due_kind"), on: on, at: row.number("due_at"),
        text: row.text("due_text"))
    }
    return CaseloadRow(
      caseID: row.id("line_id"), person: person(row), need: row.text("line_need"),
      holderName: row["holder_name"] == nil ? "" : row.text("holder_name"), facts: facts,
      hasPlan: row.number("has_plan") == 1, due: due,
      risk: row.number("risk_rank").flatMap(RiskStanding.init) ?? .notAsked)
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

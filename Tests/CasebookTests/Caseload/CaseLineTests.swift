// The caseload's derived rows against the rules, and its quick ways of reading
// against the plain one.

import Casework
import Foundation
import GRDB
import TestBooks
import Testing

@testable import Casebook
@testable import Casework

@Suite("The caseload's derived rows")
struct CaseLineTests {
  /// A small town in a casebook that goes when the test does.
  final class Town {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("fingerpost-lines-\(UUID().uuidString)")
    let book: Casebook
    static let today = Day(number: 20_780)  // Monday 23/11/2026

    init(people: Int) throws {
      book = try NewCasebook.make(
        at: folder, passphrase: "a made-up passphrase", holding: "a town of \(people)"
      ) {
        try $0.fill(
          with: DemonstrationTown(seed: 4, today: Self.today, people: people, services: 12))
      }
    }

    deinit {
      book.close()
      try? FileManager.default.removeItem(at: folder)
    }

    func workers() throws -> [Identifier<LinkWorker>] {
      try book.read { try String.fetchAll($0, sql: "SELECT id FROM worker ORDER BY id") }
        .map { Identifier($0) }
    }

    func cases() throws -> [Identifier<Case>] {
      try book.read { try String.fetchAll($0, sql: "SELECT id FROM case_record ORDER BY id") }
        .map { Identifier($0) }
    }
  }

  @Test(
    "after whatever is done and undone, every line is what the rules say of its record",
    arguments: [1, 2, 3, 4] as [UInt64])
  func equalsTheRules(seed: UInt64) throws {
    let town = try Town(people: 14)
    let book = town.book
    var generator = SeededGenerator(seed: seed)
    let workers = try town.workers()
    for turn in 0..<60 {
      if turn % 10 == 0 {
        try book.aside { try CaseMilestones.divide(in: $0, above: 5, into: 2) }
      }
      do {
        try act(book, turn, try town.cases(), workers, &generator)
      } catch let error as CasebookError {
        // Some of it is refused, which must leave the lines right as well.
        _ = error
      }
      try expectLines(of: town)
    }
  }

  private func act(
    _ book: Casebook, _ turn: Int, _ cases: [Identifier<Case>], _ workers: [Identifier<LinkWorker>],
    _ generator: inout SeededGenerator
  ) throws {
    let id = try #require(cases.randomElement(using: &generator))
    let worker = try #require(workers.randomElement(using: &generator))
    let now = Date(timeIntervalSince1970: 1_795_424_520 + Double(turn) * 60)
    let day = Town.today.adding(days: Int.random(in: -30...30, using: &generator))
    switch Int.random(in: 0...14, using: &generator) {
    case 0, 1, 2:
      try book.log(
        Contact(
          id: book.mint(), caseID: id, workerID: worker,
          at: now.addingTimeInterval(Double.random(in: -3e6...0, using: &generator)),
          mode: .phone, minutes: 5,
          outcome: ContactOutcome.allCases.randomElement(using: &generator) ?? .attended,
          nextStep: Bool.random(using: &generator)
            ? NextStep(text: "ring\0again", on: day, at: turn % 2 == 0 ? 600 : nil) : nil), at: now)
    case 3:
      // Whoever may move it: a worker's own key does not take a colleague's case.
      try book.write("Take on a case", at: now) { db in
        try book.hold(id, by: worker, reason: "", at: now, in: db)
      }
    case 4:
      try book.close(id, Closing(on: day, reason: .goalsMet, note: ""), at: now)
    case 5: try book.agreePlan(of: id, with: "mum", on: day, review: day.adding(days: 3), at: now)
    case 6:
      try book.write(
        PlanEntry(id: book.mint(), section: .needs, text: "sleep"), inPlanOf: id, at: now)
    case 7: try book.setNeed("worry \(turn)", of: id)
    case 8:
      try book.write("Rename", at: now) { db in
        try db.execute(
          sql: """
            UPDATE person SET family_name = ?, preferred_name = ? WHERE id =
              (SELECT person_id FROM case_record WHERE id = ?)
            """, arguments: ["Élan-\(turn)", turn % 2 == 0 ? "" : "Zoë", id.text])
      }
    case 9:
      try book.write("Redate", at: now) { db in
        try db.execute(
          sql: """
            UPDATE referral SET date = ? WHERE id =
              (SELECT referral_id FROM case_record WHERE id = ?)
            """, arguments: [day.iso, id.text])
      }
    case 10:
      try book.write("Remove a contact", at: now) { db in
        try db.execute(
          sql: """
            DELETE FROM case_contact WHERE row =
              (SELECT max(row) FROM case_contact WHERE case_id = ?)
            """, arguments: [id.text])
      }
    case 13:
      try book.write(
        Appointment(
          id: book.mint(), caseID: id, workerID: worker, kind: .meeting, title: "meet", on: day,
          at: turn % 2 == 0 ? 600 : nil), at: now)
    case 14:
      let record = try #require(try book.caseRecord(id))
      guard var known = record.appointments.randomElement(using: &generator) else { return }
      known.on = day
      known.state = turn % 3 == 0 ? .cancelled : turn % 3 == 1 ? .done : .planned
      try book.write(known, at: now)
    case 11: try book.redo(at: now)
    default: try book.undo(at: now)
    }
  }

  /// Holds every line against the record, and the counts against the lines.
  private func expectLines(of town: Town) throws {
    let book = town.book
    let every = CaseloadFilter(.everybodys, includeClosed: true)
    let rows = try book.caseload(every, order: .name, limit: -1)
    #expect(Set(rows.map(\.caseID)) == Set(try town.cases()))
    for row in rows {
      let record = try #require(try book.caseRecord(row.caseID))
      let facts = record.facts()
      #expect(row.facts == facts)
      #expect(row.due == Due(of: facts, policy: book.policy))
      #expect(row.person == record.person)
      #expect(row.need == record.case.need)
      #expect(row.hasPlan == (record.plan != nil))
      let line = try book.read {
        try Row.fetchOne(
          $0, sql: "SELECT * FROM case_line WHERE case_id = ?", arguments: [row.caseID.text])
      }
      let person = record.person
      #expect(
        line?["sort_name"] as String? == PersonName.folded(person.familyName) + " "
          + PersonName.folded(person.calledName))
      #expect(line?["date_of_birth"] as String? == person.dateOfBirth?.iso)
      #expect(line?["person_id"] as String? == person.id.text)
    }
    try book.read { db in
      let counted = try Row.fetchAll(
        db,
        sql: """
          SELECT holder_id, is_closed, cases FROM case_count WHERE cases <> 0
          ORDER BY holder_id, is_closed
          """)
      let there = try Row.fetchAll(
        db,
        sql: """
          SELECT ifnull(holder_id, '') AS holder_id, closed_on IS NOT NULL AS is_closed,
            count(*) AS cases
          FROM case_line GROUP BY 1, 2 ORDER BY 1, 2
          """)
      #expect(counted == there)
    }
    try book.read { db in
      for listing in CaseListing.all { try expectMilestones(of: listing, in: db) }
    }
  }

  /// Every stretch of a list has as many cases as its milestone says.
  private func expectMilestones(of listing: CaseListing, in db: Database) throws {
    let stretches = try Row.fetchAll(
      db,
      sql: """
        WITH stretch AS (
          SELECT *, lead(value) OVER w AS next_value, lead(case_id) OVER w AS next_id
          FROM case_milestone WHERE list = ?
          WINDOW w AS (ORDER BY value, case_id)),
        placed AS (SELECT \(listing.value) AS value, case_id, closed_on FROM case_line)
        SELECT cases, open_cases,
          (SELECT count(*) FROM placed
            WHERE (placed.value, placed.case_id) >= (stretch.value, stretch.case_id)
              AND (next_value IS NULL OR (placed.value, placed.case_id) < (next_value, next_id))),
          (SELECT count(*) FROM placed
            WHERE (placed.value, placed.case_id) >= (stretch.value, stretch.case_id)
              AND (next_value IS NULL OR (placed.value, placed.case_id) < (next_value, next_id))
              AND closed_on IS NULL)
        FROM stretch
        """, arguments: [listing.name])
    #expect(!stretches.isEmpty)
    for stretch in stretches {
      #expect(stretch[0] as Int == stretch[2] as Int, "\(listing.name)")
      #expect(stretch[1] as Int == stretch[3] as Int, "\(listing.name)")
    }
  }

  @Test("every quick way of reading a list gives what sorting the whole of it gives")
  func equalsThePlainWay() throws {
    let town = try Town(people: 90)
    let book = town.book
    try book.aside { try CaseMilestones.divide(in: $0, above: 12, into: 7) }
    let milestones = try book.read {
      try Int.fetchOne($0, sql: "SELECT count(*) FROM case_milestone") ?? 0
    }
    #expect(milestones > 40)
    var generator = SeededGenerator(seed: 9)
    let workers = try town.workers()
    let limits = [
      CaseList.Limits(), CaseList.Limits(sorted: 0, few: 0, people: 0, deep: 0),
      CaseList.Limits(sorted: 10, few: 500, people: 5, deep: 3),
    ]
    for turn in 0..<400 {
      let worker = try #require(workers.randomElement(using: &generator))
      let whose: [CaseloadFilter.Whose] = [
        .mineAndNew(worker), .held(by: worker), .nobodys, .everybodys,
      ]
      let filter = CaseloadFilter(
        whose[turn % 4], includeClosed: Bool.random(using: &generator),
        words: ["", "", "a", "ma", "zz1", "07", "o s"][turn % 7])
      let order = try #require(CaseloadOrder.stored.randomElement(using: &generator))
      let descending = Bool.random(using: &generator)
      let all = try plainly(filter, order, descending, in: book)
      let offset = Int.random(in: 0...(all.count + 2), using: &generator)
      let limit = turn % 9 == 0 ? -1 : Int.random(in: 0...30, using: &generator)
      try book.read { db in
        let list = try CaseList(filter, limits: limits[turn % 3], in: db)
        let rows = try list.rows(
          order, descending: descending, offset: offset, limit: limit, in: db)
        let wanted = all.dropFirst(offset).prefix(limit < 0 ? all.count : limit)
        #expect(rows.map(\.caseID.text) == Array(wanted), "\(filter) \(order) \(offset) \(limit)")
        #expect(try list.count(in: db) == all.count)
      }
    }
  }

  @Test("a list that shows some of those whom words match says so, and the whole is to be had")
  func cutLists() throws {
    let town = try Town(people: 90)
    let filter = CaseloadFilter(.everybodys, includeClosed: true, words: "a")
    let all = try plainly(filter, .name, false, in: town.book)
    try town.book.read { db in
      let cut = try CaseList(
        filter, limits: CaseList.Limits(few: 0, people: 3, cases: 0), in: db)
      let whole = try CaseList(filter, limits: .none, in: db)
      let count = try cut.count(in: db)
      #expect(cut.isCut && count < all.count)
      #expect(!whole.isCut)
    }
    let rows = try town.book.caseload(filter, order: .name, limit: -1, whole: true)
    #expect(rows.map(\.caseID.text) == all)
  }

  /// The whole list, without any index's help.
  private func plainly(
    _ filter: CaseloadFilter, _ order: CaseloadOrder, _ descending: Bool, in book: Casebook
  ) throws -> [String] {
    var conditions = filter.includeClosed ? ["1"] : ["closed_on IS NULL"]
    switch filter.whose {
    case .mineAndNew(let worker):
      conditions.append("(holder_id = '\(worker)' OR holder_id IS NULL)")
    case .held(let worker): conditions.append("holder_id = '\(worker)'")
    case .nobodys: conditions.append("holder_id IS NULL")
    case .everybodys: break
    case .worksWith(let worker):
      conditions.append(
        """
        holder_id IS NOT '\(worker)' AND case_id IN (
          SELECT case_id FROM case_member WHERE worker_id = '\(worker)' AND ends IS NULL)
        """)
    }
    if let pattern = SearchPattern(filter.words) {
      conditions.append(
        """
        person_id IN (SELECT id FROM person JOIN person_search ON person_search.rowid = row
          WHERE person_search MATCH '\(pattern.expression)')
        """)
    }
    let columns =
      switch order {
      case .due, .load, .wellbeing: ["due_on", "ifnull(due_at, 1440)", "case_id"]
      case .name: ["sort_name", "case_id"]
      case .age: ["date_of_birth", "case_id"]
      case .need: ["need", "case_id"]
      case .lastSeen: ["last_spoken_on", "case_id"]
      case .stage: ["stage_key", "case_id"]
      case .plan: ["plan_agreed_on", "case_id"]
      case .holder: ["holder_id", "case_id"]
      }
    let backwards = order == .age ? !descending : descending
    let terms = columns.map { backwards ? "\($0) DESC" : $0 }.joined(separator: ", ")
    return try book.read {
      try String.fetchAll(
        $0,
        sql: """
          SELECT case_id FROM case_line NOT INDEXED
          WHERE \(conditions.joined(separator: " AND ")) ORDER BY \(terms)
          """)
    }
  }

  @Test(
    "plain letters fold as accented ones do",
    arguments: [
      "", "O'Neill", "De Haro", "Anne-Marie", "mia 2", "SMITH", "x\u{0}y\u{7F}~`@[{", "Ælla", "Zoë",
      "İpek", "ＡＢ",
    ])
  func folding(name: String) {
    #expect(PersonName.folded(name) == PersonName.foldedWithAccents(name))
  }

  @Test("those whose names match come before those whose address or alias does")
  func namesFirst() throws {
    let town = try Town(people: 40)
    let book = town.book
    let found = try book.people(matching: "ma", limit: 50)
    let isNamed = found.map { person in
      [person.firstName, person.preferredName, person.familyName].contains { name in
        name.split(separator: " ").contains { PersonName.folded(String($0)).hasPrefix("ma") }
          || PersonName.folded(name).hasPrefix("ma")
      }
    }
    #expect(!isNamed.isEmpty)
    #expect(isNamed == isNamed.sorted { $0 && !$1 })
  }
}

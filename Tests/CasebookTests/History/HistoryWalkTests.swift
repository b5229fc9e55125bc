// That nothing goes round the history, and that undo and redo bring everything back
// to the letter, whatever was done in whatever order.

import Casework
import Foundation
import GRDB
import Testing

@testable import Casebook

@Suite("the history, walked")
struct HistoryWalkTests {
  @Test("every table has a history, or a written reason why not")
  func schema() throws {
    let scratch = try ScratchBook()
    try scratch.book.read { db in
      let tables = try String.fetchAll(
        db, sql: "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'")
      let triggers = Set(
        try String.fetchAll(db, sql: "SELECT name FROM sqlite_schema WHERE type = 'trigger'"))
      #expect(tables.count > 30)
      for table in tables where !table.hasPrefix("sqlite_") {
        let isSynced = Schema.synced.contains(table)
        let reason = Schema.exempt[table]
        #expect(isSynced != (reason != nil), "\(table) has neither, or both")
        if !isSynced { #expect((reason ?? "").count > 10, "\(table) needs a reason") }
        for event in ["insert", "update", "delete"] where isSynced {
          #expect(triggers.contains("history_\(event)_\(table)"), "\(event) of \(table)")
        }
      }
      for table in Schema.synced { #expect(tables.contains(table), "\(table) is not there") }
      for table in Schema.synced {
        // A column whose change no trigger sees would go round the history.
        let columns = try db.columns(in: table).map(\.name).filter { $0 != "row" }
        let sql =
          try String.fetchOne(
            db, sql: "SELECT sql FROM sqlite_schema WHERE name = ?",
            arguments: ["history_update_\(table)"]) ?? ""
        for column in columns {
          let plain = "('\(column)', OLD.\"\(column)\", NEW.\"\(column)\")"
          let first = "'\(column)' AS name, OLD.\"\(column)\" AS was, NEW.\"\(column)\" AS became"
          #expect(sql.contains(plain) || sql.contains(first), "\(table).\(column)")
        }
        #expect(!columns.isEmpty)
        let types = Set(try db.columns(in: table).map(\.type))
        #expect(
          types.isSubset(of: ["TEXT", "INTEGER"]), "\(table): JSON keeps these to the letter")
      }
    }
  }

  @Test("an update keeps the fields that changed and no others; one that changes none, nothing")
  func changedFields() throws {
    let scratch = try ScratchBook(people: 2)
    let book = scratch.book
    func latest() throws -> [String] {
      try book.read { db in
        try Row.fetchAll(db, sql: "SELECT * FROM change ORDER BY number DESC LIMIT 1").map {
          "\($0["kind"] as String? ?? "") \($0["old"] as String? ?? "") \($0["new"] as String? ?? "")"
        }
      }
    }
    let before = try latest()
    try book.write("Change nothing") { try $0.execute(sql: "UPDATE person SET school = school") }
    #expect(try latest() == before)
    let id = try #require(try book.read { try String.fetchOne($0, sql: "SELECT id FROM person") })
    try book.write("Change a school") {
      try $0.execute(
        sql: "UPDATE person SET school = 'Éclair “High”', address = address WHERE id = ?",
        arguments: [id])
    }
    let change = try #require(try latest().first)
    #expect(change.hasPrefix("update {\"school\":"), "\(change)")
    #expect(change.hasSuffix("{\"school\":\"Éclair “High”\"}"), "\(change)")
  }

  @Test("no write to a table with a history goes unexplained, not even of a row’s own number")
  func unexplained() throws {
    let scratch = try ScratchBook(people: 2)
    for table in ["person", "case_record", "directory_service"] {
      for sql in ["UPDATE \(table) SET id = id || 'x'", "DELETE FROM \(table)"] {
        #expect(throws: (any Error).self, "\(sql)") {
          try scratch.book.queue.write { db in
            try db.execute(sql: "PRAGMA defer_foreign_keys = ON")
            try db.execute(sql: sql)
          }
        }
      }
    }
    // A program without our functions cannot write at all.
    let other = try CopyMaking.queue(scratch.database)
    defer { try? other.close() }
    #expect(throws: DatabaseError.self) {
      try other.write { try $0.execute(sql: "UPDATE person SET school = 'x'") }
    }
    #expect(scratch.book.verify() == [])
  }

  @Test("random actions, undone and done again in random order, return to the letter")
  func property() throws {
    for _ in 0..<enough(3) {
      var dice = Dice()
      let scratch = try ScratchBook(people: 2)
      let book = scratch.book
      var worker = RandomWork(book, scratch)
      /// What was true after each action that stands, and where we are.
      var states = [try Self.state(book)]
      var place = 0
      for step in 0..<70 {
        let throwOfDice = Int.random(in: 0..<10, using: &dice)
        let what: String
        switch throwOfDice {
        case 0...4:
          what = try worker.act(using: &dice)
          let now = try Self.state(book)
          // What changed nothing is nothing to undo.
          if now == states[place] { continue }
          states = Array(states[...place]) + [now]
          place += 1
        case 5...7:
          what = "undo"
          guard place > 0 else {
            #expect(throws: CasebookError.nothingToUndo) { try book.undo() }
            continue
          }
          try Self.undo(book)
          place -= 1
        default:
          what = "redo"
          guard place < states.count - 1 else {
            #expect(throws: CasebookError.nothingToUndo) { try book.redo() }
            continue
          }
          try book.redo()
          place += 1
        }
        let now = try Self.state(book)
        guard now == states[place] else {
          let differing = Set(now).symmetricDifference(states[place])
          Issue.record("step \(step), \(what), seed \(dice.seed): \(differing)")
          return
        }
      }
      while place > 0 {
        try Self.undo(book)
        place -= 1
      }
      #expect(try Self.state(book) == states[0], "seed \(dice.seed)")
      #expect(book.verify() == [], "seed \(dice.seed)")
    }
  }

  /// Undoes whatever comes next; an agreement is taken back.
  static func undo(_ book: Casebook) throws {
    let next = try #require(try book.nextUndo())
    if let version = try book.version(agreedBy: next) {
      #expect(throws: CasebookError.agreementStands) { try book.undo() }
      try book.takeBack(version.id, on: ScratchBook.today, reason: "a test")
    } else {
      try book.undo()
    }
  }

  /// Everything but agreed versions and what was taken back of them: those stay, as
  /// the plan's own row tells.
  static func state(_ book: Casebook) throws -> [String] {
    let kept: Set = ["plan_version", "plan_withdrawal"]
    return try book.read {
      try ScratchBook.contents(
        of: $0, tables: Schema.synced.filter { !kept.contains($0) } + ["case_line"])
    }
  }
}

/// Somebody who does one thing after another, whatever comes to mind.
private struct RandomWork {
  let book: Casebook
  let scratch: ScratchBook
  var people = 0
  var workers = 0
  var agreements = 0

  init(_ book: Casebook, _ scratch: ScratchBook) {
    self.book = book
    self.scratch = scratch
  }

  /// Does something, and says what.
  mutating func act(using dice: inout Dice) throws -> String {
    let cases = try book.read { try String.fetchAll($0, sql: "SELECT id FROM case_record") }
    let text = HostileTextTests.texts.randomElement(using: &dice) ?? ""
    guard let any = cases.randomElement(using: &dice) else { return try refer() }
    let id = Identifier<Case>(any)
    switch Int.random(in: 0..<16, using: &dice) {
    case 0: return try refer()
    case 11:
      try book.write(
        Appointment(
          id: book.mint(), caseID: id, workerID: book.worker.id, kind: .meeting, title: text,
          on: ScratchBook.today, at: 600, place: text))
      return "appointment"
    case 12:
      guard var known = try book.caseRecord(id)?.appointments.first else { return "nothing" }
      known.title = text
      try book.write(known)
      return "change an appointment"
    case 13:
      let start = Date(timeIntervalSince1970: 1_795_424_520)
      try book.write(
        LoneVisit(
          id: book.mint(), caseID: id, workerID: book.worker.id, place: text, buddy: text,
          from: start, expectedEnd: start.addingTimeInterval(600)))
      return "visit"
    case 14:
      let person = try #require(try book.caseRecord(id)).person.id
      try book.write(
        Relation(id: book.mint(), personID: person, kind: .family, name: "x" + text, note: text))
      return "relation"
    case 15:
      let person = try #require(try book.caseRecord(id)).person.id
      try book.write(
        Involvement(
          id: book.mint(), personID: person, sector: .camhs, does: text,
          from: ScratchBook.today, checkedOn: ScratchBook.today))
      return "involvement"
    case 1:
      try book.takeOn(id, by: book.worker.id, reason: text)
      return "take on"
    case 2:
      try book.log(
        Contact(
          id: book.mint(), caseID: id, workerID: book.worker.id,
          at: Date(timeIntervalSince1970: Double.random(in: 1.7e9...1.8e9, using: &dice).rounded()),
          mode: .video, minutes: 10, outcome: Bool.random(using: &dice) ? .attended : .notReached,
          note: text, nextStep: NextStep(text: text, on: ScratchBook.today)))
      return "log"
    case 3:
      try book.close(id, Closing(on: ScratchBook.today, reason: .connected, note: text))
      return "close"
    case 4:
      try book.setNeed(text, of: id)
      return "need"
    case 5:
      try book.write(
        PlanEntry(id: book.mint(), section: .needs, text: text), inPlanOf: id)
      return "entry"
    case 6:
      guard let plan = try book.caseRecord(id)?.plan, var entry = plan.entries.first else {
        return "nothing"
      }
      entry.text = Bool.random(using: &dice) ? "" : text
      try book.write(entry, inPlanOf: id)
      return "edit entry"
    case 7:
      if let goal = try book.caseRecord(id)?.plan?.goals.first {
        let action = Action(id: book.mint(), what: text, when: ScratchBook.today)
        try book.write(action, for: goal.id)
      } else {
        try book.write(Goal(id: book.mint(), text: text, importance: 7), inPlanOf: id)
      }
      return "goal"
    case 8:
      guard try book.caseRecord(id)?.plan != nil else { return "nothing" }
      // A second agreement in the same words would change nothing but the versions.
      agreements += 1
      try book.agreePlan(of: id, with: "\(text) \(agreements)", on: ScratchBook.today, review: nil)
      return "agree"
    case 9:
      workers += 1
      try book.add(worker: LinkWorker(id: book.mint(), name: "Somebody \(workers)"))
      return "worker"
    default:
      let service = DirectoryRecord(
        entity: .service, id: "one", fields: ["name": .text(text), "description": .text("a")])
      _ = try book.applyDirectory([service], source: text)
      return "directory"
    }
  }

  private mutating func refer() throws -> String {
    people += 1
    _ = try book.refer(scratch.referral("Someone", number: people))
    return "refer"
  }
}

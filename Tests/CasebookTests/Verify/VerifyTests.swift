// What verify must notice, and what it must not take amiss.

import Casework
import Foundation
import GRDB
import Testing

@testable import Casebook

@Suite("verify")
struct VerifyTests {
  @Test("a casebook with people, a directory, changes, undo and redo is clean")
  func clean() throws {
    let scratch = try ScratchBook(people: 12)
    let id = try scratch.book.refer(scratch.referral())
    try scratch.book.setNeed("Company", of: id)
    try scratch.book.setNeed("Football", of: id)
    try scratch.book.undo()
    try scratch.book.redo()
    try scratch.book.undo()
    #expect(scratch.book.verify() == [])
    // As well when it has only just been opened, and by way of the passphrase.
    try scratch.betweenSessions {}
    #expect(scratch.book.verify() == [])
    #expect(try Casebook.verify(at: scratch.folder, passphrase: ScratchBook.passphrase) == [])
  }

  @Test("progress is told for every check, and never past its end")
  func progress() throws {
    let scratch = try ScratchBook(people: 3)
    var seen: Set<Finding.Check> = []
    _ = scratch.book.verify { progress in
      seen.insert(progress.check)
      if let total = progress.outOf { #expect(progress.done <= total) }
    }
    #expect(seen == Set(Finding.Check.allCases))
  }

  @Test("it changes nothing, and may run while another writes")
  func besideAWriter() throws {
    let scratch = try ScratchBook(people: 5)
    let other = try scratch.open()
    defer { other.close() }
    let id = try scratch.book.refer(scratch.referral())
    let before = try other.read { try ScratchBook.contents(of: $0) }
    var count = 0
    let findings = scratch.book.verify { progress in
      // In the middle of a check, and between two.
      count += 1
      if progress.check != .search { try? other.setNeed("Number \(count)", of: id) }
    }
    #expect(findings == [])
    #expect(count >= Finding.Check.allCases.count)
    #expect(try other.read { try ScratchBook.contents(of: $0) }.count > before.count)
    let settled = try other.read { try ScratchBook.contents(of: $0) }
    #expect(scratch.book.verify() == [])
    #expect(try other.read { try ScratchBook.contents(of: $0) } == settled)
  }

  struct Meddling: Sendable, CustomTestStringConvertible {
    var sql: String
    var check: Finding.Check
    var words: String
    var testDescription: String { sql }
  }

  static let meddlings = [
    Meddling(
      sql: "UPDATE person SET school = 'Elsewhere' WHERE first_name = 'Megan'", check: .records,
      words: "A person (Megan Reilly1) is not as it was last written (school)"),
    Meddling(
      sql: "UPDATE case_record SET need = 'Nothing'", check: .records,
      words: "A case of Megan Reilly1 is not as it was last written (need)"),
    Meddling(
      sql: "DELETE FROM case_contact", check: .records,
      words: "A contact"),
    Meddling(
      sql: "DELETE FROM person", check: .structure, words: "refers to a person that is not there"),
    Meddling(
      sql: """
        INSERT INTO worker (id, name, role, whole_time_equivalent)
        VALUES ('x', 'Nobody Known', 'link-worker', '1.0')
        """, check: .records,
      words: "A worker (Nobody Known) is here, but the history does not know of it"),
    Meddling(
      sql: "UPDATE change SET new = replace(new, 'Not going out', 'Going out')", check: .history,
      words: "The history was changed afterwards, or is not whole: “Bring in 1 referral”"),
    Meddling(
      sql: "UPDATE action SET name = 'Something else' WHERE name = 'Log a contact'",
      check: .history, words: "“Something else”"),
    Meddling(
      sql: "UPDATE action SET worker_id = 'somebody' WHERE name = 'Log a contact'",
      check: .history, words: "“Log a contact”"),
    Meddling(
      sql: "DELETE FROM action WHERE number = (SELECT max(number) FROM action)", check: .history,
      words: "without an action"),
    Meddling(
      sql: "DELETE FROM action WHERE number = 2", check: .history,
      words: "number 2 of its actions is missing"),
    Meddling(
      sql: "DELETE FROM change WHERE number = 3", check: .history,
      words: "number 3 of its changes is missing"),
    Meddling(
      sql: """
        INSERT INTO change (action_id, clock, record, row_id, kind, new, salt)
        SELECT 'none', 1, 'person', id, 'update', '{}', randomblob(16) FROM person
        """, check: .history,
      words: "A person (Megan Reilly1) was changed without an action that says who and why"),
    Meddling(
      sql: "UPDATE chain_head SET actions = 1", check: .history,
      words: "does not end where it says: it says 1 actions"),
    Meddling(
      sql: "UPDATE chain_head SET hash = zeroblob(32)", check: .history,
      words: "does not end where it says"),
    Meddling(
      sql: "DELETE FROM chain_head", check: .history, words: "does not end where it says"),
    Meddling(
      sql: "UPDATE case_line SET attempts = 7", check: .caseload,
      words: "A case of Megan Reilly1 has a line in the caseload that is not what its record says"),
    Meddling(
      sql: "DELETE FROM case_line", check: .caseload,
      words: "A case of Megan Reilly1 is not in the caseload"),
    Meddling(
      sql: "UPDATE case_count SET cases = cases + 1", check: .caseload,
      words: "The number of cases that each worker holds is not kept right"),
    Meddling(
      sql: "UPDATE case_milestone SET open_cases = open_cases - 1 WHERE list = 'name'",
      check: .caseload, words: "up to each place in the list by name is not kept right"),
    Meddling(
      sql: "INSERT INTO person_search (person_search) VALUES ('delete-all')", check: .search,
      words: "A person (Megan Reilly1) is not found by their own name"),
    Meddling(
      sql: "INSERT INTO person_search (rowid, name) VALUES (999, 'Nobody')", check: .search,
      words: "finds 1 that are no longer here"),
    Meddling(
      sql: "INSERT INTO person_search (rowid, aliases) SELECT row, 'Oldname' FROM person",
      check: .search,
      words: "A person (Megan Reilly1) is found by other words than are on their record"),
    Meddling(
      sql: "UPDATE asset_search SET name = 'Another'", check: .search,
      words: "is not found by the words it has now"),
    Meddling(
      sql: "UPDATE person_search_data SET block = zeroblob(20) WHERE id > 10", check: .search,
      words: "The index by which people are found does not hold together"),
    Meddling(
      sql:
        "DROP TRIGGER history_update_person; CREATE TRIGGER x AFTER UPDATE ON person BEGIN SELECT 1; END",
      check: .structure, words: "What is done to people is not kept in the history"),
  ]

  @Test(
    "what was changed behind the history’s back is told, by the record’s name", arguments: meddlings
  )
  func meddled(_ meddling: Meddling) throws {
    let scratch = try ScratchBook()
    try Self.furnish(scratch)
    #expect(scratch.book.verify() == [])
    if meddling.sql.hasPrefix("DROP") {
      try scratch.book.queue.writeWithoutTransaction { try $0.execute(sql: meddling.sql) }
    } else {
      try scratch.meddle(meddling.sql)
    }
    let findings = scratch.book.verify()
    #expect(
      findings.contains { $0.check == meddling.check && $0.sentence.contains(meddling.words) },
      "\(findings.map(\.sentence))")
  }

  /// A person with a contact, and a directory.
  static func furnish(_ scratch: ScratchBook) throws {
    let book = scratch.book
    let town = DemonstrationTown(seed: 7, today: ScratchBook.today, people: 1, services: 3)
    _ = try book.applyDirectory(town.directory, source: "a test")
    let id = try book.refer(scratch.referral())
    try book.log(
      Contact(
        id: book.mint(), caseID: id, workerID: book.worker.id, at: Date(), mode: .phone,
        minutes: 20, outcome: .attended, note: "Spoke about football"))
  }

  @Test("a report of many faults is short enough to read, and says how many more there are")
  func many() throws {
    let scratch = try ScratchBook(people: 250)
    try scratch.meddle("UPDATE person SET school = 'Elsewhere'")
    let findings = scratch.book.verify().filter { $0.check == .records }
    #expect(findings.count == Verification.mostFindings + 1)
    #expect(findings.last?.sentence == "50 more like these.")
  }

  @Test("an old copy of any page, put back, is noticed, or else nothing it held has changed")
  func oldPages() throws {
    let scratch = try ScratchBook(people: 6)
    let id = try scratch.book.refer(scratch.referral())
    scratch.shut()
    let old = try Data(contentsOf: scratch.database)
    let book = try scratch.open()
    try book.setNeed("Company", of: id)
    try book.log(
      Contact(
        id: book.mint(), caseID: id, workerID: book.worker.id, at: Date(), mode: .phone,
        minutes: 20, outcome: .attended, note: "Spoke about football"))
    _ = try book.refer(scratch.referral("Owen", number: 2))
    try book.undo()
    book.close()
    let new = try Data(contentsOf: scratch.database)
    let truth = try Self.truth(scratch)
    let page = 4096
    let changed = (0..<(old.count / page)).filter {
      old[($0 * page)..<(($0 + 1) * page)] != new[($0 * page)..<(($0 + 1) * page)]
    }
    #expect(changed.count > 10)
    var noticed = 0
    for number in changed {
      var mixed = new
      mixed.replaceSubrange(
        (number * page)..<((number + 1) * page), with: old[(number * page)..<((number + 1) * page)])
      try mixed.write(to: scratch.database)
      let findings = try Casebook.verify(at: scratch.folder, passphrase: ScratchBook.passphrase)
      if !findings.isEmpty {
        noticed += 1
        continue
      }
      let now = try Self.truth(scratch)
      #expect(
        now == truth,
        "page \(number + 1): \(Set(now).symmetricDifference(truth).map { $0.prefix(200) })")
    }
    // The rest hold the same as before, or nothing.
    #expect(noticed > 10)
    try new.write(to: scratch.database)
    try scratch.betweenSessions {}
    #expect(scratch.book.verify() == [])
  }

  private static func truth(_ scratch: ScratchBook) throws -> [String] {
    let book = try scratch.open()
    defer { book.close() }
    return try book.read { try ScratchBook.contents(of: $0) }
  }

  @Test("a damaged page is a finding that names it, and the other checks still run")
  func damagedPages() throws {
    let scratch = try ScratchBook(people: 6)
    try scratch.meddle("UPDATE worker SET whole_time_equivalent = '0.1'")
    scratch.shut()
    let whole = try Data(contentsOf: scratch.database)
    var others = 0
    for page in 0..<(whole.count / 4096) where page % 3 == 0 || page < 3 {
      var bytes = whole
      bytes[page * 4096 + 100] ^= 1
      try bytes.write(to: scratch.database)
      let findings = try Casebook.verify(at: scratch.folder, passphrase: ScratchBook.passphrase)
      #expect(
        findings.contains {
          $0.check == .pages && $0.sentence.contains("page \(page + 1) of casebook.db")
        }, "\(findings.map(\.sentence))")
      if findings.contains(where: { $0.check == .records && $0.sentence.contains("whole time") }) {
        others += 1
      }
    }
    #expect(others > 20)
    try whole.write(to: scratch.database)
    try scratch.betweenSessions {}
  }

  @Test("a log that is damaged in the middle, and a file cut short, are findings")
  func damagedLog() throws {
    let scratch = try ScratchBook()
    try scratch.book.queue.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
    for number in 1...4 { _ = try scratch.book.refer(scratch.referral("Megan", number: number)) }
    let files = ["casebook.db", "casebook.db-wal"].map { scratch.folder.appendingPathComponent($0) }
    let kept = try files.map { try Data(contentsOf: $0) }
    scratch.shut()
    func put(_ main: Data, _ log: Data) throws {
      try? FileManager.default.removeItem(atPath: files[0].path + "-shm")
      try main.write(to: files[0])
      try log.write(to: files[1])
    }
    var log = kept[1]
    log[32 + 4120 * 5 + 200] ^= 4
    try put(kept[0], log)
    let damaged = try Casebook.verify(at: scratch.folder, passphrase: ScratchBook.passphrase)
    #expect(damaged.contains { $0.sentence.contains("casebook.db-wal") }, "\(damaged)")
    try put(kept[0], kept[1])
    try scratch.betweenSessions {}
    #expect(scratch.book.verify() == [])
    scratch.shut()
    let main = try Data(contentsOf: files[0])
    try main.dropLast(4096 * 3).write(to: files[0])
    let short = try Casebook.verify(at: scratch.folder, passphrase: ScratchBook.passphrase)
    #expect(short.contains { $0.check == .pages && $0.sentence.contains("cut short") }, "\(short)")
    try main.write(to: files[0])
    try scratch.betweenSessions {}
  }
}

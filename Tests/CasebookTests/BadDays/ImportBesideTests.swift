// A large import beside people who work: nobody waits for more than a part of it, and whatever
// happens to it in the middle, either all of it is there in the end or nothing.

import Casework
import Foundation
import GRDB
import Synchronization
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@testable import Casebook

@Suite("an import beside those who work")
struct ImportBesideTests {
  static let services = 700

  /// Services with a telephone each, and one organisation that stands behind them.
  static func town(_ services: Int = ImportBesideTests.services) -> [DirectoryRecord] {
    let organisation = DirectoryRecord(
      entity: .organization, id: "o", fields: ["name": .text(canary)])
    return [organisation]
      + (0..<services).flatMap { number in
        [
          DirectoryRecord(
            entity: .service, id: "s\(number)",
            fields: ["name": .text("Chess \(number)"), "organization_id": .text("o")]),
          DirectoryRecord(
            entity: .phone, id: "p\(number)",
            fields: ["service_id": .text("s\(number)"), "number": .text("01632 960\(number)")]),
        ]
      }
  }

  static func count(_ table: String, _ book: Casebook) throws -> Int {
    try book.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM \(table)") ?? 0 }
  }

  static func directory(_ book: Casebook) throws -> [String] {
    try book.read {
      try ScratchBook.contents(of: $0, tables: DirectoryTables.synced + ["asset_line"])
    }
  }

  @Test("while a directory comes in, others save between its parts")
  func others() throws {
    let scratch = try ScratchBook(people: 2)
    let book = scratch.book
    let row = try #require(try book.caseload(CaseloadFilter(.everybodys), limit: 1).first)
    let door = try book.door
    let isDone = Atomic(false)
    let thread = Thread {
      defer { isDone.store(true, ordering: .releasing) }
      do {
        let other = try door.open()
        defer { other.close() }
        _ = try other.applyDirectory(Self.town(), source: "town.json")
      } catch { Issue.record("\(error)") }
    }
    thread.stackSize = 8 << 20
    thread.start()
    var longest = Duration.zero
    var number = 0
    while !isDone.load(ordering: .acquiring) {
      number += 1
      let took = try ContinuousClock().measure {
        try book.setNeed("need \(number)", of: row.caseID)
      }
      // A draft does not wait: where a part is being written, the next second keeps it.
      do {
        try book.keep(Draft(form: "note", fields: ["note": "\(number)"], at: Date()))
      } catch CasebookError.busy {}
      longest = max(longest, took)
    }
    // Counted generously: machines are busy. Before, whoever saved waited for all of it.
    #expect(longest < .seconds(4), "\(longest)")
    let names = try book.read {
      try String.fetchAll($0, sql: "SELECT name FROM action ORDER BY number")
    }
    let parts = names.indices.filter { names[$0].hasPrefix("Import") && names[$0].contains("town") }
    #expect(parts.count > 5)
    let (first, last) = (try #require(parts.first), try #require(parts.last))
    let between = names[first...last].count { !$0.hasPrefix("Import") }
    #expect(between >= 3, "nobody could save between \(parts.count) parts")
    #expect(try Self.count("directory_service", book) > Self.services)
    #expect(book.verify() == [])
  }

  @Test("reading and checking a file, and a dry run of it, take nobody's leave to write")
  func reading() throws {
    let scratch = try ScratchBook(people: 2)
    let book = scratch.book
    let row = try #require(try book.caseload(CaseloadFilter(.everybodys), limit: 1).first)
    let other = try scratch.open()
    defer { other.close() }
    for dryRun in [true, false] {
      _ = try book.applyDirectory(source: "town.json", dryRun: dryRun) { laying in
        for record in Self.town(40) { _ = try laying.lay(record, at: 0) }
        // At once: a draft does not wait for anybody.
        try other.keep(Draft(form: "note", fields: ["note": "\(dryRun)"], at: Date()))
        try other.setNeed("\(dryRun)", of: row.caseID)
      }
    }
    #expect(try Self.count("directory_phone", book) > 39)
    // And the other way about: somebody else writes, for as long as they like.
    let before = try book.lastAction()
    try other.write("Hold on") { _ in
      let tally = try book.applyDirectory(Self.town(50), source: "town.json", dryRun: true)
      #expect(tally[.service].added == 10)
      let rows = (1...30).map { scratch.referral("Nobody", number: $0) }
      let referrals: ReferralTally = try book.applyReferrals(rows, dryRun: true)
      #expect(referrals.peopleAdded == 30 && referrals.referralsAdded == 30)
    }
    #expect(try book.lastAction() == before)
  }

  @Test("a table of postcodes is read while others save; what differs comes in, what is gone goes")
  func postcodes() throws {
    let scratch = try ScratchBook(people: 2)
    let book = scratch.book
    let other = try scratch.open()
    defer { other.close() }
    func take(_ numbers: some Sequence<Int>, ward: String, failing: Bool = false) throws {
      try book.takePostcodes(replacing: true) { take in
        let letters = Array("ABDEFGHJ")
        for number in numbers {
          let inward = "\(number % 10)\(letters[number / 10 % 8])\(letters[number / 80 % 8])"
          try take(
            PostcodeRow(
              postcode: try Postcode("QX4 \(inward)"),
              at: try #require(Coordinates(latitude: 53.5, longitude: 1.25)), ward: ward))
        }
        try other.keep(Draft(form: "note", fields: ["note": ward], at: Date()))
        if failing { throw CancellationError() }
      }
    }
    try take(0..<400, ward: "W1")
    let first = try book.postcodeCount()
    #expect(first == 400)
    #expect(throws: (any Error).self) { try take(0..<10, ward: "W2", failing: true) }
    #expect(try book.postcodeCount() == first)
    try take(0..<100, ward: "W3")
    let wards = try book.read { try String.fetchSet($0, sql: "SELECT ward FROM postcode_place") }
    #expect(wards == ["W3"])
    #expect(try book.postcodeCount() == 100)
    #expect(try KilledTests.files(in: scratch.folder).filter { $0.hasPrefix(".incoming") } == [])
  }

  @Test("a list whose rows depend on each other is judged as if each had been written")
  func rehearsal() throws {
    let scratch = try ScratchBook(people: 1)
    let book = scratch.book
    var first = scratch.referral("Megan", number: 1)
    first.nhsNumber = try NHSNumber("9990000018")
    var again = first
    again.telephone = "01632 960001"
    var later = again
    later.reason = "Something else"
    let rows = [first, again, later, scratch.referral("Nia", number: 2)]
    let rehearsed: ReferralTally = try book.applyReferrals(rows, dryRun: true)
    let done: ReferralTally = try book.applyReferrals(rows)
    #expect(rehearsed == done)
    #expect(done.peopleAdded == 2 && done.peopleRecognised == 2 && done.peopleFilled == 1)
    #expect(done.referralsAdded == 3 && done.referralsUnchanged == 1)
    #expect(try book.people(matching: "Megan", limit: 5).map(\.telephone) == ["01632 960001"])
    let third: ReferralTally = try book.applyReferrals(rows)
    #expect(third.referralsAdded == 0 && third.peopleAdded == 0)
    #expect(book.verify() == [])
  }

  @Test("what somebody else referred since the list was judged is met, not doubled")
  func outdated() throws {
    let scratch = try ScratchBook()
    let other = try scratch.open()
    defer { other.close() }
    // Both judge before either writes: the second sees what the first wrote.
    let rows = [scratch.referral("Megan", number: 1)]
    let plan = try scratch.book.plan(rows)
    let first: ReferralTally = try other.applyReferrals(rows)
    #expect(first.peopleAdded == 1)
    let tally = try scratch.book.bringIn(plan, of: rows)
    #expect(tally.peopleAdded == 0 && tally.referralsUnchanged == 1)
    #expect(try scratch.book.people(matching: "Megan", limit: 5).count == 1)
  }

  @Test("an import in many parts is one step to undo, and to do again")
  func oneStep() throws {
    let scratch = try ScratchBook(people: 1)
    let book = scratch.book
    let before = try Self.directory(book)
    _ = try book.applyDirectory(Self.town(), source: "town.json")
    let after = try Self.directory(book)
    let name = "Import the directory from town.json"
    #expect(try book.nextUndo()?.name == name)
    #expect(try book.undo().name == name)
    #expect(try Self.directory(book) == before)
    #expect(try book.redo().name == name)
    #expect(try Self.directory(book) == after)
    try book.undo()
    #expect(try Self.directory(book) == before)
    #expect(try book.nextUndo()?.name != name)
    #expect(book.verify() == [])
  }

  @Test("one that is stopped in the middle leaves nothing")
  func stopped() throws {
    struct Enough: Error {}
    let scratch = try ScratchBook(people: 1)
    let book = scratch.book
    let before = try Self.directory(book)
    var isIn = 0
    var couldUndo = false
    #expect(throws: Enough.self) {
      _ = try book.applyDirectory(
        source: "town.json",
        progress: { services in
          isIn = services
          // It cannot be undone before all of it is there.
          if (try? book.undo()) != nil { couldUndo = true }
          if services > 200 { throw Enough() }
        }
      ) { laying in for record in Self.town() { _ = try laying.lay(record, at: 0) } }
    }
    #expect(isIn > 200 && !couldUndo)
    #expect(try Self.directory(book) == before)
    #expect(try KilledTests.files(in: scratch.folder).filter { $0.hasPrefix(".incoming") } == [])
    #expect(book.verify() == [])
    // And nothing stands in the way of the next one.
    _ = try book.applyDirectory(Self.town(), source: "town.json")
    #expect(try Self.count("directory_phone", book) >= Self.services)
  }

  @Test("killed at any moment of an import: all of it is there at the next opening, or nothing")
  func killed() async throws {
    for _ in 0..<enough(4) {
      let scratch = try ScratchBook(people: 1)
      let before = try Self.directory(scratch.book)
      scratch.shut()
      let folder = scratch.folder.path
      let microseconds = UInt32.random(in: 1_000...1_500_000)
      await #expect(processExitsWith: .signal(SIGKILL)) {
        [folder = folder as String, microseconds = microseconds as UInt32] in
        let book = try Casebook.open(
          at: URL(fileURLWithPath: folder, isDirectory: true), passphrase: ScratchBook.passphrase)
        Thread.detachNewThread {
          usleep(microseconds)
          kill(getpid(), SIGKILL)
        }
        _ = try book.applyDirectory(ImportBesideTests.town(), source: "town.json")
        sleep(5)
      }
      #expect(try KilledTests.leaks(in: scratch.folder) == [])
      try scratch.betweenSessions {}
      let phones = try Self.count("directory_phone WHERE id GLOB 'p*'", scratch.book)
      let services = try Self.count("directory_service WHERE id GLOB 's*'", scratch.book)
      let what = "killed after \(microseconds) µs: \(services) services, \(phones) telephones"
      if services == 0 {
        #expect(try Self.directory(scratch.book) == before, "\(what)")
      } else {
        #expect(services == Self.services && phones == Self.services, "\(what)")
        #expect(try scratch.book.undo().name == "Import the directory from town.json")
        #expect(try Self.directory(scratch.book) == before, "\(what)")
      }
      #expect(scratch.book.verify() == [], "\(what)")
    }
  }

  @Test("the disk fills in the middle: that is said, and the rest comes in when there is room")
  func fullDisk() async {
    await #expect(processExitsWith: .success) {
      signal(SIGXFSZ, SIG_IGN)
      let scratch = try ScratchBook(people: 1)
      var said = ""
      do {
        _ = try scratch.book.applyDirectory(
          source: "town.json", progress: { if $0 > 200 { limitFiles(to: 0) } }
        ) { laying in for record in ImportBesideTests.town() { _ = try laying.lay(record, at: 0) } }
      } catch { said = "\(error)" }
      try hold(said.contains("The disk is full"), 10)
      try hold(said.contains("comes in by itself"), 11)
      let some = try ImportBesideTests.count("directory_service WHERE id GLOB 's*'", scratch.book)
      try hold(some > 200 && some < ImportBesideTests.services, 12)
      limitFiles(to: nil)
      try scratch.betweenSessions {}
      let all = try ImportBesideTests.count("directory_service WHERE id GLOB 's*'", scratch.book)
      try hold(all == ImportBesideTests.services, 13)
      try hold(scratch.book.verify() == [], 14)
    }
  }

  @Test("where the rest of an interrupted import is lost, what was in is taken back")
  func lost() throws {
    struct Enough: Error {}
    let scratch = try ScratchBook(people: 1)
    let before = try Self.directory(scratch.book)
    var copies: [String: Data] = [:]
    // The files as they lay in the middle of it.
    _ = try scratch.book.applyDirectory(
      source: "town.json",
      progress: { services in
        guard services > 200, copies.isEmpty else { return }
        for name in try KilledTests.files(in: scratch.folder) {
          copies[name] = try Data(contentsOf: scratch.folder.appendingPathComponent(name))
        }
      }
    ) { laying in for record in Self.town() { _ = try laying.lay(record, at: 0) } }
    let after = try Self.directory(scratch.book)
    func opened(_ change: (inout [String: Data]) -> Void) throws -> [String] {
      let folder = scratch.place.appendingPathComponent(UUID().uuidString)
      var files = copies
      change(&files)
      for (name, data) in files where !name.hasSuffix("-shm") {
        let file = folder.appendingPathComponent(name)
        try FileManager.default.createDirectory(
          at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try data.write(to: file)
      }
      let book = try Casebook.open(at: folder, passphrase: ScratchBook.passphrase)
      defer { book.close() }
      #expect(book.verify() == [])
      let left = try KilledTests.files(in: folder).filter { $0.hasPrefix(".incoming") }
      #expect(left == [])
      return try Self.directory(book)
    }
    let staged = try #require(copies.keys.first { $0.hasPrefix(".incoming") })
    #expect(try opened { _ in } == after)
    #expect(try opened { $0[staged] = nil } == before)
    // Every page but the first: nothing of the rest can be read.
    #expect(
      try opened {
        for page in 1..<(($0[staged]?.count ?? 0) / 4096) { $0[staged]?[page * 4096 + 900] ^= 1 }
      } == before)
    #expect(try opened { $0[staged] = $0[staged]?.prefix(9_000) } == before)
  }
}

/// Ends the child at once where something does not hold. Its exit code tells what.
func hold(_ holds: @autoclosure () throws -> Bool, _ code: Int32) throws {
  if try !holds() { exit(code) }
}

func limitFiles(to bytes: rlim_t?) {
  let resource = __rlimit_resource_t(UInt32(RLIMIT_FSIZE.rawValue))
  var limit = rlimit()
  getrlimit(resource, &limit)
  limit.rlim_cur = bytes ?? limit.rlim_max
  setrlimit(resource, &limit)
}

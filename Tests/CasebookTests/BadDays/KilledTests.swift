// Killed in mid-write, no room on the disk, no leave to write, two at once: the whole
// casebook, not its pages alone. Children do what a process can only do to itself.

import Casework
import Foundation
import GRDB
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@testable import Casebook

@Suite("bad days of a whole casebook")
struct KilledTests {
  /// Rounds of being killed: FINGERPOST_CRASH_ROUNDS, or a few.
  static let rounds =
    Int(ProcessInfo.processInfo.environment["FINGERPOST_CRASH_ROUNDS"] ?? "") ?? 6

  @Test("killed at any moment of 500 writes: all that was acknowledged is there, nothing leaked")
  func killed() async throws {
    let scratch = try ScratchBook(people: 3)
    let caseID = try scratch.book.refer(scratch.referral()).text
    scratch.shut()
    let note = scratch.place.appendingPathComponent("acknowledged").path
    let folder = scratch.folder.path
    var last = 0
    for round in 0..<Self.rounds {
      let microseconds = UInt32.random(in: 1_000...250_000)
      await #expect(processExitsWith: .signal(SIGKILL)) {
        [
          folder = folder as String, note = note as String, caseID = caseID as String,
          microseconds = microseconds as UInt32
        ] in
        try writeUntilKilled(folder, note, caseID, after: microseconds)
      }
      let promised = Set(
        ((try? String(contentsOfFile: note, encoding: .utf8)) ?? "").split(separator: "\n")
          .map(String.init))
      #expect(try Self.leaks(in: scratch.folder) == [], "round \(round)")
      let book = try scratch.open()
      let there = Set(
        try book.read { try String.fetchAll($0, sql: "SELECT id FROM case_contact") })
      #expect(promised.isSubset(of: there), "round \(round), killed after \(microseconds) µs")
      #expect(book.verify() == [], "round \(round), killed after \(microseconds) µs")
      #expect(promised.count >= last)
      last = promised.count
      book.close()
    }
    #expect(last > 0)
    // What was left of copies never stands where a copy is looked for.
    for copy in DailyCopies(folder: scratch.folder).all {
      #expect(throws: Never.self) { try SealedCopy(contentsOf: copy.file) }
    }
    try scratch.betweenSessions {}
  }

  /// The files at or below `folder` that hold the canary or a trace of plain content.
  static func leaks(in folder: URL) throws -> [String] {
    let traces = [canary, "Angharad", "SQLite format 3", "CREATE TABLE", "case_contact"]
      .map { Data($0.utf8) }
    return try files(in: folder).filter { file in
      let data = try Data(contentsOf: folder.appendingPathComponent(file))
      return traces.contains { data.range(of: $0) != nil }
    }
  }

  static func files(in folder: URL) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter {
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(
        atPath: folder.appendingPathComponent($0).path, isDirectory: &isFolder)
      return !isFolder.boolValue
    }.sorted()
  }

  @Test("a full disk is told as such, loses nothing, and the casebook goes on afterwards")
  func fullDisk() async throws {
    let scratch = try ScratchBook(people: 3)
    scratch.shut()
    let folder = scratch.folder.path
    await #expect(processExitsWith: .success) { [folder = folder as String] in
      try fillTheDisk(folder)
    }
    try scratch.betweenSessions {}
    #expect(scratch.book.verify() == [])
    #expect(try scratch.book.people(matching: "Room", limit: 5).count == 1)
  }

  @Test("in a folder that may not be written: read, or refused as such, and nothing changes")
  func readOnly() async throws {
    let scratch = try ScratchBook(people: 3)
    _ = try scratch.book.refer(scratch.referral())
    let truth = try scratch.book.read { try ScratchBook.contents(of: $0) }
    scratch.shut()
    let before = try Data(contentsOf: scratch.database)
    chmod(scratch.place.path, 0o755)
    for file in try Self.files(in: scratch.folder) {
      chmod(scratch.folder.appendingPathComponent(file).path, 0o444)
    }
    chmod(scratch.folder.path, 0o555)
    let folder = scratch.folder.path
    await #expect(processExitsWith: .success) { [folder = folder as String] in
      try workWithoutLeaveToWrite(folder)
    }
    chmod(scratch.folder.path, 0o700)
    for file in try Self.files(in: scratch.folder) {
      chmod(scratch.folder.appendingPathComponent(file).path, 0o600)
    }
    #expect(try Data(contentsOf: scratch.database) == before)
    try scratch.betweenSessions {}
    #expect(try scratch.book.read { try ScratchBook.contents(of: $0) } == truth)
  }

  @Test("two processes refer people at once; everybody is there, and the chain is one")
  func twoAtOnce() async throws {
    let scratch = try ScratchBook()
    let folder = scratch.folder.path
    async let other = #expect(processExitsWith: .success) { [folder = folder as String] in
      try refer(40, named: "Theirs", in: folder)
    }
    var longest = Duration.zero
    for number in 1...40 {
      let took = try ContinuousClock().measure {
        _ = try scratch.book.refer(scratch.referral("Ours", number: number))
      }
      longest = max(longest, took)
    }
    _ = await other
    #expect(longest < .seconds(5))
    for name in ["Ours", "Theirs"] {
      #expect(try scratch.book.people(matching: name, limit: 100).count == 40)
    }
    #expect(scratch.book.verify() == [])
    #expect(try scratch.book.undo().name == "Bring in 1 referral")
    #expect(scratch.book.verify() == [])
  }

  @Test(
    "a folder with spaces, Welsh letters, quotes and what means something to a URL",
    arguments: ["Gŵyl y Bŷd  (dau)", "it's \"quoted\" %41 ?a=b #c", "ﷺ עברית e\u{301}", "-rf ~"])
  func paths(name: String) throws {
    let scratch = try ScratchBook(people: 1, named: name)
    _ = try scratch.book.refer(scratch.referral())
    try scratch.betweenSessions {}
    #expect(try scratch.book.people(matching: "Megan", limit: 5).count == 1)
    #expect(scratch.book.verify() == [])
    guard case .made(let file) = try scratch.book.makeDailyCopy(on: ScratchBook.today) else {
      Issue.record("no copy")
      return
    }
    scratch.shut()
    _ = try Casebook.restore(file, to: scratch.folder, passphrase: ScratchBook.passphrase)
    try scratch.betweenSessions {}
    #expect(scratch.book.verify() == [])
  }
}

// MARK: - What the children do

private func open(_ folder: String) throws -> Casebook {
  try Casebook.open(
    at: URL(fileURLWithPath: folder, isDirectory: true), passphrase: ScratchBook.passphrase)
}

/// Logs 500 contacts, noting each once it has been acknowledged, with a daily copy
/// being made beside, until a thread kills the process.
private func writeUntilKilled(
  _ folder: String, _ note: String, _ caseID: String, after: UInt32
) throws {
  let book = try open(folder)
  let descriptor = Glibc.open(note, O_WRONLY | O_CREAT | O_APPEND, 0o600)
  Thread.detachNewThread {
    usleep(after)
    kill(getpid(), SIGKILL)
  }
  let copying = book.beginDailyCopy(on: Day(number: Int.random(in: 15_000..<16_000)))
  // Small logs are checkpointed all the time.
  try book.queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA wal_autocheckpoint = 30") }
  for number in 1...500 {
    let contact = Contact(
      id: book.mint(), caseID: Identifier(caseID), workerID: book.worker.id, at: Date(),
      mode: .phone, minutes: number % 60, outcome: .attended, note: "\(canary) \(number)")
    try book.log(contact)
    let line = Array("\(contact.id.text)\n".utf8)
    _ = line.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    // Undo and redo of something else, so that what was acknowledged stays. The words
    // differ every time: setting what is there already is no action, and undo would then
    // take the contact.
    if number % 5 == 0 {
      try book.setNeed("\(canary) \(contact.id)", of: Identifier(caseID))
      try book.undo()
      try book.redo()
    }
  }
  _ = copying
  sleep(1)
  exit(0)
}

private func setFileLimit(_ bytes: Int?) {
  let resource = __rlimit_resource_t(UInt32(RLIMIT_FSIZE.rawValue))
  var limit = rlimit()
  getrlimit(resource, &limit)
  limit.rlim_cur = bytes.map { rlim_t($0) } ?? limit.rlim_max
  setrlimit(resource, &limit)
}

/// Refers people until there is no more room, three times over, then makes room.
private func fillTheDisk(_ folder: String) throws {
  signal(SIGXFSZ, SIG_IGN)
  let book = try open(folder)
  let size = try Data(contentsOf: CasebookPaths(book.folder).database).count
  for round in 1...3 {
    var known = try book.read { try ScratchBook.contents(of: $0) }
    setFileLimit(size + round * 150_000)
    var isFull = false
    for number in 1...400 where !isFull {
      do {
        _ = try book.refer(
          IncomingReferral(
            row: 1, firstName: "Full\(round)", familyName: "Disk\(number)",
            dateOfBirth: Day(number: 10_000 + number), date: ScratchBook.today))
        known = try book.read { try ScratchBook.contents(of: $0) }
      } catch CasebookError.diskFull {
        isFull = true
      }
    }
    guard isFull else { exit(1) }
    guard try book.read({ try ScratchBook.contents(of: $0) }) == known else { exit(2) }
    // A copy cannot be made either, and says so.
    setFileLimit(size / 2)
    do {
      try book.backUp(to: book.folder.appendingPathComponent("copy"))
      exit(3)
    } catch CasebookError.diskFull {
    } catch BackupError.notWritten(_, reason: "the disk is full") {
    }
    guard !FileManager.default.fileExists(atPath: book.folder.path + "/copy") else { exit(4) }
    setFileLimit(nil)
  }
  _ = try book.refer(
    IncomingReferral(
      row: 1, firstName: "Room", familyName: "Again", dateOfBirth: Day(number: 9_000),
      date: ScratchBook.today))
  guard book.verify() == [] else { exit(5) }
  book.close()
  exit(0)
}

/// Opens, reads and tries to write as somebody who may only read.
private func workWithoutLeaveToWrite(_ folder: String) throws {
  if geteuid() == 0 {
    guard setegid(65534) == 0, seteuid(65534) == 0 else { exit(3) }
  }
  do {
    let book = try open(folder)
    guard try book.people(matching: "Megan", limit: 5).count == 1 else { exit(4) }
    do {
      _ = try book.refer(
        IncomingReferral(
          row: 1, firstName: "Not", familyName: "Here", dateOfBirth: Day(number: 9_000),
          date: ScratchBook.today))
      exit(5)
    } catch CasebookError.readOnly { exit(0) }
  } catch CasebookError.readOnly {
    exit(0)
  }
}

/// Refers people one by one, whoever else does.
private func refer(_ count: Int, named name: String, in folder: String) throws {
  let book = try open(folder)
  for number in 1...count {
    _ = try book.refer(
      IncomingReferral(
        row: 1, firstName: name, familyName: "Person\(number)",
        dateOfBirth: Day(number: 12_000 + number), date: ScratchBook.today))
  }
  book.close()
  exit(0)
}

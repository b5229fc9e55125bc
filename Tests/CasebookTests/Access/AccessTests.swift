// Who can get in, who read what, and what is being typed.

import Casework
import Foundation
import GRDB
import Testing

@testable import Casebook

@Suite("Getting in, reading, and what is being typed")
struct AccessTests {
  /// A casebook in a folder of its own, removed at the end.
  final class Place {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("fingerpost-access-\(UUID().uuidString)")
    deinit { try? FileManager.default.removeItem(at: folder) }

    func make() throws -> Casebook {
      try Casebook.create(
        at: folder, passphrase: "first passphrase", name: "Priya Nair", strength: .quick)
    }

    func open(_ passphrase: String) throws -> Casebook {
      try Casebook.open(at: folder, passphrase: passphrase)
    }
  }

  @Test("a second user opens the casebook as themselves, until their way in is taken away")
  func users() throws {
    let place = Place()
    let book = try place.make()
    let tom = try book.addUser(
      name: "Tom Hargreave", role: .supervisor, passphrase: "second passphrase", strength: .quick)
    book.close()
    let asPriya = try place.open("first passphrase")
    let slot = try #require(try asPriya.users().last)
    // Who may come in is the supervisor's to say, now that there is one: neither another
    // supervisor, nor a key that sets passphrases, nor Tom's going is a link worker's.
    #expect(throws: CasebookError.self) {
      try asPriya.addUser(
        name: "Sam Bright", role: .supervisor, passphrase: "third passphrase", strength: .quick)
    }
    #expect(throws: CasebookError.self) { try asPriya.makeRecoveryKey() }
    #expect(throws: CasebookError.self) { try asPriya.removeUser(slot.slotID) }
    let asTom = try place.open("second passphrase")
    #expect(asTom.worker.id == tom.id && asTom.worker.role == .supervisor)
    #expect(try asTom.users().map(\.name) == ["Priya Nair", "Tom Hargreave"])
    try asTom.removeUser(slot.slotID)
    asTom.close()
    #expect(throws: KeyFileError.self) { try place.open("second passphrase") }
    // Their name stays beside what they wrote.
    #expect(try asPriya.workers().contains { $0.id == tom.id })
    let own = try #require(try asPriya.users().first)
    #expect(throws: KeyFileError.lastPassphrase) { try asPriya.removeUser(own.slotID) }
  }

  @Test("a changed passphrase opens, the old one does not, and no page is rewritten")
  func passphrase() throws {
    let place = Place()
    let book = try place.make()
    book.close()
    let store = place.folder.appendingPathComponent("casebook.db")
    let before = try Data(contentsOf: store)
    let open = try place.open("first passphrase")
    try open.changePassphrase(from: "first passphrase", to: "another passphrase", strength: .quick)
    open.close()
    #expect(try Data(contentsOf: store) == before)
    #expect(throws: KeyFileError.self) { try place.open("first passphrase") }
    try place.open("another passphrase").close()
  }

  @Test("every commit waits for the disk, and only opening a casebook writes nothing to it")
  func durable() throws {
    let place = Place()
    let book = try place.make()
    try book.read { db in
      let synchronous = try Int.fetchOne(db, sql: "PRAGMA synchronous")
      let mode = try String.fetchOne(db, sql: "PRAGMA journal_mode")
      let keys = try Int.fetchOne(db, sql: "PRAGMA foreign_keys")
      #expect(synchronous == 2 && mode == "wal" && keys == 1)
    }
    book.close()
    let store = place.folder.appendingPathComponent("casebook.db")
    let before = try Data(contentsOf: store)
    let open = try place.open("first passphrase")
    _ = try open.caseload(CaseloadFilter(.everybodys), limit: 10)
    open.close()
    #expect(try Data(contentsOf: store) == before)
  }

  @Test("a forgotten passphrase is replaced with the printed key, and with nothing else")
  func recovery() throws {
    let place = Place()
    let book = try place.make()
    let printed = try book.makeRecoveryKey()
    book.close()
    try Casebook.recover(
      at: place.folder, recoveryKey: printed.lowercased(), newPassphrase: "remembered this time",
      strength: .quick)
    try place.open("remembered this time").close()
    #expect(throws: KeyFileError.self) { try place.open("first passphrase") }
    #expect(throws: KeyFileError.self) {
      try Casebook.recover(
        at: place.folder, recoveryKey: String(printed.dropLast(3)), newPassphrase: "x y z y x")
    }
  }

  @Test("an empty database never passes for a casebook", arguments: [true, false])
  func emptied(gone: Bool) throws {
    let place = Place()
    try place.make().close()
    for name in ["casebook.db", "casebook.db-wal", "casebook.db-shm"] {
      try? FileManager.default.removeItem(at: place.folder.appendingPathComponent(name))
    }
    if !gone {
      _ = FileManager.default.createFile(
        atPath: place.folder.appendingPathComponent("casebook.db").path, contents: Data())
    }
    #expect(throws: CasebookError.self) { try place.open("first passphrase") }
  }

  @Test("readings are kept in order with their reasons, and undo passes them by")
  func readings() throws {
    let place = Place()
    let book = try place.make()
    let caseID = try book.refer(
      IncomingReferral(
        row: 1, firstName: "Leo", familyName: "Sharma", dateOfBirth: Day(number: 15_000),
        date: Day(number: 20_000)))
    let person = try #require(try book.caseRecord(caseID)).person
    try book.noteReading(of: person.id)
    try book.noteReading(of: person.id, reason: "covering")
    #expect(try book.readings(of: person.id).map(\.reason) == ["covering", ""])
    #expect(try book.nextUndo()?.name == "Bring in 1 referral")
  }

  @Test("the history tells a field's changes, from what to what, and survives a deletion")
  func history() throws {
    let place = Place()
    let book = try place.make()
    let caseID = try book.refer(
      IncomingReferral(
        row: 1, firstName: "Leo", familyName: "Sharma", dateOfBirth: Day(number: 15_000),
        date: Day(number: 20_000), need: "isolation"))
    let person = try #require(try book.caseRecord(caseID)).person
    try book.setNeed("not in school", of: caseID)
    var entry = PlanEntry(id: book.mint(), section: .whatMatters, text: "Drawing")
    try book.write(entry, inPlanOf: caseID)
    entry.text = ""
    try book.write(entry, inPlanOf: caseID)
    let need = try book.history(of: person.id, field: "need")
    #expect(need.map(\.new) == ["not in school", "isolation"])
    #expect(need.map(\.old) == ["isolation", nil])
    let text = try book.history(of: person.id, field: "text")
    #expect(text.map(\.old) == ["Drawing", nil] && text.map(\.new) == [nil, "Drawing"])
    #expect(need.allSatisfy { $0.workerName == "Priya Nair" })
  }

  @Test("a draft is kept by form and case, replaced by the next, and dropped")
  func drafts() throws {
    let place = Place()
    let book = try place.make()
    let hostile = "half a \"sent\0ence\u{202e}"
    for text in ["half", hostile] {
      try book.keep(
        Draft(form: "contact", caseID: "c", fields: ["note": text], at: Date()))
    }
    try book.keep(Draft(form: "referral", fields: ["first": "Leo"], at: .distantPast))
    #expect(try book.drafts().map(\.form) == ["contact", "referral"])
    #expect(try book.draft(form: "contact", caseID: "c")?.fields["note"] == hostile)
    try book.dropDraft(form: "contact", caseID: "c")
    #expect(try book.drafts().map(\.form) == ["referral"])
    // What is only typed is no change to any record.
    #expect(try book.nextUndo() == nil)
  }
}

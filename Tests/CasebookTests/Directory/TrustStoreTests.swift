// What the team knows of services, kept, undone, and never touched by an import.

import Casework
import Foundation
import Testing

@testable import Casebook

@Suite("What the team knows of services")
struct TrustStoreTests {
  private let today = Day(number: 20_780)

  private func book() throws -> ScratchBook {
    let scratch = try ScratchBook()
    _ = try scratch.book.applyDirectory(
      [("1", "one"), ("2", "two"), ("3", "three")].map {
        DirectoryRecord(
          entity: .service, id: $0.0,
          fields: [
            "name": .text("Chess together \($0.1)"), "alert": .text("a"),
            "email": .text("e@example.org"),
          ])
      }, source: "town.json")
    return scratch
  }

  @Test("checks, evidence, spaces and notes come back as they were kept, and undo takes them away")
  func kept() throws {
    let scratch = try book()
    let book = scratch.book
    let id = Identifier<Asset>("1")
    let check = AssetCheck(
      id: book.mint(), assetID: id, on: today, by: book.worker.id, way: .visit, found: .moved,
      note: "to the library \u{0} é")
    let spaces = AssetSpaces(assetID: id, spaces: 3, waitWeeks: nil, on: today, by: book.worker.id)
    try book.keep(check, spaces: spaces)
    let evidence = AssetAssurance(
      assetID: id, kind: .dbs, seenOn: today, expiresOn: today.adding(days: 9),
      by: book.worker.id, note: "seen")
    try book.keep([evidence])
    let note = AssetNote(
      id: book.mint(), assetID: id, at: Date(timeIntervalSince1970: 1_795_424_520),
      by: book.worker.id, text: "Ask for Sam")
    try book.keep(note)
    let expected = AssetTrust(
      checks: [check], assurances: [evidence], spaces: spaces, notes: [note])
    #expect(try book.trust(in: id) == expected)
    #expect(try book.trust(in: Identifier("2")) == AssetTrust())
    for _ in 0..<3 { try book.undo() }
    #expect(try book.trust(in: id) == AssetTrust())
    for _ in 0..<3 { try book.redo() }
    #expect(try book.trust(in: id) == expected)
    #expect(book.verify() == [])
  }

  @Test("a refresh of the directory never touches what the team has added")
  func refresh() throws {
    let scratch = try book()
    let book = scratch.book
    let id = Identifier<Asset>("1")
    try book.keep(
      AssetCheck(
        id: book.mint(), assetID: id, on: today, by: book.worker.id, way: .phone, found: .right),
      spaces: AssetSpaces(assetID: id, spaces: 2, on: today, by: book.worker.id))
    let before = try book.trust(in: id)
    let fresh = DirectoryRecord(
      entity: .service, id: "1", fields: ["name": .text("Chess for all"), "alert": .blank])
    let rehearsal = try book.applyDirectory([fresh], source: "town.json", dryRun: true)
    #expect(rehearsal.changes.map(\.field).sorted() == ["alert", "name"])
    #expect(rehearsal.changes.first { $0.field == "name" }?.after == "Chess for all")
    #expect(rehearsal.absent == ["Chess together three", "Chess together two"])
    #expect(try book.asset(id)?.name == "Chess together one", "a dry run writes nothing")
    let done = try book.applyDirectory([fresh], source: "town.json")
    #expect(done.changes == rehearsal.changes)
    #expect(try book.trust(in: id) == before)
    #expect(try book.asset(id)?.name == "Chess for all")
    #expect(try book.asset(id)?.alert == "")
  }

  @Test("linked as one, the other is no longer listed; parted, it is; no rings are made")
  func pairs() throws {
    let scratch = try book()
    let book = scratch.book
    func listed() throws -> [String] {
      let found = try book.find(AssetQuery(), on: today, minute: 600)
      return try book.lines(of: found, in: 0..<found.count).map(\.name)
    }
    #expect(try book.likelyDuplicates().count == 3, "three of nearly one name and one email")
    try book.decide(kept: Identifier("1"), other: Identifier("2"), areSame: true, on: today)
    #expect(try listed() == ["Chess together one", "Chess together three"])
    #expect(try book.trust(in: Identifier("2")).mergedInto == Identifier("1"))
    #expect(throws: CasebookError.self) {
      try book.decide(kept: Identifier("2"), other: Identifier("3"), areSame: true, on: today)
    }
    try book.decide(kept: Identifier("3"), other: Identifier("1"), areSame: true, on: today)
    #expect(try listed() == ["Chess together three"])
    #expect(try book.trust(in: Identifier("2")).mergedInto == Identifier("3"))
    try book.undo()
    #expect(try listed() == ["Chess together one", "Chess together three"])
    try book.part(Identifier("2"), Identifier("1"))
    #expect(try listed() == ["Chess together one", "Chess together three", "Chess together two"])
    try book.decide(kept: Identifier("1"), other: Identifier("2"), areSame: false, on: today)
    #expect(try book.likelyDuplicates().count == 2)
    #expect(book.verify() == [])
  }

  @Test("the life of a service is told from its history")
  func history() throws {
    let scratch = try book()
    let book = scratch.book
    _ = try book.applyDirectory(
      [
        DirectoryRecord(
          entity: .service, id: "1",
          fields: ["name": .text("Chess together one"), "status": .text("defunct")])
      ], source: "later.json")
    let events = try book.history(ofAsset: Identifier("1")).events
    #expect(events.map(\.words).first == "status nothing → “defunct”")
    #expect(events.map(\.words).last == "came into the directory")
    #expect(events.first?.action == "Import the directory from later.json")
  }

  @Test("the life of a service has its telephone, people, times, organisation and the team's notes")
  func wholeHistory() throws {
    let scratch = try book()
    let book = scratch.book
    func part(_ entity: DirectoryEntity, _ id: String, _ fields: [String: String])
      -> DirectoryRecord
    {
      DirectoryRecord(entity: entity, id: id, fields: fields.mapValues { .text($0) })
    }
    let parts = [
      part(.service, "1", ["name": "Chess together one", "organization_id": "o"]),
      part(.organization, "o", ["name": "Ambleby Chess"]),
      part(.serviceAtLocation, "at", ["service_id": "1", "location_id": "l"]),
      part(.location, "l", ["name": "The hall"]),
      part(.phone, "p", ["service_id": "1", "number": "01632 960001"]),
      part(.contact, "c", ["service_at_location_id": "at", "name": "Mair"]),
      part(.phone, "cp", ["contact_id": "c", "number": "01632 960002"]),
      part(.schedule, "t", ["location_id": "l", "byday": "MO"]),
      part(.costOption, "co", ["service_id": "1", "option": "A cup of tea"]),
      // Somebody else's.
      part(.phone, "other", ["service_id": "2", "number": "01632 960003"]),
    ]
    _ = try book.applyDirectory(parts, source: "later.json")
    func story() throws -> [String] {
      try book.history(ofAsset: Identifier("1")).events.map(\.words)
    }
    for expected in [
      "added, phone: number “01632 960001”", "added, contact: name “Mair”",
      "added, phone: number “01632 960002”", "added, schedule: byday “MO”",
      "added, organisation: name “Ambleby Chess”", "added, cost option: option “A cup of tea”",
    ] { #expect(try story().contains(expected), "\(expected)") }
    #expect(try !story().contains { $0.contains("960003") })
    _ = try book.applyDirectory(
      [
        part(.phone, "cp", ["number": "01632 960099"]), part(.schedule, "t", ["byday": "TU"]),
        part(.organization, "o", ["name": "Ambleby Chess Club"]),
      ], source: "latest.json")
    for expected in [
      "phone: number “01632 960002” → “01632 960099”", "schedule: byday “MO” → “TU”",
      "organisation: name “Ambleby Chess” → “Ambleby Chess Club”",
    ] { #expect(try story().contains(expected), "\(expected)") }
    try book.keep(
      AssetNote(
        id: book.mint(), assetID: Identifier("1"), at: Date(), by: book.worker.id,
        text: "Ring twice."))
    #expect(try story().first == "note: Ring twice.")
    try book.undo()
    #expect(try story().first == "taken back: a note about a service")
    #expect(try book.history(ofAsset: Identifier("1"), limit: 3).isWhole == false)
    // What arrives with a service is told by its arrival alone.
    #expect(
      try book.history(ofAsset: Identifier("2")).events.map(\.words)
        == ["added, phone: number “01632 960003”", "came into the directory"])
  }

  @Test("a postcode has a place, half a postcode the middle of its district, others none")
  func postcodes() throws {
    let scratch = try ScratchBook()
    let book = scratch.book
    #expect(try book.place(of: "QX4 2AB") == nil)
    func row(_ text: String, _ north: Double) throws -> PostcodeRow {
      PostcodeRow(
        postcode: try Postcode(text),
        at: try #require(Coordinates(latitude: north, longitude: 1.25)), ward: "W1")
    }
    try book.takePostcodes(replacing: true) { take in
      try take(row("QX4 2AB", 53.5))
      try take(row("QX4 2AD", 53.7))
      try take(row("QX40 1AA", 50))
    }
    #expect(try book.postcodeCount() == 3)
    let exact = try #require(try book.place(of: "qx42ab"))
    #expect(exact.name == "QX4 2AB" && exact.at.latitude == 53.5 && exact.ward == "W1")
    #expect(try book.place(of: "QX4")?.at.latitude == 53.6)
    #expect(try book.place(of: "QX40")?.at.latitude == 50)
    #expect(try book.place(of: "ZZ1") == nil)
    #expect(throws: CancellationError.self) {
      try book.takePostcodes(replacing: true) { _ in throw CancellationError() }
    }
    #expect(try book.postcodeCount() == 3, "all or nothing")
  }

  @Test("what is known of a hidden twin is known of the service that stands for it")
  func twins() throws {
    let scratch = try book()
    let book = scratch.book
    let (kept, other) = (Identifier<Asset>("1"), Identifier<Asset>("2"))
    try book.decide(kept: kept, other: other, areSame: true, on: today)
    try book.keep(
      AssetCheck(
        id: book.mint(), assetID: other, on: today.adding(days: -3), by: book.worker.id,
        way: .phone, found: .right),
      spaces: AssetSpaces(assetID: other, spaces: 4, on: today, by: book.worker.id))
    try book.keep([
      AssetAssurance(assetID: other, kind: .dbs, seenOn: today, by: book.worker.id)
    ])
    try book.keep(
      AssetNote(
        id: book.mint(), assetID: other, at: Date(), by: book.worker.id, text: "ring twice"))
    let trust = try book.trust(in: kept)
    #expect(trust.checks.count == 1 && trust.spaces?.spaces == 4)
    #expect(trust.assurances.map(\.kind) == [.dbs] && trust.notes.map(\.text) == ["ring twice"])
    #expect(trust.mergedInto == nil)
    // The facets know it too, and forget it when it is taken back.
    func withSpaces() throws -> Int {
      var query = AssetQuery()
      query.hasSpaces = true
      return try book.find(query, on: today, minute: 600).count
    }
    #expect(try withSpaces() == 1)
    for _ in 0..<3 { try book.undo() }
    #expect(try withSpaces() == 0 && book.trust(in: kept).checks.isEmpty)
    #expect(book.verify() == [])
  }
}

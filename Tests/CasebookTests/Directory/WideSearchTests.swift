// A service is found by everything that is known of it, and what is near, open and due.

import Casework
import Foundation
import GRDB
import Testing

@testable import Casebook

@Suite("Finding services by all that is known of them")
struct WideSearchTests {
  private static func record(
    _ entity: DirectoryEntity, _ id: String, _ fields: [String: String]
  ) -> DirectoryRecord {
    DirectoryRecord(entity: entity, id: id, fields: fields.mapValues { .text($0) })
  }

  private static let records = [
    record(.organization, "o", ["name": "Quay Trust"]),
    record(.program, "g", ["name": "Brightwater programme", "organization_id": "o"]),
    record(
      .service, "s",
      [
        "name": "Sketchers", "email": "hello@inkpot.example.org", "program_id": "g",
        "url": "https://www.scribble.example.org", "eligibility_description": "Newcomers only",
      ]),
    record(.service, "other", ["name": "Walkers", "url": "https://www.walk.example.org"]),
    record(.phone, "p", ["service_id": "s", "number": "01632 960 123"]),
    record(.contact, "c", ["service_id": "s", "name": "Milena Petrov"]),
    record(.phone, "q", ["contact_id": "c", "number": "07700 900456"]),
    record(.location, "l", ["name": "Mill", "location_type": "physical"]),
    record(.address, "d", ["location_id": "l", "address_1": "4 Tannery Lane"]),
    record(.serviceAtLocation, "x", ["service_id": "s", "location_id": "l"]),
    record(.language, "n", ["service_id": "s", "name": "Polish"]),
    record(.accessibility, "a", ["location_id": "l", "description": "Hoist in the pool"]),
  ]

  private func found(_ words: String, in book: Casebook) throws -> [String] {
    var query = AssetQuery()
    query.words = words
    let found = try book.find(query, on: ScratchBook.today, minute: 600)
    return try book.lines(of: found, in: 0..<found.count).map(\.id.text)
  }

  @Test(
    "by each of these, as it is typed",
    arguments: [
      "inkpot", "hello@inkp", "scribble", "newcomers", "brightwater", "01632 960", "01632960123",
      "milena", "07700", "tannery la", "polish", "hoist", "sketchers polish",
    ])
  func everything(words: String) throws {
    let scratch = try ScratchBook()
    _ = try scratch.book.applyDirectory(Self.records, source: "a.json")
    #expect(try found(words, in: scratch.book) == ["s"], "\(words)")
    #expect(try scratch.book.assets(matching: words, limit: 9).map(\.id.text) == ["s"])
    #expect(scratch.book.verify() == [])
  }

  @Test("words of the team’s notes find it, and go when the note is undone")
  func notes() throws {
    let scratch = try ScratchBook()
    let book = scratch.book
    _ = try book.applyDirectory(Self.records, source: "a.json")
    try book.keep(
      AssetNote(
        id: book.mint(), assetID: Identifier("s"), at: Date(), by: book.worker.id,
        text: "the back door is quieter"))
    #expect(try found("quieter", in: book) == ["s"])
    try book.undo()
    #expect(try found("quieter", in: book) == [])
    // A phone that moves to another contact's service is found there.
    _ = try book.applyDirectory(
      [Self.record(.phone, "p", ["service_id": "other", "number": "01632 960 123"])],
      source: "b.json")
    #expect(try found("01632960123", in: book) == ["other"])
    #expect(book.verify() == [])
  }

  @Test("what every address of the web begins with finds nothing")
  func web() throws {
    let scratch = try ScratchBook()
    _ = try scratch.book.applyDirectory(Self.records, source: "a.json")
    for words in ["https", "www", "http"] { #expect(try found(words, in: scratch.book) == []) }
  }

  @Test(
    "open now is open at that minute, whatever began yesterday",
    arguments: [0, 1, 29, 30, 90, 540, 600, 719, 720, 1_000, 1_079, 1_200, 1_380, 1_439])
  func openNow(minute: Int) throws {
    let town = try RandomTown(seed: 11, services: 150)
    let rules = town.book.directoryRules
    for day in [town.today, town.today.adding(days: 5), Day(year: 2026, month: 12, day: 26)] {
      let day = try #require(day)
      var query = AssetQuery()
      query.open = .now
      let expected = try town.assets().filter {
        $0.trust.mergedInto == nil
          && $0.trust.status(published: $0.asset.status, modifiedOn: $0.asset.modifiedOn) == .active
          && $0.asset.isOpen(on: day, minute: minute, calendar: rules.calendar) == true
      }
      let found = try town.book.find(query, on: day, minute: minute)
      let ids = try town.book.lines(of: found, in: 0..<found.count).map(\.id.text)
      #expect(Set(ids) == Set(expected.map(\.asset.id.text)))
      #expect(found.counts.open[.now] == expected.count)
    }
  }

  @Test("a session past midnight is open until it ends, and shut after")
  func pastMidnight() throws {
    let scratch = try ScratchBook()
    _ = try scratch.book.applyDirectory(
      [
        Self.record(.service, "s", ["name": "Night line", "status": "active"]),
        Self.record(
          .schedule, "h",
          [
            "service_id": "s", "freq": "WEEKLY", "byday": "FR", "opens_at": "22:00",
            "closes_at": "02:00",
          ]
        ),
      ], source: "a.json")
    var query = AssetQuery()
    query.open = .now
    let friday = try #require(Day(year: 2026, month: 11, day: 27))
    for (day, minute, isOpen) in [
      (friday, 1_319, false), (friday, 1_320, true), (friday.adding(days: 1), 0, true),
      (friday.adding(days: 1), 119, true), (friday.adding(days: 1), 120, false),
      (friday, 60, false),
    ] {
      let count = try scratch.book.find(query, on: day, minute: minute).count
      #expect(count == (isOpen ? 1 : 0), "\(day.british) \(minute)")
    }
  }

  @Test("near is near on Earth, the nearest first, and not what stands beside it in a list")
  func near() throws {
    let town = try RandomTown(seed: 5, services: 80)
    let quay = try #require(Coordinates(latitude: 53.6, longitude: 1.2))
    let places = try town.book.places(near: quay, limit: 20, within: 3)
    let all = try town.assets().filter {
      $0.trust.mergedInto == nil
        && $0.trust.status(published: $0.asset.status, modifiedOn: $0.asset.modifiedOn) == .active
    }.compactMap(\.asset.coordinates.first).map(quay.miles).filter { $0 <= 3 }.sorted()
    #expect(places.count == min(20, all.count))
    for (place, miles) in zip(places, all) { #expect(abs(quay.miles(to: place) - miles) < 0.01) }
  }

  @Test("what is due longest comes first, and what was found closed is not looked at again")
  func due() throws {
    let scratch = try ScratchBook()
    let book = scratch.book
    let today = ScratchBook.today
    _ = try book.applyDirectory(
      ["a", "b", "c", "d"].map { Self.record(.service, $0, ["name": $0, "url": "u"]) },
      source: "a.json")
    func look(_ id: String, _ ago: Int, _ found: AssetCheck.Found = .right) throws {
      try book.keep(
        AssetCheck(
          id: book.mint(), assetID: Identifier(id), on: today.adding(days: -ago),
          by: book.worker.id, way: .phone, found: found))
    }
    try look("a", 200)
    try look("b", 300)
    try look("c", 400)
    try look("c", 250, .closed)
    var query = AssetQuery()
    query.needsCheck = true
    query.closedToo = true
    query.order = .due
    let found = try book.find(query, on: today, minute: 600)
    let lines = try book.lines(of: found, in: 0..<found.count)
    // Never looked at, then by the day it was due.
    #expect(lines.map(\.id.text) == ["d", "b", "a"])
    let policy = book.directoryRules.assurance
    #expect(lines[1].trust.recheckWords(on: today, policy: policy)?.why == "last seen 300 days ago")
    #expect(lines[0].trust.recheckWords(on: today, policy: policy)?.due == "now")
  }
}

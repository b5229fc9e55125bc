// A service that begins in the future is not open yet, whatever its week says.

import Casework
import Foundation
import Testing

@testable import Casebook

@Suite("Services that have not begun")
struct FutureHoursTests {
  /// Monday 23/11/2026.
  private let today = Day(number: 20_780)

  private func book() throws -> ScratchBook {
    let scratch = try ScratchBook()
    let week: [(id: String, fields: [String: DirectoryValue])] = [
      ("always", [:]),
      ("since", ["valid_from": .text("2020-01-06")]),
      ("thursday", ["valid_from": .text("2026-11-26")]),
      ("january", ["valid_from": .text("2027-01-04")]),
      ("december", ["dtstart": .text("2026-12-07")]),
    ]
    var records: [DirectoryRecord] = []
    for (id, fields) in week {
      records.append(
        DirectoryRecord(entity: .service, id: id, fields: ["name": .text("Club \(id)")]))
      var schedule = DirectoryRecord(
        entity: .schedule, id: "h \(id)",
        fields: [
          "service_id": .text(id), "freq": .text("WEEKLY"), "byday": .text("MO,TH"),
          "opens_at": .text("09:00"), "closes_at": .text("17:00"),
        ])
      schedule.fields.merge(fields) { $1 }
      records.append(schedule)
    }
    // Past midnight, from the Monday on: the Sunday before was not one of its nights.
    records.append(
      DirectoryRecord(entity: .service, id: "night", fields: ["name": .text("Night café")]))
    records.append(
      DirectoryRecord(
        entity: .schedule, id: "h night",
        fields: [
          "service_id": .text("night"), "freq": .text("WEEKLY"), "byday": .text("SU,MO"),
          "opens_at": .text("22:00"), "closes_at": .text("02:00"),
          "valid_from": .text("2026-11-23"),
        ]))
    _ = try scratch.book.applyDirectory(records, source: "town.json")
    return scratch
  }

  private func open(
    _ open: AssetQuery.Open, in book: Casebook, on day: Day, minute: Int = 600
  ) throws -> Set<String> {
    var query = AssetQuery()
    query.open = open
    let found = try book.find(query, on: day, minute: minute)
    return Set(try book.lines(of: found, in: 0..<found.count).map(\.id.text))
  }

  @Test("it counts as open from its first day on, and no sooner")
  func begins() throws {
    let scratch = try book()
    let book = scratch.book
    #expect(try open(.now, in: book, on: today) == ["always", "since"])
    #expect(try open(.today, in: book, on: today) == ["always", "since", "night"])
    #expect(try open(.week, in: book, on: today) == ["always", "since", "thursday", "night"])
    let thursday = today.adding(days: 3)
    #expect(try open(.now, in: book, on: thursday) == ["always", "since", "thursday"])
    // A fortnight on, the Monday that is a dtstart; and in January all of them.
    let december = today.adding(days: 14)
    #expect(
      try open(.now, in: book, on: december) == ["always", "since", "thursday", "december"])
    let january = today.adding(days: 42)
    #expect(
      try open(.now, in: book, on: january)
        == ["always", "since", "thursday", "december", "january"])
  }

  @Test("a night that runs past midnight began on a day of its own")
  func night() throws {
    let scratch = try book()
    let book = scratch.book
    #expect(try open(.now, in: book, on: today, minute: 60).isEmpty)
    #expect(try open(.now, in: book, on: today, minute: 1_380) == ["night"])
    #expect(try open(.now, in: book, on: today.adding(days: 1), minute: 60) == ["night"])
  }
}

@Suite("What an import keeps in mind of unknown fields")
struct ExtraFieldsTests {
  @Test("some names are known by row exactly, and of the rest no more than a fixed number")
  func bounded() {
    let layout = EntityLayout(.service)
    for name in 0..<EntityLayout.mostExtraNames {
      for row in [Int64(1), 5, 900] { layout.mention("x_\(name)", of: row) }
    }
    #expect(layout.mentioned("x_0", of: 900) && layout.mentioned("x_31", of: 1))
    #expect(!layout.mentioned("x_0", of: 2) && !layout.mentioned("x_0", of: 9_000_000))
    for number in 0..<EntityLayout.mostFurtherExtras + 4_000 {
      layout.mention("new in this record: \(number)", of: Int64(number))
    }
    #expect(layout.extrasKept.names == EntityLayout.mostExtraNames)
    #expect(layout.extrasKept.further == EntityLayout.mostFurtherExtras)
    #expect(layout.mentioned("new in this record: 0", of: 0))
    #expect(!layout.mentioned("new in this record: 0", of: 1))
  }
}

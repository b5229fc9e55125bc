// A whole casebook for one test, with a few people and a directory in it, gone when
// the test is over.

import CSealedVFS
import Casework
import Foundation
import GRDB
import TestBooks
import Testing

@testable import Casebook

final class ScratchBook {
  static let passphrase = "lorry candle otter thimble"
  /// The folder that the casebook's folder is in.
  let place: URL
  let folder: URL
  private(set) var book: Casebook
  private var isShut = false

  /// - Parameters:
  ///   - people: how many of the demonstration town's are in it.
  ///   - hasOwnKeys: whether its keys are no other test's.
  init(
    people: Int = 0, named name: String = "Llyfr achosion ŵ ŷ", hasOwnKeys: Bool = false
  ) throws {
    place = SealedFolder.scratch.appendingPathComponent("fingerpost-\(UUID().uuidString)")
    folder = place.appendingPathComponent(name)
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    func fill(_ book: Casebook) throws {
      guard people > 0 else { return }
      try book.fill(
        with: DemonstrationTown(seed: 7, today: Self.today, people: people, services: 8))
    }
    if hasOwnKeys {
      book = try Casebook.create(
        at: folder, passphrase: Self.passphrase, name: "Priya Nair", strength: .quick)
      try fill(book)
    } else {
      book = try NewCasebook.make(
        at: folder, passphrase: Self.passphrase, holding: "\(people) people", fill: fill)
    }
  }

  /// One with a town in it, as one of its workers sees it.
  init(town: DemonstrationTown, seat: Int, called contents: String) throws {
    place = SealedFolder.scratch.appendingPathComponent("fingerpost-\(UUID().uuidString)")
    folder = place.appendingPathComponent("Casebook")
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    book = try NewCasebook.make(at: folder, passphrase: Self.passphrase, holding: contents) {
      try $0.fill(with: town, seat: seat)
    }
  }

  static let today = Day(number: 20_776)

  deinit {
    shut()
    try? FileManager.default.removeItem(at: place)
  }

  var database: URL { folder.appendingPathComponent("casebook.db") }

  /// Closes the casebook, once: a second closing would take away the key of whoever
  /// else has it open.
  func shut() {
    if !isShut { book.close() }
    isShut = true
  }

  /// Closes the casebook, lets `body` do something to its files, and opens it again.
  func betweenSessions(_ body: () throws -> Void) throws {
    shut()
    try body()
    book = try open()
    isShut = false
  }

  func open() throws -> Casebook {
    try Casebook.open(at: folder, passphrase: Self.passphrase)
  }

  /// Does something to the tables behind the casebook's back: no history is written,
  /// and the triggers that would are put back afterwards.
  func meddle(_ sql: String) throws {
    try book.queue.writeWithoutTransaction { db in
      let triggers = try Row.fetchAll(
        db, sql: "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
      try db.execute(sql: "PRAGMA foreign_keys = OFF")
      try db.inTransaction(.immediate) {
        for trigger in triggers {
          try db.execute(sql: "DROP TRIGGER \"\(trigger["name"] as String? ?? "")\"")
        }
        try db.execute(sql: sql)
        for trigger in triggers { try db.execute(sql: trigger["sql"] as String? ?? "") }
        return .commit
      }
      try db.execute(sql: "PRAGMA foreign_keys = ON")
    }
  }

  /// Everything that the casebook holds, one line a row, whatever the table. What only
  /// this device remembers is left out, and how the search lays out what it knows.
  static func contents(of db: Database, tables: [String]? = nil) throws -> [String] {
    let all = try String.fetchAll(
      db,
      sql: """
        SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
          AND name NOT LIKE '%search_%' AND name <> 'local_state' ORDER BY name
        """)
    return try (tables ?? all).flatMap { table -> [String] in
      let rows = try Row.fetchAll(db, sql: "SELECT * FROM \"\(table)\"")
      return rows.map { row in
        "\(table): "
          + row.filter { tables == nil || $0.0 != "row" }.map { column, value in
            "\(column)=\(Data.fromDatabaseValue(value).map { "\($0.base64EncodedString())" } ?? "\(value)")"
          }.joined(separator: "|")
      }.sorted()
    }
  }

  /// One whole person with a record of every kind.
  func referral(_ name: String = "Megan", number: Int = 1) -> IncomingReferral {
    IncomingReferral(
      row: number, firstName: name, familyName: "Reilly\(number)",
      dateOfBirth: Day(number: 15_000 + number), reason: "Not going out",
      date: Self.today)
  }
}

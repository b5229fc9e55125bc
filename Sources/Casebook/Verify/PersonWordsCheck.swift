// Whether the index of people holds each person's words and no others: a word of a
// name since changed would find somebody by it still. The index keeps no text to
// compare with, so the words are made again, by the trigger that makes them, in an
// index of this connection alone, some hundred people at a time.

import Casework
import Foundation
import GRDB

struct PersonWordsCheck {
  let verification: Verification
  let db: Database
  private static let batch = 500
  /// People are told apart up to this many; beyond, by their neighbourhood.
  private static let mostSums = 100_000

  init(_ verification: Verification, _ db: Database) {
    self.verification = verification
    self.db = db
  }

  /// A sum over words that comes out the same in whatever order they are met.
  private struct Sums {
    let width: Int64
    private(set) var bySpan: [Int64: UInt64] = [:]

    init(width: Int64) { self.width = width }

    mutating func add(_ words: RowCursor) throws {
      while let word = try words.next() {
        let person = word[1] as Int64? ?? 0
        // FNV-1a: against chance, not against somebody; pages are sealed.
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        func take(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        for byte in (word[0] as String? ?? "").utf8 { take(byte) }
        take(0)
        for byte in (word[2] as String? ?? "").utf8 { take(byte) }
        for number in [person, word[3] as Int64? ?? 0] {
          withUnsafeBytes(of: number.littleEndian) { for byte in $0 { take(byte) } }
        }
        bySpan[person / width, default: 0] &+= hash
      }
    }
  }

  func run() throws {
    guard
      let table = try schema("table", "person"), let index = try schema("table", "person_search"),
      let trigger = try schema("trigger", "person_search_insert"),
      let form = index.firstRange(of: "USING"), let body = trigger.firstRange(of: "BEGIN"),
      let columns = table.firstIndex(of: "(")
    else { return }
    let last = try Int64.fetchOne(db, sql: "SELECT max(row) FROM main.person") ?? 0
    let width = max(1, last / Int64(Self.mostSums))
    try db.execute(
      sql: """
        CREATE VIRTUAL TABLE temp.verify_there USING fts5vocab('main', 'person_search', 'instance');
        CREATE TABLE temp.person \(table[columns...]);
        CREATE VIRTUAL TABLE temp.person_search \(index[form.lowerBound...]);
        CREATE TRIGGER temp.verify_words AFTER INSERT ON temp.person \(trigger[body.lowerBound...]);
        CREATE VIRTUAL TABLE temp.verify_due USING fts5vocab('temp', 'person_search', 'instance');
        """)
    defer {
      // In their own order, so that nothing later meets these instead of the real ones.
      for name in ["verify_there", "verify_due", "person_search", "person"] {
        try? db.execute(sql: "DROP TABLE temp.\(name)")
      }
    }
    var due = Sums(width: width)
    var done: Int64 = 0
    while done < last {
      verification.tell(.search, Int(done), of: Int(last))
      let end = done + Int64(Self.batch)
      try db.execute(
        sql: """
          DELETE FROM temp.person;
          INSERT INTO temp.person_search (person_search) VALUES ('delete-all');
          """)
      try db.execute(
        sql: "INSERT INTO temp.person SELECT * FROM main.person WHERE row > ? AND row <= ?",
        arguments: [done, end])
      try due.add(
        Row.fetchCursor(db, sql: "SELECT term, doc, col, \"offset\" FROM temp.verify_due"))
      done = end
    }
    var there = Sums(width: width)
    try there.add(
      Row.fetchCursor(db, sql: "SELECT term, doc, col, \"offset\" FROM temp.verify_there"))
    let spans = Set(due.bySpan.keys).union(there.bySpan.keys)
    for span in spans.sorted() where due.bySpan[span] != there.bySpan[span] {
      try tell(span, width)
    }
  }

  private func schema(_ type: String, _ name: String) throws -> String? {
    try String.fetchOne(
      db, sql: "SELECT sql FROM main.sqlite_schema WHERE type = ? AND name = ?",
      arguments: [type, name])
  }

  private func tell(_ span: Int64, _ width: Int64) throws {
    let id = try String.fetchOne(
      db, sql: "SELECT id FROM main.person WHERE row >= ? AND row < ? ORDER BY row LIMIT 1",
      arguments: [span * width, (span + 1) * width])
    guard let id else { return }  // Nobody is there: told of as a stray.
    let who = RecordNames(db).words("person", id)
    verification.found(
      Finding(
        .search,
        width == 1
          ? "\(who) is found by other words than are on their record."
          : "\(who), or somebody kept next to them, is found by other words than are on their record.",
        record: "person", id: id))
  }
}

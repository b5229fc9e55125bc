// The same work on a sealed database and on a plain one, in SQL alone, so that
// nothing but the sealing differs. Tests/SQLCipher/compare.py does it with
// SQLCipher: whoever changes a statement here changes it there.

import Foundation
import GRDBSQLite

/// A database that the work is done on.
final class WorkBase {
  private let path: String
  private let vfs: String?
  private var connection: OpaquePointer?
  private var kept: [String: OpaquePointer] = [:]

  /// - Parameter vfs: nil for the sealed one, which is the default while a casebook
  ///   is open; "unix" for a plain file.
  init(path: String, vfs: String?) throws {
    self.path = path
    self.vfs = vfs
    try reopen()
    try run(Self.schema)
  }

  /// Closes and opens, so that SQLite's own cache is empty.
  func reopen() throws {
    close()
    let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
    guard sqlite3_open_v2(path, &connection, flags, vfs) == SQLITE_OK else { throw failure }
    try run(
      """
      PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -8192;
      PRAGMA temp_store = MEMORY; PRAGMA cache_spill = OFF;
      """)
  }

  func close() {
    for statement in kept.values { sqlite3_finalize(statement) }
    kept = [:]
    sqlite3_close(connection)
    connection = nil
  }

  private var failure: BenchmarkError {
    .sqlite(connection.flatMap(sqlite3_errmsg).map { String(cString: $0) } ?? path)
  }

  func run(_ sql: String) throws {
    guard sqlite3_exec(connection, sql, nil, nil, nil) == SQLITE_OK else { throw failure }
  }

  /// Runs a statement to its end, reading every column of every row.
  func run(_ sql: String, _ numbers: [Int] = [], text: String? = nil) throws {
    var statement = kept[sql]
    if statement == nil {
      guard sqlite3_prepare_v2(connection, sql, -1, &statement, nil) == SQLITE_OK else {
        throw failure
      }
      kept[sql] = statement
    }
    defer { sqlite3_reset(statement) }
    for (place, number) in numbers.enumerated() {
      sqlite3_bind_int64(statement, Int32(place + 1), Int64(number))
    }
    if let text {
      let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
      sqlite3_bind_text(statement, Int32(numbers.count + 1), text, -1, transient)
    }
    while true {
      switch sqlite3_step(statement) {
      case SQLITE_ROW:
        for column in 0..<sqlite3_column_count(statement) {
          sqlite3_column_bytes(statement, column)
        }
      case SQLITE_DONE: return
      default: throw failure
      }
    }
  }

  private static let schema = """
    CREATE TABLE person (row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
      family TEXT NOT NULL, postcode TEXT NOT NULL, note TEXT NOT NULL, worker INTEGER NOT NULL,
      due INTEGER NOT NULL);
    CREATE INDEX person_by_due ON person (worker, due, id);
    CREATE INDEX person_by_name ON person (family, name, id);
    CREATE TABLE history (number INTEGER PRIMARY KEY, row_id TEXT NOT NULL, old TEXT, new TEXT);
    CREATE INDEX history_of_row ON history (row_id, number);
    CREATE VIRTUAL TABLE search USING fts5 (name, family, postcode, content = '',
      prefix = '1 2 3', tokenize = 'unicode61 remove_diacritics 2');
    CREATE TRIGGER inserted AFTER INSERT ON person BEGIN
      INSERT INTO history (row_id, new) VALUES (NEW.id, json_object('name', NEW.name, 'family',
        NEW.family, 'postcode', NEW.postcode, 'note', NEW.note, 'worker', NEW.worker, 'due', NEW.due));
      INSERT INTO search (rowid, name, family, postcode)
        VALUES (NEW.row, NEW.name, NEW.family, NEW.postcode);
    END;
    CREATE TRIGGER updated AFTER UPDATE ON person BEGIN
      INSERT INTO history (row_id, old, new)
        VALUES (NEW.id, json_object('due', OLD.due), json_object('due', NEW.due));
    END;
    """
}

/// The work, in turns small enough that two databases can take them one after the
/// other, which evens out what else the machine is doing.
struct SealingWork {
  let people: Int

  /// People that one transaction brings in.
  static let batch = 1_000

  func insert(batch: Int, into base: WorkBase) throws {
    let from = batch * Self.batch + 1
    let to = min(people, from + Self.batch - 1)
    try base.run("BEGIN IMMEDIATE")
    try base.run(Self.insertSQL, [from, to])
    try base.run("COMMIT")
  }

  func write(_ turn: Int, to base: WorkBase) throws {
    try base.run(
      "UPDATE person SET due = due + 1 WHERE row = ?1", [Self.scattered(turn, below: people) + 1])
  }

  func scan(_ base: WorkBase) throws {
    try base.run("SELECT sum(length(note)), sum(due) FROM person NOT INDEXED")
  }

  func search(_ turn: Int, in base: WorkBase) throws {
    try base.run(
      """
      SELECT person.* FROM (SELECT rowid AS found FROM search WHERE search MATCH ?1 LIMIT 40)
        JOIN person ON person.row = found
      """, text: Self.prefix(turn))
  }

  /// What a minute at the desk asks for: windows of lists, records with their
  /// history, searches, and a write for every twenty reads.
  func mixture(_ turn: Int, on base: WorkBase) throws {
    for step in 0..<40 {
      let number = turn * 40 + step
      let row = Self.scattered(number, below: people) + 1
      switch step % 20 {
      case 0: try write(number, to: base)
      case 1..<5: try search(number, in: base)
      case 5..<10:
        try base.run(
          "SELECT * FROM person WHERE worker = ?1 ORDER BY due, id LIMIT 40",
          [Self.scattered(number, below: max(1, people / 250))])
      default:
        try base.run("SELECT * FROM person WHERE row = ?1", [row])
        try base.run(
          """
          SELECT history.* FROM person JOIN history ON history.row_id = person.id
          WHERE person.row = ?1
          """, [row])
      }
    }
  }

  private static func scattered(_ turn: Int, below limit: Int) -> Int {
    (turn * 7_919 + 104_729) % max(1, limit)
  }

  private static func prefix(_ turn: Int) -> String {
    let parts = ["An", "Be", "Ci", "Do", "Ed", "Fa", "Gu", "Ha", "Iv", "Jo"]
    let first = parts[turn % 10]
    return turn % 3 == 0 ? first + "*" : first + parts[(turn / 10) % 10].lowercased() + "*"
  }

  private static let insertSQL = """
    INSERT INTO person WITH RECURSIVE n (i) AS (SELECT ?1 UNION ALL SELECT i + 1 FROM n WHERE i < ?2)
    SELECT i, printf('%08x-%04x-7%03x-%016x', i, (i * 40503) % 65536, (i * 613) % 4096, i * 2654435761),
      substr('AnBeCiDoEdFaGuHaIvJo', 1 + 2 * ((i * 7919) % 10), 2)
        || substr('anbecidoedfaguhaivjo', 1 + 2 * ((i * 104729) % 10), 2)
        || substr('anbecidoedfaguhaivjo', 1 + 2 * (i % 10), 2),
      substr('AnBeCiDoEdFaGuHaIvJo', 1 + 2 * ((i * 31) % 10), 2)
        || substr('anbecidoedfaguhaivjo', 1 + 2 * ((i / 10) % 10), 2)
        || substr('anbecidoedfaguhaivjo', 1 + 2 * ((i / 100) % 10), 2),
      printf('ZZ%d %dAB', i % 90 + 1, i % 9 + 1),
      substr(replace(hex(zeroblob(120)), '00', char(97 + i % 26) || 'word '), 1, 120 + (i * 37) % 400),
      i % max(1, ?2 / 250), (i * 7919) % 365
    FROM n
    """
}

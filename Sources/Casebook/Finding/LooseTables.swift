// The words of all names, each once with how often it is used: what is gone through to
// find somebody by a few letters of their name, or in spite of a slip. Triggers keep it
// right whatever changes a name: a form, an import, an undo, an erasure.

import Casework
import Foundation
import GRDB

/// What a list of words is of.
public enum LooseKind: String, Sendable {
  case person, service
}

enum LooseTables {
  static func create(in db: Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE loose_word (
          kind TEXT NOT NULL,
          word TEXT NOT NULL,
          uses INTEGER NOT NULL,
          PRIMARY KEY (kind, word)
        ) STRICT, WITHOUT ROWID;
        """)
    for source in sources {
      let kind = source.kind.rawValue
      let add = """
        INSERT INTO loose_word (kind, word, uses)
          SELECT '\(kind)', value, 1 FROM json_each(\(source.words("NEW"))) WHERE true
          ON CONFLICT (kind, word) DO UPDATE SET uses = uses + 1;
        """
      let old = "SELECT value FROM json_each(\(source.words("OLD")))"
      let drop = """
        UPDATE loose_word SET uses = uses - 1 WHERE kind = '\(kind)' AND word IN (\(old));
        DELETE FROM loose_word WHERE kind = '\(kind)' AND word IN (\(old)) AND uses < 1;
        """
      let differs = source.columns.map { "OLD.\($0) IS NOT NEW.\($0)" }.joined(separator: " OR ")
      try db.execute(
        sql: """
          INSERT INTO loose_word (kind, word, uses) \(source.all);
          CREATE TRIGGER loose_\(kind)_insert AFTER INSERT ON \(source.table) BEGIN \(add) END;
          CREATE TRIGGER loose_\(kind)_update AFTER UPDATE ON \(source.table)
            WHEN \(differs) BEGIN \(drop) \(add) END;
          CREATE TRIGGER loose_\(kind)_delete AFTER DELETE ON \(source.table) BEGIN \(drop) END;
          """)
    }
  }

  /// A table whose names are searched loosely.
  struct Source {
    var kind: LooseKind
    var table: String
    var columns: [String]

    /// The distinct words of a row, as a JSON array.
    func words(_ row: String) -> String {
      "loose_words(\(columns.map { "\(row).\($0)" }.joined(separator: ", ")))"
    }

    /// Every word as it should stand in `loose_word`.
    var all: String {
      """
      SELECT '\(kind.rawValue)', value, count(*) FROM \(table) AS named, \
      json_each(\(words("named"))) GROUP BY value
      """
    }
  }

  static let sources = [
    Source(
      kind: .person, table: "person", columns: ["first_name", "family_name", "preferred_name"]),
    Source(kind: .service, table: "directory_service", columns: ["name"]),
  ]

  /// `loose_words(name, …)`, the words of some names as a JSON array.
  static let function = DatabaseFunction("loose_words", pure: true) { values in
    let names = values.compactMap(String.fromDatabaseValue)
    let words = LooseSearch.words(of: names).map { "\"\($0)\"" }
    return "[\(words.joined(separator: ","))]"
  }
}

// What the team adds to the directory, and the rows that the directory is found by.

import Casework
import GRDB

enum TrustTables {
  /// The tables whose every change is kept in the history and travels with sync.
  static let synced = [
    "asset_check", "asset_assurance", "asset_spaces", "asset_note", "asset_pair",
  ]

  static let exempt: [String: String] = [
    "asset_line": "is derived from the directory and can be made again",
    "asset_line_state": "says with which rules asset_line was made",
    "postcode_place": "is the Office for National Statistics’ table, imported again at any time",
  ]

  static func create(in db: Database) throws {
    // asset_id names a service without a foreign key, as a prescription does: what the
    // team knows of a service outlives the service.
    try db.execute(
      sql: """
        CREATE TABLE asset_check (
          row INTEGER PRIMARY KEY,
          id TEXT NOT NULL UNIQUE,
          asset_id TEXT NOT NULL,
          checked_on TEXT NOT NULL CHECK (checked_on IS date(checked_on)),
          worker_id TEXT NOT NULL,
          way TEXT NOT NULL,
          found TEXT NOT NULL,
          note TEXT NOT NULL
        ) STRICT;
        CREATE INDEX check_of_asset ON asset_check (asset_id, checked_on);

        -- One row for each kind of evidence of a service; what it said before is in the
        -- history.
        CREATE TABLE asset_assurance (
          row INTEGER PRIMARY KEY,
          id TEXT NOT NULL UNIQUE,
          asset_id TEXT NOT NULL,
          kind TEXT NOT NULL,
          seen_on TEXT NOT NULL CHECK (seen_on IS date(seen_on)),
          expires_on TEXT CHECK (expires_on IS date(expires_on)),
          worker_id TEXT NOT NULL,
          note TEXT NOT NULL
        ) STRICT;
        CREATE INDEX assurance_of_asset ON asset_assurance (asset_id);

        CREATE TABLE asset_spaces (
          row INTEGER PRIMARY KEY,
          id TEXT NOT NULL UNIQUE,
          asset_id TEXT NOT NULL,
          spaces INTEGER CHECK (spaces >= 0),
          wait_weeks INTEGER CHECK (wait_weeks >= 0),
          told_on TEXT NOT NULL CHECK (told_on IS date(told_on)),
          worker_id TEXT NOT NULL,
          note TEXT NOT NULL
        ) STRICT;
        CREATE INDEX spaces_of_asset ON asset_spaces (asset_id);

        CREATE TABLE asset_note (
          row INTEGER PRIMARY KEY,
          id TEXT NOT NULL UNIQUE,
          asset_id TEXT NOT NULL,
          at INTEGER NOT NULL,
          worker_id TEXT NOT NULL,
          text TEXT NOT NULL CHECK (text <> '')
        ) STRICT;
        CREATE INDEX note_of_asset ON asset_note (asset_id, at);

        -- Two services that are one, or that look like one and are not.
        CREATE TABLE asset_pair (
          row INTEGER PRIMARY KEY,
          id TEXT NOT NULL UNIQUE,
          kept_id TEXT NOT NULL,
          other_id TEXT NOT NULL CHECK (other_id <> kept_id),
          decision TEXT NOT NULL CHECK (decision IN ('same', 'different')),
          decided_on TEXT NOT NULL CHECK (decided_on IS date(decided_on)),
          worker_id TEXT NOT NULL,
          reason TEXT NOT NULL
        ) STRICT;
        CREATE INDEX pair_of_kept ON asset_pair (kept_id);
        CREATE INDEX pair_of_other ON asset_pair (other_id);
        """)
    for table in synced { try EarlyTriggers.create(for: table, in: db) }
    try createLines(in: db)
  }

  /// What a service is found and counted by. The words that it is found by were kept
  /// by triggers once, which made each service's words again with every record that
  /// came for it; now both are made once at the end of each action.
  private static func createLines(in db: Database) throws {
    let triggers = try String.fetchAll(
      db,
      sql: "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND name GLOB 'asset_words_*'")
    for trigger in triggers { try db.execute(sql: "DROP TRIGGER \"\(trigger)\"") }
    try db.execute(
      sql: """
        CREATE TABLE asset_line (
          row INTEGER PRIMARY KEY,
          sort_name TEXT NOT NULL,
          numbers TEXT NOT NULL,
          places TEXT NOT NULL,
          terms TEXT NOT NULL,
          languages TEXT NOT NULL,
          assured TEXT NOT NULL,
          schedules TEXT NOT NULL
        ) STRICT;
        CREATE INDEX asset_line_by_name ON asset_line (sort_name, row);
        CREATE TABLE asset_line_state (
          only INTEGER PRIMARY KEY CHECK (only = 1),
          revision INTEGER NOT NULL,
          made_with TEXT NOT NULL
        ) STRICT;
        INSERT INTO asset_line_state VALUES (1, 1, '');

        CREATE TABLE postcode_place (
          postcode TEXT PRIMARY KEY NOT NULL,
          latitude INTEGER NOT NULL,
          longitude INTEGER NOT NULL,
          ward TEXT NOT NULL,
          area TEXT NOT NULL,
          deprivation INTEGER
        ) STRICT, WITHOUT ROWID;
        """)
  }
}

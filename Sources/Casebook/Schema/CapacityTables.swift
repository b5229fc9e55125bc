// The weeks of each worker's load as they were first counted. Hours and guidance change;
// what was true of a week that is over does not.

import GRDB

enum CapacityTables {
  /// Those whose every change is kept in the history.
  static let synced = ["capacity_week"]

  static func create(in db: Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE capacity_week (
          row INTEGER PRIMARY KEY,
          id TEXT NOT NULL UNIQUE,
          worker_id TEXT NOT NULL REFERENCES worker (id),
          monday TEXT NOT NULL CHECK (monday IS date(monday)),
          open INTEGER NOT NULL,
          most INTEGER,
          -- Points in hundredths.
          points INTEGER NOT NULL,
          capacity INTEGER NOT NULL,
          -- The guidance that it was held against, with its source.
          guidance TEXT NOT NULL,
          is_over INTEGER NOT NULL CHECK (is_over IN (0, 1))
        ) STRICT;
        CREATE INDEX capacity_of_worker ON capacity_week (worker_id, monday);
        """)
    for table in synced { try EarlyTriggers.create(for: table, in: db) }
  }
}

// The table of what a service has decided for itself.

import GRDB

enum ServiceTables {
  static let synced = ["service_setting"]

  /// One row a setting that was ever changed; its id is the setting's name, so that
  /// two devices that change one setting change one row.
  static func create(in db: Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE service_setting (
          row INTEGER PRIMARY KEY,
          id TEXT NOT NULL UNIQUE CHECK (id <> ''),
          value TEXT NOT NULL
        ) STRICT;
        """)
    for table in synced { try EarlyTriggers.create(for: table, in: db) }
  }
}

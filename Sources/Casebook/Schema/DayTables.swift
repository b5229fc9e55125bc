// The tables of a link worker's whole day: the diary, visits alone, the people and
// services around somebody, who works with them beside the one who leads, and the
// views that somebody keeps of their list.

import GRDB

enum DayTables {
  static let synced = [
    "appointment", "lone_visit", "relation", "involvement", "person_flag", "case_member",
    "saved_view",
  ]

  static func create(in db: Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE appointment (
          row INTEGER PRIMARY KEY,
          id TEXT NOT NULL UNIQUE,
          case_id TEXT REFERENCES case_record (id),
          worker_id TEXT NOT NULL REFERENCES worker (id),
          kind TEXT NOT NULL,
          title TEXT NOT NULL,
          on_day TEXT NOT NULL CHECK (on_day IS date(on_day)),
          at_minute INTEGER CHECK (at_minute BETWEEN 0 AND 1439),
          minutes INTEGER NOT NULL CHECK (minutes BETWEEN 0 AND 1440),
          place TEXT NOT NULL,
          state TEXT NOT NULL,
          foreign_id TEXT NOT NULL
        ) STRICT;
        CREATE INDEX appointment_of_worker ON appointment (worker_id, on_day);
        CREATE INDEX appointment_of_case ON appointment (case_id, on_day);
        CREATE INDEX appointment_by_foreign_id ON appointment (foreign_id) WHERE foreign_id <> '';

        CREATE TABLE lone_visit (
          row INTEGER PRIMARY KEY,
          id TEXT NOT NULL UNIQUE,
          case_id TEXT REFERENCES case_record (id),
          worker_id TEXT NOT NULL REFERENCES worker (id),
          place TEXT NOT NULL,
          with_whom TEXT NOT NULL,
          buddy TEXT NOT NULL,
          begins INTEGER NOT NULL,
          expected_end INTEGER NOT NULL CHECK (expected_end >= begins),
          back_at INTEGER
        ) STRICT;
        CREATE INDEX visit_of_case ON lone_visit (case_id, begins);
        CREATE INDEX visit_not_back ON lone_visit (expected_end) WHERE back_at IS NULL;

        CREATE TABLE relation (
          row INTEGER PRIMARY KEY,
          id TEXT NOT NULL UNIQUE,
          person_id TEXT NOT NULL REFERENCES person (id),
          kind TEXT NOT NULL,
          name TEXT NOT NULL,
          relation TEXT NOT NULL,
          parental_responsibility INTEGER NOT NULL CHECK (parental_responsibility IN (0, 1)),
          next_of_kin INTEGER NOT NULL CHECK (next_of_kin IN (0, 1)),
          lives_with INTEGER NOT NULL CHECK (lives_with IN (0, 1)),
          telephone TEXT NOT NULL,
          organisation TEXT NOT NULL,
          may_know TEXT NOT NULL,
          note TEXT NOT NULL
        ) STRICT;
        CREATE INDEX relation_of_person ON relation (person_id);

        CREATE TABLE involvement (
          row INTEGER PRIMARY KEY,
          id TEXT NOT NULL UNIQUE,
          person_id TEXT NOT NULL REFERENCES person (id),
          sector TEXT NOT NULL,
          organisation TEXT NOT NULL,
          who TEXT NOT NULL,
          does TEXT NOT NULL,
          agreed TEXT NOT NULL,
          from_day TEXT NOT NULL CHECK (from_day IS date(from_day)),
          to_day TEXT CHECK (to_day IS date(to_day)),
          checked_on TEXT NOT NULL CHECK (checked_on IS date(checked_on))
        ) STRICT;
        CREATE INDEX involvement_of_person ON involvement (person_id);

        CREATE TABLE person_flag (
          row INTEGER PRIMARY KEY,
          id TEXT NOT NULL UNIQUE,
          person_id TEXT NOT NULL REFERENCES person (id),
          kind TEXT NOT NULL,
          words TEXT NOT NULL,
          from_day TEXT NOT NULL CHECK (from_day IS date(from_day)),
          to_day TEXT CHECK (to_day IS date(to_day))
        ) STRICT;
        CREATE INDEX flag_of_person ON person_flag (person_id);

        CREATE TABLE case_member (
          row INTEGER PRIMARY KEY,
          id TEXT NOT NULL UNIQUE,
          case_id TEXT NOT NULL REFERENCES case_record (id),
          worker_id TEXT NOT NULL REFERENCES worker (id),
          begins INTEGER NOT NULL,
          ends INTEGER CHECK (ends >= begins),
          reason TEXT NOT NULL
        ) STRICT;
        CREATE INDEX member_of_case ON case_member (case_id, begins);

        CREATE TABLE saved_view (
          row INTEGER PRIMARY KEY,
          id TEXT NOT NULL UNIQUE,
          worker_id TEXT NOT NULL REFERENCES worker (id),
          name TEXT NOT NULL,
          definition TEXT NOT NULL
        ) STRICT;
        CREATE INDEX view_of_worker ON saved_view (worker_id, name);
        """)
    for table in synced { try EarlyTriggers.create(for: table, in: db) }
    try addColumns(in: db)
    try extendCaseLines(in: db)
  }

  /// What contacts and prescriptions also say, from now on.
  private static func addColumns(in db: Database) throws {
    try db.execute(
      sql: """
        ALTER TABLE case_contact ADD COLUMN present TEXT NOT NULL DEFAULT '';
        ALTER TABLE prescription ADD COLUMN mode TEXT;
        """)
    for table in ["case_contact", "prescription"] {
      try EarlyTriggers.remake(for: table, in: db)
    }
  }

  /// What lists of cases are also sorted and picked out by.
  private static func extendCaseLines(in db: Database) throws {
    try db.execute(
      sql: """
        ALTER TABLE case_line ADD COLUMN stage_key TEXT NOT NULL DEFAULT '';
        ALTER TABLE case_line ADD COLUMN is_new_to_holder INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE case_line ADD COLUMN appointment_text TEXT;
        ALTER TABLE case_line ADD COLUMN appointment_on TEXT;
        ALTER TABLE case_line ADD COLUMN appointment_at INTEGER;
        UPDATE case_line SET
          stage_key = CASE
            WHEN closed_on IS NOT NULL THEN '5'
            WHEN first_reached_on IS NOT NULL THEN '3 ' || CASE
              WHEN review_on IS NULL THEN '0000000'
              ELSE printf('%07d', 9000000 - CAST(julianday(review_on) - 2440587.5 AS INTEGER)) END
            WHEN holder_id IS NOT NULL THEN '2'
            WHEN triaged_on IS NOT NULL THEN '1'
            ELSE '0' END,
          is_new_to_holder = holder_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM case_contact
            WHERE case_contact.case_id = case_line.case_id AND worker_id = holder_id);
        """)
    // As the other orders have theirs: what it sorts by, and behind it what is filtered.
    for (name, terms) in [
      ("stage", "stage_key, case_id, closed_on, holder_id"),
      ("plan", "plan_agreed_on, case_id, closed_on, holder_id"),
      ("holder", "holder_id, case_id, closed_on"),
    ] {
      try db.execute(
        sql: """
          CREATE INDEX open_by_\(name) ON case_line (\(terms)) WHERE closed_on IS NULL;
          CREATE INDEX every_by_\(name) ON case_line (\(terms));
          """)
    }
  }
}

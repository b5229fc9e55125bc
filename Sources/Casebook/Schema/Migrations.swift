// The tables of a casebook, version by version. A migration that has landed is
// never edited: a later need adds another below it.

import GRDB

enum Schema {
  /// The tables whose every change is kept in the history and will travel with
  /// sync.
  static let synced: [String] = [
    first,
    ServiceTables.synced,
    PlanTables.synced,
    LoopTables.synced,
    AgreementTables.synced,
    TrustTables.synced,
    IntakeTables.synced,
    DayTables.synced,
    TeamTables.synced,
    CapacityTables.synced,
  ].flatMap { $0 }

  /// The synced tables of the first migration, which has landed: never add to these.
  private static let first: [String] =
    [
      "worker", "person", "referral", "case_record", "holding", "case_contact", "plan",
      "plan_entry", "goal", "goal_action", "prescription", "reading",
    ] + DirectoryTables.synced

  /// The tables that have no history, each with the reason.
  static let exempt: [String: String] = [
    "action": "is the history",
    "change": "is the history",
    "chain_head": "is the history's own end mark",
    "local_state": "belongs to this device alone",
    "draft": "is not saved yet and belongs to this device alone",
    "case_line": "is derived from the record and can be made again",
    "case_count": "counts the rows of case_line",
    "case_milestone": "counts the rows of case_line",
    "loose_word": "is derived from the names of people and services",
    "person_key": "is derived from the person and can be made again",
    "grdb_migrations": "is the migrator's own",
  ].merging(TrustTables.exempt) { first, _ in first }

  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1 casework, history, directory") { db in
      try createHistory(in: db)
      try createCasework(in: db)
      try createPlans(in: db)
      try createCaseload(in: db)
      try createPersonSearch(in: db)
      try createAccess(in: db)
      try DirectoryTables.create(in: db)
      for table in first { try EarlyTriggers.create(for: table, in: db) }
    }
    // Each later need has a migration of its own, its body in a file of its own, and
    // makes the history triggers of its own tables.
    migrator.registerMigration("2 service settings", migrate: ServiceTables.create)
    migrator.registerMigration(
      "3 milestones in the lists of cases", migrate: CaseMilestones.migrate)
    migrator.registerMigration("4 whole plans", migrate: PlanTables.create)
    migrator.registerMigration("5 prescriptions followed", migrate: LoopTables.create)
    migrator.registerMigration("6 agreed plans", migrate: AgreementTables.create)
    migrator.registerMigration("7 names found loosely", migrate: LooseTables.create)
    migrator.registerMigration("8 trust in the directory", migrate: TrustTables.create)
    migrator.registerMigration("9 intake and closing", migrate: IntakeTables.create)
    migrator.registerMigration("10 the whole day", migrate: DayTables.create)
    migrator.registerMigration("11 the team", migrate: TeamTables.create)
    migrator.registerMigration("13 weeks as counted", migrate: CapacityTables.create)
    migrator.registerMigration(
      "14 milestones in every order", migrate: CaseMilestones.migrateMore)
    migrator.registerMigration("15 the directory, wider", migrate: FindingTables.create)
    migrator.registerMigration(
      "17 actions looked at again", migrate: CaseMilestones.markActionReviews)
    migrator.registerMigration("20 history in fewer words") { db in
      for table in try EarlyTriggers.tables(in: db) {
        try HistoryTriggers.renew(for: table, in: db)
      }
    }
    migrator.registerMigration("21 who held a case first", migrate: TeamTables.noteFirstHolders)
    migrator.registerMigration("19 goals below needs", migrate: NeedTables.create)
    migrator.registerMigration(
      "22 promises outlast a try", migrate: CaseMilestones.markPromises)
    migrator.registerMigration("23 who waits, in order", migrate: TeamTables.noteMovedUp)
    return migrator
  }

  private static func createHistory(in db: Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE local_state (
          key TEXT PRIMARY KEY NOT NULL,
          value TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;

        -- One row for each thing that somebody did, however many rows it touched.
        CREATE TABLE action (
          number INTEGER PRIMARY KEY,
          id TEXT NOT NULL UNIQUE,
          name TEXT NOT NULL,
          at INTEGER NOT NULL,
          worker_id TEXT NOT NULL,
          device_id TEXT NOT NULL,
          undoes TEXT,
          hash BLOB NOT NULL CHECK (length(hash) = 32)
        ) STRICT;

        -- One row for each row changed: which fields, from what, to what.
        CREATE TABLE change (
          number INTEGER PRIMARY KEY,
          action_id TEXT NOT NULL,
          clock INTEGER NOT NULL,
          record TEXT NOT NULL,
          row_id TEXT NOT NULL,
          kind TEXT NOT NULL CHECK (kind IN ('insert', 'update', 'delete')),
          old TEXT,
          new TEXT,
          salt BLOB,
          digest BLOB
        ) STRICT;
        CREATE INDEX change_of_row ON change (row_id, number);
        CREATE INDEX change_of_action ON change (action_id, number);
        CREATE INDEX change_deleting ON change (number) WHERE kind = 'delete';

        CREATE TABLE chain_head (
          only INTEGER PRIMARY KEY CHECK (only = 1),
          actions INTEGER NOT NULL,
          changes INTEGER NOT NULL,
          hash BLOB NOT NULL CHECK (length(hash) = 32)
        ) STRICT;
        """)
  }

  private static func createCasework(in db: Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE worker (
          row INTEGER PRIMARY KEY,
          id TEXT NOT NULL UNIQUE,
          name TEXT NOT NULL CHECK (name <> ''),
          role TEXT NOT NULL,
          whole_time_equivalent TEXT NOT NULL
        ) STRICT;

        CREATE TABLE person (
          row INTEGER PRIMARY KEY,
          id TEXT NOT NULL UNIQUE,
          first_name TEXT NOT NULL,
          family_name TEXT NOT NULL,
          preferred_name TEXT NOT NULL,
          pronouns TEXT NOT NULL,
          date_of_birth TEXT CHECK (date_of_birth IS date(date_of_birth)),
          gender TEXT NOT NULL,
          nhs_number TEXT CHECK (length(nhs_number) = 10),
          aliases TEXT NOT NULL,
          address TEXT NOT NULL,
          postcode TEXT,
          telephone TEXT NOT NULL,
          email TEXT NOT NULL,
          preferred_contact TEXT NOT NULL,
          gp_practice TEXT NOT NULL,
          gp_practice_code TEXT NOT NULL,
          school TEXT NOT NULL
        ) STRICT;
        CREATE INDEX person_by_nhs_number ON person (nhs_number) WHERE nhs_number IS NOT NULL;
        CREATE INDEX person_by_birth ON person (date_of_birth);

        CREATE TABLE referral (
          row INTEGER PRIMARY KEY,
          id TEXT NOT NULL UNIQUE,
          person_id TEXT NOT NULL REFERENCES person (id),
          source TEXT NOT NULL,
          referrer TEXT NOT NULL,
          organisation TEXT NOT NULL,
          referrer_contact TEXT NOT NULL,
          reason TEXT NOT NULL,
          date TEXT NOT NULL CHECK (date IS date(date)),
          consent_to_contact TEXT NOT NULL
        ) STRICT;
        CREATE INDEX referral_of_person ON referral (person_id, date);

        CREATE TABLE case_record (
          row INTEGER PRIMARY KEY,
          id TEXT NOT NULL UNIQUE,
          person_id TEXT NOT NULL REFERENCES person (id),
          referral_id TEXT NOT NULL REFERENCES referral (id),
          need TEXT NOT NULL,
          triaged_on TEXT CHECK (triaged_on IS date(triaged_on)),
          triage_reason TEXT NOT NULL,
          closed_on TEXT CHECK (closed_on IS date(closed_on)),
          closing_reason TEXT,
          closing_note TEXT NOT NULL,
          CHECK ((closed_on IS NULL) = (closing_reason IS NULL))
        ) STRICT;
        CREATE INDEX case_of_person ON case_record (person_id);
        CREATE INDEX case_of_referral ON case_record (referral_id);

        CREATE TABLE holding (
          row INTEGER PRIMARY KEY,
          id TEXT NOT NULL UNIQUE,
          case_id TEXT NOT NULL REFERENCES case_record (id),
          worker_id TEXT NOT NULL REFERENCES worker (id),
          begins INTEGER NOT NULL,
          ends INTEGER CHECK (ends >= begins),
          reason TEXT NOT NULL
        ) STRICT;
        CREATE INDEX holding_of_case ON holding (case_id, begins);

        CREATE TABLE case_contact (
          row INTEGER PRIMARY KEY,
          id TEXT NOT NULL UNIQUE,
          case_id TEXT NOT NULL REFERENCES case_record (id),
          worker_id TEXT NOT NULL REFERENCES worker (id),
          at INTEGER NOT NULL,
          mode TEXT NOT NULL,
          minutes INTEGER NOT NULL CHECK (minutes BETWEEN 0 AND 1440),
          outcome TEXT NOT NULL,
          note TEXT NOT NULL,
          next_step TEXT,
          next_on TEXT CHECK (next_on IS date(next_on)),
          next_at INTEGER CHECK (next_at BETWEEN 0 AND 1439),
          CHECK ((next_on IS NULL) = (next_step IS NULL))
        ) STRICT;
        CREATE INDEX contact_of_case ON case_contact (case_id, at);
        """)
  }

  private static func createPlans(in db: Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE plan (
          row INTEGER PRIMARY KEY,
          id TEXT NOT NULL UNIQUE,
          case_id TEXT NOT NULL REFERENCES case_record (id),
          agreed_on TEXT CHECK (agreed_on IS date(agreed_on)),
          agreed_with TEXT NOT NULL,
          review_on TEXT CHECK (review_on IS date(review_on))
        ) STRICT;
        CREATE INDEX plan_of_case ON plan (case_id);

        CREATE TABLE plan_entry (
          row INTEGER PRIMARY KEY,
          id TEXT NOT NULL UNIQUE,
          plan_id TEXT NOT NULL REFERENCES plan (id),
          section TEXT NOT NULL,
          position INTEGER NOT NULL,
          text TEXT NOT NULL,
          voice TEXT NOT NULL
        ) STRICT;
        CREATE INDEX entry_of_plan ON plan_entry (plan_id, position);

        CREATE TABLE goal (
          row INTEGER PRIMARY KEY,
          id TEXT NOT NULL UNIQUE,
          plan_id TEXT NOT NULL REFERENCES plan (id),
          position INTEGER NOT NULL,
          text TEXT NOT NULL,
          importance INTEGER CHECK (importance BETWEEN 1 AND 10),
          confidence INTEGER CHECK (confidence BETWEEN 1 AND 10)
        ) STRICT;
        CREATE INDEX goal_of_plan ON goal (plan_id, position);

        CREATE TABLE goal_action (
          row INTEGER PRIMARY KEY,
          id TEXT NOT NULL UNIQUE,
          goal_id TEXT NOT NULL REFERENCES goal (id),
          position INTEGER NOT NULL,
          what TEXT NOT NULL,
          who TEXT NOT NULL,
          due_on TEXT CHECK (due_on IS date(due_on)),
          status TEXT NOT NULL
        ) STRICT;
        CREATE INDEX action_of_goal ON goal_action (goal_id, position);

        -- asset_id names a directory service without a foreign key: a service that
        -- its publisher withdraws must not take the record of a prescription with it.
        CREATE TABLE prescription (
          row INTEGER PRIMARY KEY,
          id TEXT NOT NULL UNIQUE,
          case_id TEXT NOT NULL REFERENCES case_record (id),
          goal_id TEXT REFERENCES goal (id),
          asset_id TEXT NOT NULL,
          kind TEXT NOT NULL,
          prescribed_on TEXT NOT NULL CHECK (prescribed_on IS date(prescribed_on)),
          worker_id TEXT NOT NULL REFERENCES worker (id),
          note TEXT NOT NULL
        ) STRICT;
        CREATE INDEX prescription_of_case ON prescription (case_id, prescribed_on);
        CREATE INDEX prescription_of_asset ON prescription (asset_id);
        CREATE INDEX prescription_of_goal ON prescription (goal_id);
        """)
  }

  /// The caseload as lists read it: what the rules in Casework derived from each
  /// case's record when it last changed. Nothing in it depends on today.
  private static func createCaseload(in db: Database) throws {
    func counted(_ row: String, by step: Int) -> String {
      """
      INSERT INTO case_count (holder_id, is_closed, cases)
        VALUES (ifnull(\(row).holder_id, ''), \(row).closed_on IS NOT NULL, \(step))
        ON CONFLICT (holder_id, is_closed) DO UPDATE SET cases = cases + excluded.cases;
      """
    }
    try db.execute(
      sql: """
        CREATE TABLE case_line (
          case_id TEXT PRIMARY KEY NOT NULL REFERENCES case_record (id) ON DELETE CASCADE,
          person_id TEXT NOT NULL,
          sort_name TEXT NOT NULL,
          date_of_birth TEXT,
          need TEXT NOT NULL,
          holder_id TEXT,
          referred_on TEXT NOT NULL,
          triaged_on TEXT,
          first_reached_on TEXT,
          attempts INTEGER NOT NULL,
          last_spoken_on TEXT,
          next_step TEXT,
          next_on TEXT,
          next_at INTEGER,
          has_plan INTEGER NOT NULL,
          plan_agreed_on TEXT,
          review_on TEXT,
          closed_on TEXT,
          due_kind TEXT,
          due_on TEXT,
          due_at INTEGER,
          due_text TEXT
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX line_of_person ON case_line (person_id);
        CREATE INDEX line_of_holder
          ON case_line (holder_id, closed_on, due_on, ifnull(due_at, 1440), case_id, due_at);

        -- How many cases each worker holds, and nobody (''): counting a million rows
        -- would take longer than anybody waits for a screen.
        CREATE TABLE case_count (
          holder_id TEXT NOT NULL,
          is_closed INTEGER NOT NULL,
          cases INTEGER NOT NULL,
          PRIMARY KEY (holder_id, is_closed)
        ) STRICT, WITHOUT ROWID;
        CREATE TRIGGER case_count_insert AFTER INSERT ON case_line
        BEGIN \(counted("NEW", by: 1)) END;
        CREATE TRIGGER case_count_update AFTER UPDATE OF holder_id, closed_on ON case_line
        BEGIN \(counted("OLD", by: -1)) \(counted("NEW", by: 1)) END;
        CREATE TRIGGER case_count_delete AFTER DELETE ON case_line
        BEGIN \(counted("OLD", by: -1)) END;
        """)
  }

  private static func createAccess(in db: Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE reading (
          row INTEGER PRIMARY KEY,
          id TEXT NOT NULL UNIQUE,
          person_id TEXT NOT NULL REFERENCES person (id),
          worker_id TEXT NOT NULL REFERENCES worker (id),
          at INTEGER NOT NULL,
          reason TEXT NOT NULL
        ) STRICT;
        CREATE INDEX reading_of_person ON reading (person_id, row);

        CREATE TABLE draft (
          worker_id TEXT NOT NULL,
          form TEXT NOT NULL,
          case_id TEXT NOT NULL,
          fields TEXT NOT NULL,
          at INTEGER NOT NULL,
          PRIMARY KEY (worker_id, form, case_id)
        ) STRICT, WITHOUT ROWID;
        """)
    // What a list is sorted by, and behind it what it is filtered by: windows deep in
    // a list of a million skip over an index and nothing else. What has no hour comes
    // after what has one.
    let orders = [
      ("due", "due_on, ifnull(due_at, 1440), case_id, due_at"), ("name", "sort_name, case_id"),
      ("birth", "date_of_birth, case_id"), ("seen", "last_spoken_on, case_id"),
      ("need", "need, case_id"),
    ]
    for (name, terms) in orders {
      let columns = "\(terms), closed_on, holder_id"
      try db.execute(
        sql: """
          CREATE INDEX open_by_\(name) ON case_line (\(columns)) WHERE closed_on IS NULL;
          CREATE INDEX every_by_\(name) ON case_line (\(columns));
          """)
    }
  }

  /// People by name, alias, NHS number and postcode. The index holds no content of
  /// its own; triggers keep it right whatever changes a person's row.
  private static func createPersonSearch(in db: Database) throws {
    func values(_ row: String) -> String {
      """
      \(row).row,
      \(row).first_name || ' ' || \(row).family_name || ' ' || \(row).preferred_name,
      person_fold(\(row).first_name) || ' ' || person_fold(\(row).family_name),
      \(row).aliases,
      coalesce(\(row).nhs_number, ''),
      coalesce(\(row).postcode || ' ' || replace(\(row).postcode, ' ', ''), ''),
      \(row).telephone || ' ' || replace(\(row).telephone, ' ', '')
      """
    }
    let columns = "name, folded, aliases, nhs_number, postcode, telephone"
    let add = "INSERT INTO person_search (rowid, \(columns)) VALUES (\(values("NEW")));"
    let drop = """
      INSERT INTO person_search (person_search, rowid, \(columns)) VALUES ('delete', \(values("OLD")));
      """
    try db.execute(
      sql: """
        CREATE VIRTUAL TABLE person_search USING fts5 (
          \(columns), content = '', prefix = '1 2 3', tokenize = 'unicode61 remove_diacritics 2'
        );
        CREATE TRIGGER person_search_insert AFTER INSERT ON person BEGIN \(add) END;
        CREATE TRIGGER person_search_update AFTER UPDATE ON person BEGIN \(drop) \(add) END;
        CREATE TRIGGER person_search_delete AFTER DELETE ON person BEGIN \(drop) END;
        """)
  }
}

// The tables of intake, triage, the first-contact clock and closing, and the keys by
// which likely duplicates are found.

import GRDB

enum IntakeTables {
  static let synced = [
    "risk", "triage_decision", "letter", "clock_pause", "safety_task", "goal_outcome",
    "person_link",
  ]

  /// Whose each row is: the column that names the record it belongs to.
  static let owners: [(table: String, column: String)] = [
    ("risk", "person_id"), ("triage_decision", "case_id"), ("letter", "case_id"),
    ("clock_pause", "case_id"), ("safety_task", "case_id"), ("goal_outcome", "case_id"),
    ("person_link", "first_id"), ("person_link", "second_id"),
  ]

  /// What a row is called in the history.
  static let words = [
    "triage_decision": "decision", "clock_pause": "pause", "goal_outcome": "goal’s outcome",
    "person_link": "link of records",
  ]

  /// What a row is called in findings.
  static let nouns: [String: (one: String, many: String)] = [
    "risk": ("a risk", "risks"), "triage_decision": ("a decision", "decisions"),
    "letter": ("a letter", "letters"), "clock_pause": ("a pause", "pauses"),
    "safety_task": ("a safety task", "safety tasks"),
    "goal_outcome": ("a goal’s outcome", "goals’ outcomes"),
    "person_link": ("a link of two records", "links of two records"),
  ]

  /// The day that a row is about.
  static let days = [
    "triage_decision": "t.decided_on", "letter": "t.written_on", "clock_pause": "t.begins",
    "safety_task": "t.due_on",
  ]

  static func create(in db: Database) throws {
    try addColumns(in: db)
    try db.execute(sql: tables)
    for table in synced { try EarlyTriggers.create(for: table, in: db) }
    try createKeys(in: db)
  }

  private static func addColumns(in db: Database) throws {
    try db.execute(
      sql: """
        ALTER TABLE person ADD COLUMN who_may_answer TEXT NOT NULL DEFAULT '';
        ALTER TABLE person ADD COLUMN voicemail TEXT NOT NULL DEFAULT 'not-asked';
        ALTER TABLE person ADD COLUMN name_to_use TEXT NOT NULL DEFAULT '';
        ALTER TABLE person ADD COLUMN reasonable_adjustments TEXT NOT NULL DEFAULT '';
        ALTER TABLE person ADD COLUMN interpreter TEXT NOT NULL DEFAULT '';
        -- Without a foreign key: the record that it was linked into may come later, from
        -- another device.
        ALTER TABLE person ADD COLUMN linked_to TEXT;
        CREATE INDEX person_linked ON person (linked_to) WHERE linked_to IS NOT NULL;

        ALTER TABLE referral ADD COLUMN referrer_role TEXT NOT NULL DEFAULT '';
        ALTER TABLE referral ADD COLUMN method TEXT NOT NULL DEFAULT '';
        ALTER TABLE referral ADD COLUMN respond_to TEXT NOT NULL DEFAULT '';
        ALTER TABLE referral ADD COLUMN person_view TEXT NOT NULL DEFAULT '';
        ALTER TABLE referral ADD COLUMN details TEXT NOT NULL DEFAULT '{}';

        -- The inbox is sorted by risk, then by the age of the referral. A person of whom
        -- nobody has asked stands between no known risk and a risk.
        ALTER TABLE case_line ADD COLUMN risk_rank INTEGER NOT NULL DEFAULT 1;
        ALTER TABLE case_line ADD COLUMN last_tried_on TEXT;
        ALTER TABLE case_line ADD COLUMN steps TEXT;
        UPDATE case_line SET last_tried_on =
          (SELECT date(max(at) / 1000, 'unixepoch', 'localtime') FROM case_contact
            WHERE case_contact.case_id = case_line.case_id);
        CREATE INDEX inbox_by_risk ON case_line (risk_rank DESC, referred_on, case_id)
          WHERE closed_on IS NULL AND holder_id IS NULL;
        """)
    for table in ["person", "referral"] { try EarlyTriggers.renew(for: table, in: db) }
  }

  private static let tables = """
    -- PRSB "Risks record entry".
    CREATE TABLE risk (
      row INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      person_id TEXT NOT NULL REFERENCES person (id),
      kind TEXT NOT NULL,
      risk TEXT NOT NULL,
      comment TEXT NOT NULL,
      begins TEXT NOT NULL CHECK (begins IS date(begins)),
      reviewed_on TEXT CHECK (reviewed_on IS date(reviewed_on)),
      ends TEXT CHECK (ends IS date(ends)),
      worker_id TEXT NOT NULL REFERENCES worker (id)
    ) STRICT;
    CREATE INDEX risk_of_person ON risk (person_id);

    -- instead_id names a directory service without a foreign key, as a prescription does.
    CREATE TABLE triage_decision (
      row INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      case_id TEXT NOT NULL REFERENCES case_record (id),
      kind TEXT NOT NULL,
      decided_on TEXT NOT NULL CHECK (decided_on IS date(decided_on)),
      worker_id TEXT NOT NULL REFERENCES worker (id),
      reason TEXT NOT NULL,
      instead_id TEXT,
      instead TEXT NOT NULL,
      nothing_exists INTEGER NOT NULL CHECK (nothing_exists IN (0, 1))
    ) STRICT;
    CREATE INDEX decision_of_case ON triage_decision (case_id, decided_on);

    CREATE TABLE letter (
      row INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      case_id TEXT NOT NULL REFERENCES case_record (id),
      kind TEXT NOT NULL,
      addressed_to TEXT NOT NULL,
      contact TEXT NOT NULL,
      body TEXT NOT NULL,
      written_on TEXT NOT NULL CHECK (written_on IS date(written_on)),
      worker_id TEXT NOT NULL REFERENCES worker (id),
      shown_on TEXT CHECK (shown_on IS date(shown_on)),
      shown_note TEXT NOT NULL
    ) STRICT;
    CREATE INDEX letter_of_case ON letter (case_id, written_on);

    CREATE TABLE clock_pause (
      row INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      case_id TEXT NOT NULL REFERENCES case_record (id),
      begins TEXT NOT NULL CHECK (begins IS date(begins)),
      until TEXT NOT NULL CHECK (until IS date(until)),
      ended_on TEXT CHECK (ended_on IS date(ended_on)),
      reason TEXT NOT NULL,
      worker_id TEXT NOT NULL REFERENCES worker (id)
    ) STRICT;
    CREATE INDEX pause_of_case ON clock_pause (case_id, begins);

    CREATE TABLE safety_task (
      row INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      case_id TEXT NOT NULL REFERENCES case_record (id),
      text TEXT NOT NULL,
      due_on TEXT NOT NULL CHECK (due_on IS date(due_on)),
      due_at INTEGER CHECK (due_at BETWEEN 0 AND 1439),
      done_on TEXT CHECK (done_on IS date(done_on)),
      outcome TEXT NOT NULL,
      worker_id TEXT NOT NULL REFERENCES worker (id)
    ) STRICT;
    CREATE INDEX safety_of_case ON safety_task (case_id, due_on);

    CREATE TABLE goal_outcome (
      row INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      case_id TEXT NOT NULL REFERENCES case_record (id),
      goal_id TEXT NOT NULL REFERENCES goal (id),
      kind TEXT NOT NULL,
      note TEXT NOT NULL
    ) STRICT;
    CREATE INDEX outcome_of_case ON goal_outcome (case_id);
    CREATE INDEX outcome_of_goal ON goal_outcome (goal_id);

    -- What somebody decided of two records: one person's, or two people's. What moved
    -- and what was filled stands in it, so that it can be taken apart at any time.
    CREATE TABLE person_link (
      row INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      first_id TEXT NOT NULL REFERENCES person (id),
      second_id TEXT NOT NULL REFERENCES person (id),
      is_same INTEGER NOT NULL CHECK (is_same IN (0, 1)),
      at INTEGER NOT NULL,
      ended INTEGER,
      reason TEXT NOT NULL,
      moved TEXT NOT NULL,
      filled TEXT NOT NULL,
      worker_id TEXT NOT NULL REFERENCES worker (id)
    ) STRICT;
    CREATE INDEX link_of_first ON person_link (first_id);
    CREATE INDEX link_of_second ON person_link (second_id);
    """

  /// Numbers that people who may be one and the same have in common: made of how their
  /// names sound, the birth date, the telephone and the house.
  private static func createKeys(in db: Database) throws {
    let columns = [
      "first_name", "family_name", "preferred_name", "aliases", "telephone", "postcode",
      "date_of_birth",
    ]
    func keys(_ row: String) -> String {
      "json_each(person_keys(\(columns.map { "\(row).\($0)" }.joined(separator: ", "))))"
    }
    let add = """
      INSERT OR IGNORE INTO person_key (key, person_row) SELECT value, NEW.row FROM \(keys("NEW"));
      """
    let drop = """
      DELETE FROM person_key WHERE person_row = OLD.row
        AND key IN (SELECT value FROM \(keys("OLD")));
      """
    try db.execute(
      sql: """
        CREATE TABLE person_key (
          key INTEGER NOT NULL,
          person_row INTEGER NOT NULL,
          PRIMARY KEY (key, person_row)
        ) STRICT, WITHOUT ROWID;
        CREATE TRIGGER person_key_insert AFTER INSERT ON person BEGIN \(add) END;
        CREATE TRIGGER person_key_update AFTER UPDATE OF \(columns.joined(separator: ", ")) ON person
        BEGIN \(drop) \(add) END;
        CREATE TRIGGER person_key_delete AFTER DELETE ON person BEGIN \(drop) END;
        INSERT OR IGNORE INTO person_key (key, person_row)
          SELECT value, person.row FROM person,
            \(keys("person"));
        """)
  }
}

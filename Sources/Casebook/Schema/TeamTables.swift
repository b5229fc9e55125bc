// The tables of the team: on what terms people work here, what cases weigh, who
// covers for whom, supervision and what supervisors say.

import GRDB

enum TeamTables {
  /// Those whose every change is kept in the history.
  static let synced = [
    "worker_terms", "absence", "case_weight", "case_cover", "supervision_session",
    "supervision_action", "record_audit", "supervisor_note", "over_capacity_note",
  ]

  static func create(in db: Database) throws {
    try createWorkforce(in: db)
    try createSupervision(in: db)
    try db.execute(
      sql: """
        -- What a worker has held, in the order of taking it on.
        CREATE INDEX holding_of_worker ON holding (worker_id, begins);
        -- Those who wait for somebody to speak with them.
        CREATE INDEX line_waiting ON case_line (holder_id, referred_on)
          WHERE closed_on IS NULL AND first_reached_on IS NULL;
        -- Those whom somebody spoke with and who have ended, the latest at the end.
        CREATE INDEX line_ended ON case_line (closed_on, triaged_on, referred_on)
          WHERE closed_on IS NOT NULL AND first_reached_on IS NOT NULL;
        """)
    for table in synced { try EarlyTriggers.create(for: table, in: db) }
  }

  /// A later version: what a worker took on, and what is new and nobody's, is counted from an
  /// index alone; looking each of a year's cases up cost a team's screen a page a case.
  static func noteFirstHolders(_ db: Database) throws {
    try db.execute(
      sql: """
        ALTER TABLE case_line ADD COLUMN first_holder_id TEXT;
        ALTER TABLE case_line ADD COLUMN first_held_at INTEGER;
        ALTER TABLE case_line ADD COLUMN referral_source TEXT;
        UPDATE case_line SET
          (first_holder_id, first_held_at) = (
            SELECT worker_id, begins FROM holding INDEXED BY holding_of_case
            WHERE holding.case_id = case_line.case_id ORDER BY begins, row LIMIT 1),
          referral_source = (
            SELECT source FROM case_record JOIN referral ON referral.id = case_record.referral_id
            WHERE case_record.id = case_line.case_id);
        CREATE INDEX line_first_held ON case_line (first_holder_id, first_held_at);
        CREATE INDEX line_new ON case_line (referred_on, referral_source)
          WHERE closed_on IS NULL AND holder_id IS NULL;
        DROP INDEX holding_of_worker;
        CREATE INDEX holding_of_worker ON holding (worker_id, begins, case_id, id);
        """)
  }

  /// A later version: how many days the service's rules move somebody up the waiting list is
  /// kept in the line, so that a list of thousands is put in order without reading them.
  static func noteMovedUp(_ db: Database) throws {
    try db.execute(
      sql: """
        ALTER TABLE case_line ADD COLUMN moved_up INTEGER NOT NULL DEFAULT 0;
        DROP INDEX line_waiting;
        CREATE INDEX line_waiting ON case_line (holder_id, referred_on, moved_up, date_of_birth)
          WHERE closed_on IS NULL AND first_reached_on IS NULL;
        """)
    try CaseMilestones.mark(
      staleWaiting, "moved up",
      where: "SELECT 1 FROM case_line WHERE closed_on IS NULL AND first_reached_on IS NULL",
      in: db)
  }

  /// Where it stands that the lines of all who wait are to be made again: what moves them
  /// up is not SQL. A version that ships other rules marks them anew.
  static let staleWaiting = "stale-waiting"

  private static func createWorkforce(in db: Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE worker_terms (
          row INTEGER PRIMARY KEY,
          id TEXT NOT NULL UNIQUE,
          worker_id TEXT NOT NULL REFERENCES worker (id),
          guidance TEXT NOT NULL,
          started_on TEXT CHECK (started_on IS date(started_on)),
          leaves_on TEXT CHECK (leaves_on IS date(leaves_on)),
          is_newcomer INTEGER NOT NULL CHECK (is_newcomer IN (0, 1)),
          supervisor_id TEXT REFERENCES worker (id),
          deputy_id TEXT REFERENCES worker (id),
          practice TEXT NOT NULL,
          network TEXT NOT NULL
        ) STRICT;
        CREATE INDEX terms_of_worker ON worker_terms (worker_id);
        CREATE INDEX terms_under_supervisor ON worker_terms (supervisor_id);

        CREATE TABLE absence (
          row INTEGER PRIMARY KEY,
          id TEXT NOT NULL UNIQUE,
          worker_id TEXT NOT NULL REFERENCES worker (id),
          from_on TEXT NOT NULL CHECK (from_on IS date(from_on)),
          to_on TEXT NOT NULL CHECK (to_on IS date(to_on)),
          kind TEXT NOT NULL,
          note TEXT NOT NULL,
          CHECK (to_on >= from_on)
        ) STRICT;
        CREATE INDEX absence_of_worker ON absence (worker_id, to_on);

        CREATE TABLE case_weight (
          row INTEGER PRIMARY KEY,
          id TEXT NOT NULL UNIQUE,
          case_id TEXT NOT NULL REFERENCES case_record (id),
          intensity TEXT,
          modifiers TEXT NOT NULL,
          ends_on TEXT CHECK (ends_on IS date(ends_on))
        ) STRICT;
        CREATE INDEX weight_of_case ON case_weight (case_id);

        -- A case that goes back by itself to whoever is away: which holding covers it,
        -- and from which day on it has gone back or been settled otherwise.
        CREATE TABLE case_cover (
          row INTEGER PRIMARY KEY,
          id TEXT NOT NULL UNIQUE,
          case_id TEXT NOT NULL REFERENCES case_record (id),
          holding_id TEXT NOT NULL REFERENCES holding (id),
          covers_for TEXT NOT NULL REFERENCES worker (id),
          returns_on TEXT NOT NULL CHECK (returns_on IS date(returns_on)),
          settled_on TEXT CHECK (settled_on IS date(settled_on))
        ) STRICT;
        CREATE INDEX cover_of_case ON case_cover (case_id);
        CREATE INDEX cover_by_holding ON case_cover (holding_id);
        CREATE INDEX cover_open ON case_cover (returns_on) WHERE settled_on IS NULL;

        CREATE TABLE over_capacity_note (
          row INTEGER PRIMARY KEY,
          id TEXT NOT NULL UNIQUE,
          worker_id TEXT NOT NULL REFERENCES worker (id),
          monday TEXT NOT NULL CHECK (monday IS date(monday)),
          done TEXT NOT NULL
        ) STRICT;
        CREATE INDEX over_capacity_of_worker ON over_capacity_note (worker_id, monday);
        """)
  }

  private static func createSupervision(in db: Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE supervision_session (
          row INTEGER PRIMARY KEY,
          id TEXT NOT NULL UNIQUE,
          worker_id TEXT NOT NULL REFERENCES worker (id),
          supervisor_id TEXT NOT NULL REFERENCES worker (id),
          kind TEXT NOT NULL,
          held_on TEXT NOT NULL CHECK (held_on IS date(held_on)),
          minutes INTEGER NOT NULL CHECK (minutes BETWEEN 0 AND 1440),
          notes TEXT NOT NULL,
          wellbeing TEXT NOT NULL,
          wellbeing_note TEXT NOT NULL,
          agenda TEXT NOT NULL
        ) STRICT;
        CREATE INDEX supervision_of_worker ON supervision_session (worker_id, held_on);

        CREATE TABLE supervision_action (
          row INTEGER PRIMARY KEY,
          id TEXT NOT NULL UNIQUE,
          session_id TEXT NOT NULL REFERENCES supervision_session (id),
          what TEXT NOT NULL,
          owner_id TEXT NOT NULL REFERENCES worker (id),
          by_on TEXT CHECK (by_on IS date(by_on)),
          done_on TEXT CHECK (done_on IS date(done_on))
        ) STRICT;
        CREATE INDEX action_of_session ON supervision_action (session_id);
        CREATE INDEX action_of_owner ON supervision_action (owner_id) WHERE done_on IS NULL;

        CREATE TABLE record_audit (
          row INTEGER PRIMARY KEY,
          id TEXT NOT NULL UNIQUE,
          case_id TEXT NOT NULL REFERENCES case_record (id),
          worker_id TEXT NOT NULL REFERENCES worker (id),
          auditor_id TEXT NOT NULL REFERENCES worker (id),
          audited_on TEXT NOT NULL CHECK (audited_on IS date(audited_on)),
          answers TEXT NOT NULL,
          note TEXT NOT NULL
        ) STRICT;
        CREATE INDEX audit_of_case ON record_audit (case_id);
        CREATE INDEX audit_of_worker ON record_audit (worker_id, audited_on);

        CREATE TABLE supervisor_note (
          row INTEGER PRIMARY KEY,
          id TEXT NOT NULL UNIQUE,
          kind TEXT NOT NULL,
          case_id TEXT REFERENCES case_record (id),
          worker_id TEXT NOT NULL REFERENCES worker (id),
          from_id TEXT NOT NULL REFERENCES worker (id),
          text TEXT NOT NULL,
          at INTEGER NOT NULL,
          by_on TEXT CHECK (by_on IS date(by_on)),
          settled_at INTEGER,
          answer TEXT NOT NULL
        ) STRICT;
        CREATE INDEX note_for_worker ON supervisor_note (worker_id, at);
        CREATE INDEX note_of_case ON supervisor_note (case_id);
        """)
  }
}

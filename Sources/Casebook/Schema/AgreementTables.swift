// The tables of agreed plans: what was shown to the person, each agreed version whole,
// what was taken back and why, and review meetings.

import GRDB

enum AgreementTables {
  static let synced = ["plan_sharing", "plan_version", "plan_withdrawal", "plan_review"]

  /// Tables whose rows are kept as they were written: undo does not take them out.
  static let kept: Set<String> = ["plan_version"]

  /// While this key stands in `local_state`, rows that are otherwise kept for good may
  /// be deleted. Only the erasure of a person sets it, and takes it away again in the
  /// same transaction.
  static let erasing = "erasing"

  /// None of them has a foreign key: an agreed version is kept whatever becomes of the
  /// rows that it was made of.
  static func create(in db: Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE plan_sharing (
          row INTEGER PRIMARY KEY,
          id TEXT NOT NULL UNIQUE,
          case_id TEXT NOT NULL,
          shared_on TEXT NOT NULL CHECK (shared_on IS date(shared_on)),
          shared_with TEXT NOT NULL,
          how TEXT NOT NULL,
          worker_id TEXT NOT NULL
        ) STRICT;
        CREATE INDEX sharing_of_case ON plan_sharing (case_id);

        -- sheet is the whole plan as JSON, as Casework's PlanSheet writes it.
        CREATE TABLE plan_version (
          row INTEGER PRIMARY KEY,
          id TEXT NOT NULL UNIQUE,
          case_id TEXT NOT NULL,
          agreed_on TEXT NOT NULL CHECK (agreed_on IS date(agreed_on)),
          agreed_with TEXT NOT NULL,
          consent TEXT NOT NULL,
          note TEXT NOT NULL,
          review_on TEXT CHECK (review_on IS date(review_on)),
          worker_id TEXT NOT NULL,
          sheet TEXT NOT NULL CHECK (json_valid(sheet))
        ) STRICT;
        CREATE INDEX version_of_case ON plan_version (case_id, id);
        CREATE TRIGGER plan_version_never_changes BEFORE UPDATE ON plan_version
        BEGIN SELECT RAISE(ABORT, 'an agreed version of a plan never changes'); END;
        -- A row that takes another's place does not fire the trigger of deleting.
        CREATE TRIGGER plan_version_is_never_replaced BEFORE INSERT ON plan_version
        WHEN EXISTS (
          SELECT 1 FROM plan_version AS v
          WHERE (v.id = NEW.id OR v.row = NEW.row) AND (v.id, v.case_id, v.agreed_on,
            v.agreed_with, v.consent, v.note, ifnull(v.review_on, ''), v.worker_id, v.sheet)
            <> (NEW.id, NEW.case_id, NEW.agreed_on, NEW.agreed_with, NEW.consent, NEW.note,
            ifnull(NEW.review_on, ''), NEW.worker_id, NEW.sheet))
        BEGIN SELECT RAISE(ABORT, 'an agreed version of a plan never changes'); END;
        CREATE TRIGGER plan_version_is_never_deleted BEFORE DELETE ON plan_version
        WHEN NOT EXISTS (SELECT 1 FROM local_state WHERE key = '\(erasing)')
        BEGIN SELECT RAISE(ABORT, 'an agreed version of a plan is kept'); END;

        CREATE TABLE plan_withdrawal (
          row INTEGER PRIMARY KEY,
          id TEXT NOT NULL UNIQUE,
          case_id TEXT NOT NULL,
          version_id TEXT NOT NULL,
          withdrawn_on TEXT NOT NULL CHECK (withdrawn_on IS date(withdrawn_on)),
          reason TEXT NOT NULL,
          worker_id TEXT NOT NULL
        ) STRICT;
        CREATE INDEX withdrawal_of_case ON plan_withdrawal (case_id);

        CREATE TABLE plan_review (
          row INTEGER PRIMARY KEY,
          id TEXT NOT NULL UNIQUE,
          case_id TEXT NOT NULL,
          reviewed_on TEXT NOT NULL CHECK (reviewed_on IS date(reviewed_on)),
          reviewed_with TEXT NOT NULL,
          note TEXT NOT NULL,
          next_on TEXT CHECK (next_on IS date(next_on)),
          worker_id TEXT NOT NULL
        ) STRICT;
        CREATE INDEX review_of_case ON plan_review (case_id);
        """)
    for table in synced { try EarlyTriggers.create(for: table, in: db) }
  }
}

// The tables of a whole plan: scores over time, stages, outcomes, what an action needs
// besides its what, who and when; what somebody was interested in, what was looked for
// in vain, and when and how far a person can go.

import GRDB

enum PlanTables {
  /// The tables made here whose every change is kept in the history.
  static let synced = ["goal_score", "interest", "unmet_need", "reach"]

  static func create(in db: Database) throws {
    try db.execute(
      sql: """
        ALTER TABLE plan_entry ADD COLUMN goal_id TEXT REFERENCES goal (id);
        CREATE INDEX entry_of_goal ON plan_entry (goal_id) WHERE goal_id IS NOT NULL;

        ALTER TABLE goal ADD COLUMN voice TEXT NOT NULL DEFAULT 'person';
        ALTER TABLE goal ADD COLUMN status TEXT NOT NULL DEFAULT 'open';
        ALTER TABLE goal ADD COLUMN is_scored INTEGER NOT NULL DEFAULT 0
          CHECK (is_scored IN (0, 1));
        ALTER TABLE goal ADD COLUMN parent_id TEXT REFERENCES goal (id);
        CREATE INDEX goal_of_goal ON goal (parent_id) WHERE parent_id IS NOT NULL;

        ALTER TABLE goal_action ADD COLUMN voice TEXT NOT NULL DEFAULT 'person';
        ALTER TABLE goal_action ADD COLUMN strategies TEXT NOT NULL DEFAULT '';
        ALTER TABLE goal_action ADD COLUMN confidence INTEGER
          CHECK (confidence BETWEEN 1 AND 10);
        ALTER TABLE goal_action ADD COLUMN review_on TEXT CHECK (review_on IS date(review_on));
        ALTER TABLE goal_action ADD COLUMN ended_on TEXT CHECK (ended_on IS date(ended_on));
        ALTER TABLE goal_action ADD COLUMN remark TEXT NOT NULL DEFAULT '';

        CREATE TABLE goal_score (
          row INTEGER PRIMARY KEY,
          id TEXT NOT NULL UNIQUE,
          goal_id TEXT NOT NULL REFERENCES goal (id),
          scored_on TEXT NOT NULL CHECK (scored_on IS date(scored_on)),
          score INTEGER NOT NULL CHECK (score BETWEEN 0 AND 10),
          voice TEXT NOT NULL,
          note TEXT NOT NULL
        ) STRICT;
        CREATE INDEX score_of_goal ON goal_score (goal_id, scored_on);

        -- asset_id has no foreign key, for the reason that a prescription's has none.
        CREATE TABLE interest (
          row INTEGER PRIMARY KEY,
          id TEXT NOT NULL UNIQUE,
          case_id TEXT NOT NULL REFERENCES case_record (id),
          goal_id TEXT REFERENCES goal (id),
          asset_id TEXT NOT NULL,
          interested_on TEXT NOT NULL CHECK (interested_on IS date(interested_on)),
          worker_id TEXT NOT NULL REFERENCES worker (id),
          note TEXT NOT NULL
        ) STRICT;
        CREATE INDEX interest_of_case ON interest (case_id);
        CREATE INDEX interest_in_asset ON interest (asset_id);
        CREATE INDEX interest_of_goal ON interest (goal_id);

        CREATE TABLE unmet_need (
          row INTEGER PRIMARY KEY,
          id TEXT NOT NULL UNIQUE,
          case_id TEXT NOT NULL REFERENCES case_record (id),
          goal_id TEXT REFERENCES goal (id),
          need TEXT NOT NULL,
          wanted TEXT NOT NULL,
          age INTEGER CHECK (age BETWEEN 0 AND 130),
          place TEXT NOT NULL,
          times TEXT NOT NULL,
          noted_on TEXT NOT NULL CHECK (noted_on IS date(noted_on)),
          worker_id TEXT NOT NULL REFERENCES worker (id)
        ) STRICT;
        CREATE INDEX unmet_need_of_case ON unmet_need (case_id);
        CREATE INDEX unmet_need_of_goal ON unmet_need (goal_id);
        CREATE INDEX unmet_need_by_day ON unmet_need (noted_on);

        -- miles and pence are the most that a person can go and pay each time.
        CREATE TABLE reach (
          row INTEGER PRIMARY KEY,
          id TEXT NOT NULL UNIQUE,
          person_id TEXT NOT NULL REFERENCES person (id),
          free_times TEXT NOT NULL,
          miles INTEGER CHECK (miles > 0),
          pence INTEGER CHECK (pence >= 0),
          access TEXT NOT NULL
        ) STRICT;
        CREATE INDEX reach_of_person ON reach (person_id);

        -- Where somebody lives is known by what the directory knows near by.
        CREATE INDEX IF NOT EXISTS directory_address_by_postcode
          ON directory_address (postal_code);
        """)
    for table in ["plan_entry", "goal", "goal_action"] {
      try EarlyTriggers.renew(for: table, in: db)
    }
    for table in synced { try EarlyTriggers.create(for: table, in: db) }
  }
}

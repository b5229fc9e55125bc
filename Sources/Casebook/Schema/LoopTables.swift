// The tables of what became of a prescription, of money, and of what groups say.

import GRDB

enum LoopTables {
  static let synced = [
    "prescription_step", "prescription_feedback", "group_contact", "fund", "fund_budget",
    "payment", "survey_response",
  ]

  /// asset_id has no foreign key anywhere, for the reason that a prescription's has none:
  /// a service that its publisher withdraws takes nothing with it.
  static func create(in db: Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE prescription_step (
          row INTEGER PRIMARY KEY,
          id TEXT NOT NULL UNIQUE,
          prescription_id TEXT NOT NULL REFERENCES prescription (id),
          state TEXT NOT NULL,
          happened_on TEXT NOT NULL CHECK (happened_on IS date(happened_on)),
          reason TEXT,
          went_with TEXT NOT NULL,
          note TEXT NOT NULL,
          worker_id TEXT NOT NULL REFERENCES worker (id)
        ) STRICT;
        CREATE INDEX step_of_prescription ON prescription_step (prescription_id, happened_on);

        CREATE TABLE prescription_feedback (
          row INTEGER PRIMARY KEY,
          id TEXT NOT NULL UNIQUE,
          prescription_id TEXT NOT NULL REFERENCES prescription (id),
          given_on TEXT NOT NULL CHECK (given_on IS date(given_on)),
          again TEXT NOT NULL,
          words TEXT NOT NULL,
          worker_id TEXT NOT NULL REFERENCES worker (id)
        ) STRICT;
        CREATE INDEX feedback_of_prescription ON prescription_feedback (prescription_id);

        CREATE TABLE group_contact (
          row INTEGER PRIMARY KEY,
          id TEXT NOT NULL UNIQUE,
          asset_id TEXT NOT NULL,
          at INTEGER NOT NULL,
          spoke_with TEXT NOT NULL,
          mode TEXT NOT NULL,
          note TEXT NOT NULL,
          worker_id TEXT NOT NULL REFERENCES worker (id)
        ) STRICT;
        CREATE INDEX contact_of_group ON group_contact (asset_id, at);

        CREATE TABLE fund (
          row INTEGER PRIMARY KEY,
          id TEXT NOT NULL UNIQUE,
          name TEXT NOT NULL CHECK (name <> ''),
          payer TEXT NOT NULL
        ) STRICT;

        -- year is that of the first of April on which it begins.
        CREATE TABLE fund_budget (
          row INTEGER PRIMARY KEY,
          id TEXT NOT NULL UNIQUE,
          fund_id TEXT NOT NULL REFERENCES fund (id),
          year INTEGER NOT NULL,
          pence INTEGER NOT NULL CHECK (pence >= 0)
        ) STRICT;
        CREATE INDEX budget_of_fund ON fund_budget (fund_id, year);

        CREATE TABLE payment (
          row INTEGER PRIMARY KEY,
          id TEXT NOT NULL UNIQUE,
          fund_id TEXT NOT NULL REFERENCES fund (id),
          prescription_id TEXT REFERENCES prescription (id),
          asset_id TEXT,
          pence INTEGER NOT NULL CHECK (pence > 0),
          state TEXT NOT NULL,
          promised_on TEXT NOT NULL CHECK (promised_on IS date(promised_on)),
          note TEXT NOT NULL,
          over_reason TEXT NOT NULL,
          worker_id TEXT NOT NULL REFERENCES worker (id)
        ) STRICT;
        CREATE INDEX payment_of_fund ON payment (fund_id, promised_on);
        CREATE INDEX payment_for_prescription ON payment (prescription_id)
          WHERE prescription_id IS NOT NULL;
        CREATE INDEX payment_to_group ON payment (asset_id) WHERE asset_id IS NOT NULL;

        -- answers is a JSON object by the question's id.
        CREATE TABLE survey_response (
          row INTEGER PRIMARY KEY,
          id TEXT NOT NULL UNIQUE,
          asset_id TEXT NOT NULL,
          answered_on TEXT NOT NULL CHECK (answered_on IS date(answered_on)),
          answers TEXT NOT NULL,
          worker_id TEXT NOT NULL REFERENCES worker (id)
        ) STRICT;
        CREATE INDEX survey_of_group ON survey_response (asset_id, answered_on);

        -- What is to be asked after: everything not known to have ended.
        CREATE INDEX prescription_by_day ON prescription (prescribed_on);
        """)
    for table in synced { try EarlyTriggers.create(for: table, in: db) }
  }
}

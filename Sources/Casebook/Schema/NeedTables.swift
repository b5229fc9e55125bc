// Which need a goal is about: in PRSB every goal stands below a need, concern or problem.

import GRDB

enum NeedTables {
  static func create(in db: Database) throws {
    // need_id has no foreign key: a need that is taken out on one device may be what a goal is
    // about on another. A goal whose need is gone is about none in particular.
    try db.execute(sql: "ALTER TABLE goal ADD COLUMN need_id TEXT")
    try HistoryTriggers.renew(for: "goal", in: db)
  }
}

// What the directory's second year asked for: unmet needs that can be put on a map, and
// services that are found by everything that is known of them.

import GRDB

enum FindingTables {
  static func create(in db: Database) throws {
    try db.execute(
      sql: """
        ALTER TABLE unmet_need ADD COLUMN ward TEXT NOT NULL DEFAULT '';
        ALTER TABLE unmet_need ADD COLUMN kind TEXT NOT NULL DEFAULT '';
        """)
    try EarlyTriggers.renew(for: "unmet_need", in: db)
    // Why a budget was set below what is promised from it already.
    try db.execute(sql: "ALTER TABLE fund_budget ADD COLUMN reason TEXT NOT NULL DEFAULT ''")
    try EarlyTriggers.renew(for: "fund_budget", in: db)
    try DirectorySearch.widen(in: db)
  }
}

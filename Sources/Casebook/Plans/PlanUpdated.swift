// When a plan, and each action of it, was last changed: PRSB "Date this plan was last updated"
// and "Date last updated". The history knows it, so it is not kept a second time.

import Casework
import Foundation
import GRDB

extension Casebook {
  /// The day on which anything of a plan was last written, changed or taken out.
  static func updatedOn(_ plan: Plan, in db: Database) throws -> Day? {
    let goals = plan.goals.map(\.id.text)
    let lines =
      [plan.id.text] + plan.entries.map(\.id.text) + goals
      + plan.goals.flatMap { $0.actions.map(\.id.text) + $0.scores.map(\.id.text) }
    let written = try Int64.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT max(change.number) FROM json_each(?) AS line
          JOIN change ON change.row_id = line.value
          """), arguments: [try list(lines)])
    guard let written else { return nil }
    // What was taken out since is no line any more; of all that was, it is found by whose it
    // was.
    let latest = try Int64.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT max(number) FROM change WHERE kind = 'delete' AND number > ?1 AND (
            (record IN ('plan_entry', 'goal') AND json_extract(old, '$.plan_id') = ?2)
            OR (record IN ('goal_action', 'goal_score') AND json_extract(old, '$.goal_id') IN
              (SELECT value FROM json_each(?3))))
          """), arguments: [written, plan.id.text, try list(goals)])
    let at = try Int64.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT action.at FROM change JOIN action ON action.id = change.action_id
          WHERE change.number = ?
          """), arguments: [latest ?? written])
    return at.map { Day(Date(timeIntervalSince1970: Double($0) / 1000)) }
  }

  /// The day on which each action of a plan was last written: its words, who, when, how it
  /// stands, to which goal it belongs. That it stands further up or down is no news of it.
  static func actionsUpdatedOn(_ plan: Plan, in db: Database) throws -> [Identifier<Action>: Day] {
    let actions = plan.goals.flatMap { $0.actions.map(\.id.text) }
    guard !actions.isEmpty else { return [:] }
    let rows = try Row.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT change.row_id AS id, max(action.at) AS at FROM json_each(?) AS line
          JOIN change ON change.row_id = line.value
          JOIN action ON action.id = change.action_id
          WHERE change.kind = 'insert' OR json_remove(change.new, '$.position') <> '{}'
          GROUP BY change.row_id
          """), arguments: [try list(actions)])
    return rows.reduce(into: [:]) { days, row in
      days[row.id("id")] = row.moment("at").map { Day($0) }
    }
  }

  private static func list(_ ids: [String]) throws -> String {
    String(decoding: try JSONEncoder().encode(ids), as: UTF8.self)
  }
}

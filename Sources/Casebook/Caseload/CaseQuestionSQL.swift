// The named questions about cases as SQL over the caseload's lines. A test holds every
// one of them to the rule in Casework, on random records.

import Casework
import Foundation
import GRDB

extension CaseQuestion {
  /// What the lines must fulfil that this question's answer is yes for.
  func condition(on today: Day) -> (sql: String, arguments: StatementArguments) {
    switch self {
    case .needsNow: ("due_on < ?", [today.iso])
    case .dueWithin(let days):
      ("due_on BETWEEN ? AND ?", [today.iso, today.adding(days: days).iso])
    case .stage(let stage):
      (
        "stage_key >= ? AND stage_key < ?",
        [stage.sortKeys(on: today).from, stage.sortKeys(on: today).to]
      )
    case .unspoken(let days):
      (
        """
        closed_on IS NULL AND (last_spoken_on <= ?
          OR last_spoken_on IS NULL AND referred_on <= ?)
        """, [today.adding(days: -days).iso, today.adding(days: -days).iso]
      )
    case .newToHolder: ("closed_on IS NULL AND is_new_to_holder = 1", [])
    case .waitingForFirst:
      ("closed_on IS NULL AND holder_id IS NOT NULL AND first_reached_on IS NULL", [])
    }
  }
}

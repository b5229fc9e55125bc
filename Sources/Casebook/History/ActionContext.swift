// Who is doing what, now: what the history triggers ask for through two SQL
// functions while a transaction runs.

import Casework
import Foundation
import GRDB
import Synchronization

/// One thing that somebody did, as the history keeps it.
struct ActionEntry: Sendable {
  var id: String
  /// In words, as undo names it: "Log a contact".
  var name: String
  var at: Date
  var workerID: String
  var deviceID: String
  /// The action that this one undoes, where it does.
  var undoes: String?
}

/// One of the transactions in which something large is done, such as bringing in a directory.
/// Together they are one action, which is undone as one: they share its id, with a number
/// behind it from the second on.
struct ActionPart: Sendable {
  let action: String
  let number: Int
  let workerID: String

  var id: String { number == 1 ? action : "\(action):\(number)" }
}

/// The action of the running transaction and the hybrid logical clock.
///
/// A reading of the clock is milliseconds since 1970 shifted left by 16, and a
/// counter below: it never goes back, even where the machine's clock does, and it
/// orders what happened on devices that have heard of each other.
final class ActionContext: Sendable {
  private struct State {
    var action: ActionEntry?
    var clock: Int64 = 0
  }

  private let state = Mutex(State())

  /// Starts an action whose clock is later than `lastClock`.
  func begin(_ action: ActionEntry, after lastClock: Int64) {
    state.withLock {
      $0.action = action
      $0.clock = max(lastClock, $0.clock)
    }
  }

  func end() { state.withLock { $0.action = nil } }

  /// Adds `action_now()` and `clock_now()`. Outside a named action the first is
  /// an error, so that no write can go unexplained.
  func install(in db: Database) {
    db.add(
      function: DatabaseFunction("action_now", argumentCount: 0, pure: false) { _ in
        guard let action = self.state.withLock({ $0.action }) else {
          throw CasebookError.writeOutsideAction
        }
        return action.id
      })
    db.add(
      function: DatabaseFunction("clock_now", argumentCount: 0, pure: false) { _ in
        self.state.withLock {
          let wall = ($0.action?.at.milliseconds ?? 0) << 16
          $0.clock = max($0.clock + 1, wall)
          return $0.clock
        }
      })
    db.add(
      function: DatabaseFunction("person_fold", argumentCount: 1, pure: true) { values in
        String.fromDatabaseValue(values[0]).map(PersonName.folded)
      })
    db.add(function: LooseTables.function)
    // The keys by which likely duplicates are found, as a JSON array.
    db.add(
      function: DatabaseFunction("person_keys", argumentCount: 7, pure: true) { values in
        let texts = values.map { String.fromDatabaseValue($0) ?? "" }
        let keys = PersonKeys.of(
          firstName: texts[0], familyName: texts[1], preferredName: texts[2], aliases: texts[3],
          telephone: texts[4], postcode: texts[5],
          born: texts[6].isEmpty ? nil : texts[6])
        return "[\(keys.map(String.init).joined(separator: ","))]"
      })
  }
}

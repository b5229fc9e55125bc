// Who sees whose work here. The casebook itself opens to everybody who has a
// passphrase; these are the rules that the desk and the commands keep to, and every
// record that is opened is in the history whatever they say.

import Foundation

/// A service's rules for who sees what.
public struct AccessRules: ServiceSetting {
  public static let name = "access"
  public static let title = "Who sees whose work"
  public static let about = """
    What somebody who is not a supervisor sees of the team. Supervisors and office staff see \
    everybody of their team. Whoever opens a record that somebody else holds says why, and it \
    is in the history. These rules guide the desk and the commands; whoever has a passphrase \
    has the key to the casebook.
    """

  public enum Sight: String, CaseIterable, Codable, Sendable {
    /// Their own cases, and new referrals.
    case own
    /// How everybody in the team stands, and the lines of everybody's cases.
    case team
  }

  /// What a worker sees.
  public var workersSee: Sight
  /// Whether a worker may hand their own cases to a colleague without a supervisor.
  public var workersMoveTheirOwn: Bool

  public init() {
    workersSee = .team
    workersMoveTheirOwn = true
  }

  public func problems() -> [String] { [] }

  /// Whether somebody of this role oversees others.
  public static func oversees(_ role: WorkerRole) -> Bool {
    role == .supervisor || role == .administrator
  }

  /// Whether `worker` may look at the whole team.
  public func seesTeam(_ worker: LinkWorker) -> Bool {
    workersSee == .team || Self.oversees(worker.role)
  }

  /// Whether `worker` may give a case that `holder` holds to somebody else.
  public func mayMove(
    _ worker: LinkWorker, caseHeldBy holder: Identifier<LinkWorker>?
  ) -> Bool {
    if Self.oversees(worker.role) { return true }
    return workersMoveTheirOwn && holder == worker.id
  }
}

// What somebody may do today in the place of a supervisor, as one or for one who is away.
// The desk, the commands and the store ask here, so that all three answer alike.

import Foundation

/// Whom one worker oversees today.
public struct Oversight: Equatable, Sendable {
  public var worker: LinkWorker
  public var rules: AccessRules
  /// The supervisors who are away and for whom they stand in.
  public var actsFor: [Identifier<LinkWorker>]
  private let supervisors: [Identifier<LinkWorker>: Identifier<LinkWorker>]

  /// - Parameters:
  ///   - terms: everybody's.
  ///   - absences: everybody's of today.
  public init(
    of worker: LinkWorker, rules: AccessRules, terms: [WorkerTerms], absences: [Absence],
    on today: Day
  ) {
    self.worker = worker
    self.rules = rules
    actsFor = TeamScope.actsFor(worker.id, terms: terms, absences: absences, on: today)
    supervisors = Dictionary(
      terms.compactMap { one in one.supervisorID.map { (one.workerID, $0) } },
      uniquingKeysWith: { first, _ in first })
  }

  /// Whether they oversee anybody today.
  public var oversees: Bool { AccessRules.oversees(worker.role) || !actsFor.isEmpty }

  /// Whether they oversee this worker. A deputy oversees those of whoever is away, and
  /// those whom nobody supervises.
  public func oversees(_ other: Identifier<LinkWorker>) -> Bool {
    if AccessRules.oversees(worker.role) { return true }
    guard !actsFor.isEmpty else { return false }
    return supervisors[other].map(actsFor.contains) ?? true
  }

  /// Whether they may look at the whole team.
  public var seesTeam: Bool { rules.seesTeam(worker) || !actsFor.isEmpty }

  /// Whether they may give a case that `holder` holds to somebody else.
  public func mayMove(caseHeldBy holder: Identifier<LinkWorker>?) -> Bool {
    rules.mayMove(worker, caseHeldBy: holder) || holder.map(oversees) ?? false
  }

  /// Why they may not, in words; nil where they may.
  public func refusal(toMoveCaseHeldBy holder: Identifier<LinkWorker>) -> String? {
    if mayMove(caseHeldBy: holder) { return nil }
    return holder == worker.id
      ? "cases are moved by a supervisor here" : "a supervisor moves what somebody else holds"
  }
}

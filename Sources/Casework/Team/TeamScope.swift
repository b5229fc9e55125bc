// Who belongs to the team that somebody looks at, and who stands in for whom.

import Foundation

public enum TeamScope {
  /// The workers whom `viewer` sees as their team.
  ///
  /// A supervisor sees those whose terms name them, those of a supervisor who is away
  /// and has named them as deputy, and themselves where they hold cases. Office staff
  /// see everybody. A worker sees those who have the same supervisor. Where nobody's
  /// terms name a supervisor, everybody is one team. Those who have left are seen as
  /// long as they hold cases.
  ///
  /// - Parameter holders: those who hold open cases.
  public static func members(
    seenBy viewer: LinkWorker, workers: [LinkWorker], terms: [WorkerTerms],
    absences: [Absence], holders: Set<Identifier<LinkWorker>>, on today: Day
  ) -> [LinkWorker] {
    let byWorker = Dictionary(terms.map { ($0.workerID, $0) }, uniquingKeysWith: { a, _ in a })
    let present = workers.filter { worker in
      let hasLeft = byWorker[worker.id].map { !$0.isHere(on: today) && $0.leavesOn != nil } ?? false
      return (!hasLeft || holders.contains(worker.id))
        && (!AccessRules.oversees(worker.role) || holders.contains(worker.id))
    }
    let hasTeams = terms.contains { $0.supervisorID != nil }
    guard hasTeams, viewer.role != .administrator else { return present }
    let supervisors: Set<Identifier<LinkWorker>>
    if viewer.role == .supervisor {
      let away = terms.filter { $0.deputyID == viewer.id }.map(\.workerID).filter { id in
        absences.contains { $0.workerID == id && $0.covers(today) }
      }
      supervisors = Set([viewer.id] + away)
    } else {
      supervisors = Set([byWorker[viewer.id]?.supervisorID].compactMap { $0 })
    }
    let team = present.filter { worker in
      worker.id == viewer.id
        || byWorker[worker.id]?.supervisorID.map(supervisors.contains) ?? false
        || supervisors.contains(worker.id)
    }
    // Nobody must lead a team of none because their terms were not written yet.
    return team.isEmpty ? present : team
  }

  /// Who supervises `worker` today: their supervisor, or the deputy while that one is
  /// away. Nil where nobody does.
  public static func supervisor(
    of worker: Identifier<LinkWorker>, terms: [WorkerTerms], absences: [Absence], on today: Day
  ) -> (id: Identifier<LinkWorker>, isDeputy: Bool)? {
    guard let usual = terms.first(where: { $0.workerID == worker })?.supervisorID else {
      return nil
    }
    let isAway = absences.contains { $0.workerID == usual && $0.covers(today) }
    guard isAway, let deputy = terms.first(where: { $0.workerID == usual })?.deputyID else {
      return (usual, false)
    }
    return (deputy, true)
  }
}

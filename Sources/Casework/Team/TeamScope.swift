// Who belongs to the team that somebody looks at, and who stands in for whom.

import Foundation

public enum TeamScope {
  /// The workers whom `viewer` sees as their team.
  ///
  /// A supervisor sees those whose terms name them, those of a supervisor who is away
  /// and has named them as deputy, everybody whom nobody supervises (a newcomer, or one
  /// whose supervisor has left), and themselves where they hold cases. Office staff see
  /// everybody. A worker sees those who have the same supervisor, and as a deputy whom
  /// the absent supervisor sees. Where nobody's terms name a supervisor, everybody is
  /// one team. Those who have left are seen as long as they hold cases.
  ///
  /// - Parameter holders: those who hold open cases.
  public static func members(
    seenBy viewer: LinkWorker, workers: [LinkWorker], terms: [WorkerTerms],
    absences: [Absence], holders: Set<Identifier<LinkWorker>>, on today: Day
  ) -> [LinkWorker] {
    let byWorker = Dictionary(terms.map { ($0.workerID, $0) }, uniquingKeysWith: { a, _ in a })
    func hasLeft(_ id: Identifier<LinkWorker>) -> Bool {
      byWorker[id]?.leavesOn.map { $0 < today } ?? false
    }
    let present = workers.filter { worker in
      (!hasLeft(worker.id) || holders.contains(worker.id))
        && (!AccessRules.oversees(worker.role) || holders.contains(worker.id))
    }
    let hasTeams = terms.contains { $0.supervisorID != nil }
    guard hasTeams, viewer.role != .administrator else { return present }
    let actsFor = actsFor(viewer.id, terms: terms, absences: absences, on: today)
    let supervises = viewer.role == .supervisor || !actsFor.isEmpty
    var supervisors = Set(actsFor)
    if viewer.role == .supervisor {
      supervisors.insert(viewer.id)
    } else if let own = byWorker[viewer.id]?.supervisorID {
      supervisors.insert(own)
    }
    let known = Set(workers.map(\.id))
    func isNobodys(_ worker: LinkWorker) -> Bool {
      guard !AccessRules.oversees(worker.role) else { return false }
      guard let boss = byWorker[worker.id]?.supervisorID else { return true }
      return !known.contains(boss) || hasLeft(boss)
    }
    let team = present.filter { worker in
      worker.id == viewer.id
        || byWorker[worker.id]?.supervisorID.map(supervisors.contains) ?? false
        || supervisors.contains(worker.id)
        || supervises && isNobodys(worker)
    }
    // Nobody must lead a team of none because their terms were not written yet.
    return team.isEmpty ? present : team
  }

  /// The supervisors whom somebody stands in for today: those who are away and have
  /// named them, whatever their own role is.
  public static func actsFor(
    _ worker: Identifier<LinkWorker>, terms: [WorkerTerms], absences: [Absence], on today: Day
  ) -> [Identifier<LinkWorker>] {
    terms.filter { $0.deputyID == worker && $0.workerID != worker }.map(\.workerID).filter { id in
      absences.contains { $0.workerID == id && $0.covers(today) }
    }
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

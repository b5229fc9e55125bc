// What stands between somebody who works here and a person's record.

import Foundation

/// What opening a record asks of somebody.
public enum RecordAccess: Equatable, Sendable {
  /// They work with the person, or nobody holds the case.
  case free
  /// This worker holds the case: whoever opens it says why, and it is kept.
  case asksWhy(holder: Identifier<LinkWorker>)
  /// The service's rules keep it shut, in words.
  case refused(String)
}

extension RoleRules {
  /// What opening a record asks of `worker`.
  public func access(of worker: LinkWorker, to record: CaseRecord) -> RecordAccess {
    guard let holder = record.holderID else { return .free }
    if record.team.contains(worker.id) { return .free }
    if let why = refusal(toOpen: worker.role, isOnTeam: false, isHeld: true) {
      return .refused(why)
    }
    return .asksWhy(holder: holder)
  }
}

extension AccessRules {
  /// Whether `worker` may change who sees whose work and what roles may do: a supervisor
  /// or office staff. Where nobody here is either, somebody has to be able to.
  public static func mayChange(_ worker: LinkWorker, among workers: [LinkWorker]) -> Bool {
    oversees(worker.role) || !workers.contains { oversees($0.role) }
  }

  /// The settings that say who may do what.
  public static func guards(_ type: any ServiceSetting.Type) -> Bool {
    type.name == Self.name || type.name == RoleRules.name
  }
}

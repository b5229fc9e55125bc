// What each role of the team may do. Roles are few; what they may do is a service's own
// to decide.

import Foundation

/// What one role may do.
public struct RoleRights: Codable, Equatable, Sendable {
  /// Lead a case: hold it, with a caseload of their own.
  public var leadsCases: Bool
  /// Open the record of a case that somebody else leads, with a reason that is kept.
  public var opensOthersCases: Bool

  public init(leadsCases: Bool, opensOthersCases: Bool) {
    self.leadsCases = leadsCases
    self.opensOthersCases = opensOthersCases
  }
}

/// What each role may do in this service.
public struct RoleRules: Equatable, Sendable {
  public var linkWorker = RoleRights(leadsCases: true, opensOthersCases: true)
  public var healthAndWellbeingCoach = RoleRights(leadsCases: true, opensOthersCases: true)
  public var careCoordinator = RoleRights(leadsCases: true, opensOthersCases: true)
  public var volunteer = RoleRights(leadsCases: false, opensOthersCases: false)
  public var supervisor = RoleRights(leadsCases: true, opensOthersCases: true)
  public var administrator = RoleRights(leadsCases: false, opensOthersCases: false)

  public init() {}

  /// The rights of a role.
  public func rights(of role: WorkerRole) -> RoleRights {
    switch role {
    case .linkWorker: linkWorker
    case .wellbeingCoach: healthAndWellbeingCoach
    case .careCoordinator: careCoordinator
    case .volunteer: volunteer
    case .supervisor: supervisor
    case .administrator: administrator
    }
  }

  /// Why somebody may not open the record of a case; nil where they may. Whoever works
  /// with a person may always open their record, and everybody may open what nobody
  /// holds yet: somebody has to.
  public func refusal(
    toOpen role: WorkerRole, isOnTeam: Bool, isHeld: Bool
  ) -> String? {
    if isOnTeam || !isHeld || rights(of: role).opensOthersCases { return nil }
    return
      "Somebody else leads this case, and a \(role.words.lowercased()) opens those they work on. Ask whoever leads it to add you."
  }

  /// Whether somebody is asked to lead cases that were a colleague's, or that wait: their
  /// role leads cases, and they are not there to oversee.
  public func takesOver(_ worker: LinkWorker) -> Bool {
    !AccessRules.oversees(worker.role) && rights(of: worker.role).leadsCases
  }

  /// Why somebody may not lead a case; nil where they may.
  public func refusal(toLead role: WorkerRole) -> String? {
    rights(of: role).leadsCases
      ? nil
      : "A \(role.words.lowercased()) works beside whoever leads a case. Nothing was changed; give it to somebody who leads."
  }
}

extension RoleRules: ServiceSetting {
  public static let name = "roles"
  public static let title = "Roles"
  public static let about = """
    What each role of the team may do: lead cases, and open records that somebody else leads, \
    with a reason that is kept. What is shipped is our own proposal, and no authority's word.
    """

  public func problems() -> [String] {
    WorkerRole.allCases.contains { rights(of: $0).leadsCases }
      ? [] : ["Somebody has to be able to lead cases."]
  }
}

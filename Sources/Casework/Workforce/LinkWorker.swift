// The people who work here.

import Foundation

/// Somebody of the service: a link worker, or another role in the team.
public struct LinkWorker: Equatable, Sendable {
  public var id: Identifier<LinkWorker>
  public var name: String
  public var role: WorkerRole
  /// Whole-time equivalent, above 0 and at most 1.
  public var wholeTimeEquivalent: Double

  public init(
    id: Identifier<LinkWorker>, name: String, role: WorkerRole = .linkWorker,
    wholeTimeEquivalent: Double = 1
  ) {
    self.id = id
    self.name = name
    self.role = role
    self.wholeTimeEquivalent = wholeTimeEquivalent
  }

  /// "Priya N".
  public var listName: String {
    let parts = name.split(separator: " ")
    guard let first = parts.first, parts.count > 1, let last = parts.last?.first else {
      return name
    }
    return "\(first) \(last)"
  }
}

/// Roles are few. The raw value is how it is stored and exported.
public enum WorkerRole: String, CaseIterable, Codable, Sendable {
  case linkWorker = "link-worker"
  case wellbeingCoach = "health-and-wellbeing-coach"
  case careCoordinator = "care-coordinator"
  case volunteer
  case supervisor
  case administrator

  public var words: String {
    switch self {
    case .linkWorker: "Link worker"
    case .wellbeingCoach: "Health and wellbeing coach"
    case .careCoordinator: "Care coordinator"
    case .volunteer: "Volunteer"
    case .supervisor: "Supervisor"
    case .administrator: "Administrator"
    }
  }
}

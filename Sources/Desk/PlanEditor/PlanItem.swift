// What can be chosen on a plan's page.

import Casebook
import Casework

/// Something on the plan's page that can be chosen.
enum PlanItem: Equatable {
  case entry(PlanEntry)
  /// A section in which nothing is written yet.
  case newEntry(PlanSection)
  /// The questions of a part that are not shown until they are asked for.
  case part(PlanPart)
  case goal(Goal)
  case action(Action, Goal)
  case service(PrescribedAsset)
  case interest(Interested, String)
  case unmet(UnmetNeed)
  case newAction(Goal)
  case newGoal
  /// The line that is being typed and is not in the plan yet.
  case typing

  /// Whether both stand for the same row of the record, however it now reads.
  func isSame(as other: PlanItem) -> Bool {
    switch (self, other) {
    case (.entry(let a), .entry(let b)): a.id == b.id
    case (.newEntry(let a), .newEntry(let b)): a == b
    case (.part(let a), .part(let b)): a == b
    case (.goal(let a), .goal(let b)): a.id == b.id
    case (.action(let a, _), .action(let b, _)): a.id == b.id
    case (.service(let a), .service(let b)): a.prescription.id == b.prescription.id
    case (.interest(let a, _), .interest(let b, _)): a.id == b.id
    case (.unmet(let a), .unmet(let b)): a.id == b.id
    case (.newAction(let a), .newAction(let b)): a.id == b.id
    case (.newGoal, .newGoal), (.typing, .typing): true
    default: false
    }
  }

  /// The line of the plan that it stands for; nil where it stands for none.
  var line: PlanLine? {
    switch self {
    case .entry(let entry): .entry(entry.id)
    case .goal(let goal): .goal(goal.id)
    case .action(let action, _): .action(action.id)
    default: nil
    }
  }
}

extension Casebook {
  /// What belongs beside a case's plan.
  func besidePlan(of record: CaseRecord) throws -> PlanAside {
    let interests = try self.interests(of: record.case.id)
    let names = try assetNames(interests.map(\.assetID))
    return PlanAside(
      interests: interests.map { ($0, names[$0.assetID] ?? "a service no longer listed") },
      unmet: try unmetNeeds(of: record.case.id), reach: try reach(of: record.person.id))
  }
}

/// What belongs beside a plan: what somebody liked the sound of, what was looked for in
/// vain, and when and how far they can go.
struct PlanAside: Equatable {
  var interests: [(interested: Interested, name: String)] = []
  var unmet: [UnmetNeed] = []
  var reach = Reach()

  static func == (a: PlanAside, b: PlanAside) -> Bool {
    a.interests.map(\.interested) == b.interests.map(\.interested) && a.unmet == b.unmet
      && a.reach == b.reach
  }
}

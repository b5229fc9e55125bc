// From the team as it is to what a forecast starts from.

import Foundation

extension ForecastInput {
  /// - Parameters:
  ///   - rows: in the order of `members`.
  ///   - stay: how long people stay with this service.
  public init(
    members: [TeamMember], rows: [TeamRow], stay: LengthOfStay, model: PointsModel,
    guidance: CaseloadGuidance = CaseloadGuidance(), roles: RoleRules = RoleRules(),
    weeks: Int = 12, on today: Day
  ) {
    let capacity = model.wholeTimeForCases
    self.init(
      today: today,
      workers: zip(members, rows).map { member, row in
        let scale = row.load.scale
        let whole = scale.presence > 0 ? 1 / scale.presence : 0
        return ForecastWorker(
          id: member.worker.id, name: member.worker.listName,
          capacity: capacity * scale.wholeTime,
          ramp: (0...max(1, weeks)).map { week in
            CapacityScale.ramp(
              member.terms, guidance, on: today.adding(days: max(0, week - 1) * 7))
          },
          most: row.load.band.map { $0.high * whole }, rate: Self.rate(member, on: today),
          pointsOfNew: row.load.open == 0
            ? model.standard : row.load.points / Double(row.load.open),
          presence: Presence(member.terms, member.absences),
          cases: member.cases.map { ForecastCase($0, on: today) },
          takesOver: roles.takesOver(member.worker))
      },
      stay: stay, wholeTimeCapacity: capacity, guidance: guidance, weeks: weeks)
  }

  /// People a week whom somebody has taken on and who were no colleague's before, over the
  /// last half year or since they came, four weeks at the least.
  static func rate(_ member: TeamMember, on today: Day) -> Double {
    let half = today.adding(days: -182)
    let start = max(half, member.terms?.startedOn ?? half)
    let weeks = max(4, Double(start.days(until: today)) / 7)
    return Double(member.newOn.count { $0 > half && $0 <= today }) / weeks
  }
}

extension ForecastCase {
  init(_ weighed: WeighedCase, on today: Day) {
    let facts = weighed.row.facts
    let begun = facts.triagedOn ?? facts.referredOn
    let review = facts.reviewOn.map { today.days(until: $0) }
    self.init(
      points: weighed.points, age: max(0, begun.days(until: today) / 7),
      reviewIn: review.flatMap { $0 > 0 ? ($0 + 6) / 7 : nil },
      endsIn: weighed.endsOn.map { max(0, today.days(until: $0) / 7) })
  }
}

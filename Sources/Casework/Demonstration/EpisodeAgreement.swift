// How a plan of the town was shared and agreed: the version that was kept then, which
// reads a little differently from the plan as it has become.

import Foundation

extension PersonBundle.Episode {
  /// Adds what was shared and agreed of the plan, where it was agreed.
  mutating func agree(with person: Person, age: Int, _ draw: inout Draw) {
    guard let plan, let agreedOn = plan.agreedOn,
      let worker = holdings.last?.workerID
    else { return }
    let shown = TownClock.workingDay(onOrBefore: agreedOn.adding(days: -draw.number(in: 2...6)))
    sharings = [
      PlanSharing(
        id: draw.id(), caseID: `case`.id, on: shown, whom: person.calledName,
        how: draw.pick([.together, .together, .printed, .sent]), workerID: worker)
    ]
    versions = [
      PlanVersion(
        id: draw.id(), caseID: `case`.id, number: 1, agreedOn: agreedOn,
        agreedWith: plan.agreedWith,
        consent: age < 13 ? .parentalResponsibility : draw.pick([.said, .said, .written]),
        reviewOn: plan.reviewOn, workerID: worker,
        sheet: sheet(of: plan, called: person.calledName, on: agreedOn, &draw))
    ]
  }

  /// The plan as it was on the day: nothing done yet, and now and then a step that was
  /// thought of later is not there.
  private func sheet(of plan: Plan, called name: String, on day: Day, _ draw: inout Draw)
    -> PlanSheet
  {
    var sheet = PlanSheet(plan, name: name)
    for index in sheet.goals.indices {
      sheet.goals[index].scores.removeAll { $0.on > day }
      sheet.goals[index].status = .open
      for step in sheet.goals[index].actions.indices {
        sheet.goals[index].actions[step].status = .inProgress
        sheet.goals[index].actions[step].endedOn = nil
        sheet.goals[index].actions[step].remark = nil
      }
      if sheet.goals[index].actions.count > 1, draw.chance(0.5) {
        sheet.goals[index].actions.removeLast()
      }
      if let confidence = sheet.goals[index].confidence, confidence > 3, draw.chance(0.4) {
        sheet.goals[index].confidence = confidence - 2
      }
    }
    sheet.words.removeAll { $0.section == .outcome }
    return sheet
  }
}

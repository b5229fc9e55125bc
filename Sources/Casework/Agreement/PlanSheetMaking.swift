// How a plan is put on a sheet.

import Foundation

extension PlanSheet {
  /// The plan of a case as it stands now.
  public init(_ record: CaseRecord) {
    self.init(
      record.plan, name: record.person.calledName, prescriptions: record.prescriptions,
      actionsUpdatedOn: record.actionsUpdatedOn)
  }

  /// - Parameters:
  ///   - plan: nil makes an empty sheet.
  ///   - name: what the person is called.
  ///   - prescriptions: the services linked, the latest first.
  ///   - actionsUpdatedOn: when each action was last written.
  public init(
    _ plan: Plan?, name: String, prescriptions: [PrescribedAsset] = [],
    actionsUpdatedOn: [Identifier<Action>: Day] = [:]
  ) {
    let known = Set((plan?.goals ?? []).map(\.id))
    let byGoal = Dictionary(grouping: prescriptions) { item in
      item.prescription.goalID.flatMap { known.contains($0) ? $0 : nil }
    }
    self.init(
      name: name,
      words: (plan?.entries ?? []).map {
        SheetWords(
          id: $0.id.text, section: $0.section, text: $0.text, voice: $0.voice,
          goalID: $0.goalID?.text)
      },
      goals: (plan?.goals ?? []).map { goal in
        SheetGoal(
          goal, services: (byGoal[goal.id] ?? []).map(SheetService.init),
          actionsUpdatedOn: actionsUpdatedOn)
      },
      services: (byGoal[nil] ?? []).map(SheetService.init))
  }
}

extension SheetGoal {
  init(
    _ goal: Goal, services: [SheetService], actionsUpdatedOn: [Identifier<Action>: Day]
  ) {
    self.init(
      id: goal.id.text, text: goal.text, voice: goal.voice, importance: goal.importance,
      confidence: goal.confidence, status: goal.status, isScored: goal.isScored,
      parentID: goal.parentID?.text, needID: goal.needID?.text,
      actions: goal.actions.map { SheetAction($0, updatedOn: actionsUpdatedOn[$0.id]) },
      scores: goal.scores.map {
        SheetScore(
          on: $0.on, score: $0.score, note: $0.note.isEmpty ? nil : $0.note, voice: $0.voice)
      }, services: services)
  }
}

extension SheetAction {
  init(_ action: Action, updatedOn: Day?) {
    self.init(
      id: action.id.text, what: action.what, who: action.who, when: action.when,
      status: action.status, voice: action.voice,
      strategies: action.strategies.isEmpty ? nil : action.strategies,
      confidence: action.confidence, reviewOn: action.reviewOn, endedOn: action.endedOn,
      remark: action.remark.isEmpty ? nil : action.remark, updatedOn: updatedOn)
  }
}

extension SheetService {
  init(_ item: PrescribedAsset) {
    self.init(
      id: item.prescription.id.text, name: item.assetName, kind: item.prescription.kind,
      on: item.prescription.on)
  }
}

// Risks, decisions, safety tasks and goals' outcomes in JSON.

import Casework

struct RiskObject: Encodable {
  var id: String
  var kind: Risk.Kind
  var risk: String
  var comment: String
  var from: Day
  var reviewedOn: Day?
  var to: Day?

  init(_ risk: Risk) {
    id = risk.id.text
    kind = risk.kind
    self.risk = risk.risk
    comment = risk.comment
    from = risk.from
    reviewedOn = risk.reviewedOn
    to = risk.to
  }
}

struct DecisionObject: Encodable {
  var id: String
  var kind: TriageDecision.Kind
  var on: Day
  var reason: String
  var insteadId: String?
  var instead: String
  var nothingExists: Bool
  var snomedCode: String?

  init(_ decision: TriageDecision) {
    id = decision.id.text
    kind = decision.kind
    on = decision.on
    reason = decision.reason
    insteadId = decision.insteadID?.text
    instead = decision.instead
    nothingExists = decision.nothingExists
    snomedCode = decision.kind.snomedCode
  }
}

struct SafetyObject: Encodable {
  var id: String
  var text: String
  var on: Day
  var at: String?
  var doneOn: Day?
  var outcome: String

  init(_ task: SafetyTask) {
    id = task.id.text
    text = task.text
    on = task.on
    at = NextStep(text: "", on: task.on, at: task.at).clock
    doneOn = task.doneOn
    outcome = task.outcome
  }
}

struct OutcomeObject: Encodable {
  var goalId: String
  var kind: GoalOutcome.Kind
  var note: String

  init(_ outcome: GoalOutcome) {
    goalId = outcome.goalID.text
    kind = outcome.kind
    note = outcome.note
  }
}

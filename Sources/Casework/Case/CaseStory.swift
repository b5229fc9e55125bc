// The steps of a case in its story: decisions, letters, pauses and safety tasks.

import Foundation

extension CaseRecord {
  /// When each risk was recorded and when it ended.
  private var risked: [TimelineEntry] {
    risks.flatMap { risk in
      let by = name(of: risk.workerID)
      var entries = [
        TimelineEntry(
          kind: .risk, on: risk.from, at: nil, title: risk.kind.words,
          detail: [risk.risk, risk.comment].filter { !$0.isEmpty }.joined(separator: "\n"), by: by)
      ]
      if let end = risk.to {
        entries.append(
          TimelineEntry(
            kind: .risk, on: end, at: nil, title: "\(risk.kind.words): ended", detail: risk.risk,
            by: ""))
      }
      return entries
    }
  }

  /// What became of what was prescribed.
  private var followed: [TimelineEntry] {
    prescriptionSteps.map { step in
      let place = prescriptions.first { $0.prescription.id == step.prescriptionID }
      let with = step.wentWith.isEmpty ? "" : "with \(step.wentWith)"
      return TimelineEntry(
        kind: .prescription, on: step.on, at: nil,
        title: "\(place?.assetName ?? "A service"): \(step.state.words.lowercased())",
        detail: [step.reason?.words ?? "", with, step.note].filter { !$0.isEmpty }
          .joined(separator: "\n"),
        by: name(of: step.workerID))
    }
  }

  /// What became of each goal when the case closed.
  private var ended: [TimelineEntry] {
    guard let closing = `case`.closing else { return [] }
    return goalOutcomes.map { outcome in
      let goal = plan?.goals.first { $0.id == outcome.goalID }
      return TimelineEntry(
        kind: .plan, on: closing.on, at: nil,
        title: "\(outcome.kind.words): \(goal?.text ?? "a goal")", detail: outcome.note, by: "")
    }
  }

  /// The entries of the timeline for what is neither contact nor plan, in any order.
  func steps(in zone: TimeZone) -> [TimelineEntry] {
    // The acceptance itself stands in the case's own triage.
    let decided = decisions.filter { $0.kind != .accepted }.map { decision in
      TimelineEntry(
        kind: .triage, on: decision.on, at: nil, title: decision.kind.words,
        detail: decision.detail, by: name(of: decision.workerID))
    }
    let written = letters.map { letter in
      let shown = letter.shownOn.map { "Shown to \(person.calledName) on \($0.british)." }
      return TimelineEntry(
        kind: .letter, on: letter.on, at: nil, title: letter.kind.words,
        detail: [letter.to.isEmpty ? "" : "To \(letter.to)", shown ?? "", letter.shownNote]
          .filter { !$0.isEmpty }.joined(separator: "\n")
          + (letter.body.isEmpty ? "" : "\n\n" + letter.body),
        by: name(of: letter.workerID))
    }
    let paused = pauses.flatMap { pause -> [TimelineEntry] in
      var entries = [
        TimelineEntry(
          kind: .triage, on: pause.from, at: nil,
          title: "First contact paused until \(pause.until.british)", detail: pause.reason,
          by: name(of: pause.workerID))
      ]
      if let ended = pause.endedOn {
        entries.append(
          TimelineEntry(
            kind: .triage, on: ended, at: nil, title: "First contact goes on", detail: "", by: ""))
      }
      return entries
    }
    let safety = safetyTasks.map { task in
      TimelineEntry(
        kind: .safety, on: task.doneOn ?? task.on, at: nil,
        title: task.isOpen ? "For their safety, by \(task.on.british)" : "Done for their safety",
        detail: [task.text, task.outcome].filter { !$0.isEmpty }.joined(separator: "\n"),
        by: name(of: task.workerID))
    }
    return decided + written + paused + safety + risked + ended + followed
  }
}

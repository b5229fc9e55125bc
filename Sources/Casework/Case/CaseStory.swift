// The steps of a case in its story: decisions, letters, pauses and safety tasks.

import Foundation

extension CaseRecord {
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
          .filter { !$0.isEmpty }.joined(separator: "\n"),
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
    return decided + written + paused + safety
  }
}

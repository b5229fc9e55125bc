// A command of a list that shows or writes in the record of whoever is chosen there. Where
// a colleague holds the case it asks why first, as opening the record does.

import Casebook
import Casework
import Foundation
import Terminal

extension DeskCommands {
  /// The commands that show or write in the chosen record without opening it on the desk.
  static let writesInRecord: Set<String> = [
    DeskAction.logContact.rawValue, DeskAction.closeCase.rawValue, "case.reopen", "clock.pause",
    "clock.letter", "safety.task", "loop.person", "diary.new", "visit.out",
  ]

  /// The commands about a chosen case that open no record: they say why themselves, they
  /// are a supervisor's own, or they only mark its line.
  static let opensNoRecord: Set<String> = [
    DeskAction.takeOn.rawValue, "triage.hand", "case.move", "case.weigh", "caseload.mark",
    "caseload.mark-all",
  ]
}

extension Desk {
  /// The case whose record a command writes in where it stands in a list.
  private func caseWritten(by id: String) -> Identifier<Case>? {
    guard person == nil, linking == nil else { return nil }
    if let loop = current as? LoopScreen {
      guard let story = loop.selected, DeskCommands.writesInPrescription.contains(id) else {
        return nil
      }
      return story.prescription.caseID
    }
    // In the week a new line of the diary is about nobody's case.
    if id == "diary.new", current is WeekScreen { return nil }
    return DeskCommands.writesInRecord.contains(id) ? chosenCase?.id : nil
  }

  /// Asks why before a command writes in a record that a colleague holds; the command runs
  /// once it was said, and who did what and why is kept.
  ///
  /// - Returns: whether the command waits for that, or may not run at all.
  mutating func asksWhy(before id: String) -> Bool {
    guard let caseID = caseWritten(by: id) else { return false }
    return asksWhy(ofCase: caseID, doing: registry[id]?.title ?? "") { $0.perform(id) }
  }

  /// The same for anything else that is done from a list.
  ///
  /// - Parameters:
  ///   - doing: what, as the history says it.
  ///   - then: does it, once it was said why.
  mutating func asksWhy(
    ofCase caseID: Identifier<Case>, doing: String, then: @escaping (inout Desk) -> Void
  ) -> Bool {
    // Whoever is open below a room was opened with a reason.
    if caseID == reasonGivenFor || rooms.contains(where: { $0.person?.caseID == caseID }) {
      return false
    }
    var waits = false
    attempt { desk in
      guard let record = try desk.withBook({ try $0.caseRecord(caseID) }) else { return }
      switch try desk.withBook({ try $0.access(to: record) }) {
      case .free: return
      case .refused(let words):
        waits = true
        throw CasebookError.refused(words)
      case .asksWhy(let holder):
        waits = true
        desk.overlay = .form(
          AccessForm.make(for: record.person, heldBy: record.name(of: holder)),
          FormPurpose { desk, form in
            let why = AccessForm.reason(form)
            let now = desk.setting.now()
            try desk.withBook { try $0.openRecord(record, because: why, doing: doing, at: now) }
            desk.overlay = nil
            desk.reasonGivenFor = caseID
            then(&desk)
            return .movedOn
          })
      }
    }
    return waits
  }
}

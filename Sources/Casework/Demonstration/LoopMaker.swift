// What became of a made-up prescription: most went, some wait, some stopped and said why.

import Foundation

/// Tells how a prescription went, from a lot of its own, so that nothing else in the
/// town draws differently for it.
struct LoopMaker {
  private var draw: Draw
  private let prescription: Prescription
  private let worker: LinkWorker
  /// The last day that can have anything in it.
  private var end: Day
  private(set) var steps: [PrescriptionStep] = []
  private(set) var feedback: [PrescriptionFeedback] = []

  init(
    _ prescription: Prescription, town: DemonstrationTown, worker: LinkWorker, isClosed: Bool,
    end: Day
  ) {
    self.prescription = prescription
    self.worker = worker
    self.end = end
    // FNV-1a of the prescription's id.
    let lot = prescription.id.text.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x100_0000_01b3
    }
    draw = Draw(
      seed: town.seed ^ lot, .loop, 0,
      entered: TownClock.moment(town.today.adding(days: -2), minute: 0))
    // Of those who are still with us, somebody has yet to ask.
    if !isClosed { self.end = end.adding(days: -draw.number(in: 0...60)) }
    tell(isClosed: isClosed)
  }

  private mutating func tell(isClosed: Bool) {
    var day = prescription.on
    if prescription.kind == .referral {
      day = day.adding(days: draw.number(in: 1...6))
      guard add(.contacted, on: day) else { return }
      day = day.adding(days: draw.number(in: 2...9))
      if draw.chance(0.12) {
        _ = add(draw.chance(0.7) ? .waiting : .full, on: day)
        return
      }
      guard add(.accepted, on: day) else { return }
    }
    day = day.adding(days: draw.number(in: 3...12))
    if draw.chance(0.18) {
      _ = add(.declined, on: day, reason: draw.pick([.nervous, .times, .notForThem, .travel]))
      return
    }
    let with = draw.chance(0.4) ? "with \(worker.name.split(separator: " ").first ?? "")" : ""
    guard add(.attendedFirst, on: day, with: with) else { return }
    day = day.adding(days: draw.number(in: 12...30))
    if draw.chance(0.22) {
      _ = add(.droppedOut, on: day, reason: draw.pick([.cost, .travel, .times, .movedOn]))
      return
    }
    guard add(.attending, on: day) else { return }
    if draw.chance(0.6), day <= end {
      let said = draw.pick(Self.said)
      feedback.append(
        PrescriptionFeedback(
          id: draw.id(), prescriptionID: prescription.id, on: day, again: said.again,
          words: said.words, workerID: worker.id))
    }
    if isClosed, draw.chance(0.5) { _ = add(.finished, on: min(end, day.adding(days: 20))) }
  }

  /// Adds a step where its day has come.
  private mutating func add(
    _ state: PrescriptionState, on day: Day, reason: DropOutReason? = nil, with: String = ""
  ) -> Bool {
    guard day <= end else { return false }
    steps.append(
      PrescriptionStep(
        id: draw.id(), prescriptionID: prescription.id, state: state, on: day, reason: reason,
        wentWith: with, workerID: worker.id))
    return true
  }

  private static let said: [(again: PrescriptionFeedback.Again, words: String)] = [
    (.yes, "Best bit of my week."), (.yes, "It’s loud but they let me sit by the window."),
    (.yes, "I know two people there now."), (.notSure, "Depends who’s there."),
    (.yes, "They didn’t make me talk."), (.no, "Too many little kids."), (.yes, ""),
  ]
}

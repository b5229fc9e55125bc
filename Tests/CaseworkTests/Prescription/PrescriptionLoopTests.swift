// What became of a prescription, derived from its steps.

import Foundation
import Testing

@testable import Casework

@Suite("What became of a prescription")
struct PrescriptionLoopTests {
  static let start = Day(number: 20_000)

  static func story(
    _ states: [(Int, PrescriptionState)], kind: PrescriptionKind = .referral, closed: Bool = false
  ) -> PrescriptionStory {
    let prescription = Prescription(
      id: Identifier("p"), caseID: Identifier("c"), assetID: Identifier("a"), kind: kind,
      on: start, workerID: Identifier("w"))
    return PrescriptionStory(
      prescription: prescription, assetName: "Canal Sketchers", caseIsClosed: closed,
      steps: states.enumerated().map { index, step in
        PrescriptionStep(
          id: Identifier("s\(index)"), prescriptionID: prescription.id, state: step.1,
          on: start.adding(days: step.0), workerID: Identifier("w"))
      })
  }

  @Test("it stands where its latest step left it, and begins as offered")
  func state() {
    #expect(Self.story([]).state == .offered)
    #expect(Self.story([(2, .contacted), (9, .waiting)]).state == .waiting)
    #expect(Self.story([(2, .contacted), (9, .waiting)]).since == Self.start.adding(days: 9))
  }

  @Test(
    "when to ask again follows from where it stands",
    arguments: [
      ([], PrescriptionKind.referral, 7), ([], .signpost, 14), ([(3, .contacted)], .referral, 10),
      ([(3, .accepted)], .referral, 17), ([(3, .waiting)], .referral, 31),
      ([(3, .attendedFirst)], .referral, 17), ([(3, .attending)], .signpost, 45),
      ([(3, .full)], .referral, nil), ([(3, .finished)], .referral, nil),
      ([(3, .droppedOut)], .referral, nil), ([(3, .declined)], .signpost, nil),
    ] as [([(Int, PrescriptionState)], PrescriptionKind, Int?)])
  func asking(steps: [(Int, PrescriptionState)], kind: PrescriptionKind, days: Int?) {
    #expect(
      Self.story(steps, kind: kind).askOn(policy: ChasePolicy())
        == days.map { Self.start.adding(days: $0) })
  }

  @Test("nobody asks after a prescription of a closed case")
  func closed() {
    #expect(Self.story([], closed: true).askOn(policy: ChasePolicy()) == nil)
  }

  @Test("who once went counts as connected, whatever came afterwards")
  func connected() {
    #expect(!Self.story([(1, .accepted), (5, .declined)]).isConnected)
    #expect(Self.story([(1, .attendedFirst), (30, .droppedOut)]).isConnected)
    #expect(
      Self.story([(1, .attendedFirst), (30, .attending)]).firstAttendedOn
        == Self.start.adding(days: 1))
  }

  @Test("from every place there is an answer that leads on, and a signpost asks no group")
  func answers() {
    for state in PrescriptionState.allCases {
      for kind in PrescriptionKind.allCases {
        let answers = state.answers(for: kind)
        #expect(!answers.isEmpty, "\(state) \(kind)")
        #expect(Set(answers).count == answers.count)
      }
      #expect(!state.answers(for: .signpost).contains(.contacted))
    }
  }
}

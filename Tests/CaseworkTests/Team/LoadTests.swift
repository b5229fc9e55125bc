// Loads worked out on paper beside each test.

import Foundation
import Testing

@testable import Casework

@Suite("What a worker carries")
struct LoadTests {
  private func load(
    _ cases: [WeighedCase], hours: Double = 1, _ terms: WorkerTerms? = nil,
    _ absences: [Absence] = []
  ) -> WorkerLoad {
    WorkerLoad(
      worker: Made.worker(hours: hours), terms: terms, absences: absences, cases: cases,
      guidance: CaseloadGuidance(), model: PointsModel(), on: Made.today)
  }

  @Test(
    "a case weighs its intensity and what is with it",
    arguments: [
      (.signpost, [], 1.0), (.short, [], 2), (.standard, [], 4), (.intensive, [], 7),
      (.complex, [], 10), (.complex, [.multiAgency, .interpreter], 13),
      (.standard, [.communication, .homeVisits], 6), (.signpost, [.group], 0),
    ] as [(CaseIntensity, Set<CaseModifier>, Double)])
  func points(intensity: CaseIntensity, modifiers: Set<CaseModifier>, points: Double) {
    #expect(Made.weighed(1, intensity, modifiers).points == points)
  }

  @Test("what nobody has weighed counts as standard and says so")
  func unweighed() {
    let one = Made.weighed(1, nil)
    #expect(one.points == 4 && !one.isWeighed)
    #expect(one.words == "standard, not weighed yet 4")
  }

  @Test("not yet contacted and visits at home are read from the record, never by hand")
  func derived() {
    let waiting = Made.weighed(1, .short, facts: CaseFacts(referredOn: Made.today))
    #expect(waiting.points == 2.5)
    #expect(Made.weighed(1, .short, [.notYetContacted]).points == 2, "they were spoken with")
    let visited = Made.weighed(1, .intensive, atHome: true)
    #expect(visited.words == "intensive 7 + home visits or travel 1")
  }

  @Test("a part-timer who started in June with two complex cases")
  func partTimer() {
    // 0.6 of (100 − 15) = 51 points. 2 × 10 complex, one of them with several agencies
    // +2; 3 × 4 standard; 2 × 2 short, one not yet contacted +0.5: 38.5 in 7 people.
    let cases = [
      Made.weighed(1, .complex, [.multiAgency]), Made.weighed(2, .complex),
      Made.weighed(3, .standard), Made.weighed(4, .standard), Made.weighed(5, .standard),
      Made.weighed(6, .short),
      Made.weighed(7, .short, facts: CaseFacts(referredOn: Made.today)),
    ]
    let load = load(cases, hours: 0.6, Made.terms(started: "2026-06-01", isNew: true))
    #expect(abs(load.capacity - 51) < 1e-9 && load.points == 38.5 && load.open == 7)
    #expect(load.band?.people == 12...15)
    #expect(load.standing == .room)
    #expect(
      load.summary.map(\.words) == [
        "2 complex or safeguarding × 10", "3 standard × 4", "2 short × 2",
        "plan with several agencies, 1 × 2", "not yet contacted, 1 × 0.5",
      ])
    #expect(load.summary.reduce(0) { $0 + $1.points } == load.points)
    #expect(
      load.capacityWords
        == "capacity: 100 × 0.6 less 15 × 0.6 for work that is not cases (0.6 of whole time)")
  }

  @Test("the same part-timer in the first weeks is right with half of it")
  func firstWeeks() {
    // 51 points × 50 % = 25.5; 12–15 people become 6–8.
    let load = load(
      (1...7).map { Made.weighed($0, .standard) }, hours: 0.6,
      Made.terms(started: "2026-11-02", isNew: true))
    #expect(abs(load.capacity - 25.5) < 1e-9)
    #expect(load.band?.people == 6...8)
    // 28 points of 25.5 are over; 7 people are not.
    #expect(load.standing == .over)
  }

  @Test(
    "over guidance is more people than the band or more points than capacity; far over is both, or a fifth more",
    arguments: [
      (24, 84.0, LoadStanding.within), (25, 85, .within), (26, 85, .over), (23, 88.5, .over),
      (31, 112, .farOver), (20, 102.5, .farOver), (31, 60, .farOver), (30, 60, .over),
      (12, 40, .room), (19, 77, .within), (20, 40, .within), (0, 0, .room),
    ])
  func standing(open: Int, points: Double, standing: LoadStanding) {
    let band = CaseloadBand(
      ages: [], choice: "cyp", guidance: CaseloadGuidance(), scale: 1)
    #expect(
      WorkerLoad.standing(open: open, band: band, points: points, capacity: 85, farOver: 1.2)
        == standing)
  }

  @Test("hours a week are those of the last four weeks with the work beside them")
  func hours() {
    // 6 contacts of 200 minutes in all, 20 beside each: 320 minutes in four weeks.
    let load = load([
      Made.weighed(1, .short, contacts: 4, minutes: 120),
      Made.weighed(2, .short, contacts: 2, minutes: 80),
    ])
    #expect(abs(load.hours - 320.0 / 60 / 4) < 1e-9)
    #expect(abs(load.hoursThere - 37.5 * 0.85) < 1e-9)
  }

  @Test("the items of a load add up to its points, whatever the cases")
  func addsUp() {
    var generator = SeededGenerator(seed: 11)
    for _ in 0..<200 {
      let cases = (0..<Int.random(in: 0...40, using: &generator)).map { number in
        Made.weighed(
          number, CaseIntensity.allCases.randomElement(using: &generator),
          Set(CaseModifier.allCases.filter { _ in Bool.random(using: &generator) }),
          atHome: Bool.random(using: &generator))
      }
      let load = load(cases)
      let sum = load.summary.reduce(0) { $0 + $1.points }
      #expect(abs(sum - load.points) < 1e-6)
      #expect(cases.allSatisfy { $0.points >= 0 })
    }
  }

  @Test("the model says in words what cannot be used")
  func problems() {
    var model = PointsModel()
    #expect(model.problems() == [])
    model.workThatIsNotCases = 100
    model.complex = -1
    #expect(model.problems().count == 2)
  }
}

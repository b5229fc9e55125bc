// Guidance scaled to one worker, worked out on paper beside each test.

import Foundation
import Testing

@testable import Casework

@Suite("Guidance is scaled to the worker")
struct GuidanceTests {
  private func scale(
    _ hours: Double, _ terms: WorkerTerms?, _ absences: [Absence] = []
  ) -> CapacityScale {
    CapacityScale(
      wholeTimeEquivalent: hours, terms: terms, absences: absences, guidance: CaseloadGuidance(),
      on: Made.today)
  }

  @Test("every figure that is shipped names its source and the day it was noted")
  func sources() {
    for set in CaseloadGuidance().sets {
      for figure in set.figures {
        #expect(!figure.source.isEmpty && figure.noted == Made.today, "\(set.name)")
        #expect(figure.sourceWords.contains("noted 23/11/2026"))
      }
    }
    let cyp = CaseloadGuidance()["cyp"]
    #expect(cyp?.figure(.open)?.words == "20–25 open at one time")
    #expect(cyp?.figure(.weeks)?.high == 12)
    #expect(CaseloadGuidance()["all-age"]?.figure(.yearly)?.words == "200–250 a year")
    #expect(CaseloadGuidance()["all-age"]?.figure(.open)?.words == "40 open at one time")
  }

  @Test(
    "the band follows the hours that somebody works",
    arguments: [(1.0, 20...25), (0.8, 16...20), (0.6, 12...15), (0.5, 10...13), (0.2, 4...5)])
  func hours(hours: Double, band: ClosedRange<Int>) throws {
    let made = try #require(
      CaseloadBand(
        ages: [], choice: "cyp", guidance: CaseloadGuidance(), scale: scale(hours, nil).atOneTime))
    #expect(made.people == band)
  }

  @Test(
    "somebody new carries 50, 75 and then 100 %",
    // 23/11/2026 is 5, 8, 15 and 16 weeks after these days.
    arguments: [
      ("2026-10-19", 0.5), ("2026-09-28", 0.75), ("2026-08-10", 0.75), ("2026-08-03", 1.0),
    ])
  func ramp(started: String, share: Double) {
    #expect(scale(1, Made.terms(started: started, isNew: true)).ramp == share)
    #expect(scale(1, Made.terms(started: started)).ramp == 1, "not new to the work")
  }

  @Test("a fortnight's leave is in the figures; six weeks of it scale them")
  func leave() {
    #expect(scale(1, nil, [Made.away("2026-11-30", "2026-12-11")]).presence == 1)
    // 20 working days ahead, 23/11 to 18/12; away from 07/12 on: 10 of them are left.
    let long = scale(1, nil, [Made.away("2026-12-07", "2027-01-17")])
    #expect(long.presence == 0.5)
    #expect(long.words == ["here for 50 % of the next four weeks"])
  }

  @Test("part of a year counts as part of a year")
  func partYear() {
    // Of the year from 01/04/2026, 261 working days; from 01/10/2026 on, 130 of them.
    let half = scale(1, Made.terms(started: "2026-10-01"))
    #expect(abs(half.year - 130.0 / 261.0) < 1e-9)
    #expect(scale(0.6, Made.terms(started: "2026-10-01")).overAYear == 0.6 * half.year)
    let leaver = scale(1, Made.terms(leaves: "2026-09-30"))
    #expect(leaver.presence == 0 && abs(leaver.year - 131.0 / 261.0) < 1e-9)
  }

  @Test("a mixed caseload is judged by each person's age")
  func mixed() throws {
    // 10/25 + 16/40 = 0.8 of the whole: 26 of that mix, so 32.5 are right at most;
    // 10/20 + 16/40 = 0.9: 28.9 at the least.
    let ages: [Int?] = Array(repeating: 12, count: 10) + Array(repeating: 44, count: 16)
    let band = try #require(
      CaseloadBand(ages: ages, choice: "by-age", guidance: CaseloadGuidance(), scale: 1))
    #expect(abs(band.high - 32.5) < 1e-9 && abs(band.low - 26 / 0.9) < 1e-9)
    #expect(band.figures.map(\.source).count == 2)
    let young = try #require(
      CaseloadBand(
        ages: Array(repeating: 25, count: 7), choice: "by-age", guidance: CaseloadGuidance(),
        scale: 1))
    #expect(young.people == 20...25)
    let grown = try #require(
      CaseloadBand(ages: [26, 80], choice: "by-age", guidance: CaseloadGuidance(), scale: 1))
    #expect(grown.people == 40...40)
    #expect(
      CaseloadBand(ages: [12], choice: "points", guidance: CaseloadGuidance(), scale: 1) == nil)
  }

  @Test("a service's own copy is used, and one that cannot be is refused in words")
  func copies() throws {
    var guidance = CaseloadGuidance()
    var copy = try #require(guidance["cyp"])
    copy.id = "ours"
    copy.figures[0].low = 15
    copy.figures[0].high = 18
    guidance.sets.append(copy)
    #expect(guidance.problems() == [])
    let band = CaseloadBand(ages: [], choice: "ours", guidance: guidance, scale: 1)
    #expect(band?.people == 15...18)
    guidance.sets[0].figures[0].source = ""
    #expect(guidance.problems() == ["CYP: open at one time needs its source."])
    guidance.sets.append(copy)
    #expect(guidance.problems().contains("Two sets have the same id."))
  }

  @Test("a set that no longer is falls back to the usual one")
  func missing() {
    #expect(
      CaseloadBand(ages: [], choice: "gone", guidance: CaseloadGuidance(), scale: 1)?.people
        == 20...25)
  }
}

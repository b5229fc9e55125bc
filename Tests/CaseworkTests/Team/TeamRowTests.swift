// One row of the team, and who is in it.

import Foundation
import Testing

@testable import Casework

@Suite("A row of the team")
struct TeamRowTests {
  private func row(
    _ cases: [WeighedCase] = [], takenOn: [Day] = [], terms: WorkerTerms? = nil,
    absences: [Absence] = [], sessions: [SupervisionSession] = [], hours: Double = 1
  ) -> TeamRow {
    TeamRow(
      TeamMember(
        worker: Made.worker(hours: hours), terms: terms, absences: absences, cases: cases,
        takenOn: takenOn, sessions: sessions), guidance: CaseloadGuidance(), model: PointsModel(),
      supervision: SupervisionRules(), on: Made.today)
  }

  private func session(_ daysAgo: Int, _ kind: SupervisionKind = .practice) -> SupervisionSession {
    SupervisionSession(
      id: Identifier("s\(daysAgo)\(kind)"), workerID: Identifier("Tom Hargreave"),
      supervisorID: Identifier("Ngozi"), kind: kind, on: Made.today.adding(days: -daysAgo))
  }

  @Test("waiting, late, unlogged, quiet and plans are counted by one rule each")
  func counts() {
    let today = Made.today
    func fact(_ change: (inout CaseFacts) -> Void) -> CaseFacts {
      var facts = Made.reached
      facts.planAgreedOn = today.adding(days: -20)
      facts.reviewOn = today.adding(days: 20)
      change(&facts)
      return facts
    }
    let facts = [
      fact { _ in },
      CaseFacts(referredOn: today.adding(days: -16)),
      fact { $0.nextStep = NextStep(text: "meet", on: today.adding(days: -1), at: 600) },
      fact { $0.lastSpokenOn = today.adding(days: -28) },
      fact { $0.planAgreedOn = nil },
      fact { $0.reviewOn = nil },
    ]
    let cases = facts.enumerated().map { number, facts in
      var row = Made.row(number, facts: facts, hasPlan: true)
      row.due = Due(of: facts, policy: ServicePolicy())
      return WeighedCase(row, weight: nil, model: PointsModel())
    }
    let made = row(cases)
    #expect(made.load.open == 6)
    #expect(made.waiting == 1 && made.longestWait == 16)
    #expect(made.unlogged == 1 && made.overdue == 2 && made.quiet == 1)
    #expect(made.withoutAgreement == 1 && made.withoutReview == 1)
  }

  @Test("what Today says is not logged, the team's row counts, and no other")
  func unlogged() {
    let today = Made.today
    var generator = SeededGenerator(seed: 4)
    for _ in 0..<400 {
      var facts = Made.reached
      let day = today.adding(days: Int.random(in: -3...2, using: &generator))
      let at = Bool.random(using: &generator) ? Int.random(in: 0..<1_440, using: &generator) : nil
      let minute = Int.random(in: 0..<1_440, using: &generator)
      facts.nextStep = NextStep(text: "meet", on: day, at: at)
      var one = Made.row(1, facts: facts)
      one.due = Due(of: facts, policy: ServicePolicy())
      let now = DayClock.date(today, minute: minute)
      let agenda = Agenda(diary: [], due: [one], now: now)
      let made = TeamRow(
        TeamMember(
          worker: Made.worker(), cases: [WeighedCase(one, weight: nil, model: PointsModel())]),
        guidance: CaseloadGuidance(), model: PointsModel(), supervision: SupervisionRules(),
        on: today, minute: minute)
      #expect(made.unlogged == agenda.unlogged.count, "\(day) \(at ?? -1) at \(minute)")
      // And quiet is the caseload's own question, of those who were spoken with.
      let days = Int.random(in: 1...40, using: &generator)
      #expect(
        TeamRow.isQuiet(one, after: days, on: today)
          == CaseQuestion.unspoken(days: days).holds(for: facts, due: one.due, on: today))
    }
  }

  @Test("the pace of the year goes on as it has gone")
  func pace() {
    // 237 of 365 days from 01/04 to 23/11: 61 people come to 94 in the year.
    let days = (0..<61).map { Made.day("2026-04-01").adding(days: $0 * 3) }
    let made = row(takenOn: days + [Made.day("2026-03-31")])
    #expect(made.thisYear == 61 && made.onCourse == 94)
    #expect(made.paceWords == "61→94")
    #expect(made.yearly == 87...108)
    #expect(row(hours: 0.6).yearly == 52...65)
  }

  @Test("somebody who came in October is measured from October")
  func latePace() {
    // The year from 01/04 has 365 days and 261 working days, of which 237 and 169 are up to
    // 23/11. From 01/10 it is 38 of those 169, and 130 of the 261. So the 20 people came in
    // 237 × 38/169 = 53.3 days, and in 365 × 130/261 = 181.8 days there will be
    // 20 / 53.3 × 181.8 = 68.2 of them.
    let made = row(
      takenOn: (0..<20).map { Made.day("2026-10-01").adding(days: $0 * 2) },
      terms: Made.terms(started: "2026-10-01"))
    #expect(made.thisYear == 20)
    #expect(made.onCourse == 68)
  }

  @Test("supervision is due by rule, the earliest kind first")
  func supervision() {
    #expect(row().supervisionDue?.on == Made.today, "never, and no first day known")
    let made = row(sessions: [session(12), session(44, .clinical)])
    #expect(made.supervisionDue?.kind == .clinical)
    #expect(made.supervisionDue?.on == Made.today.adding(days: -2))
    #expect(made.supervisionDue?.isLate(on: Made.today) == true)
    #expect(made.supervisedWords(on: Made.today) == "12 days")
    let started = row(terms: Made.terms(started: "2026-11-16"))
    #expect(started.supervisionDue?.on == Made.day("2026-12-28"))
    #expect(row().supervisedWords(on: Made.today) == "never")
  }

  @Test("a name says who is new, a coach, or away")
  func names() {
    #expect(row().nameWords == "Tom H")
    #expect(row(terms: Made.terms(started: "2026-11-02", isNew: true)).nameWords == "Tom H · new")
    #expect(
      row(absences: [Made.away("2026-11-20", "2026-11-30")]).nameWords == "Tom H · away to 30/11")
  }

  // MARK: Who is in it

  private let ngozi = LinkWorker(id: Identifier("Ngozi"), name: "Ngozi Okafor", role: .supervisor)
  private let sam = LinkWorker(id: Identifier("Sam"), name: "Sam Bright", role: .supervisor)

  private func names(
    seenBy viewer: LinkWorker, _ terms: [WorkerTerms], _ absences: [Absence] = [],
    holders: Set<Identifier<LinkWorker>> = []
  ) -> [String] {
    TeamScope.members(
      seenBy: viewer,
      workers: ["Ada A", "Ben B", "Cat C"].map { Made.worker($0) } + [ngozi, sam], terms: terms,
      absences: absences, holders: holders, on: Made.today
    ).map(\.name)
  }

  @Test("a supervisor sees those who are theirs, and a deputy those of whoever is away")
  func scope() {
    let terms = [
      Made.terms(supervisor: "Ngozi", of: "Ada A"), Made.terms(supervisor: "Ngozi", of: "Ben B"),
      Made.terms(supervisor: "Sam", of: "Cat C"), Made.terms(deputy: "Sam", of: "Ngozi"),
    ]
    #expect(names(seenBy: ngozi, terms) == ["Ada A", "Ben B"])
    #expect(names(seenBy: sam, terms) == ["Cat C"])
    let away = [Made.away("2026-11-20", "2026-11-30", "Ngozi")]
    #expect(names(seenBy: sam, terms, away) == ["Ada A", "Ben B", "Cat C"])
    #expect(names(seenBy: Made.worker("Ada A"), terms) == ["Ada A", "Ben B"])
    #expect(
      TeamScope.supervisor(
        of: Identifier("Ada A"), terms: terms, absences: away, on: Made.today)?.isDeputy == true)
  }

  @Test("nobody is in nobody's team: a newcomer, and whose supervisor left, are every supervisor's")
  func nobodys() {
    let terms = [
      Made.terms(supervisor: "Ngozi", of: "Ada A"),
      Made.terms(supervisor: "Sam", of: "Ben B"),
      Made.terms(leaves: "2026-11-20", of: "Sam"),
    ]
    // Cat has no terms at all yet, and Sam has gone.
    #expect(names(seenBy: ngozi, terms) == ["Ada A", "Ben B", "Cat C"])
    let pat = LinkWorker(id: Identifier("Pat"), name: "Pat Lee", role: .supervisor)
    #expect(names(seenBy: pat, terms) == ["Ben B", "Cat C"])
    // A colleague of another team's is not a worker's to look at.
    #expect(names(seenBy: Made.worker("Ada A"), terms) == ["Ada A"])
    let stranger = [Made.terms(supervisor: "Nobody listed", of: "Ada A")]
    #expect(names(seenBy: ngozi, stranger) == ["Ada A", "Ben B", "Cat C"])
  }

  @Test("a worker who stands in for an absent supervisor oversees that team, and only meanwhile")
  func deputy() {
    let terms = [
      Made.terms(supervisor: "Ngozi", of: "Ada A"), Made.terms(supervisor: "Ngozi", of: "Ben B"),
      Made.terms(supervisor: "Sam", of: "Cat C"), Made.terms(deputy: "Ada A", of: "Ngozi"),
    ]
    let away = [Made.away("2026-11-20", "2026-11-30", "Ngozi")]
    func oversight(_ absences: [Absence], _ worker: String = "Ada A") -> Oversight {
      Oversight(
        of: Made.worker(worker), rules: AccessRules(), terms: terms, absences: absences,
        on: Made.today)
    }
    #expect(!oversight([]).oversees && !oversight([]).mayMove(caseHeldBy: Identifier("Ben B")))
    let acting = oversight(away)
    #expect(acting.oversees && acting.oversees(Identifier("Ben B")))
    #expect(acting.mayMove(caseHeldBy: Identifier("Ben B")))
    #expect(!acting.oversees(Identifier("Cat C")))
    #expect(!acting.mayMove(caseHeldBy: Identifier("Cat C")))
    #expect(!oversight(away, "Ben B").oversees)
    #expect(names(seenBy: Made.worker("Ada A"), terms, away) == ["Ada A", "Ben B"])
  }

  @Test("where nobody's terms name a supervisor, everybody is one team")
  func oneTeam() {
    #expect(names(seenBy: ngozi, []) == ["Ada A", "Ben B", "Cat C"])
    #expect(
      names(seenBy: ngozi, [], holders: [Identifier("Ngozi")]) == [
        "Ada A", "Ben B", "Cat C", "Ngozi Okafor",
      ])
  }

  @Test("somebody who has left is seen as long as they hold cases")
  func left() {
    let terms = [Made.terms(leaves: "2026-11-20", of: "Ada A")]
    #expect(names(seenBy: ngozi, terms) == ["Ben B", "Cat C"])
    #expect(
      names(seenBy: ngozi, terms, holders: [Identifier("Ada A")]) == ["Ada A", "Ben B", "Cat C"])
  }
}

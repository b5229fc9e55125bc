// The agenda, the lot for audits, and the weeks over guidance.

import Foundation
import Testing

@testable import Casework

@Suite("Supervision")
struct SupervisionTests {
  private func agenda(
    _ cases: [WeighedCase], sessions: [SupervisionSession] = [], weeksOver: Int = 0
  ) -> [SupervisionAgendaItem] {
    let member = TeamMember(worker: Made.worker(), cases: cases, sessions: sessions)
    let row = TeamRow(
      member, guidance: CaseloadGuidance(), model: PointsModel(), supervision: SupervisionRules(),
      on: Made.today)
    return SupervisionAgenda.items(
      row, sessions: sessions, weeksOver: weeksOver, guidance: CaseloadGuidance(), audits: 2,
      on: Made.today)
  }

  @Test("load, wellbeing, what was agreed, risk, late, stuck, quiet, plan, transition, audit")
  func kinds() {
    let today = Made.today
    var facts = Made.reached
    facts.planAgreedOn = today.adding(days: -20)
    facts.reviewOn = today.adding(days: 20)
    var late = facts
    late.nextStep = NextStep(text: "ring back", on: today.adding(days: -4))
    var stuck = facts
    stuck.firstReachedOn = today.adding(days: -7 * 14)
    var quiet = facts
    quiet.lastSpokenOn = today.adding(days: -35)
    var draft = facts
    draft.planAgreedOn = nil
    draft.firstReachedOn = today.adding(days: -36)
    func one(_ number: Int, _ facts: CaseFacts, _ intensity: CaseIntensity = .standard)
      -> WeighedCase
    {
      var row = Made.row(number, age: 14, facts: facts, need: "not in school")
      row.due = Due(of: facts, policy: ServicePolicy())
      return WeighedCase(
        row,
        weight: CaseWeight(
          id: Identifier("w"), caseID: row.caseID, intensity: intensity), model: PointsModel())
    }
    // Sixteen in 32 days: born 25/12/2010.
    var turning = one(6, facts)
    turning.row.person.dateOfBirth = Made.day("2010-12-25")
    let session = SupervisionSession(
      id: Identifier("s"), workerID: Identifier("Tom Hargreave"), supervisorID: Identifier("Ngozi"),
      kind: .practice, on: today.adding(days: -30), wellbeing: .stretched,
      actions: [
        SupervisionAction(
          id: Identifier("a"), what: "Ring the school", ownerID: Identifier("Tom Hargreave")),
        SupervisionAction(
          id: Identifier("b"), what: "Done long ago", ownerID: Identifier("Tom Hargreave"),
          doneOn: today),
      ])
    let heavy = (10..<30).map { one($0, facts, .intensive) }
    let items = agenda(
      [one(1, facts, .complex), one(2, late), one(3, stuck), one(4, quiet), one(5, draft), turning]
        + heavy, sessions: [session], weeksOver: 3)
    #expect(
      items.map(\.kind) == [
        .load, .wellbeing, .action, .risk, .overdue, .stuck, .quiet, .plan, .transition, .audit,
      ])
    #expect(items[0].text.contains("3 weeks now"))
    #expect(items[4].text == "Kai2 T: ring back, 4 days late")
    #expect(items[5].text == "Kai3 T: 14 weeks, guidance says 12")
    #expect(items[8].text == "Kai6 T: 16 in 4 weeks")
    #expect(!items.contains { $0.text.contains("Done long ago") })
  }

  @Test("stuck is judged by each person's own guidance, in weeks and in contacts")
  func stuckByAge() {
    var facts = Made.reached
    facts.firstReachedOn = Made.today.adding(days: -7 * 14)
    facts.planAgreedOn = Made.today.adding(days: -20)
    facts.reviewOn = Made.today.adding(days: 20)
    func one(_ number: Int, age: Int, contacts: Int) -> WeighedCase {
      WeighedCase(
        Made.row(number, age: age, facts: facts), weight: nil, contacts: contacts,
        model: PointsModel())
    }
    let member = TeamMember(
      worker: Made.worker(), terms: Made.terms(CaseloadGuidance.byAge),
      cases: [
        one(1, age: 14, contacts: 2), one(2, age: 40, contacts: 2), one(3, age: 40, contacts: 13),
      ])
    let row = TeamRow(
      member, guidance: CaseloadGuidance(), model: PointsModel(), supervision: SupervisionRules(),
      on: Made.today)
    let items = SupervisionAgenda.items(
      row, sessions: [], weeksOver: 0, guidance: CaseloadGuidance(), audits: 0, on: Made.today)
    #expect(
      items.filter { $0.kind == .stuck }.map(\.text) == [
        "Kai1 T: 14 weeks, guidance says 12", "Kai3 T: 13 contacts, guidance says 12",
      ])
  }

  @Test("a risk that is on record is on the agenda, the urgent first; so is 17½")
  func recordedRisk() {
    var known = Made.row(1, facts: Made.reached, need: "not in school")
    known.risk = .known
    var urgent = Made.row(2, facts: Made.reached)
    urgent.risk = .urgent
    let items = agenda([known, urgent].map { WeighedCase($0, weight: nil, model: PointsModel()) })
    #expect(
      items.filter { $0.kind == .risk }.map(\.text) == [
        "Kai2 T: urgent risk on record", "Kai1 T: risk on record, not in school",
      ])
    var person = Made.row(3).person
    person.dateOfBirth = Made.today.adding(years: -17).adding(months: -6).adding(days: 38)
    #expect(SupervisionAgenda.transition(of: person, on: Made.today) == "17½ in 5 weeks")
    person.dateOfBirth = Made.today.adding(years: -17).adding(days: -20)
    #expect(SupervisionAgenda.transition(of: person, on: Made.today) == nil)
  }

  @Test("a mixed caseload's weeks are judged by each person's age")
  func mixedWeeks() {
    // 26 adults: over 25 for young people, well within 40.
    func weeks(bornIn year: Int) -> [OverCapacityWeek] {
      let held = (0..<26).map { _ in
        HeldInterval(
          from: Made.day("2026-10-01"), points: 2, dateOfBirth: Made.day("\(year)-05-04"))
      }
      return OverCapacity.weeks(
        of: Made.worker(), terms: Made.terms(CaseloadGuidance.byAge), absences: [],
        intervals: held, done: [:], guidance: CaseloadGuidance(), model: PointsModel(),
        from: Made.day("2026-11-02"), to: Made.today)
    }
    #expect(weeks(bornIn: 1980).isEmpty)
    #expect(weeks(bornIn: 2012).count == 4)
    #expect(weeks(bornIn: 2012).first?.guidance.contains("UCL") == true)
  }

  @Test("a case comes once, with the weightiest reason")
  func once() {
    var facts = Made.reached
    facts.nextStep = NextStep(text: "ring", on: Made.today.adding(days: -9))
    facts.lastSpokenOn = Made.today.adding(days: -60)
    var row = Made.row(1, facts: facts)
    row.due = Due(of: facts, policy: ServicePolicy())
    let one = WeighedCase(
      row, weight: CaseWeight(id: Identifier("w"), caseID: row.caseID, intensity: .complex),
      model: PointsModel())
    #expect(agenda([one]).filter { $0.caseID == row.caseID }.map(\.kind) == [.risk])
  }

  @Test("the lot for audits is the same for the same seed, and passes over those looked at lately")
  func lot() {
    let cases = (0..<20).map { Identifier<Case>("case \($0)") }
    let one = RecordAudit.sample(of: cases, passingOver: [], count: 3, seed: 7)
    #expect(one == RecordAudit.sample(of: cases.reversed(), passingOver: [], count: 3, seed: 7))
    #expect(Set(one).count == 3)
    let next = RecordAudit.sample(of: cases, passingOver: Set(one), count: 17, seed: 7)
    #expect(Set(next).isDisjoint(with: one))
    #expect(RecordAudit.sample(of: cases, passingOver: Set(cases), count: 3, seed: 1).count == 3)
    // Everybody's turn comes.
    let drawn = (0..<400).flatMap {
      RecordAudit.sample(of: cases, passingOver: [], count: 3, seed: UInt64($0))
    }
    #expect(Set(drawn).count == 20)
  }

  @Test("each week over guidance is told, with how many in a row up to now")
  func weeksOver() throws {
    let today = Made.today
    let worker = Made.worker()
    // 22 all autumn, and five more from 02/11 on: 27 of 25 in four weeks to today.
    let steady = (0..<22).map { _ in HeldInterval(from: Made.day("2026-06-01"), points: 3) }
    let more = (0..<5).map { _ in HeldInterval(from: Made.day("2026-11-02"), points: 3) }
    // Six for a fortnight in September.
    let past = (0..<6).map { _ in
      HeldInterval(from: Made.day("2026-09-07"), to: Made.day("2026-09-19"), points: 3)
    }
    let weeks = OverCapacity.weeks(
      of: worker, terms: nil, absences: [], intervals: steady + more + past,
      done: [Made.day("2026-11-09"): "asked for a pause"], guidance: CaseloadGuidance(),
      model: PointsModel(), from: Made.day("2026-06-01"), to: today)
    #expect(
      weeks.map(\.monday.iso) == [
        "2026-11-23", "2026-11-16", "2026-11-09", "2026-11-02", "2026-09-14", "2026-09-07",
      ])
    #expect(OverCapacity.run(weeks, on: today) == 4)
    #expect(weeks[2].done == "asked for a pause")
    #expect(weeks[0].words == "27 open, guidance up to 25; 81.0 of 85.0 points")
    #expect(weeks[0].guidance.contains("UCL"))
    #expect(OverCapacity.run(Array(weeks.dropFirst()), on: today) == 0)
  }

  @Test(
    "who may move whose case",
    arguments: [
      (WorkerRole.supervisor, "b", true, true), (.administrator, "b", false, true),
      (.linkWorker, "a", true, true), (.linkWorker, "a", false, false),
      (.linkWorker, "b", true, false),
    ])
  func moving(role: WorkerRole, holder: String, own: Bool, may: Bool) {
    var rules = AccessRules()
    rules.workersMoveTheirOwn = own
    let worker = LinkWorker(id: Identifier("a"), name: "A", role: role)
    #expect(rules.mayMove(worker, caseHeldBy: Identifier(holder)) == may)
  }

  @Test("a worker sees the team where the service's rules say so, a supervisor always")
  func seeing() {
    var rules = AccessRules()
    #expect(rules.seesTeam(Made.worker()))
    rules.workersSee = .own
    #expect(!rules.seesTeam(Made.worker()))
    #expect(rules.seesTeam(LinkWorker(id: Identifier("s"), name: "S", role: .supervisor)))
  }
}

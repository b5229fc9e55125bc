// The first-contact clock: working days, tries, the letter, closing, pauses.

import Casework
import Testing

@Suite("The first-contact clock")
struct FirstContactTests {
  static let monday = Day(number: 20_780)  // 23/11/2026
  static func after(_ days: Int) -> Day { monday.adding(days: days) }
  static let holder = Identifier<LinkWorker>("worker")
  static let policy = ServicePolicy(
    triageWorkingDays: 2, bankHolidays: [after(1)])

  struct Row: Sendable, CustomTestStringConvertible {
    var name: String
    var facts: CaseFacts
    var kind: Due.Kind
    /// Counted from the Monday.
    var day: Int
    var text: String
    var testDescription: String { name }
  }

  static func held(
    attempts: Int = 0, tried: Int? = nil, steps: CaseSteps = CaseSteps()
  ) -> CaseFacts {
    var facts = CaseFacts(referredOn: monday, holderID: holder, attempts: attempts)
    facts.lastTriedOn = tried.map(after)
    facts.steps = steps
    return facts
  }

  static func pause(_ from: Int, until: Int, ended: Int? = nil) -> ClockPause {
    ClockPause(
      id: Identifier("p"), caseID: Identifier("c"), from: after(from), until: after(until),
      endedOn: ended.map(after), reason: "in hospital", workerID: holder)
  }

  static let table: [Row] = [
    Row(
      name: "five working days, the bank holiday not counted", facts: held(), kind: .firstContact,
      day: 8, text: "first contact"),
    Row(
      name: "one try made", facts: held(attempts: 1, tried: 2), kind: .firstContact, day: 8,
      text: "first contact, 1 of 3 tries made"),
    Row(
      name: "three tries: the letter, on the next working day",
      facts: held(attempts: 3, tried: 4), kind: .letter, day: 7,
      text: "3 tries made: write the letter"),
    Row(
      name: "the letter is written: ten working days for an answer, then closing",
      facts: held(attempts: 3, tried: 4, steps: CaseSteps(letterOn: after(7))), kind: .letter,
      day: 21, text: "no answer to the letter: close"),
    Row(
      name: "paused: it is looked at again when the pause says",
      facts: held(steps: CaseSteps(pauses: [pause(2, until: 30)])), kind: .pause, day: 30,
      text: "first contact paused: in hospital"),
    Row(
      name: "paused for three working days and gone on: three days later",
      facts: held(steps: CaseSteps(pauses: [pause(2, until: 30, ended: 7)])), kind: .firstContact,
      day: 11, text: "first contact"),
  ]

  @Test("each step falls due when it should", arguments: table)
  func steps(row: Row) throws {
    let due = try #require(Due(of: row.facts, policy: Self.policy))
    #expect(due.kind == row.kind)
    #expect(due.text == row.text)
    #expect(due.on == Self.after(row.day))
  }

  @Test("a question to the referrer moves the decision to when the answer is due")
  func asked() throws {
    var facts = CaseFacts(referredOn: Self.monday)
    facts.steps.askedOn = Self.after(2)
    let due = try #require(Due(of: facts, policy: Self.policy))
    #expect(due.kind == .triage && due.on == Self.after(9))
  }

  @Test("a safety task comes before what is due later, also once they have been reached")
  func safety() throws {
    var facts = CaseFacts(
      referredOn: Self.after(-60), holderID: Self.holder, firstReachedOn: Self.after(-50),
      lastSpokenOn: Self.after(-2), nextStep: NextStep(text: "call", on: Self.after(4)))
    facts.steps.safety = NextStep(text: "ring the safeguarding lead", on: Self.monday, at: 600)
    let due = try #require(Due(of: facts, policy: Self.policy))
    #expect(due.kind == .safety && due.whenWords(on: Self.monday) == "10:00")
  }

  @Test("a clock that is paused for ever still falls due")
  func forEver() {
    let pauses = [Self.pause(0, until: 3, ended: nil)]
    let day = Self.policy.day(5, workingDaysAfter: Self.monday, pauses: pauses)
    #expect(day > Self.monday)
  }

  @Test(
    "England’s bank holidays, those on a weekend moved",
    arguments: [
      (2026, ["01/01", "03/04", "06/04", "04/05", "25/05", "31/08", "25/12", "28/12"]),
      (2027, ["01/01", "26/03", "29/03", "03/05", "31/05", "30/08", "27/12", "28/12"]),
      (2028, ["03/01", "14/04", "17/04", "01/05", "29/05", "28/08", "25/12", "26/12"]),
      (
        2022,
        [
          "03/01", "15/04", "18/04", "02/05", "02/06", "03/06", "29/08", "19/09", "26/12", "27/12",
        ]
      ),
    ] as [(Int, [String])])
  func bankHolidays(year: Int, days: [String]) {
    let holidays = BankHolidays.ofEnglandAndWales(in: year).map(\.day)
    #expect(holidays.map(\.shortBritish) == days)
    #expect(holidays.allSatisfy { $0.weekday.rawValue < 6 })
  }

  @Test("the shipped clocks are sound; impossible ones are named")
  func problems() {
    #expect(ServicePolicy().problems().isEmpty)
    #expect(ServicePolicy(triageWorkingDays: -1, firstContactTries: 99).problems().count == 2)
  }
}

@Suite("Risks and closing")
struct RiskTests {
  static let day = Day(number: 20_780)

  static func risk(_ kind: Risk.Kind, ended: Bool = false) -> Risk {
    Risk(
      id: Identifier("r"), personID: Identifier("p"), kind: kind, risk: "runs away", from: day,
      to: ended ? day : nil, workerID: Identifier("w"))
  }

  @Test(
    "not asked is not the same as none known",
    arguments: [
      ([], .notAsked), ([risk(.noneKnown)], .noneKnown), ([risk(.risk)], .known),
      ([risk(.risk), risk(.urgent)], .urgent), ([risk(.urgent, ended: true)], .notAsked),
      ([risk(.urgent, ended: true), risk(.noneKnown)], .noneKnown),
    ] as [([Risk], RiskStanding)])
  func standing(risks: [Risk], standing: RiskStanding) {
    #expect(RiskStanding(of: risks) == standing)
  }

  @Test("a case with an open safety task is not closed, and the sentence names it")
  func closing() {
    var task = SafetyTask(
      id: Identifier("s"), caseID: Identifier("c"), text: "ring the school’s lead", on: Self.day,
      workerID: Identifier("w"))
    #expect(
      ClosingRule.refusal(openSafetyTasks: [task])?.contains("ring the school’s lead") == true)
    task.doneOn = Self.day
    #expect(ClosingRule.refusal(openSafetyTasks: [task]) == nil)
    #expect(ClosingRule.refusal(openSafetyTasks: []) == nil)
  }

  @Test("the codes of decisions are those that may ship")
  func codes() {
    #expect(TriageDecision.Kind.declined.snomedCode == "871711000000103")
    #expect(Referral.snomedCode == "871731000000106")
    #expect(TriageDecision.Kind.allCases.compactMap(\.snomedCode).count == 1)
  }
}

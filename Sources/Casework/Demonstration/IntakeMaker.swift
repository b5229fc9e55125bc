// What the town's referrals say of risks, of contact that does no harm and of what
// people need, and what was decided and written about them.

import Foundation

/// Dresses a person's bundle with all that comes with intake, triage and closing. It
/// draws lots of its own, so that the rest of the town stays as it was.
struct IntakeMaker {
  let town: DemonstrationTown
  let index: Int
  let story: Story
  private var draw: Draw

  init(town: DemonstrationTown, index: Int, story: Story) {
    self.town = town
    self.index = index
    self.story = story
    draw = Draw(seed: town.seed, .intake, index, entered: town.entered(index))
  }

  mutating func dress(_ bundle: inout PersonBundle) {
    dress(&bundle.person)
    guard let last = bundle.episodes.indices.last else { return }
    for place in bundle.episodes.indices {
      dress(&bundle.episodes[place].referral)
      decide(&bundle.episodes[place])
    }
    bundle.risks = risks(of: bundle.person.id, bundle.episodes[last])
    close(&bundle.episodes[last], person: bundle.person, risks: bundle.risks)
    hold(&bundle.episodes[last])
  }

  // MARK: Who they are

  private mutating func dress(_ person: inout Person) {
    let answers =
      story.age < 16
      ? ["Mum or dad", "Mum", "Gran", "Foster carer", "Mum, not her partner", "Anybody at home"]
      : ["Only {them}", "Only {them}; shared house", "Partner knows", "Anybody"]
    if draw.chance(0.6) { person.safeContact.whoMayAnswer = story.tell(draw.pick(answers)) }
    let lot = draw.fraction()
    person.safeContact.voicemail = lot < 0.48 ? .allowed : lot < 0.62 ? .refused : .notAsked
    if draw.chance(0.04) { person.safeContact.nameToUse = draw.pick(["Sam", "Alex", "Jo"]) }
    if draw.chance(0.17) {
      person.reasonableAdjustments = draw.pick([
        "quiet room, no waiting area", "large print, plain words", "time to think before answering",
        "ground floor; uses a wheelchair", "same person each time", "captions on video calls",
      ])
    }
    if draw.chance(0.05) {
      person.interpreter = draw.pick([
        "Polish", "Arabic", "Urdu", "British Sign Language", "Somali",
      ])
    }
  }

  // MARK: The referral

  private mutating func dress(_ referral: inout Referral) {
    let roles: [ReferralSource: [String]] = [
      .generalPractice: ["GP", "practice nurse", "care coordinator", "receptionist"],
      .school: ["head of year", "SENCO", "pastoral lead"], .camhs: ["nurse", "psychologist"],
      .socialCare: ["social worker", "early help worker"], .youthJustice: ["case manager"],
      .charity: ["youth worker", "support worker"],
      .family: ["mum", "dad", "gran", "foster carer"],
      .other: ["football coach", "librarian"],
    ]
    if let stock = roles[referral.source] { referral.referrerRole = draw.pick(stock) }
    if referral.source.isProfessional {
      referral.method = draw.pick(["electronic form", "e-mail", "letter", "by telephone"])
    }
    if draw.chance(0.35), referral.source != .selfReferral {
      referral.personView = story.tell("{worry}")
    }
    let answers: [String: [String]] = [
      "clinical-summary": ["no medication", "sleep poor since spring", "asthma, well controlled"],
      "school-support": ["pastoral check-in twice a week", "a pass to leave lessons"],
      "attendance": ["in two or three days a week", "good, but hides at lunch", "mornings only"],
      "send": ["None", "SEN support", "EHC plan", "Being assessed"],
      "safeguarding-lead": ["Mr Alder, 01632 960777"],
      "camhs-status": ["On their waiting list", "Discharged", "Open to CAMHS"],
      "social-care-plan": ["Early help", "Child in need", "Looked after child"],
      "youth-justice-status": ["diversion, three months"],
      "already-does": ["comes to the drop-in most weeks"],
      "has-parental-responsibility": ["Yes", "Yes", "Not known"],
      "person-knows": ["Yes", "Yes", "Not yet"], "who-knows": ["nobody yet", "only a friend"],
    ]
    for question in referral.source.intake.questions {
      guard draw.chance(0.5), let stock = answers[question.id] else { continue }
      referral.details[question.id] = draw.pick(stock)
    }
  }

  // MARK: Risks

  private mutating func risks(
    of person: Identifier<Person>, _ episode: PersonBundle.Episode
  ) -> [Risk] {
    let lot = draw.fraction()
    let worker = town.workers[0].id
    let words = draw.pick([
      "walks out of school without telling anybody", "has hurt {them}self once, last year",
      "an older cousin whom {they} {is} afraid of", "spends nights online with strangers",
      "cannot be left alone near water",
    ])
    func risk(_ kind: Risk.Kind, _ text: String) -> Risk {
      Risk(
        id: draw.id(), personID: person, kind: kind, risk: text, from: episode.referral.date,
        workerID: worker)
    }
    // The second referral of the inbox is one that should not wait.
    if index == Self.urgent {
      return [risk(.urgent, story.tell("said {they} might not go home tonight"))]
    }
    switch lot {
    case ..<0.12:
      var known = risk(.risk, story.tell(words))
      if draw.chance(0.5), episode.referral.date.days(until: town.today) > 30 {
        known.reviewedOn = TownClock.workingDay(onOrBefore: town.today.adding(days: -6))
      }
      return [known]
    case ..<0.8: return [risk(.noneKnown, "")]
    default: return []
    }
  }

  private static let urgent = 13

  // MARK: Decisions

  private mutating func decide(_ episode: inout PersonBundle.Episode) {
    let worker = town.workers[0].id
    func decision(_ kind: TriageDecision.Kind, on day: Day, _ reason: String) -> TriageDecision {
      TriageDecision(
        id: draw.id(), caseID: episode.case.id, kind: kind, on: day, workerID: worker,
        reason: reason)
    }
    if let triage = episode.case.triage {
      episode.decisions.append(decision(.accepted, on: triage.on, triage.reason))
    }
    if let closing = episode.case.closing, episode.contacts.isEmpty {
      switch closing.reason {
      case .declined: episode.decisions.append(decision(.declined, on: closing.on, closing.note))
      case .notSuitable:
        var turned = decision(.notForUs, on: closing.on, closing.note)
        let other = town.services.first { $0.isOffered && $0.ages.contains(story.age) }
        turned.insteadID = other?.id
        turned.instead = other?.name ?? ""
        turned.nothingExists = other == nil
        episode.decisions.append(turned)
      default: break
      }
    }
    // A question that waits for its answer.
    let waits = episode.referral.date.days(until: town.today)
    if episode.case.triage == nil, episode.case.closing == nil, waits >= 3 {
      episode.decisions.append(
        decision(
          .moreAsked, on: TownClock.workingDay(onOrAfter: episode.referral.date.adding(days: 2)),
          "risks; a telephone number that works"))
    }
  }

  // MARK: Closing

  private mutating func close(
    _ episode: inout PersonBundle.Episode, person: Person, risks: [Risk]
  ) {
    guard let closing = episode.case.closing, let plan = episode.plan else { return }
    episode.outcomes = plan.goals.map { goal in
      let good = closing.reason == .goalsMet || closing.reason == .connected
      let kind: GoalOutcome.Kind =
        good
        ? draw.pick([.met, .met, .partlyMet])
        : draw.pick([.partlyMet, .notMet, .noLongerWanted, .notAsked])
      return GoalOutcome(
        id: draw.id(), caseID: episode.case.id, goalID: goal.id, kind: kind,
        note: good && draw.chance(0.5) ? story.tell("“{goal}”, {they} said, and smiled.") : "")
    }
    // A large town’s old letters would fill the disk and tell nobody anything.
    guard index < Situation.cast.count, episode.referral.source != .selfReferral else { return }
    let worker = episode.holdings.last?.workerID ?? town.workers[0].id
    let name = town.workers.first { $0.id == worker }?.name ?? ""
    var record = CaseRecord(
      person: person, case: episode.case, referrals: [episode.referral],
      holdings: episode.holdings, contacts: episode.contacts, plan: plan, prescriptions: [],
      workerNames: [:])
    record.risks = risks
    let body = MessageBack(
      record: record, closing: closing, outcomes: episode.outcomes, worker: name
    ).body(toPractice: false)
    let words = LetterWords(
      person: person, referral: episode.referral, worker: name, today: closing.on)
    let wasShown = closing.reason != .notReached
    episode.letters.append(
      Letter(
        id: draw.id(), caseID: episode.case.id, kind: .closingReferrer, to: words.referrer,
        contact: episode.referral.referrerContact, body: body, on: closing.on, workerID: worker,
        shownOn: wasShown ? closing.on : nil, shownNote: wasShown ? "" : "could not be reached"))
  }

  // MARK: What holds a case up

  private mutating func hold(_ episode: inout PersonBundle.Episode) {
    guard let worker = episode.holdings.last?.workerID, episode.case.closing == nil else { return }
    if index == Self.paused {
      episode.pauses = [
        ClockPause(
          id: draw.id(), caseID: episode.case.id, from: town.today.adding(days: -1),
          until: TownClock.workingDay(onOrAfter: town.today.adding(days: 8)),
          reason: story.tell("away with {carer} until next week"), workerID: worker)
      ]
    }
    if index == Self.safety {
      episode.safetyTasks = [
        SafetyTask(
          id: draw.id(), caseID: episode.case.id, text: "ring the school’s safeguarding lead",
          on: town.today, at: 600, workerID: worker)
      ]
    }
  }

  private static let paused = 12
  private static let safety = 28
}

// Tells one episode: the referral, who took it on, what was done and how it ended.

import Foundation

/// Makes one episode of a person's story.
struct EpisodeMaker {
  let town: DemonstrationTown
  var story: Story
  let course: Course
  var draw: Draw
  /// What has been written already, so that a record does not repeat itself.
  var written: Set<String> = []
  var service: TownService?
  /// When and how far they can go, where they were asked.
  var reach = Reach()

  init(town: DemonstrationTown, story: Story, course: Course, draw: Draw) {
    self.town = town
    self.story = story
    self.course = course
    self.draw = draw
  }

  var worker: LinkWorker? { course.situation.worker.map { town.workers[$0] } }

  mutating func episode() -> PersonBundle.Episode {
    if let worker {
      story.gaps.values["worker"] = worker.name.split(separator: " ").first.map(String.init) ?? ""
    }
    let referral = referral()
    var record = Case(
      id: draw.id(), personID: story.person.id,
      referralID: referral.id, need: story.needWords)
    let ending = ending()
    let reached = course.contacts > 0 && ending != .notReached && course.lastSpoken != nil
    if reached, draw.chance(town.figures.onwardOfReached) { service = chooseService() }
    story.gaps.values["service"] = service?.name ?? "the group"

    let held = TownClock.workingDay(onOrAfter: referral.date.adding(days: draw.number(in: 0...2)))
    let accepted = min(held, town.today)
    if course.situation.state != .new, worker != nil || course.situation.state == .accepted {
      record.triage = Triage(on: accepted, reason: story.tell(draw.pick(ContactWords.accepted)))
    }
    var episode = PersonBundle.Episode(referral: referral, case: record)
    guard let worker else { return episode }
    episode.holdings = holdings(of: record.id, worker: worker, from: accepted)
    episode.contacts = contacts(of: record.id, worker: worker, from: accepted, ending: ending)
    let spoken = episode.contacts.filter(\.outcome.reachedThem).map { Day($0.at, in: .gmt) }
    episode.plan = plan(of: record.id, spoken: spoken)
    if let service, let on = spoken.dropFirst(spoken.count / 2).first {
      episode.prescriptions = [
        prescription(of: service, case: record.id, plan: episode.plan, worker: worker, on: on)
      ]
      if draw.chance(0.25), let second = chooseService(), second.id != service.id,
        let on = spoken.last
      {
        episode.prescriptions.append(
          prescription(of: second, case: record.id, plan: episode.plan, worker: worker, on: on))
      }
    }
    if let ended = course.ended, let ending {
      let words = ContactWords.stopped[ending] ?? story.need.endings
      episode.case.closing = Closing(on: ended, reason: ending, note: story.tell(draw.pick(words)))
      episode.holdings[episode.holdings.count - 1].to = TownClock.moment(ended, minute: 1050)
    }
    for prescription in episode.prescriptions {
      let loop = LoopMaker(
        prescription, town: town, worker: worker, isClosed: course.ended != nil,
        end: course.ended ?? town.today)
      episode.steps += loop.steps
      episode.feedback += loop.feedback
    }
    return episode
  }

  // MARK: Coming in

  private mutating func referral() -> Referral {
    let source = source()
    let also = draw.chance(0.6) ? " " + story.tell(draw.pick(Self.context)) : ""
    let name = ReferrerWords.name(source, &draw)
    return Referral(
      id: draw.id(), personID: story.person.id, source: source, referrer: name,
      organisation: ReferrerWords.organisation(source, story.person, &draw),
      referrerContact: source == .selfReferral ? "" : TownPlaces.landline(&draw),
      reason: story.tell(draw.pick(story.need.reasons)) + also, date: course.referred,
      consentToContact: draw.chance(0.93) ? .given : .notRecorded)
  }

  private static let context = [
    "Likes {interest}.", "{Carer} is supportive.", "No known risks.",
    "Would rather text than talk.",
    "Prefers to be seen away from the practice.", "A calm, thoughtful person.",
    "Has asked us not to write to the home.", "Please go gently at first.", "Keen to start.",
    "Interpreter not needed.", "Reads well; leaflets are fine.", "Best after four.",
  ]

  private mutating func source() -> ReferralSource {
    if draw.chance(town.figures.referredByPractice) { return .generalPractice }
    var others: [(ReferralSource, Double)] = [
      (.camhs, 4), (.socialCare, 3), (.charity, 2), (.youthJustice, 0.7), (.other, 0.8),
    ]
    others.append((.school, story.age < 19 ? 9 : 2))
    others.append((story.age < 16 ? .family : .selfReferral, 4))
    return draw.pick(others, weight: \.1).0
  }

  /// Why it ends, or ended; nil for an open case.
  private mutating func ending() -> ClosingReason? {
    guard course.ended != nil else { return nil }
    // Those who never spoke with us refused, or were not for us.
    if course.contacts == 0 {
      return draw.pick([.declined, .declined, .notSuitable, .anotherService, .movedAway])
    }
    if course.contacts <= 3, draw.chance(0.14) { return .notReached }
    if draw.chance(town.figures.refuse * 0.7) { return .declined }
    return draw.pick([
      .goalsMet, .goalsMet, .goalsMet, .goalsMet, .connected, .connected, .connected,
      .anotherService, .movedAway, .other,
    ])
  }

  // MARK: Holding

  private mutating func holdings(
    of caseID: Identifier<Case>, worker: LinkWorker, from day: Day
  ) -> [Holding] {
    let begins = TownClock.moment(day, minute: 545)
    let reason = story.tell(draw.pick(ContactWords.taken))
    let changes = town.today.days(until: day) < -40 && course.ended == nil && draw.chance(0.12)
    guard changes, let other = town.workers.first(where: { $0.id != worker.id }) else {
      return [
        Holding(
          id: draw.id(), caseID: caseID, workerID: worker.id, from: begins,
          reason: reason)
      ]
    }
    let handed = TownClock.workingDay(onOrAfter: day.adding(days: 10))
    let moment = TownClock.moment(handed, minute: 600)
    return [
      Holding(
        id: draw.id(), caseID: caseID, workerID: other.id, from: begins,
        to: moment, reason: reason),
      Holding(
        id: draw.id(), caseID: caseID, workerID: worker.id, from: moment,
        reason: "handed over together, a better day for visits"),
    ]
  }

  // MARK: Services

  /// The best of a few: open to their age, of a kind that helps or that they like.
  private mutating func chooseService() -> TownService? {
    guard !town.services.isEmpty else { return nil }
    var best: (score: Int, service: TownService)?
    for _ in 0..<24 {
      let service = draw.pick(town.services)
      guard service.isOffered, service.ages.contains(story.age) else { continue }
      let score =
        (story.need.kinds.contains(service.kind) ? 2 : 0)
        + (service.kind == story.interest.kind ? 3 : 0)
      if score > best?.score ?? -1 { best = (score, service) }
    }
    return best?.service
  }

  private mutating func prescription(
    of service: TownService, case caseID: Identifier<Case>, plan: Plan?, worker: LinkWorker,
    on day: Day
  ) -> Prescription {
    Prescription(
      id: draw.id(), caseID: caseID, goalID: plan?.goals.first?.id,
      assetID: service.id, kind: draw.chance(0.7) ? .referral : .signpost, on: day,
      workerID: worker.id, note: story.tell(draw.pick(Self.prescriptionNotes)),
      mode: service.kind == .nature ? .outdoors : service.kind == .counselling ? .video : .inPerson)
  }

  private static let prescriptionNotes = [
    "Going with {worker} the first time.", "Will be met at the door.",
    "Rang ahead, space confirmed.",
    "{name} found it {them}self.", "Told them what helps, with {name} beside me.", "",
    "Bus fare covered for the first month.", "{Carer} will take {them}.",
  ]
}

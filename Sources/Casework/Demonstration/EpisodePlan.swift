// The plan of an episode: what matters, strengths, needs, goals in the person's own
// words, and the steps towards them.

import Foundation

extension EpisodeMaker {
  /// - Parameter spoken: the days on which somebody spoke with them, in order.
  mutating func plan(of caseID: Identifier<Case>, spoken: [Day]) -> Plan? {
    guard let start = spoken.dropFirst().first ?? spoken.first else { return nil }
    let review = course.situation.review
    let isOpen = course.ended == nil
    guard review != nil || spoken.count > (isOpen ? 1 : 2), review != nil || draw.chance(0.85)
    else {
      return nil
    }
    var plan = Plan(id: draw.id(), caseID: caseID)
    plan.entries = entries()
    plan.goals = goals(on: start)
    if review != nil || draw.chance(isOpen ? 0.7 : 0.9) {
      plan.agreedOn = start
      plan.agreedWith = story.tell(story.age < 16 ? "{name} and {carer}" : "{name}")
    }
    if isOpen {
      plan.reviewOn = review.map { town.today.adding(days: $0) }
    } else if let ended = course.ended {
      plan.reviewOn = min(ended, start.adding(days: 42))
    }
    var whole = WholePlan(of: plan, story: story, town: town)
    whole.widen(&plan, spoken: spoken, isOpen: isOpen)
    if isOpen { reach = whole.reach() }
    if isOpen { promise(of: &plan) }
    return plan
  }

  /// Says which steps are looked at again and when, who looks at the plan, and which need its
  /// goals are about. Steps come after whatever is due first on the case, so that the lists
  /// stay in the order that the scene gives them; who has nothing due stays quiet.
  private func promise(of plan: inout Plan) {
    var draw = Draw(
      seed: town.seed, .looking, story.person.id.text.utf8.reduce(7) { $0 &* 31 &+ Int($1) },
      entered: TownClock.moment(town.today.adding(days: -1), minute: 600))
    if let need = plan.entries(in: .needs).first {
      for index in plan.goals.indices where plan.goals[index].parentID == nil {
        if draw.chance(0.7) { plan.goals[index].needID = need.id }
      }
    }
    if plan.agreedOn != nil, draw.chance(0.6), let worker {
      let words = "\(worker.name), \(worker.role.words.lowercased()), 01632 960123"
      plan.entries.append(
        PlanEntry(id: draw.id(), section: .reviewer, text: words, voice: .worker))
    }
    let due = [course.situation.next?.day, course.situation.review].compactMap { $0 }.min()
    guard let due else { return }
    // The first step is always looked at again, and soon; the others now and then.
    var isFirst = true
    for index in plan.goals.indices where plan.goals[index].status == .open {
      for place in plan.goals[index].actions.indices
      where plan.goals[index].actions[place].status == .inProgress {
        guard isFirst || draw.chance(0.5) else { continue }
        let days = draw.pick(isFirst ? [0, 0, 1, 7] : [3, 7, 14, 21])
        let day = town.today.adding(days: max(due, 0) + days)
        plan.goals[index].actions[place].reviewOn = TownClock.workingDay(onOrAfter: day)
        isFirst = false
      }
    }
  }

  private mutating func entries() -> [PlanEntry] {
    var result: [PlanEntry] = []
    note(draw.pick(story.interest.matters), .whatMatters, .person, &result)
    let people = story.age < 17 ? Saying.people : Saying.grownPeople
    note(draw.pick(people), .whatMatters, .person, &result)
    if draw.chance(0.7) {
      note(draw.pick(Saying.values), .whatMatters, .person, &result)
    }
    let voice: Voice = story.age < 14 ? .family : .worker
    note(draw.pick(story.interest.strengths), .strengths, voice, &result)
    if draw.chance(0.75) {
      note(draw.pick(Saying.strengths), .strengths, .worker, &result)
    }
    for worry in draw.pair(story.need.worries).prefix(draw.chance(0.5) ? 2 : 1) {
      note(worry, .needs, .person, &result)
    }
    return result
  }

  private mutating func note(
    _ template: String, _ section: PlanSection, _ voice: Voice, _ entries: inout [PlanEntry]
  ) {
    let entry = PlanEntry(
      id: draw.id(), section: section, text: story.tell(template), voice: voice)
    if !entries.contains(where: { $0.text == entry.text }) { entries.append(entry) }
  }

  private mutating func goals(on day: Day) -> [Goal] {
    let texts = draw.pair(story.need.goals).prefix(draw.chance(0.45) ? 2 : 1)
    return texts.enumerated().map { place, text in
      Goal(
        id: draw.id(), text: story.tell(text),
        importance: draw.number(in: 6...10), confidence: draw.number(in: 3...8),
        actions: actions(on: day, isFirst: place == 0))
    }
  }

  private mutating func actions(on day: Day, isFirst: Bool) -> [Action] {
    var result: [Action] = []
    if isFirst, service != nil {
      result.append(
        action("visit {service} with {worker}", "{name} + {worker}", on: day, after: 10))
      if draw.chance(0.6) {
        result.append(action("go to {service} on {their} own", "{name}", on: day, after: 35))
      }
    } else {
      let step = draw.pick(story.age < 14 ? Self.stepsForChildren : Self.stepsForOlder)
      result.append(action(step.what, step.who, on: day, after: 14))
    }
    if draw.chance(0.35) {
      let step = draw.pick(Self.stepsForAll)
      result.append(action(step.what, step.who, on: day, after: 21))
    }
    return result
  }

  private mutating func action(_ what: String, _ who: String, on day: Day, after days: Int)
    -> Action
  {
    let due = TownClock.workingDay(onOrAfter: day.adding(days: days + draw.number(in: 0...6)))
    let isPast = due < (course.ended ?? town.today)
    let status: ActionStatus =
      !isPast ? .inProgress : draw.chance(0.82) ? .done : draw.chance(0.5) ? .refused : .inProgress
    return Action(
      id: draw.id(), what: story.tell(what), who: story.tell(who), when: due,
      status: status)
  }

  private static let stepsForChildren = [
    (what: "choose a calm place at home", who: "{name} + {carer}"),
    (what: "bring {their} profile to the class teacher", who: "{carer}"),
    (what: "walk past the club and look in", who: "{name} + {carer}"),
    (what: "ask a friend to come along", who: "{name}"),
    (what: "try one free session", who: "{name} + {carer}"),
    (what: "draw the good bits of the week", who: "{name}"),
  ]
  private static let stepsForOlder = [
    (what: "send the email we drafted", who: "{name}"),
    (what: "look at three places and choose one", who: "{name} + {worker}"),
    (what: "practise the journey once", who: "{name} + {worker}"),
    (what: "put Thursday evenings in the calendar", who: "{name}"),
    (what: "text one friend about Saturday", who: "{name}"),
    (what: "find out about bus passes", who: "{worker}"),
    (what: "ask at {setting} for a named person", who: "{name}"),
  ]
  private static let stepsForAll = [
    (what: "tell the practice how it is going", who: "{worker}"),
    (what: "keep a page of good moments", who: "{name}"),
    (what: "write down who to ring on a bad day", who: "{name} + {worker}"),
    (what: "ask for travel costs", who: "{worker}"),
    (what: "look at the plan together", who: "{name} + {worker}"),
  ]
}

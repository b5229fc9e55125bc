// What makes the plans of the town whole: about me, scores over time, a stage on the
// way, what came of it, and what to do when things get hard. It draws lots of its own,
// so that everything else about the town stays as it is.

import Foundation

struct WholePlan {
  private let story: Story
  private let today: Day
  private var draw: Draw

  init(of plan: Plan, story: Story, town: DemonstrationTown) {
    self.story = story
    today = town.today
    // The plan's own id is as good a number as any that nobody else has.
    let number = plan.id.text.utf8.reduce(14_695_981_039_346_656_037 as UInt64) {
      ($0 ^ UInt64($1)) &* 1_099_511_628_211
    }
    draw = Draw(
      seed: town.seed, .plan, Int(truncatingIfNeeded: number),
      entered: TownClock.moment(town.today.adding(days: -1), minute: 600))
  }

  /// - Parameter spoken: the days on which somebody spoke with them, in order.
  mutating func widen(_ plan: inout Plan, spoken: [Day], isOpen: Bool) {
    for index in plan.goals.indices {
      plan.goals[index].isScored = index < GoalScore.scoredGoals
      plan.goals[index].scores = scores(on: spoken, isOpen: isOpen)
      for place in plan.goals[index].actions.indices {
        finish(&plan.goals[index].actions[place])
      }
    }
    guard isOpen else { return }
    aboutMe(&plan)
    if draw.chance(0.45) { safety(&plan) }
    if draw.chance(0.3) { note(draw.pick(Self.others), .otherPlans, .worker, &plan) }
    if draw.chance(0.2) { note(draw.pick(Self.funding), .funding, .worker, &plan) }
    if let goal = plan.goals.first, draw.chance(0.3) {
      let stage = Goal(
        id: draw.id(), text: story.tell(draw.pick(Self.stages)), parentID: goal.id,
        actions: [
          Action(
            id: draw.id(), what: story.tell(draw.pick(Self.steps)), who: story.tell("{name}"),
            when: TownClock.workingDay(onOrAfter: today.adding(days: draw.number(in: 3...20))))
        ])
      plan.goals.insert(stage, at: 1)
    }
    if let goal = plan.goals.first, goal.actions.contains(where: { $0.status == .done }),
      draw.chance(0.5)
    {
      plan.entries.append(
        PlanEntry(
          id: draw.id(), section: .outcome, text: story.tell(draw.pick(Self.outcomes)),
          voice: .person, goalID: goal.id))
    }
  }

  /// Scores begin low, and mostly rise: a few weeks apart, on days when somebody spoke.
  private mutating func scores(on spoken: [Day], isOpen: Bool) -> [GoalScore] {
    let days = spoken.dropFirst().enumerated().filter { $0.offset % 2 == 0 }.map(\.element)
    var score = draw.number(in: 1...4)
    return days.prefix(7).map { day in
      defer { score = min(max(score + draw.number(in: -1...2), 0), isOpen ? 8 : 10) }
      return GoalScore(id: draw.id(), on: day, score: score)
    }.reduce(into: [GoalScore]()) { kept, next in
      if kept.last?.on != next.on { kept.append(next) }
    }
  }

  private mutating func finish(_ action: inout Action) {
    guard action.status != .inProgress, let due = action.when else {
      if draw.chance(0.35) { action.confidence = draw.number(in: 3...9) }
      if draw.chance(0.2) { action.strategies = story.tell(draw.pick(Self.strategies)) }
      return
    }
    action.endedOn = min(due, today.adding(days: -1))
    if action.status == .refused { action.remark = draw.pick(Self.refusals) }
  }

  private mutating func aboutMe(_ plan: inout Plan) {
    if draw.chance(0.8) {
      note(
        draw.pick(story.age < 17 ? Saying.people : Saying.grownPeople), .people, .person, &plan)
    }
    if draw.chance(0.6) { note(draw.pick(Self.talking), .communication, .person, &plan) }
    if draw.chance(0.5) { note(draw.pick(Self.wellness), .wellness, .person, &plan) }
    if draw.chance(0.55) { note(draw.pick(Self.doAndDont), .doAndDont, .person, &plan) }
    if draw.chance(0.4) { note(draw.pick(Self.support), .support, .family, &plan) }
    note("{name} and {worker}", .helpedBy, .worker, &plan)
  }

  private mutating func safety(_ plan: inout Plan) {
    if draw.chance(0.5) { note(draw.pick(Self.triggers), .triggers, .person, &plan) }
    note(draw.pick(Self.signs), .earlySigns, .family, &plan)
    note(draw.pick(Self.helps), .whatHelps, .person, &plan)
    note(draw.pick(Self.then), .whatShouldHappen, .person, &plan)
    note("{carer}; {worker} on 01632 960123", .whoToCall, .worker, &plan)
  }

  private mutating func note(
    _ template: String, _ section: PlanSection, _ voice: Voice, _ plan: inout Plan
  ) {
    let text = story.tell(template)
    guard !plan.entries.contains(where: { $0.text == text }) else { return }
    plan.entries.append(PlanEntry(id: draw.id(), section: section, text: text, voice: voice))
  }

  /// When and how far they can go: what they were asked at the beginning.
  mutating func reach() -> Reach {
    guard draw.chance(0.7) else { return Reach() }
    let times = draw.pick(story.age < 17 ? Self.schoolTimes : Self.otherTimes)
    return Reach(
      freeTimes: (try? FreeTimes(reading: times)) ?? FreeTimes(),
      miles: draw.chance(0.8) ? draw.number(in: 1...6) : nil,
      pence: draw.chance(0.6) ? draw.pick([0, 0, 200, 300, 500]) : nil,
      access: draw.chance(0.15) ? [draw.pick([.stepFree, .quiet, .withSomebody])] : [])
  }

  private static let schoolTimes = [
    "weekdays after school, weekends", "mon wed fri after 4, sat", "sat 9-17, sun",
    "tue thu after school, sat mornings", "weekdays 15:30-19:00",
  ]
  private static let otherTimes = [
    "weekday evenings, weekends", "mon to thu 10-16", "weekdays", "fri sat sun",
  ]
  private static let talking = [
    "one question at a time, please", "text is easier than talking",
    "I look away when I listen", "say it plainly; I miss hints",
    "give me a minute before I answer",
  ]
  private static let wellness = [
    "a good day starts slowly; a bad one starts loud", "good when I have slept",
    "well means going out without planning it all night", "better outside than in",
  ]
  private static let doAndDont = [
    "do tell me the plan; don’t change it on the day", "do make jokes; don’t talk over me",
    "don’t ask “why” straight away", "do knock; don’t touch my things",
  ]
  private static let support = [
    "mornings are hard, so after two is better", "a text the day before",
    "with somebody I know, the first time", "in the kitchen rather than at a desk",
  ]
  private static let triggers = [
    "being late", "shouting, also on television", "Sunday evenings", "being stared at",
    "when the bus is full",
  ]
  private static let signs = [
    "stops answering texts", "stays in {their} room and does not eat with us",
    "goes quiet and picks at {their} sleeves", "says “fine” to everything",
  ]
  private static let helps = [
    "a walk, without questions", "music with headphones", "somebody sitting near, not talking",
    "cold water and the back step", "the dog",
  ]
  private static let then = [
    "leave me be for an hour, then knock", "ring the one who is on the list and sit with me",
    "take me home by the quiet way",
  ]
  private static let others = [
    "EHCP, held by {setting}; reviewed in the spring", "Child in need plan, social care",
    "CAMHS care plan, every third Tuesday", "Young carer’s assessment",
  ]
  private static let funding = [
    "Personal health budget for travel", "Bus fare from the service for the first month",
    "Session fees paid by the young people’s fund",
  ]
  private static let stages = [
    "Go as far as the door", "Stay for ten minutes", "Go when it is quiet",
    "Ring them myself",
  ]
  private static let steps = [
    "look at the place on a map", "say hello to the one who runs it", "go with a friend once",
  ]
  private static let strategies = [
    "go when it is quiet", "bring a friend", "headphones in the bag", "leave when it is enough",
  ]
  private static let refusals = ["boring", "too far", "not my thing", "rather not with strangers"]
  private static let outcomes = [
    "I went, and nobody stared", "I know two names there now", "it was better than I thought",
    "I can do the bus by myself",
  ]
}

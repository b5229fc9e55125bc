// The contacts of an episode: when, how, how long and what was written.

import Foundation

extension EpisodeMaker {
  mutating func contacts(
    of caseID: Identifier<Case>, worker: LinkWorker, from accepted: Day, ending: ClosingReason?
  ) -> [Contact] {
    let moments = moments(from: accepted)
    guard !moments.isEmpty else { return [] }
    let tries = tries(of: moments.count, ending: ending)
    var result: [Contact] = []
    result.reserveCapacity(moments.count)
    for (place, moment) in moments.enumerated() {
      let isLast = place == moments.count - 1
      let outcome = outcome(at: place, tries: tries, isLast: isLast)
      let mode = mode(outcome, isFirst: place == tries)
      var contact = Contact(
        id: draw.id(), caseID: caseID, workerID: worker.id,
        at: TownClock.moment(moment.day, minute: moment.minute), mode: mode,
        minutes: minutes(mode, outcome),
        outcome: outcome, note: note(outcome, mode, isFirst: place == tries))
      contact.nextStep =
        isLast ? lastPromise() : promise(before: moments[place + 1], after: moment.day)
      result.append(contact)
    }
    return result
  }

  // MARK: When

  struct Moment: Comparable {
    var day: Day
    var minute: Int
    static func < (a: Moment, b: Moment) -> Bool { (a.day, a.minute) < (b.day, b.minute) }
  }

  /// Working days from the first to the last contact, in order.
  private mutating func moments(from accepted: Day) -> [Moment] {
    if case .waiting(let tries) = course.situation.state {
      // The latest try was on the last working day, the earlier ones before it.
      let last = TownClock.workingDay(onOrBefore: town.today.adding(days: -1))
      guard last >= course.referred else { return [] }
      let days = (0..<tries).map { back in
        max(course.referred, TownClock.workingDay(onOrBefore: last.adding(days: -2 * back)))
      }
      return days.map { Moment(day: $0, minute: minute()) }.sorted()
    }
    guard course.contacts > 0, let last = course.lastSpoken else { return [] }
    let first = min(
      last, TownClock.workingDay(onOrAfter: accepted.adding(days: draw.number(in: 1...5))))
    let span = first.days(until: last)
    var moments = [Moment(day: last, minute: minute())]
    for place in 0..<(course.contacts - 1) {
      let even = span * place / max(1, course.contacts - 1)
      let shift = place == 0 ? 0 : draw.number(in: -2...2)
      let day = TownClock.workingDay(onOrBefore: first.adding(days: max(0, even + shift)))
      moments.append(Moment(day: min(max(day, course.referred), last), minute: minute()))
    }
    return moments.sorted()
  }

  /// From 9:15 to 15:55; nearly all calls to school-children come after school.
  private mutating func minute() -> Int {
    story.age < 17 && draw.chance(0.6)
      ? draw.number(in: 186...191) * 5 : draw.number(in: 111...186) * 5
  }

  // MARK: How

  /// How many tries come before the first that reaches them.
  private mutating func tries(of count: Int, ending: ClosingReason?) -> Int {
    if case .waiting = course.situation.state { return count }
    if ending == .notReached { return count }
    let lot = draw.fraction()
    return min(count - 1, lot < 0.68 ? 0 : lot < 0.9 ? 1 : 2)
  }

  private mutating func outcome(at place: Int, tries: Int, isLast: Bool) -> ContactOutcome {
    if place < tries { return .notReached }
    if place == tries || isLast { return .attended }
    let lot = draw.fraction()
    return lot < 0.82
      ? .attended : lot < 0.9 ? .notReached : lot < 0.96 ? .didNotAttend : .cancelled
  }

  private mutating func mode(_ outcome: ContactOutcome, isFirst: Bool) -> ContactMode {
    if outcome == .notReached { return draw.chance(0.8) ? .phone : .text }
    let byAge: [(ContactMode, Double)] =
      story.age < 12
      ? [(.withFamily, 4), (.homeVisit, 2), (.withSchool, 2), (.phone, 4), (.inPerson, 1)]
      : story.age < 18
        ? [(.phone, 4), (.text, 2), (.inPerson, 2), (.outdoors, 1), (.withSchool, 1), (.video, 1)]
        : [(.phone, 6), (.text, 3), (.inPerson, 2), (.video, 1), (.outdoors, 1), (.group, 0.4)]
    let mode = draw.pick(byAge, weight: \.1).0
    // Nobody introduces themselves in a text or before a group.
    if isFirst, mode == .text || mode == .group { return .phone }
    let missable: [ContactMode] = [.inPerson, .outdoors, .video, .homeVisit]
    return outcome == .attended || missable.contains(mode) ? mode : .inPerson
  }

  private mutating func minutes(_ mode: ContactMode, _ outcome: ContactOutcome) -> Int {
    guard outcome == .attended else { return outcome == .cancelled ? 0 : draw.number(in: 1...3) }
    return switch mode {
    case .text: draw.number(in: 2...5)
    case .phone: draw.number(in: 6...19)
    case .video: draw.number(in: 10...25)
    case .withFamily, .withSchool: draw.number(in: 3...6) * 5
    case .inPerson, .outdoors, .group: draw.number(in: 4...9) * 5
    case .homeVisit: draw.number(in: 5...10) * 5
    }
  }

  // MARK: What was written

  private mutating func note(_ outcome: ContactOutcome, _ mode: ContactMode, isFirst: Bool)
    -> String
  {
    switch outcome {
    case .notReached: return fresh(ContactWords.notReached)
    case .didNotAttend: return fresh(ContactWords.didNotAttend)
    case .cancelled: return fresh(ContactWords.cancelled)
    case .attended: break
    }
    if mode == .text { return fresh(ContactWords.byText) }
    let isApart = mode == .phone || mode == .video
    var sentences: [String] = []
    if isFirst {
      sentences.append(fresh(isApart ? ContactWords.first : ContactWords.firstMeeting))
    } else if service != nil, draw.chance(0.3) {
      sentences.append(fresh(isApart ? ContactWords.serviceByPhone : ContactWords.service))
    } else if draw.chance(0.2) {
      sentences.append(fresh(isApart ? ContactWords.interestByPhone : ContactWords.interest))
    } else {
      sentences.append(fresh(isApart ? ContactWords.byPhone : story.need.notes))
    }
    if draw.chance(0.45) { sentences.append(fresh(ContactWords.also)) }
    return sentences.joined(separator: " ")
  }

  /// A sentence that this record does not have yet, where there is one.
  private mutating func fresh(_ stock: [String]) -> String {
    var template = draw.pick(stock)
    for _ in 0..<4 where written.contains(template) { template = draw.pick(stock) }
    written.insert(template)
    return story.tell(template)
  }

  // MARK: What was promised

  private mutating func promise(before next: Moment, after day: Day) -> NextStep? {
    guard draw.chance(0.7), next.day > day else { return nil }
    return NextStep(
      text: promiseWords(), on: next.day, at: draw.chance(0.4) ? next.minute / 15 * 15 : nil)
  }

  private mutating func lastPromise() -> NextStep? {
    guard course.ended == nil, let promise = course.situation.next else { return nil }
    var day = town.today.adding(days: promise.day)
    if promise.day > 0 { day = TownClock.workingDay(onOrAfter: day) }
    if promise.day < 0 { day = TownClock.workingDay(onOrBefore: day) }
    return NextStep(text: promise.text ?? promiseWords(), on: day, at: promise.minute)
  }

  private mutating func promiseWords() -> String {
    let stock = story.age < 14 ? ContactWords.nextForChildren : ContactWords.nextForOlder
    return story.tell(
      draw.pick(service == nil ? stock.filter { !$0.contains("{service}") } : stock))
  }
}

// Where each case of the town stands today. The first sixty are set by hand, so that
// a small town has something of everything; the rest are drawn, most of them closed.

import Foundation

/// Where one case stands. Days are counted from today; earlier ones are negative.
struct Situation: Sendable {
  enum State: Sendable, Equatable {
    /// Nobody has decided on the referral yet.
    case new
    /// Accepted, and nobody's yet.
    case accepted
    /// Held, and not reached after this many tries.
    case waiting(tries: Int)
    case active
    case closed
  }

  var state: State
  /// Who holds it, or held it at the end: a place in the town's list of workers.
  var worker: Int?
  /// The day of the referral, or of the closing where it is closed.
  var since: Int
  /// What was promised, for an active or waiting case.
  var next: Promise?
  /// When the plan is to be looked at again.
  var review: Int?
  /// When somebody last spoke with them.
  var spoken = -4
  /// Their age at referral, where the scene asks for one.
  var age: Int?

  /// What is to happen next, and when.
  struct Promise: Sendable {
    var day: Int
    var minute: Int?
    /// Nil draws one that fits the person.
    var text: String?

    init(_ day: Int, _ minute: Int? = nil, _ text: String? = nil) {
      self.day = day
      self.minute = minute
      self.text = text
    }
  }

  static func new(_ since: Int) -> Situation {
    Situation(state: .new, worker: nil, since: since)
  }
  static func accepted(_ since: Int) -> Situation {
    Situation(state: .accepted, worker: nil, since: since)
  }
  static func waiting(_ worker: Int, _ since: Int, tries: Int = 0, _ next: Promise? = nil)
    -> Situation
  {
    Situation(state: .waiting(tries: tries), worker: worker, since: since, next: next)
  }
  static func active(
    _ worker: Int, _ since: Int, _ next: Promise? = nil, review: Int? = nil, spoken: Int = -4,
    age: Int? = nil
  ) -> Situation {
    Situation(
      state: .active, worker: worker, since: since, next: next, review: review, spoken: spoken,
      age: age)
  }
  static func closed(_ worker: Int, _ since: Int) -> Situation {
    Situation(state: .closed, worker: worker, since: since)
  }

  /// The sixty of the small town. The worker at the desk is 0 and holds 23 open, the
  /// part-timer is 1 and holds 13, the supervisor is 2 and holds one. They stand in
  /// such an order that a town of twenty has some of everything as well.
  static let cast: [Situation] = [
    .active(
      0, -74, Promise(0, 630, "plan review, library, room 2"), review: 12, spoken: -7, age: 14),
    .waiting(0, -9, tries: 1),
    .active(0, -52, Promise(0, 780, "home visit, back at 14:15"), review: 9, spoken: -6, age: 9),
    .new(0),
    .active(0, -61, Promise(0, 915, "call after the school day"), review: 20, spoken: -5, age: 12),
    .closed(0, -3),
    .active(0, -80, review: 0, spoken: -9, age: 15),
    .waiting(1, -4),
    .active(0, -45, Promise(1, 585, "first visit to the group together"), spoken: -3, age: 11),
    .accepted(-3),
    .active(1, -66, Promise(0, 690), review: 15, spoken: -7),
    .active(0, -95, Promise(6), review: -4, spoken: -12),
    .waiting(0, -2),
    .new(-1),
    .active(0, -38, Promise(-1, nil, "ring back about the form"), spoken: -8, age: 17),
    .active(0, -50, Promise(0, 915, "call after work"), review: 25, spoken: -2, age: 22),
    .closed(1, -11),
    .active(0, -70, spoken: -24),
    .active(0, -33, Promise(1), spoken: -1),
    .active(1, -41, Promise(1, 840), spoken: -6),
    .waiting(0, -6, tries: 2, Promise(0, 960, "third try, by phone")),
    .active(0, -57, Promise(2, 840, "meet at Kelderwick Academy"), review: 16, spoken: -5, age: 15),
    .new(0),
    .closed(0, -24),
    .active(0, -29, Promise(3, 660, "walk by the water"), spoken: -4, age: 16),
    .active(1, -84, Promise(5), review: -2, spoken: -14),
    .active(0, -36, Promise(3, 600), spoken: -2),
    .closed(2, -40),
    .active(0, -48, Promise(4, 930), review: 14, spoken: -3),
    .waiting(1, -8, tries: 2),
    .active(0, -64, Promise(7, 630), review: 19, spoken: -6),
    .closed(0, -52),
    .waiting(0, -1),
    .active(1, -25, Promise(2, 720), spoken: -5),
    .active(0, -42, Promise(9), spoken: -5),
    .accepted(-2),
    .active(0, -78, Promise(13, 870), review: 30, spoken: -1),
    .closed(1, -33),
    .active(1, -55, review: 3, spoken: -10),
    .new(-5),
    .active(0, -31, Promise(16), review: 34, spoken: -2),
    .closed(0, -65),
    .active(2, -90, Promise(2, 660, "joint meeting with school"), review: 11, spoken: -9, age: 13),
    .waiting(0, -5, tries: 1, Promise(1, 960, "second try, late afternoon")),
    .active(1, -47, Promise(6), spoken: -3),
    .closed(1, -70),
    .active(1, -30, Promise(8, 600), review: 22, spoken: -1),
    .closed(0, -83),
    .active(1, -72, spoken: -19),
    .accepted(-6),
    .closed(0, -91),
    .active(1, -39, Promise(4, 750), spoken: -6),
    .closed(1, -96),
    .new(-1),
    .closed(0, -104),
    .waiting(1, -2),
    .closed(1, -120),
    .closed(0, -131),
    .active(1, -58, Promise(12), review: 27, spoken: -8),
    .closed(0, -150),
  ]

  /// The situation of the person at `index`: set by hand, or drawn.
  static func at(
    _ index: Int, of town: DemonstrationTown, _ draw: inout Draw
  ) -> Situation {
    if index < cast.count { return cast[index] }
    if index < setByHand, town.workers.count > 6 { return teamCast[index - cast.count] }
    return drawn(of: town, &draw)
  }

  /// A case of a large town.
  static func drawn(
    of town: DemonstrationTown, _ draw: inout Draw
  ) -> Situation {
    let figures = town.figures
    if draw.chance(figures.notYetHeld) {
      let since = -draw.number(in: 0...6)
      return draw.chance(0.6) ? .new(since) : .accepted(since)
    }
    var worker = draw.number(in: 0...(town.workers.count - 1))
    // A supervisor's people were somebody else's, and have gone.
    let supervises = town.workers[worker].role == .supervisor
    if supervises { worker -= 1 }
    let open =
      Double(figures.openForEachWorker) * town.workers[worker].wholeTimeEquivalent
      / Double(figures.peopleForEachWorker)
    // The first seven have their open cases among those set by hand.
    guard worker > 6, !supervises, draw.chance(open) else {
      return .closed(worker, -draw.number(in: 1...1000))
    }
    if draw.chance(0.18) {
      return .waiting(worker, -draw.number(in: 0...8), tries: draw.number(in: 0...2))
    }
    let hour = draw.chance(0.6) ? draw.number(in: 36...66) * 15 : nil
    let promise = draw.chance(0.9) ? Promise(draw.number(in: -2...20), hour) : nil
    let review = draw.chance(0.5) ? draw.number(in: -5...40) : nil
    return .active(
      worker, -draw.number(in: 21...110), promise, review: review,
      spoken: -draw.number(in: promise == nil ? 1...26 : 3...12))
  }
}

// What brings people to the service: for each need the words of referrers, of young
// people and of workers that belong together, so that a made-up record hangs together.

import Foundation

/// What a local service is about.
enum AssetKind: String, CaseIterable, Sendable {
  case arts, nature, physicalActivity, advice, counselling, befriending, volunteering, learning

  /// As the taxonomy says it.
  var words: String {
    switch self {
    case .arts: "Arts"
    case .nature: "Nature (green and blue)"
    case .physicalActivity: "Physical activity"
    case .advice: "Advice"
    case .counselling: "Counselling"
    case .befriending: "Befriending and peer support"
    case .volunteering: "Volunteering"
    case .learning: "Learning"
    }
  }
}

/// One need with the words that go with it. In every sentence {name}, {they},
/// {them}, {their}, {was}, {is}, {has}, {s}, {carer}, {setting} and {worker} are gaps.
struct Need: Sendable {
  /// For lists, at most 20 letters, so that two fit beside each other.
  let words: String
  let share: Double
  let ages: ClosedRange<Int>
  /// Kinds of service that may help.
  let kinds: [AssetKind]
  /// The referrer's words.
  let reasons: [String]
  /// The person's own words for what is hard.
  let worries: [String]
  /// The person's own words for what they hope.
  let goals: [String]
  /// What a worker writes in the middle of the work.
  let notes: [String]
  /// What a worker writes at a good end.
  let endings: [String]

  static func of(mind: Bool, age: Int, _ draw: inout Draw) -> Need {
    let all = mind ? ofMind : ofLife
    return draw.pick(all.filter { $0.ages.contains(age) }, weight: \.share)
  }
}

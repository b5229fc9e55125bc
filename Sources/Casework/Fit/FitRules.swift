// What makes a local service fit a goal, as data that a service can change. All of it is
// our own proposal: no standard says how far is too far.

import Foundation

/// A theme that goals and services share, and the words by which it is known.
public struct FitTheme: Codable, Equatable, Sendable {
  /// As it is said to people: "art and making".
  public var name: String
  /// Beginnings of words that tell of the theme in a goal, lower case.
  public var words: [String]
  /// Kinds of service, as their taxonomy says them, that are of the theme.
  public var kinds: [String]

  public init(name: String, words: [String], kinds: [String]) {
    self.name = name
    self.words = words
    self.kinds = kinds
  }
}

/// How services are ranked for a goal.
public struct FitRules: ServiceSetting {
  public static let name = "fit"
  public static let title = "What fits a goal"
  public static let about =
    "How local services are ranked beside a goal, and by which words a goal tells its theme. All "
    + "of it is our own proposal: no standard says how far is too far. What does not fit is shown "
    + "below what does, with the reason."

  public var themes: [FitTheme]
  /// Points for a word of the goal itself that the service uses.
  public var pointsForGoalWord: Int
  /// Points for being of the goal's theme.
  public var pointsForTheme: Int
  /// Points for something that the person says matters to them, or is good at.
  public var pointsForInterest: Int
  /// Points for running at a time when they are free.
  public var pointsForFreeTime: Int
  /// Points for being no farther than `nearMiles`.
  public var pointsForNear: Int
  public var nearMiles: Double
  /// Farther than this does not fit, where nobody asked the person, in miles.
  public var farMiles: Double
  /// Points for costing nothing.
  public var pointsForFree: Int
  /// Points for what they need there.
  public var pointsForAccess: Int
  /// Points for having room now.
  public var pointsForSpaces: Int
  /// Points for having been checked within `freshDays`.
  public var pointsForFresh: Int
  public var freshDays: Int
  /// Not checked for longer than this is worth a telephone call first, in days.
  public var staleDays: Int

  public init() {
    themes = Self.ownThemes
    pointsForGoalWord = 6
    pointsForTheme = 4
    pointsForInterest = 4
    pointsForFreeTime = 4
    pointsForNear = 3
    nearMiles = 1.5
    farMiles = 10
    pointsForFree = 2
    pointsForAccess = 3
    pointsForSpaces = 2
    pointsForFresh = 2
    freshDays = 90
    staleDays = 180
  }

  private static let ownThemes = [
    FitTheme(
      name: "art and making",
      words: [
        "art", "draw", "paint", "sketch", "craft", "making", "sew", "music", "guitar", "sing",
        "drum", "photo", "film", "theatre", "drama", "write", "poetry", "comic", "beats", "song",
      ], kinds: ["Arts"]),
    FitTheme(
      name: "nature and outdoors",
      words: [
        "nature", "outdoor", "outside", "garden", "grow", "allotment", "animal", "dog", "horse",
        "walk", "park", "canal", "fish", "bird", "farm", "plant",
      ], kinds: ["Nature"]),
    FitTheme(
      name: "moving and sport",
      words: [
        "sport", "football", "swim", "run", "danc", "gym", "fit", "bike", "cycl", "climb", "yoga",
        "box", "skate", "exercise", "active", "moving", "strong", "team",
      ], kinds: ["Physical activity"]),
    FitTheme(
      name: "meeting people",
      words: [
        "friend", "people", "lonel", "alone", "belong", "club", "group", "meet", "talk to", "mate",
        "join", "somewhere", "one thing", "out of the house",
        "game", "gaming", "chess", "new town",
      ], kinds: ["Befriending"]),
    FitTheme(
      name: "feelings",
      words: [
        "worr", "anxi", "panic", "sad", "low", "mood", "angry", "anger", "calm", "grief", "loss",
        "died", "miss", "feel", "talk about", "confiden", "sleep", "stress", "bully", "bullied",
      ], kinds: ["Counselling", "Befriending"]),
    FitTheme(
      name: "school and learning",
      words: [
        "school", "learn", "homework", "exam", "college", "read", "class", "course", "study",
        "lesson", "maths", "cook", "bak", "skill",
      ], kinds: ["Learning"]),
    FitTheme(
      name: "work and volunteering",
      words: [
        "job", "work", "volunteer", "help others", "useful", "cv", "interview", "train",
        "experience", "apprentice", "money of my own",
      ], kinds: ["Volunteering", "Learning"]),
    FitTheme(
      name: "advice and practical help",
      words: [
        "money", "debt", "hous", "home", "rent", "benefit", "form", "advice", "right", "bill",
        "food", "move", "bus", "travel", "transport", "carer", "caring",
      ], kinds: ["Advice"]),
  ]

  /// What is wrong with changed rules, in words.
  public func problems() -> [String] {
    var problems: [String] = []
    let points = [
      pointsForGoalWord, pointsForTheme, pointsForInterest, pointsForFreeTime, pointsForNear,
      pointsForFree, pointsForAccess, pointsForSpaces, pointsForFresh,
    ]
    if !points.allSatisfy((0...100).contains) {
      problems.append("Points go from 0 to 100.")
    }
    if !(0...1_000).contains(nearMiles) || !(0...1_000).contains(farMiles) || nearMiles > farMiles {
      problems.append("“Near” must be nearer than “far”, both between 0 and 1,000 miles.")
    }
    if !(0...10_000).contains(freshDays) || !(0...10_000).contains(staleDays)
      || freshDays > staleDays
    {
      problems.append("“Lately checked” must be sooner than “ring first”, both in days from 0.")
    }
    for theme in themes {
      if theme.name.isEmpty { problems.append("A theme has no name.") }
      if theme.words.contains(where: { $0.count < 2 }) {
        problems.append("The theme “\(theme.name)” has a word of fewer than two letters.")
      }
    }
    if Set(themes.map(\.name)).count != themes.count {
      problems.append("Two themes have one name.")
    }
    return problems
  }
}

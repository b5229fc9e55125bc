// Guidance on caseloads as data that a service can read, copy and change: each
// figure stands beside where it comes from and when it was noted.

import Foundation

/// One figure of guidance for a whole-time worker.
public struct GuidanceFigure: Codable, Equatable, Sendable {
  /// What is counted.
  public enum Measure: String, CaseIterable, Codable, Sendable {
    /// People open at one time.
    case open
    /// People taken on in a year.
    case yearly
    /// Contacts with one person.
    case contacts
    /// Weeks that a person stays.
    case weeks

    public var words: String {
      switch self {
      case .open: "open at one time"
      case .yearly: "a year"
      case .contacts: "contacts with one person"
      case .weeks: "weeks with one person"
      }
    }
  }

  /// How far the figure may be trusted.
  public enum Standing: String, CaseIterable, Codable, Sendable {
    /// Read in the source that is named.
    case published
    /// Worked out from published figures.
    case derived
    /// Not confirmed: never to be quoted as anybody's word.
    case unconfirmed
    /// The service's own, or ours.
    case proposed
  }

  public var measure: Measure
  public var low: Double
  public var high: Double
  public var standing: Standing
  /// Where the figure comes from, shown wherever the figure is.
  public var source: String
  /// The day on which the figure was noted from that source.
  public var noted: Day

  public init(
    _ measure: Measure, _ low: Double, _ high: Double, standing: Standing, source: String,
    noted: Day
  ) {
    self.measure = measure
    self.low = low
    self.high = high
    self.standing = standing
    self.source = source
    self.noted = noted
  }

  /// "20–25 open at one time".
  public var words: String { "\(Figures.range(low, high)) \(measure.words)" }

  /// "UCL youth social prescribing study, noted 23/11/2026".
  public var sourceWords: String {
    let kind =
      switch standing {
      case .published: ""
      case .derived: "worked out from: "
      case .unconfirmed: "not confirmed: "
      case .proposed: "a proposal: "
      }
    return "\(kind)\(source), noted \(noted.british)"
  }
}

/// Figures that belong together.
public struct GuidanceSet: Codable, Equatable, Sendable {
  /// What workers' terms name it by; letters, digits and hyphens.
  public var id: String
  public var name: String
  /// Whom it is for, in full years; nil is everybody. Mixed caseloads are judged by
  /// the first set whose ages a person is among.
  public var youngest: Int?
  public var oldest: Int?
  public var figures: [GuidanceFigure]

  public init(
    id: String, name: String, youngest: Int? = nil, oldest: Int? = nil,
    figures: [GuidanceFigure]
  ) {
    self.id = id
    self.name = name
    self.youngest = youngest
    self.oldest = oldest
    self.figures = figures
  }

  public func figure(_ measure: GuidanceFigure.Measure) -> GuidanceFigure? {
    figures.first { $0.measure == measure }
  }

  /// Whether it is for somebody of `age`; somebody of unknown age is everybody's.
  public func isFor(age: Int?) -> Bool {
    guard let age else { return youngest == nil && oldest == nil }
    return age >= (youngest ?? 0) && age <= (oldest ?? .max)
  }
}

/// The part of full guidance that somebody new is expected to carry, until so many
/// weeks after they started.
public struct RampStep: Codable, Equatable, Sendable {
  public var untilWeek: Int
  /// From 0 to 1.
  public var share: Double

  public init(untilWeek: Int, share: Double) {
    self.untilWeek = untilWeek
    self.share = share
  }
}

/// How caseloads are judged here: the sets of guidance, and how they are scaled.
public struct CaseloadGuidance: ServiceSetting {
  public static let name = "guidance"
  public static let title = "Caseload guidance"
  public static let about = """
    How many people a whole-time worker is advised to carry, set by set, with where each \
    figure comes from and when it was noted. Copy a set under a new id to make your own. \
    A worker's terms name the set that they are judged by, or by-age for a mixed caseload.
    """

  /// What a worker's terms say for a mixed caseload.
  public static let byAge = "by-age"

  public var sets: [GuidanceSet]
  /// The set for whoever's terms name none.
  public var usual: String
  /// What somebody new carries, step by step. Shares 50 and 75 % are a proposal, and so
  /// are the weeks.
  public var ramp: [RampStep]
  /// Leave of up to so many days in a row is in the figures already; longer leave
  /// scales the guidance. A proposal.
  public var ordinaryLeaveDays: Int
  /// The month in which the service's year begins, 1 to 12.
  public var yearStartsInMonth: Int

  public init() {
    sets = Self.shipped
    usual = "cyp"
    ramp = [RampStep(untilWeek: 8, share: 0.5), RampStep(untilWeek: 16, share: 0.75)]
    ordinaryLeaveDays = 14
    yearStartsInMonth = 4
  }

  private static let shipped: [GuidanceSet] = {
    let noted = Day(year: 2026, month: 11, day: 23) ?? Day(number: 0)
    func figure(
      _ measure: GuidanceFigure.Measure, _ low: Double, _ high: Double, _ source: String,
      _ standing: GuidanceFigure.Standing = .published
    ) -> GuidanceFigure {
      GuidanceFigure(measure, low, high, standing: standing, source: source, noted: noted)
    }
    return [
      GuidanceSet(
        id: "cyp", name: "CYP", youngest: 0, oldest: 25,
        figures: [
          figure(.open, 20, 25, "UCL youth social prescribing study"),
          figure(.contacts, 6, 6, "CYP practice, 6 sessions"),
          figure(.weeks, 12, 12, "CYP practice, up to 12 weeks"),
          figure(.yearly, 87, 108, "20–25 open, 12 weeks each", .derived),
        ]),
      GuidanceSet(
        id: "all-age", name: "All-age",
        figures: [
          figure(.open, 40, 40, "OpenActive digital playbook, about 40"),
          figure(
            .yearly, 200, 250,
            "Health Education England role page, by complexity and how mature the scheme is"),
          figure(.contacts, 6, 12, "Health Education England role page"),
        ]),
      GuidanceSet(
        id: "all-age-year", name: "All-age, a year",
        figures: [
          figure(
            .yearly, 200, 250,
            "Health Education England role page, by complexity and how mature the scheme is")
        ]),
      GuidanceSet(id: "points", name: "Points alone", figures: []),
    ]
  }()

  public subscript(id: String) -> GuidanceSet? { sets.first { $0.id == id } }

  /// The set that somebody of `age` is counted by for a worker whose terms say
  /// `choice`.
  public func set(for choice: String, age: Int?) -> GuidanceSet? {
    if choice != Self.byAge { return self[choice] ?? self[usual] }
    let open = sets.filter { $0.figure(.open) != nil }
    return open.first { ($0.youngest != nil || $0.oldest != nil) && $0.isFor(age: age) }
      ?? open.first { $0.youngest == nil && $0.oldest == nil } ?? self[usual]
  }

  /// "CYP", "by each person's age".
  public func words(for choice: String) -> String {
    choice == Self.byAge ? "by each person’s age" : (self[choice] ?? self[usual])?.name ?? choice
  }

  public func problems() -> [String] {
    var problems: [String] = []
    if sets.isEmpty { problems.append("There must be one set of guidance at least.") }
    if self[usual] == nil { problems.append("The usual set, “\(usual)”, is not among the sets.") }
    if Set(sets.map(\.id)).count < sets.count { problems.append("Two sets have the same id.") }
    for set in sets {
      if set.id.isEmpty || set.name.isEmpty { problems.append("A set needs an id and a name.") }
      if set.id == Self.byAge { problems.append("No set can be called “by-age”.") }
      for figure in set.figures {
        if !(figure.low > 0 && figure.high >= figure.low && figure.high <= 1_000) {
          problems.append("\(set.name): \(figure.measure.words) needs a low and a high above 0.")
        }
        if figure.source.isEmpty {
          problems.append("\(set.name): \(figure.measure.words) needs its source.")
        }
      }
    }
    if ramp.contains(where: { !(0...1).contains($0.share) || $0.untilWeek < 1 }) {
      problems.append("Each step for somebody new is a share from 0 to 1 and a week from 1.")
    }
    if !(1...12).contains(yearStartsInMonth) {
      problems.append("The year begins in month 1 to 12.")
    }
    if !(0...365).contains(ordinaryLeaveDays) {
      problems.append("Ordinary leave is 0 to 365 days.")
    }
    return problems
  }
}

/// Figures as people write them.
public enum Figures {
  /// "4.0", "88.5".
  public static func oneDecimal(_ value: Double) -> String {
    guard value.isFinite, abs(value) < 1e9 else { return "—" }
    let tenths = Int((abs(value) * 10).rounded())
    return (value < 0 && tenths > 0 ? "−" : "") + "\(tenths / 10).\(tenths % 10)"
  }

  /// Of whole time: "1.0", "0.6", "0.75".
  public static func wholeTime(_ value: Double) -> String {
    guard value.isFinite, abs(value) < 1e9 else { return "—" }
    let hundredths = Int((abs(value) * 100).rounded())
    return hundredths % 10 == 0
      ? oneDecimal(value) : oneDecimal(Double(hundredths / 10) / 10) + "\(hundredths % 10)"
  }

  /// "4", "4.5": decimals only where there are some.
  public static func plain(_ value: Double) -> String {
    let text = oneDecimal(value)
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// "20–25", or "40" where both ends are the same.
  public static func range(_ low: Double, _ high: Double) -> String {
    low == high ? plain(low) : "\(plain(low))–\(plain(high))"
  }

  /// "75 %".
  public static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }
}

// Full guidance is for somebody whole-time who is here all the year and knows the
// work. This is what part of it is right for one worker on one day, and why.

import Foundation

/// The part of whole-time guidance that holds for a worker on a day.
public struct CapacityScale: Equatable, Sendable {
  /// Whole-time equivalent, above 0 and at most 1.
  public var wholeTime: Double
  /// What somebody new is expected to carry, 0 to 1.
  public var ramp: Double
  /// The part of the next four weeks that they are here, ordinary leave passed over.
  public var presence: Double
  /// The part of the service's year that they are here, ordinary leave passed over.
  public var year: Double
  /// The part of the service's year so far that they have been here.
  public var yearSoFar: Double

  /// For people open at one time, and for points.
  public var atOneTime: Double { wholeTime * ramp * presence }

  /// For people taken on in a year.
  public var overAYear: Double { wholeTime * year }

  /// The one rule for scaling guidance.
  ///
  /// - Parameters:
  ///   - hours: whole-time equivalent.
  ///   - terms: nil where nothing is known of them but their hours.
  public init(
    wholeTimeEquivalent hours: Double, terms: WorkerTerms?, absences: [Absence],
    guidance: CaseloadGuidance, on today: Day
  ) {
    wholeTime = min(max(hours, 0), 1)
    ramp = Self.ramp(terms, guidance, on: today)
    let presence = Presence(terms, absences)
    self.presence = presence.share(
      from: today, to: today.adding(days: 27), passingOver: guidance.ordinaryLeaveDays)
    let start = guidance.yearStart(on: today)
    let end = start.adding(years: 1).adding(days: -1)
    year = presence.share(from: start, to: end, passingOver: guidance.ordinaryLeaveDays)
    yearSoFar = presence.share(from: start, to: today, passingOver: guidance.ordinaryLeaveDays)
  }

  static func ramp(_ terms: WorkerTerms?, _ guidance: CaseloadGuidance, on day: Day) -> Double {
    guard let terms, terms.isNewcomer, let started = terms.startedOn else { return 1 }
    let weeks = started.days(until: day) / 7
    return guidance.ramp.sorted { $0.untilWeek < $1.untilWeek }
      .first { weeks < $0.untilWeek }?.share ?? 1
  }

  /// Why it is not the whole, in words: "0.6 of whole time", "new: 50 % for now".
  public var words: [String] {
    var words: [String] = []
    if wholeTime < 1 { words.append("\(Figures.wholeTime(wholeTime)) of whole time") }
    if ramp < 1 { words.append("new here: \(Figures.percent(ramp)) for now") }
    if presence < 1 {
      words.append("here for \(Figures.percent(presence)) of the next four weeks")
    }
    return words
  }
}

extension CaseloadGuidance {
  /// The first day of the service's year that `day` is in.
  public func yearStart(on day: Day) -> Day {
    let month = min(max(yearStartsInMonth, 1), 12)
    let year = day.month >= month ? day.year : day.year - 1
    return Day(year: year, month: month, day: 1) ?? day
  }
}

/// Guidance for one worker's own mix of people: how many of them are right.
public struct CaseloadBand: Equatable, Sendable {
  public var low: Double
  public var high: Double
  /// The figures that it was made of, with their sources.
  public var figures: [GuidanceFigure]

  public init(low: Double, high: Double, figures: [GuidanceFigure]) {
    self.low = low
    self.high = high
    self.figures = figures
  }

  /// In whole people.
  public var people: ClosedRange<Int> {
    let bottom = Int(low.rounded())
    return bottom...max(bottom, Int(high.rounded()))
  }

  /// "20–25".
  public var words: String { Figures.range(low.rounded(), high.rounded()) }

  /// The band for people of `ages` at one time, or nil where the worker's guidance has
  /// no such figure.
  ///
  /// Everybody takes up a part of a whole-time worker: somebody whose set says 25 takes a
  /// twenty-fifth, somebody whose set says 40 a fortieth. The band is so many people of
  /// that very mix as would fill the whole. So 10 young people and 16 adults fill
  /// 10/25 + 16/40 = 80 % of it, and 26 ÷ 0.8 = 32.5 of such a mix are right.
  ///
  /// - Parameter scale: what part of whole-time guidance holds.
  public init?(
    ages: [Int?], choice: String, guidance: CaseloadGuidance, scale: Double
  ) {
    var bottom = 0.0
    var top = 0.0
    var counted = 0.0
    var used: [GuidanceFigure] = []
    let people: [Int?] =
      ages.isEmpty || choice != CaseloadGuidance.byAge
      ? [choice == CaseloadGuidance.byAge ? guidance[guidance.usual]?.youngest : nil] : ages
    for age in people {
      guard let figure = guidance.set(for: choice, age: age)?.figure(.open) else { continue }
      bottom += 1 / figure.low
      top += 1 / figure.high
      counted += 1
      if !used.contains(figure) { used.append(figure) }
    }
    guard counted > 0 else { return nil }
    self.init(low: counted / bottom * scale, high: counted / top * scale, figures: used)
  }
}

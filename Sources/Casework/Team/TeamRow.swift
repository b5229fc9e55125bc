// One worker as the team's table shows them. Every column is worked out here, for the
// screen, the command line and the supervision agenda alike.

import Foundation

/// What is known of one worker when the team is looked at.
public struct TeamMember: Equatable, Sendable {
  public var worker: LinkWorker
  public var terms: WorkerTerms?
  public var absences: [Absence]
  /// The open cases that they hold.
  public var cases: [WeighedCase]
  /// The days on which they took cases on, of the last twelve months.
  public var takenOn: [Day]
  /// Those of them on which the case was new to the service, and no colleague's before.
  public var newOn: [Day]
  public var sessions: [SupervisionSession]

  public init(
    worker: LinkWorker, terms: WorkerTerms? = nil, absences: [Absence] = [],
    cases: [WeighedCase] = [], takenOn: [Day] = [], newOn: [Day]? = nil,
    sessions: [SupervisionSession] = []
  ) {
    self.newOn = newOn ?? takenOn
    self.worker = worker
    self.terms = terms
    self.absences = absences
    self.cases = cases
    self.takenOn = takenOn
    self.sessions = sessions
  }
}

/// One row of the team.
public struct TeamRow: Equatable, Sendable {
  public var worker: LinkWorker
  public var terms: WorkerTerms?
  public var load: WorkerLoad
  /// People taken on since the service's year began.
  public var thisYear: Int
  /// People a year that this pace comes to.
  public var onCourse: Int
  /// What guidance says for a year, scaled; nil where it says nothing.
  public var yearly: ClosedRange<Int>?
  /// The figures for a year that it was made of, with their sources.
  public var yearlyFigures: [GuidanceFigure]
  /// Held and not spoken with yet.
  public var waiting: Int
  /// Days since the referral of the one who has waited longest.
  public var longestWait: Int?
  /// What is due is late.
  public var overdue: Int
  /// A meeting's hour has passed and nothing was logged.
  public var unlogged: Int
  /// Nobody has spoken with them for ``quietDays``.
  public var quiet: Int
  /// After how many days without a talk a case is quiet in this service.
  public var quietDays: Int
  /// Spoken with, and the plan is not agreed.
  public var withoutAgreement: Int
  /// The plan is agreed, and no day is set to look at it again.
  public var withoutReview: Int
  public var lastSupervised: Day?
  /// The supervision that is due next, or is late.
  public var supervisionDue: SupervisionDue?
  /// The absence that they are on today.
  public var away: Absence?
  /// Whether they are new enough for guidance to be less than whole.
  public var isNew: Bool

  /// - Parameters:
  ///   - quietDays: ``ServicePolicy/quietDays``.
  ///   - minute: minutes after midnight, for what was to be met today.
  public init(
    _ member: TeamMember, guidance: CaseloadGuidance, model: PointsModel,
    supervision: SupervisionRules, quietDays: Int = ServicePolicy().quietDays, on today: Day,
    minute: Int = 0
  ) {
    self.quietDays = quietDays
    worker = member.worker
    terms = member.terms
    load = WorkerLoad(
      worker: member.worker, terms: member.terms, absences: member.absences, cases: member.cases,
      guidance: guidance, model: model, on: today)
    let start = guidance.yearStart(on: today)
    thisYear = member.takenOn.count { $0 >= start && $0 <= today }
    let scale = load.scale
    onCourse =
      scale.yearSoFar > 0
      ? Self.onCourse(thisYear, from: start, on: today, scale) : thisYear
    let figures = Self.yearlyFigures(member, guidance, on: today)
    yearly = Self.yearly(figures, scale)
    yearlyFigures = figures.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    let rows = member.cases.map(\.row)
    let waits = rows.filter { $0.facts.firstReachedOn == nil }
    waiting = waits.count
    longestWait = waits.map { $0.facts.referredOn.days(until: today) }.max()
    overdue = rows.count { $0.due?.urgency(on: today).needsSomebodyNow == true }
    unlogged = rows.count { $0.facts.isUnlogged(on: today, minute: minute) }
    quiet = rows.count { Self.isQuiet($0, after: quietDays, on: today) }
    withoutAgreement = rows.count(where: Self.lacksAgreement)
    withoutReview = rows.count(where: Self.lacksReview)
    lastSupervised = member.sessions.map(\.on).filter { $0 <= today }.max()
    supervisionDue = supervision.due(
      for: member.worker, terms: member.terms, sessions: member.sessions, on: today)
    away = Presence(member.terms, member.absences).absence(on: today)
    isNew = scale.ramp < 1
  }

  /// What they carry over what is right for them.
  public var shareOfCapacity: Double {
    load.capacity > 0 ? load.points / load.capacity : load.points * 1_000
  }

  /// The order of the team where nobody asks for another: whoever carries the most for
  /// their hours first.
  public static func needsMore(_ a: Self, _ b: Self) -> Bool {
    a.shareOfCapacity == b.shareOfCapacity
      ? a.worker.name < b.worker.name : a.shareOfCapacity > b.shareOfCapacity
  }

  // MARK: The rules of the counts

  /// Spoken with once, and then not for so many days: ``CaseFacts/isUnspoken(for:on:)`` of
  /// those who do not wait for a first talk.
  public static func isQuiet(_ row: CaseloadRow, after days: Int, on today: Day) -> Bool {
    row.facts.lastSpokenOn != nil && row.facts.isUnspoken(for: days, on: today)
  }

  public static func lacksAgreement(_ row: CaseloadRow) -> Bool {
    row.facts.closedOn == nil && row.facts.firstReachedOn != nil && row.facts.planAgreedOn == nil
  }

  public static func lacksReview(_ row: CaseloadRow) -> Bool {
    row.facts.closedOn == nil && row.facts.planAgreedOn != nil && row.facts.reviewOn == nil
  }

  /// So far, over the part of the year that they were here, times the part that they
  /// will have been.
  private static func onCourse(_ count: Int, from start: Day, on today: Day, _ scale: CapacityScale)
    -> Int
  {
    let year = Double(start.days(until: start.adding(years: 1)))
    let soFar = Double(start.days(until: today) + 1) * scale.yearSoFar
    guard soFar > 0 else { return count }
    return Int((Double(count) / soFar * year * scale.year).rounded())
  }

  /// What guidance says for a year of each of their people.
  private static func yearlyFigures(
    _ member: TeamMember, _ guidance: CaseloadGuidance, on today: Day
  ) -> [GuidanceFigure] {
    let choice =
      member.terms.map { $0.guidance.isEmpty ? guidance.usual : $0.guidance } ?? guidance.usual
    let ages =
      choice == CaseloadGuidance.byAge ? member.cases.map { $0.row.person.age(on: today) } : [nil]
    return ages.compactMap { guidance.set(for: choice, age: $0)?.figure(.yearly) }
  }

  private static func yearly(
    _ figures: [GuidanceFigure], _ scale: CapacityScale
  ) -> ClosedRange<Int>? {
    guard !figures.isEmpty else { return nil }
    // As with people open at one time: each person takes their part of the year.
    let low = Double(figures.count) / figures.reduce(0) { $0 + 1 / $1.low } * scale.overAYear
    let high = Double(figures.count) / figures.reduce(0) { $0 + 1 / $1.high } * scale.overAYear
    return Int(low.rounded())...max(Int(low.rounded()), Int(high.rounded()))
  }

  // MARK: Words

  /// "61 → 94".
  public var paceWords: String { "\(thisYear)→\(onCourse)" }

  /// "61 this year, on course for 94 of 87–108".
  public var yearWords: String {
    let guide = yearly.map { " of \($0.lowerBound)–\($0.upperBound)" } ?? ""
    return "\(thisYear) this year, on course for \(onCourse)\(guide)"
  }

  /// "12 days", "today", "never".
  public func supervisedWords(on today: Day) -> String {
    guard let last = lastSupervised else { return "never" }
    let days = last.days(until: today)
    return days == 0 ? "today" : days == 1 ? "1 day" : "\(days) days"
  }

  /// "Mo L · new", "Eve R · coach", "Tom A · away to 30/11".
  public var nameWords: String {
    var words = worker.listName
    switch worker.role {
    case .linkWorker: break
    case .wellbeingCoach: words += " · coach"
    case .careCoordinator: words += " · coordinator"
    case .volunteer: words += " · volunteer"
    case .supervisor: words += " · supervisor"
    case .administrator: words += " · office"
    }
    if let away {
      words += " · away to \(away.to.shortBritish)"
    } else if isNew {
      words += " · new"
    }
    return words
  }
}

// What a supervision session should look at, drawn from the caseload itself, so that
// nobody has to remember it.

import Foundation

/// One thing to talk about.
public struct SupervisionAgendaItem: Equatable, Sendable {
  public enum Kind: String, CaseIterable, Codable, Sendable {
    case load
    case wellbeing
    case risk
    case overdue
    case stuck
    case quiet
    case plan
    case transition
    case action
    case audit

    public var words: String {
      switch self {
      case .load: "Load"
      case .wellbeing: "Wellbeing"
      case .risk: "Risk"
      case .overdue: "Late"
      case .stuck: "Stuck"
      case .quiet: "Out of contact"
      case .plan: "Plan"
      case .transition: "Transition"
      case .action: "Agreed before"
      case .audit: "Audit"
      }
    }
  }

  public var kind: Kind
  public var text: String
  /// The case that it is about, where it is about one.
  public var caseID: Identifier<Case>?

  public init(_ kind: Kind, _ text: String, caseID: Identifier<Case>? = nil) {
    self.kind = kind
    self.text = text
    self.caseID = caseID
  }
}

public enum SupervisionAgenda {
  /// Ages at which something changes for a young person. Not confirmed as anybody's rule:
  /// consent at 16, planning from 17½, adult services at 18, the end of our range at 25.
  static let transitions: [(age: String, months: Int)] = [
    ("16", 192), ("17½", 210), ("18", 216), ("25", 300),
  ]

  /// The agenda for a worker: over guidance first, then what may harm, then what is
  /// late, stuck, quiet, without a plan, or about to change with age.
  ///
  /// - Parameters:
  ///   - sessions: earlier ones, for what was agreed and is not done.
  ///   - guidance: how many weeks and contacts one person is given, by their own age where
  ///     the worker's caseload is mixed.
  public static func items(
    _ row: TeamRow, sessions: [SupervisionSession], weeksOver: Int, guidance: CaseloadGuidance,
    audits: Int, on today: Day
  ) -> [SupervisionAgendaItem] {
    var items: [SupervisionAgendaItem] = []
    let load = row.load
    if load.standing.isOver {
      let weeks = weeksOver > 1 ? ", \(weeksOver) weeks now" : ""
      items.append(
        SupervisionAgendaItem(
          .load,
          "\(load.standing.words): \(load.open) open\(load.band.map { " of \($0.words)" } ?? ""), \(Figures.oneDecimal(load.points)) of \(Figures.oneDecimal(load.capacity)) points\(weeks)"
        ))
    }
    let last = sessions.filter { $0.on <= today }.max { $0.on < $1.on }
    if let last, last.wellbeing == .stretched || last.wellbeing == .struggling {
      items.append(
        SupervisionAgendaItem(
          .wellbeing, "Said “\(last.wellbeing.words.lowercased())” on \(last.on.shortBritish)"))
    }
    for action in sessions.flatMap(\.actions) where action.doneOn == nil {
      let by = action.by.map { ", by \($0.shortBritish)" } ?? ""
      items.append(SupervisionAgendaItem(.action, action.what + by))
    }
    let cases = load.cases.sorted {
      ($0.row.facts.referredOn, $0.row.caseID) < ($1.row.facts.referredOn, $1.row.caseID)
    }
    let choice = row.terms?.guidance ?? ""
    func most(_ measure: GuidanceFigure.Measure, _ one: WeighedCase) -> Double? {
      guidance.set(for: choice, age: one.row.person.age(on: today))?.figure(measure)?.high
    }
    var told: Set<Identifier<Case>> = []
    func tell(_ kind: SupervisionAgendaItem.Kind, _ weighed: WeighedCase, _ why: String) {
      // One line a case: the first reason is the weightiest.
      guard told.insert(weighed.row.caseID).inserted else { return }
      items.append(
        SupervisionAgendaItem(
          kind, "\(weighed.row.person.listName): \(why)", caseID: weighed.row.caseID))
    }
    for one in cases where one.row.risk == .urgent {
      tell(.risk, one, "urgent risk on record" + (one.row.need.isEmpty ? "" : ", \(one.row.need)"))
    }
    for one in cases where one.intensity == .complex {
      tell(.risk, one, one.row.need.isEmpty ? "complex" : "complex, \(one.row.need)")
    }
    for one in cases where one.row.risk == .known {
      tell(.risk, one, "risk on record" + (one.row.need.isEmpty ? "" : ", \(one.row.need)"))
    }
    for one in cases {
      guard let due = one.row.due, case .late(let days) = due.urgency(on: today), days >= 3 else {
        continue
      }
      tell(.overdue, one, "\(due.text), \(days) days late")
    }
    for one in cases {
      guard let first = one.row.facts.firstReachedOn else { continue }
      let weeks = first.days(until: today) / 7
      if let most = most(.weeks, one), Double(weeks) > most {
        tell(.stuck, one, "\(weeks) weeks, guidance says \(Figures.plain(most))")
      } else if let most = most(.contacts, one), Double(one.contacts) > most {
        tell(.stuck, one, "\(one.contacts) contacts, guidance says \(Figures.plain(most))")
      }
    }
    for one in cases where TeamRow.isQuiet(one.row, after: row.quietDays, on: today) {
      tell(.quiet, one, "last spoken with \(one.row.lastSeenWords(on: today))")
    }
    for one in cases where TeamRow.lacksAgreement(one.row) {
      guard let first = one.row.facts.firstReachedOn, first.days(until: today) >= 28 else {
        continue
      }
      tell(.plan, one, "no agreed plan \(first.days(until: today) / 7) weeks after the first talk")
    }
    for one in cases {
      if let words = transition(of: one.row.person, on: today) { tell(.transition, one, words) }
    }
    if audits > 0 {
      items.append(
        SupervisionAgendaItem(
          .audit, "\(audits) record\(audits == 1 ? "" : "s") to look at, drawn by lot"))
    }
    return items
  }

  /// "16 in 5 weeks", within three months of it.
  public static func transition(of person: Person, on today: Day) -> String? {
    guard let birth = person.dateOfBirth else { return nil }
    for (age, months) in transitions {
      let turns = birth.adding(years: months / 12).adding(months: months % 12)
      let days = today.days(until: turns)
      if (0...91).contains(days) {
        return days < 14 ? "\(age) in \(days) days" : "\(age) in \(days / 7) weeks"
      }
    }
    return nil
  }
}

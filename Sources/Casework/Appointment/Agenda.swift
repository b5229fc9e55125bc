// A worker's days as they are to be lived: what is in the diary and what was promised,
// in order, and whether it was written down afterwards. At five o'clock nothing of
// today should be left unlogged.

import Foundation

/// Something in the diary, with whom it is about.
public struct DiaryEntry: Equatable, Sendable {
  public var appointment: Appointment
  /// Nil where it is about nobody's case.
  public var person: Person?
  /// Whether a contact of the case was logged on its day or later.
  public var isLogged: Bool
  /// Who has it in their diary, where that is a colleague; else empty.
  public var colleague: String

  public init(
    appointment: Appointment, person: Person? = nil, isLogged: Bool = false,
    colleague: String = ""
  ) {
    self.appointment = appointment
    self.person = person
    self.isLogged = isLogged
    self.colleague = colleague
  }

  /// Where it is, and with whom where a colleague has it in their diary.
  var note: String {
    [colleague.isEmpty ? "" : "with \(colleague)", appointment.place].filter { !$0.isEmpty }
      .joined(separator: " · ")
  }

  /// How it stands at a moment.
  public func standing(on today: Day, minute: Int) -> AgendaStanding {
    AgendaStanding(
      on: appointment.on, ends: appointment.ends, isSettled: isLogged || appointment.state == .done,
      isAboutSomebody: appointment.caseID != nil, today: today, minute: minute)
  }
}

/// How something of an agenda stands: the one rule for "not logged yet".
public enum AgendaStanding: String, Equatable, Codable, Sendable {
  case toCome = "to-come"
  /// Logged, or marked as done.
  case settled
  /// It is over, and nothing was written down.
  case unlogged
  /// A task or a meeting about nobody's case, whose day or hour has passed.
  case open

  /// The hour after which what has no time of its own should be written down: 17:00.
  /// Source: a link worker's day, "17:00 nothing unlogged"; our own proposal.
  public static let dayEnds = 17 * 60

  public init(
    on day: Day, ends: Int?, isSettled: Bool, isAboutSomebody: Bool, today: Day, minute: Int
  ) {
    if isSettled {
      self = .settled
    } else if day < today || (day == today && minute >= (ends ?? Self.dayEnds)) {
      self = isAboutSomebody ? .unlogged : .open
    } else {
      self = .toCome
    }
  }
}

extension CaseFacts {
  /// Whether something that had an hour with them is over and nothing was written down:
  /// what Today counts as not logged yet, case by case.
  ///
  /// - Parameter minute: minutes after midnight of `today`.
  public func isUnlogged(on today: Day, minute: Int) -> Bool {
    guard closedOn == nil else { return false }
    let meetings = [appointment, nextStep].compactMap { $0 }.filter { $0.at != nil }
    return meetings.contains { meeting in
      AgendaStanding(
        on: meeting.on, ends: meeting.at, isSettled: false, isAboutSomebody: true, today: today,
        minute: minute) == .unlogged
    }
  }
}

/// One line of an agenda.
public struct AgendaItem: Equatable, Sendable {
  public enum Source: Equatable, Sendable {
    case appointment(Identifier<Appointment>)
    /// Promised when a contact was logged, or due by a clock.
    case due(Due.Kind)
    case visit(Identifier<LoneVisit>)
  }

  public var source: Source
  public var on: Day
  /// Minutes after midnight; nil for something of the day as a whole.
  public var at: Int?
  /// Whose case; nil where it is about nobody's.
  public var caseID: Identifier<Case>?
  public var person: Person?
  public var text: String
  /// Where, or until when, for the right-hand side.
  public var note: String
  public var standing: AgendaStanding

  public init(
    source: Source, on day: Day, at minute: Int? = nil, caseID: Identifier<Case>? = nil,
    person: Person? = nil, text: String, note: String = "", standing: AgendaStanding = .toCome
  ) {
    self.source = source
    self.on = day
    self.at = minute
    self.caseID = caseID
    self.person = person
    self.text = text
    self.note = note
    self.standing = standing
  }

  /// "10:30", or empty.
  public var clock: String { at.map { DayClock.words(minute: $0) } ?? "" }
}

/// Days with what they hold.
public struct Agenda: Equatable, Sendable {
  /// In order of day and hour; what has no hour comes after what has one.
  public private(set) var items: [AgendaItem]

  /// Puts the diary, the visits alone and what is due on the worker's cases together. A
  /// promise that the diary holds as an appointment is told of once.
  ///
  /// - Parameters:
  ///   - due: rows of the caseload, each with something that is due on one of the days: a
  ///     case stands here once for each of them, as `eachDue` makes them.
  ///   - now: the moment that decides what is unlogged.
  public init(
    diary: [DiaryEntry], visits: [NamedVisit] = [], due: [CaseloadRow], now: Date,
    in zone: TimeZone = .current
  ) {
    let today = Day(now, in: zone)
    let minute = DayClock.minute(of: now, in: zone)
    var items: [AgendaItem] = diary.map { entry in
      let appointment = entry.appointment
      return AgendaItem(
        source: .appointment(appointment.id), on: appointment.on, at: appointment.at,
        caseID: appointment.caseID, person: entry.person, text: appointment.words,
        note: entry.note, standing: entry.standing(on: today, minute: minute))
    }
    for row in due {
      // An appointment is in the diary already; a promise of the same day and hour is it.
      guard let due = row.due, due.kind != .appointment else { continue }
      let isThere = diary.contains {
        $0.appointment.caseID == row.caseID && $0.appointment.on == due.on
          && ($0.appointment.at == due.at || due.at == nil)
      }
      guard due.kind != .nextStep || !isThere else { continue }
      let isMeeting = due.kind == .nextStep && due.at != nil
      items.append(
        AgendaItem(
          source: .due(due.kind), on: due.on, at: due.at, caseID: row.caseID, person: row.person,
          text: due.text, note: row.need,
          standing: AgendaStanding(
            on: due.on, ends: due.at, isSettled: false, isAboutSomebody: isMeeting, today: today,
            minute: minute)))
    }
    for named in visits {
      let visit = named.visit
      let day = Day(visit.from, in: zone)
      let back = DayClock.words(visit.expectedEnd, in: zone)
      let start = DayClock.minute(of: visit.from, in: zone)
      let standing: AgendaStanding =
        switch visit.state(at: now) {
        case .back: .settled
        case .overdue: .unlogged
        case .planned, .out: .toCome
        }
      let buddy = visit.buddy.isEmpty ? "" : " · buddy \(visit.buddy)"
      // A visit to somebody whom the day has at that hour is told of on that line.
      let there = items.firstIndex {
        $0.caseID != nil && $0.caseID == visit.caseID && $0.on == day && $0.at == start
      }
      if let there {
        items[there].note = "alone · back \(back)\(buddy)"
        continue
      }
      items.append(
        AgendaItem(
          source: .visit(visit.id), on: day, at: start, caseID: visit.caseID, person: nil,
          text: "alone"
            + (visit.place.isEmpty ? "" : " at \(visit.place)")
            + (named.personName.isEmpty ? "" : ", with \(named.personName)"),
          note: "back \(back)\(buddy)", standing: standing))
    }
    self.items = items.enumerated().sorted { a, b in
      (a.element.on, a.element.at ?? 1_440, a.offset) < (
        b.element.on, b.element.at ?? 1_440, b.offset
      )
    }.map(\.element)
  }

  public func items(on day: Day) -> [AgendaItem] { items.filter { $0.on == day } }

  /// What is over and was not written down.
  public var unlogged: [AgendaItem] { items.filter { $0.standing == .unlogged } }

  /// "3 appointments, 1 review": what a day holds, in a few words; nil where nothing.
  public func summary(of day: Day) -> String? {
    let items = items(on: day)
    guard !items.isEmpty else { return nil }
    var parts: [String] = []
    func add(_ count: Int, _ one: String, _ many: String) {
      if count > 0 { parts.append("\(count) \(count == 1 ? one : many)") }
    }
    func count(_ condition: (AgendaItem) -> Bool) -> Int { items.count(where: condition) }
    add(
      count {
        if case .appointment = $0.source { return $0.at != nil }
        return $0.source == .due(.nextStep) && $0.at != nil
      }, "appointment", "appointments")
    add(
      count {
        if case .appointment = $0.source { return $0.at == nil }
        return false
      }, "task", "tasks")
    add(count { $0.source == .due(.nextStep) && $0.at == nil }, "contact", "contacts")
    add(count { $0.source == .due(.review) }, "review", "reviews")
    add(count { $0.source == .due(.actionReview) }, "step to look at", "steps to look at")
    add(count { $0.source == .due(.firstContact) }, "first contact", "first contacts")
    add(count { $0.source == .due(.silence) }, "quiet case", "quiet cases")
    add(
      count {
        if case .visit = $0.source { return true }
        return false
      }, "visit alone", "visits alone")
    let known = parts.isEmpty ? ["\(items.count) due"] : parts
    return known.joined(separator: ", ")
  }
}

extension [CaseloadRow] {
  /// A row for each thing that is due on these cases from `from` to `to`, both included.
  public func eachDue(from: Day, to: Day, policy: ServicePolicy) -> [CaseloadRow] {
    flatMap { row in
      Due.all(of: row.facts, policy: policy).filter { $0.on >= from && $0.on <= to }.map { due in
        var row = row
        row.due = due
        return row
      }
    }
  }
}

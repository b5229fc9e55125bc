// On what terms somebody works here: by which guidance, since when, with whom, and
// when they are away.

import Foundation

/// What the team needs to know of one worker beside name, role and hours.
public struct WorkerTerms: Equatable, Sendable {
  public var id: Identifier<WorkerTerms>
  public var workerID: Identifier<LinkWorker>
  /// The id of a set of guidance, `by-age`, or empty for the service's usual one.
  public var guidance: String
  /// Their first day here, where it is known.
  public var startedOn: Day?
  /// Their last day here, where they are leaving or have left.
  public var leavesOn: Day?
  /// Whether guidance grows step by step from their first day.
  public var isNewcomer: Bool
  public var supervisorID: Identifier<LinkWorker>?
  /// Who stands in for this worker's supervising while they are away.
  public var deputyID: Identifier<LinkWorker>?
  /// Where they are based.
  public var practice: String
  /// The primary care network or other group that they work for.
  public var network: String

  public init(
    id: Identifier<WorkerTerms>, workerID: Identifier<LinkWorker>, guidance: String = "",
    startedOn: Day? = nil, leavesOn: Day? = nil, isNewcomer: Bool = false,
    supervisorID: Identifier<LinkWorker>? = nil, deputyID: Identifier<LinkWorker>? = nil,
    practice: String = "", network: String = ""
  ) {
    self.id = id
    self.workerID = workerID
    self.guidance = guidance
    self.startedOn = startedOn
    self.leavesOn = leavesOn
    self.isNewcomer = isNewcomer
    self.supervisorID = supervisorID
    self.deputyID = deputyID
    self.practice = practice
    self.network = network
  }

  /// Whether they work here on `day`.
  public func isHere(on day: Day) -> Bool {
    (startedOn.map { $0 <= day } ?? true) && (leavesOn.map { day <= $0 } ?? true)
  }
}

/// Days on which somebody is not at work, both ends included.
public struct Absence: Equatable, Sendable {
  /// Why. The raw value is how it is stored and exported.
  public enum Kind: String, CaseIterable, Codable, Sendable {
    case leave
    case sickness
    case training
    case other

    public var words: String {
      switch self {
      case .leave: "Leave"
      case .sickness: "Off sick"
      case .training: "Training"
      case .other: "Away"
      }
    }
  }

  public var id: Identifier<Absence>
  public var workerID: Identifier<LinkWorker>
  public var from: Day
  public var to: Day
  public var kind: Kind
  public var note: String

  public init(
    id: Identifier<Absence>, workerID: Identifier<LinkWorker>, from: Day, to: Day,
    kind: Kind = .leave, note: String = ""
  ) {
    self.id = id
    self.workerID = workerID
    self.from = from
    self.to = to
    self.kind = kind
    self.note = note
  }

  public func covers(_ day: Day) -> Bool { from <= day && day <= to }
}

/// When somebody is at work.
public struct Presence: Equatable, Sendable {
  public var startedOn: Day?
  public var leavesOn: Day?
  public var absences: [Absence]

  public init(startedOn: Day? = nil, leavesOn: Day? = nil, absences: [Absence] = []) {
    self.startedOn = startedOn
    self.leavesOn = leavesOn
    self.absences = absences
  }

  public init(_ terms: WorkerTerms?, _ absences: [Absence]) {
    self.init(startedOn: terms?.startedOn, leavesOn: terms?.leavesOn, absences: absences)
  }

  /// The absence that they are on, if they are away; of several the one that ends last.
  public func absence(on day: Day) -> Absence? {
    absences.filter { $0.covers(day) }.max { $0.to < $1.to }
  }

  /// Whether they are employed here and not away.
  public func isHere(on day: Day) -> Bool {
    (startedOn.map { $0 <= day } ?? true) && (leavesOn.map { day <= $0 } ?? true)
      && absence(on: day) == nil
  }

  /// The part of the working days from `first` to `last` on which they are here, 0 to 1.
  /// Saturdays and Sundays are not counted. Absences of at most `ordinary` days count as
  /// being here.
  public func share(from first: Day, to last: Day, passingOver ordinary: Int = 0) -> Double {
    var counted = Presence(startedOn: startedOn, leavesOn: leavesOn)
    counted.absences = absences.filter { $0.from.days(until: $0.to) + 1 > ordinary }
    var days = 0
    var here = 0
    var number = first.number
    while number <= last.number {
      let day = Day(number: number)
      number += 1
      if day.weekday == .saturday || day.weekday == .sunday { continue }
      days += 1
      if counted.isHere(on: day) { here += 1 }
    }
    return days == 0 ? 0 : Double(here) / Double(days)
  }
}

// Supervision: somebody senior and a worker sit down together, by rule and not by
// chance. What each kind is called is NHS England's (2023): practice, clinical or
// professional, educational.

import Foundation

/// The kinds of supervision. The raw value is how it is stored and exported.
public enum SupervisionKind: String, CaseIterable, Codable, Sendable {
  case practice
  case clinical
  case educational
  case peer
  case line

  public var words: String {
    switch self {
    case .practice: "Practice, day to day"
    case .clinical: "Clinical or professional"
    case .educational: "Educational"
    case .peer: "Peer"
    case .line: "Line management"
    }
  }
}

/// How a worker is, in their own words of it.
public enum Wellbeing: String, CaseIterable, Codable, Sendable {
  case well
  case stretched
  case struggling
  case notSaid = "not-said"

  public var words: String {
    switch self {
    case .well: "Well"
    case .stretched: "Stretched"
    case .struggling: "Struggling"
    case .notSaid: "Not said"
    }
  }
}

/// One session of supervision.
public struct SupervisionSession: Equatable, Sendable {
  public var id: Identifier<SupervisionSession>
  public var workerID: Identifier<LinkWorker>
  public var supervisorID: Identifier<LinkWorker>
  public var kind: SupervisionKind
  public var on: Day
  public var minutes: Int
  /// What was talked about.
  public var notes: String
  public var wellbeing: Wellbeing
  public var wellbeingNote: String
  /// The agenda as it stood, so that it can be read later what was looked at.
  public var agenda: String
  public var actions: [SupervisionAction]

  public init(
    id: Identifier<SupervisionSession>, workerID: Identifier<LinkWorker>,
    supervisorID: Identifier<LinkWorker>, kind: SupervisionKind, on day: Day, minutes: Int = 60,
    notes: String = "", wellbeing: Wellbeing = .notSaid, wellbeingNote: String = "",
    agenda: String = "", actions: [SupervisionAction] = []
  ) {
    self.id = id
    self.workerID = workerID
    self.supervisorID = supervisorID
    self.kind = kind
    self.on = day
    self.minutes = minutes
    self.notes = notes
    self.wellbeing = wellbeing
    self.wellbeingNote = wellbeingNote
    self.agenda = agenda
    self.actions = actions
  }
}

/// What somebody agreed to do in a session.
public struct SupervisionAction: Equatable, Sendable {
  public var id: Identifier<SupervisionAction>
  public var what: String
  /// Who does it.
  public var ownerID: Identifier<LinkWorker>
  public var by: Day?
  public var doneOn: Day?

  public init(
    id: Identifier<SupervisionAction>, what: String, ownerID: Identifier<LinkWorker>,
    by: Day? = nil, doneOn: Day? = nil
  ) {
    self.id = id
    self.what = what
    self.ownerID = ownerID
    self.by = by
    self.doneOn = doneOn
  }
}

/// How often each kind is due.
public struct SupervisionRule: Codable, Equatable, Sendable {
  public var kind: SupervisionKind
  /// Due so many days after the last; 0 where the kind is not asked for.
  public var everyDays: Int
  public var source: String

  public init(_ kind: SupervisionKind, everyDays: Int, source: String) {
    self.kind = kind
    self.everyDays = everyDays
    self.source = source
  }
}

/// A supervision that is due.
public struct SupervisionDue: Equatable, Sendable {
  public var kind: SupervisionKind
  public var on: Day

  public init(kind: SupervisionKind, on day: Day) {
    self.kind = kind
    self.on = day
  }

  public func isLate(on today: Day) -> Bool { on < today }
}

/// A service's rules for supervision.
public struct SupervisionRules: ServiceSetting {
  public static let name = "supervision"
  public static let title = "Supervision"
  public static let about = """
    How often supervision of each kind is due, and what an audited record is held against. \
    The kinds are NHS England's (2023), with peer and line added. Every 4 to 6 weeks is CYP \
    practice where it happens; monthly access to a named GP supervisor is said often and not \
    confirmed. The audit questions are our own.
    """

  public var rules: [SupervisionRule]
  /// What a record is held against.
  public var checklist: [AuditQuestion]
  /// How many records are drawn for one audit.
  public var sample: Int

  public init() {
    rules = [
      SupervisionRule(.practice, everyDays: 42, source: "CYP practice: every 4 to 6 weeks"),
      SupervisionRule(
        .clinical, everyDays: 42,
        source: "CYP practice: every 4 to 6 weeks; monthly in general practice, not confirmed"),
      SupervisionRule(.educational, everyDays: 0, source: "no figure known: 0 asks for none"),
      SupervisionRule(.peer, everyDays: 0, source: "no figure known: 0 asks for none"),
      SupervisionRule(.line, everyDays: 0, source: "no figure known: 0 asks for none"),
    ]
    checklist = [
      AuditQuestion(id: "consent", text: "Consent to contact is recorded"),
      AuditQuestion(id: "matters", text: "What matters to them is in their own words"),
      AuditQuestion(id: "agreed", text: "The plan is agreed, and with whom"),
      AuditQuestion(id: "review", text: "A day is set to look at it again"),
      AuditQuestion(id: "logged", text: "Every contact says what comes next"),
      AuditQuestion(id: "respect", text: "They could read it and feel respected"),
    ]
    sample = 3
  }

  /// A copied rule is for the first kind that has none yet; a copied question gets an id.
  public static func freed(_ copy: JSONValue, beside others: [JSONValue]) -> JSONValue {
    guard case .object(var members) = copy,
      let place = members.firstIndex(where: { $0.key == "kind" })
    else { return copy.withFreeID(among: others) }
    let taken = others.compactMap { $0.value(at: [.field("kind")]) }
    let free = SupervisionKind.allCases.first { !taken.contains(.string($0.rawValue)) }
    guard let free else { return copy }
    members[place].value = .string(free.rawValue)
    return .object(members)
  }

  public func problems() -> [String] {
    var problems: [String] = []
    if Set(rules.map(\.kind)).count < rules.count {
      problems.append(
        "Each kind of supervision has one rule: change the one that is there, or take it away.")
    }
    if rules.contains(where: { !(0...366).contains($0.everyDays) }) {
      problems.append("Supervision is due after 0 to 366 days; 0 asks for none.")
    }
    if Set(checklist.map(\.id)).count < checklist.count
      || checklist.contains(where: { $0.id.isEmpty || $0.text.isEmpty })
    {
      problems.append("Each question of the audit needs an id of its own and words.")
    }
    if !(1...20).contains(sample) { problems.append("1 to 20 records are drawn for an audit.") }
    return problems
  }

  /// The one rule for when supervision is due: for each kind that is asked for, so many
  /// days after the last of it, or after the first day of somebody who has had none; the
  /// earliest counts. Somebody without a first day on record who has had none is due now.
  /// Supervisors and office staff are not asked.
  public func due(
    for worker: LinkWorker, terms: WorkerTerms?, sessions: [SupervisionSession], on today: Day
  ) -> SupervisionDue? {
    guard worker.role != .supervisor, worker.role != .administrator else { return nil }
    return rules.filter { $0.everyDays > 0 }.map { rule in
      let last = sessions.filter { $0.kind == rule.kind && $0.on <= today }.map(\.on).max()
      let from = last ?? terms?.startedOn
      return SupervisionDue(kind: rule.kind, on: from?.adding(days: rule.everyDays) ?? today)
    }.min { ($0.on, $0.kind.rawValue) < ($1.on, $1.kind.rawValue) }
  }
}

/// One question that a record is held against.
public struct AuditQuestion: Codable, Equatable, Sendable {
  public var id: String
  public var text: String

  public init(id: String, text: String) {
    self.id = id
    self.text = text
  }
}

/// A record that was looked at whole, and what was found.
public struct RecordAudit: Equatable, Sendable {
  public var id: Identifier<RecordAudit>
  public var caseID: Identifier<Case>
  /// Who held the case then.
  public var workerID: Identifier<LinkWorker>
  public var auditorID: Identifier<LinkWorker>
  public var on: Day
  /// What was asked, as it was worded then, and whether the record had it.
  public var answers: [AuditAnswer]
  public var note: String

  public init(
    id: Identifier<RecordAudit>, caseID: Identifier<Case>, workerID: Identifier<LinkWorker>,
    auditorID: Identifier<LinkWorker>, on day: Day, answers: [AuditAnswer], note: String = ""
  ) {
    self.id = id
    self.caseID = caseID
    self.workerID = workerID
    self.auditorID = auditorID
    self.on = day
    self.answers = answers
    self.note = note
  }

  public var met: Int { answers.count(where: \.isMet) }

  /// "5 of 6 met".
  public var resultWords: String { "\(met) of \(answers.count) met" }
}

public struct AuditAnswer: Codable, Equatable, Sendable {
  public var question: String
  public var isMet: Bool

  public init(question: String, isMet: Bool) {
    self.question = question
    self.isMet = isMet
  }
}

extension RecordAudit {
  /// Draws cases to look at, without anybody's choosing.
  ///
  /// - Parameters:
  ///   - audited: cases that were looked at lately and are passed over while others
  ///     are left.
  ///   - seed: the same seed draws the same.
  public static func sample(
    of cases: [Identifier<Case>], passingOver audited: Set<Identifier<Case>>, count: Int,
    seed: UInt64
  ) -> [Identifier<Case>] {
    var generator = SeededGenerator(seed: seed)
    func shuffled(_ cases: [Identifier<Case>]) -> [Identifier<Case>] {
      var cases = cases.sorted()
      for index in cases.indices.reversed() where index > 0 {
        cases.swapAt(index, Int(generator.next() % UInt64(index + 1)))
      }
      return cases
    }
    let fresh = shuffled(cases.filter { !audited.contains($0) })
    let seen = shuffled(cases.filter { audited.contains($0) })
    return Array((fresh + seen).prefix(max(0, count)))
  }
}

// A case with all that belongs to it, as the screens and the page for a colleague
// read it.

import Foundation

/// One case, whole.
public struct CaseRecord: Equatable, Sendable {
  public var person: Person
  public var `case`: Case
  /// Every referral of the person, newest first.
  public var referrals: [Referral]
  /// Oldest first; the last is open when somebody holds the case.
  public var holdings: [Holding]
  /// Newest first.
  public var contacts: [Contact]
  public var plan: Plan?
  /// PRSB "Date this plan was last updated"; nil where there is no plan.
  public var planUpdatedOn: Day?
  /// PRSB "Date last updated" of the plan's actions; the history knows it.
  public var actionsUpdatedOn: [Identifier<Action>: Day] = [:]
  /// What was shared, agreed and reviewed of the plan.
  public var agreements = PlanAgreements()
  /// Newest first, each with the asset's name.
  public var prescriptions: [PrescribedAsset]
  /// What became of them, in the order that it happened.
  public var prescriptionSteps: [PrescriptionStep] = []
  public var workerNames: [Identifier<LinkWorker>: String]
  /// All of the person's, oldest first.
  public var risks: [Risk] = []
  /// Oldest first.
  public var decisions: [TriageDecision] = []
  /// Newest first.
  public var letters: [Letter] = []
  public var pauses: [ClockPause] = []
  /// Soonest first.
  public var safetyTasks: [SafetyTask] = []
  public var goalOutcomes: [GoalOutcome] = []
  /// Records that were linked into this person's.
  public var linked: [Person] = []
  /// What is and was in the diary about the case, the latest first.
  public var appointments: [Appointment]
  /// What supervisors said about it.
  public var supervisorNotes: [SupervisorNote] = []
  /// Visits alone about the case, the latest first.
  public var visits: [LoneVisit]
  /// The people and services around them.
  public var network: Network

  public init(
    person: Person, case: Case, referrals: [Referral], holdings: [Holding],
    contacts: [Contact], plan: Plan?, prescriptions: [PrescribedAsset],
    workerNames: [Identifier<LinkWorker>: String], appointments: [Appointment] = [],
    visits: [LoneVisit] = [], network: Network = Network()
  ) {
    self.person = person
    self.case = `case`
    self.referrals = referrals
    self.holdings = holdings
    self.contacts = contacts
    self.plan = plan
    self.prescriptions = prescriptions
    self.workerNames = workerNames
    self.appointments = appointments
    self.visits = visits
    self.network = network
  }

  /// The referral that opened the case.
  public var referral: Referral? { referrals.first { $0.id == `case`.referralID } }

  public var holderID: Identifier<LinkWorker>? {
    holdings.last { $0.to == nil }?.workerID
  }

  /// The facts that the rules are applied to.
  public func facts(in zone: TimeZone = .current) -> CaseFacts {
    CaseFacts(
      case: `case`, referredOn: referral?.date ?? Day(Date.distantPast, in: zone),
      holderID: holderID, contacts: contacts, plan: plan, appointments: appointments,
      steps: steps, in: zone)
  }

  /// What holds the case up or presses on it; nothing does once it is closed.
  public var steps: CaseSteps {
    guard `case`.closing == nil else { return CaseSteps() }
    return CaseSteps(pauses: pauses, decisions: decisions, letters: letters, safety: safetyTasks)
  }

  /// Those who work with them now: the one who leads first.
  public var team: [Identifier<LinkWorker>] {
    var team = holderID.map { [$0] } ?? []
    for member in network.members where member.to == nil && !team.contains(member.workerID) {
      team.append(member.workerID)
    }
    return team
  }

  public func name(of worker: Identifier<LinkWorker>) -> String {
    workerNames[worker] ?? "somebody no longer listed"
  }
}

/// A prescription with the name of what was prescribed.
public struct PrescribedAsset: Equatable, Sendable {
  public var prescription: Prescription
  public var assetName: String

  public init(prescription: Prescription, assetName: String) {
    self.prescription = prescription
    self.assetName = assetName
  }
}

/// One line of a case's story.
public struct TimelineEntry: Hashable, Sendable {
  public enum Kind: String, CaseIterable, Codable, Sendable {
    case referral, triage, holding, contact, plan, prescription, diary, visit, involvement, flag
    case relation, risk, letter, safety, supervision, closing

    public var words: String {
      switch self {
      case .referral: "referrals"
      case .triage: "decisions"
      case .holding: "who holds it"
      case .contact: "contacts"
      case .plan: "the plan"
      case .prescription: "services"
      case .diary: "the diary"
      case .visit: "visits alone"
      case .involvement: "who else is involved"
      case .flag: "flags"
      case .relation: "family and network"
      case .risk: "risks"
      case .letter: "letters"
      case .safety: "safety"
      case .supervision: "what a supervisor said"
      case .closing: "closings"
      }
    }
  }

  public var kind: Kind
  public var on: Day
  /// The moment, where one is known.
  public var at: Date?
  /// "Phone · Spoke or met · 20 min".
  public var title: String
  /// What was written, in full.
  public var detail: String
  /// Who wrote or did it.
  public var by: String
}

extension CaseRecord {
  /// Everything that happened, newest first.
  public func timeline(in zone: TimeZone = .current) -> [TimelineEntry] {
    var entries: [TimelineEntry] = []
    for referral in referrals {
      let from =
        PersonName.joined([referral.referrer, referral.organisation]).isEmpty
        ? referral.source.words
        : [referral.referrer, referral.organisation].filter { !$0.isEmpty }
          .joined(separator: ", ")
      entries.append(
        TimelineEntry(
          kind: .referral, on: referral.date, at: nil,
          title: "Referred by \(from)",
          detail: referral.reason, by: referral.consentToContact.words))
    }
    if let triage = `case`.triage {
      entries.append(
        TimelineEntry(
          kind: .triage, on: triage.on, at: nil, title: "Referral accepted",
          detail: triage.reason, by: ""))
    }
    for holding in holdings {
      entries.append(
        TimelineEntry(
          kind: .holding, on: Day(holding.from, in: zone), at: holding.from,
          title: "\(name(of: holding.workerID)) holds the case", detail: holding.reason, by: ""))
    }
    for contact in contacts {
      let minutes = contact.minutes > 0 ? " · \(contact.minutes) min" : ""
      let present = contact.present.isEmpty ? "" : " · with \(contact.present)"
      var detail = contact.note
      if let next = contact.nextStep {
        let when = [next.on.british, next.clock].compactMap { $0 }.joined(separator: " ")
        detail +=
          (detail.isEmpty ? "" : "\n")
          + "Next: \(next.text.isEmpty ? "next step" : next.text), \(when)"
      }
      entries.append(
        TimelineEntry(
          kind: .contact, on: Day(contact.at, in: zone), at: contact.at,
          title: "\(contact.mode.words) · \(contact.outcome.words)\(minutes)\(present)",
          detail: detail,
          by: name(of: contact.workerID)))
    }
    entries += agreementEntries
    if agreements.versions.isEmpty, let agreed = plan?.agreedOn {
      entries.append(
        TimelineEntry(
          kind: .plan, on: agreed, at: nil, title: "Plan agreed",
          detail: plan?.agreedWith.isEmpty == false ? "with \(plan?.agreedWith ?? "")" : "", by: "")
      )
    }
    for item in prescriptions {
      let goal = plan?.goals.first { $0.id == item.prescription.goalID }
      entries.append(
        TimelineEntry(
          kind: .prescription, on: item.prescription.on, at: nil,
          title: "\(item.prescription.kind.words) to \(item.assetName)",
          detail: [goal.map { "for: \($0.text)" }, item.prescription.note].compactMap { $0 }
            .filter { !$0.isEmpty }.joined(separator: "\n"),
          by: name(of: item.prescription.workerID)))
    }
    entries += surroundings(in: zone)
    if let closing = `case`.closing {
      entries.append(
        TimelineEntry(
          kind: .closing, on: closing.on, at: nil, title: "Closed: \(closing.reason.words)",
          detail: closing.note, by: ""))
    }
    entries += steps(in: zone)
    let order: [TimelineEntry.Kind] = [
      .referral, .triage, .risk, .holding, .flag, .involvement, .diary, .contact, .visit, .plan,
      .prescription, .safety, .supervision, .letter, .closing,
    ]
    return entries.enumerated().sorted { a, b in
      let left = (a.element.on, order.firstIndex(of: a.element.kind) ?? 0)
      let right = (b.element.on, order.firstIndex(of: b.element.kind) ?? 0)
      if a.element.on == b.element.on, let x = a.element.at, let y = b.element.at { return x > y }
      return left == right ? a.offset < b.offset : left > right
    }.map(\.element)
  }
}

extension CaseRecord {
  /// Everything that happened in this episode and in the person's others, newest first. What
  /// belongs to the person and not to an episode is told of once.
  public func timeline(
    withThatOf others: [CaseRecord], in zone: TimeZone = .current
  ) -> [TimelineEntry] {
    let own = timeline(in: zone)
    guard !others.isEmpty else { return own }
    var known = Set(own)
    let more = others.flatMap { $0.timeline(in: zone) }.filter { known.insert($0).inserted }
    return (own + more).enumerated().sorted { a, b in
      if a.element.on == b.element.on, let x = a.element.at, let y = b.element.at, x != y {
        return x > y
      }
      return a.element.on == b.element.on ? a.offset < b.offset : a.element.on > b.element.on
    }.map(\.element)
  }
}

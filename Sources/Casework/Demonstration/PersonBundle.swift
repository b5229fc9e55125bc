// One made-up person with all that the service has written about them.

import Foundation

/// A person of the demonstration town and their episodes.
public struct PersonBundle: Equatable, Sendable {
  public var person: Person
  /// Oldest first; never empty. Only the last can be open.
  public var episodes: [Episode]
  /// When and how far they can go; empty where nobody asked.
  public var reach: Reach
  public var risks: [Risk] = []
  /// The people and services around them; who works with them is in their episodes.
  public var network = Network()

  public init(person: Person, episodes: [Episode], reach: Reach = Reach()) {
    self.person = person
    self.episodes = episodes
    self.reach = reach
  }

  /// One referral and the case that it opened.
  public struct Episode: Equatable, Sendable {
    public var referral: Referral
    public var `case`: Case
    /// Oldest first.
    public var holdings: [Holding]
    /// Oldest first.
    public var contacts: [Contact]
    public var plan: Plan?
    public var prescriptions: [Prescription]
    /// What became of them, oldest first.
    public var steps: [PrescriptionStep] = []
    public var feedback: [PrescriptionFeedback] = []
    /// The agreed versions of the plan.
    public var versions: [PlanVersion] = []
    public var sharings: [PlanSharing] = []
    public var decisions: [TriageDecision] = []
    public var letters: [Letter] = []
    public var pauses: [ClockPause] = []
    public var safetyTasks: [SafetyTask] = []
    public var outcomes: [GoalOutcome] = []
    public var appointments: [Appointment] = []
    public var members: [CaseMember] = []
    public var visits: [LoneVisit] = []

    public init(
      referral: Referral, case: Case, holdings: [Holding] = [], contacts: [Contact] = [],
      plan: Plan? = nil, prescriptions: [Prescription] = []
    ) {
      self.referral = referral
      self.case = `case`
      self.holdings = holdings
      self.contacts = contacts
      self.plan = plan
      self.prescriptions = prescriptions
    }

    /// The facts that the rules about a case are applied to.
    public func facts(in zone: TimeZone = .current) -> CaseFacts {
      CaseFacts(
        case: `case`, referredOn: referral.date,
        holderID: holdings.last { $0.to == nil }?.workerID, contacts: contacts, plan: plan,
        appointments: appointments,
        steps: `case`.closing != nil
          ? CaseSteps()
          : CaseSteps(
            pauses: pauses, decisions: decisions, letters: letters, safety: safetyTasks), in: zone)
    }
  }

  /// Every id of the bundle, for proving that none comes twice.
  public var everyID: [String] {
    var ids = [person.id.text] + risks.map(\.id.text)
    ids += network.relations.map(\.id.text) + network.involvements.map(\.id.text)
    ids += network.flags.map(\.id.text)
    for episode in episodes {
      ids += [episode.referral.id.text, episode.case.id.text]
      ids += episode.holdings.map(\.id.text)
      ids += episode.contacts.map(\.id.text)
      ids += episode.prescriptions.map(\.id.text)
      ids += episode.steps.map(\.id.text) + episode.feedback.map(\.id.text)
      ids += episode.versions.map(\.id.text) + episode.sharings.map(\.id.text)
      ids += episode.decisions.map(\.id.text) + episode.letters.map(\.id.text)
      ids += episode.pauses.map(\.id.text) + episode.safetyTasks.map(\.id.text)
      ids += episode.outcomes.map(\.id.text)
      ids += episode.appointments.map(\.id.text) + episode.members.map(\.id.text)
      ids += episode.visits.map(\.id.text)
      guard let plan = episode.plan else { continue }
      ids.append(plan.id.text)
      ids += plan.entries.map(\.id.text)
      for goal in plan.goals {
        ids.append(goal.id.text)
        ids += goal.actions.map(\.id.text) + goal.scores.map(\.id.text)
      }
    }
    return ids
  }
}

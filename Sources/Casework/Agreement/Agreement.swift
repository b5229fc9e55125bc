// From a draft to a plan that is agreed: shown to the person, agreed with somebody on
// a day in some way, looked at again. Each agreed version is kept whole.

import Foundation

/// How somebody said yes to a plan. The raw value is how it is stored.
public enum ConsentWay: String, CaseIterable, Codable, Sendable {
  case said
  case written
  case otherWay = "other-way"
  case parentalResponsibility = "parental-responsibility"
  case representative

  public var words: String {
    switch self {
    case .said: "They said so"
    case .written: "In writing"
    case .otherWay: "In a way of their own: a sign, a nod, a symbol"
    case .parentalResponsibility: "Somebody with parental responsibility said so"
    case .representative: "Their legal representative said so"
    }
  }

  /// PRSB "Person or legitimate representative": whether somebody else said yes for them.
  public var isByRepresentative: Bool {
    switch self {
    case .said, .written, .otherWay: false
    case .parentalResponsibility, .representative: true
    }
  }

  /// As part of a sentence: "agreed with Leo, who said so".
  public var clause: String {
    switch self {
    case .said: "said so"
    case .written: "in writing"
    case .otherWay: "in a way of their own"
    case .parentalResponsibility: "by somebody with parental responsibility"
    case .representative: "by their legal representative"
    }
  }
}

/// One version of a plan as it was agreed, which never changes again.
public struct PlanVersion: Equatable, Sendable {
  public var id: Identifier<PlanVersion>
  public var caseID: Identifier<Case>
  /// 1 for the first that was agreed. Counted, not stored: the ids sort by the moment.
  public var number: Int
  public var agreedOn: Day
  /// PRSB "Agreed with person or legitimate representative".
  public var agreedWith: String
  public var consent: ConsentWay
  /// What was said about it.
  public var note: String
  /// When it was to be looked at again.
  public var reviewOn: Day?
  public var workerID: Identifier<LinkWorker>
  /// The whole plan as it was; nil where a case was read and another version stands, for
  /// which it is not taken out of its text.
  public var sheet: PlanSheet?
  /// Set where the agreement was taken back; the version stays.
  public var withdrawal: Withdrawal?

  /// An agreement taken back, which is an act of its own with its reason.
  public struct Withdrawal: Equatable, Sendable {
    public var on: Day
    public var reason: String

    public init(on day: Day, reason: String) {
      self.on = day
      self.reason = reason
    }
  }

  public init(
    id: Identifier<PlanVersion>, caseID: Identifier<Case>, number: Int = 0, agreedOn: Day,
    agreedWith: String, consent: ConsentWay = .said, note: String = "", reviewOn: Day? = nil,
    workerID: Identifier<LinkWorker>, sheet: PlanSheet?, withdrawal: Withdrawal? = nil
  ) {
    self.id = id
    self.caseID = caseID
    self.number = number
    self.agreedOn = agreedOn
    self.agreedWith = agreedWith
    self.consent = consent
    self.note = note
    self.reviewOn = reviewOn
    self.workerID = workerID
    self.sheet = sheet
    self.withdrawal = withdrawal
  }

  /// "Version 2, agreed with Leo 28/09/2026".
  public var title: String {
    let whom = agreedWith.isEmpty ? "" : " with \(agreedWith)"
    let back = withdrawal == nil ? "" : ", taken back"
    return "Version \(number), agreed\(whom) \(agreedOn.british)\(back)"
  }
}

/// A draft was shown to the person.
public struct PlanSharing: Equatable, Sendable {
  public var id: Identifier<PlanSharing>
  public var caseID: Identifier<Case>
  public var on: Day
  /// With whom.
  public var whom: String
  public var how: SharingWay
  public var workerID: Identifier<LinkWorker>

  public init(
    id: Identifier<PlanSharing>, caseID: Identifier<Case>, on day: Day, whom: String,
    how: SharingWay, workerID: Identifier<LinkWorker>
  ) {
    self.id = id
    self.caseID = caseID
    self.on = day
    self.whom = whom
    self.how = how
    self.workerID = workerID
  }
}

extension PlanSharing {
  /// Whether it was shown once a version was agreed. On one day the ids tell: they sort by
  /// the moment.
  func isAfter(_ version: PlanVersion) -> Bool {
    on == version.agreedOn ? id.moment > version.id.moment : on > version.agreedOn
  }
}

/// How a draft reached the person. The raw value is how it is stored.
public enum SharingWay: String, CaseIterable, Codable, Sendable {
  case together
  case printed
  case sent
  case readAloud = "read-aloud"

  public var words: String {
    switch self {
    case .together: "Looked at together"
    case .printed: "Given to them on paper"
    case .sent: "Sent to them"
    case .readAloud: "Read aloud to them"
    }
  }
}

/// A meeting in which the plan was gone through, goal by goal.
public struct PlanReview: Equatable, Sendable {
  public var id: Identifier<PlanReview>
  public var caseID: Identifier<Case>
  public var on: Day
  /// With whom.
  public var whom: String
  public var note: String
  /// When it is looked at the next time; nil where no more reviews are planned.
  public var nextOn: Day?
  public var workerID: Identifier<LinkWorker>

  public init(
    id: Identifier<PlanReview>, caseID: Identifier<Case>, on day: Day, whom: String,
    note: String = "", nextOn: Day?, workerID: Identifier<LinkWorker>
  ) {
    self.id = id
    self.caseID = caseID
    self.on = day
    self.whom = whom
    self.note = note
    self.nextOn = nextOn
    self.workerID = workerID
  }
}

/// All that was agreed about a plan over time.
public struct PlanAgreements: Equatable, Sendable {
  /// Oldest first.
  public var versions: [PlanVersion]
  /// Oldest first.
  public var sharings: [PlanSharing]
  /// Oldest first.
  public var reviews: [PlanReview]

  public init(
    versions: [PlanVersion] = [], sharings: [PlanSharing] = [], reviews: [PlanReview] = []
  ) {
    self.versions = versions
    self.sharings = sharings
    self.reviews = reviews
  }

  /// What had come before a version was agreed.
  public func before(_ version: PlanVersion) -> PlanAgreements {
    PlanAgreements(
      versions: versions.filter { $0.id.text < version.id.text },
      sharings: sharings.filter { !$0.isAfter(version) },
      reviews: reviews.filter {
        $0.on == version.agreedOn ? $0.id.moment <= version.id.moment : $0.on < version.agreedOn
      })
  }

  /// The agreed version that holds now.
  public var standing: PlanVersion? { versions.last { $0.withdrawal == nil } }
}

/// Where a plan stands between draft and agreed. It is derived, never set by hand.
public enum PlanStanding: Equatable, Sendable {
  /// Nothing is written.
  case nothing
  case draft
  /// A draft that the person has been shown.
  /// - Parameter after: the version that was agreed before it was changed and shown again.
  case shared(on: Day, with: String, after: Int? = nil)
  /// - Parameters:
  ///   - version: nil where it was agreed before versions were kept.
  ///   - changed: whether something that was agreed reads differently now.
  case agreed(version: Int?, on: Day, with: String, changed: Bool)

  /// The one rule for how a plan stands.
  public init(of record: CaseRecord) {
    self.init(
      plan: record.plan, sheet: PlanSheet(record), agreements: record.agreements)
  }

  public init(plan: Plan?, sheet: PlanSheet, agreements: PlanAgreements) {
    guard let plan, !sheet.isEmpty else {
      self = .nothing
      return
    }
    if let version = agreements.standing {
      let isChanged = version.sheet.map { $0.agreement != sheet.agreement } ?? false
      if isChanged, let sharing = agreements.sharings.last, sharing.isAfter(version) {
        self = .shared(on: sharing.on, with: sharing.whom, after: version.number)
        return
      }
      self = .agreed(
        version: version.number, on: version.agreedOn, with: version.agreedWith,
        changed: isChanged)
    } else if let day = plan.agreedOn {
      self = .agreed(version: nil, on: day, with: plan.agreedWith, changed: false)
    } else if let sharing = agreements.sharings.last {
      self = .shared(on: sharing.on, with: sharing.whom)
    } else {
      self = .draft
    }
  }

  /// "draft", "shared with Leo 12/11/2026", "agreed with Leo 28/09/2026 · changed since".
  public var words: String { words(consent: "") }

  /// - Parameter consent: how they said yes, as ``ConsentWay/clause`` says it.
  public func words(consent: String) -> String {
    switch self {
    case .nothing: "nothing written yet"
    case .draft: "draft, not shared yet"
    case .shared(let day, let whom, let version):
      "draft, shared\(Self.with(whom)) \(day.british)"
        + (version.map { " · changed since version \($0)" } ?? "")
    case .agreed(let version, let day, let whom, let changed):
      "agreed\(Self.with(whom)) \(day.british)"
        + (version.map { " (version \($0))" } ?? "") + (consent.isEmpty ? "" : ", \(consent)")
        + (changed ? " · changed since" : "")
    }
  }

  private static func with(_ whom: String) -> String { whom.isEmpty ? "" : " with \(whom)" }
}

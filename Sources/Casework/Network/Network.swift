// The people and services around somebody: family and network, who may know what, who
// else is involved, and what a colleague must know before ringing.

import Foundation

/// Somebody in a person's life: family, a friend, a teacher, their GP. PRSB "People
/// important to me" and "Person's contacts", with what children need beside it.
public struct Relation: Equatable, Sendable {
  public var id: Identifier<Relation>
  public var personID: Identifier<Person>
  public var kind: RelationKind
  public var name: String
  /// What they are to the person, in words: "mum", "class teacher".
  public var relation: String
  public var hasParentalResponsibility: Bool
  public var isNextOfKin: Bool
  public var livesWith: Bool
  public var telephone: String
  /// The school, practice or organisation they are at.
  public var organisation: String
  public var mayKnow: MayKnow
  /// What else is to be known of it, such as exactly what they may be told.
  public var note: String

  public init(
    id: Identifier<Relation>, personID: Identifier<Person>, kind: RelationKind, name: String,
    relation: String = "", hasParentalResponsibility: Bool = false, isNextOfKin: Bool = false,
    livesWith: Bool = false, telephone: String = "", organisation: String = "",
    mayKnow: MayKnow = .notAsked, note: String = ""
  ) {
    self.id = id
    self.personID = personID
    self.kind = kind
    self.name = name
    self.relation = relation
    self.hasParentalResponsibility = hasParentalResponsibility
    self.isNextOfKin = isNextOfKin
    self.livesWith = livesWith
    self.telephone = telephone
    self.organisation = organisation
    self.mayKnow = mayKnow
    self.note = note
  }

  /// "mum · parental responsibility · next of kin · lives with them".
  public var standing: String {
    (bonds + [organisation]).filter { !$0.isEmpty }.joined(separator: " · ")
  }

  /// Who they are, by name or by where they work, and what to the person.
  public var whoAndWhat: String {
    let who = name.isEmpty ? [organisation] + bonds : [name] + bonds + [organisation]
    return who.filter { !$0.isEmpty }.joined(separator: " · ")
  }

  private var bonds: [String] {
    [
      relation.isEmpty ? kind.words.lowercased() : relation,
      hasParentalResponsibility ? "parental responsibility" : "",
      isNextOfKin ? "next of kin" : "", livesWith ? "lives with them" : "",
    ]
  }
}

/// In which part of somebody's life they are. The raw value is how it is stored.
public enum RelationKind: String, CaseIterable, Codable, Sendable {
  case family
  case friend
  case school
  case gp
  case professional

  public var words: String {
    switch self {
    case .family: "Family or carer"
    case .friend: "Friend or supporter"
    case .school: "School or college"
    case .gp: "GP practice"
    case .professional: "Professional"
    }
  }
}

/// What somebody may be told, as the person has said. Never taken for granted: until
/// they are asked, it is "not asked". The raw value is how it is stored.
public enum MayKnow: String, CaseIterable, Codable, Sendable {
  case notAsked = "not-asked"
  case everything
  case thatWeMeet = "that-we-meet"
  case askFirst = "ask-first"
  case nothing

  public var words: String {
    switch self {
    case .notAsked: "not asked yet"
    case .everything: "may know everything"
    case .thatWeMeet: "may know that we meet, not what is said"
    case .askFirst: "ask them each time"
    case .nothing: "may know nothing"
    }
  }
}

/// Another service that is involved, so that nothing is done twice: who, since when,
/// what they do and what was agreed. Each is an entry of the interface log; it ends,
/// and is never taken out.
public struct Involvement: Equatable, Sendable {
  public var id: Identifier<Involvement>
  public var personID: Identifier<Person>
  public var sector: Sector
  public var organisation: String
  /// Who to speak with there, and how.
  public var who: String
  /// What they do, so that we do not.
  public var does: String
  /// What was agreed between us.
  public var agreed: String
  public var from: Day
  /// When they stopped; nil while they are involved.
  public var to: Day?
  /// When somebody last asked whether this still holds.
  public var checkedOn: Day

  public init(
    id: Identifier<Involvement>, personID: Identifier<Person>, sector: Sector,
    organisation: String = "", who: String = "", does: String = "", agreed: String = "",
    from: Day, to: Day? = nil, checkedOn: Day
  ) {
    self.id = id
    self.personID = personID
    self.sector = sector
    self.organisation = organisation
    self.who = who
    self.does = does
    self.agreed = agreed
    self.from = from
    self.to = to
    self.checkedOn = checkedOn
  }
}

/// The services that social prescribing has an interface with. The raw value is how it
/// is stored. Source: what local areas are asked to do nationally, understand the
/// interface with education, CAMHS, social care and youth justice.
public enum Sector: String, CaseIterable, Codable, Sendable {
  case education
  case camhs
  case socialCare = "social-care"
  case youthJustice = "youth-justice"
  case health
  case voluntary
  case other

  public var words: String {
    switch self {
    case .education: "Education"
    case .camhs: "CAMHS"
    case .socialCare: "Social care"
    case .youthJustice: "Youth justice"
    case .health: "Other health"
    case .voluntary: "Voluntary sector"
    case .other: "Other"
    }
  }

  /// The four that every record says something of.
  public static let named: [Sector] = [.education, .camhs, .socialCare, .youthJustice]
}

/// Something that whoever opens the record must know, in words: "two dogs, ring first".
public struct PersonFlag: Equatable, Sendable {
  public var id: Identifier<PersonFlag>
  public var personID: Identifier<Person>
  public var kind: FlagKind
  public var words: String
  public var from: Day
  /// When it stopped being so; nil while it holds.
  public var to: Day?

  public init(
    id: Identifier<PersonFlag>, personID: Identifier<Person>, kind: FlagKind, words: String,
    from: Day, to: Day? = nil
  ) {
    self.id = id
    self.personID = personID
    self.kind = kind
    self.words = words
    self.from = from
    self.to = to
  }
}

/// What a flag is about. The raw value is how it is stored.
public enum FlagKind: String, CaseIterable, Codable, Sendable {
  case visiting
  case communication
  case circumstance
  case health

  public var words: String {
    switch self {
    case .visiting: "Visiting"
    case .communication: "Communication"
    case .circumstance: "Circumstance"
    case .health: "Health"
    }
  }
}

/// Somebody of the service who works with a person beside the one who leads: an
/// interval with a reason, never overwritten.
public struct CaseMember: Equatable, Sendable {
  public var id: Identifier<CaseMember>
  public var caseID: Identifier<Case>
  public var workerID: Identifier<LinkWorker>
  public var from: Date
  public var to: Date?
  /// What they do in it.
  public var reason: String

  public init(
    id: Identifier<CaseMember>, caseID: Identifier<Case>, workerID: Identifier<LinkWorker>,
    from: Date, to: Date? = nil, reason: String = ""
  ) {
    self.id = id
    self.caseID = caseID
    self.workerID = workerID
    self.from = from
    self.to = to
    self.reason = reason
  }
}

/// All of that for one person and one case.
public struct Network: Equatable, Sendable {
  /// Next of kin and those with parental responsibility first.
  public var relations: [Relation]
  /// Those involved now first, the latest first.
  public var involvements: [Involvement]
  /// Those that hold now first.
  public var flags: [PersonFlag]
  /// Those who work with them now first.
  public var members: [CaseMember]

  public init(
    relations: [Relation] = [], involvements: [Involvement] = [], flags: [PersonFlag] = [],
    members: [CaseMember] = []
  ) {
    self.relations = relations
    self.involvements = involvements
    self.flags = flags
    self.members = members
  }

  public var isEmpty: Bool {
    relations.isEmpty && involvements.isEmpty && flags.isEmpty && members.isEmpty
  }

  /// The flags that hold on a day.
  public func flags(on day: Day) -> [PersonFlag] {
    flags.filter { $0.from <= day && ($0.to.map { day < $0 } ?? true) }
  }

  /// What somebody of a kind may know, in words; nil where nobody of it is written.
  public func mayKnowWords(_ kind: RelationKind) -> String? {
    let those = relations.filter { $0.kind == kind }
    guard !those.isEmpty else { return nil }
    return those.map { "\($0.name.isEmpty ? $0.organisation : $0.name) \($0.mayKnow.words)" }
      .joined(separator: "; ")
  }

  /// The named sectors of which nothing is written: nobody has asked whether they are
  /// involved.
  public var sectorsNotAsked: [Sector] {
    Sector.named.filter { sector in !involvements.contains { $0.sector == sector } }
  }
}

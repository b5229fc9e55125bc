// What is asked of each kind of referrer. There is no wrong door, and each door has
// its own few questions: a school knows about attendance, youth justice about an order.

/// A question that only one kind of referrer is asked.
public struct IntakeQuestion: Equatable, Sendable {
  /// What its answer is kept under.
  public var id: String
  public var label: String
  /// An example, muted in the empty field.
  public var example: String
  /// What can be chosen; empty for words.
  public var choices: [String]

  public init(_ id: String, _ label: String, example: String = "", choices: [String] = []) {
    self.id = id
    self.label = label
    self.example = example
    self.choices = choices
  }
}

/// The form for one kind of referrer.
public struct IntakeShape: Equatable, Sendable {
  /// What the referrer's name is called: "Member of staff"; nil where the person refers
  /// themselves.
  public var referrer: String?
  public var role: String?
  public var roleExample: String
  public var organisation: String?
  public var organisationExample: String
  public var contact: String?
  public var reason: String
  public var questions: [IntakeQuestion]
  /// Whether the organisation is the GP practice itself.
  public var isPractice: Bool
  /// Whether the organisation is the person's school itself.
  public var isSchool: Bool

  init(
    referrer: String?, role: String? = nil, roleExample: String = "", organisation: String? = nil,
    organisationExample: String = "", contact: String? = "Contact details",
    reason: String = "Reason for referral", questions: [IntakeQuestion] = [],
    isPractice: Bool = false, isSchool: Bool = false
  ) {
    self.referrer = referrer
    self.role = role
    self.roleExample = roleExample
    self.organisation = organisation
    self.organisationExample = organisationExample
    self.contact = contact
    self.reason = reason
    self.questions = questions
    self.isPractice = isPractice
    self.isSchool = isSchool
  }
}

extension ReferralSource {
  /// The form for this kind of referrer.
  public var intake: IntakeShape {
    switch self {
    case .generalPractice:
      IntakeShape(
        referrer: "Referrer’s name", role: "Role", roleExample: "GP, practice nurse, receptionist",
        organisation: "GP practice", organisationExample: "the surgery’s name",
        questions: [
          IntakeQuestion(
            "clinical-summary", "Clinical summary", example: "only what the person agrees to share")
        ], isPractice: true)
    case .school:
      IntakeShape(
        referrer: "Member of staff", role: "Role",
        roleExample: "head of year, SENCO, pastoral lead",
        organisation: "School or college", organisationExample: "the school’s name",
        questions: [
          IntakeQuestion(
            "school-support", "Support in school", example: "what is in place already"),
          IntakeQuestion("attendance", "Attendance", example: "in school two days a week"),
          IntakeQuestion(
            "send", "SEN support or EHC plan",
            choices: ["None", "SEN support", "EHC plan", "Being assessed", "Not known"]),
          IntakeQuestion("safeguarding-lead", "Safeguarding lead", example: "name and telephone"),
        ], isSchool: true)
    case .camhs:
      IntakeShape(
        referrer: "Referrer’s name", role: "Role", roleExample: "nurse, psychologist",
        organisation: "Team", organisationExample: "CAMHS team",
        questions: [
          IntakeQuestion(
            "camhs-status", "With CAMHS now",
            choices: ["Open to CAMHS", "On their waiting list", "Discharged", "Not accepted"]),
          IntakeQuestion("safety-plan", "Safety plan there", example: "who has it, since when"),
        ])
    case .socialCare:
      IntakeShape(
        referrer: "Practitioner", role: "Role",
        roleExample: "social worker, early help", organisation: "Team",
        organisationExample: "children’s social care team",
        questions: [
          IntakeQuestion(
            "social-care-plan", "Plan in place",
            choices: [
              "None", "Early help", "Child in need", "Child protection plan", "Looked after child",
              "Care leaver",
            ]),
          IntakeQuestion(
            "parental-responsibility", "Parental responsibility", example: "who holds it"),
        ])
    case .youthJustice:
      IntakeShape(
        referrer: "Case manager", role: "Role", roleExample: "youth justice officer",
        organisation: "Youth justice service", organisationExample: "the service’s name",
        questions: [
          IntakeQuestion(
            "youth-justice-status", "Order or programme", example: "diversion, until March"),
          IntakeQuestion("conditions", "Conditions to know", example: "where they may not go"),
        ])
    case .charity:
      IntakeShape(
        referrer: "Referrer’s name", role: "Role", roleExample: "youth worker",
        organisation: "Organisation", organisationExample: "the group’s name",
        questions: [
          IntakeQuestion("already-does", "What they do already", example: "comes on Tuesdays")
        ])
    case .family:
      IntakeShape(
        referrer: "Their name", role: "Relation", roleExample: "mum, foster carer, aunt",
        contact: "Their telephone or e-mail", reason: "Why, in their words",
        questions: [
          IntakeQuestion(
            "has-parental-responsibility", "Parental responsibility",
            choices: ["Yes", "No", "Not known"]),
          IntakeQuestion(
            "person-knows", "The young person knows", choices: ["Yes", "Not yet", "Not known"]),
        ])
    case .selfReferral:
      IntakeShape(
        referrer: nil, contact: nil, reason: "Why, in their own words",
        questions: [
          IntakeQuestion("who-knows", "Who else knows", example: "nobody yet; only my brother")
        ])
    case .other:
      IntakeShape(
        referrer: "Referrer’s name", role: "Who they are", roleExample: "neighbour, coach, police",
        organisation: "Organisation", organisationExample: "if there is one")
    }
  }

  /// Whether the referrer is a professional, of whom PRSB wants name, organisation and
  /// contact details.
  public var isProfessional: Bool { self != .family && self != .selfReferral }

  /// What an answer is called when it is shown later.
  public static func label(ofDetail id: String) -> String {
    switch id {
    case "also-given": return "The referral also says"
    case Referral.Detail.service: return "Their service"
    case Referral.Detail.referredTo: return "Referred to"
    default: break
    }
    for source in allCases {
      if let question = source.intake.questions.first(where: { $0.id == id }) {
        return question.label
      }
    }
    return id.replacing("-", with: " ").capitalizedFirst
  }
}

extension String {
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}

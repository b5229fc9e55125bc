// The sections of a plan that are lists of words, and the questions that fill them.

/// The larger parts of a plan, as its page groups them.
public enum PlanPart: String, CaseIterable, Codable, Sendable {
  /// PRSB "About me".
  case aboutMe = "about-me"
  /// PRSB "Strengths" and "Needs, concerns or problems".
  case picture
  /// PRSB "Goals and hopes".
  case goals
  /// The contingency and safety plan of the Personalised Care and Support Plan standard.
  case safety
  /// PRSB "Other care planning documents", "Care funding source" and "Responsibility for
  /// review".
  case around

  public var heading: String {
    switch self {
    case .aboutMe: "About me"
    case .picture: "Strengths and needs"
    case .goals: "Goals"
    case .safety: "If things get hard"
    case .around: "Around this plan"
    }
  }

  /// The sections of the part, in the order in which they are asked.
  public var sections: [PlanSection] { PlanSection.allCases.filter { $0.part == self } }
}

/// The parts of a plan that are lists of words. The raw value is how it is stored.
public enum PlanSection: String, CaseIterable, Codable, Sendable {
  /// PRSB "What is most important to me".
  case whatMatters = "what-matters"
  /// PRSB "People who are important to me".
  case people = "important-people"
  /// PRSB "How I communicate and how to communicate with me".
  case communication
  /// PRSB "My wellness".
  case wellness
  /// PRSB "Please do and please don't".
  case doAndDont = "do-and-dont"
  /// PRSB "How and when to support me".
  case support
  /// PRSB "Also worth knowing about me".
  case worthKnowing = "worth-knowing"
  /// PRSB "Supported to write this by".
  case helpedBy = "helped-by"
  /// PRSB "Strengths".
  case strengths
  /// PRSB "Needs, concerns or problems".
  case needs
  /// PRSB "Outcomes" of a goal.
  case outcome
  /// What sets a bad time off.
  case triggers
  /// Early warning signs.
  case earlySigns = "early-signs"
  /// What helps them cope.
  case whatHelps = "what-helps"
  /// What should happen when it does not.
  case whatShouldHappen = "what-should-happen"
  /// Whom to contact.
  case whoToCall = "who-to-call"
  /// PRSB "Other care planning documents": an EHCP, a child in need plan, a CAMHS plan.
  case otherPlans = "other-plans"
  /// PRSB "Care funding source".
  case funding
  /// PRSB "Responsibility for review": name, role and contact details.
  case reviewer = "who-reviews"

  public var part: PlanPart {
    switch self {
    case .whatMatters, .people, .communication, .wellness, .doAndDont, .support, .worthKnowing,
      .helpedBy:
      .aboutMe
    case .strengths, .needs: .picture
    case .outcome: .goals
    case .triggers, .earlySigns, .whatHelps, .whatShouldHappen, .whoToCall: .safety
    case .otherPlans, .funding, .reviewer: .around
    }
  }

  /// As the heading of the section, in the person's own voice.
  public var heading: String {
    switch self {
    case .whatMatters: "What matters to me"
    case .people: "People important to me"
    case .communication: "How I communicate"
    case .wellness: "My wellness"
    case .doAndDont: "Please do, please don’t"
    case .support: "How and when to support me"
    case .worthKnowing: "Also worth knowing"
    case .helpedBy: "Who helped me write this"
    case .strengths: "Strengths"
    case .needs: "Needs and concerns"
    case .outcome: "What came of it"
    case .triggers: "What can set it off"
    case .earlySigns: "Early signs"
    case .whatHelps: "What helps"
    case .whatShouldHappen: "What should happen"
    case .whoToCall: "Who to call"
    case .otherPlans: "Other plans"
    case .funding: "Funding"
    case .reviewer: "Who looks at it again"
    }
  }

  /// A word or two for a column of labels, at most 10 letters.
  public var label: String {
    switch self {
    case .whatMatters: "Matters"
    case .people: "People"
    case .communication: "Talking"
    case .wellness: "Wellness"
    case .doAndDont: "Do, don’t"
    case .support: "Support"
    case .worthKnowing: "Also"
    case .helpedBy: "Written by"
    case .strengths: "Strengths"
    case .needs: "Needs"
    case .outcome: "Came of it"
    case .triggers: "Triggers"
    case .earlySigns: "Signs"
    case .whatHelps: "Helps"
    case .whatShouldHappen: "Then"
    case .whoToCall: "Call"
    case .otherPlans: "Plans"
    case .funding: "Funding"
    case .reviewer: "Reviewer"
    }
  }

  /// What one might ask, or write, where nothing is written yet.
  public var prompt: String {
    switch self {
    case .whatMatters: "what matters to you?"
    case .people: "who is important to you?"
    case .communication: "how do you like people to talk with you?"
    case .wellness: "what is a good day like? a bad one?"
    case .doAndDont: "what should people do, and not do?"
    case .support: "how and when do you want support?"
    case .worthKnowing: "what else is worth knowing?"
    case .helpedBy: "who helped to write this?"
    case .strengths: "a strength"
    case .needs: "a need or concern"
    case .outcome: "what came of it?"
    case .triggers: "what can set a bad time off?"
    case .earlySigns: "how would people notice?"
    case .whatHelps: "what helps?"
    case .whatShouldHappen: "what should happen then?"
    case .whoToCall: "who to call, and their number"
    case .otherPlans: "an EHCP, child in need plan, CAMHS plan, and who holds it"
    case .funding: "who pays for what"
    case .reviewer: "who looks at it again with you: name, role, how to reach them"
    }
  }
}

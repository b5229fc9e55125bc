// A person and their cases in JSON.

import Casework
import Foundation

struct PersonObject: Encodable {
  var id: String
  var firstName: String
  var familyName: String
  var preferredName: String
  var pronouns: String
  var dateOfBirth: Day?
  var age: Int?
  var gender: String
  var nhsNumber: String?
  var aliases: String
  var address: String
  var postcode: String?
  var telephone: String
  var email: String
  var preferredContact: String
  var gpPractice: String
  var gpPracticeCode: String
  var school: String
  var whoMayAnswer: String
  var voicemail: SafeContact.Permission
  var nameToUse: String
  var reasonableAdjustments: String
  var interpreter: String
  var risks: [RiskObject]
  /// What PRSB makes mandatory and the latest referral lacks.
  var lacks: [String]
  var linkedRecords: [String]
  var referrals: [ReferralObject]
  var cases: [CaseDetail]

  init(_ person: Person, records: [CaseRecord], policy: ServicePolicy, on today: Day) {
    id = person.id.text
    firstName = person.firstName
    familyName = person.familyName
    preferredName = person.preferredName
    pronouns = person.pronouns
    dateOfBirth = person.dateOfBirth
    age = person.age(on: today)
    gender = person.gender
    nhsNumber = person.nhsNumber?.digits
    aliases = person.aliases
    address = person.address
    postcode = person.postcode?.description
    telephone = person.telephone
    email = person.email
    preferredContact = person.preferredContact
    gpPractice = person.gpPractice
    gpPracticeCode = person.gpPracticeCode
    school = person.school
    whoMayAnswer = person.safeContact.whoMayAnswer
    voicemail = person.safeContact.voicemail
    nameToUse = person.safeContact.nameToUse
    reasonableAdjustments = person.reasonableAdjustments
    interpreter = person.interpreter
    risks = (records.first?.risks ?? []).map(RiskObject.init)
    lacks =
      records.first.map {
        ReferralCompleteness.missing(person, $0.referral, risks: $0.risks)
      } ?? []
    linkedRecords = (records.first?.linked ?? []).map(\.id.text)
    referrals = (records.first?.referrals ?? []).map(ReferralObject.init)
    cases = records.map { CaseDetail($0, policy: policy, on: today) }
  }
}

struct ReferralObject: Encodable {
  var id: String
  var source: ReferralSource
  var referrer: String
  var organisation: String
  var referrerContact: String
  var reason: String
  var date: Day
  var consentToContact: ConsentToContact
  var referrerRole: String
  var method: String
  var respondTo: String
  var personView: String
  var details: [String: String]
  var snomedCode = Referral.snomedCode

  init(_ referral: Referral) {
    id = referral.id.text
    source = referral.source
    referrer = referral.referrer
    organisation = referral.organisation
    referrerContact = referral.referrerContact
    reason = referral.reason
    date = referral.date
    consentToContact = referral.consentToContact
    referrerRole = referral.referrerRole
    method = referral.method
    respondTo = referral.respondTo
    personView = referral.personView
    details = referral.details
  }
}

struct CaseDetail: Encodable {
  struct ContactObject: Encodable {
    var id: String
    var at: Date
    var worker: String
    var mode: ContactMode
    var minutes: Int
    var outcome: ContactOutcome
    var note: String
    var present: String
    var nextStep: String?
    var nextOn: Day?
    var nextAt: String?
  }

  struct ActionObject: Encodable {
    var id: String
    var what: String
    var who: String
    var when: Day?
    var status: ActionStatus
    var voice: Voice
    var strategies: String
    var confidence: Int?
    var reviewOn: Day?
    var endedOn: Day?
    var remark: String

    init(_ action: Action) {
      id = action.id.text
      what = action.what
      who = action.who
      when = action.when
      status = action.status
      voice = action.voice
      strategies = action.strategies
      confidence = action.confidence
      reviewOn = action.reviewOn
      endedOn = action.endedOn
      remark = action.remark
    }
  }

  struct GoalObject: Encodable {
    var id: String
    var text: String
    var voice: Voice
    /// The goal that it is a stage of.
    var stageOf: String?
    /// The need that it is about.
    var needId: String?
    var importance: Int?
    var confidence: Int?
    var status: GoalStatus
    var isScored: Bool
    var scores: [ScoreObject]
    var actions: [ActionObject]
  }

  struct ScoreObject: Encodable {
    var on: Day
    var score: Int
    var voice: Voice
    var note: String
  }

  struct EntryObject: Encodable {
    var id: String
    var section: PlanSection
    var text: String
    var voice: Voice
    /// The goal that an outcome is of.
    var goalId: String?
  }

  struct PlanObject: Encodable {
    var id: String
    var entries: [EntryObject]
    var goals: [GoalObject]
    var agreedOn: Day?
    var agreedWith: String
    var reviewOn: Day?
  }

  struct PrescriptionObject: Encodable {
    var id: String
    var assetId: String
    var asset: String
    var goalId: String?
    var kind: PrescriptionKind
    var on: Day
    var mode: PrescriptionMode?
    var note: String
  }

  var id: String
  var need: String
  var stage: Stage
  var holder: String?
  var referralId: String
  var triagedOn: Day?
  var closedOn: Day?
  var closingReason: ClosingReason?
  var closingNote: String?
  var decisions: [DecisionObject]
  var letters: [LetterObject]
  var safetyTasks: [SafetyObject]
  var goalOutcomes: [OutcomeObject]
  var due: DueObject?
  var contacts: [ContactObject]
  var plan: PlanObject?
  var prescriptions: [PrescriptionObject]

  init(_ record: CaseRecord, policy: ServicePolicy, on today: Day) {
    let facts = record.facts()
    id = record.case.id.text
    need = record.case.need
    stage = Stage(of: facts, on: today)
    holder = record.holderID.map { record.name(of: $0) }
    referralId = record.case.referralID.text
    triagedOn = record.case.triage?.on
    closedOn = record.case.closing?.on
    closingReason = record.case.closing?.reason
    closingNote = record.case.closing?.note
    decisions = record.decisions.map(DecisionObject.init)
    letters = record.letters.map(LetterObject.init)
    safetyTasks = record.safetyTasks.map(SafetyObject.init)
    goalOutcomes = record.goalOutcomes.map(OutcomeObject.init)
    due = Due(of: facts, policy: policy).map { DueObject($0, on: today) }
    contacts = record.contacts.map {
      ContactObject(
        id: $0.id.text, at: $0.at, worker: record.name(of: $0.workerID), mode: $0.mode,
        minutes: $0.minutes, outcome: $0.outcome, note: $0.note,
        present: $0.present, nextStep: $0.nextStep?.text,
        nextOn: $0.nextStep?.on, nextAt: $0.nextStep?.clock)
    }
    plan = record.plan.map { plan in
      PlanObject(
        id: plan.id.text,
        entries: plan.entries.map {
          EntryObject(
            id: $0.id.text, section: $0.section, text: $0.text, voice: $0.voice,
            goalId: $0.goalID?.text)
        },
        goals: plan.goals.map { goal in
          GoalObject(
            id: goal.id.text, text: goal.text, voice: goal.voice, stageOf: goal.parentID?.text,
            needId: plan.need(of: goal)?.id.text,
            importance: goal.importance, confidence: goal.confidence, status: goal.status,
            isScored: goal.isScored,
            scores: goal.scores.map {
              ScoreObject(on: $0.on, score: $0.score, voice: $0.voice, note: $0.note)
            },
            actions: goal.actions.map { ActionObject($0) })
        },
        agreedOn: plan.agreedOn, agreedWith: plan.agreedWith, reviewOn: plan.reviewOn)
    }
    prescriptions = record.prescriptions.map {
      PrescriptionObject(
        id: $0.prescription.id.text, assetId: $0.prescription.assetID.text, asset: $0.assetName,
        goalId: $0.prescription.goalID?.text, kind: $0.prescription.kind,
        on: $0.prescription.on, mode: $0.prescription.mode,
        note: $0.prescription.note)
    }
  }
}

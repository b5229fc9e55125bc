// A referral: somebody, or the person, asks the service for help. There is no
// wrong door, so every kind of referrer is here. The fields are those of PRSB
// "Referral details".

import Foundation

/// One referral as it came in.
public struct Referral: Equatable, Sendable {
  public var id: Identifier<Referral>
  public var personID: Identifier<Person>
  /// The kind of referrer.
  public var source: ReferralSource
  /// PRSB "Referrer details: Name".
  public var referrer: String
  /// PRSB "Referrer details: Organisation".
  public var organisation: String
  /// PRSB "Referrer details: Contact details", where an answer goes.
  public var referrerContact: String
  /// PRSB "Reason for referral", in the referrer's words.
  public var reason: String
  /// PRSB "Date": the day the referral was made.
  public var date: Day
  /// Whether the person, or who speaks for them, has agreed to be contacted.
  public var consentToContact: ConsentToContact
  /// PRSB "Referrer details: Role".
  public var referrerRole: String
  /// PRSB "Referral method": by telephone, by letter, in person.
  public var method: String
  /// PRSB "Return response to", where it is not the referrer.
  public var respondTo: String
  /// PRSB "Person reported complaints or issues": what the person says themselves.
  public var personView: String
  /// What only this kind of referrer is asked, by the field's id.
  public var details: [String: String]

  public init(
    id: Identifier<Referral>, personID: Identifier<Person>, source: ReferralSource,
    referrer: String = "", organisation: String = "", referrerContact: String = "",
    reason: String = "", date: Day, consentToContact: ConsentToContact = .notRecorded,
    referrerRole: String = "", method: String = "", respondTo: String = "",
    personView: String = "", details: [String: String] = [:]
  ) {
    self.referrerRole = referrerRole
    self.method = method
    self.respondTo = respondTo
    self.personView = personView
    self.details = details
    self.id = id
    self.personID = personID
    self.source = source
    self.referrer = referrer
    self.organisation = organisation
    self.referrerContact = referrerContact
    self.reason = reason
    self.date = date
    self.consentToContact = consentToContact
  }
}

extension Referral {
  /// What the kind-free details are kept under.
  public enum Detail {
    public static let service = "referrer-service"
    public static let referredTo = "referral-to"
  }

  /// PRSB "Referrer details: Service": the organisation where no other was named, as with a
  /// practice or a school.
  public var referrerService: String {
    details[Detail.service].flatMap { $0.isEmpty ? nil : $0 } ?? organisation
  }

  /// PRSB "Referral to": this service, where nothing else was said.
  public var referredTo: String {
    details[Detail.referredTo].flatMap { $0.isEmpty ? nil : $0 } ?? "Social prescribing"
  }
}

/// Who refers. The raw value is how it is stored and exported.
public enum ReferralSource: String, CaseIterable, Codable, Sendable {
  case generalPractice = "general-practice"
  case school
  case camhs
  case socialCare = "social-care"
  case youthJustice = "youth-justice"
  case charity
  case family
  case selfReferral = "self"
  case other

  /// As lists and forms say it.
  public var words: String {
    switch self {
    case .generalPractice: "GP and practice team"
    case .school: "School or college"
    case .camhs: "CAMHS"
    case .socialCare: "Social care"
    case .youthJustice: "Youth justice"
    case .charity: "Charity or community group"
    case .family: "Parent or family"
    case .selfReferral: "Self"
    case .other: "Other"
    }
  }
}

/// Whether the person may be contacted about the referral.
public enum ConsentToContact: String, CaseIterable, Codable, Sendable {
  case given
  case refused
  case notRecorded = "not-recorded"

  public var words: String {
    switch self {
    case .given: "agreed to be contacted"
    case .refused: "does not agree to be contacted"
    case .notRecorded: "consent to contact not recorded"
    }
  }
}

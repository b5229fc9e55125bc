// The names that GP systems, councils, schools and spreadsheets give their
// columns. This is the one table: a new name is added here and nowhere else.

import Foundation

/// What a column of a referral list holds.
enum ReferralColumn: String, CaseIterable, Sendable {
  case firstName, familyName, fullName, preferredName, pronouns, dateOfBirth, gender, nhsNumber
  case aliases, address, postcode, telephone, email, preferredContact, gpPractice, gpPracticeCode
  case school, date, source, referrer, organisation, referrerContact, reason, consent
  /// Never brought in: held beside gender it can disclose a reassignment.
  case sex
  /// Our own, in a file of rows that were left out.
  case why

  /// Names as people write them. They are compared without case, spaces or marks.
  static let headings: [ReferralColumn: [String]] = [
    .firstName: [
      "First name", "First names", "Forename", "Forenames", "Forename(s)", "First name(s)",
      "Given name", "Given names", "Christian name", "Patient forename", "Patient first name",
      "Patient given name", "Person first name", "Client first name", "Child first name",
      "Child’s first name", "Young person first name", "Pupil forename", "Legal first name",
    ],
    .familyName: [
      "Family name", "Surname", "Last name", "Second name", "Patient surname",
      "Patient family name", "Patient last name", "Person family name", "Client surname",
      "Client last name", "Child surname", "Child’s surname", "Young person surname",
      "Pupil surname", "Legal surname", "Legal last name",
    ],
    .fullName: [
      "Name", "Full name", "Patient name", "Patient full name", "Patient", "Client name", "Client",
      "Person name", "Person", "Child name", "Child’s name", "Young person", "Young person’s name",
      "Name of young person", "Name of child", "Name of patient", "Service user", "Pupil name",
      "Service user name",
    ],
    .preferredName: [
      "Preferred name", "Known as", "Preferred forename", "Preferred first name", "Nickname",
      "Calling name", "Likes to be called", "Prefers to be called", "Goes by",
    ],
    .pronouns: ["Pronouns", "Pronoun", "Preferred pronouns", "Personal pronouns"],
    .dateOfBirth: [
      "Date of birth", "DOB", "D.O.B.", "Birth date", "Birthdate", "Date of birth (DOB)", "Born",
      "Patient DOB", "Patient date of birth", "Person birth date", "Child’s date of birth",
      "Birthday",
    ],
    .gender: ["Gender", "Gender identity", "Gender as recorded", "Patient gender"],
    .sex: ["Sex", "Sex at birth", "Legal sex", "Patient sex", "Birth sex"],
    .nhsNumber: [
      "NHS number", "NHS No", "NHS No.", "NHS Num", "NHS", "NHS #", "NHS ID", "Patient NHS number",
      "NHS number (10 digits)",
    ],
    .aliases: [
      "Alias", "Aliases", "Other names", "Previous name", "Previous names", "Former name",
      "Previous surname", "Maiden name", "Birth name",
    ],
    .address: [
      "Address", "Home address", "Full address", "Patient address", "Usual address",
      "Address line 1", "Address line 2", "Address line 3", "Address line 4", "Address line 5",
      "Address 1", "Address 2", "Address 3", "Address 4", "Address 5", "House name", "House number",
      "House name/number", "House", "Flat", "Number and street", "Street", "Road", "Village",
      "Locality", "Town", "Town/City", "City", "County",
    ],
    .postcode: [
      "Postcode", "Post code", "Postal code", "Home postcode", "Patient postcode", "Zip",
    ],
    .telephone: [
      "Telephone", "Telephone number", "Tel", "Tel.", "Tel no", "Tel number", "Phone",
      "Phone number", "Phone no", "Mobile", "Mobile number", "Mobile no", "Mobile phone",
      "Mobile telephone", "Home telephone", "Home phone", "Home tel", "Home number",
      "Contact number", "Contact telephone", "Contact phone", "Contact tel", "Landline",
      "Patient telephone", "Patient phone", "Patient mobile", "Work telephone", "Work phone",
      "Cell",
    ],
    .email: [
      "Email", "E-mail", "Email address", "E-mail address", "Patient email", "Home email",
      "Contact email",
    ],
    .preferredContact: [
      "Preferred contact", "Preferred contact method", "Preferred method of contact",
      "Contact preference", "Contact preferences", "Best way to contact", "How to contact",
      "Safe contact", "Safe to contact",
    ],
    .gpPractice: [
      "GP practice", "GP surgery", "Registered practice", "Registered GP practice",
      "GP practice name", "Practice name", "Registered GP", "Surgery", "Doctor’s surgery",
    ],
    .gpPracticeCode: [
      "Practice code", "ODS code", "GP practice code", "GP code", "Surgery code",
      "National practice code", "GP practice ODS code", "Practice ODS code",
      "GP practice identifier",
    ],
    .school: [
      "School", "School name", "School or college", "School/College", "College",
      "Educational establishment", "Education setting", "Education provider", "School attended",
    ],
    .date: [
      "Referral date", "Date referred", "Date of referral", "Referred on", "Date of request",
      "Referral made", "Referral received", "Date received", "Received", "Received date",
      "Referral created", "Date",
    ],
    .source: [
      "Referral source", "Source", "Source type", "Source of referral", "Referral source type",
      "Referrer type", "Type of referrer", "Referrer category", "Referred from", "Referrer role",
    ],
    .referrer: [
      "Referrer", "Referred by", "Referrer name", "Name of referrer", "Referring clinician",
      "Referring GP", "Referring professional", "Referring person", "Referring staff member",
    ],
    .organisation: [
      "Referring organisation", "Referring organization", "Organisation", "Organization",
      "Practice", "Referrer organisation", "Referrer’s organisation", "Referring practice",
      "Referring agency", "Referring service", "Agency", "Organisation of referrer",
      "Organisation name",
    ],
    .referrerContact: [
      "Referrer contact", "Referrer contact details", "Referrer email", "Referrer telephone",
      "Referrer phone", "Referrer’s email", "Referrer’s telephone", "Respond to", "Reply to",
      "Referrer email address", "Contact details of referrer",
    ],
    .reason: [
      "Reason", "Reason for referral", "Referral reason", "Reasons for referral",
      "Presenting issue", "Presenting issues", "Presenting problem", "Presenting need",
      "Presenting needs", "Referral details", "Referral notes", "Reason for referring",
      "Main reason", "Primary reason", "Need", "Needs",
    ],
    .consent: [
      "Consent", "Consent to contact", "Consent given", "Consented", "Consent to referral",
      "Consent to be contacted", "Patient consent", "Consent obtained", "Agreed to contact",
      "Consent?",
    ],
    .why: ["Why"],
  ]

  private static let byName: [String: ReferralColumn] = {
    var result: [String: ReferralColumn] = [:]
    for column in allCases {
      for alias in headings[column, default: []] { result[plain(alias)] = column }
    }
    return result
  }()

  /// The column that a heading names, or nil.
  init?(heading: String) {
    guard let column = ReferralColumn.byName[ReferralColumn.plain(heading)] else { return nil }
    self = column
  }

  /// Letters and digits alone, in lower case: "D.O.B. " and "dob" are one.
  static func plain(_ heading: String) -> String {
    String(
      heading.lowercased().unicodeScalars.filter {
        ("a"..."z").contains($0) || ("0"..."9").contains($0)
      }.map(Character.init))
  }

  /// Whether several columns of this kind are put together.
  var joins: String? {
    switch self {
    case .address: ", "
    case .telephone, .referrerContact, .aliases: "; "
    case .reason: "\n"
    default: nil
    }
  }
}

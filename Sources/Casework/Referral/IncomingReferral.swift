// A referral on its way in from a file: who it is about and what is asked, before
// anybody has looked whether the person is known here already.

import Foundation

/// One checked row of a referral list. It has no ids yet.
public struct IncomingReferral: Equatable, Sendable {
  /// The row as a spreadsheet counts it: the header is row 1.
  public var row: Int
  public var firstName: String
  public var familyName: String
  public var preferredName: String
  public var pronouns: String
  public var dateOfBirth: Day
  public var gender: String
  public var nhsNumber: NHSNumber?
  public var aliases: String
  /// Lines of the address, without the postcode.
  public var address: String
  public var postcode: Postcode?
  public var telephone: String
  public var email: String
  public var preferredContact: String
  public var gpPractice: String
  public var gpPracticeCode: String
  public var school: String
  public var source: ReferralSource
  public var referrer: String
  public var organisation: String
  public var referrerContact: String
  /// The referrer's words, with every column that we do not know below them.
  public var reason: String
  public var date: Day
  public var consentToContact: ConsentToContact
  /// A few words for lists, at most 40 characters.
  public var need: String
  public var safeContact = SafeContact()
  public var reasonableAdjustments = ""
  public var interpreter = ""
  public var referrerRole = ""
  public var method = ""
  public var respondTo = ""
  public var personView = ""
  /// What only this kind of referrer is asked, by the field's id.
  public var details: [String: String] = [:]
  /// What is said about risks.
  public var risk = RiskStatement.notAsked

  public init(
    row: Int, firstName: String, familyName: String, preferredName: String = "",
    pronouns: String = "", dateOfBirth: Day, gender: String = "", nhsNumber: NHSNumber? = nil,
    aliases: String = "", address: String = "", postcode: Postcode? = nil, telephone: String = "",
    email: String = "", preferredContact: String = "", gpPractice: String = "",
    gpPracticeCode: String = "", school: String = "", source: ReferralSource = .other,
    referrer: String = "", organisation: String = "", referrerContact: String = "",
    reason: String = "", date: Day, consentToContact: ConsentToContact = .notRecorded,
    need: String? = nil
  ) {
    self.row = row
    self.firstName = firstName
    self.familyName = familyName
    self.preferredName = preferredName
    self.pronouns = pronouns
    self.dateOfBirth = dateOfBirth
    self.gender = gender
    self.nhsNumber = nhsNumber
    self.aliases = aliases
    self.address = address
    self.postcode = postcode
    self.telephone = telephone
    self.email = email
    self.preferredContact = preferredContact
    self.gpPractice = gpPractice
    self.gpPracticeCode = gpPracticeCode
    self.school = school
    self.source = source
    self.referrer = referrer
    self.organisation = organisation
    self.referrerContact = referrerContact
    self.reason = reason
    self.date = date
    self.consentToContact = consentToContact
    self.need = need ?? IncomingReferral.need(from: reason)
  }

  /// The person as this row tells of them.
  public func person(id: Identifier<Person>) -> Person {
    Person(
      id: id, firstName: firstName, familyName: familyName, preferredName: preferredName,
      pronouns: pronouns, dateOfBirth: dateOfBirth, gender: gender, nhsNumber: nhsNumber,
      aliases: aliases, address: address, postcode: postcode, telephone: telephone, email: email,
      preferredContact: preferredContact, gpPractice: gpPractice, gpPracticeCode: gpPracticeCode,
      school: school, safeContact: safeContact, reasonableAdjustments: reasonableAdjustments,
      interpreter: interpreter)
  }

  /// The referral as this row tells of it.
  public func referral(id: Identifier<Referral>, personID: Identifier<Person>) -> Referral {
    Referral(
      id: id, personID: personID, source: source, referrer: referrer, organisation: organisation,
      referrerContact: referrerContact, reason: reason, date: date,
      consentToContact: consentToContact, referrerRole: referrerRole, method: method,
      respondTo: respondTo, personView: personView, details: details)
  }

  /// Whether `referral` is this very one, brought in before: the same day, the same
  /// source and organisation, the same reason. Whose it is has been settled already.
  public func isSame(as referral: Referral) -> Bool {
    referral.date == date && referral.source == source
      && referral.organisation == organisation && referral.reason == reason
  }

  /// A few words for lists: the first clause of the reason, cut at a word where it
  /// is longer than `limit` characters.
  public static func need(from reason: String, limit: Int = 40) -> String {
    let line =
      reason.split(whereSeparator: \.isNewline)
      .map { $0.trimmingCharacters(in: .whitespaces) }.first { !$0.isEmpty } ?? ""
    let clause =
      line.split(whereSeparator: { ".;:!?".contains($0) })
      .map { $0.trimmingCharacters(in: .whitespaces) }.first { !$0.isEmpty } ?? ""
    guard clause.count > limit else { return clause }
    let cut = clause.prefix(limit)  // one character is left for the ellipsis
    let room = cut.dropLast()
    let atWord = cut.last == " " ? room : room[..<(room.lastIndex(of: " ") ?? room.endIndex)]
    let words = atWord.reversed().drop { " ,-–—".contains($0) }.reversed()
    return String(words) + "…"
  }
}

/// What came of a list of referrals.
public struct ReferralTally: Equatable, Sendable, Codable {
  public var peopleAdded: Int
  /// Rows about somebody who was here already, or on an earlier row of the file.
  public var peopleRecognised: Int
  /// Of those recognised, the ones some of whose blanks have been filled.
  public var peopleFilled: Int
  public var referralsAdded: Int
  public var referralsUnchanged: Int
  /// Rows that cannot go in. When there is one, nothing has been written.
  public var faults: [ReferralFault]
  /// What somebody should look at, though nothing stops it.
  public var notes: [String]

  public init(
    peopleAdded: Int = 0, peopleRecognised: Int = 0, peopleFilled: Int = 0,
    referralsAdded: Int = 0, referralsUnchanged: Int = 0, faults: [ReferralFault] = [],
    notes: [String] = []
  ) {
    self.peopleAdded = peopleAdded
    self.peopleRecognised = peopleRecognised
    self.peopleFilled = peopleFilled
    self.referralsAdded = referralsAdded
    self.referralsUnchanged = referralsUnchanged
    self.faults = faults
    self.notes = notes
  }
}

/// What is wrong with one cell of a referral list.
public struct ReferralFault: Error, Equatable, Hashable, Sendable, Codable,
  CustomStringConvertible
{
  /// The row as a spreadsheet counts it: the header is row 1.
  public var row: Int
  /// The column as the file names it.
  public var column: String
  public var value: String
  /// What is wrong, and what would be right.
  public var reason: String

  public init(row: Int, column: String, value: String, reason: String) {
    self.row = row
    self.column = column
    self.value = value
    self.reason = reason
  }

  public var description: String { "row \(row), \(column): \(reason)" }
}

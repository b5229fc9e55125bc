// The person at the centre: who they are and how to reach them, in the fields of
// the PRSB Social Prescribing standard v1.1, "Person demographics" and "GP
// practice", with what children need beside it.

import Foundation

/// A person whom the service knows.
public struct Person: Equatable, Sendable {
  public var id: Identifier<Person>
  /// PRSB "Person first name", mandatory; more than one are parted by spaces.
  public var firstName: String
  /// PRSB "Person family name", mandatory.
  public var familyName: String
  /// The name they like to be called by.
  public var preferredName: String
  /// As they say them, for example "she/her".
  public var pronouns: String
  /// PRSB "Date of birth", mandatory in the standard; a referral may still lack it.
  public var dateOfBirth: Day?
  /// PRSB "Gender": as the person says it.
  public var gender: String
  public var nhsNumber: NHSNumber?
  /// PRSB "Person alias": other names they have been known by, parted by semicolons.
  public var aliases: String
  /// Lines of the address, without the postcode.
  public var address: String
  public var postcode: Postcode?
  public var telephone: String
  public var email: String
  /// PRSB "Preferred contact method", and how to make contact safely, in words.
  public var preferredContact: String
  /// PRSB "GP practice details".
  public var gpPractice: String
  /// PRSB "GP practice identifier": the organisation's ODS code.
  public var gpPracticeCode: String
  /// PRSB "Educational establishment".
  public var school: String
  /// Who may answer, whether a voicemail may be left, which name to use.
  public var safeContact: SafeContact
  /// PRSB "Reasonable adjustment", in words.
  public var reasonableAdjustments: String
  /// The language that an interpreter is needed for; empty where none is.
  public var interpreter: String
  /// The record that this one was linked into, as the same person's. What was written
  /// here stands there from then on.
  public var linkedTo: Identifier<Person>?

  public init(
    id: Identifier<Person>, firstName: String, familyName: String, preferredName: String = "",
    pronouns: String = "", dateOfBirth: Day? = nil, gender: String = "",
    nhsNumber: NHSNumber? = nil, aliases: String = "", address: String = "",
    postcode: Postcode? = nil, telephone: String = "", email: String = "",
    preferredContact: String = "", gpPractice: String = "", gpPracticeCode: String = "",
    school: String = "", safeContact: SafeContact = SafeContact(),
    reasonableAdjustments: String = "", interpreter: String = "",
    linkedTo: Identifier<Person>? = nil
  ) {
    self.id = id
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
    self.safeContact = safeContact
    self.reasonableAdjustments = reasonableAdjustments
    self.interpreter = interpreter
    self.linkedTo = linkedTo
  }

  /// What they are called: the preferred name, or else the first.
  public var calledName: String {
    preferredName.isEmpty ? firstName : preferredName
  }

  /// "Leo Sharma".
  public var fullName: String { PersonName.joined([calledName, familyName]) }

  /// "Leo S", as lists show it, so that a screen seen in passing names nobody in full.
  public var listName: String {
    PersonName.joined([calledName, familyName.first.map(String.init) ?? ""])
  }

  /// Full years lived on `day`, or nil where the birth date is not known or later.
  public func age(on day: Day) -> Int? {
    guard let dateOfBirth, dateOfBirth <= day else { return nil }
    return dateOfBirth.age(on: day)
  }
}

/// Names as they are compared, so that De Haro finds DeHaro and O'Neill finds ONeill.
public enum PersonName {
  private static let british = Locale(identifier: "en_GB")

  /// The parts that are not empty, with one space between them.
  public static func joined(_ parts: [String]) -> String {
    parts.filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// Lower case without accents, spaces, hyphens, apostrophes or other marks.
  public static func folded(_ name: String) -> String {
    foldedPlainly(name) ?? foldedWithAccents(name)
  }

  /// The same for names of plain letters, which most are, twenty times as quick; nil
  /// for others. A test holds the two together.
  private static func foldedPlainly(_ name: String) -> String? {
    var result: [UInt8] = []
    result.reserveCapacity(name.utf8.count)
    for byte in name.utf8 {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): result.append(byte | 0x20)
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
        result.append(byte)
      case 0..<0x80: continue
      default: return nil
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  static func foldedWithAccents(_ name: String) -> String {
    let plain = name.folding(
      options: [.diacriticInsensitive, .caseInsensitive, .widthInsensitive], locale: british)
    return String(
      plain.unicodeScalars.filter { $0.properties.isAlphabetic || ("0"..."9").contains($0) })
  }
}

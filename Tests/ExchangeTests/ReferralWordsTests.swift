// Column names and cell words as they are met in the world.

import Casework
import Testing

@testable import Exchange

@Suite("The words of a referral list")
struct ReferralWordsTests {
  private static let pairs: [(ReferralColumn, String)] = ReferralColumn.headings.flatMap {
    column, names in names.map { (column, $0) }
  }

  @Test("every name in the table leads to its own column, whatever its case and spaces")
  func aliases() {
    #expect(Self.pairs.count > 200)
    for (column, name) in Self.pairs {
      for spelling in [name, name.uppercased(), " \(name) ", name.replacing(" ", with: "_")] {
        #expect(ReferralColumn(heading: spelling) == column, "\(spelling)")
      }
    }
    #expect(Set(ReferralColumn.headings.keys) == Set(ReferralColumn.allCases))
  }

  @Test(
    "the names that the field uses are known",
    arguments: [
      ("Forename", .firstName), ("Given name", .firstName), ("Surname", .familyName),
      ("D.O.B.", .dateOfBirth), ("NHS No.", .nhsNumber), ("Post code", .postcode),
      ("Address line 1", .address), ("Mobile", .telephone), ("Known as", .preferredName),
      ("Date referred", .date), ("Date of referral", .date), ("Referred by", .referrer),
      ("Referring organisation", .organisation), ("Practice", .organisation),
      ("Source type", .source), ("Presenting issue", .reason), ("Consent to contact", .consent),
      ("ODS code", .gpPracticeCode), ("GP practice", .gpPractice), ("School", .school),
    ] as [(String, ReferralColumn)])
  func known(name: String, column: ReferralColumn) {
    #expect(ReferralColumn(heading: name) == column)
  }

  @Test(
    "one column with a whole name is read in the forms that systems print",
    arguments: [
      ("SHARMA, Leo (Mr)", "Leo", "Sharma"), ("Leo Sharma", "Leo", "Sharma"),
      ("O'NEILL, Siân Mair (Ms)", "Siân Mair", "O'Neill"), ("DE HARO, Ana", "Ana", "De Haro"),
      ("Mr Leo Sharma", "Leo", "Sharma"), ("Leo James Sharma", "Leo James", "Sharma"),
      ("Maria de Haro", "Maria", "de Haro"), ("Dr. Jan van der Berg", "Jan", "van der Berg"),
      ("McDonald, Isla", "Isla", "McDonald"), ("Li, Wei", "Wei", "Li"),
    ])
  func names(text: String, first: String, family: String) {
    let names = ReferralWords.names(in: text)
    #expect(names?.first == first)
    #expect(names?.family == family)
  }

  @Test("a single name is not guessed at", arguments: ["Leo", "", ",", "Sharma,", ", Leo", "(Mr)"])
  func notNames(text: String) { #expect(ReferralWords.names(in: text) == nil) }

  @Test(
    "consent in people's words",
    arguments: [
      ("Yes", .given), ("y", .given), ("Verbal consent", .given), ("GIVEN", .given),
      ("No", .refused),
      ("Declined", .refused), ("", .notRecorded), ("Not recorded", .notRecorded), ("maybe?", nil),
    ] as [(String, ConsentToContact?)])
  func consent(text: String, wanted: ConsentToContact?) {
    #expect(ReferralWords.consent(text) == wanted)
  }

  @Test(
    "who refers, in people's words",
    arguments: [
      ("GP", .generalPractice), ("General Practice", .generalPractice),
      ("Marsh Lane Surgery", .generalPractice), ("Hyde High School", .school), ("SENCo", .school),
      ("CAMHS", .camhs), ("Social worker", .socialCare), ("Early Help", .socialCare),
      ("YOT", .youthJustice), ("Mum", .family), ("Parent/carer", .family),
      ("Self-referral", .selfReferral),
      ("Voluntary sector", .charity), ("general-practice", .generalPractice),
      ("GP and practice team", .generalPractice), ("Fire brigade", nil), ("", nil),
    ] as [(String, ReferralSource?)])
  func source(text: String, wanted: ReferralSource?) {
    #expect(ReferralWords.source(text) == wanted)
  }

  @Test("the shape of an e-mail address")
  func email() {
    for good in ["a@b.uk", "leo.sharma+x@nhs.example.org"] { #expect(ReferralWords.isEmail(good)) }
    for bad in ["a", "@b.uk", "a@b", "a@@b.uk", "a b@c.uk", "a@b..uk", "a@b.uk;c@d.uk"] {
      #expect(!ReferralWords.isEmail(bad), "\(bad)")
    }
  }
}

// What PRSB makes mandatory, against what is asked for where it is missing.

import Foundation
import Testing

@testable import Casework

@Suite("The mandatory set")
struct CompletenessTests {
  static func person() -> Person {
    Person(
      id: Identifier("p"), firstName: "Leo", familyName: "Sharma", dateOfBirth: Day(number: 15_000),
      gpPractice: "Priory Fold", gpPracticeCode: "P84001")
  }

  static func referral() -> Referral {
    Referral(
      id: Identifier("r"), personID: Identifier("p"), source: .camhs, referrer: "Mr Vale",
      organisation: "Hill Trust", referrerContact: "0161 496 0000", reason: "lonely",
      date: Day(number: 20_000), details: [Referral.Detail.service: "Getting Help"])
  }

  static let none = Risk(
    id: Identifier("x"), personID: Identifier("p"), kind: .noneKnown, from: Day(number: 20_000),
    workerID: Identifier("w"))

  /// A line of the outline that is mandatory, with its parents, and what leaves it out.
  struct Line: CustomTestStringConvertible, Sendable {
    var outline: String
    var missing: [String]
    var without: @Sendable (inout Person, inout Referral, inout [Risk]) -> Void
    var testDescription: String { outline }
  }

  /// The lines of mandation M of PRSB Social Prescribing v1.1 whose parents are mandatory.
  static let lines = [
    Line(outline: "Person name › Person first name", missing: ["first name"]) { person, _, _ in
      person.firstName = ""
    },
    Line(outline: "Person name › Person family name", missing: ["family name"]) { person, _, _ in
      person.familyName = ""
    },
    Line(outline: "Date of birth", missing: ["date of birth"]) { person, _, _ in
      person.dateOfBirth = nil
    },
    Line(outline: "GP practice", missing: ["GP practice"]) { person, _, _ in
      person.gpPractice = ""
      person.gpPracticeCode = ""
    },
    Line(outline: "GP practice identifier", missing: ["GP practice identifier"]) { person, _, _ in
      person.gpPracticeCode = ""
    },
    Line(outline: "Referrer details › Name", missing: ["referrer’s name"]) { _, referral, _ in
      referral.referrer = ""
    },
    Line(
      outline: "Referrer details › Service",
      missing: ["referrer’s service", "referrer’s organisation"]
    ) { _, referral, _ in
      // An organisation without another service is its own.
      referral.details = [:]
      referral.organisation = ""
    },
    Line(outline: "Referrer details › Organisation", missing: ["referrer’s organisation"]) {
      _, referral, _ in referral.organisation = ""
    },
    Line(outline: "Referrer details › Contact details", missing: ["referrer’s contact details"]) {
      _, referral, _ in referral.referrerContact = ""
    },
    Line(outline: "Risks › Risk", missing: ["risks, or that none is known"]) { _, _, risks in
      risks = []
    },
  ]

  @Test("each mandatory line that is left out is asked for, in its order", arguments: lines)
  func missing(line: Line) {
    var person = Self.person()
    var referral = Self.referral()
    var risks = [Self.none]
    #expect(ReferralCompleteness.missing(person, referral, risks: risks) == [])
    line.without(&person, &referral, &risks)
    #expect(ReferralCompleteness.missing(person, referral, risks: risks) == line.missing)
  }

  @Test("“Referral to” is this service where nothing else was said")
  func referredTo() {
    var referral = Self.referral()
    #expect(referral.referredTo == "Social prescribing")
    referral.details[Referral.Detail.referredTo] = "Green walks"
    #expect(referral.referredTo == "Green walks")
    #expect(referral.referrerService == "Getting Help")
    referral.details = [:]
    #expect(referral.referrerService == "Hill Trust")
  }
}
